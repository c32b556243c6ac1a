//! Many questions asked of the same runs: p values that keep their promise for all of them together.

/// Holm's adjusted p values, in the order given.
///
/// The probability that any true "no difference" gets a value at or below `x` is at most `x`, however the questions hang
/// together. Each value is at least the one given and at most 1. A value that is not a number is a bug of the caller.
///
/// # Source
/// Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979): the k-th smallest of m is multiplied by `m - k + 1`,
/// and never falls below the one before.
pub fn holm(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]).then(a.cmp(&b)));
    let mut adjusted = vec![0.0; values.len()];
    let mut least = 0.0_f64;
    for (rank, at) in order.into_iter().enumerate() {
        least = least.max((values.len() - rank) as f64 * values[at]).min(1.0);
        adjusted[at] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], expected: &[f64]) {
        let found = holm(values);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "found {found}, expected {expected}");
        }
    }

    #[test]
    fn values_are_adjusted_step_by_step() {
        check(&[], &[]);
        check(&[0.2], &[0.2]);
        // R 4.3, p.adjust(c(.01, .02, .03, .04), "holm").
        check(&[0.01, 0.02, 0.03, 0.04], &[0.04, 0.06, 0.06, 0.06]);
        check(&[0.04, 0.01, 0.03, 0.02], &[0.06, 0.04, 0.06, 0.06]);
        check(&[1.0, 0.0, 0.9], &[1.0, 0.0, 1.0]);
    }

    #[test]
    fn fifteen_comparisons_leave_three() {
        // The p values of Benjamini and Hochberg (1995), section 3.2, where step-down adjustment at 0.05 rejects three.
        let values =
            [1e-4, 4e-4, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0];
        let expected = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
        check(&values, &expected);
        assert_eq!(holm(&values).iter().filter(|value| **value <= 0.05).count(), 3);
    }
}
