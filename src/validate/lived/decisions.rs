//! Runs in which something is decided: how often it passes, and after how long.

use super::writer::{ALL, BEYOND, DAYS, Member, Stream, attention, body, body_of_unlike, merit, theta};
use super::{Observed, Plan, Seen, closed, mean_of, watch, whole_days};
use crate::math;
use crate::validate::Malformed;
use crate::validate::given::Given;
use serde_json::Value;

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

/// A vote of a week with a quorum as the scenario writes it, where everybody says yes with a probability of its own.
fn vote(given: &Given, says_yes: &[f64], quorum: &str, plan: Plan) -> Result<Seen, Malformed> {
    let (weights, turnout) = (given.get("weights")?.wholes()?, given.get("turnout")?.chances()?);
    let members: Vec<Member> = weights
        .iter()
        .zip(&turnout)
        .map(|(&tokens, &votes)| Member { tokens, attention: attention(votes), theta: 0.0 })
        .collect();
    let inclined: Vec<f64> = says_yes.iter().map(|chance| merit(*chance)).collect();
    let voters = body_of_unlike("voters", &members, &inclined);
    let route = format!(
        r#"
[[decisions.operational.route]]
vote = {{ body = "voters", period = "7 days", weight = "tokens", quorum = {quorum}, majority = "half" }}
"#
    );
    watch(given, &Stream::daily(plan, DAYS + 7, 0.0).with(&(voters + &route)), 7, plan)
}

