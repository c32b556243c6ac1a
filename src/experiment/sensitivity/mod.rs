//! Which inputs of a sweep its outcomes depend on: from the tables of a finished folder to ranked estimates.
//!
//! ```text
//!   points.csv, design.csv, runs.csv --> rows with their replicates --> stats::sensitivity --> inputs, ranked
//!   experiment.toml                  --> how the rows were made     -/
//! ```
//!
//! Nothing is run here, and no scenario is read: a folder that was merged, or brought from elsewhere, gives the same answer.

mod swept;

pub use swept::Swept;

use super::sweep::{Made, Plan, REPORTED, Way};
use crate::dice::{Dice, Key};
use crate::export::{Error, Refusal, refusal};
use crate::metrics::Unit;
use crate::scenario::{nearest_or_all, number};
use crate::stats::mean;
use crate::stats::sensitivity::{self as stats, Cell, Estimate, Input, Luck, Measure};
use crate::tables::{Measure as Column, short};
use std::path::Path;

/// What there is to say of a folder.
#[derive(Debug)]
pub struct Answer {
    /// The experiment's question.
    pub question: String,
    /// What was read.
    pub swept: Swept,
    /// How its rows were made.
    pub way: Way,
    /// The inputs.
    pub inputs: Vec<Head>,
    /// Rows that were looked at together.
    pub rows: usize,
    /// One for each metric and each setting of the axes that stay.
    pub findings: Vec<Finding>,
    /// Ids of metrics of which nothing can be said, and why.
    pub left_out: Vec<(String, String)>,
}

/// An input.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Dotted path.
    pub path: String,
    /// The shortest end of the path, of two words at least, that no other input has.
    pub short: String,
}

/// A metric of the sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// Its id.
    pub id: String,
    /// Its unit; a score where nobody says.
    pub unit: Unit,
    /// What it is.
    pub definition: String,
}

impl Described {
    fn of(measure: &Column) -> Described {
        let unit = measure.unit.unwrap_or(Unit::Score);
        Described { id: measure.id.clone(), unit, definition: measure.definition.clone() }
    }
}

/// What one metric depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The metric.
    pub metric: Described,
    /// Values of the axes that stay; empty where none varies besides.
    pub at: String,
    /// Everything that was estimated.
    pub estimates: Vec<Estimate>,
    /// Inputs that have a ranking measure, the largest first.
    pub ranking: Vec<usize>,
}

impl Finding {
    /// What was estimated of an input; `None` for the dice.
    pub fn of(&self, input: Option<usize>, measure: Measure) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.input == input && estimate.measure == measure)
    }

    /// The measure by which inputs are ranked.
    pub fn by(&self, input: usize) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.input == Some(input) && estimate.measure.ranks())
    }

    /// Whether the influence of an input is told from chance: its measure lies above its floor. Without a floor, anything above
    /// nothing does.
    pub fn told(&self, input: usize) -> bool {
        let floor = self.of(Some(input), Measure::Floor).map_or(0.0, |floor| floor.value);
        self.by(input).is_some_and(|estimate| estimate.value > floor.max(1e-12))
    }
}

/// Walks, blocks and rows that are needed at least.
const WALKS: usize = 4;
const BLOCKS: usize = 8;
const ROWS: usize = 20;

/// Refuses what could not be answered once it is run: metrics that are not there, too few rows, a design with gaps.
///
/// # Errors
/// As [`sensitivity`], of the experiment at a path.
pub fn foresee(path: &Path, plan: &Plan, metrics: &[String]) -> Result<(), Error> {
    let made = Made::foreseen(path, plan)?;
    enough(path, &made)?;
    let known: Vec<&str> = plan.columns.iter().map(|column| column.id.as_str()).collect();
    metrics.iter().try_for_each(|id| place(id, &known, "`folkmoot metrics SCENARIO` lists them").map(drop))
}

/// Reads a folder and answers; `metrics` are ids, those that the experiment reports where there are none.
///
/// # Errors
/// When the folder holds no finished sweep, a metric is not there, there are too few rows, or nothing varies.
pub fn sensitivity(folder: &Path, metrics: &[String]) -> Result<Answer, Error> {
    let swept = Swept::read(folder)?;
    let rows: Vec<&[String]> = swept.rows.iter().map(|&point| swept.values(point)).collect();
    let made = Made::read(folder, swept.seed, &rows)?;
    let tables = &swept.tables;
    let paths: Vec<&str> = made.inputs.iter().map(|&axis| tables.axes[axis].path.as_str()).collect();
    let inputs: Vec<Head> =
        paths.iter().map(|path| Head { path: (*path).to_owned(), short: two_words(path, short(path, &paths)) }).collect();
    enough(folder, &made)?;
    let asked = chosen(&swept, metrics, &made.metrics)?;
    let values = tables.by_replicate(&asked)?;
    let (mut findings, mut left_out) = (Vec::new(), Vec::new());
    for (&metric, points) in asked.iter().zip(&values) {
        let described = Described::of(&tables.metrics[metric]);
        if let Some(why) = nothing(points) {
            if metrics.contains(&described.id) {
                let hint = "take another metric with `--metric`, or inputs that move this one";
                return Err(refusal(folder, why, format!("values of `{}` that differ", described.id), hint.to_owned()));
            }
            left_out.push((described.id.clone(), why));
            continue;
        }
        for group in &made.groups {
            let estimates = estimates(&swept, &made, &group.rows, points, &described.id);
            let ranking = ranking(&estimates, inputs.len());
            findings.push(Finding { metric: described.clone(), at: group.at.clone(), estimates, ranking });
        }
    }
    if findings.is_empty() {
        let hint = "`--metric ID` asks for another one; `columns.csv` lists them".to_owned();
        return Err(refusal(
            folder,
            "none whose values differ".to_owned(),
            "a reported metric with values that differ".to_owned(),
            hint,
        ));
    }
    let rows = made.groups.first().map_or(0, |group| group.rows.len());
    Ok(Answer { question: made.question, way: made.way, inputs, rows, findings, left_out, swept })
}

