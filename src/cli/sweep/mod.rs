//! `folkmoot sweep`: one scenario under many rules and in many worlds, a result folder and a table in plain words.

mod dry;
mod json;
mod shard;
mod words;

use super::conducting::{self, STOP};
use super::progress::Bar;
use super::run::quoted;
use super::{Failure, talk};
use crate::experiment::Order;
use crate::experiment::sweep::{self, Ended, Finished, Instead, Plan, Request, Shard};
use crate::export::{Mode, SHARDS};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot new --experiment window.toml        an experiment to start from
  folkmoot sweep window.toml --dry-run         points, runs, time and disk, before anything is run
  folkmoot sweep window.toml
  folkmoot sweep window.toml --resume          go on after an interruption, or after adding values
  folkmoot sweep window.toml --replicates 500 --resume
  folkmoot sweep window.toml --shard 0/4       a quarter of it, for a cluster; then
  folkmoot merge output/window                 put the parts together

An experiment names a scenario and axes: [levers], what designers choose, and [worlds], what
nobody controls. An axis is a dotted path and a list of values (tables and lists too), a range
{ from = 1, to = 5, step = 2 } or a law { uniform = [0.1, 0.6] }. A bound of a range or of a uniform
law may be an axis above it in the same table, by its path or the end of it: { from = 1, to =
\"partners.count\", step = 1 }, { uniform = [0.1, \"core.context\"] }. Each of the two tables has a
design: \"grid\" (the default), \"zip\", { table = \"points.csv\" }, or one that samples:
{ random = { samples = 64 } }, latin_hypercube, sobol, saltelli alike, { morris = { walks = 10 } }.
Every setting of the levers meets every world, and replicate r has the same dice everywhere.
`replicates` is a number, or { min = 50, max = 1000, until = { metric = \"captured\",
half_width = 0.05 } }, which runs each point until its interval is short twice in a row.

The folder holds points.csv, runs.csv (a row per run), summary.csv (a row per point and metric),
columns.csv, a picture over the levers, and copies of experiment and scenario that give it again.
A finished sweep can be extended: more values or replicates with --resume change no row.

--shard env/N takes I from SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX or
HQ_TASK_ID. A part goes on by itself after an interruption; the same command on a finished part
does nothing.

With --json: {experiment, scenario, seed, model_version, runs, runs_failed, points: [{point,
  axes: {path: value}, metrics: {id: {n, mean, sd, low, high, method}}}]}; with --dry-run
  {experiment, points, runs, seconds, bytes}; or {error: {place, found, expected, hint}}.

Exit codes: 0 all went well, 1 it failed, 2 the request was wrong,
3 some runs failed and the rest are complete, 130 interrupted (`--resume` goes on).";

/// Run a scenario under many rules and in many worlds
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The experiment file
    experiment: PathBuf,
    /// Replicates of each point [default: what the experiment says]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=u64::from(u32::MAX)))]
    replicates: Option<u64>,
    /// Root of all randomness [default: what the experiment says, else the scenario]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Threads; they change no result [default: one per core]
    #[arg(long, value_name = "T")]
    threads: Option<std::num::NonZeroUsize>,
    /// Result folder [default: output/ and the experiment's name]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Go on with the results in the folder
    #[arg(long, conflicts_with = "force")]
    resume: bool,
    /// Replace the results in the folder
    #[arg(long)]
    force: bool,
    /// Run one part of N, from 0, into a folder of its own below the result folder
    #[arg(long, value_name = "I/N", value_parser = shard::parse)]
    shard: Option<Shard>,
    /// Say what would be run, and how long it would take
    #[arg(long, conflicts_with_all = ["resume", "force", "shard"])]
    dry_run: bool,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// Runs it.
///
/// # Errors
/// What is wrong with the experiment, its scenario, a point, the folder or the machine.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let plan = Plan::load(&args.experiment, Instead { seed: args.seed, replicates: args.replicates })?;
    let threads = conducting::threads(args.threads);
    if args.dry_run {
        dry::tell(&plan, threads, args.json)?;
        return Ok(ExitCode::SUCCESS);
    }
    let whole = args.out.clone().unwrap_or_else(|| Path::new("output").join(&plan.name));
    let out = args.shard.map_or(whole.clone(), |shard| whole.join(SHARDS).join(shard.folder()));
    let file = args.experiment.file_name().unwrap_or_default().to_string_lossy();
    let mode = conducting::mode(args.resume || (args.shard.is_some() && !args.force), args.force);
    let command = line(&file, args.seed, args.replicates);
    let request =
        Request { plan: &plan, command: &command, threads, order: Order::Plan, out: &out, mode, shard: args.shard, parts: &[] };
    let typed = args.experiment.to_string_lossy();
    conduct(&request, args.json, &line(&typed, args.seed, args.replicates))
}

