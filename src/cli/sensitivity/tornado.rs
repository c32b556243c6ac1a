//! The tornado of a scenario: what it hangs on that nobody set on purpose.

use super::Args;
use crate::cli::figures::{aligned, apart, suffix, value};
use crate::cli::progress::Plain;
use crate::cli::run::quoted;
use crate::cli::words::in_json;
use crate::cli::{Failure, conducting, scenario, talk};
use crate::experiment::MODEL_VERSION;
use crate::experiment::sweep::REPORTED;
use crate::experiment::tornado::{Bar, End, Outcome, Request, Tornado, tornado};
use crate::export::{self, SENSITIVITY, TornadoBar, TornadoEnd, TornadoOf, Tornadoes};
use crate::metrics::{Columns, Unit};
use crate::scenario::{Said, Scenario, nearest_or_all, said};
use crate::stats::Interval;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs of each version, unless told otherwise: the same dice make few enough.
const REPLICATES: u64 = 20;

/// Bars that are listed of each outcome.
const LISTED: usize = 12;

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
    talk::print(&if args.json { object(&told) } else { in_words(&told, args.all) })?;
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
        let drawing = picture(told).draw()?;
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

/// What it rests on.
fn rests_on(told: &Told) -> String {
    let (days, seed) = (told.scenario.clock.days(told.scenario.horizon), told.scenario.seed);
    let s = if told.replicates == 1 { "" } else { "s" };
    format!(
        "{} numbers, {} versions of {} run{s} of {days} days each under the same dice, seed {seed}.",
        told.assumptions.len(),
        told.found.versions,
        told.replicates
    )
}

fn in_words(told: &Told, all: bool) -> String {
    let mut text: String = told.found.outcomes.iter().map(|outcome| sentence(told, outcome)).collect();
    let of = if all { "numbers of the scenario" } else { "numbers that the scenario leaves to defaults" };
    text += &format!("\n{}\n\n{} Of the {of} each alone\n", told.scenario.question, rests_on(told));
    text += "was halved and doubled, or moved as far towards it as the scenario allows. In brackets: 95 % intervals of\n";
    text += "the paired difference; * is told from chance after Holm's adjustment for all versions.\n";
    for outcome in &told.found.outcomes {
        text += &format!("\n{}", table(told, outcome));
    }
    let names =
        |numbers: &[usize]| numbers.iter().map(|&idx| told.assumptions[idx].path.as_str()).collect::<Vec<&str>>().join(", ");
    if !told.found.idle.is_empty() {
        text += &format!("\n{} of them change none of these in any run: {}\n", told.found.idle.len(), names(&told.found.idle));
    }
    if !told.found.fixed.is_empty() {
        text += &format!("\n{} were not varied, being 0 or allowed no other value.\n", told.found.fixed.len());
    }
    if told.found.failed > 0 {
        text += &format!("\n{} runs failed and are not counted.\n", told.found.failed);
    }
    text + &format!("\nEvery difference stands in sensitivity.csv.\nAgain: {}\n", told.again)
}

/// The answer in one line.
fn sentence(told: &Told, outcome: &Outcome) -> String {
    let id = &outcome.metric.id;
    let sure: Vec<&Bar> = outcome.bars.iter().filter(|bar| bar.told()).collect();
    let Some((first, rest)) = sure.split_first() else {
        return format!("{id} hangs on none of the {} numbers by more than chance\n", told.assumptions.len());
    };
    let name = |bar: &&Bar| told.assumptions[bar.assumption].path.clone();
    let unit = outcome.metric.unit;
    let ends: Vec<String> =
        first.ends.iter().map(|end| format!("{}{} at {}", signed(unit, end.paired.difference), apart(unit), end.to)).collect();
    let then: Vec<String> = rest.iter().take(2).map(name).collect();
    let then = if then.is_empty() { String::new() } else { format!("; then on {}", then.join(" and ")) };
    format!("{id} hangs most on {}: {}{then}\n", name(first), ends.join(", "))
}

fn signed(unit: Unit, number: f64) -> String {
    let text = value(unit, number);
    if number > 0.0 { format!("+{text}") } else { text }
}

