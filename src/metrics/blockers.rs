//! Which groups can stop every piece of work alone, read off the rules and the seats.
//!
//! A group may object, vote no or stay away, in each stage anew; everybody else takes part and wants the proposal. Where others
//! judge objections, an objection by will alone does not stand.

use crate::rules::route::{Decider, Judge, advance, begin};
use crate::rules::{Asks, Count, Ending, Facts, GroupFacts, Memory, Route, Setting, Side, Stage, Step, Verdict};
use crate::scenario::Scenario;
use crate::units::{Money, Ratio, SourceId, StageId, Ticks};
use crate::world::World;

/// A stream of work, its route, and costs that between them pass through every way of the route.
#[derive(Clone, Debug)]
struct Work {
    source: SourceId,
    route: Route,
    costs: Vec<Money>,
    /// By stage: whether a panel is drawn for it, which no group can count on.
    drawn: Vec<bool>,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Blockers {
    work: Vec<Work>,
    n_groups: usize,
    count: Option<usize>,
}

/// One group's way through one route.
struct Walk<'w> {
    world: &'w World,
    work: &'w Work,
    group: usize,
    cost: Money,
}

impl Blockers {
    /// Nothing seen yet, for runs of this scenario.
    pub fn new(scenario: &Scenario) -> Blockers {
        let sources = scenario.sources.iter().enumerate().filter(|(_, source)| source.cell().is_some());
        let work = sources.map(|(at, source)| {
            let route = scenario.kinds[source.kind.idx()].route.clone();
            let bounds = route.iter().flat_map(|stage| [stage.guard.cost_above, stage.guard.cost_at_most]).flatten();
            let costs = bounds.flat_map(|bound| [bound, bound + Money(1)]).chain([Money(1)]).collect();
            let drawn = |stage: &Stage| {
                matches!(stage.decider, Decider::Body(body) if scenario.bodies[body.idx()].drawn.is_some())
                    || stage.mechanism.draws(0).is_some()
            };
            let drawn = route.iter().map(drawn).collect();
            Work { drawn, source: SourceId(u16::try_from(at).expect("sources are counted in u16")), route, costs }
        });
        Blockers { work: work.collect(), n_groups: scenario.groups.len(), count: None }
    }

    /// Looks at the seats as they are now.
    pub fn take_stock(&mut self, world: &World) {
        let ways = || self.work.iter().flat_map(|work| work.costs.iter().map(move |cost| (work, *cost)));
        let stops = |group: usize, (work, cost)| Walk { world, work, group, cost }.stops();
        // A group without seats stops only what nobody lets pass.
        let passes = !ways().any(|way| stops(self.n_groups, way));
        let stopping = |group: &usize| ways().all(|way| stops(*group, way));
        self.count = (passes && !self.work.is_empty()).then(|| (0..self.n_groups).filter(stopping).count());
    }

    /// How many there are; `None` where nobody works, and where not even everybody together passes something.
    pub fn count(&self) -> Option<usize> {
        self.count
    }
}

impl Walk<'_> {
    fn stops(&self) -> bool {
        self.stops_after(begin(&self.work.route, self.cost), 0)
    }

    /// Whether the group can stop what stands at this step; no stage is entered twice.
    fn stops_after(&self, step: Step, entered: u64) -> bool {
        match step {
            Step::Enter(stage) | Step::Escalate(stage) => {
                let here = 1_u64 << (stage.idx() % 64);
                entered & here == 0 && self.stops_from(stage, entered | here)
            }
            Step::Revise(..) | Step::Passed => false,
            Step::Rejected | Step::Lapsed | Step::Withdrawn => true,
        }
    }

    fn stops_from(&self, at: StageId, entered: u64) -> bool {
        let stage = &self.work.route[at.idx()];
        let seats = self.world.seats();
        let row = seats.row(seats.row_of(self.work.source, at));
        let runs = row.body.map_or(&[][..], |body| seats.runs(body));
        let own = runs.iter().zip(&row.groups).filter(|(run, _)| run.group == self.group);
        let own = own.map(|(_, facts)| facts.electorate).fold(Side::default(), |sum, side| sum + side);
        let acts = if own.seats > 0 && !self.work.drawn[at.idx()] { &ACTS[..] } else { &ACTS[..1] };
        acts.iter().any(|act| {
            let objecting: Vec<GroupFacts> = match objects(stage, *act) {
                true => runs.iter().zip(&row.groups).map(|(run, facts)| objecting(facts, run.group == self.group)).collect(),
                false => Vec::new(),
            };
            let groups = if objecting.is_empty() { &row.groups } else { &objecting };
            match ending(stage, *act, (row.electorate, own), groups) {
                // All revisions are used up sooner or later.
                Some(ending) => self.stops_after(advance(&self.work.route, at, ending, self.cost, u8::MAX), entered),
                None => true,
            }
        })
    }
}

/// How a stage ends where one group acts so and everybody else supports; `None` if it stays open for ever.
fn ending(stage: &Stage, act: Act, (all, own): (Side, Side), groups: &[GroupFacts]) -> Option<Ending> {
    let rest = Side { seats: all.seats - own.seats, weight: all.weight - own.weight };
    let nobody = Side::default();
    let facts = Facts {
        elapsed: Ticks(u32::MAX),
        electorate: all,
        count: Count {
            yes: if act == Act::Support { all } else { rest },
            no: if act == Act::Oppose && stage.mechanism.asks() == Asks::Ballot { own } else { nobody },
            abstain: nobody,
        },
        objections: if objects(stage, act) { own } else { nobody },
        pending: nobody,
        groups,
        tabled: stage.at_meeting,
        usual_turnout: Ratio { num: 1, den: 1 },
        memory: Memory::default(),
        setting: Setting::default(),
    };
    match stage.mechanism.verdict(&facts) {
        Verdict::Pass => Some(Ending::Pass),
        Verdict::Block => Some(Ending::Block),
        Verdict::Lapse => Some(Ending::Lapse),
        Verdict::Open => stage.lapses_after.map(|_| Ending::Lapse),
    }
}

/// All of them, the one that anybody can do first.
const ACTS: [Act; 3] = [Act::Support, Act::Oppose, Act::StayAway];

/// What a group does in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Support,
    Oppose,
    StayAway,
}

/// Whether an objection by will alone stands here.
fn objects(stage: &Stage, act: Act) -> bool {
    let asked = matches!(stage.mechanism.asks(), Asks::Objection | Asks::Consent);
    act == Act::Oppose && asked && stage.mechanism.judge() == Judge::Nobody
}

/// A group of the electorate that objects as one, or not at all.
fn objecting(facts: &GroupFacts, objects: bool) -> GroupFacts {
    GroupFacts { objections: if objects { facts.electorate } else { Side::default() }, ..*facts }
}
