//! Power by drawing coalitions and orders, with intervals: for any number of players, any weights, and any rule that can say
//! who wins.
//!
//! The stream is the caller's: its address says which question the numbers belong to. One uniform number per player and draw.

use super::banzhaf::Banzhaf;
use super::game::Game;
use super::shapley::Shapley;
use super::{Estimate, Method};
use crate::dice::Stream;
use crate::math;

/// Standard errors to each side of a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// Banzhaf's and Coleman's indices of any rule, from random coalitions.
///
/// * `n_players`: how many they are.
/// * `draws`: coalitions drawn, at least 1, each player in by a fair coin. The rule is asked `n_players + 1` times for each.
/// * `wins`: whether a coalition, one entry per player, wins. Joining must never turn winning into losing.
/// * returns: 95 % intervals, Wilson's for shares, of the ratio by linearisation for `normalised`.
///
/// # Source
/// Bachrach et al., "Approximating power indices" (2010); Wilson (1927).
pub fn sampled_banzhaf(n_players: usize, draws: u32, stream: &mut Stream, wins: impl Fn(&[bool]) -> bool) -> Banzhaf {
    let mut other = vec![false; n_players];
    banzhaf(n_players, draws, stream, |coalition, turns| {
        let winning = wins(coalition);
        other.copy_from_slice(coalition);
        for (player, turn) in turns.iter_mut().enumerate() {
            other[player] = !coalition[player];
            // Leaving can only turn winning, joining can only turn losing.
            *turn = winning == coalition[player] && wins(&other) != winning;
            other[player] = coalition[player];
        }
        winning
    })
}

/// The Shapley-Shubik index of any rule, from random orders.
///
/// * `n_players`, `wins`: as for [`sampled_banzhaf`].
/// * `draws`: orders drawn, at least 1, all equally likely.
/// * returns: Wilson's 95 % intervals; the values sum to 1.
///
/// # Source
/// Mann and Shapley, "Values of Large Games, IV" (1960).
pub fn sampled_shapley(n_players: usize, draws: u32, stream: &mut Stream, wins: impl Fn(&[bool]) -> bool) -> Shapley {
    let mut coalition = vec![false; n_players];
    shapley(n_players, draws, stream, |order| {
        coalition.fill(false);
        order.iter().position(|&player| {
            coalition[player] = true;
            wins(&coalition)
        })
    })
}

/// Draws that take about a second for so many players.
pub(super) fn draws(n_players: usize) -> u32 {
    (100_000_000 / n_players.max(1)).clamp(1_000, 100_000) as u32
}

/// Whether a coalition wins, and whose change of mind would change that.
pub(super) fn look(game: &Game, coalition: &[bool], turns: &mut [bool]) -> bool {
    let heads = coalition.iter().filter(|&&is_in| is_in).count();
    let members = coalition.iter().zip(game.weights()).filter(|(is_in, _)| **is_in);
    let weight: u128 = members.map(|(_, &weight)| u128::from(weight)).sum();
    let winning = game.wins(heads, weight);
    for ((turn, &is_in), &own) in turns.iter_mut().zip(coalition).zip(game.weights()) {
        *turn = match (winning, is_in) {
            (true, true) => !game.wins(heads - 1, weight - u128::from(own)),
            (false, false) => game.wins(heads + 1, weight + u128::from(own)),
            (true, false) | (false, true) => false,
        };
    }
    winning
}

/// The place in the order of the player who turns the decision.
pub(super) fn pivot(game: &Game, order: &[usize]) -> Option<usize> {
    let mut weight = 0;
    order.iter().enumerate().position(|(before, &player)| {
        weight += u128::from(game.weights()[player]);
        game.wins(before + 1, weight)
    })
}

/// What is counted of one player over all draws.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Draws in which leaving would have turned the decision.
    leaving: f64,
    /// Draws in which joining would have turned it.
    joining: f64,
    /// Players who could have turned it, summed over the draws in which this one could.
    alongside: f64,
}

