//! How the rows of a finished sweep were made, from the copy of the experiment that its folder keeps.

use super::axis::Value;
use super::cube::Sample;
use super::design::Design;
use super::file::{Experiment, Instead, Section, text};
use super::{EXPERIMENT, Plan};
use crate::export::{Error, refusal};
use std::path::Path;

/// What a design is to a method of sensitivity.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// Morris' walks: their rows in the unit cube.
    Walks(Vec<Sample>),
    /// Saltelli's blocks.
    Blocks,
    /// Anything else: rows as they are.
    Given,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Values of the axes that stay: `window = 24 hours, seats = 2`; empty where none varies besides.
    pub at: String,
    /// Numbers of its rows, in the order of the design.
    pub rows: Vec<usize>,
}

/// How the rows were made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The experiment's question.
    pub question: String,
    /// Ids of the metrics that it reports.
    pub metrics: Vec<String>,
    /// What they are good for.
    pub way: Way,
    /// Numbers of the axes that are inputs.
    pub inputs: Vec<usize>,
    /// Rows to be looked at together: all, or those of each setting of the other table.
    pub groups: Vec<Group>,
}

impl Made {
    /// Reads it for the tables of a folder: the root of its dice, and the values of its rows.
    ///
    /// # Errors
    /// When the experiment cannot be read, its tables both have a design of their own, or the rows are not those of the design.
    pub fn read(folder: &Path, seed: u64, rows: &[&[String]]) -> Result<Made, Error> {
        Made::of(&folder.join(EXPERIMENT), seed, rows)
    }

    /// The same before anything is run, of the experiment at a path.
    ///
    /// # Errors
    /// As [`Made::read`].
    pub fn foreseen(path: &Path, plan: &Plan) -> Result<Made, Error> {
        let values = |point: &usize| plan.points[*point].values.as_slice();
        Made::of(path, plan.base.seed, &plan.rows.iter().map(values).collect::<Vec<_>>())
    }

    /// Of an experiment, whose own seed counts, and the values of its rows.
    fn of(path: &Path, seed: u64, rows: &[&[String]]) -> Result<Made, Error> {
        let unread = |problems: crate::scenario::Problems| {
            let found = problems.0.first().map_or_else(String::new, |problem| problem.message.clone());
            refuse(path, &format!("one that says: {found}"), "the experiment of the sweep", AGAIN)
        };
        let source = text(path).map_err(unread)?;
        let shown = path.display().to_string();
        let experiment =
            Experiment::read(path, &shown, &source, Instead { seed: Some(seed), replicates: None }).map_err(unread)?;
        let question = experiment.question.clone();
        let metrics = experiment.metrics.iter().map(|id| id.get_ref().clone()).collect();
        let (levers, worlds) = (&experiment.levers, &experiment.worlds);
        let (n_levers, n_axes) = (levers.axes.len(), experiment.axes().count());
        let (way, inputs, groups) = match (designed(levers), designed(worlds)) {
            (true, true) => {
                let hint = "put all axes into one of the two tables, and sweep again";
                return Err(refuse(path, "a design for levers and another for worlds", "one design of walks or blocks", hint));
            }
            (false, false) => {
                let all = Group { at: String::new(), rows: (0..rows.len()).collect() };
                (Way::Given, 0..n_axes, vec![all])
            }
            (is_levers, _) => {
                let settings = [settings(levers, seed, path)?, settings(worlds, seed, path)?];
                compare(rows, &settings, path)?;
                let (section, inputs) = if is_levers { (levers, 0..n_levers) } else { (worlds, n_levers..n_axes) };
                let samples = section.design.samples_of(&section.axes, seed).unwrap_or_default();
                let way = if matches!(section.design, Design::Morris(_)) { Way::Walks(samples) } else { Way::Blocks };
                (way, inputs, groups(&experiment, &settings, is_levers))
            }
        };
        Ok(Made { question, metrics, way, inputs: inputs.collect(), groups })
    }
}

const AGAIN: &str = "`folkmoot sweep EXPERIMENT --force` makes the tables anew";

fn refuse(path: &Path, found: &str, expected: &str, hint: &str) -> Error {
    refusal(path, found.to_owned(), expected.to_owned(), hint.to_owned())
}

/// Whether the design is one that a method of sensitivity asks for.
fn designed(section: &Section) -> bool {
    !section.axes.is_empty() && matches!(section.design, Design::Morris(_) | Design::Saltelli(_))
}

type Settings = Vec<Vec<Value>>;

fn settings(section: &Section, seed: u64, path: &Path) -> Result<Settings, Error> {
    section.design.settings(&section.axes, seed).map_err(|(found, _)| refuse(path, &found, "the design of the sweep", AGAIN))
}

/// Each setting of the levers meets each world; refuses rows that say otherwise.
fn compare(rows: &[&[String]], [levers, worlds]: &[Settings; 2], path: &Path) -> Result<(), Error> {
    let all = levers.len() * worlds.len();
    if rows.len() != all {
        let found = format!("{} of its {all} rows", rows.len());
        let hint = "constraints take rows out of a design; let a bound refer to another axis instead: `folkmoot sweep --help`";
        return Err(refuse(path, &found, "every row of the design", hint));
    }
    let planned = levers.iter().flat_map(|lever| worlds.iter().map(move |world| lever.iter().chain(world)));
    for (values, row) in planned.zip(rows) {
        if !values.map(Value::shown).eq(row.iter().cloned()) {
            let found = "rows that the design does not give; another version may have made them";
            return Err(refuse(path, found, "the rows of the design", AGAIN));
        }
    }
    Ok(())
}

/// The rows of the designed table, for each setting of the other.
fn groups(experiment: &Experiment, [levers, worlds]: &[Settings; 2], is_levers: bool) -> Vec<Group> {
    let others = if is_levers { worlds } else { levers };
    let axes = if is_levers { &experiment.worlds.axes } else { &experiment.levers.axes };
    let row = |lever: usize, world: usize| lever * worlds.len() + world;
    let group = |(place, values): (usize, &Vec<Value>)| {
        let at: Vec<String> = axes.iter().zip(values).map(|(axis, value)| format!("{} = {}", axis.path, value.shown())).collect();
        let rows = if is_levers {
            (0..levers.len()).map(|lever| row(lever, place)).collect()
        } else {
            (0..worlds.len()).map(|world| row(place, world)).collect()
        };
        Group { at: if others.len() > 1 { at.join(", ") } else { String::new() }, rows }
    };
    others.iter().enumerate().map(group).collect()
}
