//! How much a seat weighs.
//!
//! Weight is read once, when a stage opens, and is an integer: what a rule compares later has no rounding in it but that of
//! curves, mixtures and caps, each of which rounds down to the unit of weight.
//!
//! ```text
//!   holding -- basis --> votes -- curve --> (federation of the body) -- cap --> weight
//! ```

use crate::units::{Money, Ratio, Weight};

/// What a seat's weight is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// One vote a seat.
    Seat,
    /// One vote per major unit of money pledged.
    Contribution,
    /// One vote per token held.
    Tokens,
    /// One vote per point of reputation.
    Reputation,
}

impl Measure {
    /// All of them, in the order of a [`Mix`].
    pub const ALL: [Measure; 4] = [Measure::Seat, Measure::Contribution, Measure::Tokens, Measure::Reputation];
}

/// What the holder of a seat has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// Money pledged.
    pub contribution: Money,
    /// Voting tokens.
    pub tokens: Weight,
    /// Points of reputation.
    pub reputation: Weight,
}

impl Holding {
    /// Votes under one measure. Exact: a hundredth of money is ten thousand units of weight.
    pub fn votes(&self, measure: Measure) -> Weight {
        match measure {
            Measure::Seat => Weight::ONE,
            Measure::Contribution => Weight(self.contribution.0 * (Weight::ONE.0 / Money::MAJOR)),
            Measure::Tokens => self.tokens,
            Measure::Reputation => self.reputation,
        }
    }
}

/// What all seats of a body have together, under every measure; the first is one vote for each seat that is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals([u64; 4]);

impl Totals {
    /// Takes in one more seat.
    pub fn add(&mut self, holding: &Holding) {
        for (total, measure) in self.0.iter_mut().zip(Measure::ALL) {
            *total = total.saturating_add(holding.votes(measure).0);
        }
    }
}

/// Parts of a weight by measure, shares that add up to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix([Ratio; 4]);

impl Mix {
    /// The parts in the order of [`Measure::ALL`]; `None` unless they add up to one exactly.
    pub fn of(parts: [Ratio; 4]) -> Option<Mix> {
        let (mut num, mut den) = (0_u128, 1_u128);
        for part in parts {
            num = num.checked_mul(part.den.into())?.checked_add(den.checked_mul(part.num.into())?)?;
            den = den.checked_mul(part.den.into())?;
            let (mut a, mut b) = (num, den);
            while b > 0 {
                (a, b) = (b, a % b);
            }
            (num, den) = (num / a, den / a);
        }
        (num == den).then_some(Mix(parts))
    }

    /// Each part is shared out in proportion to what the seats have of it; all together have one vote a seat. A part of which
    /// nobody has anything counts for nobody.
    fn votes(&self, holding: &Holding, all: &Totals) -> Weight {
        let body = all.0[0];
        let own = self.0.iter().zip(Measure::ALL).zip(all.0).map(|((part, measure), total)| {
            let pot = u128::from(part.floor_of(body));
            let own = u128::from(holding.votes(measure).0);
            u64::try_from((own * pot).checked_div(u128::from(total)).unwrap_or(0)).expect("a part is no more than the whole")
        });
        Weight(own.sum())
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// One thing.
    One(Measure),
    /// Several, each with its part.
    Mixed(Mix),
}

impl Basis {
    /// Whether a measure plays a part.
    pub fn reads(&self, measure: Measure) -> bool {
        match self {
            Basis::One(one) => *one == measure,
            Basis::Mixed(Mix(parts)) => parts.iter().zip(Measure::ALL).any(|(part, of)| of == measure && part.num > 0),
        }
    }
}

/// How votes become weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// One for one.
    Linear,
    /// The square root, as in quadratic voting: n votes take n squared. Rounded down to the unit of weight.
    SquareRoot,
}

impl Curve {
    /// The weight of so many votes.
    pub fn of(self, votes: Weight) -> Weight {
        match self {
            Curve::Linear => votes,
            Curve::SquareRoot => {
                let root = (u128::from(votes.0) * u128::from(Weight::ONE.0)).isqrt();
                Weight(u64::try_from(root).expect("a root is smaller than its square"))
            }
        }
    }
}

/// What is measured, how it becomes weight, and the largest share of the whole that one seat may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighting {
    /// What is measured.
    pub basis: Basis,
    /// How it becomes weight.
    pub curve: Curve,
    /// Cap as a share of the total before capping; what lies above it counts for nobody.
    pub cap: Option<Ratio>,
}

impl Weighting {
    /// One vote a seat, uncapped.
    pub const PER_SEAT: Weighting = Weighting { basis: Basis::One(Measure::Seat), curve: Curve::Linear, cap: None };

