//! How often each point is run: a number, or until an interval is short enough.
//!
//! ```text
//!   min | batch | batch | ... | max        looked at after each; enough when the interval was short twice in a row
//! ```
//!
//! # Why
//! Batches are counted in replicates, not in time, so that threads and machines change nothing; and an interval that happens to
//! be short once is not believed.

use crate::scenario::Positive;
use crate::stats::{Kind, interval};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// How often each point is run.
#[derive(Clone, Debug, PartialEq)]
pub enum Replicates {
    /// So often.
    Fixed(u64),
    /// Until a target is met.
    Until(Target),
}

/// When a point has been run often enough.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Replicates at least.
    pub min: u64,
    /// Replicates at most.
    pub max: u64,
    /// Replicates between two looks.
    pub batch: u64,
    /// Id of the metric.
    pub metric: String,
    /// Half the length of its interval, in its unit.
    pub half_width: f64,
    /// Level of the interval, 0 to 1.
    pub level: f64,
}

/// What a look at a point says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The target is met.
    Enough,
    /// So many replicates in all, then look again.
    More(u64),
    /// It is not met and there are no more replicates.
    NotReached,
}

/// A share is then known to about 10 points either way.
const DEFAULT: u64 = 100;

impl Default for Replicates {
    fn default() -> Replicates {
        Replicates::Fixed(DEFAULT)
    }
}

impl Replicates {
    /// Replicates of a point at most.
    pub fn most(&self) -> u64 {
        match self {
            Replicates::Fixed(n) => *n,
            Replicates::Until(target) => target.max,
        }
    }
}

impl Target {
    /// What a look at a point after `so_far` replicates says.
    ///
    /// `values` are the metric's, in order of replicates; `short` says whether the look before found the interval short.
    pub fn look(&self, so_far: u64, values: &[f64], kind: Kind, short: &mut bool) -> Look {
        let now = interval(values, kind, self.level).is_some_and(|interval| interval.half_width() <= self.half_width);
        let before = std::mem::replace(short, now);
        match (now && before, so_far < self.max) {
            (true, _) => Look::Enough,
            (false, true) => Look::More((so_far + self.batch).min(self.max)),
            (false, false) => Look::NotReached,
        }
    }
}

/// The table, word for word.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    min: u64,
    max: u64,
    batch: Option<u64>,
    until: Until,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Until {
    metric: String,
    half_width: Positive,
    level: Option<Positive>,
}

impl Table {
    fn meaning<E: Error>(self) -> Result<Replicates, E> {
        let level = self.until.level.map_or(0.95, |level| level.0);
        let batch = self.batch.unwrap_or((self.min / 2).max(1));
        if self.min < 2 || self.max < self.min || batch < 1 {
            return Err(E::custom(
                "expected `min` from 2, `max` from `min` and `batch` from 1\n`{ min = 50, max = 1000, until = { metric = \"captured\", half_width = 0.05 } }` is one",
            ));
        }
        if level >= 1.0 {
            return Err(E::custom(format!("expected a level below 1, found {level}\n95 percent is `0.95`")));
        }
        let Until { metric, half_width, .. } = self.until;
        Ok(Replicates::Until(Target { min: self.min, max: self.max, batch, metric, half_width: half_width.0, level }))
    }
}

impl<'de> Deserialize<'de> for Replicates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Replicates, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Replicates;
            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("a whole number from 1, or a table with `min`, `max` and `until`")
            }
            fn visit_i64<E: Error>(self, n: i64) -> Result<Replicates, E> {
                let n = u64::try_from(n).ok().filter(|n| *n > 0);
                n.map(Replicates::Fixed).ok_or_else(|| E::custom("expected a whole number of replicates from 1"))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Replicates, A::Error> {
                Table::deserialize(MapAccessDeserializer::new(map))?.meaning()
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_done_when_its_interval_was_short_twice() {
        let target = Target { min: 4, max: 11, batch: 3, metric: String::new(), half_width: 0.5, level: 0.95 };
        let (apart, near) = ([0.0, 9.0, 0.0, 9.0], [1.0, 1.1, 1.0, 1.1]);
        let mut short = false;
        assert_eq!(target.look(4, &apart, Kind::Mean, &mut short), Look::More(7));
        assert_eq!(target.look(7, &near, Kind::Mean, &mut short), Look::More(10));
        assert_eq!(target.look(10, &near, Kind::Mean, &mut short), Look::Enough);
        assert_eq!(target.look(10, &apart, Kind::Mean, &mut short), Look::More(11), "never beyond the most");
        assert_eq!(target.look(11, &near, Kind::Mean, &mut short), Look::NotReached, "short once is not enough");
        assert_eq!(target.look(4, &[], Kind::Mean, &mut short), Look::More(7), "no value is no short interval");
    }
}
