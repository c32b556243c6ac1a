//! What a folder says beside its tables: name, question, command. All of it may be missing.

use crate::export::{Manifest, RUNS};
use std::path::Path;

/// What is known beside the tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Name of the experiment, else of the folder.
    pub name: String,
    /// Its question; empty if nobody says.
    pub question: String,
    /// The line that made the rows; `None` if nobody says.
    pub command: Option<String>,
    /// Root of all randomness.
    pub seed: Option<u64>,
    /// Ids of the metrics that the experiment reports.
    pub reported: Vec<String>,
    /// The setting that its author compares with: ends of paths, and values as tables show them.
    pub baseline: Vec<(String, String)>,
}

impl About {
    /// Reads it.
    pub fn of(folder: &Path, manifest: Option<&Manifest>) -> About {
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
        let document = |name: &str| text(name).and_then(|text| text.parse::<toml::Table>().ok());
        let experiment = document("experiment.toml").or_else(|| document("scenario.toml")).unwrap_or_default();
        let word = |key: &str| experiment.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let ids = experiment.get("metrics").and_then(toml::Value::as_array);
        let reported = ids.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect();
        let stem = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        About {
            name: manifest.map_or_else(|| stem.unwrap_or_else(|| RUNS.to_owned()), |manifest| manifest.name.clone()),
            question: word("question"),
            command: manifest.map(|manifest| manifest.command.clone()),
            seed: manifest.map(|manifest| manifest.seed),
            reported,
            baseline: experiment.get("baseline").and_then(toml::Value::as_table).map(setting).unwrap_or_default(),
        }
    }
}

/// Paths and their values, a text without its quotes.
fn setting(table: &toml::Table) -> Vec<(String, String)> {
    let shown = |value: &toml::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    table.iter().map(|(path, value)| (path.clone(), shown(value))).collect()
}
