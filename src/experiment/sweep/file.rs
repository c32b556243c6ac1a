//! What an experiment file says: a scenario, what is varied in it, and how sure the answer shall be.
//!
//! ```toml
//! schema     = 1
//! question   = "How long a window do we need?"
//! scenario   = "../partnership.toml"
//! replicates = 100
//! metrics    = ["harm_passed_share"]
//!
//! [levers]
//! "decisions.operational.route.review.optimistic.window" = ["24 hours", "72 hours"]
//! ```

use super::asked;
use super::axis::{Axis, Value};
use super::design::Design;
use super::replicates::Replicates;
use super::table;
use crate::scenario::{Document, Node, Problem, Problems, Seed, entries, nearest_or_all, unreadable};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// The format that this version reads.
const SCHEMA: u32 = 1;

/// The keys of the file, word for word.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Top {
    schema: Spanned<u32>,
    question: String,
    scenario: Spanned<String>,
    #[serde(default)]
    replicates: Replicates,
    seed: Option<Seed>,
    #[serde(default)]
    metrics: Vec<Spanned<String>>,
    #[serde(default)]
    constraints: Vec<Spanned<String>>,
    cases: Option<String>,
    baseline: Option<IgnoredAny>,
    levers: Option<IgnoredAny>,
    worlds: Option<IgnoredAny>,
}

/// What stands in for the file's own words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instead {
    /// Root of all randomness.
    pub seed: Option<u64>,
    /// Replicates of every point.
    pub replicates: Option<u64>,
}

/// One of the two tables of axes, with its settings.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// How they are combined.
    pub design: Design,
    /// Place of the design, for problems with it.
    pub span: Option<Range<usize>>,
    /// What is varied.
    pub axes: Vec<Axis>,
    /// The settings where a table lists them.
    pub rows: Option<Vec<Vec<Value>>>,
}

/// An experiment as it was asked for.
pub struct Experiment<'t> {
    /// Its text, for problems with it.
    pub document: Document<'t>,
    /// Name: the file's.
    pub name: String,
    /// The question in the author's words.
    pub question: String,
    /// The scenario's file.
    pub scenario: PathBuf,
    /// Root of all randomness; `None` for the scenario's.
    pub seed: Option<u64>,
    /// How often each point is run.
    pub replicates: Replicates,
    /// Ids of the metrics to report, with their places.
    pub metrics: Vec<Spanned<String>>,
    /// Comparisons that every point meets.
    pub constraints: Vec<Spanned<String>>,
    /// What counts as a case, in the words of `folkmoot discover --where`.
    pub cases: Option<String>,
    /// The setting of the levers that the others are compared with.
    pub baseline: asked::Said,
    /// What designers choose.
    pub levers: Section,
    /// What nobody controls.
    pub worlds: Section,
}

/// The text of an experiment file.
///
/// # Errors
/// When it cannot be read.
pub fn text(path: &Path) -> Result<String, Problems> {
    std::fs::read_to_string(path).map_err(|error| {
        let problem = unreadable(&path.display().to_string(), &error);
        match error.kind() {
            std::io::ErrorKind::NotFound => problem.hint("check the path; `folkmoot new --experiment` writes one to start from"),
            _ => problem,
        }
        .into()
    })
}

/// Whether a file names a scenario, as experiments do and scenarios do not. One that cannot be read is none.
pub fn is_experiment(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    DeTable::parse_recoverable(&text).0.get_ref().contains_key("scenario")
}

impl<'t> Experiment<'t> {
    /// Reads the text of the file at `path`, shown as `shown`.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place; nothing of the scenario is looked at.
    pub fn read(path: &Path, shown: &'t str, text: &'t str, instead: Instead) -> Result<Experiment<'t>, Problems> {
        let document = Document::parse(shown, text)?;
        let node = Spanned::new(0..0, DeValue::Table(document.root.clone()));
        let top = Top::deserialize(ValueDeserializer::from(node)).map_err(|error| document.worded(&error, None))?;
        if *top.schema.get_ref() != SCHEMA {
            let message = format!("expected schema {SCHEMA}, found {}", top.schema.get_ref());
            return Err(document.problem(Some(top.schema.span()), message).hint("this version reads one format").into());
        }
        let _ = (top.baseline, top.levers, top.worlds);
        let baseline = document.root.get("baseline").map(|node| asked::said(&document, node)).transpose()?.unwrap_or_default();
        let folder = path.parent().unwrap_or(Path::new(""));
        let levers = section(&document, "levers", folder)?;
        let worlds = section(&document, "worlds", folder)?;
        Ok(Experiment {
            name: path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
            question: top.question,
            scenario: folder.join(top.scenario.get_ref()),
            seed: instead.seed.or(top.seed.map(|seed| seed.0)),
            replicates: instead.replicates.map_or(top.replicates, Replicates::Fixed),
            metrics: top.metrics,
            constraints: top.constraints,
            cases: top.cases,
            baseline,
            levers,
            worlds,
            document,
        })
    }

    /// All axes: levers, then worlds.
    pub fn axes(&self) -> impl Iterator<Item = &Axis> + Clone {
        self.levers.axes.iter().chain(&self.worlds.axes)
    }
}

