//! Stages that do not take everything at once: so many at a time, or one in each period. What waits keeps its order.

use super::World;
use crate::rules::tally::moloch::Pipeline;
use crate::scenario::Scenario;
use crate::units::{StageId, Tick};

impl World {
    /// No period has been given to anybody yet.
    pub(in crate::world) fn restart_pipelines(&mut self) {
        self.pipelines.clear();
        self.pipelines.resize(self.seats.n_rows(), Pipeline { voting: 0, grace: 0, last_start: None });
    }

    /// Whether a proposal that is due may enter its stage now. One that is given a later period waits for that.
    pub(in crate::world) fn may_enter(&mut self, scenario: &Scenario, opening: usize) -> bool {
        let asked = self.openings[opening];
        let kind = self.kind_of(asked.proposal);
        let stage = &scenario.kinds[kind.idx()].route[asked.stage.idx()];
        if let Some(period) = stage.one_per.filter(|_| !asked.paced) {
            // Periods are counted for a stage of a kind, whoever proposes.
            let row = self.row_of_kind(asked.proposal, asked.stage);
            let now = u64::from(self.now.0 / period.0.max(1));
            let starts = self.pipelines[row].sponsor(now).starts;
            let at = u32::try_from(starts).ok().and_then(|starts| starts.checked_mul(period.0)).map_or(Tick::NEVER, Tick);
            self.openings[opening].at = at;
            self.openings[opening].paced = true;
            return false;
        }
        stage.at_a_time.is_none_or(|most| self.n_in_stage(asked.proposal, asked.stage) < most as usize)
    }

    /// Proposals of the same kind in the same stage.
    fn n_in_stage(&self, proposal: crate::units::ProposalId, stage: StageId) -> usize {
        let kind = self.kind_of(proposal);
        let there = self.open.iter().map(|slot| &self.standings[slot.idx()]);
        there.filter(|standing| standing.live && standing.stage == stage && self.kind_of(standing.proposal) == kind).count()
    }
}
