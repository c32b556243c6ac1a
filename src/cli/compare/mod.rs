//! `folkmoot compare`: rule sets under the same dice.

mod export;
mod json;
mod variant;
mod words;

use super::conducting::{self, STOP};
use super::scenario::{self, Edit};
use super::{Failure, talk};
use crate::experiment::compare::{self as experiment, Contest, Kept};
use crate::metrics::Columns;
use std::path::PathBuf;
use std::process::ExitCode;
use variant::{Variant, With};

const EXAMPLES: &str = "\
Examples:
  folkmoot compare partnership.toml board_approval.toml --replicates 200
  folkmoot compare partnership.toml \\
      --with 'week:decisions.operational.route.review.optimistic.window=\"7 days\"'
  folkmoot compare partnership.toml --with two:people.core.count=2 --with six:people.core.count=6
  folkmoot compare a.toml b.toml --metrics harm_passed_share,delay_median_days --out output/a-b

All run replicate r with the same dice: the same ideas meet the same people. A difference is taken run
by run, second less first, with Student's 95 % interval (Newcombe's for yes or no), of shares in points
of percent. `dice` says how many times fewer runs that takes than independent runs would; about 1 where
bodies differ, often 10 and more inside one mechanism. `p` is two-sided (McNemar's for yes or no) and
adjusted by Holm over all metrics and pairs. `best` is the share of runs in which
each is best, ties shared. Means are over the runs in which both have a value; also power_imbalance,
which `run` makes of all runs together. Every scenario gets the seed of the first.

A proposal is the same under two rule sets if it is the same idea of the same source. Where its fate
changed, the first stage that ended otherwise is told, and two `folkmoot trace` lines tell the rest.

An interruption loses no run that is kept: with --out, the same line with --resume goes on.

With --out: contrasts.csv (a row per pair and metric), changes.csv (a row per kind of change) and
plots/contrasts_A_B.svg and .png. With --json one object:
  {seed, replicates, model_version, scenarios: [{label, scenario, command, runs_failed}],
   metrics: {id: {n, best: [share]}},
   pairs: [{a, b, metrics: {id: {n, a, b, difference, low, high, method, variance_ratio, p, p_holm}},
     fates: {submitted_a, submitted_b, matched, changed, changes: [{from, to, n, harmful,
       parted_a, parted_b, example: {replicate, proposal, told_a, told_b, trace_a, trace_b}}]}}]}
or {error: {place, found, expected, hint}}.

Exit codes: 0 all went well, 1 it failed, 2 the request was wrong,
3 some runs failed and the rest are complete, 130 interrupted (`--resume` goes on).";

/// Compare rule sets under the same dice: paired differences, and the proposals whose fate changed
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The scenario files; one is enough together with `--with`
    #[arg(required = true)]
    scenarios: Vec<PathBuf>,
    /// Another version of the scenario: NAME:PATH=VALUE; again with the same name for more edits
    #[arg(long = "with", value_name = "NAME:PATH=VALUE", value_parser = variant::with)]
    with: Vec<With>,
    /// Number of runs of each [default: what the first scenario says]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    replicates: Option<u64>,
    /// Root of all randomness [default: what the first scenario says]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Change all of them at a dotted path; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = scenario::edit)]
    sets: Vec<Edit>,
    /// Ids of the metrics [default: all of a whole organisation]
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Threads; they change no result [default: one per core]
    #[arg(long, value_name = "T")]
    threads: Option<std::num::NonZeroUsize>,
    /// A folder for tables and a picture
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Go on after an interruption
    #[arg(long, requires = "out", conflicts_with = "force")]
    resume: bool,
    /// Replace what is there
    #[arg(long, requires = "out")]
    force: bool,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// Everything that is told.
struct Told<'a> {
    variants: &'a [Variant],
    replicates: u64,
    verdict: experiment::Comparison,
}

