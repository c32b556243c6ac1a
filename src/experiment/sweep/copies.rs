//! What a result folder keeps of its experiment: a pair of files that gives the same sweep again, wherever the folder goes.

use super::design::Design;
use super::file::{Experiment, Section};
use super::replicates::Replicates;
use crate::scenario::{Scenario, portable};
use toml_edit::{DocumentMut, Item, Value, value};

/// The experiment's name in a result folder.
pub const EXPERIMENT: &str = "experiment.toml";
/// The scenario's.
pub const SCENARIO: &str = "scenario.toml";

/// A seed as TOML: text beyond what its integers hold.
pub fn seed(seed: u64) -> String {
    if i64::try_from(seed).is_ok() { seed.to_string() } else { format!("\"{seed}\"") }
}

/// Experiment and scenario, with what they take from other files and from the command line written out.
pub fn of(text: &str, source: &str, base: &Scenario, experiment: &Experiment) -> [String; 2] {
    let mut document = text.parse::<DocumentMut>().expect("it was read before");
    replace(&mut document, "scenario", value(SCENARIO));
    if let Ok(seed) = seed(base.seed).parse::<Value>() {
        replace(&mut document, "seed", value(seed));
    }
    if let Replicates::Fixed(n) = experiment.replicates {
        replace(&mut document, "replicates", value(i64::try_from(n).unwrap_or(i64::MAX)));
    }
    for (name, section) in [("levers", &experiment.levers), ("worlds", &experiment.worlds)] {
        if matches!(section.design, Design::Table(_)) {
            document.insert(name, listed(section));
        }
    }
    [document.to_string(), portable(source, &base.resolved)]
}

/// Puts a value in the place of another and keeps the comments around it.
fn replace(document: &mut DocumentMut, key: &str, new: Item) {
    let old = document.get(key).and_then(Item::as_value).map(|old| old.decor().clone());
    let Ok(mut new) = new.into_value() else { return };
    if let Some(decor) = old {
        *new.decor_mut() = decor;
    }
    match document.get_mut(key) {
        Some(place) => *place = Item::Value(new),
        None => drop(document.insert(key, Item::Value(new))),
    }
}

/// The rows of a table as axes that are zipped.
fn listed(section: &Section) -> Item {
    let mut table = toml_edit::Table::new();
    table.insert("design", value("zip"));
    for (idx, axis) in section.axes.iter().enumerate() {
        let cells = section.rows.iter().flatten().filter_map(|row| row[idx].text.parse::<Value>().ok());
        table.insert(&axis.path, value(cells.collect::<toml_edit::Array>()));
    }
    Item::Table(table)
}
