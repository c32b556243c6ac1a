//! Guards of the house: what a module may name, and how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file below a folder.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The lines of code of a file: no comments, no blank lines, nothing from its module of tests on.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("sources are text");
    let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = before_tests.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).map(String::from).collect()
}

fn forbid(folder: &str, words: &[&str]) {
    let mut faults = Vec::new();
    for path in sources(folder) {
        for line in code(&path) {
            for word in words.iter().filter(|word| line.contains(*word)) {
                faults.push(format!("{}: `{word}` in `{line}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn rules_know_no_world_no_dice_and_no_io() {
    forbid("src/rules", &["World", "crate::world", "dice", "std::fs", "std::io", "println!", "crate::scenario", "crate::agents"]);
}

/// Tallies, thresholds, payments and weights are exact.
#[test]
fn money_and_votes_are_counted_in_integers() {
    for place in ["src/rules", "src/attack"] {
        forbid(place, &["f64", "f32"]);
    }
    let treasury = code(Path::new("src/world/treasury.rs"));
    assert!(treasury.len() > 100 && !treasury.iter().any(|line| line.contains("f64")));
    let units = code(Path::new("src/units.rs")).join(" ");
    assert!(units.contains("pub struct Money(pub u64)") && units.contains("pub struct Weight(pub u64)"));
}

#[test]
fn power_knows_no_world_and_no_io() {
    forbid("src/power", &["World", "crate::world", "std::fs", "std::io", "println!", "crate::scenario", "crate::agents"]);
}

#[test]
fn agents_see_a_view_and_no_rule() {
    forbid(
        "src/agents",
        &["World", "Mechanism", "Scenario", "crate::scenario", "Vote(Vote", "Optimistic", "Stage", "dice", "worth"],
    );
}

#[test]
fn only_the_engine_and_the_world_change_the_world() {
    for folder in ["src/agents", "src/metrics", "src/rules", "src/scenario", "src/story"] {
        forbid(folder, &["&mut World", "Simulation"]);
    }
}

#[test]
fn a_run_depends_on_no_clock_thread_or_environment() {
    for folder in ["src/rules", "src/agents", "src/world", "src/metrics"] {
        forbid(
            folder,
            &["std::time", "std::thread", "std::env", "rayon", "HashMap", "HashSet", ".powf(", ".powi(", ".exp()", ".ln()"],
        );
    }
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources("src")
        .into_iter()
        .map(|path| (code(&path).len(), path))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, path)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "split by idea: {long:#?}");
}
