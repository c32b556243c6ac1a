//! Liquid democracy: votes pass on from delegate to delegate until somebody votes.

use crate::units::{Ratio, Weight};

/// Where every vote ends up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Votes that each carries, its own among them; 0 for those who passed theirs on.
    pub weights: Vec<u64>,
    /// Votes that go round in circles and count for nobody.
    pub lost: u64,
}

/// Follows every delegation to its end. Who delegates to nobody, or to itself, votes.
///
/// * `delegates`: for each, to whom it delegates, by place in the list.
///
/// # Panics
/// A delegate that is not in the list.
///
/// # Source
/// Goelz, Kahng, Mackenzie and Procaccia, "The Fluid Mechanics of Liquid Democracy" (2018). That votes in a circle are lost is a
/// convention; the source has no circles.
pub fn resolve(delegates: &[Option<usize>]) -> Resolved {
    let mut weights = vec![0; delegates.len()];
    let mut lost = 0;
    for start in 0..delegates.len() {
        match voter_of(start, delegates) {
            Some(voter) => weights[voter] += 1,
            None => lost += 1,
        }
    }
    Resolved { weights, lost }
}

/// Who votes with the vote of `start`; `None` if it goes round in a circle.
fn voter_of(start: usize, delegates: &[Option<usize>]) -> Option<usize> {
    let next = |at: usize| delegates[at].filter(|next| *next != at);
    follow(start, None, next, |at| next(at).is_none()).map(|(voter, _)| voter)
}

/// The first on the way from `start` who votes, and how many hands the vote passed through; `None` if nobody does, if it goes
/// round in a circle, or if it would take more than `most` hands.
pub fn follow(
    start: usize,
    most: Option<u32>,
    next: impl Fn(usize) -> Option<usize>,
    votes: impl Fn(usize) -> bool,
) -> Option<(usize, u32)> {
    // Brent's way to notice a circle: a landmark that is set again after 1, 2, 4, 8 ... steps.
    let (mut at, mut landmark, mut until) = (start, start, 1);
    let mut hops = 0;
    loop {
        if votes(at) {
            return Some((at, hops));
        }
        if most.is_some_and(|most| hops >= most) {
            return None;
        }
        at = next(at)?;
        hops += 1;
        if at == landmark {
            return None;
        }
        if hops == until {
            (landmark, until) = (at, until * 2);
        }
    }
}

/// How a silent vote is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passing {
    /// Hands that it may pass through; `None` for any number, 1 where a delegate's own delegate does not count (Cosmos).
    pub hops: Option<u32>,
    /// Share of its weight that is left after each of them.
    pub keeps: Ratio,
    /// Largest share of the electorate's weight that anybody carries with what it inherits; `None` for no cap.
    pub cap: Option<Ratio>,
}

impl Passing {
    /// What is left of a weight after so many hands, rounded down each time.
    pub fn passed_on(&self, weight: Weight, hops: u32) -> Weight {
        (0..hops).fold(weight, |left, _| Weight(self.keeps.floor_of(left.0)))
    }

    /// What somebody carries in all: what lies above the cap counts for nobody, but nobody carries less than its own.
    pub fn carried(&self, own: Weight, inherited: Weight, electorate: Weight) -> Weight {
        let whole = own + inherited;
        self.cap.map_or(whole, |cap| whole.min(own.max(Weight(cap.floor_of(electorate.0)))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vote_is_carried_once_or_lost() {
        type Row = (&'static [Option<usize>], &'static [u64], u64);
        let table: &[Row] = &[
            (&[], &[], 0),
            (&[None, None], &[1, 1], 0),
            (&[None, Some(0), Some(0), Some(2)], &[4, 0, 0, 0], 0),
            (&[Some(1), Some(0), None], &[0, 0, 1], 2),
            (&[Some(1), Some(0), Some(0)], &[0, 0, 0], 3),
            (&[Some(0), Some(0)], &[2, 0], 0),
            (&[Some(1), Some(2), Some(3), None], &[0, 0, 0, 4], 0),
        ];
        for &(delegates, weights, lost) in table {
            assert_eq!(resolve(delegates), Resolved { weights: weights.to_vec(), lost }, "{delegates:?}");
            assert_eq!(weights.iter().sum::<u64>() + lost, delegates.len() as u64);
        }
    }

    #[test]
    fn a_silent_vote_follows_until_somebody_votes() {
        // 0 -> 1 -> 2 -> 3; 4 <-> 5.
        let next = |at: usize| [Some(1), Some(2), Some(3), None, Some(5), Some(4)][at];
        for (start, voters, most, found) in [
            (0, &[3][..], None, Some((3, 3))),
            (0, &[2, 3], None, Some((2, 2))),
            (0, &[0, 3], None, Some((0, 0))),
            (0, &[3], Some(2), None),
            (0, &[3], Some(3), Some((3, 3))),
            (0, &[2], Some(1), None),
            (0, &[], None, None),
            (4, &[3], None, None),
            (4, &[5], None, Some((5, 1))),
        ] {
            assert_eq!(follow(start, most, next, |at| voters.contains(&at)), found, "{start}, {voters:?} vote");
        }
    }

    #[test]
    fn weight_wears_off_on_its_way_and_never_exceeds_the_cap() {
        let rule = Passing { hops: None, keeps: Ratio { num: 9, den: 10 }, cap: Some(Ratio { num: 1, den: 4 }) };
        for (hops, left) in [(0, 1_000), (1, 900), (2, 810), (3, 729)] {
            assert_eq!(rule.passed_on(Weight(1_000), hops), Weight(left), "{hops}");
        }
        for (own, inherited, carried) in [(10, 5, 15), (10, 15, 25), (10, 16, 25), (30, 16, 30)] {
            assert_eq!(rule.carried(Weight(own), Weight(inherited), Weight(100)), Weight(carried), "{own} and {inherited}");
        }
    }
}
