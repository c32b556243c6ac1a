//! Coalitions counted in a table over size and weight, by dynamic programming.
//!
//! Cell `(s, x)` holds the coalitions of size `s` that weigh at most `x`, for `x` below the largest quota. A player with weight
//! `w` is taken out again by the alternating sum `P(s, x) - P(s-1, x-w) + P(s-2, x-2w) - ...`, which reads a few cells instead
//! of rebuilding the table. Without sizes there is one row and every step stays in it.
//!
//! # Source
//! Mann and Shapley, "Values of Large Games VI" (1962), generating functions; Bilbao et al., "Generating functions for
//! computing power indices efficiently" (2000).

use super::census::{Census, binomials};
use super::reduced::Reduced;
use super::wide::Wide;
use num_bigint::BigUint;

/// Largest table, bytes.
const MAX_BYTES: f64 = 5e8;

struct Table<'a, const LIMBS: usize> {
    game: &'a Reduced,
    /// Weights from 0 up to here, exclusive.
    reach: usize,
    /// One row, or one for each size.
    rows: Vec<Wide<LIMBS>>,
    by_size: bool,
}

/// Machine operations that the table of a game takes; `None` where it would not fit into memory or into the counters.
pub(super) fn cost(game: &Reduced, by_size: bool) -> Option<f64> {
    let n_players = game.n_players() as f64;
    let rows = if by_size { n_players + 1.0 } else { 1.0 };
    let cells = rows * game.reach() as f64 * limbs(game)? as f64;
    let reads = if by_size { n_players * n_players } else { game.reach() as f64 };
    // Rows fill up as players come in, so that half of them are empty on average.
    let passes = if by_size { n_players / 2.0 } else { n_players };
    (cells * 8.0 <= MAX_BYTES).then_some(cells * passes + reads * game.classes.len() as f64)
}

/// The table of a game; `None` as for [`cost`].
pub(super) fn build(game: &Reduced, by_size: bool) -> Option<Box<dyn Census + '_>> {
    cost(game, by_size)?;
    match limbs(game)? {
        1 => Some(Box::new(Table::<1>::new(game, by_size)?)),
        2 => Some(Box::new(Table::<2>::new(game, by_size)?)),
        4 => Some(Box::new(Table::<4>::new(game, by_size)?)),
        8 => Some(Box::new(Table::<8>::new(game, by_size)?)),
        16 => Some(Box::new(Table::<16>::new(game, by_size)?)),
        _ => None,
    }
}

/// Limbs that hold a count of coalitions other than all 2^n of them.
fn limbs(game: &Reduced) -> Option<usize> {
    [1, 2, 4, 8, 16].into_iter().find(|limbs| game.n_players() <= 64 * limbs)
}

impl<'a, const LIMBS: usize> Table<'a, LIMBS> {
    fn new(game: &'a Reduced, by_size: bool) -> Option<Table<'a, LIMBS>> {
        let reach = usize::try_from(game.reach()).ok()?;
        let n_rows = if by_size { game.n_players() + 1 } else { 1 };
        let mut table = Table { game, reach, rows: vec![Wide::ZERO; n_rows * reach], by_size };
        if let Some(nobody) = table.rows.first_mut() {
            *nobody = Wide::one();
        }
        let mut so_far = 0;
        for (n_so_far, weight) in game.weights().enumerate() {
            // A player heavier than the reach is in no coalition that the table holds.
            let Some(weight) = usize::try_from(weight).ok().filter(|&weight| weight < reach) else { continue };
            so_far = (so_far + weight).min(reach - 1);
            if by_size { table.join_by_size(weight, n_so_far, so_far) } else { table.join(weight, so_far) }
        }
        table.accumulate();
        Some(table)
    }

    /// One more player, sizes told apart; `heaviest` bounds what coalitions weigh afterwards.
    fn join_by_size(&mut self, weight: usize, n_so_far: usize, heaviest: usize) {
        for size in (0..=n_so_far).rev() {
            let (smaller, larger) = self.rows[size * self.reach..(size + 2) * self.reach].split_at_mut(self.reach);
            for (with, without) in larger[weight..=heaviest].iter_mut().zip(smaller.iter()) {
                with.add(*without);
            }
        }
    }

    /// One more player, all sizes together.
    fn join(&mut self, weight: usize, heaviest: usize) {
        for with in (weight..=heaviest).rev() {
            let without = self.rows[with - weight];
            self.rows[with].add(without);
        }
    }

    fn accumulate(&mut self) {
        for row in self.rows.chunks_exact_mut(self.reach.max(1)) {
            let mut sum = Wide::ZERO;
            for cell in row {
                sum.add(*cell);
                *cell = sum;
            }
        }
    }

    /// Coalitions of `size` below `limit` without one player of weight `weight`.
    fn taken_out(&self, weight: u64, size: usize, limit: u128) -> Wide<LIMBS> {
        let mut sum = Wide::ZERO;
        let (mut row, mut below, mut odd) = (size, limit, false);
        while let Some(cell) = usize::try_from(below).ok().and_then(|below| below.checked_sub(1)) {
            let count = self.rows[row * self.reach + cell];
            if odd {
                sum.subtract(count)
            } else {
                sum.add(count)
            }
            if self.by_size && row == 0 {
                break;
            }
            row -= usize::from(self.by_size);
            below = below.saturating_sub(u128::from(weight));
            odd = !odd;
        }
        sum
    }
}

impl<const LIMBS: usize> Census for Table<'_, LIMBS> {
    fn lighter(&self, without: Option<usize>, limits: &[u128]) -> Vec<BigUint> {
        let n_others = self.game.n_players() - usize::from(without.is_some());
        let weight = without.map(|class| self.game.classes[class].weight);
        let total = self.game.total - u128::from(weight.unwrap_or(0));
        let everyone = if self.by_size { binomials(n_others) } else { vec![BigUint::from(1_u8) << n_others] };
        let count = |(size, &limit): (usize, &u128)| match weight {
            _ if limit == 0 => BigUint::ZERO,
            _ if limit > total => everyone[size].clone(),
            Some(weight) => self.taken_out(weight, size, limit).big(),
            None => self.rows[size * self.reach + limit as usize - 1].big(),
        };
        limits.iter().enumerate().map(count).collect()
    }
}
