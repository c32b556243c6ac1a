//! Runs of the engine that must agree with a closed form: a scenario written from the inputs, its events, and a tolerance of 4.5
//! standard errors.
//!
//! Everybody judges a proposal of merit `h` with context 1/2 and an error of its own: `(h + e) / 2` with `e` standard normal. So who
//! objects below `-theta` does so with probability `Phi(-2 theta - h)`, and who votes says yes with probability `Phi(h)`.

use super::Malformed;
use super::given::Given;
use crate::engine::Simulation;
use crate::event::{Event, Outcome};
use crate::math;
use crate::scenario::{Problems, Scenario};
use crate::stats;
use serde_json::Value;

/// What a run is told besides the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Root of all randomness.
    pub seed: u64,
    /// Replicates of each scenario.
    pub replicates: u64,
}

impl Plan {
    /// What the command line runs: about twenty thousand decisions for each scenario.
    pub const USUAL: Plan = Plan { seed: 11, replicates: 200 };
}

/// What was seen of one output.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The output.
    pub key: &'static str,
    /// The closed form.
    pub expected: f64,
    /// Mean of what was seen.
    pub mean: f64,
    /// Its standard error, if the closed form is true where that says it.
    pub error: f64,
    /// What the grid of ticks may add or take.
    pub slack: f64,
    /// How many observations.
    pub n: u64,
}

impl Observed {
    /// Standard errors between the run and the closed form; 0 where both are the same number.
    pub fn gap(&self) -> f64 {
        let gap = ((self.mean - self.expected).abs() - self.slack).max(0.0);
        if gap <= 1e-9 { 0.0 } else { gap / self.error }
    }

    /// Whether the two agree: within 4.5 standard errors.
    pub fn agrees(&self) -> bool {
        self.gap() <= 4.5
    }
}

/// A run for a vector; `None` where this one cannot be lived through.
pub type Run = fn(&Given, &Value, Plan) -> Result<Option<Vec<Observed>>, Malformed>;

/// Events of many replicates, added up. Decisions of one run share no draw in these scenarios.
#[derive(Default)]
struct Seen {
    n: u64,
    passed: u64,
    escalated: u64,
    latency: Vec<f64>,
    /// Mean of what is open at the end of a tick, by run, once the first can have been decided.
    open: Vec<f64>,
    /// Share of ticks with nothing open, by run.
    empty: Vec<f64>,
}

impl Seen {
    fn rate(&self, key: &'static str, count: u64, expected: f64) -> Observed {
        let n = self.n as f64;
        let error = math::sqrt(expected * (1.0 - expected) / n);
        Observed { key, expected, mean: count as f64 / n, error, slack: 0.0, n: self.n }
    }

    fn mean_latency(&self, key: &'static str, expected: f64) -> Observed {
        mean_of(key, expected, &self.latency)
    }
}

/// The mean of independent observations.
fn mean_of(key: &'static str, expected: f64, seen: &[f64]) -> Observed {
    let error = stats::sd(seen).unwrap_or(f64::NAN) / math::sqrt(seen.len() as f64);
    Observed { key, expected, mean: stats::mean(seen).unwrap_or(f64::NAN), error, slack: 0.0, n: seen.len() as u64 }
}

/// Days in which proposals that count are made, and half a proposal a day.
const DAYS: u32 = 200;

