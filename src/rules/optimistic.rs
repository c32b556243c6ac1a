//! Optimistic review: silence passes.

use super::route::Judge;
use super::{Asks, Facts, GroupFacts, Rule, Side, Verdict, Weighting};
use crate::units::{Money, Ratio, Ticks, Weight};

/// Why somebody objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Ground {
    /// It leads away from what we are here for.
    OffPurpose = 0,
    /// It costs more than it should.
    OverBudget = 1,
    /// It benefits its proposers.
    SelfDealing = 2,
    /// It may go wrong.
    TooRisky = 3,
    /// It is not worth doing.
    LowValue = 4,
    /// It is against my interest. Never valid.
    PrivateInterest = 5,
}

/// How many valid objections block.
#[derive(Clone, Debug, PartialEq)]
pub enum Threshold {
    /// At least this many seats, at least 1.
    Seats(u32),
    /// A share of the weight.
    Weight(WeightThreshold),
    /// At least this much weight, whatever the electorate's (Snapshot X).
    Amount(Weight),
    /// At least `count` groups, each with at least `each` of its own weight objecting; any tier will do.
    Groups(Vec<GroupTier>),
}

/// A share of the weight, and which side a tie falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeightThreshold {
    /// Share of the electorate's weight.
    pub share: Ratio,
    /// Whether a tie blocks: `>=` (Aragon) rather than `>` (Cosmos).
    pub tie_blocks: bool,
}

/// One tier of a threshold by groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupTier {
    /// Groups needed.
    pub count: u32,
    /// Share of each group's own weight.
    pub each: Ratio,
}

/// When enough objections take effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bites {
    /// As soon as the threshold is met (Snapshot X, Holacracy).
    AtOnce,
    /// When the window has run out (Aragon).
    AtEnd,
}

/// Passes when the window ends, unless enough objections stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimistic {
    /// Length of the window. Open iff `start <= t < start + window`.
    pub window: Ticks,
    /// Objections that block.
    pub threshold: Threshold,
    /// When they take effect.
    pub bites: Bites,
    /// How seats are weighed.
    pub weighting: Weighting,
    /// Grounds that count; `None` for any but private interest.
    pub grounds: Option<Vec<Ground>>,
    /// Who says whether they are given.
    pub judge: Judge,
    /// Money that an objection takes. It is lost if the judges strike it, else paid back when the objection is judged, or the
    /// stage ends.
    pub bond: Money,
}

impl Rule for Optimistic {
    fn key(&self) -> &'static str {
        "optimistic"
    }

    /// Open iff `elapsed < window`. At the end enough valid objections block; failing that, the window waits as long as
    /// objections are being judged that could still change the result; else silence has passed it. Meetings do not matter.
    fn verdict(&self, facts: &Facts) -> Verdict {
        let over = facts.elapsed >= self.window;
        let met = self.threshold.is_met(facts);
        match self.bites {
            Bites::AtOnce if met => Verdict::Block,
            Bites::AtOnce | Bites::AtEnd if !over => Verdict::Open,
            Bites::AtEnd if met => Verdict::Block,
            Bites::AtOnce | Bites::AtEnd if self.threshold.may_be_met(facts) => Verdict::Open,
            Bites::AtOnce | Bites::AtEnd => Verdict::Pass,
        }
    }

    fn asks(&self) -> Asks {
        Asks::Objection
    }

    fn weighting(&self) -> Weighting {
        self.weighting
    }

    fn clock(&self) -> Option<Ticks> {
        Some(self.window)
    }

    fn judge(&self) -> Judge {
        self.judge
    }

    fn grounds(&self) -> Option<&[Ground]> {
        self.grounds.as_deref()
    }

    fn bond(&self) -> Money {
        self.bond
    }

    fn takes_seats(&self) -> Option<u32> {
        match &self.threshold {
            Threshold::Seats(seats) => Some(*seats),
            Threshold::Weight(_) | Threshold::Amount(_) | Threshold::Groups(_) => None,
        }
    }
}

impl Threshold {
    /// Whether the objections that stand are enough.
    fn is_met(&self, facts: &Facts) -> bool {
        self.is_met_by(facts.objections, facts)
    }

    /// Whether they would be enough if every objection under judgement were upheld. Which group those come from is not
    /// known here, so any of them may tip a threshold by groups.
    fn may_be_met(&self, facts: &Facts) -> bool {
        match self {
            Threshold::Seats(_) | Threshold::Weight(_) | Threshold::Amount(_) => {
                self.is_met_by(facts.objections + facts.pending, facts)
            }
            Threshold::Groups(_) => facts.pending.seats > 0,
        }
    }

