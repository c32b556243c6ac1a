//! What the rows of a sweep say: of each point, and of each setting of the levers over all worlds.

use crate::experiment::sweep::Plan;
use crate::export::pooled::Pooled;
use crate::export::rows::RUNS;
use crate::export::{Error, Finding, Folder, LEVEL, find};
use crate::metrics::Better;
use crate::stats::{Kind, Summary, mean, t_interval};

/// What a finished sweep says.
pub struct Told {
    /// Of each point, one finding per column of the plan.
    pub points: Vec<Vec<Finding>>,
    /// Of each setting of the levers that has a point.
    pub cells: Vec<Cell>,
}

/// A setting of the levers.
pub struct Cell {
    /// Number of the setting.
    pub lever: usize,
    /// Values of the levers, as tables show them.
    pub values: Vec<String>,
    /// One per reported metric.
    pub sights: Vec<Sight>,
}

/// A metric at a setting of the levers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// Over runs; with several worlds over the means of each world, which count alike. `None` if there is no value.
    pub summary: Option<Summary>,
    /// Whether no other setting has a better mean.
    pub best: bool,
    /// Whether it may be as good as the best: the 95 % interval of the paired difference reaches 0.
    pub rivals: bool,
}

/// Takes in the rows column by column.
pub struct Teller<'p> {
    plan: &'p Plan,
    order: &'p [u32],
    findings: Vec<Vec<Finding>>,
    pooled: Vec<Pooled>,
    /// By reported metric, by cell: one value per replicate, or per world.
    units: Vec<Vec<Vec<Option<f64>>>>,
    /// The setting of each cell, and its points.
    cells: Vec<(usize, Vec<usize>)>,
}

impl<'p> Teller<'p> {
    /// Nothing seen yet.
    pub fn new(plan: &'p Plan, order: &'p [u32]) -> Teller<'p> {
        let mut cells: Vec<(usize, Vec<usize>)> = Vec::new();
        for (number, point) in plan.points.iter().enumerate() {
            match cells.iter_mut().find(|(lever, _)| *lever == point.lever) {
                Some((_, points)) => points.push(number),
                None => cells.push((point.lever, vec![number])),
            }
        }
        let pooled = plan.points.iter().map(|point| Pooled::new(&point.scenario)).collect();
        let findings = plan.points.iter().map(|_| Vec::with_capacity(plan.columns.len())).collect();
        Teller { plan, order, findings, pooled, units: vec![Vec::new(); plan.reported.len()], cells }
    }

    /// Takes in a column: its values row by row.
    pub fn see(&mut self, column: usize, values: &[Option<f64>]) {
        let mut by_point = vec![Vec::new(); self.plan.points.len()];
        for (point, value) in self.order.iter().zip(values) {
            by_point[*point as usize].push(*value);
        }
        let metric = &self.plan.columns[column];
        for (number, values) in by_point.iter().enumerate() {
            self.findings[number].push(find(metric, values));
            if self.plan.points[number].places.contains(&column) {
                self.pooled[number].see(metric, values);
            }
        }
        for (reported, units) in self.plan.reported.iter().zip(&mut self.units) {
            if *reported == column {
                *units = self.cells.iter().map(|(_, points)| units_of(self.plan, points, &by_point)).collect();
            }
        }
    }

    /// What all of it says.
    pub fn told(mut self) -> Told {
        for (findings, pooled) in self.findings.iter_mut().zip(&self.pooled) {
            pooled.tell(findings);
        }
        let levers = self.plan.levers();
        let mut cells: Vec<Cell> = Vec::new();
        for (lever, points) in &self.cells {
            let values = &self.plan.points[points[0]].values;
            let values = levers.iter().map(|&axis| values[axis].clone()).collect();
            cells.push(Cell { lever: *lever, values, sights: Vec::new() });
        }
        for (&reported, units) in self.plan.reported.iter().zip(&self.units) {
            let column = &self.plan.columns[reported];
            let summary = |(idx, (_, points)): (usize, &(usize, Vec<usize>))| match points.as_slice() {
                [only] => self.findings[*only][reported].summary,
                _ => {
                    let means: Vec<f64> = units[idx].iter().flatten().copied().collect();
                    // The mean of yes and no over the runs of a world is a share.
                    let kind = if column.unit.kind() == Kind::Mean { Kind::Mean } else { Kind::Share };
                    Summary::of(&means, kind, LEVEL)
                }
            };
            let summaries: Vec<Option<Summary>> = self.cells.iter().enumerate().map(summary).collect();
            for (cell, sight) in cells.iter_mut().zip(sights(&summaries, units, column.better)) {
                cell.sights.push(sight);
            }
        }
        Told { points: self.findings, cells }
    }
}

