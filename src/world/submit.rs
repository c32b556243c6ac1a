//! Where proposals come from: streams of ideas, and what becomes a proposal.

use super::standing::{Slot, Standing};
use super::{Opening, World};
use crate::dice::{Dice, Key, Lineage, Purpose, Stream, axes};
use crate::event::Event;
use crate::math;
use crate::rules::route::{self, Step};
use crate::scenario::{MOST_MONEY, Scenario, Source};
use crate::units::{MAX_AXES, Money, PartyId, Point, ProposalId, SourceId, Tick, distance_squared, moved};

/// Attention that work of reference cost takes, and its bounds: effort is the square root of size within them.
const EFFORT: (f64, f64) = (0.25, 4.0);

/// How far a stream of ideas has come.
#[derive(Clone, Copy, Debug)]
pub(in crate::world) struct Arrivals {
    /// The next idea's number in its source.
    number: u32,
    /// When it comes, in ticks from the start.
    at: f64,
    /// How many of the source's proposals were stopped, and how many were accepted, with money for them or not.
    pub met: (u32, u32),
}

/// What is drawn for each idea of a source.
const DRAWN: [Purpose; 5 + MAX_AXES] = {
    let [axis_0, axis_1, axis_2, axis_3] = axes::STEP;
    [Purpose::Gap, Purpose::Cost, Purpose::Merit, Purpose::Risk, Purpose::Proposer, axis_0, axis_1, axis_2, axis_3]
};

/// The dice of one source's ideas: ideas that follow each other share blocks of numbers.
#[derive(Clone, Debug)]
pub(in crate::world) struct IdeaDice([Stream; DRAWN.len()]);

impl IdeaDice {
    fn of(dice: &Dice, source: Key) -> IdeaDice {
        IdeaDice(DRAWN.map(|purpose| dice.stream(purpose, source, Key::NONE, 0)))
    }

    /// The uniform number of the source's idea `number`.
    fn draw(&mut self, purpose: Purpose, number: u32) -> f64 {
        let at = DRAWN.iter().position(|drawn| *drawn == purpose).expect("ideas draw for no other purpose");
        self.0[at].seek(u64::from(number));
        self.0[at].uniform()
    }

    /// Ticks between the source's idea `number - 1` and `number`.
    fn gap(&mut self, scenario: &Scenario, source: &Source, number: u32) -> f64 {
        let per_tick = source.per_day * scenario.clock.days_per_tick();
        if per_tick <= 0.0 {
            return f64::INFINITY;
        }
        -math::ln(self.draw(Purpose::Gap, number)) / per_tick
    }
}

/// Something that a party could propose. What it is worth is hidden from the party: see [`super::View::sight_of_idea`].
#[derive(Clone, Copy, Debug)]
pub struct Idea {
    pub(in crate::world) source: SourceId,
    pub(in crate::world) lineage: Lineage,
    pub(in crate::world) arrival: u32,
    pub(in crate::world) merit: f64,
    /// Who has it.
    pub proposer: PartyId,
    /// What it costs.
    pub cost: Money,
    /// Cost over the reference cost.
    pub size: f64,
    /// Risk that a reader sees.
    pub risk: f64,
    /// Where it would move the course.
    pub step: Point,
}

impl Idea {
    /// The stream that it came from.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The same idea made smaller: cost and course step shrink by `factor`, 0 to 1.
    pub fn shaded(mut self, factor: f64) -> Idea {
        self.cost = Money((self.cost.0 as f64 * factor) as u64);
        self.size *= factor;
        self.step.iter_mut().for_each(|axis| *axis *= factor);
        self
    }
}

impl World {
    /// Sets every stream to its first idea.
    pub(in crate::world) fn restart_arrivals(&mut self, scenario: &Scenario) {
        self.arrivals.clear();
        self.idea_dice.clear();
        for source in &scenario.sources {
            let mut dice = IdeaDice::of(&self.dice, source.key);
            let at = dice.gap(scenario, source, 0);
            self.idea_dice.push(dice);
            self.arrivals.push(Arrivals { number: 0, at, met: (0, 0) });
        }
    }

    /// The source's next idea if it comes in this tick.
    pub(crate) fn next_idea(&mut self, scenario: &Scenario, source: SourceId) -> Option<Idea> {
        loop {
            let Arrivals { number, at, met } = self.arrivals[source.idx()];
            if at >= f64::from(self.now.0 + 1) {
                return None;
            }
            let next = at + self.idea_dice[source.idx()].gap(scenario, &scenario.sources[source.idx()], number + 1);
            self.arrivals[source.idx()] = Arrivals { number: number + 1, at: next, met };
            if let Some(idea) = self.draw_idea(scenario, source, number) {
                return Some(idea);
            }
        }
    }

