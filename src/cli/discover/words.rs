//! What was found, in plain words: the finding first.

use super::Told;
use super::inputs;
use crate::cli::figures::{aligned, plain};
use crate::discovery::{Found, Node, SEARCHES};

/// The whole.
pub fn of(told: &Told) -> String {
    let mut text = finding(told) + "\n\n" + &basis(told) + "\n";
    for (at, found) in told.found.boxes.iter().enumerate() {
        text += &one(told, at, found);
    }
    text += &ending(told);
    text += &format!("\nTree, share of runs with {}\n", told.condition.shown);
    if told.tree.parting.is_none() {
        text += "  no parting of the points is better than chance\n";
    } else {
        branches(told, told.tree, "  ", &mut text);
    }
    text + &format!("\nAgain: {}\n", told.command)
}

/// The finding in one sentence.
pub fn finding(told: &Told) -> String {
    let all = told.searched.cases.tally(|_| true);
    let condition = &told.condition.shown;
    let everywhere = percent(all.density());
    let Some(found) = told.found.boxes.first() else {
        return format!(
            "{condition} in {everywhere} of {} runs, and no box: nothing here tells where, better than chance does.",
            all.runs
        );
    };
    let words = inputs::bounds(told.tables, &told.searched.axes, &found.bounds);
    let held =
        found.held.as_ref().map_or_else(String::new, |held| format!(" ({} of those held back)", percent(held.inside.density())));
    format!(
        "{condition} in {} of runs with {words}{held}, against {everywhere} of all {} runs; {} of such runs are there.",
        percent(Some(found.step.density)),
        all.runs,
        percent(Some(found.step.coverage)),
    )
}

fn basis(told: &Told) -> String {
    let cases = &told.searched.cases;
    let names: Vec<&str> = told.searched.axes.iter().map(|&axis| told.tables.axes[axis].short.as_str()).collect();
    let back = told.found.searched.iter().filter(|searched| !**searched).count();
    let mut text = format!("{}: {} points over {}", told.tables.about.name, cases.len(), names.join(", "));
    text += &match back {
        0 => ", all of them searched: too few to hold any back, or none asked for.".to_owned(),
        back => format!("; {back} were held back, the others searched."),
    };
    if told.searched.absent > 0 {
        text += &format!(" {} runs have no value and are left out.", told.searched.absent);
    }
    text
}

fn one(told: &Told, at: usize, found: &Found) -> String {
    let (tables, axes) = (told.tables, &told.searched.axes);
    let step = &found.step;
    let mut text = format!("\nBox {}: {}\n", at + 1, inputs::bounds(tables, axes, &found.bounds));
    let held = found.held.as_ref();
    let after = if at == 0 { "" } else { ", of what the boxes before leave" };
    let density = held.map(|held| {
        let interval = held.interval(&told.searched.cases, 0.95);
        let interval = interval.map(|interval| format!(", {:.0} to {:.0}", 100.0 * interval.low, 100.0 * interval.high));
        format!("held back: {}{}", percent(held.inside.density()), interval.unwrap_or_default())
    });
    let coverage = held.map(|held| format!("held back: {}", percent(held.coverage())));
    let rows = [
        [
            "  density".to_owned(),
            percent(Some(step.density)),
            format!("of the {} runs inside are cases", step.tally.runs),
            density.unwrap_or_default(),
        ],
        [
            "  coverage".to_owned(),
            percent(Some(step.coverage)),
            format!("of all cases are inside{after}"),
            coverage.unwrap_or_default(),
        ],
        ["  mass".to_owned(), percent(Some(step.mass)), "of all runs are inside".to_owned(), String::new()],
        ["  search".to_owned(), p(found.p), format!("p of so good a box, from {SEARCHES} shuffles"), String::new()],
    ];
    text += &aligned(rows);
    let mut limits = vec![["  limit", "p", "density without it"].map(str::to_owned)];
    for limit in &found.restrictions {
        let words = inputs::limit(&tables.axes[axes[limit.input]], &found.bounds.0[limit.input]);
        limits.push([format!("  {words}"), p(limit.p), percent(Some(limit.density_without))]);
    }
    text + &aligned(limits)
}

fn ending(told: &Told) -> String {
    let Some(ending) = &told.found.last else { return String::new() };
    let these = if told.found.boxes.len() == 1 { "this" } else { "these" };
    match told.found.boxes.len() {
        0 => format!(
            "\nNo box: the best that peeling finds is no better than what it finds in shuffled results (p = {}).\n\
             More points, other inputs or another condition may tell more.\n",
            p(ending.p)
        ),
        _ if ending.thin => {
            format!("\nNo further box than {these}: in a next one cases would be no more frequent than everywhere.\n")
        }
        _ => format!("\nNo further box than {these}: a next one would be chance (p = {}).\n", p(ending.p)),
    }
}

fn branches(told: &Told, node: &Node, indent: &str, text: &mut String) {
    let Some(parting) = &node.parting else { return };
    let axis = &told.tables.axes[told.searched.axes[parting.input]];
    for (limit, way) in parting.limits.iter().zip(&parting.ways) {
        let words = inputs::limit(axis, limit);
        *text += &format!("{indent}{words}: {} of {} runs\n", percent(way.tally.density()), way.tally.runs);
        branches(told, way, &format!("{indent}    "), text);
    }
}

/// A share in percent; small and large ones keep a digit.
fn percent(share: Option<f64>) -> String {
    match share {
        None => "no run".to_owned(),
        Some(share) if share > 0.0 && share < 0.1 || share > 0.9 && share < 1.0 => format!("{:.1} %", 100.0 * share),
        Some(share) => format!("{:.0} %", 100.0 * share),
    }
}

fn p(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { plain((p * 1000.0).round() / 1000.0) }
}
