//! Voting: yes, no, abstain.
//!
//! ```text
//!   opens ----------------- period ----------------> ends       early: carried, or lost, before that
//!                              |--last--|                       quorum_extends: time left once the quorum has come
//!                              flips here: only noes for longer objection_only
//! ```

use super::delegation::liquid::Passing;
use super::quorum::Quorum;
use super::{Facts, Memory, Rule, Verdict, Weighting};
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

/// What may end a vote before its period has run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Early {
    /// Nothing.
    Never,
    /// It carries even if all who have not voted vote no (Aragon's early execution).
    Carried,
    /// The same, or it fails even if all of them vote yes.
    Decided,
    /// Yes at least this share of the electorate, and it carries as things stand (OpenZeppelin's super quorum).
    Super(Ratio),
}

/// What may make a vote last longer than its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// Nothing.
    Nothing,
    /// At least this much time is left from the evening on which the quorum was first met (OpenZeppelin's late quorum).
    QuorumExtends(Ticks),
    /// If it came to carry within the last part of its period, ballots against are taken for longer (Nouns' objection period).
    ObjectionOnly {
        /// How much of the period is its last part.
        last: Ticks,
        /// How much longer.
        lasts: Ticks,
    },
}

/// Whether a ballot is for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballots {
    /// It is (OpenZeppelin, Compound; Aragon but for one of its modes).
    Keep,
    /// It may be replaced until the vote ends (Aragon's vote replacement): everybody who voted looks again on the last day.
    Replace,
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
    /// Yes that it takes besides, share of the electorate's weight, rounded up to the unit of weight (Aragon's approval).
    pub approval: Option<Ratio>,
    /// What may end it early.
    pub early: Early,
    /// What may make it last longer.
    pub late: Late,
    /// Whether ballots may be replaced.
    pub ballots: Ballots,
    /// How silent seats are represented by those whom they trust; `None` if everybody votes for itself.
    pub delegation: Option<Passing>,
}

/// The deadline once the quorum has come: moved, if that leaves less than the extension.
///
/// # Source
/// OpenZeppelin/openzeppelin-contracts @fddac901, `GovernorPreventLateQuorum.sol`.
pub fn extended(deadline: u64, now: u64, extension: u64) -> u64 {
    deadline.max(now.saturating_add(extension))
}

impl Vote {
    /// A vote that ends with its period, no sooner and no later.
    pub fn plain(period: Option<Ticks>, weighting: Weighting, quorum: Quorum, majority: Majority) -> Vote {
        let (early, late) = (Early::Never, Late::Nothing);
        let ballots = Ballots::Keep;
        Vote { period, weighting, quorum, majority, approval: None, early, late, ballots, delegation: None }
    }

    /// The rule's word while ballots are still taken.
    fn early_word(&self, facts: &Facts) -> Verdict {
        let ends = |facts: &Facts| self.quorum.is_met(facts) && self.carries(facts) == Some(true);
        match self.early {
            Early::Never => Verdict::Open,
            Early::Super(share) => {
                let enough = facts.count.yes.weight.0 >= share.ceil_of(facts.electorate.weight.0);
                if enough && ends(facts) { Verdict::Pass } else { Verdict::Open }
            }
            Early::Carried | Early::Decided => {
                let whole = self.quorum.is_met(facts) && facts.electorate.seats > 0;
                if whole && ends(&with_silent(facts, false)) {
                    Verdict::Pass
                } else if whole && self.early == Early::Decided && !ends(&with_silent(facts, true)) {
                    Verdict::Block
                } else {
                    Verdict::Open
                }
            }
        }
    }

    fn carries(&self, facts: &Facts) -> Option<bool> {
        let (yes, no, whole) = (facts.count.yes.weight.0, facts.count.no.weight.0, facts.electorate.weight.0);
        let approved = self.approval.is_none_or(|share| yes >= share.ceil_of(whole));
        self.majority.carries(yes, no, whole).map(|carries| carries && approved)
    }
}

