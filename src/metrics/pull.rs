//! How far the funder who promised most draws the course to itself by being able to leave: the run against its twin, under the same
//! dice, in which nobody leans.

use crate::units::distance_squared;
use crate::world::World;

/// Below this distance between lead funder and purpose there is no direction to be drawn in.
const APART: f64 = 0.1;

/// The pull over the ticks so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pull {
    sum: f64,
    ticks: u32,
}

impl Pull {
    /// Takes in a tick in which the lead funder is a member: the difference of the two courses, projected on the way from the
    /// purpose to the funder, per unit of that way.
    pub fn observe(&mut self, world: &World, twin: &World) {
        let lead =
            world.treasury().funders().iter().reduce(|lead, funder| if funder.pledged > lead.pledged { funder } else { lead });
        let Some(lead) = lead.filter(|lead| world.parties().active()[lead.party.idx()]) else { return };
        let (wish, purpose) = (&world.ideals().of(lead.party), world.purpose());
        let apart = distance_squared(wish, purpose);
        if apart >= APART * APART {
            let drawn = (0..wish.len()).map(|axis| (world.course()[axis] - twin.course()[axis]) * (wish[axis] - purpose[axis]));
            self.sum += drawn.sum::<f64>() / apart;
            self.ticks += 1;
        }
    }

    /// Mean over those ticks; `None` without any.
    pub fn mean(&self) -> Option<f64> {
        crate::units::share_of(self.sum, f64::from(self.ticks))
    }
}