/// See [`sampled_banzhaf`]; `look` says who wins and marks the players who turn it.
pub(super) fn banzhaf(
    n_players: usize,
    draws: u32,
    stream: &mut Stream,
    mut look: impl FnMut(&[bool], &mut [bool]) -> bool,
) -> Banzhaf {
    let mut coalition = vec![false; n_players];
    let mut turns = vec![false; n_players];
    let mut seen = vec![Seen::default(); n_players];
    let (mut won, mut turned, mut turned_squared, mut with_turns) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..draws {
        coalition.iter_mut().for_each(|is_in| *is_in = stream.uniform() < 0.5);
        let winning = look(&coalition, &mut turns);
        won += f64::from(u8::from(winning));
        let n_turns = turns.iter().filter(|&&turn| turn).count() as f64;
        turned += n_turns;
        turned_squared += n_turns * n_turns;
        with_turns += f64::from(u8::from(n_turns > 0.0));
        for (player, _) in turns.iter().enumerate().filter(|(_, turn)| **turn) {
            let counter = if winning { &mut seen[player].leaving } else { &mut seen[player].joining };
            *counter += 1.0;
            seen[player].alongside += n_turns;
        }
    }
    let n = f64::from(draws);
    let shares = |count: fn(&Seen) -> f64, whole: f64| seen.iter().map(|of| wilson(count(of), whole)).collect();
    let sums = Sums { turned, turned_squared, with_turns };
    Banzhaf {
        method: Method::Sampled { draws },
        counts: None,
        absolute: shares(|of| of.leaving + of.joining, n),
        normalised: (turned > 0.0).then(|| seen.iter().map(|of| sums.share_of(of)).collect()),
        act: wilson(won, n),
        // A winning coalition that the player turns has the player in it; a losing one has not.
        prevent: (won > 0.0).then(|| shares(|of| of.leaving, won)),
        initiate: (won < n).then(|| shares(|of| of.joining, n - won)),
    }
}

/// Sums over draws of the number of players who could have turned the decision.
struct Sums {
    turned: f64,
    turned_squared: f64,
    with_turns: f64,
}

impl Sums {
    /// A player's share of all swings: a ratio of two means, whose variance is that of `x - r t` over `mean(t)^2`.
    fn share_of(&self, of: &Seen) -> Estimate {
        let hits = of.leaving + of.joining;
        let value = hits / self.turned;
        let squares = hits - 2.0 * value * of.alongside + value * value * self.turned_squared;
        let error = Z * math::sqrt(squares.max(0.0)) / self.turned;
        // Nobody or nobody else was ever seen to turn anything: the linear error is 0, and the true share need not be an end.
        let ends = wilson(if hits > 0.0 { self.with_turns } else { 0.0 }, self.with_turns);
        let lowest = if hits < self.turned { value - error } else { ends.low };
        let highest = if hits > 0.0 { value + error } else { ends.high };
        Estimate { value, low: lowest.max(0.0), high: highest.min(1.0) }
    }
}

/// See [`sampled_shapley`]; `pivot` gives the place in the order of the player who turns the decision.
pub(super) fn shapley(
    n_players: usize,
    draws: u32,
    stream: &mut Stream,
    mut pivot: impl FnMut(&[usize]) -> Option<usize>,
) -> Shapley {
    let mut hits = vec![0.0; n_players];
    let mut order: Vec<usize> = (0..n_players).collect();
    for _ in 0..draws {
        for last in (1..n_players).rev() {
            let chosen = (stream.uniform() * (last + 1) as f64) as usize;
            order.swap(last, chosen);
        }
        if let Some(place) = pivot(&order) {
            hits[order[place]] += 1.0;
        }
    }
    let index = hits.iter().map(|&hits| wilson(hits, f64::from(draws))).collect();
    Shapley { method: Method::Sampled { draws }, exact: None, index }
}

