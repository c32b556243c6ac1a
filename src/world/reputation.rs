//! Reputation: who delivers earns it, and it fades. Where a scenario has none nothing here does anything.

use super::World;
use crate::rules::reputation::Earner;
use crate::scenario::Scenario;
use crate::units::{CellId, Money, ProposalId, Weight};

impl World {
    /// What fades today.
    pub(crate) fn fade_reputation(&mut self, scenario: &Scenario) {
        let Some(rule) = scenario.organisation.reputation else { return };
        if self.now.0 == 0 || !self.now.0.is_multiple_of(rule.every.0.max(1)) {
            return;
        }
        self.parties.reputation.iter_mut().for_each(|points| *points = rule.faded(*points));
        self.seats.lay_out(scenario, &self.parties);
    }

    /// The work on a proposal is done: whoever did it is thought more of.
    pub(in crate::world) fn earn_reputation(&mut self, scenario: &Scenario, proposal: ProposalId, cell: CellId) {
        let Some(rule) = scenario.organisation.reputation else { return };
        let reference = Money((scenario.value.reference_cost * Money::MAJOR as f64) as u64);
        let points = rule.earned(self.proposals.cost[proposal.idx()], reference);
        match rule.earner {
            Earner::Proposer => self.parties.reputation[self.proposals.proposer[proposal.idx()].idx()] += points,
            Earner::Cell => {
                let team = self.seats.of_group(scenario, scenario.cells[cell.idx()].group);
                let there = team.clone().filter(|p| self.parties.active[*p]).count() as u64;
                let each = Weight(points.0.checked_div(there).unwrap_or(0));
                for p in team.filter(|p| self.parties.active[*p]) {
                    self.parties.reputation[p] += each;
                }
            }
        }
        self.seats.lay_out(scenario, &self.parties);
    }
}
