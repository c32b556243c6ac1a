//! Disputes, as a file writes them.

use super::number::Amount;
use super::share::Share;
use super::time::Length;
use crate::rules::dispute::claim::Answers;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How often a claim is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswersFile {
    /// Once, for as much as the claim; where a block leads says who is right (UMA's optimistic oracle).
    #[default]
    Once,
    /// As often as somebody posts twice the last bond; what nobody outbids in time is right (Reality.eth).
    Doubling,
}

impl AnswersFile {
    /// As the rules know it.
    pub fn meaning(self) -> Answers {
        match self {
            AnswersFile::Once => Answers::Once,
            AnswersFile::Doubling => Answers::Doubling,
        }
    }
}

/// The proposer claims that it should pass and posts a bond, or it lapses; it passes unless a member who has read it and is against
/// it posts a bond against it. Of those who want to answer the one with the most money does, one each day. Bonds are paid out when
/// the stage ends; if it ends by an escalation, when it is known whether the proposal is accepted.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeFile {
    /// Who may answer, from its own `purse`: a body, or `own_cell`.
    pub body: String,
    /// Money behind the claim, major units, above 0.
    pub bond: Amount,
    /// How long an answer must stand, above 0.
    pub window: Length,
    /// How often a claim is answered. Default: `once`.
    #[serde(default)]
    pub answers: AnswersFile,
    /// What is kept, 0 to 1: of one bond where there is a dispute, and with `doubling` of every bond but the last. Default: 0.
    #[serde(default = "nothing")]
    pub fee: Share,
}

fn nothing() -> Share {
    Share::percent(0)
}
