//! Runs in which proposals wait: for time, for meetings, for a place.

use super::writer::{ALL, BEYOND, DAYS, Member, Stream, body};
use super::{Observed, Plan, closed, mean_of, watch, whole_days};
use crate::math;
use crate::validate::Malformed;
use crate::validate::given::Given;
use serde_json::Value;

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
    let empty = mean_of("p_empty", closed(answer, "p_empty"), &seen.empty);
    // Days a window apart share no proposal. Where so few are empty that none is seen, they still tell how many might have been.
    let apart = plan.replicates as f64 * f64::from(DAYS / window);
    let error = empty.error.max(math::sqrt(empty.expected * (1.0 - empty.expected) / apart));
    Ok(Some(vec![
        seen.mean_latency("mean_latency", closed(answer, "mean_latency")),
        mean_of("mean_in_flight", closed(answer, "mean_in_flight"), &seen.open),
        Observed { error, ..empty },
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

/// Meetings that deal with so many each: the number that is left and the time that all take. Time is scaled so that a period has
/// [`PERIOD`] ticks of an hour.
pub fn slotted_capacity(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    /// Ticks of a period: half a tick, which the grid may add or take, is then a quarter of a hundredth.
    const PERIOD: u32 = 200;
    let (rate, slots) = (given.get("arrival_rate")?.amount()?, given.get("capacity_per_meeting")?.count()?);
    let period = given.get("period")?.amount()?;
    if slots == 0 || rate <= 0.0 || rate * period >= 0.95 * f64::from(slots) || rate * period > 20.0 {
        return Ok(None);
    }
    let clerk = [Member { tokens: 1, attention: ALL, theta: 0.0 }];
    let route = format!(
        r#"
meets = {{ every = "{PERIOD} hours", slots = {slots}, attendance = 1 }}
[[decisions.operational.route]]
vote = {{ body = "board", quorum = "none", majority = "half" }}
"#
    );
    let seen = long_run(given, plan, PERIOD, rate * period, &(body("board", &clerk) + &route))?;
    let unit = f64::from(PERIOD) / period;
    let latency: Vec<f64> = seen.mean_latency.iter().map(|ticks| ticks / unit).collect();
    // A tick is counted from its morning, a meeting falls on the evening of its day: half a tick either way.
    let slack = 1.0 / unit;
    Ok(Some(vec![Observed { slack, ..mean_of("mean_latency", closed(answer, "mean_latency"), &latency) }]))
}

/// A body that deals with so many at a time, each of which takes an exponential time.
pub fn mmc(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let servers = given.get("servers")?.count()?;
    let load = given.get("arrival_rate")?.amount()? / given.get("service_rate")?.amount()?;
    if servers == 0 || servers > 20 || load <= 0.0 || load >= 0.9 * f64::from(servers) {
        return Ok(None);
    }
    // A clerk who reads everything alone, at a rate that takes `SERVICE` ticks on average once rounded up to whole ticks.
    let rate = -math::ln_1p(-1.0 / f64::from(SERVICE)) * 24.0;
    let clerk = [Member { tokens: 1, attention: rate, theta: 0.0 }];
    let route = format!(
        r#"
[[decisions.operational.route]]
at_a_time = {servers}
executive = {{ body = "clerk" }}
"#
    );
    let seen = long_run(given, plan, SERVICE, load, &(body("clerk", &clerk) + &route))?;
    let service = 1.0 / given.get("service_rate")?.amount()?;
    served(&seen, answer, service)
}

/// A body that deals with one at a time, each of which takes the same time.
pub fn md1(given: &Given, answer: &Value, plan: Plan) -> Result<Option<Vec<Observed>>, Malformed> {
    let service = given.get("service_time")?.amount()?;
    let load = given.get("arrival_rate")?.amount()? * service;
    if load <= 0.0 || load >= 0.9 {
        return Ok(None);
    }
    let route = format!(
        r#"
[[decisions.operational.route]]
at_a_time = 1
timelock = {{ delay = "{SERVICE} hours" }}
"#
    );
    let seen = long_run(given, plan, SERVICE, load, &route)?;
    served(&seen, answer, service)
}

/// Ticks of a mean service.
const SERVICE: u32 = 200;

/// What a queue showed, in the units of the inputs. Ticks are counted from their morning: one tick either way.
fn served(seen: &super::Seen, answer: &Value, service: f64) -> Result<Option<Vec<Observed>>, Malformed> {
    let unit = f64::from(SERVICE) / service;
    let time: Vec<f64> = seen.mean_latency.iter().map(|ticks| ticks / unit).collect();
    let slack = 1.0 / unit;
    Ok(Some(vec![
        Observed { slack, ..mean_of("mean_time", closed(answer, "mean_time"), &time) },
        mean_of("mean_in_system", closed(answer, "mean_in_system"), &seen.open),
    ]))
}

/// Some runs of a thousand services or periods each, after ten of them in which the queue fills.
///
/// * `load`: proposals that come in while one is dealt with.
fn long_run(given: &Given, plan: Plan, unit: u32, load: f64, rest: &str) -> Result<super::Seen, Malformed> {
    const UNITS: u32 = 600;
    const FILLS: u32 = 30;
    let hours = unit * (UNITS + 2 * FILLS);
    let days = hours.div_ceil(24);
    let stream = Stream { rate: 24.0 * load / f64::from(unit), tick: "1 hour", ..Stream::daily(plan, days, BEYOND) };
    let some = Plan { replicates: plan.replicates.div_ceil(4), ..plan };
    watch(given, &stream.with(rest), unit * FILLS, some)
}
