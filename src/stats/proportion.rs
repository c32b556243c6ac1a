//! The interval of a proportion: how often something happens, from how often it was seen to happen.

use super::{Interval, Method};
use crate::math;

/// The interval to print for `successes` of `n` at `level`, 0 to 1 exclusive; `None` without trials.
///
/// Wilson's, except when nothing was seen, or nothing else: then the exact one-sided bound at `level`.
///
/// # Why
/// Where nothing was seen only one side can be wrong, and the exact bound puts all the error there. It is the number that a
/// reader can check by hand (`3 / n` at 95 %); Wilson's end is an approximation that spends half of the error on nothing.
pub fn proportion(successes: usize, n: usize, level: f64) -> Option<Interval> {
    exact_bound(successes, n, level).or_else(|| wilson(successes, n, level))
}

/// Wilson's score interval of a proportion; `None` without trials. Ends at exactly 0 or 1 when nothing, or all, was seen.
///
/// # Source
/// Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927); Newcombe's method 3 (1998).
pub fn wilson(successes: usize, n: usize, level: f64) -> Option<Interval> {
    let trials = (n > 0).then_some(n as f64)?;
    let z = math::normal_quantile(0.5 + 0.5 * level);
    let (share, square) = (successes as f64 / trials, z * z / trials);
    let centre = share + 0.5 * square;
    let half = z * math::sqrt((share * (1.0 - share) + 0.25 * square) / trials);
    let low = if successes == 0 { 0.0 } else { (centre - half) / (1.0 + square) };
    let high = if successes == n { 1.0 } else { (centre + half) / (1.0 + square) };
    Some(Interval { low, high, method: Method::Wilson })
}

/// The exact one-sided bound when nothing, or nothing else, was seen in `n` trials; `None` otherwise, and without trials.
///
/// If the probability were above `1 - (1 - level)^(1/n)`, seeing nothing would be less likely than `1 - level`.
///
/// # Source
/// Clopper and Pearson (1934), one-sided; Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?" (1983)
/// for the rule of three.
pub fn exact_bound(successes: usize, n: usize, level: f64) -> Option<Interval> {
    let trials = (n > 0).then_some(n as f64)?;
    let bound = 1.0 - math::exp(math::ln_1p(-level) / trials);
    match successes {
        0 => Some(Interval { low: 0.0, high: bound, method: Method::ExactBound }),
        all if all == n => Some(Interval { low: 1.0 - bound, high: 1.0, method: Method::ExactBound }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::student::tests::close;
    use super::*;
    use crate::theory::binomial;

    /// Rows: successes, trials, low, high, at 95 %.
    #[track_caller]
    fn check(made: fn(usize, usize, f64) -> Option<Interval>, rows: &[(usize, usize, f64, f64)], tolerance: f64) {
        for &(successes, n, low, high) in rows {
            let found = made(successes, n, 0.95).expect("there are trials");
            close(found.low, low, tolerance);
            close(found.high, high, tolerance);
        }
    }

    #[test]
    fn wilsons_intervals_meet_printed_tables() {
        // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
        let newcombe = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
        check(wilson, &newcombe, 5e-5);
        // By the formula with z = 1.959964 in closed form: z^2 / (n + z^2), and .5 plus or minus z / (2 sqrt(n + z^2)).
        check(wilson, &[(0, 10, 0.0, 0.277_532_8), (10, 10, 0.722_467_2, 1.0), (5, 10, 0.236_593_1, 0.763_406_9)], 1e-7);
    }

    #[test]
    fn the_rule_of_three_is_nearly_right() {
        // Hanley and Lippman-Hand: none of 10 gives 26 %, of 100 gives 3 %, of 1000 gives .3 %.
        check(exact_bound, &[(0, 10, 0.0, 0.26), (0, 100, 0.0, 0.03), (10, 10, 0.74, 1.0), (0, 1, 0.0, 0.95)], 5e-3);
        let thousand = exact_bound(0, 1000, 0.95).expect("none seen");
        close(thousand.high, 3.0 / 1000.0, 1e-5);
        close(math::pow(1.0 - thousand.high, 1000.0), 0.05, 1e-12);
    }

    #[test]
    fn without_trials_there_is_no_interval() {
        assert_eq!((proportion(0, 0, 0.95), wilson(0, 0, 0.95), exact_bound(0, 0, 0.95)), (None, None, None));
    }

    #[test]
    fn only_extremes_get_the_exact_bound() {
        let method = |successes| proportion(successes, 10, 0.95).expect("ten trials").method;
        assert_eq!([0, 1, 9, 10].map(method), [Method::ExactBound, Method::Wilson, Method::Wilson, Method::ExactBound]);
    }

    #[test]
    fn coverage_is_near_the_level_on_average_and_never_poor_at_the_edge() {
        let n = 50;
        let coverage = |p: f64| {
            let chances = binomial::probabilities(n as u32, p).into_iter().enumerate();
            let covered = chances.filter(|&(successes, _)| {
                let interval = proportion(successes, n, 0.95).expect("there are trials");
                interval.low <= p && p <= interval.high
            });
            covered.map(|(_, chance)| chance).sum::<f64>()
        };
        let grid: Vec<f64> = (1..200).map(|step| coverage(f64::from(step) / 200.0)).collect();
        let average = grid.iter().sum::<f64>() / grid.len() as f64;
        close(average, 0.95, 0.01);
        assert!(grid.iter().all(|&coverage| coverage > 0.88), "{grid:?}");
    }
}
