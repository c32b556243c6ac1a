//! Approval and ranked choice as Snapshot counts them.

use std::collections::{BTreeMap, BTreeSet};

/// A ballot that names choices, numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Choices: a set under approval, best first under ranked choice.
    pub choices: Vec<usize>,
    /// Votes that it carries.
    pub power: u64,
}

/// Votes by choice under approval: a ballot counts in full for each choice that it names.
///
/// Ballots with a choice that does not exist or is named twice count for nothing.
///
/// # Source
/// snapshot-labs/snapshot.js @efa5de15, `src/voting/approval.ts`.
pub fn approval(n_choices: usize, ballots: &[Ballot]) -> Vec<u64> {
    let mut scores = vec![0; n_choices];
    for ballot in ballots.iter().filter(|ballot| names_choices_once(n_choices, ballot)) {
        for choice in &ballot.choices {
            scores[choice - 1] += ballot.power;
        }
    }
    scores
}

/// Votes by choice in the last round of ranked choice.
///
/// In each round a ballot counts for the first of its choices that is left. Counting stops when one has more than half, or
/// when fewer than three have any; else the lowest is dropped, of equal ones the first in number. A choice that is first on
/// no ballot takes no part in the round, so it is not dropped and may come back. Ballots that do not rank every choice once
/// count for nothing.
///
/// # Source
/// snapshot-labs/snapshot.js @efa5de15, `src/voting/rankedChoice.ts`.
pub fn ranked(n_choices: usize, ballots: &[Ballot]) -> Vec<u64> {
    let complete = |ballot: &&Ballot| ballot.choices.len() == n_choices && names_choices_once(n_choices, ballot);
    let valid: Vec<&Ballot> = ballots.iter().filter(complete).collect();
    let mut dropped = BTreeSet::new();
    loop {
        let mut round: BTreeMap<usize, u64> = BTreeMap::new();
        for ballot in &valid {
            if let Some(first) = ballot.choices.iter().find(|choice| !dropped.contains(*choice)) {
                *round.entry(*first).or_default() += ballot.power;
            }
        }
        let all: u128 = round.values().copied().map(u128::from).sum();
        let top = round.values().copied().max().unwrap_or(0);
        let lowest = round.iter().min_by_key(|(choice, votes)| (**votes, **choice)).map(|(choice, _)| *choice);
        match lowest {
            Some(lowest) if 2 * u128::from(top) <= all && round.len() >= 3 => dropped.insert(lowest),
            _ => return (1..=n_choices).map(|choice| round.get(&choice).copied().unwrap_or(0)).collect(),
        };
    }
}

fn names_choices_once(n_choices: usize, ballot: &Ballot) -> bool {
    let distinct: BTreeSet<&usize> = ballot.choices.iter().collect();
    distinct.len() == ballot.choices.len() && ballot.choices.iter().all(|choice| (1..=n_choices).contains(choice))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballots(rows: &[(&[usize], u64)]) -> Vec<Ballot> {
        rows.iter().map(|&(choices, power)| Ballot { choices: choices.to_vec(), power }).collect()
    }

    #[test]
    fn approval_counts_in_full_for_every_choice_named() {
        let cast = ballots(&[(&[1, 3], 5), (&[], 7), (&[2], 1), (&[1, 1], 9), (&[4], 9), (&[0], 9)]);
        assert_eq!(approval(3, &cast), [5, 1, 5]);
    }

    #[test]
    fn the_lowest_is_dropped_and_of_equal_ones_the_first() {
        for (rows, expected) in [
            (vec![(&[1, 2, 3][..], 6), (&[2, 1, 3], 3), (&[3, 2, 1], 2)], [6, 3, 2]),
            (vec![(&[1, 2, 3], 5), (&[2, 1, 3], 4), (&[3, 2, 1], 2)], [5, 6, 0]),
            (vec![(&[1, 2, 3], 2), (&[2, 1, 3], 2), (&[3, 1, 2], 2)], [0, 4, 2]),
            (vec![(&[1, 2, 3], 5), (&[2, 1, 3], 5)], [5, 5, 0]),
            (vec![(&[1, 2], 9), (&[3, 2, 1], 1)], [0, 0, 1]),
            (vec![], [0, 0, 0]),
        ] {
            assert_eq!(ranked(3, &ballots(&rows)), expected, "{rows:?}");
        }
    }

    #[test]
    fn a_choice_that_is_first_nowhere_may_come_back() {
        let cast = ballots(&[(&[1, 2, 3, 4], 5), (&[2, 1, 3, 4], 4), (&[3, 4, 2, 1], 3)]);
        assert_eq!(ranked(4, &cast), [5, 7, 0, 0]);
    }
}
