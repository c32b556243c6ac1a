//! Student's distribution: how far the mean of a small sample strays, in units of its own estimated error.

use super::memo::Memo;
use crate::math;

/// The value that a Student variate stays within, on both sides of 0, with probability `level`.
///
/// * `level`: 0 to 1 exclusive. `freedom`: degrees of freedom, above 0, not necessarily whole.
/// * returns: relative error below 1e-10 up to ten thousand degrees of freedom, 1e-8 up to ten million.
///
/// Newton's method from the normal quantile. The probability is concave in the value and the start lies below the answer, so
/// every step goes up and none overshoots.
pub fn student_quantile(level: f64, freedom: f64) -> f64 {
    thread_local! { static QUANTILES: Memo<(u64, u64), f64> = const { Memo::new() } }
    QUANTILES.with(|memo| memo.of((level.to_bits(), freedom.to_bits()), || solved(level, freedom)))
}

fn solved(level: f64, freedom: f64) -> f64 {
    const ENOUGH: usize = 200;
    let mut t = math::normal_quantile(0.5 + 0.5 * level);
    for _ in 0..ENOUGH {
        let step = (level - within(t, freedom)) / density_of_size(t, freedom);
        t += step;
        if step <= 1e-15 * t {
            break;
        }
    }
    t
}

/// The probability that a Student variate is at least `t` away from 0, on either side: the two-sided p value.
///
/// * `t`: any size. `freedom`: degrees of freedom, above 0. Taken from the tail itself, so that small values keep their digits.
pub fn student_tail(t: f64, freedom: f64) -> f64 {
    incomplete_beta(freedom / (freedom + t * t), 0.5 * freedom, 0.5)
}

/// The probability that a Student variate stays within `t` of 0.
fn within(t: f64, freedom: f64) -> f64 {
    incomplete_beta(t * t / (freedom + t * t), 0.5, 0.5 * freedom)
}

/// The density of the size of a Student variate at `t`.
fn density_of_size(t: f64, freedom: f64) -> f64 {
    let ln_constant = math::ln_gamma(0.5 * (freedom + 1.0)) - math::ln_gamma(0.5 * freedom);
    let ln_shape = -0.5 * (freedom + 1.0) * math::ln_1p(t * t / freedom);
    2.0 * math::exp(ln_constant + ln_shape) / math::sqrt(std::f64::consts::PI * freedom)
}

/// The regularised incomplete beta function `I_x(a, b)`.
///
/// # Source
/// NIST Digital Library of Mathematical Functions, 8.17.22, by Lentz's method; mirrored where the fraction converges slowly.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta_below_mean(1.0 - x, b, a);
    }
    incomplete_beta_below_mean(x, a, b)
}

fn incomplete_beta_below_mean(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let ln_beta = math::ln_gamma(a) + math::ln_gamma(b) - math::ln_gamma(a + b);
    math::exp(a * math::ln(x) + b * math::ln_1p(-x) - ln_beta) / (a * continued_fraction(x, a, b))
}

/// `1 + d1/(1 + d2/(1 + ...))` of DLMF 8.17.22.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    const ENOUGH: u32 = 100_000;
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut fraction, mut upper, mut lower) = (1.0, 1.0, 0.0);
    for k in 1..ENOUGH {
        let m = f64::from(k / 2);
        let d = if k % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        lower = 1.0 / away_from_zero(1.0 + d * lower);
        upper = away_from_zero(1.0 + d / upper);
        fraction *= upper * lower;
        if (upper * lower - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[track_caller]
    pub(in super::super) fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} within {tolerance}");
    }

    #[test]
    fn quantiles_meet_printed_tables() {
        // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, two-sided 90, 95 and 99 %.
        for (freedom, ninety, ninety_five, ninety_nine) in [
            (1.0, 6.314, 12.706, 63.657),
            (2.0, 2.920, 4.303, 9.925),
            (3.0, 2.353, 3.182, 5.841),
            (5.0, 2.015, 2.571, 4.032),
            (10.0, 1.812, 2.228, 3.169),
            (30.0, 1.697, 2.042, 2.750),
            (100.0, 1.660, 1.984, 2.626),
        ] {
            close(student_quantile(0.90, freedom), ninety, 5.1e-4);
            close(student_quantile(0.95, freedom), ninety_five, 5.1e-4);
            close(student_quantile(0.99, freedom), ninety_nine, 5.1e-4);
        }
    }

    #[test]
    fn one_and_two_degrees_of_freedom_have_closed_forms() {
        for level in [0.01, 0.5, 0.9, 0.95, 0.999] {
            let half_turn = 0.5 * std::f64::consts::PI * level;
            let cauchy = math::sin(half_turn) / math::cos(half_turn);
            close(student_quantile(level, 1.0) / cauchy, 1.0, 1e-10);
            close(student_quantile(level, 2.0) / (level * math::sqrt(2.0 / (1.0 - level * level))), 1.0, 1e-10);
        }
    }

    #[test]
    fn quantiles_agree_with_another_implementation() {
        for freedom in [3.0, 7.5, 19.0, 49.0, 499.0, 9_999.0] {
            let theirs = StudentsT::new(0.0, 1.0, freedom).expect("freedom is positive");
            for level in [0.5, 0.8, 0.95, 0.99] {
                let found = student_quantile(level, freedom);
                close(2.0 * theirs.cdf(found) - 1.0, level, 1e-11);
            }
        }
    }

    #[test]
    fn tails_are_what_quantiles_leave_out() {
        for freedom in [1.0, 2.5, 9.0, 199.0] {
            for level in [0.1, 0.5, 0.95, 0.999] {
                close(student_tail(student_quantile(level, freedom), freedom), 1.0 - level, 1e-11);
            }
            close(student_tail(0.0, freedom), 1.0, 1e-15);
        }
        // Two degrees of freedom: the tail is 1 - t / sqrt(2 + t^2), about 1 / t^2 far out.
        close(student_tail(1e6, 2.0) * 1e12, 1.0, 1e-9);
    }

    #[test]
    fn much_freedom_is_normal() {
        let normal = math::normal_quantile(0.975);
        // The first two terms of the expansion in 1 / freedom (Abramowitz and Stegun 26.7.5).
        for freedom in [1e5, 1e6, 1e7] {
            let expected = normal + (normal * normal * normal + normal) / (4.0 * freedom);
            close(student_quantile(0.95, freedom), expected, 2e-8);
        }
    }
}
