//! Two rule sets under the same dice: the difference run by run, and how much the common dice helped.

use super::{Interval, mean, sd, student_tail, t_interval};
use crate::math;

/// What pairs of runs say of a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Pairs.
    pub n: usize,
    /// Mean of the first of each pair, in the unit of the values.
    pub a: f64,
    /// Mean of the second.
    pub b: f64,
    /// Mean of second less first.
    pub difference: f64,
    /// The interval of that mean; `None` where one pair cannot give any.
    pub interval: Option<Interval>,
    /// Two-sided p value of "no difference"; `None` where one pair cannot give any. 1 where no pair differs, 0 where all differ by the same.
    pub p: Option<f64>,
    /// Variance of the difference of independent runs over that of the pairs: how many times fewer runs the common dice take.
    /// Above 1 they help. `None` for one pair, and where all pairs differ by the same.
    pub variance_ratio: Option<f64>,
}

/// The paired difference `b - a` at `level`, 0 to 1 exclusive; `None` without pairs.
///
/// The interval is Student's, good for many pairs of any law with a variance; [`super::paired_yes_no`] is for yes or no.
///
/// # Source
/// Student, "The Probable Error of a Mean" (1908); common random numbers: Law, "Simulation Modeling and Analysis", 11.2.
///
/// # Panics
/// When the two are not equally long: a bug of the caller.
pub fn paired(a: &[f64], b: &[f64], level: f64) -> Option<Paired> {
    assert_eq!(a.len(), b.len(), "pairs have two values");
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
    let (n, difference) = (differences.len(), mean(&differences)?);
    let spread = sd(&differences);
    let p = spread.map(|spread| match spread / math::sqrt(n as f64) {
        error if error > 0.0 => student_tail(difference / error, n as f64 - 1.0),
        _ if difference.abs() > 0.0 => 0.0,
        _ => 1.0,
    });
    let apart = sd(a).zip(sd(b)).map(|(a, b)| a * a + b * b);
    Some(Paired {
        n,
        a: mean(a)?,
        b: mean(b)?,
        difference,
        interval: t_interval(&differences, level),
        p,
        variance_ratio: apart.zip(spread).filter(|(_, spread)| *spread > 0.0).map(|(apart, spread)| apart / (spread * spread)),
    })
}

/// The share of runs in which each of several is best, by row; runs in which several are best are shared among them.
///
/// * `values`: one row each, equally long. `more`: whether more is better.
/// * returns: shares that add up to 1; empty without runs.
pub fn best(values: &[Vec<f64>], more: bool) -> Vec<f64> {
    let n = values.first().map_or(0, Vec::len);
    if n == 0 {
        return Vec::new();
    }
    let mut wins = vec![0.0; values.len()];
    for run in 0..n {
        let of = |row: &Vec<f64>| if more { row[run] } else { -row[run] };
        let top = values.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let winners: Vec<usize> = (0..values.len()).filter(|&row| of(&values[row]) >= top).collect();
        winners.iter().for_each(|&row| wins[row] += 1.0 / winners.len() as f64);
    }
    wins.iter().map(|wins| wins / n as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::super::student::tests::close;
    use super::*;

    #[test]
    fn gossets_two_drugs_come_out() {
        // Student (1908), hours of sleep gained by ten patients with two drugs. R 4.3, t.test(paired = TRUE) of `sleep`:
        // t = 4.0621, df = 9, p-value = 0.002833, mean difference 1.58, 95 % .7001142 to 2.4598858.
        let one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let found = paired(&one, &two, 0.95).expect("ten pairs");
        close(found.difference, 1.58, 1e-12);
        close(found.p.expect("ten pairs"), 0.002833, 5e-7);
        let interval = found.interval.expect("ten pairs");
        close(interval.low, 0.700_114_2, 1e-7);
        close(interval.high, 2.459_885_8, 1e-7);
        // The variances of the two and of the difference, R's var(): 3.200556, 4.009000, 1.512889.
        close(found.variance_ratio.expect("spread"), (3.200_556 + 4.009) / 1.512_889, 1e-5);
    }

    #[test]
    fn pairs_that_do_not_differ_say_so() {
        let same = paired(&[1.0, 2.0, 4.0], &[1.0, 2.0, 4.0], 0.95).expect("three pairs");
        assert_eq!((same.p, same.variance_ratio), (Some(1.0), None));
        close(same.difference, 0.0, 0.0);
        let shifted = paired(&[1.0, 2.0, 4.0], &[2.0, 3.0, 5.0], 0.95).expect("three pairs");
        assert_eq!((shifted.p, shifted.variance_ratio), (Some(0.0), None));
        let one = paired(&[1.0], &[3.0], 0.95).expect("one pair");
        assert_eq!((one.p, one.interval, one.variance_ratio), (None, None, None));
        assert_eq!(paired(&[], &[], 0.95), None);
    }

    #[test]
    fn independent_values_gain_nothing_and_opposed_ones_lose() {
        let opposed = paired(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0], 0.95).expect("three pairs");
        close(opposed.variance_ratio.expect("spread"), 0.5, 1e-12);
    }

    #[test]
    fn the_best_is_counted_and_ties_are_shared() {
        let rows = [vec![1.0, 5.0, 2.0], vec![2.0, 5.0, 1.0]];
        assert_eq!(best(&rows, true), [0.5, 0.5]);
        let rows = [vec![1.0, 1.0, 1.0, 1.0], vec![0.0, 1.0, 2.0, 0.0], vec![3.0, 3.0, 3.0, 3.0]];
        assert_eq!(best(&rows, false), [0.375, 0.625, 0.0]);
        assert_eq!(best(&[], true), [0.0_f64; 0]);
    }
}
