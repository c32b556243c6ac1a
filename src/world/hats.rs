//! What is in force where proposals of a kind take each other's place, and who still approves of it.

use super::World;
use super::readers::Act;
use super::standing::Slot;
use crate::units::{PartyId, Weight};

/// The last proposal of a kind that was lifted in a stage: its approval, and whose that is.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct InForce {
    pub approval: Weight,
    supporters: Vec<(PartyId, Weight)>,
}

impl InForce {
    /// Somebody no longer approves of it.
    fn loses(&mut self, party: PartyId) {
        if let Some(at) = self.supporters.iter().position(|(supporter, _)| *supporter == party) {
            self.approval -= self.supporters.swap_remove(at).1;
        }
    }
}

impl World {
    /// Nothing is in force.
    pub(in crate::world) fn restart_hats(&mut self) {
        self.in_force.resize_with(self.seats.n_rows(), InForce::default);
        for there in &mut self.in_force {
            there.approval = Weight(0);
            there.supporters.clear();
        }
    }

    /// A party approves of something new: no longer of what is in force.
    pub(in crate::world) fn approve_of_another(&mut self, party: PartyId, slot: Slot) {
        let standing = &self.standings[slot.idx()];
        let row = self.row_of_kind(standing.proposal, standing.stage);
        self.in_force[row].loses(party);
    }

    /// A proposal takes the place of what was in force.
    pub(in crate::world) fn lift(&mut self, slot: Slot) {
        let standing = &self.standings[slot.idx()];
        let row = self.row_of_kind(standing.proposal, standing.stage);
        let World { in_force, standings, .. } = self;
        let (there, standing) = (&mut in_force[row], &standings[slot.idx()]);
        there.approval = standing.count.yes.weight;
        there.supporters.clear();
        let readers = &standing.readers;
        let approves = readers.act.iter().zip(&readers.weight).enumerate().filter(|(_, (act, _))| **act == Act::Yes);
        there
            .supporters
            .extend(approves.map(|(p, (_, weight))| (PartyId(u32::try_from(p).expect("parties are counted in u32")), *weight)));
    }

    /// Whoever leaves approves of nothing any more.
    pub(in crate::world) fn withdraw_approval(&mut self, party: PartyId) {
        self.in_force.iter_mut().for_each(|there| there.loses(party));
    }
}
