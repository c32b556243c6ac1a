//! From an experiment to its points: every one a whole scenario, read by the same reader, before the first run.

use super::asked::{self, Asked};
use super::axis::Value;
use super::constraint::Constraint;
use super::copies;
use super::design;
use super::file::{self, Experiment, Instead, Section, no_metric};
use super::replicates::Replicates;
use crate::export::{Identity, sha256};
use crate::metrics::{Column, Columns};
use crate::scenario::{Document, Problem, Problems, Scenario};
use crate::tables::{Role, short};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// An axis of a plan.
#[derive(Clone, Debug)]
pub struct Head {
    /// Dotted path.
    pub path: String,
    /// The shortest end of the path that no other axis has.
    pub short: String,
    /// What it is to a designer.
    pub role: Role,
}

/// One setting of all axes.
pub struct Point {
    /// The first digits of its hash.
    pub id: String,
    /// One value per axis, as tables show it.
    pub values: Vec<String>,
    /// The same as the scenario would say it.
    pub texts: Vec<String>,
    /// Number of its setting of levers, from 0.
    pub lever: usize,
    /// Number of its world, from 0.
    pub world: usize,
    /// Numbers of the plan's columns that its own columns are.
    pub places: Vec<usize>,
    /// What runs.
    pub scenario: Scenario,
}

/// All that an experiment asks for.
pub struct Plan {
    /// Name of the experiment.
    pub name: String,
    /// Its question.
    pub question: String,
    /// The scenario's file.
    pub scenario: PathBuf,
    /// The scenario without any axis.
    pub base: Scenario,
    /// Levers, then worlds.
    pub axes: Vec<Head>,
    /// The points in order: levers first, each in every world.
    pub points: Vec<Point>,
    /// Point of each row of the design.
    pub rows: Vec<usize>,
    /// How often each is run.
    pub replicates: Replicates,
    /// Columns of all points, in order of their first appearance.
    pub columns: Vec<Column>,
    /// Numbers of the columns to report.
    pub reported: Vec<usize>,
    /// What is wanted at the end.
    pub asked: Asked,
    /// SHA-256 of all that decides which runs there are but their number.
    pub hash: String,
    /// Experiment and scenario as the result folder keeps them.
    pub copies: [String; 2],
}

/// One setting of all axes before it is read.
struct Setting<'v> {
    values: Vec<&'v Value>,
    shown: Vec<String>,
    lever: usize,
    world: usize,
}

/// Settings that are read side by side before any of their problems are told.
const READ_AT_ONCE: usize = 64;

/// Failing points whose problems are told.
const TOLD: usize = 5;

impl Plan {
    /// Reads an experiment and checks every point of it.
    ///
    /// # Errors
    /// Everything that is wrong with the experiment, its scenario or a point.
    pub fn load(path: &Path, instead: Instead) -> Result<Plan, Problems> {
        let text = file::text(path)?;
        let shown = path.display().to_string();
        let experiment = Experiment::read(path, &shown, &text, instead)?;
        let source = file::text(&experiment.scenario)?;
        let (base, _) = Scenario::load_with(&experiment.scenario, &seed(&experiment))?;
        let mut plan = Plan {
            name: experiment.name.clone(),
            question: experiment.question.clone(),
            scenario: experiment.scenario.clone(),
            axes: heads(&experiment),
            points: Vec::new(),
            rows: Vec::new(),
            replicates: experiment.replicates.clone(),
            columns: Vec::new(),
            reported: Vec::new(),
            asked: Asked::default(),
            hash: String::new(),
            copies: copies::of(&text, &source, &base, &experiment),
            base,
        };
        plan.fill(&experiment)?;
        plan.choose(&experiment)?;
        plan.asked = asked::of(&experiment, &plan.points)?;
        plan.hash = plan.hashed();
        Ok(plan)
    }