/// Keys that no axis may have.
const NO_AXES: [(&str, &str); 2] =
    [("schema", "it says how the file is written"), ("replicates", "say `replicates` at the top of the experiment")];

fn section(document: &Document, name: &str, folder: &Path) -> Result<Section, Problems> {
    let Some(node) = document.root.get(name) else { return Ok(Section::default()) };
    if node.get_ref().as_table().is_none() {
        return Err(document.problem(Some(node.span()), format!("expected a table `[{name}]` of axes")).into());
    }
    let mut section = Section::default();
    let mut problems = Vec::new();
    for (key, value) in entries(node) {
        if key.get_ref() == "design" {
            section.span = Some(value.span());
            match Design::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(design) => section.design = design,
                Err(error) => problems.push(document.worded(&error, Some(value.span()))),
            }
            continue;
        }
        axes(document, (key.get_ref(), key.span()), value, &mut section.axes, &mut problems);
    }
    for axis in &section.axes {
        if let Some((key, why)) = NO_AXES.iter().find(|(key, _)| *key == axis.path) {
            problems.push(document.problem(Some(axis.span.clone()), format!("`{key}` cannot be varied")).hint(*why));
        }
    }
    // In a grid, a value that is there twice would make every point with it twice.
    for (axis, value) in
        section.axes.iter().filter_map(|axis| Some((axis, axis.repeated()?))).filter(|_| section.design == Design::Grid)
    {
        let span = value.span.clone().unwrap_or(axis.span.clone());
        let problem = document.problem(Some(span), format!("the value `{}` is there twice", value.text));
        problems.push(problem.hint("take one of the two out"));
    }
    if let (Design::Table(file), true) = (&section.design, problems.is_empty()) {
        if let Some(axis) = section.axes.first() {
            let problem = document.problem(Some(axis.span.clone()), "a table has no axes beside it");
            return Err(problem.hint("name the path in the table's header").into());
        }
        let span = section.span.clone().unwrap_or_default();
        (section.axes, section.rows) = table::read(&folder.join(file), &span).map(|(axes, rows)| (axes, Some(rows)))?;
    }
    if problems.is_empty() { Ok(section) } else { Err(Problems(problems)) }
}

/// A key holds an axis, or, without quotes around its dots, tables on the way to one.
fn axes(document: &Document, at: (&str, Range<usize>), node: &Node, found: &mut Vec<Axis>, problems: &mut Vec<Problem>) {
    let (path, span) = at;
    if let Some(table) = node.get_ref().as_table().filter(|table| leads_on(table)) {
        let mut inside: Vec<_> = table.iter().collect();
        inside.sort_by_key(|(key, _)| key.span().start);
        for (key, node) in inside {
            axes(document, (&format!("{path}.{}", key.get_ref()), key.span()), node, found, problems);
        }
        return;
    }
    match Axis::read(document, path, span, node, found) {
        Ok(axis) => found.push(axis),
        Err(wrong) => problems.extend(wrong.0),
    }
}

/// Whether a table is part of a path: no axis holds a list or another table but a law its numbers.
fn leads_on(table: &DeTable) -> bool {
    let is_law = |key: &str| ["uniform", "normal", "lognormal", "exponential", "pareto", "from", "to", "step"].contains(&key);
    let nested = |value: &Node| matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_));
    !table.is_empty() && table.iter().all(|(key, value)| !is_law(key.get_ref()) && nested(value))
}

/// The problem of a metric that is not there.
pub fn no_metric(document: &Document, id: &str, span: Option<Range<usize>>, known: &[&str]) -> Problems {
    let problem = document.problem(span, format!("there is no metric `{id}`"));
    match nearest_or_all(id, known).filter(|_| known.len() > 1).filter(|hint| hint.starts_with("did")) {
        Some(hint) => problem.hint(hint),
        None => problem.hint("`folkmoot metrics SCENARIO` lists them"),
    }
    .into()
}
