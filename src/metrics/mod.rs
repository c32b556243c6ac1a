//! What is measured. One literal per metric, or per family of metrics with a column per group or kind: a CSV column, an axis,
//! a line of the glossary and of `folkmoot metrics` follow.
//!
//! A metric reads a [`Record`], which reads events and columns. It never changes a run. Absent is `None`, never 0.

mod at_rest;
mod autonomy;
mod balance;
mod blockers;
mod by_group;
mod by_kind;
mod capture;
mod family;
mod groups;
mod indices;
mod lineage;
mod money;
mod pool;
mod power;
mod pull;
mod quality;
mod record;
mod society;
mod tally;
mod throughput;
mod weights;

pub use family::{Column, Columns, Family, Over, clash, snake_case};
pub use groups::{Groups, imbalance};
pub use lineage::Lineage;
pub use pull::Pull;
pub use record::Record;
pub use society::{Pool, Society};
pub use tally::Tally;
pub use weights::Weights;

use crate::stats::Kind;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// It describes.
    Neither,
}

impl Better {
    /// Whether more is better; `None` where nothing is.
    pub fn more(self) -> Option<bool> {
        match self {
            Better::Up => Some(true),
            Better::Down => Some(false),
            Better::Neither => None,
        }
    }
}

/// The unit of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0 to 1.
    Share,
    /// Yes (1) or no (0) per run.
    YesNo,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// A number of things.
    Count,
    /// A number of things per 30 days.
    PerMonth,
    /// Standard deviations of honest merit times size, per 30 days.
    MeritPerMonth,
    /// A score without unit.
    Score,
    /// Money, major units.
    Money,
    /// Distance in issue space.
    Distance,
}

impl Unit {
    /// All of them.
    pub const ALL: [Unit; 10] = [
        Unit::Share,
        Unit::YesNo,
        Unit::Days,
        Unit::Hours,
        Unit::Count,
        Unit::PerMonth,
        Unit::MeritPerMonth,
        Unit::Score,
        Unit::Money,
        Unit::Distance,
    ];

    /// What kind of number each run gives.
    pub fn kind(self) -> Kind {
        match self {
            Unit::YesNo => Kind::YesNo,
            Unit::Share => Kind::Share,
            Unit::Count => Kind::Count,
            Unit::Days | Unit::Hours | Unit::PerMonth | Unit::Money | Unit::Distance => Kind::Amount,
            Unit::MeritPerMonth | Unit::Score => Kind::Mean,
        }
    }
}

/// One thing that is measured.
pub struct Metric {
    /// Id: CSV column, axis, key. Append only.
    pub id: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Direction.
    pub better: Better,
    /// What it is, in one sentence that a newcomer understands.
    pub definition: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Its value for a whole run; `None` where it is undefined.
    pub value: fn(&Record) -> Option<f64>,
    /// Its value at a reporting date, of what happened so far; metrics without have one value per run.
    pub at_date: Option<fn(&Record) -> Option<f64>>,
}

/// Every metric of a whole organisation, in the order of the columns; [`Columns`] has those of a scenario.
pub fn all() -> impl Iterator<Item = &'static Metric> {
    [
        throughput::METRICS,
        quality::METRICS,
        power::METRICS,
        autonomy::METRICS,
        capture::METRICS,
        money::METRICS,
        indices::METRICS,
        pool::METRICS,
        balance::METRICS,
    ]
    .into_iter()
    .flatten()
}

/// Every family, in the order of its columns.
pub fn families() -> impl Iterator<Item = &'static Family> {
    [by_group::FAMILIES, by_kind::FAMILIES].into_iter().flatten()
}