    /// Makes the points.
    fn fill(&mut self, experiment: &Experiment) -> Result<(), Problems> {
        let seed_of_design = self.base.seed;
        let document = &experiment.document;
        let levers = settings(document, &experiment.levers, seed_of_design)?;
        let worlds = settings(document, &experiment.worlds, seed_of_design)?;
        if levers.len().saturating_mul(worlds.len()) > design::MOST {
            let found = format!("{} settings of levers in {} worlds are more than {}", levers.len(), worlds.len(), design::MOST);
            return Err(document.problem(None, found).hint("take fewer, or several experiments").into());
        }
        let constraints = constraints(experiment)?;
        let may_repeat = experiment.levers.design.samples() || experiment.worlds.design.samples();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut problems = Vec::new();
        let settings: Vec<Setting> = crossed(&levers, &worlds)
            .filter(|setting| constraints.iter().all(|constraint| constraint.holds(&setting.shown)))
            .collect();
        for settings in settings.chunks(READ_AT_ONCE) {
            // Reading takes a millisecond each, and there may be thousands.
            let read: Vec<_> = settings.par_iter().map(|setting| point(experiment, &setting.values)).collect();
            for (setting, read) in settings.iter().zip(read) {
                let Setting { values, shown, lever, world } = setting;
                let texts = values.iter().map(|value| value.text.clone()).collect();
                let (values, shown, lever, world) = (values, shown.clone(), *lever, *world);
                let point = match read {
                    Ok((scenario, id)) => Point { id, values: shown, texts, lever, world, places: Vec::new(), scenario },
                    Err(found) => {
                        tell(&mut problems, found, experiment, values);
                        continue;
                    }
                };
                let place = *places.entry(point.id.clone()).or_insert(self.points.len());
                self.rows.push(place);
                if place == self.points.len() {
                    self.points.push(point);
                } else if !may_repeat {
                    let before = self.points[place].values.join(", ");
                    let message = format!("{} means the same as {before}", point.values.join(", "));
                    problems.push(document.problem(experiment.axes().next().map(|axis| axis.span.clone()), message));
                }
                if problems.len() >= TOLD {
                    return Err(Problems(problems));
                }
            }
        }
        if problems.is_empty() && self.points.is_empty() {
            let span = experiment.constraints.first().map(|constraint| constraint.span());
            problems.push(document.problem(span, "no point meets the constraints"));
        }
        if problems.is_empty() { Ok(()) } else { Err(Problems(problems)) }
    }

    /// Finds the columns, and among them those to report.
    fn choose(&mut self, experiment: &Experiment) -> Result<(), Problems> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for point in &mut self.points {
            for column in Columns::of(&point.scenario).all() {
                let place = *seen.entry(column.id.clone()).or_insert(self.columns.len());
                point.places.push(place);
                if place == self.columns.len() {
                    self.columns.push(column.clone());
                }
            }
        }
        let known: Vec<&str> = self.columns.iter().map(|column| column.id.as_str()).collect();
        let place = |id: &str, span| {
            let found = known.iter().position(|known| *known == id);
            found.ok_or_else(|| no_metric(&experiment.document, id, span, &known))
        };
        if let Replicates::Until(target) = &self.replicates {
            place(&target.metric, experiment.document.root.get("replicates").map(toml::Spanned::span))?;
        }
        let metrics = experiment.metrics.iter().map(|id| place(id.get_ref(), Some(id.span())));
        let reported: Vec<usize> = metrics.collect::<Result<_, Problems>>()?;
        self.reported =
            if reported.is_empty() { REPORTED.iter().filter_map(|id| place(id, None).ok()).collect() } else { reported };
        Ok(())
    }

    /// Whether points are run until a target is met.
    pub fn is_adaptive(&self) -> bool {
        matches!(self.replicates, Replicates::Until(_))
    }

    /// Whether each row of the design is a point of its own, in order.
    pub fn rows_are_points(&self) -> bool {
        self.rows.iter().copied().eq(0..self.points.len())
    }

    /// Numbers of the axes that are levers.
    pub fn levers(&self) -> Vec<usize> {
        (0..self.axes.len()).filter(|&idx| self.axes[idx].role == Role::Lever).collect()
    }

    /// The number of the column with this id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    fn hashed(&self) -> String {
        let axes = self.axes.iter().map(|axis| axis.path.as_str());
        let points = self.points.iter().map(|point| point.id.as_str());
        let until = match &self.replicates {
            Replicates::Fixed(_) => String::new(),
            Replicates::Until(target) => format!("{target:?}"),
        };
        let parts: Vec<&str> = axes.chain(points).chain([until.as_str()]).collect();
        sha256(parts.join("\n").as_bytes())
    }
}

