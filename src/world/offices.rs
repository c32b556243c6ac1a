//! Seats that are held by election: who holds them, for how long, and when those who elect want somebody else.

use super::World;
use crate::event::Event;
use crate::rules::election;
use crate::scenario::{Elected, Scenario};
use crate::units::{BodyId, PartyId, Tick};

/// Terms in a row of everybody with a seat in an elected body, and when each body elects next.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Offices {
    /// By body and seat; empty for bodies that are not elected.
    served: Vec<Vec<u32>>,
    /// By body and seat: who may not stand in the coming election.
    barred: Vec<Vec<bool>>,
    next: Vec<Tick>,
    order: Vec<usize>,
}

impl Offices {
    /// Nobody has served; every elected body elects at the start.
    pub fn restart(&mut self, scenario: &Scenario, n_seats: impl Fn(BodyId) -> u32) {
        self.served.resize_with(scenario.bodies.len(), Vec::new);
        self.barred.resize_with(scenario.bodies.len(), Vec::new);
        self.next.clear();
        for (idx, body) in scenario.bodies.iter().enumerate() {
            let id = BodyId(u16::try_from(idx).expect("bodies are counted in u16"));
            let seats = if body.elected.is_some() { n_seats(id) as usize } else { 0 };
            self.served[idx].clear();
            self.served[idx].resize(seats, 0);
            self.barred[idx].clear();
            self.barred[idx].resize(seats, false);
            self.next.push(if body.elected.is_some() { Tick(0) } else { Tick::NEVER });
        }
    }
}

impl World {
    /// The next body that elects today; `None` when all have.
    pub(crate) fn next_election(&self, scenario: &Scenario) -> Option<BodyId> {
        let due = |idx: &usize| scenario.bodies[*idx].elected.is_some() && self.offices.next[*idx] <= self.now;
        (0..scenario.bodies.len()).find(due).map(|idx| BodyId(u16::try_from(idx).expect("bodies are counted in u16")))
    }

    /// Whether the holder of a seat in an elected body may stand for it, or stand again.
    pub(in crate::world) fn may_stand(&self, elected: &Elected, body: BodyId, seat: usize, party: PartyId) -> bool {
        let served = self.offices.served[body.idx()][seat];
        self.parties.active[party.idx()] && !self.offices.barred[body.idx()][seat] && elected.rule.may_stand(served)
    }

    /// Those with the most votes take their seats until the next election.
    ///
    /// * `votes`: by chair of the body.
    pub(crate) fn seat(&mut self, scenario: &Scenario, body: BodyId, votes: &[u64]) {
        let elected = scenario.bodies[body.idx()].elected.as_ref().expect("only elected bodies elect");
        let World { offices, seats, parties, events, now, .. } = self;
        election::elect(votes, elected.rule.seats, &mut offices.order);
        seats.vacate_all(body);
        for seat in &offices.order {
            seats.fill(body, *seat);
            events.push(Event::Elected(seats.chair(body, *seat), body));
        }
        for (seat, served) in offices.served[body.idx()].iter_mut().enumerate() {
            *served = if offices.order.contains(&seat) { *served + 1 } else { 0 };
        }
        offices.barred[body.idx()].fill(false);
        offices.next[body.idx()] = *now + elected.rule.term;
        seats.lay_out(scenario, parties);
    }

    /// A body whose electors are asked today whether they want another; `None` if this one's are not.
    pub(crate) fn asks_for_recall<'s>(&self, scenario: &'s Scenario, body: usize) -> Option<(BodyId, &'s Elected)> {
        let elected = scenario.bodies[body].elected.as_ref()?;
        let recall = elected.rule.recall?;
        let asks = self.now.0 > 0 && self.now.0.is_multiple_of(recall.every.0.max(1));
        asks.then(|| (BodyId(u16::try_from(body).expect("bodies are counted in u16")), elected))
    }

    /// If as many want it as it takes, the holders of a body go, and may not stand in the election that follows at once.
    pub(crate) fn recall(&mut self, body: BodyId, elected: &Elected, unhappy: u64) {
        let World { offices, seats, parties, events, now, .. } = self;
        let electors = seats.members(elected.by).filter(|party| parties.active[party.idx()]).count() as u64;
        if elected.rule.recall.is_some_and(|recall| recall.is_wanted_by(unhappy, electors)) {
            for (seat, barred) in offices.barred[body.idx()].iter_mut().enumerate() {
                *barred = seats.is_held(body, u32::try_from(seat).expect("seats are counted in u32"));
            }
            offices.next[body.idx()] = *now;
            events.push(Event::Recalled(body));
        }
    }
}
