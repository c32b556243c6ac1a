//! Banzhaf power and Coleman's three indices: how often one player turns a coalition, all coalitions equally likely.

use super::census::{Swings, swings};
use super::fraction::{Fraction, quotient};
use super::game::Game;
use super::reduced::Reduced;
use super::{Estimate, Method, sample};
use crate::dice::Stream;
use num_bigint::BigUint;

/// The indices that rest on swings: coalitions that win with a player and lose without.
///
/// One entry per player in the order of the game; of a [`super::Grouped`] game one per group, for each of its members.
/// The harmonic mean of `prevent` and `initiate` is `absolute`.
///
/// # Source
/// Penrose (1946), "The Elementary Statistics of Majority Voting"; Banzhaf (1965), "Weighted Voting Doesn't Work"; Coleman
/// (1971), "Control of Collectivities and the Power of a Collectivity to Act".
#[derive(Clone, Debug, PartialEq)]
pub struct Banzhaf {
    /// How the numbers were found.
    pub method: Method,
    /// What was counted; absent when sampled.
    pub counts: Option<Counts>,
    /// Probability of turning the decision when everybody else decides by a fair coin, 0 to 1.
    pub absolute: Vec<Estimate>,
    /// Share of all swings, 0 to 1, sum 1 over all players; absent when nobody ever turned a decision.
    pub normalised: Option<Vec<Estimate>>,
    /// Power of the whole to act: share of coalitions that win, 0 to 1.
    pub act: Estimate,
    /// Power to prevent: share of winning coalitions that the player can break, 0 to 1; absent when none won.
    pub prevent: Option<Vec<Estimate>>,
    /// Power to initiate: share of losing coalitions that the player can make win, 0 to 1; absent when none lost.
    pub initiate: Option<Vec<Estimate>>,
}

/// Coalitions counted exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Number of players, so that there are `2^n_players` coalitions.
    pub n_players: usize,
    /// Coalitions that win.
    pub winning: BigUint,
    /// Winning coalitions that the player is in and that lose without, by player.
    pub swings: Vec<BigUint>,
}

impl Counts {
    /// See [`Banzhaf::absolute`].
    pub fn absolute(&self, player: usize) -> Fraction {
        let others = BigUint::from(1_u8) << self.n_players.saturating_sub(1);
        Fraction::new(self.swings[player].clone(), others).expect("a power of two is not zero")
    }

    /// See [`Banzhaf::normalised`]; one entry per player is taken for granted.
    pub fn normalised(&self, player: usize) -> Option<Fraction> {
        Fraction::new(self.swings[player].clone(), self.swings.iter().sum())
    }

    /// See [`Banzhaf::prevent`].
    pub fn prevent(&self, player: usize) -> Option<Fraction> {
        Fraction::new(self.swings[player].clone(), self.winning.clone())
    }

    /// See [`Banzhaf::initiate`].
    pub fn initiate(&self, player: usize) -> Option<Fraction> {
        Fraction::new(self.swings[player].clone(), self.coalitions() - &self.winning)
    }

    /// See [`Banzhaf::act`].
    pub fn act(&self) -> Fraction {
        Fraction::new(self.winning.clone(), self.coalitions()).expect("a power of two is not zero")
    }

    /// All coalitions, the empty one among them.
    pub fn coalitions(&self) -> BigUint {
        BigUint::from(1_u8) << self.n_players
    }
}

impl Banzhaf {
    /// By counting; `None` where that would take longer than seconds.
    ///
    /// O(n W) for `n` players of total weight `W`, after equal weights are merged and common factors divided out.
    pub fn exact(game: &Game) -> Option<Banzhaf> {
        let small = Reduced::of(game);
        let found = swings(&small, false)?;
        // Each player left aside doubles the coalitions and turns none.
        let aside = small.n_aside();
        let by_class: Vec<BigUint> = found.classes.iter().map(|class| class.by_size.iter().sum::<BigUint>() << aside).collect();
        let by_player = small.class_of.iter().map(|class| class.map_or(BigUint::ZERO, |class| by_class[class].clone()));
        let counts = Counts { n_players: game.n_players(), winning: found.winning << aside, swings: by_player.collect() };
        Some(Banzhaf::from_counts(counts, &vec![1; game.n_players()]))
    }

