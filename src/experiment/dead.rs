//! Which parameters of a scenario move nothing: each is given other values, one at a time, under the same dice.
//!
//! A parameter that moves no metric, at the end or at any reporting date, is ignored, or the scenario has nothing for it to act
//! on: attention in a group that is asked for nothing, a stage whose guard never holds.

use super::{Order, Pool, Run, Status, Worker, in_order};
use crate::metrics::Columns;
use crate::scenario::{Knob, Problems, Scenario, knobs};
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// What came of varying a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This value moved a metric.
    Moved(String),
    /// None of the values that could be run moved anything.
    Still,
    /// The scenario refuses every other value.
    Refused,
    /// A run with this value failed.
    Failed(String),
}

/// A parameter, what was tried, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The parameter.
    pub knob: Knob,
    /// Values that were run, in this order; after one that moves a metric no more are.
    pub tried: Vec<String>,
    /// What came of it.
    pub verdict: Verdict,
}

/// Runs of a scenario as it stands.
pub struct Baseline {
    /// The file that it was read from, with its edits: there, what is not said still follows from what is.
    file: Option<(PathBuf, Vec<(String, String)>)>,
    text: String,
    ids: Vec<String>,
    runs: Vec<Run>,
}

impl Baseline {
    /// Runs the scenario of this resolved text, `replicates` times.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn new(resolved: &str, replicates: u64) -> Result<Baseline, Problems> {
        let scenario = Scenario::parse("as it stands", resolved)?;
        let stop = AtomicBool::new(false);
        let mut worker = Worker::new(&scenario, &stop);
        let runs = (0..replicates).filter_map(|replicate| worker.run(replicate)).collect();
        Ok(Baseline { file: None, text: resolved.to_owned(), ids: ids(&scenario), runs })
    }

    /// Runs the scenario of this file after these edits, `replicates` times.
    ///
    /// # Errors
    /// What is wrong with the file or an edit.
    pub fn of_file(path: &Path, sets: &[(String, String)], replicates: u64) -> Result<Baseline, Problems> {
        let (scenario, _) = Scenario::load_with(path, sets)?;
        let baseline = Baseline::new(&scenario.resolved, replicates)?;
        Ok(Baseline { file: Some((path.to_owned(), sets.to_vec())), ..baseline })
    }

    /// Every parameter that the scenario says, defaults included; with `absent`, those too that it leaves out.
    pub fn knobs(&self, absent: bool) -> Vec<Knob> {
        knobs(&self.text, absent)
    }

    /// Gives a parameter its other values, one after the other, until one moves a metric.
    pub fn vary(&self, knob: &Knob) -> Answer {
        let mut tried = Vec::new();
        for other in &knob.others {
            for scenario in self.with(&knob.path, other) {
                if tried.last() != Some(other) {
                    tried.push(other.clone());
                }
                if let Some(verdict) = self.differs(&scenario, other) {
                    return Answer { knob: knob.clone(), tried, verdict };
                }
            }
        }
        let verdict = if tried.is_empty() { Verdict::Refused } else { Verdict::Still };
        Answer { knob: knob.clone(), tried, verdict }
    }

    /// The scenario after an edit: with every default as it was, and, where that is another one, with what follows from the edit.
    fn with(&self, path: &str, value: &str) -> Vec<Scenario> {
        let set = (path.to_owned(), value.to_owned());
        let resolved = Scenario::parse_with("varied", &self.text, std::slice::from_ref(&set)).ok();
        let written = self.file.as_ref().and_then(|(file, sets)| {
            let sets: Vec<(String, String)> = sets.iter().cloned().chain([set]).collect();
            Scenario::load_with(file, &sets).ok()
        });
        let mut varied: Vec<Scenario> = resolved.into_iter().chain(written).map(|(scenario, _)| scenario).collect();
        varied.dedup_by(|second, first| second.resolved == first.resolved);
        varied
    }

    fn differs(&self, scenario: &Scenario, value: &str) -> Option<Verdict> {
        if ids(scenario) != self.ids {
            return Some(Verdict::Moved(value.to_owned()));
        }
        let stop = AtomicBool::new(false);
        let mut worker = Worker::new(scenario, &stop);
        for before in &self.runs {
            let after = worker.run(before.replicate)?;
            if after.status != before.status && after.status != Status::Ok {
                return Some(Verdict::Failed(format!("{value}: {}", after.note)));
            }
            if after.metrics != before.metrics || after.series != before.series {
                return Some(Verdict::Moved(value.to_owned()));
            }
        }
        None
    }
}

/// Varies every parameter that a scenario says, on so many threads; answers are in the order of the parameters, and fewer than
/// those if `stop` ended it.
pub fn vary_all(baseline: &Baseline, threads: usize, stop: &AtomicBool) -> Vec<Answer> {
    let knobs = baseline.knobs(false);
    let mut answers = Vec::new();
    let pool = Pool { threads, order: Order::Plan, stop };
    let worker = || |job: u64| knobs.get(usize::try_from(job).ok()?).map(|knob| baseline.vary(knob));
    let taken = in_order(0..knobs.len() as u64, &pool, worker, |answer| {
        answers.push(answer);
        Ok::<(), Infallible>(())
    });
    debug_assert!(taken.is_ok());
    answers
}

fn ids(scenario: &Scenario) -> Vec<String> {
    Columns::of(scenario).all().map(|column| column.id.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A body that no stage asks, beside one that decides.
    const SCENARIO: &str = r#"
schema = 1
question = "What moves?"
horizon = "120 days"

[people.idle]
archetype = "community_member"
count = 3
seats = ["guild"]
attention = 1

[people.board]
archetype = "domain_expert"
count = 3
seats = ["board"]

[bodies.guild]
kind = "community"
meets = { every = "30 days", attendance = "50%" }

[bodies.board]
kind = "council"

[cells.makers]
members = 4
work = { arrivals = "1 per week", size = 1_000 }

[[decisions.operational.route]]
vote = { body = "board", period = "5 days", quorum = { participation = "40%" }, majority = "half" }
"#;

    fn answers() -> Vec<Answer> {
        vary_all(&baseline(8), 2, &AtomicBool::new(false))
    }

    fn baseline(replicates: u64) -> Baseline {
        let scenario = Scenario::parse("small", SCENARIO).unwrap_or_else(|problems| panic!("{problems}"));
        Baseline::new(&scenario.resolved, replicates).unwrap_or_else(|problems| panic!("{problems}"))
    }

    #[test]
    fn what_nobody_is_asked_for_is_dead_and_what_decides_is_not() {
        let answers = answers();
        let verdict = |path: &str| {
            let answer = answers.iter().find(|answer| answer.knob.path == path);
            answer.map(|answer| &answer.verdict).unwrap_or_else(|| panic!("no `{path}`"))
        };
        for dead in ["people.idle.attention", "people.idle.theta", "value.diversion_loss"] {
            assert_eq!(verdict(dead), &Verdict::Still, "{dead}");
        }
        for alive in ["people.board.count", "cells.makers.members", "decisions.operational.route.vote.vote.period", "seed"] {
            assert!(matches!(verdict(alive), Verdict::Moved(_)), "{alive}");
        }
        let failed: Vec<&Answer> = answers.iter().filter(|answer| matches!(answer.verdict, Verdict::Failed(_))).collect();
        assert!(failed.is_empty(), "{failed:#?}");
    }

    #[test]
    fn work_that_was_stopped_gives_no_answers() {
        assert!(vary_all(&baseline(1), 2, &AtomicBool::new(true)).is_empty());
    }
}
