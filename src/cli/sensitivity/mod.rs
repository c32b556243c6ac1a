//! `folkmoot sensitivity`: what outcomes depend on.

mod folder;
mod json;
mod picture;
mod words;

use super::Failure;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot sensitivity morris.toml               sweep the experiment, then answer
  folkmoot sensitivity output/morris             answer from a finished sweep; nothing is run
  folkmoot sensitivity output/morris --metric drained_share --metric exits

What is done follows from the design of the rows.
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
walks or samples and the other several settings, each of these has an answer of its own.

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
or {error: {place, found, expected, hint}}.

Exit codes: 0 all went well, 1 it failed, 2 the request was wrong,
3 some runs failed and the rest are complete, 130 interrupted (the same line goes on).";

/// Tell which inputs the outcomes depend on, and how surely
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A result folder of a sweep, or an experiment
    #[arg(value_name = "DIR|EXPERIMENT")]
    target: PathBuf,
    /// Ids of the metrics [default: what the experiment reports]
    #[arg(long = "metric", value_name = "ID", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Replicates of each point [default: what the experiment says]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=u64::from(u32::MAX)))]
    replicates: Option<u64>,
    /// Root of all randomness [default: what the file says]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Threads; they change no result [default: one per core]
    #[arg(long, value_name = "T")]
    threads: Option<std::num::NonZeroUsize>,
    /// Result folder of the sweep [default: output/ and the experiment's name]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the results in the folder
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// Does what the arguments say.
///
/// # Errors
/// What is wrong with the request, the folder, the experiment or the machine.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    if !args.target.is_dir() {
        return folder::of_experiment(args);
    }
    let given = [
        ("--replicates", args.replicates.is_some()),
        ("--seed", args.seed.is_some()),
        ("--out", args.out.is_some()),
        ("--force", args.force),
    ];
    if let Some((option, _)) = given.iter().find(|(_, given)| *given) {
        let hint = "leave it out, or name the experiment, which is then swept";
        return Err(Failure::wrong("the command line", &format!("`{option}` and a folder"), "a folder as it is", hint));
    }
    folder::of_folder(args, &args.target)
}
