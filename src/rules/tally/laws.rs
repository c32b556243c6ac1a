//! What must hold of counts of ballots whatever the ballots: nobody's name and no choice's number counts, weight is neither made
//! nor lost, and where a rule is monotone more support does no harm.

use super::quadratic;
use super::ranked::{Ballot, approval, ranked};
use crate::rules::delegation::liquid::{Passing, resolve};
use crate::units::{Ratio, Weight};
use proptest::prelude::*;

const CHOICES: usize = 4;

/// A complete ranking, or a set of choices if cut.
fn order() -> impl Strategy<Value = Vec<usize>> {
    Just((1..=CHOICES).collect::<Vec<usize>>()).prop_shuffle()
}

fn rankings() -> impl Strategy<Value = Vec<Ballot>> {
    let ballot = (order(), 1_u64..20).prop_map(|(choices, power)| Ballot { choices, power });
    prop::collection::vec(ballot, 1..8)
}

fn sets() -> impl Strategy<Value = Vec<Ballot>> {
    let ballot = (order(), 0..=CHOICES, 1_u64..20).prop_map(|(mut choices, kept, power)| {
        choices.truncate(kept);
        Ballot { choices, power }
    });
    prop::collection::vec(ballot, 0..8)
}

/// The same ballots with choices numbered otherwise; `names[i]` is the new number of choice `i + 1`.
fn renumbered(cast: &[Ballot], names: &[usize]) -> Vec<Ballot> {
    let name = |choice: &usize| names[choice - 1];
    cast.iter().map(|ballot| Ballot { choices: ballot.choices.iter().map(name).collect(), power: ballot.power }).collect()
}

proptest! {
    #[test]
    fn who_casts_a_ballot_does_not_count(cast in rankings(), named in sets()) {
        let reversed = |cast: &[Ballot]| cast.iter().rev().cloned().collect::<Vec<Ballot>>();
        prop_assert_eq!(ranked(CHOICES, &cast), ranked(CHOICES, &reversed(&cast)));
        prop_assert_eq!(approval(CHOICES, &named), approval(CHOICES, &reversed(&named)));
    }

    #[test]
    fn the_number_of_a_choice_does_not_count(named in sets(), names in order()) {
        let before = approval(CHOICES, &named);
        let after = approval(CHOICES, &renumbered(&named, &names));
        prop_assert!((0..CHOICES).all(|choice| before[choice] == after[names[choice] - 1]));
    }

    /// Of equally low choices the first in number goes, so ranked choice is neutral only where no two are ever alike: powers that
    /// are different powers of two see to that.
    #[test]
    fn the_number_of_a_choice_does_not_count_in_ranked_choice_without_ties(
        orders in prop::collection::vec(order(), 1..8), names in order(),
    ) {
        let cast: Vec<Ballot> = orders.into_iter().enumerate().map(|(idx, choices)| Ballot { choices, power: 1 << idx }).collect();
        let (before, after) = (ranked(CHOICES, &cast), ranked(CHOICES, &renumbered(&cast, &names)));
        prop_assert!((0..CHOICES).all(|choice| before[choice] == after[names[choice] - 1]), "{before:?} {after:?}");
    }

    #[test]
    fn no_weight_is_made_or_lost(cast in rankings(), named in sets()) {
        let power: u64 = cast.iter().map(|ballot| ballot.power).sum();
        prop_assert_eq!(ranked(CHOICES, &cast).iter().sum::<u64>(), power, "every ballot ranks everything, so it always counts");
        let each = named.iter().map(|ballot| ballot.power * ballot.choices.len() as u64);
        prop_assert_eq!(approval(CHOICES, &named).iter().sum::<u64>(), each.sum::<u64>());
    }

    #[test]
    fn more_than_half_of_the_first_places_wins(mut cast in rankings(), favourite in order()) {
        let (others, first) = (cast.iter().map(|ballot| ballot.power).sum::<u64>(), favourite[0]);
        cast.push(Ballot { choices: favourite, power: others + 1 });
        let scores = ranked(CHOICES, &cast);
        prop_assert!((0..CHOICES).all(|choice| choice + 1 == first || scores[choice] < scores[first - 1]), "{scores:?}");
    }

    /// Ranked choice is not monotone, and no test says that it is. These are.
    #[test]
    fn more_support_does_no_harm(named in sets(), which in any::<prop::sample::Index>(), liked in 1..=CHOICES) {
        if let Some(idx) = (!named.is_empty()).then(|| which.index(named.len())).filter(|idx| !named[*idx].choices.contains(&liked)) {
            let mut more = named.clone();
            more[idx].choices.push(liked);
            let (before, after) = (approval(CHOICES, &named), approval(CHOICES, &more));
            let as_it_should = |choice: usize| {
                if choice + 1 == liked { after[choice] > before[choice] } else { after[choice] == before[choice] }
            };
            prop_assert!((0..CHOICES).all(as_it_should));
        }
    }

    #[test]
    fn more_votes_cost_more_and_more_accounts_less(votes in 0_u64..1_000, accounts in 1_u64..20) {
        let cost = |votes, accounts| quadratic::cost(votes, accounts).expect("small numbers");
        prop_assert!(cost(votes + 1, accounts) > cost(votes, accounts));
        prop_assert!(cost(votes, accounts + 1) <= cost(votes, accounts));
        prop_assert!(cost(votes, accounts) >= votes, "no vote is cheaper than one credit");
    }

    #[test]
    fn every_delegated_vote_is_carried_or_lost(to in prop::collection::vec(prop::option::of(0_usize..8), 8), names in Just((0..8_usize).collect::<Vec<usize>>()).prop_shuffle()) {
        let found = resolve(&to);
        prop_assert_eq!(found.weights.iter().sum::<u64>() + found.lost, 8);
        prop_assert!(found.weights.iter().zip(&to).enumerate().all(|(who, (weight, to))| *weight == 0 || to.is_none_or(|to| to == who)));
        // Everybody under another name.
        let mut renamed = vec![None; 8];
        (0..8).for_each(|who| renamed[names[who]] = to[who].map(|to| names[to]));
        let again = resolve(&renamed);
        prop_assert_eq!(found.lost, again.lost);
        prop_assert!((0..8).all(|who| found.weights[who] == again.weights[names[who]]));
        // Who delegates to itself delegates to nobody.
        let alone: Vec<Option<usize>> = (0..8).map(Some).collect();
        prop_assert_eq!(resolve(&alone), resolve(&[None; 8]));
    }

    #[test]
    fn what_is_passed_on_never_grows(
        weight in 0_u64..1_000_000, own in 0_u64..1_000, inherited in 0_u64..1_000, num in 0_u64..=10, hops in 0_u32..6, cap in prop::option::of(0_u64..=10),
    ) {
        let passing = Passing { hops: None, keeps: Ratio { num, den: 10 }, cap: cap.map(|num| Ratio { num, den: 10 }) };
        let weight = Weight(weight);
        prop_assert!(passing.passed_on(weight, hops + 1) <= passing.passed_on(weight, hops) && passing.passed_on(weight, 0) == weight);
        let carried = passing.carried(Weight(own), Weight(inherited), Weight(2_000));
        prop_assert!(carried >= Weight(own) && carried <= Weight(own + inherited));
        prop_assert!(cap.is_none_or(|cap| carried.0 <= own.max(cap * 200)));
    }
}
