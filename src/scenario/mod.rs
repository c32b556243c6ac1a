//! What a run is told: the scenario, valid by construction.
//!
//! This file is what the scenario *means*: units are resolved, names are ids, defaults are filled in, nothing is left to check.
//! How it is written, and where it is wrong, is the business of the other files here.

mod archetype;
mod distribution;
mod document;
mod file;
mod knobs;
mod load;
mod preset;
mod problem;
mod quantity;
mod read;
mod resolve;
mod said;
mod schema;
mod set;
mod table;
mod wording;
mod write;

mod longest;
mod organisation;
mod outlook;

pub use distribution::Distribution;
pub use knobs::{Knob, NO_RUN_READS, knobs, places};
pub use organisation::{
    Adversary, Budget, BuyWeight, Captured, Charging, Feelings, Flood, Leverage, Move, Organisation, Pays, Protest, SelfDeal,
    Tranches,
};
pub use outlook::Outlook;
pub use preset::{PRESETS, Preset};
pub use problem::{Problem, Problems, Severity};
pub use quantity::{Scale, all_shown, number, quantity, shown, thousands_apart};
pub use said::{Said, said};
pub use schema::json_schema;

pub(crate) use document::{Document, Node, entries};
pub(crate) use file::share::ratio_of;
pub(crate) use file::{Law, Number, Positive, Seed};
pub(crate) use load::{portable, unreadable};
pub(crate) use wording::nearest_or_all;

use crate::dice::Key;
use crate::rules::election::Election;
use crate::rules::{Federation, Route};
use crate::units::{BodyId, CellId, Clock, GroupId, KindId, Money, Point, Ratio, Ticks};
use std::path::Path;

/// Most money that anybody pledges and any proposal asks for, major units: what is drawn above it is cut to it, so that sums of
/// hundredths and of voting weight fit their integers.
pub const MOST_MONEY: f64 = 1e10;

/// Most tokens that anybody holds, votes; see [`MOST_MONEY`].
pub const MOST_TOKENS: f64 = 1e9;

/// Everything that a run depends on, besides the replicate's number.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The same with nobody leaning towards funders, where their pull is measured.
    pub unmoved: Option<Box<Scenario>>,
    /// File stem; names the result folder.
    pub name: String,
    /// The question that the scenario asks, in the author's words.
    pub question: String,
    /// Root of all randomness.
    pub seed: u64,
    /// Replicates that `run` makes unless told otherwise.
    pub replicates: u32,
    /// Length of a tick.
    pub clock: Clock,
    /// Length of a run.
    pub horizon: Ticks,
    /// Time at the start that no metric looks at.
    pub warm_up: Ticks,
    /// Time between two reporting dates.
    pub report_every: Ticks,
    /// Whether people are drawn once per seed instead of once per replicate.
    pub people_fixed: bool,
    /// How long judging an objection takes where the judges do not meet.
    pub judging: Ticks,
    /// Issue space and how the organisation moves in it.
    pub space: Space,
    /// How proposals are worth something, and how that is judged.
    pub value: Value,
    /// What governing costs in hours.
    pub hours: Hours,
    /// Money, trust, exit and the adversary.
    pub organisation: Organisation,
    /// Groups of parties, in file order; the members of cells come last.
    pub groups: Vec<Group>,
    /// Groups whose stakes define the truth; all groups unless the file names some.
    pub constituents: Vec<GroupId>,
    /// Bodies that decide: those of the file, then one per cell.
    pub bodies: Vec<Body>,
    /// Teams.
    pub cells: Vec<Cell>,
    /// Streams of proposals: one per cell with work, then those of the file.
    pub sources: Vec<Source>,
    /// Kinds of decision.
    pub kinds: Vec<Kind>,
    /// The whole file with every default written out; reading it again gives this scenario.
    pub resolved: String,
}

impl Scenario {
    /// Reads a scenario from a file; warnings are dropped.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn load(path: impl AsRef<Path>) -> Result<Scenario, Problems> {
        Scenario::load_with(path, &[]).map(|(scenario, _)| scenario)
    }

    /// Reads a scenario from a file after the edits `(path, value)`, with its warnings.
    ///
    /// # Errors
    /// Everything that is wrong with the file or an edit, each with its place.
    pub fn load_with(path: impl AsRef<Path>, sets: &[(String, String)]) -> Result<(Scenario, Vec<Problem>), Problems> {
        load::load(path.as_ref(), sets)
    }

    /// Reads a scenario from a text that is called `name`. Tables beside the file cannot be read.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    ///
    /// ```
    /// use folkmoot::scenario::{PRESETS, Scenario};
    /// let scenario = Scenario::parse("partnership", PRESETS[0].text)?;
    /// let again = Scenario::parse("partnership", &scenario.resolved)?;
    /// assert_eq!(scenario.resolved, again.resolved);
    /// # Ok::<(), folkmoot::scenario::Problems>(())
    /// ```
    pub fn parse(name: &str, text: &str) -> Result<Scenario, Problems> {
        Scenario::parse_with(name, text, &[]).map(|(scenario, _)| scenario)
    }

    /// Reads a scenario from a text after the edits `(path, value)`, with its warnings.
    ///
    /// # Errors
    /// Everything that is wrong with the text or an edit, each with its place.
    pub fn parse_with(name: &str, text: &str, sets: &[(String, String)]) -> Result<(Scenario, Vec<Problem>), Problems> {
        load::parse(name, text, sets)
    }
}

