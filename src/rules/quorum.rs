//! How much must take part for a vote to count.

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
    /// Down to the unit of weight (OpenZeppelin, Nouns).
    Floor,
    /// Up to the unit of weight (Aragon).
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
        /// Growth per share against.
        slope: Ratio,
    },
}

/// Which ballots count, and how much of them is needed. Meeting the need exactly is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// Which ballots count.
    pub counted: Counted,
    /// How much is needed.
    pub need: Need,
}

/// x
pub fn next_usual_turnout(previous: Ratio, _turnout: Ratio) -> Ratio {
    previous
}
