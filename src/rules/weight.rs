//! How much a seat weighs.

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

    /// The weight of a seat before any cap.
    pub fn uncapped(self, contribution: Money, tokens: Weight) -> Weight {
        match self.measure {
            Measure::Seat => Weight::ONE,
            Measure::Contribution => Weight(contribution.0 * (Weight::ONE.0 / Money::MAJOR)),
            Measure::Tokens => tokens,
        }
    }

    /// The weight that counts, of a seat of `uncapped` weight in a body of `total` uncapped weight.
    pub fn capped(self, uncapped: Weight, total: Weight) -> Weight {
        match self.cap {
            Some(cap) => uncapped.min(Weight(cap.floor_of(total.0))),
            None => uncapped,
        }
    }
}