    /// `None` when nobody is left to have it.
    fn draw_idea(&mut self, scenario: &Scenario, id: SourceId, number: u32) -> Option<Idea> {
        let World { seats, parties, teams, ideals, course, idea_dice, .. } = self;
        let source = &scenario.sources[id.idx()];
        let mut draw = |purpose| idea_dice[id.idx()].draw(purpose, number);
        let cost = Money((source.cost.drawn(|| draw(Purpose::Cost)).clamp(0.0, MOST_MONEY) * Money::MAJOR as f64) as u64);
        let size = cost.major() / scenario.value.reference_cost;
        let members = seats.n_seats(source.body);
        let chosen = (draw(Purpose::Proposer) * f64::from(members)) as usize;
        let circle = seats.members(source.body).cycle().skip(chosen).take(members as usize);
        let proposer = { circle }.find(|party| parties.active[party.idx()])?;
        let target = match source.cell() {
            Some(cell) => teams[cell.idx()].position,
            None => ideals.of(proposer),
        };
        let reach = math::sqrt(size);
        let mut step = Point::default();
        for axis in 0..scenario.space.axes {
            let noise = match scenario.space.step_noise {
                sd if sd > 0.0 => sd * math::normal_quantile(draw(axes::STEP[axis])),
                _ => 0.0,
            };
            step[axis] = reach * (scenario.space.step_share * (target[axis] - course[axis]) + noise);
        }
        Some(Idea {
            source: id,
            lineage: Lineage::of(source.key, number),
            arrival: number,
            merit: source.merit.drawn(|| draw(Purpose::Merit)),
            proposer,
            cost,
            size,
            risk: source.risk.drawn(|| draw(Purpose::Risk)).max(0.0),
            step,
        })
    }

    /// An idea that its owner does not like stays where it is.
    pub(crate) fn keep_back(&mut self, idea: &Idea) {
        self.events.push(Event::KeptBack(idea.source));
    }

    /// An idea becomes a proposal and enters its route this morning.
    ///
    /// * `diverted`: part of its cost that would go where it should not.
    /// * `adversary`: whether the adversary chose it.
    pub(crate) fn submit(&mut self, scenario: &Scenario, idea: &Idea, diverted: Money, adversary: bool) {
        let proposal = ProposalId(u32::try_from(self.proposals.count()).expect("proposals are counted in u32"));
        let source = &scenario.sources[idea.source.idx()];
        let ahead = distance_squared(&moved(&self.course, &idea.step), &self.purpose);
        let loss = match diverted {
            Money(0) => 0.0,
            part => scenario.value.diversion_loss * part.major() / idea.cost.major(),
        };
        let course_worth = self.mean_stake * (distance_squared(&self.course, &self.purpose) - ahead);

        let table = &mut self.proposals;
        table.source.push(idea.source);
        table.lineage.push(idea.lineage);
        table.arrival.push(idea.arrival);
        table.proposer.push(idea.proposer);
        table.cost.push(idea.cost);
        table.size.push(idea.size);
        table.effort.push(math::sqrt(idea.size).clamp(EFFORT.0, EFFORT.1));
        table.merit.push(idea.merit);
        table.loss.push(loss);
        table.risk.push(idea.risk);
        table.step.push(idea.step);
        table.worth.push(idea.merit - loss + course_worth);
        table.submitted.push(self.now);
        table.worth_done.push(0.0);
        table.revisions.push(0);
        table.local.push(true);
        table.diverted.push(diverted);
        table.adversary.push(adversary);
        table.adversary_decisive.push(false);
        table.outcome.push(None);
        table.decided.push(Tick::NEVER);
        table.completed.push(Tick::NEVER);

        let slot = self.take_slot(proposal);
        self.open.push(slot);
        if let Some(cell) = source.cell() {
            self.teams[cell.idx()].waiting += 1;
        }
        self.events.push(Event::Submitted(proposal));
        match route::begin(&scenario.kinds[source.kind.idx()].route, idea.cost) {
            Step::Enter(stage) => self.openings.push(Opening { at: self.now, proposal, stage, paced: false }),
            _ => self.accepted.push(proposal),
        }
    }

    fn take_slot(&mut self, proposal: ProposalId) -> Slot {
        let (n_parties, n_groups) = (self.parties.group.len(), self.trust.len());
        let slot = self.free_slots.pop().unwrap_or_else(|| {
            self.standings.push(Standing::empty(n_parties, n_groups));
            Slot(u32::try_from(self.standings.len() - 1).expect("open proposals are counted in u32"))
        });
        let standing = &mut self.standings[slot.idx()];
        standing.proposal = proposal;
        standing.live = false;
        standing.salience = 1.0;
        standing.stopped = standing.opened;
        standing.readers.forget();
        slot
    }
}