/// Every setting of the levers in every world.
fn crossed<'v>(levers: &'v [Vec<Value>], worlds: &'v [Vec<Value>]) -> impl Iterator<Item = Setting<'v>> {
    levers.iter().enumerate().flat_map(move |(lever, chosen)| {
        worlds.iter().enumerate().map(move |(world, there)| {
            let values: Vec<&Value> = chosen.iter().chain(there).collect();
            let shown = values.iter().map(|value| value.shown()).collect();
            Setting { values, shown, lever, world }
        })
    })
}

/// What is reported where the experiment does not say: both errors, delay and power.
pub const REPORTED: [&str; 4] = ["harm_passed_share", "good_blocked_share", "delay_median_days", "decisive_share_top"];

fn heads(experiment: &Experiment) -> Vec<Head> {
    let paths: Vec<&str> = experiment.axes().map(|axis| axis.path.as_str()).collect();
    let of = |section: &Section, role| -> Vec<Head> {
        let head = |path: &str| Head { path: path.to_owned(), short: short(path, &paths), role };
        section.axes.iter().map(|axis| head(&axis.path)).collect()
    };
    let mut heads = of(&experiment.levers, Role::Lever);
    heads.extend(of(&experiment.worlds, Role::World));
    heads
}

/// The edit that gives the experiment's seed.
fn seed(experiment: &Experiment) -> Vec<(String, String)> {
    experiment.seed.map(|seed| ("seed".to_owned(), copies::seed(seed))).into_iter().collect()
}

fn settings(document: &Document, section: &Section, seed: u64) -> Result<Vec<Vec<Value>>, Problems> {
    if let Some(rows) = &section.rows {
        return Ok(rows.clone());
    }
    section.design.settings(&section.axes, seed).map_err(|(message, hint)| {
        let span = section.span.clone().or_else(|| section.axes.first().map(|axis| axis.span.clone()));
        document.problem(span, message).hint(hint).into()
    })
}

fn constraints(experiment: &Experiment) -> Result<Vec<Constraint>, Problems> {
    let paths: Vec<&str> = experiment.axes().map(|axis| axis.path.as_str()).collect();
    let parse = |text: &toml::Spanned<String>| {
        Constraint::parse(text.get_ref(), &paths).map_err(|wrong| experiment.document.problem(Some(text.span()), wrong).into())
    };
    experiment.constraints.iter().map(parse).collect()
}

/// The scenario at a point, and its id. Its text is let go: thousands of points have to fit into memory.
fn point(experiment: &Experiment, values: &[&Value]) -> Result<(Scenario, String), Problems> {
    let axes = experiment.axes().map(|axis| axis.path.clone());
    let mut edits: Vec<(String, String)> = axes.zip(values.iter().map(|value| value.text.clone())).collect();
    edits.extend(seed(experiment));
    let (mut scenario, _) = Scenario::load_with(&experiment.scenario, &edits)?;
    let id = Identity::of(&std::mem::take(&mut scenario.resolved)).point;
    Ok((scenario, id))
}

/// Adds the problems of a point, once each, and put where the experiment says what is wrong.
fn tell(problems: &mut Vec<Problem>, found: Problems, experiment: &Experiment, values: &[&Value]) {
    for problem in found.0 {
        let edited = |path: &str| problem.text.starts_with(&format!("--set {path}="));
        let at = experiment.axes().zip(values).find(|(axis, _)| edited(&axis.path));
        let problem = match at {
            Some((axis, value)) => {
                // A path that leads nowhere is wrong whatever stands there.
                let in_path = problem.span.as_ref().is_some_and(|span| span.end <= "--set ".len() + axis.path.len());
                let span = if in_path { axis.span.clone() } else { value.span.clone().unwrap_or(axis.span.clone()) };
                let said = experiment.document.problem(Some(span), problem.message.clone());
                Problem { hint: problem.hint.clone(), ..said }
            }
            None => {
                let point: Vec<String> =
                    experiment.axes().zip(values).map(|(axis, value)| format!("{} = {}", axis.path, value.text)).collect();
                Problem { message: format!("{} (at {})", problem.message, point.join(", ")), ..problem }
            }
        };
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}
