//! What verbs that read result folders have in common: which metrics are meant, which axes, and where results of theirs go.

use super::{Failure, talk};
use crate::experiment::sweep::REPORTED;
use crate::export::write_derived;
use crate::metrics::Better;
use crate::scenario::nearest_or_all;
use crate::tables::Tables;
use std::path::Path;

/// The numbers of the metrics asked for; `all` stands for all of them. None asked for: those that the experiment reports, else
/// the usual ones, else the first few that have a better side.
///
/// # Errors
/// When one is not there.
pub fn metrics(tables: &Tables, asked: &[String]) -> Result<Vec<usize>, Failure> {
    if asked.iter().any(|id| id == "all") {
        return Ok((0..tables.metrics.len()).collect());
    }
    let mut found: Vec<usize> = Vec::new();
    for id in asked {
        let metric = metric(tables, "--metric", id)?;
        if !found.contains(&metric) {
            found.push(metric);
        }
    }
    let known = |ids: &[&str]| ids.iter().filter_map(|id| tables.metric(id)).collect::<Vec<usize>>();
    let reported: Vec<&str> = tables.about.reported.iter().map(String::as_str).collect();
    let directed = || (0..tables.metrics.len()).filter(|&metric| tables.metrics[metric].better != Better::Neither).take(4);
    let any = || (0..tables.metrics.len()).take(4);
    let choices = [found, known(&reported), known(&REPORTED), directed().collect(), any().collect()];
    choices.into_iter().find(|metrics| !metrics.is_empty()).ok_or_else(|| {
        Failure::wrong("runs.csv", "no column of numbers", "at least one metric", "`folkmoot metrics` lists what can be measured")
    })
}

/// The number of a metric.
///
/// # Errors
/// When it is not there; with what may have been meant.
pub fn metric(tables: &Tables, place: &str, id: &str) -> Result<usize, Failure> {
    tables.metric(id).ok_or_else(|| {
        let known: Vec<&str> = tables.metrics.iter().map(|metric| metric.id.as_str()).collect();
        let near = nearest_or_all(id, &known).filter(|hint| hint.starts_with("did"));
        let hint =
            near.unwrap_or_else(|| "the header of `runs.csv` lists them; `folkmoot metrics` says what they are".to_owned());
        Failure::wrong(place, &format!("`{id}`"), "a metric of the tables", &hint)
    })
}

/// The numbers of the axes asked for.
///
/// # Errors
/// When one is not there, or its name stands for several.
pub fn axes(tables: &Tables, place: &str, asked: &[String]) -> Result<Vec<usize>, Failure> {
    let mut found: Vec<usize> = Vec::new();
    for word in asked {
        let axis = tables.axis(word).ok_or_else(|| tables.no_axis(place, word))?;
        if !found.contains(&axis) {
            found.push(axis);
        }
    }
    Ok(found)
}

/// Writes files that are made from results, and tells which, and which had been there.
///
/// # Errors
/// When the disk refuses.
pub fn write(folder: &Path, files: &[(&str, Vec<u8>)], force: bool) -> Result<(), Failure> {
    let (mut written, mut left) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let place = folder.join(name).display().to_string();
        if write_derived(folder, name, bytes, force)? { written.push(place) } else { left.push(place) }
    }
    if !written.is_empty() {
        talk::say(&format!("written: {}", written.join(", ")));
    }
    if !left.is_empty() {
        talk::say(&format!("left as they are: {}; `--force` replaces them", left.join(", ")));
    }
    Ok(())
}
