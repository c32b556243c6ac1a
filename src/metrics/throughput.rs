//! Throughput and bottlenecks: how fast things are decided and done, and what that takes.

use super::{Better, Lineage, Metric, Record, Unit};
use crate::event::Outcome;
use crate::units::share_of;

/// Days that a rate is stated for.
const MONTH: f64 = 30.0;

/// Days before a reporting date that a delay at that date looks back.
pub const LATELY_DAYS: f64 = 90.0;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "decisions_per_month",
        unit: Unit::PerMonth,
        better: Better::Up,
        definition: "Proposals that left their route, per 30 days; at dates: in the 30 days before.",
        source: "guides: decision bottlenecks",
        value: |r| share_of(r.n_decisions() * MONTH, r.days()),
        at_date: Some(|r| has_month(r).then(|| r.decided_lately(MONTH).count() as f64)),
    },
    Metric {
        id: "delivered_value_per_month",
        unit: Unit::MeritPerMonth,
        better: Better::Up,
        definition: "True worth times size of work completed, per 30 days; at dates: in the 30 days before.",
        source: "guides: resource flow",
        value: |r| {
            let delivered = r.lineages().iter().filter(|l| l.completed.is_some_and(|at| r.after(at)));
            share_of(delivered.map(Lineage::value).sum::<f64>() * MONTH, r.days())
        },
        at_date: Some(|r| has_month(r).then(|| r.completed_lately(MONTH).map(Lineage::value).sum())),
    },
    Metric {
        id: "delay_median_days",
        unit: Unit::Days,
        better: Better::Down,
        definition: "Half of the decided proposals were decided within this time of their submission; at dates: those of the last 90 days.",
        source: "guides: decision bottlenecks",
        value: |r| median(delays(r).map(|(_, days)| days)),
        at_date: Some(|r| median(r.decided_lately(LATELY_DAYS).filter_map(|l| Some(r.days_between(l.submitted, l.decided?))))),
    },
    Metric {
        id: "delay_p90_days",
        unit: Unit::Days,
        better: Better::Down,
        definition: "Nine in ten of the decided proposals were decided within this time of their submission.",
        source: "guides: decision bottlenecks",
        value: |r| quantile(&sorted(delays(r).map(|(_, days)| days)), 0.9),
        at_date: None,
    },
    Metric {
        id: "delay_max_days",
        unit: Unit::Days,
        better: Better::Down,
        definition: "Longest time from submission to decision among decided proposals.",
        source: "guides: decision bottlenecks",
        value: |r| delays(r).map(|(_, days)| days).reduce(f64::max),
        at_date: None,
    },
    Metric {
        id: "delay_median_censored_days",
        unit: Unit::Days,
        better: Better::Down,
        definition: "Median time from submission to decision, open proposals counted as not yet decided.",
        source: "Kaplan and Meier 1958",
        value: |r| censored_quantile(r, 0.5),
        at_date: None,
    },
    Metric {
        id: "delay_p90_censored_days",
        unit: Unit::Days,
        better: Better::Down,
        definition: "Time within which nine in ten proposals are decided, open proposals counted as not yet decided.",
        source: "Kaplan and Meier 1958",
        value: |r| censored_quantile(r, 0.9),
        at_date: None,
    },
    Metric {
        id: "delivery_delay_median_days",
        unit: Unit::Days,
        better: Better::Down,
        definition: "Median time from submission to completed work, completed work only.",
        source: "guides: resource flow",
        value: |r| {
            let completed = r.after_warm_up().filter_map(|l| Some(r.days_between(l.submitted, l.completed?)));
            quantile(&sorted(completed), 0.5)
        },
        at_date: None,
    },
    Metric {
        id: "backlog",
        unit: Unit::Count,
        better: Better::Down,
        definition: "Proposals in their route: on average since the date before, and over the run.",
        source: "guides: decision bottlenecks",
        value: Record::mean_backlog,
        at_date: Some(Record::backlog_lately),
    },
    Metric {
        id: "lapsed_share",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Share of decisions that nobody took: no quorum, or no time left.",
        source: "guides: quorum",
        value: |r| share(r.decisions().filter(|l| l.outcome == Some(Outcome::Lapsed)).count(), r.decisions().count()),
        at_date: None,
    },
    Metric {
        id: "idle_share",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Share of the cells' capacity that was unused while a package waited for approval.",
        source: "guides: decision bottlenecks",
        value: |r| {
            let (capacity, idle) = r.capacity();
            share_of(idle, capacity)
        },
        at_date: None,
    },
    Metric {
        id: "governance_hours_per_decision",
        unit: Unit::Hours,
        better: Better::Down,
        definition: "Hours that people spent on reading, meeting, voting and judging, per decision.",
        source: "guides: context and attention",
        value: |r| share_of(r.governing_hours(), r.decisions().count() as f64),
        at_date: None,
    },
];

/// Whether the 30 days before the date have been observed whole.
fn has_month(r: &Record) -> bool {
    r.days() >= MONTH
}

/// Proposals submitted after the warm-up and decided, each with the days between.
pub fn delays(r: &Record) -> impl Iterator<Item = (&Lineage, f64)> {
    r.after_warm_up().filter_map(|l| Some((l, r.days_between(l.submitted, l.decided?))))
}

/// The median, between the two in the middle of an even number.
pub fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    quantile(&sorted(values), 0.5)
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The value at rank `(n - 1) p` of sorted values, linear between ranks (type 7 of Hyndman and Fan 1996).
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let rank = last as f64 * p;
    let below = rank.floor();
    let (low, high) = (sorted[below as usize], sorted[(below as usize + 1).min(last)]);
    Some(low + (rank - below) * (high - low))
}

/// The shortest time by which at least a share `p` is decided, by the product-limit estimate; `None` if that time is not reached.
fn censored_quantile(r: &Record, p: f64) -> Option<f64> {
    let mut spells: Vec<(f64, bool)> =
        r.after_warm_up().map(|l| (r.days_between(l.submitted, l.decided.unwrap_or(r.now())), l.decided.is_some())).collect();
    // Of equal times, decisions come before open proposals: those were still at risk.
    spells.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut open = 1.0;
    for (rank, (days, decided)) in spells.iter().enumerate() {
        if *decided {
            open *= 1.0 - 1.0 / (spells.len() - rank) as f64;
            if open <= 1.0 - p + 1e-12 {
                return Some(*days);
            }
        }
    }
    None
}

fn share(part: usize, whole: usize) -> Option<f64> {
    share_of(part as f64, whole as f64)
}
