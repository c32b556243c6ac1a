//! What an experiment says, in plain words or as one JSON object.

use super::figures::{aligned, suffix, value};
use folkmoot::experiment::{Finished, MODEL_VERSION};
use folkmoot::export::{Estimate, Summary};
use folkmoot::metrics::Unit;
use folkmoot::scenario::Scenario;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

/// The questions that metrics answer, and the beginnings of the ids that answer them. What none claims goes last.
const QUESTIONS: [(&str, &[&str]); 6] = [
    ("How fast?", &["decisions_", "delivered_", "delivery_", "delay_", "backlog", "lapsed_", "idle_", "governance_", "open_at_"]),
    ("What went wrong?", &["harm_", "good_", "unfunded_", "decision_quality", "decision_skill", "innovation_"]),
    (
        "Who holds power?",
        &[
            "banzhaf_",
            "shapley_",
            "decisive_",
            "could_flip_",
            "power_",
            "blocking_",
            "gini_",
            "hhi_",
            "theil_",
            "nakamoto_",
            "dependency_",
        ],
    ),
    ("Who takes part, and in what?", &["participation", "purpose_", "funder_", "local_", "intervention_", "motivation", "cell_"]),
    (
        "What could be taken, and who left?",
        &["captur", "drained_", "exit", "run_", "runway_", "money_", "survived", "satisfaction_"],
    ),
    ("And besides?", &[""]),
];

/// The whole summary.
pub fn in_words(finished: &Finished, scenario: &Scenario, command: &str) -> String {
    let mut text = format!("{}\n", scenario.name);
    if !scenario.question.is_empty() {
        text += &format!("{}\n", scenario.question);
    }
    let (runs, days) = (finished.runs.total(), scenario.clock.days(scenario.horizon));
    let (s, seed) = (if runs == 1 { "" } else { "s" }, scenario.seed);
    text += &format!("\n{runs} run{s} of {days} days, seed {seed}. In brackets: 95 % intervals of the mean over runs.\n");
    if finished.runs.failed() > 0 {
        text += &format!("{} of them failed and are not counted below.\n", finished.runs.failed());
    }
    let claimed = |id: &str| QUESTIONS.iter().position(|(_, starts)| starts.iter().any(|start| id.starts_with(start)));
    for (idx, (question, _)) in QUESTIONS.iter().enumerate() {
        let answers = finished.summaries.iter().filter(|summary| claimed(summary.metric.id) == Some(idx));
        let rows: Vec<[String; 4]> = answers.map(|summary| row(summary, finished.runs.ok)).collect();
        if !rows.is_empty() {
            text += &format!("\n{question}\n{}", aligned(rows));
        }
    }
    text + &format!("\nAgain: {command}\n")
}

/// Name, value, interval, what it is.
fn row(summary: &Summary, runs: u64) -> [String; 4] {
    let metric = summary.metric;
    let name = format!("  {}", metric.id);
    let definition = metric.definition.to_owned();
    let Some(mean) = summary.estimate.mean else {
        return [name, "no value".to_owned(), "nothing to measure".to_owned(), definition];
    };
    let missing = runs.saturating_sub(summary.estimate.n as u64);
    let note = if missing > 0 { format!(" ({missing} runs have no value)") } else { String::new() };
    let shown = format!("{}{}", value(metric.unit, mean), suffix(metric.unit));
    [name, shown, interval(metric.unit, &summary.estimate), definition + &note]
}

/// The interval; where nothing was seen, what may still be.
fn interval(unit: Unit, estimate: &Estimate) -> String {
    let (Some(low), Some(high)) = (estimate.low, estimate.high) else { return "(one run)".to_owned() };
    let bounded = matches!(estimate.method, "wilson" | "wilson_bound");
    let percent = suffix(Unit::Share);
    if bounded && low <= 0.0 {
        format!("(up to {}{percent})", value(unit, high))
    } else if bounded && high >= 1.0 {
        format!("(at least {}{percent})", value(unit, low))
    } else if high <= low {
        "(in every run)".to_owned()
    } else {
        format!("({} to {})", value(unit, low), value(unit, high))
    }
}

/// The summary as one object.
pub fn as_json(finished: &Finished, scenario: &Scenario) -> String {
    const EXACT: u64 = 1 << 53;
    let seed = if scenario.seed <= EXACT { json!(scenario.seed) } else { json!(scenario.seed.to_string()) };
    let object = Object {
        scenario: &scenario.name,
        seed,
        replicates: finished.runs.total(),
        model_version: MODEL_VERSION,
        metrics: ById(&finished.summaries),
        runs_failed: finished.runs.failed(),
    };
    serde_json::to_string(&object).expect("numbers and names are JSON") + "\n"
}

#[derive(serde::Serialize)]
struct Object<'a> {
    scenario: &'a str,
    seed: serde_json::Value,
    replicates: u64,
    model_version: &'a str,
    metrics: ById<'a>,
    runs_failed: u64,
}

/// Metrics keyed by id, in the order of the registry.
struct ById<'a>(&'a [Summary]);

impl Serialize for ById<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for summary in self.0 {
            let Estimate { n, mean, sd, low, high, method } = &summary.estimate;
            let method = Some(method).filter(|method| !method.is_empty());
            let value = json!({ "n": n, "mean": mean, "sd": sd, "low": low, "high": high, "method": method });
            map.serialize_entry(summary.metric.id, &value)?;
        }
        map.end()
    }
}
