//! The interval of a number that is made of all runs together.

use super::student::student_quantile;
use super::{Interval, Method, mean};
use crate::math;

/// The jackknife interval of `estimate` at `level`, 0 to 1 exclusive: `estimate +- t sqrt((n - 1) / n sum (w_i - mean w)^2)`.
/// `None` for fewer than two runs.
///
/// * `without`: the same number without one run, for each of the runs.
///
/// # Source
/// Tukey, "Bias and Confidence in Not-Quite Large Samples" (1958); Student's quantile with `n - 1` degrees.
pub fn jackknife(estimate: f64, without: &[f64], level: f64) -> Option<Interval> {
    let n = without.len() as f64;
    let middle = mean(without).filter(|_| without.len() > 1)?;
    let squares: f64 = without.iter().map(|value| (value - middle) * (value - middle)).sum();
    let half = student_quantile(level, n - 1.0) * math::sqrt(squares * (n - 1.0) / n);
    Some(Interval { low: estimate - half, high: estimate + half, method: Method::Jackknife })
}

#[cfg(test)]
mod tests {
    use super::super::t_interval;
    use super::*;

    #[test]
    fn of_a_mean_it_is_students_interval() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0];
        let sum: f64 = values.iter().sum();
        let without: Vec<f64> = values.iter().map(|value| (sum - value) / 4.0).collect();
        let (found, expected) = (jackknife(sum / 5.0, &without, 0.95), t_interval(&values, 0.95));
        let (found, expected) = (found.expect("five runs"), expected.expect("five runs"));
        assert!((found.low - expected.low).abs() < 1e-12 && (found.high - expected.high).abs() < 1e-12, "{found:?}");
        assert_eq!(jackknife(1.0, &[1.0], 0.95), None);
    }
}
