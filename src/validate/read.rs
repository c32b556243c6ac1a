//! The file of vectors: what it must hold, and where it does not.

use super::Malformed;
use serde_json::{Map, Value};

/// The schema that is read.
const SCHEMA: &str = "folkmoot-vectors/1";

/// One question with its published answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    /// A name, for messages only.
    pub id: String,
    /// What is asked.
    pub kind: String,
    /// Who published the answer; empty if the file does not say.
    pub source: String,
    /// What the rule is given.
    pub inputs: Value,
    /// The outputs to compare; others are not looked at.
    pub expected: Map<String, Value>,
    /// How near is near enough.
    pub tolerance: Tolerance,
}

/// How near a number must come; words and truth values must be the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// The same number.
    Exact,
    /// Within this much.
    Absolute(f64),
    /// Within this share of the expected number.
    Relative(f64),
    /// For calibration only: never compared as equal.
    OrderOfMagnitude,
}

/// Reads a file of vectors.
///
/// # Errors
/// Text that is no JSON, another schema, a number of vectors that is not the one announced, and vectors that lack a part.
pub fn read(text: &str) -> Result<Vec<Vector>, Malformed> {
    let file: Value = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        malformed(&place, &format!("text that is not JSON: {}", without_place(&error)), "JSON", "see the shipped file of vectors")
    })?;
    let hint = "the vectors of this version are written for schema `folkmoot-vectors/1`";
    match file.get("schema").and_then(Value::as_str) {
        Some(SCHEMA) => {}
        other => {
            let found = other.map_or("none".to_owned(), |schema| format!("`{schema}`"));
            return Err(malformed("schema", &found, &format!("`{SCHEMA}`"), hint));
        }
    }
    let list = file.get("vectors").and_then(Value::as_array);
    let list = list.ok_or_else(|| malformed("vectors", &told(file.get("vectors")), "a list of vectors", hint))?;
    if let Some(count) = file.get("count").filter(|count| count.as_u64() != Some(list.len() as u64)) {
        let hint = "the file may have been cut off; count again and correct `count`, or leave it out";
        return Err(malformed("count", &count.to_string(), &format!("{}, the number of vectors", list.len()), hint));
    }
    list.iter().enumerate().map(|(idx, entry)| vector(idx, entry)).collect()
}

fn vector(idx: usize, entry: &Value) -> Result<Vector, Malformed> {
    let place = match entry.get("id").and_then(Value::as_str) {
        Some(id) => format!("vectors[{idx}] ({id})"),
        None => format!("vectors[{idx}]"),
    };
    let part = |key: &str, what: &str| {
        malformed(
            &format!("{place}.{key}"),
            &told(entry.get(key)),
            what,
            "every vector has id, kind, inputs, expected and tolerance",
        )
    };
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| part(key, "text"));
    let object = |key: &str| entry.get(key).and_then(Value::as_object).cloned().ok_or_else(|| part(key, "an object"));
    let expected = object("expected")?;
    if expected.is_empty() {
        return Err(part("expected", "at least one output to compare"));
    }
    Ok(Vector {
        id: text("id")?,
        kind: text("kind")?,
        source: entry.get("source").and_then(Value::as_str).unwrap_or_default().to_owned(),
        inputs: Value::Object(object("inputs")?),
        expected,
        tolerance: tolerance(&object("tolerance")?).ok_or_else(|| {
            part("tolerance", "type `exact`, `abs` or `rel` with a value of at least 0, or `order-of-magnitude`")
        })?,
    })
}

fn tolerance(entry: &Map<String, Value>) -> Option<Tolerance> {
    let value = || entry.get("value").and_then(Value::as_f64).filter(|value| *value >= 0.0);
    match entry.get("type")?.as_str()? {
        "exact" => Some(Tolerance::Exact),
        "abs" => value().map(Tolerance::Absolute),
        "rel" => value().map(Tolerance::Relative),
        "order-of-magnitude" => Some(Tolerance::OrderOfMagnitude),
        _ => None,
    }
}

/// A value as a message tells it.
pub(super) fn told(value: Option<&Value>) -> String {
    value.map_or_else(
        || "nothing".to_owned(),
        |value| {
            let text = value.to_string();
            let start: String = text.chars().take(60).collect();
            if start.len() < text.len() { format!("`{start}...`") } else { format!("`{text}`") }
        },
    )
}

fn malformed(place: &str, found: &str, expected: &str, hint: &str) -> Malformed {
    let [place, found, expected, hint] = [place, found, expected, hint].map(str::to_owned);
    Malformed { place, found, expected, hint }
}

/// What is wrong, without the line and column that are told as the place.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}
