//! `folkmoot sweep`: one scenario under many rules and in many worlds, a result folder and a table in plain words.
//!
//! # Past one machine
//!
//! Whatever engine deals out jobs, there are two verbs: `sweep --shard I/N` runs part I of N, and `merge` puts the parts together
//! to the bytes of the sweep in one go. All parts share one `--out` folder and each holds a folder of its own in it, so nothing is
//! shared but the disk. A part that was lost is run again by the same line: it goes on where it was, and once it is finished it
//! ends at once. With `env/N` the number comes from the engine; N is always said, because what engines count changes when two
//! lost parts are run again. Exit code 3 says that some runs failed and the part is complete: let engines take it for success.
//!
//! Slurm: `folkmoot sweep window.toml --slurm 40` writes the array script and that of the merge, and prints the line that submits
//! both. Threads follow `SLURM_CPUS_PER_TASK`.
//!
//! GNU parallel, on one machine or over ssh with a shared disk:
//!
//! ```sh
//! parallel --retries 3 --joblog window.log folkmoot sweep window.toml --shard {}/40 ::: $(seq 0 39)
//! folkmoot merge output/window
//! ```
//!
//! HyperQueue (`HQ_TASK_ID`):
//!
//! ```sh
//! hq submit --array 0-39 --cpus 1 --crash-limit 5 --wait folkmoot sweep window.toml --shard env/40
//! folkmoot merge output/window
//! ```
//!
//! AWS Batch (`AWS_BATCH_JOB_ARRAY_INDEX`), with a job definition whose image holds folkmoot and mounts a shared file system:
//!
//! ```sh
//! job=$(aws batch submit-job --job-name window --job-queue QUEUE --job-definition FOLKMOOT --array-properties size=40 \
//!   --retry-strategy attempts=3 --query jobId --output text --container-overrides \
//!   'command=folkmoot,sweep,/data/window.toml,--shard,env/40,--out,/data/window')
//! aws batch submit-job --job-name window-merge --job-queue QUEUE --job-definition FOLKMOOT --depends-on jobId=$job \
//!   --container-overrides 'command=folkmoot,merge,/data/window'
//! ```
//!
//! Kubernetes (`JOB_COMPLETION_INDEX`), an indexed job on a volume that all pods may write; then a plain job with `folkmoot merge`:
//!
//! ```yaml
//! apiVersion: batch/v1
//! kind: Job
//! metadata: { name: window }
//! spec:
//!   completions: 40
//!   parallelism: 20
//!   completionMode: Indexed
//!   backoffLimitPerIndex: 3
//!   template:
//!     spec:
//!       restartPolicy: Never
//!       containers:
//!         - name: part
//!           image: YOUR_IMAGE_WITH_FOLKMOOT
//!           command: [sh, -c, "folkmoot sweep /data/window.toml --shard env/40 --out /data/window || [ $? -eq 3 ]"]
//!           volumeMounts: [{ name: data, mountPath: /data }]
//!       volumes: [{ name: data, persistentVolumeClaim: { claimName: YOUR_SHARED_CLAIM } }]
//! ```

mod dry;
mod ending;
mod json;
mod shard;
mod slurm;
mod words;

use super::conducting::{self, FormatArg, STOP};
use super::progress::Bar;
use super::run::{place, quoted};
use super::{Failure, talk};
use crate::experiment::Order;
use crate::experiment::sweep::{self, Ended, Finished, Instead, Plan, Request, Shard};
use crate::export::{Mode, SHARDS};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

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

It ends in the answer: of walks and samples what each metric depends on, as `folkmoot sensitivity` tells;
with `cases = \"drained_share > 15%\"` in the experiment where that happens, as `discover`; with `baseline =
{ window = \"72 hours\" }` what differs from that setting, as `summarize`; else which setting is best.

The folder holds points.csv, runs.csv (a row per run), summary.csv (a row per point and metric),
columns.csv, a picture over the levers, and copies of experiment and scenario that give it again.
A finished sweep can be extended: more values or replicates with --resume change no row.
`folkmoot summarize`, `plot` and `discover` say what its tables hold.

A run that fails (it breaks an invariant, has a value that is not a number, or takes longer than
--time-limit) is a row with its status; `folkmoot replay RUN_ID` makes it again. Runs that ran out of
time are run again by --resume once the sweep is complete.

With --json: {experiment, scenario, seed, model_version, runs, runs_failed, points: [{point,
  axes: {path: value}, metrics: {id: {n, mean, sd, low, high, method}}}]}; with --dry-run
  {experiment, points, runs, seconds, bytes}; or {error: {place, found, expected, hint}}.

Past one machine: --shard, --slurm and `folkmoot merge`; `folkmoot sweep --help` says how.

Exit codes: 0 all went well, 1 it failed, 2 the request was wrong,
3 some runs failed and the rest are complete, 130 interrupted (`--resume` goes on).";

