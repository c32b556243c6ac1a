//! Power at rest of single parties: what the rules alone let them turn.

use super::{Better, Metric, Unit};

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "banzhaf_top",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Largest share of swings of one party by the rules of the route that the most money is asked on; no value for routes with several bodies.",
        source: "Banzhaf 1965; normalised, of those who object where silence carries",
        value: |r| r.weights().largest_indices().0,
        at_date: Some(|r| r.weights().largest_indices().0),
    },
    Metric {
        id: "shapley_top",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Largest chance of one party to turn the result when seats join in random order, by the rules of the same route.",
        source: "Shapley and Shubik 1954; of those who object where silence carries",
        value: |r| r.weights().largest_indices().1,
        at_date: Some(|r| r.weights().largest_indices().1),
    },
];
