//! What must hold of the rules whatever the numbers: scaling, splitting, monotone thresholds, the duality of veto and vote.
//!
//! No source is needed for these and no table can replace them. A case is a list of holders with a weight and a stance, counted
//! here the plain way; a rule that breaks a law is wrong, or the law's limits are stated as a test of their own.

use super::fixture::{quiet, ratio};
use super::optimistic::{Bites, GroupTier, Threshold, WeightThreshold};
use super::quorum::{Counted, Need, Quorum, Rounding};
use super::route::Judge;
use super::vote::Majority;
use super::*;
use proptest::prelude::*;

/// What a holder does with the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    Yes,
    No,
    Abstain,
    Silent,
}

/// Weight in votes, group, stance.
type Holder = (u64, usize, Stance);

/// The tally of a vote, and of an objection round in which the noes object.
struct Tally {
    electorate: Side,
    count: Count,
    groups: [GroupFacts; 3],
}

impl Tally {
    fn of(holders: &[Holder]) -> Tally {
        let mut tally = Tally { electorate: Side::default(), count: Count::default(), groups: [GroupFacts::default(); 3] };
        for &(votes, group, stance) in holders {
            let weight = Weight(votes * Weight::ONE.0);
            tally.electorate.add(weight);
            tally.groups[group].electorate.add(weight);
            match stance {
                Stance::Yes => tally.count.yes.add(weight),
                Stance::Abstain => tally.count.abstain.add(weight),
                Stance::Silent => {}
                Stance::No => {
                    tally.count.no.add(weight);
                    tally.groups[group].objections.add(weight);
                }
            }
        }
        tally
    }

    /// The facts when time is up.
    fn facts(&self) -> Facts<'_> {
        let over = Facts { elapsed: Ticks(1), tabled: true, count: self.count, ..quiet(self.electorate) };
        Facts { objections: self.count.no, groups: &self.groups, usual_turnout: ratio(1, 3), ..over }
    }
}

fn optimistic(threshold: Threshold) -> Mechanism {
    let (window, weighting) = (Ticks(1), Weighting::PER_SEAT);
    let rule =
        Optimistic { window, threshold, bites: Bites::AtEnd, weighting, grounds: None, judge: Judge::Nobody, bond: Money(0) };
    Mechanism::Optimistic(rule)
}

fn vote(quorum: Quorum, majority: Majority) -> Mechanism {
    Mechanism::Vote(Vote::plain(None, Weighting::PER_SEAT, quorum, majority))
}

fn verdict(rule: &Mechanism, holders: &[Holder]) -> Verdict {
    rule.verdict(&Tally::of(holders).facts())
}

fn share() -> impl Strategy<Value = Ratio> {
    (1_u64..=60, 1_u64..=60).prop_map(|(a, b)| ratio(a.min(b), a.max(b)))
}

fn stance() -> impl Strategy<Value = Stance> {
    prop::sample::select(vec![Stance::Yes, Stance::No, Stance::Abstain, Stance::Silent])
}

fn holders() -> impl Strategy<Value = Vec<Holder>> {
    prop::collection::vec((0_u64..50, 0_usize..3, stance()), 0..12)
}

fn counted() -> impl Strategy<Value = Counted> {
    prop::sample::select(vec![Counted::Cast, Counted::Yes, Counted::YesAndAbstain, Counted::YesAndNo, Counted::No])
}

/// Needs that see only the proportions of weights.
fn proportional_need() -> impl Strategy<Value = Need> {
    prop_oneof![
        Just(Need::Nothing),
        share().prop_map(|share| Need::Share(share, Rounding::Ceil)),
        share().prop_map(|share| Need::Share(share, Rounding::Exact)),
        (share(), share()).prop_map(|(min, max)| Need::FollowsTurnout { min, max }),
        (share(), share(), share()).prop_map(|(min, max, slope)| Need::GrowsWithOpposition { min, max, slope }),
    ]
}

fn majority() -> impl Strategy<Value = Majority> {
    prop_oneof![
        Just(Majority::MoreYesThanNo),
        share().prop_map(Majority::Above),
        share().prop_map(Majority::AtLeast),
        share().prop_map(Majority::AboveOfAll),
    ]
}