/// Runs a scenario; counts what was submitted early enough to be decided within `longest` ticks.
fn watch(given: &Given, text: &str, longest: u32, plan: Plan) -> Result<Seen, Malformed> {
    let unfit = |problems: Problems| given.refused("inputs that make a scenario", &problems.render(false));
    let scenario = Scenario::parse("validate", text).map_err(unfit)?;
    let mut seen = Seen::default();
    let mut sim = Simulation::new(&scenario, 0);
    for replicate in 0..plan.replicates {
        sim.reset(replicate);
        let mut was_escalated = Vec::new();
        let (mut ticks, mut open, mut empty) = (0_u32, 0_usize, 0_u32);
        while sim.step() {
            if sim.world().now().0 > longest {
                let n_open = sim.world().n_open();
                ticks += 1;
                open += n_open;
                empty += u32::from(n_open == 0);
            }
            for event in sim.events() {
                match *event {
                    Event::Submitted(_) => was_escalated.push(false),
                    Event::Escalated(p, _) => was_escalated[p.idx()] = true,
                    Event::Decided(p, outcome) => {
                        let table = sim.world().proposals();
                        let submitted = table.submitted()[p.idx()];
                        if submitted.0 + longest >= scenario.horizon.0 {
                            continue;
                        }
                        seen.n += 1;
                        seen.passed += u64::from(outcome == Outcome::Executed);
                        seen.escalated += u64::from(was_escalated[p.idx()]);
                        seen.latency.push(f64::from(table.decided()[p.idx()].since(submitted).0));
                    }
                    _ => {}
                }
            }
        }
        seen.open.push(open as f64 / f64::from(ticks));
        seen.empty.push(f64::from(empty) / f64::from(ticks));
    }
    Ok(seen)
}

/// A stream of like proposals by an outsider, with no pull on the course.
struct Stream {
    seed: u64,
    days: u32,
    /// Length of a tick.
    tick: &'static str,
    /// Proposals a day.
    rate: f64,
    merit: f64,
}

impl Stream {
    /// One tick a day, and half a proposal.
    fn daily(plan: Plan, days: u32, merit: f64) -> Stream {
        Stream { seed: plan.seed, days, tick: "1 day", rate: 0.5, merit }
    }

    /// The scenario, with what it leads to.
    fn with(&self, rest: &str) -> String {
        let Stream { seed, days, tick, rate, merit } = self;
        format!(
            r#"
schema = 1
question = "Does the engine agree with the closed form?"
horizon = "{days} days"
tick = "{tick}"
report_every = "{days} days"
seed = {seed}
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
arrivals = "{rate} per day"
size = 1
merit = {merit}
risk = 0
selective = false
"#
        ) + rest
    }
}

/// Somebody with a seat: weight, items read a day, and how bad a proposal must look.
struct Member {
    tokens: u64,
    attention: f64,
    theta: f64,
}

/// A body of members who judge with an error of their own and nothing else.
fn body(name: &str, members: &[Member]) -> String {
    let rows = members.iter().enumerate().map(|(idx, member)| {
        let Member { tokens, attention, theta } = member;
        format!("{{ name = \"m{idx}\", tokens = {tokens}, attention = {attention}, theta = {theta} }}")
    });
    format!(
        r#"
[people.of_{name}]
archetype = "domain_expert"
seats = ["{name}"]
context = 0.5
alpha = 0
rho = 0
stake = 0
trust = 0
alone = true
ideal_spread = 0
members = [{}]
[bodies.{name}]
kind = "community"
"#,
        rows.collect::<Vec<String>>().join(", ")
    )
}

/// Reads everything at once.
const ALL: f64 = 1_000.0;
/// Looks worse, or better, than anything.
const BEYOND: f64 = 50.0;

/// How bad a proposal of merit `h` must look to who objects with this probability.
fn theta(objects: f64, h: f64) -> f64 {
    if objects <= 0.0 {
        BEYOND
    } else if objects >= 1.0 {
        -BEYOND
    } else {
        -0.5 * (math::normal_quantile(objects) + h)
    }
}

/// The merit at which who votes says yes with this probability.
fn merit(says_yes: f64) -> f64 {
    if says_yes <= 0.0 {
        -BEYOND
    } else if says_yes >= 1.0 {
        BEYOND
    } else {
        math::normal_quantile(says_yes)
    }
}

/// Items a day of who votes within a week with this probability.
fn attention(votes: f64) -> f64 {
    if votes >= 1.0 { ALL } else { -math::ln_1p(-votes) / 7.0 }
}

