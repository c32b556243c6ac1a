//! From a rule to a game: who wins together in one stage, when everybody takes part and takes a side.
//!
//! The rule itself is asked, with coalitions instead of ballots; no threshold is written down twice. What a game cannot say is
//! left out and must be told beside it: who is away, whose objection is struck, how long it takes, and that the proposer may have
//! to stay out.

use super::game::{Game, GameError};
use super::profile::{Acts, Body, Form};
use super::tiered::{Tier, Tiered};
use crate::rules::optimistic::{GroupTier, Threshold};
use crate::rules::quorum::{Counted, Need};
use crate::rules::{
    Asks, Consent, Council, Count, Facts, Jury, Mechanism, Memory, Optimistic, Rule, Setting, Side, Verdict, Vote,
};
use crate::units::{Ratio, Ticks, Weight};

/// A seat as a rule sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Its group in the body, from 0.
    pub group: usize,
    /// Its weight under the stage's weighting, caps applied.
    pub weight: Weight,
}

/// Why a stage is no game of its seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGame {
    /// Time alone decides.
    Time,
    /// Support gathers without an end.
    Continuous,
    /// Proposals are decided together.
    Together,
    /// Whoever has the most money left has the last word.
    Money,
    /// The body has no seats.
    NoSeats,
    /// All together cannot carry a proposal.
    NothingPasses,
    /// All together cannot stop a proposal.
    EverythingPasses,
    /// A vote in favour can stop a proposal, because the quorum counts votes against.
    Perverse,
}

/// The game of a mechanism over the seats of its body, in their order. The executive's dictator is the first seat.
///
/// # Errors
/// Why there is no such game.
pub fn at_rest(mechanism: &Mechanism, seats: &[Seat]) -> Result<Body, NoGame> {
    if seats.is_empty() && mechanism.asks() != Asks::Nothing {
        return Err(NoGame::NoSeats);
    }
    let found = match mechanism {
        Mechanism::Vote(rule) => vote(rule, seats),
        Mechanism::Optimistic(rule) => optimistic(rule, seats),
        Mechanism::Consent(rule) => consent(rule, seats),
        Mechanism::Council(rule) => council(*rule, seats),
        Mechanism::Executive(_) => dictator(seats),
        Mechanism::Jury(rule) => jury(*rule, seats),
        Mechanism::Timelock(_) => return Err(NoGame::Time),
        Mechanism::Conviction(_) | Mechanism::Hat(_) => return Err(NoGame::Continuous),
        Mechanism::Round(_) => return Err(NoGame::Together),
        Mechanism::Dispute(_) => return Err(NoGame::Money),
    };
    let acts = match mechanism.asks() {
        Asks::Objection | Asks::Consent => Acts::Stop,
        Asks::Ballot | Asks::Nothing => Acts::Carry,
    };
    found.map(|form| Body { form, acts }).map_err(|error| match (error, acts) {
        (GameError::NobodyWins { .. }, Acts::Carry) | (GameError::NobodyNeeded, Acts::Stop) => NoGame::NothingPasses,
        (GameError::NobodyWins { .. }, Acts::Stop) | (GameError::NobodyNeeded, Acts::Carry) => NoGame::EverythingPasses,
        (GameError::Perverse, _) => NoGame::Perverse,
    })
}

fn vote(rule: &Vote, seats: &[Seat]) -> Result<Form, GameError> {
    if rule.quorum.counted == Counted::No && rule.quorum.need != Need::Nothing {
        return Err(GameError::Perverse);
    }
    asked(seats, |facts, yes, no| {
        let count = Count { yes, no, abstain: Side::default() };
        rule.verdict(&Facts { count, ..facts }) == Verdict::Pass
    })
}

fn council(rule: Council, seats: &[Seat]) -> Result<Form, GameError> {
    asked(seats, |facts, yes, no| {
        let count = Count { yes, no, abstain: Side::default() };
        rule.verdict(&Facts { count, elapsed: Ticks(u32::MAX), ..facts }) == Verdict::Pass
    })
}

fn jury(rule: Jury, seats: &[Seat]) -> Result<Form, GameError> {
    asked(seats, |facts, yes, no| {
        let count = Count { yes, no, abstain: Side::default() };
        rule.verdict(&Facts { count, ..facts }) == Verdict::Pass
    })
}

fn consent(rule: &Consent, seats: &[Seat]) -> Result<Form, GameError> {
    asked(seats, |facts, objections, yes| {
        let count = Count { yes, ..Count::default() };
        rule.verdict(&Facts { count, objections, ..facts }) == Verdict::Block
    })
}

fn optimistic(rule: &Optimistic, seats: &[Seat]) -> Result<Form, GameError> {
    if let Threshold::Groups(tiers) = &rule.threshold {
        return groups(tiers, seats);
    }
    asked(seats, |facts, objections, _| rule.verdict(&Facts { elapsed: rule.window, objections, ..facts }) == Verdict::Block)
}

