//! What a scenario file says, word for word: the shapes that serde reads and writes and that the JSON Schema is made from.
//!
//! Enums are tagged by their key, unknown keys are refused, and every field tells its quantity, unit, range and default.
//! Nothing here knows what the words mean; that is `resolve`.

pub mod adversary;
pub mod continuous;
pub mod dispute;
pub mod law;
pub mod mechanism;
pub mod number;
pub mod office;
pub mod organisation;
pub mod people;
pub mod protest;
pub mod reputation;
pub mod round;
pub mod route;
pub mod share;
pub mod time;
pub mod vote;
pub mod work;

pub use adversary::{AdversaryFile, CapturedFile, MoveFile};
pub use law::{Attention, Law};
pub use number::{NonNegative, Number, Positive, Seed};
pub use office::{DrawnFile, ElectedFile};
pub use organisation::{BudgetFile, ExitFile, FeelingsFile, LeverageFile, TranchesFile};
pub use people::{BenefitsFrom, GroupFile, MemberFile, Traits};
pub use protest::ProtestFile;
pub use reputation::ReputationFile;
pub use route::{DecisionFile, MECHANISMS, NextFile, StageFile};
pub use share::Share;
pub use time::{Length, Rate};
pub use work::{BodyFile, CellFile, FederationFile, MeetsFile, ProposalsFile, WorkFile};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A Folkmoot scenario: people, what they own and want, and the rules by which they decide.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Folkmoot scenario")]
pub struct ScenarioFile {
    /// Version of this format: 1.
    pub schema: u32,
    /// The question that the scenario asks, in the author's words.
    pub question: String,
    /// Length of a run.
    pub horizon: Length,
    /// Length of a tick, above 0; every length of time in the file must be a whole number of ticks. Default: 1 day.
    #[serde(default = "a_day")]
    pub tick: Length,
    /// Time at the start that no metric looks at. Default: 0 days.
    #[serde(default = "no_time")]
    pub warm_up: Length,
    /// Time between two reporting dates, above 0; the last day is one too. Default: 7 days.
    #[serde(default = "a_week")]
    pub report_every: Length,
    /// Replicates that a run makes, from 1. Default: 200; then a share is known to about 7 points either way.
    #[serde(default = "replicates")]
    pub replicates: u32,
    /// Root of all randomness, 0 to 2^64 - 1; above 2^63 - 1 as a string. Default: 1.
    #[serde(default = "seed")]
    pub seed: Seed,
    /// Whether people are drawn anew in each replicate. Default: `per_replicate`.
    #[serde(default = "per_replicate")]
    pub draw_people: DrawPeople,
    /// How long judging an objection takes where the judges do not meet. Default: 3 days, assumed.
    #[serde(default = "judging")]
    pub judging: Length,
    /// Groups and cells whose stakes define what is good. Default: all.
    #[serde(default)]
    pub constituents: Vec<String>,
    /// Groups of parties, by name.
    #[serde(default)]
    pub people: Named<GroupFile>,
    /// Bodies that decide, by name.
    #[serde(default)]
    pub bodies: Named<BodyFile>,
    /// Teams that work, by name; each also forms a body and a group of that name.
    #[serde(default)]
    pub cells: Named<CellFile>,
    /// Streams of proposals that bodies bring forward, by name.
    #[serde(default)]
    pub proposals: Named<ProposalsFile>,
    /// Kinds of decision, by name, with their routes.
    #[serde(default)]
    pub decisions: Named<DecisionFile>,
    /// Issue space, and how the organisation moves in it.
    #[serde(default)]
    pub space: SpaceFile,
    /// How proposals are worth something, and how that is judged.
    #[serde(default)]
    pub value: ValueFile,
    /// What governing costs in hours.
    #[serde(default)]
    pub hours: HoursFile,
    /// The right to leave with money. Absent: nobody may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit: Option<ExitFile>,
    /// How members protest, and what that holds back. Absent: they cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protest: Option<ProtestFile>,
    /// Reputation that work earns. Absent: nobody has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reputation: Option<ReputationFile>,
    /// What moves a party to leave.
    #[serde(default)]
    pub feelings: FeelingsFile,
    /// How being able to leave turns into influence.
    #[serde(default)]
    pub leverage: LeverageFile,
    /// Somebody who tries to capture the organisation. Absent: everybody is honest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adversary: Option<AdversaryFile>,
    /// When the organisation counts as captured.
    #[serde(default)]
    pub captured: CapturedFile,
    /// Split of power among groups and cells that is fair, shares that add up to 1; whoever is left out should have none.
    /// Absent: equal shares.
    #[serde(default)]
    pub fair: Named<Share>,
}

