//! A number with its uncertainty, from one value per run.

use crate::metrics::Unit;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Level of every interval.
pub const LEVEL: f64 = 0.95;

/// The point that a standard normal variate stays within, on both sides, with probability [`LEVEL`].
const Z: f64 = 1.959_963_984_540_054;

/// A mean over runs with its interval. Absent values of a run do not count.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Runs that have a value.
    pub n: usize,
    /// Mean; `None` if no run has a value.
    pub mean: Option<f64>,
    /// Standard deviation between runs; `None` for fewer than two.
    pub sd: Option<f64>,
    /// Lower end of the interval of the mean.
    pub low: Option<f64>,
    /// Upper end of the interval of the mean.
    pub high: Option<f64>,
    /// How the interval was made: `wilson`, `t`, `wilson_bound`; empty without one.
    pub method: &'static str,
}

/// The mean of one value per run, with the interval that its unit asks for.
///
/// Yes or no: Wilson. Anything else: Student's t, within 0 and 1 for shares. A share that was 0 (or 1) in every run has no
/// spread to go by: the bound is Wilson's for "any at all" in none (or all) of the runs, which is never too narrow.
pub fn estimate(unit: Unit, values: &[f64]) -> Estimate {
    let n = values.len();
    if n == 0 {
        return Estimate { n, mean: None, sd: None, low: None, high: None, method: "" };
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let square = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    let sd = (n > 1).then(|| (square / (n - 1) as f64).sqrt());
    let extreme = mean <= 0.0 || mean >= 1.0;
    let interval = match unit {
        Unit::YesNo => Some((wilson(mean, n), "wilson")),
        Unit::Share if extreme => Some((wilson(mean, n), "wilson_bound")),
        Unit::Share => sd.map(|sd| (student(mean, sd, n), "t")).map(|((low, high), t)| ((low.max(0.0), high.min(1.0)), t)),
        Unit::Days | Unit::Hours | Unit::Count | Unit::PerMonth | Unit::MeritPerMonth | Unit::Score => {
            sd.map(|sd| (student(mean, sd, n), "t"))
        }
    };
    let bounds = interval.map(|(bounds, _)| bounds);
    Estimate {
        n,
        mean: Some(mean),
        sd,
        low: bounds.map(|(low, _)| low),
        high: bounds.map(|(_, high)| high),
        method: interval.map_or("", |(_, method)| method),
    }
}

/// Wilson's interval of a proportion.
fn wilson(proportion: f64, n: usize) -> (f64, f64) {
    let n = n as f64;
    let (z2, scale) = (Z * Z, 1.0 + Z * Z / n);
    let centre = (proportion + z2 / (2.0 * n)) / scale;
    let half = Z / scale * (proportion * (1.0 - proportion) / n + z2 / (4.0 * n * n)).max(0.0).sqrt();
    let low = if proportion <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if proportion >= 1.0 { 1.0 } else { (centre + half).min(1.0) };
    (low, high)
}

/// Student's interval of a mean.
fn student(mean: f64, sd: f64, n: usize) -> (f64, f64) {
    let t = StudentsT::new(0.0, 1.0, (n - 1) as f64).map_or(f64::INFINITY, |law| law.inverse_cdf(0.5 + LEVEL / 2.0));
    let half = t * sd / (n as f64).sqrt();
    (mean - half, mean + half)
}

/// The value that a share `p` of sorted values stays below, interpolated between neighbours (type 7 of Hyndman and Fan, the
/// default of R and NumPy); `None` for no values.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// The interval of the median between two order statistics that covers it with at least [`LEVEL`], whatever the law;
/// `None` for fewer than six values, where no such pair exists.
pub fn median_interval(sorted: &[f64]) -> Option<(f64, f64)> {
    let n = sorted.len();
    // The number of values below the median is binomial (n, 1/2); the normal approximation is exact enough beyond a thousand.
    let rank = if n > 1000 {
        ((n as f64 - Z * (n as f64).sqrt()) / 2.0).floor() as usize
    } else {
        let mut term = 0.5_f64;
        (1..n).for_each(|_| term *= 0.5);
        let (mut below, mut rank) = (term, 0);
        while below <= (1.0 - LEVEL) / 2.0 && rank < n {
            term *= (n - rank) as f64 / (rank + 1) as f64;
            rank += 1;
            below += term;
        }
        rank
    };
    (rank >= 1).then(|| (sorted[rank - 1], sorted[n - rank]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-9)
    }

    #[test]
    fn nothing_seen_is_not_nothing_possible() {
        let none = estimate(Unit::YesNo, &[0.0; 200]);
        assert_eq!((none.low, none.method), (Some(0.0), "wilson"));
        assert!(close(none.high, Z * Z / (200.0 + Z * Z)));
        let share = estimate(Unit::Share, &[0.0; 200]);
        assert_eq!((share.low, share.high, share.method), (none.low, none.high, "wilson_bound"));
        let all = estimate(Unit::Share, &[1.0; 200]);
        assert!(all.high == Some(1.0) && close(all.low, 1.0 - Z * Z / (200.0 + Z * Z)));
    }

    #[test]
    fn a_mean_has_students_interval() {
        let mean = estimate(Unit::Days, &[1.0, 2.0, 3.0, 4.0]);
        assert!(close(mean.mean, 2.5) && close(mean.sd, (5.0_f64 / 3.0).sqrt()));
        let half = 3.182_446_305_284_263 * (5.0_f64 / 12.0).sqrt();
        assert!(close(mean.low, 2.5 - half) && close(mean.high, 2.5 + half));
    }

    #[test]
    fn one_run_has_no_interval_and_none_has_no_mean() {
        let one = estimate(Unit::Days, &[4.0]);
        assert_eq!((one.n, one.mean, one.sd, one.low, one.method), (1, Some(4.0), None, None, ""));
        assert_eq!(estimate(Unit::Days, &[]).mean, None);
    }

    #[test]
    fn quantiles_are_those_of_numpy() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert!(close(quantile(&sorted, 0.25), 1.75) && close(quantile(&sorted, 0.5), 3.0));
        assert!(close(quantile(&sorted, 0.0), 1.0) && close(quantile(&sorted, 1.0), 8.0));
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn the_median_lies_between_printed_ranks() {
        // Ranks from the binomial distribution: n = 10 gives the 2nd and 9th value, n = 50 the 18th and 33rd.
        let values = |n: usize| (1..=n).map(|i| i as f64).collect::<Vec<f64>>();
        assert_eq!(median_interval(&values(5)), None);
        assert_eq!(median_interval(&values(6)), Some((1.0, 6.0)));
        assert_eq!(median_interval(&values(10)), Some((2.0, 9.0)));
        assert_eq!(median_interval(&values(50)), Some((18.0, 33.0)));
    }
}
