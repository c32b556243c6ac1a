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
    /// Proposals carried out that lead the course downwards on its first axis.
    pub downwards: f64,
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
    /// Seats that were filled by election, by group.
    pub elected: BTreeMap<String, f64>,
    /// Recalls.
    pub recalls: f64,
    /// Proposals of the adversary that were decided.
    pub attacks: f64,
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
                Event::Recalled(_) => seen.recalls += 1.0,
                Event::Elected(party, _) => {
                    let group = sim.world().parties().group()[party.idx()];
                    *seen.elected.entry(scenario.groups[group.idx()].name.clone()).or_default() += 1.0;
                }
                Event::Decided(p, outcome) => {
                    let table = sim.world().proposals();
                    let executed = outcome == Outcome::Executed;
                    let count = |holds: bool| f64::from(u8::from(holds));
                    let waited = f64::from(table.decided()[p.idx()].since(table.submitted()[p.idx()]).0);
                    seen.decided += 1.0;
                    seen.attacks += count(table.adversary()[p.idx()]);
                    seen.executed += count(executed);
                    seen.lapsed += count(outcome == Outcome::Lapsed);
                    seen.rejected += count(outcome == Outcome::Rejected);
                    seen.downwards += count(executed && table.step()[p.idx()][0] < 0.0);
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
    shows("square_root_weight", (&format!("{VOTE}.curve"), "linear"), |seen| seen.captured < 60.0);
}

