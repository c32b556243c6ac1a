//! Who decides and who works: bodies, cells, and the streams of proposals.

use super::Named;
use super::law::Law;
use super::number::{NonNegative, Positive};
use super::office::{DrawnFile, ElectedFile};
use super::organisation::{BudgetFile, PaysFile};
use super::people::CellPeopleFile;
use super::share::Share;
use super::time::{Length, Rate};
use crate::scenario::{BodyKind, Distribution, archetype::Archetype};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a body is. Cells form bodies of their own and are not named here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BodyKindFile {
    /// Those who fund and steward the purpose.
    StakeholderGroup,
    /// The cell that coordinates the others.
    TopLevelCell,
    /// A council.
    Council,
    /// The community.
    Community,
}

impl BodyKindFile {
    /// The kind, as the engine knows it.
    pub fn meaning(self) -> BodyKind {
        match self {
            BodyKindFile::StakeholderGroup => BodyKind::StakeholderGroup,
            BodyKindFile::TopLevelCell => BodyKind::TopLevelCell,
            BodyKindFile::Council => BodyKind::Council,
            BodyKindFile::Community => BodyKind::Community,
        }
    }
}

/// A body that decides. Groups take seats in it by their key `seats`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyFile {
    /// What it is.
    pub kind: BodyKindFile,
    /// When it meets. Absent: it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meets: Option<MeetsFile>,
    /// How its votes are shared out among the groups that sit in it. Absent: every seat counts by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub federation: Option<FederationFile>,
    /// A panel of its members that is drawn for every proposal. Absent: all of them sit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<DrawnFile>,
    /// Who of its members hold a seat, by election. Absent: all of them do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elected: Option<ElectedFile>,
}

/// How a body's votes are shared out among the groups that sit in it; within a group they go by the weight of its seats.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FederationFile {
    /// Every group alike, however many seats it has.
    Equal,
    /// In proportion to seats.
    Proportional,
    /// In proportion to the square root of seats.
    SquareRoot,
    /// A share of the whole for each group, which add up to 1; whoever is left out has none.
    Shares(Named<Share>),
}

/// A body's meetings.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetsFile {
    /// Time between two meetings, above 0.
    pub every: Length,
    /// Probability that a member attends, 0 to 1. Default: 1.
    #[serde(default = "whole")]
    pub attendance: Share,
    /// Items that a meeting can deal with, from 1. Absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slots: Option<u32>,
    /// Share of the seats that must attend, 0 to 1; meeting it exactly is enough. Absent: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Share>,
}

/// A team that works.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellFile {
    /// Number of members, from 1; ten and more are too many for one team.
    pub members: u32,
    /// Kind of party that its members are. Default: `cell_member`.
    #[serde(default)]
    pub archetype: Archetype,
    /// What is different about its members.
    #[serde(default)]
    pub people: CellPeopleFile,
    /// The work that it proposes. Absent: it proposes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<WorkFile>,
    /// When its own body meets. Absent: it does not, its members are always at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meets: Option<MeetsFile>,
    /// Money per member and day of work, major units, above 0. Default: 150, assumed.
    #[serde(default = "day_rate")]
    pub day_rate: Positive,
    /// Speed of work relative to a person-day a member and day, above 0. Default: 1.
    #[serde(default = "one")]
    pub skill: Positive,
    /// Random walk of its position: standard deviation per axis and square root of a day. Default: 0.03, assumed.
    #[serde(default = "drift")]
    pub drift: NonNegative,
    /// Share of its distance to the purpose that a review takes back, 0 to 1. Default: 15%, assumed.
    #[serde(default = "pull_back")]
    pub pull_back: Share,
    /// Time between reviews, above 0. Default: 30 days, assumed.
    #[serde(default = "review_every")]
    pub review_every: Length,
    /// Money that it decides on alone. Absent: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetFile>,
    /// What moves its motivation.
    #[serde(default)]
    pub motivation: MotivationFile,
}

