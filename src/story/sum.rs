//! What a run, or a proposal, comes to: the last lines of a story, read off the columns.

use super::names::Names;
use super::sentence::Scene;
use super::words::{self, after, counted, money};
use crate::event::Outcome;
use crate::units::{ProposalId, Tick};
use crate::world::World;

/// Proposals by how they ended, and the money.
pub fn of_run(scene: &Scene) -> Vec<String> {
    let world = scene.world;
    let table = world.proposals();
    let n = |wanted: &dyn Fn(usize) -> bool| {
        u32::try_from((0..table.count()).filter(|row| wanted(*row)).count()).expect("proposals are counted in u32")
    };
    let ended = |outcome: Outcome| n(&|row| table.outcome()[row] == Some(outcome));
    let endings = [Outcome::Executed, Outcome::Unfunded, Outcome::Rejected, Outcome::Lapsed, Outcome::Withdrawn];
    let mut parts: Vec<String> =
        endings.map(|outcome| (ended(outcome), outcome)).iter().filter(|(n, _)| *n > 0).map(told_ending).collect();
    let open = n(&|row| table.outcome()[row].is_none());
    if open > 0 {
        parts.push(format!("{open} still open"));
    }
    let done = n(&|row| table.completed()[row] != Tick::NEVER);
    let all = counted(n(&|_| true), "proposal");
    let executed = |row: usize| table.outcome()[row] == Some(Outcome::Executed);
    let stopped = |row: usize| matches!(table.outcome()[row], Some(Outcome::Rejected | Outcome::Lapsed | Outcome::Withdrawn));
    // Errors are counted as metrics count them: after the warm-up, and where the longest way through the route had time.
    let scenario = scene.names.scenario();
    let settled = |row: usize| {
        let p = ProposalId(u32::try_from(row).expect("proposals are counted in u32"));
        let longest = scenario.longest_route(&scenario.kinds[world.kind_of(p).idx()]);
        let submitted = table.submitted()[row];
        submitted >= Tick(0) + scenario.warm_up && submitted + longest <= world.now()
    };
    let (harmful, good) = (|row: usize| table.worth()[row] < 0.0, |row: usize| table.worth()[row] > 0.0);
    let mut lines = vec![
        format!("{all}: {}; {done} delivered.", parts.join(", ")),
        format!(
            "Harmful: {}, of which {} carried out. Good: {}, of which {} stopped{}.",
            n(&|row| settled(row) && harmful(row)),
            n(&|row| settled(row) && harmful(row) && executed(row)),
            n(&|row| settled(row) && good(row)),
            n(&|row| settled(row) && good(row) && stopped(row)),
            if n(&|row| !settled(row)) > 0 { " (of those that had time to be decided, as metrics count)" } else { "" },
        ),
    ];
    lines.extend(of_money(world));
    lines
}

fn told_ending((n, outcome): &(u32, Outcome)) -> String {
    format!("{n} {}", words::outcome(*outcome))
}

fn of_money(world: &World) -> Option<String> {
    let pool = world.treasury();
    let all = [pool.paid_in(), pool.free() + pool.budgeted(), pool.committed(), pool.spent(), pool.diverted(), pool.returned()];
    let [paid_in, free, committed, spent, diverted, returned] = all.map(money);
    pool.is_limited().then(|| {
        format!(
            "Money: {paid_in} paid in; {spent} spent, {committed} promised to work, {diverted} diverted, {returned} taken along, \
             {free} left."
        )
    })
}

/// What became of a proposal.
pub fn of_proposal(scene: &Scene, p: ProposalId) -> Vec<String> {
    let Scene { names, world, .. } = *scene;
    let (table, at, clock) = (world.proposals(), p.idx(), names.scenario().clock);
    let name = names.proposal(world, p);
    let end = match table.outcome()[at] {
        Some(outcome) => {
            let time = after(clock, table.decided()[at].since(table.submitted()[at]));
            format!("{} {time}", words::outcome(outcome))
        }
        None => "still open at the end".to_owned(),
    };
    let done = match (table.completed()[at], table.outcome()[at]) {
        (Tick::NEVER, Some(Outcome::Executed)) if names.source(world, p).cell().is_some() => {
            ", not delivered by the end".to_owned()
        }
        (Tick::NEVER, _) => String::new(),
        (done, _) => format!(", delivered {}", after(clock, done.since(table.submitted()[at]))),
    };
    let line = format!("{name}: {end}{done}; {}.", judged(scene, p));
    vec![line, about(names, world, p)]
}

/// Whether that was right.
fn judged(scene: &Scene, p: ProposalId) -> String {
    let (table, at) = (scene.world.proposals(), p.idx());
    let harmful = table.worth()[at] < 0.0;
    let verdict = match table.outcome()[at] {
        Some(Outcome::Executed) if harmful => ", harm that passed",
        Some(Outcome::Executed) => ", rightly accepted",
        Some(Outcome::Rejected | Outcome::Lapsed | Outcome::Withdrawn) if harmful => ", rightly stopped",
        Some(Outcome::Rejected | Outcome::Lapsed | Outcome::Withdrawn) => ", good work that was stopped",
        Some(Outcome::Unfunded) | None => "",
    };
    scene.worth(p) + " when it was submitted" + verdict
}

/// What it is: kind, cost, risk, revisions, who brought it forward.
pub fn about(names: &Names, world: &World, p: ProposalId) -> String {
    let (table, at, source) = (world.proposals(), p.idx(), names.source(world, p));
    let kind = &names.scenario().kinds[source.kind.idx()].name;
    let revised = match table.revisions()[at] {
        0 => String::new(),
        n => format!(", revised {}", if n == 1 { "once".to_owned() } else { format!("{} times", words::count(n.into())) }),
    };
    format!(
        "A decision of kind {kind}, brought forward by {}; cost {}, risk {:.2}{revised}.",
        names.party(table.proposer()[at]),
        money(table.cost()[at]),
        table.risk()[at],
    )
}
