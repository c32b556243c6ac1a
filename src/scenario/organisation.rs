//! What a scenario says of money, trust, exit and the adversary.

use crate::rules::{Exit, Reputation, Weighting, dual_governance};
use crate::units::{BodyId, CellId, GroupId, Money, Ratio, SourceId, Tick, Ticks, Weight};

/// How spending uses up contributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charging {
    /// Everybody in proportion to what is left of its contribution.
    ProRata,
    /// The money that came first.
    OldestFirst,
    /// Those who earmarked their money for the cell, then the others in the order of the file.
    Earmarked,
    /// The largest contributor first.
    LeadFirst,
}

/// What a decision does with its cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// Nothing: the decision is the point.
    Nothing,
    /// Work by a cell.
    Work(CellId),
    /// Budgets: divided among the cells, for what they decide alone.
    Budgets,
    /// Something that is bought at once.
    AtOnce,
}

/// Money that a party pays in later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tranches {
    /// Equal payments, the first at the start.
    pub count: u32,
    /// Time between two of them.
    pub every: Ticks,
}

/// Money that a cell decides on alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// What the budget is filled up to.
    pub amount: Money,
    /// Time between two fillings; the first at the start.
    pub every: Ticks,
}

/// What moves a party: `F = S - distance |y - x|^2 - contagion L - waiting l`.
#[derive(Clone, Debug, PartialEq)]
pub struct Feelings {
    /// Added to the worth of completed work in the eyes of somebody whose objection was overruled.
    pub overruled: f64,
    /// Taken off per day from submission to decision.
    pub delay_per_day: f64,
    /// Weight of the standing distance between course and ideal.
    pub distance: f64,
    /// Weight of the share of contributions that left.
    pub contagion: f64,
    /// Weight of the loss from waiting behind those who already gave notice.
    pub waiting: f64,
    /// Memory of departures, days.
    pub memory_days: f64,
}

/// How being able to leave turns into influence on those who lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Leverage {
    /// How far the top-level cell leans towards a funder on whom it depends wholly, 0 to 1.
    pub deference: f64,
    /// Planning horizon, days.
    pub horizon_days: f64,
    /// Whether each run has a twin in which nobody leans.
    pub measured: bool,
}

/// Somebody who tries to capture the organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Adversary {
    /// Group with insiders; `None` for an adversary without any.
    pub insiders: Option<(GroupId, u32)>,
    /// The stream that carries its proposals.
    pub source: SourceId,
    /// What it does.
    pub plan: Vec<Move>,
}

/// A move of the adversary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// A hollow package under a cover of cost.
    SelfDeal(SelfDeal),
    /// Harmless proposals that use up attention.
    Flood(Flood),
    /// Tokens for the insiders.
    BuyWeight(BuyWeight),
}

/// See [`Move::SelfDeal`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelfDeal {
    /// Money diverted each time, share of the free pool.
    pub share_of_pool: Ratio,
    /// Diverted share of the cost.
    pub diverted: Ratio,
    /// First time.
    pub from: Tick,
    /// Time between two.
    pub every: Ticks,
}

/// See [`Move::Flood`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flood {
    /// Proposals per day.
    pub per_day: f64,
    /// Cost of each.
    pub cost: Money,
    /// First day.
    pub from: Tick,
    /// Length of the flood.
    pub lasts: Ticks,
}

/// See [`Move::BuyWeight`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BuyWeight {
    /// Votes bought, shared equally among the insiders.
    pub tokens: Weight,
    /// Price of a vote, hundredths.
    pub price: u64,
    /// When.
    pub at: Tick,
}

/// Who may protest, and what that holds back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Protest {
    /// Whose members may.
    pub body: BodyId,
    /// How they are weighed.
    pub weighting: Weighting,
    /// How far above the level at which it leaves a member begins to protest, units of merit.
    pub margin: f64,
    /// Seals and lengths, in ticks.
    pub config: dual_governance::Config,
    /// How long a rage quit takes.
    pub rage_quit: Ticks,
}

/// When the organisation counts as captured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    /// A harmful proposal chosen by the adversary was executed.
    pub by_harm: bool,
    /// The adversary was decisive in a majority of the decisions of a period this long.
    pub by_control: Option<Ticks>,
    /// More than this share of all money paid in was diverted.
    pub drained_above: Option<Ratio>,
}

/// Everything above.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// How spending uses up contributions.
    pub charging: Charging,
    /// The right to leave; `None` for none.
    pub exit: Option<Exit>,
    /// How members protest; `None` if they cannot.
    pub protest: Option<Protest>,
    /// How reputation is earned and lost; `None` for none.
    pub reputation: Option<Reputation>,
    /// What moves a party.
    pub feelings: Feelings,
    /// Influence of those who could leave.
    pub leverage: Leverage,
    /// The adversary; `None` for none.
    pub adversary: Option<Adversary>,
    /// When the organisation counts as captured.
    pub captured: Captured,
    /// Mean time until diverted money is noticed, days.
    pub discovery_days: f64,
    /// Split of power among groups that is fair; empty for equal shares.
    pub fair: Vec<f64>,
}