/// The work that a cell proposes.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkFile {
    /// How often an idea arises, a Poisson stream: `"2 per month"`, or a number a day.
    pub arrivals: Rate,
    /// Cost, major units.
    pub size: Law,
    /// What kind of decision it is. Default: `operational`.
    #[serde(default = "operational")]
    pub kind: String,
    /// Merit, in standard deviations of honest merit. Default: normal with mean 0.5 and deviation 1, assumed: about a third of
    /// the ideas then do harm, and a fifth of what a selective proposer submits.
    #[serde(default = "merit")]
    pub merit: Law,
    /// Risk, from 0. Default: exponential with mean 0.3, assumed.
    #[serde(default = "risk")]
    pub risk: Law,
    /// Whether the proposer keeps back what it does not like itself. Default: true.
    #[serde(default = "yes")]
    pub selective: bool,
    /// Whether the proposer shades course and cost to the acceptance that the stream has met. Default: false.
    #[serde(default)]
    pub anticipates: bool,
}

/// A stream of proposals that a body brings forward; no cell works for them.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalsFile {
    /// Whose members bring them forward.
    pub body: String,
    /// What kind of decision they are.
    pub kind: String,
    /// What their cost pays for. Default: `nothing`.
    #[serde(default)]
    pub pays: PaysFile,
    /// How often one arises, a Poisson stream: `"2 per month"`, or a number a day.
    pub arrivals: Rate,
    /// Cost, major units.
    pub size: Law,
    /// Merit, in standard deviations of honest merit. Default: normal with mean 0.5 and deviation 1, assumed.
    #[serde(default = "merit")]
    pub merit: Law,
    /// Risk, from 0. Default: exponential with mean 0.3, assumed.
    #[serde(default = "risk")]
    pub risk: Law,
    /// Whether the proposer keeps back what it does not like itself. Default: true.
    #[serde(default = "yes")]
    pub selective: bool,
    /// Whether the proposer shades course and cost to the acceptance that the stream has met. Default: false.
    #[serde(default)]
    pub anticipates: bool,
    /// A body that loses a member by what is carried out: of those who are left whoever wants something farthest from the course,
    /// and not the proposer. It is paid its share of the free money at once (Moloch's guild kick). Absent: nobody is expelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expels: Option<String>,
}

/// What moves a cell's motivation, kept within 0.1 to 1.5.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MotivationFile {
    /// Level with no influence at all. Default: 0.8, assumed.
    pub base: NonNegative,
    /// Effect of the share of decisions taken in the cell itself. Default: 0.3, assumed.
    pub autonomy: NonNegative,
    /// Effect of the share of the others that were overruled. Default: 0.6, assumed.
    pub interference: NonNegative,
    /// Effect of the share of work that waits for approval. Default: 0.4, assumed.
    pub waiting: NonNegative,
    /// Speed per day, 0 to 1. Default: 3%, assumed.
    pub rate: Share,
}

impl Default for MotivationFile {
    fn default() -> MotivationFile {
        MotivationFile {
            base: NonNegative(0.8),
            autonomy: NonNegative(0.3),
            interference: NonNegative(0.6),
            waiting: NonNegative(0.4),
            rate: Share::percent(3),
        }
    }
}

fn whole() -> Share {
    Share::percent(100)
}
fn day_rate() -> Positive {
    Positive(150.0)
}
fn one() -> Positive {
    Positive(1.0)
}
fn drift() -> NonNegative {
    NonNegative(0.03)
}
fn pull_back() -> Share {
    Share::percent(15)
}
fn review_every() -> Length {
    Length::days(30)
}
pub(super) fn operational() -> String {
    "operational".into()
}
pub(super) fn merit() -> Law {
    Law(Distribution::Normal { mean: 0.5, sd: 1.0 })
}
pub(super) fn risk() -> Law {
    Law(Distribution::Exponential { mean: 0.3 })
}
fn yes() -> bool {
    true
}
