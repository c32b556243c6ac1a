//! Ballots that may be replaced: on the last day everybody who voted looks again.

use super::World;
use super::readers::{Act, Marks};
use crate::scenario::Scenario;
use crate::units::{PartyId, Ticks};

impl World {
    /// Asks those who have voted once more, where their vote ends tomorrow and ballots may be replaced.
    pub(crate) fn ask_again(&mut self, scenario: &Scenario) {
        for at in 0..self.open.len() {
            let slot = self.open[at];
            let standing = &self.standings[slot.idx()];
            let last_day = standing.live && standing.closes == self.now + Ticks(1);
            if !last_day || !self.stage(scenario, slot).mechanism.asks_again() {
                continue;
            }
            let World { standings, seats, parties, fresh, .. } = self;
            let standing = &mut standings[slot.idx()];
            let body = seats.row(standing.row).body;
            for run in body.into_iter().flat_map(|body| seats.runs(body)) {
                for p in run.parties() {
                    let voted = matches!(standing.readers.act[p], Act::Yes | Act::No | Act::Abstain);
                    if voted && parties.active[p] && standing.readers.marks[p].any(Marks::SEATED) {
                        standing.readers.marks[p].set(Marks::MAY_ACT);
                        fresh.push((PartyId(u32::try_from(p).expect("parties are counted in u32")), slot));
                    }
                }
            }
        }
    }
}
