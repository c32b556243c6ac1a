//! The one question that every exact index is an answer to: how many coalitions of each size are lighter than a limit?
//!
//! A player turns a coalition of `s` others when it is too light for `s` heads and would not be for `s + 1` with the player's
//! weight: the difference of two such counts.

use super::halves::Halves;
use super::reduced::Reduced;
use super::table;
use super::types::Types;
use num_bigint::BigUint;

/// Coalitions counted by size and weight.
pub(super) trait Census {
    /// For each size from 0, the coalitions of that size that weigh less than the limit of that size, among all players
    /// (`None`) or all but one member of a class. One single limit asks for all sizes at once.
    fn lighter(&self, without: Option<usize>, limits: &[u128]) -> Vec<BigUint>;
}

/// What the exact indices are computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Swings {
    /// Players who were counted.
    pub(super) n_players: usize,
    /// Winning coalitions.
    pub(super) winning: BigUint,
    /// Groups of players with the same power.
    pub(super) classes: Vec<Swinging>,
}

impl Swings {
    /// The same with one class per player.
    ///
    /// * `class_of`: the class of each player.
    pub(super) fn by_player(&self, class_of: &[usize]) -> Swings {
        let alone = |&class: &usize| Swinging { members: 1, by_size: self.classes[class].by_size.clone() };
        Swings { classes: class_of.iter().map(alone).collect(), ..self.clone() }
    }
}

/// How often a member of a class turns a coalition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Swinging {
    /// Number of members.
    pub(super) members: usize,
    /// Coalitions of others that a member turns, by their size; or one number for all sizes.
    pub(super) by_size: Vec<BigUint>,
}

/// Largest cost of an exact answer, in machine operations: a few seconds.
const MAX_STEPS: f64 = 2e9;

/// The swings of a game, or `None` where counting would take too long. Sizes are told apart where `by_size` or the game asks.
pub(super) fn swings(game: &Reduced, by_size: bool) -> Option<Swings> {
    let by_size = by_size || !game.is_flat();
    let table = table::cost(game, by_size).unwrap_or(f64::INFINITY);
    let halves = Halves::cost(game);
    let types = Types::cost(game);
    let least = table.min(halves).min(types);
    if least > MAX_STEPS {
        return None;
    }
    // Types first: where costs are near each other it needs the least memory.
    if types <= least {
        return Some(differences(game, by_size, &Types::new(game)));
    }
    if halves <= least {
        return Some(differences(game, by_size, &Halves::new(game)));
    }
    table::build(game, by_size).map(|table| differences(game, by_size, table.as_ref()))
}

fn differences(game: &Reduced, by_size: bool, census: &dyn Census) -> Swings {
    let n_players = game.n_players();
    let n_limits = if by_size { n_players } else { 1 };
    let too_light = &game.quotas[..n_limits];
    let classes = game.classes.iter().enumerate().map(|(class, players)| {
        let weight = u128::from(players.weight);
        let still_too_light: Vec<u128> = game.quotas[1..=n_limits].iter().map(|quota| quota.saturating_sub(weight)).collect();
        let (before, after) = (census.lighter(Some(class), too_light), census.lighter(Some(class), &still_too_light));
        Swinging { members: players.members, by_size: before.into_iter().zip(after).map(|(b, a)| b - a).collect() }
    });
    let all_sizes = if by_size { &game.quotas[..] } else { too_light };
    let losing: BigUint = census.lighter(None, all_sizes).into_iter().sum();
    let winning = if game.dual { losing } else { (BigUint::from(1_u8) << n_players) - losing };
    Swings { n_players, winning, classes: classes.collect() }
}

/// The `n`-th row of Pascal's triangle.
pub(super) fn binomials(n: usize) -> Vec<BigUint> {
    let mut row = vec![BigUint::from(1_u8)];
    for k in 0..n {
        let next = &row[k] * (n - k) / (k + 1);
        row.push(next);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::power::game::Game;
    use proptest::prelude::*;

    #[test]
    fn a_row_of_pascals_triangle() {
        assert_eq!(binomials(4), [1_u8, 4, 6, 4, 1].map(BigUint::from));
        assert_eq!(binomials(0), [BigUint::from(1_u8)]);
    }

    proptest! {
        #[test]
        fn all_ways_of_counting_agree(
            weights in prop::collection::vec(0_u64..12, 1..9),
            quota in 1_u128..60,
            heads in 0_usize..6,
            alone in prop::option::of(3_usize..9),
        ) {
            for game in [Game::weighted(&weights, quota), Game::double_majority(&weights, heads, quota, alone)] {
                let Ok(game) = game else { continue };
                let small = Reduced::of(&game);
                for by_size in [true, !small.is_flat()] {
                    let by_table = table::build(&small, by_size).expect("small numbers fit");
                    let by_table = differences(&small, by_size, by_table.as_ref());
                    prop_assert_eq!(&by_table, &differences(&small, by_size, &Halves::new(&small)));
                    prop_assert_eq!(&by_table, &differences(&small, by_size, &Types::new(&small)));
                }
            }
        }
    }
}
