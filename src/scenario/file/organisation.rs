//! Money, trust and exit, as a file writes them.

use super::number::{Amount, NonNegative, Number};
use super::share::Share;
use super::time::Length;
use crate::rules::exit::{PaidOut, Takes};
use crate::scenario::{Charging, Pays};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Money that a party pays in later.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TranchesFile {
    /// Equal payments, from 1; the first at the start.
    pub count: u32,
    /// Time between two of them, above 0.
    pub every: Length,
}

/// Money that a cell decides on alone.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetFile {
    /// What the budget is filled up to, major units.
    pub amount: Amount,
    /// Time between two fillings, above 0; the first at the start.
    pub every: Length,
}

/// What a decision does with its cost, where no cell works for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaysFile {
    /// Nothing: the decision is the point.
    #[default]
    Nothing,
    /// It is divided among the cells' budgets, for what they decide alone.
    Budgets,
    /// It buys something at once.
    AtOnce,
}

impl PaysFile {
    /// The use, as the engine knows it.
    pub fn meaning(self) -> Pays {
        match self {
            PaysFile::Nothing => Pays::Nothing,
            PaysFile::Budgets => Pays::Budgets,
            PaysFile::AtOnce => Pays::AtOnce,
        }
    }
}

/// What a leaver may claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakesFile {
    /// Its own contribution, less what was charged to it.
    OwnUncommitted,
    /// Its share of the free pool.
    ProRata,
    /// All it ever paid in, for as long as there is free money.
    Deposit,
}

impl TakesFile {
    /// The claim, as the rules know it.
    pub fn meaning(self) -> Takes {
        match self {
            TakesFile::OwnUncommitted => Takes::OwnUncommitted,
            TakesFile::ProRata => Takes::ProRata,
            TakesFile::Deposit => Takes::Deposit,
        }
    }
}

/// How spending uses up contributions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChargedFile {
    /// Everybody in proportion to what is left of its contribution.
    #[default]
    ProRata,
    /// The money that came first.
    OldestFirst,
    /// Those who earmarked their money for the cell, then the others in the order of the file.
    Earmarked,
    /// The largest contributor first.
    LeadFirst,
}

impl ChargedFile {
    /// The charging rule, as the engine knows it.
    pub fn meaning(self) -> Charging {
        match self {
            ChargedFile::ProRata => Charging::ProRata,
            ChargedFile::OldestFirst => Charging::OldestFirst,
            ChargedFile::Earmarked => Charging::Earmarked,
            ChargedFile::LeadFirst => Charging::LeadFirst,
        }
    }
}

/// In which order leavers of one day are paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaidFile {
    /// All alike: if the claims of the day exceed the free pool, every claim is cut in proportion.
    #[default]
    Batch,
    /// Each in full while money lasts, in order of notice.
    FirstCome,
}

impl PaidFile {
    /// The order, as the rules know it.
    pub fn meaning(self) -> PaidOut {
        match self {
            PaidFile::Batch => PaidOut::Batch,
            PaidFile::FirstCome => PaidOut::FirstCome,
        }
    }
}

/// The right to leave with money.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExitFile {
    /// What a leaver may claim.
    pub takes: TakesFile,
    /// How spending uses up contributions. Default: `pro_rata`; then a member's own uncommitted money is its share of the pool.
    #[serde(default)]
    pub charged: ChargedFile,
    /// In which order leavers of one day are paid. Default: `batch`, assumed.
    #[serde(default)]
    pub paid: PaidFile,
    /// Notice. Default: 30 days, retractable; assumed.
    #[serde(default)]
    pub notice: NoticeFile,
    /// Time from the start during which nobody may give notice. Default: 0 days.
    #[serde(default = "no_time")]
    pub lock_up: Length,
    /// Share of the claim that stays behind, 0 to 1. Default: 0.
    #[serde(default = "nothing")]
    pub penalty: Share,
    /// When notice can be given. Absent: on any day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowFile>,
    /// Whether nobody may give notice who voted in favour of something that is not decided yet. Default: false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bound_by_yes: bool,
    /// Leaving together instead of after a notice of one's own. Absent: everybody leaves alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fork: Option<ForkFile>,
}

/// Notices wait, and can be taken back, until enough money wants to leave; then others may join for a while, and all go.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForkFile {
    /// Share of the money paid in that must be exceeded, 0 to 1, in whole ten-thousandths. Default: 20%.
    #[serde(default = "a_fifth")]
    pub above: Share,
    /// How long others may join, above 0. Default: 7 days.
    #[serde(default = "a_week")]
    pub window: Length,
}

fn a_fifth() -> Share {
    Share::percent(20)
}
fn a_week() -> Length {
    Length::days(7)
}

/// Notice of leaving.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NoticeFile {
    /// Time between notice and leaving. Default: 30 days, assumed.
    pub length: Length,
    /// Whether it can be taken back before it runs out. Default: true, assumed.
    pub retractable: bool,
}

impl Default for NoticeFile {
    fn default() -> NoticeFile {
        NoticeFile { length: Length::days(30), retractable: true }
    }
}

/// When notice can be given.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowFile {
    /// Time between the openings of two windows, above 0; the first opens at the start.
    pub every: Length,
    /// How long a window stays open, above 0 and below `every`.
    pub lasts: Length,
}

/// What moves a party to leave: its satisfaction, less the distance of the course, contagion, and the loss from waiting.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FeelingsFile {
    /// Added to the worth of completed work in the eyes of somebody whose objection was overruled, unit of merit. Default: -0.5,
    /// assumed.
    pub overruled: Number,
    /// Taken off that worth per day from submission to decision, unit of merit. Default: 0.01, assumed.
    pub delay_per_day: NonNegative,
    /// Weight of the squared distance between course and ideal. Default: 0.3, assumed.
    pub distance: NonNegative,
    /// Weight of the share of contributions that left lately. Default: 1, assumed.
    pub contagion: NonNegative,
    /// Weight of the share of the own payment that is lost by standing behind those who gave notice before. Default: 1, assumed.
    pub waiting: NonNegative,
    /// Mean time for which departures are remembered, above 0. Default: 30 days, assumed.
    pub memory: Length,
}

impl Default for FeelingsFile {
    fn default() -> FeelingsFile {
        FeelingsFile {
            overruled: Number(-0.5),
            delay_per_day: NonNegative(0.01),
            distance: NonNegative(0.3),
            contagion: NonNegative(1.0),
            waiting: NonNegative(1.0),
            memory: Length::days(30),
        }
    }
}

/// How being able to leave turns into influence on those who lead.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LeverageFile {
    /// How far the top-level cell leans towards a funder on whom it depends wholly, 0 to 1. Default: 30%, assumed.
    pub deference: Share,
    /// How far ahead those who lead plan, above 0. Default: 180 days, assumed.
    pub horizon: Length,
    /// Whether each run is run a second time with nobody leaning, for `funder_pull`; takes twice the time. Default: false.
    pub measured: bool,
}

impl Default for LeverageFile {
    fn default() -> LeverageFile {
        LeverageFile { deference: Share::percent(30), horizon: Length::days(180), measured: false }
    }
}

fn no_time() -> Length {
    Length::days(0)
}
fn nothing() -> Share {
    Share::percent(0)
}
