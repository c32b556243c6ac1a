//! `summary.csv`: one row per metric, over all replicates.

use super::pooled::Pooled;
use super::rows::RUNS;
use super::{Error, Folder, cell, columns, table};
use crate::metrics::{Column, Columns};
use crate::scenario::Scenario;
use crate::stats::{Interval, Summary, quantile_interval};

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

/// Sums up a metric from one value per replicate, in their order: sums must not depend on anything else.
pub fn find(metric: &Column, values: &[Option<f64>]) -> Finding {
    let mut values: Vec<f64> = values.iter().copied().flatten().collect();
    let summary = Summary::of(&values, metric.unit.kind(), LEVEL);
    values.sort_by(f64::total_cmp);
    Finding { metric: metric.clone(), summary, median: quantile_interval(&values, 0.5, LEVEL) }
}

/// The table.
pub fn to_csv(findings: &[Finding]) -> Vec<u8> {
    let header = HEADER.map(str::to_owned).to_vec();
    table::csv(std::iter::once(header).chain(findings.iter().map(row)))
}

/// The row of a metric, in the order of [`HEADER`].
pub fn row(finding: &Finding) -> Vec<String> {
    cells(&finding.metric.id, columns::unit(finding.metric.unit), finding.summary.as_ref(), finding.median)
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

/// Sums up the rows of a finished folder again. Cells read back as the numbers they were, so the summaries do too.
///
/// # Errors
/// When `runs.csv` is not there or is no table.
pub fn read_back(folder: &Folder, scenario: &Scenario) -> Result<Vec<Finding>, Error> {
    let path = folder.path().join(RUNS);
    let read = |error: csv::Error| Error::io("read", &path)(error.into());
    let mut reader = csv::Reader::from_path(&path).map_err(read)?;
    let headers = reader.headers().map_err(read)?.clone();
    let places = |column: &Column| headers.iter().position(|header| header == column.id);
    let registry = Columns::of(scenario);
    let mut columns: Vec<_> = registry.all().map(|column| (column, places(column), Vec::new())).collect();
    for row in reader.records() {
        let row = row.map_err(read)?;
        for (_, place, values) in &mut columns {
            values.push(place.and_then(|place| row.get(place)?.parse::<f64>().ok()));
        }
    }
    let mut pooled = Pooled::new(scenario);
    columns.iter().for_each(|(column, _, values)| pooled.see(column, values));
    let mut findings: Vec<Finding> = columns.iter().map(|(column, _, values)| find(column, values)).collect();
    pooled.tell(&mut findings);
    Ok(findings)
}
