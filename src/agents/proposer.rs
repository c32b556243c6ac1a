//! What a party does with an idea: it brings forward what it likes itself, which is where honest harm comes from.

use super::Opinion;
use crate::math;
use crate::world::{Idea, View};

/// What is left of an idea for each proposal stopped before it; every two that were accepted win one back.
const CONCESSION: f64 = 0.98;

/// Whether the owner of an idea wants it done. Indifference is enough.
pub fn wants_to_submit(view: View, idea: &Idea) -> bool {
    let crowd = view.crowd(view.group(idea.proposer), idea.source());
    Opinion::of(&view.temper(idea.proposer, &crowd), &view.sight_of_idea(idea, &crowd)).total() >= 0.0
}

/// The idea as its owner brings it forward: a proposer who anticipates makes it smaller the more often its source was stopped.
///
/// One dimension, one veto player and a course that starts on the far side of it: the first proposal that is let through lies
/// where the veto player is just indifferent, as in the agenda-setter model (Romer and Rosenthal 1978).
pub fn shade(view: View, idea: Idea) -> Idea {
    let Some((stopped, accepted)) = view.acceptance_met(idea.source()) else { return idea };
    let steps = f64::from(stopped.saturating_sub(accepted / 2));
    idea.shaded(math::pow(CONCESSION, steps))
}
