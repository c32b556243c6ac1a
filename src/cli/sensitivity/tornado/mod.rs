//! The tornado of a scenario: what it hangs on that nobody set on purpose.

mod json;
mod picture;
mod words;

use super::Args;
use crate::cli::progress::Plain;
use crate::cli::run::quoted;
use crate::cli::{Failure, conducting, scenario, talk};
use crate::experiment::sweep::REPORTED;
use crate::experiment::tornado::{Request, Tornado, tornado};
use crate::export::{self, SENSITIVITY};
use crate::metrics::Columns;
use crate::scenario::{Said, Scenario, nearest_or_all, said};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs of each version, unless told otherwise: the same dice make few enough.
const REPLICATES: u64 = 20;

/// Everything that is told.
struct Told<'a> {
    scenario: &'a Scenario,
    assumptions: &'a [Said],
    replicates: u64,
    found: Tornado,
    again: String,
}

/// Varies what the scenario leaves open, tells, and leaves table and picture.
///
/// # Errors
/// What is wrong with the scenario, a metric, the folder or the machine.
pub fn of_scenario(args: &Args) -> Result<ExitCode, Failure> {
    let (scenario, numbers) = said(&args.target, &scenario::with_seed(&args.sets, args.seed))?;
    let assumptions: Vec<Said> = numbers.into_iter().filter(|said| args.all || !said.by_author).collect();
    if assumptions.is_empty() {
        let found = "none, its author set them all";
        return Err(Failure::wrong(
            &args.target.display().to_string(),
            found,
            "numbers that are left open",
            "`--all` varies those that are set too",
        ));
    }
    let metrics = metrics(args, &scenario)?;
    let out = args.out.clone().unwrap_or_else(|| Path::new("output").join(format!("{}-assumptions", scenario.name)));
    refuse_strangers(&out)?;
    let replicates = args.replicates.unwrap_or(REPLICATES);
    let threads = conducting::threads(args.threads);
    let request = Request { scenario: &scenario, assumptions: &assumptions, metrics: &metrics, replicates, threads };
    conducting::begin();
    let mut bar: Option<Plain> = None;
    let found = tornado(&request, &conducting::STOP, &mut |all| bar.get_or_insert_with(|| Plain::versions(all as u64)).step());
    if let Some(bar) = bar {
        bar.end();
    }
    let Some(found) = found else {
        talk::say("interrupted; nothing was written");
        return Ok(ExitCode::from(130));
    };
    let again = line(args, &scenario, replicates);
    let told = Told { scenario: &scenario, assumptions: &assumptions, replicates, found, again };
    write(&told, &out)?;
    talk::print(&if args.json { json::object(&told) } else { words::in_words(&told, args.all) })?;
    talk::say(&format!("results: {}", out.join(SENSITIVITY).display()));
    Ok(ExitCode::from(if told.found.failed > 0 { 3 } else { 0 }))
}

fn metrics(args: &Args, scenario: &Scenario) -> Result<Vec<String>, Failure> {
    let columns = Columns::of(scenario);
    let known: Vec<&str> = columns.all().map(|column| column.id.as_str()).collect();
    if let Some(id) = args.metrics.iter().find(|id| !known.contains(&id.as_str())) {
        let hint = nearest_or_all(id, &known).filter(|hint| hint.starts_with("did"));
        let hint = hint.unwrap_or_else(|| format!("`folkmoot metrics {}` lists them", args.target.display()));
        return Err(Failure::wrong("the command line", &format!("`{id}`"), "a metric of the scenario", &hint));
    }
    let reported = REPORTED.iter().filter(|id| known.contains(id)).map(|id| (*id).to_owned());
    Ok(if args.metrics.is_empty() { reported.collect() } else { args.metrics.clone() })
}

/// Refuses a folder that holds anything but what this verb leaves.
fn refuse_strangers(out: &Path) -> Result<(), Failure> {
    let Ok(entries) = std::fs::read_dir(out) else { return Ok(()) };
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let ours = names.iter().any(|name| name == SENSITIVITY);
    match names.iter().find(|name| !ours || ![SENSITIVITY, "plots"].contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let expected = "a new or empty folder, or one of a tornado";
            Err(Failure::wrong(&out.display().to_string(), &format!("`{name}`"), expected, "`--out DIR` writes elsewhere"))
        }
    }
}

fn write(told: &Told, out: &Path) -> Result<(), Failure> {
    export::write_new(&out.join(SENSITIVITY), &export::tornado(&told.found, told.assumptions), true)?;
    if cfg!(feature = "plots") {
        let drawing = picture::of(told).draw()?;
        export::write_new(&out.join("plots/tornado.svg"), &drawing.svg(), true)?;
        export::write_new(&out.join("plots/tornado.png"), &drawing.png()?, true)?;
    }
    Ok(())
}

/// The line that gives the same: no threads, no folder.
fn line(args: &Args, scenario: &Scenario, replicates: u64) -> String {
    let file: PathBuf = args.target.file_name().map(PathBuf::from).unwrap_or_default();
    let mut line = format!("folkmoot sensitivity {}", quoted(&file.to_string_lossy()));
    for (path, value) in &args.sets {
        line += &format!(" --set {}", quoted(&format!("{path}={value}")));
    }
    if args.all {
        line += " --all";
    }
    for id in &args.metrics {
        line += &format!(" --metric {}", quoted(id));
    }
    line + &format!(" --seed {} --replicates {replicates}", scenario.seed)
}
