//! What a sweep ends in: the answer in its first line, and what was asked for beside it; wrong wishes are refused before anything
//! runs.

use crate::cli::{Place, code, refused, stderr, stdout};
use expect_test::expect;
use std::fs;

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";
const SEATS: &str = "decisions.operational.route.review.optimistic.objections.seats";
const CONTEXT: &str = "people.core.context";

/// A folder with the small scenario and an experiment with these keys and tables.
fn place(top: &str, tables: &str) -> Place {
    let place = Place::new();
    let head =
        "schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\nmetrics = [\"harm_passed_share\", \"delay_p90_days\"]\n";
    fs::write(place.path("what.toml"), format!("{head}{top}\n{tables}")).expect("the file can be written");
    place
}

fn four() -> String {
    format!("[levers]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 3]\n")
}

#[track_caller]
fn told(place: &Place) -> String {
    let done = place.folkmoot(&["sweep", "what.toml"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    stdout(&done)
}

#[test]
fn the_first_lines_say_of_each_metric_which_setting_is_best_and_which_worst() {
    let text = told(&place("replicates = 12", &four()));
    let lines: Vec<&str> = text.lines().collect();
    for (line, id) in lines.iter().zip(["harm_passed_share", "delay_p90_days"]) {
        assert!(line.starts_with(&format!("{id} (less is better): ")), "{text}");
    }
    assert!(lines[1].contains("window = 24 hours") && lines[1].contains(" is worst, ") && lines[1].contains(" days ("), "{text}");
    assert_eq!((lines[2], lines[3]), ("", "what: What if?"));
}

#[test]
fn one_run_of_each_setting_is_told_without_marks_or_intervals() {
    let text = told(&place("replicates = 1", &four()));
    assert!(text.lines().next().is_some_and(|line| line.ends_with("One run of each tells none from another.")), "{text}");
    assert!(!text.contains(['~', '*', '(']), "{text}");
}

#[test]
fn a_sample_shows_ten_rows_and_says_where_the_others_are() {
    let sample =
        format!("[levers]\ndesign = {{ latin_hypercube = {{ samples = 70 }} }}\n\"{CONTEXT}\" = {{ uniform = [0.1, 0.9] }}\n");
    let place = place("replicates = 1", &sample);
    let text = told(&place);
    assert!(text.contains("\nand 60 more settings in summary.csv\n") && text.lines().count() < 25, "{text}");
    let points = fs::read_to_string(place.path("output/what/points.csv")).expect("there are points");
    let exact = points.lines().nth(1).and_then(|line| line.split_once(',')).expect("two cells").1;
    assert!(exact.len() > 8 && !text.contains(exact), "the table is exact, the screen is short: {exact}");
    #[cfg(feature = "plots")]
    assert!(place.path("output/what/plots/multiples.png").exists());
}

#[test]
fn cases_are_searched_at_the_end_and_drawn() {
    let sample =
        format!("[levers]\ndesign = {{ latin_hypercube = {{ samples = 80 }} }}\n\"{CONTEXT}\" = {{ uniform = [0.1, 0.9] }}\n");
    let place = place("replicates = 2\ncases = \"harm_passed_share > 60%\"", &sample);
    let text = told(&place);
    assert!(text.starts_with("harm_passed_share > 60% in "), "{text}");
    assert!(text.contains("\nwhat: What if?\n") && text.ends_with("Again: folkmoot sweep what.toml\n"), "{text}");
    assert!(place.path("output/what/boxes.csv").exists());
    let alone = place.folkmoot(&["discover", "output/what", "--where", "harm_passed_share > 60%"]);
    assert!(text.starts_with(&stdout(&alone)), "{}", stdout(&alone));
}

#[test]
fn cases_that_no_run_is_are_said_and_the_sweep_is_whole() {
    let place = place("replicates = 2\ncases = \"delay_p90_days > 9000 days\"", &four());
    let done = place.folkmoot(&["sweep", "what.toml"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    assert!(
        stderr(&done).starts_with("warning: expected a condition that some runs meet and others do not, found none of 8 runs\n")
    );
    assert!(stdout(&done).starts_with("harm_passed_share (less is better): "), "{}", stdout(&done));
}

#[test]
fn a_baseline_of_the_experiment_is_what_others_differ_from() {
    let place = place("replicates = 6\nbaseline = { window = \"7 days\", seats = 3 }", &four());
    let text = told(&place);
    assert!(text.contains("Differences are from window = 7 days, seats = 3, over the same dice"), "{text}");
    assert!(text.starts_with("harm_passed_share (less is better): "), "{text}");
    let contrasts = fs::read_to_string(place.path("output/what/contrasts.csv")).expect("it was written");
    assert!(contrasts.lines().count() > 6, "{contrasts}");
    let again = stdout(&place.folkmoot(&["summarize", "output/what"]));
    assert!(text.starts_with(&again), "`summarize` takes it from the folder:\n{again}");
    let other = stdout(&place.folkmoot(&["summarize", "output/what", "--by", "window"]));
    assert!(other.contains("Differences are from window = 7 days, over the same dice"), "{other}");
}

#[test]
fn walks_end_in_what_the_outcomes_depend_on() {
    let walks = format!(
        "[worlds]\ndesign = {{ morris = {{ walks = 4 }} }}\n\"{CONTEXT}\" = {{ uniform = [0.1, 0.9] }}\n\"{WINDOW}\" = {{ from = 1, to = 9, step = 1, unit = \"days\" }}\n"
    );
    let place = place("replicates = 3", &walks);
    let text = told(&place);
    assert!(text.starts_with("harm_passed_share depends "), "{text}");
    assert!(place.path("output/what/sensitivity.csv").exists());
    let hash = place.manifest("output/what")["result_hash"].clone();
    place.folkmoot(&["sweep", "what.toml", "--force"]);
    assert_eq!(place.manifest("output/what")["result_hash"], hash, "what is made from results is no part of them");
}

#[test]
fn wishes_that_make_no_sense_are_refused_before_anything_runs() {
    for (top, message) in [
        (
            "cases = \"harm_pased_share > 3\"",
            expect![[r#"
            error: there is no metric `harm_pased_share`
             --> what.toml, `cases`:1:1
              |
            1 | harm_pased_share > 3
              | ^^^^^^^^^^^^^^^^
            hint: did you mean `harm_passed_share`?
        "#]],
        ),
        (
            "baseline = { windov = \"7 days\" }",
            expect![[r#"
            error: there is no lever `windov`
             --> what.toml:5:14
              |
            5 | baseline = { windov = "7 days" }
              |              ^^^^^^
            hint: there are `decisions.operational.route.review.optimistic.window`, `decisions.operational.route.review.optimistic.objections.seats`
        "#]],
        ),
        (
            "baseline = { window = \"8 days\" }",
            expect![[r#"
            error: no setting that is run has these values
             --> what.toml:5:14
              |
            5 | baseline = { window = "8 days" }
              |              ^^^^^^
            hint: take values that the levers list
        "#]],
        ),
        (
            "baseline = { window = \"7 days\" }",
            expect![[r#"
            error: 2 settings have these values
             --> what.toml:5:14
              |
            5 | baseline = { window = "7 days" }
              |              ^^^^^^
            hint: name every lever
        "#]],
        ),
        (
            "baseline = 3",
            expect![[r#"
            error: expected a table of levers and their values
             --> what.toml:5:12
              |
            5 | baseline = 3
              |            ^
            hint: for example `baseline = { window = "72 hours" }`
        "#]],
        ),
    ] {
        let place = place(top, &four());
        refused(&place.folkmoot(&["sweep", "what.toml"]), &message);
        assert!(!place.path("output").exists(), "{top}");
    }
}

#[test]
fn parts_of_another_number_are_refused_beside_each_other() {
    let place = place("replicates = 2", &four());
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--shard", "0/2"])), 0);
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--shard", "0/3"]),
        &expect![[r#"
            error: expected parts of 3, as asked for, found part 0/2 of another number of parts
              --> output/what/shards
            hint: `--out DIR` writes elsewhere; parts of one sweep are all of the same number
        "#]],
    );
}

#[test]
fn tables_that_were_spoilt_are_refused_by_every_verb_that_reads_them() {
    let sample =
        format!("[levers]\ndesign = {{ latin_hypercube = {{ samples = 24 }} }}\n\"{CONTEXT}\" = {{ uniform = [0.1, 0.9] }}\n");
    let place = place("replicates = 1", &sample);
    told(&place);
    let spoil = |name: &str, change: &dyn Fn(&str) -> String| {
        let path = place.path(&format!("output/what/{name}"));
        let text = fs::read_to_string(&path).expect("the sweep wrote it");
        fs::write(&path, change(&text)).expect("it can be written");
        text
    };
    let second = |text: &str, with: &str| {
        text.lines().enumerate().map(|(at, line)| format!("{}\n", if at == 2 { with } else { line })).collect::<String>()
    };
    for (name, with, found) in [
        ("points.csv", "x", "found 1 cells instead of 2 in line 3"),
        ("runs.csv", "x,y", "found 2 cells instead of "),
        ("columns.csv", "a,b", "found 2 cells instead of 7 in line 3"),
    ] {
        let before = spoil(name, &|text| second(text, with));
        for verb in [
            &["summarize", "output/what"] as &[&str],
            &["plot", "output/what"],
            &["sensitivity", "output/what"],
            &["discover", "output/what", "--where", "harm_passed_share > 60%"],
        ] {
            let done = place.folkmoot(verb);
            assert!(code(&done) == 2 && stderr(&done).contains(found), "{verb:?} of {name}: {}", stderr(&done));
        }
        spoil(name, &|_| before.clone());
    }
    let before = spoil("runs.csv", &|text| {
        let (head, rest) = text.split_once('\n').expect("a header");
        let (row, rest) = rest.split_once('\n').expect("a row");
        let (cells, _) = row.rsplit_once(',').expect("cells");
        format!("{head}\n{cells},abc\n{rest}")
    });
    let done = place.folkmoot(&["summarize", "output/what"]);
    assert!(code(&done) == 2 && stderr(&done).contains("found `abc` in line 2\n  --> output/what/runs.csv"), "{}", stderr(&done));
    spoil("runs.csv", &|_| before.clone());
    assert_eq!(code(&place.folkmoot(&["summarize", "output/what"])), 0);
}
