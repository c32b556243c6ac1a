//! Numbers that others published, asked of the library and of the command line; and that a number which is not theirs is noticed.

use expect_test::{Expect, expect};
use folkmoot::validate::{self, Answered, Plan, Tolerance, Vector};
use serde_json::{Value, json};
use std::fs;
use std::process::{Command, Output};

fn published() -> Vec<Vector> {
    validate::read(include_str!("../vectors/published.json")).unwrap_or_else(|error| panic!("{error}"))
}

/// Whether every vector comes out as expected; what cannot be asked does not.
fn passes(vector: &Vector) -> bool {
    let fared = validate::validate(std::slice::from_ref(vector), None);
    fared.is_ok_and(|fared| fared.iter().all(|kind| kind.n_failed == 0 && kind.n_passed == 1))
}

#[test]
fn every_published_number_comes_out() {
    let fared = validate::validate(&published(), None).unwrap_or_else(|error| panic!("{error}"));
    let missed: Vec<_> = fared.iter().flat_map(|kind| &kind.mismatches).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    let not_covered: Vec<&str> = fared.iter().filter(|kind| kind.n_not_covered > 0).map(|kind| kind.kind.as_str()).collect();
    assert_eq!(not_covered, ["empirical.fact"]);
    assert_eq!(fared.iter().map(|kind| kind.n_passed).sum::<usize>(), 160);
}

#[test]
fn the_engine_lives_through_what_it_can() {
    let fared = validate::validate(&published(), Some(Plan::USUAL)).unwrap_or_else(|error| panic!("{error}"));
    let missed: Vec<_> = fared.iter().flat_map(|kind| &kind.mismatches).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    let engine = |kind: &&validate::Fared| kind.answered == Answered::Engine;
    let lived: Vec<(&str, usize)> = fared.iter().filter(engine).map(|kind| (kind.kind.as_str(), kind.n_lived)).collect();
    let expected = [
        ("behaviour.bounded_attention", 2),
        ("capture.sortition_panel", 2),
        ("endtoend.active_vote_pass_rate", 2),
        ("endtoend.escalation_latency", 2),
        ("endtoend.optimistic_pass_rate", 2),
        ("jury.condorcet", 2),
        ("queue.md1", 1),
        ("queue.mmc", 2),
        ("queue.periodic_meeting", 1),
        ("queue.review_window", 1),
        ("queue.slotted_capacity", 2),
        ("quorum.poisson_binomial", 2),
    ];
    assert_eq!(lived, expected);
}

/// The value with one of its leaves changed, in every way that keeps its type.
fn changes(value: &Value) -> Vec<Value> {
    match value {
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Null => vec![json!(7)],
        Value::String(text) => match text.parse::<u64>() {
            Ok(number) => vec![json!((number + 1).to_string())],
            Err(_) => vec![json!(format!("{text}?"))],
        },
        Value::Number(number) => match number.as_u64() {
            Some(whole) => [whole.saturating_sub(2), whole + 2, whole * 2 + 3, 0]
                .into_iter()
                .filter(|new| *new != whole)
                .map(Value::from)
                .collect(),
            None => number
                .as_f64()
                .into_iter()
                .flat_map(|real| {
                    let new = [real * 1.25 + 0.01, real * 0.5, real * 0.1 + 0.85];
                    new.into_iter().filter(move |new| (new - real).abs() > 1e-3).map(Value::from)
                })
                .collect(),
        },
        Value::Array(parts) => {
            let inside = |idx: usize| {
                changes(&parts[idx]).into_iter().map(move |part| {
                    let mut changed = parts.clone();
                    changed[idx] = part;
                    Value::Array(changed)
                })
            };
            let shorter = (!parts.is_empty()).then(|| Value::Array(parts[1..].to_vec()));
            (0..parts.len()).flat_map(inside).chain(shorter).collect()
        }
        Value::Object(parts) => {
            let inside = |(key, part): (&String, &Value)| {
                let key = key.clone();
                changes(part).into_iter().map(move |part| {
                    let mut changed = parts.clone();
                    changed.insert(key.clone(), part);
                    Value::Object(changed)
                })
            };
            parts.iter().flat_map(inside).collect()
        }
    }
}

