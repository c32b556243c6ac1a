//! What is remembered of a proposal: when it came and went, and what it was worth.

use crate::event::Outcome;
use crate::units::{KindId, Tick};

/// One proposal through all its revisions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lineage {
    /// What was decided.
    pub kind: KindId,
    /// When it was submitted.
    pub submitted: Tick,
    /// When it left its route.
    pub decided: Option<Tick>,
    /// When the work on it was done.
    pub completed: Option<Tick>,
    /// How it left its route.
    pub outcome: Option<Outcome>,
    /// Worth for the purpose at submission per unit of size: good above 0, harmful below.
    pub worth: f64,
    /// Cost over the reference cost.
    pub size: f64,
    /// Whether its risk is above the median of its source.
    pub risky: bool,
    /// Whether the adversary chose it.
    pub adversary: bool,
    /// Whether nobody but its own body had a say.
    pub local: bool,
}

impl Lineage {
    /// Money value: worth times size.
    pub fn value(&self) -> f64 {
        self.worth * self.size
    }

    /// Whether it was carried out.
    pub fn executed(&self) -> bool {
        self.outcome == Some(Outcome::Executed)
    }

    /// Whether somebody decided on its worth: an accepted proposal without money is nobody's judgement.
    pub fn judged(&self) -> bool {
        self.executed() || self.stopped()
    }

    /// Whether it was stopped: rejected, lapsed, or withdrawn after revision.
    pub fn stopped(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Rejected | Outcome::Lapsed | Outcome::Withdrawn))
    }

    /// Whether it serves the purpose.
    pub fn good(&self) -> bool {
        self.worth > 0.0
    }

    /// Whether it harms the purpose.
    pub fn harmful(&self) -> bool {
        self.worth < 0.0
    }
}
