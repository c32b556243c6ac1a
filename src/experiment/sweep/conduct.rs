//! From a plan to a finished result folder: claim, run what is missing, write in plan order, finish.

use super::schedule::{Job, Schedule};
use super::{Plan, Shard};
use crate::experiment::{MODEL_VERSION, Order, Pool, Progress, Run, Worker, in_order};
use crate::export::sweep::{self, Told};
use crate::export::{
    Counts, Earlier, Error, Folder, Found, Identity, Manifest, Mode, POINTS, Rows, State, Stopwatch, SweepNote, columns_of_sweep,
    refusal,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// What is asked for.
pub struct Request<'a> {
    /// What to run.
    pub plan: &'a Plan,
    /// The line that gives the same results.
    pub command: &'a str,
    /// Threads; they change no byte.
    pub threads: usize,
    /// Order in which runs are started; it changes no byte.
    pub order: Order,
    /// Result folder.
    pub out: &'a Path,
    /// What to do about results that are there.
    pub mode: Mode,
    /// The part to run; `None` for the whole.
    pub shard: Option<Shard>,
    /// Tables of the parts of this sweep, for putting them together: nothing is run then.
    pub parts: &'a [PathBuf],
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

/// A finished sweep.
pub struct Finished {
    /// Runs by status.
    pub runs: Counts,
    /// What they say; `None` for a part.
    pub told: Option<Told>,
    /// Points whose interval stayed longer than the target.
    pub not_reached: usize,
}

/// Conducts a sweep. Setting `stop` ends it after the rows that are whole.
///
/// # Errors
/// When the folder refuses, or the disk does.
pub fn sweep(request: &Request, stop: &AtomicBool, watch: &mut dyn FnMut(Progress)) -> Result<Ended, Error> {
    let clock = Stopwatch::start();
    let plan = request.plan;
    let (folder, before) = Folder::open(request.out, request.mode)?;
    let mut manifest = manifest(request);
    match before {
        // First of all, so that whatever a crash leaves is known as ours.
        None => manifest.write(folder.path())?,
        Some(before) => {
            refuse_others(request, &before, &manifest)?;
            let same = before.scenario_hash == manifest.scenario_hash && before.replicates == manifest.replicates;
            if same && before.status == State::Complete {
                folder.remove_sidecar()?;
                let told = request.shard.is_none().then(|| sweep::read_back(&folder, plan)).transpose()?;
                return Ok(Ended::Already(Finished { runs: before.runs, told, not_reached: 0 }));
            }
            if before.status == State::Complete {
                extend(&folder, plan, &before)?;
            }
            manifest.parts = before.parts;
        }
    }
    let mut schedule = Schedule::new(plan, request.shard);
    let mut rows = Rows::open(folder.path(), sweep::layout(plan), &mut |run| schedule.accept(run))?;
    manifest.begin_part(request.threads, rows.counts());
    let mut watch = Watch { stop, tell: watch };
    let done = record(request, &folder, &manifest, (&mut rows, &mut schedule), &mut watch);
    let state = match &done {
        Ok(Some(_)) => State::Complete,
        Ok(None) => State::Interrupted,
        Err(_) => State::Failed,
    };
    manifest.end_part(state, clock.elapsed().as_secs_f64(), rows.counts());
    let noted = manifest.conclude(&folder);
    // What went wrong first is what to tell.
    let told = done?;
    noted?;
    let runs = rows.counts();
    let not_reached = schedule.not_reached();
    Ok(told.map_or(Ended::Stopped(runs), |told| Ended::Finished(Finished { runs, told, not_reached })))
}

fn manifest(request: &Request) -> Manifest {
    let plan = request.plan;
    let identity = Identity { scenario: plan.hash.clone(), point: String::new() };
    let mut manifest = Manifest::new(&plan.base, &identity, request.command, plan.replicates.most());
    manifest.name = plan.name.clone();
    let points = plan.points.len() as u64;
    let runs = Schedule::most(plan, request.shard);
    manifest.sweep = Some(SweepNote { points, runs, shard: request.shard.map(Shard::word) });
    manifest
}

/// Who listens, and who may end it.
struct Watch<'w> {
    stop: &'w AtomicBool,
    tell: &'w mut dyn FnMut(Progress),
}

/// What has been written, and what comes next.
type Written<'w, 'p> = (&'w mut Rows, &'w mut Schedule<'p>);

/// Runs what is missing and makes the tables; `None` if it was stopped before that, `Some(None)` for a part.
fn record(
    request: &Request,
    folder: &Folder,
    manifest: &Manifest,
    (rows, schedule): Written,
    watch: &mut Watch,
) -> Result<Option<Option<Told>>, Error> {
    let plan = request.plan;
    manifest.write(folder.path())?;
    folder.write(super::EXPERIMENT, plan.copies[0].as_bytes())?;
    folder.write(super::SCENARIO, plan.copies[1].as_bytes())?;
    folder.write("columns.csv", &columns_of_sweep(plan))?;
    folder.write(POINTS, &sweep::points(plan))?;
    if !plan.rows_are_points() {
        folder.write("design.csv", &sweep::design(plan))?;
    }
    let earlier = earlier(request, folder)?;
    (watch.tell)(Progress::There(rows.counts()));
    loop {
        if !request.parts.is_empty() {
            refuse_gaps(plan, schedule.due(), &earlier, folder.path())?;
        }
        let jobs = schedule.due().to_vec();
        let bench = || {
            let mut bench = Bench { plan, stop: watch.stop, found: earlier.reader(), workers: BTreeMap::new() };
            let jobs = &jobs;
            move |at: u64| bench.run(jobs[at as usize])
        };
        let pool = Pool { threads: request.threads, order: request.order, stop: watch.stop };
        let tell = &mut *watch.tell;
        let taken = in_order(0..jobs.len() as u64, &pool, bench, |run: Run| {
            rows.append(&run)?;
            schedule.see(&run);
            tell(Progress::New(&run));
            Ok::<(), Error>(())
        })?;
        if taken < jobs.len() as u64 {
            return Ok(None);
        }
        if !schedule.next_round() {
            break;
        }
    }
    if request.shard.is_some() {
        return Ok(Some(None));
    }
    sweep::finish(folder, plan, rows, schedule.order(), request.command).map(|told| Some(Some(told)))
}

/// Rows that need not be run: those of the parts, and those of a sweep that is extended.
fn earlier(request: &Request, folder: &Folder) -> Result<Earlier, Error> {
    let kept = Earlier::kept(folder.path());
    let files: Vec<PathBuf> = request.parts.iter().cloned().chain(kept).collect();
    if files.is_empty() {
        return Ok(Earlier::none());
    }
    let layout = sweep::layout(request.plan);
    Earlier::find(files, &layout.header, sweep::before_metrics(request.plan), layout.n_metrics)
}

/// What one thread works with: a worker for each point that it met lately.
struct Bench<'p> {
    plan: &'p Plan,
    stop: &'p AtomicBool,
    found: Found<'p>,
    workers: BTreeMap<u32, Worker<'p>>,
}

