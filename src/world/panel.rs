//! Panels that are drawn anew for every proposal, from those who have a seat in their body.
//!
//! Every member of the pool draws a number for the proposal and the stage; those with the smallest sit on the panel. So the panel
//! of a proposal is the same under every rule, a larger panel has the smaller one in it, and another stage, or another round before
//! a jury, draws another panel.

use super::World;
use super::readers::Marks;
use super::standing::Slot;
use crate::dice::Purpose;
use crate::event::Event;
use crate::rules::route::Stage;
use crate::rules::{GroupFacts, Side};
use crate::scenario::Scenario;
use crate::units::{BodyId, PartyId};
use std::ops::Range;

/// The panel that was drawn last, and the numbers that it was drawn by. Kept for their buffers.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Panel {
    /// Who was drawn, in order of their ids.
    seats: Vec<PartyId>,
    hat: Vec<(f64, PartyId)>,
}

impl World {
    /// Draws the panel of a stage that opens; its electorate is counted as its members are invited. Who is recused is not drawn.
    pub(in crate::world) fn draw_panel(&mut self, scenario: &Scenario, slot: Slot, stage: &Stage, seats: u32) {
        let World { seats: chairs, standings, dice, proposals, parties, panel, events, .. } = self;
        let standing = &mut standings[slot.idx()];
        let (proposal, row) = (standing.proposal, chairs.row(standing.row));
        let body = row.body.expect("a panel is drawn from a body");
        // A route has at most 256 stages: a round after an appeal is a draw of its own.
        let draw = u64::from(standing.stage.0) + 256 * u64::from(standing.round);
        let subject = proposals.lineage[proposal.idx()].0.nth(draw);
        let proposer = proposals.proposer[proposal.idx()];
        standing.electorate = Side::default();
        standing.groups.fill(GroupFacts::default());
        panel.hat.clear();
        for run in chairs.runs(body) {
            let mut stream = dice.stream(Purpose::Panel, subject, scenario.groups[run.group].key, 0);
            for k in 0..run.len {
                let (party, number) = (PartyId(run.first.0 + k), stream.uniform());
                if parties.active[party.idx()] && !(stage.recuses_proposer && party == proposer) {
                    panel.hat.push((number, party));
                }
            }
        }
        panel.hat.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        panel.seats.clear();
        panel.seats.extend(panel.hat.iter().take(seats as usize).map(|(_, party)| *party));
        panel.seats.sort_unstable();
        events.extend(panel.seats.iter().map(|party| Event::Drawn(*party, proposal)));
    }

    /// Of a run of seats only those who were chosen have a say: drawn for this proposal, or elected.
    pub(in crate::world) fn keep_chosen(&mut self, slot: Slot, drawn: bool, (body, run): (BodyId, usize), range: Range<usize>) {
        let World { seats, standings, panel, .. } = self;
        let standing = &mut standings[slot.idx()];
        let (first, seat) = (seats.runs(body)[run].first.idx(), seats.runs(body)[run].seat);
        for p in range {
            let id = |n: usize| u32::try_from(n).expect("parties are counted in u32");
            let held = seats.is_held(body, seat + id(p - first));
            if !held || drawn && panel.seats.binary_search(&PartyId(id(p))).is_err() {
                standing.readers.marks[p].clear(Marks::MAY_ACT | Marks::SEATED);
            } else if drawn {
                standing.electorate.add(standing.readers.weight[p]);
                standing.groups[run].electorate.add(standing.readers.weight[p]);
            }
        }
    }
}
