//! `folkmoot sensitivity`: what outcomes depend on.

mod folder;
mod json;
mod picture;
mod tornado;
mod words;

pub use folder::told;

use super::Failure;
use super::scenario::{self, Edit};
use crate::experiment::sweep::is_experiment;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot sensitivity morris.toml               sweep the experiment, then answer
  folkmoot sensitivity output/morris             answer from a finished sweep; nothing is run
  folkmoot sensitivity output/morris --metric drained_share --metric exits
  folkmoot sensitivity partnership.toml          a scenario: what it hangs on that its author did not set
  folkmoot sensitivity partnership.toml --all    and on what its author did set

Of a scenario, every number that the author left to a default (`folkmoot check --resolved` shows them)
is halved and doubled, or moved as far towards it as the scenario allows, each alone and under the
same dice: a tornado, which goes into output/SCENARIO-assumptions as sensitivity.csv (the columns
below; measure: half, double; estimate: the paired difference; at: the number that stood there) and
plots/tornado.svg and .png. That two numbers matter only together is seen by a Morris screening.

Of a sweep, what is done follows from the design of the rows.
  { morris = { walks = 20 } }   elementary effects: mu* is how far the metric moves, on average and
      either way, while the input goes through its whole range; mu the same with its sign; sigma how
      much that differs from place to place: the input bends, or depends on others
  { saltelli = { samples = 256 } }   Sobol' indices: the share of the metric's variance that the
      input makes with all others (total order) and alone (first order). Never clipped: below 0 says
      that there are too few samples
  any other   PAWN: how far the metric's distribution in a slice of the input lies from that
      everywhere, 0 to 1; and the partial rank correlation, the other inputs held, of inputs in numbers
`chance` is what an input without influence stays below in 19 of 20 cases: from differences of
replicates under the same dice, or from outcomes dealt out to points at random. Where one table has
walks or samples and the other several settings, each of these has an answer of its own. An axis whose
bound is another axis counts, in walks and samples, by its place between its bounds.

The folder gets plots/sensitivity.svg and .png, and sensitivity.csv with the columns
  metric, input (path; empty for the dice), measure, estimate, low, high (95 %), method, n, at
  measure: mu_star, mu, sigma | total_order, first_order | pawn, prcc, prcc_floor | floor (`chance`),
      dice_share (of the variance of single runs that dice make), noise_share (of the variance
      between points that dice have left there and more replicates would take away)
  method: bootstrap (quantiles of 1000 resamples of walks, samples or points), bootstrap_sd (1.96 of
      their standard deviations), pairs (replicates under the same dice), shuffles (1000 orders)
  n counts walks, samples or points; at is the setting of the other table
Asking again replaces them; extending the sweep takes them away.

With --json one object: {design, command, seed, model_version, runs, runs_failed,
  left_out: [{metric, why}], answers: [{metric, at, text, ranking: [path], told: [path],
  estimates: [{input, measure, estimate, low, high, method, n}]}]}
of a scenario {scenario, seed, replicates, model_version, runs_failed, idle: [path], fixed: [path],
  answers: [{metric, as_it_is, text, inputs: [{input, value, set, told, ends: [{measure, at, n,
  estimate, low, high, p_holm}]}]}]}; or {error: {place, found, expected, hint}}.

Exit codes: 0 all went well, 1 it failed, 2 the request was wrong,
3 some runs failed and the rest are complete, 130 interrupted (the same line goes on).";

/// Tell which inputs the outcomes depend on, and how surely
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A result folder of a sweep, an experiment, or a scenario
    #[arg(value_name = "DIR|EXPERIMENT|SCENARIO")]
    target: PathBuf,
    /// Ids of the metrics, with commas or again [default: what the experiment reports]
    #[arg(long = "metric", value_name = "ID", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Replicates of each point [default: what the experiment says; of a scenario 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=u64::from(u32::MAX)))]
    replicates: Option<u64>,
    /// Root of all randomness [default: what the file says]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Threads; they change no result [default: one per core]
    #[arg(long, value_name = "T")]
    threads: Option<std::num::NonZeroUsize>,
    /// Result folder [default: output/ and the name of the experiment, or SCENARIO-assumptions]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Sweep anew and replace the results in the folder
    #[arg(long)]
    force: bool,
    /// Vary the numbers of a scenario that its author set, too
    #[arg(long)]
    all: bool,
    /// Change the scenario at a dotted path first; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = scenario::edit)]
    sets: Vec<Edit>,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// Does what the arguments say.
///
/// # Errors
/// What is wrong with the request, the folder, the experiment or the machine.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let (replicates, seed, out, force) = (args.replicates.is_some(), args.seed.is_some(), args.out.is_some(), args.force);
    let only = |what: &str, given: &[(&str, bool)], hint: &str| match given.iter().find(|(_, given)| *given) {
        Some((option, _)) => {
            Err(Failure::wrong("the command line", &format!("`{option}` and {what}"), &format!("{what} as it is"), hint))
        }
        None => Ok(()),
    };
    let of_scenario = [("--all", args.all), ("--set", !args.sets.is_empty())];
    if args.target.is_dir() {
        let hint = "leave it out; of an experiment, which is then swept, and of a scenario it would mean something";
        only("a folder", &of_scenario, hint)?;
        only("a folder", &[("--replicates", replicates), ("--seed", seed), ("--out", out), ("--force", force)], hint)?;
        return folder::of_folder(args, &args.target);
    }
    if is_experiment(&args.target) {
        only("an experiment", &of_scenario, "say it in the experiment or its scenario")?;
        return folder::of_experiment(args);
    }
    only("a scenario", &[("--force", force)], "leave it out; table and picture are replaced anyway")?;
    tornado::of_scenario(args)
}
