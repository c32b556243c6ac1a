//! What `--out` leaves: two tables and a picture.

use super::Told;
use crate::cli::Failure;
use crate::experiment::compare::{Contrast, LEVEL, Pair};
use crate::export::{Effect, Effects, cell, write_new};
use crate::metrics::Better;
use crate::story::outcome_word;
use std::path::Path;

const CONTRASTS: &str = "contrasts.csv";
const CHANGES: &str = "changes.csv";

/// Refuses a folder with results before anything runs.
///
/// # Errors
/// When one of the tables is there and `--force` is not given.
pub fn refuse(folder: &Path, force: bool) -> Result<(), Failure> {
    let taken = [CONTRASTS, CHANGES].map(|name| folder.join(name)).into_iter().find(|path| path.exists());
    let Some(path) = taken.filter(|_| !force) else { return Ok(()) };
    let hint = "`--force` replaces it, `--out DIR` writes elsewhere";
    Err(Failure::wrong(&path.display().to_string(), "a file that is already there", "a new file", hint))
}

/// Writes tables and picture.
///
/// # Errors
/// When a picture cannot be drawn or the disk refuses.
pub fn write(told: &Told, folder: &Path, command: &str) -> Result<(), Failure> {
    write_new(&folder.join(CONTRASTS), &contrasts(told), true)?;
    write_new(&folder.join(CHANGES), &changes(told), true)?;
    if cfg!(feature = "plots") {
        for pair in &told.verdict.pairs {
            let [a, b] = labels(told, pair);
            let drawing = picture(told, pair, command).draw()?;
            let stem = format!("plots/contrasts_{}_{}", plain(a), plain(b));
            write_new(&folder.join(format!("{stem}.svg")), &drawing.svg(), true)?;
            write_new(&folder.join(format!("{stem}.png")), &drawing.png()?, true)?;
        }
    }
    Ok(())
}

/// What the picture of a pair is drawn from: the metrics that differ in any run.
fn picture<'t>(told: &'t Told, pair: &Pair, command: &'t str) -> Effects<'t> {
    let [a, b] = labels(told, pair);
    let effect = |contrast: &Contrast| {
        let metric = &told.verdict.standings[contrast.metric].metric;
        let paired = contrast.paired.filter(|paired| paired.p.is_some_and(|p| p < 1.0))?;
        let interval = paired.interval?;
        let sign = match metric.better {
            Better::Up => Some(paired.difference > 0.0),
            Better::Down => Some(paired.difference < 0.0),
            Better::Neither => None,
        };
        Some(Effect {
            name: metric.id.clone(),
            difference: paired.difference,
            low: interval.low,
            high: interval.high,
            words: super::words::difference(metric, contrast) + crate::cli::figures::apart(metric.unit),
            better: sign,
            sure: contrast.p_holm.is_some_and(|p| p <= 1.0 - LEVEL),
        })
    };
    let changes = &pair.changes;
    Effects {
        title: format!("What changes from {a} to {b}"),
        note: format!(
            "{} runs of each under the same dice, seed {}; {} of {} proposals had another fate.",
            told.replicates, told.variants[0].scenario.seed, changes.changed, changes.matched
        ),
        command,
        rows: pair.contrasts.iter().filter_map(effect).collect(),
    }
}

/// A name as part of a file's: anything but letters, digits, `_` and `-` becomes `_`.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

fn table(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    const MEMORY: &str = "rows are equally long and memory does not fail";
    let mut table = csv::Writer::from_writer(Vec::new());
    rows.for_each(|row| table.write_record(row).expect(MEMORY));
    table.into_inner().expect(MEMORY)
}

fn labels<'t>(told: &'t Told, pair: &Pair) -> [&'t str; 2] {
    pair.of.map(|which| told.variants[which].label.as_str())
}

const CONTRAST_COLUMNS: [&str; 14] =
    ["a", "b", "metric", "unit", "n", "mean_a", "mean_b", "difference", "low", "high", "variance_ratio", "p", "p_holm", "best_b"];

fn contrasts(told: &Told) -> Vec<u8> {
    let head = std::iter::once(CONTRAST_COLUMNS.map(str::to_owned).to_vec());
    let rows = told.verdict.pairs.iter().flat_map(|pair| {
        pair.contrasts.iter().map(move |contrast| {
            let standing = &told.verdict.standings[contrast.metric];
            let [a, b] = labels(told, pair);
            let paired = contrast.paired;
            let interval = paired.and_then(|paired| paired.interval);
            let mut row = vec![a.to_owned(), b.to_owned(), standing.metric.id.clone()];
            row.push(crate::export::unit(standing.metric.unit).to_owned());
            row.push(paired.map_or(0, |paired| paired.n).to_string());
            row.extend([
                cell(paired.map(|paired| paired.a)),
                cell(paired.map(|paired| paired.b)),
                cell(paired.map(|paired| paired.difference)),
                cell(interval.map(|interval| interval.low)),
                cell(interval.map(|interval| interval.high)),
                cell(paired.and_then(|paired| paired.variance_ratio)),
                cell(paired.and_then(|paired| paired.p)),
                cell(contrast.p_holm),
                cell(standing.best.get(pair.of[1]).copied()),
            ]);
            row
        })
    });
    table(head.chain(rows))
}

const CHANGE_COLUMNS: [&str; 12] =
    ["a", "b", "from", "to", "n", "harmful", "parted_a", "parted_b", "replicate", "proposal", "told_a", "told_b"];

fn changes(told: &Told) -> Vec<u8> {
    let head = std::iter::once(CHANGE_COLUMNS.map(str::to_owned).to_vec());
    let rows = told.verdict.pairs.iter().flat_map(|pair| {
        pair.changes.kinds().into_iter().map(move |change| {
            let [a, b] = labels(told, pair);
            let [from, to] = change.outcomes.map(|outcome| outcome.map_or("open", outcome_word));
            let example = &change.example;
            let mut row: Vec<String> = [a, b, from, to].map(str::to_owned).to_vec();
            row.extend([change.n, change.harmful].map(|n| n.to_string()));
            row.extend(change.parted.clone());
            row.extend([example.replicate.to_string(), example.proposal.clone()]);
            row.extend(example.told.clone());
            row
        })
    });
    table(head.chain(rows))
}
