//! What a party does with a proposal that it has read: sincere ballots and objections.

use super::Opinion;
use crate::event::Choice;
use crate::rules::Asks;
use crate::units::PartyId;
use crate::world::{Intent, Slot, Temper, View};

/// The party's act.
pub fn act(view: View, party: PartyId, slot: Slot) -> Intent {
    let temper = view.temper(party);
    let opinion = Opinion::of(&temper, &view.sight(party, slot));
    match view.asks(slot) {
        Asks::Ballot => Intent::Vote(party, slot, ballot(&temper, &opinion)),
        Asks::Objection if objects(&temper, &opinion) => Intent::Object(party, slot, opinion.worst_ground()),
        Asks::Consent if objects(&temper, &opinion) => Intent::Object(party, slot, opinion.worst_ground()),
        Asks::Consent => Intent::Vote(party, slot, Choice::Yes),
        Asks::Objection | Asks::Nothing => Intent::LetPass(party, slot),
    }
}

/// Objecting has a social price: the party puts up with what is only a little bad.
fn objects(temper: &Temper, opinion: &Opinion) -> bool {
    opinion.total() < -temper.theta
}

/// Yes above the tolerance, no below its negative, else an abstention.
fn ballot(temper: &Temper, opinion: &Opinion) -> Choice {
    let total = opinion.total();
    if total > temper.tolerance {
        Choice::Yes
    } else if total < -temper.tolerance {
        Choice::No
    } else {
        Choice::Abstain
    }
}
