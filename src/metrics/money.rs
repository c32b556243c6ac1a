//! Money, exit and trust: how long the money lasts, who leaves with it, how everybody is.

use super::{Better, Metric, Record, Unit};
use crate::units::{Tick, share_of};

/// Days within which departures count as one run, and within which a living organisation decides something.
const RUN_DAYS: f64 = 30.0;
const SILENCE_DAYS: f64 = 90.0;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "exits",
        unit: Unit::Count,
        better: Better::Down,
        definition: "Parties that left.",
        source: "guides: exit rights",
        value: |r| Some(r.society().exits.len() as f64),
        at_date: Some(|r| Some(r.society().exits.len() as f64)),
    },
    Metric {
        id: "exit_money_share",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Money that leavers took along / all money ever paid in.",
        source: "guides: exit rights",
        value: |r| share_of(r.society().pool.returned.major(), r.society().pool.paid_in.major()),
        at_date: None,
    },
    Metric {
        id: "run_size",
        unit: Unit::Count,
        better: Better::Down,
        definition: "Most departures within 30 days.",
        source: "Diamond and Dybvig 1983",
        value: |r| Some(largest_run(r) as f64),
        at_date: None,
    },
    Metric {
        id: "run_happened",
        unit: Unit::YesNo,
        better: Better::Down,
        definition: "Whether all funders but one, or all, left; no value with fewer than two funders.",
        source: "Diamond and Dybvig 1983",
        value: |r| {
            let (funders, left) = r.society().funders();
            (funders >= 2).then_some(if left <= 1 { 1.0 } else { 0.0 })
        },
        at_date: None,
    },
    Metric {
        id: "satisfaction_sd",
        unit: Unit::Score,
        better: Better::Down,
        definition: "Spread of satisfaction among those still there, standard deviation.",
        source: "guides: balanced power",
        value: |r| Some(r.society().satisfaction?.1),
        at_date: Some(|r| Some(r.society().satisfaction?.1)),
    },
    Metric {
        id: "runway_days",
        unit: Unit::Days,
        better: Better::Up,
        definition: "Uncommitted money / mean daily spending so far; no value before the first spending.",
        source: "guides: resource flow",
        value: runway,
        at_date: Some(runway),
    },
    Metric {
        id: "money_to_work_share",
        unit: Unit::Share,
        better: Better::Up,
        definition: "Money that paid for work or purchases / the same and money that was diverted.",
        source: "guides: resource flow",
        value: |r| {
            let pool = &r.society().pool;
            share_of(pool.spent.major(), (pool.spent + pool.diverted).major())
        },
        at_date: None,
    },
    Metric {
        id: "survived",
        unit: Unit::YesNo,
        better: Better::Up,
        definition: "Whether money, members and decisions (one in the last 90 days) were all still there at the end.",
        source: "guides: organisational evolution",
        value: |r| {
            let society = r.society();
            let money = society.pool.paid_in.0 == 0 || society.pool.free.0 > 0;
            let decides = r.decisions().any(|l| l.decided.is_some_and(|at| r.days_between(at, r.now()) <= SILENCE_DAYS));
            Some(if money && society.present > 0 && decides { 1.0 } else { 0.0 })
        },
        at_date: None,
    },
];

fn runway(r: &Record) -> Option<f64> {
    let pool = &r.society().pool;
    let daily = share_of((pool.spent + pool.diverted).major(), r.days_between(Tick(0), r.now()))?;
    share_of(pool.free.major(), daily)
}

fn largest_run(r: &Record) -> usize {
    let exits = &r.society().exits;
    let from = |at: usize| exits[at..].iter().take_while(|later| r.days_between(exits[at], **later) < RUN_DAYS).count();
    (0..exits.len()).map(from).max().unwrap_or(0)
}
