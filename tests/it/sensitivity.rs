//! Sensitivity as people and programs meet it: what the tables say is what is told, whoever made the folder, and every wrong
//! request is refused.

use crate::cli::{Place, assert_same, code, refused, signal, stderr, stdout};
use expect_test::expect;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const CONTEXT: &str = "people.core.context";
const WINDOW: &str = "decisions.operational.route.review.optimistic.window";
const SEATS: &str = "decisions.operational.route.review.optimistic.objections.seats";
const EVERY: &str = "bodies.core.meets.every";

/// Three inputs in a design.
fn three(design: &str) -> String {
    format!(
        "[worlds]\ndesign = {design}\n\"{CONTEXT}\" = {{ uniform = [0.3, 0.9] }}\n\"{EVERY}\" = {{ from = 3, to = 30, step = 3, unit = \
         \"days\" }}\n\"{SEATS}\" = {{ from = 1, to = 4, step = 1 }}\n"
    )
}

/// A folder with the small scenario and an experiment over it.
fn place(axes: &str) -> Place {
    let place = Place::new();
    write(&place, "", axes);
    place
}

fn write(place: &Place, top: &str, axes: &str) {
    let head = "schema = 1\nquestion = \"What matters?\"\nscenario = \"small.toml\"\nreplicates = 6\n";
    let text = format!("{head}metrics = [\"harm_passed_share\", \"delay_p90_days\"]\n{top}\n{axes}");
    fs::write(place.path("what.toml"), text).expect("the file can be written");
}

/// Asks, and gives what was printed.
#[track_caller]
fn told(place: &Place, args: &[&str]) -> String {
    let done = place.folkmoot(&[&["sensitivity"], args].concat());
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    stdout(&done)
}