/// Runs a request to its end and tells of it; `again` is the line to paste.
pub fn conduct(request: &Request, json: bool, again: &str) -> Result<ExitCode, Failure> {
    let instead = if request.mode == Mode::Force { " instead of `--force`" } else { "" };
    let hint = format!("the same command with `--resume`{instead} goes on");
    let End::Finished(finished, already) = to_end(request, &hint)? else { return Ok(ExitCode::from(130)) };
    tell(request.plan, &finished, json, again)?;
    let (verb, place) = (if already { "complete before, nothing to do" } else { "results" }, request.out.display());
    talk::say(&format!("{verb}: {place}"));
    if request.shard.is_some() {
        talk::say("hint: `folkmoot merge` puts the parts together once all are there");
    }
    Ok(ExitCode::from(if finished.runs.failed() > 0 { 3 } else { 0 }))
}

/// How a sweep ended.
pub enum End {
    /// All runs are there, and whether they had been there before.
    Finished(Finished, bool),
    /// Interrupted; that has been said.
    Stopped,
}

/// Runs a request to its end with a bar, and tells what became of failed runs; `hint` says how an interrupted one goes on.
pub fn to_end(request: &Request, hint: &str) -> Result<End, Failure> {
    conducting::begin();
    let plan = request.plan;
    let mut bar = Bar::new(sweep::runs(plan, request.shard));
    let ended = sweep::sweep(request, &STOP, &mut |progress| bar.see(progress));
    bar.end(|point, replicates| replay(plan, point, replicates));
    match ended? {
        Ended::Finished(finished) => Ok(End::Finished(finished, false)),
        Ended::Already(finished) => Ok(End::Finished(finished, true)),
        Ended::Stopped(runs) => {
            let (there, all, out) = (runs.total(), sweep::runs(plan, request.shard), request.out.display());
            talk::say(&format!("interrupted after {there} of {all} runs, which are kept in {out}"));
            talk::say(&format!("hint: {hint}"));
            Ok(End::Stopped)
        }
    }
}

fn tell(plan: &Plan, finished: &Finished, json: bool, again: &str) -> Result<(), Failure> {
    let text = match (json, &finished.told) {
        (true, _) => json::object(plan, finished),
        (false, Some(told)) => words::in_words(plan, told, finished, again),
        (false, None) => return Ok(()),
    };
    talk::print(&text)
}

/// The command that gives the same results: no threads, no folder, no part.
pub fn line(file: &str, seed: Option<u64>, replicates: Option<u64>) -> String {
    let mut line = format!("folkmoot sweep {}", quoted(file));
    if let Some(seed) = seed {
        line += &format!(" --seed {seed}");
    }
    if let Some(replicates) = replicates {
        line += &format!(" --replicates {replicates}");
    }
    line
}

/// The line that runs a point alone.
fn replay(plan: &Plan, point: usize, replicates: u64) -> String {
    let mut line = format!("folkmoot run {}", quoted(&plan.scenario.to_string_lossy()));
    for (axis, text) in plan.axes.iter().zip(&plan.points[point].texts) {
        line += &format!(" --set {}", quoted(&format!("{}={text}", axis.path)));
    }
    line + &format!(" --seed {} --replicates {replicates}", plan.base.seed)
}
