//! `folkmoot trace`: the story of one run, of one proposal, of one party.

use super::scenario::{self, Edit};
use super::telling::{self, Narrow};
use super::{Failure, talk};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot trace partnership.toml                           two years in brief
  folkmoot trace partnership.toml --replicate 3 --from 30 --to 60
  folkmoot trace partnership.toml --proposal gardens-7      from the idea to the delivered work
  folkmoot trace partnership.toml --party 'core 1'          what one party did
  folkmoot trace partnership.toml --set 'decisions.operational.route.review.optimistic.window=\"1 day\"' \\
      --proposal gardens-7                                  the same proposal under another rule
  folkmoot trace partnership.toml --json | jq 'select(.event == \"objected\")'

A proposal is called by its source and which of the source's ideas it is, from 1: `gardens-7` is the
seventh idea of `gardens`, the same idea under every rule. Ideas that were kept back have numbers too.
Days count from 0, as metrics do. Replicate 0 is the first row of `folkmoot run`'s runs.csv.

With --json: one object a line and event, in order: {tick, day, event}, and where there are any
  proposal, party             by name
  source, kind, proposer, cost, worth, risk, adversary, would_divert     (submitted; kept_back: source)
  stage, body, ending         pass, block or lapse
  choice                      yes, no or abstain
  ground, upheld, judges      of objections
  present, quorate, with_a_say                                           (met, tabled)
  outcome                     executed, unfunded, rejected, lapsed or withdrawn
  cell, money, group, reason, means, because, seats, entitled
or {error: {place, found, expected, hint}}. Keys and events are only ever added.";

/// Tell the story of one run in plain sentences: all of it, one proposal, or one party
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The scenario file
    scenario: PathBuf,
    /// Which run, from 0
    #[arg(long, value_name = "R", default_value_t = 0)]
    replicate: u64,
    #[command(flatten)]
    narrow: Narrow,
    /// Change the scenario at a dotted path; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = scenario::edit)]
    sets: Vec<Edit>,
    /// Root of all randomness, a whole number up to 2^64 - 1 [default: what the scenario says]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Print one JSON object a line and event instead of sentences
    #[arg(long)]
    pub json: bool,
}

/// Tells it.
///
/// # Errors
/// What is wrong with the scenario, and names and days that it does not have.
pub fn trace(args: &Args) -> Result<ExitCode, Failure> {
    let scenario = scenario::load(&args.scenario, &scenario::with_seed(&args.sets, args.seed))?;
    talk::print(&telling::story(&scenario, args.replicate, &args.narrow, args.json)?)?;
    Ok(ExitCode::SUCCESS)
}
