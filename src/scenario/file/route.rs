//! How things are decided: the route of a kind of decision, stage by stage.

use super::continuous::{ConvictionFile, HatFile};
use super::dispute::{DisputeFile, JuryFile};
use super::mechanism::{ConsentFile, CouncilFile, ExecutiveFile, OptimisticFile, TimelockFile};
use super::number::Amount;
use super::round::RoundFile;
use super::time::Length;
use super::vote::VoteFile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kind of decision.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionFile {
    /// Its stages. A proposal passes through every stage whose guard holds, in this order, and is accepted when none is left.
    pub route: Vec<StageFile>,
}

/// One stage: exactly one of the mechanisms, who decides by it, and where its endings lead.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageFile {
    /// Name, unique in the route. Default: the mechanism's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it applies. Absent: always.
    #[serde(default, skip_serializing_if = "WhenFile::is_empty")]
    pub when: WhenFile,
    /// `escalated`: entered by an escalation only, never in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<OnlyFile>,
    /// Passes unless enough members object within a window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optimistic: Option<OptimisticFile>,
    /// Yes, no or abstain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote: Option<VoteFile>,
    /// Passes when nobody has a reasoned objection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentFile>,
    /// Passes when enough members approve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub council: Option<CouncilFile>,
    /// One member decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executive: Option<ExecutiveFile>,
    /// Waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timelock: Option<TimelockFile>,
    /// Passes when support that stays has gathered enough conviction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conviction: Option<ConvictionFile>,
    /// Passes when more approve of it than of what of its kind is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hat: Option<HatFile>,
    /// Waits for the end of a round, and passes if it is among what the round shares its budget out to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundFile>,
    /// Passes when nobody stakes money against it, or is outbid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeFile>,
    /// Passes when most of a jury drawn by lot say so; whoever loses may appeal to a larger one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jury: Option<JuryFile>,
    /// `meeting`: ballots are cast at the body's meetings only. Absent: at meetings if the body meets and the mechanism has no
    /// clock of its own, else on any day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<AtFile>,
    /// `proposer`: the proposer's seat stays out. Absent: it takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recuse: Option<RecuseFile>,
    /// Proposals that are in it at the same time, from 1; others of the same kind wait in order. Absent: any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_a_time: Option<u32>,
    /// One proposal enters it in each period of this length, above 0, from the period after it came on (Moloch's pipeline).
    /// Absent: all enter at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_per: Option<Length>,
    /// A stage still open after this long lapses, above 0. Absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapses_after: Option<Length>,
    /// How long judging an objection takes. Absent: until the judges' next meeting, or the scenario's `judging` if they do not
    /// meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judging: Option<Length>,
    /// After acceptance. Default: `continue`.
    #[serde(default = "on_pass")]
    pub on_pass: NextFile,
    /// After a block. Default: `reject`.
    #[serde(default = "on_stop")]
    pub on_block: NextFile,
    /// After a lapse. Default: `reject`.
    #[serde(default = "on_stop")]
    pub on_lapse: NextFile,
}

/// The keys of which a stage has exactly one.
pub const MECHANISMS: [&str; 11] =
    ["optimistic", "vote", "consent", "council", "executive", "timelock", "conviction", "hat", "round", "dispute", "jury"];

/// When a stage applies.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhenFile {
    /// To costs above this, major units; a cost equal to it is out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_above: Option<Amount>,
    /// To costs up to this, major units; a cost equal to it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_at_most: Option<Amount>,
}

impl WhenFile {
    fn is_empty(&self) -> bool {
        self.cost_above.is_none() && self.cost_at_most.is_none()
    }
}

/// How a stage is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnlyFile {
    /// By an escalation only.
    Escalated,
}

/// When ballots are cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AtFile {
    /// At the body's meetings only.
    Meeting,
}

/// Whose seat stays out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecuseFile {
    /// The proposer's.
    Proposer,
}

/// Where an ending leads.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum NextFile {
    /// To the next stage whose guard holds; accepted if none is left.
    Continue,
    /// Out of the route.
    Reject,
    /// To the named stage, whatever its guard says.
    Escalate(String),
    /// Back to the proposer, who comes back to the same stage.
    Revise {
        /// Revisions allowed over the whole route, from 1.
        at_most: u8,
        /// How long a revision takes.
        takes: Length,
    },
}

fn on_pass() -> NextFile {
    NextFile::Continue
}
fn on_stop() -> NextFile {
    NextFile::Reject
}
