//! What a metric may look at: the story of one run, condensed while it happens.
//!
//! A record reads events and columns after each tick and never touches the run. It is as long as the list of proposals.

use super::{Groups, Lineage, Pull, Society, Weights};
use crate::event::Event;
use crate::scenario::{Hours, Scenario};
use crate::units::{Clock, Tick, Ticks};
use crate::world::World;

/// The story of one run so far.
#[derive(Clone, Debug)]
pub struct Record {
    clock: Clock,
    warm_up: Tick,
    horizon: Ticks,
    report_every: Ticks,
    hours: Hours,
    longest_route: Vec<Ticks>,
    median_risk: Vec<f64>,
    lineages: Vec<Lineage>,
    /// Rows of the lineages decided and completed after the warm-up, in that order.
    decided: Vec<u32>,
    completed: Vec<u32>,
    n_decisions_of: Vec<u32>,
    society: Society,
    groups: Groups,
    weights: Weights,
    pull: Pull,
    elapsed: Ticks,
    /// Proposals in their route, summed over the ticks since the last reporting date, and those ticks.
    backlog_lately: (f64, f64),
    fresh_period: bool,
    backlog_sum: f64,
    governing_hours: f64,
    capacity: f64,
    idle: f64,
}

impl Record {
    /// An empty record for runs of this scenario.
    pub fn new(scenario: &Scenario) -> Record {
        Record {
            clock: scenario.clock,
            warm_up: Tick(0) + scenario.warm_up,
            horizon: scenario.horizon,
            report_every: scenario.report_every,
            hours: scenario.hours.clone(),
            longest_route: scenario.kinds.iter().map(|kind| scenario.longest_route(kind)).collect(),
            median_risk: scenario.sources.iter().map(|source| source.risk.median()).collect(),
            lineages: Vec::new(),
            decided: Vec::new(),
            completed: Vec::new(),
            n_decisions_of: vec![0; scenario.kinds.len()],
            society: Society::new(scenario),
            groups: Groups::new(scenario),
            weights: Weights::new(scenario),
            pull: Pull::default(),
            elapsed: Ticks(0),
            backlog_lately: (0.0, 0.0),
            fresh_period: false,
            backlog_sum: 0.0,
            governing_hours: 0.0,
            capacity: 0.0,
            idle: 0.0,
        }
    }

    /// Forgets the run before, keeps the buffers.
    pub fn reset(&mut self) {
        self.lineages.clear();
        self.decided.clear();
        self.completed.clear();
        self.n_decisions_of.fill(0);
        self.society.reset();
        self.groups.reset();
        self.weights.forget();
        self.pull = Pull::default();
        self.elapsed = Ticks(0);
        self.backlog_lately = (0.0, 0.0);
        self.fresh_period = false;
        self.backlog_sum = 0.0;
        self.governing_hours = 0.0;
        self.capacity = 0.0;
        self.idle = 0.0;
    }

    /// Takes in the tick that has just run.
    pub fn observe(&mut self, world: &World, events: &[Event]) {
        let now = Tick(self.elapsed.0);
        let counts = now >= self.warm_up;
        for event in events {
            self.take_in(world, event, now);
            self.society.take_in(world, event, now, counts);
            self.groups.take_in(world, event, counts);
            if counts {
                self.governing_hours += self.hours_of(world, event);
            }
        }
        self.elapsed = self.elapsed + Ticks(1);
        self.society.observe(world, counts);
        if std::mem::take(&mut self.fresh_period) {
            self.backlog_lately = (0.0, 0.0);
        }
        if self.elapsed >= self.horizon || self.elapsed.0.is_multiple_of(self.report_every.0.max(1)) {
            self.society.take_stock(world, counts);
            self.groups.take_stock(world, counts);
            self.weights.take_stock(world);
            self.fresh_period = true;
        }
        let backlog = world.n_open() as f64;
        self.backlog_lately.0 += backlog;
        self.backlog_lately.1 += 1.0;
        if counts {
            self.backlog_sum += backlog;
            for team in world.teams() {
                self.capacity += team.capacity();
                if team.n_waiting() > 0 {
                    self.idle += team.unused();
                }
            }
        }
    }

