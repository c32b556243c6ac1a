//! Voting: yes, no, abstain.

use super::quorum::Quorum;
use super::{Facts, Verdict, Weighting};
use crate::units::{Ratio, Ticks};

/// What carries a vote, once the quorum is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Majority {
    /// More yes than no (OpenZeppelin, Compound, Moloch). A tie fails.
    MoreYesThanNo,
    /// Yes above a share of yes and no (Aragon, Cosmos). A tie fails.
    Above(Ratio),
    /// Yes at least a share of yes and no. A tie passes.
    AtLeast(Ratio),
    /// Yes above a share of the whole electorate. A tie fails.
    AboveOfAll(Ratio),
}

/// A vote with a period, or at a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// How long ballots are taken; `None` at meetings only.
    pub period: Option<Ticks>,
    /// How seats are weighed.
    pub weighting: Weighting,
    /// What must take part.
    pub quorum: Quorum,
    /// What carries.
    pub majority: Majority,
}

impl Vote {
    /// The rule's word on the facts: open until the period has run out or a meeting dealt with it, whichever comes first.
    ///
    /// Then a missed quorum lapses and the majority passes or blocks. Where nobody took a side, more yes than no is false
    /// and blocks; a share of nothing is undefined, so `AtLeast` lapses rather than pass unseen.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let over = facts.tabled || self.period.is_some_and(|period| facts.elapsed >= period);
        if !over {
            return Verdict::Open;
        }
        if !self.quorum.is_met(facts) {
            return Verdict::Lapse;
        }
        match self.majority.carries(facts) {
            Some(true) => Verdict::Pass,
            Some(false) => Verdict::Block,
            None => Verdict::Lapse,
        }
    }
}