/// Whether people are drawn anew in each replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DrawPeople {
    /// Anew in each replicate.
    PerReplicate,
    /// Once per seed: all replicates have the same people.
    Once,
}

/// Issue space: what the organisation does, what it is for, and how both move.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SpaceFile {
    /// Axes in use, 1 to 4. Default: 2.
    pub axes: u32,
    /// Where the course starts; axes left out are 0. Default: half a unit from the purpose, assumed.
    pub course: Vec<Number>,
    /// Where the purpose starts; axes left out are 0. Default: the origin.
    pub purpose: Vec<Number>,
    /// Random walk of the purpose: standard deviation per axis and square root of a day. Default: 0.02, assumed.
    pub purpose_drift: NonNegative,
    /// Share of the gap between the course and the proposer's position that work of reference cost closes, 0 to 1. Default: 8%,
    /// assumed.
    pub step_share: Share,
    /// Noise of that step: standard deviation per axis. Default: 0.03, assumed.
    pub step_noise: NonNegative,
}

impl Default for SpaceFile {
    fn default() -> SpaceFile {
        SpaceFile {
            axes: 2,
            course: vec![Number(0.5)],
            purpose: Vec::new(),
            purpose_drift: NonNegative(0.02),
            step_share: Share::percent(8),
            step_noise: NonNegative(0.03),
        }
    }
}

/// Worth and judgement of proposals. Merit is measured in standard deviations of honest merit.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ValueFile {
    /// Variance of merit that readers expect, above 0. Default: 1.
    pub prior_variance: Positive,
    /// Loss of merit per share of the cost that is diverted. Default: 3.25, assumed.
    pub diversion_loss: NonNegative,
    /// Cost of work of size 1, major units, above 0. Default: the median cost over all streams, weighted by their rates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_cost: Option<Positive>,
    /// How fast trust follows the worth of completed work, 0 to 1 per completion. Default: 5%, assumed.
    pub trust_rate: Share,
    /// How strongly a proposal with an objection draws attention; 1 for not at all. Default: 2, assumed.
    pub alarm: Positive,
    /// How clear a ground must be to a judge, unit of merit. Default: 0.25, assumed.
    pub proof: NonNegative,
}

impl Default for ValueFile {
    fn default() -> ValueFile {
        ValueFile {
            prior_variance: Positive(1.0),
            diversion_loss: NonNegative(3.25),
            reference_cost: None,
            trust_rate: Share::percent(5),
            alarm: Positive(2.0),
            proof: NonNegative(0.25),
        }
    }
}

/// Hours that governing takes.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HoursFile {
    /// Reading a proposal of effort 1. Default: 1, assumed.
    pub reading: NonNegative,
    /// Dealing with one item at a meeting, per attender. Default: 0.25, assumed.
    pub item: NonNegative,
    /// Casting a ballot or writing an objection. Default: 0.1, assumed.
    pub ballot: NonNegative,
}

impl Default for HoursFile {
    fn default() -> HoursFile {
        HoursFile { reading: NonNegative(1.0), item: NonNegative(0.25), ballot: NonNegative(0.1) }
    }
}

/// Tables by name, in the order of their names.
#[derive(Clone, Debug)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Named(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(|tables| Named(tables.into_iter().collect()))
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, table) in &self.0 {
            map.serialize_entry(name, table)?;
        }
        map.end()
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Named{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}

fn a_day() -> Length {
    Length::days(1)
}
fn no_time() -> Length {
    Length::days(0)
}
fn a_week() -> Length {
    Length::days(7)
}
fn replicates() -> u32 {
    200
}
fn seed() -> Seed {
    Seed(1)
}
fn per_replicate() -> DrawPeople {
    DrawPeople::PerReplicate
}
fn judging() -> Length {
    Length::days(3)
}
