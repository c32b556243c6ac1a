//! Every stage of a scenario as a body at rest, in the world as a run begins.

use super::sheet::{Group, Sheet, Unit};
use crate::dice::Key;
use crate::engine::Simulation;
use crate::power::{NoGame, Seat, at_rest};
use crate::rules::optimistic::Threshold;
use crate::rules::quorum::{Counted, Need};
use crate::rules::route::Decider;
use crate::rules::{Mechanism, Stage};
use crate::scenario::Scenario;
use crate::units::{BodyId, SourceId, StageId, Weight};
use crate::world::World;

/// A stage of a kind of decision, before one body.
pub struct AtRest {
    /// Kind of decision.
    pub kind: String,
    /// Stage.
    pub stage: String,
    /// Body; `None` where time alone decides.
    pub body: Option<String>,
    /// The rule's word in a scenario file.
    pub mechanism: &'static str,
    /// What the numbers leave out.
    pub notes: Vec<&'static str>,
    /// Power, or why nobody has any.
    pub found: Result<Sheet, NoGame>,
}

/// Every stage of every kind that somebody proposes, in the order of the file; one for each cell where cells decide themselves.
pub fn of(scenario: &Scenario) -> Vec<AtRest> {
    let sim = Simulation::new(scenario, 0);
    let mut all = Vec::new();
    for (idx, kind) in scenario.kinds.iter().enumerate() {
        let sources = || scenario.sources.iter().enumerate().filter(|(_, source)| source.kind.idx() == idx);
        for (place, stage) in kind.route.iter().enumerate() {
            let mut seen: Vec<Option<BodyId>> = Vec::new();
            for (source, _) in sources() {
                let source = SourceId(u16::try_from(source).expect("sources are counted in u16"));
                let stage_id = StageId(u8::try_from(place).expect("a route has at most 256 stages"));
                let row = sim.world().seats().row_of(source, stage_id);
                let body = sim.world().seats().row(row).body;
                if !seen.contains(&body) {
                    seen.push(body);
                    all.push(look(scenario, sim.world(), stage, row, &kind.name));
                }
            }
        }
    }
    all
}

fn look(scenario: &Scenario, world: &World, stage: &Stage, row: usize, kind: &str) -> AtRest {
    let seats = world.seats();
    let body = seats.row(row).body;
    let runs = body.map_or(&[][..], |body| seats.runs(body));
    // Who takes no part has a seat without weight: all but the executive's first.
    let taking_part = seats.row(row).seats as usize;
    let weights: Vec<u64> =
        seats.weights_of(row).into_iter().enumerate().map(|(seat, weight)| if seat < taking_part { weight } else { 0 }).collect();
    let groups: Vec<Group> = runs
        .iter()
        .map(|run| {
            let first = run.seat as usize;
            Group { name: scenario.groups[run.group].name.clone(), seats: first..first + run.len as usize }
        })
        .collect();
    let chairs = groups.iter().enumerate().flat_map(|(group, held)| held.seats.clone().map(move |seat| (group, seat)));
    let chairs: Vec<Seat> = chairs.map(|(group, seat)| Seat { group, weight: Weight(weights[seat]) }).collect();
    let names = runs.iter().flat_map(|run| (0..run.len).map(|place| scenario.groups[run.group].name_of(place)));
    let body = body.map(|body| scenario.bodies[body.idx()].name.clone());
    let address = format!("{kind}/{}/{}", stage.name, body.as_deref().unwrap_or_default());
    let found = at_rest(&stage.mechanism, &chairs).map(|game| {
        let sheet = Sheet::of(names.collect(), weights, Unit::Millionths, game, (scenario.seed, Key::of(&address)));
        Sheet { groups, ..sheet }
    });
    AtRest {
        kind: kind.to_owned(),
        stage: stage.name.clone(),
        body,
        mechanism: stage.mechanism.key(),
        notes: notes(scenario, stage),
        found,
    }
}

fn notes(scenario: &Scenario, stage: &Stage) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let drawn = matches!(stage.decider, Decider::Body(body) if scenario.bodies[body.idx()].drawn.is_some());
    if drawn || stage.mechanism.draws(0).is_some() {
        notes.push("a panel is drawn from these seats each time: this is as if all of them sat");
    }
    if stage.mechanism.delegation().is_some() {
        notes.push("nobody passes a vote on");
    }
    match &stage.mechanism {
        Mechanism::Vote(rule) => match (rule.quorum.need, rule.quorum.counted) {
            (Need::Nothing, _) => {}
            (Need::FollowsTurnout { .. }, _) => notes.push("its quorum stands as after a usual turnout of one half"),
            (_, Counted::Cast | Counted::YesAndNo) => notes.push("everybody votes, so that its quorum is no hurdle"),
            (_, Counted::Yes | Counted::YesAndAbstain | Counted::No) => notes.push("its quorum is part of what carries"),
        },
        Mechanism::Optimistic(rule) => {
            notes.push("every objection stands, whatever its ground");
            if let Threshold::Groups(_) = rule.threshold {
                notes.push("any tier of groups is enough");
            }
        }
        Mechanism::Consent(_)
        | Mechanism::Council(_)
        | Mechanism::Executive(_)
        | Mechanism::Timelock(_)
        | Mechanism::Conviction(_)
        | Mechanism::Hat(_)
        | Mechanism::Round(_)
        | Mechanism::Dispute(_)
        | Mechanism::Jury(_) => {}
    }
    if stage.mechanism.weighting().cap.is_some() {
        notes.push("weights are capped");
    }
    if stage.recuses_proposer {
        notes.push("nobody is recused: the proposer's seat counts");
    }
    notes
}
