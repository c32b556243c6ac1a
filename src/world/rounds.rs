//! Rounds end: what waited in them is decided together.

use super::World;
use super::readers::Act;
use super::standing::Slot;
use crate::rules::round::{Request, Table};
use crate::rules::{Mechanism, Round};
use crate::scenario::Scenario;
use crate::units::{Money, Tick};

/// What is decided together, and who waits for it. Kept for its buffers.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Rounds {
    table: Table,
    waiting: Vec<Slot>,
    /// What rounds have chosen this morning: it is committed in the evening only, and the next round must not count on it.
    promised: Money,
    promised_at: Tick,
}

impl World {
    /// Decides the rounds that end this morning: each stage of each kind of decision is a round of its own. Whether a proposal is
    /// chosen is told to its rule, which has its word on it like any other.
    pub(in crate::world) fn close_rounds(&mut self, scenario: &Scenario) {
        let mut rounds = std::mem::take(&mut self.rounds);
        if std::mem::replace(&mut rounds.promised_at, self.now) != self.now {
            rounds.promised = Money(0);
        }
        for (kind, of) in scenario.kinds.iter().enumerate() {
            for (stage, rule) in (0_u8..).zip(&of.route) {
                if let Mechanism::Round(rule) = &rule.mechanism {
                    rounds.waiting.clear();
                    rounds.waiting.extend(self.open.iter().copied().filter(|slot| {
                        let standing = &self.standings[slot.idx()];
                        let here = standing.live && standing.stage.0 == stage && rule.ends(standing.opened) <= self.now;
                        here && self.kind_of(standing.proposal).idx() == kind
                    }));
                    if !rounds.waiting.is_empty() {
                        rounds.waiting.sort_unstable_by_key(|slot| self.standings[slot.idx()].proposal);
                        self.share_out(rule, &mut rounds);
                    }
                }
            }
        }
        self.rounds = rounds;
    }

    fn share_out(&mut self, rule: &Round, rounds: &mut Rounds) {
        let Rounds { table, waiting, promised, .. } = rounds;
        let World { standings, proposals, treasury, .. } = self;
        table.clear();
        table.requests.extend(waiting.iter().map(|slot| {
            let standing = &standings[slot.idx()];
            Request { cost: proposals.cost[standing.proposal.idx()], count: standing.count }
        }));
        if rule.by.asks_who() {
            for party in 0..standings[waiting[0].idx()].readers.act.len() {
                table.add_voter(waiting.iter().map(|slot| {
                    let readers = &standings[slot.idx()].readers;
                    if readers.act[party] == Act::Yes { readers.weight[party].0 } else { 0 }
                }));
            }
        }
        let free = Money(treasury.free().0.saturating_sub(promised.0));
        let budget = if treasury.is_limited() { rule.budget.min(free) } else { rule.budget };
        rule.share_out(budget, table);
        for (slot, passes) in waiting.iter().zip(&table.passes) {
            standings[slot.idx()].chosen = Some(*passes);
            if *passes {
                *promised += proposals.cost[standings[slot.idx()].proposal.idx()];
            }
        }
    }
}
