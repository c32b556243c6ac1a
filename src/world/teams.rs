//! Cells at work: a queue of funded packages, worked off in order at the speed of members, skill and motivation.

use super::World;
use crate::event::Event;
use crate::math;
use crate::scenario::{Cell, Scenario};
use crate::units::{CellId, Money, Point, ProposalId};
use std::collections::VecDeque;

/// Least and greatest motivation.
pub(in crate::world) const MOTIVATION: (f64, f64) = (0.1, 1.5);

/// A package in a cell's queue.
#[derive(Clone, Copy, Debug)]
pub(in crate::world) struct Package {
    pub proposal: ProposalId,
    /// Work left, person-days.
    pub left: f64,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Team {
    pub(in crate::world) position: Point,
    pub(in crate::world) motivation: f64,
    pub(in crate::world) queue: VecDeque<Package>,
    pub(in crate::world) waiting: u32,
    pub(in crate::world) decided: u32,
    pub(in crate::world) decided_locally: u32,
    pub(in crate::world) overruled: u32,
    pub(in crate::world) capacity: f64,
    pub(in crate::world) unused: f64,
}

impl Team {
    /// What the cell works towards, a point in issue space.
    pub fn position(&self) -> &Point {
        &self.position
    }

    /// Motivation, 0.1 to 1.5.
    pub fn motivation(&self) -> f64 {
        self.motivation
    }

    /// Packages approved and not finished.
    pub fn n_queued(&self) -> usize {
        self.queue.len()
    }

    /// Own proposals that wait for a decision.
    pub fn n_waiting(&self) -> u32 {
        self.waiting
    }

    /// Work that the cell could do in the last tick, person-days.
    pub fn capacity(&self) -> f64 {
        self.capacity
    }

    /// Capacity that had no package to go to in the last tick, person-days.
    pub fn unused(&self) -> f64 {
        self.unused
    }

    /// Starts over at `position`.
    pub(in crate::world) fn restart(&mut self, position: Point, cell: &Cell) {
        let mut queue = std::mem::take(&mut self.queue);
        queue.clear();
        *self = Team { position, motivation: cell.motivation.base, queue, ..Team::default() };
    }

    /// Takes in how a decision on the cell's own proposal ended.
    pub(in crate::world) fn heard(&mut self, local: bool, stopped: bool) {
        self.waiting -= 1;
        self.decided += 1;
        self.decided_locally += u32::from(local);
        self.overruled += u32::from(stopped && !local);
    }

    /// The shares that move motivation: decided locally, overruled among the others, waiting for approval.
    fn influences(&self) -> (f64, f64, f64) {
        let share = |part: u32, whole: u32| if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) };
        let autonomy = share(self.decided_locally, self.decided);
        let interference = share(self.overruled, self.decided - self.decided_locally);
        let queued = u32::try_from(self.queue.len()).expect("queues are short");
        (autonomy, interference, share(self.waiting, self.waiting + queued + 1))
    }

    /// One tick of change in motivation.
    fn feel(&mut self, cell: &Cell, days: f64) {
        let law = &cell.motivation;
        let (autonomy, interference, waiting) = self.influences();
        let level = law.base + law.autonomy * autonomy - law.interference * interference - law.waiting * waiting;
        let pull = 1.0 - math::exp(-law.rate * days);
        self.motivation = (self.motivation + pull * (level - self.motivation)).clamp(MOTIVATION.0, MOTIVATION.1);
    }
}

impl World {
    /// Fills the cells' budgets up on the days that the scenario names.
    pub(crate) fn refill_budgets(&mut self, scenario: &Scenario) {
        for (idx, cell) in scenario.cells.iter().enumerate() {
            let Some(budget) = cell.budget.filter(|budget| self.now.0.is_multiple_of(budget.every.0.max(1))) else { continue };
            let id = CellId(u16::try_from(idx).expect("cells are counted in u16"));
            let missing = Money(budget.amount.0.saturating_sub(self.treasury.budget_of(id).0));
            self.treasury.budget(id, missing);
        }
    }

    /// Divides money among the cells' budgets; dust stays free.
    pub(in crate::world) fn fill_budgets(&mut self, scenario: &Scenario, amount: Money) {
        let n = scenario.cells.len().max(1) as u64;
        for idx in 0..scenario.cells.len() {
            self.treasury.budget(CellId(u16::try_from(idx).expect("cells are counted in u16")), Money(amount.0 / n));
        }
    }

    /// Gives a funded package to the cell that asked for it.
    pub(in crate::world) fn enqueue(&mut self, proposal: ProposalId, cell: CellId, honest: Money, day_rate: f64) {
        let left = honest.major() / day_rate;
        self.teams[cell.idx()].queue.push_back(Package { proposal, left });
    }

    /// One tick of work in every cell. What is left of a tick after a package is done goes to the next one.
    pub(crate) fn work(&mut self, scenario: &Scenario) {
        let days = scenario.clock.days_per_tick();
        for (idx, cell) in scenario.cells.iter().enumerate() {
            let there = self.seats.of_group(scenario, cell.group).filter(|p| self.parties.active[*p]);
            let members = there.count() as f64;
            let team = &mut self.teams[idx];
            team.feel(cell, days);
            team.capacity = members * cell.skill * team.motivation * days;
            let mut left = team.capacity;
            while let Some(package) = self.teams[idx].queue.front_mut() {
                if package.left > left {
                    package.left -= left;
                    left = 0.0;
                    break;
                }
                left -= package.left;
                let done = package.proposal;
                self.teams[idx].queue.pop_front();
                self.complete(scenario, done, CellId(u16::try_from(idx).expect("cells are counted in u16")));
            }
            self.teams[idx].unused = left;
        }
    }

    /// The work is done: it is paid for, and everybody sees what it was worth.
    fn complete(&mut self, scenario: &Scenario, proposal: ProposalId, cell: CellId) {
        let row = proposal.idx();
        self.treasury.spend(self.proposals.cost[row] - self.proposals.diverted[row]);
        self.proposals.completed[row] = self.now;
        let seen = self.proposals.worth_done[row] + self.proposals.loss[row];
        for trust in &mut self.trust {
            *trust += scenario.value.trust_rate * (seen - *trust);
        }
        self.events.push(Event::Completed(proposal, cell));
        self.earn_reputation(scenario, proposal, cell);
        self.take_in_completion(scenario, proposal);
    }
}
