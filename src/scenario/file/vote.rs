//! Votes, as a file writes them.

use super::mechanism::{CurveFile, WeightFile, words};
use super::number::Votes;
use super::share::{Factor, Share};
use super::time::Length;
use crate::rules::quorum::Rounding;
use crate::rules::vote::Ballots;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

words! {
    /// How a share of the electorate becomes a number of votes.
    RoundingFile means Rounding {
        /// Not at all.
        Exact,
        /// Down to the whole vote.
        Floor,
        /// Up to the whole vote.
        Ceil,
    }

    /// Whether a ballot is for good.
    BallotsFile means Ballots {
        /// It is.
        Keep,
        /// Everybody who has voted looks again on the last day, and may vote otherwise (Aragon's vote replacement).
        Replace,
    }
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
    /// Whether a ballot may be replaced before the vote ends. Default: `keep`.
    #[serde(default = "keep", skip_serializing_if = "is_kept")]
    pub ballots: BallotsFile,
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

fn no_quorum() -> QuorumFile {
    QuorumFile::None
}
fn exact() -> RoundingFile {
    RoundingFile::Exact
}
fn half() -> MajorityFile {
    MajorityFile::Half
}
fn per_seat() -> WeightFile {
    WeightFile::PerSeat
}
fn keep() -> BallotsFile {
    BallotsFile::Keep
}
fn is_kept(ballots: &BallotsFile) -> bool {
    *ballots == BallotsFile::Keep
}
