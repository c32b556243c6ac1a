//! `folkmoot check`: is this scenario sound, and what does it say in full?

use crate::scenario::{Problems, Scenario, json_schema};
use std::path::Path;

/// What `check` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// For stdout: a line of words, or the whole scenario.
    pub data: String,
    /// For stderr: warnings, empty if there are none.
    pub words: String,
}

/// Checks a scenario after the edits `(path, value)`. `resolved` asks for the whole of it with every default written out.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn check(path: &Path, sets: &[(String, String)], resolved: bool) -> Result<Checked, Problems> {
    let (scenario, warnings) = Scenario::load_with(path, sets)?;
    let data = if resolved { scenario.resolved } else { summary(&scenario) };
    Ok(Checked { data, words: Problems(warnings).render(false) })
}

/// The JSON Schema of a scenario file, for editors.
pub fn schema() -> String {
    format!("{:#}\n", json_schema())
}

fn summary(scenario: &Scenario) -> String {
    let parties: u32 = scenario.groups.iter().map(|group| group.count).sum();
    format!(
        "{} is sound: {}, {}, {}, {}, {}\n",
        scenario.name,
        count(parties as usize, "party", "parties"),
        count(scenario.bodies.len(), "body", "bodies"),
        count(scenario.cells.len(), "cell", "cells"),
        count(scenario.sources.len(), "stream of proposals", "streams of proposals"),
        count(scenario.kinds.len(), "kind of decision", "kinds of decision"),
    )
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
