//! Who sits in which body, and what each seat weighs in each stage.

use super::Parties;
use crate::rules::federation::{Federation, Party};
use crate::rules::route::Decider;
use crate::rules::weight::{Basis, Totals};
use crate::rules::{GroupFacts, Holding, Mechanism, Side, Weighting};
use crate::scenario::{Body, Scenario};
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
    version: u64,
    /// By body and seat: whether it is empty; no entries where nobody is elected.
    vacant: Vec<Vec<bool>>,
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

    /// Everybody with a chair in a body, in seat order; where seats are elected, not all of them hold theirs.
    pub fn chairs(&self, body: BodyId) -> impl Iterator<Item = PartyId> + Clone + '_ {
        self.runs(body).iter().flat_map(|run| (0..run.len).map(|k| PartyId(run.first.0 + k)))
    }

    /// Whose chair it is.
    pub fn chair(&self, body: BodyId, seat: usize) -> PartyId {
        self.chairs(body).nth(seat).expect("a chair has somebody to sit on it")
    }

    /// Whether a seat is held: all are, but for elected bodies.
    pub fn is_held(&self, body: BodyId, seat: u32) -> bool {
        self.vacant.get(body.idx()).is_none_or(|vacant| vacant.get(seat as usize) != Some(&true))
    }

    /// The members of a body in seat order.
    pub fn members(&self, body: BodyId) -> impl Iterator<Item = PartyId> + Clone + '_ {
        let seats = self.runs(body).iter().flat_map(|run| (0..run.len).map(|k| (run.seat + k, PartyId(run.first.0 + k))));
        seats.filter(move |(seat, _)| self.is_held(body, *seat)).map(|(_, party)| party)
    }

    /// Whether a party sits in a body.
    pub fn is_member(&self, body: BodyId, party: PartyId) -> bool {
        let within = |run: &&Run| (run.first.0..run.first.0 + run.len).contains(&party.0);
        self.runs(body).iter().find(within).is_some_and(|run| self.is_held(body, run.seat + party.0 - run.first.0))
    }

    /// Leaves every seat of an elected body empty.
    pub(in crate::world) fn vacate_all(&mut self, body: BodyId) {
        let seats = self.n_seats(body) as usize;
        let vacant = &mut self.vacant[body.idx()];
        vacant.clear();
        vacant.resize(seats, true);
    }

    /// Somebody takes a seat.
    pub(in crate::world) fn fill(&mut self, body: BodyId, seat: usize) {
        self.vacant[body.idx()][seat] = false;
    }

    /// The first party of a group.
    pub(in crate::world) fn first_of(&self, group: usize) -> u32 {
        self.first_of_group[group]
    }

    /// Nobody holds a seat by election any more.
    pub(in crate::world) fn restart(&mut self, scenario: &Scenario) {
        self.vacant.resize_with(scenario.bodies.len(), Vec::new);
        self.vacant.iter_mut().for_each(Vec::clear);
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

    /// Changes whenever anybody's weight may have changed.
    pub fn version(&self) -> u64 {
        self.version
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
                let rules = body.map(|body| &scenario.bodies[body.idx()]);
                self.add_row(used, body, (&stage.mechanism, rules), parties);
                used += 1;
            }
        }
        self.rows.truncate(used);
    }

    fn add_row(&mut self, at: usize, body: Option<BodyId>, (mechanism, rules): (&Mechanism, Option<&Body>), parties: &Parties) {
        let (federation, drawn) = rules.map_or((None, false), |body| (body.federation.as_ref(), body.drawn.is_some()));
        if at == self.rows.len() {
            self.rows.push(Row { body, seats: 0, weights: 0..0, electorate: Side::default(), groups: Vec::new() });
        }
        let start = self.weights.len();
        let runs: &[Run] = body.map_or(&[], |body| &self.runs[body.idx()]);
        let vacant = body.and_then(|body| self.vacant.get(body.idx())).map_or(&[][..], Vec::as_slice);
        let roll = Roll { runs, vacant, active: &parties.active };
        let weights = &mut self.weights;
        let weighting = mechanism.weighting();
        weigh(weights, &roll, weighting, parties);
        if let Some(federation) = federation {
            federate(&mut weights[start..], &roll, federation);
        }
        let total: Weight = weights[start..].iter().copied().sum();
        weights[start..].iter_mut().for_each(|weight| *weight = weighting.capped(*weight, total));

        let alone = matches!(mechanism, Mechanism::Executive(_)) && !drawn;
        let row = &mut self.rows[at];
        row.groups.clear();
        row.groups.resize(runs.len(), GroupFacts::default());
        row.electorate = Side::default();
        row.seats = 0;
        for (seat, idx, holder) in roll.seats() {
            let taken = alone && row.electorate.seats == 1;
            if holder.is_some() && !taken {
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

/// The seats of a body, and who holds them.
struct Roll<'a> {
    runs: &'a [Run],
    vacant: &'a [bool],
    active: &'a [bool],
}

impl Roll<'_> {
    /// Every seat: its number, its run, and the party that holds it; `None` for one that nobody holds.
    fn seats(&self) -> impl Iterator<Item = (usize, usize, Option<usize>)> + '_ {
        let holders = self.runs.iter().enumerate().flat_map(|(idx, run)| {
            let parties = run.first.idx()..(run.first.0 + run.len) as usize;
            parties.map(move |p| (idx, p))
        });
        holders.enumerate().map(|(seat, (idx, p))| (seat, idx, self.holder(seat, p)))
    }

    /// The party, if it holds this seat of its.
    fn holder(&self, seat: usize, p: usize) -> Option<usize> {
        (self.active[p] && self.vacant.get(seat) != Some(&true)).then_some(p)
    }

    /// Seats of a run that are held.
    fn held(&self, run: &Run) -> u32 {
        let seats = (run.seat as usize..(run.seat + run.len) as usize).zip(run.first.idx()..);
        let held = seats.filter(|(seat, p)| self.active[*p] && self.vacant.get(*seat) != Some(&true));
        u32::try_from(held.count()).expect("seats are counted in u32")
    }
}

/// Appends what every seat weighs for itself; one that nobody holds weighs nothing.
fn weigh(weights: &mut Vec<Weight>, roll: &Roll, weighting: Weighting, parties: &Parties) {
    let holding =
        |p: usize| Holding { contribution: parties.pledge[p], tokens: parties.tokens[p], reputation: parties.reputation[p] };
    let mut all = Totals::default();
    if matches!(weighting.basis, Basis::Mixed(_)) {
        roll.seats().filter_map(|(_, _, holder)| holder).for_each(|p| all.add(&holding(p)));
    }
    let weight = |holder: Option<usize>| holder.map_or(Weight(0), |p| weighting.uncapped(&holding(p), &all));
    for run in roll.runs {
        weights.extend((run.seat as usize..).zip(run.parties()).map(|(seat, p)| weight(roll.holder(seat, p))));
    }
}

/// Shares the votes out among groups.
fn federate(weights: &mut [Weight], roll: &Roll, federation: &Federation) {
    let seats = roll.runs.iter().map(|run| roll.held(run)).sum();
    let groups = u32::try_from(roll.runs.iter().filter(|run| roll.held(run) > 0).count()).expect("groups are few");
    for (place, run) in roll.runs.iter().enumerate() {
        let own = &mut weights[run.seat as usize..(run.seat + run.len) as usize];
        let whole: Weight = own.iter().copied().sum();
        let pot = federation.pot(Party { place, seats: roll.held(run) }, groups, seats);
        own.iter_mut().for_each(|weight| *weight = Federation::part(pot, *weight, whole));
    }
}
