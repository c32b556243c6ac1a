//! `folkmoot metrics`: what is measured, from the registry.

use super::{Failure, figures, talk};
use crate::export::{direction, unit, when};
use crate::metrics::{self, Metric};
use serde_json::{Value, json};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot metrics                 a table to read
  folkmoot metrics --json          [{id, unit, better, when, definition, source}, ...]

`better` says which way is better; `-` means that the metric describes, neither good nor bad.
`when`: `run` metrics have one value per run, `run and series` metrics also one at each reporting date.";

/// List what is measured: id, unit, direction, definition
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Print one JSON array instead of a table
    #[arg(long)]
    pub json: bool,
}

/// Lists the metrics.
///
/// # Errors
/// When standard output does not take them.
pub fn metrics(args: &Args) -> Result<ExitCode, Failure> {
    if args.json {
        let list: Vec<Value> = metrics::all().map(as_json).collect();
        talk::print(&format!("{}\n", Value::from(list)))?;
    } else {
        let header = ["id", "unit", "better", "when", "definition"].map(str::to_owned);
        let rows = metrics::all().map(|metric| {
            [metric.id, unit(metric.unit), direction(metric.better), when(metric), metric.definition].map(str::to_owned)
        });
        talk::print(&figures::aligned(std::iter::once(header).chain(rows)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(metric: &'static Metric) -> Value {
    json!({
        "id": metric.id,
        "unit": unit(metric.unit),
        "better": direction(metric.better),
        "when": when(metric),
        "definition": metric.definition,
        "source": metric.source,
    })
}
