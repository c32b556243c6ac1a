//! What a sweep says, in plain words: a row per setting of the levers, a column per reported metric.

use crate::cli::figures::{aligned, suffix, value};
use crate::experiment::sweep::{Finished, Plan, Role};
use crate::export::sweep::Told;
use crate::metrics::{Better, Unit};
use crate::stats::Sight;

/// Settings that are listed.
const LISTED: usize = 60;

/// The whole table.
pub fn in_words(plan: &Plan, told: &Told, finished: &Finished, again: &str) -> String {
    let levers = plan.levers();
    let mut text = format!("{}\n{}\n\n", plan.name, plan.question);
    let (runs, seed) = (finished.runs.total(), plan.base.seed);
    let days = plan.base.clock.days(plan.base.horizon);
    text +=
        &format!("{}, {runs} runs of {days} days, seed {seed}. In brackets: 95 % intervals of the mean", settings(plan, &levers));
    let several = told.cells.len() < plan.points.len();
    text += if several { " over worlds.\n" } else { " over runs.\n" };
    if finished.runs.failed() > 0 {
        text += &format!("{} runs failed and are not counted below.\n", finished.runs.failed());
    }
    if finished.not_reached > 0 {
        text += &format!("{} points ran out of replicates before their interval was short enough.\n", finished.not_reached);
    }
    let columns: Vec<_> = plan.reported.iter().map(|&place| &plan.columns[place]).collect();
    let header = levers.iter().map(|&axis| plan.axes[axis].short.clone()).chain(columns.iter().map(|column| column.id.clone()));
    let mut rows: Vec<Vec<String>> = vec![header.collect()];
    for cell in told.cells.iter().take(LISTED) {
        let sights = cell.sights.iter().zip(&columns).map(|(sight, column)| shown(sight, column.unit));
        rows.push(cell.values.iter().cloned().chain(sights).collect());
    }
    text += &format!("\n{}", aligned(rows));
    if told.cells.len() > LISTED {
        text += &format!("and {} more in summary.csv\n", told.cells.len() - LISTED);
    }
    if told.cells.len() > 1 && columns.iter().any(|column| column.better != Better::Neither) {
        text += "\n* is the best, ~ may be as good: the 95 % interval of the difference over the same dice reaches 0.\n";
    }
    text + &format!("\nEvery point and metric stands in summary.csv.\nAgain: {again}\n")
}

fn shown(sight: &Sight, unit: Unit) -> String {
    let Some(summary) = sight.summary else { return "no value".to_owned() };
    let mark = if sight.best {
        " *"
    } else if sight.rivals {
        " ~"
    } else {
        ""
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
