//! Parts of a sweep as engines for clusters deal them out.

use crate::cli::{Place, assert_same, code, refused, stderr, stdout};
use expect_test::expect;
use std::fs;
use std::process::{Command, Output};

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";
const NUMBERS: [&str; 4] = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX", "HQ_TASK_ID"];

fn place() -> Place {
    let place = Place::new();
    let text = format!(
        "schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\nreplicates = 6\n[levers]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n"
    );
    fs::write(place.path("what.toml"), text).expect("the file can be written");
    place
}

/// Runs a part with only these of the variables set.
fn part(place: &Place, args: &[&str], set: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
    command.args(args).current_dir(place.path("")).env_remove("NO_COLOR");
    for name in NUMBERS {
        command.env_remove(name);
    }
    command.envs(set.iter().copied());
    command.output().expect("the program starts")
}

#[test]
fn every_engine_says_which_part_it_is() {
    let place = place();
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--out", "whole"])), 0);
    for (number, name) in NUMBERS.iter().enumerate() {
        let number = number.to_string();
        let done = part(&place, &["sweep", "what.toml", "--shard", "env/4", "--out", "parts"], &[(name, &number)]);
        assert_eq!((code(&done), stdout(&done).as_str()), (0, ""), "{name}: {}", stderr(&done));
        assert!(place.path(&format!("parts/shards/{number}-of-4/runs.csv")).is_file(), "{name}");
    }
    assert_eq!(code(&place.folkmoot(&["merge", "parts", "--out", "merged"])), 0);
    assert_same(&place.results("merged"), &place.results("whole"));
}

#[test]
fn the_first_variable_that_is_set_counts_and_none_or_a_wrong_one_is_told() {
    let place = place();
    let args = ["sweep", "what.toml", "--shard", "env/4", "--out", "parts"];
    let done = part(&place, &args, &[(NUMBERS[0], ""), (NUMBERS[1], "2"), (NUMBERS[3], "1")]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    assert!(place.path("parts/shards/2-of-4").is_dir() && !place.path("parts/shards/1-of-4").exists());
    let none = part(&place, &args, &[]);
    let expected = format!("expected one of {} to be set, found none", NUMBERS.join(", "));
    assert!(code(&none) == 2 && stderr(&none).contains(&expected), "{}", stderr(&none));
    for wrong in ["4", "-1", "two"] {
        let done = part(&place, &args, &[(NUMBERS[2], wrong)]);
        assert_eq!(code(&done), 2, "{wrong}: {}", stderr(&done));
    }
}

#[test]
fn a_lost_part_run_again_goes_on_and_a_finished_one_ends_at_once() {
    let place = place();
    let args = ["sweep", "what.toml", "--shard", "0/2", "--out", "parts", "--replicates", "400"];
    let mut child = place.spawn(&args);
    place.wait_for_rows(&mut child, "parts/shards/0-of-2", 20_000);
    child.kill().expect("it is under way");
    child.wait().expect("it has ended");
    let again = place.folkmoot(&args);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert!(place.manifest("parts/shards/0-of-2")["parts"][1]["from"].as_u64() > Some(0));
    assert!(stderr(&place.folkmoot(&args)).starts_with("complete before, nothing to do: parts/shards/0-of-2\n"));
}

#[test]
fn all_missing_parts_are_named() {
    let place = place();
    for number in ["1/5", "3/5"] {
        place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", number]);
    }
    refused(
        &place.folkmoot(&["merge", "parts"]),
        &expect![[r#"
            error: expected each part once and finished, found no parts 0, 2 and 4 of 5
              --> parts
            hint: `folkmoot sweep what.toml --shard I/5` runs each; on Slurm `sbatch --array=0,2,4` and the script
        "#]],
    );
}

#[test]
fn parts_of_another_version_are_not_merged() {
    let place = place();
    for number in ["0/2", "1/2"] {
        place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", number]);
        let path = place.path(&format!("parts/shards/{}/manifest.json", number.replace('/', "-of-")));
        let ours = format!("\"model_version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let text = fs::read_to_string(&path).expect("there is a manifest");
        fs::write(&path, text.replace(&ours, "\"model_version\": \"0.0.1\"")).expect("it can be written");
    }
    let merged = place.folkmoot(&["merge", "parts"]);
    assert!(code(&merged) == 2 && stderr(&merged).contains("found parts of model version 0.0.1\n"), "{}", stderr(&merged));
}

#[test]
fn slurm_scripts_run_the_parts_and_the_merge_by_themselves() {
    let place = place();
    let written = place.folkmoot(&["sweep", "what.toml", "--slurm", "3", "--threads", "2", "--out", "out dir", "--seed", "9"]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    assert_eq!(
        stdout(&written),
        "job=$(sbatch --parsable what.sbatch) && sbatch --dependency=afterok:\"$job\" what-merge.sbatch\n"
    );
    let script = fs::read_to_string(place.path("what.sbatch")).expect("there is a script");
    for line in
        ["#!/bin/sh", "#SBATCH --array=0-2", "#SBATCH --cpus-per-task=2", "#SBATCH --requeue", "#SBATCH --open-mode=append"]
    {
        assert!(script.lines().any(|found| found == line), "`{line}` in\n{script}");
    }
    assert!(!place.path("out dir").exists(), "nothing is run");
    let shell = |script: &str, number: &str| {
        let mut command = Command::new("sh");
        command.arg(script).current_dir(place.path("")).env("SLURM_ARRAY_TASK_ID", number).env("SLURM_CPUS_PER_TASK", "2");
        command.output().expect("there is a shell")
    };
    for number in ["2", "0", "1"] {
        assert_eq!(code(&shell("what.sbatch", number)), 0);
    }
    assert_eq!(place.manifest("out dir/shards/1-of-3")["parts"][0]["threads"], 2, "threads follow Slurm");
    let merged = shell("what-merge.sbatch", "");
    assert_eq!(code(&merged), 0, "{}", stderr(&merged));
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--out", "whole", "--seed", "9"])), 0);
    assert_eq!(place.manifest("out dir")["result_hash"], place.manifest("whole")["result_hash"]);
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--slurm", "3"]),
        &expect![[r#"
            error: expected a new file, found a file that is already there
              --> what.sbatch
            hint: `--force` replaces it; or submit it as it is
        "#]],
    );
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--slurm", "3", "--force"])), 0);
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--slurm", "1001"])), 2);
}

#[test]
fn a_part_with_failed_runs_counts_as_done_for_slurm() {
    let place = place();
    place.folkmoot(&["sweep", "what.toml", "--slurm", "1", "--time-limit", "0.000000001"]);
    let mut command = Command::new("sh");
    command.arg("what.sbatch").current_dir(place.path("")).env("SLURM_ARRAY_TASK_ID", "0");
    let done = command.output().expect("there is a shell");
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    assert!(stderr(&done).contains("timed_out"));
}
