//! What is compared: files, or versions of one file.

use super::Args;
use crate::cli::Failure;
use crate::cli::run::quoted;
use crate::cli::scenario::{self, Edit};
use crate::scenario::Scenario;
use std::path::{Path, PathBuf};

/// An edit of one version.
#[derive(Clone, Debug)]
pub struct With {
    /// The version.
    pub name: String,
    /// Its edit.
    pub edit: Edit,
}

/// Reads the `NAME:PATH=VALUE` of `--with`.
///
/// # Errors
/// When there is no `:` or no `=`, or nothing before one of them.
pub fn with(text: &str) -> Result<With, String> {
    let wrong = || "expected NAME:PATH=VALUE, such as `five:people.core.count=5`".to_owned();
    let (name, edit) = text.split_once(':').filter(|(name, _)| !name.trim().is_empty()).ok_or_else(wrong)?;
    Ok(With { name: name.trim().to_owned(), edit: scenario::edit(edit).map_err(|_| wrong())? })
}

/// One rule set.
pub struct Variant {
    /// What it is called in tables: the file's stem, or the version's name.
    pub label: String,
    /// The scenario, with the seed that all have.
    pub scenario: Scenario,
    /// The file as it was typed.
    path: PathBuf,
    /// All its edits.
    edits: Vec<Edit>,
}

impl Variant {
    /// The line that tells a run of it, or one proposal.
    pub fn trace(&self, rest: &str) -> String {
        self.line("trace") + rest
    }

    /// The line that runs it.
    pub fn run(&self, replicates: u64) -> String {
        self.line("run") + &format!(" --replicates {replicates}")
    }

    fn line(&self, verb: &str) -> String {
        let mut line = format!("folkmoot {verb} {}", quoted(&self.path.to_string_lossy()));
        for (path, value) in &self.edits {
            line += &format!(" --set {}", quoted(&format!("{path}={value}")));
        }
        line + &format!(" --seed {}", self.scenario.seed)
    }
}

/// All of them, in the order of the line; the versions come after the file they are of.
///
/// # Errors
/// Fewer than two, versions of several files, and what is wrong with a scenario.
pub fn all(args: &Args) -> Result<Vec<Variant>, Failure> {
    let names = names(args)?;
    let mut seed = args.seed;
    let mut variants: Vec<Variant> = Vec::new();
    for (label, path, edits) in names {
        let scenario = scenario::load(&path, &scenario::with_seed(&edits, seed))?;
        seed = Some(scenario.seed);
        let edits = edits.into_iter().filter(|(path, _)| path != "seed").collect();
        variants.push(Variant { label, scenario, path, edits });
    }
    for (idx, variant) in variants.iter().enumerate() {
        if variants[..idx].iter().any(|other| other.label == variant.label) {
            let (found, expected) = (format!("`{}` twice", variant.label), "names that differ");
            return Err(Failure::wrong("the command line", &found, expected, "rename one of the files, or the version"));
        }
    }
    Ok(variants)
}

/// Label, file and edits of each.
fn names(args: &Args) -> Result<Vec<(String, PathBuf, Vec<Edit>)>, Failure> {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut names: Vec<(String, PathBuf, Vec<Edit>)> =
        args.scenarios.iter().map(|path| (stem(path), path.clone(), args.sets.clone())).collect();
    match (&args.scenarios[..], &args.with[..]) {
        ([_], []) => {
            let hint = "`folkmoot compare a.toml b.toml`, or `--with five:people.core.count=5`";
            return Err(Failure::wrong("the command line", "one rule set", "two or more to compare", hint));
        }
        ([path], with) => {
            for With { name, edit } in with {
                let at = names.iter().skip(1).position(|(label, _, _)| label == name).map(|at| at + 1);
                let at = at.unwrap_or_else(|| {
                    names.push((name.clone(), path.clone(), args.sets.clone()));
                    names.len() - 1
                });
                names[at].2.push(edit.clone());
            }
        }
        (_, []) => {}
        (_, [first, ..]) => {
            let hint = "compare versions of one file, or several files as they are; `--set` changes all";
            let found = format!("`--with {}:...` and several files", first.name);
            return Err(Failure::wrong("the command line", &found, "one file for `--with`", hint));
        }
    }
    Ok(names)
}
