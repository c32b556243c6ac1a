//! Every mechanism at work: the small scenarios of `scenarios/mechanisms` run through the engine, and what they show is gone when
//! the one line that they are about says something else.

use folkmoot::engine::Simulation;
use folkmoot::event::{Event, Outcome};
use folkmoot::scenario::Scenario;
use folkmoot::units::PartyId;
use std::collections::BTreeMap;

/// What is counted over some replicates of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Proposals decided.
    pub decided: f64,
    /// Of these carried out.
    pub executed: f64,
    /// Of these lapsed.
    pub lapsed: f64,
    /// Of these rejected.
    pub rejected: f64,
    /// Proposals carried out that do harm.
    pub harm: f64,
    /// Proposals of the adversary that were carried out.
    pub captured: f64,
    /// Ticks from submission to decision, in all.
    pub waited: f64,
    /// The longest of them.
    pub longest: f64,
    /// Ballots and objections.
    pub ballots: f64,
    /// Objections.
    pub objections: f64,
    /// Seats that took part, and seats entitled, over all stages.
    pub took_part: (f64, f64),
    /// Those who cast a ballot, by their group, in all.
    pub voters: BTreeMap<String, f64>,
    /// Different parties that cast a ballot or objected in the last replicate.
    pub different: usize,
    /// Share of the weight of the first stage that each group holds at the end, mean over the replicates.
    pub weight: BTreeMap<String, f64>,
    /// Parties that left.
    pub left: f64,
    /// Stages that opened, by their place in the route.
    pub opened: BTreeMap<usize, f64>,
    replicates: f64,
}

impl Seen {
    /// Share of what was decided that was carried out.
    pub fn passes(&self) -> f64 {
        self.executed / self.decided
    }

    /// Mean ticks from submission to decision.
    pub fn delay(&self) -> f64 {
        self.waited / self.decided
    }

    /// Ballots per proposal.
    pub fn turnout(&self) -> f64 {
        self.took_part.0 / self.took_part.1
    }
}

/// Runs a scenario of the folder after edits.
pub fn run(name: &str, sets: &[(&str, &str)], replicates: u64) -> Seen {
    let sets: Vec<(String, String)> = sets.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    let path = format!("scenarios/mechanisms/{name}.toml");
    let (scenario, warnings) = Scenario::load_with(&path, &sets).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    assert!(!sets.is_empty() || warnings.is_empty(), "{name}: {warnings:?}");
    let mut seen = Seen { replicates: replicates as f64, ..Seen::default() };
    let mut sim = Simulation::new(&scenario, 0);
    for replicate in 0..replicates {
        sim.reset(replicate);
        watch(&scenario, &mut sim, &mut seen);
    }
    seen
}

fn watch(scenario: &Scenario, sim: &mut Simulation, seen: &mut Seen) {
    let mut acted: Vec<PartyId> = Vec::new();
    while sim.step() {
        for event in sim.events() {
            match *event {
                Event::Voted(party, ..) | Event::Objected(party, ..) => {
                    seen.ballots += 1.0;
                    seen.objections += f64::from(u8::from(matches!(event, Event::Objected(..))));
                    let group = sim.world().parties().group()[party.idx()];
                    *seen.voters.entry(scenario.groups[group.idx()].name.clone()).or_default() += 1.0;
                    acted.push(party);
                }
                Event::StageOpened(_, stage) => *seen.opened.entry(stage.idx()).or_default() += 1.0,
                Event::TookPart(_, part, entitled) => {
                    seen.took_part.0 += f64::from(part);
                    seen.took_part.1 += f64::from(entitled);
                }
                Event::Left(..) => seen.left += 1.0,
                Event::Decided(p, outcome) => {
                    let table = sim.world().proposals();
                    let executed = outcome == Outcome::Executed;
                    let count = |holds: bool| f64::from(u8::from(holds));
                    let waited = f64::from(table.decided()[p.idx()].since(table.submitted()[p.idx()]).0);
                    seen.decided += 1.0;
                    seen.executed += count(executed);
                    seen.lapsed += count(outcome == Outcome::Lapsed);
                    seen.rejected += count(outcome == Outcome::Rejected);
                    seen.harm += count(executed && table.worth()[p.idx()] < 0.0);
                    seen.captured += count(executed && table.adversary()[p.idx()]);
                    seen.waited += waited;
                    seen.longest = seen.longest.max(waited);
                }
                _ => {}
            }
        }
    }
    acted.sort_unstable();
    acted.dedup();
    seen.different = acted.len();
    let row = sim.world().seats().row(0);
    if let Some(body) = row.body {
        for (run, facts) in sim.world().seats().runs(body).iter().zip(&row.groups) {
            let share = facts.electorate.weight.votes() / row.electorate.weight.votes();
            *seen.weight.entry(scenario.groups[run.group].name.clone()).or_default() += share / seen.replicates;
        }
    }
}

