//! A tornado as one JSON object.

use super::{Told, words};
use crate::cli::words::in_json;
use crate::experiment::MODEL_VERSION;
use crate::experiment::tornado::{Bar, End, Outcome};
use serde_json::{Value, json};

/// The whole as one JSON object, with a line end.
pub fn object(told: &Told) -> String {
    let path = |&idx: &usize| told.assumptions[idx].path.clone();
    let end = |end: &End| {
        let (low, high) = end.paired.interval.map(|interval| (interval.low, interval.high)).unzip();
        json!({ "measure": end.side.name(), "at": end.to, "n": end.paired.n, "estimate": end.paired.difference,
            "low": low, "high": high, "p_holm": end.p_holm })
    };
    let bar = |bar: &Bar| {
        let said = &told.assumptions[bar.assumption];
        let ends: Vec<Value> = bar.ends.iter().map(end).collect();
        json!({ "input": said.path, "value": said.shown(), "set": said.by_author, "told": bar.told(), "ends": ends })
    };
    let outcome = |outcome: &Outcome| {
        let bars: Vec<Value> = outcome.bars.iter().map(bar).collect();
        json!({ "metric": outcome.metric.id, "as_it_is": outcome.base, "text": words::sentence(told, outcome).trim_end(), "inputs": bars })
    };
    let object = json!({
        "scenario": told.scenario.name,
        "seed": in_json(told.scenario.seed),
        "replicates": told.replicates,
        "model_version": MODEL_VERSION,
        "runs_failed": told.found.failed,
        "answers": told.found.outcomes.iter().map(outcome).collect::<Vec<Value>>(),
        "idle": told.found.idle.iter().map(path).collect::<Vec<String>>(),
        "fixed": told.found.fixed.iter().map(path).collect::<Vec<String>>(),
    });
    format!("{object}\n")
}