/// Compares them.
///
/// # Errors
/// What is wrong with the request, a scenario, the folder or the machine.
pub fn compare(args: &Args) -> Result<ExitCode, Failure> {
    let variants = variant::all(args)?;
    if let Some(folder) = &args.out {
        export::refuse(folder, args.force, args.resume)?;
    }
    let scenarios: Vec<_> = variants.iter().map(|variant| variant.scenario.clone()).collect();
    let metrics = metrics(args, &variants)?;
    let replicates = args.replicates.unwrap_or(u64::from(scenarios[0].replicates));
    let contest = Contest { scenarios: &scenarios, metrics: &metrics, replicates, threads: conducting::threads(args.threads) };
    let opened = args.out.as_ref().map(|folder| Kept::open(folder, &contest, args.resume)).transpose()?;
    let (mut kept, before) = opened.map_or((None, Vec::new()), |(kept, before)| (Some(kept), before));
    conducting::begin();
    let mut n = before.len() as u64;
    let bar = super::progress::Plain::new(replicates, n);
    let verdict = experiment::compare_on(&contest, before, &STOP, &mut |round| {
        bar.step();
        n += 1;
        kept.as_mut().map_or(Ok(()), |kept| kept.keep(round))
    });
    bar.end();
    let Some(verdict) = verdict? else {
        interrupted(args, n, replicates);
        return Ok(ExitCode::from(130));
    };
    let told = Told { variants: &variants, replicates, verdict };
    if let Some(folder) = &args.out {
        export::write(&told, folder, &command(args, &told))?;
    }
    if let Some(kept) = kept {
        kept.remove()?;
    }
    talk::print(&if args.json { json::of(&told) } else { words::of(&told) })?;
    args.out.iter().for_each(|folder| talk::say(&format!("results: {}", folder.display())));
    Ok(ExitCode::from(if told.verdict.failed.iter().any(|n| *n > 0) { 3 } else { 0 }))
}

/// Says what is left.
fn interrupted(args: &Args, n: u64, replicates: u64) {
    match &args.out {
        Some(folder) => {
            talk::say(&format!("interrupted after {n} of {replicates} runs of each, which are kept in {}", folder.display()));
            let instead = if args.force { " instead of `--force`" } else { "" };
            talk::say(&format!("hint: the same command with `--resume`{instead} goes on"));
        }
        None => {
            talk::say(&format!("interrupted after {n} of {replicates} runs of each; nothing is kept"));
            talk::say("hint: with `--out DIR` they are kept, and `--resume` goes on");
        }
    }
}

/// The columns that all of them have.
fn metrics(args: &Args, variants: &[Variant]) -> Result<Vec<String>, Failure> {
    let columns: Vec<Columns> = variants.iter().map(|variant| Columns::of(&variant.scenario)).collect();
    if args.metrics.is_empty() {
        return Ok(columns[0].all().filter(|column| column.is_plain()).map(|column| column.id.clone()).collect());
    }
    for id in &args.metrics {
        for (variant, columns) in variants.iter().zip(&columns) {
            if !columns.all().any(|column| column.id == *id) {
                let expected = format!("a metric of `{}`", variant.label);
                return Err(Failure::wrong("--metrics", &format!("`{id}`"), &expected, "`folkmoot metrics` lists them"));
            }
        }
    }
    let mut ids: Vec<String> = Vec::new();
    for id in &args.metrics {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    Ok(ids)
}

/// The line that gives the same results, by bare file names.
fn command(args: &Args, told: &Told) -> String {
    let mut line = "folkmoot compare".to_owned();
    let mut add = |flag: &str, value: &str| line += &format!("{flag} {}", super::run::quoted(value));
    for path in &args.scenarios {
        add("", &path.file_name().unwrap_or_default().to_string_lossy());
    }
    args.with.iter().for_each(|with| add(" --with", &format!("{}:{}={}", with.name, with.edit.0, with.edit.1)));
    args.sets.iter().for_each(|(path, value)| add(" --set", &format!("{path}={value}")));
    if !args.metrics.is_empty() {
        add(" --metrics", &args.metrics.join(","));
    }
    line + &format!(" --seed {} --replicates {}", told.variants[0].scenario.seed, told.replicates)
}
