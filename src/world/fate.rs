//! How a proposal's life ends: it is carried out, or not; and what that does.

use super::World;
use crate::event::{Event, Outcome};
use crate::scenario::{Pays, Scenario};
use crate::units::{Point, ProposalId, distance_squared, moved};

impl World {
    /// Carries out what was accepted today: money is committed, the course moves, work is queued. Frees the slots of all that is
    /// decided.
    pub(crate) fn execute(&mut self, scenario: &Scenario) {
        for at in 0..self.accepted.len() {
            let proposal = self.accepted[at];
            if self.fund(scenario, proposal) {
                let before = distance_squared(&self.course, &self.purpose);
                let step = self.proposals.step[proposal.idx()];
                self.move_course(&step);
                let gain = self.mean_stake * (before - distance_squared(&self.course, &self.purpose));
                let row = proposal.idx();
                self.proposals.worth_done[row] = self.proposals.merit[row] - self.proposals.loss[row] + gain;
                self.stirred = true;
                self.decide(scenario, proposal, Outcome::Executed);
            } else {
                self.decide(scenario, proposal, Outcome::Unfunded);
            }
        }
        self.accepted.clear();
        let World { open, leaving, free_slots, .. } = self;
        open.retain(|slot| !leaving.contains(slot));
        free_slots.append(leaving);
    }

    /// Finds the money for an accepted proposal and sets it to its use; `false` if there is none.
    fn move_course(&mut self, step: &Point) {
        self.course = moved(&self.course, step);
        let World { parties, ideals, course, .. } = self;
        ideals.distances(0..parties.off_course.len(), course, |some, apart| parties.off_course[some].copy_from_slice(apart));
    }

    fn fund(&mut self, scenario: &Scenario, proposal: ProposalId) -> bool {
        let at = proposal.idx();
        let (cost, local) = (self.proposals.cost[at], self.proposals.local[at]);
        let pays = scenario.sources[self.proposals.source[at].idx()].pays;
        match pays {
            Pays::Nothing => return true,
            Pays::Budgets => {
                self.fill_budgets(scenario, cost);
                return true;
            }
            Pays::Work(cell) if !self.treasury.commit(cost, Some(cell), local) => return false,
            Pays::AtOnce if !self.treasury.commit(cost, None, false) => return false,
            Pays::Work(_) | Pays::AtOnce => {}
        }
        self.divert(scenario, proposal);
        let honest = cost - self.proposals.diverted[at];
        match pays {
            Pays::Work(cell) => self.enqueue(proposal, cell, honest, scenario.cells[cell.idx()].day_rate),
            Pays::AtOnce => self.treasury.spend(honest),
            Pays::Nothing | Pays::Budgets => {}
        }
        true
    }

    /// The proposal leaves its route for good.
    pub(in crate::world) fn decide(&mut self, scenario: &Scenario, proposal: ProposalId, outcome: Outcome) {
        let at = proposal.idx();
        self.proposals.outcome[at] = Some(outcome);
        self.proposals.decided[at] = self.now;
        let source_id = self.proposals.source[at];
        let source = &scenario.sources[source_id.idx()];
        let stopped = matches!(outcome, Outcome::Rejected | Outcome::Lapsed | Outcome::Withdrawn);
        let met = &mut self.arrivals[source_id.idx()].met;
        if stopped {
            met.0 += 1;
        } else {
            met.1 += 1;
        }
        self.forget_voices(proposal, outcome);
        if let Some(cell) = source.cell() {
            self.teams[cell.idx()].heard(self.proposals.local[at], stopped);
        }
        let slot = self.slot_of(proposal);
        self.leaving.push(slot);
        self.n_decided += 1;
        self.events.push(Event::Decided(proposal, outcome));
    }
}
