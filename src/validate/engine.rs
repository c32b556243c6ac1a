//! Kinds that the engine can live through: their closed forms. The runs are in [`super::lived`].

use super::Malformed;
use super::given::Given;
use super::kinds::Kind;
use super::lived;
use crate::theory::active_vote::{self, Voter};
use crate::theory::meeting::Meetings;
use crate::theory::servers::{self, Queue};
use crate::theory::{attention, condorcet, escalation, optimistic_review, poisson_binomial, queue, sortition};
use crate::units::Ratio;
use serde_json::{Value, json};

pub(super) const KINDS: &[Kind] = &[
    Kind::engine("endtoend.optimistic_pass_rate", optimistic).lived(lived::optimistic),
    Kind::engine("endtoend.active_vote_pass_rate", active).lived(lived::active),
    Kind::engine("endtoend.escalation_latency", escalated).lived(lived::escalated),
    Kind::engine("quorum.poisson_binomial", quorum).lived(lived::quorum),
    Kind::engine("jury.condorcet", jury).lived(lived::jury),
    Kind::engine("behaviour.bounded_attention", bounded_attention).lived(lived::bounded_attention),
    Kind::engine("capture.sortition_panel", sortition_panel).lived(lived::sortition_panel),
    Kind::engine("queue.mmc", mmc).lived(lived::mmc),
    Kind::engine("queue.md1", md1).lived(lived::md1),
    Kind::engine("queue.review_window", review_window).lived(lived::review_window),
    Kind::engine("queue.periodic_meeting", periodic_meeting).lived(lived::periodic_meeting),
    Kind::engine("queue.slotted_capacity", slotted_capacity).lived(lived::slotted_capacity),
];

/// Two lists of the same members.
fn paired<A: Copy, B: Copy>(given: &Given, a: &[A], b: &[B]) -> Result<Vec<(A, B)>, Malformed> {
    if a.len() == b.len() {
        Ok(a.iter().copied().zip(b.iter().copied()).collect())
    } else {
        Err(given.refused("lists of the same length", "one entry for each member in each of them"))
    }
}

fn optimistic(given: &Given) -> Result<Value, Malformed> {
    let reviewers = paired(given, &given.get("weights")?.wholes()?, &given.get("p_veto")?.chances()?)?;
    let share = Ratio { num: given.get("min_veto_ratio_ppm")?.whole()?, den: 1_000_000 };
    let (rate, window) = (given.get("arrival_rate")?.amount()?, given.get("window")?.amount()?);
    let passes = optimistic_review::passes(&reviewers, share);
    Ok(json!({
        "min_veto_power": share.ceil_of(reviewers.iter().map(|(weight, _)| weight).sum()),
        "p_veto": 1.0 - passes,
        "p_pass": passes,
        "executed_per_tick": rate * passes,
        "mean_in_review": queue::number_in_system(rate, window),
        "latency_if_passed": window,
    }))
}

fn active(given: &Given) -> Result<Value, Malformed> {
    let turnout = paired(given, &given.get("weights")?.wholes()?, &given.get("turnout")?.chances()?)?;
    let voters = paired(given, &turnout, &given.get("p_yes")?.chances()?)?;
    let voters: Vec<Voter> = voters.into_iter().map(|((weight, turnout), yes)| Voter { weight, turnout, yes }).collect();
    let rates = active_vote::pass_rates(&voters, given.get("quorum_fraction")?.exact()?);
    Ok(json!({
        "p_pass_no_quorum": rates.no_quorum,
        "p_pass_for_quorum": rates.yes_quorum,
        "p_pass_participation_quorum": rates.cast_quorum,
    }))
}

/// What follows a block.
#[derive(Clone, Copy)]
enum Mode {
    Convert,
    Resubmit,
}

fn escalated(given: &Given) -> Result<Value, Malformed> {
    let (window, second) = (given.get("window")?.amount()?, given.get("second_stage")?.amount()?);
    let veto = given.get("p_veto")?;
    let blocks = veto.chance()?;
    let second_passes = given.find("p_second_pass").map(|passes| passes.chance()).transpose()?;
    let found = match given.get("mode")?.word(&[("convert", Mode::Convert), ("resubmit", Mode::Resubmit)])? {
        Mode::Convert => {
            let passes = second_passes.ok_or_else(|| given.refused("`p_second_pass`", "a vote that follows needs its chance"))?;
            escalation::converts(window, second, blocks, passes)
        }
        Mode::Resubmit => escalation::resubmits(window, second, blocks)
            .ok_or_else(|| veto.refused("less than certainty", "what is always blocked never ends"))?,
    };
    Ok(json!({
        "p_pass": found.pass,
        "mean_latency": found.latency,
        "mean_attempts": found.attempts,
        "p_escalated": blocks,
    }))
}