fn dictator(seats: &[Seat]) -> Result<Form, GameError> {
    let weights: Vec<u64> = (0..seats.len()).map(|seat| u64::from(seat == 0)).collect();
    Game::weighted(&weights, 1).map(Form::Weights)
}

/// The game of a rule that asks only how many seats act and what they weigh.
///
/// * `wins`: the facts once all have spoken, those who act, the rest.
fn asked(seats: &[Seat], wins: impl Fn(Facts, Side, Side) -> bool) -> Result<Form, GameError> {
    let weights: Vec<u64> = seats.iter().map(|seat| seat.weight.0).collect();
    let mut electorate = Side::default();
    seats.iter().for_each(|seat| electorate.add(seat.weight));
    let carries = |heads: u32, weight: u64| {
        let acting = Side { seats: heads, weight: Weight(weight) };
        let rest = Side { seats: electorate.seats - heads, weight: Weight(electorate.weight.0 - weight) };
        wins(all_spoken(electorate), acting, rest)
    };
    let least = |heads: u32| {
        // The least weight in `low..=high` that wins; one more than there is where none does.
        let (mut low, mut high) = (0, u128::from(electorate.weight.0) + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            match u64::try_from(middle).is_ok_and(|weight| carries(heads, weight)) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        high
    };
    let quotas: Vec<u128> = (0..=electorate.seats).map(least).collect();
    Game::by_heads(&weights, &quotas).map(Form::Weights)
}

/// Everybody has had a say; a quorum that follows the turnout stands where a run begins.
fn all_spoken(electorate: Side) -> Facts<'static> {
    Facts {
        elapsed: Ticks(0),
        electorate,
        count: Count::default(),
        objections: Side::default(),
        pending: Side::default(),
        groups: &[],
        tabled: true,
        usual_turnout: Ratio::HALF,
        memory: Memory::default(),
        setting: Setting::default(),
    }
}