    /// Takes in where the same replicate has come to with nobody leaning towards funders, after [`Record::observe`].
    pub fn observe_twin(&mut self, world: &World, twin: &World) {
        if Tick(self.elapsed.0) > self.warm_up {
            self.pull.observe(world, twin);
        }
    }

    fn take_in(&mut self, world: &World, event: &Event, now: Tick) {
        match *event {
            Event::Submitted(proposal) => {
                let (table, at) = (world.proposals(), proposal.idx());
                let source = table.source()[at];
                self.lineages.push(Lineage {
                    kind: world.kind_of(proposal),
                    submitted: now,
                    decided: None,
                    completed: None,
                    outcome: None,
                    worth: table.worth()[at],
                    size: table.size()[at],
                    risky: table.risk()[at] > self.median_risk[source.idx()],
                    adversary: table.adversary()[at],
                    local: true,
                });
            }
            Event::Decided(proposal, outcome) => {
                let lineage = &mut self.lineages[proposal.idx()];
                lineage.decided = Some(now);
                lineage.outcome = Some(outcome);
                lineage.local = world.proposals().local()[proposal.idx()];
                if now >= self.warm_up {
                    self.n_decisions_of[lineage.kind.idx()] += 1;
                    self.decided.push(proposal.0);
                }
            }
            Event::Completed(proposal, _) => {
                self.lineages[proposal.idx()].completed = Some(now);
                if now >= self.warm_up {
                    self.completed.push(proposal.0);
                }
            }
            Event::Left(..) | Event::Bought(_) => self.weights.forget(),
            Event::KeptBack(_)
            | Event::StageOpened(..)
            | Event::Read(..)
            | Event::Met(..)
            | Event::Tabled(..)
            | Event::Voted(..)
            | Event::Objected(..)
            | Event::Judged(..)
            | Event::StageEnded(..)
            | Event::Escalated(..)
            | Event::Revised(_)
            | Event::Diverted(..)
            | Event::Discovered(_)
            | Event::Decisive(..)
            | Event::GroupDecisive(..)
            | Event::AdversaryDecisive(_)
            | Event::GaveNotice(..)
            | Event::TookBack(_)
            | Event::Skipped(_)
            | Event::Captured(_)
            | Event::TookPart(..)
            | Event::CouldTurn(..)
            | Event::Drawn(..)
            | Event::Elected(..)
            | Event::Recalled(_)
            | Event::Protest(_)
            | Event::Staked(..)
            | Event::PaidBack(..) => {}
        }
    }

    /// Hours that people spent on governing in an event.
    fn hours_of(&self, world: &World, event: &Event) -> f64 {
        match *event {
            Event::Read(_, proposal) => self.hours.reading * world.proposals().effort()[proposal.idx()],
            Event::Tabled(_, _, present) => self.hours.item * f64::from(present),
            Event::Judged(_, _, _, judges) => self.hours.item * f64::from(judges),
            Event::Voted(..) | Event::Objected(..) => self.hours.ballot,
            Event::KeptBack(_)
            | Event::Submitted(_)
            | Event::StageOpened(..)
            | Event::Met(..)
            | Event::StageEnded(..)
            | Event::Escalated(..)
            | Event::Revised(_)
            | Event::Decided(..)
            | Event::Completed(..)
            | Event::Diverted(..)
            | Event::Discovered(_)
            | Event::Decisive(..)
            | Event::GroupDecisive(..)
            | Event::AdversaryDecisive(_)
            | Event::GaveNotice(..)
            | Event::TookBack(_)
            | Event::Left(..)
            | Event::Skipped(_)
            | Event::Bought(_)
            | Event::Captured(_)
            | Event::TookPart(..)
            | Event::CouldTurn(..)
            | Event::Drawn(..)
            | Event::Elected(..)
            | Event::Recalled(_)
            | Event::Protest(_)
            | Event::Staked(..)
            | Event::PaidBack(..) => 0.0,
        }
    }

    /// Every proposal submitted so far, in order of submission.
    pub fn lineages(&self) -> &[Lineage] {
        &self.lineages
    }

