//! The command line as people and programs meet it: whole messages, exit codes, and a result folder that survives whatever
//! happens to the process that writes it.

use expect_test::{Expect, expect};
use folkmoot::dice::{Dice, Key, Purpose};
use folkmoot::experiment::{Ended, Order, Progress, Request, conduct};
use folkmoot::export::{Format, Mode};
use folkmoot::metrics::{self, Columns};
use folkmoot::scenario::Scenario;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// A folder to work in, with a small scenario in it.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder can be made"));
        let shipped = include_str!("../../scenarios/partnership.toml");
        let short = shipped.replace("\"2 years\"", "\"90 days\"").replace("replicates   = 200", "replicates   = 24");
        assert!(short.contains("90 days") && short.contains("= 24"), "the shipped scenario has other values now");
        fs::write(place.path("small.toml"), short).expect("the file can be written");
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
        command.args(args).current_dir(self.0.path()).env_remove("NO_COLOR");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn folkmoot(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program starts")
    }

    pub fn spawn(&self, args: &[&str]) -> Child {
        self.command(args).spawn().expect("the program starts")
    }

    /// Every file of a result folder but the two that depend on the machine.
    pub fn results(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        results(&self.path(folder))
    }

    /// What one uninterrupted run leaves.
    fn whole(&self, replicates: u64) -> BTreeMap<String, Vec<u8>> {
        let done = self.folkmoot(&["run", "small.toml", "--out", "whole", "--force", "--replicates", &replicates.to_string()]);
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        self.results("whole")
    }

    pub fn manifest(&self, folder: &str) -> Value {
        let text = fs::read_to_string(self.path(folder).join("manifest.json")).expect("there is a manifest");
        serde_json::from_str(&text).expect("it is JSON")
    }

    /// Waits until a run under way has written so many bytes of rows, or has ended.
    pub fn wait_for_rows(&self, child: &mut Child, folder: &str, bytes: u64) {
        let table = self.path(folder).join("runs.csv");
        self.wait_for(child, || fs::metadata(&table).map_or(0, |meta| meta.len()) >= bytes);
    }

    /// Waits until something is so, or the child has ended.
    pub fn wait_for(&self, child: &mut Child, so: impl Fn() -> bool) {
        for _ in 0..60_000 {
            if so() || child.try_wait().expect("it can be asked").is_some() {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("not within a minute");
    }
}

fn results(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder is there") {
            let path = entry.expect("a readable entry").path();
            let name = path.strip_prefix(folder).expect("it lies below").display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if name != "manifest.json" && name != "timing.csv" {
                found.insert(name, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    found
}

#[track_caller]
pub fn assert_same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let differ: Vec<&String> = found.iter().filter(|(name, bytes)| expected[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(differ.is_empty(), "these files differ: {differ:?}");
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
pub fn refused(output: &Output, message: &Expect) {
    message.assert_eq(&stderr(output));
    assert_eq!((code(output), stdout(output)), (2, String::new()));
}

pub fn signal(name: &str, child: &Child) {
    let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().expect("there is `kill`");
    assert!(sent.success());
}

#[test]
fn a_run_leaves_a_folder_with_nothing_half_done_in_it() {
    let place = Place::new();
    let done = place.folkmoot(&["run", "small.toml"]);
    assert_eq!((code(&done), stderr(&done).as_str()), (0, "results: output/small\n"));
    let text = stdout(&done);
    for part in [
        "24 runs of 90 days, seed 7.",
        "How fast?",
        "What went wrong?",
        "Again: folkmoot run small.toml --seed 7 --replicates 24",
    ] {
        assert!(text.contains(part), "`{part}` in\n{text}");
    }
    let mut expected = vec!["columns.csv", "runs.csv", "scenario.toml", "series.csv", "summary.csv"];
    if cfg!(feature = "plots") {
        let pictures = [
            "plots/delay_and_errors.png",
            "plots/delay_and_errors.svg",
            "plots/money.png",
            "plots/money.svg",
            "plots/people.png",
            "plots/people.svg",
            "plots/power.png",
            "plots/power.svg",
            "plots/throughput.png",
            "plots/throughput.svg",
        ];
        expected.splice(1..1, pictures);
    }
    assert_eq!(place.results("output/small").keys().collect::<Vec<_>>(), expected);
    let manifest = place.manifest("output/small");
    assert_eq!(manifest["status"], "complete");
    assert_eq!(manifest["runs"]["ok"], 24);
    assert_eq!(manifest["result_hash"].as_str().map(str::len), Some(64));
}

#[test]
fn a_used_folder_is_refused_and_the_message_names_the_ways_out() {
    let place = Place::new();
    place.folkmoot(&["run", "small.toml"]);
    let before = place.results("output/small");
    refused(
        &place.folkmoot(&["run", "small.toml"]),
        &expect![[r#"
            error: expected a new or empty folder, found 24 of 24 runs of `small` (complete)
              --> output/small
            hint: `--resume` goes on with them, `--force` replaces them, `--out DIR` writes elsewhere
        "#]],
    );
    let json = place.folkmoot(&["run", "small.toml", "--json"]);
    expect![[r#"
        {"error":{"expected":"a new or empty folder","found":"24 of 24 runs of `small` (complete)","hint":"`--resume` goes on with them, `--force` replaces them, `--out DIR` writes elsewhere","place":"output/small"}}
    "#]]
    .assert_eq(&stdout(&json));
    assert_eq!((code(&json), stderr(&json).as_str()), (2, ""));
    assert_same(&place.results("output/small"), &before);
    assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--force"])), 0);
    assert_same(&place.results("output/small"), &before);
}

#[test]
fn a_folder_of_somebody_else_is_refused_even_with_force() {
    let place = Place::new();
    fs::create_dir(place.path("mine")).expect("a folder can be made");
    fs::write(place.path("mine/manifest.json"), r#"{"name": "a web page"}"#).expect("the file can be written");
    fs::write(place.path("mine/notes.txt"), "dear diary").expect("the file can be written");
    for mode in [&["--force"][..], &["--resume"], &[]] {
        refused(
            &place.folkmoot(&[&["run", "small.toml", "--out", "mine"], mode].concat()),
            &expect![[r#"
                error: expected a new or empty folder, or one with results of ours, found `manifest.json` and no manifest of ours
                  --> mine
                hint: `--out DIR` writes elsewhere; nothing there was touched
            "#]],
        );
    }
    assert_eq!(fs::read_dir(place.path("mine")).expect("it is there").count(), 2);
    refused(
        &place.folkmoot(&["run", "small.toml", "--out", "small.toml"]),
        &expect![[r#"
            error: expected a new or empty folder, or one with results of ours, found a file
              --> small.toml
            hint: `--out DIR` writes elsewhere; nothing there was touched
        "#]],
    );
}

#[test]
fn force_removes_our_files_and_no_others() {
    let place = Place::new();
    place.folkmoot(&["run", "small.toml"]);
    fs::write(place.path("output/small/notes.txt"), "dear diary").expect("the file can be written");
    assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--force", "--seed", "8"])), 0);
    assert_eq!(place.manifest("output/small")["seed"], 8);
    assert_eq!(fs::read_to_string(place.path("output/small/notes.txt")).ok().as_deref(), Some("dear diary"));
}

#[test]
fn what_is_complete_is_left_alone() {
    let place = Place::new();
    let first = place.folkmoot(&["run", "small.toml", "--json"]);
    let manifest = fs::read(place.path("output/small/manifest.json")).expect("there is a manifest");
    let again = place.folkmoot(&["run", "small.toml", "--json", "--resume"]);
    assert_eq!((code(&again), stdout(&again)), (0, stdout(&first)));
    assert_eq!(stderr(&again), "complete before, nothing to do: output/small\n");
    assert_eq!(fs::read(place.path("output/small/manifest.json")).ok(), Some(manifest));
}

#[test]
fn more_replicates_give_the_bytes_of_one_go() {
    let place = Place::new();
    let whole = place.whole(40);
    place.folkmoot(&["run", "small.toml", "--replicates", "15"]);
    assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--replicates", "40", "--resume"])), 0);
    assert_same(&place.results("output/small"), &whole);
    refused(
        &place.folkmoot(&["run", "small.toml", "--replicates", "10", "--resume"]),
        &expect![[r#"
            error: expected at most 10, as asked for, found 40 runs
              --> output/small
            hint: `--replicates 40` or more starts again and ends with these and more, `--force` replaces them
        "#]],
    );
}

#[test]
fn another_scenario_or_seed_does_not_go_on() {
    let place = Place::new();
    place.folkmoot(&["run", "small.toml"]);
    for change in [["--seed", "8"], ["--set", "people.core.count=5"]] {
        let output = place.folkmoot(&[&["run", "small.toml", "--resume"], &change[..]].concat());
        let message = stderr(&output);
        assert_eq!(code(&output), 2, "{message}");
        assert!(
            message.contains("found results of another scenario or seed (point ") && message.contains(", seed 7)"),
            "{message}"
        );
        assert!(message.ends_with("hint: `--force` replaces the results, `--out DIR` writes elsewhere\n"), "{message}");
    }
}

#[test]
fn threads_change_no_byte() {
    let place = Place::new();
    let whole = place.whole(24);
    for threads in ["1", "2", "3", "8"] {
        let out = format!("threads-{threads}");
        assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--threads", threads, "--out", &out])), 0);
        assert_same(&place.results(&out), &whole);
    }
}

/// Conducts the small scenario in this process until `rows` rows are written.
fn conduct_until(place: &Place, out: &str, order: Order, replicates: u64, rows: u64) {
    let scenario = Scenario::load(place.path("small.toml")).unwrap_or_else(|problems| panic!("{problems}"));
    let (stop, out) = (AtomicBool::new(false), place.path(out));
    let command = format!("folkmoot run small.toml --seed 7 --replicates {replicates}");
    let request = Request {
        scenario: &scenario,
        command: &command,
        replicates,
        threads: 3,
        order,
        limit: None,
        out: &out,
        format: Format::Csv,
        mode: Mode::Resume,
    };
    let mut seen = 0;
    let ended = conduct(&request, &stop, &mut |progress| {
        seen += u64::from(matches!(progress, Progress::New(_)));
        stop.store(seen >= rows, Ordering::Relaxed);
    });
    let finished = !matches!(ended.unwrap_or_else(|error| panic!("{error}")), Ended::Stopped(_));
    assert_eq!(finished, fs::metadata(out.join("runs.partial")).is_err(), "the sidecar stays exactly as long as it is needed");
}

#[test]
fn the_order_in_which_replicates_are_run_changes_no_byte() {
    let place = Place::new();
    let whole = place.whole(300);
    for seed in [1, 2] {
        conduct_until(&place, "shuffled", Order::Shuffled(seed), 300, 100);
        conduct_until(&place, "shuffled", Order::Shuffled(seed), 300, u64::MAX);
        assert_same(&place.results("shuffled"), &whole);
        fs::remove_dir_all(place.path("shuffled")).expect("it can be removed");
    }
}

/// Cuts a file to a share of its length.
fn cut(path: &Path, share: f64) {
    let file = OpenOptions::new().write(true).open(path).expect("the file is there");
    let len = file.metadata().expect("it has a length").len();
    file.set_len((len as f64 * share) as u64).expect("it can be cut");
}

#[test]
fn a_crash_at_any_byte_is_taken_up_without_a_trace() {
    let place = Place::new();
    let whole = place.whole(300);
    for (table, sidecar) in [(1.0, 1.0), (0.97, 1.0), (1.0, 0.97), (0.5, 0.8), (0.8, 0.31), (0.02, 1.0), (1.0, 0.0), (0.0, 0.0)] {
        conduct_until(&place, "cut", Order::Plan, 300, 40);
        cut(&place.path("cut/runs.csv"), table);
        cut(&place.path("cut/runs.partial"), sidecar);
        conduct_until(&place, "cut", Order::Plan, 300, u64::MAX);
        assert_same(&place.results("cut"), &whole);
        fs::remove_dir_all(place.path("cut")).expect("it can be removed");
    }
}

#[test]
fn rows_that_somebody_changed_are_made_again() {
    let place = Place::new();
    let whole = place.whole(300);
    conduct_until(&place, "changed", Order::Plan, 300, 40);
    let table = place.path("changed/runs.csv");
    let text = fs::read_to_string(&table).expect("there are rows");
    fs::write(&table, text.replacen(",7,ok,", ",7,panicked,", 1)).expect("it can be written");
    conduct_until(&place, "changed", Order::Plan, 300, u64::MAX);
    assert_same(&place.results("changed"), &whole);
}

#[test]
fn killed_at_any_moment_it_goes_on_to_the_same_bytes() {
    let place = Place::new();
    let whole = place.whole(400);
    let length = whole["runs.csv"].len() as f64;
    let args = ["run", "small.toml", "--replicates", "400", "--resume", "--out", "killed"];
    for moment in 0..6 {
        let at = Dice::new(5, moment).uniform(Purpose::Gap, Key::NONE, Key::NONE, 0);
        let mut child = place.spawn(&args);
        place.wait_for_rows(&mut child, "killed", (at * length) as u64);
        // It may have ended by itself; then there is nothing to kill.
        let _ = child.kill();
        child.wait().expect("it has ended");
    }
    let done = place.folkmoot(&args);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    assert_same(&place.results("killed"), &whole);
}

#[test]
fn an_interruption_is_tidy_and_says_how_to_go_on() {
    let place = Place::new();
    for name in ["INT", "TERM"] {
        let mut child = place.spawn(&["run", "small.toml", "--replicates", "5000000", "--out", name]);
        place.wait_for_rows(&mut child, name, 5_000);
        signal(name, &child);
        let output = child.wait_with_output().expect("it ends");
        let manifest = place.manifest(name);
        let rows = manifest["runs"]["ok"].as_u64().expect("a count");
        assert_eq!((code(&output), stdout(&output)), (130, String::new()));
        assert_eq!(
            stderr(&output),
            format!(
                "interrupted after {rows} of 5000000 runs, which are kept in {name}\nhint: the same command with `--resume` goes on\n"
            )
        );
        assert_eq!((&manifest["status"], &manifest["parts"][0]["status"]), (&"interrupted".into(), &"interrupted".into()));
        let replicates = (rows + 5).to_string();
        assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--replicates", &replicates, "--out", name, "--resume"])), 0);
        assert_same(&place.results(name), &place.whole(rows + 5));
        assert_eq!(place.manifest(name)["parts"][1]["from"], rows);
    }
}

#[test]
fn two_processes_never_write_into_one_folder() {
    let place = Place::new();
    let mut first = place.spawn(&["run", "small.toml", "--replicates", "5000000"]);
    place.wait_for_rows(&mut first, "output/small", 1_000);
    for mode in ["--resume", "--force"] {
        refused(
            &place.folkmoot(&["run", "small.toml", mode]),
            &expect![[r#"
                error: expected a folder for this process alone, found another process that writes into it
                  --> output/small
                hint: wait for it to end, or `--out DIR` writes elsewhere
            "#]],
        );
    }
    first.kill().expect("it is under way");
    first.wait().expect("it has ended");
    refused(
        &place.folkmoot(&["run", "small.toml"]),
        &expect![[r#"
            error: expected a new or empty folder, found an unfinished run of `small`
              --> output/small
            hint: `--resume` goes on with them, `--force` replaces them, `--out DIR` writes elsewhere
        "#]],
    );
    assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--force"])), 0);
}

/// Runs with files limited to so many blocks of 512 bytes, as a full disk limits them.
fn with_little_room(place: &Place, blocks: u32) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" run small.toml --out full --resume");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_folkmoot")]).current_dir(place.0.path());
    command.output().expect("there is a shell")
}

fn temporary_files(place: &Place, folder: &str) -> Vec<String> {
    place.results(folder).into_keys().filter(|name| name.contains("tmp") || name.contains(".lock")).collect()
}

#[test]
fn a_full_disk_loses_no_whole_row_and_leaves_no_half_file() {
    let place = Place::new();
    let whole = place.whole(24);
    let output = with_little_room(&place, 48);
    expect![[r#"
        error: could not write: File too large (os error 27)
          --> full/runs.partial
        hint: nothing is half-written; once there is room and permission, the same command goes on, with `--resume` where there are rows
    "#]]
    .assert_eq(&stderr(&output));
    assert_eq!((code(&output), stdout(&output)), (1, String::new()));
    let rows = place.results("full")["runs.csv"].clone();
    assert!(whole["runs.csv"].starts_with(&rows) && rows.ends_with(b"\n") && rows.len() < whole["runs.csv"].len());
    assert_eq!(place.manifest("full")["status"], "failed");
    assert_eq!(temporary_files(&place, "full"), Vec::<String>::new());
    assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--out", "full", "--resume"])), 0);
    assert_same(&place.results("full"), &whole);
}

#[cfg(feature = "plots")]
#[test]
fn a_disk_that_is_full_at_the_end_costs_no_run() {
    let place = Place::new();
    // With few reporting dates the picture is the largest file.
    let small = fs::read_to_string(place.path("small.toml")).expect("it is there");
    fs::write(place.path("small.toml"), small.replace("\"7 days\"\nreplicates", "\"45 days\"\nreplicates"))
        .expect("it can be written");
    let whole = place.whole(24);
    let blocks = (whole["plots/delay_and_errors.png"].len() / 512 - 4) as u32;
    let output = with_little_room(&place, blocks);
    assert!(stderr(&output).contains("--> full/plots/delay_and_errors.png"), "{}", stderr(&output));
    assert_eq!((code(&output), temporary_files(&place, "full")), (1, Vec::new()));
    assert_eq!(place.manifest("full")["runs"]["ok"], 24);
    assert_eq!(code(&place.folkmoot(&["run", "small.toml", "--out", "full", "--resume"])), 0);
    assert_same(&place.results("full"), &whole);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::create_dir(place.path("locked")).expect("a folder can be made");
    fs::set_permissions(place.path("locked"), fs::Permissions::from_mode(0o555)).expect("it is ours");
    if fs::write(place.path("locked/proof"), "").is_ok() {
        // Nothing is forbidden to root.
        return;
    }
    let output = place.folkmoot(&["run", "small.toml", "--out", "locked"]);
    expect![[r#"
        error: could not lock: Permission denied (os error 13)
          --> locked
        hint: nothing is half-written; once there is room and permission, the same command goes on, with `--resume` where there are rows
    "#]]
    .assert_eq(&stderr(&output));
    assert_eq!(code(&output), 1);
}

#[test]
fn a_scenario_that_is_not_there_is_a_wrong_request() {
    let place = Place::new();
    let output = place.folkmoot(&["run", "nothing.toml"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("error: expected a file, found nothing of this name\n"), "{}", stderr(&output));
    assert!(!place.path("output").exists());
    let json = place.folkmoot(&["run", "small.toml", "--colour", "--json"]);
    let error: Value = serde_json::from_str(&stdout(&json)).expect("one object");
    assert_eq!(
        error["error"].as_object().map(|parts| parts.keys().cloned().collect()),
        Some(shape(&["expected", "found", "hint", "place"]))
    );
    assert_eq!(code(&json), 2);
}

/// Runs a scenario that is wrong in one place.
#[track_caller]
fn refused_before_anything_runs(right: &str, wrong: &str, message: &Expect) {
    let place = Place::new();
    let text = fs::read_to_string(place.path("small.toml")).expect("there is a scenario");
    assert!(text.contains(right), "the shipped scenario no longer says `{right}`");
    fs::write(place.path("small.toml"), text.replacen(right, wrong, 1)).expect("the file can be written");
    refused(&place.folkmoot(&["run", "small.toml"]), message);
    assert_eq!(fs::read_dir(place.0.path()).expect("it is there").count(), 1, "nothing but the scenario is there");
}

#[test]
fn a_wrong_key_is_a_wrong_request() {
    refused_before_anything_runs(
        "report_every = ",
        "report_evry  = ",
        &expect![[r#"
            error: unknown key `report_evry`
              --> small.toml:10:1
               |
            10 | report_evry  = "7 days"
               | ^^^^^^^^^^^
            hint: did you mean `report_every`?
        "#]],
    );
}

#[test]
fn a_share_of_40_is_a_wrong_request() {
    refused_before_anything_runs(
        "objections = { seats = 2 }",
        "objections = { weight = 40 }",
        &expect![[r#"
            error: expected a share between 0 and 1, found 40
               --> small.toml:112:25
                |
            112 | objections = { weight = 40 }              # assumed: one alone cannot stop the work
                |                         ^^
            hint: shares are fractions; 40 percent is `0.4`
        "#]],
    );
}

#[test]
fn a_body_that_is_not_there_is_a_wrong_request() {
    refused_before_anything_runs(
        "consent = { body = \"core\" }",
        "consent = { body = \"kernel\" }",
        &expect![[r#"
            error: there is no body `kernel`
               --> small.toml:100:20
                |
            100 | consent = { body = "kernel" }
                |                    ^^^^^^^^
            hint: expected `stakeholders`, `core`, `playbooks`, `research` or `gardens`
        "#]],
    );
}

#[test]
fn a_file_that_cannot_be_read_is_a_wrong_request() {
    let place = Place::new();
    fs::create_dir(place.path("folder.toml")).expect("a folder can be made");
    refused(
        &place.folkmoot(&["run", "folder.toml"]),
        &expect![[r#"
            error: expected a file, found a folder
            --> folder.toml
            hint: name the file in it
        "#]],
    );
    fs::write(place.path("image.toml"), [0x89, b'P', b'N', b'G', 0xff]).expect("the file can be written");
    refused(
        &place.folkmoot(&["run", "image.toml"]),
        &expect![[r#"
            error: expected a text in UTF-8, found other bytes
            --> image.toml
            hint: save it as UTF-8
        "#]],
    );
    assert!(!place.path("output").exists());
}

fn shape(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&key| key.to_owned()).collect()
}

/// The columns of the small scenario.
fn columns(place: &Place) -> Columns {
    Columns::of(&Scenario::load(place.path("small.toml")).unwrap_or_else(|problems| panic!("{problems}")))
}

#[test]
fn json_has_the_shape_that_the_help_promises() {
    let place = Place::new();
    let output = place.folkmoot(&["run", "small.toml", "--json", "--seed", "18446744073709551615"]);
    let object: Value = serde_json::from_str(&stdout(&output)).expect("one object");
    let keys =
        |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<String>>()).unwrap_or_default();
    assert_eq!(keys(&object), shape(&["metrics", "model_version", "replicates", "runs_failed", "scenario", "seed"]));
    assert_eq!((&object["seed"], &object["replicates"]), (&"18446744073709551615".into(), &24.into()));
    for column in columns(&place).all() {
        let id = &column.id;
        assert_eq!(keys(&object["metrics"][id]), shape(&["high", "low", "mean", "method", "n", "sd"]), "{id}");
    }
    assert_eq!(place.manifest("output/small")["seed"], "18446744073709551615");
    assert!(stdout(&place.folkmoot(&["run", "--help"])).contains("{id: {n, mean, sd, low, high, method}}"));
}

#[test]
fn every_metric_is_listed_and_has_its_column() {
    let place = Place::new();
    let listed = |args: &[&str]| -> Vec<String> {
        let listed: Value = serde_json::from_str(&stdout(&place.folkmoot(args))).expect("one array");
        listed.as_array().expect("an array").iter().filter_map(|metric| metric["id"].as_str()).map(str::to_owned).collect()
    };
    let families = metrics::families().map(|family| family.id.to_owned());
    let all: Vec<String> = metrics::all().map(|metric| metric.id.to_owned()).chain(families).collect();
    assert_eq!(listed(&["metrics", "--json"]), all);
    let ids = listed(&["metrics", "small.toml", "--json"]);
    assert_eq!(ids, columns(&place).all().map(|column| column.id.clone()).collect::<Vec<String>>());
    place.folkmoot(&["run", "small.toml"]);
    let rows = fs::read_to_string(place.path("output/small/runs.csv")).expect("there are rows");
    assert_eq!(rows.lines().next(), Some(format!("run_id,point,replicate,status,{}", ids.join(",")).as_str()));
    assert_eq!(rows.lines().count(), 25);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    for args in [&["metrics"][..], &["run", "small.toml"], &["check", "--schema"], &["--help"]] {
        let mut child = place.spawn(args);
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(code(&output), 0, "{args:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    }
}

#[test]
fn one_run_is_enough_for_a_folder() {
    let place = Place::new();
    let output = place.folkmoot(&["run", "small.toml", "--replicates", "1"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("1 run of 90 days") && stdout(&output).contains("(one run)"), "{}", stdout(&output));
}

#[test]
fn a_preset_becomes_a_file_that_is_sound() {
    let place = Place::new();
    assert_eq!(code(&place.folkmoot(&["new", "partnership", "ours.toml"])), 0);
    let checked = place.folkmoot(&["check", "ours.toml"]);
    assert!(stdout(&checked).starts_with("ours is sound: "), "{}", stderr(&checked));
    refused(
        &place.folkmoot(&["new", "partnership", "ours.toml"]),
        &expect![[r#"
            error: expected a new file, found a file that is already there
              --> ours.toml
            hint: name another file, or take that one away
        "#]],
    );
}

/// A cell of one, who does 150 of work a day, and a funder; every idea is submitted.
fn busy(size: u32, pledge: u32) -> String {
    format!(
        r#"schema = 1
question = "Is there time and money enough?"
horizon = "60 days"
[people.funder]
archetype = "hands_off_funder"
count = 1
pledge = {pledge}
[cells.makers]
members = 1
work = {{ arrivals = "1 per day", size = {size}, selective = false }}
[[decisions.operational.route]]
consent = {{ body = "own_cell" }}
"#
    )
}

#[test]
fn check_warns_of_a_queue_that_grows_and_of_money_that_runs_out() {
    let place = Place::new();
    let warnings = |size, pledge| {
        fs::write(place.path("busy.toml"), busy(size, pledge)).expect("the file can be written");
        let checked = place.folkmoot(&["check", "busy.toml"]);
        assert_eq!(code(&checked), 0, "a warning is no error: {}", stderr(&checked));
        stderr(&checked)
    };
    // 140 of 150 a day are 93 %; 4 200 pay for 30 days.
    expect![[r#"
        warning: cell `makers` is asked for 93 % of what it can do, and its queue will grow
        hint: give it more `members` or smaller `work`, or expect waiting to decide the result
        warning: if all were approved, the money would last 1.0 months of 2.0
        hint: raise a `pledge`, or expect accepted work to go unfunded
    "#]]
    .assert_eq(&warnings(140, 4_200));
    assert_eq!(warnings(134, 8_041), "", "89 % of its time and 60 days of money are enough");
}