impl Rule for Vote {
    fn key(&self) -> &'static str {
        "vote"
    }

    /// Open until the period has run out or a meeting dealt with it, whichever comes first, unless
    /// it may end early.
    ///
    /// Then a missed quorum lapses and the majority passes or blocks. Where nobody took a side, more yes than no is false
    /// and blocks; a share of nothing is undefined, so `AtLeast` lapses rather than pass unseen.
    fn verdict(&self, facts: &Facts) -> Verdict {
        let over = facts.tabled || self.wakes_after(facts.memory).is_some_and(|period| facts.elapsed >= period);
        if !over {
            return self.early_word(facts);
        }
        if !self.quorum.is_met(facts) {
            return Verdict::Lapse;
        }
        match self.carries(facts) {
            Some(true) => Verdict::Pass,
            Some(false) => Verdict::Block,
            None => Verdict::Lapse,
        }
    }

    /// Its length so far: what extends it is in the memory.
    fn wakes_after(&self, memory: Memory) -> Option<Ticks> {
        let period = self.period?;
        Some(match (self.late, memory.since) {
            (Late::Nothing, _) | (_, None) => period,
            // The evening of a day is the morning of the next: that much time is left then.
            (Late::QuorumExtends(extension), Some(since)) => {
                let moved = extended(u64::from(period.0), u64::from(since.0) + 1, u64::from(extension.0));
                Ticks(u32::try_from(moved).unwrap_or(u32::MAX))
            }
            (Late::ObjectionOnly { lasts, .. }, Some(_)) => period + lasts,
        })
    }

    /// The longest it can last.
    fn longest_clock(&self) -> Option<Ticks> {
        self.period.map(|period| match self.late {
            Late::Nothing => period,
            Late::QuorumExtends(extra) | Late::ObjectionOnly { lasts: extra, .. } => period + extra,
        })
    }

    /// What to remember of this evening: when the quorum came, or when the vote came to carry in the last part of its period.
    fn remember(&self, facts: &Facts) -> Option<Memory> {
        let period = self.period?;
        let before = facts.memory;
        let now = Some(facts.elapsed);
        match self.late {
            Late::Nothing => None,
            Late::QuorumExtends(_) => {
                let held = self.quorum.is_met(facts);
                Some(Memory { held, since: before.since.or(if held { now } else { None }), ..before })
            }
            Late::ObjectionOnly { last, .. } => {
                let held = self.quorum.is_met(facts) && self.carries(facts) == Some(true);
                let late = facts.elapsed < period && facts.elapsed + last >= period;
                Some(Memory { held, since: before.since.or(if held && !before.held && late { now } else { None }), ..before })
            }
        }
    }

    /// From when on only ballots against are taken, where the vote came to carry at the last moment.
    fn takes_only_no_from(&self, memory: Memory) -> Option<Ticks> {
        match self.late {
            Late::ObjectionOnly { .. } => memory.since.and(self.period),
            Late::Nothing | Late::QuorumExtends(_) => None,
        }
    }

    fn weighting(&self) -> Weighting {
        self.weighting
    }

    fn clock(&self) -> Option<Ticks> {
        self.period
    }

    fn asks_again(&self) -> bool {
        self.ballots == Ballots::Replace
    }

    fn delegation(&self) -> Option<Passing> {
        self.delegation
    }
}

/// The facts if everybody who has not voted voted alike.
fn with_silent<'a>(facts: &Facts<'a>, in_favour: bool) -> Facts<'a> {
    let cast = facts.count.cast();
    let mut filled = *facts;
    let side = if in_favour { &mut filled.count.yes } else { &mut filled.count.no };
    side.seats += facts.electorate.seats.saturating_sub(cast.seats);
    side.weight.0 += facts.electorate.weight.0.saturating_sub(cast.weight.0);
    filled
}

