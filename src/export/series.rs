//! `series.csv`: how a metric spreads over replicates at each reporting date.

use super::rows::Rows;
use super::{Error, cell, known, table};
use crate::experiment::dates;
use crate::metrics::Columns;
use crate::scenario::Scenario;
use crate::stats;
use rayon::ThreadPool;
use rayon::prelude::*;

/// The quantiles of a spread.
pub const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Columns.
pub const HEADER: [&str; 9] = ["day", "metric", "n", "mean", "q05", "q25", "q50", "q75", "q95"];

/// One metric at one date.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Days since the start.
    pub day: f64,
    /// Metric.
    pub metric: String,
    /// Runs that have a value.
    pub n: usize,
    /// Mean over these runs.
    pub mean: Option<f64>,
    /// See [`QUANTILES`].
    pub quantiles: [Option<f64>; 5],
}

/// The spreads of a finished experiment, date by date; `threads` share the work.
///
/// # Errors
/// When the sidecar cannot be read.
pub fn series(scenario: &Scenario, rows: &Rows, threads: &ThreadPool) -> Result<Vec<Spread>, Error> {
    let columns = Columns::of(scenario);
    let mut places = dates(scenario).flat_map(|day| columns.series().map(move |column| (day, column.id.clone())));
    let mut spreads = Vec::new();
    rows.each_series(|_, group| {
        let places: Vec<(f64, String)> = places.by_ref().take(group.len()).collect();
        let one = |(values, (day, metric)): (&Vec<f64>, (f64, String))| spread(day, metric, values);
        spreads.extend(threads.install(|| group.par_iter().zip(places).map(one).collect::<Vec<Spread>>()));
    })?;
    Ok(spreads)
}

fn spread(day: f64, metric: String, values: &[f64]) -> Spread {
    let mut values: Vec<f64> = known(values).collect();
    let (n, mean) = (values.len(), stats::mean(&values));
    values.sort_unstable_by(f64::total_cmp);
    Spread { day, metric, n, mean, quantiles: QUANTILES.map(|p| stats::quantile(&values, p)) }
}

/// The table.
pub fn to_csv(spreads: &[Spread]) -> Vec<u8> {
    let header = HEADER.map(str::to_owned).to_vec();
    let rows = spreads.iter().map(|spread| {
        let mut row = vec![cell(Some(spread.day)), spread.metric.clone(), spread.n.to_string(), cell(spread.mean)];
        row.extend(spread.quantiles.map(cell));
        row
    });
    table::csv(std::iter::once(header).chain(rows))
}
