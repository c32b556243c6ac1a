//! `folkmoot summarize`: what the tables of a result folder say, setting by setting.

mod json;
mod words;

use super::results::{self, axes};
use super::{Failure, talk};
use crate::export::answers::{self, CONTRASTS, SETTINGS, SUMMARY};
use crate::export::{LEVEL, write_new};
use crate::scenario::{Scale, quantity};
use crate::tables::{Answer, Question, Settings, Tables, answer};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot summarize output/window_and_threshold
  folkmoot summarize output/window_and_threshold --by window       over every value of the other levers
  folkmoot summarize output/window_and_threshold --baseline 'window=72 hours' --baseline seats=2
  folkmoot summarize output/partnership --metric all
  folkmoot summarize DIR --worlds attention,context                tables of another program

It reads runs.csv (columns point, replicate, status, metrics) and points.csv (point, one column per axis);
columns.csv, where it is there, says units, directions and which axes are worlds. So a merged folder, or
another program's with these columns, works. Rows whose status is not `ok` are left out.

Settings are those of the levers, or of --by; levers that --by leaves out are averaged over within each
run. In one world, intervals are over runs; in several over the means of each world, which count alike.
Differences from the baseline are paired by replicate and world, with Holm's adjustment over the settings of a metric. `best` is the
probability that a setting has the best mean (2000 seeded resamples of the common runs), `near` that it is
no further from the best than the zone of indifference: --zone, 1 % by default: points of a share, else
per cent of the baseline's mean. power_imbalance, which `run` makes of all runs together, is a mean here.

Writes settings.csv and contrasts.csv (every metric) into DIR where they are not there yet, and summary.csv
where rows came without it; --force writes them again.

With --json one object:
  {name, runs, runs_failed, worlds, baseline, zone, settings: [{axes: {path: cell}, metrics: {id: {n, mean,
   sd, low, high, method, q05, q25, q50, q75, q95, best, near, difference: {n, mean, low, high,
   variance_ratio, p, p_holm}}}}]}, `difference` being null at the baseline;
or {error: {place, found, expected, hint}}.";

/// What does not matter unless somebody says otherwise.
const ZONE: &str = "1%";

/// Sum up the tables of a result folder: means, quantiles, differences from a baseline, which setting is best
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Axes whose settings are told apart [default: all levers]
    #[arg(long, value_name = "PATH,...", value_delimiter = ',')]
    by: Vec<String>,
    /// Ids of the metrics to tell; `all` for every one [default: those that the experiment reports]
    #[arg(long = "metric", value_name = "ID,...", value_delimiter = ',')]
    metrics: Vec<String>,
    /// The setting that the others are compared with; once for each of its axes [default: what the experiment says, else the first]
    #[arg(long, value_name = "PATH=VALUE")]
    baseline: Vec<String>,
    /// Differences up to this do not matter
    #[arg(long, value_name = "SHARE", default_value = ZONE)]
    zone: String,
    /// Axes that nobody controls, where columns.csv does not say so
    #[arg(long, value_name = "PATH,...", value_delimiter = ',')]
    worlds: Vec<String>,
    /// Replace the tables that are there
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// Everything that is told.
struct Told<'t> {
    tables: &'t Tables,
    settings: &'t Settings,
    question: Question,
    /// Whether somebody chose the baseline.
    chosen: bool,
    /// One per metric that is told.
    answers: Vec<&'t Answer>,
}

/// Sums them up.
///
/// # Errors
/// When it is no finished result folder, an axis or a metric is not there, or the disk refuses.
pub fn summarize(args: &Args) -> Result<ExitCode, Failure> {
    talk::print(&summed(args)?)?;
    Ok(ExitCode::SUCCESS)
}

impl Args {
    /// What a folder says without further wishes.
    pub fn usual(folder: &Path) -> Args {
        Args {
            folder: folder.to_owned(),
            by: Vec::new(),
            metrics: Vec::new(),
            baseline: Vec::new(),
            zone: ZONE.to_owned(),
            worlds: Vec::new(),
            force: true,
            json: false,
        }
    }
}

