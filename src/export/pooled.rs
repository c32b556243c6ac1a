//! Numbers of all runs together: what one run is too short to tell.
//!
//! # Why
//! With few decisions in a run, the groups that happened to be decisive are far from any split; the mean of that distance over
//! runs would stay above zero however fair the rules are. Pooling counts first does not.

use super::{Answer, Error, LEVEL, Rows};
use crate::metrics::{Column, Groups, imbalance};
use crate::scenario::Scenario;
use crate::stats::{self, Interval};
use std::ops::Range;

/// The metric that is pooled.
const IMBALANCE: &str = "power_imbalance";

/// Decisions in which each group was decisive, over the runs of one scenario.
pub struct Pooled {
    fair: Vec<f64>,
    /// Column of the metric.
    place: Option<usize>,
    /// Columns of the shares, by group.
    shares: Vec<usize>,
    /// Columns of the decisions, by kind.
    decisions: Vec<usize>,
    /// Decisions, by group.
    all: Vec<f64>,
    /// The distance without one run, for each of the runs; `None` once it is undefined.
    without: Option<Vec<f64>>,
}

impl Pooled {
    /// Nothing seen yet; `columns` are those of the scenario, with their numbers in the table.
    pub fn new<'c>(scenario: &Scenario, columns: impl IntoIterator<Item = (usize, &'c Column)>) -> Pooled {
        let fair = Groups::fair_split(scenario);
        let all = vec![0.0; fair.len()];
        let (shares, decisions) = (Vec::new(), Vec::new());
        let mut pooled = Pooled { fair, place: None, shares, decisions, all, without: Some(Vec::new()) };
        for (place, column) in columns {
            match column.family() {
                Some("decisive_share_<group>") => pooled.shares.push(place),
                Some("decisions_<kind>") => pooled.decisions.push(place),
                None if column.id == IMBALANCE => pooled.place = Some(place),
                _ => {}
            }
        }
        pooled
    }

    /// The columns that it has to see.
    pub fn columns(&self) -> Option<Range<usize>> {
        let all = || self.shares.iter().chain(&self.decisions);
        Some(*all().min()?..all().max()? + 1)
    }

    /// First look at a run: counts it. `cells` are the columns from `first` on.
    pub fn count(&mut self, first: usize, cells: &[f64]) {
        if let Some(counts) = self.counts(first, cells) {
            self.all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }

    /// Second look at a run, when all are counted: leaves it out.
    pub fn leave_out(&mut self, first: usize, cells: &[f64]) {
        let Some(counts) = self.counts(first, cells) else { return };
        let rest: Vec<f64> = self.all.iter().zip(counts).map(|(sum, count)| sum - count).collect();
        match (imbalance(&rest, &self.fair), &mut self.without) {
            (Some(distance), Some(without)) => without.push(distance),
            _ => self.without = None,
        }
    }

    /// Puts what all runs say together in the place of the mean over runs, where this is the column of the metric.
    pub fn correct(&self, column: usize, answer: &mut Answer) {
        let summary = answer.summary.as_mut().filter(|_| self.place == Some(column));
        let (Some(summary), Some(estimate)) = (summary, imbalance(&self.all, &self.fair)) else { return };
        let interval = self.without.as_ref().and_then(|without| stats::jackknife(estimate, without, LEVEL));
        summary.mean = estimate;
        summary.interval =
            interval.map(|interval| Interval { low: interval.low.max(0.0), high: interval.high.min(1.0), ..interval });
    }

    /// Decisions of one run in which each group was decisive; `None` if the run decided nothing, or failed.
    fn counts(&self, first: usize, cells: &[f64]) -> Option<Vec<f64>> {
        let of = |place: &usize| Some(cells[*place - first]).filter(|value| !value.is_nan());
        let decisions: f64 = self.decisions.iter().filter_map(of).sum();
        self.shares.iter().map(|place| of(place).map(|share| (share * decisions).round())).collect()
    }
}

/// Shows the rows to those that pool them, twice; `order` holds the place of each row among them.
///
/// # Errors
/// When the rows cannot be read.
pub fn look(rows: &Rows, pools: &mut [Pooled], order: impl Fn(usize) -> usize) -> Result<(), Error> {
    let ranges = || pools.iter().filter_map(Pooled::columns);
    let (Some(start), Some(end)) = (ranges().map(|range| range.start).min(), ranges().map(|range| range.end).max()) else {
        return Ok(());
    };
    for see in [Pooled::count, Pooled::leave_out] {
        rows.each_row_of(&(start..end), |row, cells| see(&mut pools[order(row)], start, cells))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Columns;

    /// What two groups' decisive decisions, of ten each run, say together.
    fn found(runs: &[[f64; 2]]) -> stats::Summary {
        let text = include_str!("../../scenarios/attacker_alone.toml");
        let scenario = Scenario::parse("two", text).unwrap_or_else(|problems| panic!("{problems}"));
        let columns = Columns::of(&scenario);
        let mut pooled = Pooled::new(&scenario, columns.all().enumerate());
        pooled.fair = vec![0.0; scenario.groups.len()];
        pooled.fair[..2].copy_from_slice(&[0.5, 0.5]);
        let row = |run: &[f64; 2]| -> Vec<f64> {
            let mut group = 0;
            let value = |column: &Column| match column.family() {
                Some("decisive_share_<group>") => {
                    group += 1;
                    run.get(group - 1).copied().unwrap_or(0.0) / 10.0
                }
                Some("decisions_<kind>") if column.id.ends_with(&scenario.kinds[0].name) => 10.0,
                Some("decisions_<kind>") => 0.0,
                _ => f64::NAN,
            };
            columns.all().map(value).collect()
        };
        for see in [Pooled::count, Pooled::leave_out] {
            runs.iter().for_each(|run| see(&mut pooled, 0, &row(run)));
        }
        let place = pooled.place.expect("there is the metric");
        let mut answer = Answer::of(&mut vec![0.5; runs.len()], stats::Kind::Share);
        pooled.correct(place, &mut answer);
        answer.summary.expect("every run has a value")
    }

    #[test]
    fn groups_that_take_turns_are_balanced_together() {
        let turns = found(&[[4.0, 0.0], [0.0, 4.0], [4.0, 0.0], [0.0, 4.0]]);
        assert!(turns.mean.abs() < 1e-12, "each run alone is half out of balance: {turns:?}");
        let method = turns.interval.map(|interval| interval.method);
        assert_eq!(method, Some(stats::Method::Jackknife));
        let one = found(&[[3.0, 1.0], [3.0, 1.0], [2.0, 2.0]]);
        assert!((one.mean - (8.0 / 12.0 - 0.5)).abs() < 1e-12, "{one:?}");
    }
}
