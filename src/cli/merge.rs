//! `folkmoot merge`: the parts of a sweep, put together to the bytes of the whole.

use super::conducting::{self, FormatArg};
use super::{Failure, sweep};
use crate::experiment::Order;
use crate::experiment::sweep::{Instead, Parts, Plan, Request};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot sweep window.toml --shard 0/2; folkmoot sweep window.toml --shard 1/2
  folkmoot merge output/window                           the parts are in output/window/shards
  folkmoot merge a/0-of-2 b/1-of-2 --out output/window   parts that were brought from elsewhere

The results are those of the sweep without parts, byte for byte. What is missing is named, with the
line that runs it.";

/// Put the parts of a sweep together
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Folders of parts, or a folder that holds them under shards/
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Result folder [default: the first DIR]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How tables are written: as CSV, or as Parquet too
    #[arg(long, value_enum, default_value_t)]
    format: FormatArg,
    /// Go on with the results in the folder
    #[arg(long, conflicts_with = "force")]
    resume: bool,
    /// Replace the results in the folder
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead of words, as `sweep` does
    #[arg(long)]
    pub json: bool,
}

/// Puts them together.
///
/// # Errors
/// When a part is missing, unfinished or another sweep's, or the machine is at fault.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let parts = Parts::gather(&args.folders)?;
    let mut plan = Plan::load(&parts.experiment(), Instead::default())?;
    parts.fit(&mut plan)?;
    let first = args.folders.first().expect("the command line asks for one");
    let out = args.out.as_ref().unwrap_or(first);
    let request = Request {
        plan: &plan,
        command: parts.command(),
        threads: conducting::threads(None),
        order: Order::Plan,
        limit: None,
        out,
        format: args.format.into(),
        mode: conducting::mode(args.resume, args.force),
        shard: None,
        parts: Some(&parts),
    };
    sweep::conduct(&request, args.json, parts.command())
}
