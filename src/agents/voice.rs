//! What a party does with a proposal that it has read: sincere ballots and objections.

use super::Opinion;
use crate::event::Choice;
use crate::rules::Asks;
use crate::units::PartyId;
use crate::world::{Crowd, Intent, Matter, Temper, View};

/// The party's act.
#[inline]
pub fn act(view: View, party: PartyId, matter: &Matter, crowd: &Crowd) -> Intent {
    if view.is_accomplice(party, matter) {
        return wave_through(party, matter);
    }
    let temper = view.temper(party, crowd);
    let opinion = Opinion::of(&temper, &view.sight(party, matter, crowd));
    match matter.asks {
        Asks::Ballot => Intent::Vote(party, matter.slot, ballot(&temper, &opinion)),
        Asks::Objection if objects(&temper, &opinion) => Intent::Object(party, matter.slot, opinion.worst_ground()),
        Asks::Consent if objects(&temper, &opinion) => Intent::Object(party, matter.slot, opinion.worst_ground()),
        Asks::Consent => Intent::Vote(party, matter.slot, Choice::Yes),
        Asks::Objection | Asks::Nothing => Intent::LetPass(party, matter.slot),
    }
}

/// What an insider does with a proposal of those whom it works for.
fn wave_through(party: PartyId, matter: &Matter) -> Intent {
    match matter.asks {
        Asks::Ballot | Asks::Consent => Intent::Vote(party, matter.slot, Choice::Yes),
        Asks::Objection | Asks::Nothing => Intent::LetPass(party, matter.slot),
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
