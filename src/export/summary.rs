//! `summary.csv`: one row per metric, over all replicates.

use super::interval::{Estimate, estimate, median_interval, quantile};
use super::rows::RUNS;
use super::series::QUANTILES;
use super::{Error, Folder, cell, columns, table};
use crate::metrics::{self, Metric};

/// Columns.
pub const HEADER: [&str; 15] =
    ["metric", "unit", "n", "mean", "sd", "low", "high", "method", "q05", "q25", "q50", "q50_low", "q50_high", "q75", "q95"];

/// What the replicates say of one metric.
pub struct Summary {
    /// The metric.
    pub metric: &'static Metric,
    /// Mean and interval.
    pub estimate: Estimate,
    /// Quantiles over replicates: 5, 25, 50, 75, 95 %.
    pub quantiles: [Option<f64>; 5],
    /// Interval of the median, by order statistics.
    pub median_interval: Option<(f64, f64)>,
}

/// Sums up a metric from one value per replicate.
pub fn summarize(metric: &'static Metric, values: &[Option<f64>]) -> Summary {
    let mut values: Vec<f64> = values.iter().copied().flatten().collect();
    // In the order of replicates first: sums must not depend on anything else.
    let estimate = estimate(metric.unit, &values);
    values.sort_by(f64::total_cmp);
    let quantiles = QUANTILES.map(|p| quantile(&values, p));
    Summary { metric, estimate, quantiles, median_interval: median_interval(&values) }
}

/// The table.
pub fn to_csv(summaries: &[Summary]) -> Vec<u8> {
    let header = HEADER.map(str::to_owned).to_vec();
    let rows = summaries.iter().map(|summary| {
        let Estimate { n, mean, sd, low, high, method } = summary.estimate.clone();
        let (q50_low, q50_high) = summary.median_interval.unzip();
        let [q05, q25, q50, q75, q95] = summary.quantiles;
        let mut row = vec![summary.metric.id.to_owned(), columns::unit(summary.metric.unit).to_owned(), n.to_string()];
        row.extend([mean, sd, low, high].map(cell));
        row.push(method.to_owned());
        row.extend([q05, q25, q50, q50_low, q50_high, q75, q95].map(cell));
        row
    });
    table::csv(std::iter::once(header).chain(rows))
}

/// Sums up the rows of a finished folder again. Cells read back as the numbers they were, so the summaries do too.
///
/// # Errors
/// When `runs.csv` is not there or is no table.
pub fn read_back(folder: &Folder) -> Result<Vec<Summary>, Error> {
    let path = folder.path().join(RUNS);
    let read = |error: csv::Error| Error::io("read", &path)(error.into());
    let mut reader = csv::Reader::from_path(&path).map_err(read)?;
    let headers = reader.headers().map_err(read)?.clone();
    let places = |metric: &Metric| headers.iter().position(|header| header == metric.id);
    let mut columns: Vec<_> = metrics::all().map(|metric| (metric, places(metric), Vec::new())).collect();
    for row in reader.records() {
        let row = row.map_err(read)?;
        for (_, place, values) in &mut columns {
            values.push(place.and_then(|place| row.get(place)?.parse::<f64>().ok()));
        }
    }
    Ok(columns.iter().map(|(metric, _, values)| summarize(metric, values)).collect())
}
