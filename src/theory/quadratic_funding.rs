//! Matching gifts by the square of the sum of their roots, and two ways to bound what a pair can draw.

use crate::math;
use std::collections::{BTreeMap, BTreeSet};

/// What a round matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// `(sum of roots)^2`, by project.
    pub ideal: Vec<f64>,
    /// That, less the gifts.
    pub uncapped: Vec<f64>,
    /// Scale that fits them into the pool, at most 1.
    pub scale: f64,
    /// What is paid.
    pub paid: Vec<f64>,
}

/// Plain quadratic funding: each project's match is scaled down alike if the pool is too small.
///
/// * `projects`: gifts by project, in any one unit of money.
///
/// # Source
/// Buterin, Hitzig and Weyl, "Liberal Radicalism" (2018).
pub fn plain(projects: &[Vec<f64>], pool: f64) -> Round {
    let ideal: Vec<f64> = projects.iter().map(|gifts| ideal(gifts.iter().copied().map(math::sqrt))).collect();
    let uncapped: Vec<f64> = ideal.iter().zip(projects).map(|(ideal, gifts)| ideal - gifts.iter().sum::<f64>()).collect();
    let scale = scale(uncapped.iter().sum(), pool);
    Round { ideal, scale, paid: uncapped.iter().map(|uncapped| uncapped * scale).collect(), uncapped }
}

/// Gifts to one project, by giver.
pub type Gifts = BTreeMap<u32, f64>;

/// Pairwise-bounded matches of gifts listed by project: see [`bounded`].
///
/// * `m`: scale of the bound, in the unit of money.
pub fn pairwise(projects: &[Gifts], m: f64) -> Vec<f64> {
    let givers: BTreeSet<u32> = projects.iter().flat_map(|gifts| gifts.keys().copied()).collect();
    let root = |giver: &u32, gifts: &Gifts| math::sqrt(gifts.get(giver).copied().unwrap_or(0.0));
    let roots: Vec<f64> = givers.iter().flat_map(|giver| projects.iter().map(move |gifts| root(giver, gifts))).collect();
    let mut matches = vec![0.0; projects.len()];
    bounded(&roots, m, &mut matches);
    matches
}

/// What a project would have in all if nothing were short: the square of the sum of the roots of its gifts.
///
/// * `roots`: of each giver's gift.
///
/// # Source
/// Buterin, Hitzig and Weyl, "Liberal Radicalism" (2018).
pub fn ideal(roots: impl Iterator<Item = f64>) -> f64 {
    let sum: f64 = roots.sum();
    sum * sum
}

/// What fits matches into a pool, at most 1.
pub fn scale(asked: f64, pool: f64) -> f64 {
    if asked > pool { pool / asked } else { 1.0 }
}

/// Pairwise-bounded matches: the more two people give to the same projects, the less their agreement counts. A pair draws at most
/// `2 M`, however much it gives.
///
/// * `roots`: of the gifts, a row for each giver; `matches`: by project. `m`: scale of the bound, in the unit of the gifts.
///
/// # Source
/// Buterin, "Pairwise coordination subsidies" (2019), summed over ordered pairs: `M / (M + sum of roots)` times the root.
pub fn bounded(roots: &[f64], m: f64, matches: &mut [f64]) {
    let n = matches.len().max(1);
    for (place, one) in roots.chunks_exact(n).enumerate() {
        for other in roots.chunks_exact(n).skip(place + 1) {
            let together: f64 = one.iter().zip(other).map(|(x, y)| x * y).sum();
            if together > 0.0 {
                let counts = 2.0 * m / (m + together);
                matches.iter_mut().zip(one.iter().zip(other)).for_each(|(matched, (x, y))| *matched += counts * x * y);
            }
        }
    }
}

/// Matches of a round in whole units of money. Kept for its buffers.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    roots: Vec<f64>,
    matches: Vec<f64>,
    whole: Vec<u64>,
}