/// Thresholds that see only the proportions of weights.
fn proportional_threshold() -> impl Strategy<Value = Threshold> {
    prop_oneof![
        (share(), any::<bool>()).prop_map(|(share, tie_blocks)| Threshold::Weight(WeightThreshold { share, tie_blocks })),
        prop::collection::vec((1_u32..=3, share()).prop_map(|(count, each)| GroupTier { count, each }), 1..3)
            .prop_map(Threshold::Groups),
    ]
}

/// Rules that see only the proportions of weights.
fn proportional_rule() -> impl Strategy<Value = Mechanism> {
    let quorum = (counted(), proportional_need()).prop_map(|(counted, need)| Quorum { counted, need });
    prop_oneof![
        proportional_threshold().prop_map(optimistic),
        (quorum, majority()).prop_map(|(quorum, majority)| vote(quorum, majority)),
    ]
}

proptest! {
    #[test]
    fn scaling_all_weights_changes_no_outcome(rule in proportional_rule(), holders in holders(), factor in 1_u64..=7) {
        let scaled: Vec<Holder> = holders.iter().map(|&(weight, group, stance)| (weight * factor, group, stance)).collect();
        prop_assert_eq!(verdict(&rule, &holders), verdict(&rule, &scaled));
    }

    #[test]
    fn splitting_a_holder_changes_nothing_under_linear_weight(
        rule in proportional_rule(), holders in holders(), which in any::<prop::sample::Index>(), part in 0_u64..50,
    ) {
        prop_assume!(!holders.is_empty());
        let mut split = holders.clone();
        let (weight, group, stance) = split[which.index(holders.len())];
        let part = part.min(weight);
        split[which.index(holders.len())].0 -= part;
        split.push((part, group, stance));
        prop_assert_eq!(verdict(&rule, &holders), verdict(&rule, &split));
    }

    #[test]
    fn a_seat_without_weight_changes_nothing(rule in proportional_rule(), holders in holders(), seat in holders()) {
        let weightless = seat.into_iter().map(|(_, group, stance)| (0, group, stance));
        let joined: Vec<Holder> = holders.iter().copied().chain(weightless).collect();
        prop_assert_eq!(verdict(&rule, &holders), verdict(&rule, &joined));
    }

    #[test]
    fn the_order_of_ballots_changes_no_outcome(rule in proportional_rule(), holders in holders()) {
        let reversed: Vec<Holder> = holders.iter().copied().rev().collect();
        prop_assert_eq!(verdict(&rule, &holders), verdict(&rule, &reversed));
    }

    #[test]
    fn a_higher_veto_threshold_never_turns_pass_into_block(
        holders in holders(), one in share(), other in share(), tie_blocks in any::<bool>(), count in 1_u32..=3,
    ) {
        let (low, high) = if other.is_exceeded_by(one.num, one.den) { (other, one) } else { (one, other) };
        let by_weight = |share| optimistic(Threshold::Weight(WeightThreshold { share, tie_blocks }));
        let by_groups = |each| optimistic(Threshold::Groups(vec![GroupTier { count, each }]));
        let by_seats = |seats| optimistic(Threshold::Seats(seats));
        let pairs = [(by_weight(low), by_weight(high)), (by_groups(low), by_groups(high)), (by_seats(count), by_seats(count + 1))];
        for (low, high) in pairs {
            prop_assert!(verdict(&low, &holders) == Verdict::Block || verdict(&high, &holders) == Verdict::Pass);
        }
    }

    #[test]
    fn a_higher_quorum_never_turns_failure_into_pass(
        holders in holders(), counted in counted(), majority in majority(), one in share(), other in share(),
    ) {
        let (low, high) = if other.is_exceeded_by(one.num, one.den) { (other, one) } else { (one, other) };
        for rounding in [Rounding::Floor, Rounding::Ceil, Rounding::Exact] {
            let rule = |share| vote(Quorum { counted, need: Need::Share(share, rounding) }, majority);
            prop_assert!(verdict(&rule(low), &holders) == Verdict::Pass || verdict(&rule(high), &holders) != Verdict::Pass);
        }
    }

    #[test]
    fn one_more_objection_never_turns_block_into_pass(
        threshold in proportional_threshold(), holders in holders(), which in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!holders.is_empty());
        let rule = optimistic(threshold);
        let mut louder = holders.clone();
        louder[which.index(holders.len())].2 = Stance::No;
        prop_assert!(verdict(&rule, &holders) != Verdict::Block || verdict(&rule, &louder) == Verdict::Block);
    }

    #[test]
    fn a_veto_quota_is_the_dual_of_a_vote_quota_with_silence_in_favour(
        holders in holders(), quota in any::<prop::sample::Index>(),
    ) {
        let total = Tally::of(&holders).electorate.weight.0;
        prop_assume!(total > 0);
        let quota = quota.index(usize::try_from(total).expect("small")) as u64 + 1;
        let veto = optimistic(Threshold::Weight(WeightThreshold { share: ratio(quota, total), tie_blocks: true }));
        let no_quorum = Quorum { counted: Counted::Cast, need: Need::Nothing };
        let active = vote(no_quorum, Majority::AtLeast(ratio(total - quota + 1, total)));
        let speak = |stance| if stance == Stance::No { Stance::No } else { Stance::Yes };
        let spoken: Vec<Holder> = holders.iter().map(|&(weight, group, stance)| (weight, group, speak(stance))).collect();
        prop_assert_eq!(verdict(&veto, &holders), verdict(&active, &spoken));
    }

    #[test]
    fn a_heavier_member_who_did_the_same_has_no_less_to_say(
        rule in proportional_rule(), mut holders in holders(), units in (0_u64..50, 0_u64..50), stance in stance(), group in 0_usize..3,
    ) {
        let (light, heavy) = (units.0.min(units.1), units.0.max(units.1));
        holders.extend([(light, group, stance), (heavy, group, stance)]);
        let n = holders.len();
        let asked = match rule {
            Mechanism::Vote(_) => vec![Stance::Yes, Stance::No, Stance::Abstain, Stance::Silent],
            _ => vec![Stance::No, Stance::Silent],
        };
        let outcome = verdict(&rule, &holders);
        let mut turns = |who: usize| asked.iter().any(|other| {
            holders[who].2 = *other;
            let turned = verdict(&rule, &holders) != outcome;
            holders[who].2 = stance;
            turned
        });
        prop_assert!(!turns(n - 2) || turns(n - 1));
    }

    #[test]
    fn the_moment_of_the_bite_does_not_change_the_end(threshold in proportional_threshold(), holders in holders()) {
        let Mechanism::Optimistic(at_end) = optimistic(threshold) else { unreachable!("it was made optimistic") };
        let at_once = Optimistic { bites: Bites::AtOnce, ..at_end.clone() };
        let tally = Tally::of(&holders);
        prop_assert_eq!(at_end.verdict(&tally.facts()), at_once.verdict(&tally.facts()));
    }
}

#[test]
fn a_floored_quorum_breaks_scaling_as_it_must() {
    // Supply 109 at 10 %: 10 votes suffice. Seven times as much: 70 are short of 76.
    let floor = vote(Quorum { counted: Counted::Yes, need: Need::Share(ratio(1, 10), Rounding::Floor) }, Majority::MoreYesThanNo);
    let body = |factor: u64| [(10 * factor, 0, Stance::Yes), (99 * factor, 0, Stance::Silent)];
    assert_eq!(verdict(&floor, &body(1)), Verdict::Pass);
    assert_eq!(verdict(&floor, &body(7)), Verdict::Lapse);
}

#[test]
fn splitting_a_holder_tells_where_seats_are_counted() {
    let two_seats = optimistic(Threshold::Seats(2));
    assert_eq!(verdict(&two_seats, &[(8, 0, Stance::No)]), Verdict::Pass);
    assert_eq!(verdict(&two_seats, &[(4, 0, Stance::No), (4, 0, Stance::No)]), Verdict::Block);
}
