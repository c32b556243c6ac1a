//! `folkmoot plot`: pictures from the tables of a result folder.

mod survey;

use super::results::{self, axes};
use super::run::quoted;
use super::{Failure, talk};
use crate::export::survey::{Kind, Survey};
use crate::metrics::Better;
use crate::tables::{Settings, Tables};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot plot output/window_and_threshold                        whatever fits the design
  folkmoot plot output/window_and_threshold --kind map,front --metric harm_passed_share,delay_p90_days
  folkmoot plot output/window_and_threshold --by window --kind ribbon,ecdf
  folkmoot plot output/window_and_threshold --front decisions_per_month:up,power_imbalance:down

Kinds:
  map        a cell for each pair of values of two levers; framed cells cannot be told from the best
  ribbon     along one lever of numbers: mean, its interval, the band of most runs
  multiples  small ribbons, one for each value of a second lever; of a sampled design one per axis
  intervals  a dot and an interval per setting, the best first
  front      two metrics against each other; settings that another surely beats are grey
  ecdf       for up to 8 settings: the share of runs at or below each value

Each is drawn from runs.csv and points.csv alone, as SVG and PNG, into DIR/plots; those that are there are
replaced. The title says what is found, the caption what it rests on. --front names two metrics, each with
its better side if the dictionary does not say it; by default throughput against power balance.

With --json one object: {written: [path], skipped: [{kind, needs, found}]}; or {error: {place, found, expected, hint}}.";

/// Draw pictures from the tables of a result folder
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Kinds of picture [default: all that fit the design]
    #[arg(long = "kind", value_name = "KIND,...", value_delimiter = ',', value_parser = kind)]
    kinds: Vec<Kind>,
    /// Ids of the metrics, six at most in one picture [default: those that the experiment reports]
    #[arg(long = "metric", value_name = "ID,...", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Axes whose settings are told apart [default: all levers]
    #[arg(long, value_name = "PATH,...", value_delimiter = ',')]
    by: Vec<String>,
    /// Two metrics for the kind `front`
    #[arg(long, value_name = "ID[:up|:down],ID[:up|:down]")]
    front: Option<String>,
    /// Axes that nobody controls, where columns.csv does not say so
    #[arg(long, value_name = "PATH,...", value_delimiter = ',')]
    worlds: Vec<String>,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

fn kind(text: &str) -> Result<Kind, String> {
    let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    let found = Kind::ALL.into_iter().find(|kind| kind.word() == text);
    found.ok_or_else(|| format!("expected one of {}", words.join(", ")))
}

/// Two metrics and which way is better.
struct Pair {
    metrics: [usize; 2],
    more: [bool; 2],
}

impl Args {
    /// One kind of picture of a folder, with nothing else asked for.
    pub fn of(folder: &Path, kind: Kind) -> Args {
        let (metrics, by, worlds) = (Vec::new(), Vec::new(), Vec::new());
        Args { folder: folder.to_owned(), kinds: vec![kind], metrics, by, front: None, worlds, json: false }
    }
}

/// Draws them.
///
/// # Errors
/// When it is no finished result folder, an axis or a metric is not there, a kind that was asked for does not fit, or the disk
/// refuses.
pub fn plot(args: &Args) -> Result<ExitCode, Failure> {
    let tables = Tables::open(&args.folder, &args.worlds)?;
    let by = if args.by.is_empty() { tables.levers() } else { axes(&tables, "--by", &args.by)? };
    let settings = Settings::of(&tables, &by)?;
    let metrics = results::metrics(&tables, &args.metrics)?;
    let pair = pair(&tables, args)?;
    let survey = survey::of(&tables, &settings, (&metrics, pair.as_ref()), command(args, &tables))?;
    let asked = if args.kinds.is_empty() { Kind::ALL.to_vec() } else { args.kinds.clone() };
    let (mut files, mut skipped) = (Vec::new(), Vec::new());
    for kind in asked {
        match survey.draw(kind)? {
            Some(drawing) => files.push((kind, drawing.svg(), drawing.png()?)),
            None if args.kinds.is_empty() => skipped.push(kind),
            None => return Err(does_not_fit(args, &survey, kind)),
        }
    }
    if files.is_empty() {
        return Err(does_not_fit(args, &survey, Kind::Intervals));
    }
    let names: Vec<[String; 2]> =
        files.iter().map(|(kind, _, _)| ["svg", "png"].map(|end| format!("plots/{}.{end}", kind.word()))).collect();
    let pairs = names.iter().zip(&files);
    let all: Vec<(&str, Vec<u8>)> =
        pairs.flat_map(|([svg, png], (_, drawn, dots))| [(svg.as_str(), drawn.clone()), (png.as_str(), dots.clone())]).collect();
    if args.json {
        let written: Vec<String> = all.iter().map(|(name, _)| args.folder.join(name).display().to_string()).collect();
        let skipped: Vec<serde_json::Value> = skipped
            .iter()
            .map(|kind| json!({ "kind": kind.word(), "needs": kind.needs(), "found": survey.lacks(*kind) }))
            .collect();
        talk::print(&format!("{}\n", json!({ "written": written, "skipped": skipped })))?;
    }
    results::write(&args.folder, &all, true)?;
    for kind in skipped.iter().filter(|_| !args.json) {
        talk::say(&format!("not drawn: {}, which needs {}; found {}", kind.word(), kind.needs(), survey.lacks(*kind)));
    }
    Ok(ExitCode::SUCCESS)
}