/// Runs a scenario as it stands and after an edit: the claim holds of the first and not of the second.
fn shows(name: &str, edit: (&str, &str), claim: impl Fn(&Seen) -> bool) {
    let (seen, edited) = (run(name, &[], 20), run(name, &[edit], 20));
    assert!(claim(&seen), "{name} does not show what it says: {seen:#?}");
    assert!(!claim(&edited), "{name} shows the same with `{}={}`: {edited:#?}", edit.0, edit.1);
}

const VOTE: &str = "decisions.grants.route.vote.vote";

#[test]
fn a_square_root_keeps_the_richest_from_deciding_alone() {
    shows("square_root_weight", (&format!("{VOTE}.curve"), "linear"), |seen| seen.captured < 10.0);
}

#[test]
fn a_mixture_takes_company() {
    shows("mixed_weight", (&format!("{VOTE}.weight"), "contribution"), |seen| seen.executed < 0.5 && seen.decided > 100.0);
    let seen = run("mixed_weight", &[], 1);
    assert!((seen.weight["funder"] - 0.5).abs() < 1e-6, "a tenth of one half and nine tenths of the other: {seen:?}");
}

#[test]
fn who_delivers_comes_to_weigh_more() {
    let whole = |seen: &Seen| seen.executed > 0.5 * seen.decided;
    shows("reputation", ("reputation.fades", "1"), whole);
}

#[test]
fn members_of_a_federation_count_alike() {
    shows("federation", ("bodies.assembly.federation", "proportional"), |seen| seen.passes() > 0.9);
    let shares = |federation: &str| run("federation", &[("bodies.assembly.federation", federation)], 1).weight;
    assert!((shares("equal")["large"] - 1.0 / 3.0).abs() < 1e-9);
    assert!((shares("square_root")["large"] - 0.5).abs() < 1e-6, "the root of 12 is twice that of 3");
    let given = shares("{ shares = { large = 0.5, north = 0.4, south = 0.1 } }");
    assert!((given["north"] - 0.4).abs() < 1e-9);
}

#[test]
fn a_late_quorum_leaves_time() {
    shows("late_quorum", (&format!("{VOTE}.late"), "never"), |seen| seen.longest > 7.5 && seen.longest < 12.5);
    let (seen, plain) = (run("late_quorum", &[], 20), run("late_quorum", &[(&format!("{VOTE}.late"), "never")], 20));
    assert!(seen.turnout() > plain.turnout(), "{} {}", seen.turnout(), plain.turnout());
}

#[test]
fn what_carries_at_the_last_moment_meets_more_noes() {
    let late = format!("{VOTE}.late");
    shows("objection_period", (&late, "never"), |seen| seen.longest > 11.5 && seen.longest < 12.5);
    let (seen, plain) = (run("objection_period", &[], 20), run("objection_period", &[(&late, "never")], 20));
    assert!(seen.executed < plain.executed && seen.harm < plain.harm, "{seen:#?} {plain:#?}");
}

#[test]
fn a_vote_that_nobody_can_turn_is_over() {
    let early = format!("{VOTE}.early");
    shows("early_execution", (&early, "never"), |seen| seen.delay() < 20.0);
    let (seen, plain) = (run("early_execution", &[], 20), run("early_execution", &[(&early, "never")], 20));
    assert!((seen.passes() - plain.passes()).abs() < 0.02, "nothing is decided otherwise: {seen:?} {plain:?}");
    assert!(run("early_execution", &[(&early, "decided")], 20).delay() < seen.delay());
}

#[test]
fn a_super_quorum_ends_a_vote() {
    shows("super_quorum", (&format!("{VOTE}.early"), "never"), |seen| seen.delay() < 12.0);
}

#[test]
fn opposition_raises_the_bar() {
    let quorum = format!("{VOTE}.quorum.grows_with_opposition.slope");
    shows("growing_quorum", (&quorum, "0"), |seen| seen.lapsed > 0.1 * seen.decided);
}

#[test]
fn a_quorum_that_follows_the_turnout_can_be_met() {
    shows("turnout_quorum", (&format!("{VOTE}.quorum"), "{ participation = \"30%\" }"), |seen| seen.passes() > 0.3);
}

#[test]
fn four_times_the_members_need_twice_the_votes() {
    let quorum = format!("{VOTE}.quorum");
    shows("square_root_quorum", (&quorum, "{ square_root = 3 }"), |seen| seen.passes() > 0.1);
    let large = run("square_root_quorum", &[("people.holders.count", "400")], 5);
    assert!(large.passes() > run("square_root_quorum", &[], 5).passes());
}