fn table(told: &Told, outcome: &Outcome) -> String {
    let unit = outcome.metric.unit;
    let base = outcome.base.map_or_else(|| "no value".to_owned(), |base| format!("{}{}", value(unit, base), suffix(unit)));
    let mut rows = vec![["number", "as it is", "half", "double", ""].map(str::to_owned)];
    for bar in outcome.bars.iter().take(LISTED) {
        let said = &told.assumptions[bar.assumption];
        let cell =
            |name: &str| bar.ends.iter().find(|end| end.side.name() == name).map_or_else(String::new, |end| shown(unit, end));
        let mark = if bar.told() { "*" } else { "" };
        rows.push([said.path.clone(), said.shown(), cell("half"), cell("double"), mark.to_owned()]);
    }
    let more = outcome.bars.len().saturating_sub(LISTED);
    let more = if more > 0 { format!("and {more} that move it less\n") } else { String::new() };
    let points = apart(unit).trim();
    let points = if points.is_empty() { String::new() } else { format!("; differences in {points}") };
    format!("{}, {base} as it is{points}\n{}{more}", outcome.metric.id, aligned(rows))
}

fn shown(unit: Unit, end: &End) -> String {
    let interval = |Interval { low, high, .. }| format!(" ({} to {})", signed(unit, low), signed(unit, high));
    format!("{}: {}{}", end.to, signed(unit, end.paired.difference), end.paired.interval.map_or_else(String::new, interval))
}

/// Outcomes that are drawn.
const DRAWN: usize = 6;

fn picture<'t>(told: &'t Told) -> Tornadoes<'t> {
    let of = |outcome: &Outcome| {
        let unit = outcome.metric.unit;
        let factor = if matches!(unit, Unit::Share | Unit::YesNo) { 100.0 } else { 1.0 };
        let end = |end: &End| TornadoEnd {
            value: factor * end.paired.difference,
            interval: end.paired.interval.map(|interval| (factor * interval.low, factor * interval.high)),
            to: end.to.clone(),
            is_double: end.side == crate::experiment::tornado::Side::Double,
        };
        let bar = |bar: &Bar| {
            let said = &told.assumptions[bar.assumption];
            TornadoBar { name: format!("{} = {}", said.path, said.shown()), ends: bar.ends.iter().map(end).collect() }
        };
        let base = outcome.base.map_or_else(String::new, |base| format!(", {}{} as it is", value(unit, base), suffix(unit)));
        let points = apart(unit).trim();
        TornadoOf {
            heading: format!("{}{base}", outcome.metric.id.replace('_', " ")),
            note: outcome.metric.definition.clone(),
            what: format!("difference to the scenario as it is{}{points}", if points.is_empty() { "" } else { ", " }),
            bars: outcome.bars.iter().map(bar).collect(),
        }
    };
    Tornadoes {
        title: format!("{}: what it hangs on", told.scenario.name),
        question: &told.scenario.question,
        note: rests_on(told),
        command: &told.again,
        outcomes: told.found.outcomes.iter().take(DRAWN).map(of).collect(),
    }
}

/// The whole as one JSON object, with a line end.
fn object(told: &Told) -> String {
    let path = |&idx: &usize| told.assumptions[idx].path.clone();
    let end = |end: &End| {
        let (low, high) = end.paired.interval.map(|interval| (interval.low, interval.high)).unzip();
        json!({ "measure": end.side.name(), "at": end.to, "n": end.paired.n, "estimate": end.paired.difference,
            "low": low, "high": high, "p_holm": end.p_holm })
    };
    let bar = |bar: &Bar| {
        let said = &told.assumptions[bar.assumption];
        let ends: Vec<Value> = bar.ends.iter().map(end).collect();
        json!({ "input": said.path, "value": said.shown(), "set": said.by_author, "told": bar.told(), "ends": ends })
    };
    let outcome = |outcome: &Outcome| {
        let bars: Vec<Value> = outcome.bars.iter().map(bar).collect();
        json!({ "metric": outcome.metric.id, "as_it_is": outcome.base, "text": sentence(told, outcome).trim_end(), "inputs": bars })
    };
    let object = json!({
        "scenario": told.scenario.name,
        "seed": in_json(told.scenario.seed),
        "replicates": told.replicates,
        "model_version": MODEL_VERSION,
        "runs_failed": told.found.failed,
        "answers": told.found.outcomes.iter().map(outcome).collect::<Vec<Value>>(),
        "idle": told.found.idle.iter().map(path).collect::<Vec<String>>(),
        "fixed": told.found.fixed.iter().map(path).collect::<Vec<String>>(),
    });
    format!("{object}\n")
}
