//! `folkmoot check`: is this scenario sound, and what does it say in full?

use super::{Failure, talk};
use crate::scenario::{Problem, Problems, Scenario, json_schema};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot check partnership.toml                  what is wrong with it, with line, column and a way out
  folkmoot check partnership.toml --resolved       the whole scenario, every default written out
  folkmoot check partnership.toml --dead           what could be left out: parameters that move no metric
  folkmoot check --schema > scenario.schema.json   for editors that complete and check TOML";

/// Check a scenario without running it
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The scenario file
    #[arg(required_unless_present = "schema")]
    scenario: Option<PathBuf>,
    /// Change the scenario at a dotted path before checking it; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = super::scenario::edit)]
    sets: Vec<super::scenario::Edit>,
    /// Print the whole scenario, every default written out
    #[arg(long)]
    resolved: bool,
    /// Vary every parameter, one at a time, over 8 replicates under the same dice, and list what moves no metric
    #[arg(long, conflicts_with_all = ["resolved", "schema"])]
    dead: bool,
    /// Print the JSON Schema of scenario files
    #[arg(long, conflicts_with_all = ["scenario", "resolved"])]
    schema: bool,
    /// Print one JSON object: {name, warnings, loads, runway_months, resolved}, or with --dead {name, replicates, moved, dead,
    /// refused, failed}, or {error: {place, found, expected, hint}}
    #[arg(long)]
    pub(super) json: bool,
}

/// Does what the arguments say.
pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let Some(path) = &args.scenario else {
        talk::print(&schema())?;
        return Ok(ExitCode::SUCCESS);
    };
    if args.dead {
        return super::dead::dead(path, &args.sets, args.json);
    }
    if args.json {
        let (scenario, warnings) = Scenario::load_with(path, &args.sets)?;
        let warnings: Vec<Value> = warnings.iter().map(Problem::json).collect();
        let resolved = args.resolved.then_some(&scenario.resolved);
        let outlook = scenario.outlook();
        let loads: Value =
            scenario.cells.iter().zip(&outlook.loads).map(|(cell, load)| (cell.name.clone(), json!(load))).collect();
        let checked = json!({
            "name": scenario.name,
            "warnings": warnings,
            "loads": loads,
            "runway_months": outlook.runway_months,
            "resolved": resolved,
        });
        talk::print(&format!("{checked}\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let checked = check(path, &args.sets, args.resolved)?;
    if !checked.words.is_empty() {
        talk::say(checked.words.trim_end());
    }
    talk::print(&checked.data)?;
    Ok(ExitCode::SUCCESS)
}

/// What `check` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// For stdout: a line of words, or the whole scenario.
    pub data: String,
    /// For stderr: warnings, empty if there are none.
    pub words: String,
}

/// Checks a scenario after the edits `(path, value)`. `resolved` asks for the whole of it with every default written out.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn check(path: &Path, sets: &[(String, String)], resolved: bool) -> Result<Checked, Problems> {
    let (scenario, warnings) = Scenario::load_with(path, sets)?;
    let words = [Problems(warnings).render(false), caution(&scenario)].into_iter().filter(|part| !part.is_empty());
    let words = words.collect::<Vec<_>>().join("\n");
    let data = if resolved { scenario.resolved } else { summary(&scenario) + &at_full_approval(&scenario) };
    Ok(Checked { data, words })
}

/// The JSON Schema of a scenario file, for editors.
pub fn schema() -> String {
    format!("{:#}\n", json_schema())
}

fn summary(scenario: &Scenario) -> String {
    let parties: u32 = scenario.groups.iter().map(|group| group.count).sum();
    format!(
        "{} is sound: {}, {}, {}, {}, {}\n",
        scenario.name,
        count(parties as usize, "party", "parties"),
        count(scenario.bodies.len(), "body", "bodies"),
        count(scenario.cells.len(), "cell", "cells"),
        count(scenario.sources.len(), "stream of proposals", "streams of proposals"),
        count(scenario.kinds.len(), "kind of decision", "kinds of decision"),
    )
}

/// What would be asked of cells and money if everything submitted were approved.
fn at_full_approval(scenario: &Scenario) -> String {
    let outlook = scenario.outlook();
    let loads = scenario.cells.iter().zip(&outlook.loads);
    let loads: Vec<String> = loads.map(|(cell, load)| format!("{} {:.0} %", cell.name, load * 100.0)).collect();
    let mut text = String::new();
    if !loads.is_empty() {
        text += &format!("if all that is submitted were approved, cells would be busy: {}\n", loads.join(", "));
    }
    if let Some(months) = outlook.runway_months {
        text += &format!("and the money would last {months:.1} months of {:.1}\n", outlook.horizon_months);
    }
    text
}

/// Warnings about the same: a queue that hardly empties, money that runs out.
fn caution(scenario: &Scenario) -> String {
    let outlook = scenario.outlook();
    let mut text = String::new();
    for (cell, load) in scenario.cells.iter().zip(&outlook.loads).filter(|(_, load)| **load > BUSY) {
        let (name, percent) = (&cell.name, load * 100.0);
        text += &format!("warning: cell `{name}` is asked for {percent:.0} % of what it can do, and its queue will grow\n");
        text += "hint: give it more `members` or smaller `work`, or expect waiting to decide the result\n";
    }
    if let Some(months) = outlook.runway_months.filter(|months| *months < outlook.horizon_months) {
        let horizon = outlook.horizon_months;
        text += &format!("warning: if all were approved, the money would last {months:.1} months of {horizon:.1}\n");
        text += "hint: raise a `pledge`, or expect accepted work to go unfunded\n";
    }
    text
}

/// A cell busier than this has no slack: its queue grows in every bad month.
const BUSY: f64 = 0.9;

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
