//! The tables of a search, and its picture.

use super::Told;
use super::inputs::let_in;
use super::picture;
use crate::cli::Failure;
use crate::cli::results;
use crate::discovery::{Found, Limit};
use crate::export::{cell, csv_table, remove_derived};
use crate::scenario::Scale;
use crate::tables::Levels;
use std::path::Path;

/// The table of boxes.
pub const BOXES: &str = "boxes.csv";
/// The table of the ways to them.
pub const PEELING: &str = "peeling.csv";

/// Writes tables and picture; those of an earlier search go.
///
/// # Errors
/// When the picture cannot be drawn or the disk refuses.
pub fn write(told: &Told, folder: &Path) -> Result<(), Failure> {
    let mut files = vec![(BOXES, boxes(told)), (PEELING, peeling(told))];
    for name in ["plots/boxes.svg", "plots/boxes.png"] {
        remove_derived(folder, name)?;
    }
    if cfg!(feature = "plots") && !told.found.boxes.is_empty() {
        let drawing = picture::of(told).draw()?;
        files.push(("plots/boxes.svg", drawing.svg()));
        files.push(("plots/boxes.png", drawing.png()?));
    }
    results::write(folder, &files, true)
}

const BOX_COLUMNS: [&str; 20] = [
    "box",
    "where",
    "path",
    "unit",
    "low",
    "high",
    "values",
    "p",
    "density_without",
    "coverage",
    "density",
    "mass",
    "runs",
    "cases",
    "p_search",
    "held_runs",
    "held_density",
    "held_low",
    "held_high",
    "held_coverage",
];

/// A row per box and limit.
fn boxes(told: &Told) -> Vec<u8> {
    let rows = told.found.boxes.iter().enumerate().flat_map(|(at, found)| limits(told, at, found));
    csv_table(std::iter::once(BOX_COLUMNS.map(str::to_owned).to_vec()).chain(rows))
}

fn limits(told: &Told, at: usize, found: &Found) -> Vec<Vec<String>> {
    let held = found.held.as_ref();
    let interval = held.and_then(|held| held.interval(&told.searched.cases, 0.95));
    let row = |restriction: &crate::discovery::Restriction| {
        let axis = &told.tables.axes[told.searched.axes[restriction.input]];
        let limit = &found.bounds.0[restriction.input];
        let (low, high) = match limit {
            Limit::Between { low, high } => (*low, *high),
            Limit::Free | Limit::Among(_) => (None, None),
        };
        let unit = match &axis.levels {
            Levels::Numbers(scale, _) => *scale,
            Levels::Words(..) => Scale::Plain,
        };
        let values = if matches!(limit, Limit::Among(_)) { let_in(axis, limit).join(" | ") } else { String::new() };
        let mut row = vec![(at + 1).to_string(), told.condition.shown.clone(), axis.path.clone(), unit.word().to_owned()];
        row.extend([cell(low), cell(high), values, cell(Some(restriction.p)), cell(Some(restriction.density_without))]);
        let step = &found.step;
        row.extend([step.coverage, step.density, step.mass].map(|share| cell(Some(share))));
        row.extend([step.tally.runs.to_string(), step.tally.hits.to_string(), cell(Some(found.p))]);
        row.push(held.map(|held| held.inside.runs.to_string()).unwrap_or_default());
        row.push(cell(held.and_then(|held| held.inside.density())));
        row.extend([interval.map(|interval| interval.low), interval.map(|interval| interval.high)].map(cell));
        row.push(cell(held.and_then(crate::discovery::Held::coverage)));
        row
    };
    found.restrictions.iter().map(row).collect()
}

const PEELING_COLUMNS: [&str; 11] =
    ["box", "step", "coverage", "density", "mass", "runs", "cases", "limits", "taken", "held_coverage", "held_density"];

/// A row per box on the way to each that was found, and to one that was no better than chance.
fn peeling(told: &Told) -> Vec<u8> {
    let mut rows = vec![PEELING_COLUMNS.map(str::to_owned).to_vec()];
    let found = told.found.boxes.iter().map(|found| (&found.steps, Some(found)));
    let last = told.found.last.iter().map(|ending| (&ending.steps, None));
    for (at, (steps, found)) in found.chain(last).enumerate() {
        for (number, step) in steps.iter().enumerate() {
            let taken = found.is_some_and(|found| found.chosen == number);
            let held = found.and_then(|found| found.held.as_ref());
            let share = |held: &crate::discovery::Held| {
                (held.all.hits > 0).then(|| held.steps[number].hits as f64 / held.all.hits as f64)
            };
            let mut row = vec![(at + 1).to_string(), number.to_string()];
            row.extend([step.coverage, step.density, step.mass].map(|share| cell(Some(share))));
            row.extend([step.tally.runs, step.tally.hits, step.bounds.restricted().len() as u64].map(|n| n.to_string()));
            row.push(u8::from(taken).to_string());
            row.extend([held.and_then(share), held.and_then(|held| held.steps[number].density())].map(cell));
            rows.push(row);
        }
    }
    csv_table(rows)
}
