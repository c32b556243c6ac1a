//! Optimistic review: silence passes.

use super::route::Judge;
use super::{Facts, Verdict, Weighting};
use crate::units::{Ratio, Ticks};

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
    /// At least this many seats.
    Seats(u32),
    /// A share of the weight.
    Weight(WeightThreshold),
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
}

impl Optimistic {
    /// The rule's word on the facts. The window waits for objections that are still being judged.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let _ = facts;
        Verdict::Open
    }
}
