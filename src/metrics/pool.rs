//! Where the money is: what was promised, paid in, promised on, spent, taken along and taken away.
//!
//! What was paid in is uncommitted, committed, spent, withdrawn or diverted. Without anybody who pledges there is no treasury, and
//! none of this has a value.

use super::{Better, Metric, Pool, Record, Unit};
use crate::units::Money;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "money_pledged",
        unit: Unit::Money,
        better: Better::Neither,
        definition: "Money that funders promised at the start.",
        source: "guides: resource flow",
        value: |r| amount(r, |pool| pool.pledged),
        at_date: Some(|r| amount(r, |pool| pool.pledged)),
    },
    Metric {
        id: "money_paid_in",
        unit: Unit::Money,
        better: Better::Neither,
        definition: "Money that funders have paid in so far.",
        source: "guides: resource flow",
        value: |r| amount(r, |pool| pool.paid_in),
        at_date: Some(|r| amount(r, |pool| pool.paid_in)),
    },
    Metric {
        id: "money_uncommitted",
        unit: Unit::Money,
        better: Better::Neither,
        definition: "Money not promised to any work, in the common pool and in the cells' budgets.",
        source: "guides: resource flow",
        value: |r| amount(r, |pool| pool.free + pool.budgeted),
        at_date: Some(|r| amount(r, |pool| pool.free + pool.budgeted)),
    },
    Metric {
        id: "money_committed",
        unit: Unit::Money,
        better: Better::Neither,
        definition: "Money promised to work under way.",
        source: "guides: resource flow",
        value: |r| amount(r, |pool| pool.committed),
        at_date: Some(|r| amount(r, |pool| pool.committed)),
    },
    Metric {
        id: "money_spent",
        unit: Unit::Money,
        better: Better::Neither,
        definition: "Money that has paid for work done, or for what is bought without a cell's work.",
        source: "guides: resource flow",
        value: |r| amount(r, |pool| pool.spent),
        at_date: Some(|r| amount(r, |pool| pool.spent)),
    },
    Metric {
        id: "money_withdrawn",
        unit: Unit::Money,
        better: Better::Down,
        definition: "Money that leavers took along.",
        source: "guides: exit rights",
        value: |r| amount(r, |pool| pool.returned),
        at_date: Some(|r| amount(r, |pool| pool.returned)),
    },
    Metric {
        id: "money_diverted",
        unit: Unit::Money,
        better: Better::Down,
        definition: "Money that went where it should not.",
        source: "guides: capture risk",
        value: |r| amount(r, |pool| pool.diverted),
        at_date: Some(|r| amount(r, |pool| pool.diverted)),
    },
];

fn amount(r: &Record, of: fn(&Pool) -> Money) -> Option<f64> {
    let pool = &r.society().pool;
    pool.exists.then(|| of(pool).major())
}
