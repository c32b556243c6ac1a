//! A tornado in plain words: the answer first, then a table for each outcome.

use super::Told;
use crate::cli::figures::{aligned, apart, suffix, value};
use crate::cli::trace::wrapped;
use crate::experiment::tornado::{Bar, End, Outcome};
use crate::metrics::Unit;
use crate::stats::Interval;

/// Bars that are listed of each outcome.
const LISTED: usize = 12;

/// What it rests on.
pub fn rests_on(told: &Told) -> String {
    let (days, seed) = (told.scenario.clock.days(told.scenario.horizon), told.scenario.seed);
    let s = if told.replicates == 1 { "" } else { "s" };
    format!(
        "{} numbers, {} versions of {} run{s} of {days} days each under the same dice, seed {seed}.",
        told.assumptions.len(),
        told.found.versions,
        told.replicates
    )
}

/// The whole.
pub fn in_words(told: &Told, all: bool) -> String {
    let mut text: String = told.found.outcomes.iter().map(|outcome| sentence(told, outcome)).collect();
    let of = if all { "numbers of the scenario" } else { "numbers that the scenario leaves to defaults" };
    let how = format!(
        "{} Of the {of} each alone was halved and doubled, or moved as far towards it as the scenario allows. In brackets: 95 % \
         intervals of the paired difference; * is told from chance after Holm's adjustment for all versions.",
        rests_on(told)
    );
    text += &format!("\n{}\n\n{}", told.scenario.question, wrapped(&how, ""));
    for outcome in &told.found.outcomes {
        text += &format!("\n{}", table(told, outcome));
    }
    let names =
        |numbers: &[usize]| numbers.iter().map(|&idx| told.assumptions[idx].path.as_str()).collect::<Vec<&str>>().join(", ");
    if !told.found.idle.is_empty() {
        let idle = format!("{} of them change none of these in any run: {}", told.found.idle.len(), names(&told.found.idle));
        text += &format!("\n{}", wrapped(&idle, ""));
    }
    if !told.found.fixed.is_empty() {
        text += &format!("\n{} were not varied, being 0 or allowed no other value.\n", told.found.fixed.len());
    }
    if told.found.failed > 0 {
        text += &format!("\n{} runs failed and are not counted.\n", told.found.failed);
    }
    text + &format!("\nEvery difference stands in sensitivity.csv.\nAgain: {}\n", told.again)
}

/// The answer in one line.
pub fn sentence(told: &Told, outcome: &Outcome) -> String {
    let id = &outcome.metric.id;
    let sure: Vec<&Bar> = outcome.bars.iter().filter(|bar| bar.told()).collect();
    let Some((first, rest)) = sure.split_first() else {
        return format!("{id} hangs on none of the {} numbers by more than chance\n", told.assumptions.len());
    };
    let name = |bar: &&Bar| told.assumptions[bar.assumption].path.clone();
    let unit = outcome.metric.unit;
    let ends: Vec<String> =
        first.ends.iter().map(|end| format!("{}{} at {}", signed(unit, end.paired.difference), apart(unit), end.to)).collect();
    let then: Vec<String> = rest.iter().take(2).map(name).collect();
    let then = if then.is_empty() { String::new() } else { format!("; then on {}", then.join(" and ")) };
    format!("{id} hangs most on {}: {}{then}\n", name(first), ends.join(", "))
}

fn signed(unit: Unit, number: f64) -> String {
    let text = value(unit, number);
    if number > 0.0 { format!("+{text}") } else { text }
}

fn table(told: &Told, outcome: &Outcome) -> String {
    let unit = outcome.metric.unit;
    let base = outcome.base.map_or_else(|| "no value".to_owned(), |base| format!("{}{}", value(unit, base), suffix(unit)));
    let mut rows = vec![["number", "as it is", "half", "double", ""].map(str::to_owned)];
    for bar in outcome.bars.iter().take(LISTED) {
        let said = &told.assumptions[bar.assumption];
        let cell =
            |name: &str| bar.ends.iter().find(|end| end.side.name() == name).map_or_else(String::new, |end| shown(unit, end));
        let mark = if bar.told() { "*" } else { "" };
        rows.push([said.path.clone(), said.shown(), cell("half"), cell("double"), mark.to_owned()]);
    }
    let more = outcome.bars.len().saturating_sub(LISTED);
    let more = if more > 0 { format!("and {more} that move it less\n") } else { String::new() };
    let points = apart(unit).trim();
    let points = if points.is_empty() { String::new() } else { format!("; differences in {points}") };
    format!("{}, {base} as it is{points}\n{}{more}", outcome.metric.id, aligned(rows))
}

fn shown(unit: Unit, end: &End) -> String {
    let interval = |Interval { low, high, .. }| format!(" ({} to {})", signed(unit, low), signed(unit, high));
    format!("{}: {}{}", end.to, signed(unit, end.paired.difference), end.paired.interval.map_or_else(String::new, interval))
}
