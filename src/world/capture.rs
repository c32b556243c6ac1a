//! Capture: whether the adversary has what it wants, and since when.

use super::World;
use crate::event::{Event, Outcome};
use crate::scenario::Scenario;
use crate::units::Tick;

/// A condition of capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// A harmful proposal chosen by the adversary was executed.
    Harm,
    /// The adversary was decisive in a majority of decisions over the stated period.
    Control,
    /// Too much money was diverted.
    Drain,
}

/// Decisions lately, and those in which the adversary was decisive.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Watch {
    decisions: std::collections::VecDeque<(Tick, bool)>,
    pub captured: [bool; 3],
}

impl Watch {
    pub fn clear(&mut self) {
        self.decisions.clear();
        self.captured = [false; 3];
    }
}

impl World {
    /// Looks at what happened today. The first day on which a condition is true is an event.
    pub(crate) fn watch_for_capture(&mut self, scenario: &Scenario) {
        let conditions = scenario.organisation.captured;
        if scenario.organisation.adversary.is_none() {
            return;
        }
        let mut harm = false;
        for at in 0..self.events.len() {
            if let Event::Decided(proposal, outcome) = self.events[at] {
                let row = proposal.idx();
                let harmful = self.proposals.adversary[row] && self.proposals.worth[row] < 0.0;
                harm |= harmful && outcome == Outcome::Executed;
                let decisive = self.proposals.adversary_decisive[row];
                self.watch.decisions.push_back((self.now, decisive));
            }
        }
        let control = conditions.by_control.is_some_and(|period| {
            while self.watch.decisions.front().is_some_and(|(at, _)| self.now.since(*at) >= period) {
                self.watch.decisions.pop_front();
            }
            let decisive = self.watch.decisions.iter().filter(|(_, decisive)| *decisive).count();
            self.now.0 + 1 >= period.0 && 2 * decisive > self.watch.decisions.len()
        });
        let (diverted, paid_in) = (self.treasury.diverted().0, self.treasury.paid_in().0);
        let drain = conditions.drained_above.is_some_and(|share| share.is_exceeded_by(diverted, paid_in));
        for (at, (true_now, means)) in
            [(conditions.by_harm && harm, Means::Harm), (control, Means::Control), (drain, Means::Drain)].into_iter().enumerate()
        {
            if true_now && !self.watch.captured[at] {
                self.watch.captured[at] = true;
                self.events.push(Event::Captured(means));
            }
        }
    }
}
