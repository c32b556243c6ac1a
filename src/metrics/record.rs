//! What a metric may look at: the story of one run, condensed while it happens.
use crate::event::Event;
use crate::scenario::Scenario;
use crate::world::World;

/// One proposal through all its revisions.
pub struct Lineage;

/// See the module.
pub struct Record {
    ticks: u64,
    replicate: u64,
}

impl Record {
    /// An empty record for runs of this scenario.
    pub fn new(_scenario: &Scenario) -> Record {
        Record { ticks: 0, replicate: 0 }
    }
    /// Forgets the run before, keeps the buffers.
    pub fn reset(&mut self) {
        self.ticks = 0;
    }
    /// Takes in one tick.
    pub fn observe(&mut self, world: &World, _events: &[Event]) {
        self.ticks += 1;
        self.replicate = world.replicate;
    }
    pub(super) fn stub(&self, n: u64) -> f64 {
        let key = crate::dice::Key(self.replicate).nth(n).nth(self.ticks / 100);
        (key.0 >> 40) as f64 / 16_777_216.0 * 2.0 * n as f64
    }
}
