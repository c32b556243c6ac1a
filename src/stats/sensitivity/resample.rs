//! Resamples and shuffles: how far an estimate would stray had the rows fallen otherwise.
//!
//! Each draw has an address of its own, so that any number of threads makes the same draws.

use super::{BOTH_SIDES, Luck};
use crate::dice::{Key, Purpose, Stream};
use crate::stats::{mean, quantile, sd};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Resamples of an estimate, and shuffles for a floor.
const DRAWS: u64 = 1000;

/// Several statistics of each of many resamples of `n` rows: `of` gets how often each row is drawn. By statistic; a resample
/// in which a statistic has no value counts for the others only.
pub fn resampled(n: usize, luck: Luck, of: impl Fn(&[f64]) -> Vec<Option<f64>> + Sync) -> Vec<Vec<f64>> {
    let draw = |draw: u64| {
        let mut dice = stream(luck, "rows", draw);
        let mut weights = vec![0.0; n];
        (0..n).for_each(|_| weights[below(n, &mut dice)] += 1.0);
        of(&weights)
    };
    by_statistic((0..DRAWS).into_par_iter().map(draw).collect())
}

/// The same of shuffles: `of` gets the rows in random order.
pub fn shuffled(n: usize, luck: Luck, of: impl Fn(&[usize]) -> Vec<Option<f64>> + Sync) -> Vec<Vec<f64>> {
    let draw = |draw: u64| {
        let mut dice = stream(luck, "order", draw);
        let mut order: Vec<usize> = (0..n).collect();
        // Fisher and Yates.
        (1..n).rev().for_each(|last| order.swap(last, below(last + 1, &mut dice)));
        of(&order)
    };
    by_statistic((0..DRAWS).into_par_iter().map(draw).collect())
}

fn stream(luck: Luck, what: &str, draw: u64) -> Stream {
    luck.dice.stream(Purpose::Resample, luck.subject, Key::of(what).nth(draw), 0)
}

fn below(n: usize, dice: &mut Stream) -> usize {
    ((dice.uniform() * n as f64) as usize).min(n - 1)
}

fn by_statistic(draws: Vec<Vec<Option<f64>>>) -> Vec<Vec<f64>> {
    let n = draws.first().map_or(0, Vec::len);
    (0..n).map(|statistic| draws.iter().filter_map(|draw| draw[statistic]).collect()).collect()
}

/// The least number of resamples with a value that an interval is made of.
const LEAST: usize = 100;

/// The range that the middle 95 % of resamples lie in.
pub fn middle(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    (values.len() >= LEAST).then(|| quantile(&values, 0.025).zip(quantile(&values, 0.975))).flatten()
}

/// 1.96 standard deviations of resamples on either side of an estimate, within bounds.
pub fn around(estimate: f64, values: &[f64], bounds: (f64, f64)) -> Option<(f64, f64)> {
    let half = BOTH_SIDES * sd(values).filter(|_| values.len() >= LEAST)?;
    Some(((estimate - half).max(bounds.0), (estimate + half).min(bounds.1)))
}

/// What 95 % of shuffles stay below.
pub fn most(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    (values.len() >= LEAST).then(|| quantile(&values, 0.95)).flatten()
}

/// The weighted mean of the values that are there; `None` if their weights are all 0.
pub fn weighted(values: &[Option<f64>], weights: &[f64]) -> Option<f64> {
    let there = || values.iter().zip(weights).filter_map(|(value, weight)| Some(((*value)?, *weight)));
    let weight: f64 = there().map(|(_, weight)| weight).sum();
    (weight > 0.0).then(|| there().map(|(value, weight)| value * weight).sum::<f64>() / weight)
}

/// Every row counts once.
pub fn once(n: usize) -> Vec<f64> {
    vec![1.0; n]
}

/// Mean of the values that are there, and how many are.
pub fn mean_of(values: &[Option<f64>]) -> Option<(f64, usize)> {
    let there: Vec<f64> = values.iter().flatten().copied().collect();
    Some((mean(&there)?, there.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn a_resample_holds_as_many_rows_and_a_shuffle_each_once() {
        let dice = Dice::new(0, 0);
        let luck = Luck { dice: &dice, subject: Key::of("x") };
        let sums = resampled(7, luck, |weights| vec![Some(weights.iter().sum()), None]);
        assert!(sums[0].len() == DRAWS as usize && sums[0].iter().all(|&sum| (sum - 7.0).abs() < 1e-9) && sums[1].is_empty());
        let whole = shuffled(7, luck, |order| {
            let mut sorted = order.to_vec();
            sorted.sort_unstable();
            vec![Some(f64::from(u8::from(sorted == [0, 1, 2, 3, 4, 5, 6])))]
        });
        assert!(whole[0].iter().all(|&whole| whole > 0.5));
        let first = shuffled(7, luck, |order| vec![Some(order[0] as f64)]);
        let mean = mean(&first[0]).expect("there are draws");
        // Uniform on 0 to 6: mean 3, standard deviation 2; five standard errors.
        assert!((mean - 3.0).abs() < 5.0 * 2.0 / 31.6, "{mean}");
    }
}
