//! Who may write where. A folder with results is never overwritten unasked, a folder with anything else never at all, and
//! no two processes ever write into one.
//!
//! ```text
//!              | nothing | complete, same scenario | not complete, same | another scenario | not ours
//!   start      | start   | refused                 | refused            | refused          | refused
//!   --resume   | start   | done, or go on          | go on              | refused          | refused
//!   --force    | start   | start over              | start over         | start over       | refused
//! ```

use super::earlier::EARLIER;
use super::manifest::{MANIFEST, Manifest, State};
use super::sweep::POINTS;
use super::{Error, Identity, Refusal, atomic, identity, rows};
use crate::experiment::MODEL_VERSION;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// What to do about results that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Refuse.
    Fresh,
    /// Go on where they end.
    Resume,
    /// Remove them.
    Force,
}

/// What a claimed folder holds.
pub enum Claim {
    /// Nothing of use.
    Start(Folder),
    /// A beginning; its manifest.
    Continue(Folder, Manifest),
    /// All that was asked for; its manifest.
    Done(Folder, Manifest),
}

/// A folder that this process alone may write into, until it is dropped.
pub struct Folder {
    path: PathBuf,
    lock: File,
}

/// The file that is locked.
const LOCK: &str = ".lock";

/// Where the parts of a cluster job have folders of their own.
pub const SHARDS: &str = "shards";

/// Files that results consist of; the hash covers them in this order, where they exist.
const RESULTS: [&str; 20] = [
    "columns.csv",
    "design.csv",
    "experiment.toml",
    "plots/delay_and_errors.png",
    "plots/delay_and_errors.svg",
    "plots/levers.png",
    "plots/levers.svg",
    "plots/money.png",
    "plots/money.svg",
    "plots/people.png",
    "plots/people.svg",
    "plots/power.png",
    "plots/power.svg",
    "plots/throughput.png",
    "plots/throughput.svg",
    POINTS,
    rows::RUNS,
    "scenario.toml",
    "series.csv",
    "summary.csv",
];

/// Files that are made from results afterwards, as somebody asks for them; no part of the results, and gone with them.
const DERIVED: [&str; 21] = [
    "boxes.csv",
    "contrasts.csv",
    "peeling.csv",
    "plots/boxes.png",
    "plots/boxes.svg",
    "plots/ecdf.png",
    "plots/ecdf.svg",
    "plots/front.png",
    "plots/front.svg",
    "plots/intervals.png",
    "plots/intervals.svg",
    "plots/map.png",
    "plots/map.svg",
    "plots/multiples.png",
    "plots/multiples.svg",
    "plots/ribbon.png",
    "plots/ribbon.svg",
    "plots/sensitivity.png",
    "plots/sensitivity.svg",
    "sensitivity.csv",
    "settings.csv",
];

/// Files that depend on the machine or do not last.
const OTHERS: [&str; 4] = [MANIFEST, "timing.csv", rows::SIDECAR, EARLIER];

impl Folder {
    /// Claims the folder at `path` for `replicates` replicates of a scenario; makes it if it is not there.
    ///
    /// # Errors
    /// As the table of the module says, when another process holds it, and when the disk refuses.
    pub fn claim(path: &Path, mode: Mode, identity: &Identity, replicates: u64) -> Result<Claim, Error> {
        let (folder, manifest) = Folder::open(path, mode)?;
        let Some(manifest) = manifest else { return Ok(Claim::Start(folder)) };
        refuse_others(path, &manifest, identity, replicates)?;
        let done = manifest.status == State::Complete && manifest.runs.total() == replicates;
        Ok(if done { Claim::Done(folder, manifest) } else { Claim::Continue(folder, manifest) })
    }

