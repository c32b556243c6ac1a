//! The progress bar: on a terminal only, with done, failed, rate and time left; and what there is to tell of failed runs.

use super::talk;
use crate::experiment::{Progress, Status};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// Failed runs that are told one by one.
const TOLD: usize = 3;

/// What a person sees while runs go by.
pub struct Bar {
    bar: ProgressBar,
    failed: u64,
    told: Vec<(usize, u64, Status, String)>,
}

impl Bar {
    /// A bar for this many runs.
    pub fn new(runs: u64) -> Bar {
        let terminal = std::io::stderr().is_terminal();
        let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("{bar:20} {human_pos} of {human_len} runs, {msg} failed, {per_sec}, {eta} left");
        let bar = ProgressBar::with_draw_target(Some(runs), target);
        bar.set_style(style.expect("the template is a constant that works"));
        bar.set_message("0");
        Bar { bar, failed: 0, told: Vec::new() }
    }

    /// Takes in what happened.
    pub fn see(&mut self, progress: Progress) {
        match progress {
            Progress::There(counts) => {
                self.failed = counts.failed();
                self.bar.set_position(counts.total());
                self.bar.reset_eta();
                self.bar.set_message(self.failed.to_string());
            }
            Progress::New(run) => {
                self.bar.inc(1);
                if run.status != Status::Ok {
                    self.failed += 1;
                    self.bar.set_message(self.failed.to_string());
                    if self.told.len() < TOLD {
                        self.told.push((run.point, run.replicate, run.status, run.note.clone()));
                    }
                }
            }
        }
    }

    /// Clears the bar and tells of failed runs: what happened, and the line that makes it happen again, by point and
    /// number of replicates.
    pub fn end(self, replay: impl Fn(usize, u64) -> String) {
        self.bar.finish_and_clear();
        for (point, replicate, status, note) in &self.told {
            talk::say(&format!("warning: replicate {replicate} {}: {note}", status.word()));
            talk::say(&format!("  its last row: {}", replay(*point, replicate + 1)));
        }
        let untold = self.failed.saturating_sub(self.told.len() as u64);
        if untold > 0 {
            talk::say(&format!("warning: {untold} more runs failed; `status` in `runs.csv` says which"));
        }
    }
}

/// A bar that only counts.
pub struct Plain(ProgressBar);

impl Plain {
    /// A bar for this many replicates.
    pub fn new(replicates: u64) -> Plain {
        Plain::of("replicates", replicates)
    }

    /// A bar for this many versions of a scenario.
    pub fn versions(versions: u64) -> Plain {
        Plain::of("versions", versions)
    }

    fn of(what: &str, steps: u64) -> Plain {
        let terminal = std::io::stderr().is_terminal();
        let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("{bar:20} {human_pos} of {human_len} {msg}, {per_sec}, {eta} left");
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        bar.set_style(style.expect("the template is a constant that works"));
        bar.set_message(what.to_owned());
        Plain(bar)
    }

    /// One more.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Clears it.
    pub fn end(self) {
        self.0.finish_and_clear();
    }
}
