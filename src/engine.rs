//! The simulation: arrive, decide, apply, judge, settle, check.
use crate::event::Event;
use crate::scenario::Scenario;
use crate::units::Tick;
use crate::world::World;

/// One replicate of a scenario. The caller owns the loop.
pub struct Simulation<'s> {
    scenario: &'s Scenario,
    world: World,
}

impl<'s> Simulation<'s> {
    /// Replicate `replicate` of a scenario, before its first tick.
    pub fn new(scenario: &'s Scenario, replicate: u64) -> Simulation<'s> {
        Simulation { scenario, world: World { replicate, now: Tick(0) } }
    }
    /// Starts over with another replicate, keeping the buffers.
    pub fn reset(&mut self, replicate: u64) {
        self.world = World { replicate, now: Tick(0) };
    }
    /// Runs one tick; `false` once the horizon is reached.
    pub fn step(&mut self) -> bool {
        if self.world.now.0 >= self.scenario.horizon.0 {
            return false;
        }
        self.world.now.0 += 1;
        true
    }
    /// The world after the last tick.
    pub fn world(&self) -> &World {
        &self.world
    }
    /// What happened in the last tick.
    pub fn events(&self) -> &[Event] {
        &[]
    }
}
