//! Meetings: who comes, and what is dealt with. A meeting without its quorum is void and keeps its agenda.

use super::World;
use super::readers::Marks;
use super::reading::Minds;
use super::standing::Slot;
use crate::dice::Purpose;
use crate::event::Event;
use crate::scenario::{Body, Scenario};
use crate::units::{BodyId, PartyId, Tick};

/// The agenda of every body, oldest item first, and who is present at the meeting under way.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Hall {
    pub agenda: Vec<Vec<Slot>>,
    pub present: Vec<PartyId>,
}

impl Hall {
    /// Empty agendas for this many bodies.
    pub fn clear(&mut self, n_bodies: usize) {
        self.agenda.resize_with(n_bodies, || Vec::with_capacity(16));
        self.agenda.iter_mut().for_each(Vec::clear);
    }
}

/// Whether a body meets in this tick.
fn is_due(body: &Body, now: Tick) -> bool {
    body.meets.as_ref().is_some_and(|meets| (now.0 + 1).is_multiple_of(meets.every.0))
}

impl World {
    /// Holds the meetings of the day. Objections come first, then proposals, until the slots are used up.
    ///
    /// What an attender has not read is read at the meeting, at the expense of the days that follow.
    pub(crate) fn meet(&mut self, scenario: &Scenario) {
        for idx in 0..scenario.bodies.len() {
            let body = &scenario.bodies[idx];
            if !is_due(body, self.now) {
                continue;
            }
            let id = BodyId(u16::try_from(idx).expect("bodies are counted in u16"));
            self.call_together(scenario, id);
            let meets = body.meets.as_ref().expect("a body that meets");
            let present = u32::try_from(self.hall.present.len()).expect("members are counted in u32");
            let still_there = self.seats.members(id).filter(|party| self.parties.active[party.idx()]).count() as u64;
            let quorate = meets.quorum.is_none_or(|quorum| quorum.is_reached_by(u64::from(present), still_there));
            self.events.push(Event::Met(id, present, quorate));
            if quorate && present > 0 {
                let mut slots = meets.slots.unwrap_or(u32::MAX);
                self.hear_objections(scenario, id, &mut slots);
                self.table(scenario, id, slots);
            }
        }
    }

    fn call_together(&mut self, scenario: &Scenario, id: BodyId) {
        let World { hall, seats, dice, parties, .. } = self;
        let body = &scenario.bodies[id.idx()];
        let meets = body.meets.as_ref().expect("a body that meets");
        let number = u64::from(self.now.0 / meets.every.0);
        hall.present.clear();
        for run in seats.runs(id) {
            let mut stream = dice.stream(Purpose::Attendance, body.key.nth(number), scenario.groups[run.group].key, 0);
            for k in 0..run.len {
                let party = PartyId(run.first.0 + k);
                if stream.uniform() < meets.attendance && parties.active[party.idx()] {
                    hall.present.push(party);
                }
            }
        }
    }

    /// Deals with the oldest items that somebody present may act on; the others wait and take no slot. Everybody present who may
    /// act on an item has read it then, and speaks.
    fn table(&mut self, scenario: &Scenario, body: BodyId, slots: u32) {
        let World { hall, standings, proposals, desk, fresh, events, dice, parties, .. } = self;
        let minds = Minds { scenario, dice, parties, proposals };
        let mut left = slots;
        for slot in &hall.agenda[body.idx()] {
            let standing = &mut standings[slot.idx()];
            let proposal = standing.proposal;
            let mut spoke = 0;
            for party in &hall.present {
                if left == 0 || !standing.readers.has(*party, Marks::MAY_ACT) {
                    continue;
                }
                if minds.read(standing, *party) {
                    events.push(Event::Read(*party, proposal));
                    desk.charge(*party, proposals.effort[proposal.idx()]);
                }
                spoke += 1;
                fresh.push((*party, *slot));
            }
            if spoke > 0 {
                left -= 1;
                standing.tabled = true;
                standing.touched = true;
                events.push(Event::Tabled(body, proposal, spoke));
            }
        }
    }
}
