//! Bodies of which not all members sit: panels that are drawn, seats that are elected; as a file writes them.

use super::share::Share;
use super::time::Length;
use crate::rules::election::Ballot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A panel that is drawn from the body's members anew for every proposal, everybody with the same chance.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawnFile {
    /// Seats of the panel, from 1. With fewer members all of them sit.
    pub seats: u32,
}

/// Votes that every elector has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BallotFile {
    /// One, for one candidate.
    #[default]
    Single,
    /// One for each seat, each for another candidate.
    Block,
}

impl BallotFile {
    /// The ballot, as the rules know it.
    pub fn meaning(self) -> Ballot {
        match self {
            BallotFile::Single => Ballot::Single,
            BallotFile::Block => Ballot::Block,
        }
    }
}

/// Seats that are filled by election; the body's members are the candidates. The first election is at the start.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ElectedFile {
    /// The body that elects, one vote a member; all of them vote, for those who want most nearly what they want.
    pub by: String,
    /// Seats to be filled, from 1.
    pub seats: u32,
    /// Time between two elections, above 0.
    pub term: Length,
    /// Votes that every elector has. Default: `single`.
    #[serde(default)]
    pub ballot: BallotFile,
    /// Terms in a row that anybody may serve, from 1. Absent: any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<u32>,
    /// When the holders are recalled before their term is over. Absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<RecallFile>,
}

/// A recall: those who elect are asked now and then; the holders may not stand in the election that follows.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecallFile {
    /// Share of the electors that must be past their patience, 0 to 1; meeting it exactly is enough.
    pub share: Share,
    /// Time between two questions, above 0. Default: 30 days, assumed.
    #[serde(default = "a_month")]
    pub every: Length,
}

fn a_month() -> Length {
    Length::days(30)
}