fn does_not_fit(args: &Args, survey: &Survey, kind: Kind) -> Failure {
    let hint = "`--by PATH,...` chooses the levers that are told apart; without `--kind` it draws what fits";
    Failure::wrong(&format!("{} of {}", kind.word(), args.folder.display()), &survey.lacks(kind), kind.needs(), hint)
}

/// Throughput and power balance, where nobody asks for others.
const USUAL: [[&str; 3]; 2] = [
    ["decisions_per_month", "delivered_value_per_month", "delay_median_days"],
    ["power_imbalance", "decisive_share_top", "harm_passed_share"],
];

/// The metrics of the front; `None` if nobody asks for any and the usual ones are not there.
fn pair(tables: &Tables, args: &Args) -> Result<Option<Pair>, Failure> {
    let Some(text) = &args.front else {
        let found = USUAL.map(|ids| ids.iter().find_map(|id| tables.metric(id)));
        let more = found.map(|metric| tables.metrics[metric?].better.more());
        let [Some(x), Some(y)] = found else { return Ok(None) };
        let [Some(a), Some(b)] = more else { return Ok(None) };
        return Ok(Some(Pair { metrics: [x, y], more: [a, b] }));
    };
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let [one, other] = parts.as_slice() else {
        let hint = "for example `--front decisions_per_month:up,power_imbalance:down`";
        return Err(Failure::wrong("--front", &format!("`{text}`"), "two metrics with a comma between them", hint));
    };
    let ((x, a), (y, b)) = (side(tables, one)?, side(tables, other)?);
    Ok(Some(Pair { metrics: [x, y], more: [a, b] }))
}

/// `ID`, `ID:up` or `ID:down`.
fn side(tables: &Tables, text: &str) -> Result<(usize, bool), Failure> {
    let (id, way) = text.split_once(':').map_or((text, None), |(id, way)| (id, Some(way)));
    let metric = results::metric(tables, "--front", id)?;
    let known = match tables.metrics[metric].better {
        Better::Up => Some(true),
        Better::Down => Some(false),
        Better::Neither => None,
    };
    let more = match way {
        Some("up") => Some(true),
        Some("down") => Some(false),
        Some(_) => None,
        None => known,
    };
    more.map(|more| (metric, more)).ok_or_else(|| {
        let hint = format!("`{id}:up` if more of it is better, `{id}:down` if less is");
        Failure::wrong("--front", &format!("`{text}`"), "a metric with its better side", &hint)
    })
}

/// The line that gives the same pictures.
fn command(args: &Args, tables: &Tables) -> String {
    let mut line = format!("folkmoot plot {}", quoted(&tables.about.name));
    let mut add = |flag: &str, value: &str| line += &format!(" {flag} {}", quoted(value));
    for (flag, list) in [("--metric", &args.metrics), ("--by", &args.by), ("--worlds", &args.worlds)] {
        if !list.is_empty() {
            add(flag, &list.join(","));
        }
    }
    if let Some(front) = &args.front {
        add("--front", front);
    }
    line
}