/// Points whose buffers a thread keeps.
const KEPT: usize = 64;

impl Bench<'_> {
    fn run(&mut self, job: Job) -> Option<Run> {
        let number = job.point as usize;
        let point = &self.plan.points[number];
        if let Some(run) = self.found.run(number, &point.id, u64::from(job.replicate)) {
            return Some(run);
        }
        if self.workers.len() >= KEPT && !self.workers.contains_key(&job.point) {
            self.workers.clear();
        }
        let new = || Worker::new(&point.scenario, self.stop).without_series();
        let worker = self.workers.entry(job.point).or_insert_with(new);
        let run = worker.run(u64::from(job.replicate))?;
        let mut metrics = vec![None; self.plan.columns.len()];
        point.places.iter().zip(run.metrics).for_each(|(place, value)| metrics[*place] = value);
        Some(Run { point: number, metrics, ..run })
    }
}

const ELSEWHERE: &str = "`--force` replaces the results, `--out DIR` writes elsewhere";

/// Refuses to go on with what is no beginning of the results asked for.
fn refuse_others(request: &Request, before: &Manifest, now: &Manifest) -> Result<(), Error> {
    let refuse = |found: String, expected: String, hint: &str| Err(refusal(request.out, found, expected, hint.to_owned()));
    let shard = |manifest: &Manifest| manifest.sweep.as_ref().and_then(|sweep| sweep.shard.clone());
    let of = |shard: Option<String>| shard.map_or("the whole of a sweep".to_owned(), |shard| format!("part {shard} of a sweep"));
    if before.sweep.is_none() {
        return refuse("runs of one scenario".to_owned(), "results of a sweep".to_owned(), ELSEWHERE);
    }
    if shard(before) != shard(now) {
        return refuse(of(shard(before)), of(shard(now)), ELSEWHERE);
    }
    if before.model_version != MODEL_VERSION {
        return refuse(
            format!("results of model version {}", before.model_version),
            format!("version {MODEL_VERSION}"),
            ELSEWHERE,
        );
    }
    if before.scenario_hash != now.scenario_hash && before.status != State::Complete {
        let hint =
            "`experiment.toml` there is the one to finish first; or `--force` replaces the results, `--out DIR` writes elsewhere";
        return refuse("an unfinished sweep of another experiment".to_owned(), "a beginning of this one".to_owned(), hint);
    }
    if before.replicates > now.replicates {
        let found = format!("{} replicates of each point", before.replicates);
        let hint = format!("`--replicates {}` or more keeps them, {ELSEWHERE}", before.replicates);
        return refuse(found, format!("at most {}, as asked for", now.replicates), &hint);
    }
    Ok(())
}

/// Makes ready to add to a finished sweep: its points must be among ours, and its files as they were.
fn extend(folder: &Folder, plan: &Plan, before: &Manifest) -> Result<(), Error> {
    let path = folder.path().join(POINTS);
    let text = std::fs::read_to_string(&path).map_err(Error::io("read", &path))?;
    let ids = text.lines().skip(1).filter_map(|line| line.split(',').next());
    let missing = ids.filter(|id| plan.points.iter().all(|point| point.id != *id)).count();
    if missing > 0 {
        let found = format!("{missing} of {} points that are not in this experiment", text.lines().count() - 1);
        let hint = format!("a finished sweep can be given more values and replicates; {ELSEWHERE}");
        return Err(refusal(folder.path(), found, "only points of this experiment".to_owned(), hint));
    }
    if before.result_hash.as_ref() != Some(&folder.result_hash()?) {
        let found = "files that were changed since".to_owned();
        return Err(refusal(folder.path(), found, "results as they were written".to_owned(), ELSEWHERE.to_owned()));
    }
    folder.remove_derived()?;
    Earlier::keep(folder.path())
}

/// Parts that are put together must hold every run.
fn refuse_gaps(plan: &Plan, jobs: &[Job], earlier: &Earlier, out: &Path) -> Result<(), Error> {
    let lacks = |job: &&Job| !earlier.has(&plan.points[job.point as usize].id, u64::from(job.replicate));
    let Some(job) = jobs.iter().find(lacks) else { return Ok(()) };
    let found = format!("no replicate {} of point {}", job.replicate, plan.points[job.point as usize].id);
    let hint = "run the parts again with `--force`: they are not those of one sweep".to_owned();
    Err(refusal(out, found, "every run in one of the parts".to_owned(), hint))
}