impl Majority {
    /// Whether the ballots carry, compared exactly by weight. Abstentions count for no side. `None` where the rule asks for
    /// a share of votes that nobody cast.
    fn carries(&self, facts: &Facts) -> Option<bool> {
        let (yes, no) = (facts.count.yes.weight.0, facts.count.no.weight.0);
        match self {
            Majority::MoreYesThanNo => Some(yes > no),
            Majority::Above(share) => Some(share.is_exceeded_by(yes, yes + no)),
            Majority::AtLeast(share) => (yes + no > 0).then(|| share.is_reached_by(yes, yes + no)),
            Majority::AboveOfAll(share) => Some(share.is_exceeded_by(yes, facts.electorate.weight.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{ballots, quiet, ratio, seats};
    use super::super::quorum::{Counted, Need, Rounding};
    use super::*;
    use Majority::{Above, AboveOfAll, AtLeast, MoreYesThanNo};
    use Verdict::{Block, Lapse, Open, Pass};

    const NO_QUORUM: Quorum = Quorum { counted: Counted::Cast, need: Need::Nothing };

    fn vote(period: Option<u32>, quorum: Quorum, majority: Majority) -> Vote {
        Vote { period: period.map(Ticks), weighting: Weighting::PER_SEAT, quorum, majority }
    }

    /// Rows: yes, no, abstain of 100 members once the vote is over; verdict.
    #[track_caller]
    fn check(quorum: Quorum, majority: Majority, rows: &[(u32, u32, u32, Verdict)]) {
        for &(yes, no, abstain, verdict) in rows {
            let facts = Facts { count: ballots(yes, no, abstain), tabled: true, ..quiet(seats(100)) };
            let case = format!("{majority:?}: yes {yes}, no {no}, abstain {abstain}");
            assert_eq!(vote(None, quorum, majority).verdict(&facts), verdict, "{case}");
        }
    }

    #[test]
    fn a_vote_ends_with_its_period_or_its_meeting() {
        let rows = [
            (Some(7), 0, false, Open),
            (Some(7), 6, false, Open),
            (Some(7), 7, false, Pass),
            (Some(7), 0, true, Pass),
            (Some(0), 0, false, Pass),
            (None, 1_000, false, Open),
            (None, 0, true, Pass),
        ];
        for (period, elapsed, tabled, verdict) in rows {
            let facts = Facts { elapsed: Ticks(elapsed), tabled, count: ballots(100, 0, 0), ..quiet(seats(100)) };
            let found = vote(period, NO_QUORUM, MoreYesThanNo).verdict(&facts);
            assert_eq!(found, verdict, "{elapsed} of {period:?} ticks, tabled {tabled}");
        }
    }

    #[test]
    fn a_tie_carries_only_under_at_least() {
        let half = Ratio::HALF;
        check(NO_QUORUM, MoreYesThanNo, &[(4, 5, 0, Block), (5, 5, 0, Block), (6, 5, 0, Pass), (6, 5, 80, Pass)]);
        check(NO_QUORUM, Above(half), &[(4, 5, 0, Block), (5, 5, 0, Block), (6, 5, 0, Pass)]);
        check(NO_QUORUM, AtLeast(half), &[(4, 5, 0, Block), (5, 5, 0, Pass), (6, 5, 0, Pass)]);
        check(NO_QUORUM, AboveOfAll(half), &[(49, 0, 0, Block), (50, 0, 50, Block), (51, 49, 0, Pass)]);
        check(NO_QUORUM, AtLeast(ratio(2, 3)), &[(20, 10, 0, Pass), (19, 10, 0, Block), (66, 34, 0, Block), (67, 33, 0, Pass)]);
    }

    #[test]
    fn a_vote_that_nobody_took_part_in_never_passes() {
        check(NO_QUORUM, MoreYesThanNo, &[(0, 0, 0, Block), (0, 0, 100, Block)]);
        check(NO_QUORUM, Above(Ratio::HALF), &[(0, 0, 0, Block), (0, 0, 100, Block)]);
        check(NO_QUORUM, AtLeast(Ratio::HALF), &[(0, 0, 0, Lapse), (0, 0, 100, Lapse)]);
        check(NO_QUORUM, AboveOfAll(Ratio::HALF), &[(0, 0, 0, Block), (0, 0, 100, Block)]);
        let nobody = Facts { tabled: true, ..quiet(seats(0)) };
        for majority in [MoreYesThanNo, Above(Ratio::HALF), AtLeast(Ratio::HALF), AboveOfAll(Ratio::HALF)] {
            assert_ne!(vote(None, NO_QUORUM, majority).verdict(&nobody), Pass, "{majority:?}");
        }
    }

    #[test]
    fn without_its_quorum_a_vote_lapses_whatever_the_majority() {
        let quorum = Quorum { counted: Counted::Cast, need: Need::Share(ratio(15, 100), Rounding::Ceil) };
        check(
            quorum,
            MoreYesThanNo,
            &[(14, 0, 0, Lapse), (0, 14, 0, Lapse), (15, 0, 0, Pass), (0, 15, 0, Block), (1, 0, 14, Pass)],
        );
    }

    #[test]
    fn published_votes_come_out_as_printed() {
        // aragon/token-voting-plugin @d889bbe3, MajorityVotingBase.sol, vectors tv-01 and tv-02: above one half, 15 % take part.
        let quorum = Quorum { counted: Counted::Cast, need: Need::Share(ratio(150_000, 1_000_000), Rounding::Ceil) };
        check(quorum, Above(ratio(500_000, 1_000_000)), &[(8, 7, 0, Pass), (7, 7, 1, Block), (7, 7, 0, Lapse)]);
        // Vector tv-03: 51 of 100 would be enough even if all others voted no.
        check(quorum, AboveOfAll(Ratio::HALF), &[(51, 0, 0, Pass), (50, 0, 0, Block)]);
        // compound-finance/compound-protocol @a3214f67, proposal 289 (thousands): 682 to 634 with 400 in favour needed.
        let bravo = vote(Some(1), Quorum { counted: Counted::Yes, need: Need::Amount(seats(400).weight) }, MoreYesThanNo);
        let facts = Facts { elapsed: Ticks(1), ..quiet(seats(10_000)) };
        for (yes, no, verdict) in [(682, 634, Pass), (400, 399, Pass), (399, 0, Lapse), (634, 682, Block)] {
            assert_eq!(bravo.verdict(&Facts { count: ballots(yes, no, 0), ..facts }), verdict, "{yes} to {no}");
        }
    }
}
