//! Capture: whether the adversary got what it wanted, when, and what was taken.

use super::{Better, Metric, Record, Unit};
use crate::units::{Tick, share_of};
use crate::world::Means;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "captured",
        unit: Unit::YesNo,
        better: Better::Down,
        definition: "Whether any condition of capture that the scenario states came true.",
        source: "guides: capture risk",
        value: |r| yes(r.society().captured(None)),
        at_date: Some(|r| yes(r.society().captured(None))),
    },
    Metric {
        id: "captured_by_harm",
        unit: Unit::YesNo,
        better: Better::Down,
        definition: "Whether a harmful proposal chosen by the adversary was carried out; no value where the scenario does not count that.",
        source: "guides: capture risk",
        value: |r| r.society().states(Means::Harm).then(|| yes(r.society().captured(Some(Means::Harm))))?,
        at_date: None,
    },
    Metric {
        id: "captured_by_control",
        unit: Unit::YesNo,
        better: Better::Down,
        definition: "Whether the adversary was decisive in a majority of the decisions of the stated period; no value where none is stated.",
        source: "guides: capture risk",
        value: |r| r.society().states(Means::Control).then(|| yes(r.society().captured(Some(Means::Control))))?,
        at_date: None,
    },
    Metric {
        id: "captured_by_drain",
        unit: Unit::YesNo,
        better: Better::Down,
        definition: "Whether more than the stated share of all money paid in was diverted; no value where none is stated.",
        source: "guides: capture risk",
        value: |r| r.society().states(Means::Drain).then(|| yes(r.society().captured(Some(Means::Drain))))?,
        at_date: None,
    },
    Metric {
        id: "capture_day",
        unit: Unit::Days,
        better: Better::Up,
        definition: "First day on which a condition of capture was true; runs without capture have no value.",
        source: "guides: capture risk",
        value: |r| Some(r.days_between(Tick(0), r.society().captured(None)?)),
        at_date: None,
    },
    Metric {
        id: "capture_cost",
        unit: Unit::Money,
        better: Better::Up,
        definition: "What the adversary had spent on itself by that day.",
        source: "guides: capture risk",
        value: |r| Some(r.society().cost_of_capture()?.major()),
        at_date: None,
    },
    Metric {
        id: "drained_share",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Money diverted / all money ever paid in.",
        source: "guides: capture risk",
        value: drained,
        at_date: Some(drained),
    },
];

fn yes(at: Option<Tick>) -> Option<f64> {
    Some(if at.is_some() { 1.0 } else { 0.0 })
}

fn drained(r: &Record) -> Option<f64> {
    share_of(r.society().pool.diverted.major(), r.society().pool.paid_in.major())
}
