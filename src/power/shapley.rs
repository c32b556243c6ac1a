//! Shapley-Shubik power: how often one player turns the decision when all join in a random order.

use super::census::{Swings, swings};
use super::fraction::Fraction;
use super::game::Game;
use super::reduced::Reduced;
use super::{Estimate, Method, sample};
use crate::dice::Stream;
use num_bigint::BigUint;

/// The probability of being the one who turns the decision, by player in the order of the game; of a [`super::Grouped`] game
/// by group, for each of its members.
///
/// `sum over coalitions of s others that the player turns: s! (n - 1 - s)! / n!`; sum 1 over all players.
///
/// # Source
/// Shapley and Shubik, "A Method for Evaluating the Distribution of Power in a Committee System" (1954).
#[derive(Clone, Debug, PartialEq)]
pub struct Shapley {
    /// How the numbers were found.
    pub method: Method,
    /// The index as exact fractions; absent when sampled.
    pub exact: Option<Vec<Fraction>>,
    /// The index, 0 to 1.
    pub index: Vec<Estimate>,
}

impl Shapley {
    /// By counting; `None` where that would take longer than seconds.
    ///
    /// O(n^2 W) for `n` players of total weight `W`, after equal weights are merged and common factors divided out.
    pub fn exact(game: &Game) -> Option<Shapley> {
        let small = Reduced::of(game);
        // Players left aside turn nothing in any order, and the orders of the others stay equally likely.
        let by_class = fractions(&swings(&small, true)?);
        let nothing = Fraction { num: BigUint::ZERO, den: BigUint::from(1_u8) };
        let by_player = small.class_of.iter().map(|class| class.map_or_else(|| nothing.clone(), |class| by_class[class].clone()));
        Some(Shapley::from_fractions(by_player.collect()))
    }

    /// From random orders, with intervals. See [`super::sampled_shapley`].
    pub fn sampled(game: &Game, draws: u32, stream: &mut Stream) -> Shapley {
        sample::shapley(game.n_players(), draws, stream, |order| sample::pivot(game, order))
    }

    /// By counting where that is quick, else sampled.
    pub fn of(game: &Game, stream: &mut Stream) -> Shapley {
        Shapley::exact(game).unwrap_or_else(|| Shapley::sampled(game, sample::draws(game.n_players()), stream))
    }

    /// One entry per class of players; the swings must be told apart by size.
    pub(super) fn from_swings(found: &Swings) -> Shapley {
        Shapley::from_fractions(fractions(found))
    }

    fn from_fractions(exact: Vec<Fraction>) -> Shapley {
        let index = exact.iter().map(|index| Estimate::exact(index.value())).collect();
        Shapley { method: Method::Exact, exact: Some(exact), index }
    }
}

fn fractions(found: &Swings) -> Vec<Fraction> {
    let mut factorials = vec![BigUint::from(1_u8)];
    for k in 1..=found.n_players {
        factorials.push(&factorials[k - 1] * k);
    }
    let orders = |size: usize| &factorials[size] * &factorials[found.n_players - 1 - size];
    let turned = |by_size: &[BigUint]| by_size.iter().enumerate().map(|(size, swings)| swings * orders(size)).sum();
    let index = |by_size: &[BigUint]| Fraction::new(turned(by_size), factorials[found.n_players].clone());
    found.classes.iter().map(|class| index(&class.by_size).expect("a factorial is not zero")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(weights: &[u64], quota: u128) -> Vec<String> {
        let game = Game::weighted(weights, quota).expect("a game");
        let found = Shapley::exact(&game).expect("few players");
        found.exact.expect("counted").iter().map(Fraction::to_string).collect()
    }

    #[test]
    fn published_games_have_their_published_index() {
        let permanent_and_elected = [["421/2145"; 5].as_slice(), ["4/2145"; 10].as_slice()].concat();
        let nassau = ["1/3", "1/3", "1/3", "0", "0", "0"];
        // numbersandshapes.net; Nassau County 1958 and 1964; EEC 1958 by PyPI powerindex; gonitsora.com; Stach (2011).
        let table: &[(&[u64], u128, &[&str])] = &[
            (&[10, 9, 6, 5], 16, &["5/12", "1/4", "1/4", "1/12"]),
            (&[9, 9, 7, 3, 1, 1], 16, &nassau),
            (&[31, 31, 28, 21, 2, 2], 58, &nassau),
            (&[4, 4, 4, 2, 2, 1], 12, &["7/30", "7/30", "7/30", "3/20", "3/20", "0"]),
            (&[7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 39, &permanent_and_elected),
            (&[10, 10, 20, 30], 50, &["1/12", "1/12", "1/4", "7/12"]),
        ];
        for &(weights, quota, expected) in table {
            assert_eq!(index(weights, quota), expected, "{weights:?} {quota}");
        }
    }

    #[test]
    fn equal_seats_have_equal_power_however_many_they_are() {
        assert_eq!(index(&[1; 200], 101), vec!["1/200"; 200]);
        assert_eq!(index(&[u64::MAX; 7], 4 * u128::from(u64::MAX)), vec!["1/7"; 7]);
    }
}
