//! Somebody who tries to capture the organisation, and when it counts as captured, as a file writes them.

use super::law::Law;
use super::number::{Amount, Votes};
use super::share::Share;
use super::time::{Length, Rate};
use super::work;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody who tries to capture the organisation.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdversaryFile {
    /// Who works for it. They bring its proposals forward and let them pass.
    pub insiders: InsidersFile,
    /// What it does, each move in its own time.
    pub plan: Vec<MoveFile>,
    /// What kind of decision its proposals are. Default: `operational`.
    #[serde(default = "work::operational")]
    pub kind: String,
    /// Merit of the cover of a hollow package, before what is diverted. Default: that of honest work, assumed.
    #[serde(default = "work::merit")]
    pub merit: Law,
    /// Risk of its proposals, from 0. Default: that of honest work, assumed.
    #[serde(default = "work::risk")]
    pub risk: Law,
    /// Mean time until diverted money is noticed, above 0. Default: 90 days, assumed.
    #[serde(default = "discovery")]
    pub discovery: Length,
}

/// Those who work for the adversary.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InsidersFile {
    /// A group, or a cell.
    pub group: String,
    /// How many of it, from 1.
    pub seats: u32,
}

/// One move of the adversary's plan.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MoveFile {
    /// Hollow packages under a cover of cost.
    SelfDeal(SelfDealFile),
    /// Harmless proposals that use up attention.
    Flood(FloodFile),
    /// Voting tokens for the insiders.
    BuyWeight(BuyWeightFile),
}

/// A hollow package: part of its cost goes where it should not.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfDealFile {
    /// Money diverted each time, share of the free pool, 0 to 1.
    pub share_of_pool: Share,
    /// Diverted share of the package's cost, above 0, to 1. Default: 77%, assumed.
    #[serde(default = "hollow")]
    pub diverted: Share,
    /// Time between two, above 0.
    pub every: Length,
    /// First time, from the start. Default: 0 days.
    #[serde(default = "no_time")]
    pub from: Length,
}

/// Proposals that do no harm but must be read.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloodFile {
    /// How often one comes, evenly: `"3 per day"`, or a number a day.
    pub arrivals: Rate,
    /// Cost of each, major units.
    pub size: Amount,
    /// First day, from the start. Default: 0 days.
    #[serde(default = "no_time")]
    pub from: Length,
    /// Length of the flood, above 0.
    pub lasts: Length,
}

/// Votes that are bought on a market, from all others in proportion to what they hold. They count in stages that open later.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyWeightFile {
    /// Votes, shared equally among the insiders; where others hold fewer, all of those are bought.
    pub tokens: Votes,
    /// Price of a vote, major units.
    pub price: Amount,
    /// When, from the start. Default: 0 days.
    #[serde(default = "no_time")]
    pub at: Length,
}

/// When the organisation counts as captured; any of these will do. Each is reported apart.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CapturedFile {
    /// When a harmful proposal of the adversary's is executed. Default: false.
    pub by_harm: bool,
    /// When the adversary was decisive in a majority of the decisions of a period this long. Absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_control: Option<Length>,
    /// When more than this share of all money paid in was diverted, 0 to 1. Absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drained_above: Option<Share>,
}

impl CapturedFile {
    /// Whether nothing counts as capture.
    pub fn is_empty(&self) -> bool {
        !self.by_harm && self.by_control.is_none() && self.drained_above.is_none()
    }
}

fn hollow() -> Share {
    Share::percent(77)
}
fn no_time() -> Length {
    Length::days(0)
}
fn discovery() -> Length {
    Length::days(90)
}
