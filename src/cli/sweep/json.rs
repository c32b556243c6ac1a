//! What a sweep says, as one object.

use crate::cli::words::{ById, in_json};
use crate::experiment::MODEL_VERSION;
use crate::experiment::sweep::{Finished, Plan, Point};
use crate::export::{Answer, Finding};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The object, with a line end.
pub fn object(plan: &Plan, finished: &Finished) -> String {
    let answers = finished.told.iter().flat_map(|told| plan.points.iter().zip(&told.points));
    let object = Object {
        experiment: &plan.name,
        scenario: &plan.base.name,
        seed: in_json(plan.base.seed),
        model_version: MODEL_VERSION,
        runs: finished.runs.total(),
        runs_failed: finished.runs.failed(),
        points: answers.map(|(point, answers)| One::of(plan, point, answers)).collect(),
    };
    serde_json::to_string(&object).expect("numbers and names are JSON") + "\n"
}

#[derive(serde::Serialize)]
struct Object<'a> {
    experiment: &'a str,
    scenario: &'a str,
    seed: serde_json::Value,
    model_version: &'a str,
    runs: u64,
    runs_failed: u64,
    points: Vec<One<'a>>,
}

/// One point.
#[derive(serde::Serialize)]
struct One<'a> {
    point: &'a str,
    axes: Axes<'a>,
    metrics: Metrics<'a>,
}

impl<'a> One<'a> {
    fn of(plan: &'a Plan, point: &'a Point, answers: &'a [Answer]) -> One<'a> {
        One { point: &point.id, axes: Axes(plan, point), metrics: Metrics(plan, answers) }
    }
}

/// Answers keyed by id.
struct Metrics<'a>(&'a Plan, &'a [Answer]);

impl Serialize for Metrics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings: Vec<Finding> = self.0.columns.iter().zip(self.1).map(|(column, answer)| answer.about(column)).collect();
        ById(&findings).serialize(serializer)
    }
}

/// Values keyed by path, in the order of the axes.
struct Axes<'a>(&'a Plan, &'a Point);

impl Serialize for Axes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.axes.len()))?;
        for (axis, text) in self.0.axes.iter().zip(&self.1.texts) {
            // What TOML says in one word JSON can say too; a date is a text.
            let value = text.parse::<toml::Value>().ok().and_then(|value| serde_json::to_value(value).ok());
            map.serialize_entry(&axis.path, &value)?;
        }
        map.end()
    }
}
