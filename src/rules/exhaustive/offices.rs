//! Offices: elections one after the other, and recalls between them.

use super::explore;
use crate::rules::election::{Ballot, Election, Recall, elect};
use crate::rules::fixture::ratio;
use crate::units::Ticks;

const RULE: Election = Election { seats: 2, ballot: Ballot::Single, term: Ticks(3), terms: Some(2), recall: None };

/// Four candidates, all counts of votes up to two: no more than the seats, nobody without a vote, the most votes first.
#[test]
fn every_count_seats_those_with_the_most_votes() {
    let mut order = Vec::new();
    for (code, seats) in (0..81_u64).flat_map(|code| (0..5).map(move |seats| (code, seats))) {
        let votes: Vec<u64> = (0..4).map(|candidate| code / 3_u64.pow(candidate) % 3).collect();
        elect(&votes, seats, &mut order);
        let voted_for = votes.iter().filter(|votes| **votes > 0).count();
        assert_eq!(order.len(), voted_for.min(seats as usize), "{votes:?}");
        let out = (0..4).filter(|candidate| !order.contains(candidate));
        let least = order.last().map_or(u64::MAX, |last| votes[*last]);
        assert!(out.into_iter().all(|candidate| seats == 0 || votes[candidate] <= least), "{votes:?} {order:?}");
        assert!(order.is_sorted_by_key(|candidate| (std::cmp::Reverse(votes[*candidate]), *candidate)), "{votes:?} {order:?}");
    }
}

/// Three candidates, of whom any may be elected term after term: nobody serves longer in a row than the rule says, and there is
/// always somebody who may stand.
#[test]
fn nobody_serves_more_terms_in_a_row_than_allowed() {
    let next = |served: &[u32; 3]| {
        let may_stand: Vec<usize> = (0..3).filter(|candidate| RULE.may_stand(served[*candidate])).collect();
        assert!(!may_stand.is_empty(), "two of three hold a seat, so one of them rests: {served:?}");
        let mut reached = Vec::new();
        for code in 0..8_usize {
            let votes = [0, 1, 2].map(|candidate| u64::from(may_stand.contains(&candidate) && code >> candidate & 1 == 1));
            let mut order = Vec::new();
            elect(&votes, RULE.seats, &mut order);
            let after = [0, 1, 2].map(|candidate| if order.contains(&candidate) { served[candidate] + 1 } else { 0 });
            assert!(after.iter().all(|served| *served <= 2), "{served:?} {after:?}");
            reached.push(after);
        }
        reached
    };
    assert!(explore([0; 3], next) > 5);
}

/// All numbers of the unhappy: once a recall is wanted, one more who wants it does not undo it; all together can always have it.
#[test]
fn a_recall_can_be_had_and_not_by_too_few() {
    for (num, electors) in (0..=4).flat_map(|num| (0..9_u64).map(move |electors| (num, electors))) {
        let recall = Recall { share: ratio(num, 4), every: Ticks(1) };
        let wanted: Vec<bool> = (0..=electors).map(|unhappy| recall.is_wanted_by(unhappy, electors)).collect();
        assert!(wanted.is_sorted(), "{recall:?} {electors}");
        assert_eq!(wanted.last(), Some(&(electors > 0)), "{recall:?} {electors}");
        let fewest = wanted.iter().position(|wanted| *wanted).unwrap_or(0) as u64;
        assert!(electors == 0 || fewest * 4 >= num * electors && (fewest == 0 || (fewest - 1) * 4 < num * electors));
    }
}
