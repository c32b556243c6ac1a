//! What the rows of a sweep say: of each point, and of each setting of the levers over all worlds.

use crate::experiment::sweep::Plan;
use crate::export::pooled::Pooled;
use crate::export::rows::RUNS;
use crate::export::{Error, Finding, Folder, LEVEL, find};
use crate::stats::{Sight, Summary, mean, of_means, sights};

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
                    Summary::of(&means, of_means(column.unit.kind()), LEVEL)
                }
            };
            let summaries: Vec<Option<Summary>> = self.cells.iter().enumerate().map(summary).collect();
            for (cell, sight) in cells.iter_mut().zip(sights(&summaries, units, column.better.more(), LEVEL)) {
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
