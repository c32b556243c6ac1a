//! Rule sets under the same dice: what differs, how surely, and for which proposals.
//!
//! ```text
//!   replicate r: A, B, C ... with the same draws --> metrics, run by run --> paired differences, Holm over all of them
//!                                                \-> fates of proposals  --> what changed, and where their ways parted
//! ```
//!
//! A proposal is the same under two rule sets if it is the same idea of the same source: the dice see to it that it then has the
//! same merit, cost and readers. Memory is flat in the number of proposals: of each kind of change one example is kept.

mod change;
mod fate;

pub use change::{Change, Changes, Example};
pub use fate::{Fate, Fates, Passage};

use super::{Order, Pool, Run, Status, Worker, in_order};
use crate::metrics::{Better, Column, Columns};
use crate::scenario::Scenario;
use crate::stats::{self, Paired};
use std::convert::Infallible;
use std::sync::atomic::AtomicBool;

/// Level of every interval.
pub const LEVEL: f64 = 0.95;

/// What is compared.
pub struct Contest<'a> {
    /// The rule sets; all have the same seed.
    pub scenarios: &'a [Scenario],
    /// Ids of the columns that are compared, in order; each scenario has them.
    pub metrics: &'a [String],
    /// Number of replicates.
    pub replicates: u64,
    /// Threads; they change nothing.
    pub threads: usize,
}

/// A metric under every rule set, over the runs in which all of them have a value.
pub struct Measured {
    /// The metric.
    pub metric: Column,
    /// Runs in which every rule set has a value.
    pub n: usize,
    /// Share of those runs in which each rule set is best; empty for metrics without a better side.
    pub best: Vec<f64>,
}

/// A metric under two rule sets.
pub struct Contrast {
    /// Its place among the metrics.
    pub metric: usize,
    /// The differences; `None` if no run has a value under both.
    pub paired: Option<Paired>,
    /// p value adjusted for all metrics and pairs; `None` where there is nothing to test.
    pub p_holm: Option<f64>,
}

/// Two rule sets.
pub struct Pair {
    /// Their places.
    pub of: [usize; 2],
    /// One per metric.
    pub contrasts: Vec<Contrast>,
    /// What became of proposals.
    pub changes: Changes,
}

/// What came out.
pub struct Comparison {
    /// One per metric, in the order asked for.
    pub standings: Vec<Measured>,
    /// Every two rule sets: first with second, first with third ...
    pub pairs: Vec<Pair>,
    /// Runs that failed, by rule set; their replicates are left out of pairs.
    pub failed: Vec<u64>,
}

/// Runs all rule sets and compares them. Stopped early, it gives `None`.
pub fn compare(contest: &Contest, stop: &AtomicBool, seen: &mut dyn FnMut()) -> Option<Comparison> {
    let scenarios = contest.scenarios;
    let columns: Vec<Vec<usize>> = scenarios.iter().map(|scenario| places(scenario, contest.metrics)).collect();
    let mut values = vec![vec![Vec::new(); scenarios.len()]; contest.metrics.len()];
    let mut pairs: Vec<([usize; 2], Changes)> = every_two(scenarios.len()).map(|of| (of, Changes::default())).collect();
    let mut failed = vec![0; scenarios.len()];
    let worker = || {
        let mut workers: Vec<Worker> = scenarios.iter().map(|scenario| Worker::new(scenario, stop)).collect();
        move |replicate| workers.iter_mut().map(|worker| one(worker, replicate)).collect::<Option<Vec<_>>>()
    };
    let pool = Pool { threads: contest.threads, order: Order::Plan, stop };
    let done = in_order(0..contest.replicates, &pool, worker, |runs: Vec<(Run, Vec<Fate>)>| {
        for (which, (run, _)) in runs.iter().enumerate() {
            failed[which] += u64::from(run.status != Status::Ok);
            columns[which].iter().zip(&mut values).for_each(|(place, of)| of[which].push(run.metrics[*place]));
        }
        for ([a, b], changes) in &mut pairs {
            let fine = [*a, *b].iter().all(|which| runs[*which].0.status == Status::Ok);
            if fine {
                let fates = [&runs[*a].1[..], &runs[*b].1[..]];
                changes.take_in(runs[*a].0.replicate, [&scenarios[*a], &scenarios[*b]], fates);
            }
        }
        seen();
        Ok::<(), Infallible>(())
    });
    if done.is_ok_and(|done| done < contest.replicates) {
        return None;
    }
    let registry = Columns::of(&scenarios[0]);
    let metrics: Vec<Column> =
        places(&scenarios[0], contest.metrics).into_iter().filter_map(|place| registry.all().nth(place).cloned()).collect();
    let standings = metrics.into_iter().zip(&values).map(|(metric, values)| standing(metric, values)).collect();
    Some(Comparison { standings, pairs: contrasts(pairs, &values), failed })
}

/// One run of one rule set; a failed run has no fates.
fn one(worker: &mut Worker, replicate: u64) -> Option<(Run, Vec<Fate>)> {
    let mut fates = Fates::default();
    let run = worker.run_watched(replicate, &mut |world, events| fates.see(world, events))?;
    Some((run, fates.all()))
}

fn every_two(n: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..n).flat_map(move |a| (a + 1..n).map(move |b| [a, b]))
}

/// Where a scenario's columns of these ids are.
fn places(scenario: &Scenario, ids: &[String]) -> Vec<usize> {
    let columns = Columns::of(scenario);
    ids.iter().filter_map(|id| columns.all().position(|column| column.id == *id)).collect()
}

type Values = Vec<Option<f64>>;

fn standing(metric: Column, values: &[Values]) -> Measured {
    let n = values.first().map_or(0, Vec::len);
    let whole: Vec<usize> = (0..n).filter(|&run| values.iter().all(|of| of[run].is_some())).collect();
    let rows: Vec<Vec<f64>> = values.iter().map(|of| whole.iter().filter_map(|&run| of[run]).collect()).collect();
    let best = match metric.better {
        Better::Up => stats::best(&rows, true),
        Better::Down => stats::best(&rows, false),
        Better::Neither => Vec::new(),
    };
    Measured { metric, n: whole.len(), best }
}

/// The differences of every two, with p values adjusted for all of them together.
fn contrasts(pairs: Vec<([usize; 2], Changes)>, values: &[Vec<Values>]) -> Vec<Pair> {
    let mut all: Vec<Pair> = Vec::new();
    for ([a, b], changes) in pairs {
        let paired = |of: &Vec<Values>| {
            let both = of[a].iter().zip(&of[b]).filter_map(|(a, b)| Some((a.as_ref()?, b.as_ref()?)));
            let (one, other): (Vec<f64>, Vec<f64>) = both.unzip();
            stats::paired(&one, &other, LEVEL)
        };
        let contrasts = values.iter().enumerate().map(|(metric, of)| Contrast { metric, paired: paired(of), p_holm: None });
        all.push(Pair { of: [a, b], contrasts: contrasts.collect(), changes });
    }
    let asked = |contrast: &&mut Contrast| contrast.paired.is_some_and(|paired| paired.p.is_some());
    let mut open: Vec<&mut Contrast> = all.iter_mut().flat_map(|pair| &mut pair.contrasts).filter(asked).collect();
    let values: Vec<f64> = open.iter().filter_map(|contrast| contrast.paired?.p).collect();
    open.iter_mut().zip(stats::holm(&values)).for_each(|(contrast, p)| contrast.p_holm = Some(p));
    all
}
