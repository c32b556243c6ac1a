//! The mechanisms of a stage, as a file writes them.

use super::number::{Amount, Votes};
use super::share::Share;
use super::time::Length;
use crate::rules::optimistic::{Bites, Ground};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Enums of the rules whose words in a file are their own.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident means $rule:ident { $($(#[$word_doc:meta])* $word:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$word_doc])* $word,)* }

        impl $name {
            /// The word, as the rules know it.
            pub fn meaning(self) -> $rule {
                match self { $($name::$word => $rule::$word,)* }
            }
        }
    )*};
}
pub(super) use words;

words! {
    /// When enough objections take effect.
    BitesFile means Bites {
        /// As soon as the threshold is met.
        AtOnce,
        /// When the window has run out.
        AtEnd,
    }

    /// Why somebody objects. Private interest is never valid and cannot be listed.
    GroundFile means Ground {
        /// It leads away from what we are here for.
        OffPurpose,
        /// It costs more than it should.
        OverBudget,
        /// It benefits its proposers.
        SelfDealing,
        /// It may go wrong.
        TooRisky,
        /// It is not worth doing.
        LowValue,
    }
}

/// What a seat's weight is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WeightFile {
    /// One vote a seat.
    PerSeat,
    /// One vote per major unit of money pledged.
    Contribution,
    /// One vote per token held.
    Tokens,
    /// One vote per point of reputation.
    Reputation,
    /// Several of them; each part is divided by what all seats have of it, and the whole body has one vote a seat.
    Mixed(MixFile),
}

/// Parts of a mixed weight, shares that add up to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MixFile {
    /// Equal for all seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_seat: Option<Share>,
    /// In proportion to money pledged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contribution: Option<Share>,
    /// In proportion to tokens held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Share>,
    /// In proportion to reputation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reputation: Option<Share>,
}

/// How what is held becomes weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CurveFile {
    /// One for one.
    Linear,
    /// Votes are the square root of what is held: n votes take n squared (quadratic voting).
    SquareRoot,
}

/// Silence passes.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptimisticFile {
    /// Who may object: a body, or `own_cell`.
    pub body: String,
    /// How long objections are taken.
    pub window: Length,
    /// How many objections block.
    pub objections: ObjectionsFile,
    /// When they take effect. Default: `at_once`.
    #[serde(default = "at_once")]
    pub bites: BitesFile,
    /// What a seat's weight is read from. Default: `per_seat`.
    #[serde(default = "per_seat")]
    pub weight: WeightFile,
    /// How what is held becomes weight. Absent: one for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<CurveFile>,
    /// Largest share of the whole that one seat may carry, 0 to 1. Absent: no cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Share>,
    /// Grounds that count. Absent: any but private interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grounds: Option<Vec<GroundFile>>,
    /// Who says whether the grounds are given: `nobody`, `other_members` or a body. Default: `nobody`.
    #[serde(default = "nobody")]
    pub judged_by: String,
    /// Money from its own `purse` that an objection takes, major units; lost if the judges strike it, else paid back. Whoever
    /// does not have it cannot object. Default: 0.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub bond: Amount,
}

/// How many objections block.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ObjectionsFile {
    /// At least this many seats, from 1.
    Seats(u32),
    /// At least this share of the electorate's weight.
    Weight(Share),
    /// More than this share of the electorate's weight.
    WeightAbove(Share),
    /// At least this much weight, votes, above 0.
    Votes(Votes),
    /// Enough groups, each with enough of its own weight; any tier will do.
    Groups(Vec<GroupTierFile>),
}

/// One tier of a threshold by groups.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupTierFile {
    /// Groups needed, from 1.
    pub count: u32,
    /// Share of each group's own weight, 0 to 1; meeting it exactly is enough.
    pub each: Share,
}

/// Nobody has a reasoned objection.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentFile {
    /// Who consents: a body, or `own_cell`.
    pub body: String,
    /// Objections that block, from 1. Default: 1.
    #[serde(default = "one")]
    pub blocked_by: u32,
    /// Members that need not have spoken, from 1, as long as more have. Absent: all must speak, but for meetings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<u32>,
    /// Grounds that count. Absent: any but private interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grounds: Option<Vec<GroundFile>>,
    /// Who says whether the grounds are given: `nobody`, `other_members` or a body. Default: `nobody`.
    #[serde(default = "nobody", skip_serializing_if = "is_nobody")]
    pub judged_by: String,
}

/// Enough members approve.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CouncilFile {
    /// Who decides: a body, or `own_cell`.
    pub body: String,
    /// Approvals needed, from 1 to the number of seats; with `vetoes` from 0.
    pub approvals: u32,
    /// Ballots against that stop it, from 1. Absent: none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vetoes: Option<u32>,
    /// It does not pass before this time from the opening. Default: at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Length>,
    /// Time that vetoes have at least, whatever is approved. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub veto_for: Option<Length>,
}

/// One member decides.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExecutiveFile {
    /// Whose first seat decides: a body, or `own_cell`.
    pub body: String,
}

/// Waiting.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimelockFile {
    /// How long it waits.
    pub delay: Length,
    /// Whether it waits longer while a `[protest]`, or a fork, holds back what is decided. Default: false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held_by_protest: bool,
    /// What must be left of a body when the delay is over, or the proposal lapses. Absent: nobody counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retains: Option<RetainsFile>,
}

/// What must be left of a body, of what there was when the delay began (Baal's retention, Moloch's dilution bound).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetainsFile {
    /// The body, or `own_cell`.
    pub body: String,
    /// What a seat's weight is read from. Default: `contribution`.
    #[serde(default = "contribution")]
    pub weight: WeightFile,
    /// Share of the weight, 0 to 1; as much is enough, rounded down.
    pub share: Share,
}

fn contribution() -> WeightFile {
    WeightFile::Contribution
}

fn at_once() -> BitesFile {
    BitesFile::AtOnce
}
fn per_seat() -> WeightFile {
    WeightFile::PerSeat
}
fn is_nobody(judge: &str) -> bool {
    judge == "nobody"
}
fn nobody() -> String {
    "nobody".into()
}
fn one() -> u32 {
    1
}