fn asked() -> Vec<Vector> {
    published().into_iter().filter(|vector| vector.tolerance != Tolerance::OrderOfMagnitude).collect()
}

#[test]
fn every_changed_expectation_fails_its_vector() {
    for vector in asked() {
        for changed in changes(&Value::Object(vector.expected.clone())) {
            let expected = changed.as_object().expect("it stays an object").clone();
            assert!(!passes(&Vector { expected, ..vector.clone() }), "{}: {changed}", vector.id);
        }
    }
}

#[test]
fn some_changed_input_fails_its_vector() {
    for vector in asked() {
        let fails = |inputs: Value| !passes(&Vector { inputs, ..vector.clone() });
        assert!(changes(&vector.inputs).into_iter().any(fails), "{}", vector.id);
    }
}

#[test]
fn an_input_that_nobody_uses_and_one_that_is_missing_are_refused() {
    for vector in asked() {
        let inputs = vector.inputs.as_object().expect("inputs are an object");
        let mut more = inputs.clone();
        more.insert("unheard_of".to_owned(), json!(1));
        let refused = validate::validate(&[Vector { inputs: Value::Object(more), ..vector.clone() }], None);
        assert!(refused.is_err_and(|error| error.place.ends_with("inputs.unheard_of")), "{}", vector.id);
        let none = validate::validate(&[Vector { inputs: json!({}), ..vector.clone() }], None);
        assert!(none.is_err(), "{}", vector.id);
    }
}

/// The program on a file of vectors.
fn folkmoot(text: &str, more: &[&str]) -> Output {
    let place = tempfile::tempdir().expect("a folder can be made");
    fs::write(place.path().join("vectors.json"), text).expect("the file can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
    command.args(["validate", "--vectors", "vectors.json"]).args(more).current_dir(place.path());
    command.output().expect("the program starts")
}

/// A file with one vector.
fn file(vector: &Value) -> String {
    json!({ "schema": "folkmoot-vectors/1", "vectors": [vector] }).to_string()
}

fn vector() -> Value {
    json!({
        "id": "one",
        "kind": "nouns.fork",
        "source": "the contract",
        "inputs": { "adjusted_supply": 1000, "in_escrow": 201, "threshold_bps": 2000, "treasury": 1000000 },
        "expected": { "threshold": 200, "can_execute": true },
        "tolerance": { "type": "exact" },
    })
}

#[track_caller]
fn check(output: &Output, code: i32, stdout: &Expect, stderr: &Expect) {
    stdout.assert_eq(&String::from_utf8_lossy(&output.stdout));
    stderr.assert_eq(&String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code));
}

