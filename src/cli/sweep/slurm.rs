//! `--slurm N`: the scripts that run a sweep as an array job, and put its parts together after it.
//!
//! ```text
//!   sbatch NAME.sbatch        N tasks, each `sweep --shard env/N`; a task that is lost is queued again and goes on
//!   sbatch NAME-merge.sbatch  `merge`, once all of them have ended well
//! ```

use super::Args;
use crate::cli::run::quoted;
use crate::cli::{Failure, talk};
use crate::export::write_new;
use std::path::{Path, PathBuf};

/// Writes both scripts into the folder at hand and says how to submit them; `name` is the experiment's.
///
/// # Errors
/// When one of them is there already, or the disk refuses.
pub fn write(args: &Args, name: &str, parts: u64) -> Result<(), Failure> {
    let files = [format!("{name}.sbatch"), format!("{name}-merge.sbatch")].map(PathBuf::from);
    let texts = [array(args, name, parts), merge(args, name)];
    if let Some(path) = files.iter().find(|path| path.exists() && !args.force) {
        let hint = "`--force` replaces it; or submit it as it is";
        return Err(Failure::wrong(&path.display().to_string(), "a file that is already there", "a new file", hint));
    }
    for (path, text) in files.iter().zip(texts) {
        write_new(path, text.as_bytes(), true)?;
    }
    let [array, merge] = files.map(|path| quoted(&path.to_string_lossy()));
    talk::print(&format!("job=$(sbatch --parsable {array}) && sbatch --dependency=afterok:\"$job\" {merge}\n"))?;
    talk::say(&format!("written: {array} and {merge}; the line above submits both"));
    Ok(())
}

/// The array job.
fn array(args: &Args, name: &str, parts: u64) -> String {
    let cpus = args.threads.map_or(1, usize::from);
    let mut line = format!("sweep {} --shard env/{parts} --out {}", quoted(&args.experiment.to_string_lossy()), out(args, name));
    if let Some(seed) = args.seed {
        line += &format!(" --seed {seed}");
    }
    if let Some(replicates) = args.replicates {
        line += &format!(" --replicates {replicates}");
    }
    if let Some(limit) = args.time_limit {
        line += &format!(" --time-limit {}", limit.as_secs_f64());
    }
    format!(
        "#!/bin/sh
# {parts} parts of a sweep. Lost parts alone: sbatch --array=3,7 THIS_FILE; a part that is finished ends at once.
# Add what your cluster asks for: #SBATCH --account, --partition, --time, --mem.
#SBATCH --job-name={job}
#SBATCH --array=0-{last}
#SBATCH --cpus-per-task={cpus}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={job}-%a.log
set -u
{program} {line}
code=$?
# 3: some runs failed, which their rows say; the part is complete.
[ \"$code\" -eq 3 ] || exit \"$code\"
",
        job = plain(name),
        last = parts - 1,
        program = program(),
    )
}

/// The job that comes after it.
fn merge(args: &Args, name: &str) -> String {
    let parquet = if matches!(args.format, crate::cli::conducting::FormatArg::Parquet) { " --format parquet" } else { "" };
    format!(
        "#!/bin/sh
# Puts the parts together, once all of them are there.
#SBATCH --job-name={job}-merge
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={job}-merge.log
set -u
{program} merge {out} --resume{parquet}
code=$?
[ \"$code\" -eq 3 ] || exit \"$code\"
",
        job = plain(name),
        program = program(),
        out = out(args, name),
    )
}

fn out(args: &Args, name: &str) -> String {
    let whole = args.out.clone().unwrap_or_else(|| Path::new("output").join(name));
    quoted(&whole.to_string_lossy())
}

/// This program, unless the environment of the job names another.
fn program() -> String {
    let this = std::env::current_exe().map_or_else(|_| "folkmoot".to_owned(), |path| path.display().to_string());
    format!("\"${{FOLKMOOT:-{}}}\"", this.replace(['"', '`', '$', '\\'], ""))
}

/// A name as Slurm takes it in a line of its own.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect()
}
