//! What one thread runs the points of a plan with.

use super::Plan;
use super::round::Job;
use crate::experiment::{Run, Worker};
use crate::export::Found;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Points whose buffers a thread keeps.
const KEPT: usize = 64;

/// A worker for each point that the thread met lately.
pub struct Bench<'p> {
    plan: &'p Plan,
    stop: &'p AtomicBool,
    limit: Option<Duration>,
    found: Option<Found<'p>>,
    workers: BTreeMap<u32, Worker<'p>>,
}

impl<'p> Bench<'p> {
    /// A bench that gives the run at hand up when `stop` turns true.
    pub fn new(plan: &'p Plan, stop: &'p AtomicBool) -> Bench<'p> {
        Bench { plan, stop, limit: None, found: None, workers: BTreeMap::new() }
    }

    /// The same with at most so much time for each run.
    #[must_use]
    pub fn with_limit(self, limit: Option<Duration>) -> Bench<'p> {
        Bench { limit, ..self }
    }

    /// The same that reads runs that are found instead of running them.
    #[must_use]
    pub fn with(self, found: Found<'p>) -> Bench<'p> {
        Bench { found: Some(found), ..self }
    }

    /// Runs a job; `None` if it was given up.
    pub fn run(&mut self, job: Job) -> Option<Run> {
        let number = job.point as usize;
        let point = &self.plan.points[number];
        let found = self.found.as_mut().and_then(|found| found.run(number, &point.id, u64::from(job.replicate)));
        if found.is_some() {
            return found;
        }
        if self.workers.len() >= KEPT && !self.workers.contains_key(&job.point) {
            self.workers.clear();
        }
        let new = || Worker::new(&point.scenario, self.stop).without_series().with_limit(self.limit);
        let worker = self.workers.entry(job.point).or_insert_with(new);
        let run = worker.run(u64::from(job.replicate))?;
        let mut metrics = vec![None; self.plan.columns.len()];
        point.places.iter().zip(run.metrics).for_each(|(place, value)| metrics[*place] = value);
        Some(Run { point: number, metrics, ..run })
    }
}
