//! A few runs, to say beforehand how long all of them will take.

use super::Plan;
use super::schedule::Schedule;
use crate::experiment::Worker;
use crate::export::Stopwatch;
use crate::export::sweep;
use std::sync::atomic::AtomicBool;

/// What all runs will take.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    /// Runs at most.
    pub runs: u64,
    /// Runs that were tried.
    pub tried: usize,
    /// Seconds of one run on one thread.
    pub seconds_each: f64,
    /// Seconds of all of them on the threads asked for.
    pub seconds: f64,
    /// Bytes of the tables.
    pub bytes: u64,
}

/// Points that are tried, and runs of each: the first is slower, because it finds no buffers.
const POINTS: usize = 6;
const RUNS: u64 = 2;

/// Bytes of a row of `summary.csv`, about.
const SUMMARY: u64 = 220;

/// Tries a few runs at points spread over the plan.
pub fn probe(plan: &Plan, threads: usize) -> Probe {
    let stop = AtomicBool::new(false);
    let layout = sweep::layout(plan);
    let n = plan.points.len();
    let shown = n.min(POINTS);
    let (mut bytes, mut tried) = (0, 0);
    let clock = Stopwatch::start();
    for number in (0..shown).map(|idx| idx * n / shown) {
        let mut worker = Worker::new(&plan.points[number].scenario, &stop).without_series();
        for run in (0..RUNS).filter_map(|replicate| worker.run(replicate)) {
            bytes += sweep::row_length(&layout, &run) as u64;
            tried += 1;
        }
    }
    let seconds_each = clock.elapsed().as_secs_f64() / tried.max(1) as f64;
    let runs = Schedule::most(plan, None);
    let tables = runs * bytes / tried.max(1) as u64 + n as u64 * plan.columns.len() as u64 * SUMMARY;
    Probe { runs, tried, seconds_each, seconds: seconds_each * runs as f64 / threads.max(1) as f64, bytes: tables }
}
