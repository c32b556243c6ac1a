//! Scenarios that are written from the inputs of a vector.
//!
//! Everybody judges a proposal of merit `h` with context 1/2 and an error of its own: `(h + e) / 2` with `e` standard normal. So who
//! objects below `-theta` does so with probability `Phi(-2 theta - h)`, and who votes says yes with probability `Phi(h)`.

use super::Plan;
use crate::math;
use std::slice;

/// Days in which proposals that count are made, and half a proposal a day.
pub(super) const DAYS: u32 = 200;

/// A stream of like proposals by an outsider, with no pull on the course.
pub(super) struct Stream {
    pub seed: u64,
    pub days: u32,
    /// Length of a tick.
    pub tick: &'static str,
    /// Proposals a day.
    pub rate: f64,
    pub merit: f64,
}

impl Stream {
    /// One tick a day, and half a proposal.
    pub fn daily(plan: Plan, days: u32, merit: f64) -> Stream {
        Stream { seed: plan.seed, days, tick: "1 day", rate: 0.5, merit }
    }

    /// The scenario, with what it leads to.
    pub fn with(&self, rest: &str) -> String {
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
pub(super) struct Member {
    pub tokens: u64,
    pub attention: f64,
    pub theta: f64,
}

/// A body of members who judge with an error of their own and nothing else.
pub(super) fn body(name: &str, members: &[Member]) -> String {
    group(&format!("of_{name}"), name, members, 0.0) + &seated(name)
}

/// The same of members each of whom is inclined by so much more than the merit tells, as a difference of merit: a group for each.
pub(super) fn body_of_unlike(name: &str, members: &[Member], inclined: &[f64]) -> String {
    let alike = inclined.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-12);
    let groups: String = match inclined.first() {
        Some(inclined) if alike => group(&format!("of_{name}"), name, members, *inclined),
        _ => {
            let each = members.iter().zip(inclined).enumerate();
            each.map(|(idx, (member, inclined))| group(&format!("of_{name}_{idx}"), name, slice::from_ref(member), *inclined))
                .collect()
        }
    };
    groups + &seated(name)
}

fn seated(name: &str) -> String {
    format!("[bodies.{name}]\nkind = \"community\"\n")
}

fn group(group: &str, body: &str, members: &[Member], inclined: f64) -> String {
    let rows = members.iter().enumerate().map(|(idx, member)| {
        let Member { tokens, attention, theta } = member;
        format!("{{ name = \"m{idx}\", tokens = {tokens}, attention = {attention}, theta = {theta} }}")
    });
    format!(
        r#"
[people.{group}]
archetype = "domain_expert"
seats = ["{body}"]
own_benefit = {}
benefits_from = "everything"
context = 0.5
alpha = 0
rho = 0
stake = 0
trust = 0
alone = true
ideal_spread = 0
members = [{}]
"#,
        0.5 * inclined,
        rows.collect::<Vec<String>>().join(", ")
    )
}

/// Reads everything at once.
pub(super) const ALL: f64 = 1_000.0;
/// Looks worse, or better, than anything.
pub(super) const BEYOND: f64 = 50.0;

/// How bad a proposal of merit `h` must look to who objects with this probability.
pub(super) fn theta(objects: f64, h: f64) -> f64 {
    if objects <= 0.0 {
        BEYOND
    } else if objects >= 1.0 {
        -BEYOND
    } else {
        -0.5 * (math::normal_quantile(objects) + h)
    }
}

/// The merit at which who votes says yes with this probability.
pub(super) fn merit(says_yes: f64) -> f64 {
    if says_yes <= 0.0 {
        -BEYOND
    } else if says_yes >= 1.0 {
        BEYOND
    } else {
        math::normal_quantile(says_yes)
    }
}

/// Items a day of who votes within a week with this probability.
pub(super) fn attention(votes: f64) -> f64 {
    if votes >= 1.0 { ALL } else { -math::ln_1p(-votes) / 7.0 }
}
