//! What every verb that runs things needs: threads, what to do about results, interruptions.

use super::talk;
use crate::export::{Format, Mode};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Set by Ctrl-C.
pub static STOP: AtomicBool = AtomicBool::new(false);

/// What to do about results that are there.
pub fn mode(resume: bool, force: bool) -> Mode {
    match (resume, force) {
        (true, _) => Mode::Resume,
        (_, true) => Mode::Force,
        _ => Mode::Fresh,
    }
}

/// Threads as asked for; else as many as Slurm gave the task, which nothing else may hold it to; else one per core.
pub fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked.or_else(given_by_slurm).or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from)
}

#[expect(clippy::disallowed_methods, reason = "threads change no result")]
fn given_by_slurm() -> Option<NonZeroUsize> {
    std::env::var("SLURM_CPUS_PER_TASK").ok()?.parse().ok()
}

/// How tables are written.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub enum FormatArg {
    /// As CSV
    #[default]
    Csv,
    /// As CSV and as Parquet
    Parquet,
}

impl From<FormatArg> for Format {
    fn from(arg: FormatArg) -> Format {
        match arg {
            FormatArg::Csv => Format::Csv,
            FormatArg::Parquet => Format::Parquet,
        }
    }
}

/// Gets ready to run.
pub fn begin() {
    listen_for_interrupts();
    keep_failed_runs_quiet();
}

/// The first Ctrl-C (or SIGTERM) ends the run tidily, the second at once.
fn listen_for_interrupts() {
    let listening = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    if let Err(error) = listening {
        talk::say(&format!("warning: an interruption will not be tidy, but `--resume` will still work: {error}"));
    }
}

/// A replicate that panics is a row with a status; its message is told at the end, not in the middle of the bar.
pub fn keep_failed_runs_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let expected = QUIET.load(Ordering::Relaxed) || std::thread::current().name() == Some("replicate");
        if !expected {
            usual(info);
        }
    }));
}

/// Whether a panic would be an answer.
static QUIET: AtomicBool = AtomicBool::new(false);

/// Does a piece of a run on this thread.
///
/// # Errors
/// What the panic said, if it broke an invariant.
pub fn quietly<T>(piece: impl FnOnce() -> T) -> Result<T, String> {
    QUIET.store(true, Ordering::Relaxed);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(piece));
    QUIET.store(false, Ordering::Relaxed);
    done.map_err(|payload| crate::experiment::said(payload.as_ref()))
}

/// Reads seconds for `--time-limit`.
///
/// # Errors
/// In words, when it is no length of time.
pub fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    let limit = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    limit.ok_or_else(|| "expected seconds above 0, such as `30`".to_owned())
}
