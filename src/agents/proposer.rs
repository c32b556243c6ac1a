//! What a party does with an idea: it brings forward what it likes itself, which is where honest harm comes from.

use super::Opinion;
use crate::world::{Idea, View};

/// Whether the owner of an idea wants it done. Indifference is enough.
pub fn wants_to_submit(view: View, idea: &Idea) -> bool {
    Opinion::of(&view.temper(idea.proposer), &view.sight_of_idea(idea)).total() >= 0.0
}