/// A share with Wilson's interval, which stays inside 0 to 1 and has a width where nothing or everything was hit.
fn wilson(hits: f64, draws: f64) -> Estimate {
    assert!(draws > 0.0, "of no draws there is no share");
    let value = hits / draws;
    let middle = (value + Z * Z / (2.0 * draws)) / (1.0 + Z * Z / draws);
    let half = Z / (1.0 + Z * Z / draws) * math::sqrt(value * (1.0 - value) / draws + Z * Z / (4.0 * draws * draws));
    Estimate { value, low: (middle - half).clamp(0.0, value), high: (middle + half).clamp(value, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Key, Purpose};

    fn stream(name: &str) -> Stream {
        Dice::new(11, 0).stream(Purpose::Judgement, Key::of(name), Key::NONE, 0)
    }

    /// Intervals that hold the truth, and that hold it when drawn three times as wide, of all intervals.
    fn coverage(sampled: &[Estimate], exact: &[Estimate]) -> (usize, usize, usize) {
        let held = |width: f64| {
            let holds = |(guess, truth): &(&Estimate, &Estimate)| {
                guess.low - width * (guess.value - guess.low) <= truth.value
                    && truth.value <= guess.high + width * (guess.high - guess.value)
            };
            sampled.iter().zip(exact).filter(holds).count()
        };
        (held(0.0), held(2.0), sampled.len())
    }

    #[test]
    fn intervals_hold_the_exact_power() {
        let mut held = (0, 0, 0);
        let mut add = |more: (usize, usize, usize)| held = (held.0 + more.0, held.1 + more.1, held.2 + more.2);
        for (weights, quota) in [
            (vec![10, 9, 6, 5], 16),
            (vec![4, 4, 4, 2, 2, 1], 12),
            (vec![7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 39),
            ((1..=25).collect(), 200),
            (vec![5, 1, 1], 4),
        ] {
            let game = Game::weighted(&weights, quota).expect("a game");
            let exact = Banzhaf::exact(&game).expect("few players");
            let guess = Banzhaf::sampled(&game, 4_000, &mut stream("coalitions"));
            assert_eq!(guess.method, Method::Sampled { draws: 4_000 });
            add(coverage(&guess.absolute, &exact.absolute));
            add(coverage(&[guess.act], &[exact.act]));
            for (guess, exact) in
                [(guess.normalised, exact.normalised), (guess.prevent, exact.prevent), (guess.initiate, exact.initiate)]
            {
                add(coverage(&guess.expect("drawn"), &exact.expect("defined")));
            }
            let exact = Shapley::exact(&game).expect("few players").index;
            let guess = Shapley::sampled(&game, 4_000, &mut stream("orders")).index;
            assert!((guess.iter().map(|index| index.value).sum::<f64>() - 1.0).abs() < 1e-9);
            add(coverage(&guess, &exact));
        }
        let (close, near, all) = held;
        assert!(close as f64 >= 0.9 * all as f64, "{held:?}");
        assert_eq!(near, all, "{held:?}");
    }

    #[test]
    fn asking_a_rule_finds_what_adding_weights_finds() {
        let (weights, quota) = ([9, 7, 4, 3, 3], 14);
        let game = Game::weighted(&weights, quota).expect("a game");
        let wins = |coalition: &[bool]| {
            let members = coalition.iter().zip(weights).filter(|(is_in, _)| **is_in);
            u128::from(members.map(|(_, weight)| weight).sum::<u64>()) >= quota
        };
        assert_eq!(sampled_banzhaf(5, 500, &mut stream("same"), wins), Banzhaf::sampled(&game, 500, &mut stream("same")));
        assert_eq!(sampled_shapley(5, 500, &mut stream("same"), wins), Shapley::sampled(&game, 500, &mut stream("same")));
    }

    #[test]
    fn what_was_never_seen_is_not_known_to_be_zero() {
        let game = Game::weighted(&[1; 40], 40).expect("a game");
        let guess = Banzhaf::sampled(&game, 100, &mut stream("rare"));
        assert_eq!((guess.normalised, guess.prevent), (None, None));
        assert!(guess.absolute[0].value < 1e-9 && guess.absolute[0].high > 0.01);
    }

    #[test]
    fn games_too_large_to_count_are_sampled() {
        let weights: Vec<u64> = (0..60).map(|player| 1_000_000_007 + player * player * 7_919).collect();
        let game = Game::weighted(&weights, 30_000_000_000).expect("a game");
        let found = Shapley::of(&game, &mut stream("large"));
        assert_eq!(found.method, Method::Sampled { draws: 100_000 });
    }
}
