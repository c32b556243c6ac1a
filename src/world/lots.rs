//! What a group draws together when a proposal first comes before it: one fill for all its members.

use crate::dice::{Dice, Key, Purpose};
use crate::units::PartyId;

/// Groups of more than these have their errors of judgement drawn together when a stage opens, others one by one when somebody has
/// read: the numbers are the same.
const FEW: u32 = 8;

/// Uniform numbers of a group's members, by place in the group. Kept from one proposal to the next for their buffers.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Lots {
    /// How much attention each needs.
    pub needs: Vec<f64>,
    /// How each misjudges; 0 where that is not drawn yet.
    pub lucks: Vec<f64>,
    /// Who was drawn for a panel, in order of their ids.
    pub panel: Vec<PartyId>,
    /// Those among whom it was drawn, each with its number.
    pub hat: Vec<(f64, PartyId)>,
}

impl Lots {
    /// Draws for a group of `len` members.
    pub fn draw(&mut self, dice: &Dice, lineage: Key, group: Key, len: u32) {
        for numbers in [&mut self.needs, &mut self.lucks] {
            numbers.clear();
            numbers.resize(len as usize, 0.0);
        }
        dice.fill(Purpose::Reading, lineage, group, &mut self.needs);
        if len > FEW {
            dice.fill(Purpose::Judgement, lineage, group, &mut self.lucks);
        }
    }
}
