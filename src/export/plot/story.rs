//! All that pictures are drawn from, by id. What is not there is drawn as absent.

use super::super::series::Spread;
use super::super::{Counts, Finding};
use super::page::Head;
use crate::metrics::snake_case;
use crate::scenario::Scenario;
use crate::stats::Summary;
use std::collections::BTreeMap;

/// All that pictures are drawn from.
pub struct Story<'a> {
    /// What ran.
    pub scenario: &'a Scenario,
    /// The line that gives the same results.
    pub command: &'a str,
    /// Runs by status.
    pub runs: Counts,
    /// Values run by run.
    pub kept: &'a Kept,
    summaries: BTreeMap<String, Summary>,
    series: BTreeMap<String, Vec<Date>>,
}

/// How a metric spreads over runs at one reporting date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Date {
    /// Days since the start.
    pub day: f64,
    /// Mean over the runs that have a value.
    pub mean: Option<f64>,
    /// Quantiles 0.05, 0.25, 0.5, 0.75 and 0.95 over these runs.
    pub quantiles: Option<[f64; 5]>,
}

impl<'a> Story<'a> {
    /// A story of which only the frame is known.
    pub fn new(scenario: &'a Scenario, command: &'a str, runs: Counts, kept: &'a Kept) -> Story<'a> {
        Story { scenario, command, runs, kept, summaries: BTreeMap::new(), series: BTreeMap::new() }
    }

    /// The same with what was found.
    pub fn with(mut self, findings: &[Finding], spreads: &[Spread]) -> Story<'a> {
        for finding in findings {
            if let Some(summary) = finding.summary {
                self.summaries.insert(finding.metric.id.to_string(), summary);
            }
        }
        for spread in spreads {
            let date = Date { day: spread.day, mean: spread.mean, quantiles: all(spread.quantiles) };
            self.series.entry(spread.metric.to_string()).or_default().push(date);
        }
        self
    }

    /// What is found of a metric, if it has a value at all.
    pub fn summary(&self, id: &str) -> Option<&Summary> {
        self.summaries.get(id)
    }

    /// A metric date by date; empty if it has no series.
    pub fn series(&self, id: &str) -> &[Date] {
        self.series.get(id).map_or(&[], Vec::as_slice)
    }

    /// Members of a family of metrics, one name after the other: the name as people write it, and the id.
    pub fn groups(&self, family: &str) -> Vec<(String, String)> {
        self.scenario.groups.iter().map(|group| (shown(&group.name), id_of(family, &group.name))).collect()
    }

    /// The same by kind of decision.
    pub fn kinds(&self, family: &str) -> Vec<(String, String)> {
        self.scenario.kinds.iter().map(|kind| (shown(&kind.name), id_of(family, &kind.name))).collect()
    }

    /// What stands above and below its pictures.
    pub fn head(&self) -> Head<'_> {
        let runs = self.runs;
        let failed = if runs.failed() > 0 { format!(", {} more failed", runs.failed()) } else { String::new() };
        let s = if runs.ok == 1 { "" } else { "s" };
        Head {
            name: &self.scenario.name,
            question: &self.scenario.question,
            basis: format!("{} run{s} of {} days{failed}, seed {}.", runs.ok, self.days(), self.scenario.seed),
            command: self.command,
        }
    }

    /// Length of a run, days.
    pub fn days(&self) -> f64 {
        self.scenario.clock.days(self.scenario.horizon)
    }
}

#[cfg(test)]
impl Story<'_> {
    /// Adds a summary.
    pub fn add_summary(&mut self, id: &str, summary: Summary) {
        self.summaries.insert(id.to_owned(), summary);
    }

    /// Adds a series.
    pub fn add_series(&mut self, id: &str, dates: Vec<Date>) {
        self.series.insert(id.to_owned(), dates);
    }
}

fn shown(name: &str) -> String {
    name.replace('_', " ")
}

/// The id that a family of metrics has for a group or kind.
fn id_of(family: &str, name: &str) -> String {
    format!("{family}_{}", snake_case(name))
}

fn all(quantiles: [Option<f64>; 5]) -> Option<[f64; 5]> {
    let mut whole = [0.0; 5];
    for (place, quantile) in whole.iter_mut().zip(quantiles) {
        *place = quantile?;
    }
    Some(whole)
}

/// Metrics that are drawn run by run.
const KEPT: [&str; 4] = ["delay_median_days", "delay_p90_days", "harm_passed_share", "good_blocked_share"];

/// One value per replicate of the metrics that are drawn run by run.
#[derive(Default)]
pub struct Kept(BTreeMap<&'static str, Vec<Option<f64>>>);

impl Kept {
    /// Keeps the values if they are drawn.
    pub fn keep(&mut self, id: &str, values: Vec<Option<f64>>) {
        if let Some(id) = KEPT.into_iter().find(|kept| *kept == id) {
            self.0.insert(id, values);
        }
    }

    /// The values of a metric, one per replicate; empty if there is no such metric.
    pub fn of(&self, id: &str) -> &[Option<f64>] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }
}
