//! Panels that are drawn anew for every proposal, from those who have a seat in their body.
//!
//! Every member of the pool draws a number for the proposal and the stage; those with the smallest sit on the panel. So the panel
//! of a proposal is the same under every rule, a larger panel has the smaller one in it, and another stage draws another panel.

use super::World;
use super::standing::Slot;
use crate::dice::Purpose;
use crate::event::Event;
use crate::rules::route::Stage;
use crate::rules::{GroupFacts, Side};
use crate::scenario::Scenario;
use crate::units::PartyId;

impl World {
    /// Draws the panel of a stage that opens; its electorate is counted as its members are invited. Who is recused is not drawn.
    pub(in crate::world) fn draw_panel(&mut self, scenario: &Scenario, slot: Slot, stage: &Stage, seats: u32) {
        let World { seats: chairs, standings, dice, proposals, parties, lots, events, .. } = self;
        let standing = &mut standings[slot.idx()];
        let (proposal, row) = (standing.proposal, chairs.row(standing.row));
        let body = row.body.expect("a panel is drawn from a body");
        let subject = proposals.lineage[proposal.idx()].0.nth(u64::from(standing.stage.0));
        let proposer = proposals.proposer[proposal.idx()];
        standing.electorate = Side::default();
        standing.groups.fill(GroupFacts::default());
        lots.hat.clear();
        for run in chairs.runs(body) {
            let mut stream = dice.stream(Purpose::Panel, subject, scenario.groups[run.group].key, 0);
            for k in 0..run.len {
                let (party, number) = (PartyId(run.first.0 + k), stream.uniform());
                if parties.active[party.idx()] && !(stage.recuses_proposer && party == proposer) {
                    lots.hat.push((number, party));
                }
            }
        }
        lots.hat.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        lots.panel.clear();
        lots.panel.extend(lots.hat.iter().take(seats as usize).map(|(_, party)| *party));
        lots.panel.sort_unstable();
        events.extend(lots.panel.iter().map(|party| Event::Drawn(*party, proposal)));
    }
}
