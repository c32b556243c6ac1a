//! The one place where what agents want becomes what has happened.

use super::World;
use super::calendar::Item;
use super::desk::Paper;
use super::mood::Voice;
use super::standing::{Act, Slot, Standing};
use crate::event::{Choice, Event};
use crate::rules::Asks;
use crate::rules::optimistic::Ground;
use crate::scenario::Scenario;
use crate::units::PartyId;

/// What a party wants to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Intent {
    /// Let a proposal pass in silence.
    LetPass(PartyId, Slot),
    /// Cast a ballot; in a consent round, `Yes` says that nothing stands in the way.
    Vote(PartyId, Slot, Choice),
    /// Object.
    Object(PartyId, Slot, Ground),
    /// Judges' votes on the n-th hearing of the day: uphold, strike.
    Rule(usize, u32, u32),
    /// Give notice, or take it back.
    Notice(PartyId),
    /// Join a protest, or leave it.
    Protest(PartyId),
}

impl World {
    /// Reading of the day, outside meetings.
    pub(crate) fn read(&mut self) {
        let World { desk, standings, fresh, events, .. } = self;
        let mut finished = |standings: &mut [Standing], party: PartyId, slot: Slot| {
            let standing = &mut standings[slot.idx()];
            let reader = &mut standing.readers[party.idx()];
            reader.read = true;
            reader.queued = false;
            events.push(Event::Read(party, standing.proposal));
            if reader.may_act {
                fresh.push((party, slot));
            }
        };
        desk.read(|party, slot| finished(standings, party, slot));
        let still_waits = |item: &Item| {
            let standing = &standings[item.slot.idx()];
            let reader = &standing.readers[item.party.idx()];
            standing.proposal == item.proposal && reader.queued && reader.need.to_bits() == item.tag.to_bits()
        };
        for item in desk.read_alone(still_waits) {
            finished(standings, item.party, item.slot);
        }
    }

    /// Carries out what agents want, in the order given. No tally depends on that order.
    pub(crate) fn apply(&mut self, scenario: &Scenario, intents: &[Intent]) {
        let n_before = self.objections.len();
        for intent in intents {
            match *intent {
                Intent::LetPass(party, slot) if self.may_act(party, slot) => self.has_acted(party, slot),
                Intent::Vote(party, slot, choice) if self.may_act(party, slot) => self.vote(party, slot, choice),
                Intent::Object(party, slot, ground) if self.may_act(party, slot) => self.object(scenario, party, slot, ground),
                Intent::Rule(hearing, upheld, struck) => {
                    self.rule(scenario, self.hearings[hearing].objection, upheld, struck);
                }
                Intent::LetPass(..) | Intent::Vote(..) | Intent::Object(..) | Intent::Notice(_) | Intent::Protest(_) => {}
            }
        }
        self.line_up_objections(n_before);
        self.close_hearings();
    }

    /// A party acts once in a stage, even if it is asked twice in a day: as a judge of another's objection and at the table.
    fn may_act(&self, party: PartyId, slot: Slot) -> bool {
        self.standings[slot.idx()].readers[party.idx()].may_act
    }

    fn has_acted(&mut self, party: PartyId, slot: Slot) {
        let standing = &mut self.standings[slot.idx()];
        debug_assert!(standing.readers[party.idx()].may_act, "a party acts once in a stage");
        standing.readers[party.idx()].may_act = false;
    }

    fn vote(&mut self, party: PartyId, slot: Slot, choice: Choice) {
        self.has_acted(party, slot);
        let now = self.now;
        let standing = &mut self.standings[slot.idx()];
        if now >= standing.only_no_from && choice != Choice::No {
            return;
        }
        let weight = standing.readers[party.idx()].weight;
        standing.readers[party.idx()].approved |= choice == Choice::Yes;
        standing.touched = true;
        if standing.for_hat && choice == Choice::Yes {
            self.approve_of_another(party, slot);
        }
        let standing = &mut self.standings[slot.idx()];
        match choice {
            Choice::Yes => standing.count.yes.add(weight),
            Choice::No => standing.count.no.add(weight),
            Choice::Abstain => standing.count.abstain.add(weight),
        }
        standing.readers[party.idx()].act = match choice {
            Choice::Yes => Act::Yes,
            Choice::No => Act::No,
            Choice::Abstain => Act::Abstain,
        };
        self.events.push(Event::Voted(party, standing.proposal, choice));
    }

    fn object(&mut self, scenario: &Scenario, party: PartyId, slot: Slot, ground: Ground) {
        let standing = &mut self.standings[slot.idx()];
        standing.readers[party.idx()].objected = true;
        standing.touched = true;
        let proposal = standing.proposal;
        self.voices.push(Voice { proposal, party });
        self.events.push(Event::Objected(party, proposal, ground));
        let asks = self.stage(scenario, slot).mechanism.asks();
        let verdict = self.file_objection(scenario, slot, party, ground);
        if let Some(stands) = verdict {
            self.events.push(Event::Judged(party, proposal, stands, 0));
        }
        if verdict == Some(false) && asks == Asks::Consent {
            self.vote(party, slot, Choice::Yes);
        } else {
            self.has_acted(party, slot);
        }
        self.raise_alarm(scenario, slot);
    }

    /// An objection makes the proposal conspicuous to those who have not read it.
    fn raise_alarm(&mut self, scenario: &Scenario, slot: Slot) {
        let World { standings, seats, desk, now, .. } = self;
        let standing = &mut standings[slot.idx()];
        let Some(body) = seats.row(standing.row).body else { return };
        if standing.salience > 1.0 || scenario.value.alarm <= 1.0 {
            return;
        }
        let within = standing.closes.since(*now);
        let paper = Paper { slot, proposal: standing.proposal, salience: scenario.value.alarm, within };
        for party in seats.members(body) {
            let reader = &mut standing.readers[party.idx()];
            if reader.queued {
                reader.take_off(desk, party, slot, standing.salience);
                reader.put_on(desk, party, paper);
            }
        }
        standing.salience = scenario.value.alarm;
    }
}
