//! Limits in which the answer is known. Each test loads a scenario, runs it, reads events, and must fail when one number of the
//! scenario is changed.
//!
//! Acceptance: within 4.5 standard errors of the published number; where the theory's time is continuous, half a tick on top.

use folkmoot::engine::Simulation;
use folkmoot::event::{Event, Outcome};
use folkmoot::scenario::Scenario;
use folkmoot::theory;

/// What a check compares: a mean over independent observations.
#[derive(Debug, Default)]
struct Sample {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Sample {
    fn add(&mut self, value: f64) {
        self.n += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn mean(&self) -> f64 {
        self.sum / self.n
    }

    fn standard_error(&self) -> f64 {
        let variance = (self.squares / self.n - self.mean() * self.mean()).max(0.0);
        (variance / self.n).sqrt()
    }

    /// Whether `expected` is the mean: within 4.5 standard errors and `slack`.
    fn agrees(&self, expected: f64, slack: f64) -> bool {
        (self.mean() - expected).abs() <= 4.5 * self.standard_error() + slack + 1e-9
    }
}

/// Everything that the oracles look at, over the replicates of a scenario.
#[derive(Debug, Default)]
struct Seen {
    /// Executed among decided, a value per decision. Decisions of one run share no draw in these scenarios.
    passed: Sample,
    /// Lapsed among decided.
    lapsed: Sample,
    /// Went through an escalation, among decided.
    escalated: Sample,
    /// Ticks from submission to decision.
    latency: Sample,
    /// Ticks from submission to decision, mean of each run: where decisions of a run are not independent.
    latency_by_run: Sample,
    /// Open proposals at the end of each tick, mean of each run after its first fifth.
    open_by_run: Sample,
    /// Square of the same count.
    open_squared_by_run: Sample,
    /// Share of ticks with nothing open.
    empty_by_run: Sample,
    /// Submissions per tick, mean of each run.
    submitted_by_run: Sample,
    /// Whether somebody read it in its last stage, per decision.
    read: Sample,
    /// Revisions plus one, per decision.
    attempts: Sample,
}

fn watch(text: &str, replicates: u64) -> Seen {
    let scenario = Scenario::parse("oracle", text).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let mut seen = Seen::default();
    let mut sim = Simulation::new(&scenario, 0);
    for replicate in 0..replicates {
        sim.reset(replicate);
        watch_one(&mut sim, &mut seen);
    }
    seen
}

fn watch_one(sim: &mut Simulation, seen: &mut Seen) {
    let (mut ticks, mut open, mut squares, mut empty, mut submitted) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut latency = Sample::default();
    let mut was_read = Vec::new();
    let mut was_escalated = Vec::new();
    while sim.step() {
        for event in sim.events() {
            match *event {
                Event::Submitted(_) => {
                    was_read.push(false);
                    was_escalated.push(false);
                    submitted += 1.0;
                }
                Event::StageOpened(p, _) => was_read[p.idx()] = false,
                Event::Read(_, p) => was_read[p.idx()] = true,
                Event::Escalated(p, _) => was_escalated[p.idx()] = true,
                Event::Decided(p, outcome) => {
                    let table = sim.world().proposals();
                    let ticks = f64::from(table.decided()[p.idx()].since(table.submitted()[p.idx()]).0);
                    seen.passed.add(f64::from(u8::from(outcome == Outcome::Executed)));
                    seen.lapsed.add(f64::from(u8::from(outcome == Outcome::Lapsed)));
                    seen.escalated.add(f64::from(u8::from(was_escalated[p.idx()])));
                    seen.read.add(f64::from(u8::from(was_read[p.idx()])));
                    seen.attempts.add(f64::from(table.revisions()[p.idx()]) + 1.0);
                    seen.latency.add(ticks);
                    latency.add(ticks);
                }
                _ => {}
            }
        }
        let n = sim.world().n_open() as f64;
        ticks += 1.0;
        open += n;
        squares += n * n;
        empty += f64::from(u8::from(n < 0.5));
    }
    seen.open_by_run.add(open / ticks);
    seen.open_squared_by_run.add(squares / ticks);
    seen.empty_by_run.add(empty / ticks);
    seen.submitted_by_run.add(submitted / ticks);
    if latency.n > 0.0 {
        seen.latency_by_run.add(latency.mean());
    }
}

/// Runs a scenario and a mutation of it: the first must agree, the second must not.
fn oracle(text: &str, mutation: (&str, &str), replicates: u64, agrees: impl Fn(&Seen) -> bool) {
    let seen = watch(text, replicates);
    assert!(agrees(&seen), "the engine disagrees: {seen:#?}");
    assert!(text.contains(mutation.0), "the mutation changes nothing");
    let mutated = watch(&text.replace(mutation.0, mutation.1), replicates);
    assert!(!agrees(&mutated), "the check cannot fail: {mutated:#?}");
}

/// A stream of proposals of equal size by an outsider, with no pull on the course: only what the test names plays a part.
///
/// A reader of context 1/2 judges `(h + e) / 2` with `e` standard normal and `h` the merit, so `P(m < -theta) = Phi(-2 theta - h)`.
fn stream(horizon: &str, tick: &str, arrivals: &str, merit: f64, rest: &str) -> String {
    format!(
        r#"
schema = 1
question = "An oracle"
horizon = "{horizon}"
tick = "{tick}"
report_every = "{horizon}"
seed = 11
[space]
course = [0, 0]
purpose_drift = 0
step_share = 0
step_noise = 0
[value]
reference_cost = 1
alarm = 1
[people.outsiders]
archetype = "community_member"
count = 1
seats = ["outside"]
[bodies.outside]
kind = "community"
[proposals.stream]
body = "outside"
kind = "operational"
arrivals = "{arrivals}"
size = 1
merit = {merit}
risk = 0
selective = false
{rest}
"#
    )
}

/// A group of readers who judge with an error of one half and nothing else.
fn readers(name: &str, seats: &str, count: u32, extra: &str) -> String {
    format!(
        r#"
[people.{name}]
archetype = "domain_expert"
count = {count}
seats = ["{seats}"]
context = 0.5
alpha = 0
rho = 0
stake = 0
trust = 0
alone = true
ideal_spread = 0
{extra}
"#
    )
}

/// An optimistic review by ten equal reviewers who each object with probability 0.05; two objections block.
#[test]
fn optimistic_review_by_independent_reviewers_passes_as_computed() {
    // Vector e2o-01: theta = 1.644853626951472 / 2.
    let text = stream(
        "200 days",
        "1 day",
        "0.5 per day",
        0.0,
        &(readers("board", "board", 10, "attention = 1000\ntheta = 0.8224268134757361")
            + r#"
[bodies.board]
kind = "stakeholder_group"
[[decisions.operational.route]]
optimistic = { body = "board", window = "7 days", objections = { weight = "20%" }, bites = "at_end", judged_by = "nobody" }
"#),
    );
    oracle(&text, ("weight = \"20%\"", "weight = \"30%\""), 400, |seen| {
        seen.passed.agrees(0.913_861_644_100_683_6, 0.0) && seen.latency.agrees(7.0, 0.0)
    });
}

#[test]
fn optimistic_review_by_weight_passes_as_computed() {
    // Vector e2o-02: holders of 40, 30, 20 and 10 tokens, each objects with probability 0.1: theta = 1.2815515655446004 / 2.
    let text = stream(
        "200 days",
        "1 day",
        "0.5 per day",
        0.0,
        r#"
[people.holders]
archetype = "domain_expert"
seats = ["board"]
attention = 1000
alone = true
context = 0.5
alpha = 0
rho = 0
stake = 0
trust = 0
theta = 0.6407757827723002
members = [{ name = "a", tokens = 40 }, { name = "b", tokens = 30 }, { name = "c", tokens = 20 }, { name = "d", tokens = 10 }]
[bodies.board]
kind = "stakeholder_group"
[[decisions.operational.route]]
optimistic = { body = "board", window = "7 days", weight = "tokens", objections = { weight = "25%" }, bites = "at_end", judged_by = "nobody" }
"#,
    );
    oracle(&text, ("weight = \"25%\"", "weight = \"45%\""), 400, |seen| seen.passed.agrees(0.8019, 0.0));
}

#[test]
fn the_definition_of_the_quorum_moves_an_active_vote_as_computed() {
    // Vector e2v-01: 20 voters, turnout 0.3 in a week (rate -ln(0.7) / 7), yes with probability 0.8 (merit 0.8416212335729143).
    let vote = |quorum: &str| {
        stream(
            "400 days",
            "1 day",
            "0.5 per day",
            0.841_621_233_572_914_3,
            &(readers("voters", "voters", 20, "attention = 0.05095356341981902")
                + &format!(
                    r#"
[bodies.voters]
kind = "community"
[[decisions.operational.route]]
vote = {{ body = "voters", period = "7 days", quorum = {quorum}, majority = "half" }}
"#
                )),
        )
    };
    let mutation = ("attention = 0.05", "attention = 0.08");
    oracle(&vote("\"none\""), mutation, 300, |seen| seen.passed.agrees(0.913_042_903_775_694_5, 0.0));
    oracle(&vote("{ for = \"30%\" }"), mutation, 300, |seen| seen.passed.agrees(0.342_632_275_808_470_67, 0.0));
    oracle(&vote("{ participation = \"30%\" }"), mutation, 300, |seen| seen.passed.agrees(0.550_249_020_487_321_8, 0.0));
}

#[test]
fn a_quorum_is_met_as_often_as_the_poisson_binomial_says() {
    // Vector qp-01: ten voters with turnout 0.3, four needed.
    let text = stream(
        "400 days",
        "1 day",
        "0.5 per day",
        50.0,
        &(readers("voters", "voters", 10, "attention = 0.05095356341981902")
            + r#"
[bodies.voters]
kind = "community"
[[decisions.operational.route]]
vote = { body = "voters", period = "7 days", quorum = { participation_weight = 4 }, majority = "half" }
"#),
    );
    oracle(&text, ("participation_weight = 4", "participation_weight = 3"), 300, |seen| {
        seen.passed.agrees(0.350_389_281_599_999_94, 0.0) && seen.lapsed.agrees(1.0 - 0.350_389_281_599_999_94, 0.0)
    });
}

#[test]
fn a_jury_is_right_as_often_as_condorcet_says() {
    // Vector cj-11-0.6: eleven jurors, each right with probability 0.6: merit 0.2533471031357997.
    let text = stream(
        "400 days",
        "1 day",
        "0.5 per day",
        0.253_347_103_135_799_7,
        &(readers("jurors", "jury", 11, "attention = 1000")
            + r#"
[bodies.jury]
kind = "council"
[[decisions.operational.route]]
vote = { body = "jury", period = "2 days", quorum = "none", majority = "half" }
"#),
    );
    oracle(&text, ("count = 11", "count = 3"), 300, |seen| seen.passed.agrees(0.753_498_132_479_999_9, 0.0));
}

/// A review of a week that a lone reviewer stops with probability 0.2, then a vote of a fortnight that passes with one half.
#[test]
fn an_escalated_proposal_takes_as_long_as_computed() {
    let text = stream(
        "600 days",
        "1 day",
        "0.5 per day",
        0.0,
        &(readers("reviewer", "review", 1, "attention = 1000\ntheta = 0.42081061678645715")
            + &readers("judge", "court", 1, "attention = 1000")
            + r#"
[bodies.review]
kind = "council"
[bodies.court]
kind = "council"
[[decisions.operational.route]]
name = "review"
optimistic = { body = "review", window = "7 days", objections = { seats = 1 }, bites = "at_end", judged_by = "nobody" }
on_block = { escalate = "appeal" }
[[decisions.operational.route]]
name = "appeal"
only = "escalated"
vote = { body = "court", period = "14 days", quorum = "none", majority = "half" }
"#),
    );
    // Vector esc-01. Proposals of the last three weeks are cut off, the longer ones more often: less than 0.1 ticks here.
    oracle(&text, ("period = \"14 days\"", "period = \"13 days\""), 300, |seen| {
        seen.passed.agrees(0.9, 0.002) && seen.escalated.agrees(0.2, 0.003) && seen.latency.agrees(9.8, 0.1)
    });
}

/// A member who always objects comes to one meeting in four; a blocked proposal comes back after a week.
#[test]
fn a_resubmitted_proposal_takes_as_many_attempts_as_computed() {
    let text = stream(
        "2000 days",
        "1 day",
        "0.5 per day",
        -50.0,
        &(readers("reviewer", "review", 1, "theta = 0")
            + r#"
[bodies.review]
kind = "council"
meets = { every = "7 days", attendance = 0.25 }
[[decisions.operational.route]]
name = "review"
at = "meeting"
optimistic = { body = "review", window = "7 days", objections = { seats = 1 }, bites = "at_end", judged_by = "nobody" }
on_block = { revise = { at_most = 200, takes = "7 days" } }
"#),
    );
    // Vector esc-02. All proposals open at one meeting share its attendance, so runs are the independent observations.
    oracle(&text, ("attendance = 0.25", "attendance = 0.3"), 300, |seen| {
        seen.latency_by_run.agrees(11.666_666_666_666_668, 0.06) && seen.passed.agrees(1.0, 0.0)
    });
}

#[test]
fn a_reader_alone_reads_within_a_window_as_the_exponential_says() {
    let text = |rate: &str| {
        stream(
            "4000 days",
            "1 day",
            "0.1 per day",
            0.0,
            &(readers("reader", "review", 1, &format!("theta = 99\nattention = {rate}"))
                + r#"
[bodies.review]
kind = "council"
[[decisions.operational.route]]
optimistic = { body = "review", window = "5 days", objections = { seats = 1 }, judged_by = "nobody" }
"#),
        )
    };
    for (rate, value) in [("0.1", 0.1), ("0.9", 0.9)] {
        let expected = theory::attention::read_alone(value, 5.0, 1.0);
        oracle(&text(rate), ("window = \"5 days\"", "window = \"6 days\""), 100, |seen| seen.read.agrees(expected, 0.0));
    }
}

#[test]
fn a_reader_with_equal_fillers_reads_as_computed() {
    // Five proposals leave each bimonthly meeting together and share one reader's attention for twenty days.
    let text = |rate: &str| {
        stream(
            "3000 days",
            "1 day",
            "0.15 per day",
            9.0,
            &(readers("clerk", "office", 1, "")
                + &readers("reader", "review", 1, &format!("theta = 99\nattention = {rate}"))
                    .replace("alone = true", "alone = false")
                + r#"
[bodies.office]
kind = "council"
meets = { every = "60 days", slots = 5, attendance = 1 }
[bodies.review]
kind = "council"
[[decisions.operational.route]]
name = "office"
consent = { body = "office" }
[[decisions.operational.route]]
name = "review"
optimistic = { body = "review", window = "20 days", objections = { seats = 1 }, judged_by = "nobody" }
"#),
        )
    };
    for (rate, value) in [("0.1", 0.1), ("0.4", 0.4)] {
        let expected = theory::attention::read_among(value, 20.0, 1.0, 4);
        oracle(&text(rate), ("slots = 5", "slots = 3"), 80, |seen| seen.read.agrees(expected, 0.0));
    }
}

#[test]
fn a_review_window_is_a_queue_with_as_many_servers_as_needed() {
    // Vector q-inf-0.5-7, read after each tick: the proposal submitted this morning is in, the one decided is out.
    let text = stream(
        "4000 days",
        "1 day",
        "0.5 per day",
        0.0,
        r#"
[[decisions.operational.route]]
timelock = { delay = "7 days" }
"#,
    );
    oracle(&text, ("delay = \"7 days\"", "delay = \"8 days\""), 100, |seen| {
        let variance = seen.open_squared_by_run.mean() - seen.open_by_run.mean() * seen.open_by_run.mean();
        seen.latency.agrees(7.0, 0.0)
            && seen.open_by_run.agrees(3.5, 0.01)
            && (variance - 3.5).abs() < 0.15
            && seen.empty_by_run.agrees(0.030_197_383_422_318_5, 0.001)
    });
}

#[test]
fn meetings_delay_as_a_slotted_queue_does() {
    // Vectors q-meet-30-0.2-20 and q-slot-02. The clock ticks hourly so that the period is 720 ticks; half a tick of slack.
    let meetings = |slots: u32| {
        stream(
            "3000 days",
            "1 hour",
            "0.2 per day",
            9.0,
            &(readers("board", "board", 1, "")
                + &format!(
                    r#"
[bodies.board]
kind = "stakeholder_group"
meets = {{ every = "30 days", slots = {slots}, attendance = 1 }}
[[decisions.operational.route]]
vote = {{ body = "board", quorum = "none", majority = "half" }}
"#
                )),
        )
    };
    for (slots, days) in [(20, 15.0), (8, 17.905_793_48)] {
        oracle(&meetings(slots), ("every = \"30 days\"", "every = \"33 days\""), 60, |seen| {
            seen.latency_by_run.agrees(days * 24.0, 0.5 + 0.01 * days * 24.0)
        });
    }
}

#[test]
fn littles_law_holds_on_every_route() {
    // L = lambda W with the run's own numbers: proposals that are still open at the end are the only difference.
    for route in [
        "timelock = { delay = \"9 days\" }",
        "vote = { body = \"board\", quorum = \"none\", majority = \"half\" }",
        "optimistic = { body = \"board\", window = \"5 days\", objections = { seats = 1 }, judged_by = \"other_members\" }",
    ] {
        let text = stream(
            "20000 days",
            "1 day",
            "0.3 per day",
            0.0,
            &(readers("board", "board", 3, "theta = 0.1\nattention = 0.5")
                + &format!(
                    r#"
[bodies.board]
kind = "stakeholder_group"
meets = {{ every = "10 days", slots = 6, attendance = 0.7 }}
[[decisions.operational.route]]
{route}
"#
                )),
        );
        // In 37 days those that are still open at the end, three days before a meeting, are a large part of all.
        oracle(&text, ("20000 days", "37 days"), 4, |seen| {
            let expected = seen.submitted_by_run.mean() * seen.latency.mean();
            (seen.open_by_run.mean() / expected - 1.0).abs() < 0.01
        });
    }
}

/// One axis, one veto player, a course that starts beyond it: the agenda setter gets the point where the veto player is just
/// indifferent, and no nearer to its own ideal (Romer and Rosenthal 1978).
#[test]
fn a_proposer_who_anticipates_gets_what_the_agenda_setter_model_says() {
    let text = |anticipates: bool| {
        format!(
            r#"
schema = 1
question = "An oracle"
horizon = "3000 days"
report_every = "3000 days"
draw_people = "once"
[space]
axes = 1
course = [-1]
purpose = [0]
purpose_drift = 0
step_share = 1
step_noise = 0
[value]
reference_cost = 1
[people.setters]
archetype = "community_member"
count = 1
seats = ["agenda"]
ideal = [3]
ideal_spread = 0
[people.vetoers]
archetype = "domain_expert"
count = 1
seats = ["veto"]
context = 0
alpha = 0
rho = 0
trust = 0
theta = 0
attention = 1000
ideal = [0.5]
ideal_spread = 0
[bodies.agenda]
kind = "council"
[bodies.veto]
kind = "council"
[proposals.agenda]
body = "agenda"
kind = "strategy"
arrivals = "0.2 per day"
size = 1
merit = 0
risk = 0
selective = false
anticipates = {anticipates}
[[decisions.strategy.route]]
vote = {{ body = "veto", period = "2 days", quorum = "none", majority = "half" }}
"#
        )
    };
    // The veto player at 0.5 prefers anything nearer than the course at -1: up to 2. One concession of 2 % is the precision.
    let final_course = |text: &str| {
        let scenario = Scenario::parse("oracle", text).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        let mut sim = Simulation::new(&scenario, 0);
        while sim.step() {}
        sim.world().course()[0]
    };
    let agrees = |course: f64| (1.9..=2.0).contains(&course);
    assert!(agrees(final_course(&text(true))), "{}", final_course(&text(true)));
    assert!(!agrees(final_course(&text(false))), "who never concedes is stopped for ever");
    assert!(!agrees(final_course(&text(true).replace("ideal = [0.5]", "ideal = [0.2]"))), "another veto player, another point");
}
