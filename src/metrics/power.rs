//! Power balance: who was decisive, and on whom the organisation depends.

use super::{Better, Metric, Unit};
use crate::units::share_of;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "decisive_share_top",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Largest share of decisions in which a stage would have ended otherwise had one party stayed away.",
        source: "guides: power imbalances; one step, same state, same dice, its own proposals left out",
        value: |r| share_of(f64::from(r.society().most_decisive()), r.n_decisions()),
        at_date: None,
    },
    Metric {
        id: "gini_weight",
        unit: Unit::Score,
        better: Better::Down,
        definition: "Gini coefficient of voting weight in the last stage of the route that the most money is asked on.",
        source: "Gini 1912; population formula, zeros included",
        value: |r| Some(r.weights().concentration()?.gini),
        at_date: Some(|r| Some(r.weights().concentration()?.gini)),
    },
    Metric {
        id: "hhi_weight",
        unit: Unit::Score,
        better: Better::Down,
        definition: "Sum of squared shares of the same voting weight: 1/n when all are equal, 1 when one has all.",
        source: "Hirschman 1964",
        value: |r| Some(r.weights().concentration()?.hhi),
        at_date: None,
    },
    Metric {
        id: "theil_weight",
        unit: Unit::Score,
        better: Better::Down,
        definition: "Theil's T of the same voting weight, in nats.",
        source: "Theil 1967",
        value: |r| Some(r.weights().concentration()?.theil_t),
        at_date: None,
    },
    Metric {
        id: "dependency_top",
        unit: Unit::Share,
        better: Better::Down,
        definition: "How much would be lost if the funder who matters most left: at the date, and on average over dates.",
        source: "guides: accountability mismatches; runway without it against the planning horizon",
        value: |r| r.society().dependency(),
        at_date: Some(|r| r.society().dependency_now()),
    },
];