/// What is compared between settings: the replicates of the only world, or the means of several.
fn units_of(plan: &Plan, points: &[usize], by_point: &[Vec<Option<f64>>]) -> Vec<Option<f64>> {
    if let [only] = points {
        return by_point[*only].clone();
    }
    let worlds = points.iter().map(|&point| plan.points[point].world).max().unwrap_or(0);
    let mut units = vec![None; worlds + 1];
    for &point in points {
        let values: Vec<f64> = by_point[point].iter().flatten().copied().collect();
        units[plan.points[point].world] = mean(&values);
    }
    units
}

fn sights(summaries: &[Option<Summary>], units: &[Vec<Option<f64>>], better: Better) -> Vec<Sight> {
    let sign = match better {
        Better::Up => Some(1.0),
        Better::Down => Some(-1.0),
        Better::Neither => None,
    };
    let score = |idx: usize| summaries[idx].map(|summary| sign.unwrap_or(0.0) * summary.mean);
    let best = sign.and_then(|_| {
        (0..summaries.len())
            .filter(|&idx| score(idx).is_some())
            .reduce(|best, idx| if score(idx) > score(best) { idx } else { best })
    });
    let rivals = |idx: usize| {
        best.is_some_and(|best| {
            let pairs = units[idx].iter().zip(&units[best]);
            let differences: Vec<f64> = pairs.filter_map(|(here, there)| Some((*here)? - (*there)?)).collect();
            let apart = t_interval(&differences, LEVEL).is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0);
            idx != best && summaries[idx].is_some() && !apart
        })
    };
    (0..summaries.len()).map(|idx| Sight { summary: summaries[idx], best: best == Some(idx), rivals: rivals(idx) }).collect()
}

/// Sums up the rows of a finished folder again. Cells read back as the numbers they were, so the summaries do too.
///
/// # Errors
/// When `runs.csv` is not there or is no table of the plan.
pub fn read_back(folder: &Folder, plan: &Plan) -> Result<Told, Error> {
    let path = folder.path().join(RUNS);
    let read = |error: csv::Error| Error::io("read", &path)(error.into());
    let mut reader = csv::Reader::from_path(&path).map_err(read)?;
    let first = super::before_metrics(plan);
    let (mut order, mut columns) = (Vec::new(), vec![Vec::new(); plan.columns.len()]);
    for row in reader.records() {
        let row = row.map_err(read)?;
        let Some(point) = plan.points.iter().position(|point| row.get(1) == Some(&point.id)) else { continue };
        order.push(point as u32);
        for (values, cell) in columns.iter_mut().zip(row.iter().skip(first)) {
            values.push(cell.parse::<f64>().ok());
        }
    }
    let mut teller = Teller::new(plan, &order);
    columns.iter().enumerate().for_each(|(column, values)| teller.see(column, values));
    Ok(teller.told())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_setting_is_found_by_direction_and_its_rivals_by_pairs() {
        // The second differs from the first by a constant in every replicate; the third by noise around it.
        let units = vec![
            vec![Some(1.0), Some(5.0), Some(9.0)],
            vec![Some(1.5), Some(5.5), Some(9.6)],
            vec![Some(9.0), Some(5.0), Some(1.3)],
        ];
        let summary = |values: &Vec<Option<f64>>| {
            let values: Vec<f64> = values.iter().flatten().copied().collect();
            Summary::of(&values, Kind::Mean, LEVEL)
        };
        let summaries: Vec<Option<Summary>> = units.iter().map(summary).collect();
        let flags =
            |better| sights(&summaries, &units, better).iter().map(|sight| (sight.best, sight.rivals)).collect::<Vec<_>>();
        assert_eq!(flags(Better::Down), [(true, false), (false, false), (false, true)]);
        assert_eq!(flags(Better::Up), [(false, false), (true, false), (false, true)]);
        assert_eq!(flags(Better::Neither), [(false, false); 3]);
    }
}
