//! Who sits in which body, and what each seat weighs in each stage.

use super::Parties;
use crate::rules::route::Decider;
use crate::rules::{GroupFacts, Mechanism, Side};
use crate::scenario::Scenario;
use crate::units::{BodyId, GroupId, PartyId, SourceId, StageId, Weight};
use std::ops::Range;

/// Consecutive seats of a body whose holders are consecutive parties of one group.
#[derive(Clone, Debug)]
pub struct Run {
    /// The group's row.
    pub group: usize,
    /// First party.
    pub first: PartyId,
    /// Number of seats.
    pub len: u32,
    /// Seat number of the first party.
    pub seat: u32,
}

impl Run {
    /// The parties of the run.
    pub fn parties(&self) -> Range<usize> {
        self.up_to(u32::MAX)
    }

    /// The parties of the run whose seats are among the first `seats` of the body.
    pub fn up_to(&self, seats: u32) -> Range<usize> {
        self.first.idx()..(self.first.0 + self.len.min(seats.saturating_sub(self.seat))) as usize
    }
}

/// A stage as it applies to the proposals of one source.
#[derive(Clone, Debug)]
pub struct Row {
    /// The deciding body; `None` where time alone decides.
    pub body: Option<BodyId>,
    /// Seats of the body that take part.
    pub seats: u32,
    /// Where their weights stand.
    weights: Range<usize>,
    /// All seats with their weight.
    pub electorate: Side,
    /// The same, run by run.
    pub groups: Vec<GroupFacts>,
}

/// Bodies and stages.
#[derive(Clone, Debug, Default)]
pub struct Seats {
    first_of_group: Vec<u32>,
    runs: Vec<Vec<Run>>,
    base: Vec<usize>,
    /// By source, then by group.
    benefits: Vec<bool>,
    rows: Vec<Row>,
    weights: Vec<Weight>,
}

impl Seats {
    /// The runs of seats of a body.
    pub fn runs(&self, body: BodyId) -> &[Run] {
        &self.runs[body.idx()]
    }

    /// Number of seats of a body.
    pub fn n_seats(&self, body: BodyId) -> u32 {
        self.runs(body).iter().map(|run| run.len).sum()
    }

    /// The members of a body in seat order.
    pub fn members(&self, body: BodyId) -> impl Iterator<Item = PartyId> + Clone + '_ {
        self.runs(body).iter().flat_map(|run| (0..run.len).map(|k| PartyId(run.first.0 + k)))
    }

    /// Whether a party sits in a body.
    pub fn is_member(&self, body: BodyId, party: PartyId) -> bool {
        self.runs(body).iter().any(|run| (run.first.0..run.first.0 + run.len).contains(&party.0))
    }

    /// The row of a stage for a source.
    pub fn row_of(&self, source: SourceId, stage: StageId) -> usize {
        self.base[source.idx()] + stage.idx()
    }

    /// A row.
    pub fn row(&self, row: usize) -> &Row {
        &self.rows[row]
    }

    /// The weights of a row's seats, in seat order; those of leavers are 0.
    pub fn weights_of(&self, row: usize) -> Vec<u64> {
        self.weights[self.rows[row].weights.clone()].iter().map(|weight| weight.0).collect()
    }

    /// The weights of `n` seats in a row from `seat` on, now.
    pub(in crate::world) fn weights(&self, row: usize, seat: u32, n: usize) -> &[Weight] {
        let start = self.rows[row].weights.start + seat as usize;
        &self.weights[start..start + n]
    }

    /// Whether the members of each group gain from what a source brings forward, beyond the purpose.
    pub fn benefits(&self, source: SourceId) -> &[bool] {
        let n = self.first_of_group.len();
        &self.benefits[source.idx() * n..(source.idx() + 1) * n]
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The parties of a group.
    pub fn of_group(&self, scenario: &Scenario, group: GroupId) -> Range<usize> {
        let first = self.first_of_group[group.idx()] as usize;
        first..first + scenario.groups[group.idx()].count as usize
    }

    /// Lays out bodies and stages for the parties that are still there.
    pub(in crate::world) fn lay_out(&mut self, scenario: &Scenario, parties: &Parties) {
        self.first_of_group.clear();
        let mut first = 0;
        for group in &scenario.groups {
            self.first_of_group.push(first);
            first += group.count;
        }
        self.runs.resize_with(scenario.bodies.len(), Vec::new);
        for (runs, body) in self.runs.iter_mut().zip(&scenario.bodies) {
            runs.clear();
            let mut seat = 0;
            for group in &body.groups {
                let len = scenario.groups[group.idx()].count;
                runs.push(Run { group: group.idx(), first: PartyId(self.first_of_group[group.idx()]), len, seat });
                seat += len;
            }
        }
        self.benefits.clear();
        for source in &scenario.sources {
            let sits = |id| scenario.bodies[source.body.idx()].groups.iter().any(|group| group.idx() == id);
            self.benefits.extend(scenario.groups.iter().enumerate().map(|(id, group)| group.benefits_from_all || sits(id)));
        }
        self.base.clear();
        self.weights.clear();
        let mut used = 0;
        for source in &scenario.sources {
            self.base.push(used);
            for stage in &scenario.kinds[source.kind.idx()].route {
                let body = match stage.decider {
                    Decider::OwnCell => Some(source.body),
                    Decider::Body(body) => Some(body),
                    Decider::Nobody => None,
                };
                self.add_row(used, body, &stage.mechanism, parties);
                used += 1;
            }
        }
        self.rows.truncate(used);
    }

    fn add_row(&mut self, at: usize, body: Option<BodyId>, mechanism: &Mechanism, parties: &Parties) {
        if at == self.rows.len() {
            self.rows.push(Row { body, seats: 0, weights: 0..0, electorate: Side::default(), groups: Vec::new() });
        }
        let weighting = mechanism.weighting();
        let start = self.weights.len();
        let runs: &[Run] = body.map_or(&[], |body| &self.runs[body.idx()]);
        let members = || runs.iter().flat_map(|run| (run.first.idx()..(run.first.0 + run.len) as usize).map(move |p| (run, p)));
        let uncapped = |p: usize| match parties.active[p] {
            true => weighting.uncapped(parties.pledge[p], parties.tokens[p]),
            false => Weight(0),
        };
        let total: Weight = members().map(|(_, p)| uncapped(p)).sum();
        let alone = matches!(mechanism, Mechanism::Executive(_));

        let row = &mut self.rows[at];
        row.groups.clear();
        row.groups.resize(runs.len(), GroupFacts::default());
        row.electorate = Side::default();
        row.seats = 0;
        let mut seat = 0;
        for (idx, run) in runs.iter().enumerate() {
            for p in run.first.idx()..(run.first.0 + run.len) as usize {
                let weight = weighting.capped(uncapped(p), total);
                self.weights.push(weight);
                let taken = alone && row.electorate.seats == 1;
                if parties.active[p] && !taken {
                    row.electorate.add(weight);
                    row.groups[idx].electorate.add(weight);
                }
                if !taken {
                    row.seats = seat + 1;
                }
                seat += 1;
            }
        }
        row.body = body;
        row.weights = start..self.weights.len();
    }
}
