//! Sensitivity of a finished sweep: read, told, and left in its folder.

use super::{Args, json, picture, words};
use crate::cli::conducting;
use crate::cli::run::quoted;
use crate::cli::sweep::{self, End};
use crate::cli::{Failure, talk};
use crate::experiment::Order;
use crate::experiment::sensitivity::{Answer, foresee, sensitivity};
use crate::experiment::sweep::{Instead, Plan, Request};
use crate::export::{Folder, Format, Mode, SENSITIVITY, sensitivity as table};
use std::path::Path;
use std::process::ExitCode;

/// Answers from the tables of a folder.
///
/// # Errors
/// When it holds no finished sweep, nothing can be said of it, or it cannot be written into.
pub fn of_folder(args: &Args, folder: &Path) -> Result<ExitCode, Failure> {
    answered(args, folder, &line(args, folder))
}

/// Tells of a folder and leaves table and picture in it; `again` is the line to paste.
fn answered(args: &Args, folder: &Path, again: &str) -> Result<ExitCode, Failure> {
    let answer = left(folder, &args.metrics)?;
    talk::print(&if args.json { json::object(&answer) } else { words::in_words(&answer, again) })?;
    talk::say(&format!("results: {}", folder.join(SENSITIVITY).display()));
    Ok(ExitCode::SUCCESS)
}

/// What outcomes of a finished sweep depend on, in words; leaves table and picture in its folder.
///
/// # Errors
/// As [`of_folder`].
pub fn told(folder: &Path) -> Result<String, Failure> {
    let line = format!("folkmoot sensitivity {}", quoted(&folder.to_string_lossy()));
    left(folder, &[]).map(|answer| words::in_words(&answer, &line))
}

/// Answers, and leaves table and picture in the folder.
fn left(folder: &Path, asked: &[String]) -> Result<Answer, Failure> {
    let answer = sensitivity(folder, asked)?;
    // The picture does not say where the folder lies: the same bytes everywhere.
    let usual = quoted(&format!("output/{}", answer.swept.name));
    let canonical = format!("{}; folkmoot sensitivity {usual}{}", answer.swept.command, metrics(asked));
    write(folder, &answer, &canonical)?;
    for (metric, why) in &answer.left_out {
        talk::say(&format!("warning: {metric} is left out: {why}"));
    }
    Ok(answer)
}

/// Sweeps, unless that was done, and answers.
///
/// # Errors
/// As [`of_folder`], and what is wrong with the experiment.
pub fn of_experiment(args: &Args) -> Result<ExitCode, Failure> {
    let plan = Plan::load(&args.target, Instead { seed: args.seed, replicates: args.replicates })?;
    foresee(&args.target, &plan, &args.metrics)?;
    let out = args.out.clone().unwrap_or_else(|| Path::new("output").join(&plan.name));
    let file = args.target.file_name().unwrap_or_default().to_string_lossy();
    let request = Request {
        plan: &plan,
        command: &sweep::line(&file, args.seed, args.replicates),
        threads: conducting::threads(args.threads),
        order: Order::Plan,
        limit: None,
        out: &out,
        format: Format::Csv,
        mode: if args.force { Mode::Force } else { Mode::Resume },
        shard: None,
        parts: None,
    };
    let hint = if args.force { "the same command without `--force` goes on" } else { "the same command goes on" };
    match sweep::to_end(&request, hint)? {
        End::Stopped => Ok(ExitCode::from(130)),
        End::Finished(finished, _) => {
            let done = answered(args, &out, &line(args, &args.target))?;
            Ok(if finished.runs.failed() > 0 { ExitCode::from(3) } else { done })
        }
    }
}

/// The line that gives the same answer: no threads, no folder to write into.
fn line(args: &Args, target: &Path) -> String {
    let mut line = format!("folkmoot sensitivity {}{}", quoted(&target.to_string_lossy()), metrics(&args.metrics));
    if let Some(seed) = args.seed {
        line += &format!(" --seed {seed}");
    }
    if let Some(replicates) = args.replicates {
        line += &format!(" --replicates {replicates}");
    }
    line
}

fn metrics(asked: &[String]) -> String {
    asked.iter().map(|id| format!(" --metric {}", quoted(id))).collect()
}

/// Leaves table and picture in the folder, each replaced whole.
fn write(path: &Path, answer: &Answer, again: &str) -> Result<(), Failure> {
    let (folder, _) = Folder::open(path, Mode::Resume)?;
    folder.write(SENSITIVITY, &table(answer))?;
    if cfg!(feature = "plots") {
        let drawing = picture::of(answer, again).draw()?;
        folder.write("plots/sensitivity.png", &drawing.png()?)?;
        folder.write("plots/sensitivity.svg", &drawing.svg())?;
    }
    Ok(())
}