#[test]
fn what_passes_is_counted() {
    check(
        &folkmoot(&file(&vector()), &[]),
        0,
        &expect![[r#"
        kind        answered by  passed  failed  not covered
        nouns.fork  rule         1       -       -

        1 vectors of 1 kinds: 1 passed, 0 failed, 0 not covered
    "#]],
        &expect![""],
    );
}

#[test]
fn what_fails_is_told_with_its_source() {
    let mut wrong = vector();
    wrong["expected"] = json!({ "threshold": 201, "can_execute": true, "sent": 5 });
    check(
        &folkmoot(&file(&wrong), &[]),
        1,
        &expect![[r#"
        kind        answered by  passed  failed  not covered
        nouns.fork  rule         -       1       -

        one: sent
          expected  5
          got       no such output
          source    the contract

        one: threshold
          expected  201
          got       200
          source    the contract

        1 vectors of 1 kinds: 0 passed, 1 failed, 0 not covered
    "#]],
        &expect![""],
    );
    check(
        &folkmoot(&file(&wrong), &["--json"]),
        1,
        &expect![[r#"
        {"failed":1,"kinds":[{"answered_by":"rule","failed":1,"kind":"nouns.fork","mismatches":[{"expected":5,"got":null,"id":"one","key":"sent","source":"the contract"},{"expected":201,"got":200,"id":"one","key":"threshold","source":"the contract"}],"not_covered":0,"note":"","passed":0,"runs":[]}],"not_covered":0,"passed":0}
    "#]],
        &expect![""],
    );
}

/// The message about a file that makes no sense.
#[track_caller]
fn refused(text: &str, message: &Expect) {
    check(&folkmoot(text, &[]), 2, &expect![""], message);
}

fn with(pointer: &str, value: Value) -> String {
    let mut changed = vector();
    *changed.pointer_mut(pointer).expect("the vector has it") = value;
    file(&changed)
}

#[test]
fn a_file_that_makes_no_sense_is_refused_where_it_does_not() {
    refused(
        "{ \"schema\": ",
        &expect![[r#"
        error: expected JSON, found text that is not JSON: EOF while parsing a value
          --> vectors.json: line 1, column 12
        hint: see the shipped file of vectors
    "#]],
    );
    refused(
        "{ \"schema\": \"other/1\", \"vectors\": [] }",
        &expect![[r#"
        error: expected `folkmoot-vectors/1`, found `other/1`
          --> vectors.json: schema
        hint: the vectors of this version are written for schema `folkmoot-vectors/1`
    "#]],
    );
    refused(
        "{ \"schema\": \"folkmoot-vectors/1\" }",
        &expect![[r#"
        error: expected a list of vectors, found nothing
          --> vectors.json: vectors
        hint: the vectors of this version are written for schema `folkmoot-vectors/1`
    "#]],
    );
    refused(
        "{ \"schema\": \"folkmoot-vectors/1\", \"count\": 3, \"vectors\": [] }",
        &expect![[r#"
        error: expected 0, the number of vectors, found 3
          --> vectors.json: count
        hint: the file may have been cut off; count again and correct `count`, or leave it out
    "#]],
    );
    refused(
        &with("/tolerance/type", json!("roughly")),
        &expect![[r#"
        error: expected type `exact`, `abs` or `rel` with a value of at least 0, or `order-of-magnitude`, found `{"type":"roughly"}`
          --> vectors.json: vectors[0] (one).tolerance
        hint: every vector has id, kind, inputs, expected and tolerance
    "#]],
    );
    refused(
        &with("/expected", json!({})),
        &expect![[r#"
        error: expected at least one output to compare, found `{}`
          --> vectors.json: vectors[0] (one).expected
        hint: every vector has id, kind, inputs, expected and tolerance
    "#]],
    );
    refused(
        &with("/id", json!(3)),
        &expect![[r#"
        error: expected text, found `3`
          --> vectors.json: vectors[0].id
        hint: every vector has id, kind, inputs, expected and tolerance
    "#]],
    );
}

#[test]
fn a_kind_or_an_input_that_makes_no_sense_is_refused_where_it_does_not() {
    refused(
        &with("/kind", json!("noun.fork")),
        &expect![[r#"
        error: expected a kind of rule that is known, found `noun.fork`
          --> vectors.json: vectors[0] (one).kind
        hint: the nearest is `nouns.fork`
    "#]],
    );
    refused(
        &with("/inputs/treasury", json!("much")),
        &expect![[r#"
        error: expected a whole number from 0, found `"much"`
          --> vectors.json: vectors[0] (one).inputs.treasury
        hint: `shapes` in the published file lists the keys and types of every kind
    "#]],
    );
    refused(
        &with("/inputs", json!({ "adjusted_supply": 1000 })),
        &expect![[r#"
        error: expected a value, found nothing
          --> vectors.json: vectors[0] (one).inputs.in_escrow
        hint: `shapes` in the published file lists the keys and types of every kind
    "#]],
    );
}

#[test]
fn a_file_that_is_not_there_is_told_to_people_and_to_programs() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
    let output = command.args(["validate", "--vectors", "/nowhere/vectors.json"]).output().expect("the program starts");
    check(
        &output,
        2,
        &expect![""],
        &expect![[r#"
        error: expected a file of vectors that can be read, found No such file or directory (os error 2)
          --> /nowhere/vectors.json
        hint: `--vectors FILE` names it
    "#]],
    );
    let output = folkmoot("", &["--json"]);
    check(
        &output,
        2,
        &expect![[r#"
        {"error":{"expected":"JSON","found":"text that is not JSON: EOF while parsing a value","hint":"see the shipped file of vectors","place":"vectors.json: line 1, column 0"}}
    "#]],
        &expect![""],
    );
}
