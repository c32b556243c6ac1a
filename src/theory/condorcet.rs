//! Condorcet's jury theorem: many who are right a little more often than not are right together.

use super::binomial;

/// The probability that more than half of `n` independent voters are right, each with probability `p`.
///
/// Rises to 1 with `n` if `p > 1/2`, falls to 0 if `p < 1/2`. An even jury that splits in two halves is not right: a tie
/// fails, as it does in every vote here.
///
/// # Source
/// Condorcet, "Essai sur l'application de l'analyse" (1785), for odd `n`.
pub fn majority_is_right(n: u32, p: f64) -> f64 {
    binomial::at_least(n, p, n / 2 + 1)
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn published_juries_come_out() {
        // Vectors cj-3-0.7 and cj-11-0.6.
        near(majority_is_right(3, 0.7), 0.784, 1e-9);
        near(majority_is_right(11, 0.6), 0.753_498_132_48, 1e-9);
    }

    #[test]
    fn nobody_a_pair_and_a_coin_are_as_they_should_be() {
        near(majority_is_right(0, 0.9), 0.0, 0.0);
        near(majority_is_right(1, 0.9), 0.9, 1e-15);
        near(majority_is_right(2, 0.9), 0.81, 1e-15);
        near(majority_is_right(101, 0.5), 0.5, 1e-12);
    }

    #[test]
    fn a_larger_jury_sharpens_what_its_members_are() {
        for n in (1..200).step_by(2) {
            assert!(majority_is_right(n + 2, 0.55) > majority_is_right(n, 0.55), "{n}");
            assert!(majority_is_right(n + 2, 0.45) < majority_is_right(n, 0.45), "{n}");
        }
    }
}
