//! Rounds, as a file writes them: what is decided together within a budget.

use super::mechanism::WeightFile;
use super::number::Amount;
use super::share::{Factor, Share};
use super::time::Length;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Proposals wait for the end of the round under way and are then decided together. What is not chosen lapses; with
/// `on_lapse = { revise = { at_most = 2, takes = "1 day" } }` it comes back in a later round.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundFile {
    /// Who approves, scores or gives: a body, or `own_cell`. A drawn or elected body is a panel.
    pub body: String,
    /// Length of a round, above 0; the first begins with the run. What comes on the morning that a round ends is in the next.
    pub every: Length,
    /// What a round gives at most, major units, and no more than is free in the pool; by matching, what it adds to the gifts.
    pub budget: Amount,
    /// How it is shared out. Default: `greedy`.
    #[serde(default = "greedy")]
    pub by: SharingFile,
    /// What a seat's weight is read from. Default: `per_seat`.
    #[serde(default = "per_seat")]
    pub weight: WeightFile,
}

/// How a round is shared out. A proposal gets all that it asks for, or nothing.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SharingFile {
    /// The most approved first, as long as it fits.
    Greedy,
    /// Everybody who approves of anything has a part of the budget, and pays for what it approves of together with others.
    EqualShares,
    /// The best scored first, as long as it fits: 1 for a ballot in favour, a half for an abstention, 0 for one against.
    BestScores {
        /// Mean score that it takes, 0 to 1.
        least: Share,
    },
    /// Gifts are matched by the square of the sum of their roots (quadratic funding); matches are scaled down to the budget.
    Quadratic {
        /// What a seat gives in a round, major units for each vote of its weight, in equal parts to all that it approves of: with
        /// `weight = "contribution"`, a share of what it pledged. The pool pays it.
        gives: Factor,
    },
    /// The same, but the more two people give to the same things, the less their agreement counts (pairwise-bounded).
    Pairwise {
        /// As by `quadratic`.
        gives: Factor,
        /// A pair draws at most twice this, major units, above 0.
        bound: Amount,
    },
}

fn greedy() -> SharingFile {
    SharingFile::Greedy
}
fn per_seat() -> WeightFile {
    WeightFile::PerSeat
}
