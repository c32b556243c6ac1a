//! Which runs there are, in order: replicate by replicate, each at every point, so that a sweep that is stopped early has every
//! point equally often.
//!
//! With a target there are rounds: all points to the least number, then those that need more, batch by batch. Which those are is
//! decided by the rows so far, so a sweep that is taken up again decides the same.

use super::replicates::{Look, Replicates};
use super::round::{Job, Round};
use super::{Plan, Shard};
use crate::experiment::Run;
use crate::stats::Kind;

/// The runs of a sweep, or of one part of it.
pub struct Schedule<'p> {
    plan: &'p Plan,
    shard: Option<Shard>,
    /// Column of the target, and what kind of number it is.
    target: Option<(usize, Kind)>,
    round: Round,
    /// Runs of it that are done.
    done: u64,
    /// Replicates that each point is run so far, or in this round.
    goals: Vec<u64>,
    /// Values of the target, point by point.
    values: Vec<Vec<f64>>,
    /// Whether the interval was short at the last look.
    short: Vec<bool>,
    /// Points that need no more.
    ended: Vec<bool>,
    /// Points that ran out of replicates first.
    not_reached: usize,
    /// Points of the rows so far.
    order: Vec<u32>,
}

impl<'p> Schedule<'p> {
    /// The first round.
    pub fn new(plan: &'p Plan, shard: Option<Shard>) -> Schedule<'p> {
        let n = plan.points.len();
        let (first, target) = match &plan.replicates {
            Replicates::Fixed(n) => (*n, None),
            Replicates::Until(target) => {
                let column = plan.column(&target.metric).expect("the metric was looked up when the plan was made");
                (target.min, Some((column, plan.columns[column].unit.kind())))
            }
        };
        let mut schedule = Schedule {
            plan,
            shard,
            target,
            round: Round::of(Vec::new(), 0, 0),
            done: 0,
            goals: vec![first; n],
            values: vec![Vec::new(); n],
            short: vec![false; n],
            ended: vec![false; n],
            not_reached: 0,
            order: Vec::new(),
        };
        schedule.lay_out(0, first, &vec![true; n]);
        schedule
    }

    /// Runs of a plan, or of one part of it, at most.
    pub fn most(plan: &Plan, shard: Option<Shard>) -> u64 {
        let (n, replicates) = (plan.points.len() as u64, plan.replicates.most());
        match (shard, &plan.replicates) {
            (None, _) => n * replicates,
            (Some(shard), Replicates::Fixed(replicates)) => Round::dealt(n, shard, *replicates).len(),
            (Some(shard), Replicates::Until(_)) => n.saturating_sub(shard.number).div_ceil(shard.of) * replicates,
        }
    }

    /// The round at hand.
    pub fn round(&self) -> &Round {
        &self.round
    }

    /// Runs of this round that are done.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Whether this round is done.
    fn is_over(&self) -> bool {
        self.done == self.round.len()
    }

    /// The point of each row so far.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Points whose interval stayed longer than the target.
    pub fn not_reached(&self) -> usize {
        self.not_reached
    }

    /// The column of the target.
    pub fn target(&self) -> Option<usize> {
        self.target.map(|(column, _)| column)
    }

    /// Takes note of the row that has its turn, by its point and its value of the target.
    pub fn see(&mut self, point: usize, target: Option<f64>) {
        self.done += 1;
        self.order.push(point as u32);
        self.values[point].extend(target);
    }

    /// Takes note of the run that has its turn.
    pub fn see_run(&mut self, run: &Run) {
        self.see(run.point, self.target().and_then(|column| run.metrics[column]));
    }

    /// Whether this row is the one that has its turn; if so it is taken note of.
    pub fn accept(&mut self, run: &Run) -> bool {
        let has_more = !self.is_over() || self.next_round();
        let is_due = |job: Job| job.point as usize == run.point && u64::from(job.replicate) == run.replicate;
        let accepted = has_more && is_due(self.round.job(self.done));
        if accepted {
            self.see_run(run);
        }
        accepted
    }

    /// Lays out the next round once this one is done; `false` if there is none.
    pub fn next_round(&mut self) -> bool {
        assert!(self.is_over(), "a round is looked at when it is done");
        let (Replicates::Until(target), Some((_, kind))) = (&self.plan.replicates, self.target) else { return false };
        let mut goes_on = vec![false; self.goals.len()];
        let mut stretch = None;
        for (point, goes_on) in goes_on.iter_mut().enumerate() {
            if self.ended[point] || !self.is_ours(point) {
                continue;
            }
            match target.look(self.goals[point], &self.values[point], kind, &mut self.short[point]) {
                Look::More(goal) => {
                    stretch = Some((self.goals[point], goal));
                    self.goals[point] = goal;
                    *goes_on = true;
                }
                Look::Enough => self.ended[point] = true,
                Look::NotReached => {
                    self.ended[point] = true;
                    self.not_reached += 1;
                }
            }
        }
        let Some((from, to)) = stretch else { return false };
        self.lay_out(from, to, &goes_on);
        true
    }

    fn lay_out(&mut self, from: u64, to: u64, points: &[bool]) {
        self.done = 0;
        self.round = match self.shard {
            Some(shard) if self.target.is_none() => Round::dealt(points.len() as u64, shard, to),
            _ => {
                let ours = (0..points.len()).filter(|&point| points[point] && self.is_ours(point));
                Round::of(ours.map(|point| point as u32).collect(), from, to)
            }
        };
    }

    /// With a target, whole points are dealt out.
    fn is_ours(&self, point: usize) -> bool {
        self.shard.is_none_or(|shard| point as u64 % shard.of == shard.number)
    }
}
