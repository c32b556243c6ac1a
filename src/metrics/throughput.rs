//! Throughput and bottlenecks.
use super::{Better, Metric, Record, Unit, When};

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "decisions_per_month",
        unit: Unit::PerMonth,
        better: Better::Up,
        when: When::RunAndSeries,
        definition: "Decisions after the warm-up, per 30 days.",
        source: "metrics.md",
        value: |r| Some(r.stub(1)),
    },
    Metric {
        id: "delay_median_days",
        unit: Unit::Days,
        better: Better::Down,
        when: When::Run,
        definition: "Median time from submission to decision, decided proposals only.",
        source: "metrics.md",
        value: |r| Some(r.stub(2)),
    },
    Metric {
        id: "delay_p90_days",
        unit: Unit::Days,
        better: Better::Down,
        when: When::Run,
        definition: "Time from submission to decision that nine in ten decided proposals stay within.",
        source: "metrics.md",
        value: |r| Some(r.stub(3)),
    },
    Metric {
        id: "delay_max_days",
        unit: Unit::Days,
        better: Better::Down,
        when: When::Run,
        definition: "Longest time from submission to decision.",
        source: "metrics.md",
        value: |r| Some(r.stub(4)),
    },
    Metric {
        id: "backlog",
        unit: Unit::Count,
        better: Better::Down,
        when: When::RunAndSeries,
        definition: "Proposals open; mean over the run.",
        source: "metrics.md",
        value: |r| Some(r.stub(5)),
    },
];

#[allow(unused)]
fn unused(_: &Record) {}
