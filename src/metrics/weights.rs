//! Voting weight in the stage that matters most: how concentrated it is, who holds it, and what it can do at rest.
//!
//! Weights change only when somebody leaves or buys; they are looked at where somebody asks, not every tick.

use super::at_rest::AtRest;
use super::blockers::Blockers;
use crate::power::Concentration;
use crate::rules::Mechanism;
use crate::rules::route::Decider;
use crate::scenario::Scenario;
use crate::units::{SourceId, StageId, share_of};
use crate::world::World;

/// The last stage with a body in the route that the most money is asked on.
#[derive(Clone, Debug)]
struct Stage {
    source: SourceId,
    stage: StageId,
    rule: Mechanism,
    /// Whether no other stage of the route has a body.
    alone: bool,
    /// Whether another panel of its seats decides each time: then they make no one game.
    drawn: bool,
}

/// Power by group, each 0 to 1; no value where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    share: Option<f64>,
    banzhaf: Option<f64>,
    shapley: Option<f64>,
}

/// Weights of one run, as of the last time that somebody asked.
#[derive(Clone, Debug)]
pub struct Weights {
    stage: Option<Stage>,
    stale: bool,
    /// Seats as they were when they were last looked at.
    version: u64,
    concentration: Option<Concentration>,
    by_group: Vec<Held>,
    at_rest: AtRest,
    blockers: Blockers,
}

impl Weights {
    /// Nothing seen yet, for runs of this scenario.
    pub fn new(scenario: &Scenario) -> Weights {
        let by_group = vec![Held::default(); scenario.groups.len()];
        let (stage, blockers) = (heaviest_stage(scenario), Blockers::new(scenario));
        Weights { stage, stale: true, version: 0, concentration: None, by_group, at_rest: AtRest::default(), blockers }
    }

    /// What is known of the weights is true no longer.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Looks at the weights, if they have changed.
    pub fn take_stock(&mut self, world: &World) {
        let version = std::mem::replace(&mut self.version, world.seats().version());
        if !std::mem::take(&mut self.stale) && version == self.version {
            return;
        }
        self.blockers.take_stock(world);
        let Some(Stage { source, stage, rule, drawn, .. }) = &self.stage else { return };
        let (seats, number) = (world.seats(), world.seats().row_of(*source, *stage));
        let row = seats.row(number);
        let Some(body) = row.body else { return };
        let weights = seats.weights_of(number);
        let chairs = (0..).zip(seats.chairs(body));
        let heads: Vec<u64> =
            chairs.map(|(seat, party)| u64::from(world.parties().active()[party.idx()] && seats.is_held(body, seat))).collect();
        self.concentration = Concentration::of(&weights);
        if !drawn {
            self.at_rest.take_in(rule, &weights, &heads);
        }
        let (banzhaf, shapley) = (self.at_rest.banzhaf(), self.at_rest.shapley());
        let whole = row.electorate.weight.votes();
        let index = |of: &[f64]| (!of.is_empty()).then_some(0.0);
        self.by_group.fill(Held { share: share_of(0.0, whole), banzhaf: index(banzhaf), shapley: index(shapley) });
        for (run, facts) in seats.runs(body).iter().zip(&row.groups) {
            let held = &mut self.by_group[run.group];
            held.share = share_of(facts.electorate.weight.votes(), whole);
            let of_run = run.seat as usize..(run.seat + run.len) as usize;
            let sum = |of: &[f64]| of.get(of_run.clone()).map(|part| part.iter().sum::<f64>().min(1.0));
            (held.banzhaf, held.shapley) = (sum(banzhaf), sum(shapley));
        }
    }

    /// How concentrated it is; `None` without weight.
    pub fn concentration(&self) -> Option<&Concentration> {
        self.concentration.as_ref()
    }

    /// A group's share of the weight; `None` where nobody has any.
    pub fn share(&self, group: usize) -> Option<f64> {
        self.by_group[group].share
    }

    /// A group's Banzhaf index in the stage, normalised, summed over its seats; `None` where it was not counted.
    pub fn stage_banzhaf(&self, group: usize) -> Option<f64> {
        self.by_group[group].banzhaf
    }

    /// The same of the whole route; `None` where the route has another stage with a body.
    pub fn banzhaf(&self, group: usize) -> Option<f64> {
        self.is_whole_route().then_some(self.by_group[group].banzhaf)?
    }

    /// A group's Shapley-Shubik index in the whole route; `None` as for [`Weights::banzhaf`].
    pub fn shapley(&self, group: usize) -> Option<f64> {
        self.is_whole_route().then_some(self.by_group[group].shapley)?
    }

    /// Largest Banzhaf index and largest Shapley-Shubik index of a single seat in the whole route.
    pub fn largest_indices(&self) -> (Option<f64>, Option<f64>) {
        let largest = |of: &[f64]| of.iter().copied().reduce(f64::max).filter(|_| self.is_whole_route());
        (largest(self.at_rest.banzhaf()), largest(self.at_rest.shapley()))
    }

    /// Groups that can stop every piece of work alone; `None` where nobody works.
    pub fn blockers(&self) -> Option<usize> {
        self.blockers.count()
    }

    /// Fewest parties that pass a proposal alone, and fewest that stop it; `None` as for [`Weights::banzhaf`].
    pub fn fewest(&self) -> Option<(f64, f64)> {
        self.at_rest.fewest().filter(|_| self.is_whole_route())
    }

    fn is_whole_route(&self) -> bool {
        self.stage.as_ref().is_some_and(|stage| stage.alone)
    }
}

fn heaviest_stage(scenario: &Scenario) -> Option<Stage> {
    let money = |at: usize| scenario.sources[at].per_day * scenario.sources[at].cost.moments().0;
    let heaviest = (0..scenario.sources.len()).reduce(|best, at| if money(at) > money(best) { at } else { best })?;
    let route = &scenario.kinds[scenario.sources[heaviest].kind.idx()].route;
    let decides = |stage: &crate::rules::Stage| stage.decider != Decider::Nobody;
    let stage = route.iter().rposition(decides)?;
    Some(Stage {
        source: SourceId(u16::try_from(heaviest).ok()?),
        stage: StageId(u8::try_from(stage).ok()?),
        rule: route[stage].mechanism.clone(),
        drawn: matches!(route[stage].decider, Decider::Body(body) if scenario.bodies[body.idx()].drawn.is_some())
            || route[stage].mechanism.draws(0).is_some(),
        alone: route.iter().filter(|stage| decides(stage)).count() == 1,
    })
}
