//! The simulation: one tick after the other, and nothing else changes state.
//!
//! ```text
//!   arrive   money comes in, the purpose and the cells drift, new proposals enter their routes; what time has decided is judged
//!   decide   everybody sees the same morning: people read, meet, and form what they want to do
//!   apply    what they want happens
//!   judge    what they did is judged; what follows from it opens the next morning
//!   settle   what was accepted is carried out, cells work
//!   check    conservation and bounds
//! ```
//!
//! A stage that opens on the morning of tick `t` with a clock of `D` is judged on the morning of `t + D`: exactly `D` ticks of
//! attention, and a latency of exactly `D`.

use crate::agents;
use crate::event::Event;
use crate::scenario::Scenario;
use crate::units::{Money, SourceId};
use crate::world::{Idea, Intent, View, World};

/// One replicate of a scenario. The caller owns the loop.
///
/// ```
/// # use folkmoot::{engine::Simulation, scenario::Scenario};
/// let scenario = Scenario::load("scenarios/partnership.toml")?;
/// let mut sim = Simulation::new(&scenario, 0);
/// let mut decisions = 0;
/// while sim.step() {
///     decisions += sim.events().iter().filter(|event| matches!(event, folkmoot::event::Event::Decided(..))).count();
/// }
/// assert!(decisions > 0);
/// # Ok::<(), folkmoot::scenario::Problems>(())
/// ```
pub struct Simulation<'s> {
    scenario: &'s Scenario,
    world: World,
    intents: Vec<Intent>,
    votes: Vec<u64>,
}

impl<'s> Simulation<'s> {
    /// Replicate `replicate` of a scenario, before its first tick.
    pub fn new(scenario: &'s Scenario, replicate: u64) -> Simulation<'s> {
        let mut sim = Simulation { scenario, world: World::new(scenario, replicate), intents: Vec::new(), votes: Vec::new() };
        sim.hold_elections();
        sim
    }

    /// Starts over with another replicate, keeping the buffers.
    pub fn reset(&mut self, replicate: u64) {
        self.world.restart(self.scenario, replicate);
        self.hold_elections();
    }

    /// Runs one tick; `false`, and nothing done, once the horizon is reached.
    ///
    /// # Panics
    /// When an invariant is broken: a bug of the engine, never of the scenario. The message says how to run it again.
    pub fn step(&mut self) -> bool {
        self.step_in_order(|_| {})
    }

    /// The same, with the acts of the day worked off in another order. Nothing may depend on it: a test shuffles them.
    pub fn step_in_order(&mut self, mut order: impl FnMut(&mut [Intent])) -> bool {
        if self.world.now().0 >= self.scenario.horizon.0 {
            return false;
        }
        self.world.begin_tick();
        self.arrive();
        self.decide();
        order(&mut self.intents);
        self.world.apply(self.scenario, &self.intents);
        self.world.judge_touched(self.scenario);
        self.world.execute(self.scenario);
        self.world.work(self.scenario);
        self.leave();
        self.world.watch_for_capture(self.scenario);
        self.check();
        self.world.end_tick();
        true
    }

    /// The world after the last tick.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What happened in the last tick, in order.
    pub fn events(&self) -> &[Event] {
        self.world.events()
    }

    fn arrive(&mut self) {
        self.recall();
        self.hold_elections();
        self.world.pay_tranches(self.scenario);
        self.world.refill_budgets(self.scenario);
        self.world.weigh_leverage(self.scenario);
        self.world.fade_reputation(self.scenario);
        self.world.step_protest(self.scenario);
        self.world.drift(self.scenario);
        self.world.discover(self.scenario);
        self.world.plot(self.scenario);
        for source in 0..self.scenario.sources.len() {
            let source = SourceId(u16::try_from(source).expect("sources are counted in u16"));
            while let Some(idea) = self.world.next_idea(self.scenario, source) {
                self.bring_forward(idea);
            }
        }
        self.world.ring(self.scenario);
    }

    /// Elections whose day it is, one body after the other.
    fn hold_elections(&mut self) {
        while let Some(body) = self.world.next_election(self.scenario) {
            agents::elect(View::of(&self.world, self.scenario), body, &mut self.votes);
            self.world.seat(self.scenario, body, &self.votes);
        }
    }

    /// Those who elect a body are asked whether they want another, where they may.
    fn recall(&mut self) {
        for place in 0..self.scenario.bodies.len() {
            if let Some((body, elected)) = self.world.asks_for_recall(self.scenario, place) {
                let unhappy = agents::want_recall(View::of(&self.world, self.scenario), elected.by);
                self.world.recall(body, elected, unhappy);
            }
        }
    }

    fn bring_forward(&mut self, idea: Idea) {
        let view = View::of(&self.world, self.scenario);
        let idea = agents::shade(view, idea);
        let taken = self.world.takes_proposals();
        if !taken {
            self.world.keep_back(&idea);
        } else if !self.scenario.sources[idea.source().idx()].selective || agents::wants_to_submit(view, &idea) {
            self.world.submit(self.scenario, &idea, Money(0), false);
        } else {
            self.world.keep_back(&idea);
        }
    }

    fn decide(&mut self) {
        self.world.read(self.scenario);
        self.world.ask_again(self.scenario);
        self.world.meet(self.scenario);
        self.world.call_judges(self.scenario);
        let view = View::of(&self.world, self.scenario);
        agents::decide(view, self.world.fresh(), self.world.hearings(), &mut self.intents);
    }

    fn leave(&mut self) {
        self.world.forget_departures(self.scenario);
        if self.world.asks_about_protest() {
            self.intents.clear();
            agents::decide_to_protest(View::of(&self.world, self.scenario), &mut self.intents);
            self.world.apply_protests(&self.intents);
        }
        if self.world.asks_about_leaving(self.scenario) {
            self.intents.clear();
            agents::decide_to_leave(View::of(&self.world, self.scenario), &mut self.intents);
            self.world.apply_notices(self.scenario, &self.intents);
        }
        self.world.let_go(self.scenario);
    }

    fn check(&self) {
        if let Err(broken) = self.world.check() {
            let Scenario { name, seed, .. } = self.scenario;
            let (replicate, tick) = (self.world.replicate(), self.world.now().0);
            panic!("{broken}: scenario `{name}`, seed {seed}, replicate {replicate}, tick {tick}");
        }
    }
}
