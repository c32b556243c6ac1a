//! What the adversary's plan does to the world, through its insiders and the same routes as everybody's; and how it is noticed.

use super::World;
use crate::attack::{self, Lookout, Scheme};
use crate::dice::{Key, Lineage, Purpose};
use crate::event::Event;
use crate::math;
use crate::scenario::Scenario;
use crate::units::{Money, PartyId, Point, ProposalId, SourceId, Tick};
use crate::world::Idea;

/// Diverted money that nobody has noticed yet.
#[derive(Clone, Copy, Debug)]
pub(in crate::world) struct Hidden {
    proposal: ProposalId,
    shows: Tick,
}

impl World {
    /// The adversary's turn.
    pub(crate) fn plot(&mut self, scenario: &Scenario) {
        let Some(adversary) = &scenario.organisation.adversary else { return };
        let lookout = Lookout { now: self.now, clock: scenario.clock, free: self.treasury.free() };
        attack::turn(adversary, &lookout, |scheme| match scheme {
            Scheme::Propose { cost, diverted, filler } => self.propose_for(scenario, adversary.source, cost, diverted, filler),
            Scheme::Buy { tokens, price } => {
                let insiders: u64 = self.parties.bought.iter().map(|bought| u64::from(*bought)).sum();
                for p in 0..self.parties.bought.len() {
                    if self.parties.bought[p] {
                        self.parties.tokens[p].0 += tokens.0 / insiders;
                    }
                }
                self.seats.lay_out(scenario, &self.parties);
                self.events.push(Event::Bought(price));
            }
        });
    }

    /// A proposal of the adversary's, brought forward by the first insider who is still there.
    fn propose_for(&mut self, scenario: &Scenario, id: SourceId, cost: Money, diverted: Money, filler: bool) {
        let Some(p) = (0..self.parties.group.len()).find(|p| self.parties.bought[*p] && self.parties.active[*p]) else { return };
        let source = &scenario.sources[id.idx()];
        let number = self.schemes;
        self.schemes += 1;
        let draw = |purpose| self.dice.uniform(purpose, source.key, Key::NONE, u64::from(number));
        let merit = if filler { FILLER } else { source.merit.quantile(draw(Purpose::Merit)) };
        let idea = Idea {
            source: id,
            lineage: Lineage::of(source.key, number),
            merit,
            proposer: PartyId(u32::try_from(p).expect("parties are counted in u32")),
            cost,
            size: cost.major() / scenario.value.reference_cost,
            risk: source.risk.quantile(draw(Purpose::Risk)).max(0.0),
            step: Point::default(),
        };
        self.submit(scenario, &idea, diverted, true);
    }

    /// Diverted money leaves when the proposal is carried out, and shows after a while.
    pub(in crate::world) fn divert(&mut self, scenario: &Scenario, proposal: ProposalId) {
        let at = proposal.idx();
        let diverted = self.proposals.diverted[at];
        if diverted == Money(0) {
            return;
        }
        self.treasury.divert(diverted);
        self.events.push(Event::Diverted(proposal, diverted));
        let u = self.dice.uniform(Purpose::Discovery, self.proposals.lineage[at].0, Key::NONE, 0);
        let days = -math::ln(u) * scenario.organisation.discovery_days;
        let ticks = (days / scenario.clock.days_per_tick()).min(f64::from(u32::MAX / 2)) as u32;
        self.hidden.push(Hidden { proposal, shows: Tick(self.now.0.saturating_add(ticks + 1)) });
    }

    /// What shows today.
    pub(crate) fn discover(&mut self, scenario: &Scenario) {
        let mut at = 0;
        while at < self.hidden.len() {
            if self.hidden[at].shows <= self.now {
                let found = self.hidden.remove(at).proposal;
                self.events.push(Event::Discovered(found));
                self.take_in_discovery(scenario, found);
            } else {
                at += 1;
            }
        }
    }
}

/// Merit of a proposal that only uses up attention: it does no harm.
const FILLER: f64 = 0.1;