/// For `--help` alone.
const CLUSTERS: &str = "\
Past one machine
  Whatever deals out jobs, there are two verbs: --shard I/N runs part I of N, from 0, and `folkmoot merge`
  puts the parts together to the bytes of the sweep in one go. All parts share one --out folder. A part
  that was lost is run again by the same line: it goes on where it was; once finished it ends at once.
  --shard env/N takes I from SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX (Kubernetes),
  AWS_BATCH_JOB_ARRAY_INDEX or HQ_TASK_ID (HyperQueue), the first that is set. N is always said: what
  engines count changes when two lost parts are run again. Exit code 3 means that some runs failed and
  the part is complete: let the engine take it for success.

  Slurm           folkmoot sweep window.toml --slurm 40
                  writes window.sbatch and window-merge.sbatch and prints the line that submits both;
                  --threads becomes --cpus-per-task, and threads follow SLURM_CPUS_PER_TASK
  GNU parallel    parallel --retries 3 folkmoot sweep window.toml --shard {}/40 ::: $(seq 0 39)
                  folkmoot merge output/window
  HyperQueue      hq submit --array 0-39 --cpus 1 --wait folkmoot sweep window.toml --shard env/40
                  folkmoot merge output/window
  AWS Batch       aws batch submit-job ... --array-properties size=40 --container-overrides
                    'command=folkmoot,sweep,/data/window.toml,--shard,env/40,--out,/data/window'
                  then a job with --depends-on that runs `folkmoot merge /data/window`
  Kubernetes      a Job with `completionMode: Indexed` and `completions: 40` on a shared volume, with
                    command: [sh, -c, \"folkmoot sweep /data/window.toml --shard env/40 --out /data/window
                              || [ $? -eq 3 ]\"]
                  then a Job that runs `folkmoot merge /data/window`
";

/// Run a scenario under many rules and in many worlds
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\n{CLUSTERS}"))]
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
    /// Time for each run; one that takes longer is a row without values [default: as long as it takes]
    #[arg(long, value_name = "SECONDS", value_parser = conducting::seconds)]
    time_limit: Option<Duration>,
    /// Result folder [default: output/ and the experiment's name]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How tables are written: as CSV, or as Parquet too
    #[arg(long, value_enum, default_value_t)]
    format: FormatArg,
    /// Go on with the results in the folder
    #[arg(long, conflicts_with = "force")]
    resume: bool,
    /// Replace the results in the folder
    #[arg(long)]
    force: bool,
    /// Run one part of N, from 0, into a folder of its own below the result folder
    #[arg(long, value_name = "I/N", value_parser = shard::parse)]
    shard: Option<Shard>,
    /// Write Slurm scripts for N parts, and for the merge after them, instead of running
    #[arg(long, value_name = "N", conflicts_with_all = ["shard", "resume", "json"], value_parser = clap::value_parser!(u64).range(1..=1000))]
    slurm: Option<u64>,
    /// Say what would be run, and how long it would take
    #[arg(long, conflicts_with_all = ["resume", "force", "shard", "slurm"])]
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
    ending::foresee(&plan, &args.experiment)?;
    let threads = conducting::threads(args.threads);
    if args.dry_run {
        dry::tell(&plan, threads, args.json)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(parts) = args.slurm {
        slurm::write(args, &plan.name, parts)?;
        return Ok(ExitCode::SUCCESS);
    }
    let whole = args.out.clone().unwrap_or_else(|| Path::new("output").join(&plan.name));
    if let Some(shard) = args.shard {
        sweep::refuse_other_numbers(&whole, shard)?;
    }
    let out = args.shard.map_or(whole.clone(), |shard| whole.join(SHARDS).join(shard.folder()));
    let file = args.experiment.file_name().unwrap_or_default().to_string_lossy();
    let mode = conducting::mode(args.resume || (args.shard.is_some() && !args.force), args.force);
    let command = line(&file, args.seed, args.replicates);
    let request = Request {
        plan: &plan,
        command: &command,
        threads,
        order: Order::Plan,
        limit: args.time_limit,
        out: &out,
        format: args.format.into(),
        mode,
        shard: args.shard,
        parts: None,
    };
    let typed = args.experiment.to_string_lossy();
    let again = line(&typed, args.seed, args.replicates) + &place(args.out.as_deref());
    conduct(&request, args.json, &again)
}

/// Runs a request to its end and tells of it; `again` is the line to paste.
pub fn conduct(request: &Request, json: bool, again: &str) -> Result<ExitCode, Failure> {
    let instead = if request.mode == Mode::Force { " instead of `--force`" } else { "" };
    let hint = format!("the same command with `--resume`{instead} goes on");
    let End::Finished(finished, already) = to_end(request, &hint)? else { return Ok(ExitCode::from(130)) };
    tell(request, &finished, json, again)?;
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
    bar.end(|point| plan.points[point].id.clone(), request.out);
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

fn tell(request: &Request, finished: &Finished, json: bool, again: &str) -> Result<(), Failure> {
    let plan = request.plan;
    let Some(told) = &finished.told else {
        return if json { talk::print(&json::object(plan, finished)) } else { Ok(()) };
    };
    let words = ending::tell(plan, (told, finished), request.out, again)?;
    talk::print(&if json { json::object(plan, finished) } else { words })
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