    fn is_met_by(&self, objections: Side, facts: &Facts) -> bool {
        match self {
            Threshold::Seats(seats) => objections.seats >= *seats,
            Threshold::Weight(threshold) => threshold.is_met_by(objections, facts.electorate),
            Threshold::Amount(votes) => objections.weight.0 > 0 && objections.weight >= *votes,
            Threshold::Groups(tiers) => tiers.iter().any(|tier| tier.is_met_by(facts.groups)),
        }
    }
}

impl WeightThreshold {
    /// Exact, without rounding the share to a number of votes. An objection without weight is none, so that an electorate
    /// without weight cannot object at all, even to a share of zero.
    fn is_met_by(&self, objections: Side, electorate: Side) -> bool {
        let (part, whole) = (objections.weight.0, electorate.weight.0);
        part > 0 && if self.tie_blocks { self.share.is_reached_by(part, whole) } else { self.share.is_exceeded_by(part, whole) }
    }
}

impl GroupTier {
    /// A tie within a group is enough. A group without weight never objects.
    fn is_met_by(&self, groups: &[GroupFacts]) -> bool {
        let objecting = groups.iter().filter(|group| {
            let (part, whole) = (group.objections.weight.0, group.electorate.weight.0);
            part > 0 && self.each.is_reached_by(part, whole)
        });
        objecting.count() >= self.count as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{quiet, ratio, seats};
    use super::*;
    use Bites::{AtEnd, AtOnce};
    use Verdict::{Block, Open, Pass};

    const WINDOW: u32 = 7;

    fn rule(threshold: Threshold, bites: Bites) -> Optimistic {
        let weighting = Weighting::PER_SEAT;
        Optimistic { window: Ticks(WINDOW), threshold, bites, weighting, grounds: None, judge: Judge::Nobody, bond: Money(0) }
    }

    fn share(num: u64, den: u64, tie_blocks: bool) -> Threshold {
        Threshold::Weight(WeightThreshold { share: ratio(num, den), tie_blocks })
    }

    /// Rows: elapsed, members, valid objections, objections still judged; verdict. One vote a member.
    #[track_caller]
    fn check(rule: &Optimistic, rows: &[(u32, u32, u32, u32, Verdict)]) {
        for &(elapsed, members, valid, judged, verdict) in rows {
            let opening = Facts { elapsed: Ticks(elapsed), ..quiet(seats(members)) };
            let facts = Facts { objections: seats(valid), pending: seats(judged), ..opening };
            let case = format!("{rule:?} at {elapsed}: {valid} of {members} object, {judged} judged");
            assert_eq!(rule.verdict(&facts), verdict, "{case}");
        }
    }

    #[test]
    fn silence_passes_when_the_window_ends() {
        for bites in [AtOnce, AtEnd] {
            let rows = [(0, 10, 0, 0, Open), (6, 10, 0, 0, Open), (7, 10, 0, 0, Pass), (8, 10, 0, 0, Pass), (7, 0, 0, 0, Pass)];
            check(&rule(Threshold::Seats(1), bites), &rows);
            check(&rule(share(1, 4, true), bites), &rows);
        }
    }

    #[test]
    fn an_objection_at_the_threshold_blocks() {
        check(&rule(Threshold::Seats(2), AtEnd), &[(7, 10, 1, 0, Pass), (7, 10, 2, 0, Block), (7, 10, 10, 0, Block)]);
        check(&rule(share(1, 5, true), AtEnd), &[(7, 10, 1, 0, Pass), (7, 10, 2, 0, Block), (7, 11, 2, 0, Pass)]);
    }

    #[test]
    fn a_tie_blocks_only_where_the_rule_says_so() {
        check(&rule(share(1, 10, true), AtEnd), &[(7, 100, 9, 0, Pass), (7, 100, 10, 0, Block)]);
        check(&rule(share(1, 10, false), AtEnd), &[(7, 100, 10, 0, Pass), (7, 100, 11, 0, Block)]);
        check(&rule(share(1, 3, true), AtEnd), &[(7, 9, 3, 0, Block), (7, 10, 3, 0, Pass), (7, 10, 4, 0, Block)]);
    }

    #[test]
    fn the_moment_of_the_bite_is_a_choice() {
        check(&rule(Threshold::Seats(1), AtOnce), &[(0, 10, 1, 0, Block), (6, 10, 1, 0, Block), (7, 10, 1, 0, Block)]);
        check(&rule(Threshold::Seats(1), AtEnd), &[(0, 10, 1, 0, Open), (6, 10, 1, 0, Open), (7, 10, 1, 0, Block)]);
    }

    #[test]
    fn the_window_waits_only_for_a_judgement_that_can_change_the_result() {
        for bites in [AtOnce, AtEnd] {
            check(
                &rule(Threshold::Seats(3), bites),
                &[(6, 10, 0, 3, Open), (7, 10, 0, 3, Open), (99, 10, 1, 2, Open), (7, 10, 1, 1, Pass), (7, 10, 3, 1, Block)],
            );
            check(&rule(share(3, 10, true), bites), &[(7, 10, 1, 2, Open), (7, 10, 1, 1, Pass)]);
            check(&rule(share(3, 10, false), bites), &[(7, 10, 1, 2, Pass), (7, 10, 1, 3, Open)]);
        }
    }

    #[test]
    fn an_electorate_without_weight_cannot_object() {
        for tie_blocks in [true, false] {
            let rule = rule(share(0, 1, tie_blocks), AtEnd);
            let objecting = Side { seats: 3, ..Side::default() };
            let facts = Facts { elapsed: Ticks(WINDOW), objections: objecting, pending: objecting, ..quiet(objecting) };
            assert_eq!(rule.verdict(&facts), Pass);
        }
    }

    /// Votes against in each of four groups of 100 votes but the last, which has no members.
    #[track_caller]
    fn check_groups(tiers: &[(u32, u64)], rows: &[([u32; 3], u32, Verdict)]) {
        let tiers = tiers.iter().map(|&(count, percent)| GroupTier { count, each: ratio(percent, 100) }).collect();
        let rule = rule(Threshold::Groups(tiers), AtEnd);
        for &(against, judged, verdict) in rows {
            let mut groups = [GroupFacts::default(); 4];
            for (group, n) in groups.iter_mut().zip(against) {
                *group = GroupFacts { electorate: seats(100), objections: seats(n) };
            }
            let objections = seats(against.iter().sum());
            let opening = Facts { elapsed: Ticks(WINDOW), ..quiet(seats(300)) };
            let facts = Facts { objections, pending: seats(judged), groups: &groups, ..opening };
            assert_eq!(rule.verdict(&facts), verdict, "{against:?}, {judged} judged");
        }
    }

    #[test]
    fn any_tier_of_groups_blocks() {
        // Optimism, operating manual v1.0.0: two groups of 17 %, three of 14 %, four of 11 %. Vectors op-01 to op-03.
        let tiers = [(2, 17), (3, 14), (4, 11)];
        check_groups(
            &tiers,
            &[
                ([20, 18, 0], 0, Block),  // op-01
                ([95, 5, 5], 0, Pass),    // op-02: nobody vetoes alone
                ([15, 15, 14], 0, Block), // op-03
                ([15, 15, 13], 0, Pass),
                ([17, 17, 0], 0, Block),
                ([17, 16, 0], 0, Pass),
                ([0, 0, 0], 0, Pass),
                ([100, 100, 100], 0, Block),
            ],
        );
        // After an appeal: 23, 20 and 17 %.
        check_groups(&[(2, 23), (3, 20), (4, 17)], &[([20, 18, 0], 0, Pass), ([23, 23, 0], 0, Block), ([20, 20, 20], 0, Block)]);
    }

    #[test]
    fn a_group_without_members_never_counts() {
        check_groups(&[(4, 0)], &[([100, 100, 100], 0, Pass)]);
        check_groups(&[(3, 0)], &[([1, 1, 1], 0, Block), ([1, 1, 0], 0, Pass)]);
    }

    #[test]
    fn any_judgement_may_tip_the_groups() {
        check_groups(&[(2, 17)], &[([17, 0, 0], 1, Open), ([17, 17, 0], 1, Block), ([17, 16, 0], 0, Pass)]);
    }

    #[test]
    fn published_windows_come_out_as_printed() {
        // aragon/optimistic-token-voting-plugin @91e399cc, OptimisticTokenVotingPlugin.t.sol: open iff start <= t < end.
        let window = 864_050 - 50;
        let aragon = |percent| Optimistic { window: Ticks(window), ..rule(share(percent, 100, true), AtEnd) };
        // Vector otv-01, 25 %: 24 votes do not veto, 25 do, and only at the end.
        let rows = [(1, 100, 24, 0, Open), (2, 100, 25, 0, Open), (3, 100, 100, 0, Open), (window, 100, 100, 0, Block)];
        check(&aragon(25), &rows);
        check(&aragon(25), &[(window, 100, 24, 0, Pass), (window, 100, 25, 0, Block)]);
        // Vectors otv-02 (window edges) and otv-03 (9 of 100 against 10 %).
        check(&aragon(10), &[(0, 10, 0, 0, Open), (window - 1, 10, 0, 0, Open), (window, 10, 0, 0, Pass)]);
        check(&aragon(10), &[(11, 100, 9, 0, Open), (window, 100, 9, 0, Pass)]);
        // snapshot-labs/sx-evm @0838cb54, OptimisticQuorumExecutionStrategy.sol, vectors sx-02 and sx-03: rejected at once.
        let snapshot_x = Optimistic { window: Ticks(20), ..rule(share(100, 1000, true), AtOnce) };
        check(&snapshot_x, &[(5, 1000, 100, 0, Block), (15, 1000, 99, 0, Open), (20, 1000, 99, 0, Pass)]);
    }
}
