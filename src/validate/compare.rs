//! What was answered against what was published. Only the outputs that a vector has are looked at.

use super::Mismatch;
use super::exact;
use super::read::{Tolerance, Vector};
use serde_json::Value;

/// How the entries of a list are compared, where not one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loose {
    /// In any order: what is published is a set.
    Set,
    /// As far as the published list goes.
    Beginning,
}

/// Every expected output that the answer does not have, or has otherwise.
pub fn compare(vector: &Vector, answer: &Value, loose: &[(&str, Loose)]) -> Vec<Mismatch> {
    let mut missed = Vec::new();
    for (key, expected) in &vector.expected {
        let loose = loose.iter().find(|(of, _)| of == key).map(|(_, how)| *how);
        let (expected, got) = arranged(expected, answer.get(key), loose);
        differences(key, &expected, got.as_ref(), vector, &mut missed);
    }
    missed
}

fn arranged(expected: &Value, got: Option<&Value>, loose: Option<Loose>) -> (Value, Option<Value>) {
    let sorted = |value: &Value| {
        let mut entries = value.as_array().cloned().unwrap_or_default();
        entries.sort_by_key(Value::to_string);
        Value::Array(entries)
    };
    match (loose, expected.as_array(), got.and_then(Value::as_array)) {
        (Some(Loose::Set), Some(_), Some(_)) => (sorted(expected), got.map(sorted)),
        (Some(Loose::Beginning), Some(short), Some(long)) => {
            (expected.clone(), Some(Value::Array(long.iter().take(short.len()).cloned().collect())))
        }
        _ => (expected.clone(), got.cloned()),
    }
}

fn differences(key: &str, expected: &Value, got: Option<&Value>, vector: &Vector, missed: &mut Vec<Mismatch>) {
    match (expected, got) {
        (Value::Object(parts), Some(Value::Object(_))) => {
            for (name, part) in parts {
                differences(&format!("{key}.{name}"), part, got.and_then(|got| got.get(name)), vector, missed);
            }
        }
        (Value::Array(parts), Some(Value::Array(found))) if parts.len() == found.len() => {
            for (idx, (part, found)) in parts.iter().zip(found).enumerate() {
                differences(&format!("{key}[{idx}]"), part, Some(found), vector, missed);
            }
        }
        (_, Some(got)) if same(expected, got, vector.tolerance) => {}
        _ => missed.push(Mismatch {
            id: vector.id.clone(),
            key: key.to_owned(),
            expected: expected.clone(),
            got: got.cloned(),
            source: vector.source.clone(),
        }),
    }
}

/// Whether two single values are the same, numbers within the tolerance. Whole numbers and fractions are compared as such.
fn same(expected: &Value, got: &Value, tolerance: Tolerance) -> bool {
    if expected == got {
        return true;
    }
    if let (Some(expected), Some(got)) = (exactly(expected), exactly(got))
        && expected == got
    {
        return true;
    }
    let (Some(expected), Some(got)) = (number(expected), number(got)) else { return false };
    let gap = (expected - got).abs();
    match tolerance {
        Tolerance::Exact => gap <= 0.0,
        Tolerance::Absolute(allowed) => gap <= allowed,
        Tolerance::Relative(allowed) => gap <= allowed * expected.abs(),
        Tolerance::OrderOfMagnitude => false,
    }
}

fn exactly(value: &Value) -> Option<exact::Signed> {
    match value {
        Value::Number(number) => exact::signed(&number.to_string()),
        Value::String(text) => exact::signed(text),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let exact::Signed { negative, size } = exact::signed(text)?;
            Some(if negative { -size.value() } else { size.value() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn misses(tolerance: Tolerance, expected: Value, got: Value, loose: &[(&str, Loose)]) -> Vec<String> {
        let vector = Vector {
            id: "one".into(),
            kind: "any".into(),
            source: String::new(),
            inputs: Value::Null,
            expected: expected.as_object().expect("an object").clone(),
            tolerance,
        };
        compare(&vector, &got, loose).into_iter().map(|miss| miss.key).collect()
    }

    #[test]
    fn numbers_are_compared_within_the_tolerance_and_no_further() {
        let one =
            |tolerance, expected: Value, got: Value| misses(tolerance, json!({"x": expected}), json!({"x": got}), &[]).is_empty();
        assert!(one(Tolerance::Exact, json!(7), json!(7.0)));
        assert!(one(Tolerance::Exact, json!("2/4"), json!("1/2")));
        assert!(one(Tolerance::Exact, json!("200"), json!(200)));
        assert!(!one(Tolerance::Exact, json!(7), json!(7.000_000_1)));
        assert!(one(Tolerance::Absolute(0.5), json!(7), json!(7.5)));
        assert!(!one(Tolerance::Absolute(0.5), json!(7), json!(7.6)));
        assert!(one(Tolerance::Relative(0.1), json!(-10), json!(-11)));
        assert!(!one(Tolerance::Relative(0.1), json!(10), json!(11.1)));
        assert!(one(Tolerance::Absolute(1e-9), json!("3/11"), json!(3.0 / 11.0)));
        assert!(!one(Tolerance::OrderOfMagnitude, json!(7), json!(8)));
    }

    #[test]
    fn words_truth_and_nothing_are_no_numbers() {
        let one = |expected: Value, got: Value| {
            misses(Tolerance::Absolute(9.0), json!({"x": expected}), json!({"x": got}), &[]).is_empty()
        };
        assert!(one(json!("Active"), json!("Active")) && !one(json!("Active"), json!("Pending")));
        assert!(!one(json!(true), json!(1)) && !one(json!(null), json!(0)) && one(json!(null), json!(null)));
        assert!(!one(json!([1]), json!([1, 2])) && !one(json!(1), json!([1])));
    }

    #[test]
    fn only_what_is_expected_is_compared_and_missing_outputs_fail() {
        let got = json!({"a": {"x": 1, "y": 2}, "b": [1, 2, 3]});
        assert_eq!(misses(Tolerance::Exact, json!({"a": {"y": 2}}), got.clone(), &[]), [""; 0]);
        assert_eq!(misses(Tolerance::Exact, json!({"a": {"z": 2}, "c": 1}), got.clone(), &[]), ["a.z", "c"]);
        assert_eq!(misses(Tolerance::Exact, json!({"b": [1, 5, 3]}), got.clone(), &[]), ["b[1]"]);
        assert_eq!(misses(Tolerance::Exact, json!({"b": [3, 2, 1]}), got.clone(), &[("b", Loose::Set)]), [""; 0]);
        assert_eq!(misses(Tolerance::Exact, json!({"b": [1, 2]}), got, &[("b", Loose::Beginning)]), [""; 0]);
    }
}