    /// From random coalitions, with intervals. See [`super::sampled_banzhaf`].
    pub fn sampled(game: &Game, draws: u32, stream: &mut Stream) -> Banzhaf {
        sample::banzhaf(game.n_players(), draws, stream, |coalition, turns| sample::look(game, coalition, turns))
    }

    /// By counting where that is quick, else sampled.
    pub fn of(game: &Game, stream: &mut Stream) -> Banzhaf {
        Banzhaf::exact(game).unwrap_or_else(|| Banzhaf::sampled(game, sample::draws(game.n_players()), stream))
    }

    /// The players that never turn a coalition, in order; `None` when sampled, where that cannot be known.
    pub fn dummies(&self) -> Option<Vec<usize>> {
        let swings = &self.counts.as_ref()?.swings;
        Some((0..swings.len()).filter(|&player| swings[player].bits() == 0).collect())
    }

    /// The same of the dual game: swings stay, what won there loses here, so that preventing and initiating change places.
    ///
    /// # Source
    /// Dubey and Shapley (1979), "Mathematical Properties of the Banzhaf Power Index".
    pub fn dual(self) -> Banzhaf {
        let Estimate { value, low, high } = self.act;
        let counts = self.counts.map(|counts| Counts { winning: counts.coalitions() - &counts.winning, ..counts });
        let act = Estimate { value: 1.0 - value, low: 1.0 - high, high: 1.0 - low };
        Banzhaf { counts, act, prevent: self.initiate, initiate: self.prevent, ..self }
    }

    /// One entry per class of players, with the number of its members.
    pub(super) fn from_swings(found: Swings) -> Banzhaf {
        let members: Vec<usize> = found.classes.iter().map(|class| class.members).collect();
        let swings = found.classes.iter().map(|class| class.by_size.iter().sum()).collect();
        Banzhaf::from_counts(Counts { n_players: found.n_players, winning: found.winning, swings }, &members)
    }

