//! How much a seat weighs.
//!
//! Weight is read once, when a stage opens, and is an integer: what a rule compares later has no rounding in it but the cap's.

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
}

/// A measure, and the largest share of the whole that one seat may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighting {
    /// What is measured.
    pub measure: Measure,
    /// Cap as a share of the total before capping; what lies above it counts for nobody.
    pub cap: Option<Ratio>,
}

impl Weighting {
    /// One vote a seat, uncapped.
    pub const PER_SEAT: Weighting = Weighting { measure: Measure::Seat, cap: None };

    /// The weight of a seat before any cap. Exact: a hundredth of money is ten thousand units of weight.
    pub fn uncapped(self, contribution: Money, tokens: Weight) -> Weight {
        match self.measure {
            Measure::Seat => Weight::ONE,
            Measure::Contribution => Weight(contribution.0 * (Weight::ONE.0 / Money::MAJOR)),
            Measure::Tokens => tokens,
        }
    }

    /// The weight that counts, of a seat of `uncapped` weight in a body of `total` uncapped weight.
    ///
    /// The cap is rounded down to the unit of weight, so that a capped seat never carries more than its share of `total`. It
    /// may carry more than that share of the weight that is left after capping.
    pub fn capped(self, uncapped: Weight, total: Weight) -> Weight {
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

    #[test]
    fn each_measure_reads_its_own_holding() {
        let (pledge, tokens) = (Money(12_345), Weight(7));
        for (measure, weight) in
            [(Measure::Seat, Weight::ONE), (Measure::Contribution, Weight(123_450_000)), (Measure::Tokens, Weight(7))]
        {
            assert_eq!(Weighting { measure, cap: None }.uncapped(pledge, tokens), weight, "{measure:?}");
        }
        assert_eq!(Weighting::PER_SEAT.uncapped(Money(0), Weight(0)), Weight::ONE);
        assert_eq!(Weighting { measure: Measure::Contribution, cap: None }.uncapped(Money(0), tokens), Weight(0));
    }

    #[test]
    fn a_cap_cuts_only_what_lies_above_it() {
        let capped = |cap, weight, total| Weighting { measure: Measure::Tokens, cap }.capped(Weight(weight), Weight(total)).0;
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
