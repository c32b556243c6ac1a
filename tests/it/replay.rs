//! Any row of a result folder can be made again, here or elsewhere, and a folder that somebody changed is found out.

use crate::cli::{Place, code, refused, stderr, stdout};
use expect_test::expect;
use serde_json::Value;
use std::fs;

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";

/// A small sweep in `output/what`: two points, five replicates.
fn swept() -> Place {
    let place = Place::new();
    let text = format!(
        "schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\nreplicates = 5\n[levers]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n"
    );
    fs::write(place.path("what.toml"), text).expect("the file can be written");
    let done = place.folkmoot(&["sweep", "what.toml"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    place
}

/// The rows of a table, cell by cell.
fn rows(place: &Place, folder: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(place.path(folder).join("runs.csv")).expect("there are rows");
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn every_row_is_made_again_with_its_own_numbers() {
    let place = swept();
    let rows = rows(&place, "output/what");
    for row in &rows[1..] {
        let done = place.folkmoot(&["replay", &row[0], "output/what", "--json"]);
        assert_eq!(code(&done), 0, "{}{}", stdout(&done), stderr(&done));
        let object: Value = serde_json::from_str(&stdout(&done)).expect("one object");
        assert_eq!((&object["point"], &object["axes"][WINDOW]), (&row[1].as_str().into(), &row[4].as_str().into()));
        assert_eq!(object["same"], true);
        for (id, cell) in rows[0].iter().zip(row).skip(5) {
            let close = match (object["metrics"][id].as_f64(), cell.parse::<f64>().ok()) {
                (Some(found), Some(written)) => (found - written).abs() <= 1e-12 * written.abs(),
                (found, written) => found.is_none() && written.is_none(),
            };
            assert!(close, "{id}: {} and {cell}", object["metrics"][id]);
        }
    }
}

#[test]
fn a_run_is_found_by_its_first_digits_and_told_in_words() {
    let place = swept();
    let row = &rows(&place, "output/what")[4];
    let done = place.folkmoot(&["replay", &row[0][..9]]);
    let text = stdout(&done);
    let head = format!("what, run {}: replicate {} of point {}\n  {WINDOW} = {}\n\nHow fast?\n", row[0], row[2], row[1], row[4]);
    assert!(text.starts_with(&head), "{text}");
    let end = format!(
        "\nIt came out as line 5 of output/what/runs.csv says, byte for byte.\nIts story: folkmoot replay {} --trace\n",
        row[0]
    );
    assert!(text.ends_with(&end), "{text}");
    let story = stdout(&place.folkmoot(&["replay", &row[0], "--trace", "--to", "20"]));
    assert!(story.starts_with(&format!("what, replicate {}, seed 7, days 0 to 20 of 90.\n", row[2])), "{story}");
    let window = format!("{WINDOW}=\"{}\"", row[4]);
    let told = stdout(&place.folkmoot(&["trace", "small.toml", "--replicate", &row[2], "--set", &window, "--to", "20"]));
    let after_head = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert_eq!(after_head(&story), after_head(&told));
}

#[test]
fn a_run_that_is_not_there_is_a_wrong_request() {
    let place = swept();
    refused(
        &place.folkmoot(&["replay", "0000000000000000", "output/what"]),
        &expect![[r#"
            error: expected a run `0000000000000000`, found none
              --> output/what
            hint: the first cell of a row of runs.csv is its RUN_ID
        "#]],
    );
    refused(
        &place.folkmoot(&["replay", "seven"]),
        &expect![[r#"
            error: expected digits 0 to 9 and a to f, found `seven`
              --> RUN_ID
            hint: the first cell of a row of runs.csv is its RUN_ID
        "#]],
    );
    let both = place.folkmoot(&["replay", ""]);
    assert_eq!(code(&both), 2);
    refused(
        &place.folkmoot(&["verify", "elsewhere"]),
        &expect![[r#"
            error: expected a folder with results, found no manifest of ours
              --> elsewhere
            hint: name a folder that `run`, `sweep` or `merge` wrote; a part of a sweep lies in its `shards/I-of-N`
        "#]],
    );
}

#[test]
fn what_is_as_it_was_made_is_said_to_be_so() {
    let place = swept();
    place.folkmoot(&["run", "small.toml", "--replicates", "3", "--set", "people.core.count=5"]);
    place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", "1/2"]);
    for (folder, runs, name) in [("output/what", 10, "what"), ("output/small", 3, "small"), ("parts/shards/1-of-2", 5, "what")] {
        let done = place.folkmoot(&["verify", folder]);
        let expected = format!(
            "{folder}: `{name}`, complete\nfiles    as they were written\nrows     {runs} of {runs} made again (seed 0): the same bytes\n"
        );
        assert_eq!((code(&done), stdout(&done)), (0, expected), "{}", stderr(&done));
    }
}

#[test]
fn a_cell_that_somebody_changed_is_pointed_at() {
    let place = swept();
    let table = place.path("output/what/runs.csv");
    let text = fs::read_to_string(&table).expect("there are rows");
    let row = rows(&place, "output/what")[3].clone();
    let column = rows(&place, "output/what")[0].iter().position(|id| id == "participation").expect("a metric");
    let changed: Vec<String> =
        row.iter().enumerate().map(|(at, cell)| if at == column { "0.5".to_owned() } else { cell.clone() }).collect();
    fs::write(&table, text.replace(&row.join(","), &changed.join(","))).expect("it can be written");
    let done = place.folkmoot(&["verify", "output/what"]);
    let expected = format!(
        "output/what: `what`, complete\nfiles    CHANGED since they were written: they do not have the hash in manifest.json\n\
         rows     10 of 10 made again (seed 0): 1 DIFFER\n\nline 4, column participation: expected `{}`, found `0.5`\n  folkmoot replay {} output/what\n",
        row[column], row[0]
    );
    assert_eq!((code(&done), stdout(&done)), (1, expected));
    let object: Value = serde_json::from_str(&stdout(&place.folkmoot(&["verify", "output/what", "--json"]))).expect("one object");
    let keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["differing", "files", "folder", "left_out", "model_version", "name", "rows", "sampled", "status", "this_version"]
    );
    assert_eq!((&object["differing"][0]["line"], &object["differing"][0]["column"]), (&4.into(), &"participation".into()));
    let replayed = place.folkmoot(&["replay", &row[0], "output/what"]);
    assert_eq!(code(&replayed), 1);
    assert!(stdout(&replayed).contains("It came out otherwise than line 4 of output/what/runs.csv says: column participation: "));
}

#[test]
fn the_seed_decides_which_rows_are_made_again() {
    let place = swept();
    let table = place.path("output/what/runs.csv");
    let text = fs::read_to_string(&table).expect("there are rows");
    // Every row is wrong, so that those in the sample are told.
    fs::write(&table, text.replace(",ok,", ",panicked,")).expect("it can be written");
    let lines = |seed: &str| -> Vec<u64> {
        let done = place.folkmoot(&["verify", "output/what", "--sample", "3", "--seed", seed, "--json"]);
        assert_eq!(code(&done), 1);
        let object: Value = serde_json::from_str(&stdout(&done)).expect("one object");
        object["differing"].as_array().expect("an array").iter().filter_map(|row| row["line"].as_u64()).collect()
    };
    let (one, other) = (lines("1"), lines("2"));
    assert!(one.len() == 3 && one.is_sorted() && one == lines("1"), "{one:?}");
    assert!(other.len() == 3 && one != other, "{one:?} {other:?}");
}

#[test]
fn results_of_another_version_are_compared_by_value_and_said_to_be_so() {
    let place = swept();
    let path = place.path("output/what/manifest.json");
    let ours = format!("\"model_version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let text = fs::read_to_string(&path).expect("there is a manifest").replace(&ours, "\"model_version\": \"0.0.1\"");
    fs::write(&path, text).expect("it can be written");
    let done = place.folkmoot(&["verify", "output/what"]);
    assert_eq!(code(&done), 0, "{}{}", stdout(&done), stderr(&done));
    let said = format!("version  0.0.1 wrote it and this is {}: results of two versions may differ", env!("CARGO_PKG_VERSION"));
    assert!(stdout(&done).contains(&said), "{}", stdout(&done));
}

#[test]
fn copies_that_mean_something_else_are_refused() {
    let place = swept();
    let copy = place.path("output/what/scenario.toml");
    let text = fs::read_to_string(&copy).expect("there is a copy");
    fs::write(&copy, text.replacen("seats = 2", "seats = 1", 1)).expect("it can be written");
    refused(
        &place.folkmoot(&["verify", "output/what"]),
        &expect![[r#"
            error: expected what was run, found copies of scenario and experiment that mean something else
              --> output/what
            hint: they were changed since; take the folder from where it was made
        "#]],
    );
}

#[test]
fn an_unfinished_folder_is_checked_as_far_as_it_is() {
    let place = swept();
    let mut child = place.spawn(&["sweep", "what.toml", "--replicates", "1000000", "--out", "stopped"]);
    place.wait_for_rows(&mut child, "stopped", 20_000);
    child.kill().expect("it is under way");
    child.wait().expect("it has ended");
    let done = place.folkmoot(&["verify", "stopped", "--sample", "5"]);
    assert!(stdout(&done).contains("files    not all there yet: only rows can be checked\nrows     5 of "), "{}", stdout(&done));
    assert!(stdout(&done).ends_with(": the same bytes\n") && code(&done) == 0, "{}", stdout(&done));
}

#[test]
fn a_folder_stands_alone_wherever_it_goes() {
    let place = Place::new();
    let table = "name,attention\nAda,0.5\nBo,0.2\nCy,0.9\n";
    let small = fs::read_to_string(place.path("small.toml")).expect("there is a scenario");
    let group = "[people.core]";
    assert!(small.contains(group), "the shipped scenario has other groups now");
    fs::create_dir(place.path("from")).expect("a folder can be made");
    let with_table: String = small
        .lines()
        .scan(false, |inside, line| {
            *inside = if line.starts_with('[') { line.starts_with(group) } else { *inside };
            let kept = if *inside && line.starts_with("count") { "table = \"core.csv\"" } else { line };
            Some(format!("{kept}\n"))
        })
        .collect();
    assert!(with_table.contains("table = \"core.csv\""));
    fs::write(place.path("from/small.toml"), with_table).expect("the file can be written");
    fs::write(place.path("from/core.csv"), table).expect("the file can be written");
    fs::copy(place.path("from/small.toml"), place.path("small.toml")).expect("it can be copied");
    let experiment = format!(
        "schema = 1\nquestion = \"?\"\nscenario = \"small.toml\"\nreplicates = 3\n[levers]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n"
    );
    fs::write(place.path("from/what.toml"), experiment).expect("the file can be written");
    for args in [
        &["sweep", "from/what.toml", "--out", "to/sweep"][..],
        &["run", "from/small.toml", "--replicates", "3", "--out", "to/run"],
    ] {
        let done = place.folkmoot(args);
        assert_eq!(code(&done), 0, "{}", stderr(&done));
    }
    fs::remove_dir_all(place.path("from")).expect("it can be removed");
    fs::rename(place.path("to"), place.path("elsewhere")).expect("it can be moved");
    for folder in ["elsewhere/sweep", "elsewhere/run"] {
        let done = place.folkmoot(&["verify", folder]);
        assert!(code(&done) == 0 && stdout(&done).contains("the same bytes"), "{}{}", stdout(&done), stderr(&done));
        let id = rows(&place, folder)[1][0].clone();
        assert_eq!(code(&place.folkmoot(&["replay", &id, folder])), 0);
    }
}

/// The lines to paste that a failed sweep or run tells.
fn replays(said: &str) -> Vec<Vec<String>> {
    let lines = said.lines().filter_map(|line| line.strip_prefix("  again: folkmoot "));
    lines.map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

#[test]
fn a_failed_run_is_a_row_and_its_line_makes_it_again() {
    let place = swept();
    for args in [
        &["run", "small.toml", "--replicates", "5", "--out", "late/run"][..],
        &["sweep", "what.toml", "--out", "late/sweep"],
        &["sweep", "what.toml", "--shard", "1/2", "--out", "late/parts"],
    ] {
        let done = place.folkmoot(&[args, &["--time-limit", "0.000000001"]].concat());
        assert_eq!(code(&done), 3, "{}", stderr(&done));
        let lines = replays(&stderr(&done));
        assert_eq!(lines.len(), 3, "{}", stderr(&done));
        assert!(stderr(&done).contains(" timed_out: not at its end after 0.000000001 s\n"), "{}", stderr(&done));
        for line in lines {
            let words: Vec<&str> = line.iter().map(String::as_str).collect();
            let again = place.folkmoot(&words);
            assert_eq!(code(&again), 0, "{line:?}: {}{}", stdout(&again), stderr(&again));
            assert!(stdout(&again).contains(" says that it ran out of time.\n"), "{}", stdout(&again));
            let story = place.folkmoot(&[&words[..], &["--trace"]].concat());
            assert!(stdout(&story).contains("\nIn the whole run\n"), "{}", stdout(&story));
        }
    }
    for row in &rows(&place, "late/sweep")[1..] {
        assert!(row[3] == "timed_out" && row[5..].iter().all(String::is_empty), "{row:?}");
    }
    assert_eq!(place.manifest("late/sweep")["runs"]["timed_out"], 10);
    let left_out = place.folkmoot(&["verify", "late/sweep"]);
    assert_eq!(
        stdout(&left_out),
        "late/sweep: `what`, complete\nfiles    as they were written\nrows     0 of 10 made again (seed 0): the same bytes\n         \
         10 of the sample ran out of time and were left out\n"
    );
}

#[test]
fn runs_that_ran_out_of_time_are_run_again_when_there_is_more() {
    let place = swept();
    for (args, whole) in [(&["sweep", "what.toml"][..], "output/what"), (&["run", "small.toml", "--replicates", "5"], "plain")] {
        place.folkmoot(&[args, &["--out", "late", "--force", "--time-limit", "0.000000001"]].concat());
        let again = place.folkmoot(&[args, &["--out", "late", "--resume"]].concat());
        assert_eq!(code(&again), 0, "{}", stderr(&again));
        if whole == "plain" {
            place.folkmoot(&[args, &["--out", whole]].concat());
        }
        crate::cli::assert_same(&place.results("late"), &place.results(whole));
    }
}

#[test]
fn a_time_limit_is_a_number_of_seconds() {
    let place = Place::new();
    for wrong in ["0", "-1", "soon", "NaN"] {
        let done = place.folkmoot(&["run", "small.toml", &format!("--time-limit={wrong}")]);
        assert!(code(&done) == 2 && stderr(&done).contains("expected seconds above 0, such as `30`"), "{}", stderr(&done));
    }
}
