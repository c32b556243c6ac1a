//! Notes with which compiler, for which machine and from which commit the crate is built. It decides nothing.

use std::process::Command;

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script what it needs in the environment")]
fn main() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let target = std::env::var("TARGET").unwrap_or_default();
    let commit = answer("git", &["rev-parse", "HEAD"]).map(|commit| {
        let changed = answer("git", &["status", "--porcelain", "--untracked-files=no"]).is_some_and(|list| !list.is_empty());
        if changed { commit + " with changes" } else { commit }
    });
    for (name, value) in [("RUSTC", answer(&rustc, &["--version"])), ("TARGET", Some(target)), ("COMMIT", commit)] {
        println!("cargo::rustc-env=FOLKMOOT_{name}={}", value.unwrap_or_else(|| "unknown".to_owned()));
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.toml");
    if let Some(log) = answer("git", &["rev-parse", "--git-path", "logs/HEAD"]) {
        println!("cargo::rerun-if-changed={log}");
    }
}

/// What a command prints; `None` if it is not there or fails, as `git` does outside a repository.
fn answer(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}
