//! Relations that hold whatever the numbers: the same dice under a changed rule, through the whole engine.

use folkmoot::engine::Simulation;
use folkmoot::event::{Event, Outcome};
use folkmoot::scenario::Scenario;

fn parse(text: &str) -> Scenario {
    Scenario::parse("law", text).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

/// How every proposal of one replicate ended, in order of submission; `None` while it is open.
fn fates(text: &str, replicate: u64) -> Vec<Option<Outcome>> {
    let scenario = parse(text);
    let mut sim = Simulation::new(&scenario, replicate);
    while sim.step() {}
    sim.world().proposals().outcome().to_vec()
}

fn executed(fates: &[Option<Outcome>]) -> usize {
    fates.iter().filter(|fate| **fate == Some(Outcome::Executed)).count()
}

/// Readers who judge for themselves, and nothing that couples one proposal to the next.
fn organisation(stage: &str, tokens: [u32; 5]) -> String {
    let [a, b, c, d, e] = tokens;
    format!(
        r#"
schema = 1
question = "A law"
horizon = "600 days"
report_every = "600 days"
[space]
course = [0, 0]
purpose_drift = 0
step_share = 0
step_noise = 0
[value]
reference_cost = 1
trust_rate = 0
[people.proposers]
archetype = "community_member"
count = 1
seats = ["outside"]
[people.reviewers]
archetype = "domain_expert"
seats = ["board"]
alone = true
attention = 0.2
theta = 0.1
members = [{{ name = "a", tokens = {a} }}, {{ name = "b", tokens = {b} }}, {{ name = "c", tokens = {c} }}, {{ name = "d", tokens = {d} }}, {{ name = "e", tokens = {e} }}]
[bodies.outside]
kind = "community"
[bodies.board]
kind = "council"
[proposals.stream]
body = "outside"
kind = "operational"
arrivals = "0.5 per day"
size = 1
selective = false
[[decisions.operational.route]]
{stage}
"#
    )
}

const TOKENS: [u32; 5] = [40, 25, 15, 12, 8];

fn review(share: u32) -> String {
    format!(
        r#"optimistic = {{ body = "board", window = "6 days", weight = "tokens", objections = {{ weight = "{share}%" }}, judged_by = "nobody" }}"#
    )
}

fn vote(quorum: u32) -> String {
    format!(
        r#"vote = {{ body = "board", period = "6 days", weight = "tokens", quorum = {{ participation = "{quorum}%" }}, majority = "half" }}"#
    )
}

#[test]
fn a_higher_veto_threshold_stops_no_proposal_that_passed_before() {
    let mut passed = [0; 4];
    for replicate in 0..20 {
        let strict = fates(&organisation(&review(10), TOKENS), replicate);
        passed[0] += executed(&strict);
        for (step, share) in [20, 40, 70].into_iter().enumerate() {
            let lenient = fates(&organisation(&review(share), TOKENS), replicate);
            let turned =
                strict.iter().zip(&lenient).filter(|(a, b)| **a == Some(Outcome::Executed) && **b == Some(Outcome::Rejected));
            assert_eq!(turned.count(), 0, "replicate {replicate}, {share} %");
            passed[step + 1] += executed(&lenient);
        }
    }
    assert!(passed.is_sorted_by(|fewer, more| fewer < more), "each threshold matters in these runs: {passed:?}");
}

#[test]
fn a_higher_quorum_passes_no_proposal_that_failed_before() {
    let mut seen = 0;
    for replicate in 0..20 {
        let low = fates(&organisation(&vote(20), TOKENS), replicate);
        let high = fates(&organisation(&vote(70), TOKENS), replicate);
        let turned = low.iter().zip(&high).filter(|(a, b)| **a != Some(Outcome::Executed) && **b == Some(Outcome::Executed));
        assert_eq!(turned.count(), 0, "replicate {replicate}");
        seen += executed(&low) - executed(&high);
    }
    assert!(seen > 0, "the quorum matters in these runs");
}

#[test]
fn scaling_all_weights_changes_no_fate() {
    for stage in [review(25), vote(40)] {
        for replicate in 0..10 {
            let scaled = TOKENS.map(|tokens| 7 * tokens);
            assert_eq!(fates(&organisation(&stage, TOKENS), replicate), fates(&organisation(&stage, scaled), replicate));
        }
    }
}

#[test]
fn without_anybody_who_reads_every_optimistic_proposal_passes_after_its_window() {
    let text = organisation(&review(10), TOKENS).replace("attention = 0.2", "attention = 0");
    let scenario = parse(&text);
    let mut sim = Simulation::new(&scenario, 0);
    let mut decided = 0;
    while sim.step() {
        for event in sim.events() {
            if let Event::Decided(p, outcome) = event {
                let table = sim.world().proposals();
                assert_eq!(*outcome, Outcome::Executed);
                assert_eq!(table.decided()[p.idx()].since(table.submitted()[p.idx()]).0, 6);
                decided += 1;
            }
        }
    }
    assert!(decided > 200);
}

#[test]
fn one_holder_of_the_threshold_who_always_objects_stops_everything() {
    let text = organisation(&review(40), TOKENS).replace("attention = 0.2", "attention = 100");
    let always = text.replace("theta = 0.1", "theta = -100");
    assert_ne!(text, always);
    for replicate in 0..5 {
        assert!(executed(&fates(&text, replicate)) > 0, "it is the objecting that stops them");
        assert_eq!(executed(&fates(&always, replicate)), 0, "replicate {replicate}");
    }
}

#[test]
fn a_longer_window_stops_more_and_takes_longer_one_for_one() {
    let window = |days: u32| {
        organisation(
            &review(25).replace("6 days", &format!("{days} days")).replace("\"nobody\"", "\"nobody\", bites = \"at_end\""),
            TOKENS,
        )
    };
    let mut before = usize::MAX;
    for days in [1, 3, 6, 12] {
        let scenario = parse(&window(days));
        let mut passed = 0;
        for replicate in 0..10 {
            let mut sim = Simulation::new(&scenario, replicate);
            while sim.step() {}
            let table = sim.world().proposals();
            // The same proposals for every window, all submitted early enough to be decided.
            for row in (0..250).filter(|row| table.outcome()[*row] == Some(Outcome::Executed)) {
                assert_eq!(table.decided()[row].since(table.submitted()[row]).0, days, "replicate {replicate}, proposal {row}");
                passed += 1;
            }
        }
        assert!((1..before).contains(&passed), "{days} days: {passed}");
        before = passed;
    }
}

/// Renaming every rule and stage changes what is printed, never what happens.
#[test]
fn agents_do_not_know_the_name_of_a_rule() {
    let text = include_str!("../../scenarios/partnership.toml");
    let renamed = text
        .replace("name    = \"core\"", "name    = \"tribunal\"")
        .replace("name     = \"review\"", "name     = \"silence\"")
        .replace("name = \"vote\"", "name = \"plebiscite\"")
        .replace("escalate = \"vote\"", "escalate = \"plebiscite\"")
        .replace("operational", "everyday");
    assert_ne!(text, renamed);
    let with_kind = |text: &str, kind: &str| {
        text.replace("work    = { ", &format!("work    = {{ kind = \"{kind}\", "))
            .replace("[adversary]\n", &format!("[adversary]\nkind = \"{kind}\"\n"))
    };
    for replicate in 0..3 {
        let before = fates(&with_kind(text, "operational"), replicate);
        let after = fates(&with_kind(&renamed, "everyday"), replicate);
        assert!(before.len() > 50);
        assert_eq!(before, after);
    }
}

/// The partnership with stakeholders who object to whatever is not good, and too little room to hear them all at once: objections
/// are heard at their monthly meeting, one item each.
fn objections_that_compete_for_slots() -> String {
    let text = include_str!("../../scenarios/partnership.toml");
    let rest = [
        ("judging  = \"3 days\" ", "# "),
        ("slots = 8", "slots = 1"),
        ("[\"stakeholders\"]", "[\"stakeholders\"]\ntheta = 0.01"),
    ];
    rest.iter().fold(text.to_owned(), |text, (found, instead)| {
        assert!(text.contains(found), "the shipped scenario no longer says `{found}`");
        text.replace(found, instead)
    })
}

/// What happened in a day, sorted.
fn whatever_the_order(events: &[Event]) -> Vec<String> {
    let mut told: Vec<String> = events.iter().map(|event| format!("{event:?}")).collect();
    told.sort();
    told
}

/// Runs two copies of each of ten replicates, one with every day's acts reversed, and returns how many objections were raised.
fn reversed_days_end_alike(scenario: &Scenario) -> usize {
    let mut objections = 0;
    for replicate in 0..10 {
        let mut forwards = Simulation::new(scenario, replicate);
        let mut backwards = Simulation::new(scenario, replicate);
        while forwards.step() {
            assert!(backwards.step_in_order(|acts| acts.reverse()));
            assert_eq!(forwards.world().course().map(f64::to_bits), backwards.world().course().map(f64::to_bits));
            assert_eq!(whatever_the_order(forwards.events()), whatever_the_order(backwards.events()), "replicate {replicate}");
            objections += forwards.events().iter().filter(|event| matches!(event, Event::Objected(..))).count();
        }
        assert_eq!(forwards.world().proposals().outcome(), backwards.world().proposals().outcome());
        assert_eq!(forwards.world().proposals().decided(), backwards.world().proposals().decided());
    }
    objections
}

/// The order in which the acts of a day are worked off is nobody's advantage.
#[test]
fn the_order_of_the_days_acts_changes_nothing() {
    for path in ["scenarios/partnership.toml", "scenarios/board_approval.toml"] {
        reversed_days_end_alike(&Scenario::load(path).unwrap_or_else(|problems| panic!("{}", problems.render(false))));
    }
    let objections = reversed_days_end_alike(&parse(&objections_that_compete_for_slots()));
    assert!(objections > 200, "they compete: {objections}");
}

/// Proposals are neither lost nor invented, and nobody leaves a decision.
#[test]
fn every_proposal_is_decided_once_or_still_open() {
    for path in ["scenarios/partnership.toml", "scenarios/board_approval.toml"] {
        let scenario = Scenario::load(path).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        for replicate in 0..10 {
            let mut sim = Simulation::new(&scenario, replicate);
            let mut decisions = Vec::new();
            while sim.step() {
                for event in sim.events() {
                    match event {
                        Event::Submitted(_) => decisions.push(0),
                        Event::Decided(p, _) => decisions[p.idx()] += 1,
                        Event::StageOpened(p, _) | Event::Voted(_, p, _) | Event::Objected(_, p, _) => {
                            assert_eq!(decisions[p.idx()], 0, "nothing happens to a decided proposal");
                        }
                        _ => {}
                    }
                }
            }
            let open = decisions.iter().filter(|n| **n == 0).count();
            assert!(decisions.iter().all(|n| *n <= 1));
            assert_eq!(open, sim.world().n_open());
        }
    }
}
