//! `folkmoot check`: is a scenario right, and what does it say in full?

use super::{Failure, talk};
use folkmoot::scenario::Scenario;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot check partnership.toml                  what is wrong with it, with line, column and a way out
  folkmoot check partnership.toml --resolved       the whole scenario, every default written out
  folkmoot check --schema > scenario.schema.json   for editors that complete and check TOML";

/// Check a scenario without running it
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The scenario file
    #[arg(required_unless_present = "schema")]
    scenario: Option<PathBuf>,
    /// Change the scenario at a dotted path before checking it; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = super::scenario::edit)]
    sets: Vec<super::scenario::Edit>,
    /// Print the whole scenario, every default written out
    #[arg(long)]
    resolved: bool,
    /// Print the JSON Schema of scenario files
    #[arg(long, conflicts_with_all = ["scenario", "resolved"])]
    schema: bool,
    /// Print JSON instead of words
    #[arg(long)]
    pub json: bool,
}

/// Checks it.
///
/// # Errors
/// What is wrong with the scenario.
pub fn check(args: &Args) -> Result<ExitCode, Failure> {
    let Some(path) = &args.scenario else { return schema() };
    let scenario: Scenario = super::scenario::load(path, &args.sets)?;
    if args.resolved {
        talk::print(&scenario.resolved)?;
    } else {
        talk::say(&format!("{}: all right", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn schema() -> Result<ExitCode, Failure> {
    Err(Failure::wrong("check --schema", "no schema in this build", "a schema", "see the example scenarios"))
}
