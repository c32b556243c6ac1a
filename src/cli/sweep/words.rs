//! What a sweep says, in plain words: the answer of each reported metric, then a row per setting of the levers.

use crate::cli::figures::{aligned, listed, suffix, value};
use crate::cli::finding::{Found, can_be_told, sentence};
use crate::experiment::sweep::{Finished, Plan, Role};
use crate::export::survey::shown_settings;
use crate::export::sweep::Told;
use crate::metrics::{Better, Column, Unit};
use crate::scenario::shown;
use crate::stats::Sight;

/// The answer of each metric, then the table.
pub fn in_words(plan: &Plan, told: &Told, finished: &Finished, again: &str) -> String {
    let mut text = findings(plan, told) + "\n" + &basis(plan, told, finished);
    text += &format!("\n{}", table(plan, told));
    if tells(told) && reported(plan).any(|column| column.better != Better::Neither) {
        text += "\n* is the best, ~ may be as good: the 95 % interval of the difference over the same dice reaches 0.\n";
    }
    text + &ending(again)
}

/// Where the rest stands, and the line that gives it again.
pub fn ending(again: &str) -> String {
    format!("\nEvery point and metric stands in summary.csv.\nAgain: {again}\n")
}

fn reported(plan: &Plan) -> impl Iterator<Item = &Column> {
    plan.reported.iter().map(|&place| &plan.columns[place])
}

/// Whether any metric has settings that runs could tell apart.
fn tells(told: &Told) -> bool {
    let of_metric = |metric: usize| told.cells.iter().map(|cell| cell.sights[metric]).collect::<Vec<Sight>>();
    let n = told.cells.first().map_or(0, |cell| cell.sights.len());
    (0..n).any(|metric| can_be_told(&of_metric(metric)))
}

/// One sentence for each reported metric.
fn findings(plan: &Plan, told: &Told) -> String {
    let levers = plan.levers();
    let words = |setting: usize| {
        let cells = levers.iter().zip(&told.cells[setting].values);
        cells.map(|(&axis, cell)| format!("{} = {}", plan.axes[axis].short, shown(cell))).collect::<Vec<String>>().join(", ")
    };
    let one = |(place, column): (usize, &Column)| {
        let sights: Vec<Sight> = told.cells.iter().map(|cell| cell.sights[place]).collect();
        let (id, unit, better) = (&column.id, Some(column.unit), column.better);
        sentence(&Found { id, unit, better, sights: &sights, chances: &[], words: &words }) + "\n"
    };
    reported(plan).enumerate().map(one).collect()
}

/// What ran.
pub fn basis(plan: &Plan, told: &Told, finished: &Finished) -> String {
    let mut text = format!("{}: {}\n", plan.name, plan.question);
    let (runs, seed) = (finished.runs.total(), plan.base.seed);
    let days = plan.base.clock.days(plan.base.horizon);
    text += &format!("{}, {runs} runs of {days} days, seed {seed}.", settings(plan, &plan.levers()));
    let several = told.cells.len() < plan.points.len();
    if told
        .cells
        .iter()
        .flat_map(|cell| &cell.sights)
        .any(|sight| sight.summary.is_some_and(|summary| summary.interval.is_some()))
    {
        text += &format!(" In brackets: 95 % intervals of the mean over {}.", if several { "worlds" } else { "runs" });
    }
    text += "\n";
    if finished.runs.failed() > 0 {
        text += &format!("{} runs failed and are not counted below.\n", finished.runs.failed());
    }
    if finished.not_reached > 0 {
        text += &format!("{} points ran out of replicates before their interval was short enough.\n", finished.not_reached);
    }
    text
}

/// A row per setting of the levers, a column per reported metric.
pub fn table(plan: &Plan, told: &Told) -> String {
    let columns: Vec<&Column> = reported(plan).collect();
    let marked = tells(told);
    let names = plan.levers().into_iter().map(|axis| plan.axes[axis].short.clone());
    let header = names.chain(columns.iter().map(|column| column.id.clone()));
    let mut rows: Vec<Vec<String>> = vec![header.collect()];
    let n = listed(told.cells.len());
    let values: Vec<&[String]> = told.cells[..n].iter().map(|cell| cell.values.as_slice()).collect();
    for (cell, values) in told.cells.iter().zip(shown_settings(&values)) {
        let sights = cell.sights.iter().zip(&columns).map(|(sight, column)| one(sight, column.unit, marked));
        rows.push(values.into_iter().chain(sights).collect());
    }
    let more = told.cells.len() - n;
    aligned(rows) + &if more > 0 { format!("and {more} more settings in summary.csv\n") } else { String::new() }
}

fn one(sight: &Sight, unit: Unit, marked: bool) -> String {
    let Some(summary) = sight.summary else { return "no value".to_owned() };
    let mark = match (marked, sight.best, sight.rivals) {
        (true, true, _) => " *",
        (true, _, true) => " ~",
        _ => "",
    };
    let interval = summary.interval.map(|interval| format!(" ({} to {})", value(unit, interval.low), value(unit, interval.high)));
    format!("{}{}{}{mark}", value(unit, summary.mean), suffix(unit), interval.unwrap_or_default())
}

/// How many settings of how many levers there are, and of how many worlds.
pub fn settings(plan: &Plan, axes: &[usize]) -> String {
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut levers: Vec<usize> = plan.points.iter().map(|point| point.lever).collect();
    levers.dedup();
    let n_levers = axes.iter().filter(|&&axis| plan.axes[axis].role == Role::Lever).count();
    let text = format!("{} of {}", count(levers.len(), "setting", "settings"), count(n_levers, "lever", "levers"));
    let mut worlds: Vec<usize> = plan.points.iter().map(|point| point.world).collect();
    worlds.sort_unstable();
    worlds.dedup();
    if worlds.len() > 1 { format!("{text} in {} worlds", worlds.len()) } else { text }
}
