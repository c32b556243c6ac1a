//! Which of a scenario's assumptions an outcome hangs on: each number alone is halved and doubled under the same dice.
//!
//! ```text
//!   the scenario as it is            --> metrics, run by run -\
//!   one number halved, one doubled   --> metrics, run by run --> paired differences, the largest first
//! ```
//!
//! One number at a time: that two of them matter only together is not seen here; a Morris screening sees it.

mod reach;

pub use reach::Side;

use super::{Order, Pool, Run, Worker, in_order};
use crate::metrics::{Column, Columns};
use crate::scenario::{Said, Scenario};
use crate::stats::{self, Paired};
use reach::{Step, reach};
use std::convert::Infallible;
use std::sync::atomic::AtomicBool;

/// Level of every interval.
pub const LEVEL: f64 = 0.95;

/// What is asked for.
pub struct Request<'a> {
    /// The scenario as it is.
    pub scenario: &'a Scenario,
    /// The numbers that are varied.
    pub assumptions: &'a [Said],
    /// Ids of the metrics, which the scenario has.
    pub metrics: &'a [String],
    /// Runs of each version.
    pub replicates: u64,
    /// Threads; they change nothing.
    pub threads: usize,
}

/// What came out.
pub struct Tornado {
    /// One per metric, in the order asked for.
    pub outcomes: Vec<Outcome>,
    /// Versions that were run beside the scenario as it is.
    pub versions: usize,
    /// Numbers of the assumptions that could not be varied: they are 0, or the scenario allows nothing else.
    pub fixed: Vec<usize>,
    /// Numbers of the assumptions that changed none of the metrics in any run.
    pub idle: Vec<usize>,
    /// Runs that failed; their replicates are left out of pairs.
    pub failed: u64,
}

/// What one metric hangs on.
pub struct Outcome {
    /// The metric.
    pub metric: Column,
    /// Its mean in the scenario as it is; `None` if no run has a value.
    pub base: Option<f64>,
    /// One per assumption that moves it, the largest first.
    pub bars: Vec<Bar>,
}

/// What an assumption does to a metric.
pub struct Bar {
    /// Number of the assumption.
    pub assumption: usize,
    /// Halved and doubled, as far as the scenario allows.
    pub ends: Vec<End>,
}

/// One side of it.
#[derive(Clone, Debug)]
pub struct End {
    /// Which.
    pub side: Side,
    /// The number that stood there, as the scenario says it.
    pub to: String,
    /// With it, less as it is.
    pub paired: Paired,
    /// p value adjusted for all versions of this metric; `None` for a single run.
    pub p_holm: Option<f64>,
}

impl Bar {
    /// The larger of its differences.
    pub fn size(&self) -> f64 {
        self.ends.iter().map(|end| end.paired.difference.abs()).fold(0.0, f64::max)
    }

    /// Whether one of its differences is told from chance.
    pub fn told(&self) -> bool {
        self.ends.iter().any(|end| end.p_holm.is_some_and(|p| p <= 1.0 - LEVEL))
    }
}

/// Values of the metrics, by metric and replicate.
type Values = Vec<Vec<Option<f64>>>;

/// Runs them all. Stopped early, it gives `None`. `seen` is told of each version that is done, and of how many there are.
pub fn tornado(request: &Request, stop: &AtomicBool, seen: &mut dyn FnMut(usize)) -> Option<Tornado> {
    let steps = reach(request.scenario, request.assumptions);
    let scenarios: Vec<&Scenario> = std::iter::once(request.scenario).chain(steps.iter().map(|step| &step.scenario)).collect();
    let pool = Pool { threads: request.threads, order: Order::Plan, stop };
    let mut values: Vec<Values> = Vec::new();
    let mut failed = 0;
    let worker = || |job: u64| live(scenarios[job as usize], request, stop);
    let taken = in_order(0..scenarios.len() as u64, &pool, worker, |(of, broken): (Values, u64)| {
        values.push(of);
        failed += broken;
        seen(scenarios.len());
        Ok::<(), Infallible>(())
    });
    if taken.is_ok_and(|taken| taken < scenarios.len() as u64) {
        return None;
    }
    let (base, versions) = values.split_first().expect("the scenario as it is comes first");
    let columns = Columns::of(request.scenario);
    let of = |(place, id): (usize, &String)| {
        let metric = columns.all().find(|column| column.id == *id).expect("the scenario has the metric").clone();
        outcome(metric, place, base, &steps, versions)
    };
    let outcomes: Vec<Outcome> = request.metrics.iter().enumerate().map(of).collect();
    let all = 0..request.assumptions.len();
    let fixed: Vec<usize> = all.clone().filter(|idx| steps.iter().all(|step| step.assumption != *idx)).collect();
    let moves = |idx: &usize| outcomes.iter().any(|outcome| outcome.bars.iter().any(|bar| bar.assumption == *idx));
    let idle = all.filter(|idx| !fixed.contains(idx) && !moves(idx)).collect();
    Some(Tornado { outcomes, versions: steps.len(), fixed, idle, failed })
}

/// Every replicate of one version; `None` if it was stopped.
fn live(scenario: &Scenario, request: &Request, stop: &AtomicBool) -> Option<(Values, u64)> {
    let columns = Columns::of(scenario);
    let places: Vec<Option<usize>> = request.metrics.iter().map(|id| columns.all().position(|column| column.id == *id)).collect();
    let mut worker = Worker::new(scenario, stop).without_series();
    let (mut values, mut failed) = (vec![Vec::new(); places.len()], 0);
    for replicate in 0..request.replicates {
        let Run { status, metrics, .. } = worker.run(replicate)?;
        failed += u64::from(status != super::Status::Ok);
        for (values, place) in values.iter_mut().zip(&places) {
            values.push(place.and_then(|place| metrics.get(place).copied().flatten()));
        }
    }
    Some((values, failed))
}

fn outcome(metric: Column, place: usize, base: &Values, steps: &[Step], versions: &[Values]) -> Outcome {
    let paired = |version: &Values| {
        let both = base[place].iter().zip(&version[place]).filter_map(|(a, b)| Some(((*a)?, (*b)?)));
        let (one, other): (Vec<f64>, Vec<f64>) = both.unzip();
        stats::paired(&one, &other, LEVEL)
    };
    let found: Vec<Option<Paired>> = versions.iter().map(paired).collect();
    let asked: Vec<usize> = (0..found.len()).filter(|&idx| found[idx].is_some_and(|paired| paired.p.is_some())).collect();
    let p: Vec<f64> = asked.iter().filter_map(|&idx| found[idx]?.p).collect();
    let mut adjusted = vec![None; found.len()];
    asked.into_iter().zip(stats::holm(&p)).for_each(|(idx, p)| adjusted[idx] = Some(p));
    let mut bars: Vec<Bar> = Vec::new();
    for ((step, paired), p_holm) in steps.iter().zip(found).zip(adjusted) {
        let Some(paired) = paired else { continue };
        let end = End { side: step.side, to: step.to.clone(), paired, p_holm };
        match bars.last_mut() {
            Some(bar) if bar.assumption == step.assumption => bar.ends.push(end),
            _ => bars.push(Bar { assumption: step.assumption, ends: vec![end] }),
        }
    }
    // What changed no run is no bar.
    let moves = |end: &End| end.paired.difference.abs() > 0.0 || end.paired.variance_ratio.is_some();
    bars.retain(|bar| bar.ends.iter().any(moves));
    bars.sort_by(|a, b| b.size().total_cmp(&a.size()));
    let there: Vec<f64> = base[place].iter().flatten().copied().collect();
    Outcome { metric, base: stats::mean(&there), bars }
}
