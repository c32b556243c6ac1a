//! Balance of power between groups, and how few can do everything alone.

use super::{Better, Metric, Unit};
use crate::units::share_of;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "power_imbalance",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Distance of what groups decided from the split that the scenario calls fair, 0 to 1; over runs, all are counted together.",
        source: "total variation between shares of `decisive_share_<group>` and `[fair]`; in summary.csv pooled with a jackknife interval",
        value: |r| r.groups().imbalance(),
        at_date: None,
    },
    Metric {
        id: "nakamoto_pass",
        unit: Unit::Count,
        better: Better::Up,
        definition: "Fewest parties that pass a proposal alone on the route that the most money is asked on; no value for routes with several bodies.",
        source: "Srinivasan and Lee 2017; where silence carries, the proposer suffices",
        value: |r| r.weights().fewest().map(|(pass, _)| pass),
        at_date: Some(|r| r.weights().fewest().map(|(pass, _)| pass)),
    },
    Metric {
        id: "nakamoto_block",
        unit: Unit::Count,
        better: Better::Up,
        definition: "Fewest parties that stop a proposal alone on the same route.",
        source: "Srinivasan and Lee 2017",
        value: |r| r.weights().fewest().map(|(_, block)| block),
        at_date: Some(|r| r.weights().fewest().map(|(_, block)| block)),
    },
    Metric {
        id: "blocking_groups",
        unit: Unit::Count,
        better: Better::Neither,
        definition: "Groups that can stop all work of all cells alone, by the rules, if everybody else takes part and wants it.",
        source: "guides: power imbalances; where others judge objections, none stands by will alone",
        value: |r| r.weights().blockers().map(|count| count as f64),
        at_date: Some(|r| r.weights().blockers().map(|count| count as f64)),
    },
    Metric {
        id: "could_flip_share_top",
        unit: Unit::Share,
        better: Better::Neither,
        definition: "Largest share of decisions in which a stage would have ended otherwise by some act of one party: another ballot, an objection, staying away.",
        source: "guides: power imbalances; one step, same state, its own proposals left out; an objection that others judge turns nothing",
        value: |r| share_of(f64::from(r.society().most_pivotal()), r.n_decisions()),
        at_date: None,
    },
    Metric {
        id: "funder_pull",
        unit: Unit::Score,
        better: Better::Neither,
        definition: "How far being able to leave draws the course from the purpose towards the lead funder: 0 not at all, 1 all the way.",
        source: "guides: accountability mismatches; paired with runs in which nobody leans, where `[leverage] measured = true`",
        value: |r| r.pull().mean(),
        at_date: None,
    },
];