/// The short name, and the word before it where it is a single word: `count` says less than `core.count`.
fn two_words(path: &str, short: String) -> String {
    if short.contains('.') {
        return short;
    }
    let before = path[..path.len() - short.len()].trim_end_matches('.').rsplit('.').next().filter(|word| !word.is_empty());
    before.map_or(short.clone(), |word| format!("{word}.{short}"))
}

/// Refuses what is too little to say anything.
fn enough(folder: &Path, made: &Made) -> Result<(), Error> {
    let (k, rows) = (made.inputs.len(), made.groups.first().map_or(0, |group| group.rows.len()));
    let (found, least, what, hint) = match made.way {
        Way::Walks(_) => (rows / (k + 1), WALKS, "walks", "raise `walks`; ten and more are usual"),
        Way::Blocks => (rows / (k + 2), BLOCKS, "samples", "raise `samples`; hundreds are usual"),
        Way::Given => {
            (rows, ROWS, "points", "give axes more values, or sample them: `design = { latin_hypercube = { samples = 200 } }`")
        }
    };
    if found >= least {
        return Ok(());
    }
    Err(refusal(folder, format!("{found}"), format!("at least {least} {what}"), hint.to_owned()))
}

/// Numbers of the metrics to look at.
fn chosen(swept: &Swept, asked: &[String], reported: &[String]) -> Result<Vec<usize>, Error> {
    let known: Vec<&str> = swept.tables.metrics.iter().map(|metric| metric.id.as_str()).collect();
    if asked.is_empty() {
        let ids: Vec<&str> = if reported.is_empty() { REPORTED.to_vec() } else { reported.iter().map(String::as_str).collect() };
        return Ok(ids.into_iter().filter_map(|id| known.iter().position(|known| *known == id)).collect());
    }
    let listed = format!("{} lists them", swept.folder.join("columns.csv").display());
    asked.iter().map(|id| place(id, &known, &listed)).collect()
}

/// Where a metric stands among those there are; `listed` says where they are listed.
fn place(id: &str, known: &[&str], listed: &str) -> Result<usize, Error> {
    known.iter().position(|known| *known == id).ok_or_else(|| {
        let hint = nearest_or_all(id, known).filter(|hint| hint.starts_with("did"));
        Error::Refused(Refusal {
            place: "the command line".to_owned(),
            found: format!("`{id}`"),
            expected: "a metric of the sweep".to_owned(),
            hint: hint.unwrap_or_else(|| listed.to_owned()),
        })
    })
}

/// Why nothing can be said of a metric.
fn nothing(points: &[Cell]) -> Option<String> {
    let levels: Vec<f64> = points.iter().filter_map(|cell| mean(&cell.iter().flatten().copied().collect::<Vec<f64>>())).collect();
    let (low, high) =
        levels.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), level| (level.min(low), level.max(high)));
    match levels.len() {
        0 => Some("no value in any run".to_owned()),
        n if high <= low => Some(format!("{low} at all of {n} points")),
        _ => None,
    }
}

fn estimates(swept: &Swept, made: &Made, rows: &[usize], points: &[Cell], id: &str) -> Vec<Estimate> {
    let dice = Dice::new(swept.seed, 0);
    let luck = Luck { dice: &dice, subject: Key::of(id) };
    let outcomes: Vec<Cell> = rows.iter().map(|&row| points[swept.rows[row]].clone()).collect();
    let mut found = match &made.way {
        Way::Walks(samples) => stats::morris(samples, &outcomes, luck),
        Way::Blocks => stats::sobol(made.inputs.len(), &outcomes, luck),
        Way::Given => {
            let input = |&axis: &usize| input(rows.iter().map(|&row| swept.values(swept.rows[row])[axis].as_str()).collect());
            stats::given(&made.inputs.iter().map(input).collect::<Vec<Input>>(), &outcomes, luck)
        }
    };
    found.extend(stats::noise(&outcomes, luck));
    found
}

/// The values of an input: numbers where all are, words otherwise, numbered in order of appearance.
fn input<'v>(values: Vec<&'v str>) -> Input {
    let numbers: Option<Vec<f64>> = values.iter().map(|value| number(value)).collect();
    if let Some(numbers) = numbers {
        return Input::Numbers(numbers);
    }
    let mut words: Vec<&'v str> = Vec::new();
    let place = |value: &'v str| {
        words.iter().position(|word| *word == value).unwrap_or_else(|| {
            words.push(value);
            words.len() - 1
        })
    };
    Input::Words(values.into_iter().map(place).collect())
}

/// Inputs by their ranking measure, the largest first; in the order of the experiment where they are alike.
fn ranking(estimates: &[Estimate], inputs: usize) -> Vec<usize> {
    let value = |input: usize| {
        let of = estimates.iter().find(|estimate| estimate.input == Some(input) && estimate.measure.ranks());
        of.map(|estimate| estimate.value)
    };
    let mut ranked: Vec<(usize, f64)> = (0..inputs).filter_map(|input| Some((input, value(input)?))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked.into_iter().map(|(input, _)| input).collect()
}
