//! `folkmoot replay`: one run of a result folder again, in numbers or as a story.

use super::conducting::{self, STOP};
use super::failure::of_origin;
use super::run::quoted;
use super::telling::{self, Narrow};
use super::{Failure, talk, words};
use crate::experiment::origin::{Origin, each_line};
use crate::experiment::verify::{Again, Found, Row, header};
use crate::experiment::{Run, Status};
use crate::export::{Manifest, RUNS, SHARDS};
use crate::scenario::Scenario;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot replay 5c0b2e9d4f1a7e63 output/window            the numbers of one run
  folkmoot replay 5c0b2e9d4f1a7e63 output/window --trace    its story, day by day
  folkmoot replay 5c0b2e9d4f1a7e63 --trace --proposal gardens-7

RUN_ID is the first cell of a row of runs.csv; its first digits are enough where no other run has
them. Without DIR the run is looked for in this folder if it holds results, else in every folder below
output/. Scenario, seed and axes come from the copies in the folder. The run comes out as its row
says, byte for byte; if it does not, the first column that differs is told and the exit code is 1.
A run that failed says why, and with --trace is told up to there.

With --json: {run_id, folder, point, replicate, status, note, axes: {path: value},
  metrics: {id: value or null}, same: true|false}; with --trace one object a line and event, as
  `folkmoot trace --help` says; or {error: {place, found, expected, hint}}.";

/// Make one run of a result folder again: its numbers, or its story
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Which run: the first cell of its row, or the first digits of it
    run_id: String,
    /// The result folder [default: this folder, else those below output/]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Tell its story instead of its numbers
    #[arg(long)]
    trace: bool,
    #[command(flatten)]
    narrow: Narrow,
    /// Print JSON instead of words
    #[arg(long)]
    pub json: bool,
}

/// Makes it again.
///
/// # Errors
/// When there is no such run, or the folder cannot be read.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let (folder, row) = find(args)?;
    let origin = Origin::of(&folder).map_err(of_origin)?;
    conducting::begin();
    let names = header(&origin)?;
    let mut again = Again::new(&origin, &names, &STOP);
    let (place, replicate) = again.place(&row).ok_or_else(|| {
        let found = format!("a row of no point of its experiment (line {})", row.line);
        Failure::wrong(&folder.display().to_string(), &found, "a run of the folder", "`folkmoot verify` says what was changed")
    })?;
    if args.trace {
        let scenario = Scenario { name: origin.manifest.name.clone(), ..origin.scenario(place).clone() };
        let text = telling::story(&scenario, replicate, &args.narrow, args.json)?;
        talk::print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some((made, found)) = again.make(&row) else {
        return Ok(ExitCode::from(130));
    };
    let text = if args.json { as_json(&origin, &row, &made, &found) } else { in_words(args, &origin, &row, &made, &found) };
    talk::print(&text)?;
    Ok(ExitCode::from(if matches!(found, Found::Differs(_)) { 1 } else { 0 }))
}

/// The row of the run, and the folder that holds it.
fn find(args: &Args) -> Result<(PathBuf, Row), Failure> {
    let hint = "the first cell of a row of runs.csv is its RUN_ID";
    let id = args.run_id.trim();
    if id.is_empty() || !id.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f')) {
        return Err(Failure::wrong("RUN_ID", &format!("`{id}`"), "digits 0 to 9 and a to f", hint));
    }
    let folders = folders(args.folder.as_deref())?;
    let mut found: Option<(PathBuf, Row)> = None;
    let mut twice = None;
    for folder in &folders {
        each_line(&folder.join(RUNS), &mut |line, text| {
            if line > 1 && text.starts_with(id) {
                match &found {
                    // The same run, in another folder.
                    Some((_, row)) if row.text.get(..16) == text.get(..16) => {}
                    Some((_, row)) => twice = row.text.get(..16).map(|first| [first.to_owned(), text[..16].to_owned()]),
                    None => found = Some((folder.clone(), Row { line, text: text.to_owned() })),
                }
            }
            twice.is_none()
        })?;
    }
    let place = args.folder.as_ref().map_or_else(|| "this folder and output/".to_owned(), |folder| folder.display().to_string());
    if let Some([one, other]) = twice {
        return Err(Failure::wrong(&place, &format!("{one} and {other}"), &format!("one run `{id}`"), "give more digits"));
    }
    found.ok_or_else(|| Failure::wrong(&place, "none", &format!("a run `{id}`"), hint))
}

