//! The trajectory: from all points to a small box, a little at a time, and a little back at the end.

use super::bounds::Bounds;
use super::cases::{Cases, Tally};
use super::order::Order;
use super::peel::{Candidate, Ground};

/// How patiently a box is peeled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// The share of runs in the box that one step takes off, or puts back: 0 to 0.5.
    pub alpha: f64,
    /// No box holds a smaller share of all runs: 0 to 1.
    pub least: f64,
}

/// A box on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its limits.
    pub bounds: Bounds,
    /// What is inside, of the points that are searched.
    pub tally: Tally,
    /// Share of all cases that are searched.
    pub coverage: f64,
    /// Share of the runs inside that are cases.
    pub density: f64,
    /// Share of all runs.
    pub mass: f64,
}

/// All boxes from the first, which holds everything that is `open`, to the last.
pub fn trajectory(cases: &Cases, open: &[bool], patience: Patience) -> Vec<Step> {
    walk(cases, &Order::of(cases), open, patience)
}

/// The same with numbers that are in order already.
pub fn walk(cases: &Cases, order: &Order, open: &[bool], patience: Patience) -> Vec<Step> {
    let ground = Ground { cases, order, open, share: patience.alpha };
    let whole = Whole { runs: cases.tally(|_| true).runs, hits: cases.tally(|point| open[point]).hits };
    let mut inside = open.to_vec();
    let mut steps = vec![whole.step(Bounds::free(cases), cases.tally(|point| open[point]))];
    // Peel until nothing is gained, or the box would be too small.
    loop {
        let here = &steps[steps.len() - 1];
        let gain = |next: &Candidate| (next.tally.mean() - here.density) / lost(here.tally, next.tally);
        let Some(next) = best(ground.peels(&here.bounds, &inside), gain) else { break };
        let fits = whole.mass(next.tally) >= patience.least && next.tally.runs < here.tally.runs;
        if !fits || gain(&next) <= 0.0 {
            break;
        }
        inside.iter_mut().enumerate().for_each(|(point, inside)| *inside &= next.bounds.hold(cases, point));
        let tally = cases.tally(|point| inside[point]);
        steps.push(whole.step(next.bounds, tally));
    }
    // Greed takes off too much of what came early: put back what makes the box denser.
    loop {
        let here = &steps[steps.len() - 1];
        let gain = |next: &Candidate| (next.tally.mean() - here.density) / lost(next.tally, here.tally);
        let Some(next) = best(ground.pastes(&here.bounds), gain) else { break };
        if next.tally.runs <= here.tally.runs || next.tally.mean() <= here.density {
            break;
        }
        let tally = cases.tally(|point| open[point] && next.bounds.hold(cases, point));
        steps.push(whole.step(next.bounds, tally));
    }
    steps
}

/// Runs that one box has and the other has not; never 0, so that no change is no gain.
fn lost(more: Tally, fewer: Tally) -> f64 {
    more.runs.saturating_sub(fewer.runs).max(1) as f64
}

/// The box with the largest gain; of equals the one with the fewest limits, then the first.
fn best(candidates: Vec<Candidate>, gain: impl Fn(&Candidate) -> f64) -> Option<Candidate> {
    let limits = |candidate: &Candidate| candidate.bounds.restricted().len();
    candidates.into_iter().reduce(|best, next| {
        let (one, other) = (gain(&best), gain(&next));
        if other > one || (other >= one && limits(&next) < limits(&best)) { next } else { best }
    })
}

/// What shares are of.
struct Whole {
    runs: u64,
    hits: u64,
}

impl Whole {
    fn mass(&self, tally: Tally) -> f64 {
        tally.runs as f64 / self.runs.max(1) as f64
    }

