//! Sweeps as people and programs meet them: the same bytes whatever happens on the way, and every wrong request refused before
//! anything runs.

use crate::cli::{Place, assert_same, code, refused, signal, stderr, stdout};
use expect_test::{Expect, expect};
use folkmoot::dice::{Dice, Key, Purpose};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";
const SEATS: &str = "decisions.operational.route.review.optimistic.objections.seats";

/// A folder with the small scenario and an experiment over it.
fn place(levers: &str) -> Place {
    let place = Place::new();
    write(&place, "replicates = 12", levers);
    place
}

/// Two levers of two values each.
fn four() -> Place {
    place(&format!("\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 3]\n"))
}

fn write(place: &Place, top: &str, levers: &str) {
    let head = "schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\n";
    let text = format!("{head}{top}\nmetrics = [\"harm_passed_share\", \"delay_p90_days\"]\n\n[levers]\n{levers}");
    fs::write(place.path("what.toml"), text).expect("the file can be written");
}

/// Sweeps into a folder and gives what it holds.
#[track_caller]
fn swept(place: &Place, out: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let done = place.folkmoot(&[&["sweep", "what.toml", "--out", out], more].concat());
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    place.results(out)
}

fn lines(results: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<String> {
    String::from_utf8_lossy(&results[name]).lines().map(str::to_owned).collect()
}

#[test]
fn a_sweep_leaves_a_row_per_run_and_a_summary_per_point() {
    let place = four();
    let done = place.folkmoot(&["sweep", "what.toml"]);
    assert_eq!((code(&done), stderr(&done).as_str()), (0, "results: output/what\n"));
    let text = stdout(&done);
    for part in [
        "4 settings of 2 levers, 48 runs of 90 days, seed 7.",
        "window    seats  harm_passed_share",
        "Again: folkmoot sweep what.toml",
    ] {
        assert!(text.contains(part), "`{part}` in\n{text}");
    }
    let results = place.results("output/what");
    let runs = lines(&results, "runs.csv");
    assert!(runs[0].starts_with(&format!("run_id,point,replicate,status,{WINDOW},{SEATS},decisions_per_month,")), "{}", runs[0]);
    let plan: Vec<Vec<&str>> = runs[1..].iter().map(|row| row.split(',').collect()).collect();
    let order: Vec<[&str; 3]> = plan[..5].iter().map(|row| [row[2], row[4], row[5]]).collect();
    let expected =
        [["0", "24 hours", "1"], ["0", "24 hours", "3"], ["0", "7 days", "1"], ["0", "7 days", "3"], ["1", "24 hours", "1"]];
    assert_eq!((plan.len(), order), (48, expected.to_vec()));
    let points = lines(&results, "points.csv");
    assert_eq!(
        points[1..].iter().map(|row| &row[..12]).collect::<Vec<_>>(),
        plan[..4].iter().map(|row| row[1]).collect::<Vec<_>>()
    );
    let metrics = runs[0].split(',').count() - 6;
    assert_eq!(lines(&results, "summary.csv").len(), 1 + 4 * metrics);
    let manifest = place.manifest("output/what");
    assert_eq!(
        (&manifest["status"], &manifest["sweep"]["points"], &manifest["runs"]["ok"]),
        (&"complete".into(), &4.into(), &48.into())
    );
}

#[test]
fn a_point_has_the_rows_that_it_has_alone() {
    let place = four();
    let sweep = lines(&swept(&place, "sweep", &[]), "runs.csv");
    let set = format!("{WINDOW}=\"7 days\"");
    let seats = format!("{SEATS}=3");
    let alone = place.folkmoot(&["run", "small.toml", "--set", &set, "--set", &seats, "--replicates", "12", "--out", "alone"]);
    assert_eq!(code(&alone), 0, "{}", stderr(&alone));
    let without_axes = |row: &String| row.replacen(",7 days,3,", ",", 1);
    let of_point: Vec<String> = sweep.iter().filter(|row| row.contains(",7 days,3,")).map(without_axes).collect();
    assert_eq!(of_point, lines(&place.results("alone"), "runs.csv")[1..]);
    let told = lines(&place.results("alone"), "summary.csv");
    let summary = lines(&place.results("sweep"), "summary.csv");
    let here: Vec<String> =
        summary.iter().filter_map(|row| row.split_once(",7 days,3,").map(|(_, rest)| rest.to_owned())).collect();
    assert_eq!(here, told[1..]);
}

#[test]
fn threads_change_no_byte_of_a_sweep() {
    let place = four();
    let whole = swept(&place, "whole", &[]);
    for threads in ["1", "2", "3", "8"] {
        assert_same(&swept(&place, threads, &["--threads", threads]), &whole);
    }
}

/// Moments at which a sweep is killed: a few, or as many as the environment says.
#[expect(clippy::disallowed_methods, reason = "how much is tested, not what comes out")]
fn moments() -> u64 {
    std::env::var("FOLKMOOT_RANDOM_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

#[test]
fn a_sweep_killed_at_any_moment_goes_on_to_the_same_bytes() {
    let place = four();
    let more = ["--replicates", "150"];
    let whole = swept(&place, "whole", &more);
    let length = whole["runs.csv"].len() as f64;
    for moment in 0..moments() {
        let at = Dice::new(6, moment).uniform(Purpose::Gap, Key::NONE, Key::NONE, 0);
        let mut child = place.spawn(&["sweep", "what.toml", "--replicates", "150", "--resume", "--out", "killed"]);
        place.wait_for_rows(&mut child, "killed", (at * length) as u64);
        // It may have ended by itself; then there is nothing to kill.
        let _ = child.kill();
        child.wait().expect("it has ended");
    }
    assert_same(&swept(&place, "killed", &["--replicates", "150", "--resume"]), &whole);
}

/// A sweep of runs that take no time: one day, nine thousand rows.
fn quick() -> Place {
    let place = four();
    let text = fs::read_to_string(place.path("small.toml")).expect("there is a scenario");
    let text = text.replace("\"90 days\"", "\"1 day\"").replace("report_every = \"7 days\"", "report_every = \"1 day\"");
    fs::write(place.path("small.toml"), text).expect("the file can be written");
    write(&place, "replicates = 2250", &format!("\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 3]\n"));
    place
}

#[test]
fn many_rows_killed_at_any_moment_are_taken_up_block_by_block() {
    let place = quick();
    let whole = swept(&place, "whole", &[]);
    let length = whole["runs.csv"].len() as f64;
    let mut blocks = 0;
    for moment in 0..moments() {
        let at = Dice::new(8, moment).uniform(Purpose::Gap, Key::NONE, Key::NONE, 0);
        let mut child = place.spawn(&["sweep", "what.toml", "--resume", "--out", "killed"]);
        place.wait_for_rows(&mut child, "killed", (at * length) as u64);
        let _ = child.kill();
        child.wait().expect("it has ended");
        // A block that was torn, rows of a block that the table lost: both are made again.
        let file = place.path("killed/runs.blocks");
        let written = fs::metadata(&file).map_or(0, |meta| meta.len());
        blocks = blocks.max(written);
        if let Ok(file) =
            fs::OpenOptions::new().write(true).open(if moment % 2 == 0 { file } else { place.path("killed/runs.csv") })
        {
            let length = file.metadata().expect("it has a length").len();
            file.set_len((length as f64 * 0.8) as u64).expect("it can be cut");
        }
    }
    // More than the head of the file: a block holds a thousand rows and more, whatever is the same in all of them.
    assert!(blocks > 4_096, "rows fill blocks, or nothing is tested: {blocks} bytes");
    assert_same(&swept(&place, "killed", &["--resume"]), &whole);
    assert!(!place.path("killed/runs.blocks").exists());
}

#[test]
fn parts_of_many_rows_put_together_are_the_whole() {
    let place = quick();
    let whole = swept(&place, "whole", &[]);
    for part in 0..3 {
        let done = place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", &format!("{part}/3")]);
        assert_eq!(code(&done), 0, "{}", stderr(&done));
    }
    let merged = place.folkmoot(&["merge", "parts"]);
    assert_eq!(code(&merged), 0, "{}", stderr(&merged));
    let mut results = place.results("parts");
    results.retain(|name, _| !name.starts_with("shards/"));
    assert_same(&results, &whole);
    let rows = place.path("parts/shards/1-of-3/runs.csv");
    let text = fs::read_to_string(&rows).expect("there are rows");
    let (last, _) = text.trim_end().rsplit_once('\n').expect("there are several");
    fs::write(&rows, format!("{last}\n")).expect("it can be written");
    let output = place.folkmoot(&["merge", "parts", "--out", "again"]);
    assert!(code(&output) == 2 && stderr(&output).contains("found part 1/3, which was changed since\n"), "{}", stderr(&output));
}

#[test]
fn an_interrupted_sweep_says_how_to_go_on() {
    let place = four();
    let mut child = place.spawn(&["sweep", "what.toml", "--replicates", "1000000", "--out", "stopped"]);
    place.wait_for_rows(&mut child, "stopped", 5_000);
    signal("INT", &child);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(code(&output), 130);
    let rows = place.manifest("stopped")["runs"]["ok"].as_u64().expect("a count");
    let (told, way_out) =
        (format!("interrupted after {rows} of 4000000 runs"), "hint: the same command with `--resume` goes on\n");
    assert!(stderr(&output).starts_with(&told) && stderr(&output).ends_with(way_out), "{}", stderr(&output));
}

#[test]
fn parts_put_together_are_the_whole() {
    let place = place(&format!("\"{WINDOW}\" = [\"24 hours\", \"72 hours\", \"7 days\"]\n"));
    for top in
        ["replicates = 7", "replicates = { min = 4, max = 12, until = { metric = \"harm_passed_share\", half_width = 0.15 } }"]
    {
        write(&place, top, &format!("\"{WINDOW}\" = [\"24 hours\", \"72 hours\", \"7 days\"]\n"));
        let whole = swept(&place, "whole", &["--force"]);
        for part in ["1/4", "0/4", "3/4", "2/4"] {
            let done = place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--force", "--shard", part]);
            assert_eq!(code(&done), 0, "{}", stderr(&done));
        }
        let merged = place.folkmoot(&["merge", "parts", "--out", "merged", "--force"]);
        assert_eq!(code(&merged), 0, "{}", stderr(&merged));
        assert_same(&place.results("merged"), &whole);
    }
}

#[test]
fn a_part_that_is_missing_is_named_with_the_line_that_runs_it() {
    let place = four();
    place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", "0/2"]);
    refused(
        &place.folkmoot(&["merge", "parts"]),
        &expect![[r#"
            error: expected each part once and finished, found no part 1/2
              --> parts
            hint: `folkmoot sweep what.toml --shard 1/2` runs it
        "#]],
    );
    let again = place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", "0/2"]);
    assert!(stderr(&again).starts_with("complete before, nothing to do: parts/shards/0-of-2\n"), "{}", stderr(&again));
    write(&place, "replicates = 12", &format!("\"{WINDOW}\" = [\"24 hours\"]\n"));
    place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", "1/2"]);
    let output = place.folkmoot(&["merge", "parts"]);
    assert!(stderr(&output).contains("found a part of another\n  --> parts/shards/1-of-2\n"), "{}", stderr(&output));
    let fourth = place.folkmoot(&["sweep", "what.toml", "--shard", "2/2"]);
    assert!(stderr(&fourth).contains("parts count from 0: the last of 2 is `1/2`"), "{}", stderr(&fourth));
}

#[test]
fn a_finished_sweep_is_extended_without_changing_a_row() {
    let place = four();
    let before = lines(&swept(&place, "grown", &[]), "runs.csv");
    assert_same(&swept(&place, "grown", &["--replicates", "20", "--resume"]), &swept(&place, "at_once", &["--replicates", "20"]));
    let more = lines(&place.results("grown"), "runs.csv");
    assert_eq!(more[..before.len()], before, "more replicates come after those that are there");
    write(
        &place,
        "replicates = 20",
        &format!("\"{WINDOW}\" = [\"24 hours\", \"72 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 2, 3]\n"),
    );
    assert_same(&swept(&place, "grown", &["--resume"]), &swept(&place, "wider", &[]));
    let wider = lines(&place.results("grown"), "runs.csv");
    assert!(more.iter().all(|row| wider.contains(row)), "every row is still there");
    assert_eq!(wider.len(), 1 + 9 * 20);
}

#[test]
fn an_extension_that_is_killed_loses_no_row() {
    let place = four();
    swept(&place, "grown", &["--replicates", "60"]);
    let levers = format!("\"{WINDOW}\" = [\"24 hours\", \"72 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 3]\n");
    write(&place, "replicates = 60", &levers);
    let whole = swept(&place, "wider", &[]);
    for share in [0.1, 0.5, 0.8] {
        let mut child = place.spawn(&["sweep", "what.toml", "--resume", "--out", "grown"]);
        place.wait_for_rows(&mut child, "grown", (share * whole["runs.csv"].len() as f64) as u64);
        let _ = child.kill();
        child.wait().expect("it has ended");
    }
    assert_same(&swept(&place, "grown", &["--resume"]), &whole);
}

#[test]
fn a_changed_experiment_is_refused_in_a_used_folder() {
    let place = four();
    swept(&place, "used", &[]);
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--out", "used"]),
        &expect![[r#"
            error: expected a new or empty folder, found 48 of 48 runs of `what` (complete)
              --> used
            hint: `--resume` goes on with them, `--force` replaces them, `--out DIR` writes elsewhere
        "#]],
    );
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--out", "used", "--resume", "--replicates", "5"]),
        &expect![[r#"
            error: expected at most 5, as asked for, found 12 replicates of each point
              --> used
            hint: `--replicates 12` or more keeps them, `--force` replaces the results, `--out DIR` writes elsewhere
        "#]],
    );
    write(&place, "replicates = 12", &format!("\"{WINDOW}\" = [\"24 hours\"]\n\"{SEATS}\" = [1, 3]\n"));
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--out", "used", "--resume"]),
        &expect![[r#"
            error: expected only points of this experiment, found 2 of 4 points that are not in this experiment
              --> used
            hint: a sweep can be given more values and replicates; `--force` replaces the results, `--out DIR` writes elsewhere
        "#]],
    );
    let run = place.folkmoot(&["run", "small.toml", "--out", "used", "--resume"]);
    assert_eq!(code(&run), 2, "{}", stderr(&run));
    place.folkmoot(&["run", "small.toml", "--out", "run"]);
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--out", "run", "--resume"]),
        &expect![[r#"
            error: expected results of a sweep, found runs of one scenario
              --> run
            hint: `--force` replaces the results, `--out DIR` writes elsewhere
        "#]],
    );
}

#[test]
fn rows_of_a_finished_sweep_that_somebody_changed_are_not_built_upon() {
    let place = four();
    swept(&place, "changed", &[]);
    let table = place.path("changed/runs.csv");
    let text = fs::read_to_string(&table).expect("there are rows");
    fs::write(&table, text.replacen(",ok,", ",panicked,", 1)).expect("it can be written");
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--out", "changed", "--resume", "--replicates", "13"]),
        &expect![[r#"
            error: expected results as they were written, found files that were changed since
              --> changed
            hint: `--force` replaces the results, `--out DIR` writes elsewhere
        "#]],
    );
}

#[test]
fn a_result_folder_gives_itself_again() {
    let place = four();
    let first = swept(&place, "first", &["--seed", "9", "--replicates", "5"]);
    let again = place.folkmoot(&["sweep", "first/experiment.toml", "--out", "again"]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    let again = place.results("again");
    for name in ["runs.csv", "points.csv", "summary.csv", "columns.csv", "experiment.toml", "scenario.toml"] {
        assert_eq!(again[name], first[name], "{name}");
    }
}

#[test]
fn levers_meet_every_world_and_laws_are_sampled() {
    let place = place(&format!(
        "\"{SEATS}\" = [1, 3]\n\n[worlds]\ndesign = {{ latin_hypercube = {{ samples = 5 }} }}\n\"people.core.context\" = {{ uniform = [0.2, 0.8] }}\n"
    ));
    let done = place.folkmoot(&["sweep", "what.toml", "--out", "worlds", "--replicates", "3"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    assert!(stdout(&done).contains("2 settings of 1 lever in 5 worlds, 30 runs"), "{}", stdout(&done));
    let points = lines(&place.results("worlds"), "points.csv");
    let contexts = |seats: &str| -> Vec<String> {
        let cells = points[1..].iter().map(|row| row.split(',').collect::<Vec<&str>>());
        cells.filter(|cells| cells[1] == seats).map(|cells| cells[2].to_owned()).collect()
    };
    assert_eq!(contexts("1"), contexts("3"), "the same worlds under every rule");
    let mut slices: Vec<usize> =
        contexts("1").iter().map(|cell| ((cell.parse::<f64>().expect("a number") - 0.2) / 0.12) as usize).collect();
    slices.sort_unstable();
    assert_eq!(slices, [0, 1, 2, 3, 4]);
}

#[test]
fn a_table_a_zip_and_constraints_choose_points() {
    let place = four();
    let points = |name: &str| {
        lines(&place.results(name), "points.csv").iter().skip(1).map(|row| row[13..].to_owned()).collect::<Vec<String>>()
    };
    fs::write(place.path("rows.csv"), format!("{SEATS},{WINDOW}\n1,24 hours\n2,7 days\n2,14 days\n")).expect("it can be written");
    write(&place, "replicates = 2", "design = { table = \"rows.csv\" }\n");
    swept(&place, "table", &[]);
    assert_eq!(points("table"), ["1,24 hours", "2,7 days", "2,14 days"]);
    let zip = format!("design = \"zip\"\n\"{SEATS}\" = [1, 2, 2]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\", \"14 days\"]\n");
    write(&place, "replicates = 2", &zip);
    swept(&place, "zip", &[]);
    assert_eq!(lines(&place.results("zip"), "runs.csv"), lines(&place.results("table"), "runs.csv"));
    let grid = format!("\"{SEATS}\" = [1, 2]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n");
    write(&place, "replicates = 2\nconstraints = [\"window <= seats\"]", &grid);
    swept(&place, "constraint", &[]);
    assert_eq!(points("constraint"), ["1,24 hours", "2,24 hours"]);
}

#[test]
fn screening_designs_tell_which_row_is_which_point() {
    let place = place(&format!(
        "design = {{ morris = {{ walks = 4 }} }}\n\"{SEATS}\" = [1, 2]\n\"people.core.context\" = {{ uniform = [0.2, 0.8] }}\n"
    ));
    let results = swept(&place, "morris", &["--replicates", "2"]);
    let (design, points) = (lines(&results, "design.csv"), lines(&results, "points.csv"));
    assert_eq!(design.len(), 1 + 4 * 3);
    assert!(points.len() < design.len(), "rows with the same values share a point");
    assert!(design[1..].iter().all(|row| points.iter().any(|point| point.starts_with(&row[row.len() - 12..]))));
}

#[test]
fn a_target_decides_how_often_a_point_is_run() {
    let place = four();
    let top = "replicates = { min = 4, max = 40, batch = 3, until = { metric = \"delay_p90_days\", half_width = 1.5 } }";
    write(&place, top, &format!("\"{WINDOW}\" = [\"24 hours\", \"14 days\"]\n"));
    let whole = swept(&place, "one", &["--threads", "1"]);
    assert_same(&swept(&place, "four", &["--threads", "4"]), &whole);
    let runs = lines(&whole, "runs.csv");
    let count = |window: &str| runs.iter().filter(|row| row.contains(window)).count();
    let (short, long) = (count(",24 hours,"), count(",14 days,"));
    assert!((short - 4) % 3 == 0 && short + long < 80 && short >= 7 && short != long, "{short} and {long}");
    let mut child = place.spawn(&["sweep", "what.toml", "--resume", "--out", "killed"]);
    place.wait_for_rows(&mut child, "killed", whole["runs.csv"].len() as u64 / 2);
    let _ = child.kill();
    child.wait().expect("it has ended");
    assert_same(&swept(&place, "killed", &["--resume"]), &whole);
}

#[test]
fn json_of_a_sweep_has_the_shape_that_the_help_promises() {
    let place = four();
    let output = place.folkmoot(&["sweep", "what.toml", "--json", "--replicates", "3"]);
    let object: Value = serde_json::from_str(&stdout(&output)).expect("one object");
    let keys =
        |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<String>>()).unwrap_or_default();
    assert_eq!(keys(&object), ["experiment", "model_version", "points", "runs", "runs_failed", "scenario", "seed"]);
    let point = &object["points"][3];
    assert_eq!((&point["axes"][WINDOW], &point["axes"][SEATS]), (&"7 days".into(), &3.into()));
    assert_eq!(keys(&point["metrics"]["harm_passed_share"]), ["high", "low", "mean", "method", "n", "sd"]);
    let again = place.folkmoot(&["sweep", "what.toml", "--json", "--replicates", "3", "--resume"]);
    assert_eq!((stdout(&again), stderr(&again).as_str()), (stdout(&output), "complete before, nothing to do: output/what\n"));
    let dry = place.folkmoot(&["sweep", "what.toml", "--json", "--dry-run"]);
    let object: Value = serde_json::from_str(&stdout(&dry)).expect("one object");
    assert_eq!((&object["points"], &object["runs"]), (&4.into(), &48.into()));
}

/// Sweeps an experiment that is wrong in one place.
#[track_caller]
fn refused_before_anything_runs(top: &str, levers: &str, message: &Expect) {
    let place = Place::new();
    write(&place, top, levers);
    refused(&place.folkmoot(&["sweep", "what.toml"]), message);
    assert!(!place.path("output").exists());
}

#[test]
fn a_path_that_leads_nowhere_is_pointed_at() {
    refused_before_anything_runs(
        "",
        "\"decisions.operational.route.reviev.optimistic.window\" = [\"1 day\", \"2 days\"]\n",
        &expect![[r#"
            error: there is no `reviev` in `route`
             --> what.toml:8:1
              |
            8 | "decisions.operational.route.reviev.optimistic.window" = ["1 day", "2 days"]
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            hint: did you mean `review`?
        "#]],
    );
}

#[test]
fn a_value_that_does_not_fit_is_pointed_at() {
    refused_before_anything_runs(
        "",
        &format!("\"{WINDOW}\" = [\"1 day\", \"2 dais\"]\n"),
        &expect![[r#"
        error: expected a length of time, found `2 dais`
         --> what.toml:8:68
          |
        8 | "decisions.operational.route.review.optimistic.window" = ["1 day", "2 dais"]
          |                                                                    ^^^^^^^^
        hint: write a number and a unit: milliseconds, seconds, minutes, hours, days, weeks, months (30 days) or years (365 days)
    "#]],
    );
}

#[test]
fn an_unknown_key_or_design_or_metric_is_pointed_at() {
    refused_before_anything_runs(
        "replicate = 3",
        &format!("\"{WINDOW}\" = [\"1 day\"]\n"),
        &expect![[r#"
        error: unknown key `replicate`
         --> what.toml:4:1
          |
        4 | replicate = 3
          | ^^^^^^^^^
        hint: did you mean `replicates`?
    "#]],
    );
    refused_before_anything_runs(
        "",
        &format!("design = \"grit\"\n\"{WINDOW}\" = [\"1 day\"]\n"),
        &expect![[r#"
        error: unknown word `grit`
         --> what.toml:8:10
          |
        8 | design = "grit"
          |          ^^^^^^
        hint: did you mean `grid`?
    "#]],
    );
    let target = "replicates = { min = 4, max = 8, until = { metric = \"harm_pased_share\", half_width = 0.1 } }";
    refused_before_anything_runs(
        target,
        &format!("\"{WINDOW}\" = [\"1 day\"]\n"),
        &expect![[r#"
            error: there is no metric `harm_pased_share`
             --> what.toml:4:14
              |
            4 | replicates = { min = 4, max = 8, until = { metric = "harm_pased_share", half_width = 0.1 } }
              |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            hint: did you mean `harm_passed_share`?
        "#]],
    );
}

#[test]
fn values_that_mean_the_same_are_refused_in_a_grid() {
    refused_before_anything_runs(
        "",
        &format!("\"{WINDOW}\" = [\"1 day\", \"24 hours\"]\n"),
        &expect![[r#"
        error: 24 hours means the same as 1 day
         --> what.toml:8:1
          |
        8 | "decisions.operational.route.review.optimistic.window" = ["1 day", "24 hours"]
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
    refused_before_anything_runs(
        "",
        &format!("\"{WINDOW}\" = [\"1 day\", \"1 day\"]\n"),
        &expect![[r#"
        error: the value `"1 day"` is there twice
         --> what.toml:8:68
          |
        8 | "decisions.operational.route.review.optimistic.window" = ["1 day", "1 day"]
          |                                                                    ^^^^^^^
        hint: take one of the two out
    "#]],
    );
}

#[test]
fn a_law_needs_a_design_that_samples() {
    refused_before_anything_runs(
        "",
        "\"people.core.context\" = { uniform = [0.2, 0.8] }\n",
        &expect![[r#"
        error: `people.core.context` is drawn from a law, and the design does not draw
         --> what.toml:8:1
          |
        8 | "people.core.context" = { uniform = [0.2, 0.8] }
          | ^^^^^^^^^^^^^^^^^^^^^
        hint: add `design = { latin_hypercube = { samples = 64 } }` to its table, or give a list
    "#]],
    );
}

#[test]
fn an_experiment_to_start_from_can_be_swept() {
    let place = Place::new();
    for args in [&["new", "--experiment"][..], &["new", "partnership"], &["sweep", "experiment.toml", "--replicates", "2"]] {
        let done = place.folkmoot(args);
        assert_eq!(code(&done), 0, "{args:?}: {}", stderr(&done));
    }
    refused(
        &place.folkmoot(&["new", "--experiment"]),
        &expect![[r#"
            error: expected a new file, found a file that is already there
              --> experiment.toml
            hint: name another file, or take that one away
        "#]],
    );
}

#[test]
fn comments_of_the_experiment_to_start_from_can_be_taken_over() {
    let place = Place::new();
    place.folkmoot(&["new", "--experiment"]);
    let text = fs::read_to_string(place.path("experiment.toml")).expect("it is there");
    let taken_over = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if ["\"", "[", "design = ", "constraints"].iter().any(|start| rest.starts_with(start)) => rest.to_owned(),
        _ => line.replace("partnership.toml", "small.toml"),
    };
    let lines: Vec<String> = text.lines().map(taken_over).collect();
    fs::write(place.path("experiment.toml"), lines.join("\n")).expect("it can be written");
    let dry = place.folkmoot(&["sweep", "experiment.toml", "--dry-run"]);
    assert!(stdout(&dry).contains("120 settings of 5 levers in 16 worlds"), "{}{}", stdout(&dry), stderr(&dry));
}

#[cfg(feature = "plots")]
#[test]
fn levers_make_a_picture_however_many_they_are() {
    let place = four();
    let drawn =
        |name: &str| place.results(name).keys().filter(|file| file.starts_with("plots/")).cloned().collect::<Vec<String>>();
    swept(&place, "two", &["--replicates", "2"]);
    write(&place, "", &format!("\"{SEATS}\" = [1, 3]\n"));
    swept(&place, "one", &["--replicates", "2"]);
    assert_eq!((drawn("one"), drawn("two")), (drawn("two"), vec!["plots/levers.png".to_owned(), "plots/levers.svg".to_owned()]));
    write(&place, "", &format!("\"{SEATS}\" = [1, 3]\n\"{WINDOW}\" = [\"1 day\"]\n\"people.core.count\" = [3, 4]\n"));
    swept(&place, "three", &["--replicates", "2"]);
    assert_eq!(drawn("three"), drawn("two"));
    let svg = String::from_utf8_lossy(&place.results("two")["plots/levers.svg"]).into_owned();
    assert!(svg.contains("<title>what: ") && svg.contains("harm passed share") && !svg.contains("NaN"));
}
