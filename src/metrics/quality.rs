//! Both errors.
use super::{Better, Metric, Unit, When};

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "harm_passed_share",
        unit: Unit::Share,
        better: Better::Down,
        when: When::RunAndSeries,
        definition: "Harmful proposals executed / harmful proposals submitted.",
        source: "metrics.md",
        value: |r| Some(r.stub(6) % 1.0),
    },
    Metric {
        id: "good_blocked_share",
        unit: Unit::Share,
        better: Better::Down,
        when: When::RunAndSeries,
        definition: "Good proposals stopped / good proposals submitted.",
        source: "metrics.md",
        value: |r| Some(r.stub(7) % 1.0),
    },
];
