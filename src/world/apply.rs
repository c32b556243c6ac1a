//! The one place where what agents want becomes what has happened.

use super::World;
use super::mood::Voice;
use super::readers::{Act, Marks};
use super::standing::Slot;
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
        self.standings[slot.idx()].readers.has(party, Marks::MAY_ACT)
    }

    fn has_acted(&mut self, party: PartyId, slot: Slot) {
        let standing = &mut self.standings[slot.idx()];
        let may = standing.readers.marks[party.idx()].take(Marks::MAY_ACT);
        debug_assert!(may, "a party acts once in a stage");
    }

    fn vote(&mut self, party: PartyId, slot: Slot, choice: Choice) {
        self.has_acted(party, slot);
        let now = self.now;
        let standing = &mut self.standings[slot.idx()];
        if now >= standing.only_no_from && choice != Choice::No {
            return;
        }
        let weight = standing.readers.weight[party.idx()];
        if choice == Choice::Yes {
            standing.readers.marks[party.idx()].set(Marks::APPROVED);
        }
        standing.touched = true;
        if standing.for_hat && choice == Choice::Yes {
            self.approve_of_another(party, slot);
        }
        let standing = &mut self.standings[slot.idx()];
        let before = standing.readers.act[party.idx()];
        match before {
            Act::Yes => standing.count.yes.take(weight),
            Act::No => standing.count.no.take(weight),
            Act::Abstain => standing.count.abstain.take(weight),
            Act::None | Act::Judged | Act::Stands => {}
        }
        match choice {
            Choice::Yes => standing.count.yes.add(weight),
            Choice::No => standing.count.no.add(weight),
            Choice::Abstain => standing.count.abstain.add(weight),
        }
        standing.readers.act[party.idx()] = match choice {
            Choice::Yes => Act::Yes,
            Choice::No => Act::No,
            Choice::Abstain => Act::Abstain,
        };
        if before != standing.readers.act[party.idx()] {
            self.events.push(Event::Voted(party, standing.proposal, choice));
        }
    }

    fn object(&mut self, scenario: &Scenario, party: PartyId, slot: Slot, ground: Ground) {
        let stage = self.stage(scenario, slot);
        let bond = stage.mechanism.bond();
        if bond.0 > 0 && !self.post_bond(slot, party, bond) {
            self.has_acted(party, slot);
            return;
        }
        let standing = &mut self.standings[slot.idx()];
        standing.readers.marks[party.idx()].set(Marks::OBJECTED);
        standing.touched = true;
        let proposal = standing.proposal;
        self.voices.push(Voice { proposal, party });
        self.events.push(Event::Objected(party, proposal, ground));
        let verdict = self.file_objection(scenario, stage, (party, slot), ground);
        if let Some(stands) = verdict {
            self.events.push(Event::Judged(party, proposal, stands, 0));
        }
        if verdict == Some(false) && stage.mechanism.asks() == Asks::Consent {
            self.vote(party, slot, Choice::Yes);
        } else {
            self.has_acted(party, slot);
        }
        self.raise_alarm(scenario, slot);
    }
}
