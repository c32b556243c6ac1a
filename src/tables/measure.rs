//! A metric as the tables show it: its id, and what the dictionary beside them, or the registry, says of it.

use crate::metrics::{self, Better, Unit, families};
use crate::stats::Kind;

/// A metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// Its unit; `None` if nobody says.
    pub unit: Option<Unit>,
    /// Which way is better.
    pub better: Better,
    /// What it is; empty if nobody says.
    pub definition: String,
}

impl Measure {
    /// What the registry knows of an id; a metric of one group or kind goes by the beginning of its id.
    pub fn of(id: &str) -> Measure {
        let plain = metrics::all().find(|metric| metric.id == id);
        if let Some(metric) = plain {
            let definition = metric.definition.to_owned();
            return Measure { id: id.to_owned(), unit: Some(metric.unit), better: metric.better, definition };
        }
        let begins = |family: &&metrics::Family| {
            family.id.split_once('<').is_some_and(|(start, _)| id.strip_prefix(start).is_some_and(|rest| !rest.is_empty()))
        };
        // Of two beginnings the longer one says more.
        match families().filter(begins).max_by_key(|family| family.id.len()) {
            Some(family) => Measure {
                id: id.to_owned(),
                unit: Some(family.unit),
                better: family.better,
                definition: family.definition.to_owned(),
            },
            None => Measure { id: id.to_owned(), unit: None, better: Better::Neither, definition: String::new() },
        }
    }

    /// What kind of number each run gives. Without a unit it goes by the values: 0 and 1 alone are no and yes.
    pub fn kind(&self, values: impl Iterator<Item = f64>) -> Kind {
        match self.unit {
            Some(unit) => unit.kind(),
            None => {
                let (mut some, mut yes_no) = (false, true);
                for value in values {
                    some = true;
                    yes_no &= value.abs() < 1e-12 || (value - 1.0).abs() < 1e-12;
                }
                if some && yes_no { Kind::YesNo } else { Kind::Mean }
            }
        }
    }

    /// Its id as people read it.
    pub fn shown(&self) -> String {
        self.id.replace('_', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_knows_metrics_and_members_of_families() {
        let harm = Measure::of("harm_passed_share");
        assert_eq!((harm.unit, harm.better), (Some(Unit::Share), Better::Down));
        assert_eq!(Measure::of("decisive_share_core").unit, Some(Unit::Share));
        let foreign = Measure::of("profit");
        assert_eq!((foreign.unit, foreign.better), (None, Better::Neither));
    }

    #[test]
    fn without_a_unit_values_tell_yes_from_numbers() {
        let foreign = Measure::of("profit");
        assert_eq!(foreign.kind([0.0, 1.0, 1.0].into_iter()), Kind::YesNo);
        assert_eq!(foreign.kind([0.0, 2.0].into_iter()), Kind::Mean);
        assert_eq!(foreign.kind([].into_iter()), Kind::Mean);
    }
}
