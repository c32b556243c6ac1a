//! `folkmoot summarize`: answers from the tables alone, ours or anybody's, and every wrong request refused.

use crate::cli::{Place, code, refused, stderr, stdout};
use expect_test::{Expect, expect};
use serde_json::Value;
use std::fs;

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";
const SEATS: &str = "decisions.operational.route.review.optimistic.objections.seats";

/// A sweep of two levers with two values each, in a folder `swept`.
fn swept() -> Place {
    let place = Place::new();
    let head = "schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\nreplicates = 12\n";
    let metrics = "metrics = [\"harm_passed_share\", \"delay_p90_days\"]\n";
    let levers = format!("[levers]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 3]\n");
    fs::write(place.path("what.toml"), format!("{head}{metrics}{levers}")).expect("the file can be written");
    let done = place.folkmoot(&["sweep", "what.toml", "--out", "swept"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    place
}

/// A folder `foreign` with these tables.
fn foreign(runs: &str, points: Option<&str>) -> Place {
    let place = Place::new();
    fs::create_dir(place.path("foreign")).expect("a folder can be made");
    fs::write(place.path("foreign/runs.csv"), runs).expect("the file can be written");
    if let Some(points) = points {
        fs::write(place.path("foreign/points.csv"), points).expect("the file can be written");
    }
    place
}

#[track_caller]
fn object(place: &Place, args: &[&str]) -> Value {
    let done = place.folkmoot(&[&["summarize"], args, &["--json"]].concat());
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    serde_json::from_str(&stdout(&done)).expect("one object")
}

fn close(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap_or(f64::NAN);
    assert!((found - expected).abs() < 1e-9, "found {found}, expected {expected}");
}

#[test]
fn the_first_line_answers_and_the_tables_are_written_once() {
    let place = swept();
    let done = place.folkmoot(&["summarize", "swept"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let text = stdout(&done);
    assert!(text.lines().next().is_some_and(|line| line.starts_with("harm_passed_share (less is better): ")), "{text}");
    for part in ["what: 4 settings of window and seats, 48 runs in all.", "Differences are from window = 24 hours, seats = 1"] {
        assert!(text.contains(part), "`{part}` in\n{text}");
    }
    assert_eq!(stderr(&done), "written: swept/settings.csv, swept/contrasts.csv\n");
    let again = place.folkmoot(&["summarize", "swept"]);
    assert_eq!((stdout(&again), stderr(&again)), (text, String::new()));
    let forced = place.folkmoot(&["summarize", "swept", "--force"]);
    assert_eq!(stderr(&forced), "written: swept/settings.csv, swept/contrasts.csv\n");
}

#[test]
fn settings_in_one_world_are_summed_up_as_the_sweep_did() {
    let place = swept();
    let before = fs::read_to_string(place.path("swept/summary.csv")).expect("the sweep wrote it");
    place.folkmoot(&["summarize", "swept"]);
    let settings = fs::read_to_string(place.path("swept/settings.csv")).expect("it was written");
    // What is made of all runs together needs more than the rows of the metric.
    let pooled = |line: &&str| !line.contains(",power_imbalance,");
    let of_points: Vec<&str> = before.lines().filter(pooled).map(|line| line.split_once(',').expect("cells").1).collect();
    assert_eq!(settings.lines().filter(pooled).collect::<Vec<&str>>(), of_points);
    fs::remove_file(place.path("swept/summary.csv")).expect("it can be removed");
    let done = place.folkmoot(&["summarize", "swept"]);
    assert_eq!(stderr(&done), "written: swept/summary.csv\n");
    let after = fs::read_to_string(place.path("swept/summary.csv")).expect("it was written");
    assert_eq!(after.lines().filter(pooled).collect::<Vec<&str>>(), before.lines().filter(pooled).collect::<Vec<&str>>());
}

#[test]
fn what_was_made_from_a_sweep_goes_when_it_is_extended_or_replaced() {
    let place = swept();
    place.folkmoot(&["summarize", "swept"]);
    let done = place.folkmoot(&["sweep", "what.toml", "--out", "swept", "--replicates", "13", "--resume"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    assert!(!place.path("swept/settings.csv").exists() && !place.path("swept/contrasts.csv").exists());
    place.folkmoot(&["summarize", "swept"]);
    let same = place.folkmoot(&["sweep", "what.toml", "--out", "swept", "--replicates", "13", "--resume"]);
    assert!(stderr(&same).starts_with("complete before") && place.path("swept/settings.csv").exists());
    place.folkmoot(&["sweep", "what.toml", "--out", "swept", "--force"]);
    assert!(!place.path("swept/settings.csv").exists());
}

const RUNS: &str = "\
point,replicate,status,profit,captured
a,0,ok,1,0
a,1,ok,2,0
a,2,ok,3,1
b,2,ok,4,1
b,1,ok,2,0
b,0,ok,3,1
b,3,panicked,,
";

#[test]
fn tables_of_another_program_are_paired_by_replicate_in_whatever_order_they_come() {
    let place = foreign(RUNS, Some("point,rule\na,old\nb,new\n"));
    let found = object(&place, &["foreign", "--metric", "profit,captured"]);
    assert_eq!((&found["runs"], &found["runs_failed"], &found["baseline"]["rule"]), (&6.into(), &1.into(), &"old".into()));
    let [old, new] = [0, 1].map(|setting| &found["settings"][setting]["metrics"]);
    close(&old["profit"]["mean"], 2.0);
    close(&new["profit"]["mean"], 3.0);
    // Replicate by replicate 2, 0, 1: mean 1, standard deviation 1, Student's 4.302653 with two degrees.
    let difference = &new["profit"]["difference"];
    close(&difference["mean"], 1.0);
    assert!((difference["high"].as_f64().expect("a number") - (1.0 + 4.302_652_73 / 3.0_f64.sqrt())).abs() < 1e-6);
    assert_eq!(old["profit"]["difference"], Value::Null);
    assert_eq!((&new["captured"]["method"], &old["profit"]["method"]), (&"wilson".into(), &"t".into()));
    // Nobody says which way profit is better.
    assert_eq!((&new["profit"]["best"], new["captured"]["best"].is_number()), (&Value::Null, true));
    let words = stdout(&place.folkmoot(&["summarize", "foreign", "--metric", "profit"]));
    assert!(
        words.starts_with("profit: from 2.00 (-0.48 to 4.48) with rule = old to 3.00 (0.52 to 5.48) with rule = new.\n"),
        "{words}"
    );
    let tables = ["settings.csv", "contrasts.csv", "summary.csv"].map(|name| place.path(&format!("foreign/{name}")).exists());
    assert_eq!(tables, [true; 3]);
}

#[test]
fn worlds_count_alike_and_levers_that_are_left_out_are_averaged_over() {
    let runs = "point,replicate,x\np,0,1\np,1,3\nq,0,10\nr,0,2\nr,1,6\ns,0,14\n";
    let points = "point,rule,rain\np,old,no\nq,old,yes\nr,new,no\ns,new,yes\n";
    let place = foreign(runs, Some(points));
    let found = object(&place, &["foreign", "--worlds", "rain"]);
    let [old, new] = [0, 1].map(|setting| &found["settings"][setting]["metrics"]["x"]);
    assert_eq!((&found["worlds"], &old["n"]), (&2.into(), &2.into()));
    // Worlds of 2 and 10, whatever the number of runs in each.
    close(&old["mean"], 6.0);
    // Differences of 2 and 4.
    close(&new["difference"]["mean"], 3.0);
    let by_rule = object(&place, &["foreign", "--by", "rule"]);
    let old = &by_rule["settings"][0]["metrics"]["x"];
    // Replicate 0 over both kinds of rain: 5.5; replicate 1: 3.
    close(&old["mean"], 4.25);
    assert_eq!((&by_rule["worlds"], &old["n"]), (&1.into(), &2.into()));
}

#[test]
fn runs_of_one_scenario_have_one_setting() {
    let place = Place::new();
    place.folkmoot(&["run", "small.toml", "--out", "run"]);
    let done = place.folkmoot(&["summarize", "run", "--metric", "harm_passed_share"]);
    assert_eq!((code(&done), stderr(&done)), (0, String::new()));
    assert!(stdout(&done).starts_with("harm_passed_share: "), "{}", stdout(&done));
    let found = object(&place, &["run", "--metric", "all"]);
    let metrics = found["settings"][0]["metrics"].as_object().map_or(0, serde_json::Map::len);
    let summary = fs::read_to_string(place.path("run/summary.csv")).expect("it is there");
    assert_eq!(metrics, summary.lines().count() - 1);
}

#[test]
fn json_has_the_shape_that_the_help_promises() {
    let place = swept();
    let found = object(&place, &["swept"]);
    let keys = |value: &Value| value.as_object().map(|of| of.keys().cloned().collect::<Vec<String>>()).unwrap_or_default();
    assert_eq!(keys(&found), ["baseline", "name", "runs", "runs_failed", "settings", "worlds", "zone"]);
    let metric = &found["settings"][3]["metrics"]["harm_passed_share"];
    let expected = ["best", "difference", "high", "low", "mean", "method", "n", "near", "q05", "q25", "q50", "q75", "q95", "sd"];
    assert_eq!(keys(metric), expected);
    assert_eq!(keys(&metric["difference"]), ["high", "low", "mean", "n", "p", "p_holm", "variance_ratio"]);
    assert_eq!(found["settings"][3]["axes"][WINDOW], "7 days");
}

#[track_caller]
fn refuses(place: &Place, args: &[&str], message: &Expect) {
    refused(&place.folkmoot(&[&["summarize"], args].concat()), message);
}

#[test]
fn what_is_no_finished_result_folder_is_refused() {
    let place = Place::new();
    refuses(
        &place,
        &["nowhere"],
        &expect![[r#"
            error: expected a result folder with a table `runs.csv`, found nothing
              --> nowhere
            hint: `folkmoot run` and `folkmoot sweep` leave one below `output/`
        "#]],
    );
    refuses(
        &place,
        &["small.toml"],
        &expect![[r#"
            error: expected a result folder with a table `runs.csv`, found a file
              --> small.toml
            hint: `folkmoot run` and `folkmoot sweep` leave one below `output/`
        "#]],
    );
    refuses(
        &place,
        &["."],
        &expect![[r#"
            error: expected a result folder with a table `runs.csv`, found a folder without it
              --> .
            hint: `folkmoot run` and `folkmoot sweep` leave one below `output/`
        "#]],
    );
    let place = swept();
    place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", "0/2"]);
    refuses(
        &place,
        &["parts"],
        &expect![[r#"
            error: expected the whole, found parts of a sweep
              --> parts
            hint: `folkmoot merge` puts them together
        "#]],
    );
    refuses(
        &place,
        &["parts/shards/0-of-2"],
        &expect![[r#"
            error: expected the whole, found part 0/2 of a sweep
              --> parts/shards/0-of-2
            hint: `folkmoot merge` puts the parts together
        "#]],
    );
    let manifest = place.path("swept/manifest.json");
    let text = fs::read_to_string(&manifest).expect("it is there").replacen("\"complete\"", "\"interrupted\"", 1);
    fs::write(manifest, text).expect("it can be written");
    refuses(
        &place,
        &["swept"],
        &expect![[r#"
            error: expected finished results, found 48 of 48 runs (interrupted)
              --> swept
            hint: `folkmoot sweep what.toml --resume` goes on
        "#]],
    );
}

#[test]
fn a_metric_an_axis_or_a_baseline_that_is_not_there_is_told_with_what_may_be_meant() {
    let place = swept();
    refuses(
        &place,
        &["swept", "--metric", "harm_pased_share"],
        &expect![[r#"
            error: expected a metric of the tables, found `harm_pased_share`
              --> --metric
            hint: did you mean `harm_passed_share`?
        "#]],
    );
    refuses(
        &place,
        &["swept", "--by", "windov"],
        &expect![[r#"
            error: expected an axis of the tables, found `windov`
              --> --by
            hint: did you mean `window`?
        "#]],
    );
    refuses(
        &place,
        &["swept", "--baseline", "window=3 days"],
        &expect![[r#"
            error: expected a setting that was run, found `window=3 days`
              --> --baseline
            hint: for example `--baseline 'window=24 hours' --baseline 'seats=1'`
        "#]],
    );
    refuses(
        &place,
        &["swept", "--baseline", "window=1 day"],
        &expect![[r#"
            error: expected one setting, found `window=1 day`, which several settings have
              --> --baseline
            hint: for example `--baseline 'window=24 hours' --baseline 'seats=1'`
        "#]],
    );
    refuses(
        &place,
        &["swept", "--zone", "300%"],
        &expect![[r#"
            error: expected a share between 0 and 1, found `300%`
              --> --zone
            hint: `--zone 1%`: one point of a share does not matter
        "#]],
    );
    assert!(!place.path("swept/settings.csv").exists(), "nothing is half-written");
}

#[test]
fn tables_that_do_not_fit_together_are_told_with_the_line() {
    for (runs, points, message) in [
        ("replicate,x\n0,1\n", Some("point,rule\na,old\n"), "expected a column `point`, found none\n  --> foreign/runs.csv"),
        ("point,x\na,1\nb,2\n", Some("point,rule\na,old\n"), "found the point `b` in line 3\n  --> foreign/runs.csv"),
        ("point,replicate,x\na,0,1\na,0,2\n", None, "found replicate 0 of a point twice"),
        ("point,x\na,1\na,\n", Some("point,rule\na,old\na,new\n"), "found `a` twice\n  --> foreign/points.csv"),
        ("point,x\na,1\nb,2\n", Some("point,rule\na,old\nb,old\n"), "found the same values at `a` and `b`"),
        ("point,x\na,1\na,2,3\n", None, "found 3 cells instead of 2 in line 3"),
        ("point,x,x\na,1,2\n", None, "found the column `x` twice"),
        ("point,status,x\na,panicked,\n", None, "expected at least one run, found only runs that failed"),
        ("point,x\n", None, "expected at least one run, found no row"),
        ("point,name\na,abc\n", None, "expected at least one metric, found no column of numbers"),
    ] {
        let place = foreign(runs, points);
        let done = place.folkmoot(&["summarize", "foreign"]);
        assert_eq!(code(&done), 2, "{}", stderr(&done));
        assert!(stderr(&done).contains(message) && stderr(&done).contains("\nhint: "), "`{message}` in\n{}", stderr(&done));
    }
    let rows: String = (0..300).map(|row| format!("a,{row},1\n")).collect();
    let place = foreign(&format!("point,replicate,x\n{rows}a,300,many\n"), None);
    refuses(
        &place,
        &["foreign"],
        &expect![[r#"
            error: expected a number of `x`, found `many` in line 302
              --> foreign/runs.csv
            hint: an empty cell says that there is no value
        "#]],
    );
}
