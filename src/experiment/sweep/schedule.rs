//! Which runs there are, in order: replicate by replicate, each at every point, so that a sweep that is stopped early has every
//! point equally often.
//!
//! With a target there are rounds: all points to the least number, then those that need more, batch by batch. Which those are is
//! decided by the rows so far, so a sweep that is taken up again decides the same.

use super::replicates::{Look, Replicates};
use super::{Plan, Shard};
use crate::experiment::Run;
use crate::stats::Kind;

/// One run: its point and its replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Number of the point.
    pub point: u32,
    /// Number of the replicate.
    pub replicate: u32,
}

/// The runs of a sweep, or of one part of it.
pub struct Schedule<'p> {
    plan: &'p Plan,
    shard: Option<Shard>,
    /// Column of the target, and what kind of number it is.
    target: Option<(usize, Kind)>,
    round: Vec<Job>,
    seen_of_round: usize,
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
            round: Vec::new(),
            seen_of_round: 0,
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
        let Some(shard) = shard else { return n * replicates };
        // The number of points whose turn it is: those of each `of` in a row are dealt one to each part.
        let dealt = |moved: u64| (0..n).filter(|point| (point + moved) % shard.of == shard.number).count() as u64;
        match plan.replicates {
            Replicates::Fixed(replicates) => {
                let whole: u64 = (0..shard.of).map(dealt).sum::<u64>() * (replicates / shard.of);
                whole + (0..replicates % shard.of).map(dealt).sum::<u64>()
            }
            Replicates::Until(_) => dealt(0) * replicates,
        }
    }

    /// Jobs of this round that are still to be run.
    pub fn due(&self) -> &[Job] {
        &self.round[self.seen_of_round..]
    }

    /// The point of each row so far.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Points whose interval stayed longer than the target.
    pub fn not_reached(&self) -> usize {
        self.not_reached
    }

    /// Takes note of the row that has its turn.
    pub fn see(&mut self, run: &Run) {
        self.seen_of_round += 1;
        self.order.push(run.point as u32);
        if let Some((column, _)) = self.target {
            self.values[run.point].extend(run.metrics[column]);
        }
    }

    /// Whether this row is the one that has its turn; if so it is taken note of.
    pub fn accept(&mut self, run: &Run) -> bool {
        let is_due = |job: &Job| job.point as usize == run.point && u64::from(job.replicate) == run.replicate;
        let accepted = (!self.due().is_empty() || self.next_round()) && self.due().first().is_some_and(is_due);
        if accepted {
            self.see(run);
        }
        accepted
    }

    /// Lays out the next round once this one is done; `false` if there is none.
    pub fn next_round(&mut self) -> bool {
        assert!(self.due().is_empty(), "a round is looked at when it is done");
        let (Replicates::Until(target), Some((_, kind))) = (&self.plan.replicates, self.target) else { return false };
        let mut goes_on = vec![false; self.goals.len()];
        let mut stretch = None;
        for (point, goes_on) in goes_on.iter_mut().enumerate() {
            if self.ended[point] || !self.is_ours(point, 0) {
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
        let mut round = Vec::new();
        for replicate in from..to {
            let ours = (0..points.len()).filter(|&point| points[point] && self.is_ours(point, replicate));
            round.extend(ours.map(|point| Job { point: point as u32, replicate: replicate as u32 }));
        }
        (self.round, self.seen_of_round) = (round, 0);
    }

    /// Runs are dealt out in turn, moved on by one with each replicate so that a dear point goes to everybody; with a target,
    /// whole points are, because their rounds depend on their own rows.
    fn is_ours(&self, point: usize, replicate: u64) -> bool {
        let Some(shard) = self.shard else { return true };
        let turn = if self.target.is_some() { point as u64 } else { point as u64 + replicate };
        turn % shard.of == shard.number
    }
}
