//! What the rows of a sweep say: of each point, and of each setting of the levers over all worlds.

use crate::experiment::sweep::Plan;
use crate::export::pooled::{self, Pooled};
use crate::export::rows::RUNS;
use crate::export::summary::{self, Answer};
use crate::export::{Error, Folder, LEVEL, Rows, known};
use crate::metrics::Column;
use crate::stats::{Kind, Pairs, Sight, Summary, mean, of_means, sights};
use rayon::ThreadPool;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a finished sweep says.
pub struct Told {
    /// Of each point, one answer per column of the plan.
    pub points: Vec<Vec<Answer>>,
    /// Of each setting of the levers that has a point.
    pub cells: Vec<Cell>,
}

/// A setting of the levers.
pub struct Cell {
    /// Number of the setting.
    pub lever: usize,
    /// Values of the levers, as tables show them.
    pub values: Vec<String>,
    /// Its points, one for each world.
    pub points: Vec<usize>,
    /// One per reported metric.
    pub sights: Vec<Sight>,
}

/// What a sweep says, from its rows; `order` holds the point of each. Columns are worked off side by side, which changes nothing.
///
/// # Errors
/// When the rows cannot be read.
pub fn tell(plan: &Plan, rows: &Rows, order: &[u32], threads: &ThreadPool) -> Result<Told, Error> {
    let columns = |places: &[usize]| -> Vec<(usize, &Column)> { places.iter().map(|&at| (at, &plan.columns[at])).collect() };
    let mut pools: Vec<Pooled> = plan.points.iter().map(|point| Pooled::new(&point.scenario, columns(&point.places))).collect();
    pooled::look(rows, &mut pools, |row| order[row] as usize)?;
    let spread = Spread::new(plan, order);
    let mut cells = cells(plan);
    let mut points: Vec<Vec<Answer>> = plan.points.iter().map(|_| Vec::with_capacity(plan.columns.len())).collect();
    for first in (0..plan.columns.len()).step_by(threads.current_num_threads()) {
        let group = first..plan.columns.len().min(first + threads.current_num_threads());
        let one = |(column, by_point): (usize, &Vec<f64>)| {
            let mut answers = spread.answers(by_point, plan.columns[column].unit.kind());
            pools.iter().zip(&mut answers).for_each(|(pooled, answer)| pooled.correct(column, answer));
            let sights = plan.reported.contains(&column).then(|| spread.sights(&cells, column, &answers, by_point));
            (answers, sights)
        };
        let values = spread.read(rows, &group)?;
        let seen: Vec<_> = threads.install(|| group.clone().into_par_iter().zip(&values).map(one).collect());
        for (column, (answers, sights)) in group.zip(seen) {
            points.iter_mut().zip(answers).for_each(|(point, answer)| point.push(answer));
            if let Some(sights) = sights {
                put(plan, &mut cells, column, &sights);
            }
        }
    }
    Ok(Told { points, cells })
}

/// Reads what a finished folder says back. Cells read back as the numbers they were.
///
/// # Errors
/// When a table is not there or is none of the plan.
pub fn read_back(folder: &Folder, plan: &Plan) -> Result<Told, Error> {
    let mut points: Vec<Vec<Answer>> = plan.points.iter().map(|_| Vec::with_capacity(plan.columns.len())).collect();
    let numbers: BTreeMap<&str, usize> = plan.points.iter().enumerate().map(|(at, point)| (point.id.as_str(), at)).collect();
    summary::each_answer(folder, 1 + plan.axes.len(), |point, answer| {
        if let Some(at) = numbers.get(point) {
            points[*at].push(answer);
        }
    })?;
    points.iter_mut().for_each(|answers| answers.resize(plan.columns.len(), Answer::default()));
    let (order, columns) = reported(folder, plan, &numbers)?;
    let spread = Spread::new(plan, &order);
    let mut cells = cells(plan);
    for (&column, values) in plan.reported.iter().zip(&columns) {
        let answers: Vec<Answer> = points.iter().map(|answers| answers[column]).collect();
        let sights = spread.sights(&cells, column, &answers, &spread.by_point(values));
        put(plan, &mut cells, column, &sights);
    }
    Ok(Told { points, cells })
}

/// The point of each row of `runs.csv`, and the reported columns.
fn reported(folder: &Folder, plan: &Plan, numbers: &BTreeMap<&str, usize>) -> Result<(Vec<u32>, Vec<Vec<f64>>), Error> {
    let path = folder.path().join(RUNS);
    let read = |error: csv::Error| Error::io("read", &path)(error.into());
    let mut reader = csv::Reader::from_path(&path).map_err(read)?;
    let first = super::before_metrics(plan);
    let (mut order, mut columns) = (Vec::new(), vec![Vec::new(); plan.reported.len()]);
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(read)? {
        let Some(point) = row.get(1).and_then(|id| numbers.get(id)) else { continue };
        order.push(*point as u32);
        for (values, column) in columns.iter_mut().zip(&plan.reported) {
            let cell = row.get(first + column).and_then(|cell| cell.parse::<f64>().ok());
            values.push(cell.unwrap_or(f64::NAN));
        }
    }
    Ok((order, columns))
}

