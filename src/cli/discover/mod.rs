//! `folkmoot discover`: under which rules, and in which worlds, it goes wrong.

mod condition;
mod export;
mod inputs;
mod json;
mod picture;
mod words;

use super::results::axes;
use super::run::quoted;
use super::{Failure, talk};
use crate::discovery::{Discovery, Growth, Node, Patience, Search, Wanted, discover, tree};
use crate::metrics::Unit;
use crate::scenario::{Scale, quantity};
use crate::tables::Tables;
use condition::Condition;
use inputs::Searched;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot discover output/worlds --where 'drained_share > 10%'
  folkmoot discover output/worlds --where 'captured = yes' --inputs attention,window
  folkmoot discover output/worlds --where 'delay_p90_days > 2 weeks' --density 80%
  folkmoot discover output/worlds --where 'harm_passed_share >= 60%' --alpha 2% --hold-out 0

A sweep whose axes are sampled (random, latin_hypercube, sobol) over many points tells most. Levers and
worlds are searched alike; an axis of words or rules works too, by taking values out.

It peels a little (--alpha) off one side of one input after another, keeps what makes the rest denser, and
pastes back at the end (PRIM, as EMA Workbench does). Coverage: the share of all cases that are inside;
density: the share of runs inside that are cases; mass: the share of runs inside. Of the boxes on the way
the one with the best balance (harmonic mean) of coverage and density is taken, or with --density the
largest so dense. Limits that are no better than chance (p > 5 %; quasi-p values, or by shuffling points
that have several runs) are dropped. A box only counts if fewer than 5 % of 199 shuffles of what came out
give one that stands out as much; where there is none, it says so. 30 % of points (--hold-out) are not
searched: what they say of the box is what to believe. Further boxes are searched without the points of
those before. The tree parts the points at most three times; a parting must beat shuffled points too.

Writes boxes.csv (a row per box and limit), peeling.csv (the way to each) and plots/boxes.svg and .png
into DIR; they replace those of an earlier search.

With --json one object:
  {name, where, runs, cases, points, points_held_back, p, boxes: [{words, coverage, density, mass, runs, cases,
   p, held_back: {points, runs, cases, density, low, high, coverage}, limits: [{path, low, high, values, p,
   density_without}]}], tree: {runs, cases, input, p, ways: [{values or low/high, node}]}};
`p` of the whole is that of the last search; or {error: {place, found, expected, hint}}.";

/// Find the rules and worlds in which something happens: boxes in a sentence, and a shallow tree
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The result folder of a sweep
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What counts as a case
    #[arg(long = "where", value_name = "METRIC > VALUE")]
    condition: String,
    /// Axes that are searched [default: all that vary]
    #[arg(long, value_name = "PATH,...", value_delimiter = ',')]
    inputs: Vec<String>,
    /// Share of the runs that one step takes off
    #[arg(long, value_name = "SHARE", default_value = "5%", value_parser = share)]
    alpha: f64,
    /// Share of all runs that a box holds at least
    #[arg(long, value_name = "SHARE", default_value = "5%", value_parser = share)]
    min_mass: f64,
    /// Take the largest box of at least this density
    #[arg(long, value_name = "SHARE", value_parser = share)]
    density: Option<f64>,
    /// Boxes at most
    #[arg(long, value_name = "N", default_value_t = BOXES)]
    boxes: usize,
    /// Share of points that are held back from the search
    #[arg(long, value_name = "SHARE", default_value = "30%", value_parser = share)]
    hold_out: f64,
    /// Root of the shuffles
    #[arg(long, value_name = "S", default_value_t = SEED)]
    seed: u64,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// The level of every test.
const LEVEL: f64 = 0.05;

/// What a search does unless it is told otherwise.
const ALPHA: f64 = 0.05;
const MIN_MASS: f64 = 0.05;
const HOLD_OUT: f64 = 0.3;
const BOXES: usize = 3;
const SEED: u64 = 1;

fn share(text: &str) -> Result<f64, String> {
    let share =
        quantity(text).filter(|(scale, share)| matches!(scale, Scale::Plain | Scale::Share) && (0.0..1.0).contains(share));
    share.map(|(_, share)| share).ok_or_else(|| "expected a share from 0 to below 1, such as `5%`".to_owned())
}

/// Everything that is told.
struct Told<'t> {
    tables: &'t Tables,
    condition: &'t Condition,
    searched: &'t Searched,
    found: &'t Discovery,
    tree: &'t Node,
    /// The line that gives the same results, in pictures without the place of the folder.
    command: String,
    /// The same, to be pasted.
    again: String,
}

impl Args {
    /// A search in a folder as nobody has changed it.
    pub fn usual(folder: &Path, condition: &str) -> Args {
        Args {
            folder: folder.to_owned(),
            condition: condition.to_owned(),
            inputs: Vec::new(),
            alpha: ALPHA,
            min_mass: MIN_MASS,
            density: None,
            boxes: BOXES,
            hold_out: HOLD_OUT,
            seed: SEED,
            json: false,
        }
    }
}

/// Refuses a condition that cannot be read, before anything is run for it.
///
/// # Errors
/// What cannot be understood.
pub fn foresee(condition: &str, place: &str, metrics: &[(&str, Option<Unit>)]) -> Result<(), Failure> {
    Condition::parse(condition, place, metrics).map(drop)
}

