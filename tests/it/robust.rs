//! What a machine may do to a sweep: fill its disk, forbid writing, start it twice, stop it anywhere. No whole row is lost, nothing
//! is half-written, and it ends with the same bytes.

use crate::cli::{Place, assert_same, code, refused, stderr};
use expect_test::expect;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";
const SEATS: &str = "decisions.operational.route.review.optimistic.objections.seats";

fn place() -> Place {
    let place = Place::new();
    write(&place, 40, &format!("\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n"));
    place
}

fn write(place: &Place, replicates: u64, levers: &str) {
    let text =
        format!("schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\nreplicates = {replicates}\n[levers]\n{levers}");
    fs::write(place.path("what.toml"), text).expect("the file can be written");
}

fn swept(place: &Place, out: &str) -> BTreeMap<String, Vec<u8>> {
    let done = place.folkmoot(&["sweep", "what.toml", "--out", out, "--resume"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    place.results(out)
}

/// A small file system in memory, where this process may make one.
struct Disk(PathBuf);

impl Disk {
    fn new(path: PathBuf, size: &str) -> Option<Disk> {
        fs::create_dir_all(&path).expect("a folder can be made");
        mount(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], &path).then_some(Disk(path))
    }

    fn again(&self, options: &str) {
        assert!(mount(&["-o", &format!("remount,{options}")], &self.0), "what was mounted can be mounted again");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

fn mount(args: &[&str], path: &Path) -> bool {
    Command::new("mount").args(args).arg(path).output().is_ok_and(|output| output.status.success())
}

fn left_over(place: &Place, folder: &str) -> Vec<String> {
    place.results(folder).into_keys().filter(|name| name.contains("tmp") || name.contains(".lock")).collect()
}

/// Sweeps with files limited to so many blocks of 512 bytes, as a full disk limits them.
fn with_short_files(place: &Place, blocks: u32) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" sweep what.toml --out full --resume");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_folkmoot")]).current_dir(place.path(""));
    command.output().expect("there is a shell")
}

#[test]
fn a_full_disk_costs_a_sweep_no_whole_row() {
    let place = place();
    let whole = swept(&place, "whole");
    for blocks in [2, 40, 90] {
        let output = with_short_files(&place, blocks);
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        assert!(
            stderr(&output).contains("\nhint: nothing is half-written; once there is room and permission"),
            "{}",
            stderr(&output)
        );
        let rows = place.results("full").remove("runs.csv").unwrap_or_default();
        assert!(whole["runs.csv"].starts_with(&rows) && (rows.is_empty() || rows.ends_with(b"\n")));
        assert_eq!(left_over(&place, "full"), Vec::<String>::new());
    }
    assert_same(&swept(&place, "full"), &whole);
}

#[test]
fn a_disk_that_is_full_and_then_larger_gives_the_same_bytes() {
    let place = place();
    let whole = swept(&place, "whole");
    let Some(disk) = Disk::new(place.path("disk"), "96k") else { return };
    let output = place.folkmoot(&["sweep", "what.toml", "--out", "disk/full"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("No space left on device"), "{}", stderr(&output));
    let rows = place.results("disk/full").remove("runs.csv").unwrap_or_default();
    assert!(whole["runs.csv"].starts_with(&rows) && rows.ends_with(b"\n"), "{} bytes of rows", rows.len());
    disk.again("size=50m");
    assert_same(&swept(&place, "disk/full"), &whole);
}

#[test]
fn a_disk_that_may_not_be_written_is_said_to_be_so() {
    let place = place();
    let Some(disk) = Disk::new(place.path("disk"), "1m") else { return };
    disk.again("ro");
    let output = place.folkmoot(&["sweep", "what.toml", "--out", "disk/out"]);
    assert_eq!(code(&output), 1);
    expect![[r#"
        error: could not make the folder: Read-only file system (os error 30)
          --> disk/out
        hint: nothing is half-written; once there is room and permission, the same command goes on, with `--resume` where there are rows
    "#]]
    .assert_eq(&stderr(&output));
    disk.again("rw");
    let whole = swept(&place, "disk/out");
    disk.again("ro");
    // What is only read may be read-only: checking, making a run again.
    assert_eq!(code(&place.folkmoot(&["verify", "disk/out"])), 0);
    let row = String::from_utf8_lossy(&whole["runs.csv"]).lines().nth(1).map(|row| row[..16].to_owned()).expect("a row");
    assert_eq!(code(&place.folkmoot(&["replay", &row, "disk/out"])), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    fs::create_dir(place.path("locked")).expect("a folder can be made");
    fs::set_permissions(place.path("locked"), fs::Permissions::from_mode(0o555)).expect("it is ours");
    if fs::write(place.path("locked/proof"), "").is_ok() {
        // Nothing is forbidden to root.
        return;
    }
    let output = place.folkmoot(&["sweep", "what.toml", "--out", "locked"]);
    assert!(code(&output) == 1 && stderr(&output).starts_with("error: could not lock: Permission denied"), "{}", stderr(&output));
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let place = place();
    fs::create_dir(place.path("mine")).expect("a folder can be made");
    fs::write(place.path("mine/runs.csv"), "my,own\n").expect("the file can be written");
    for mode in [&["--force"][..], &["--resume"], &[], &["--shard", "0/2"]] {
        let output = place.folkmoot(&[&["sweep", "what.toml", "--out", "mine"], mode].concat());
        if mode == ["--shard", "0/2"] {
            // A part has a folder of its own below it.
            assert_eq!(code(&output), 0, "{}", stderr(&output));
            continue;
        }
        refused(
            &output,
            &expect![[r#"
                error: expected a new or empty folder, or one with results of ours, found `runs.csv` and no manifest of ours
                  --> mine
                hint: `--out DIR` writes elsewhere; nothing there was touched
            "#]],
        );
    }
    assert_eq!(fs::read_to_string(place.path("mine/runs.csv")).ok().as_deref(), Some("my,own\n"));
}

#[test]
fn two_processes_share_a_sweep_only_by_parts() {
    let place = place();
    let long = ["sweep", "what.toml", "--replicates", "1000000", "--out", "out"];
    let mut first = place.spawn(&long);
    place.wait_for_rows(&mut first, "out", 5_000);
    for mode in ["--resume", "--force"] {
        refused(
            &place.folkmoot(&[&long[..], &[mode]].concat()),
            &expect![[r#"
                error: expected a folder for this process alone, found another process that writes into it
                  --> out
                hint: wait for it to end, or `--out DIR` writes elsewhere
            "#]],
        );
    }
    first.kill().expect("it is under way");
    first.wait().expect("it has ended");
    let part = |number: &str| place.spawn(&["sweep", "what.toml", "--out", "parts", "--shard", number]);
    let both = [part("0/2"), part("1/2")].map(|child| child.wait_with_output().expect("it ends"));
    assert!(both.iter().all(|output| code(output) == 0), "{}{}", stderr(&both[0]), stderr(&both[1]));
    assert_eq!(code(&place.folkmoot(&["merge", "parts", "--out", "merged"])), 0);
    assert_same(&place.results("merged"), &swept(&place, "whole"));
}

#[test]
fn an_unfinished_sweep_is_given_more_values_without_losing_a_row() {
    let place = place();
    write(&place, 400, &format!("\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n\"{SEATS}\" = [1]\n"));
    let mut child = place.spawn(&["sweep", "what.toml", "--out", "grown"]);
    place.wait_for_rows(&mut child, "grown", 60_000);
    child.kill().expect("it is under way");
    child.wait().expect("it has ended");
    let before = fs::read_to_string(place.path("grown/runs.csv")).expect("there are rows");
    let whole_rows: Vec<&str> = before.split_inclusive('\n').filter(|row| row.ends_with('\n')).collect();
    assert!(whole_rows.len() > 20 && whole_rows.len() < 800, "{} rows", whole_rows.len());
    write(&place, 420, &format!("\"{WINDOW}\" = [\"24 hours\", \"72 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 3]\n"));
    // At any moment of being extended: before the rows are copied, after it, and among the new ones.
    for bytes in [0, 1, 20_000, 90_000] {
        let mut child = place.spawn(&["sweep", "what.toml", "--out", "grown", "--resume"]);
        place.wait_for(&mut child, || bytes == 0 || place.path("grown/runs.earlier").is_file());
        place.wait_for_rows(&mut child, "grown", bytes);
        let _ = child.kill();
        child.wait().expect("it has ended");
    }
    // And then once more.
    write(&place, 430, &format!("\"{WINDOW}\" = [\"24 hours\", \"72 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 2, 3]\n"));
    let grown = swept(&place, "grown");
    assert_same(&grown, &swept(&place, "at_once"));
    let after = String::from_utf8_lossy(&grown["runs.csv"]).into_owned();
    assert!(whole_rows.iter().all(|row| after.contains(*row)), "every row is still there");
}

#[test]
fn an_unfinished_sweep_is_not_built_upon_by_another() {
    let place = place();
    write(&place, 100_000, &format!("\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n"));
    let mut child = place.spawn(&["sweep", "what.toml", "--out", "begun"]);
    place.wait_for_rows(&mut child, "begun", 10_000);
    child.kill().expect("it is under way");
    child.wait().expect("it has ended");
    let rows = fs::read(place.path("begun/runs.csv")).expect("there are rows");
    write(&place, 100_000, &format!("\"{WINDOW}\" = [\"24 hours\", \"3 days\"]\n"));
    refused(
        &place.folkmoot(&["sweep", "what.toml", "--out", "begun", "--resume"]),
        &expect![[r#"
            error: expected only points of this experiment, found 1 of 2 points that are not in this experiment
              --> begun
            hint: a sweep can be given more values and replicates; `--force` replaces the results, `--out DIR` writes elsewhere
        "#]],
    );
    assert_eq!(fs::read(place.path("begun/runs.csv")).ok(), Some(rows), "nothing is touched");
}

#[test]
fn a_merge_that_is_killed_is_made_again() {
    let place = place();
    write(&place, 3000, &format!("\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n"));
    let text = fs::read_to_string(place.path("small.toml")).expect("there is a scenario");
    fs::write(place.path("small.toml"), text.replace("\"90 days\"", "\"7 days\"")).expect("the file can be written");
    let whole = swept(&place, "whole");
    for number in ["0/3", "1/3", "2/3"] {
        assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", number])), 0);
    }
    for share in [0.01, 0.5, 0.9] {
        let mut child = place.spawn(&["merge", "parts", "--out", "merged", "--resume"]);
        place.wait_for_rows(&mut child, "merged", (share * whole["runs.csv"].len() as f64) as u64);
        let _ = child.kill();
        child.wait().expect("it has ended");
    }
    assert_eq!(code(&place.folkmoot(&["merge", "parts", "--out", "merged", "--resume"])), 0);
    assert_same(&place.results("merged"), &whole);
}
