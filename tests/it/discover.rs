//! `folkmoot discover`: a planted box comes out in a sentence, noise comes out as noise, and every wrong request is pointed at.

use crate::cli::{Place, code, refused, stderr, stdout};
use expect_test::{Expect, expect};
use folkmoot::dice::{Dice, Key, Purpose};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// A folder `table` with 500 points, one run each: attention per day, a window of whole days, a rule, and the share of harm that
/// `harm` says.
fn table(harm: impl Fn(f64, u64, &str) -> f64) -> Place {
    let place = Place::new();
    let dice = Dice::new(11, 0);
    let number = |what: &str, point: u64| dice.uniform(Purpose::Design, Key::of(what), Key::NONE, point);
    let (mut points, mut runs) =
        ("point,people.attention,route.window,quorum\n".to_owned(), "point,replicate,harm_passed_share\n".to_owned());
    for point in 0..500 {
        let attention = number("attention", point);
        let window = 1 + (14.0 * number("window", point)) as u64;
        let rule = ["none", "2%", "{ for = \"1%\" }"][(3.0 * number("rule", point)) as usize];
        let cell = rule.replace('"', "\"\"");
        points += &format!("p{point},{attention},{window} days,\"{cell}\"\n");
        let share = (harm(attention, window, rule) + 0.1 * number("luck", point)).min(1.0);
        runs += &format!("p{point},0,{share}\n");
    }
    fs::create_dir(place.path("table")).expect("a folder can be made");
    fs::write(place.path("table/points.csv"), points).expect("the file can be written");
    fs::write(place.path("table/runs.csv"), runs).expect("the file can be written");
    place
}

fn planted() -> Place {
    table(|attention, window, _| if attention < 0.3 && window <= 5 { 0.7 } else { 0.1 })
}

#[track_caller]
fn object(place: &Place, args: &[&str]) -> Value {
    let done = place.folkmoot(&[&["discover"], args, &["--json"]].concat());
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    serde_json::from_str(&stdout(&done)).expect("one object")
}