    /// Claims the folder at `path` whatever results it holds; makes it if it is not there. Gives the manifest of the results to
    /// go on with, if there are any.
    ///
    /// # Errors
    /// When it holds results and the mode is [`Mode::Fresh`], when it holds anything else, when another process holds it, and
    /// when the disk refuses.
    pub fn open(path: &Path, mode: Mode) -> Result<(Folder, Option<Manifest>), Error> {
        refuse_strangers(path)?;
        fs::create_dir_all(path).map_err(Error::io("make the folder", path))?;
        let folder = Folder { lock: lock(path)?, path: path.to_owned() };
        // Another process may have come and gone before the lock.
        refuse_strangers(path)?;
        let Some(manifest) = Manifest::read(path) else { return folder.clear().map(|folder| (folder, None)) };
        match mode {
            Mode::Fresh => Err(refuse_used(path, &manifest)),
            Mode::Force => folder.clear().map(|folder| (folder, None)),
            Mode::Resume => Ok((folder, Some(manifest))),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces a file of the folder.
    ///
    /// # Errors
    /// When the disk refuses; the old file is then still there.
    ///
    /// # Panics
    /// For a name that is not listed: `--force` would leave it behind and the hash would not cover it.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        assert!(listed(name), "`{name}` is not among the files of a result folder");
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Error::io("make the folder", parent))?;
        }
        atomic::replace(&path, bytes)
    }

    /// Removes a file of the folder; one that is not there is removed already.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove(&self, name: &str) -> Result<(), Error> {
        assert!(listed(name), "`{name}` is not among the files of a result folder");
        atomic::remove(&self.path.join(name))
    }

    /// SHA-256 over name and content of every file that results consist of.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn result_hash(&self) -> Result<String, Error> {
        hash_of(&self.path)
    }

    /// Removes the sidecar, and the rows of an extended sweep, once nothing depends on it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove_sidecar(&self) -> Result<(), Error> {
        atomic::remove(&self.path.join(rows::SIDECAR))?;
        atomic::remove(&self.path.join(EARLIER))
    }

    /// Removes what was made from results that are about to change.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove_derived(&self) -> Result<(), Error> {
        DERIVED.iter().try_for_each(|name| atomic::remove(&self.path.join(name)))
    }

    /// Removes our files and nothing else. The manifest goes last, so that what a crash leaves is still known as ours.
    fn clear(self) -> Result<Folder, Error> {
        for name in DERIVED.iter().chain(&RESULTS).chain(OTHERS.iter().rev()) {
            atomic::remove(&self.path.join(name))?;
        }
        // The folder of plots stays if somebody else's files are in it.
        let _ = fs::remove_dir(self.path.join("plots"));
        Ok(self)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Removed while still locked: see `lock`. A lock file that stays behind does no harm.
        let _ = fs::remove_file(self.path.join(LOCK));
        let _ = self.lock.unlock();
    }
}

/// Whether a file belongs into a result folder.
fn listed(name: &str) -> bool {
    RESULTS.iter().chain(&DERIVED).chain(&OTHERS).any(|known| *known == name)
}

/// Writes what was made from results into their folder, unless it is there already; with `force` it is replaced. Says whether it
/// was written.
///
/// # Errors
/// When the disk refuses; the old file is then still there.
///
/// # Panics
/// For a name that is not listed: `--force` would leave it behind.
pub fn write_derived(folder: &Path, name: &str, bytes: &[u8], force: bool) -> Result<bool, Error> {
    assert!(DERIVED.contains(&name), "`{name}` is not among the files that are made from results");
    let path = folder.join(name);
    if path.exists() && !force {
        return Ok(false);
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Error::io("make the folder", parent))?;
    }
    atomic::replace(&path, bytes).map(|()| true)
}

/// Removes a file that was made from results; one that is not there is removed already.
///
/// # Errors
/// When the disk refuses.
pub fn remove_derived(folder: &Path, name: &str) -> Result<(), Error> {
    assert!(DERIVED.contains(&name), "`{name}` is not among the files that are made from results");
    atomic::remove(&folder.join(name))
}

