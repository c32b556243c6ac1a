//! Proposals: one row per lineage, through all its revisions, in order of submission.

use super::columns::columns;
use crate::dice::Lineage;
use crate::event::Outcome;
use crate::units::{Money, PartyId, Point, SourceId, Tick};

columns! {
    /// One row per proposal, by [`crate::units::ProposalId`].
    Proposals {
        /// The stream it came from.
        source: SourceId,
        /// Address of its dice.
        lineage: Lineage,
        /// Which of its source's ideas it is, from 0, those that were kept back among them: the same under every rule.
        arrival: u32,
        /// Who brought it forward.
        proposer: PartyId,
        /// Cost.
        cost: Money,
        /// Cost over the reference cost.
        size: f64,
        /// Attention that it takes to read, items.
        effort: f64,
        /// Merit, standard deviations of honest merit. Hidden from agents.
        merit: f64,
        /// Loss from diversion, units of merit. Hidden from agents.
        loss: f64,
        /// Risk that a reader sees.
        risk: f64,
        /// Where it moves the course.
        step: Point,
        /// Worth for the purpose at submission, units of merit: good above 0, harmful below. Hidden from agents.
        worth: f64,
        /// The same when it was carried out, with the course and step of that day; 0 before. Hidden from agents.
        worth_done: f64,
        /// When it was submitted.
        submitted: Tick,
        /// How often it went back to its proposer.
        revisions: u8,
        /// Whether only its own cell has had a say so far.
        local: bool,
        /// Money that will be diverted. Hidden from agents.
        diverted: Money,
        /// Whether the adversary chose it. Hidden from agents.
        adversary: bool,
        /// Whether a stage would have ended otherwise without the adversary's insiders.
        adversary_decisive: bool,
        /// How it left its route; `None` while it is open.
        outcome: Option<Outcome>,
        /// When it left its route; [`Tick::NEVER`] while it is open.
        decided: Tick,
        /// When the work on it was done; [`Tick::NEVER`] before.
        completed: Tick,
    }
}

impl Proposals {
    /// Proposals submitted so far.
    pub fn count(&self) -> usize {
        self.source.len()
    }
}