/// Folders with rows: the one that is named and its parts; without a name this one, else those below `output/`.
fn folders(named: Option<&Path>) -> Result<Vec<PathBuf>, Failure> {
    let here = Path::new(".");
    let tops = match named {
        Some(folder) => vec![folder.to_owned()],
        None if Manifest::read(here).is_some() => vec![here.to_owned()],
        None => below(Path::new("output")),
    };
    let mut folders = Vec::new();
    for top in &tops {
        let parts = below(&top.join(SHARDS));
        folders.extend(std::iter::once(top.clone()).chain(parts).filter(|folder| folder.join(RUNS).is_file()));
    }
    if folders.is_empty() {
        let place = named.unwrap_or(Path::new("output")).display().to_string();
        return Err(Failure::wrong(&place, "no runs.csv", "a result folder", "name the folder that the run is in"));
    }
    Ok(folders)
}

/// What lies in a folder, in order of names; nothing if there is none.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.sort();
    found
}

fn in_words(args: &Args, origin: &Origin, row: &Row, made: &Run, found: &Found) -> String {
    let id = row.text.get(..16).unwrap_or(&row.text);
    let point = &origin.layout.stems[made.point].point;
    let mut text = format!("{}, run {id}: replicate {} of point {point}\n", origin.manifest.name, made.replicate);
    for (path, value) in origin.axes(made.point) {
        text += &format!("  {path} = {value}\n");
    }
    if made.status != Status::Ok {
        text += &format!("\nIt {}: {}\n", made.status.word(), made.note);
    }
    let columns = origin.columns();
    let values: Vec<_> = columns.iter().zip(made.metrics.iter().copied()).collect();
    text += &words::of_one(&values);
    let table = origin.folder.join(RUNS);
    text += &match found {
        Found::Same => format!("\nIt came out as line {} of {} says, byte for byte.\n", row.line, table.display()),
        Found::OutOfTime => format!("\nLine {} of {} says that it ran out of time.\n", row.line, table.display()),
        Found::Differs(d) => format!(
            "\nIt came out otherwise than line {} of {} says: column {}: expected `{}`, found `{}`\n",
            d.line,
            table.display(),
            d.column,
            d.expected,
            d.found
        ),
    };
    if !origin.same_version() {
        text +=
            &format!("Version {} of the model wrote it: results of two versions may differ.\n", origin.manifest.model_version);
    }
    let folder = args.folder.iter().map(|folder| format!(" {}", quoted(&folder.to_string_lossy())));
    text + &format!("Its story: folkmoot replay {id}{} --trace\n", folder.collect::<String>())
}

fn as_json(origin: &Origin, row: &Row, made: &Run, found: &Found) -> String {
    let columns = origin.columns();
    let ids = columns.iter().map(|column| column.id.clone());
    let metrics: Map<String, Value> = ids.zip(made.metrics.iter().map(|value| json!(value))).collect();
    let axes = origin.axes(made.point).into_iter().map(|(path, value)| (path.to_owned(), json!(value)));
    let object = json!({
        "run_id": row.text.get(..16),
        "folder": origin.folder.display().to_string(),
        "point": origin.layout.stems[made.point].point,
        "replicate": made.replicate,
        "status": made.status.word(),
        "note": made.note,
        "axes": axes.collect::<Map<String, Value>>(),
        "metrics": metrics,
        "same": !matches!(found, Found::Differs(_)),
    });
    format!("{object}\n")
}
