//! What the tables say, as one object.

use super::Told;
use crate::tables::Answer;
use serde_json::{Map, Value, json};

/// The object, with a line end.
pub fn of(told: &Told) -> String {
    let (tables, settings) = (told.tables, told.settings);
    let axes = |setting: usize| -> Map<String, Value> {
        let pairs = settings.by.iter().zip(&settings.cells[setting]);
        pairs.map(|(&axis, cell)| (tables.axes[axis].path.clone(), json!(cell))).collect()
    };
    let metrics = |setting: usize| -> Map<String, Value> {
        let pair = |answer: &&Answer| (tables.metrics[answer.metric].id.clone(), numbers(answer, setting));
        told.answers.iter().map(pair).collect()
    };
    let all: Vec<Value> =
        (0..settings.len()).map(|setting| json!({ "axes": axes(setting), "metrics": metrics(setting) })).collect();
    let object = json!({
        "name": tables.about.name,
        "runs": tables.n_rows(),
        "runs_failed": tables.failed,
        "worlds": settings.n_worlds,
        "baseline": axes(told.question.baseline),
        "zone": told.question.zone,
        "settings": all,
    });
    format!("{object}\n")
}

fn numbers(answer: &Answer, setting: usize) -> Value {
    let summary = answer.sights[setting].summary;
    let interval = summary.and_then(|summary| summary.interval);
    let chance = answer.chances.get(setting);
    let difference = answer.contrasts[setting].map(|contrast| {
        let paired = contrast.paired;
        let interval = paired.and_then(|paired| paired.interval);
        json!({
            "n": paired.map_or(0, |paired| paired.n),
            "mean": paired.map(|paired| paired.difference),
            "low": interval.map(|interval| interval.low),
            "high": interval.map(|interval| interval.high),
            "variance_ratio": paired.and_then(|paired| paired.variance_ratio),
            "p": paired.and_then(|paired| paired.p),
            "p_holm": contrast.p_holm,
        })
    });
    json!({
        "n": summary.map_or(0, |summary| summary.n),
        "mean": summary.map(|summary| summary.mean),
        "sd": summary.and_then(|summary| summary.sd),
        "low": interval.map(|interval| interval.low),
        "high": interval.map(|interval| interval.high),
        "method": interval.map(|interval| interval.method.name()),
        "q05": summary.map(|summary| summary.q05),
        "q25": summary.map(|summary| summary.q25),
        "q50": summary.map(|summary| summary.q50),
        "q75": summary.map(|summary| summary.q75),
        "q95": summary.map(|summary| summary.q95),
        "best": chance.map(|chance| chance.best),
        "near": chance.map(|chance| chance.near),
        "difference": difference,
    })
}
