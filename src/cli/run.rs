//! `folkmoot run`: one scenario, many replicates, a result folder and a summary in plain words.

use super::conducting::{self, FormatArg, STOP};
use super::progress::Bar;
use super::scenario::{self, Edit};
use super::words::{self, Summed};
use super::{Failure, talk};
use crate::experiment::{Ended, Finished, Order, Request, conduct};
use crate::export::Identity;
use crate::scenario::Scenario;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  folkmoot run scenarios/partnership.toml
  folkmoot run partnership.toml --replicates 1000 --seed 8
  folkmoot run partnership.toml --set people.core.count=5 --out output/five
  folkmoot run partnership.toml --resume     go on where an interruption left it
  folkmoot run partnership.toml --resume --all    print every metric of a finished folder
  folkmoot run partnership.toml --json       one object, as below

The folder holds runs.csv (a row per run), summary.csv, series.csv, columns.csv (what every
column means), the scenario with every default written out, pictures, and a manifest. The same
scenario, seed and number of replicates give the same bytes, whatever the machine does: threads,
interruptions and order change nothing.

With --json: {scenario, seed, replicates, model_version, runs_failed,
  metrics: {id: {n, mean, sd, low, high, method}}}, or {error: {place, found, expected, hint}}.

Exit codes: 0 all went well, 1 it failed, 2 the request was wrong,
3 some runs failed and the rest are complete, 130 interrupted (`--resume` goes on).";

/// Run a scenario many times and sum up what happened
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The scenario file
    scenario: PathBuf,
    /// Number of runs [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    replicates: Option<u64>,
    /// Root of all randomness, a whole number up to 2^64 - 1 [default: what the scenario says]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Threads; they change no result [default: one per core]
    #[arg(long, value_name = "T")]
    threads: Option<std::num::NonZeroUsize>,
    /// Time for each run; one that takes longer is a row without values [default: as long as it takes]
    #[arg(long, value_name = "SECONDS", value_parser = conducting::seconds)]
    time_limit: Option<Duration>,
    /// Result folder [default: output/ and the scenario's name]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Change the scenario at a dotted path; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = scenario::edit)]
    sets: Vec<Edit>,
    /// How tables are written: as CSV, or as Parquet too
    #[arg(long, value_enum, default_value_t)]
    format: FormatArg,
    /// Go on with the results in the folder
    #[arg(long, conflicts_with = "force")]
    resume: bool,
    /// Replace the results in the folder
    #[arg(long)]
    force: bool,
    /// Print every metric of the whole organisation, not only ten
    #[arg(long)]
    all: bool,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// Runs it.
///
/// # Errors
/// What is wrong with the scenario, the folder or the machine.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let scenario = scenario::load(&args.scenario, &scenario::with_seed(&args.sets, args.seed))?;
    let replicates = args.replicates.unwrap_or(u64::from(scenario.replicates));
    let out = args.out.clone().unwrap_or_else(|| Path::new("output").join(&scenario.name));
    let file_name = args.scenario.file_name().unwrap_or_default().to_string_lossy();
    let command = line(args, &file_name, &scenario, replicates);
    let mode = conducting::mode(args.resume, args.force);
    let request = Request {
        scenario: &scenario,
        command: &command,
        replicates,
        threads: conducting::threads(args.threads),
        order: Order::Plan,
        limit: args.time_limit,
        out: &out,
        format: args.format.into(),
        mode,
    };
    conducting::begin();
    let mut bar = Bar::new(replicates);
    let ended = conduct(&request, &STOP, &mut |progress| bar.see(progress));
    let typed = args.scenario.to_string_lossy();
    bar.end(|_| Identity::of(&scenario.resolved).point, &out);
    let (finished, already) = match ended? {
        Ended::Finished(finished) => (finished, false),
        Ended::Already(finished) => (finished, true),
        Ended::Stopped(runs) => {
            talk::say(&format!("interrupted after {} of {replicates} runs, which are kept in {}", runs.total(), out.display()));
            let instead = if args.force { " instead of `--force`" } else { "" };
            talk::say(&format!("hint: the same command with `--resume`{instead} goes on"));
            return Ok(ExitCode::from(130));
        }
    };
    let again = line(args, &typed, &scenario, replicates) + &place(args.out.as_deref());
    tell(&finished, &scenario, args, &again)?;
    let (verb, place) = (if already { "complete before, nothing to do" } else { "results" }, out.display());
    talk::say(&format!("{verb}: {place}"));
    Ok(ExitCode::from(if finished.runs.failed() > 0 { 3 } else { 0 }))
}

fn tell(finished: &Finished, scenario: &Scenario, args: &Args, again: &str) -> Result<(), Failure> {
    if args.json {
        return talk::print(&words::as_json(finished, scenario));
    }
    talk::print(&words::in_words(&Summed { finished, scenario, again, all: args.all }))
}

/// The command that gives the same results: no threads, no folder, no resuming. In files the scenario goes by its bare name,
/// because a result does not depend on where it was made.
fn line(args: &Args, file: &str, scenario: &Scenario, replicates: u64) -> String {
    let mut line = format!("folkmoot run {}", quoted(file));
    for (path, value) in args.sets.iter().filter(|(path, _)| path != "seed" && path != "replicates") {
        line += &format!(" --set {}", quoted(&format!("{path}={value}")));
    }
    line + &format!(" --seed {} --replicates {replicates}", scenario.seed)
}

/// The part of a line to paste that says where results go, if it was said.
pub fn place(out: Option<&Path>) -> String {
    out.map_or_else(String::new, |out| format!(" --out {}", quoted(&out.to_string_lossy())))
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_command_can_be_pasted() {
        for (word, pasted) in [
            ("people.core.count=5", "people.core.count=5"),
            ("horizon=2 years", "'horizon=2 years'"),
            ("question=what's up", r"'question=what'\''s up'"),
            ("", "''"),
        ] {
            assert_eq!(quoted(word), pasted);
        }
    }
}