/// Every setting of the levers that has a point, nothing seen of it yet.
fn cells(plan: &Plan) -> Vec<Cell> {
    let levers = plan.levers();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    let mut cells: Vec<Cell> = Vec::new();
    for (number, point) in plan.points.iter().enumerate() {
        let place = *places.entry(point.lever).or_insert(cells.len());
        if place == cells.len() {
            let values = levers.iter().map(|&axis| point.values[axis].clone()).collect();
            let nothing = Sight { summary: None, best: false, rivals: false };
            cells.push(Cell { lever: point.lever, values, points: Vec::new(), sights: vec![nothing; plan.reported.len()] });
        }
        cells[place].points.push(number);
    }
    cells
}

/// Puts what is seen of a column where it is reported.
fn put(plan: &Plan, cells: &mut [Cell], column: usize, sights: &[Sight]) {
    for at in (0..plan.reported.len()).filter(|&at| plan.reported[at] == column) {
        cells.iter_mut().zip(sights).for_each(|(cell, sight)| cell.sights[at] = *sight);
    }
}

/// Where the values of each point are once they lie side by side.
struct Spread<'p> {
    plan: &'p Plan,
    order: &'p [u32],
    /// First place of each point, and the end.
    starts: Vec<usize>,
}

impl<'p> Spread<'p> {
    fn new(plan: &'p Plan, order: &'p [u32]) -> Spread<'p> {
        let mut starts = vec![0; plan.points.len() + 1];
        order.iter().for_each(|point| starts[*point as usize + 1] += 1);
        for point in 1..starts.len() {
            starts[point] += starts[point - 1];
        }
        Spread { plan, order, starts }
    }

    /// Some columns, each point by point.
    fn read(&self, rows: &Rows, columns: &Range<usize>) -> Result<Vec<Vec<f64>>, Error> {
        let mut by_point = vec![vec![f64::NAN; self.order.len()]; columns.len()];
        let mut places = self.starts.clone();
        rows.each_part(columns, |first, values| {
            for row in 0..values[0].len() {
                let place = &mut places[self.order[first + row] as usize];
                by_point.iter_mut().zip(values).for_each(|(by_point, values)| by_point[*place] = values[row]);
                *place += 1;
            }
        })?;
        Ok(by_point)
    }

    /// A column point by point, each in the order of its replicates.
    fn by_point(&self, values: &[f64]) -> Vec<f64> {
        let mut places = self.starts.clone();
        let mut by_point = vec![f64::NAN; values.len()];
        for (point, value) in self.order.iter().zip(values) {
            let place = &mut places[*point as usize];
            by_point[*place] = *value;
            *place += 1;
        }
        by_point
    }

    fn of<'v>(&self, point: usize, by_point: &'v [f64]) -> &'v [f64] {
        &by_point[self.starts[point]..self.starts[point + 1]]
    }

    /// What each point says.
    fn answers(&self, by_point: &[f64], kind: Kind) -> Vec<Answer> {
        let mut values = Vec::new();
        let answer = |point: usize| {
            values.clear();
            values.extend(known(self.of(point, by_point)));
            Answer::of(&mut values, kind)
        };
        (0..self.plan.points.len()).map(answer).collect()
    }

    /// What each setting of the levers says.
    fn sights(&self, cells: &[Cell], column: usize, answers: &[Answer], by_point: &[f64]) -> Vec<Sight> {
        let metric = &self.plan.columns[column];
        let units: Vec<Vec<f64>> = cells.iter().map(|cell| self.units(&cell.points, by_point)).collect();
        let summary = |(cell, units): (&Cell, &Vec<f64>)| match cell.points.as_slice() {
            [only] => answers[*only].summary,
            _ => Summary::of(&known(units).collect::<Vec<f64>>(), of_means(metric.unit.kind()), LEVEL),
        };
        let summaries: Vec<Option<Summary>> = cells.iter().zip(&units).map(summary).collect();
        let yes_no = metric.unit.kind() == Kind::YesNo && cells.iter().all(|cell| cell.points.len() == 1);
        let there = |value: f64| (!value.is_nan()).then_some(value);
        let units: Vec<Vec<Option<f64>>> = units.iter().map(|units| units.iter().copied().map(there).collect()).collect();
        sights(&summaries, &units, metric.better.more(), Pairs { yes_no, level: LEVEL })
    }

    /// What is compared between settings: the replicates of the only world, or the means of several.
    fn units(&self, points: &[usize], by_point: &[f64]) -> Vec<f64> {
        if let [only] = points {
            return self.of(*only, by_point).to_vec();
        }
        let world = |point: usize| self.plan.points[point].world;
        let worlds = points.iter().map(|&point| world(point)).max().unwrap_or(0);
        let mut units = vec![f64::NAN; worlds + 1];
        for &point in points {
            let values: Vec<f64> = known(self.of(point, by_point)).collect();
            units[world(point)] = mean(&values).unwrap_or(f64::NAN);
        }
        units
    }
}
