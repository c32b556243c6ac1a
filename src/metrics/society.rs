//! The part of a record that is about people and money: who was decisive, who left, what was taken, how everybody is.

use super::Tally;
use crate::event::Event;
use crate::rules::route::Ending;
use crate::scenario::Scenario;
use crate::units::{Money, ProposalId, StageId, Tick, distance_squared};
use crate::world::{Means, World};

/// Money, as of the last reporting date.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pool {
    /// Whether anybody pledged anything.
    pub exists: bool,
    /// Promised at the start.
    pub pledged: Money,
    /// Paid in so far.
    pub paid_in: Money,
    /// Not promised to anything.
    pub free: Money,
    /// In the cells' budgets.
    pub budgeted: Money,
    /// Promised to work under way.
    pub committed: Money,
    /// Paid for work done.
    pub spent: Money,
    /// Taken.
    pub diverted: Money,
    /// Taken along by leavers.
    pub returned: Money,
}

/// People and money over one run.
#[derive(Clone, Debug)]
pub struct Society {
    /// Money as of the last reporting date.
    pub pool: Pool,
    /// Decisions in which each party was decisive.
    decisive: Tally,
    /// Decisions that each party could have turned.
    pivotal: Tally,
    /// Proposals that a body other than their own blocked.
    intervened: Vec<bool>,
    /// Means of capture that the scenario counts.
    stated: [bool; 3],
    /// First day of each means of capture.
    captured: [Option<Tick>; 3],
    /// What the adversary spent on itself.
    pub adversary_spent: Money,
    cost_of_capture: Option<Money>,
    /// Days on which somebody left.
    pub exits: Vec<Tick>,
    /// Seats that took part over seats entitled, summed over stages, and the number of stages.
    took_part: (f64, f64),
    /// Sums over ticks: distance of the course to the purpose, motivation, drift; and ticks.
    sums: [f64; 3],
    ticks: f64,
    /// Largest dependency summed over reporting dates, and dates.
    dependency: (f64, f64),
    /// The same at the last reporting date.
    dependency_now: f64,
    /// Motivation and drift have a value only with cells.
    has_cells: bool,
    /// Funders, and how many of them are left.
    funders: (usize, usize),
    /// Parties still there.
    pub present: usize,
    /// Satisfaction of those still there: mean and standard deviation.
    pub satisfaction: Option<(f64, f64)>,
}

impl Society {
    /// Nothing seen yet, for runs of this scenario.
    pub fn new(scenario: &Scenario) -> Society {
        Society {
            pool: Pool::default(),
            decisive: Tally::default(),
            pivotal: Tally::default(),
            intervened: Vec::new(),
            stated: stated(scenario),
            captured: [None; 3],
            adversary_spent: Money(0),
            cost_of_capture: None,
            exits: Vec::new(),
            took_part: (0.0, 0.0),
            sums: [0.0; 3],
            ticks: 0.0,
            dependency: (0.0, 0.0),
            dependency_now: 0.0,
            has_cells: !scenario.cells.is_empty(),
            funders: (0, 0),
            present: 0,
            satisfaction: None,
        }
    }

    /// Forgets the run before, keeps the buffers.
    pub fn reset(&mut self) {
        self.decisive.reset();
        self.pivotal.reset();
        self.intervened.clear();
        self.exits.clear();
        self.captured = [None; 3];
        self.adversary_spent = Money(0);
        self.cost_of_capture = None;
        self.took_part = (0.0, 0.0);
        self.sums = [0.0; 3];
        self.ticks = 0.0;
        self.dependency = (0.0, 0.0);
        self.dependency_now = 0.0;
        self.funders = (0, 0);
        self.present = 0;
        self.satisfaction = None;
        self.pool = Pool::default();
    }

    /// Takes in an event. `counts`: whether the warm-up is over.
    pub fn take_in(&mut self, world: &World, event: &Event, now: Tick, counts: bool) {
        match *event {
            Event::Submitted(_) => self.intervened.push(false),
            Event::StageEnded(proposal, stage, ending) => self.stage_ended(world, proposal, stage, ending),
            Event::TookPart(_, part, entitled) if counts && entitled > 0 => {
                self.took_part.0 += f64::from(part) / f64::from(entitled);
                self.took_part.1 += 1.0;
            }
            // A proposer is not counted for its own proposal.
            Event::Decisive(party, proposal) if world.proposals().proposer()[proposal.idx()] != party => {
                self.decisive.note(party, proposal);
            }
            Event::CouldTurn(party, proposal) if world.proposals().proposer()[proposal.idx()] != party => {
                self.pivotal.note(party, proposal);
            }
            Event::Decided(proposal, _) => {
                let n_parties = world.parties().group().len();
                self.decisive.decide(proposal, n_parties, counts);
                self.pivotal.decide(proposal, n_parties, counts);
            }
            Event::Left(..) => self.exits.push(now),
            Event::Bought(price) => self.adversary_spent += price,
            Event::Captured(means) => {
                self.captured[means as usize].get_or_insert(now);
                self.cost_of_capture.get_or_insert(self.adversary_spent);
            }
            _ => {}
        }
    }

