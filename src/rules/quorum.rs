//! How much must take part for a vote to count.
//!
//! Which ballots count and how much of them is needed are two questions, and real systems mix the answers freely. The
//! definition alone moves the share of votes that reach a result by factors (see [`crate::theory::active_vote`]).

use super::turnout::{self, Decimal, Dynamic};
use super::wide::Wide;
use super::{Facts, Side};
use crate::units::{Ratio, Weight};

/// Which ballots count towards the quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Yes, no and abstain (Aragon, Cosmos).
    Cast,
    /// Yes only (Compound, Nouns).
    Yes,
    /// Yes and abstain (OpenZeppelin).
    YesAndAbstain,
    /// Yes and no (Optimism).
    YesAndNo,
    /// No only (Snapshot's "rejection").
    No,
}

/// How a share of the electorate becomes a number of votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Down to the whole vote (OpenZeppelin, Nouns).
    Floor,
    /// Up to the whole vote (Aragon).
    Ceil,
    /// Not at all (Cosmos).
    Exact,
}

/// How much is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing (Moloch).
    Nothing,
    /// A share of the electorate's weight at the opening.
    Share(Ratio, Rounding),
    /// A fixed weight (Compound).
    Amount(Weight),
    /// Seats: `factor` times the square root of the electorate's seats (Debian: 3/2).
    SquareRoot(Ratio),
    /// A share that follows the usual turnout between two bounds (AtomOne).
    FollowsTurnout {
        /// Share at a usual turnout of 0.
        min: Ratio,
        /// Share at a usual turnout of 1.
        max: Ratio,
    },
    /// A share that grows with the share of the electorate against (Nouns).
    GrowsWithOpposition {
        /// Share without opposition.
        min: Ratio,
        /// Largest share.
        max: Ratio,
        /// Growth per share against. Exact.
        slope: Ratio,
    },
    /// The same in whole ten-thousandths and whole votes, rounded down at each step (Nouns).
    GrowsInSteps(Dynamic),
}

/// Which ballots count, and how much of them is needed. Meeting the need exactly is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// Which ballots count.
    pub counted: Counted,
    /// How much is needed.
    pub need: Need,
}

impl Quorum {
    /// Whether enough took part. Compared exactly by weight, except under [`Need::SquareRoot`], which counts seats.
    ///
    /// An electorate without weight meets every share of itself with nobody.
    pub fn is_met(&self, facts: &Facts) -> bool {
        let counted = self.counted.of(facts);
        let (part, whole) = (counted.weight.0, facts.electorate.weight.0);
        match self.need {
            Need::Nothing => true,
            Need::Share(share, Rounding::Floor) => part >= down(share.floor_of(whole)),
            Need::Share(share, Rounding::Ceil) => part >= up(share.ceil_of(whole)),
            Need::Share(share, Rounding::Exact) => share.is_reached_by(part, whole),
            Need::Amount(weight) => counted.weight >= weight,
            Need::SquareRoot(factor) => reaches_root(factor, counted.seats, facts.electorate.seats),
            Need::FollowsTurnout { min, max } => reaches_between(min, max, facts.usual_turnout, part, whole),
            Need::GrowsWithOpposition { min, max, slope } => {
                let against = facts.count.no.weight.0;
                max.is_reached_by(part, whole) || reaches_growth(min, slope, against, part, whole)
            }
            Need::GrowsInSteps(rule) => rule.votes(facts.count.no.weight.0, whole).is_none_or(|votes| part >= down(votes)),
        }
    }
}

impl Counted {
    fn of(self, facts: &Facts) -> Side {
        let count = &facts.count;
        match self {
            Counted::Cast => count.cast(),
            Counted::Yes => count.yes,
            Counted::YesAndAbstain => count.yes + count.abstain,
            Counted::YesAndNo => count.yes + count.no,
            Counted::No => count.no,
        }
    }
}

/// Weight down to the whole vote.
fn down(weight: u64) -> u64 {
    weight / Weight::ONE.0 * Weight::ONE.0
}

/// Weight up to the whole vote.
fn up(weight: u64) -> u64 {
    weight.div_ceil(Weight::ONE.0).saturating_mul(Weight::ONE.0)
}

/// `part >= factor * sqrt(whole)`, compared as squares: `(part * den)^2 >= num^2 * whole`.
fn reaches_root(factor: Ratio, part: u32, whole: u32) -> bool {
    let [part, whole] = [part, whole].map(u64::from);
    Wide::product([part, part, factor.den, factor.den]) >= Wide::product([factor.num, factor.num, whole])
}

/// `part >= (min (1 - at) + max at) * whole`, cleared of fractions. `at` above 1 counts as 1.
fn reaches_between(min: Ratio, max: Ratio, at: Ratio, part: u64, whole: u64) -> bool {
    let up = at.num.min(at.den);
    let need = Wide::product([whole, min.num, max.den, at.den - up]).plus(Wide::product([whole, max.num, min.den, up]));
    Wide::product([part, min.den, max.den, at.den]) >= need
}