/// See [`Folder::result_hash`]; of a folder that nobody holds.
///
/// # Errors
/// When a file cannot be read.
pub fn hash_of(folder: &Path) -> Result<String, Error> {
    let mut list = String::new();
    for name in RESULTS {
        let path = folder.join(name);
        if path.exists() {
            let bytes = fs::read(&path).map_err(Error::io("read", &path))?;
            list += &format!("{}  {name}\n", identity::sha256(&bytes));
        }
    }
    Ok(identity::sha256(list.as_bytes()))
}

/// Locks the folder, or refuses.
fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join(LOCK);
    loop {
        let file = File::create(&path).map_err(Error::io("lock", folder))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(refuse_busy(folder)),
            Err(TryLockError::Error(source)) => return Err(Error::io("lock", folder)(source)),
        }
        // The holder before may have removed the file between our opening and our locking it: then it is nobody's.
        if is_still_at(&file, &path) {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().map(inode).ok() == fs::metadata(path).map(inode).ok()
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Refuses what is no folder, and a folder with files but without a manifest of ours.
fn refuse_strangers(path: &Path) -> Result<(), Error> {
    if !path.exists() {
        return Ok(());
    }
    let hint = "`--out DIR` writes elsewhere; nothing there was touched".to_owned();
    let expected = "a new or empty folder, or one with results of ours".to_owned();
    if !path.is_dir() {
        return Err(refusal(path, "a file".to_owned(), expected, hint));
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(Error::io("read the folder", path))? {
        let entry = entry.map_err(Error::io("read the folder", path))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let strange = names.iter().find(|name| ![LOCK, SHARDS].contains(&name.as_str()) && !atomic::is_temporary(name));
    match strange {
        Some(name) if Manifest::read(path).is_none() => {
            Err(refusal(path, format!("`{name}` and no manifest of ours"), expected, hint))
        }
        _ => Ok(()),
    }
}

fn refuse_used(path: &Path, manifest: &Manifest) -> Error {
    let found = match manifest.status {
        State::Running => format!("an unfinished run of `{}`", manifest.name),
        status => format!("{} of {} runs of `{}` ({})", manifest.runs.total(), manifest.asked(), manifest.name, status.word()),
    };
    let hint = "`--resume` goes on with them, `--force` replaces them, `--out DIR` writes elsewhere".to_owned();
    refusal(path, found, "a new or empty folder".to_owned(), hint)
}

fn refuse_busy(path: &Path) -> Error {
    let hint = "wait for it to end, or `--out DIR` writes elsewhere".to_owned();
    refusal(path, "another process that writes into it".to_owned(), "a folder for this process alone".to_owned(), hint)
}

/// Refuses to go on with what is not a beginning of the results asked for.
fn refuse_others(path: &Path, manifest: &Manifest, identity: &Identity, replicates: u64) -> Result<(), Error> {
    let elsewhere = "`--force` replaces the results, `--out DIR` writes elsewhere".to_owned();
    if manifest.scenario_hash != identity.scenario {
        let found = format!("results of another scenario or seed (point {}, seed {})", manifest.point, manifest.seed);
        return Err(refusal(path, found, format!("results of this one (point {})", identity.point), elsewhere));
    }
    if manifest.model_version != MODEL_VERSION {
        let found = format!("results of model version {}", manifest.model_version);
        return Err(refusal(path, found, format!("version {MODEL_VERSION}"), elsewhere));
    }
    refuse_more(path, manifest.runs.total(), replicates)
}

/// Refuses to go on with more runs than are asked for.
pub fn refuse_more(path: &Path, there: u64, replicates: u64) -> Result<(), Error> {
    if there <= replicates {
        return Ok(());
    }
    let hint = format!("`--replicates {there}` or more starts again and ends with these and more, `--force` replaces them");
    Err(refusal(path, format!("{there} runs"), format!("at most {replicates}, as asked for"), hint))
}

/// A refusal about a folder.
pub fn refusal(path: &Path, found: String, expected: String, hint: String) -> Error {
    Error::Refused(Refusal { place: path.display().to_string(), found, expected, hint })
}
