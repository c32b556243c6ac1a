//! From a plan to a finished result folder: claim, run what is missing, write in plan order, finish.

use super::bench::Bench;
use super::extend::{ELSEWHERE, extend};
use super::merge::Merge;
use super::schedule::Schedule;
use super::{Parts, Plan, Shard};
use crate::experiment::{MODEL_VERSION, Order, Pool, Progress, Run, in_order};
use crate::export::sweep::{self, Told};
use crate::export::{
    Counts, Earlier, Error, Folder, Format, Identity, Manifest, Mode, POINTS, Rows, State, Stopwatch, SweepNote, add_twins,
    axes_for, columns_of_sweep, refusal, refuse_format, twins,
};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

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
    /// Time for each run; `None` for as long as it takes.
    pub limit: Option<Duration>,
    /// Result folder.
    pub out: &'a Path,
    /// Forms of its tables.
    pub format: Format,
    /// What to do about results that are there.
    pub mode: Mode,
    /// The part to run; `None` for the whole.
    pub shard: Option<Shard>,
    /// The parts of this sweep, for putting them together: nothing is run then.
    pub parts: Option<&'a Parts>,
}

impl Request<'_> {
    fn pool<'s>(&self, stop: &'s AtomicBool) -> Pool<'s> {
        Pool { threads: self.threads, order: self.order, stop }
    }
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
    refuse_format(request.format)?;
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
            if same && before.status == State::Complete && before.runs.timed_out == 0 {
                folder.remove_sidecar()?;
                let told = request.shard.is_none().then(|| sweep::read_back(&folder, plan)).transpose()?;
                let runs = before.runs;
                if request.shard.is_none() {
                    add_twins(&folder, before, request.format, &axes_for(plan, request.format))?;
                }
                return Ok(Ended::Already(Finished { runs, told, not_reached: 0 }));
            }
            let others = before.status == State::Complete || before.scenario_hash != manifest.scenario_hash;
            match request.parts {
                None if others => extend(&folder, plan, &before)?,
                Some(_) => folder.remove_derived()?,
                None => {}
            }
            manifest.parts = before.parts;
        }
    }
    let mut schedule = Schedule::new(plan, request.shard);
    // Putting parts together begins anew: it is faster than looking for the place.
    let mut rows = Rows::open(folder.path(), sweep::layout(plan), &mut |run| request.parts.is_none() && schedule.accept(run))?;
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
fn record<'p>(
    request: &Request<'p>,
    folder: &Folder,
    manifest: &Manifest,
    (rows, schedule): Written<'_, 'p>,
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
    (watch.tell)(Progress::There(rows.counts()));
    let pool = request.pool(watch.stop);
    let all = match request.parts {
        Some(parts) => Merge { plan, parts, rows, schedule }.run(&pool, watch.tell)?,
        None => run_all(request, &earlier(plan, folder)?, (rows, schedule), watch)?,
    };
    if !all {
        return Ok(None);
    }
    if request.shard.is_some() {
        return Ok(Some(None));
    }
    let threads = pool.start();
    let ending = sweep::Ending { folder, plan, command: request.command, threads: &threads };
    let told = sweep::finish(&ending, rows, schedule.order())?;
    twins(folder, request.format, &axes_for(plan, request.format))?;
    Ok(Some(Some(told)))
}

/// Runs what is missing; `false` if it was stopped.
fn run_all(request: &Request, earlier: &Earlier, (rows, schedule): Written, watch: &mut Watch) -> Result<bool, Error> {
    loop {
        let (round, done) = (schedule.round().clone(), schedule.done());
        let bench = || {
            let mut bench = Bench::new(request.plan, watch.stop).with_limit(request.limit).with(earlier.reader());
            let round = &round;
            move |at: u64| bench.run(round.job(at))
        };
        let tell = &mut *watch.tell;
        let taken = in_order(done..round.len(), &request.pool(watch.stop), bench, |run: Run| {
            rows.append(&run)?;
            schedule.see_run(&run);
            tell(Progress::New(&run));
            Ok::<(), Error>(())
        })?;
        if done + taken < round.len() {
            return Ok(false);
        }
        if !schedule.next_round() {
            return Ok(true);
        }
    }
}

/// Rows that need not be run: those of a sweep that is extended.
fn earlier(plan: &Plan, folder: &Folder) -> Result<Earlier, Error> {
    let Some(kept) = Earlier::kept(folder.path()) else { return Ok(Earlier::none()) };
    let layout = sweep::layout(plan);
    Earlier::find(kept, &layout.header, sweep::before_metrics(plan), layout.n_metrics)
}

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
    if before.replicates > now.replicates {
        let found = format!("{} replicates of each point", before.replicates);
        let hint = format!("`--replicates {}` or more keeps them, {ELSEWHERE}", before.replicates);
        return refuse(found, format!("at most {}, as asked for", now.replicates), &hint);
    }
    Ok(())
}
