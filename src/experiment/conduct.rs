//! From a scenario to a finished result folder: claim, run what is missing, write in plan order, finish.

use super::{Order, Pool, Run, Worker, in_order};
use crate::export::{
    Axes, Claim, Counts, Error, Finding, Folder, Format, Identity, Layout, Manifest, Mode, Rows, State, Stopwatch, add_twins,
    columns, finish, read_back, refuse_format, refuse_more, twins,
};
use crate::scenario::Scenario;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What is asked for.
pub struct Request<'a> {
    /// Scenario, seed included.
    pub scenario: &'a Scenario,
    /// The line that gives the same results: verb, scenario, edits, seed, replicates.
    pub command: &'a str,
    /// Number of replicates.
    pub replicates: u64,
    /// Threads; they change no byte.
    pub threads: usize,
    /// Order in which replicates are started; it changes no byte.
    pub order: Order,
    /// Time for each run; `None` for as long as it takes.
    pub limit: Option<Duration>,
    /// Result folder.
    pub out: &'a Path,
    /// Forms of its tables.
    pub format: Format,
    /// What to do about results that are there.
    pub mode: Mode,
}

/// What there is to tell while it runs.
pub enum Progress<'r> {
    /// Runs that were there at the start.
    There(Counts),
    /// A run that has just been written, in order.
    New(&'r Run),
}

/// How it ended.
pub enum Ended {
    /// All runs are there.
    Finished(Finished),
    /// All runs had been there before; nothing was done.
    Already(Finished),
    /// Stopped; the rows so far can be taken up again.
    Stopped(Counts),
}

/// A finished experiment.
pub struct Finished {
    /// Runs by status.
    pub runs: Counts,
    /// One per metric, in their order.
    pub findings: Vec<Finding>,
}

/// Conducts an experiment of one scenario. Setting `stop` ends it after the rows that are whole.
///
/// # Errors
/// When the folder refuses, or the disk does.
pub fn conduct(request: &Request, stop: &AtomicBool, watch: &mut dyn FnMut(Progress)) -> Result<Ended, Error> {
    refuse_format(request.format)?;
    let clock = Stopwatch::start();
    let identity = Identity::of(&request.scenario.resolved);
    let mut manifest = Manifest::new(request.scenario, &identity, request.command, request.replicates);
    let folder = match Folder::claim(request.out, request.mode, &identity, request.replicates)? {
        Claim::Start(folder) => {
            // First of all, so that whatever a crash leaves is known as ours.
            manifest.write(folder.path())?;
            folder
        }
        Claim::Continue(folder, before) => {
            manifest.parts = before.parts;
            folder
        }
        Claim::Done(folder, manifest) => {
            folder.remove_sidecar()?;
            let (runs, findings) = (manifest.runs, read_back(&folder, request.scenario)?);
            add_twins(&folder, manifest, request.format, &Axes::new())?;
            return Ok(Ended::Already(Finished { runs, findings }));
        }
    };
    let mut rows = Rows::open(folder.path(), Layout::of(request.scenario, &identity.point), &mut in_turn())?;
    refuse_more(folder.path(), rows.counts().total(), request.replicates)?;
    manifest.begin_part(request.threads, rows.counts());
    let done = record(request, &folder, &manifest, &mut rows, &mut Watch { stop, tell: watch });
    let state = match &done {
        Ok(Some(_)) => State::Complete,
        Ok(None) => State::Interrupted,
        Err(_) => State::Failed,
    };
    manifest.end_part(state, clock.elapsed().as_secs_f64(), rows.counts());
    let noted = manifest.conclude(&folder);
    // What went wrong first is what to tell.
    let findings = done?;
    noted?;
    let runs = rows.counts();
    Ok(findings.map_or(Ended::Stopped(runs), |findings| Ended::Finished(Finished { runs, findings })))
}

/// Replicates come one after the other, from 0.
fn in_turn() -> impl FnMut(&Run) -> bool {
    let mut next = 0;
    move |run| {
        next += 1;
        run.replicate + 1 == next
    }
}

/// Who listens, and who may end it.
struct Watch<'w> {
    stop: &'w AtomicBool,
    tell: &'w mut dyn FnMut(Progress),
}

/// Runs what is missing and makes the tables; `None` if it was stopped before that.
fn record(
    request: &Request,
    folder: &Folder,
    manifest: &Manifest,
    rows: &mut Rows,
    watch: &mut Watch,
) -> Result<Option<Vec<Finding>>, Error> {
    manifest.write(folder.path())?;
    folder.write("scenario.toml", request.scenario.resolved.as_bytes())?;
    folder.write("columns.csv", &columns(request.scenario))?;
    (watch.tell)(Progress::There(rows.counts()));
    let (scenario, stop) = (request.scenario, watch.stop);
    let worker = || {
        let mut worker = Worker::new(scenario, stop).with_limit(request.limit);
        move |replicate| worker.run(replicate)
    };
    let pool = Pool { threads: request.threads, order: request.order, stop };
    in_order(rows.counts().total()..request.replicates, &pool, worker, |run: Run| {
        rows.append(&run)?;
        (watch.tell)(Progress::New(&run));
        Ok::<(), Error>(())
    })?;
    if rows.counts().total() < request.replicates {
        return Ok(None);
    }
    let findings = finish(folder, (scenario, rows), request.command, &pool.start())?;
    twins(folder, request.format, &Axes::new())?;
    Ok(Some(findings))
}
