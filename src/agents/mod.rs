//! Behaviour. Agents read a [`View`] and write [`Intent`]s; they see the same morning, whatever the order they are asked in.
//!
//! An agent never learns the name of a rule, the truth about a proposal, or another's plan: the view has no such thing.

mod electing;
mod judging;
mod leaving;
mod opinion;
mod proposer;
mod protesting;
mod voice;

pub use electing::{elect, want_recall};
pub use leaving::decide as decide_to_leave;
pub use opinion::Opinion;
pub use proposer::{shade, wants_to_submit};
pub use protesting::decide as decide_to_protest;

use crate::units::PartyId;
use crate::world::{Hearing, Intent, Slot, View};

/// What everybody wants to do today: those who have read something act on it, those who are called to judge judge.
pub fn decide(view: View, fresh: &[(PartyId, Slot)], hearings: &[Hearing], intents: &mut Vec<Intent>) {
    intents.clear();
    for readers in fresh.chunk_by(|one, next| one.1 == next.1 && view.group(one.0) == view.group(next.0)) {
        let (first, slot) = readers[0];
        let matter = view.matter(slot);
        let crowd = view.crowd(view.group(first), matter.source);
        intents.extend(readers.iter().map(|(party, _)| voice::act(view, *party, &matter, &crowd)));
    }
    intents.extend(hearings.iter().enumerate().map(|(number, hearing)| judging::rule(view, number, hearing)));
}
