//! The weight that turns up when everybody decides alone: the sum of independent yes-or-no trials of unequal size.

use std::collections::BTreeMap;

/// The probability that the holders who act carry at least `quota` together.
///
/// * `holders`: weight in any integer unit, and the probability, 0 to 1, that the holder acts.
/// * `quota`: in the same unit; 0 is always reached.
///
/// Exact up to rounding: it adds holder after holder and keeps the probability of every total below the quota. Cost is at most
/// the quota times the number of holders, less where many totals coincide.
///
/// # Source
/// The Poisson-binomial distribution; the recursion is folklore (e.g. Hong, "On computing the distribution function for the
/// Poisson binomial distribution", 2013), here with weights.
pub fn reaches(holders: &[(u64, f64)], quota: u64) -> f64 {
    let mut short = BTreeMap::from([(0_u64, 1.0_f64)]);
    let mut reached = 0.0;
    if quota == 0 {
        return 1.0;
    }
    for &(weight, acts) in holders {
        let mut next = BTreeMap::new();
        for (&sum, &probability) in &short {
            *next.entry(sum).or_insert(0.0) += probability * (1.0 - acts);
            match sum.saturating_add(weight) {
                sum if sum >= quota => reached += probability * acts,
                sum => *next.entry(sum).or_insert(0.0) += probability * acts,
            }
        }
        short = next;
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::super::{binomial, near};
    use super::*;

    #[test]
    fn published_quorums_come_out() {
        // Vectors qp-01 and qp-02.
        near(reaches(&[(1, 0.3); 10], 4), 0.350_389_281_599_999_94, 1e-9);
        near(reaches(&[(40, 0.9), (25, 0.5), (15, 0.4), (10, 0.2), (10, 0.1)], 50), 0.7112, 1e-9);
    }

    #[test]
    fn equal_holders_are_binomial() {
        for quota in 0..=31 {
            near(reaches(&[(1, 0.37); 30], quota), binomial::at_least(30, 0.37, u32::try_from(quota).expect("small")), 1e-12);
        }
    }

    #[test]
    fn the_edges_are_certain() {
        for (quota, expected) in [(0, 1.0), (1, 0.75), (2, 0.25), (3, 0.0)] {
            near(reaches(&[(1, 0.5), (1, 0.5)], quota), expected, 1e-15);
        }
        near(reaches(&[], 0), 1.0, 0.0);
        near(reaches(&[], 1), 0.0, 0.0);
        near(reaches(&[(u64::MAX, 0.25), (u64::MAX, 0.0)], u64::MAX), 0.25, 0.0);
    }
}