/// `part >= min * whole + slope * against`, cleared of fractions.
fn reaches_growth(min: Ratio, slope: Ratio, against: u64, part: u64, whole: u64) -> bool {
    let need = Wide::product([whole, min.num, slope.den]).plus(Wide::product([against, slope.num, min.den]));
    Wide::product([part, min.den, slope.den]) >= need
}

/// The usual turnout after one more vote, kept in 18 decimals; a turnout above 1 counts as 1. It starts at one half.
///
/// # Source
/// As [`turnout::next_usual`].
pub fn next_usual_turnout(previous: Ratio, turnout: Ratio) -> Ratio {
    let decimal = |share: Ratio| Decimal::of(Ratio { num: share.num.min(share.den), den: share.den });
    let next = turnout::next_usual(decimal(previous), decimal(turnout)).0;
    Ratio { num: u64::try_from(next).expect("a share is at most one whole"), den: turnout::WHOLE as u64 }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{ballots, quiet, ratio, seats};
    use super::*;

    /// Rows: yes, no, abstain; whether the quorum is met.
    #[track_caller]
    fn check(counted: Counted, need: Need, facts: Facts, rows: &[(u32, u32, u32, bool)]) {
        for &(yes, no, abstain, met) in rows {
            let facts = Facts { count: ballots(yes, no, abstain), ..facts };
            let case = format!("{counted:?} {need:?}: yes {yes}, no {no}, abstain {abstain}");
            assert_eq!(Quorum { counted, need }.is_met(&facts), met, "{case}");
        }
    }

    fn hundred() -> Facts<'static> {
        quiet(seats(100))
    }

    #[test]
    fn each_rule_counts_its_own_ballots() {
        let need = Need::Share(ratio(4, 100), Rounding::Exact);
        check(Counted::Cast, need, hundred(), &[(1, 1, 1, false), (2, 1, 1, true), (1, 2, 1, true), (1, 1, 2, true)]);
        check(Counted::Yes, need, hundred(), &[(3, 9, 9, false), (4, 0, 0, true)]);
        check(Counted::YesAndAbstain, need, hundred(), &[(3, 9, 0, false), (3, 9, 1, true), (0, 0, 4, true)]);
        check(Counted::YesAndNo, need, hundred(), &[(3, 0, 9, false), (3, 1, 0, true), (0, 4, 0, true)]);
        check(Counted::No, need, hundred(), &[(9, 3, 9, false), (0, 4, 0, true)]);
    }

    #[test]
    fn nothing_is_always_enough() {
        check(Counted::Cast, Need::Nothing, hundred(), &[(0, 0, 0, true), (1, 0, 0, true)]);
        check(Counted::Cast, Need::Nothing, quiet(seats(0)), &[(0, 0, 0, true)]);
    }

    #[test]
    fn an_amount_is_met_by_exactly_itself() {
        let need = Need::Amount(seats(4).weight);
        check(Counted::Yes, need, hundred(), &[(0, 0, 0, false), (3, 0, 0, false), (4, 0, 0, true), (100, 0, 0, true)]);
        check(Counted::Yes, need, quiet(seats(0)), &[(0, 0, 0, false)]);
    }

    #[test]
    fn rounding_matters_by_one_vote_and_less() {
        let third = ratio(1, 3);
        let body = seats(10);
        for (rounding, enough) in [(Rounding::Floor, 3_000_000), (Rounding::Ceil, 4_000_000), (Rounding::Exact, 3_333_334)] {
            for (weight, met) in [(enough - 1, false), (enough, true)] {
                let mut facts = quiet(body);
                facts.count.yes = Side { seats: 1, weight: Weight(weight) };
                let quorum = Quorum { counted: Counted::Yes, need: Need::Share(third, rounding) };
                assert_eq!(quorum.is_met(&facts), met, "{rounding:?}, {weight} millionths of 10 votes");
            }
        }
    }

    #[test]
    fn a_body_without_weight_meets_every_share_of_itself() {
        for rounding in [Rounding::Floor, Rounding::Ceil, Rounding::Exact] {
            check(Counted::Cast, Need::Share(Ratio::HALF, rounding), quiet(seats(0)), &[(0, 0, 0, true)]);
        }
    }

    #[test]
    fn debian_counts_seats_against_the_square_root() {
        // Constitution 4.2 and A.6: 3 times half the square root. Vectors deb-1037 (48.30...) and deb-1018 (47.86...),
        // printed in debian-vote 2007/vote_002 and 2009/03/msg00094.
        let need = Need::SquareRoot(ratio(3, 2));
        check(Counted::Cast, need, quiet(seats(1037)), &[(48, 0, 0, false), (49, 0, 0, true), (20, 20, 9, true)]);
        check(Counted::Cast, need, quiet(seats(1018)), &[(47, 0, 0, false), (48, 0, 0, true)]);
        // The root of 1024 is 32: exactly 48 are needed, and exactly 48 are enough.
        check(Counted::Cast, need, quiet(seats(1024)), &[(47, 0, 0, false), (48, 0, 0, true)]);
        check(Counted::Cast, need, quiet(seats(0)), &[(0, 0, 0, true)]);
        check(Counted::Cast, need, quiet(seats(1)), &[(0, 0, 0, false), (1, 0, 0, false)]);
    }

    #[test]
    fn debians_quorum_ignores_weight() {
        let heavy = Side { seats: 48, weight: Weight(u64::MAX) };
        let quorum = Quorum { counted: Counted::Yes, need: Need::SquareRoot(ratio(3, 2)) };
        let mut facts = quiet(Side { seats: 1025, weight: Weight(u64::MAX) });
        facts.count.yes = heavy;
        assert!(!quorum.is_met(&facts));
        facts.electorate.seats = 1024;
        assert!(quorum.is_met(&facts));
    }

    #[test]
    fn a_quorum_that_follows_turnout_lies_between_its_bounds() {
        // AtomOne, cosmos/cosmos-sdk @00b6c724, participation_ema_test.go: bounds .1 and .5. Vectors ema-01 and ema-02.
        let need = Need::FollowsTurnout { min: ratio(1, 10), max: ratio(1, 2) };
        let usual = |num, den| Facts { usual_turnout: ratio(num, den), ..quiet(seats(1000)) };
        check(Counted::Cast, need, usual(41, 100), &[(263, 0, 0, false), (264, 0, 0, true)]);
        check(Counted::Cast, need, usual(1, 100), &[(103, 0, 0, false), (104, 0, 0, true)]);
        check(Counted::Cast, need, usual(0, 1), &[(99, 0, 0, false), (100, 0, 0, true)]);
        check(Counted::Cast, need, usual(1, 1), &[(499, 0, 0, false), (500, 0, 0, true)]);
        check(Counted::Cast, need, usual(3, 2), &[(499, 0, 0, false), (500, 0, 0, true)]);
    }

    #[test]
    fn a_quorum_that_grows_with_opposition_stops_at_its_maximum() {
        // nounsDAO/nouns-monorepo @86a781ec, dynamicQuorum.test.ts, supply 200. Vectors ndq-00, ndq-01, ndq-04, ndq-07.
        let need = |max, slope| Need::GrowsWithOpposition { min: ratio(1000, 10_000), max: ratio(max, 10_000), slope };
        let nouns = || quiet(seats(200));
        check(Counted::Yes, need(4000, ratio(0, 1)), nouns(), &[(19, 12, 0, false), (20, 12, 0, true)]);
        check(Counted::Yes, need(4000, ratio(1, 1)), nouns(), &[(37, 18, 0, false), (38, 18, 0, true)]);
        check(Counted::Yes, need(4000, ratio(1, 10)), nouns(), &[(22, 30, 0, false), (23, 30, 0, true)]);
        check(Counted::Yes, need(10_000, ratio(3, 1)), nouns(), &[(199, 60, 0, false), (200, 60, 0, true)]);
        check(Counted::Yes, need(4000, ratio(3, 1)), nouns(), &[(79, 60, 0, false), (80, 60, 0, true), (20, 0, 0, true)]);
    }

    #[test]
    fn steps_round_down_where_the_exact_rule_does_not() {
        // 33 of 100 against at a slope of one tenth: 10 % and 3.3 %, which is 13.3 exactly and 13 in votes rounded down.
        let exact = Need::GrowsWithOpposition { min: ratio(1, 10), max: ratio(4, 10), slope: ratio(1, 10) };
        let steps = Need::GrowsInSteps(Dynamic { min_bps: 1_000, max_bps: 4_000, coefficient_e6: 100_000 });
        for (need, met) in [(exact, false), (steps, true)] {
            let facts = Facts { count: ballots(13, 33, 0), ..hundred() };
            assert_eq!(Quorum { counted: Counted::Yes, need }.is_met(&facts), met, "{need:?}");
        }
    }

    #[test]
    fn the_usual_turnout_moves_a_fifth_of_the_way() {
        const WHOLE: u64 = 1_000_000_000_000_000_000;
        for (before, turnout, after) in [
            (ratio(1, 2), ratio(5, 100), ratio(41, 100)), // Vector ema-01.
            (ratio(1, 2), ratio(0, 1), ratio(4, 10)),
            (ratio(1, 2), ratio(1, 1), ratio(6, 10)),
            (ratio(0, 1), ratio(1, 3), ratio(66_666_666_666_666_667, WHOLE)),
            (ratio(1, 3), ratio(1, 3), ratio(333_333_333_333_333_333, WHOLE)),
            (ratio(1, 1), ratio(7, 3), ratio(1, 1)),
        ] {
            let next = next_usual_turnout(before, turnout);
            assert_eq!(ratio(next.num, next.den), after, "{before:?} then {turnout:?}");
        }
    }

    #[test]
    fn the_usual_turnout_settles_at_a_constant_turnout() {
        let settled = (0..200).fold(Ratio::HALF, |usual, _| next_usual_turnout(usual, ratio(1, 3)));
        assert!((settled.value() - 1.0 / 3.0).abs() < 4e-6, "{settled:?}");
    }
}