    /// The weight of a seat before any cap, in a body that has so much in all.
    pub fn uncapped(&self, holding: &Holding, all: &Totals) -> Weight {
        let votes = match &self.basis {
            Basis::One(measure) => holding.votes(*measure),
            Basis::Mixed(mix) => mix.votes(holding, all),
        };
        self.curve.of(votes)
    }

    /// The weight that counts, of a seat of `uncapped` weight in a body of `total` uncapped weight.
    ///
    /// The cap is rounded down to the unit of weight, so that a capped seat never carries more than its share of `total`. It
    /// may carry more than that share of the weight that is left after capping.
    pub fn capped(&self, uncapped: Weight, total: Weight) -> Weight {
        match self.cap {
            Some(cap) => uncapped.min(Weight(cap.floor_of(total.0))),
            None => uncapped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::ratio;
    use super::*;

    const NOTHING: Holding = Holding { contribution: Money(0), tokens: Weight(0), reputation: Weight(0) };

    fn of(measure: Measure) -> Weighting {
        Weighting { basis: Basis::One(measure), ..Weighting::PER_SEAT }
    }

    #[test]
    fn each_measure_reads_its_own_holding() {
        let holding = Holding { contribution: Money(12_345), tokens: Weight(7), reputation: Weight(9) };
        for (measure, weight) in [
            (Measure::Seat, Weight::ONE),
            (Measure::Contribution, Weight(123_450_000)),
            (Measure::Tokens, Weight(7)),
            (Measure::Reputation, Weight(9)),
        ] {
            assert_eq!(of(measure).uncapped(&holding, &Totals::default()), weight, "{measure:?}");
        }
        assert_eq!(Weighting::PER_SEAT.uncapped(&NOTHING, &Totals::default()), Weight::ONE);
        assert_eq!(of(Measure::Contribution).uncapped(&NOTHING, &Totals::default()), Weight(0));
    }

    #[test]
    fn a_square_root_takes_the_square_of_its_votes() {
        for (votes, weight) in [(0, 0), (1, 1_000_000), (4, 2_000_000), (2, 1_414_213), (10_000, 100_000_000)] {
            assert_eq!(Curve::SquareRoot.of(Weight(votes * Weight::ONE.0)), Weight(weight), "{votes}");
        }
        assert_eq!(Curve::SquareRoot.of(Weight(u64::MAX)), Weight(4_294_967_295_999));
    }

    #[test]
    fn a_mixture_shares_each_part_out() {
        let zero = ratio(0, 1);
        let mix = Mix::of([ratio(1, 2), zero, ratio(1, 2), zero]).expect("two halves");
        let weighting = Weighting { basis: Basis::Mixed(mix), ..Weighting::PER_SEAT };
        let seats = [3_000_000, 1_000_000, 0, 0].map(|tokens| Holding { tokens: Weight(tokens), ..NOTHING });
        let mut all = Totals::default();
        seats.iter().for_each(|seat| all.add(seat));
        // Four votes: half of one each by seat, and two by tokens at three to one.
        let weights = seats.map(|seat| weighting.uncapped(&seat, &all).0);
        assert_eq!(weights, [2_000_000, 1_000_000, 500_000, 500_000]);
        let mut poor = Totals::default();
        poor.add(&NOTHING);
        assert_eq!(weighting.uncapped(&NOTHING, &poor), Weight(500_000));
    }

    #[test]
    fn parts_add_up_to_one_or_are_none() {
        let (zero, third) = (ratio(0, 1), ratio(1, 3));
        assert!(Mix::of([third, third, third, zero]).is_some() && Mix::of([ratio(1, 1), zero, zero, zero]).is_some());
        assert!(Mix::of([third, third, zero, zero]).is_none() && Mix::of([zero; 4]).is_none());
        assert!(Mix::of([ratio(1, 1), third, zero, zero]).is_none());
    }

    #[test]
    fn a_cap_cuts_only_what_lies_above_it() {
        let capped = |cap, weight, total| Weighting { cap, ..of(Measure::Tokens) }.capped(Weight(weight), Weight(total)).0;
        for (cap, weight, total, counts) in [
            (None, 90, 100, 90),
            (Some(ratio(1, 4)), 24, 100, 24),
            (Some(ratio(1, 4)), 25, 100, 25),
            (Some(ratio(1, 4)), 26, 100, 25),
            (Some(ratio(1, 3)), 100, 100, 33),
            (Some(ratio(1, 1)), 100, 100, 100),
            (Some(ratio(0, 1)), 100, 100, 0),
            (Some(ratio(1, 4)), 0, 0, 0),
        ] {
            assert_eq!(capped(cap, weight, total), counts, "{weight} of {total} under {cap:?}");
        }
    }
}