#[test]
fn a_planted_box_comes_out_in_a_sentence() {
    let place = planted();
    let done = place.folkmoot(&["discover", "table", "--where", "harm_passed_share > 50%"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let text = stdout(&done);
    let first = text.lines().next().unwrap_or_default();
    assert!(first.starts_with("harm_passed_share > 50% in ") && first.contains(" % of runs with attention below 0.3"), "{first}");
    assert!(first.contains(" and window at most 5 days (") && first.ends_with("100 % of such runs are there."), "{first}");
    for part in [
        "Box 1: attention below 0.3",
        "Tree, share of runs with harm_passed_share > 50%",
        "Again: folkmoot discover table --where",
    ] {
        assert!(text.contains(part), "`{part}` in\n{text}");
    }
    let found = object(&place, &["table", "--where", "harm_passed_share > 50%"]);
    let keys = |value: &Value| value.as_object().map(|of| of.keys().cloned().collect::<Vec<String>>()).unwrap_or_default();
    assert_eq!(keys(&found), ["boxes", "cases", "name", "p", "points", "points_held_back", "runs", "tree", "where"]);
    let one = &found["boxes"][0];
    assert_eq!(keys(one), ["cases", "coverage", "density", "held_back", "limits", "mass", "p", "runs", "words"]);
    let high = one["limits"][0]["high"].as_f64().expect("a number");
    assert!((high - 0.3).abs() < 0.04 && one["density"].as_f64().is_some_and(|density| density > 0.95), "{one}");
    assert_eq!((&one["limits"][1]["path"], &one["limits"][1]["low"]), (&"route.window".into(), &Value::Null));
    assert_eq!((&found["points"], &found["points_held_back"]), (&500.into(), &150.into()));
}

#[test]
fn tables_and_picture_say_the_same_and_are_those_of_the_last_search() {
    let place = planted();
    place.folkmoot(&["discover", "table", "--where", "harm_passed_share > 50%"]);
    let read = |name: &str| fs::read_to_string(place.path(name)).unwrap_or_default();
    let boxes = read("table/boxes.csv");
    let rows: Vec<&str> = boxes.lines().collect();
    assert!(rows.len() == 3 && rows[1].starts_with("1,harm_passed_share > 50%,people.attention,,,0.3"), "{boxes}");
    assert!(rows[2].starts_with("1,harm_passed_share > 50%,route.window,days,,5.5,,"), "{boxes}");
    assert!(read("table/peeling.csv").lines().nth(1).is_some_and(|row| row.starts_with("1,0,1,")), "all is inside at first");
    if cfg!(feature = "plots") {
        let drawn = read("table/plots/boxes.svg");
        assert!(drawn.contains("<title>harm_passed_share &gt; 50% in ") && !drawn.contains("NaN"));
    }
    let again = place.folkmoot(&["discover", "table", "--where", "harm_passed_share > 50%"]);
    assert_eq!((code(&again), read("table/boxes.csv")), (0, boxes.clone()));
    // Luck alone is no box.
    let noise = place.folkmoot(&["discover", "table", "--where", "harm_passed_share > 50%", "--inputs", "quorum"]);
    assert!(stdout(&noise).contains("and no box: nothing here tells where"), "{}", stdout(&noise));
    assert_eq!(read("table/boxes.csv").lines().count(), 1);
    assert!(!place.path("table/plots/boxes.svg").exists() && !place.path("table/plots/boxes.png").exists());
}

#[test]
fn rules_are_taken_out_by_name() {
    let place = table(|_, window, rule| if rule == "none" && window > 7 { 0.7 } else { 0.1 });
    let found = object(&place, &["table", "--where", "harm_passed_share > 0.5"]);
    let limits = &found["boxes"][0]["limits"];
    assert_eq!((&limits[1]["path"], &limits[1]["values"]), (&"quorum".into(), &serde_json::json!(["none"])));
    assert_eq!(found["boxes"][0]["words"], "window at least 8 days and quorum = none");
}

#[test]
fn luck_alone_is_said_to_be_luck() {
    let place = table(|_, _, _| 0.1);
    let done = place.folkmoot(&["discover", "table", "--where", "harm_passed_share > 15%"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let text = stdout(&done);
    for part in [
        "of 500 runs, and no box: nothing here tells where, better than chance does.",
        "No box: the best that peeling finds is no better than what it finds in shuffled results (p = ",
        "no parting of the points is better than chance",
    ] {
        assert!(text.contains(part), "`{part}` in\n{text}");
    }
}

#[test]
fn a_sweep_of_ours_is_searched_over_levers_and_worlds() {
    let place = Place::new();
    let text = "schema = 1\nquestion = \"Where?\"\nscenario = \"small.toml\"\nreplicates = 3\n\n[levers]\n\
        design = { latin_hypercube = { samples = 30 } }\n\"adversary.insiders.seats\" = [1, 4]\n\n[worlds]\n\
        design = { latin_hypercube = { samples = 4 } }\n\"people.core.context\" = { uniform = [0.2, 0.8] }\n";
    fs::write(place.path("what.toml"), text).expect("the file can be written");
    let done = place.folkmoot(&["sweep", "what.toml", "--out", "swept"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let found = object(&place, &["swept", "--where", "harm_passed_share > 50%"]);
    assert!(found["points"].as_u64().is_some_and(|points| points <= 8) && found["points_held_back"] == 0, "{found}");
    // Everything that was made from the sweep goes with it, and none of it is part of its results.
    let again = place.folkmoot(&["sweep", "what.toml", "--out", "swept", "--resume"]);
    assert!(stderr(&again).starts_with("complete before"), "{}", stderr(&again));
    place.folkmoot(&["sweep", "what.toml", "--out", "swept", "--replicates", "4", "--resume"]);
    assert!(!place.path("swept/boxes.csv").exists());
}

#[track_caller]
fn refuses(place: &Place, args: &[&str], message: &Expect) {
    refused(&place.folkmoot(&[&["discover"], args].concat()), message);
    assert!(!place.path("table/boxes.csv").exists());
}

#[test]
fn a_condition_that_cannot_be_read_is_pointed_at() {
    let place = planted();
    refuses(
        &place,
        &["table", "--where", "harm_passed_share"],
        &expect![[r#"
            error: expected a comparison such as `drained_share > 10%`, found none
             --> --where:1:1
              |
            1 | harm_passed_share
              | ^^^^^^^^^^^^^^^^^
            hint: put one of <, <=, >, >= or = between a metric and a number
        "#]],
    );
    refuses(
        &place,
        &["table", "--where", "harm_pased_share > 50%"],
        &expect![[r#"
            error: there is no metric `harm_pased_share`
             --> --where:1:1
              |
            1 | harm_pased_share > 50%
              | ^^^^^^^^^^^^^^^^
            hint: did you mean `harm_passed_share`?
        "#]],
    );
    refuses(
        &place,
        &["table", "--where", "harm_passed_share > 3 days"],
        &expect![[r#"
            error: expected a share, found `3 days`
             --> --where:1:21
              |
            1 | harm_passed_share > 3 days
              |                     ^^^^^^
            hint: write it as `10%` or `0.1`
        "#]],
    );
    refuses(
        &place,
        &["table", "--where", "harm_passed_share >"],
        &expect![[r#"
            error: expected a share, found none
             --> --where:1:19
              |
            1 | harm_passed_share >
              |                   ^
            hint: write it as `10%` or `0.1`
        "#]],
    );
    let json = place.folkmoot(&["discover", "table", "--where", "harm > 1", "--json"]);
    let object: Value = serde_json::from_str(&stdout(&json)).expect("one object");
    assert_eq!((code(&json), &object["error"]["place"]), (2, &"--where:1:1".into()));
}

#[test]
fn all_or_none_of_the_runs_leave_nothing_to_search() {
    let place = planted();
    refuses(
        &place,
        &["table", "--where", "harm_passed_share > 90%"],
        &expect![[r#"
            error: expected a condition that some runs meet and others do not, found none of 500 runs
              --> --where
            hint: here `harm_passed_share` lies between 10.0 % and 79.9 %, and half of the runs are below 15.5 %
        "#]],
    );
    refuses(
        &place,
        &["table", "--where", "harm_passed_share < 1"],
        &expect![[r#"
            error: expected a condition that some runs meet and others do not, found all 500 runs
              --> --where
            hint: here `harm_passed_share` lies between 10.0 % and 79.9 %, and half of the runs are below 15.5 %
        "#]],
    );
}

#[test]
fn what_is_no_sweep_and_what_is_no_axis_is_refused() {
    let place = planted();
    refuses(
        &place,
        &["table", "--where", "harm_passed_share > 50%", "--inputs", "windov"],
        &expect![[r#"
            error: expected an axis of the tables, found `windov`
              --> --inputs
            hint: did you mean `window`?
        "#]],
    );
    refuses(
        &place,
        &["table", "--where", "harm_passed_share > 50%", "--alpha", "60%"],
        &expect![[r#"
            error: expected a share between 0.1 % and 50 %, found 60 %
              --> --alpha
            hint: one step takes off a little: 5 % is usual, 2 % is more patient
        "#]],
    );
    refuses(
        &place,
        &["nowhere", "--where", "harm_passed_share > 50%"],
        &expect![[r#"
            error: expected a result folder with a table `runs.csv`, found nothing
              --> nowhere
            hint: `folkmoot run` and `folkmoot sweep` leave one below `output/`
        "#]],
    );
    place.folkmoot(&["run", "small.toml", "--out", "run", "--replicates", "4"]);
    refuses(
        &place,
        &["run", "--where", "harm_passed_share > 50%"],
        &expect![[r#"
            error: expected a sweep, found results in which nothing was varied
              --> run
            hint: `folkmoot sweep` varies rules and worlds; `folkmoot new --experiment` writes an experiment to start from
        "#]],
    );
}

#[test]
fn the_dictionary_says_what_every_column_means_and_what_may_stand_there() {
    let place = Place::new();
    let text = "schema = 1\nquestion = \"What?\"\nscenario = \"small.toml\"\nreplicates = 6\n\n[levers]\n\
        \"adversary.insiders.seats\" = [1, 4]\n\n[worlds]\ndesign = { latin_hypercube = { samples = 16 } }\n\
        \"people.core.context\" = { uniform = [0.2, 0.8] }\n";
    fs::write(place.path("what.toml"), text).expect("the file can be written");
    place.folkmoot(&["sweep", "what.toml", "--out", "swept"]);
    place.folkmoot(&["summarize", "swept"]);
    place.folkmoot(&["discover", "swept", "--where", "drained_share > 0"]);
    place.folkmoot(&["run", "small.toml", "--out", "run"]);
    for folder in ["swept", "run"] {
        let meanings = meanings(&place, folder);
        for entry in fs::read_dir(place.path(folder)).expect("it is there") {
            let path = entry.expect("readable").path();
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            if name.ends_with(".csv") && name != "columns.csv" {
                check(&path, &name, &meanings);
            }
        }
    }
}

/// Range and definition by file and column.
fn meanings(place: &Place, folder: &str) -> BTreeMap<(String, String), String> {
    let mut reader = csv::Reader::from_path(place.path(folder).join("columns.csv")).expect("it is there");
    let header = ["file", "column", "unit", "direction", "definition", "range", "role"];
    assert_eq!(reader.headers().expect("a header").iter().collect::<Vec<&str>>(), header);
    let rows = reader.records().map(|row| row.expect("a row"));
    let told = rows.inspect(|row| assert!(!row[4].is_empty() && !row[5].is_empty() && !row[6].is_empty(), "{row:?}"));
    told.map(|row| ((row[0].to_owned(), row[1].to_owned()), row[5].to_owned())).collect()
}

#[track_caller]
fn check(path: &std::path::Path, name: &str, meanings: &BTreeMap<(String, String), String>) {
    let mut reader = csv::Reader::from_path(path).expect("it is there");
    let header = reader.headers().expect("a header").clone();
    let ranges: Vec<&String> = header
        .iter()
        .map(|column| {
            meanings.get(&(name.to_owned(), column.to_owned())).unwrap_or_else(|| panic!("{name}: {column} in columns.csv"))
        })
        .collect();
    for row in reader.records() {
        for ((cell, range), column) in row.expect("a row").iter().zip(&ranges).zip(&header) {
            let Ok(number) = cell.parse::<f64>() else { continue };
            let fits = match range.as_str() {
                "0 to 1" => (0.0..=1.0).contains(&number),
                "0 or 1" => ["0", "1"].contains(&cell),
                "0 and up" | "whole, 0 and up" => number >= 0.0,
                _ => true,
            };
            assert!(fits, "{name}: {column} = {cell} is not {range}");
        }
    }
}
