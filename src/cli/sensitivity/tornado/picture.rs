//! What the picture of a tornado is drawn from.

use super::{Told, words};
use crate::cli::figures::{apart, suffix, value};
use crate::experiment::tornado::{Bar, End, Outcome, Side};
use crate::export::{TornadoBar, TornadoEnd, TornadoOf, Tornadoes};
use crate::metrics::Unit;

/// Outcomes that are drawn.
const DRAWN: usize = 6;

/// All of it.
pub fn of<'t>(told: &'t Told) -> Tornadoes<'t> {
    let of = |outcome: &Outcome| {
        let unit = outcome.metric.unit;
        let factor = if matches!(unit, Unit::Share | Unit::YesNo) { 100.0 } else { 1.0 };
        let end = |end: &End| TornadoEnd {
            value: factor * end.paired.difference,
            interval: end.paired.interval.map(|interval| (factor * interval.low, factor * interval.high)),
            to: end.to.clone(),
            is_double: end.side == Side::Double,
        };
        let bar = |bar: &Bar| {
            let said = &told.assumptions[bar.assumption];
            TornadoBar { name: format!("{} = {}", said.path, said.shown()), ends: bar.ends.iter().map(end).collect() }
        };
        let base = outcome.base.map_or_else(String::new, |base| format!(", {}{} as it is", value(unit, base), suffix(unit)));
        let points = apart(unit).trim();
        TornadoOf {
            heading: format!("{}{base}", outcome.metric.id.replace('_', " ")),
            note: outcome.metric.definition.clone(),
            what: format!("difference to the scenario as it is{}{points}", if points.is_empty() { "" } else { ", " }),
            bars: outcome.bars.iter().map(bar).collect(),
        }
    };
    Tornadoes {
        title: format!("{}: what it hangs on", told.scenario.name),
        question: &told.scenario.question,
        note: words::rests_on(told),
        command: &told.again,
        outcomes: told.found.outcomes.iter().take(DRAWN).map(of).collect(),
    }
}
