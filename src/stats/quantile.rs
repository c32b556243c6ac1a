//! Quantiles, and how well a sample knows them.

use super::memo::Memo;
use super::{Interval, Method};
use crate::theory::binomial;

/// The value that a share `p`, 0 to 1, of `sorted` values stays below, interpolated between neighbours; `None` of nothing.
///
/// # Source
/// Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), type 7: the default of R and NumPy.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// The two of the `sorted` values that bracket the `p` quantile of their law with probability at least `level`, whatever
/// that law is; `None` where there are too few values to bracket it.
///
/// The number of values below the quantile is binomial, so the ranks are exact. At most half of the error lies on either side,
/// which makes the interval wider than need be where the binomial has few steps.
///
/// * `p`, `level`: 0 to 1 exclusive.
///
/// # Source
/// Thompson (1936); Conover, "Practical Nonparametric Statistics" (1999), section 3.2.
pub fn quantile_interval(sorted: &[f64], p: f64, level: f64) -> Option<Interval> {
    thread_local! { static RANKS: Memo<(u32, u64, u64), Option<(usize, usize)>> = const { Memo::new() } }
    let n = u32::try_from(sorted.len()).ok()?;
    let (low, high) = RANKS.with(|memo| memo.of((n, p.to_bits(), level.to_bits()), || ranks(n, p, level)))?;
    Some(Interval { low: sorted[low - 1], high: sorted[high - 1], method: Method::OrderStatistics })
}

/// The ranks, from 1, of the bracketing values: the largest `low` and the smallest `high` with at most half of the error in
/// `P(B < low)` and in `P(B >= high)`, for `B` binomial.
fn ranks(n: u32, p: f64, level: f64) -> Option<(usize, usize)> {
    let chances = binomial::probabilities(n, p);
    let tail = 0.5 * (1.0 - level);
    let low = entries_within(chances.iter(), tail);
    let high = chances.len() - entries_within(chances.iter().rev(), tail);
    (low >= 1 && high <= n as usize).then_some((low, high))
}

/// How many entries, taken in order, add up to no more than `limit`.
fn entries_within<'a>(chances: impl Iterator<Item = &'a f64>, limit: f64) -> usize {
    let sums = chances.scan(0.0, |sum, chance| {
        *sum += chance;
        Some(*sum)
    });
    sums.take_while(|&sum| sum <= limit).count()
}

#[cfg(test)]
mod tests {
    use super::super::student::tests::close;
    use super::*;
    use crate::dice::{Dice, Key, Purpose};
    use crate::math;

    #[test]
    fn quantiles_are_those_of_r() {
        // R: quantile(c(1, 2, 4, 8), c(0, .05, .25, .5, .75, .95, 1)).
        let sorted = [1.0, 2.0, 4.0, 8.0];
        let expected = [(0.0, 1.0), (0.05, 1.15), (0.25, 1.75), (0.5, 3.0), (0.75, 5.0), (0.95, 7.4), (1.0, 8.0)];
        for (p, expected) in expected {
            close(quantile(&sorted, p).expect("four values"), expected, 1e-12);
        }
        assert_eq!(quantile(&[], 0.5), None);
        close(quantile(&[3.0], 0.95).expect("one value"), 3.0, 0.0);
    }

    #[test]
    fn the_median_lies_between_printed_ranks() {
        // The usual table of ranks for the median at 95 % (Dixon and Massey; Hollander and Wolfe), from the sign test.
        let table = [(5, None), (6, Some((1, 6))), (8, Some((1, 8))), (9, Some((2, 8))), (10, Some((2, 9)))];
        let longer = [(12, Some((3, 10))), (20, Some((6, 15))), (25, Some((8, 18))), (30, Some((10, 21))), (50, Some((18, 33)))];
        for (n, expected) in table.into_iter().chain(longer) {
            assert_eq!(ranks(n, 0.5, 0.95), expected, "{n} values");
        }
    }

    #[test]
    fn an_outer_quantile_needs_many_values() {
        // The largest of n lies above the 95 % quantile with probability 1 - .95^n: 72 values for 97.5 %.
        assert_eq!(ranks(71, 0.95, 0.95), None);
        assert_eq!(ranks(73, 0.95, 0.95).map(|(_, high)| high), Some(73));
        assert_eq!(ranks(0, 0.5, 0.95), None);
        assert_eq!(quantile_interval(&[], 0.5, 0.95), None);
    }

    #[test]
    fn the_interval_covers_at_least_as_often_as_it_says() {
        let (trials, n, p) = (10_000, 40, 0.75);
        let truth = -math::ln(1.0 - p);
        let covered = (0..trials).filter(|&trial| {
            let mut dice = Dice::new(12, trial).stream(Purpose::Gap, Key::NONE, Key::NONE, 0);
            let mut values: Vec<f64> = (0..n).map(|_| dice.exponential()).collect();
            values.sort_by(f64::total_cmp);
            let interval = quantile_interval(&values, p, 0.9).expect("forty values");
            interval.low <= truth && truth < interval.high
        });
        let share = covered.count() as f64 / trials as f64;
        let (low, high) = ranks(n, p, 0.9).expect("forty values");
        let exact: f64 = binomial::probabilities(n, p)[low..high].iter().sum();
        assert!(exact >= 0.9, "{exact}");
        close(share, exact, 4.5 * math::sqrt(exact * (1.0 - exact) / trials as f64));
    }
}
