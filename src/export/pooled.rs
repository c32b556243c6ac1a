//! Numbers of all runs together: what one run is too short to tell.
//!
//! # Why
//! With few decisions in a run, the groups that happened to be decisive are far from any split; the mean of that distance over
//! runs would stay above zero however fair the rules are. Pooling counts first does not.

use super::{Finding, LEVEL};
use crate::metrics::{Column, Groups, imbalance};
use crate::scenario::Scenario;
use crate::stats;

/// The metric that is pooled.
const IMBALANCE: &str = "power_imbalance";

/// Decisions of each run in which each group was decisive.
pub struct Pooled {
    fair: Vec<f64>,
    /// Shares of the decisions, by group and run.
    shares: Vec<Vec<Option<f64>>>,
    /// Decisions by run.
    decisions: Vec<f64>,
}

impl Pooled {
    /// Nothing seen yet.
    pub fn new(scenario: &Scenario) -> Pooled {
        Pooled { fair: Groups::fair_split(scenario), shares: Vec::new(), decisions: Vec::new() }
    }

    /// Keeps the values of a column if they are needed.
    pub fn see(&mut self, column: &Column, values: &[Option<f64>]) {
        match column.family() {
            Some("decisive_share_<group>") => self.shares.push(values.to_vec()),
            Some("decisions_<kind>") => {
                self.decisions.resize(values.len(), 0.0);
                self.decisions.iter_mut().zip(values).for_each(|(sum, value)| *sum += value.unwrap_or(0.0));
            }
            _ => {}
        }
    }

    /// Puts what all runs say together in the place of the mean over runs.
    pub fn tell(&self, findings: &mut [Finding]) {
        let Some(summary) = findings
            .iter_mut()
            .find(|finding| finding.metric.is_plain() && finding.metric.id == IMBALANCE)
            .and_then(|finding| finding.summary.as_mut())
        else {
            return;
        };
        let runs: Vec<Vec<f64>> = (0..self.decisions.len()).filter_map(|run| self.counts(run)).collect();
        let mut all = vec![0.0; self.fair.len()];
        runs.iter().for_each(|run| all.iter_mut().zip(run).for_each(|(sum, count)| *sum += count));
        let Some(estimate) = imbalance(&all, &self.fair) else { return };
        let without = |run: &Vec<f64>| {
            let rest: Vec<f64> = all.iter().zip(run).map(|(sum, count)| sum - count).collect();
            imbalance(&rest, &self.fair)
        };
        let without: Option<Vec<f64>> = runs.iter().map(without).collect();
        summary.mean = estimate;
        summary.interval = without
            .and_then(|without| stats::jackknife(estimate, &without, LEVEL))
            .map(|interval| stats::Interval { low: interval.low.max(0.0), high: interval.high.min(1.0), ..interval });
    }

    /// Decisions of one run in which each group was decisive; `None` if the run decided nothing, or failed.
    fn counts(&self, run: usize) -> Option<Vec<f64>> {
        let count = |share: f64| (share * self.decisions[run]).round();
        self.shares.iter().map(|shares| shares[run].map(count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::metrics::Columns;

    /// What two groups' decisive decisions, of ten each run, say together.
    fn found(runs: &[[f64; 2]]) -> stats::Summary {
        let text = include_str!("../../scenarios/attacker_alone.toml");
        let scenario = Scenario::parse("two", text).unwrap_or_else(|problems| panic!("{problems}"));
        let columns = Columns::of(&scenario);
        let mut pooled = Pooled::new(&scenario);
        let mut findings = Vec::new();
        let mut group = 0;
        for column in columns.all() {
            let value = |run: &[f64; 2]| match column.family() {
                Some("decisive_share_<group>") => Some(run.get(group).copied().unwrap_or(0.0) / 10.0),
                Some("decisions_<kind>") => Some(if column.id.ends_with(&scenario.kinds[0].name) { 10.0 } else { 0.0 }),
                _ if column.id == IMBALANCE => Some(0.5),
                _ => None,
            };
            let values: Vec<Option<f64>> = runs.iter().map(value).collect();
            group += usize::from(column.family() == Some("decisive_share_<group>"));
            findings.push(find(column, &values));
            pooled.see(column, &values);
        }
        pooled.fair = vec![0.0; scenario.groups.len()];
        pooled.fair[..2].copy_from_slice(&[0.5, 0.5]);
        pooled.tell(&mut findings);
        let of = findings.into_iter().find(|finding| finding.metric.id == IMBALANCE);
        of.and_then(|finding| finding.summary).expect("every run has a value")
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
