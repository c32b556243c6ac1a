//! Elections of a body's seats: who is elected, for how long, and when those who elected want somebody else.

use crate::units::{Ratio, Ticks};

/// How many votes everybody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballot {
    /// One, for one candidate: minorities get seats too.
    Single,
    /// One for each seat, each for another candidate: the majority fills them all.
    Block,
}

/// When a body's holders are recalled before their term is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recall {
    /// Share of those who elect that must want it; meeting it exactly is enough.
    pub share: Ratio,
    /// Time between two looks at what they want.
    pub every: Ticks,
}

/// How a body's seats are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Election {
    /// Seats to be filled.
    pub seats: u32,
    /// Votes that everybody has.
    pub ballot: Ballot,
    /// Time between two elections.
    pub term: Ticks,
    /// Terms in a row that anybody may serve; `None` for any number.
    pub terms: Option<u32>,
    /// Recall; `None` for none.
    pub recall: Option<Recall>,
}

impl Election {
    /// Whether somebody who has served so many terms in a row may stand.
    pub fn may_stand(&self, served: u32) -> bool {
        self.terms.is_none_or(|most| served < most)
    }

    /// Votes of each elector.
    pub fn votes_each(&self) -> u32 {
        match self.ballot {
            Ballot::Single => 1,
            Ballot::Block => self.seats,
        }
    }
}

/// Puts the candidates in the order in which they are seated: most votes first, ties to the earlier one. Nobody is seated without
/// a vote.
///
/// * `votes`: by candidate; `order`: filled with those who are elected, at most `seats`.
pub fn elect(votes: &[u64], seats: u32, order: &mut Vec<usize>) {
    order.clear();
    order.extend((0..votes.len()).filter(|candidate| votes[*candidate] > 0));
    order.sort_unstable_by_key(|candidate| (std::cmp::Reverse(votes[*candidate]), *candidate));
    order.truncate(seats as usize);
}

impl Recall {
    /// Whether as many as it takes want it. A body without electors recalls nobody.
    pub fn is_wanted_by(&self, unhappy: u64, electors: u64) -> bool {
        electors > 0 && self.share.is_reached_by(unhappy, electors)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::ratio;
    use super::*;

    #[test]
    fn most_votes_are_seated_first_and_nobody_without_one() {
        for (votes, seats, seated) in
            [(&[3, 9, 5][..], 2, &[1, 2][..]), (&[5, 5, 5], 2, &[0, 1]), (&[0, 7, 0], 2, &[1]), (&[], 2, &[]), (&[1, 2], 0, &[])]
        {
            let mut order = vec![9];
            elect(votes, seats, &mut order);
            assert_eq!(order, seated, "{votes:?}");
        }
    }

    #[test]
    fn a_recall_takes_its_share_of_those_who_elect() {
        let recall = Recall { share: ratio(1, 5), every: Ticks(30) };
        for (unhappy, electors, wanted) in [(1, 10, false), (2, 10, true), (0, 0, false), (3, 10, true)] {
            assert_eq!(recall.is_wanted_by(unhappy, electors), wanted, "{unhappy} of {electors}");
        }
    }

    #[test]
    fn terms_in_a_row_are_counted() {
        let rule = Election { seats: 3, ballot: Ballot::Block, term: Ticks(9), terms: Some(2), recall: None };
        assert!(rule.may_stand(1) && !rule.may_stand(2) && Election { terms: None, ..rule }.may_stand(99));
        assert_eq!((rule.votes_each(), Election { ballot: Ballot::Single, ..rule }.votes_each()), (3, 1));
    }
}
