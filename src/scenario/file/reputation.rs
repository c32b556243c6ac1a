//! Reputation, as a file writes it.

use super::number::Votes;
use super::share::Share;
use super::time::Length;
use crate::rules::reputation::Earner;
use crate::units::Weight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who earns the points for a delivered piece of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EarnedBy {
    /// Who proposed it.
    #[default]
    Proposer,
    /// The members of the cell that did it, alike.
    Cell,
}

impl EarnedBy {
    /// The earner, as the rules know it.
    pub fn meaning(self) -> Earner {
        match self {
            EarnedBy::Proposer => Earner::Proposer,
            EarnedBy::Cell => Earner::Cell,
        }
    }
}

/// How reputation is earned by delivered work, and how it fades.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReputationFile {
    /// Points that everybody starts with. Default: 1.
    pub start: Votes,
    /// Points for work of the reference cost; other work earns in proportion to its cost. Default: 1.
    pub per_work: Votes,
    /// Who earns them. Default: `proposer`.
    pub earned_by: EarnedBy,
    /// Share that is lost each time, 0 to 1. Default: 5%, assumed.
    pub fades: Share,
    /// Time between two losses, above 0. Default: 30 days, assumed.
    pub every: Length,
}

impl Default for ReputationFile {
    fn default() -> ReputationFile {
        ReputationFile {
            start: Votes(Weight::ONE),
            per_work: Votes(Weight::ONE),
            earned_by: EarnedBy::Proposer,
            fades: Share::percent(5),
            every: Length::days(30),
        }
    }
}