impl Majority {
    /// Whether the ballots carry, compared exactly by weight. Abstentions count for no side. `None` where the rule asks for
    /// a share of votes that nobody cast.
    ///
    /// * `whole`: weight of the whole electorate.
    pub fn carries(&self, yes: u64, no: u64, whole: u64) -> Option<bool> {
        match self {
            Majority::MoreYesThanNo => Some(yes > no),
            Majority::Above(share) => Some(share.is_exceeded_by(yes, yes.saturating_add(no))),
            Majority::AtLeast(share) => (yes + no > 0).then(|| share.is_reached_by(yes, yes.saturating_add(no))),
            Majority::AboveOfAll(share) => Some(share.is_exceeded_by(yes, whole)),
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
        Vote::plain(period.map(Ticks), Weighting::PER_SEAT, quorum, majority)
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

    /// Rows: yes, no, abstain of 100 members while ballots are taken; verdict.
    #[track_caller]
    fn check_early(early: Early, quorum: Quorum, majority: Majority, rows: &[(u32, u32, u32, Verdict)]) {
        let rule = Vote { early, ..vote(Some(7), quorum, majority) };
        for &(yes, no, abstain, verdict) in rows {
            let facts = Facts { count: ballots(yes, no, abstain), elapsed: Ticks(6), ..quiet(seats(100)) };
            assert_eq!(rule.verdict(&facts), verdict, "{early:?} {majority:?}: yes {yes}, no {no}, abstain {abstain}");
        }
    }

    #[test]
    fn a_vote_ends_early_only_when_nobody_can_turn_it() {
        let half = Majority::Above(Ratio::HALF);
        check_early(Early::Never, NO_QUORUM, half, &[(100, 0, 0, Open)]);
        // Aragon's early execution: 50 of 100 do not outweigh the other 50; abstentions cannot turn anything.
        check_early(Early::Carried, NO_QUORUM, half, &[(50, 0, 0, Open), (51, 0, 0, Pass), (46, 0, 9, Pass), (45, 0, 9, Open)]);
        check_early(Early::Carried, NO_QUORUM, half, &[(0, 60, 0, Open)]);
        check_early(
            Early::Decided,
            NO_QUORUM,
            half,
            &[(0, 49, 0, Open), (0, 50, 0, Block), (40, 50, 0, Block), (51, 0, 0, Pass)],
        );
        let quorum = Quorum { counted: Counted::Cast, need: Need::Share(ratio(6, 10), Rounding::Exact) };
        check_early(Early::Carried, quorum, half, &[(51, 0, 0, Open), (51, 0, 9, Pass)]);
        check_early(Early::Decided, quorum, half, &[(0, 55, 0, Open), (0, 60, 0, Block)]);
    }

    #[test]
    fn a_super_quorum_of_yes_carries_at_once() {
        let quorum = Quorum { counted: Counted::YesAndAbstain, need: Need::Share(ratio(1, 10), Rounding::Floor) };
        let rows = [(39, 0, 0, Open), (40, 0, 0, Pass), (40, 40, 0, Open), (41, 40, 0, Pass)];
        check_early(Early::Super(ratio(4, 10)), quorum, MoreYesThanNo, &rows);
    }

    #[test]
    fn an_approval_is_asked_of_the_whole_electorate() {
        let rule = Vote { approval: Some(ratio(3, 10)), ..vote(Some(1), NO_QUORUM, MoreYesThanNo) };
        for (yes, no, verdict) in [(29, 0, Block), (30, 0, Pass), (30, 30, Block)] {
            let facts = Facts { count: ballots(yes, no, 0), elapsed: Ticks(1), ..quiet(seats(100)) };
            assert_eq!(rule.verdict(&facts), verdict, "{yes} to {no}");
        }
    }

    /// What the rule remembers after evenings with these ballots: elapsed, yes, no.
    fn evenings(rule: &Vote, days: &[(u32, u32, u32)]) -> Memory {
        days.iter().fold(Memory::default(), |memory, &(elapsed, yes, no)| {
            let facts = Facts { elapsed: Ticks(elapsed), count: ballots(yes, no, 0), memory, ..quiet(seats(100)) };
            rule.remember(&facts).unwrap_or_default()
        })
    }

    #[test]
    fn a_late_quorum_leaves_time_once() {
        // OpenZeppelin's fixture: period 16, extension 8; the quorum comes on the last day, number 15: eight more follow it.
        let quorum = Quorum { counted: Counted::YesAndAbstain, need: Need::Share(ratio(1, 10), Rounding::Floor) };
        let rule = Vote { late: Late::QuorumExtends(Ticks(8)), ..vote(Some(16), quorum, MoreYesThanNo) };
        for (days, closes) in [
            (&[(15, 9, 0)][..], 16),
            (&[(15, 10, 0)], 24),
            (&[(7, 10, 0)], 16),
            (&[(8, 10, 0)], 17),
            (&[(8, 10, 0), (15, 40, 0)], 17),
            (&[(15, 0, 90)], 16),
        ] {
            assert_eq!(rule.wakes_after(evenings(&rule, days)), Some(Ticks(closes)), "{days:?}");
        }
        assert_eq!(rule.longest_clock(), Some(Ticks(24)));
    }

    #[test]
    fn what_comes_to_carry_at_the_last_moment_may_still_be_objected_to() {
        let late = Late::ObjectionOnly { last: Ticks(2), lasts: Ticks(3) };
        let rule = Vote { late, ..vote(Some(10), NO_QUORUM, MoreYesThanNo) };
        for (days, extended) in [
            (&[(7, 5, 4)][..], false),
            (&[(8, 5, 4)], true),
            (&[(9, 5, 4)], true),
            (&[(7, 5, 4), (9, 9, 4)], false),
            (&[(5, 5, 4), (7, 5, 6), (8, 7, 6)], true),
            (&[(9, 4, 5)], false),
        ] {
            let memory = evenings(&rule, days);
            let closes = if extended { 13 } else { 10 };
            assert_eq!(rule.wakes_after(memory), Some(Ticks(closes)), "{days:?}");
            assert_eq!(rule.takes_only_no_from(memory).is_some(), extended, "{days:?}");
        }
    }
}
