//! Who sits in which body, and what each seat weighs in each stage.

use super::Parties;
use crate::rules::route::Decider;
use crate::rules::federation::{Federation, Party};
use crate::rules::weight::{Basis, Totals};
use crate::rules::{GroupFacts, Holding, Mechanism, Side, Weighting};
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
    rows: Vec<Row>,
    weights: Vec<Weight>,
    version: u64,
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

    /// The weight of a seat in a row, now.
    pub(in crate::world) fn weight(&self, row: usize, seat: u32) -> Weight {
        self.weights[self.rows[row].weights.start + seat as usize]
    }

    /// Changes whenever anybody's weight may have changed.
    pub fn version(&self) -> u64 {
        self.version
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
        self.version += 1;
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
                let federation = body.and_then(|body| scenario.bodies[body.idx()].federation.as_ref());
                self.add_row(used, body, (&stage.mechanism, federation), parties);
                used += 1;
            }
        }
        self.rows.truncate(used);
    }

    fn add_row(
        &mut self,
        at: usize,
        body: Option<BodyId>,
        (mechanism, federation): (&Mechanism, Option<&Federation>),
        parties: &Parties,
    ) {
        if at == self.rows.len() {
            self.rows.push(Row { body, seats: 0, weights: 0..0, electorate: Side::default(), groups: Vec::new() });
        }
        let start = self.weights.len();
        let runs: &[Run] = body.map_or(&[], |body| &self.runs[body.idx()]);
        let weights = &mut self.weights;
        weigh(weights, runs, mechanism.weighting(), parties);
        if let Some(federation) = federation {
            federate(&mut weights[start..], runs, federation, parties);
        }
        let total: Weight = weights[start..].iter().copied().sum();
        let weighting = mechanism.weighting();
        weights[start..].iter_mut().for_each(|weight| *weight = weighting.capped(*weight, total));

        let alone = matches!(mechanism, Mechanism::Executive(_));
        let row = &mut self.rows[at];
        row.groups.clear();
        row.groups.resize(runs.len(), GroupFacts::default());
        row.electorate = Side::default();
        row.seats = 0;
        let holders = runs.iter().enumerate().flat_map(|(idx, run)| parties_of(run).map(move |p| (idx, p)));
        for (seat, (idx, p)) in holders.enumerate() {
            let taken = alone && row.electorate.seats == 1;
            if parties.active[p] && !taken {
                let weight = weights[start + seat];
                row.electorate.add(weight);
                row.groups[idx].electorate.add(weight);
            }
            if !taken {
                row.seats = u32::try_from(seat).expect("seats are counted in u32") + 1;
            }
        }
        row.body = body;
        row.weights = start..self.weights.len();
    }
}

/// Who holds the seats of a run.
fn parties_of(run: &Run) -> Range<usize> {
    run.first.idx()..(run.first.0 + run.len) as usize
}

/// Appends what every seat weighs for itself; those of leavers weigh nothing.
fn weigh(weights: &mut Vec<Weight>, runs: &[Run], weighting: Weighting, parties: &Parties) {
    let holding = |p: usize| Holding {
        contribution: parties.pledge[p],
        tokens: parties.tokens[p],
        reputation: parties.reputation[p],
    };
    let mut all = Totals::default();
    if matches!(weighting.basis, Basis::Mixed(_)) {
        let holders = runs.iter().flat_map(parties_of).filter(|p| parties.active[*p]);
        holders.for_each(|p| all.add(&holding(p)));
    }
    weights.extend(runs.iter().flat_map(parties_of).map(|p| match parties.active[p] {
        true => weighting.uncapped(&holding(p), &all),
        false => Weight(0),
    }));
}

/// Shares the votes out among groups.
fn federate(weights: &mut [Weight], runs: &[Run], federation: &Federation, parties: &Parties) {
    let held = |run: &Run| u32::try_from(parties_of(run).filter(|p| parties.active[*p]).count()).expect("seats are counted in u32");
    let seats = runs.iter().map(held).sum();
    let groups = u32::try_from(runs.iter().filter(|run| held(run) > 0).count()).expect("groups are few");
    for (place, run) in runs.iter().enumerate() {
        let own = &mut weights[run.seat as usize..(run.seat + run.len) as usize];
        let whole: Weight = own.iter().copied().sum();
        let pot = federation.pot(Party { place, seats: held(run) }, groups, seats);
        own.iter_mut().for_each(|weight| *weight = Federation::part(pot, *weight, whole));
    }
}
