//! What can be said before anything is run: whether the cells could do, and the money pay for, everything that they submit.

use super::{Distribution, Group, Pays, Scenario, Source};
use crate::units::CellId;
use crate::world::share_submitted;

/// Days in a month, as scenario files count them.
const MONTH_DAYS: f64 = 30.0;

/// Loads and runway if everything that is submitted were approved.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Work asked of each cell / its capacity at motivation 1, from 0; above 1 its queue grows for ever.
    pub loads: Vec<f64>,
    /// Months until all money paid in is spent; `None` where no money limits anything, or nothing costs any.
    pub runway_months: Option<f64>,
    /// Length of the run in the same months.
    pub horizon_months: f64,
}

impl Scenario {
    /// What full approval would ask of cells and money. The adversary's proposals are not counted.
    ///
    /// A cell's load is its submitted ideas a day, times their mean cost, over day rate, members and skill.
    pub fn outlook(&self) -> Outlook {
        let loads = (0..self.cells.len()).map(|cell| self.cell_load(cell)).collect();
        let paid: f64 = self.groups.iter().map(|group| self.paid_in(group)).sum();
        let costs = |source: &&Source| match source.pays {
            Pays::Work(_) | Pays::AtOnce => true,
            Pays::Nothing | Pays::Budgets => false,
        };
        let daily: f64 = self.sources.iter().filter(costs).map(|source| self.asked_per_day(source)).sum();
        let months = |days: f64| days / MONTH_DAYS;
        Outlook {
            loads,
            runway_months: (paid > 0.0 && daily > 0.0).then(|| months(paid / daily)),
            horizon_months: months(self.clock.days(self.horizon)),
        }
    }

    fn cell_load(&self, idx: usize) -> f64 {
        let cell = &self.cells[idx];
        let own = |source: &&Source| source.cell().map(CellId::idx) == Some(idx);
        let asked: f64 = self.sources.iter().filter(own).map(|source| self.asked_per_day(source)).sum();
        asked / (cell.day_rate * cell.skill * f64::from(self.groups[cell.group.idx()].count))
    }

    /// Money that a stream asks for, major units a day.
    fn asked_per_day(&self, source: &Source) -> f64 {
        if source.per_day > 0.0 { source.per_day * share_submitted(self, source) * source.cost.moments().0.max(0.0) } else { 0.0 }
    }

    /// Money that a group is expected to pay in within the horizon, major units.
    fn paid_in(&self, group: &Group) -> f64 {
        let mean = match group.pledge {
            Distribution::Fixed(pledge) => pledge,
            law => law.moments().0,
        };
        let listed: f64 = group.members.iter().map(|member| member.pledge.unwrap_or(mean)).sum();
        let whole = if group.members.is_empty() { f64::from(group.count) * mean } else { listed };
        let paid = group.tranches.map_or(1.0, |tranches| {
            let last = self.horizon.0.saturating_sub(1) / tranches.every.0.max(1);
            f64::from(tranches.count.min(last + 1)) / f64::from(tranches.count.max(1))
        });
        whole.max(0.0) * paid
    }
}
