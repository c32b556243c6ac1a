//! Is a limit worth having, and is there a box at all? Both are asked of the points, by shuffling what came out of them.

use super::bounds::Bounds;
use super::cases::{Cases, Tally};
use super::choose::excess;
use super::order::Order;
use super::trajectory::{Patience, Step, walk};
use crate::dice::{Dice, Key, Purpose};
use crate::theory::binomial;
use rayon::prelude::*;

/// A limited input of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restriction {
    /// Number of the input.
    pub input: usize,
    /// How dense the box is without this limit.
    pub density_without: f64,
    /// How probable it is that a limit which means nothing makes the box as dense: with one run per point the quasi-p value of
    /// Bryant and Lempert (binomial), else by shuffling points.
    pub p: f64,
}

/// Shuffles that a limit is put to.
const SHUFFLES: u64 = 999;
/// Shuffles that the search is put to.
pub const SEARCHES: u64 = 199;

/// The limits of a box, each with what speaks for it; `open` points are searched.
pub fn restrictions(cases: &Cases, open: &[bool], bounds: &Bounds, seed: u64) -> Vec<Restriction> {
    let single = cases.runs.iter().all(|runs| *runs == 1);
    let of = |input: usize| {
        let near: Vec<usize> = (0..cases.len()).filter(|&p| open[p] && bounds.hold_but(cases, p, input)).collect();
        let inside: Vec<bool> = near.iter().map(|&point| bounds.hold(cases, point)).collect();
        let without = count(cases, &near, |_| true);
        let with = count(cases, &near, |at| inside[at]);
        let p = if single { quasi_p(with, without) } else { shuffled_p(cases, &near, &inside, Dice::new(seed, input as u64)) };
        Restriction { input, density_without: without.mean(), p }
    };
    bounds.restricted().into_iter().map(of).collect()
}

fn count(cases: &Cases, points: &[usize], wanted: impl Fn(usize) -> bool) -> Tally {
    let mut tally = Tally::default();
    for (at, &point) in points.iter().enumerate().filter(|(at, _)| wanted(*at)) {
        let _ = at;
        tally = Tally { points: tally.points + 1, runs: tally.runs + cases.runs[point], hits: tally.hits + cases.hits[point] };
    }
    tally
}

/// At least so many cases among so many runs, if each were one with the probability that it has without the limit.
fn quasi_p(with: Tally, without: Tally) -> f64 {
    let (Ok(runs), Ok(hits)) = (u32::try_from(with.runs), u32::try_from(with.hits)) else { return 0.0 };
    binomial::at_least(runs, without.mean(), hits).min(1.0)
}

/// The share of shuffles of the points in which those inside are as dense, the one that was seen among them.
fn shuffled_p(cases: &Cases, near: &[usize], inside: &[bool], dice: Dice) -> f64 {
    let seen = count(cases, near, |at| inside[at]).mean();
    let as_dense = |shuffle: &u64| {
        let order = order_of(near.len(), &dice, "limit", *shuffle);
        let (mut runs, mut hits) = (0, 0);
        for (at, from) in order.into_iter().enumerate().filter(|(at, _)| inside[*at]) {
            let _ = at;
            runs += cases.runs[near[from]];
            hits += cases.hits[near[from]];
        }
        hits as f64 >= seen * runs as f64 - 1e-9
    };
    let times = (0..SHUFFLES).filter(as_dense).count();
    (1 + times) as f64 / (SHUFFLES + 1) as f64
}

/// A random order of `n` things.
pub fn order_of(n: usize, dice: &Dice, what: &str, number: u64) -> Vec<usize> {
    let mut keys = vec![0.0; n];
    dice.fill(Purpose::Resample, Key::of(what).nth(number), Key::NONE, &mut keys);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]).then(a.cmp(&b)));
    order
}

/// The share of shuffles of what came out of the open points, the one that was seen among them, in which a search finds a box that
/// stands out as much as the best of these steps: whether there is a box at all.
pub fn search_p(cases: &Cases, order: &Order, open: &[bool], patience: Patience, (steps, seed): (&[Step], u64)) -> f64 {
    let most = |steps: &[Step]| steps.iter().map(|step| excess(step, &steps[0])).fold(0.0, f64::max);
    let seen = most(steps);
    if seen <= 0.0 {
        return 1.0;
    }
    let among: Vec<usize> = (0..cases.len()).filter(|&point| open[point]).collect();
    let dice = Dice::new(seed, 0);
    let stands_out = |shuffle: u64| {
        let shuffled = cases.shuffled(&among, &order_of(among.len(), &dice, "search", shuffle));
        most(&walk(&shuffled, order, open, patience)) >= seen - 1e-12
    };
    let found: Vec<bool> = (0..SEARCHES).into_par_iter().map(stands_out).collect();
    (1 + found.iter().filter(|found| **found).count()) as f64 / (SEARCHES + 1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::Limit;
    use super::super::cases::tests::planted;
    use super::*;

    const PATIENCE: Patience = Patience { alpha: 0.05, least: 0.05 };

    #[test]
    fn a_limit_that_matters_is_told_from_one_that_does_not() {
        let cases = planted(400, |a, _| if a < 0.4 { 0.8 } else { 0.1 });
        let bounds = Bounds::free(&cases)
            .with(0, Limit::Between { low: None, high: Some(0.4) })
            .with(2, Limit::Between { low: Some(0.1), high: None });
        let found = restrictions(&cases, &[true; 400], &bounds, 1);
        assert!(found[0].p < 1e-6 && found[1].p > 0.2, "{found:?}");
        // The same with two runs per point, which are no more evidence than one.
        let doubled = Cases { runs: vec![2; 400], hits: cases.hits.iter().map(|hits| 2 * hits).collect(), ..cases };
        let found = restrictions(&doubled, &[true; 400], &bounds, 1);
        assert!(found[0].p <= 0.001 && found[1].p > 0.2, "{found:?}");
    }

    #[test]
    fn a_search_of_noise_is_no_better_than_a_search_of_shuffled_noise() {
        let p = |chance: fn(f64, f64) -> f64, seed| {
            let cases = planted(200, chance);
            let (order, open) = (Order::of(&cases), [true; 200]);
            let steps = walk(&cases, &order, &open, PATIENCE);
            search_p(&cases, &order, &open, PATIENCE, (&steps, seed))
        };
        assert!(p(|_, _| 0.3, 1) > 0.05);
        assert!(p(|a, b| if a < 0.5 && b < 0.5 { 0.9 } else { 0.1 }, 1) <= 0.005 + 1e-12);
        assert!((p(|_, _| 0.0, 1) - 1.0).abs() < 1e-12);
    }
}
