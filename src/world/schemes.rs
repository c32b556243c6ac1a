//! What the adversary's plan does to the world, through its insiders and the same routes as everybody's; and how it is noticed.

use super::{Parties, World};
use crate::attack::{self, Lookout, Scheme};
use crate::dice::{Key, Lineage, Purpose};
use crate::event::Event;
use crate::math;
use crate::scenario::Scenario;
use crate::units::{Money, PartyId, Point, ProposalId, SourceId, Tick, Weight};
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
            Scheme::Buy { tokens, price } => self.buy(scenario, tokens, price),
        });
    }

    /// The insiders buy tokens from all others, from each in proportion to what it holds, and share them alike. Whoever asks for
    /// more than there is gets and pays what there is. Stages that are open keep the weights with which they opened.
    fn buy(&mut self, scenario: &Scenario, asked: Weight, price: Money) {
        let Parties { tokens, bought, active, .. } = &mut self.parties;
        let there = |p: &usize| active[*p];
        let buyers = || (0..active.len()).filter(there).filter(|p| bought[*p]);
        let sellers = || (0..active.len()).filter(there).filter(|p| !bought[*p]);
        let n_buyers = buyers().count() as u64;
        let on_offer: u64 = sellers().map(|p| tokens[p].0).sum();
        let wanted = asked.0.min(on_offer);
        if n_buyers == 0 || wanted == 0 {
            return;
        }
        let mut sold = 0;
        for p in sellers() {
            let sells = part_of(tokens[p].0, wanted, on_offer);
            tokens[p].0 -= sells;
            sold += sells;
        }
        // What rounding left is sold by the first who have any.
        for p in sellers() {
            let sells = u64::from(sold < wanted && tokens[p].0 > 0);
            tokens[p].0 -= sells;
            sold += sells;
        }
        for (p, nth) in buyers().zip(0..) {
            tokens[p].0 += sold / n_buyers + u64::from(nth < sold % n_buyers);
        }
        self.seats.lay_out(scenario, &self.parties);
        self.events.push(Event::Bought(Money(part_of(price.0, sold, asked.0))));
    }

    /// A proposal of the adversary's, brought forward by the first insider who is still there.
    fn propose_for(&mut self, scenario: &Scenario, id: SourceId, cost: Money, diverted: Money, filler: bool) {
        let Some(p) = (0..self.parties.group.len()).find(|p| self.parties.bought[*p] && self.parties.active[*p]) else { return };
        let source = &scenario.sources[id.idx()];
        let number = self.schemes;
        self.schemes += 1;
        let draw = |purpose| self.dice.uniform(purpose, source.key, Key::NONE, u64::from(number));
        let merit = if filler { FILLER } else { source.merit.drawn(|| draw(Purpose::Merit)) };
        let idea = Idea {
            source: id,
            lineage: Lineage::of(source.key, number),
            arrival: number,
            merit,
            proposer: PartyId(u32::try_from(p).expect("parties are counted in u32")),
            cost,
            size: cost.major() / scenario.value.reference_cost,
            risk: source.risk.drawn(|| draw(Purpose::Risk)).max(0.0),
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

/// `whole * part / of`, floored; `part` is at most `of`, which is not 0.
fn part_of(whole: u64, part: u64, of: u64) -> u64 {
    u64::try_from(u128::from(whole) * u128::from(part) / u128::from(of)).expect("a part is no more than the whole")
}

/// Merit of a proposal that only uses up attention: it does no harm.
const FILLER: f64 = 0.1;