/// Issue space: what the organisation does, what it is for, and how both move.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// Axes in use, 1 to 4.
    pub axes: usize,
    /// Where the course starts.
    pub course: Point,
    /// Where the purpose starts.
    pub purpose: Point,
    /// Random walk of the purpose: standard deviation per axis and square root of a day.
    pub purpose_drift: f64,
    /// Share of the gap between course and the proposer's position that work of reference cost closes.
    pub step_share: f64,
    /// Noise of that step: standard deviation per axis for work of reference cost.
    pub step_noise: f64,
}

/// Worth and judgement of proposals. Merit is measured in standard deviations of honest merit.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Variance of merit that readers expect.
    pub prior_variance: f64,
    /// Loss of merit per share of the cost that is diverted.
    pub diversion_loss: f64,
    /// Cost of work of size 1, major units.
    pub reference_cost: f64,
    /// How fast trust follows the worth of completed work, 0 to 1 per completion.
    pub trust_rate: f64,
    /// How strongly a proposal with an objection draws attention; 1 for not at all.
    pub alarm: f64,
    /// How clear a ground must be to a judge, in units of merit.
    pub proof: f64,
}

/// Hours that governing takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Reading a proposal of effort 1.
    pub reading: f64,
    /// Dealing with one item at a meeting, per attender.
    pub item: f64,
    /// Casting a ballot or writing an objection.
    pub ballot: f64,
}

/// A group of like parties.
#[derive(Clone, Debug)]
pub struct Group {
    /// Name in the file; for a cell's members, the cell's name.
    pub name: String,
    /// Address of its dice.
    pub key: Key,
    /// Number of parties.
    pub count: u32,
    /// Items read per day over all seats.
    pub attention: Distribution,
    /// Whether attention is per item instead of shared among the open items.
    pub alone: bool,
    /// Context, 0 (knows nothing) to 1 (knows all).
    pub context: Distribution,
    /// How bad a proposal must look before a member objects, units of merit.
    pub theta: Distribution,
    /// How far from zero a judgement must be before a member takes a side, units of merit.
    pub tolerance: f64,
    /// Ambiguity aversion.
    pub alpha: f64,
    /// Aversion to a proposal's risk.
    pub rho: f64,
    /// Care for the course.
    pub stake: f64,
    /// What a proposal is worth to the member beyond the purpose, units of merit.
    pub own_benefit: f64,
    /// Whether that holds for every proposal rather than those of the own cell.
    pub benefits_from_all: bool,
    /// Mean of each axis of the ideal point, relative to the purpose at the start.
    pub ideal: Point,
    /// Standard deviation of each axis of the ideal point.
    pub ideal_spread: f64,
    /// Merit expected of a proposal before reading it; `None` for the mean of what is submitted.
    pub trust: Option<f64>,
    /// Level of `F` below which a member leaves.
    pub exit_threshold: Distribution,
    /// How fast satisfaction follows what happens, 0 to 1 per completed piece of work.
    pub omega: f64,
    /// Money pledged, major units.
    pub pledge: Distribution,
    /// When the pledge is paid in; `None` for all of it at the start.
    pub tranches: Option<Tranches>,
    /// Level of `F` below which a member keeps the next tranche.
    pub renewal: f64,
    /// Cell that the money is for first, under earmarked charging.
    pub earmark: Option<CellId>,
    /// Voting tokens, votes.
    pub tokens: Distribution,
    /// Money of its own that each member may stake.
    pub purse: Money,
    /// Whom its members trust to vote for them, the first that fits a kind of decision.
    pub trusts: Vec<Trust>,
    /// What a table says of each member; empty without a table, else one per party.
    pub members: Vec<Member>,
}

impl Group {
    /// The name of the member with this index: its own where the file gives one, else the group's, with a number from 1 where the
    /// group has several.
    pub fn name_of(&self, place: u32) -> String {
        let own = self.members.get(place as usize).map(|member| member.name.as_str()).filter(|name| !name.is_empty());
        match own {
            Some(own) => own.to_owned(),
            None if self.count == 1 => self.name.clone(),
            None => format!("{} {}", self.name, place + 1),
        }
    }
}

