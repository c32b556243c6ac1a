//! Leverage: those who lead lean towards a funder who could leave and be missed.
//!
//! `dep_i = max(0, 1 - R_without_i / min(R, H))` times the share of its money that the exit rule would really pay; `R` is the
//! runway in days. Reserves and plurality free the organisation; without a right to exit there is no lever.

use super::World;
use crate::rules::exit;
use crate::scenario::{BodyKind, Scenario};
use crate::units::{Money, Point};

/// Where the leaders' wishes are drawn to: `(1 - weight) * own + pull`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lean {
    /// Share of the wish that is not their own, 0 to 1.
    pub weight: f64,
    /// Sum of the funders' ideal points, each times its share.
    pub pull: Point,
}

impl Lean {
    /// A point as it looks to somebody who leans.
    pub fn of(&self, point: &Point) -> Point {
        std::array::from_fn(|axis| (1.0 - self.weight) * point[axis] + self.pull[axis])
    }
}

impl World {
    /// Takes stock of who depends on whom this morning.
    pub(crate) fn weigh_leverage(&mut self, scenario: &Scenario) {
        let law = &scenario.organisation.leverage;
        self.lean = Lean::default();
        // Who leans is moved every day; nobody else asks but metrics, at reporting dates.
        let leans = law.deference > 0.0 && scenario.bodies.iter().any(|body| body.kind == BodyKind::TopLevelCell);
        let reported = (self.now.0 + 1).is_multiple_of(scenario.report_every.0.max(1)) || self.now.0 + 1 >= scenario.horizon.0;
        if !leans && !reported {
            return;
        }
        self.dependency.clear();
        self.dependency.resize(self.treasury.funders().len(), 0.0);
        if scenario.organisation.exit.is_none() {
            return;
        }
        for at in 0..self.dependency.len() {
            self.dependency[at] = self.dependency_on(scenario, at);
        }
        let total: f64 = self.dependency.iter().sum::<f64>() * law.deference;
        let scale = if total > 1.0 { law.deference / total } else { law.deference };
        for (funder, dependency) in self.treasury.funders().iter().zip(&self.dependency) {
            let share = scale * dependency;
            let ideal = self.ideals.of(funder.party);
            self.lean.weight += share;
            self.lean.pull.iter_mut().zip(ideal).for_each(|(pull, axis)| *pull += share * axis);
        }
    }

    /// How much would be lost if this funder left today, 0 to 1.
    fn dependency_on(&self, scenario: &Scenario, funder: usize) -> f64 {
        let Some(right) = scenario.organisation.exit else { return 0.0 };
        let own = self.treasury.own_uncommitted(funder);
        let days = scenario.clock.days(self.now.since(crate::units::Tick(0)));
        let daily = (self.treasury.spent() + self.treasury.diverted()).major() / days.max(1.0);
        if own == Money(0) || daily <= 0.0 || !self.parties.active[self.treasury.funders()[funder].party.idx()] {
            return 0.0;
        }
        let mut claims = [self.claim(&right, funder)];
        exit::settle(right.paid, self.treasury.free(), &mut claims);
        let really_paid = (claims[0].major() / own.major()).min(1.0);
        let runway = |free: Money| free.major() / daily;
        let without = runway(self.treasury.free() - own.min(self.treasury.free()));
        let planned = runway(self.treasury.free()).min(scenario.organisation.leverage.horizon_days);
        if planned <= 0.0 { 0.0 } else { (1.0 - without / planned).max(0.0) * really_paid }
    }
}