fn quorum(given: &Given) -> Result<Value, Malformed> {
    let holders = paired(given, &given.get("weights")?.wholes()?, &given.get("turnout")?.chances()?)?;
    Ok(json!({ "p_quorum": poisson_binomial::reaches(&holders, given.get("quorum")?.whole()?) }))
}

fn jury(given: &Given) -> Result<Value, Malformed> {
    let right = condorcet::majority_is_right(given.get("n")?.count()?, given.get("p")?.chance()?);
    Ok(json!({ "p_majority_correct": right }))
}

fn bounded_attention(given: &Given) -> Result<Value, Malformed> {
    let count = |key: &str| given.get(key)?.count();
    let detects = given.get("detect")?.chance()?;
    let found =
        attention::oversight(count("reviewers")?, count("capacity")?, count("open_items")?, detects, count("vetoes_needed")?);
    Ok(json!({ "p_unread": found.unread, "p_bad_passes": found.bad_passes }))
}

fn sortition_panel(given: &Given) -> Result<Value, Malformed> {
    let count = |key: &str| given.get(key)?.count();
    let found = sortition::panel(count("population")?, count("captured")?, count("panel")?);
    let found = found
        .ok_or_else(|| given.refused("no more captured, and no larger a panel, than there are people", "correct the numbers"))?;
    Ok(json!({ "p_majority_captured": found.majority, "p_any_captured": found.any }))
}

fn told(queue: Queue) -> Value {
    json!({
        "p_wait": queue.waits,
        "mean_wait": queue.wait,
        "mean_time": queue.time,
        "mean_queue": queue.queue,
        "mean_in_system": queue.in_system,
    })
}

fn stable<T>(given: &Given, found: Option<T>) -> Result<T, Malformed> {
    found.ok_or_else(|| {
        given.refused("a queue that is served faster than it fills", "at a load of 1 and above there are no means")
    })
}

fn mmc(given: &Given) -> Result<Value, Malformed> {
    let (rate, service) = (given.get("arrival_rate")?.amount()?, given.get("service_rate")?.amount()?);
    stable(given, servers::exponential(rate, service, given.get("servers")?.count()?)).map(told)
}

fn md1(given: &Given) -> Result<Value, Malformed> {
    stable(given, servers::fixed(given.get("arrival_rate")?.amount()?, given.get("service_time")?.amount()?)).map(told)
}

fn review_window(given: &Given) -> Result<Value, Malformed> {
    let found = queue::review_window(given.get("arrival_rate")?.amount()?, given.get("window")?.amount()?);
    Ok(json!({
        "mean_latency": found.latency,
        "mean_in_flight": found.in_review,
        "var_in_flight": found.variance,
        "p_empty": found.empty,
    }))
}

fn meetings(given: &Given) -> Result<Meetings, Malformed> {
    let slots = given.get("capacity_per_meeting")?;
    Ok(Meetings {
        every: given.get("period")?.amount()?,
        slots: Some(slots.count()?)
            .filter(|slots| *slots > 0)
            .ok_or_else(|| slots.refused("at least 1", "a meeting that decides nothing never ends a queue"))?,
        rate: given.get("arrival_rate")?.amount()?,
    })
}

fn periodic_meeting(given: &Given) -> Result<Value, Malformed> {
    let meetings = meetings(given)?;
    Ok(json!({
        "mean_latency_if_unbounded": meetings.wait_for_meeting(),
        "mean_batch": meetings.batch(),
        "mean_in_system": meetings.waiting_for_meeting(),
        "stable": meetings.stable(),
    }))
}

fn slotted_capacity(given: &Given) -> Result<Value, Malformed> {
    let meetings = meetings(given)?;
    let backlog = stable(given, meetings.backlog())?;
    Ok(json!({
        "mean_backlog_after_meeting": backlog,
        "mean_latency": meetings.latency(),
        "utilisation": meetings.utilisation(),
    }))
}
