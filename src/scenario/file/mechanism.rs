//! The mechanisms of a stage, as a file writes them.

use super::number::Votes;
use super::share::{Factor, Share};
use super::time::Length;
use crate::rules::optimistic::{Bites, Ground};
use crate::rules::quorum::Rounding;
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

    /// How a share of the electorate becomes a number of votes.
    RoundingFile means Rounding {
        /// Not at all.
        Exact,
        /// Down to the whole vote.
        Floor,
        /// Up to the whole vote.
        Ceil,
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

/// Yes, no or abstain.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteFile {
    /// Who votes: a body, or `own_cell`.
    pub body: String,
    /// How long ballots are taken, above 0. Absent: at meetings only; the body must then meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Length>,
    /// What a seat's weight is read from. Default: `per_seat`.
    #[serde(default = "per_seat")]
    pub weight: WeightFile,
    /// How what is held becomes weight. Absent: one for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<CurveFile>,
    /// Largest share of the whole that one seat may carry, 0 to 1. Absent: no cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Share>,
    /// What must take part. Default: `none`.
    #[serde(default = "no_quorum")]
    pub quorum: QuorumFile,
    /// How a quorum that is a share becomes a number of votes. Default: `exact`.
    #[serde(default = "exact")]
    pub rounding: RoundingFile,
    /// What carries. Default: `half`.
    #[serde(default = "half")]
    pub majority: MajorityFile,
    /// Ballots in favour that it takes besides, share of the electorate's weight, 0 to 1; reaching it is enough. Absent: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<Share>,
    /// What may end it before its period has run out. Absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub early: Option<EarlyFile>,
    /// What may make it last longer than its period. Absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<LateFile>,
    /// How those are represented who trust somebody and do not vote themselves. Absent: they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegation: Option<DelegationFile>,
}

/// How a silent vote follows the ballot of whom its owner trusts. Votes that go round in a circle are lost.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DelegationFile {
    /// Hands that it may pass through, from 1; 1 where a delegate's own delegate does not count. Absent: any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hops: Option<u32>,
    /// Share of its weight that is left after each of them, 0 to 1. Default: 1.
    pub keeps: Share,
    /// Largest share of the electorate's weight that anybody carries with what it inherits. Absent: no cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Share>,
}

impl Default for DelegationFile {
    fn default() -> DelegationFile {
        DelegationFile { hops: None, keeps: Share::percent(100), cap: None }
    }
}

/// What may end a vote before its period has run out.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EarlyFile {
    /// Nothing.
    Never,
    /// It carries even if all who have not voted vote no.
    Carried,
    /// The same, or it fails even if all of them vote yes.
    Decided,
    /// It carries as things stand, and ballots in favour are at least this share of the electorate's weight.
    Super(Share),
}

/// What may make a vote last longer than its period.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LateFile {
    /// Nothing.
    Never,
    /// At least this much time is left after the day on which the quorum was first met.
    QuorumExtends(Length),
    /// If it came to carry within the last part of its period, ballots against are taken for longer.
    ObjectionOnly {
        /// How much of the period is its last part, above 0.
        last: Length,
        /// How much longer, above 0.
        lasts: Length,
    },
}

/// What must take part for a vote to count; meeting it exactly is enough.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QuorumFile {
    /// Nothing.
    None,
    /// All ballots: share of the electorate's weight.
    Participation(Share),
    /// Ballots in favour: share of the electorate's weight.
    For(Share),
    /// Ballots in favour and abstentions: share of the electorate's weight.
    ForAndAbstain(Share),
    /// Ballots in favour and against: share of the electorate's weight.
    ForAndAgainst(Share),
    /// Ballots against: share of the electorate's weight.
    Against(Share),
    /// Ballots in favour: votes.
    ForWeight(Votes),
    /// All ballots: votes.
    ParticipationWeight(Votes),
    /// All ballots: this factor times the square root of the electorate's seats.
    SquareRoot(Factor),
    /// All ballots: a share that follows the usual turnout.
    FollowsTurnout {
        /// Share at a usual turnout of 0.
        min: Share,
        /// Share at a usual turnout of 1.
        max: Share,
    },
    /// Ballots in favour: a share that grows with the share of the electorate against. Exact; with `rounding = "floor"` rounded
    /// down at each step, to a ten-thousandth and to the whole vote.
    GrowsWithOpposition {
        /// Share without opposition.
        min: Share,
        /// Largest share.
        max: Share,
        /// Growth per share against.
        slope: Factor,
    },
}

/// What carries a vote, once the quorum is met.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MajorityFile {
    /// More yes than no. A tie fails.
    Half,
    /// Yes above this share of yes and no. A tie fails.
    Above(Share),
    /// Yes at least this share of yes and no. A tie passes.
    AtLeast(Share),
    /// Yes above this share of the whole electorate. A tie fails.
    AboveOfAll(Share),
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
fn no_quorum() -> QuorumFile {
    QuorumFile::None
}
fn exact() -> RoundingFile {
    RoundingFile::Exact
}
fn half() -> MajorityFile {
    MajorityFile::Half
}
fn one() -> u32 {
    1
}
