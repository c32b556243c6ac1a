//! `sensitivity.csv`: every estimate of what an outcome depends on, one a row.

use super::{cell, table};
use crate::experiment::sensitivity::Answer;

/// The file's name.
pub const SENSITIVITY: &str = "sensitivity.csv";

/// Columns.
pub const HEADER: [&str; 9] = ["metric", "input", "measure", "estimate", "low", "high", "method", "n", "at"];

/// The table, one estimate a row.
///
/// | column | what it holds |
/// |---|---|
/// | `metric` | id of the metric |
/// | `input` | path of the input; empty for what concerns the dice |
/// | `measure` | `mu_star`, `mu`, `sigma` (Morris: mean size, mean and spread of the elementary effects, in units of the metric over the whole range of the input); `total_order`, `first_order` (Sobol': share of the variance, with the other inputs and alone); `pawn` (mean distance between the distribution of the metric in a slice of the input and everywhere, 0 to 1), `prcc` (partial rank correlation, the other inputs held, -1 to 1); `floor`, `prcc_floor` (what `mu_star`, `total_order`, `pawn` or the size of `prcc` of an input without influence stays below in 19 of 20 cases); `dice_share` (share of the variance of single runs that the dice make); `noise_share` (share of the variance between the means of rows that the dice have left there) |
/// | `estimate` | its value; shares 0 to 1, never clipped |
/// | `low`, `high` | 95 % interval; empty for a floor, and where there are too few rows |
/// | `method` | how interval or floor was made: `bootstrap` (quantiles of 1000 resamples of walks, blocks or rows), `bootstrap_sd` (1.96 standard deviations of them), `pairs` (differences between replicates under the same dice), `shuffles` (1000 random orders) |
/// | `n` | walks, blocks or rows it rests on |
/// | `at` | values of the axes that stay; empty where none varies besides |
pub fn sensitivity(answer: &Answer) -> Vec<u8> {
    let rows = answer.findings.iter().flat_map(|finding| {
        finding.estimates.iter().map(|estimate| {
            let input = estimate.input.map_or_else(String::new, |input| answer.inputs[input].path.clone());
            let (low, high) = estimate.interval.unzip();
            let numbers = [Some(estimate.value), low, high].map(cell);
            let [value, low, high] = numbers;
            let method = estimate.how.name().to_owned();
            let (metric, measure) = (finding.metric.id.clone(), estimate.measure.name().to_owned());
            [metric, input, measure, value, low, high, method, estimate.n.to_string(), finding.at.clone()]
        })
    });
    table::csv(std::iter::once(HEADER.map(str::to_owned)).chain(rows))
}