/// A table as rows of cells, without its header.
fn table(place: &Place, path: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(place.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    reader.records().map(|row| row.expect("it is a table").iter().map(str::to_owned).collect()).collect()
}

/// The estimates of a folder by metric, input and measure.
fn estimates(place: &Place, folder: &str) -> BTreeMap<[String; 3], f64> {
    let rows = table(place, &format!("{folder}/sensitivity.csv"));
    let key = |row: &Vec<String>| [0, 1, 2].map(|cell| row[cell].clone());
    rows.iter().map(|row| (key(row), row[3].parse().expect("an estimate is a number"))).collect()
}

/// The mean of a metric at each row of the design.
fn levels(place: &Place, folder: &str, metric: &str) -> Vec<f64> {
    let mut reader = csv::Reader::from_path(place.path(&format!("{folder}/runs.csv"))).expect("there are runs");
    let column = reader.headers().expect("a header").iter().position(|id| id == metric).expect("the metric has a column");
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for row in reader.records().map(|row| row.expect("a row")) {
        let sum = sums.entry(row[1].to_owned()).or_default();
        if let Ok(value) = row[column].parse::<f64>() {
            (sum.0, sum.1) = (sum.0 + value, sum.1 + 1.0);
        }
    }
    let points: Vec<String> = if place.path(&format!("{folder}/design.csv")).exists() {
        table(place, &format!("{folder}/design.csv")).into_iter().map(|row| row[1].clone()).collect()
    } else {
        table(place, &format!("{folder}/points.csv")).into_iter().map(|row| row[0].clone()).collect()
    };
    points.iter().map(|point| sums[point].0 / sums[point].1).collect()
}

#[test]
fn an_experiment_is_swept_and_its_effects_are_those_of_its_tables() {
    let place = place(&three("{ morris = { walks = 6 } }"));
    let text = told(&place, &["what.toml"]);
    let first = text.lines().next().expect("it says something");
    assert!(first.starts_with("harm_passed_share depends most on ") && first.contains(" points over its range ("), "{first}");
    for part in ["What matters?", "Morris screening: 6 walks over 3 inputs; ", "mu*", "Dice make "] {
        assert!(text.contains(part), "`{part}` in\n{text}");
    }
    // By hand: rows in walks of four; the context goes up or down by half its range where its value changes.
    let levels = levels(&place, "output/what", "delay_p90_days");
    let points = table(&place, "output/what/points.csv");
    let design = fs::read_to_string(place.path("output/what/design.csv")).unwrap_or_default();
    let point_of: Vec<&Vec<String>> = if design.is_empty() {
        points.iter().collect()
    } else {
        let find = |id: &str| points.iter().find(|point| point[0] == id).expect("a row is a point");
        design.lines().skip(1).map(|row| find(row.split(',').nth(1).expect("two cells"))).collect()
    };
    assert_eq!(levels.len(), 24);
    let mut effects = Vec::new();
    for at in (1..24).filter(|at| at % 4 != 0) {
        let context = |at: usize| point_of[at][1].parse::<f64>().expect("a number");
        let step = context(at) - context(at - 1);
        if step.abs() > 1e-9 {
            assert!((step.abs() - 0.3).abs() < 1e-9, "half of the range: {step}");
            effects.push((levels[at] - levels[at - 1]) / (step.signum() * 0.5));
        }
    }
    assert_eq!(effects.len(), 6);
    let found = estimates(&place, "output/what");
    let of = |measure: &str| found[&["delay_p90_days", CONTEXT, measure].map(str::to_owned)];
    let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / 6.0;
    assert!((of("mu") - mean(&mut effects.iter().copied())).abs() < 1e-9);
    assert!((of("mu_star") - mean(&mut effects.iter().map(|effect| effect.abs()))).abs() < 1e-9);
    assert!(of("floor") > 0.0 && found.contains_key(&["delay_p90_days", "", "noise_share"].map(str::to_owned)));
    if cfg!(feature = "plots") {
        let svg = fs::read_to_string(place.path("output/what/plots/sensitivity.svg")).expect("there is a picture");
        assert!(svg.contains("what: harm passed share depends most on ") && !svg.contains("NaN"));
    }
}

#[test]
fn the_answer_is_the_same_whoever_made_the_folder_and_is_made_anew_when_the_sweep_grows() {
    let place = place(&three("{ morris = { walks = 4 } }"));
    told(&place, &["what.toml", "--threads", "1"]);
    let whole = place.results("output/what");
    assert!(whole.contains_key("sensitivity.csv"));
    let hash = place.manifest("output/what")["result_hash"].clone();
    let again = told(&place, &["output/what", "--json"]);
    assert_same(&place.results("output/what"), &whole);
    assert_eq!(place.manifest("output/what")["result_hash"], hash, "what is made of results is no part of them");
    let json: Value = serde_json::from_str(&again).expect("it is JSON");
    assert_eq!((&json["design"], &json["answers"][0]["metric"]), (&"morris".into(), &"harm_passed_share".into()));
    for part in ["0/2", "1/2"] {
        assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", part])), 0);
    }
    assert_eq!(code(&place.folkmoot(&["merge", "parts", "--out", "merged"])), 0);
    told(&place, &["merged"]);
    assert_same(&place.results("merged"), &whole);
    // The same line takes up a sweep that is there, and more replicates give another answer.
    told(&place, &["what.toml"]);
    assert_same(&place.results("output/what"), &whole);
    let more = place.folkmoot(&["sweep", "what.toml", "--replicates", "8", "--resume"]);
    assert_eq!(code(&more), 0, "{}", stderr(&more));
    assert_ne!(place.results("output/what")["sensitivity.csv"], whole["sensitivity.csv"]);
}

#[test]
fn saltellis_design_gives_indices_for_each_setting_of_the_levers() {
    let place =
        place(&format!("[levers]\n\"{WINDOW}\" = [\"1 day\", \"7 days\"]\n\n{}", three("{ saltelli = { samples = 16 } }")));
    let text = told(&place, &["what.toml", "--metric", "harm_passed_share"]);
    let firsts: Vec<&str> = text.lines().take(2).collect();
    for (line, value) in firsts.iter().zip(["1 day", "7 days"]) {
        assert!(line.starts_with(&format!("harm_passed_share, where {WINDOW} = {value}, depends ")), "{line}");
    }
    let rows = table(&place, "output/what/sensitivity.csv");
    assert!(rows.iter().all(|row| row[0] == "harm_passed_share" && row[8].starts_with(&format!("{WINDOW} = "))));
    // By hand, of the first setting: blocks of A, A with one input from B after the other, B.
    let levels = &levels(&place, "output/what", "harm_passed_share")[..16 * 5];
    let (mut ends, mut squares) = (Vec::new(), 0.0);
    for block in levels.chunks(5) {
        ends.extend([block[0], block[4]]);
        squares += 0.5 * (block[0] - block[1]) * (block[0] - block[1]) / 16.0;
    }
    let mean = ends.iter().sum::<f64>() / 32.0;
    let variance = ends.iter().map(|level| (level - mean) * (level - mean)).sum::<f64>() / 32.0;
    let total = rows.iter().find(|row| row[1] == CONTEXT && row[2] == "total_order" && row[8].ends_with("1 day"));
    let total: f64 = total.expect("there is an index")[3].parse().expect("a number");
    assert!((total - squares / variance).abs() < 1e-9, "{total} {}", squares / variance);
}

#[test]
fn any_other_design_is_taken_as_it_is() {
    let place = place(&format!(
        "{}\"exit.takes\" = [\"own_uncommitted\", \"deposit\"]\n",
        three("{ latin_hypercube = { samples = 60 } }")
    ));
    let text = told(&place, &["what.toml"]);
    assert!(text.contains("of 1 by PAWN (") && text.contains("rank correlation"), "{text}");
    let found = estimates(&place, "output/what");
    let has = |input: &str, measure: &str| found.contains_key(&["harm_passed_share", input, measure].map(str::to_owned));
    assert!(has(CONTEXT, "prcc") && has(CONTEXT, "floor") && has("exit.takes", "pawn") && !has("exit.takes", "prcc"));
    let context = found[&["harm_passed_share", CONTEXT, "prcc"].map(str::to_owned)];
    assert!(context < -0.5, "those who know more see more harm: {context}");
}

#[test]
fn folders_that_hold_no_finished_sweep_are_refused() {
    let place = place(&three("{ morris = { walks = 4 } }"));
    fs::create_dir(place.path("empty")).expect("a folder can be made");
    refused(
        &place.folkmoot(&["sensitivity", "empty"]),
        &expect![[r#"
            error: expected a finished sweep, found no manifest.json of ours
              --> empty
            hint: `folkmoot sweep EXPERIMENT` makes one
        "#]],
    );
    place.folkmoot(&["run", "small.toml", "--out", "run", "--replicates", "2"]);
    refused(
        &place.folkmoot(&["sensitivity", "run"]),
        &expect![[r#"
            error: expected a finished sweep, found runs of one scenario
              --> run
            hint: `folkmoot sweep EXPERIMENT` varies it; `folkmoot sensitivity SCENARIO` varies what it leaves open
        "#]],
    );
    place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", "0/2"]);
    refused(
        &place.folkmoot(&["sensitivity", "parts/shards/0-of-2"]),
        &expect![[r#"
            error: expected a finished sweep, found part 0/2 of a sweep
              --> parts/shards/0-of-2
            hint: `folkmoot merge` puts the parts together
        "#]],
    );
    let mut child = place.spawn(&["sweep", "what.toml", "--replicates", "1000000", "--out", "stopped"]);
    place.wait_for_rows(&mut child, "stopped", 5_000);
    signal("INT", &child);
    assert_eq!(code(&child.wait_with_output().expect("it ends")), 130);
    let output = place.folkmoot(&["sensitivity", "stopped"]);
    assert!(
        stderr(&output).starts_with("error: expected a finished sweep, found a sweep that is interrupted, "),
        "{}",
        stderr(&output)
    );
    assert!(stderr(&output).ends_with("hint: `folkmoot sweep what.toml --replicates 1000000 --resume` finishes it\n"));
    assert_eq!(code(&output), 2);
    assert!(!place.path("stopped/sensitivity.csv").exists());
}

#[test]
fn metrics_that_are_not_there_or_do_not_vary_are_refused() {
    let place = place(&three("{ morris = { walks = 4 } }"));
    told(&place, &["what.toml"]);
    refused(
        &place.folkmoot(&["sensitivity", "output/what", "--metric", "harm_pased_share"]),
        &expect![[r#"
            error: expected a metric of the sweep, found `harm_pased_share`
              --> the command line
            hint: did you mean `harm_passed_share`?
        "#]],
    );
    refused(
        &place.folkmoot(&["sensitivity", "output/what", "--metric", "money_pledged"]),
        &expect![[r#"
            error: expected values of `money_pledged` that differ, found 1000000 at all of 14 points
              --> output/what
            hint: take another metric with `--metric`, or inputs that move this one
        "#]],
    );
    refused(
        &place.folkmoot(&["sensitivity", "output/what", "--all"]),
        &expect![[r#"
            error: expected a folder as it is, found `--all` and a folder
              --> the command line
            hint: leave it out; of an experiment, which is then swept, and of a scenario it would mean something
        "#]],
    );
}

#[test]
fn too_few_rows_and_designs_with_gaps_are_refused() {
    let place = place(&three("{ morris = { walks = 3 } }"));
    let output = place.folkmoot(&["sensitivity", "what.toml"]);
    refused(
        &output,
        &expect![[r#"
            error: expected at least 4 walks, found 3
              --> what.toml
            hint: raise `walks`; ten and more are usual
        "#]],
    );
    assert!(!place.path("output").exists(), "nothing is run for nothing");
    write(&place, "", &format!("[levers]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n"));
    let output = place.folkmoot(&["sensitivity", "what.toml", "--out", "grid"]);
    assert!(stderr(&output).starts_with("error: expected at least 20 points, found 2\n"), "{}", stderr(&output));
    write(&place, "constraints = [\"seats <= 3\"]", &three("{ morris = { walks = 5 } }"));
    let output = place.folkmoot(&["sensitivity", "what.toml", "--out", "gaps"]);
    let gaps = "error: expected every row of the design, found ";
    assert!(
        stderr(&output).starts_with(gaps) && stderr(&output).contains("let a bound refer to another axis"),
        "{}",
        stderr(&output)
    );
    let both = format!(
        "[levers]\ndesign = {{ morris = {{ walks = 4 }} }}\n\"{WINDOW}\" = {{ from = 1, to = 4, step = 1, unit = \"days\" }}\n"
    );
    write(&place, "", &format!("{both}{}", three("{ morris = { walks = 4 } }")));
    let output = place.folkmoot(&["sensitivity", "what.toml", "--out", "both", "--replicates", "1"]);
    assert!(
        stderr(&output).starts_with("error: expected one design of walks or blocks, found a design for levers and"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_bound_that_is_another_axis_holds_in_every_row() {
    let place = place(
        "[worlds]\ndesign = { morris = { walks = 5 } }\n\"people.core.count\" = { from = 3, to = 6, step = 1 }\n\
         \"adversary.insiders.seats\" = { from = 1, to = \"core.count\", step = 1 }\n",
    );
    told(&place, &["what.toml"]);
    let rows = table(&place, "output/what/points.csv");
    let number = |cell: &str| cell.parse::<u32>().expect("a number");
    assert!(rows.iter().all(|row| number(&row[2]) <= number(&row[1])) && rows.iter().any(|row| number(&row[2]) > 3), "{rows:?}");
    write(&place, "", "[worlds]\n\"adversary.insiders.seats\" = { from = 1, to = \"core.count\", step = 1 }\n");
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--out", "none"]),
        &expect![[r#"
            error: there is no axis `core.count` above this one
             --> what.toml:8:47
              |
            8 | "adversary.insiders.seats" = { from = 1, to = "core.count", step = 1 }
              |                                               ^^^^^^^^^^^^
            hint: a bound names an axis that stands above it in the same table, by its path or the end of it
        "#]],
    );
}

#[test]
fn a_scenario_is_told_what_it_hangs_on_that_nobody_set() {
    let place = Place::new();
    let args = ["small.toml", "--replicates", "6", "--metric", "harm_passed_share,delay_p90_days"];
    let text = told(&place, &args);
    let first = text.lines().next().expect("it says something");
    assert!(first.starts_with("harm_passed_share hangs "), "{first}");
    assert!(text.contains("change none of these in any run: ") && text.contains("* is told from chance"), "{text}");
    let rows = table(&place, "output/small-assumptions/sensitivity.csv");
    assert!(rows.iter().all(|row| row[1] != "people.lead_funder.pledge"), "its author set it");
    // By hand: the difference is that of two runs.
    let row = rows.iter().find(|row| row[0] == "harm_passed_share" && row[1] == CONTEXT && row[2] == "half").expect("it varies");
    assert_eq!(row[8], "0.3");
    let mean = |set: &[&str]| {
        let done = place.folkmoot(&[&["run", "small.toml", "--replicates", "6", "--json", "--force"], set].concat());
        let json: Value = serde_json::from_str(&stdout(&done)).expect("it is JSON");
        json["metrics"]["harm_passed_share"]["mean"].as_f64().expect("a number")
    };
    let difference = mean(&["--set", &format!("{CONTEXT}=0.3")]) - mean(&[]);
    let found: f64 = row[3].parse().expect("a number");
    assert!((found - difference).abs() < 1e-9, "{found} {difference}");
    let before = place.results("output/small-assumptions");
    told(&place, &[&args[..], &["--threads", "1"]].concat());
    assert_same(&place.results("output/small-assumptions"), &before);
    told(&place, &[&args[..], &["--all", "--out", "all"]].concat());
    let all = table(&place, "all/sensitivity.csv");
    assert!(all.len() > rows.len() && all.iter().any(|row| row[1] == WINDOW && row[2] == "double" && row[8] == "6 days"));
}

#[test]
fn a_tornado_asks_for_a_metric_and_a_folder_of_its_own() {
    let place = Place::new();
    refused(
        &place.folkmoot(&["sensitivity", "small.toml", "--metric", "exitz"]),
        &expect![[r#"
            error: expected a metric of the scenario, found `exitz`
              --> the command line
            hint: did you mean `exits`?
        "#]],
    );
    fs::create_dir(place.path("mine")).expect("a folder can be made");
    fs::write(place.path("mine/notes.txt"), "dear diary").expect("the file can be written");
    refused(
        &place.folkmoot(&["sensitivity", "small.toml", "--out", "mine"]),
        &expect![[r#"
            error: expected a new or empty folder, or one of a tornado, found `notes.txt`
              --> mine
            hint: `--out DIR` writes elsewhere
        "#]],
    );
    let output = place.folkmoot(&["sensitivity", "nothing.toml"]);
    assert!(code(&output) == 2 && stderr(&output).contains("nothing.toml"), "{}", stderr(&output));
}
