//! Families with a column per kind of decision: how long it takes, and how often it is decided.

use super::throughput::{LATELY_DAYS, delays, median};
use super::{Better, Family, Over, Unit};

/// See the module.
pub const FAMILIES: &[Family] = &[
    Family {
        id: "delay_median_days_<kind>",
        over: Over::Kind,
        unit: Unit::Days,
        better: Better::Down,
        definition: "Median time from submission to decision of <kind> proposals; at dates: of those decided in the last 90 days.",
        source: "guides: decision bottlenecks",
        value: |r, kind| median(delays(r).filter(|(l, _)| l.kind.idx() == kind).map(|(_, days)| days)),
        at_date: Some(|r, kind| {
            let lately = r.decided_lately(LATELY_DAYS).filter(|l| l.kind.idx() == kind);
            median(lately.filter_map(|l| Some(r.days_between(l.submitted, l.decided?))))
        }),
    },
    Family {
        id: "decisions_<kind>",
        over: Over::Kind,
        unit: Unit::Count,
        better: Better::Neither,
        definition: "Proposals of <kind> that left their route.",
        source: "guides: decision bottlenecks",
        value: |r, kind| Some(f64::from(r.n_decisions_of(kind))),
        at_date: Some(|r, kind| Some(f64::from(r.n_decisions_of(kind)))),
    },
];
