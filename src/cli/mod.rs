//! The command line: one file per verb. Data goes to standard output, words to standard error.
//!
//! Exit codes: 0 all went well, 1 it failed, 2 the request was wrong, 3 some runs failed and the rest are complete,
//! 130 interrupted and can be taken up again.

pub mod check;
mod compare;
mod conducting;
mod dead;
mod discover;
mod failure;
mod figures;
mod finding;
mod merge;
mod metrics;
pub mod new;
mod plot;
mod power;
mod progress;
mod replay;
mod results;
mod run;
mod scenario;
mod sensitivity;
mod summarize;
mod sweep;
mod talk;
mod telling;
mod trace;
mod validate;
mod verify;
mod words;

use clap::{Parser, Subcommand};
use failure::Failure;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Start here:
  folkmoot new --list                      what there is to start from
  folkmoot new partnership                 a scenario file of your own
  folkmoot run partnership.toml            run it: numbers, tables, pictures
  folkmoot sweep window.toml               run it under many rules: see `folkmoot new --experiment`
  folkmoot sensitivity output/window       which of its inputs the outcomes depend on
  folkmoot summarize output/window         what a sweep says: the best, and against a baseline
  folkmoot discover output/window --where 'harm_passed_share > 60%'    where it goes wrong
  folkmoot plot output/window              pictures of it
  folkmoot power partnership.toml          who could turn a decision, before anybody acts
  folkmoot trace partnership.toml          the story of one run, day by day
  folkmoot compare a.toml b.toml           two rule sets under the same dice

Exit codes: 0 all went well, 1 it failed, 2 the request was wrong,
3 some runs failed and the rest are complete, 130 interrupted (`--resume` goes on).";

/// Simulate a governance rule set before you adopt it.
#[derive(Parser)]
#[command(name = "folkmoot", version, after_help = EXAMPLES, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    New(new::Args),
    Check(check::Args),
    Run(run::Args),
    Sweep(sweep::Args),
    Merge(merge::Args),
    Replay(replay::Args),
    Verify(verify::Args),
    Sensitivity(sensitivity::Args),
    Summarize(summarize::Args),
    Discover(discover::Args),
    Plot(plot::Args),
    Metrics(metrics::Args),
    Power(power::Args),
    Trace(trace::Args),
    Compare(compare::Args),
    Validate(validate::Args),
}

/// Exit code for a wrong request.
const WRONG_REQUEST: u8 = 2;

/// Does what the command line says.
pub fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return misread(&error),
    };
    let (done, json) = match line.verb {
        Verb::New(args) => (new::run(&args), false),
        Verb::Check(args) => (check::run(&args), args.json),
        Verb::Run(args) => (run::run(&args), args.json),
        Verb::Sweep(args) => (sweep::run(&args), args.json),
        Verb::Sensitivity(args) => (sensitivity::run(&args), args.json),
        Verb::Merge(args) => (merge::run(&args), args.json),
        Verb::Summarize(args) => (summarize::summarize(&args), args.json),
        Verb::Discover(args) => (discover::run(&args), args.json),
        Verb::Plot(args) => (plot::plot(&args), args.json),
        Verb::Replay(args) => (replay::run(&args), args.json),
        Verb::Verify(args) => (verify::run(&args), args.json),
        Verb::Metrics(args) => (metrics::metrics(&args), args.json),
        Verb::Power(args) => (power::power(&args), args.json),
        Verb::Trace(args) => (trace::trace(&args), args.json),
        Verb::Compare(args) => (compare::compare(&args), args.json),
        Verb::Validate(args) => (validate::run(&args), args.json),
    };
    done.unwrap_or_else(|failure| failure.tell(json))
}

/// Help, the version, or a line that makes no sense.
fn misread(error: &clap::Error) -> ExitCode {
    let wanted_json = std::env::args_os().any(|arg| arg == "--json");
    if error.use_stderr() && wanted_json {
        let text = error.to_string();
        let found = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        return Failure::wrong("the command line", found, "a line that `folkmoot --help` explains", "folkmoot --help").tell(true);
    }
    // A closed pipe is the reader's way of having seen enough.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(WRONG_REQUEST))
}
