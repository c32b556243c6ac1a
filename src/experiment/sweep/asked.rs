//! What an experiment wants told at its end beside a table: where something happens, and what differs from a baseline.
//!
//! ```toml
//! cases    = "drained_share > 15%"                                  # `folkmoot discover` says where
//! baseline = { "review.optimistic.window" = "72 hours", seats = 2 } # paths of levers, or ends of them
//! ```

use super::axis::{Value, value};
use super::design::Design;
use super::file::{Experiment, Section};
use super::plan::Point;
use crate::scenario::{Document, Node, Problem, Problems, entries, quantity};
use crate::tables::named;
use std::ops::Range;

/// What is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// A condition that marks cases, as `folkmoot discover --where` takes it.
    pub cases: Option<String>,
    /// The setting that the others are compared with: numbers of levers and their values, as tables show them.
    pub baseline: Vec<(usize, String)>,
    /// Whether the design is one that tells what outcomes depend on.
    pub depends: bool,
}

/// The setting of the levers under a key, as it stands in the file.
pub type Said = Vec<(String, Range<usize>, Value)>;

/// Reads a table of paths and values.
///
/// # Errors
/// When it is no table.
pub fn said(document: &Document, node: &Node) -> Result<Said, Problems> {
    if node.get_ref().as_table().is_none_or(|table| table.is_empty()) {
        let problem = document.problem(Some(node.span()), "expected a table of levers and their values");
        return Err(problem.hint("for example `baseline = { window = \"72 hours\" }`").into());
    }
    Ok(entries(node).map(|(key, node)| (key.get_ref().to_string(), key.span(), value(node))).collect())
}

/// What is wanted of these points.
///
/// # Errors
/// When the baseline names no lever, or not one setting that is run.
pub fn of(experiment: &Experiment, points: &[Point]) -> Result<Asked, Problems> {
    let walks = |section: &Section| !section.axes.is_empty() && matches!(section.design, Design::Morris(_) | Design::Saltelli(_));
    Ok(Asked {
        cases: experiment.cases.clone(),
        baseline: baseline(experiment, points)?,
        depends: walks(&experiment.levers) || walks(&experiment.worlds),
    })
}

fn baseline(experiment: &Experiment, points: &[Point]) -> Result<Vec<(usize, String)>, Problems> {
    let Some(first) = experiment.baseline.first() else { return Ok(Vec::new()) };
    let paths: Vec<&str> = experiment.levers.axes.iter().map(|axis| axis.path.as_str()).collect();
    let wrong = |span: &Range<usize>, message: String| experiment.document.problem(Some(span.clone()), message);
    let mut parts = Vec::new();
    for (path, span, value) in &experiment.baseline {
        let axis = named(path, &paths).map_err(|what| Problems::from(wrong(span, what)))?;
        let none = || Problems::from(wrong(span, format!("there is no lever `{path}`")).hint(levers(&paths)));
        parts.push((axis.ok_or_else(none)?, value.shown()));
    }
    let same = |cell: &str, value: &str| cell == value || quantity(cell).is_some_and(|one| quantity(value) == Some(one));
    let fits = |point: &&Point| parts.iter().all(|(axis, value)| same(&point.values[*axis], value));
    let mut settings: Vec<usize> = points.iter().filter(fits).map(|point| point.lever).collect();
    settings.sort_unstable();
    settings.dedup();
    let told = |message: &str, hint: &str| -> Problem { wrong(&first.1, message.to_owned()).hint(hint) };
    match settings.len() {
        1 => Ok(parts),
        0 => Err(told("no setting that is run has these values", "take values that the levers list").into()),
        n => Err(told(&format!("{n} settings have these values"), "name every lever").into()),
    }
}

fn levers(paths: &[&str]) -> String {
    if paths.is_empty() { "the experiment has no levers".to_owned() } else { format!("there are `{}`", paths.join("`, `")) }
}
