//! Ballots that split their power, as Snapshot counts them: in reals, which is why they are here and not among the rules.

use crate::math;

/// A ballot that gives parts of its power to choices, numbered from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Choice and part, any positive unit; only shares of the sum matter.
    pub parts: Vec<(usize, f64)>,
    /// Votes that it carries.
    pub power: f64,
    /// How many ballots like it there are.
    pub copies: f64,
}

/// Votes by choice when each ballot gives its power in shares.
///
/// Ballots without parts, with a part of 0 or less, or for a choice that does not exist count for nothing.
///
/// # Source
/// snapshot-labs/snapshot.js @efa5de15, `src/voting/weighted.ts`.
pub fn weighted(n_choices: usize, ballots: &[Split]) -> Vec<f64> {
    sums(n_choices, ballots, |votes| votes)
}

/// Votes by choice when they count by the square of the sum of roots, scaled so that all scores together are the power of the
/// ballots that count. A choice alone in the lead of many small ballots gains over one of few large ones.
///
/// # Source
/// snapshot-labs/snapshot.js @efa5de15, `src/voting/quadratic.ts`.
pub fn quadratic(n_choices: usize, ballots: &[Split]) -> Vec<f64> {
    let squares: Vec<f64> = sums(n_choices, ballots, math::sqrt).into_iter().map(|sum| sum * sum).collect();
    let power: f64 = valid(n_choices, ballots).map(|ballot| ballot.power * ballot.copies).sum();
    let all: f64 = squares.iter().sum();
    if all > 0.0 { squares.into_iter().map(|square| square / all * power).collect() } else { squares }
}

fn sums(n_choices: usize, ballots: &[Split], count: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut sums = vec![0.0; n_choices];
    for ballot in valid(n_choices, ballots) {
        let whole: f64 = ballot.parts.iter().map(|(_, part)| part).sum();
        for &(choice, part) in &ballot.parts {
            sums[choice - 1] += ballot.copies * count(part / whole * ballot.power);
        }
    }
    sums
}

fn valid(n_choices: usize, ballots: &[Split]) -> impl Iterator<Item = &Split> {
    let counts = move |&(choice, part): &(usize, f64)| (1..=n_choices).contains(&choice) && part > 0.0;
    ballots.iter().filter(move |ballot| !ballot.parts.is_empty() && ballot.parts.iter().all(counts))
}

#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    fn split(parts: &[(usize, f64)], power: f64) -> Split {
        Split { parts: parts.to_vec(), power, copies: 1.0 }
    }

    #[test]
    fn shares_of_power_add_up() {
        let cast = [split(&[(1, 1.0), (2, 3.0)], 8.0), split(&[(3, 1.0)], 4.0), split(&[(1, 1.0), (3, 1.0)], 10.0)];
        for (found, expected) in weighted(3, &cast).into_iter().zip([7.0, 6.0, 9.0]) {
            near(found, expected, 1e-12);
        }
    }

    #[test]
    fn roots_favour_the_many() {
        // (2 + 3)^2 = 25 against 5^2 = 25, shared out over 4 + 9 + 25.
        let cast = [split(&[(1, 1.0)], 4.0), split(&[(1, 1.0)], 9.0), split(&[(2, 1.0)], 25.0), split(&[(2, 0.0)], 99.0)];
        for found in quadratic(2, &cast) {
            near(found, 19.0, 1e-12);
        }
        assert_eq!(quadratic(1, &[split(&[], 3.0), split(&[(2, 1.0)], 3.0)]).len(), 1);
    }
}