fn groups(tiers: &[GroupTier], seats: &[Seat]) -> Result<Form, GameError> {
    let n_groups = seats.iter().map(|seat| seat.group + 1).max().unwrap_or(0);
    let mut totals = vec![0; n_groups];
    seats.iter().for_each(|seat| totals[seat.group] += seat.weight.0);
    // An objection without weight is none, so that a share of zero still takes somebody.
    let quota = |total: &u64, each: Ratio| (*total > 0).then(|| each.ceil_of(*total).max(1));
    let tiers: Vec<Tier> = tiers
        .iter()
        .map(|tier| Tier { count: tier.count as usize, quotas: totals.iter().map(|total| quota(total, tier.each)).collect() })
        .collect();
    let players: Vec<(usize, u64)> = seats.iter().map(|seat| (seat.group, seat.weight.0)).collect();
    Tiered::new(&players, &tiers).map(Form::Groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::optimistic::{Bites, WeightThreshold};
    use crate::rules::quorum::{Quorum, Rounding};
    use crate::rules::route::Judge;
    use crate::rules::vote::Majority;
    use crate::rules::{Executive, GroupFacts, Timelock, Weighting};
    use crate::units::Money;
    use proptest::prelude::*;

    fn ratio(num: u64, den: u64) -> Ratio {
        Ratio::new(num, den).expect("not divided by zero")
    }

    /// One seat per weight, in votes, all of one group.
    fn seats(votes: &[u64]) -> Vec<Seat> {
        votes.iter().map(|&votes| Seat { group: 0, weight: Weight(votes * Weight::ONE.0) }).collect()
    }

    fn a_vote(counted: Counted, need: Need, majority: Majority) -> Mechanism {
        Mechanism::Vote(Vote::plain(None, Weighting::PER_SEAT, Quorum { counted, need }, majority))
    }

    fn a_review(threshold: Threshold) -> Mechanism {
        let (weighting, judge) = (Weighting::PER_SEAT, Judge::Nobody);
        Mechanism::Optimistic(Optimistic {
            window: Ticks(3),
            threshold,
            bites: Bites::AtEnd,
            weighting,
            grounds: None,
            judge,
            bond: Money(0),
        })
    }

    /// The weights that the body's game needs by number of heads, in votes and rounded up.
    fn quotas(mechanism: &Mechanism, votes: &[u64]) -> Result<(Acts, Vec<u128>), NoGame> {
        let body = at_rest(mechanism, &seats(votes))?;
        let Form::Weights(game) = &body.form else { panic!("a game of weights") };
        let votes = |quota: &u128| quota.div_ceil(u128::from(Weight::ONE.0));
        Ok((body.acts, game.quotas().iter().map(votes).collect()))
    }

    #[test]
    fn each_rule_has_its_game() {
        let five = [1; 5];
        let nothing = Need::Nothing;
        let tie = |tie_blocks| Threshold::Weight(WeightThreshold { share: ratio(2, 5), tie_blocks });
        // Six where no weight is enough.
        let rows: &[(Mechanism, Acts, [u128; 6])] = &[
            (a_vote(Counted::Cast, nothing, Majority::MoreYesThanNo), Acts::Carry, [3; 6]),
            (a_vote(Counted::Cast, nothing, Majority::AtLeast(ratio(2, 5))), Acts::Carry, [2; 6]),
            (a_vote(Counted::Cast, nothing, Majority::AboveOfAll(ratio(2, 5))), Acts::Carry, [3; 6]),
            (a_vote(Counted::Yes, Need::Share(ratio(4, 5), Rounding::Exact), Majority::MoreYesThanNo), Acts::Carry, [4; 6]),
            (a_vote(Counted::Cast, Need::Share(ratio(4, 5), Rounding::Exact), Majority::MoreYesThanNo), Acts::Carry, [3; 6]),
            (Mechanism::Council(Council::of(4)), Acts::Carry, [6, 6, 6, 6, 0, 0]),
            (Mechanism::Consent(Consent::blocked_by(2)), Acts::Stop, [6, 6, 0, 0, 0, 0]),
            (a_review(Threshold::Seats(3)), Acts::Stop, [6, 6, 6, 0, 0, 0]),
            (a_review(tie(true)), Acts::Stop, [2; 6]),
            (a_review(tie(false)), Acts::Stop, [3; 6]),
            (Mechanism::Executive(Executive), Acts::Carry, [1; 6]),
        ];
        for (mechanism, acts, expected) in rows {
            assert_eq!(quotas(mechanism, &five), Ok((*acts, expected.to_vec())), "{mechanism:?}");
        }
    }

    #[test]
    fn what_is_no_game_says_why() {
        let half = Majority::MoreYesThanNo;
        let against = Need::Share(ratio(1, 5), Rounding::Exact);
        for (mechanism, votes, why) in [
            (Mechanism::Timelock(Timelock::of(Ticks(3))), &[1][..], NoGame::Time),
            (Mechanism::Executive(Executive), &[], NoGame::NoSeats),
            (a_vote(Counted::Cast, Need::Nothing, half), &[0, 0], NoGame::NothingPasses),
            (a_vote(Counted::Cast, Need::Amount(Weight(9 * Weight::ONE.0)), half), &[4, 4], NoGame::NothingPasses),
            (a_vote(Counted::Cast, Need::Nothing, Majority::AtLeast(ratio(0, 1))), &[1, 1], NoGame::EverythingPasses),
            (a_vote(Counted::No, against, half), &[1, 1, 1], NoGame::Perverse),
            (a_review(Threshold::Seats(3)), &[1, 1], NoGame::EverythingPasses),
            (a_review(Threshold::Groups(vec![GroupTier { count: 2, each: ratio(1, 2) }])), &[1, 1], NoGame::EverythingPasses),
            (Mechanism::Council(Council::of(3)), &[1, 1], NoGame::NothingPasses),
        ] {
            assert_eq!(at_rest(&mechanism, &seats(votes)).err(), Some(why), "{mechanism:?}");
        }
    }

    #[test]
    fn a_quorum_of_heads_is_asked_of_heads() {
        // Everybody takes part, so that only a bar above all of them is ever missed.
        let root = |factor| a_vote(Counted::Yes, Need::SquareRoot(ratio(factor, 1)), Majority::MoreYesThanNo);
        assert_eq!(quotas(&root(2), &[3, 1, 1, 1]), Ok((Acts::Carry, vec![7, 7, 7, 7, 4])));
        assert_eq!(quotas(&root(3), &[3, 1, 1, 1]), Err(NoGame::NothingPasses));
    }

    proptest! {
        #[test]
        fn groups_win_when_the_rule_says_so(
            players in prop::collection::vec((0_usize..3, 0_u64..6), 1..9),
            tiers in prop::collection::vec((1_u32..4, 0_u64..5), 1..3),
        ) {
            let tiers: Vec<GroupTier> = tiers.iter().map(|&(count, each)| GroupTier { count, each: ratio(each, 4) }).collect();
            let rule = a_review(Threshold::Groups(tiers));
            let seats: Vec<Seat> = players.iter().map(|&(group, weight)| Seat { group, weight: Weight(weight) }).collect();
            let blocks = |coalition: u32| {
                let mut groups = [GroupFacts::default(); 3];
                for (player, seat) in seats.iter().enumerate() {
                    groups[seat.group].electorate.add(seat.weight);
                    if coalition >> player & 1 == 1 {
                        groups[seat.group].objections.add(seat.weight);
                    }
                }
                let facts = Facts { elapsed: Ticks(3), groups: &groups, ..all_spoken(Side::default()) };
                rule.verdict(&facts) == Verdict::Block
            };
            match at_rest(&rule, &seats) {
                Ok(Body { form: Form::Groups(game), acts: Acts::Stop }) => {
                    for coalition in 0..1 << seats.len() {
                        prop_assert_eq!(game.wins(|player| coalition >> player & 1 == 1), blocks(coalition));
                    }
                }
                other => {
                    prop_assert_eq!(other, Err(NoGame::EverythingPasses));
                    prop_assert!(!blocks(u32::MAX));
                }
            }
        }
    }
}
