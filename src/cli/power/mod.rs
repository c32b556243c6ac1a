//! `folkmoot power`: who could turn a decision, read off weights and quota, or off every stage of a scenario.

mod export;
mod given;
mod json;
mod quota;
mod sheet;
mod stages;
mod words;

use super::scenario::{self, Edit};
use super::{Failure, talk};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot power --weights 5,4,3 --quota 8             8 votes or more carry
  folkmoot power --weights France=4,Italy=4,Luxembourg=1 --quota '> 50%'
  folkmoot power --file shares.csv --quota 2/3 --json  columns name and weight
  folkmoot power --weights 5,4,3 --quota 8 --out power.svg
  folkmoot power partnership.toml                      every stage of every route, alone
  folkmoot power partnership.toml --out power/         a table and pictures

A quota is a number of votes (`8`) or a share of all of them (`60%`, `2/3`). Meeting it is enough;
behind `>` it must be exceeded, and a tie fails (`'> 50%'`).

Indices, by seat:
  swings         coalitions that win with the seat and lose without it
  absolute       swings / coalitions of the others: the Banzhaf (Penrose) measure
  Banzhaf        share of all swings (normalised)
  Shapley        Shapley-Shubik: share of all orders of joining in which the seat turns the decision
  prevent        Coleman: share of winning coalitions that the seat can break
  initiate       Coleman: share of losing coalitions that the seat can make win
  Deegan-Packel  share of minimal winning coalitions, split equally in each
  Holler         share of memberships in minimal winning coalitions (public good index)
  Johnston       share of coalitions that can be broken, split among those who can
The last three up to 20 seats. Counted exactly where that takes seconds, else sampled with 95 %
intervals; the output says which.

Of a scenario, everybody takes part and takes a side, weights stand as at the start of run 0, and
stages are looked at one by one. Where silence passes, the coalitions are those who object: Banzhaf
and Shapley are the same for carrying and for stopping, prevent and initiate are told of carrying,
and Deegan-Packel, Holler and Johnston of stopping.

With --json: one object {quota, total, ..., seats: [{name, weight, banzhaf, ...}]}, of a scenario
{scenario, seed, replicate, stages: [...]}. An index is {value, low, high, exact}, exact as a
fraction or null where it was sampled.";

/// Say who holds power before anybody acts: Banzhaf, Shapley-Shubik and others
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The scenario file, for the power of its seats in every stage
    scenario: Option<PathBuf>,
    /// Change the scenario at a dotted path; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = scenario::edit, requires = "scenario")]
    sets: Vec<Edit>,
    /// Votes of each seat, whole numbers with or without names
    #[arg(long, value_name = "[NAME=]N,...", allow_hyphen_values = true, conflicts_with_all = ["scenario", "file"])]
    weights: Option<String>,
    /// A CSV table with the columns `weight` and, if wanted, `name`
    #[arg(long, value_name = "FILE.csv", conflicts_with = "scenario")]
    file: Option<PathBuf>,
    /// Names of the seats, in the order of `--weights`
    #[arg(long, value_name = "NAME,...", requires = "weights")]
    names: Option<String>,
    /// What a coalition needs to win: votes or a share of them
    #[arg(long, value_name = "Q", allow_hyphen_values = true, conflicts_with = "scenario")]
    quota: Option<String>,
    /// A picture of weight against power, .svg or .png; of a scenario, a folder for a table and pictures
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace what is there
    #[arg(long, requires = "out")]
    force: bool,
    /// Root of the randomness where power is sampled [default: 1, or what the scenario says]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// The seed where there is no scenario to say one.
const SEED: u64 = 1;

/// Says who holds power.
///
/// # Errors
/// What is wrong with the request, or with the place for the results.
pub fn power(args: &Args) -> Result<ExitCode, Failure> {
    match &args.scenario {
        Some(path) => of_scenario(args, path),
        None => of_weights(args),
    }
}

fn of_weights(args: &Args) -> Result<ExitCode, Failure> {
    let given = match (&args.weights, &args.file) {
        (Some(weights), _) => given::listed(weights, args.names.as_deref())?,
        (None, Some(file)) => given::tabled(file)?,
        (None, None) => {
            let hint = "`folkmoot power --weights 5,4,3 --quota 8`, or `folkmoot power partnership.toml`";
            return Err(Failure::wrong("the command line", "neither", "`--weights`, `--file` or a scenario", hint));
        }
    };
    let sheet = given::sheet(given, args.quota.as_deref(), args.seed.unwrap_or(SEED))?;
    let command = command(args);
    let picture = args.out.as_deref().map(|path| export::one_picture(&sheet, path, args.force, &command)).transpose()?;
    let text = if args.json { format!("{}\n", json::of_sheet(&sheet)) } else { words::of_sheet(&sheet) };
    talk::print(&text)?;
    picture.into_iter().for_each(|path| talk::say(&format!("picture: {}", path.display())));
    Ok(ExitCode::SUCCESS)
}

fn of_scenario(args: &Args, path: &std::path::Path) -> Result<ExitCode, Failure> {
    let scenario = scenario::load(path, &scenario::with_seed(&args.sets, args.seed))?;
    let stages = stages::of(&scenario);
    if let Some(folder) = &args.out {
        export::folder(&stages, folder, args.force, &command(args))?;
    }
    let text = match args.json {
        true => format!("{}\n", json::of_stages(&scenario, &stages)),
        false => words::of_stages(&scenario, &stages),
    };
    talk::print(&text)?;
    args.out.iter().for_each(|folder| talk::say(&format!("results: {}", folder.display())));
    Ok(ExitCode::SUCCESS)
}

/// The command that says the same, without where it writes.
fn command(args: &Args) -> String {
    let mut line = "folkmoot power".to_owned();
    let mut add = |flag: &str, value: &str| line += &format!("{flag} {}", super::run::quoted(value));
    if let Some(path) = &args.scenario {
        add("", &path.file_name().unwrap_or_default().to_string_lossy());
    }
    args.sets.iter().for_each(|(path, value)| add(" --set", &format!("{path}={value}")));
    if let Some(file) = &args.file {
        add(" --file", &file.file_name().unwrap_or_default().to_string_lossy());
    }
    let texts = [(" --weights", &args.weights), (" --names", &args.names), (" --quota", &args.quota)];
    texts.into_iter().filter_map(|(flag, text)| Some((flag, text.as_deref()?))).for_each(|(flag, text)| add(flag, text));
    args.seed.into_iter().for_each(|seed| add(" --seed", &seed.to_string()));
    line
}
