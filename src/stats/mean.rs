//! Means, their spread, and Student's interval.

use super::student::student_quantile;
use super::{Interval, Method};
use crate::math;

/// The mean, summed in the order given; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The standard deviation of the population that the sample comes from (divisor `n - 1`); `None` for fewer than two values.
pub fn sd(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| math::sqrt(squares / (values.len() - 1) as f64))
}

/// Student's interval of the mean at `level`, 0 to 1 exclusive; `None` for fewer than two values.
///
/// Exact for normal values, good for many values of any law with a variance. Values without spread give a point. For heavy
/// tails it is too narrow on the side of the tail.
///
/// # Source
/// Student, "The Probable Error of a Mean" (1908).
pub fn t_interval(values: &[f64], level: f64) -> Option<Interval> {
    let (mean, sd) = (mean(values)?, sd(values)?);
    let n = values.len() as f64;
    let half = student_quantile(level, n - 1.0) * sd / math::sqrt(n);
    Some(Interval { low: mean - half, high: mean + half, method: Method::T })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Key, Purpose};

    #[test]
    fn too_few_values_have_no_spread() {
        assert_eq!((mean(&[]), sd(&[]), t_interval(&[], 0.95)), (None, None, None));
        assert_eq!((sd(&[4.0]), t_interval(&[4.0], 0.95)), (None, None));
    }

    #[test]
    fn values_without_spread_give_a_point() {
        let point = t_interval(&[2.5; 5], 0.95).expect("five values");
        assert!((point.low - 2.5).abs() < 1e-15 && point.half_width() < 1e-15, "{point:?}");
    }

    #[test]
    fn gossets_sleep_data_come_out() {
        // Student (1908), differences in hours of sleep of ten patients; R's t.test(sleep) prints .7001142 to 2.4598858.
        let hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];
        let found = t_interval(&hours, 0.95).expect("ten values");
        assert!((found.low - 0.700_114_2).abs() < 1e-7 && (found.high - 2.459_885_8).abs() < 1e-7, "{found:?}");
    }

    #[test]
    fn the_interval_covers_as_often_as_it_says() {
        let trials = 20_000;
        let covered = (0..trials).filter(|&trial| {
            let mut dice = Dice::new(11, trial).stream(Purpose::Merit, Key::NONE, Key::NONE, 0);
            let values: Vec<f64> = (0..6).map(|_| 3.0 + 2.0 * dice.normal()).collect();
            let interval = t_interval(&values, 0.9).expect("six values");
            interval.low <= 3.0 && 3.0 <= interval.high
        });
        let share = covered.count() as f64 / trials as f64;
        assert!((share - 0.9).abs() < 4.5 * math::sqrt(0.9 * 0.1 / trials as f64), "seed 11: {share}");
    }
}
