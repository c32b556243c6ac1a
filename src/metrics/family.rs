//! Metrics with one column per group or per kind of decision, and the columns of one scenario.
//!
//! ```text
//!   plain metrics, in their order | first family: one column per group | second family ... | families by kind ...
//! ```
//!
//! Which columns there are depends on the scenario's names alone, so that every table of a result folder has the same.

use super::{Better, Metric, Record, Unit, all, families};
use crate::scenario::Scenario;
use std::sync::Arc;

/// What a family has one column for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Groups, in the order of the scenario; the members of cells come last.
    Group,
    /// Kinds of decision, in the order of the scenario.
    Kind,
}

impl Over {
    /// What stands for a name in ids and definitions.
    pub fn placeholder(self) -> &'static str {
        match self {
            Over::Group => "<group>",
            Over::Kind => "<kind>",
        }
    }
}

/// A metric that is measured for each group or kind.
pub struct Family {
    /// Id with its placeholder at the end. Append only.
    pub id: &'static str,
    /// What there is a column for.
    pub over: Over,
    /// Unit.
    pub unit: Unit,
    /// Direction.
    pub better: Better,
    /// What it is, in one sentence with the placeholder in it.
    pub definition: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Its value for a whole run, by the row of the group or kind; `None` where it is undefined.
    pub value: fn(&Record, usize) -> Option<f64>,
    /// Its value at a reporting date; families without have one value per run.
    pub at_date: Option<fn(&Record, usize) -> Option<f64>>,
}

impl Family {
    fn id_of(&self, name: &str) -> String {
        self.id.replace(self.over.placeholder(), &snake_case(name))
    }
}

/// One column of a scenario's tables: a metric, or a family's for one name.
#[derive(Clone)]
pub struct Column {
    /// Id.
    pub id: String,
    /// Unit.
    pub unit: Unit,
    /// Direction.
    pub better: Better,
    /// What it is.
    pub definition: String,
    /// Where the definition comes from.
    pub source: &'static str,
    reads: Reads,
}

#[derive(Clone, Copy)]
enum Reads {
    Metric(&'static Metric),
    Member(&'static Family, usize),
}

impl Column {
    fn plain(metric: &'static Metric) -> Column {
        Column {
            id: metric.id.to_owned(),
            unit: metric.unit,
            better: metric.better,
            definition: metric.definition.to_owned(),
            source: metric.source,
            reads: Reads::Metric(metric),
        }
    }

    fn member(family: &'static Family, row: usize, name: &str) -> Column {
        Column {
            id: family.id_of(name),
            unit: family.unit,
            better: family.better,
            definition: family.definition.replace(family.over.placeholder(), &format!("`{name}`")),
            source: family.source,
            reads: Reads::Member(family, row),
        }
    }

    /// Its value for a whole run; `None` where it is undefined.
    pub fn value(&self, record: &Record) -> Option<f64> {
        match self.reads {
            Reads::Metric(metric) => (metric.value)(record),
            Reads::Member(family, row) => (family.value)(record, row),
        }
    }

    /// Its value at a reporting date; `None` where it is undefined or has no series.
    pub fn at_date(&self, record: &Record) -> Option<f64> {
        match self.reads {
            Reads::Metric(metric) => metric.at_date?(record),
            Reads::Member(family, row) => family.at_date?(record, row),
        }
    }

    /// Whether it has a value at reporting dates.
    pub fn has_series(&self) -> bool {
        match self.reads {
            Reads::Metric(metric) => metric.at_date.is_some(),
            Reads::Member(family, _) => family.at_date.is_some(),
        }
    }

    /// Id of its family; `None` for a metric of the whole organisation.
    pub fn family(&self) -> Option<&'static str> {
        match self.reads {
            Reads::Metric(_) => None,
            Reads::Member(family, _) => Some(family.id),
        }
    }

    /// Whether it is a metric of the whole organisation rather than of one group or kind.
    pub fn is_plain(&self) -> bool {
        self.family().is_none()
    }
}

/// The columns of a scenario, in their order. A clone shares them.
#[derive(Clone)]
pub struct Columns(Arc<[Column]>);

impl Columns {
    /// Every metric, then every family's columns.
    pub fn of(scenario: &Scenario) -> Columns {
        let mut columns: Vec<Column> = all().map(Column::plain).collect();
        for family in families() {
            let names: Vec<&str> = match family.over {
                Over::Group => scenario.groups.iter().map(|group| group.name.as_str()).collect(),
                Over::Kind => scenario.kinds.iter().map(|kind| kind.name.as_str()).collect(),
            };
            columns.extend(names.iter().enumerate().map(|(row, name)| Column::member(family, row, name)));
        }
        Columns(columns.into())
    }

    /// All of them.
    pub fn all(&self) -> impl ExactSizeIterator<Item = &Column> + Clone {
        self.0.iter()
    }

    /// Those that also have a series.
    pub fn series(&self) -> impl Iterator<Item = &Column> + Clone {
        self.0.iter().filter(|column| column.has_series())
    }
}

/// A name as part of an id: lower case, one `_` for whatever is neither a letter nor a digit of ASCII.
pub fn snake_case(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<String>>().join("_")
}

/// The first column that a name would share with another metric or with one of the names before it.
pub fn clash(over: Over, names_before: &[String], name: &str) -> Option<String> {
    let of_family = families().filter(|family| family.over == over).find_map(|family| {
        let id = family.id_of(name);
        let taken = names_before.iter().any(|other| family.id_of(other) == id);
        taken.then_some(id)
    });
    of_family.or_else(|| {
        let ids = families().filter(|family| family.over == over).map(|family| family.id_of(name));
        ids.into_iter().find(|id| all().any(|metric| metric.id == id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_word_of_an_id() {
        for (name, word) in [("core", "core"), ("Lead-Funder", "lead_funder"), ("a  b!", "a_b"), ("7th", "7th"), ("??", "")] {
            assert_eq!(snake_case(name), word);
        }
    }

    #[test]
    fn two_names_of_one_word_share_their_columns() {
        let before = ["lead_funder".to_owned()];
        assert_eq!(clash(Over::Group, &before, "Lead funder").as_deref(), Some("satisfaction_lead_funder"));
        assert_eq!(clash(Over::Group, &before, "core"), None);
        assert_eq!(clash(Over::Group, &[], "sd").as_deref(), Some("satisfaction_sd"));
        assert_eq!(clash(Over::Kind, &[], "per_month").as_deref(), Some("decisions_per_month"));
        assert_eq!(clash(Over::Kind, &[], "operational"), None);
    }
}
