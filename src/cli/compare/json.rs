//! A comparison as one JSON object.

use super::Told;
use crate::cli::run::quoted;
use crate::experiment::MODEL_VERSION;
use crate::experiment::compare::{Change, Contrast, Pair};
use crate::story::outcome_word;
use serde_json::{Map, Value, json};

/// The whole.
pub fn of(told: &Told) -> String {
    const EXACT: u64 = 1 << 53;
    let seed = told.variants[0].scenario.seed;
    let seed = if seed <= EXACT { json!(seed) } else { json!(seed.to_string()) };
    let scenarios: Vec<Value> = told
        .variants
        .iter()
        .zip(&told.verdict.failed)
        .map(|(variant, failed)| {
            let command = variant.run(told.replicates);
            json!({ "label": variant.label, "scenario": variant.scenario.name, "command": command, "runs_failed": failed })
        })
        .collect();
    let standings = told.verdict.standings.iter();
    let metrics: Map<String, Value> =
        standings.map(|standing| (standing.metric.id.clone(), json!({ "n": standing.n, "best": standing.best }))).collect();
    let pairs: Vec<Value> = told.verdict.pairs.iter().map(|pair| of_pair(told, pair)).collect();
    let object = json!({
        "seed": seed,
        "replicates": told.replicates,
        "model_version": MODEL_VERSION,
        "scenarios": scenarios,
        "metrics": metrics,
        "pairs": pairs,
    });
    format!("{object}\n")
}

fn of_pair(told: &Told, pair: &Pair) -> Value {
    let id = |contrast: &Contrast| told.verdict.standings[contrast.metric].metric.id.clone();
    let metrics: Map<String, Value> = pair.contrasts.iter().map(|contrast| (id(contrast), numbers(contrast))).collect();
    let changes: Vec<Value> = pair.changes.kinds().iter().map(|change| of_change(told, pair, change)).collect();
    let [a, b] = pair.of.map(|which| &told.variants[which].label);
    json!({
        "a": a,
        "b": b,
        "metrics": metrics,
        "fates": {
            "submitted_a": pair.changes.submitted[0],
            "submitted_b": pair.changes.submitted[1],
            "matched": pair.changes.matched,
            "changed": pair.changes.changed,
            "changes": changes,
        },
    })
}

fn numbers(contrast: &Contrast) -> Value {
    let paired = contrast.paired;
    let interval = paired.and_then(|paired| paired.interval);
    json!({
        "n": paired.map_or(0, |paired| paired.n),
        "a": paired.map(|paired| paired.a),
        "b": paired.map(|paired| paired.b),
        "difference": paired.map(|paired| paired.difference),
        "low": interval.map(|interval| interval.low),
        "high": interval.map(|interval| interval.high),
        "method": interval.map(|interval| interval.method.name()),
        "variance_ratio": paired.and_then(|paired| paired.variance_ratio),
        "p": paired.and_then(|paired| paired.p),
        "p_holm": contrast.p_holm,
    })
}

fn of_change(told: &Told, pair: &Pair, change: &Change) -> Value {
    let [from, to] = change.outcomes.map(|outcome| outcome.map_or("open", outcome_word));
    let example = &change.example;
    let rest = format!(" --replicate {} --proposal {}", example.replicate, quoted(&example.proposal));
    let [trace_a, trace_b] = pair.of.map(|which| told.variants[which].trace(&rest));
    json!({
        "from": from,
        "to": to,
        "n": change.n,
        "harmful": change.harmful,
        "parted_a": change.parted[0],
        "parted_b": change.parted[1],
        "example": {
            "replicate": example.replicate,
            "proposal": example.proposal,
            "told_a": example.told[0],
            "told_b": example.told[1],
            "trace_a": trace_a,
            "trace_b": trace_b,
        },
    })
}
