//! Mechanisms without a deadline, as a file writes them: conviction, and continuous approval.

use super::mechanism::WeightFile;
use super::share::Share;
use super::time::Length;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Support counts for more the longer it stays; asking for more of the pool takes more of it.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConvictionFile {
    /// Whose support counts: a body, or `own_cell`.
    pub body: String,
    /// What a seat's weight is read from. Default: `per_seat`.
    #[serde(default = "per_seat")]
    pub weight: WeightFile,
    /// Time in which half of a conviction without support is gone, above 0. Default: 3 days.
    #[serde(default = "three_days")]
    pub half_life: Length,
    /// Largest share of the free pool that can be asked for, and is out of reach itself, 0 to 1. Default: 20%.
    #[serde(default = "a_fifth")]
    pub reach: Share,
    /// Scale of what it takes, 0 to 1: asking for next to nothing takes this over the square of `reach`, as a share of the weight
    /// that supports it for ever. Default: 0.2%, which is 5 % of the weight.
    #[serde(default = "two_in_a_thousand")]
    pub scale: Share,
}

/// One proposal of a kind is in force, the last that passed here; another takes its place when more approve of it. Whoever approves
/// of another no longer approves of what is in force.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HatFile {
    /// Whose approval counts: a body, or `own_cell`.
    pub body: String,
    /// What a seat's weight is read from. Default: `per_seat`.
    #[serde(default = "per_seat")]
    pub weight: WeightFile,
}

fn per_seat() -> WeightFile {
    WeightFile::PerSeat
}
fn three_days() -> Length {
    Length::days(3)
}
fn a_fifth() -> Share {
    Share::percent(20)
}
fn two_in_a_thousand() -> Share {
    Share(crate::units::Ratio { num: 1, den: 500 })
}
