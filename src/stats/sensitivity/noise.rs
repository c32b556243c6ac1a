//! How much of what is seen the dice make.

use super::resample::{middle, once, resampled, weighted};
use super::{Cell, Estimate, How, Luck, Measure, level};
use crate::stats::mean;

/// The shares of variance that the dice make: of single runs, and of the means of rows.
///
/// ```text
///   value at row x in replicate r = mean + what the row does + what the dice do everywhere + what the dice do at this row
///                                          (row)               (dice)                          (rest)
/// ```
///
/// * `outcomes`: the values at each row, by replicate; replicate `r` has the same dice in every row.
/// * returns: [`Measure::DiceShare`], (dice + rest) / (row + dice + rest): how much of the difference between two runs is luck;
///   and [`Measure::NoiseShare`], rest / replicates over the variance of the rows' means: how much of what the inputs seem to do
///   is luck that more replicates would take away. With bootstrap intervals over rows. Empty where fewer than two rows have a
///   value, where no row has two, or where nothing varies. Never clipped.
///
/// # Source
/// Two-way analysis of variance with random effects, moments estimator: Searle, Casella and McCulloch, "Variance Components"
/// (1992), 4.3; with rows of different numbers of replicates, replicates are first taken off by their means.
pub fn noise(outcomes: &[Cell], luck: Luck) -> Vec<Estimate> {
    let there: Vec<&Cell> = outcomes.iter().filter(|cell| level(cell).is_some()).collect();
    let replicates = there.iter().map(|cell| cell.len()).max().unwrap_or(0);
    let of_replicate = |r: usize| mean(&there.iter().filter_map(|cell| *cell.get(r)?).collect::<Vec<f64>>());
    let shifts: Vec<Option<f64>> = (0..replicates).map(of_replicate).collect();
    let grand = mean(&shifts.iter().flatten().copied().collect::<Vec<f64>>()).unwrap_or(0.0);
    let rows: Vec<Row> = there.iter().map(|cell| Row::of(cell, &shifts, grand)).collect();
    let shared = shifts.iter().flatten().map(|shift| (shift - grand) * (shift - grand)).sum::<f64>() / (replicates as f64 - 1.0);
    let n = rows.len();
    let whole = shares(&rows, shared, &once(n));
    if n < 2 || whole.iter().all(Option::is_none) {
        return Vec::new();
    }
    let spread = resampled(n, luck, |weights| shares(&rows, shared, weights));
    let estimate = |((measure, value), spread): ((Measure, Option<f64>), Vec<f64>)| {
        value.map(|value| Estimate { input: None, measure, value, interval: middle(spread), how: How::Bootstrap, n })
    };
    [Measure::DiceShare, Measure::NoiseShare].into_iter().zip(whole).zip(spread).filter_map(estimate).collect()
}

/// A row with its replicates taken off.
struct Row {
    mean: f64,
    squares: f64,
    n: f64,
}

impl Row {
    fn of(cell: &Cell, shifts: &[Option<f64>], grand: f64) -> Row {
        let values = cell.iter().zip(shifts).filter_map(|(value, shift)| Some((*value)? - (*shift)? + grand));
        let values: Vec<f64> = values.collect();
        let (n, mean) = (values.len() as f64, mean(&values).unwrap_or(grand));
        Row { mean, squares: values.iter().map(|value| (value - mean) * (value - mean)).sum(), n }
    }
}

fn shares(rows: &[Row], shared: f64, weights: &[f64]) -> Vec<Option<f64>> {
    let over = |of: fn(&Row) -> f64| weighted(&rows.iter().map(|row| Some(of(row))).collect::<Vec<_>>(), weights);
    let n: f64 = weights.iter().sum();
    let found = || {
        let (squares, freedom, per_mean) = (over(|row| row.squares)?, over(|row| row.n - 1.0)?, over(|row| 1.0 / row.n)?);
        // A replicate's mean takes a part of the spread along.
        let rest = Some(squares / (freedom * (n - 1.0) / n)).filter(|_| freedom > 0.0 && n > 1.0)?;
        let (mean, square) = (over(|row| row.mean)?, over(|row| row.mean * row.mean)?);
        let between = (square - mean * mean) * n / (n - 1.0);
        let (left, dice) = (rest * per_mean, shared - rest / n);
        let row = between - left;
        let whole = row + dice + rest;
        Some([(whole > 0.0).then(|| (dice + rest) / whole), (between > 0.0).then(|| left / between)])
    };
    found().map_or(vec![None; 2], Vec::from)
}