    /// Proposals submitted after the warm-up.
    pub fn after_warm_up(&self) -> impl Iterator<Item = &Lineage> {
        self.lineages.iter().filter(|lineage| lineage.submitted >= self.warm_up)
    }

    /// The proposals that shares count: submitted after the warm-up, and early enough for the longest way through their route.
    /// Otherwise a slow constitution would look safe.
    pub fn settled(&self) -> impl Iterator<Item = &Lineage> {
        let now = Tick(0) + self.elapsed;
        self.after_warm_up().filter(move |lineage| lineage.submitted + self.longest_route[lineage.kind.idx()] <= now)
    }

    /// Decisions after the warm-up.
    pub fn decisions(&self) -> impl Iterator<Item = &Lineage> {
        self.lineages.iter().filter(|lineage| lineage.decided.is_some_and(|at| at >= self.warm_up))
    }

    /// The same, each with its row in [`Record::lineages`].
    pub fn decisions_with_row(&self) -> impl Iterator<Item = (usize, &Lineage)> {
        let decided = |lineage: &Lineage| lineage.decided.is_some_and(|at| at >= self.warm_up);
        self.lineages.iter().enumerate().filter(move |(_, lineage)| decided(lineage))
    }

    /// Number of decisions after the warm-up.
    pub fn n_decisions(&self) -> f64 {
        self.decided.len() as f64
    }

    /// Number of decisions of a kind after the warm-up.
    pub fn n_decisions_of(&self, kind: usize) -> u32 {
        self.n_decisions_of[kind]
    }

    /// Decisions of the last so many days, after the warm-up, latest first.
    pub fn decided_lately(&self, days: f64) -> impl Iterator<Item = &Lineage> {
        let lately = move |at: Option<Tick>| at.is_some_and(|at| self.days_between(at, self.now()) <= days);
        self.decided.iter().rev().map(|row| &self.lineages[*row as usize]).take_while(move |l| lately(l.decided))
    }

    /// Work completed in the last so many days, after the warm-up, latest first.
    pub fn completed_lately(&self, days: f64) -> impl Iterator<Item = &Lineage> {
        let lately = move |at: Option<Tick>| at.is_some_and(|at| self.days_between(at, self.now()) <= days);
        self.completed.iter().rev().map(|row| &self.lineages[*row as usize]).take_while(move |l| lately(l.completed))
    }

    /// Groups.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Voting weight in the stage that matters most.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// How far the lead funder draws the course to itself.
    pub fn pull(&self) -> Pull {
        self.pull
    }

    /// People and money.
    pub fn society(&self) -> &Society {
        &self.society
    }

    /// Days observed after the warm-up.
    pub fn days(&self) -> f64 {
        self.clock.days((Tick(0) + self.elapsed).since(self.warm_up))
    }

    /// Days between two moments.
    pub fn days_between(&self, from: Tick, to: Tick) -> f64 {
        self.clock.days(to.since(from))
    }

    /// Whether a moment lies after the warm-up.
    pub fn after(&self, at: Tick) -> bool {
        at >= self.warm_up
    }

    /// The moment after the last tick observed.
    pub fn now(&self) -> Tick {
        Tick(0) + self.elapsed
    }

    /// Mean number of proposals in their route since the reporting date before the last: a date alone would fall in step with
    /// meetings.
    pub fn backlog_lately(&self) -> Option<f64> {
        crate::units::share_of(self.backlog_lately.0, self.backlog_lately.1)
    }

    /// Mean number of proposals in their route after the warm-up.
    pub fn mean_backlog(&self) -> Option<f64> {
        crate::units::share_of(self.backlog_sum, f64::from(self.now().since(self.warm_up).0))
    }

    /// Hours spent on reading, meeting, voting and judging after the warm-up.
    pub fn governing_hours(&self) -> f64 {
        self.governing_hours
    }

    /// Person-days that cells could have worked after the warm-up, and those unused while a package waited for approval.
    pub fn capacity(&self) -> (f64, f64) {
        (self.capacity, self.idle)
    }
}
