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

/// A jury drawn by lot from a body. Whoever loses may appeal to a jury of twice as many and one, and pays for it: the proposer,
/// or of the jurors who said no and of those who staked money against it whoever has most. All rounds are paid by how the last one
/// ends: jurors who said otherwise, or nothing, lose their stake to those who said so.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JuryFile {
    /// Whom jurors are drawn from: a body, or `own_cell`.
    pub body: String,
    /// How long a round takes at most, above 0.
    pub period: Length,
    /// Jurors of the first round, from 1. Default: 3.
    #[serde(default = "three")]
    pub jurors: u32,
    /// Appeals at most, from 0. Default: 0.
    #[serde(default)]
    pub appeals: u8,
    /// From a ruling to the round that an appeal leads to. Default: none.
    #[serde(default = "no_time")]
    pub appeal_takes: Length,
    /// Fee of each juror, major units, from the purse of the proposer and of those who appeal. Default: 0.
    #[serde(default)]
    pub fee: Amount,
    /// What a juror puts at stake in a round, major units, as far as its purse goes. Default: 0.
    #[serde(default)]
    pub stake: Amount,
}

fn three() -> u32 {
    3
}
fn no_time() -> Length {
    Length::days(0)
}
fn nothing() -> Share {
    Share::percent(0)
}
