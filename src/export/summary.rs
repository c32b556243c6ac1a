//! `summary.csv`: one row per metric, over all replicates.

use super::{Error, Folder, cell, columns, table};
use crate::metrics::{Column, Columns};
use crate::scenario::Scenario;
use crate::stats::{Interval, Kind, Method, Summary, quantile_interval};

/// Columns.
pub const HEADER: [&str; 15] =
    ["metric", "unit", "n", "mean", "sd", "low", "high", "method", "q05", "q25", "q50", "q50_low", "q50_high", "q75", "q95"];

/// Level of every interval.
pub const LEVEL: f64 = 0.95;

/// What the replicates say of one metric.
pub struct Finding {
    /// The metric.
    pub metric: Column,
    /// Over the runs that have a value; `None` if no run has.
    pub summary: Option<Summary>,
    /// Interval of the median over runs.
    pub median: Option<Interval>,
}

/// What the replicates say of one metric, without its name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Answer {
    /// Over the runs that have a value; `None` if no run has.
    pub summary: Option<Summary>,
    /// Interval of the median over runs.
    pub median: Option<Interval>,
}

impl Answer {
    /// Sums up the values of those runs that have one, in the order of the runs: sums must not depend on anything else. Leaves
    /// them sorted.
    pub fn of(values: &mut [f64], kind: Kind) -> Answer {
        let summary = Summary::and_sort(values, kind, LEVEL);
        Answer { summary, median: quantile_interval(values, 0.5, LEVEL) }
    }

    /// The same with the name of the metric.
    pub fn about(self, metric: &Column) -> Finding {
        Finding { metric: metric.clone(), summary: self.summary, median: self.median }
    }
}

/// The values that are there.
pub fn known(values: &[f64]) -> impl Iterator<Item = f64> {
    values.iter().copied().filter(|value| !value.is_nan())
}

/// The table.
pub fn to_csv(findings: &[Finding]) -> Vec<u8> {
    let header = HEADER.map(str::to_owned).to_vec();
    let row = |finding: &Finding| row(&finding.metric, &Answer { summary: finding.summary, median: finding.median });
    table::csv(std::iter::once(header).chain(findings.iter().map(row)))
}

/// The row of a metric, in the order of [`HEADER`].
pub fn row(metric: &Column, answer: &Answer) -> Vec<String> {
    cells(&metric.id, columns::unit(metric.unit), answer.summary.as_ref(), answer.median)
}

/// The same of a metric of which only id and unit are known.
pub fn cells(id: &str, unit: &str, summary: Option<&Summary>, median: Option<Interval>) -> Vec<String> {
    let of = |value: fn(&Summary) -> f64| cell(summary.map(value));
    let interval = summary.and_then(|summary| summary.interval);
    vec![
        id.to_owned(),
        unit.to_owned(),
        summary.map_or(0, |summary| summary.n).to_string(),
        of(|summary| summary.mean),
        cell(summary.and_then(|summary| summary.sd)),
        cell(interval.map(|interval| interval.low)),
        cell(interval.map(|interval| interval.high)),
        interval.map(|interval| interval.method.name().to_owned()).unwrap_or_default(),
        of(|summary| summary.q05),
        of(|summary| summary.q25),
        of(|summary| summary.q50),
        cell(median.map(|interval| interval.low)),
        cell(median.map(|interval| interval.high)),
        of(|summary| summary.q75),
        of(|summary| summary.q95),
    ]
}

/// Reads the summary of a finished folder back. Cells read back as the numbers they were.
///
/// # Errors
/// When `summary.csv` is not there or is no such table.
pub fn read_back(folder: &Folder, scenario: &Scenario) -> Result<Vec<Finding>, Error> {
    let registry = Columns::of(scenario);
    let mut columns = registry.all();
    let mut findings = Vec::new();
    each_answer(folder, 0, |_, answer| findings.extend(columns.next().map(|column| answer.about(column))))?;
    Ok(findings)
}

/// Gives the rows of `summary.csv`: what stands before the metric's id, and what the metric says.
///
/// # Errors
/// When it is not there or is no such table.
pub fn each_answer(folder: &Folder, before: usize, mut take: impl FnMut(&str, Answer)) -> Result<(), Error> {
    let path = folder.path().join("summary.csv");
    let read = |error: csv::Error| Error::io("read", &path)(error.into());
    let mut reader = csv::Reader::from_path(&path).map_err(read)?;
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(read)? {
        let first = row.get(0).unwrap_or_default();
        let answer = answer_of(&row, before);
        take(first, answer.unwrap_or_default());
    }
    Ok(())
}

/// What a row says behind its first cells; `None` where the metric has no value.
fn answer_of(row: &csv::StringRecord, before: usize) -> Option<Answer> {
    let cell = |place: usize| row.get(before + place).filter(|cell| !cell.is_empty());
    let number = |place: usize| cell(place)?.parse::<f64>().ok();
    let interval = |low, high, method| Some(Interval { low: number(low)?, high: number(high)?, method });
    let method = cell(7).and_then(|name| Method::ALL.into_iter().find(|method| method.name() == name));
    let summary = Summary {
        n: cell(2)?.parse().ok()?,
        mean: number(3)?,
        sd: number(4),
        interval: method.and_then(|method| interval(5, 6, method)),
        q05: number(8)?,
        q25: number(9)?,
        q50: number(10)?,
        q75: number(13)?,
        q95: number(14)?,
    };
    Some(Answer { summary: Some(summary), median: interval(11, 12, Method::OrderStatistics) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_back_as_what_it_says() {
        let registry = Columns::of(&Scenario::load("scenarios/partnership.toml").expect("a shipped scenario"));
        let metric = registry.all().next().expect("there are metrics");
        for values in [vec![], vec![0.1], vec![0.3, 0.1, 1.0 / 3.0], (0..40).map(|n| f64::from(n) / 7.0).collect()] {
            for kind in [Kind::Mean, Kind::YesNo, Kind::Count] {
                let answer = Answer::of(&mut values.clone(), kind);
                let read = answer_of(&csv::StringRecord::from(row(metric, &answer)), 0);
                assert_eq!(read.unwrap_or_default(), answer, "{values:?}");
            }
        }
    }
}
