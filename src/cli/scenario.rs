//! Reading a scenario as the command line asks for it: edits applied, warnings told once.

use super::{Failure, talk};
use crate::scenario::Scenario;
use std::path::Path;

/// An edit of the scenario: a dotted path and the value to put there.
pub type Edit = (String, String);

/// Reads the `PATH=VALUE` of `--set`.
///
/// # Errors
/// When there is no `=` or nothing before it.
pub fn edit(text: &str) -> Result<Edit, String> {
    match text.split_once('=') {
        Some((path, value)) if !path.trim().is_empty() => Ok((path.trim().to_owned(), value.trim().to_owned())),
        _ => Err("expected PATH=VALUE, such as `people.core.count=5`".to_owned()),
    }
}

/// The edits and the seed, which is part of what the scenario says. Beyond what TOML's integers hold it is text.
pub fn with_seed(edits: &[Edit], seed: Option<u64>) -> Vec<Edit> {
    let seed = seed.map(|seed| if i64::try_from(seed).is_ok() { seed.to_string() } else { format!("\"{seed}\"") });
    edits.iter().cloned().chain(seed.map(|seed| ("seed".to_owned(), seed))).collect()
}

/// Reads a scenario with its edits and tells its warnings.
///
/// # Errors
/// What is wrong with it, with place and hint.
pub fn load(path: &Path, edits: &[Edit]) -> Result<Scenario, Failure> {
    let (scenario, warnings) = Scenario::load_with(path, edits)?;
    warnings.iter().for_each(|warning| talk::say(warning.render(talk::colour()).trim_end()));
    Ok(scenario)
}
