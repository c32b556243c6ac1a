//! Runs in which something is decided: how often it passes, and after how long.

use super::writer::{ALL, BEYOND, DAYS, Member, Stream, attention, body, merit, theta};
use super::{Observed, Plan, Seen, closed, watch, whole_days};
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