    fn step(&self, bounds: Bounds, tally: Tally) -> Step {
        let coverage = tally.hits as f64 / self.hits.max(1) as f64;
        Step { bounds, tally, coverage, density: tally.mean(), mass: self.mass(tally) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::tests::planted;
    use super::super::{Input, Limit, Values};
    use super::*;

    const PATIENCE: Patience = Patience { alpha: 0.05, least: 0.05 };

    #[test]
    fn a_planted_box_is_peeled_out_a_little_at_a_time() {
        let cases = planted(600, |a, b| if a < 0.4 && b > 0.5 { 0.95 } else { 0.05 });
        let steps = trajectory(&cases, &[true; 600], PATIENCE);
        assert!((steps[0].coverage - 1.0).abs() < 1e-12 && (steps[0].mass - 1.0).abs() < 1e-12);
        for pair in steps.windows(2) {
            let (before, after) = (pair[0].tally.runs as f64, pair[1].tally.runs as f64);
            assert!(after >= 0.9 * before && (pair[1].density > pair[0].density), "{pair:?}");
        }
        let dense = steps.iter().find(|step| step.density > 0.9).expect("there is a dense box");
        assert!(dense.coverage > 0.6 && dense.bounds.0[2] == Limit::Free, "{dense:?}");
        assert!(steps.iter().all(|step| step.mass >= 0.05));
    }

    #[test]
    fn runs_of_a_point_count_as_if_each_were_a_row() {
        let cases = planted(60, |a, _| if a < 0.3 { 0.9 } else { 0.1 });
        let mut weighted = cases.clone();
        let mut rows = Cases { inputs: cases.inputs.clone(), runs: Vec::new(), hits: Vec::new() };
        let mut points = Vec::new();
        for point in 0..cases.len() {
            let n = 1 + point as u64 % 3;
            (weighted.runs[point], weighted.hits[point]) = (n, cases.hits[point] * n);
            points.extend((0..n).map(|_| point));
        }
        rows.inputs = cases.only(&points).inputs;
        rows.runs = vec![1; points.len()];
        rows.hits = points.iter().map(|&point| cases.hits[point]).collect();
        let (one, other) =
            (trajectory(&weighted, &vec![true; weighted.len()], PATIENCE), trajectory(&rows, &vec![true; rows.len()], PATIENCE));
        let shape =
            |steps: &[Step]| steps.iter().map(|step| (step.bounds.clone(), step.tally.runs, step.tally.hits)).collect::<Vec<_>>();
        assert_eq!(shape(&one), shape(&other));
    }

    #[test]
    fn classes_are_taken_out_one_by_one_and_a_constant_never() {
        let n = 120;
        let of: Vec<usize> = (0..n).map(|point| point % 3).collect();
        let hits = of.iter().map(|class| u64::from(*class == 1)).collect();
        let inputs = vec![
            Input { name: "rule".to_owned(), values: Values::Classes { n: 3, of }, shown: 1.0 },
            Input { name: "constant".to_owned(), values: Values::Numbers(vec![7.0; n]), shown: 1.0 },
        ];
        let cases = Cases { inputs, runs: vec![1; n], hits };
        let steps = trajectory(&cases, &[true; 120], PATIENCE);
        let last = steps.last().expect("there is a first");
        assert_eq!(last.bounds.0, [Limit::Among(vec![false, true, false]), Limit::Free]);
        assert!((last.density - 1.0).abs() < 1e-12 && (last.coverage - 1.0).abs() < 1e-12);
    }

    #[test]
    fn ties_are_never_cut_apart() {
        let numbers: Vec<f64> = (0..100).map(|point| f64::from(point % 4)).collect();
        let hits = numbers.iter().map(|number| u64::from(*number < 0.5)).collect();
        let input = Input { name: "seats".to_owned(), values: Values::Numbers(numbers), shown: 0.0 };
        let cases = Cases { inputs: vec![input], runs: vec![1; 100], hits };
        let steps = trajectory(&cases, &[true; 100], PATIENCE);
        let runs: Vec<u64> = steps.iter().map(|step| step.tally.runs).collect();
        assert_eq!(runs, [100, 75, 50, 25]);
        assert_eq!(steps[3].bounds.0, [Limit::Between { low: None, high: Some(0.5) }]);
    }

    #[test]
    fn where_all_or_none_are_cases_there_is_nothing_to_peel() {
        for chance in [0.0, 2.0] {
            let cases = planted(50, |_, _| chance);
            assert_eq!(trajectory(&cases, &[true; 50], PATIENCE).len(), 1);
        }
    }
}
