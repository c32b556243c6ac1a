//! One step: every way to take a little off a box, or to put a little back.

use super::bounds::{Bounds, Limit};
use super::cases::{Cases, Tally, Values};
use super::order::{Group, Order, cut_above, cut_below};

/// A box that may come next.
pub struct Candidate {
    /// Its limits.
    pub bounds: Bounds,
    /// Runs inside, and how many of them are cases.
    pub tally: Tally,
}

/// All that a step looks at.
pub struct Ground<'c> {
    /// The points.
    pub cases: &'c Cases,
    /// Their numbers in order.
    pub order: &'c Order,
    /// Which points are searched.
    pub open: &'c [bool],
    /// The share of runs that one step takes off or puts back.
    pub share: f64,
}

impl Ground<'_> {
    /// Boxes with a little less at one end of one input, or without one class.
    pub fn peels(&self, bounds: &Bounds, inside: &[bool]) -> Vec<Candidate> {
        let mut all = Vec::new();
        for (at, input) in self.cases.inputs.iter().enumerate() {
            match &input.values {
                Values::Numbers(_) => {
                    let groups = self.order.groups(self.cases, at, |point| inside[point]);
                    let (low, high) = bounds.0[at].ends();
                    if let Some(cut) = cut_above(&groups, self.share) {
                        let tally = tally(groups.iter().filter(|group| group.value <= cut));
                        all.push(Candidate { bounds: bounds.with(at, Limit::between(low, Some(cut))), tally });
                    }
                    if let Some(cut) = cut_below(&groups, self.share) {
                        let tally = tally(groups.iter().filter(|group| group.value >= cut));
                        all.push(Candidate { bounds: bounds.with(at, Limit::between(Some(cut), high)), tally });
                    }
                }
                Values::Classes { n, of } => {
                    let wanted = classes(&bounds.0[at], *n);
                    if wanted.iter().filter(|wanted| **wanted).count() < 2 {
                        continue;
                    }
                    for class in (0..*n).filter(|&class| wanted[class]) {
                        let tally = self.cases.tally(|point| inside[point] && of[point] != class);
                        let mut fewer = wanted.clone();
                        fewer[class] = false;
                        all.push(Candidate { bounds: bounds.with(at, Limit::Among(fewer)), tally });
                    }
                }
            }
        }
        all
    }

    /// Boxes with a little more at one end of a limited input, or with one class more.
    pub fn pastes(&self, bounds: &Bounds) -> Vec<Candidate> {
        let mut all = Vec::new();
        for at in bounds.restricted() {
            let near: Vec<bool> =
                (0..self.cases.len()).map(|point| self.open[point] && bounds.hold_but(self.cases, point, at)).collect();
            let limits = match &self.cases.inputs[at].values {
                Values::Numbers(_) => self.wider(&bounds.0[at], at, &near),
                Values::Classes { n, .. } => more_classes(&classes(&bounds.0[at], *n)),
            };
            for limit in limits {
                let bounds = bounds.with(at, limit);
                let tally = self.cases.tally(|point| near[point] && bounds.hold(self.cases, point));
                all.push(Candidate { bounds, tally });
            }
        }
        all
    }

    /// The limit moved outwards at each of its ends.
    fn wider(&self, limit: &Limit, at: usize, near: &[bool]) -> Vec<Limit> {
        let groups = self.order.groups(self.cases, at, |point| near[point]);
        let (low, high) = limit.ends();
        let mut limits = Vec::new();
        if let Some(low) = low {
            let beyond: Vec<Group> = groups.iter().copied().filter(|group| group.value <= low).collect();
            let moved = cut_above(&beyond, self.share).filter(|cut| beyond.first().is_some_and(|least| *cut > least.value));
            limits.push(Limit::between(moved, high));
        }
        if let Some(high) = high {
            let beyond: Vec<Group> = groups.iter().copied().filter(|group| group.value >= high).collect();
            let moved = cut_below(&beyond, self.share).filter(|cut| beyond.last().is_some_and(|most| *cut < most.value));
            limits.push(Limit::between(low, moved));
        }
        limits
    }
}

fn tally<'g>(groups: impl Iterator<Item = &'g Group>) -> Tally {
    groups.fold(Tally::default(), |sum, group| Tally { points: 0, runs: sum.runs + group.runs, hits: sum.hits + group.hits })
}

fn classes(limit: &Limit, n: usize) -> Vec<bool> {
    match limit {
        Limit::Among(wanted) => wanted.clone(),
        Limit::Free | Limit::Between { .. } => vec![true; n],
    }
}

fn more_classes(wanted: &[bool]) -> Vec<Limit> {
    let with = |class: usize| {
        let mut more = wanted.to_vec();
        more[class] = true;
        if more.iter().all(|wanted| *wanted) { Limit::Free } else { Limit::Among(more) }
    };
    (0..wanted.len()).filter(|&class| !wanted[class]).map(with).collect()
}