fn closed(answer: &Value, key: &str) -> f64 {
    answer.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

/// The window as whole days; `None` where it is none, or too long to be lived through.
fn whole_days(length: f64) -> Option<u32> {
    (1..=60).find(|days| (f64::from(*days) - length).abs() < 1e-9)
}

/// Optimistic review: each member objects within the window with its own probability.
pub fn optimistic(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let (weights, chances) = (given.get("weights")?.wholes()?, given.get("p_veto")?.chances()?);
    let ppm = given.get("min_veto_ratio_ppm")?.whole()?;
    let Some(window) = whole_days(given.get("window")?.amount()?) else { return Ok(None) };
    if ppm == 0 || ppm > 1_000_000 || weights.iter().sum::<u64>() == 0 {
        return Ok(None);
    }
    let members: Vec<Member> = weights
        .iter()
        .zip(&chances)
        .map(|(&tokens, &objects)| Member { tokens, attention: ALL, theta: theta(objects, 0.0) })
        .collect();
    let percent = format!("{}.{:04}%", ppm / 10_000, ppm % 10_000);
    let route = format!(
        r#"
[[decisions.operational.route]]
optimistic = {{ body = "board", window = "{window} days", weight = "tokens", objections = {{ weight = "{percent}" }}, bites = "at_end", judged_by = "nobody" }}
"#
    );
    let seen = watch(given, &Stream::daily(plan, DAYS + window, 0.0).with(&(body("board", &members) + &route)), window, plan)?;
    Ok(Some(vec![
        seen.rate("p_pass", seen.passed, closed(answer, "p_pass")),
        seen.mean_latency("latency_if_passed", closed(answer, "latency_if_passed")),
    ]))
}

/// A vote of a week with a quorum as the scenario writes it.
fn vote(given: &Given, says_yes: f64, quorum: &str, plan: Plan) -> Result<Seen, Malformed> {
    let (weights, turnout) = (given.get("weights")?.wholes()?, given.get("turnout")?.chances()?);
    let members: Vec<Member> = weights
        .iter()
        .zip(&turnout)
        .map(|(&tokens, &votes)| Member { tokens, attention: attention(votes), theta: 0.0 })
        .collect();
    let route = format!(
        r#"
[[decisions.operational.route]]
vote = {{ body = "voters", period = "7 days", weight = "tokens", quorum = {quorum}, majority = "half" }}
"#
    );
    watch(given, &Stream::daily(plan, DAYS + 7, merit(says_yes)).with(&(body("voters", &members) + &route)), 7, plan)
}

/// An active vote under its three quorums, where everybody says yes equally often.
pub fn active(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let (weights, yes) = (given.get("weights")?.wholes()?, given.get("p_yes")?.chances()?);
    let share = given.get("quorum_fraction")?.exact()?;
    let total = weights.iter().sum();
    let alike = yes.iter().all(|chance| (chance - yes[0]).abs() < 1e-12);
    let (floor, ceil) = (share.floor_of(total), share.ceil_of(total));
    if yes.is_empty() || !alike || total == 0 || ceil > total {
        return Ok(None);
    }
    let quorums = [
        ("p_pass_no_quorum", "\"none\"".to_owned()),
        ("p_pass_for_quorum", format!("{{ for_weight = {floor} }}")),
        ("p_pass_participation_quorum", format!("{{ participation_weight = {ceil} }}")),
    ];
    let mut observed = Vec::new();
    for (key, quorum) in quorums {
        let seen = vote(given, yes[0], &quorum, plan)?;
        observed.push(seen.rate(key, seen.passed, closed(answer, key)));
    }
    Ok(Some(observed))
}

/// A quorum that is met or not, where whoever votes says yes.
pub fn quorum(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let needed = given.get("quorum")?.whole()?;
    // Where nothing is needed nobody may vote, and a vote without ballots does not pass.
    if needed == 0 || given.get("weights")?.wholes()?.iter().sum::<u64>() == 0 {
        return Ok(None);
    }
    let seen = vote(given, 1.0, &format!("{{ participation_weight = {needed} }}"), plan)?;
    Ok(Some(vec![seen.rate("p_quorum", seen.passed, closed(answer, "p_quorum"))]))
}

/// A jury of equals, all of whom vote.
pub fn jury(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let (n, right) = (given.get("n")?.count()?, given.get("p")?.chance()?);
    if n == 0 || n > 200 {
        return Ok(None);
    }
    let members: Vec<Member> = (0..n).map(|_| Member { tokens: 1, attention: ALL, theta: 0.0 }).collect();
    let route = r#"
[[decisions.operational.route]]
vote = { body = "jury", period = "2 days", quorum = "none", majority = "half" }
"#;
    let seen = watch(given, &Stream::daily(plan, DAYS + 2, merit(right)).with(&(body("jury", &members) + route)), 2, plan)?;
    Ok(Some(vec![seen.rate("p_majority_correct", seen.passed, closed(answer, "p_majority_correct"))]))
}

/// A review by one who may stop a proposal, after which another decides. A discussion and another try are not lived through.
pub fn escalated(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let (window, second) = (given.get("window")?.amount()?, given.get("second_stage")?.amount()?);
    let lengths = whole_days(window).zip(whole_days(second));
    let passes = given.find("p_second_pass").map(|passes| passes.chance()).transpose()?;
    let (Some((window, second)), Some(passes), "convert") = (lengths, passes, given.get("mode")?.text()?) else {
        return Ok(None);
    };
    let h = merit(passes);
    let alone = |theta| [Member { tokens: 1, attention: ALL, theta }];
    let route = format!(
        r#"
[[decisions.operational.route]]
name = "review"
optimistic = {{ body = "review", window = "{window} days", objections = {{ seats = 1 }}, bites = "at_end", judged_by = "nobody" }}
on_block = {{ escalate = "appeal" }}
[[decisions.operational.route]]
name = "appeal"
only = "escalated"
vote = {{ body = "court", period = "{second} days", quorum = "none", majority = "half" }}
"#
    );
    let bodies = body("review", &alone(theta(given.get("p_veto")?.chance()?, h))) + &body("court", &alone(0.0));
    let longest = window + second + 1;
    let seen = watch(given, &Stream::daily(plan, DAYS + longest, h).with(&(bodies + &route)), longest, plan)?;
    Ok(Some(vec![
        seen.rate("p_pass", seen.passed, closed(answer, "p_pass")),
        seen.rate("p_escalated", seen.escalated, closed(answer, "p_escalated")),
        seen.mean_latency("mean_latency", closed(answer, "mean_latency")),
    ]))
}

/// A window of review for all that comes, nobody to object.
pub fn review_window(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let rate = given.get("arrival_rate")?.amount()?;
    let Some(window) = whole_days(given.get("window")?.amount()?).filter(|_| 0.0 < rate && rate <= 20.0) else {
        return Ok(None);
    };
    let route = format!(
        r#"
[[decisions.operational.route]]
timelock = {{ delay = "{window} days" }}
"#
    );
    let stream = Stream { rate, ..Stream::daily(plan, DAYS + window, 0.0) };
    let seen = watch(given, &stream.with(&route), window, plan)?;
    Ok(Some(vec![
        seen.mean_latency("mean_latency", closed(answer, "mean_latency")),
        mean_of("mean_in_flight", closed(answer, "mean_in_flight"), &seen.open),
        mean_of("p_empty", closed(answer, "p_empty"), &seen.empty),
    ]))
}

/// Meetings that deal with all there is. A tick is an hour, half of which the grid may add or take.
pub fn periodic_meeting(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    const HOURS: u32 = 24;
    let rate = given.get("arrival_rate")?.amount()?;
    let Some(period) = whole_days(given.get("period")?.amount()?).filter(|_| 0.0 < rate && rate <= 20.0) else {
        return Ok(None);
    };
    let clerk = [Member { tokens: 1, attention: ALL, theta: 0.0 }];
    let route = format!(
        r#"
meets = {{ every = "{period} days", slots = 100000, attendance = 1 }}
[[decisions.operational.route]]
vote = {{ body = "board", quorum = "none", majority = "half" }}
"#
    );
    // Whole periods, or those who come late in one would be missed.
    let days = period * (DAYS / period + 2);
    let stream = Stream { rate, tick: "1 hour", ..Stream::daily(plan, days, BEYOND) };
    let few = Plan { replicates: plan.replicates.div_ceil(4), ..plan };
    let mut seen = watch(given, &stream.with(&(body("board", &clerk) + &route)), period * HOURS, few)?;
    seen.latency.iter_mut().for_each(|ticks| *ticks /= f64::from(HOURS));
    let key = "mean_latency_if_unbounded";
    Ok(Some(vec![Observed { slack: 0.5 / f64::from(HOURS), ..seen.mean_latency(key, closed(answer, key)) }]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The run agrees with the closed form, and with no other number.
    #[track_caller]
    fn check(run: Run, inputs: &Value, answer: &Value) {
        let lived = |answer: &Value| {
            let observed = Given::some_of("test", inputs, |given| run(given, answer, Plan::USUAL));
            observed.unwrap_or_else(|error| panic!("{error}")).expect("it can be lived through")
        };
        let right = lived(answer);
        assert!(right.iter().all(Observed::agrees), "{right:#?}");
        for seen in &right {
            let mut wrong = answer.clone();
            wrong[seen.key] = json!(0.9 * seen.expected - 0.01);
            let judged = lived(&wrong);
            let found = judged.iter().find(|judged| judged.key == seen.key).expect("it was seen before");
            assert!(!found.agrees(), "{found:#?}");
        }
    }

    #[test]
    fn runs_agree_with_the_closed_form_and_with_nothing_else() {
        let alike = json!({ "weights": [3, 2, 1], "p_veto": [0.1, 0.0, 0.6], "min_veto_ratio_ppm": 500000, "window": 3 });
        check(optimistic, &alike, &json!({ "p_pass": 0.9, "latency_if_passed": 3.0 }));
        check(jury, &json!({ "n": 3, "p": 0.3 }), &json!({ "p_majority_correct": 0.216 }));
        let weights = json!({ "weights": [2, 1], "turnout": [0.5, 0.5], "quorum": 2 });
        check(quorum, &weights, &json!({ "p_quorum": 0.5 }));
        let converts = json!({ "window": 2, "second_stage": 3, "p_veto": 0.5, "p_second_pass": 0.2, "mode": "convert" });
        check(escalated, &converts, &json!({ "p_pass": 0.6, "p_escalated": 0.5, "mean_latency": 3.5 }));
        let window = json!({ "arrival_rate": 1.0, "window": 2 });
        check(review_window, &window, &json!({ "mean_latency": 2.0, "mean_in_flight": 2.0, "p_empty": math::exp(-2.0) }));
        let meetings = json!({ "arrival_rate": 0.5, "period": 20 });
        check(periodic_meeting, &meetings, &json!({ "mean_latency_if_unbounded": 10.0 }));
        let votes = json!({ "weights": [1, 1], "turnout": [0.5, 0.5], "p_yes": [0.8, 0.8], "quorum_fraction": "1/2" });
        let rates = json!({ "p_pass_no_quorum": 0.56, "p_pass_for_quorum": 0.56, "p_pass_participation_quorum": 0.56 });
        check(active, &votes, &rates);
    }

    #[test]
    fn what_cannot_be_lived_through_is_left_out() {
        let unlike = json!({ "weights": [1, 1], "turnout": [0.5, 0.5], "p_yes": [0.8, 0.7], "quorum_fraction": "1/2" });
        let again = json!({ "window": 7, "second_stage": 7, "p_veto": 0.2, "p_second_pass": null, "mode": "resubmit" });
        for (run, inputs) in [(active as Run, unlike), (escalated, again)] {
            assert_eq!(Given::some_of("test", &inputs, |given| run(given, &json!({}), Plan::USUAL)), Ok(None));
        }
    }
}
