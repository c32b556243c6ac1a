//! Objections whose grounds are being judged.

use super::World;
use super::readers::{Act, Marks};
use super::reading::Minds;
use super::standing::Slot;
use crate::event::Event;
use crate::rules::Asks;
use crate::rules::optimistic::Ground;
use crate::rules::route::{Judge, Stage};
use crate::scenario::Scenario;
use crate::units::{BodyId, PartyId, Tick};

/// An objection that waits for its judges.
#[derive(Clone, Copy, Debug)]
pub struct Objection {
    pub(in crate::world) slot: Slot,
    pub(in crate::world) party: PartyId,
    pub(in crate::world) judges: BodyId,
    pub(in crate::world) due: Tick,
    /// The grounds that it gives.
    pub ground: Ground,
}

/// Marks an objection that has been judged today.
const RULED: Tick = Tick(u32::MAX - 1);

/// An objection, and the judges who are asked about it today.
#[derive(Clone, Copy, Debug)]
pub struct Hearing {
    pub(in crate::world) objection: usize,
    first: usize,
    n_judges: usize,
}

impl World {
    /// The objections that are judged today.
    pub(crate) fn hearings(&self) -> &[Hearing] {
        &self.hearings
    }

    /// What is judged at a hearing, of which proposal, and by whom.
    pub(in crate::world) fn hearing(&self, hearing: &Hearing) -> (Ground, Slot, &[PartyId]) {
        let objection = &self.objections[hearing.objection];
        (objection.ground, objection.slot, &self.judges[hearing.first..hearing.first + hearing.n_judges])
    }

    /// Judges have spoken: a tie lets the objection stand.
    pub(in crate::world) fn rule(&mut self, scenario: &Scenario, objection: usize, upheld: u32, struck: u32) {
        let Objection { slot, party, .. } = self.objections[objection];
        let standing = &mut self.standings[slot.idx()];
        let weight = standing.readers.weight[party.idx()];
        standing.pending.seats -= 1;
        standing.pending.weight -= weight;
        standing.touched = true;
        let proposal = standing.proposal;
        let stands = upheld >= struck;
        self.rule_on_bond(slot, party, stands);
        if stands {
            self.let_stand(slot, party);
        } else if self.stage(scenario, slot).mechanism.asks() == Asks::Consent {
            // Whoever is not heard has spoken all the same: nothing of it stands in the way.
            let standing = &mut self.standings[slot.idx()];
            standing.readers.act[party.idx()] = Act::Yes;
            standing.count.yes.add(weight);
        } else {
            self.standings[slot.idx()].readers.act[party.idx()] = Act::None;
        }
        self.objections[objection].due = RULED;
        self.events.push(Event::Judged(party, proposal, stands, upheld + struck));
    }

    /// Puts the objections of the day, those from `first` on, in an order that no act of the day has a say in: meetings hear
    /// them in it until their slots are used up.
    pub(in crate::world) fn line_up_objections(&mut self, first: usize) {
        let World { objections, standings, .. } = self;
        objections[first..].sort_unstable_by_key(|objection| (objection.party, standings[objection.slot.idx()].proposal));
    }

    /// Forgets the hearings of the day.
    pub(in crate::world) fn close_hearings(&mut self) {
        self.objections.retain(|objection| objection.due != RULED);
        self.hearings.clear();
        self.judges.clear();
    }

    /// Files an objection: struck at once if its grounds are not on the list, else judged or standing.
    pub(in crate::world) fn file_objection(
        &mut self,
        scenario: &Scenario,
        stage: &Stage,
        (party, slot): (PartyId, Slot),
        ground: Ground,
    ) -> Option<bool> {
        let listed = stage.mechanism.grounds().is_none_or(|grounds| grounds.contains(&ground));
        let listed = ground != Ground::PrivateInterest && listed;
        let row = self.standings[slot.idx()].row;
        if !listed {
            return Some(false);
        }
        let judges = match stage.mechanism.judge() {
            Judge::Nobody => {
                self.let_stand(slot, party);
                return Some(true);
            }
            Judge::OtherMembers => self.seats.row(row).body.expect("objections come from a body"),
            Judge::Body(body) => body,
        };
        let at_meeting = stage.judging.is_none() && scenario.bodies[judges.idx()].meets.is_some();
        let due = if at_meeting { Tick::NEVER } else { self.now + stage.judging.unwrap_or(scenario.judging) };
        let standing = &mut self.standings[slot.idx()];
        standing.readers.act[party.idx()] = Act::Judged;
        standing.pending.add(standing.readers.weight[party.idx()]);
        self.objections.push(Objection { slot, party, judges, due, ground });
        None
    }

    /// An objection counts.
    fn let_stand(&mut self, slot: Slot, party: PartyId) {
        let standing = &mut self.standings[slot.idx()];
        let readers = &mut standing.readers;
        readers.act[party.idx()] = Act::Stands;
        let weight = readers.weight[party.idx()];
        standing.objections.add(weight);
        let run = readers.run_of[self.parties.group[party.idx()].idx()];
        standing.groups[run as usize].objections.add(weight);
    }

    /// Calls the judges of objections whose time has come outside meetings.
    pub(crate) fn call_judges(&mut self, scenario: &Scenario) {
        for objection in 0..self.objections.len() {
            if self.objections[objection].due <= self.now {
                let judges = self.objections[objection].judges;
                let first = self.judges.len();
                // On a panel that was drawn for it only those who were drawn judge.
                let slot = self.objections[objection].slot;
                let drawn = scenario.bodies[judges.idx()].drawn.is_some();
                let sits = |party: PartyId| !drawn || self.standings[slot.idx()].seats(party);
                for party in self.seats.members(judges).filter(|party| self.parties.active[party.idx()] && sits(*party)) {
                    self.judges.push(party);
                }
                self.swear_in(scenario, objection, first);
            }
        }
    }

    /// Puts objections that wait for this body before its meeting. Each takes a slot.
    pub(in crate::world) fn hear_objections(&mut self, scenario: &Scenario, body: BodyId, slots: &mut u32) {
        for objection in 0..self.objections.len() {
            let waits = self.objections[objection].due == Tick::NEVER && self.objections[objection].judges == body;
            if waits && *slots > 0 {
                *slots -= 1;
                let first = self.judges.len();
                self.judges.extend_from_slice(&self.hall.present);
                self.swear_in(scenario, objection, first);
            }
        }
    }

    /// Keeps those who may judge: nobody who objected to the proposal, nor its proposer. They read what they judge.
    fn swear_in(&mut self, scenario: &Scenario, objection: usize, first: usize) {
        let World { objections, standings, proposals, judges, desk, hearings, fresh, events, dice, parties, .. } = self;
        let minds = Minds { scenario, dice, parties, proposals };
        let slot = objections[objection].slot;
        let standing = &mut standings[slot.idx()];
        let id = standing.proposal;
        let proposal = id.idx();
        let mut kept = first;
        for at in first..judges.len() {
            let party = judges[at];
            if standing.readers.has(party, Marks::OBJECTED) || party == proposals.proposer[proposal] {
                continue;
            }
            if minds.read(standing, party) {
                events.push(Event::Read(party, id));
                standing.readers.clear_away(desk, party, slot);
                desk.charge(party, proposals.effort[proposal]);
                if standing.readers.has(party, Marks::MAY_ACT) {
                    fresh.push((party, slot));
                }
            }
            judges[kept] = party;
            kept += 1;
        }
        judges.truncate(kept);
        hearings.push(Hearing { objection, first, n_judges: kept - first });
    }
}
