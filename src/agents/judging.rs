//! Whether the grounds of an objection are given: each judge looks at that part of its own opinion.

use super::Opinion;
use crate::units::PartyId;
use crate::world::{Hearing, Intent, View};

/// The judges' votes at a hearing.
pub fn rule(view: View, number: usize, hearing: &Hearing) -> Intent {
    let (ground, slot, judges) = view.hearing(hearing);
    let matter = view.matter(slot);
    let sees_it = |party: &&PartyId| {
        let crowd = view.crowd(view.group(**party), matter.source);
        let opinion = Opinion::of(&view.temper(**party, &crowd), &view.sight(**party, &matter, &crowd));
        !view.is_accomplice(**party, &matter) && opinion.on(ground) < -view.proof()
    };
    let upheld = judges.iter().filter(sees_it).count();
    let count = |n: usize| u32::try_from(n).expect("judges are counted in u32");
    Intent::Rule(number, count(upheld), count(judges.len() - upheld))
}
