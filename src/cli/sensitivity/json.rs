//! What outcomes depend on, as one JSON object.

use crate::cli::words::in_json;
use crate::experiment::MODEL_VERSION;
use crate::experiment::sensitivity::{Answer, Finding};
use crate::experiment::sweep::Way;
use crate::stats::sensitivity::Estimate;
use serde_json::{Value, json};

/// The object, with a line end.
pub fn object(answer: &Answer) -> String {
    let design = match answer.way {
        Way::Walks(_) => "morris",
        Way::Blocks => "saltelli",
        Way::Given => "given",
    };
    let findings: Vec<Value> = answer.findings.iter().map(|finding| one(answer, finding)).collect();
    let left_out: Vec<Value> = answer.left_out.iter().map(|(metric, why)| json!({ "metric": metric, "why": why })).collect();
    let object = json!({
        "design": design,
        "command": answer.swept.command,
        "seed": in_json(answer.swept.seed),
        "model_version": MODEL_VERSION,
        "runs": answer.swept.runs.total(),
        "runs_failed": answer.swept.runs.failed(),
        "answers": findings,
        "left_out": left_out,
    });
    format!("{object}\n")
}

fn one(answer: &Answer, finding: &Finding) -> Value {
    let path = |input: &usize| answer.inputs[*input].path.clone();
    let told: Vec<String> = finding.ranking.iter().filter(|input| finding.told(**input)).map(path).collect();
    let estimate = |estimate: &Estimate| {
        let (low, high) = estimate.interval.unzip();
        json!({
            "input": estimate.input.as_ref().map(path),
            "measure": estimate.measure.name(),
            "estimate": estimate.value,
            "low": low,
            "high": high,
            "method": estimate.how.name(),
            "n": estimate.n,
        })
    };
    json!({
        "metric": finding.metric.id,
        "at": finding.at,
        "text": super::words::sentence(answer, finding).trim_end(),
        "ranking": finding.ranking.iter().map(path).collect::<Vec<String>>(),
        "told": told,
        "estimates": finding.estimates.iter().map(estimate).collect::<Vec<Value>>(),
    })
}