    fn stage_ended(&mut self, world: &World, proposal: ProposalId, stage: StageId, ending: Ending) {
        let row = world.seats().row_of(world.proposals().source()[proposal.idx()], stage);
        let own = world.own_body_of(proposal);
        self.intervened[proposal.idx()] |= ending == Ending::Block && world.seats().row(row).body.is_some_and(|body| body != own);
    }

    /// Takes in the state after a tick.
    pub fn observe(&mut self, world: &World, counts: bool) {
        if counts {
            let apart = |point| crate::math::sqrt(distance_squared(point, world.purpose()));
            let cells = world.teams().len().max(1) as f64;
            self.sums[0] += apart(world.course());
            self.sums[1] += world.teams().iter().map(|team| team.motivation()).sum::<f64>() / cells;
            self.sums[2] += world.teams().iter().map(|team| apart(team.position())).sum::<f64>() / cells;
            self.ticks += 1.0;
        }
    }

    /// Takes stock of people and money; called where somebody asks, not every tick.
    pub fn take_stock(&mut self, world: &World, counts: bool) {
        self.dependency_now = world.dependency().iter().copied().fold(0.0, f64::max);
        if counts {
            self.dependency.0 += self.dependency_now;
            self.dependency.1 += 1.0;
        }
        let treasury = world.treasury();
        self.pool = Pool {
            exists: treasury.is_limited(),
            pledged: treasury.funders().iter().map(|funder| funder.pledged).sum(),
            paid_in: treasury.paid_in(),
            free: treasury.free(),
            budgeted: treasury.budgeted(),
            committed: treasury.committed(),
            spent: treasury.spent(),
            diverted: treasury.diverted(),
            returned: treasury.returned(),
        };
        let parties = world.parties();
        let there = || parties.active().iter().zip(parties.satisfaction()).filter(|(active, _)| **active).map(|(_, s)| *s);
        let n = there().count() as f64;
        self.present = there().count();
        self.satisfaction = (n > 0.0).then(|| {
            let mean = there().sum::<f64>() / n;
            let variance = there().map(|s| (s - mean) * (s - mean)).sum::<f64>() / n;
            (mean, crate::math::sqrt(variance))
        });
        let funders = world.treasury().funders();
        let left = funders.iter().filter(|funder| parties.active()[funder.party.idx()]).count();
        self.funders = (funders.len(), left);
    }

    /// Largest number of decisions in which one party was decisive.
    pub fn most_decisive(&self) -> u32 {
        self.decisive.most()
    }

    /// Largest number of decisions that one party could have turned.
    pub fn most_pivotal(&self) -> u32 {
        self.pivotal.most()
    }

    /// Whether a body other than its own blocked a proposal.
    pub fn intervened(&self, proposal: usize) -> bool {
        self.intervened[proposal]
    }

    /// Whether the scenario counts these means as capture.
    pub fn states(&self, means: Means) -> bool {
        self.stated[means as usize]
    }

    /// First day on which the organisation was captured by these means; `None` for any of them.
    pub fn captured(&self, means: Option<Means>) -> Option<Tick> {
        match means {
            Some(means) => self.captured[means as usize],
            None => self.captured.iter().flatten().min().copied(),
        }
    }

    /// What the adversary had spent on itself when it first had what it wanted.
    pub fn cost_of_capture(&self) -> Option<Money> {
        self.cost_of_capture
    }

    /// Mean share of the seats entitled that took part in a stage.
    pub fn participation(&self) -> Option<f64> {
        crate::units::share_of(self.took_part.0, self.took_part.1)
    }

    /// Mean distance of the course to the purpose over the run.
    pub fn purpose_distance(&self) -> Option<f64> {
        crate::units::share_of(self.sums[0], self.ticks)
    }

    /// Mean motivation, and mean distance of the cells to the purpose, over cells and run.
    pub fn cells(&self) -> Option<(f64, f64)> {
        (self.has_cells && self.ticks > 0.0).then(|| (self.sums[1] / self.ticks, self.sums[2] / self.ticks))
    }

    /// Dependency on the funder who matters most at the last reporting date; `None` without funders.
    pub fn dependency_now(&self) -> Option<f64> {
        (self.funders.0 > 0).then_some(self.dependency_now)
    }

    /// Mean over reporting dates of the dependency on the funder who matters most; `None` without funders.
    pub fn dependency(&self) -> Option<f64> {
        crate::units::share_of(self.dependency.0, self.dependency.1).filter(|_| self.funders.0 > 0)
    }

    /// Funders, and how many of them are left.
    pub fn funders(&self) -> (usize, usize) {
        self.funders
    }
}

/// Which means of capture a scenario counts, in the order of [`Means`].
fn stated(scenario: &Scenario) -> [bool; 3] {
    let captured = &scenario.organisation.captured;
    let mut stated = [false; 3];
    stated[Means::Harm as usize] = captured.by_harm;
    stated[Means::Control as usize] = captured.by_control.is_some();
    stated[Means::Drain as usize] = captured.drained_above.is_some();
    stated
}
