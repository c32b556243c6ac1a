//! What an experiment says, in plain words or as one JSON object.

use super::figures::{aligned, suffix, value};
use crate::experiment::{Finished, MODEL_VERSION};
use crate::export::Finding;
use crate::metrics::{Column, Unit};
use crate::scenario::Scenario;
use crate::stats::{Interval, Method, Summary};
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

/// The metrics of a whole organisation that are told unless all are asked for, at most: what a newcomer asks first.
const FIRST: [&str; 10] = [
    "decisions_per_month",
    "delay_median_days",
    "governance_hours_per_decision",
    "harm_passed_share",
    "good_blocked_share",
    "decisive_share_top",
    "participation",
    "captured",
    "drained_share",
    "survived",
];

/// A summary for people.
pub struct Summed<'a> {
    /// What came out.
    pub finished: &'a Finished,
    /// Of what.
    pub scenario: &'a Scenario,
    /// The line to paste.
    pub again: &'a str,
    /// Whether every metric of the whole organisation is told.
    pub all: bool,
}

/// The whole summary.
pub fn in_words(summed: &Summed) -> String {
    let Summed { finished, scenario, again, all } = *summed;
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
    let plain = finished.findings.iter().filter(|finding| finding.metric.is_plain());
    let told = plain.clone().filter(|finding| all || FIRST.contains(&finding.metric.id.as_str()));
    let rows: Vec<(&str, [String; 4])> =
        told.map(|finding| (finding.metric.id.as_str(), row(finding, finished.runs.ok))).collect();
    text += &by_question(&rows);
    text += "\n";
    if !all {
        let (n, of) = (rows.len(), plain.count());
        text += &format!("{n} of {of} metrics; the same command with --resume --all prints them all, without running again.\n");
    }
    text + &format!("Each group and kind of decision has columns of its own in summary.csv.\nAgain: {again}\n")
}

/// What one run gave, in plain words.
pub fn of_one(values: &[(&Column, Option<f64>)]) -> String {
    let row = |(column, value): &(&Column, Option<f64>)| {
        let shown = value.map(|value| match column.unit {
            Unit::YesNo => if value > 0.0 { "yes" } else { "no" }.to_owned(),
            unit => format!("{}{}", self::value(unit, value), suffix(unit)),
        });
        [format!("  {}", column.id), shown.unwrap_or_else(|| "no value".to_owned()), column.definition.clone()]
    };
    let plain = values.iter().filter(|(column, _)| column.is_plain());
    let rows: Vec<(&str, [String; 3])> = plain.map(|value| (value.0.id.as_str(), row(value))).collect();
    by_question(&rows)
}

/// Rows under the questions that they answer.
fn by_question<const N: usize>(rows: &[(&str, [String; N])]) -> String {
    let claimed = |id: &str| QUESTIONS.iter().position(|(_, starts)| starts.iter().any(|start| id.starts_with(start)));
    let mut text = String::new();
    for (idx, (question, _)) in QUESTIONS.iter().enumerate() {
        let answers: Vec<&[String; N]> = rows.iter().filter(|(id, _)| claimed(id) == Some(idx)).map(|(_, row)| row).collect();
        if !answers.is_empty() {
            text += &format!("\n{question}\n{}", aligned(answers));
        }
    }
    text
}

/// Name, value, interval, what it is.
fn row(finding: &Finding, runs: u64) -> [String; 4] {
    let metric = &finding.metric;
    let name = format!("  {}", metric.id);
    let definition = metric.definition.clone();
    let Some(summary) = &finding.summary else {
        return [name, "no value".to_owned(), "(undefined here)".to_owned(), definition];
    };
    let missing = runs.saturating_sub(summary.n as u64);
    let note = if missing > 0 { format!(" ({missing} runs have no value.)") } else { String::new() };
    let shown = format!("{}{}", value(metric.unit, summary.mean), suffix(metric.unit));
    [name, shown, interval(metric.unit, summary.interval), definition + &note]
}

/// The interval; where nothing was seen, what may still be.
fn interval(unit: Unit, interval: Option<Interval>) -> String {
    let Some(Interval { low, high, method }) = interval else { return "(one run)".to_owned() };
    let percent = if matches!(unit, Unit::Share | Unit::YesNo) { suffix(Unit::Share) } else { "" };
    match method {
        Method::ExactBound if low <= 0.0 => format!("(up to {}{percent})", value(unit, high)),
        Method::ExactBound => format!("(at least {}{percent})", value(unit, low)),
        Method::Wilson | Method::T | Method::OrderStatistics | Method::Jackknife | Method::Newcombe if high <= low => {
            "(in every run)".to_owned()
        }
        Method::Wilson | Method::T | Method::OrderStatistics | Method::Jackknife | Method::Newcombe => {
            format!("({} to {})", value(unit, low), value(unit, high))
        }
    }
}

/// The summary as one object.
pub fn as_json(finished: &Finished, scenario: &Scenario) -> String {
    let object = Object {
        scenario: &scenario.name,
        seed: in_json(scenario.seed),
        replicates: finished.runs.total(),
        model_version: MODEL_VERSION,
        metrics: ById(&finished.findings),
        runs_failed: finished.runs.failed(),
    };
    serde_json::to_string(&object).expect("numbers and names are JSON") + "\n"
}

/// A whole number that every reader keeps exact: text where a float would not hold it.
pub fn in_json(number: u64) -> serde_json::Value {
    const EXACT: u64 = 1 << 53;
    if number <= EXACT { json!(number) } else { json!(number.to_string()) }
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
pub struct ById<'a>(pub &'a [Finding]);

impl Serialize for ById<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for finding in self.0 {
            map.serialize_entry(&finding.metric.id, &numbers(finding.summary.as_ref()))?;
        }
        map.end()
    }
}

fn numbers(summary: Option<&Summary>) -> serde_json::Value {
    let interval = summary.and_then(|summary| summary.interval);
    json!({
        "n": summary.map_or(0, |summary| summary.n),
        "mean": summary.map(|summary| summary.mean),
        "sd": summary.and_then(|summary| summary.sd),
        "low": interval.map(|interval| interval.low),
        "high": interval.map(|interval| interval.high),
        "method": interval.map(|interval| interval.method.name()),
    })
}