/// Sums them up, leaves tables in the folder, and gives what there is to tell.
///
/// # Errors
/// As [`summarize`], but for standard output.
pub fn summed(args: &Args) -> Result<String, Failure> {
    let zone = zone(&args.zone)?;
    let tables = Tables::open(&args.folder, &args.worlds)?;
    let by = if args.by.is_empty() { tables.levers() } else { axes(&tables, "--by", &args.by)? };
    let settings = Settings::of(&tables, &by)?;
    let chosen = match args.baseline.as_slice() {
        [] => authors(&tables, &settings)?,
        parts => Some(baseline(&tables, &settings, parts)?),
    };
    let baseline = chosen.unwrap_or(0);
    let told = results::metrics(&tables, &args.metrics)?;
    let question = Question { baseline, zone, level: LEVEL };
    let asked = Asked { tables: &tables, settings: &settings, question };
    let writes = !by.is_empty() && (args.force || [SETTINGS, CONTRASTS].iter().any(|name| !args.folder.join(name).exists()));
    let answered = if writes { asked.all()? } else { asked.some(&told)? };
    let of = |metric: &usize| answered.iter().find(|answer| answer.metric == *metric);
    let answers = told.iter().filter_map(of).collect();
    let told = Told { tables: &tables, settings: &settings, question, chosen: chosen.is_some(), answers };
    let text = if args.json { json::of(&told) } else { words::of(&told) };
    if writes {
        let files = [
            (SETTINGS, answers::settings(&tables, &settings, &answered)),
            (CONTRASTS, answers::contrasts(&tables, &settings, &answered, baseline)),
        ];
        results::write(&args.folder, &files, args.force)?;
    }
    if !args.folder.join(SUMMARY).exists() {
        let every: Vec<usize> = (0..tables.axes.len()).collect();
        let points = Settings::of(&tables, &every)?;
        let asked = Asked { tables: &tables, settings: &points, question: Question { baseline: 0, ..question } };
        let bytes = answers::summary(&tables, &points, &asked.all()?);
        write_new(&args.folder.join(SUMMARY), &bytes, false)?;
        talk::say(&format!("written: {}", args.folder.join(SUMMARY).display()));
    }
    Ok(text)
}

/// A question to the tables.
struct Asked<'t> {
    tables: &'t Tables,
    settings: &'t Settings,
    question: Question,
}

impl Asked<'_> {
    fn all(&self) -> Result<Vec<Answer>, Failure> {
        let mut all = Vec::new();
        self.tables.each_metric(|metric, values| all.push(self.of(metric, values)))?;
        Ok(all)
    }

    fn some(&self, metrics: &[usize]) -> Result<Vec<Answer>, Failure> {
        let values = self.tables.values(metrics)?;
        Ok(metrics.iter().zip(&values).map(|(metric, values)| self.of(*metric, values)).collect())
    }

    fn of(&self, metric: usize, values: &[Option<f64>]) -> Answer {
        answer(self.tables, self.settings, metric, values, self.question)
    }
}

fn zone(text: &str) -> Result<f64, Failure> {
    let share =
        quantity(text).filter(|(scale, share)| matches!(scale, Scale::Plain | Scale::Share) && (0.0..=1.0).contains(share));
    share.map(|(_, share)| share).ok_or_else(|| {
        Failure::wrong(
            "--zone",
            &format!("`{text}`"),
            "a share between 0 and 1",
            "`--zone 1%`: one point of a share does not matter",
        )
    })
}

/// The baseline that the experiment names, as far as its levers are told apart; `None` if it names none.
fn authors(tables: &Tables, settings: &Settings) -> Result<Option<usize>, Failure> {
    let said = tables.about.baseline.iter();
    let asked = said.filter(|(path, _)| tables.axis(path).is_some_and(|axis| settings.by.contains(&axis)));
    let parts: Vec<String> = asked.map(|(path, value)| format!("{path}={value}")).collect();
    if parts.is_empty() { Ok(None) } else { baseline(tables, settings, &parts).map(Some) }
}

/// The setting that these `PATH=VALUE` describe.
fn baseline(tables: &Tables, settings: &Settings, parts: &[String]) -> Result<usize, Failure> {
    let example: Vec<String> =
        settings.words(tables, 0).split(", ").map(|part| format!("--baseline '{}'", part.replacen(" = ", "=", 1))).collect();
    let hint = format!("for example `{}`", example.join(" "));
    let wrong = |found: &str, expected: &str| Failure::wrong("--baseline", found, expected, &hint);
    let mut wanted: Vec<(usize, &str)> = Vec::new();
    for part in parts {
        let Some((path, value)) = part.split_once('=') else { return Err(wrong(&format!("`{part}`"), "PATH=VALUE")) };
        let axis = tables.axis(path.trim()).ok_or_else(|| tables.no_axis("--baseline", path.trim()))?;
        let Some(place) = settings.by.iter().position(|by| *by == axis) else {
            return Err(wrong(&format!("`{}`, which the settings do not tell apart", path.trim()), "an axis of the settings"));
        };
        wanted.push((place, value.trim()));
    }
    let same = |cell: &str, value: &str| cell == value || quantity(cell).is_some_and(|one| quantity(value) == Some(one));
    let fits = |cells: &Vec<String>| wanted.iter().all(|(place, value)| same(&cells[*place], value));
    let mut fitting = (0..settings.len()).filter(|&setting| fits(&settings.cells[setting]));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(wrong(&format!("`{}`", parts.join(", ")), "a setting that was run")),
        (Some(_), Some(_)) => Err(wrong(&format!("`{}`, which several settings have", parts.join(", ")), "one setting")),
    }
}
