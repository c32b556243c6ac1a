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
mod kept;

pub use change::{Change, Changes, Example};
pub use fate::{Fate, Fates, Passage};
pub use kept::{KEPT, Kept};

use super::{Order, Pool, Run, Status, Worker, in_order};
use crate::metrics::{Better, Column, Columns};
use crate::scenario::Scenario;
use crate::stats::{self, Kind, Paired};
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

/// One replicate of every rule set.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Its number.
    pub replicate: u64,
    /// How each run ended, and its values of the metrics.
    pub runs: Vec<(Status, Vec<Option<f64>>)>,
    /// What became of proposals, for every two rule sets; nothing where one of the runs failed.
    pub changes: Vec<Changes>,
}

/// Runs all rule sets and compares them. Stopped early, it gives `None`.
pub fn compare(contest: &Contest, stop: &AtomicBool, seen: &mut dyn FnMut()) -> Option<Comparison> {
    let watched = compare_on(contest, Vec::new(), stop, &mut |_| {
        seen();
        Ok::<(), Infallible>(())
    });
    watched.unwrap_or_else(|never| match never {})
}

/// The same after rounds that are there already; `keep` gets every further one, in order.
///
/// # Errors
/// The first of `keep`.
pub fn compare_on<E>(
    contest: &Contest,
    before: Vec<Round>,
    stop: &AtomicBool,
    keep: &mut dyn FnMut(&Round) -> Result<(), E>,
) -> Result<Option<Comparison>, E> {
    let scenarios = contest.scenarios;
    let columns: Vec<Vec<usize>> = scenarios.iter().map(|scenario| places(scenario, contest.metrics)).collect();
    let mut tally = Tally::new(contest);
    let from = before.len() as u64;
    before.into_iter().for_each(|round| tally.take_in(round));
    let worker = || {
        let mut workers: Vec<Worker> = scenarios.iter().map(|scenario| Worker::new(scenario, stop)).collect();
        let columns = &columns;
        move |replicate| round(scenarios, columns, &mut workers, replicate)
    };
    let pool = Pool { threads: contest.threads, order: Order::Plan, stop };
    let done = in_order(from..contest.replicates, &pool, worker, |round: Round| {
        keep(&round)?;
        tally.take_in(round);
        Ok(())
    })?;
    Ok((from + done >= contest.replicates).then(|| tally.verdict(contest)))
}

/// Runs a replicate of every rule set; `None` if one was given up.
fn round(scenarios: &[Scenario], columns: &[Vec<usize>], workers: &mut [Worker], replicate: u64) -> Option<Round> {
    let runs = workers.iter_mut().map(|worker| one(worker, replicate)).collect::<Option<Vec<(Run, Vec<Fate>)>>>()?;
    let changes = every_two(scenarios.len()).map(|[a, b]| {
        let mut changes = Changes::default();
        if [a, b].iter().all(|which| runs[*which].0.status == Status::Ok) {
            changes.take_in(replicate, [&scenarios[a], &scenarios[b]], [&runs[a].1, &runs[b].1]);
        }
        changes
    });
    let changes = changes.collect();
    let values = |(columns, (run, _)): (&Vec<usize>, &(Run, Vec<Fate>))| {
        (run.status, columns.iter().map(|place| run.metrics[*place]).collect())
    };
    let runs = columns.iter().zip(&runs).map(values).collect();
    Some(Round { replicate, runs, changes })
}

/// All rounds so far.
struct Tally {
    /// By metric, by rule set, by replicate.
    values: Vec<Vec<Values>>,
    pairs: Vec<([usize; 2], Changes)>,
    failed: Vec<u64>,
}

impl Tally {
    fn new(contest: &Contest) -> Tally {
        let n = contest.scenarios.len();
        Tally {
            values: vec![vec![Vec::new(); n]; contest.metrics.len()],
            pairs: every_two(n).map(|of| (of, Changes::default())).collect(),
            failed: vec![0; n],
        }
    }

    fn take_in(&mut self, round: Round) {
        for (which, (status, values)) in round.runs.into_iter().enumerate() {
            self.failed[which] += u64::from(status != Status::Ok);
            self.values.iter_mut().zip(values).for_each(|(of, value)| of[which].push(value));
        }
        self.pairs.iter_mut().zip(round.changes).for_each(|((_, all), changes)| all.add(changes));
    }

    fn verdict(self, contest: &Contest) -> Comparison {
        let registry = Columns::of(&contest.scenarios[0]);
        let chosen = places(&contest.scenarios[0], contest.metrics);
        let metrics: Vec<Column> = chosen.into_iter().filter_map(|place| registry.all().nth(place).cloned()).collect();
        let kinds: Vec<Kind> = metrics.iter().map(|metric| metric.unit.kind()).collect();
        let standings = metrics.into_iter().zip(&self.values).map(|(metric, values)| standing(metric, values)).collect();
        Comparison { standings, pairs: contrasts(self.pairs, &self.values, &kinds), failed: self.failed }
    }
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
fn contrasts(pairs: Vec<([usize; 2], Changes)>, values: &[Vec<Values>], kinds: &[Kind]) -> Vec<Pair> {
    let mut all: Vec<Pair> = Vec::new();
    for ([a, b], changes) in pairs {
        let paired = |of: &Vec<Values>, kind: Kind| {
            let both = of[a].iter().zip(&of[b]).filter_map(|(a, b)| Some((a.as_ref()?, b.as_ref()?)));
            let (one, other): (Vec<f64>, Vec<f64>) = both.unzip();
            match kind {
                Kind::YesNo => stats::paired_yes_no(&one, &other, LEVEL),
                Kind::Share | Kind::Count | Kind::Amount | Kind::Mean => stats::paired(&one, &other, LEVEL),
            }
        };
        let contrast =
            |(metric, (of, kind)): (usize, (&Vec<Values>, &Kind))| Contrast { metric, paired: paired(of, *kind), p_holm: None };
        let contrasts = values.iter().zip(kinds).enumerate().map(contrast);
        all.push(Pair { of: [a, b], contrasts: contrasts.collect(), changes });
    }
    let asked = |contrast: &&mut Contrast| contrast.paired.is_some_and(|paired| paired.p.is_some());
    let mut open: Vec<&mut Contrast> = all.iter_mut().flat_map(|pair| &mut pair.contrasts).filter(asked).collect();
    let values: Vec<f64> = open.iter().filter_map(|contrast| contrast.paired?.p).collect();
    open.iter_mut().zip(stats::holm(&values)).for_each(|(contrast, p)| contrast.p_holm = Some(p));
    all
}