impl Matching {
    /// The match of each project, scaled down to the pool if need be and rounded down to the unit.
    ///
    /// * `gifts`: a row of `n` for each giver, in units of money. `bound`: scale of the pairwise bound; `None` for none.
    pub fn whole(&mut self, gifts: &[u64], n: usize, bound: Option<u64>, pool: u64) -> &[u64] {
        let Matching { roots, matches, whole } = self;
        roots.clear();
        roots.extend(gifts.iter().map(|gift| math::sqrt(*gift as f64)));
        matches.clear();
        matches.resize(n, 0.0);
        if let Some(bound) = bound {
            bounded(roots, bound as f64, matches);
        } else {
            for (at, matched) in matches.iter_mut().enumerate() {
                let given: u64 = gifts.iter().skip(at).step_by(n).sum();
                *matched = ideal(roots.iter().skip(at).step_by(n).copied()) - given as f64;
            }
        }
        let scale = scale(matches.iter().sum(), pool as f64);
        whole.clear();
        whole.extend(matches.iter().map(|matched| (matched * scale).max(0.0) as u64));
        whole
    }
}

/// The same as Gitcoin ran it: over unordered pairs, `(threshold + 1)` over the agreement, scaled down to the pool if need be.
///
/// # Source
/// gitcoinco/quadratic-funding @a04c99e2, `clr.py`.
pub fn gitcoin(grants: &[Gifts], threshold: f64, pool: f64) -> Vec<f64> {
    let together = agreement(grants);
    let share =
        |pair: (u32, u32), root: f64| if together[&pair] > 0.0 { root * (threshold + 1.0) / together[&pair] } else { 0.0 };
    let matched: Vec<f64> = grants.iter().map(|gifts| pairs(gifts).map(|(pair, root)| share(pair, root)).sum()).collect();
    let asked: f64 = matched.iter().sum();
    let scale = scale(asked, pool);
    matched.into_iter().map(|matched| matched * scale).collect()
}

/// By pair: the sum over projects of the root of the product of their gifts.
fn agreement(projects: &[Gifts]) -> BTreeMap<(u32, u32), f64> {
    let mut together = BTreeMap::new();
    for (pair, root) in projects.iter().flat_map(pairs) {
        *together.entry(pair).or_insert(0.0) += root;
    }
    together
}

/// Every pair of givers, the lower first, with the root of the product of their gifts.
fn pairs(gifts: &Gifts) -> impl Iterator<Item = ((u32, u32), f64)> {
    gifts.iter().flat_map(move |(&a, x)| gifts.range(a + 1..).map(move |(&b, y)| ((a, b), math::sqrt(x * y))))
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    fn gifts(entries: &[(u32, f64)]) -> Gifts {
        let mut gifts = Gifts::new();
        for &(who, gift) in entries {
            *gifts.entry(who).or_default() += gift;
        }
        gifts
    }

    #[test]
    fn many_small_gifts_are_matched_and_one_is_not() {
        let round = plain(&[vec![1.0; 4], vec![9.0, 1.0], vec![4.0], vec![]], 9.0);
        assert_eq!((round.ideal, round.uncapped), (vec![16.0, 16.0, 4.0, 0.0], vec![12.0, 6.0, 0.0, 0.0]));
        near(round.scale, 0.5, 1e-15);
        near(round.paid[1], 3.0, 1e-12);
        near(plain(&[vec![4.0]], 0.0).scale, 1.0, 0.0);
    }

    #[test]
    fn a_pair_draws_at_most_twice_the_bound() {
        let found = pairwise(&[gifts(&[(0, 1.0), (1, 1.0)]), gifts(&[(2, 1.0), (3, 1.0)])], 1.0);
        near(found[0] + found[1], 2.0, 1e-12);
        for gift in [1e4, 1e8, 1e12] {
            let drawn = pairwise(&[gifts(&[(0, gift), (1, gift)]), gifts(&[(0, gift), (1, gift)])], 25.0);
            assert!(drawn.iter().sum::<f64>() < 50.0);
        }
    }

    #[test]
    fn gitcoins_worked_example_comes_out() {
        let one = gifts(&[(1, 10.0), (2, 5.0), (2, 10.0), (3, 7.0), (5, 5.0), (4, 10.0), (5, 5.0), (5, 5.0)]);
        let two = gifts(&[(1, 10.0), (1, 5.0), (2, 20.0), (3, 3.0), (8, 2.0), (9, 10.0), (7, 7.0), (2, 5.0)]);
        let paid = gitcoin(&[one.clone(), two.clone()], 25.0, 5_000.0);
        near(paid[0], 220.594_180_640_824_1, 1e-9);
        near(paid[1], 351.405_819_359_175_9, 1e-9);
        near(gitcoin(&[one, two], 25.0, 100.0).iter().sum(), 100.0, 1e-9);
    }
}