/// Searches and tells.
///
/// # Errors
/// As [`found`], and when standard output does not take it.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    talk::print(&found(args)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Searches, leaves tables and picture in the folder, and gives what there is to tell.
///
/// # Errors
/// When it is no finished sweep, the condition cannot be read, all runs or none meet it, or the disk refuses.
pub fn found(args: &Args) -> Result<String, Failure> {
    let tables = Tables::open(&args.folder, &[])?;
    let metrics: Vec<(&str, Option<Unit>)> = tables.metrics.iter().map(|metric| (metric.id.as_str(), metric.unit)).collect();
    let condition = Condition::parse(&args.condition, "--where", &metrics)?;
    let inputs = inputs(&tables, args)?;
    let values = tables.values(&[condition.metric])?.remove(0);
    refuse_all_or_none(&tables, &condition, &values)?;
    let searched = inputs::searched(&tables, &inputs, &condition, &values);
    let patience = Patience { alpha: within(args.alpha, "--alpha", 0.001, 0.5)?, least: args.min_mass };
    let search = Search {
        patience,
        wanted: args.density.map_or(Wanted::Balance, Wanted::Density),
        most: args.boxes,
        held_back: args.hold_out,
        level: LEVEL,
        seed: args.seed,
    };
    let found = discover(&searched.cases, search);
    let tree = tree(&searched.cases, Growth { depth: 3, least: args.min_mass, level: LEVEL, seed: args.seed });
    let told = Told {
        tables: &tables,
        condition: &condition,
        searched: &searched,
        found: &found,
        tree: &tree,
        command: command(args, &tables.about.name),
        again: command(args, &args.folder.to_string_lossy()),
    };
    export::write(&told, &args.folder)?;
    Ok(if args.json { json::of(&told) } else { words::of(&told) })
}

fn within(share: f64, place: &str, low: f64, high: f64) -> Result<f64, Failure> {
    if (low..=high).contains(&share) {
        return Ok(share);
    }
    let expected = format!("a share between {} % and {} %", 100.0 * low, 100.0 * high);
    let hint = "one step takes off a little: 5 % is usual, 2 % is more patient";
    Err(Failure::wrong(place, &format!("{} %", 100.0 * share), &expected, hint))
}

/// The axes that are searched.
fn inputs(tables: &Tables, args: &Args) -> Result<Vec<usize>, Failure> {
    let asked = axes(tables, "--inputs", &args.inputs)?;
    let all = if asked.is_empty() { (0..tables.axes.len()).collect() } else { asked };
    let varying: Vec<usize> = all.into_iter().filter(|&axis| tables.axes[axis].varies()).collect();
    if varying.is_empty() {
        let place = args.folder.display().to_string();
        let hint = "`folkmoot sweep` varies rules and worlds; `folkmoot new --experiment` writes an experiment to start from";
        return Err(Failure::wrong(&place, "results in which nothing was varied", "a sweep", hint));
    }
    Ok(varying)
}

/// There is nothing to search where all runs are cases, or none is.
fn refuse_all_or_none(tables: &Tables, condition: &Condition, values: &[Option<f64>]) -> Result<(), Failure> {
    let mut known: Vec<f64> = values.iter().flatten().copied().collect();
    let id = &tables.metrics[condition.metric].id;
    let cases = known.iter().filter(|value| condition.holds(**value)).count();
    if cases > 0 && cases < known.len() {
        return Ok(());
    }
    let expected = "a condition that some runs meet and others do not";
    if known.is_empty() {
        return Err(Failure::wrong("--where", &format!("no run with a value of `{id}`"), expected, "take another metric"));
    }
    let found = if cases == 0 { format!("none of {} runs", known.len()) } else { format!("all {} runs", known.len()) };
    known.sort_by(f64::total_cmp);
    let unit = tables.metrics[condition.metric].unit;
    let shown = |value: f64| format!("{}{}", super::figures::value_of(unit, value), super::figures::suffix_of(unit));
    let (low, middle, high) = (shown(known[0]), shown(known[known.len() / 2]), shown(known[known.len() - 1]));
    let hint = format!("here `{id}` lies between {low} and {high}, and half of the runs are below {middle}");
    Err(Failure::wrong("--where", &found, expected, &hint))
}

/// The line that gives the same results of a folder.
fn command(args: &Args, folder: &str) -> String {
    let mut line = format!("folkmoot discover {} --where {}", quoted(folder), quoted(&args.condition));
    let mut add = |flag: &str, value: String| line += &format!(" {flag} {}", quoted(&value));
    let percent = |share: f64| format!("{}%", super::figures::plain(100.0 * share));
    if !args.inputs.is_empty() {
        add("--inputs", args.inputs.join(","));
    }
    let defaults =
        [("--alpha", args.alpha, ALPHA), ("--min-mass", args.min_mass, MIN_MASS), ("--hold-out", args.hold_out, HOLD_OUT)];
    for (flag, share, usual) in defaults {
        if (share - usual).abs() > 1e-12 {
            add(flag, percent(share));
        }
    }
    if let Some(density) = args.density {
        add("--density", percent(density));
    }
    for (flag, number, usual) in [("--boxes", args.boxes as u64, BOXES as u64), ("--seed", args.seed, SEED)] {
        if number != usual {
            add(flag, number.to_string());
        }
    }
    line
}
