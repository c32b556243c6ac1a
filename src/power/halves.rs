//! Coalitions counted by meeting in the middle: any weights, few players.
//!
//! The players are split into two halves. All sums of a half are listed by size in rising order; a limit is then met by walking
//! up one list and down the other.
//!
//! # Source
//! Horowitz and Sahni, "Computing Partitions with Applications to the Knapsack Problem" (1974).

use super::census::Census;
use super::reduced::Reduced;
use num_bigint::BigUint;

/// Most players: the lists of one half then take a few megabytes.
const MAX_PLAYERS: usize = 36;

pub(super) struct Halves<'a> {
    game: &'a Reduced,
}

impl Halves<'_> {
    /// Machine operations that an answer takes; infinite with too many players.
    pub(super) fn cost(game: &Reduced) -> f64 {
        let n_players = game.n_players();
        if n_players > MAX_PLAYERS {
            return f64::INFINITY;
        }
        let list = (1_u64 << n_players.div_ceil(2)) as f64;
        4.0 * list * (n_players + 1) as f64 * (game.classes.len() + 1) as f64
    }

    pub(super) fn new(game: &Reduced) -> Halves<'_> {
        Halves { game }
    }
}

impl Census for Halves<'_> {
    fn lighter(&self, without: Option<usize>, limits: &[u128]) -> Vec<BigUint> {
        let mut weights: Vec<u64> = self.game.weights().collect();
        if let Some(class) = without {
            let place = weights.binary_search(&self.game.classes[class].weight);
            weights.remove(place.expect("a class has members"));
        }
        let (left, right) = weights.split_at(weights.len() / 2);
        let (left, right) = (sums_by_size(left), sums_by_size(right));
        let mut counts = vec![0_u64; limits.len()];
        for (left_size, lefts) in left.iter().enumerate() {
            for (right_size, rights) in right.iter().enumerate() {
                let size = if limits.len() > 1 { left_size + right_size } else { 0 };
                counts[size] += pairs_below(lefts, rights, limits[size]);
            }
        }
        counts.into_iter().map(BigUint::from).collect()
    }
}

/// The weights of all coalitions by size, each list in rising order.
fn sums_by_size(weights: &[u64]) -> Vec<Vec<u128>> {
    let mut lists = vec![vec![0]];
    for &weight in weights {
        lists.push(Vec::new());
        for size in (1..lists.len()).rev() {
            let joined = lists[size - 1].iter().map(|sum| sum + u128::from(weight));
            lists[size] = merged(&lists[size], joined);
        }
    }
    lists
}

fn merged(first: &[u128], second: impl ExactSizeIterator<Item = u128>) -> Vec<u128> {
    let mut all = Vec::with_capacity(first.len() + second.len());
    let mut first = first.iter().copied().peekable();
    for item in second {
        while let Some(smaller) = first.next_if(|other| *other < item) {
            all.push(smaller);
        }
        all.push(item);
    }
    all.extend(first);
    all
}

/// Pairs whose sum stays below the limit.
fn pairs_below(lefts: &[u128], rights: &[u128], limit: u128) -> u64 {
    let mut fitting = rights.len();
    let mut pairs = 0;
    for left in lefts {
        while fitting > 0 && left + rights[fitting - 1] >= limit {
            fitting -= 1;
        }
        pairs += fitting as u64;
    }
    pairs
}
