//! The folders of the parts of a sweep: all there, all finished, all of the same sweep.

use super::{EXPERIMENT, Plan, Shard};
use crate::experiment::MODEL_VERSION;
use crate::export::{Error, Manifest, RUNS, SHARDS, State, hash_of, refusal};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Parts that fit together.
pub struct Parts {
    /// Folder, manifest and number of each, in order.
    found: Vec<(PathBuf, Manifest, Shard)>,
}

impl Parts {
    /// Finds the parts in folders: each is one, or holds them under `shards/`.
    ///
    /// # Errors
    /// When there is none, one is missing or not finished, or they are not of one sweep.
    pub fn gather(folders: &[PathBuf]) -> Result<Parts, Error> {
        let mut found = Vec::new();
        for folder in folders {
            let inside = folder.join(SHARDS);
            if inside.is_dir() {
                for entry in std::fs::read_dir(&inside).map_err(Error::io("read the folder", &inside))? {
                    found.extend(part(&entry.map_err(Error::io("read the folder", &inside))?.path()));
                }
            } else {
                let one = part(folder);
                let (found_there, expected) = ("no part of a sweep".to_owned(), "a part, or a folder with parts".to_owned());
                let hint = "`folkmoot sweep EXPERIMENT --shard I/N` makes one".to_owned();
                found.push(one.ok_or_else(|| refusal(folder, found_there, expected, hint))?);
            }
        }
        found.sort_by_key(|(_, _, shard)| shard.number);
        let parts = Parts { found };
        parts.check(folders)?;
        Ok(parts)
    }

    fn check(&self, folders: &[PathBuf]) -> Result<(), Error> {
        let Some((_, first, shard)) = self.found.first() else {
            let hint = "`folkmoot sweep EXPERIMENT --shard I/N` makes them".to_owned();
            return Err(refusal(&folders[0], "no part".to_owned(), "the parts of a sweep".to_owned(), hint));
        };
        for (folder, manifest, other) in &self.found {
            let same = manifest.scenario_hash == first.scenario_hash
                && manifest.replicates == first.replicates
                && manifest.model_version == first.model_version
                && other.of == shard.of;
            if !same {
                let hint = "take it out, or run it again with the same experiment and `--force`".to_owned();
                let expected = format!("a part of the same sweep as {}", self.found[0].0.display());
                return Err(refusal(folder, "a part of another".to_owned(), expected, hint));
            }
        }
        self.refuse_missing(&folders[0], first, shard.of)?;
        if first.model_version != MODEL_VERSION {
            let found = format!("parts of model version {}", first.model_version);
            let hint = format!("version {} merges them, or run them again with this one and `--force`", first.model_version);
            return Err(refusal(&folders[0], found, format!("version {MODEL_VERSION}"), hint));
        }
        let hashes: Vec<_> = self.found.par_iter().map(|(folder, ..)| hash_of(folder)).collect();
        let hashes = hashes.into_iter().collect::<Result<Vec<String>, Error>>()?;
        let changed = |folder: &Path| {
            let at = self.found.iter().position(|(other, ..)| other == folder);
            at.is_some_and(|at| self.found[at].1.result_hash.as_ref() != Some(&hashes[at]))
        };
        for number in 0..shard.of {
            let mut of_number = self.found.iter().filter(|(_, _, shard)| shard.number == number);
            let line = format!("`{} --shard {number}/{}`", first.command, shard.of);
            let (found, folder) = match (of_number.next(), of_number.next()) {
                (Some(_), Some((folder, ..))) => (format!("part {number}/{} twice", shard.of), folder),
                (Some((folder, manifest, _)), None) if manifest.status != State::Complete => {
                    (format!("part {number}/{}, which is {}", shard.of, manifest.status.word()), folder)
                }
                (Some((folder, ..)), None) if changed(folder) => {
                    (format!("part {number}/{}, which was changed since", shard.of), folder)
                }
                _ => continue,
            };
            return Err(refusal(folder, found, "each part once and finished".to_owned(), format!("{line} runs it")));
        }
        Ok(())
    }

    /// Names all parts that are not there, with the line that runs them.
    fn refuse_missing(&self, place: &Path, first: &Manifest, of: u64) -> Result<(), Error> {
        let there: Vec<u64> = self.found.iter().map(|(_, _, shard)| shard.number).collect();
        let missing: Vec<String> = (0..of).filter(|number| !there.contains(number)).map(|number| number.to_string()).collect();
        let (found, hint) = match missing.as_slice() {
            [] => return Ok(()),
            [only] => (format!("no part {only}/{of}"), format!("`{} --shard {only}/{of}` runs it", first.command)),
            [before @ .., last] => {
                let found = format!("no parts {} and {last} of {of}", before.join(", "));
                let array = missing.join(",");
                let hint =
                    format!("`{} --shard I/{of}` runs each; on Slurm `sbatch --array={array}` and the script", first.command);
                (found, hint)
            }
        };
        Err(refusal(place, found, "each part once and finished".to_owned(), hint))
    }

    /// The experiment that all parts keep a copy of.
    pub fn experiment(&self) -> PathBuf {
        self.found[0].0.join(EXPERIMENT)
    }

    /// The line that gives the whole.
    pub fn command(&self) -> &str {
        &self.found[0].1.command
    }

    /// The folder of a part.
    pub fn folder(&self, number: usize) -> &Path {
        &self.found[number].0
    }

    /// The tables of runs.
    pub fn tables(&self) -> Vec<PathBuf> {
        self.found.iter().map(|(folder, _, _)| folder.join(RUNS)).collect()
    }

    /// Gives a plan that was read from the copy its name back, and makes sure that it is the same.
    ///
    /// # Errors
    /// When the copy no longer means what was run.
    pub fn fit(&self, plan: &mut Plan) -> Result<(), Error> {
        let (folder, manifest, _) = &self.found[0];
        plan.name = manifest.name.clone();
        if plan.hash == manifest.scenario_hash {
            return Ok(());
        }
        let hint = "files that the scenario takes from elsewhere must lie beside its copy".to_owned();
        let expected = "the points that were run".to_owned();
        Err(refusal(folder, "an experiment that means others".to_owned(), expected, hint))
    }
}

/// Refuses to put a part beside those of another number of parts: they would never fit together. `whole` is the folder of the sweep.
///
/// # Errors
/// When there is such a part, and when the folder cannot be read.
pub fn refuse_other_numbers(whole: &Path, shard: Shard) -> Result<(), Error> {
    let inside = whole.join(SHARDS);
    if !inside.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(&inside).map_err(Error::io("read the folder", &inside))? {
        let name = entry.map_err(Error::io("read the folder", &inside))?.file_name();
        let other = name.to_str().and_then(|name| Shard::parse(&name.replacen("-of-", "/", 1)).ok());
        if let Some(other) = other.filter(|other| other.of != shard.of) {
            let hint = "`--out DIR` writes elsewhere; parts of one sweep are all of the same number".to_owned();
            let found = format!("part {} of another number of parts", other.word());
            return Err(refusal(&inside, found, format!("parts of {}, as asked for", shard.of), hint));
        }
    }
    Ok(())
}

fn part(folder: &Path) -> Option<(PathBuf, Manifest, Shard)> {
    let manifest = Manifest::read(folder)?;
    let shard = Shard::parse(manifest.sweep.as_ref()?.shard.as_ref()?).ok()?;
    Some((folder.to_owned(), manifest, shard))
}