/// An active vote under its three quorums.
pub fn active(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let (weights, yes) = (given.get("weights")?.wholes()?, given.get("p_yes")?.chances()?);
    let share = given.get("quorum_fraction")?.exact()?;
    let total = weights.iter().sum();
    let (floor, ceil) = (share.floor_of(total), share.ceil_of(total));
    if yes.is_empty() || yes.len() > 60 || total == 0 || ceil > total {
        return Ok(None);
    }
    let quorums = [
        ("p_pass_no_quorum", "\"none\"".to_owned()),
        ("p_pass_for_quorum", format!("{{ for_weight = {floor} }}")),
        ("p_pass_participation_quorum", format!("{{ participation_weight = {ceil} }}")),
    ];
    let mut observed = Vec::new();
    for (key, quorum) in quorums {
        let seen = vote(given, &yes, &quorum, plan)?;
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
    let everybody = vec![1.0; given.get("weights")?.wholes()?.len()];
    let seen = vote(given, &everybody, &format!("{{ participation_weight = {needed} }}"), plan)?;
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

/// A review that may stop a proposal, after which another body decides, or it comes back.
pub fn escalated(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let (window, second) = (given.get("window")?.amount()?, given.get("second_stage")?.amount()?);
    let passes = given.find("p_second_pass").map(|passes| passes.chance()).transpose()?;
    let Some(lengths) = whole_days(window).zip(whole_days(second)) else { return Ok(None) };
    match (given.get("mode")?.text()?, passes) {
        ("convert", Some(passes)) => converted(given, answer, plan, lengths, passes),
        ("resubmit", _) => resubmitted(given, answer, plan, lengths),
        _ => Ok(None),
    }
}

/// A discussion and another try: a member who always objects comes to each meeting with the probability of a veto, and there is
/// one meeting in every window. What is open at one meeting shares its attendance, so runs are the independent observations.
fn resubmitted(
    given: &Given,
    answer: &Value,
    plan: Plan,
    (window, second): (u32, u32),
) -> Result<Option<Vec<Observed>>, Malformed> {
    let veto = given.get("p_veto")?.chance()?;
    // So many tries that one in a million is not through after them.
    let Some(tries) = (1..=40).find(|tries| math::pow(veto, f64::from(*tries)) < 1e-6) else { return Ok(None) };
    let longest = tries * (window + second);
    let route = format!(
        r#"
[[decisions.operational.route]]
name = "review"
at = "meeting"
optimistic = {{ body = "review", window = "{window} days", objections = {{ seats = 1 }}, bites = "at_end", judged_by = "nobody" }}
on_block = {{ revise = {{ at_most = 200, takes = "{second} days" }} }}
"#
    );
    let reviewer = body("review", &[Member { tokens: 1, attention: ALL, theta: -BEYOND }]);
    let meets = format!("meets = {{ every = \"{window} days\", attendance = {veto} }}\n");
    let stream = Stream::daily(plan, DAYS + 2 * longest, 0.0);
    let seen = watch(given, &stream.with(&(reviewer + &meets + &route)), longest, plan)?;
    Ok(Some(vec![
        seen.rate("p_pass", seen.passed, closed(answer, "p_pass")),
        mean_of("mean_attempts", closed(answer, "mean_attempts"), &seen.mean_attempts),
        mean_of("mean_latency", closed(answer, "mean_latency"), &seen.mean_latency),
    ]))
}

/// A review by one who may stop a proposal, after which another decides.
fn converted(
    given: &Given,
    answer: &Value,
    plan: Plan,
    (window, second): (u32, u32),
    passes: f64,
) -> Result<Option<Vec<Observed>>, Malformed> {
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

/// Reviewers who each read a part of what is open, independently; enough of those who see what is wrong stop it.
///
/// Each reads alone at a rate that leaves it unread with probability `1 - c / m` in a window of one week.
pub fn bounded_attention(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let count = |key: &str| given.get(key)?.count();
    let (reviewers, capacity, open) = (count("reviewers")?, count("capacity")?, count("open_items")?);
    let (detects, needed) = (given.get("detect")?.chance()?, count("vetoes_needed")?);
    if reviewers == 0 || reviewers > 200 || needed == 0 || capacity == 0 || open == 0 {
        return Ok(None);
    }
    let reads = f64::from(capacity.min(open)) / f64::from(open);
    let member = || Member { tokens: 1, attention: attention(reads), theta: theta(detects, 0.0) };
    let members: Vec<Member> = (0..reviewers).map(|_| member()).collect();
    let route = format!(
        r#"
[[decisions.operational.route]]
optimistic = {{ body = "reviewers", window = "7 days", objections = {{ seats = {needed} }}, bites = "at_end", judged_by = "nobody" }}
"#
    );
    let seen = watch(given, &Stream::daily(plan, DAYS + 7, 0.0).with(&(body("reviewers", &members) + &route)), 7, plan)?;
    Ok(Some(vec![
        seen.rate("p_unread", seen.unread, closed(answer, "p_unread")),
        seen.rate("p_bad_passes", seen.passed, closed(answer, "p_bad_passes")),
    ]))
}

/// Panels drawn from a population of which some say yes to everything and the others no: how often more than half, or anybody,
/// was one of the former.
pub fn sortition_panel(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let count = |key: &str| given.get(key)?.count();
    let (population, captured, panel) = (count("population")?, count("captured")?, count("panel")?);
    if panel == 0 || population > 500 || captured > population || panel > population {
        return Ok(None);
    }
    let sides = [("captured", captured, BEYOND), ("honest", population - captured, -BEYOND)];
    let people = sides.iter().filter(|(_, count, _)| *count > 0).map(|(name, count, taste)| {
        format!(
            r#"
[people.{name}]
archetype = "domain_expert"
count = {count}
seats = ["panel"]
attention = {ALL}
context = 1
rho = 0
stake = 0
own_benefit = {taste}
benefits_from = "everything"
"#
        )
    });
    let people: String = people.collect();
    let drawn = |rule: &str| {
        format!(
            r#"{people}
[bodies.panel]
kind = "council"
drawn = {{ seats = {panel} }}
[[decisions.operational.route]]
{rule}
"#
        )
    };
    let rules = [
        ("p_majority_captured", "vote = { body = \"panel\", period = \"2 days\", quorum = \"none\", majority = \"half\" }"),
        ("p_any_captured", "council = { body = \"panel\", approvals = 1 }"),
    ];
    let mut observed = Vec::new();
    for (key, rule) in rules {
        let seen = watch(given, &Stream::daily(plan, DAYS + 2, 0.0).with(&drawn(rule)), 2, plan)?;
        observed.push(seen.rate(key, seen.passed, closed(answer, key)));
    }
    Ok(Some(observed))
}