/// What a table says of one member; `None` falls back to the group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Member {
    /// Name, for traces.
    pub name: String,
    /// See [`Group::attention`].
    pub attention: Option<f64>,
    /// See [`Group::context`].
    pub context: Option<f64>,
    /// See [`Group::theta`].
    pub theta: Option<f64>,
    /// See [`Group::pledge`].
    pub pledge: Option<f64>,
    /// See [`Group::tokens`].
    pub tokens: Option<f64>,
}

/// What a body is in the guides' vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// Stakeholder group.
    StakeholderGroup,
    /// Top-level cell.
    TopLevelCell,
    /// A cell.
    Cell,
    /// A council.
    Council,
    /// The community.
    Community,
}

/// A body that decides.
#[derive(Clone, Debug)]
pub struct Body {
    /// Name in the file; for a cell, the cell's name.
    pub name: String,
    /// Address of its dice.
    pub key: Key,
    /// What it is.
    pub kind: BodyKind,
    /// Groups with a seat for each member, in group order.
    pub groups: Vec<GroupId>,
    /// When it meets; `None` if it does not.
    pub meets: Option<Meetings>,
    /// How its votes are shared out among groups; `None` for every seat by itself.
    pub federation: Option<Federation>,
    /// Seats of a panel that is drawn from its members anew for every proposal; `None` if all of them sit.
    pub drawn: Option<u32>,
    /// Who of its members hold their seats by election; `None` if all of them do without.
    pub elected: Option<Elected>,
}

/// How the seats of a body are filled.
#[derive(Clone, Debug)]
pub struct Elected {
    /// The body that elects.
    pub by: BodyId,
    /// How.
    pub rule: Election,
}

/// Whom the members of a group trust to vote for them.
#[derive(Clone, Debug)]
pub struct Trust {
    /// A member of this group.
    pub to: GroupId,
    /// Share of the members that do.
    pub share: f64,
    /// Kinds of decision, by name; empty for all.
    pub kinds: Vec<String>,
}

/// A body's meetings. They fall on ticks `every - 1`, `2 * every - 1` and so on.
#[derive(Clone, Debug, PartialEq)]
pub struct Meetings {
    /// Time between two meetings.
    pub every: Ticks,
    /// Probability that a member attends.
    pub attendance: f64,
    /// Items that a meeting can deal with; `None` for all.
    pub slots: Option<u32>,
    /// Share of the seats that must attend; a meeting without it is void. Meeting it exactly is enough.
    pub quorum: Option<Ratio>,
}

/// A team that works.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Name in the file.
    pub name: String,
    /// Address of its dice.
    pub key: Key,
    /// Its members.
    pub group: GroupId,
    /// The body that they form.
    pub body: BodyId,
    /// Money per member and day of work, major units.
    pub day_rate: f64,
    /// Speed of work relative to a person-day a member and day.
    pub skill: f64,
    /// What moves the cell's motivation.
    pub motivation: Motivation,
    /// Random walk of its position: standard deviation per axis and square root of a day.
    pub drift: f64,
    /// Share of its distance to the purpose that a review takes back.
    pub pull_back: f64,
    /// Time between reviews.
    pub review_every: Ticks,
    /// Money that the cell decides on alone; `None` for none.
    pub budget: Option<Budget>,
}

/// `M += rate (base + autonomy A - interference I - waiting W - M)` per day, within 0.1 to 1.5; A, I and W are shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Motivation {
    /// Level with no influence at all.
    pub base: f64,
    /// Effect of the share of decisions taken in the cell itself.
    pub autonomy: f64,
    /// Effect of the share of the others that were overruled.
    pub interference: f64,
    /// Effect of the share of work that waits for approval.
    pub waiting: f64,
    /// Speed per day.
    pub rate: f64,
}

/// A stream of proposals.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name: the cell's, or that in the file.
    pub name: String,
    /// Address of its dice.
    pub key: Key,
    /// What is decided.
    pub kind: KindId,
    /// What its cost pays for.
    pub pays: Pays,
    /// Whose members bring proposals forward.
    pub body: BodyId,
    /// Ideas per day, a Poisson stream.
    pub per_day: f64,
    /// Cost, major units.
    pub cost: Distribution,
    /// Merit.
    pub merit: Distribution,
    /// Risk.
    pub risk: Distribution,
    /// Whether the proposer keeps back what it does not like itself.
    pub selective: bool,
    /// Whether proposers shade course and cost to the acceptance that the source has met.
    pub anticipates: bool,
    /// The body that loses a member by what is carried out.
    pub expels: Option<BodyId>,
}

impl Source {
    /// The cell that will do the work; `None` if there is none to do.
    pub fn cell(&self) -> Option<CellId> {
        match self.pays {
            Pays::Work(cell) => Some(cell),
            Pays::Nothing | Pays::Budgets | Pays::AtOnce => None,
        }
    }
}

/// A kind of decision.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Name in the file.
    pub name: String,
    /// Its route.
    pub route: Route,
}