#[test]
fn a_mixture_takes_company() {
    shows("mixed_weight", (&format!("{VOTE}.weight"), "contribution"), |seen| seen.executed < 0.5 && seen.decided > 100.0);
    let seen = run("mixed_weight", &[], 1);
    assert!((seen.weight["funder"] - 0.493_038).abs() < 1e-5, "half of a tenth, and half of 70 in 79: {seen:?}");
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
fn a_treaty_holds_whatever_the_size_of_its_members() {
    let shares = "{ shares = { large = 0.2, north = 0.7, south = 0.1 } }";
    shows("treaty", ("bodies.assembly.federation", shares), |seen| seen.executed < 0.5 && seen.decided > 100.0);
}

#[test]
fn four_weights_are_mixed_in_equal_parts() {
    let weight = "decisions.operational.route.meeting.vote.weight";
    let decided = |seen: &Seen| (seen.executed, seen.lapsed, seen.rejected);
    let mixed = run("four_weights", &[], 20);
    assert!(mixed.decided > 500.0);
    for alone in ["per_seat", "contribution", "tokens", "reputation"] {
        assert_ne!(decided(&mixed), decided(&run("four_weights", &[(weight, alone)], 20)), "{alone}");
    }
}

#[test]
fn a_capped_funder_needs_company() {
    shows("capped_veto", ("decisions.grants.route.veto.optimistic.cap", "1"), |seen| seen.passes() > 0.2);
}

#[test]
fn quorums_differ_by_the_ballots_that_count() {
    shows("which_ballots", ("decisions.against.route.vote.vote.quorum", "none"), |seen| seen.lapsed > 0.4 * seen.decided);
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
    shows("growing_quorum", (&quorum, "0"), |seen| seen.lapsed > 0.3 * seen.decided);
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

#[test]
fn vetoes_have_their_time() {
    shows("staged_council", ("decisions.grants.route.council.council.veto_for", "0 days"), |seen| seen.delay() > 5.0);
    let (seen, quick) = (
        run("staged_council", &[], 20),
        run("staged_council", &[("decisions.grants.route.council.council.veto_for", "0 days")], 20),
    );
    assert!(seen.harm < quick.harm, "{seen:#?} {quick:#?}");
}

#[test]
fn signatures_come_in_time_or_not_at_all() {
    shows("council_expiry", ("decisions.grants.route.signatures.lapses_after", "120 days"), |seen| {
        seen.lapsed > 0.2 * seen.decided && seen.longest < 14.5
    });
}

#[test]
fn an_obstinate_member_is_heard_and_not_followed() {
    let judge = "decisions.grants.route.circle.consent.judged_by";
    shows("judged_consent", (judge, "nobody"), |seen| seen.passes() > 0.9 && seen.objections > 0.0);
}

#[test]
fn the_last_two_reviewers_are_not_waited_for() {
    let missing = |n: &str| run("final_comment", &[("decisions.grants.route.review.consent.missing", n)], 20).delay();
    assert!(missing("2") + 1.0 < missing("1"), "{} {}", missing("2"), missing("1"));
}

#[test]
fn what_was_amended_is_accepted() {
    let rounds = "decisions.grants.route.circle.on_block";
    shows("sociocratic_rounds", (rounds, "reject"), |seen| seen.passes() > 0.5 && seen.opened[&0] > 1.2 * seen.decided);
}

#[test]
fn a_second_house_stops_what_the_first_let_pass() {
    shows("two_houses", ("decisions.grants.route.senate.vote.majority", "{ at_least = 0 }"), |seen| {
        seen.executed < 0.9 * seen.opened[&1]
    });
}

#[test]
fn every_office_takes_its_time() {
    shows("approval_chain", ("decisions.grants.route.second.when", "{ cost_above = 1_000_000 }"), |seen| seen.delay() > 17.5);
}

#[test]
fn a_panel_is_captured_as_often_as_its_draw_says() {
    let captured = |seats: &str| {
        let seen = run("sortition", &[("bodies.panel.drawn.seats", seats)], 20);
        seen.captured / seen.attacks
    };
    // 15 of 50: hypergeometric, 0.2112 and 0.1086; 20 runs of 73 panels each, 4.5 standard errors.
    let (three, seven) = (captured("3"), captured("7"));
    assert!((three - 0.2112).abs() < 0.049 && (seven - 0.1086).abs() < 0.037, "{three} {seven}");
    assert!(captured("50") < 1e-9, "an assembly of all is not captured by three in ten");
}

#[test]
fn one_vote_each_seats_a_minority() {
    shows("elected_council", ("bodies.council.elected.ballot", "block"), |seen| {
        seen.elected.get("blue_candidates").is_some_and(|seats| *seats > 10.0)
    });
    let seen = run("elected_council", &[], 5);
    assert!((seen.elected.values().sum::<f64>() - 60.0).abs() < 1e-9, "three seats, four elections, five years: {seen:#?}");
    assert!(seen.voters.keys().all(|group| group.ends_with("candidates")), "only those who hold a seat sign: {seen:#?}");
}

#[test]
fn who_put_up_with_too_much_recalls_a_council() {
    shows("recall", ("bodies.council.elected.recall.every", "1 year"), |seen| seen.recalls > 10.0);
}

#[test]
fn a_silent_assembly_decides_through_its_delegates() {
    shows("delegation", ("people.holders.trusts.0.share", "0"), |seen| seen.lapsed < 0.2 * seen.decided);
    let one_hop = run("delegation", &[("decisions.grants.route.vote.vote.delegation.hops", "1")], 20);
    assert!(one_hop.lapsed > 0.8 * one_hop.decided, "a delegate's own delegate does not count: {one_hop:#?}");
}

#[test]
fn a_cap_keeps_one_delegate_from_deciding_alone() {
    shows("delegation_cap", (&format!("{VOTE}.delegation.cap"), "1"), |seen| seen.passes() < 0.05);
    let worn =
        run("delegation_cap", &[(&format!("{VOTE}.delegation.cap"), "1"), (&format!("{VOTE}.delegation.keeps"), "0.2")], 20);
    assert!(worn.passes() < 0.05, "60 votes of a fifth each are 12, and 20 are against: {worn:#?}");
}

#[test]
fn a_veto_at_the_end_takes_the_whole_window() {
    shows("veto_at_end", ("decisions.grants.route.veto.optimistic.bites", "at_once"), |seen| seen.delay() > 13.9);
}

#[test]
fn an_amount_is_easier_to_reach_in_a_larger_assembly() {
    let objections = "decisions.grants.route.veto.optimistic.objections";
    shows("veto_by_amount", (objections, "{ weight = 1.0 }"), |seen| seen.rejected > 0.1 * seen.decided);
    let share = |count: &str, objections_are: &str| {
        let seen = run("veto_by_amount", &[("people.holders.count", count), (objections, objections_are)], 20);
        seen.rejected / seen.decided
    };
    assert!(share("120", "{ votes = 500 }") > share("30", "{ votes = 500 }") + 0.1);
}

#[test]
fn a_veto_that_leads_to_a_vote_is_not_the_end() {
    let on_block = "decisions.grants.route.optimistic.on_block";
    shows("veto_becomes_vote", (on_block, "reject"), |seen| seen.opened.get(&1).is_some_and(|n| *n > 20.0));
    let (seen, dead) = (run("veto_becomes_vote", &[], 20), run("veto_becomes_vote", &[(on_block, "reject")], 20));
    assert!(seen.executed > dead.executed);
}

#[test]
fn an_appeal_has_a_higher_bar_and_a_pause_follows() {
    let on_block = "decisions.grants.route.veto.on_block";
    shows("stakeholder_veto", (on_block, "reject"), |seen| {
        let entered = |stage: usize| seen.opened.get(&stage).copied().unwrap_or(0.0);
        entered(2) > 20.0 && entered(3) > 5.0 && entered(3) < entered(2)
    });
}

#[test]
fn a_longer_silence_stops_more() {
    shows("lazy_consensus", ("decisions.grants.route.silence.optimistic.window", "9 days"), |seen| seen.passes() > 0.55);
}

#[test]
fn one_in_each_period_makes_a_queue() {
    shows("moloch_pipeline", ("decisions.grants.route.vote.one_per", "2 days"), |seen| seen.delay() > 25.0);
    let seen = run("moloch_pipeline", &[("decisions.grants.route.vote.one_per", "1 day")], 20);
    assert!(seen.delay() > 14.5 && seen.delay() < 15.6, "a day at least until the next period, 14 for vote and grace: {seen:#?}");
}

#[test]
fn what_is_not_taken_up_waits() {
    shows("limited_capacity", ("decisions.grants.route.committee.at_a_time", "9"), |seen| seen.delay() > 12.5);
    let free = run("limited_capacity", &[("decisions.grants.route.committee.at_a_time", "9")], 20);
    assert!(free.delay() < 10.1, "{free:#?}");
}

#[test]
fn a_minority_gets_its_part_of_a_round() {
    let by = "decisions.grants.route.round.round.by";
    shows("equal_shares", (by, "greedy"), |seen| seen.downwards > 0.25 * seen.executed && seen.executed > 200.0);
    let spent = |budget: &str| run("equal_shares", &[("decisions.grants.route.round.round.budget", budget)], 5).executed;
    assert!(spent("999") < 0.5 && spent("3_000") < spent("6_000"), "a round gives no more than its budget");
    let late = run("equal_shares", &[], 5);
    assert!(late.longest < 30.5 && late.delay() > 10.0, "nothing waits for more than a round: {late:#?}");
}

#[test]
fn a_match_funds_what_gifts_alone_do_not() {
    let round = "decisions.grants.route.round.round";
    shows("quadratic_funding", (&format!("{round}.budget"), "0"), |seen| seen.passes() > 0.2);
    shows("pairwise_matching", (&format!("{round}.by"), "{ quadratic = { gives = 0.01 } }"), |seen| seen.passes() < 0.2);
}

#[test]
fn what_a_round_does_not_choose_comes_back() {
    shows("greedy_round", ("decisions.grants.route.round.on_lapse", "reject"), |seen| seen.opened[&0] > 1.2 * seen.decided);
}

#[test]
fn a_panel_keeps_out_what_scores_badly() {
    let least = "decisions.grants.route.round.round.by.best_scores.least";
    let (seen, all) = (run("grant_panel", &[], 20), run("grant_panel", &[(least, "0")], 20));
    assert!(seen.executed > 100.0 && seen.harm / seen.executed < 0.7 * all.harm / all.executed, "{seen:#?} {all:#?}");
}

#[test]
fn a_protest_holds_back_what_is_decided() {
    shows("dual_governance", ("decisions.operational.route.lock.timelock.held_by_protest", "false"), |seen| {
        seen.delay() > 8.0 && seen.longest > 12.0
    });
    let seen = run("dual_governance", &[], 20);
    assert!(seen.left > 10.0, "enough protest to leave: {seen:#?}");
    let patient = run("dual_governance", &[("people.stakers.exit_threshold", "-9")], 5);
    assert!(patient.left < 0.5 && patient.longest < 5.5, "nobody protests: {patient:#?}");
    let sealed = run("dual_governance", &[("protest.second_seal", "1")], 20);
    assert!(sealed.left < seen.left, "only all of them would leave: {sealed:#?}");
}

#[test]
fn a_small_request_finds_conviction_sooner() {
    shows("conviction", ("decisions.grants.route.conviction.conviction.reach", "2%"), |seen| seen.passes() > 0.5);
    let delay = |size: &str| run("conviction", &[("proposals.requests.size", size)], 20);
    let (small, large) = (delay("500"), delay("10_000"));
    assert!(small.delay() + 2.0 < large.delay() && large.passes() > 0.3, "{small:#?} {large:#?}");
}

#[test]
fn what_is_in_force_is_hard_to_replace() {
    let first = "{ name = \"policy\", council = { body = \"members\", approvals = 1 }, lapses_after = \"60 days\" }";
    shows("approval_hat", ("decisions.grants.route.policy", first), |seen| seen.delay() > 4.0);
    let shutdown = "decisions.grants.route.shutdown.optimistic.objections";
    let (seen, never) = (run("approval_hat", &[], 20), run("approval_hat", &[(shutdown, "{ weight = 1 }")], 20));
    assert!(seen.rejected > never.rejected, "{seen:#?} {never:#?}");
}

#[test]
fn who_leaves_takes_a_decision_along() {
    shows("retention", ("decisions.operational.route.grace.timelock.retains.share", "0"), |seen| seen.lapsed > 5.0);
    let (free, bound) = (run("retention", &[], 20), run("retention", &[("exit.bound_by_yes", "true")], 20));
    assert!(bound.left < free.left, "{free:#?} {bound:#?}");
}

#[test]
fn a_fork_takes_many_at_once() {
    shows("fork", ("exit.fork.above", "90%"), |seen| seen.left > 30.0);
    let (seen, alone) = (run("fork", &[], 20), run("fork", &[("exit.fork.window", "30 days")], 20));
    assert!(seen.longest < 12.5 && alone.longest > 29.5, "nothing is carried out meanwhile: {seen:#?} {alone:#?}");
}

/// What is said of a scenario of the folder after edits that cannot be.
#[track_caller]
fn refused(name: &str, edit: (&str, &str), said: &str) {
    let edit = [(edit.0.to_owned(), edit.1.to_owned())];
    let problems = Scenario::load_with(format!("scenarios/mechanisms/{name}.toml"), &edit).map(|_| ());
    let found = problems.expect_err("it cannot be").render(false);
    assert!(found.contains(said), "{name} {edit:?}: {found}");
}

#[test]
fn what_cannot_be_is_refused_in_its_place() {
    let late = format!("{VOTE}.late");
    for (name, path, value, said) in [
        ("mixed_weight", "decisions.grants.route.vote.vote.weight", "{ mixed = { tokens = 0.5 } }", "shares that add up to 1"),
        ("mixed_weight", "decisions.grants.route.vote.vote.weight", "reputation", "nobody earns any reputation"),
        ("federation", "bodies.assembly.federation", "{ shares = { large = 0.5 } }", "shares that add up to 1, found 0.5"),
        ("objection_period", &late, "{ quorum_extends = \"5 days\" }", "without a quorum is never extended"),
        ("objection_period", &late, "{ objection_only = { last = \"9 days\", lasts = \"1 day\" } }", "at most the period"),
        ("delegation", "decisions.grants.route.vote.vote.delegation.hops", "0", "at least 1 hand"),
        ("veto_by_amount", "decisions.grants.route.veto.optimistic.objections", "{ votes = 0 }", "votes above 0"),
        ("staged_council", "decisions.grants.route.council.council.vetoes", "0", "at least 1 veto"),
        ("council_expiry", "decisions.grants.route.signatures.council.approvals", "0", "at least 1 approval"),
        ("council_expiry", "decisions.grants.route.signatures.council.veto_for", "1 day", "there are no vetoes"),
        ("final_comment", "decisions.grants.route.review.consent.missing", "0", "at least 1 member"),
        ("sortition", "bodies.panel.drawn.seats", "0", "at least 1 seat"),
        ("sortition", "bodies.panel.meets", "{ every = \"7 days\", quorum = 0.5 }", "no quorum of their own"),
        (
            "sortition",
            "decisions.grants.route.panel",
            "{ name = \"panel\", executive = { body = \"panel\" } }",
            "one member decides",
        ),
        ("elected_council", "bodies.council.drawn", "{ seats = 3 }", "drawn or elected, not both"),
        ("elected_council", "bodies.council.elected.terms", "0", "at least 1 term"),
        ("elected_council", "bodies.council.elected.by", "nobody_here", "there is no body"),
        ("recall", "bodies.council.elected.recall.share", "0", "a share above 0"),
        ("limited_capacity", "decisions.grants.route.committee.at_a_time", "0", "at least 1 at a time"),
        ("moloch_pipeline", "decisions.grants.route.vote.one_per", "0 days", "above 0"),
        ("dual_governance", "protest.first_seal", "50%", "below the second of 40%"),
        ("dual_governance", "protest.shortest", "60 days", "at most the longest"),
        ("conviction", "decisions.grants.route.conviction.conviction.half_life", "0 days", "above 0"),
        ("fork", "exit.fork.window", "0 days", "above 0"),
        ("equal_shares", "decisions.grants.route.round.round.every", "0 days", "above 0"),
        ("equal_shares", "decisions.grants.route.round.round.budget", "0", "an amount above 0"),
        ("quadratic_funding", "decisions.grants.route.round.round.by.quadratic.gives", "0", "a number above 0"),
        (
            "quadratic_funding",
            "decisions.grants.route.round.round.by",
            "{ pairwise = { gives = 0.01, bound = 0 } }",
            "an amount above 0",
        ),
    ] {
        refused(name, (path, value), said);
    }
}

#[test]
fn what_they_say_is_written_out_and_read_again() {
    let entries =
        std::fs::read_dir("scenarios/mechanisms").expect("there are scenarios").map(|entry| entry.expect("readable").path());
    for path in entries {
        let scenario = Scenario::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
        let again = Scenario::parse(&scenario.name, &scenario.resolved).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(format!("{scenario:#?}"), format!("{again:#?}"), "{}", path.display());
    }
}

const DISPUTE: &str = "decisions.policies.route.dispute.dispute";

#[test]
fn the_last_word_takes_twice_the_last_bond() {
    shows("escalating_bonds", (&format!("{DISPUTE}.answers"), "once"), |seen| seen.longest > 6.5 && seen.passes() > 0.3);
    let run = |purse: &str| run("escalating_bonds", &[("people.members.purse", purse)], 20);
    assert!(run("1_000").longest < run("20_000").longest, "whoever has more goes on for longer");
}

#[test]
fn a_dispute_goes_to_the_oracle() {
    let claim = "decisions.policies.route.claim.dispute";
    let asked = |seen: &Seen| seen.opened.get(&1).copied().unwrap_or(0.0) / seen.decided;
    shows("optimistic_oracle", ("decisions.policies.route.claim.on_block", "reject"), |seen| asked(seen) > 0.3);
    let lapsed = |bond: &str| run("optimistic_oracle", &[(&format!("{claim}.bond"), bond)], 20).lapsed;
    assert!(lapsed("2_000") > 2.0 * lapsed("500"), "who has lost a large bond can claim nothing more");
}

#[test]
fn bonds_tire_those_who_object_to_everything() {
    let bond = "decisions.policies.route.review.optimistic.bond";
    shows("objection_bonds", (bond, "0"), |seen| seen.objections < 1.5 * seen.decided);
}

#[test]
fn a_larger_jury_has_the_last_word() {
    let jury = "decisions.policies.route.court.jury";
    shows("appeals", (&format!("{jury}.appeals"), "0"), |seen| seen.longest > 6.5 && seen.opened[&0] > 1.1 * seen.decided);
    let with = |fee: &str| run("appeals", &[(&format!("{jury}.fee"), fee)], 20);
    let (cheap, dear) = (with("1"), with("100"));
    let rounds = |seen: &Seen| seen.opened[&0] / seen.decided;
    assert!(rounds(&cheap) > rounds(&dear), "an appeal costs money: {} {}", rounds(&cheap), rounds(&dear));
    let with = |stake: &str| run("appeals", &[(&format!("{jury}.stake"), stake)], 20);
    let (nothing, much) = (with("0"), with("900"));
    assert!(rounds(&nothing) > rounds(&much), "who has lost a stake cannot appeal: {} {}", rounds(&nothing), rounds(&much));
}

#[test]
fn what_a_council_is_stuck_with_goes_to_a_tiebreaker() {
    let rescued = |seen: &Seen| seen.lapsed < 0.05 * seen.decided && seen.opened.get(&1).is_some_and(|n| *n > 0.1 * seen.decided);
    shows("tiebreaker", ("decisions.policies.route.council.on_lapse", "reject"), rescued);
}

#[test]
fn who_looks_again_votes_otherwise() {
    let ballots = "decisions.policies.route.vote.vote.ballots";
    let (seen, kept) = (run("vote_replacement", &[], 20), run("vote_replacement", &[(ballots, "keep")], 20));
    assert!(seen.ballots > 1.02 * kept.ballots, "{} {}", seen.ballots, kept.ballots);
    assert!((seen.turnout() - kept.turnout()).abs() < 0.02, "nobody counts twice: {} {}", seen.turnout(), kept.turnout());
    assert!((seen.passes() - kept.passes()).abs() > 0.01, "{} {}", seen.passes(), kept.passes());
}

#[test]
fn conviction_grows_while_nobody_does_anything() {
    // Everybody has read and supported it on the first days; what it takes is reached later, and long before it would lapse.
    let sets = [("people.members.attention", "40 items per day"), ("proposals.requests.size", "8_000")];
    let sets = sets.map(|(path, value)| (path.to_owned(), value.to_owned()));
    let (scenario, _) = Scenario::load_with("scenarios/mechanisms/conviction.toml", &sets).unwrap_or_else(|p| panic!("{p}"));
    let mut sim = Simulation::new(&scenario, 0);
    let (mut later, mut all) = (0, 0);
    for replicate in 0..20 {
        sim.reset(replicate);
        while sim.step() {
            let (events, table) = (sim.events(), sim.world().proposals());
            for event in events {
                if let Event::Decided(p, Outcome::Executed) = event {
                    let took = table.decided()[p.idx()].since(table.submitted()[p.idx()]).0;
                    later += u32::from((3..50).contains(&took));
                    all += 1;
                }
            }
        }
    }
    assert!(2 * later > all && all > 0, "{later} of {all}");
}

#[test]
fn rounds_of_one_morning_share_the_money_that_there_is() {
    let rounds = ["one", "other"].map(|name| {
        format!(
            "[proposals.{name}]\nbody = \"members\"\nkind = \"{name}\"\npays = \"at_once\"\narrivals = \"1 per week\"\nsize = 1_000\nmerit = 3\n\
             [[decisions.{name}.route]]\nround = {{ body = \"members\", every = \"60 days\", budget = 6_000, by = \"greedy\" }}\n"
        )
    });
    let text = format!(
        "schema = 1\nquestion = \"Who pays?\"\nhorizon = \"61 days\"\nreplicates = 1\nseed = 1\n[people.members]\narchetype = \"domain_expert\"\ncount = 5\n\
         seats = [\"members\"]\nattention = 5\n[people.donor]\narchetype = \"domain_expert\"\ncount = 1\npledge = 6_000\n\
         [bodies.members]\nkind = \"community\"\n{}",
        rounds.concat()
    );
    let scenario = Scenario::parse("rounds", &text).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let mut sim = Simulation::new(&scenario, 0);
    let (mut executed, mut unfunded) = (0, 0);
    while sim.step() {
        let of = |outcome| sim.events().iter().filter(|e| matches!(e, Event::Decided(_, found) if *found == outcome)).count();
        executed += of(Outcome::Executed);
        unfunded += of(Outcome::Unfunded);
    }
    assert_eq!((executed, unfunded), (6, 0), "what is chosen is paid for");
}

#[test]
fn who_is_expelled_takes_its_share_along() {
    shows("guild_kick", ("proposals.expulsions.arrivals", "0"), |seen| seen.left > 20.0);
    let (scenario, _) = Scenario::load_with("scenarios/mechanisms/guild_kick.toml", &[]).unwrap_or_else(|p| panic!("{p}"));
    let mut sim = Simulation::new(&scenario, 0);
    let mut first = None;
    while first.is_none() && sim.step() {
        let left = sim.events().iter().find_map(|event| match event {
            Event::Left(party, _, paid) => Some((*party, *paid)),
            _ => None,
        });
        first = left.map(|(party, paid)| (party, paid, sim.world().treasury().free()));
    }
    let (party, paid, free) = first.expect("somebody is expelled");
    let group = sim.world().parties().group()[party.idx()];
    assert_eq!(scenario.groups[group.idx()].name, "dissenters", "it wants something else than the others");
    assert!(paid.0.abs_diff((free + paid).0 / 15) <= 1, "a fifteenth of what is free: {paid:?} of {free:?}");
}
