//! `folkmoot metrics`: what is measured, from the registry, or the columns of one scenario.

use super::{Failure, figures, talk};
use crate::export::{direction, unit, when};
use crate::metrics::{self, Better, Columns, Unit};
use crate::scenario::Scenario;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot metrics                      a table to read
  folkmoot metrics partnership.toml     the columns of this scenario's tables
  folkmoot metrics --json               [{id, unit, better, when, definition, source}, ...]

`better` says which way is better; `-` means that the metric describes, neither good nor bad.
`when`: `run` metrics have one value per run, `run and series` metrics also one at each reporting date.
`<group>` and `<kind>` in an id stand for every group and every kind of decision of a scenario.";

/// List what is measured: id, unit, direction, definition
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// List the columns of this scenario
    scenario: Option<PathBuf>,
    /// Print one JSON array instead of a table
    #[arg(long)]
    pub json: bool,
}

/// Lists the metrics.
///
/// # Errors
/// What is wrong with the scenario, or when standard output does not take them.
pub fn metrics(args: &Args) -> Result<ExitCode, Failure> {
    let entries = match &args.scenario {
        Some(path) => columns(&Scenario::load(path)?),
        None => registry(),
    };
    if args.json {
        let list: Vec<Value> = entries.iter().map(Entry::as_json).collect();
        talk::print(&format!("{}\n", Value::from(list)))?;
    } else {
        let header = ["id", "unit", "better", "when", "definition"].map(str::to_owned);
        let rows = entries.iter().map(Entry::cells);
        talk::print(&figures::aligned(std::iter::once(header).chain(rows)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// One line of the list.
struct Entry {
    id: String,
    unit: Unit,
    better: Better,
    series: bool,
    definition: String,
    source: &'static str,
}

impl Entry {
    fn cells(&self) -> [String; 5] {
        [&self.id, unit(self.unit), direction(self.better), when(self.series), &self.definition].map(str::to_owned)
    }

    fn as_json(&self) -> Value {
        json!({
            "id": self.id,
            "unit": unit(self.unit),
            "better": direction(self.better),
            "when": when(self.series),
            "definition": self.definition,
            "source": self.source,
        })
    }
}

fn registry() -> Vec<Entry> {
    let plain = metrics::all().map(|metric| Entry {
        id: metric.id.to_owned(),
        unit: metric.unit,
        better: metric.better,
        series: metric.at_date.is_some(),
        definition: metric.definition.to_owned(),
        source: metric.source,
    });
    let families = metrics::families().map(|family| Entry {
        id: family.id.to_owned(),
        unit: family.unit,
        better: family.better,
        series: family.at_date.is_some(),
        definition: family.definition.to_owned(),
        source: family.source,
    });
    plain.chain(families).collect()
}

fn columns(scenario: &Scenario) -> Vec<Entry> {
    let entry = |column: &metrics::Column| Entry {
        id: column.id.clone(),
        unit: column.unit,
        better: column.better,
        series: column.has_series(),
        definition: column.definition.clone(),
        source: column.source,
    };
    Columns::of(scenario).all().map(entry).collect()
}