    fn from_counts(counts: Counts, members: &[usize]) -> Banzhaf {
        let coalitions = BigUint::from(1_u8) << counts.n_players;
        let losing = &coalitions - &counts.winning;
        let turned: BigUint = counts.swings.iter().zip(members).map(|(swings, &members)| swings * members).sum();
        let shares = |whole: &BigUint| -> Vec<Estimate> {
            counts.swings.iter().map(|swings| Estimate::exact(quotient(swings, whole))).collect()
        };
        let shares_if_any = |whole: &BigUint| (whole.bits() > 0).then(|| shares(whole));
        Banzhaf {
            method: Method::Exact,
            absolute: shares(&(BigUint::from(1_u8) << counts.n_players.saturating_sub(1))),
            normalised: shares_if_any(&turned),
            act: Estimate::exact(quotient(&counts.winning, &coalitions)),
            prevent: shares_if_any(&counts.winning),
            initiate: shares_if_any(&losing),
            counts: Some(counts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Swings, winning coalitions, act, and what the first player can prevent and initiate, as printed by the sources of
    /// each row.
    struct Row {
        name: &'static str,
        weights: &'static [u64],
        quota: u128,
        swings: &'static [u32],
        winning: u32,
        act: f64,
        prevent: f64,
        initiate: f64,
    }

    const NASSAU: &[u32] = &[16, 16, 16, 0, 0, 0];

    const TABLE: &[Row] = &[
        Row {
            name: "numbersandshapes.net, Voting power (5)",
            weights: &[10, 9, 6, 5],
            quota: 16,
            swings: &[5, 3, 3, 1],
            winning: 7,
            act: 0.4375,
            prevent: 0.714_285_714_285_714_3,
            initiate: 0.555_555_555_555_555_6,
        },
        Row {
            name: "Nassau County 1958, Banzhaf (1965)",
            weights: &[9, 9, 7, 3, 1, 1],
            quota: 16,
            swings: NASSAU,
            winning: 32,
            act: 0.5,
            prevent: 0.5,
            initiate: 0.5,
        },
        Row {
            name: "EEC 1958, PyPI powerindex",
            weights: &[4, 4, 4, 2, 2, 1],
            quota: 12,
            swings: &[10, 10, 10, 6, 6, 0],
            winning: 14,
            act: 0.218_75,
            prevent: 0.714_285_714_285_714_3,
            initiate: 0.2,
        },
        Row {
            name: "UN Security Council, gonitsora.com",
            weights: &[7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            quota: 39,
            swings: &[848, 848, 848, 848, 848, 84, 84, 84, 84, 84, 84, 84, 84, 84, 84],
            winning: 848,
            act: 0.025_878_906_25,
            prevent: 1.0,
            initiate: 0.026_566_416_040_100_252,
        },
        Row {
            name: "Stach (2011), CoopGame manual",
            weights: &[10, 10, 20, 30],
            quota: 50,
            swings: &[1, 1, 3, 5],
            winning: 5,
            act: 0.3125,
            prevent: 0.2,
            initiate: 0.090_909_090_909_090_91,
        },
        Row {
            name: "Nassau County 1964, milefoot.com",
            weights: &[31, 31, 28, 21, 2, 2],
            quota: 58,
            swings: NASSAU,
            winning: 32,
            act: 0.5,
            prevent: 0.5,
            initiate: 0.5,
        },
    ];

    #[test]
    fn published_games_have_their_published_power() {
        let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
        for row in TABLE {
            let game = Game::weighted(row.weights, row.quota).expect("a game");
            let found = Banzhaf::exact(&game).expect("few players");
            let counts = found.counts.clone().expect("counted");
            let swings: Vec<BigUint> = row.swings.iter().map(|&swings| BigUint::from(swings)).collect();
            assert_eq!((counts.swings, counts.winning), (swings, BigUint::from(row.winning)), "{}", row.name);
            assert!(close(found.act.value, row.act), "{}", row.name);
            let (prevent, initiate) = (found.prevent.expect("some win"), found.initiate.expect("some lose"));
            assert!(close(prevent[0].value, row.prevent) && close(initiate[0].value, row.initiate), "{}", row.name);
            let (all, half) = (f64::from(row.swings.iter().sum::<u32>()), f64::from(1_u32 << (row.weights.len() - 1)));
            let normalised = found.normalised.expect("somebody turns something");
            for (player, &swings) in row.swings.iter().enumerate() {
                assert!(close(normalised[player].value, f64::from(swings) / all), "{}", row.name);
                assert!(close(found.absolute[player].value, f64::from(swings) / half), "{}", row.name);
            }
        }
    }

    #[test]
    fn printed_decimals_of_the_security_council() {
        let mut weights = vec![7; 5];
        weights.extend([1; 10]);
        let found = Banzhaf::exact(&Game::weighted(&weights, 39).expect("a game")).expect("few players");
        let normalised = found.normalised.expect("somebody turns something");
        assert!((normalised[0].value - 0.166_929_133_858_267_71).abs() < 1e-12);
        assert!((normalised[14].value - 0.016_535_433_070_866_14).abs() < 1e-12);
    }

    #[test]
    fn states_and_people_must_both_agree() {
        // Shares of .6 of 100 people and 3 of 4 states, or all 4; computed by enumeration.
        let game = Game::double_majority(&[50, 30, 15, 5], 3, 60, Some(4)).expect("a game");
        let found = Banzhaf::exact(&game).expect("few players");
        assert!((found.act.value - 0.25).abs() < 1e-12);
        let normalised: Vec<f64> = found.normalised.expect("somebody").iter().map(|share| share.value).collect();
        assert!(normalised.iter().zip([0.4, 0.2, 0.2, 0.2]).all(|(a, b)| (a - b).abs() < 1e-12), "{normalised:?}");
    }

    #[test]
    fn a_hundred_seats_are_counted_with_integers_that_do_not_overflow() {
        // 100 equal seats, simple majority: each turns C(99, 50) coalitions.
        let game = Game::weighted(&[3; 100], 153).expect("a game");
        let swings = Banzhaf::exact(&game).and_then(|found| found.counts).expect("counted").swings;
        assert_eq!(swings[42].to_string(), "50445672272782096667406248628");
    }
}
