//! From a result folder back to its runs: with the copies of scenario and experiment that it keeps, any row can be made again.

use super::sweep::{Bench, EXPERIMENT, Instead, Job, Plan, SCENARIO};
use super::{MODEL_VERSION, Run, Worker};
use crate::export::{Error, Identity, Layout, Manifest, RUNS, refusal, sweep};
use crate::metrics::{Column, Columns};
use crate::scenario::{Problems, Scenario};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// A result folder and what made it.
pub struct Origin {
    /// The folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
    /// The shape of its rows, as this version makes them.
    pub layout: Layout,
    what: What,
    /// Ids of the points as the folder has them; other than ours if another version wrote it.
    written: Vec<String>,
}

enum What {
    Run(Box<Scenario>),
    Sweep(Box<Plan>),
}

/// Why rows cannot be made again.
#[derive(Debug)]
pub enum OriginError {
    /// The copies are not sound.
    Problems(Problems),
    /// The folder holds no results, or those of something else.
    Folder(Error),
}

impl From<Problems> for OriginError {
    fn from(problems: Problems) -> OriginError {
        OriginError::Problems(problems)
    }
}

impl From<Error> for OriginError {
    fn from(error: Error) -> OriginError {
        OriginError::Folder(error)
    }
}

impl Origin {
    /// Reads what made a folder.
    ///
    /// # Errors
    /// When the folder holds no results of ours, or its copies no longer mean what was run.
    pub fn of(folder: &Path) -> Result<Origin, OriginError> {
        let refuse = |found: &str, expected: &str, hint: &str| {
            OriginError::Folder(refusal(folder, found.to_owned(), expected.to_owned(), hint.to_owned()))
        };
        let hint = "name a folder that `run`, `sweep` or `merge` wrote; a part of a sweep lies in its `shards/I-of-N`";
        let manifest = Manifest::read(folder).ok_or_else(|| refuse("no manifest of ours", "a folder with results", hint))?;
        let (what, layout, hash) = if manifest.sweep.is_some() {
            let plan = Plan::load(&folder.join(EXPERIMENT), Instead::default())?;
            let (layout, hash) = (sweep::layout(&plan), plan.hash.clone());
            (What::Sweep(Box::new(plan)), layout, hash)
        } else {
            let mut scenario = Scenario::load(folder.join(SCENARIO))?;
            scenario.name = manifest.name.clone();
            let identity = Identity::of(&scenario.resolved);
            let layout = Layout::of(&scenario, &identity.point);
            (What::Run(Box::new(scenario)), layout, identity.scenario)
        };
        let same = hash == manifest.scenario_hash;
        let written = if same { Vec::new() } else { points_of(folder, &manifest)? };
        let origin = Origin { folder: folder.to_owned(), manifest, layout, what, written };
        if origin.same_version() && !same {
            let found = "copies of scenario and experiment that mean something else";
            return Err(refuse(found, "what was run", "they were changed since; take the folder from where it was made"));
        }
        Ok(origin)
    }

    /// Whether this version of the model wrote the folder. If not, results may differ.
    pub fn same_version(&self) -> bool {
        self.manifest.model_version == MODEL_VERSION
    }

    /// The number of the point that the folder calls so.
    pub fn place(&self, point: &str) -> Option<usize> {
        let ours = self.layout.stems.iter().position(|stem| stem.point == point);
        ours.or_else(|| self.written.iter().position(|written| written == point)).filter(|place| *place < self.layout.stems.len())
    }

    /// What runs at a point.
    pub fn scenario(&self, place: usize) -> &Scenario {
        match &self.what {
            What::Run(scenario) => scenario,
            What::Sweep(plan) => &plan.points[place].scenario,
        }
    }

    /// Columns of its rows after the axes.
    pub fn columns(&self) -> Vec<Column> {
        match &self.what {
            What::Run(scenario) => Columns::of(scenario).all().cloned().collect(),
            What::Sweep(plan) => plan.columns.clone(),
        }
    }

    /// The axes of a point: path and value, as tables show it.
    pub fn axes(&self, place: usize) -> Vec<(&str, &str)> {
        match &self.what {
            What::Run(_) => Vec::new(),
            What::Sweep(plan) => {
                let paths = plan.axes.iter().map(|axis| axis.path.as_str());
                paths.zip(plan.points[place].values.iter().map(String::as_str)).collect()
            }
        }
    }

    /// Makes rows again, on one thread.
    pub fn maker<'o>(&'o self, stop: &'o AtomicBool) -> Maker<'o> {
        match &self.what {
            What::Run(scenario) => Maker::Run(Box::new(Worker::new(scenario, stop))),
            What::Sweep(plan) => Maker::Sweep(Bench::new(plan, stop)),
        }
    }

    /// Hands on every whole row of `runs.csv` with its number of line, from 2; stops at `false`.
    ///
    /// # Errors
    /// When the table is not there or cannot be read.
    pub fn each_row(&self, take: &mut dyn FnMut(u64, &str) -> bool) -> Result<(), Error> {
        each_line(&self.folder.join(RUNS), &mut |number, line| number == 1 || take(number, line))
    }
}

/// Makes rows again.
pub enum Maker<'o> {
    /// Of one scenario.
    Run(Box<Worker<'o>>),
    /// Of a sweep.
    Sweep(Bench<'o>),
}

impl Maker<'_> {
    /// Makes a run again; `None` if it was given up.
    pub fn run(&mut self, place: usize, replicate: u64) -> Option<Run> {
        match self {
            Maker::Run(worker) => worker.run(replicate),
            Maker::Sweep(bench) => {
                let [point, replicate] = [place as u64, replicate].map(|number| u32::try_from(number).ok());
                bench.run(Job { point: point?, replicate: replicate? })
            }
        }
    }
}

/// Hands on every whole line of a file, without its end, with its number from 1; stops at `false`.
///
/// # Errors
/// When the file is not there or cannot be read.
pub fn each_line(path: &Path, take: &mut dyn FnMut(u64, &str) -> bool) -> Result<(), Error> {
    let mut reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(Error::io("read", path))?);
    let (mut line, mut number) = (String::new(), 0);
    while reader.read_line(&mut line).map_err(Error::io("read", path))? > 0 {
        number += 1;
        // A line without an end was being written.
        let Some(whole) = line.strip_suffix('\n') else { break };
        if !take(number, whole) {
            break;
        }
        line.clear();
    }
    Ok(())
}

/// The ids in `points.csv`; of runs of one scenario, the manifest's.
fn points_of(folder: &Path, manifest: &Manifest) -> Result<Vec<String>, Error> {
    if manifest.sweep.is_none() {
        return Ok(vec![manifest.point.clone()]);
    }
    let mut ids = Vec::new();
    each_line(&folder.join("points.csv"), &mut |number, line| {
        if number > 1 {
            ids.extend(line.split(',').next().map(str::to_owned));
        }
        true
    })?;
    Ok(ids)
}
