//! How often a vote passes, and how much of that is the definition of its quorum.
//!
//! The same members, the same turnout and the same opinions give pass rates that differ by factors, depending on which ballots
//! the quorum counts.

use crate::units::Ratio;
use std::collections::BTreeMap;

/// A member who turns up, and then takes a side, by chance and alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voter {
    /// Weight in any integer unit.
    pub weight: u64,
    /// Probability of voting at all, 0 to 1.
    pub turnout: f64,
    /// Probability of voting yes, if voting; else no. 0 to 1.
    pub yes: f64,
}

/// The probability that a vote passes by more yes than no, under three definitions of the quorum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassRates {
    /// Without a quorum (Moloch).
    pub no_quorum: f64,
    /// Yes alone must reach the quorum, rounded down (Compound; OpenZeppelin where nobody abstains).
    pub yes_quorum: f64,
    /// Yes and no together must reach it, rounded up (Aragon).
    pub cast_quorum: f64,
}

/// The pass rates of one electorate with a quorum of `quorum` of its weight.
///
/// Exact up to rounding: it adds member after member and keeps the probability of every pair of totals. Nobody passes nothing:
/// without members all three are zero.
///
/// # Source
/// Enumeration over independent turnout and preference (`rules.md`, E2).
pub fn pass_rates(voters: &[Voter], quorum: Ratio) -> PassRates {
    let total: u64 = voters.iter().map(|voter| voter.weight).sum();
    let (floor, ceil) = (quorum.floor_of(total), quorum.ceil_of(total));
    let mut rates = PassRates { no_quorum: 0.0, yes_quorum: 0.0, cast_quorum: 0.0 };
    for ((yes, no), probability) in tallies(voters) {
        if yes > no {
            rates.no_quorum += probability;
            rates.yes_quorum += if yes >= floor { probability } else { 0.0 };
            rates.cast_quorum += if yes + no >= ceil { probability } else { 0.0 };
        }
    }
    rates
}

/// The probability of every pair of weight in favour and weight against.
fn tallies(voters: &[Voter]) -> BTreeMap<(u64, u64), f64> {
    let mut tallies = BTreeMap::from([((0, 0), 1.0)]);
    for voter in voters {
        let mut next = BTreeMap::new();
        for (&(yes, no), &probability) in &tallies {
            let votes = probability * voter.turnout;
            *next.entry((yes, no)).or_insert(0.0) += probability - votes;
            *next.entry((yes + voter.weight, no)).or_insert(0.0) += votes * voter.yes;
            *next.entry((yes, no + voter.weight)).or_insert(0.0) += votes * (1.0 - voter.yes);
        }
        tallies = next;
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;
    use crate::rules::quorum::{Counted, Need, Quorum, Rounding};
    use crate::rules::vote::{Majority, Vote};
    use crate::rules::{Count, Facts, Memory, Rule, Setting, Side, Verdict, Weighting};
    use crate::units::Weight;

    fn ratio(num: u64, den: u64) -> Ratio {
        Ratio::new(num, den).expect("not zero")
    }

    fn unequal() -> Vec<Voter> {
        [40, 30, 20, 10].map(|weight| Voter { weight, turnout: 0.5, yes: 0.7 }).to_vec()
    }

    #[track_caller]
    fn check(voters: &[Voter], quorum: Ratio, expected: [f64; 3], tolerance: f64) {
        let found = pass_rates(voters, quorum);
        for (found, expected) in [found.no_quorum, found.yes_quorum, found.cast_quorum].into_iter().zip(expected) {
            near(found, expected, tolerance);
        }
    }

    #[test]
    fn published_pass_rates_come_out() {
        // Vectors e2v-01 and e2v-02.
        let equal = [Voter { weight: 1, turnout: 0.3, yes: 0.8 }; 20];
        check(&equal, ratio(3, 10), [0.913_042_903_775_694_5, 0.342_632_275_808_470_67, 0.550_249_020_487_321_8], 1e-9);
        check(&unequal(), ratio(2, 5), [0.656_118_75, 0.454_868_75, 0.481_118_75], 1e-9);
    }

    #[test]
    fn nobody_passes_nothing() {
        check(&[], ratio(1, 2), [0.0; 3], 0.0);
        check(&[Voter { weight: 0, turnout: 1.0, yes: 1.0 }], ratio(1, 2), [0.0; 3], 0.0);
        check(&[Voter { weight: 5, turnout: 0.0, yes: 1.0 }], ratio(0, 1), [0.0; 3], 0.0);
        check(&[Voter { weight: 5, turnout: 1.0, yes: 1.0 }], ratio(1, 1), [1.0; 3], 0.0);
    }

    #[test]
    fn the_formula_agrees_with_the_rule_on_every_tally() {
        for percent in [0, 1, 40, 41, 70, 100] {
            let share = ratio(percent, 100);
            let quorum = |counted, rounding| Quorum { counted, need: Need::Share(share, rounding) };
            let none = Quorum { counted: Counted::Cast, need: Need::Nothing };
            let rules = [none, quorum(Counted::Yes, Rounding::Floor), quorum(Counted::YesAndNo, Rounding::Ceil)];
            check(&unequal(), share, rules.map(by_rule), 1e-12);
        }
    }

    fn by_rule(quorum: Quorum) -> f64 {
        let side = |votes| Side { seats: 1, weight: Weight(votes * Weight::ONE.0) };
        let rule = Vote::plain(None, Weighting::PER_SEAT, quorum, Majority::MoreYesThanNo);
        let passed = |&((yes, no), _): &((u64, u64), f64)| {
            let facts = Facts {
                elapsed: crate::units::Ticks(0),
                electorate: side(100),
                count: Count { yes: side(yes), no: side(no), abstain: Side::default() },
                objections: Side::default(),
                pending: Side::default(),
                groups: &[],
                tabled: true,
                usual_turnout: Ratio::HALF,
                memory: Memory::default(),
                setting: Setting::default(),
            };
            rule.verdict(&facts) == Verdict::Pass
        };
        tallies(&unequal()).into_iter().filter(passed).map(|(_, probability)| probability).sum()
    }
}
