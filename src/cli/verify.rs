//! `folkmoot verify`: whether a result folder is what its scenario gives.

use super::conducting::{self, STOP};
use super::failure::of_origin;
use super::progress::replay;
use super::{Failure, talk};
use crate::experiment::MODEL_VERSION;
use crate::experiment::origin::Origin;
use crate::experiment::verify::{Difference, Files, Request, Verdict, verify};
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot verify output/window                    twenty rows made again, and the hash of all files
  folkmoot verify output/window --sample 500 --seed 3
  folkmoot verify output/window/shards/0-of-4      one part of a sweep

Rows are chosen by the seed and made again from the copies of experiment and scenario in the folder,
which may have come from another machine. Each has to come out byte for byte as it stands in
runs.csv; of one that does not, the first column that differs is told. All other files are checked
against the hash in manifest.json. Where another version of the model wrote the folder, results may
differ, and that is said. A row whose run ran out of time (`--time-limit`) is not compared.

With --json: {folder, name, status, model_version, this_version, files: \"same\"|\"changed\"|\"unfinished\",
  rows, sampled, left_out, differing: [{run_id, line, column, found, expected, replay}]},
or {error: {place, found, expected, hint}}.

Exit codes: 0 all is as it was made, 1 it is not, 2 the request was wrong, 130 interrupted.";

/// Make rows of a result folder again and compare them byte for byte
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A result folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Rows to make again
    #[arg(long, value_name = "N", default_value_t = 20)]
    sample: u64,
    /// Which rows
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Threads; they change no result [default: one per core]
    #[arg(long, value_name = "T")]
    threads: Option<std::num::NonZeroUsize>,
    /// Print one JSON object instead of words
    #[arg(long)]
    pub json: bool,
}

/// Differing rows that are told one by one.
const TOLD: usize = 5;

/// Checks it.
///
/// # Errors
/// When the folder holds no results, or the machine is at fault.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let origin = Origin::of(&args.folder).map_err(of_origin)?;
    conducting::begin();
    let threads = conducting::threads(args.threads);
    let request = Request { origin: &origin, sample: args.sample, seed: args.seed, threads };
    let Some(verdict) = verify(&request, &STOP)? else {
        talk::say("interrupted; nothing was written");
        return Ok(ExitCode::from(130));
    };
    talk::print(&if args.json { as_json(&origin, &verdict) } else { in_words(&origin, &verdict, args.seed) })?;
    let good = verdict.files != Files::Changed && verdict.differing.is_empty();
    Ok(ExitCode::from(if good { 0 } else { 1 }))
}

fn as_json(origin: &Origin, verdict: &Verdict) -> String {
    let Verdict { files, rows, sampled, left_out, differing } = verdict;
    let files = match files {
        Files::Same => "same",
        Files::Changed => "changed",
        Files::Unfinished => "unfinished",
    };
    let one = |difference: &Difference| {
        let Difference { run_id, line, column, found, expected } = difference;
        let replay = replay(run_id, &origin.folder);
        json!({ "run_id": run_id, "line": line, "column": column, "found": found, "expected": expected, "replay": replay })
    };
    let object = json!({
        "folder": origin.folder.display().to_string(),
        "name": origin.manifest.name,
        "status": origin.manifest.status.word(),
        "model_version": origin.manifest.model_version,
        "this_version": MODEL_VERSION,
        "files": files,
        "rows": rows,
        "sampled": sampled,
        "left_out": left_out,
        "differing": differing.iter().map(one).collect::<Vec<_>>(),
    });
    format!("{object}\n")
}

fn in_words(origin: &Origin, verdict: &Verdict, seed: u64) -> String {
    let manifest = &origin.manifest;
    let mut text = format!("{}: `{}`, {}\n", origin.folder.display(), manifest.name, manifest.status.word());
    if !origin.same_version() {
        text += &format!(
            "version  {} wrote it and this is {MODEL_VERSION}: results of two versions may differ, values are compared\n",
            manifest.model_version
        );
    }
    text += match verdict.files {
        Files::Same => "files    as they were written\n",
        Files::Changed => "files    CHANGED since they were written: they do not have the hash in manifest.json\n",
        Files::Unfinished => "files    not all there yet: only rows can be checked\n",
    };
    let compared = verdict.sampled - verdict.left_out;
    let outcome = match verdict.differing.len() {
        0 => "the same bytes".to_owned(),
        n => format!("{n} DIFFER"),
    };
    text += &format!("rows     {compared} of {} made again (seed {seed}): {outcome}\n", verdict.rows);
    if verdict.left_out > 0 {
        text += &format!("         {} of the sample ran out of time and were left out\n", verdict.left_out);
    }
    for difference in verdict.differing.iter().take(TOLD) {
        let Difference { run_id, line, column, found, expected } = difference;
        text += &format!("\nline {line}, column {column}: expected `{expected}`, found `{found}`\n");
        text += &format!("  {}\n", replay(run_id, &origin.folder));
    }
    if verdict.differing.len() > TOLD {
        text += &format!("\nand {} more\n", verdict.differing.len() - TOLD);
    }
    text
}
