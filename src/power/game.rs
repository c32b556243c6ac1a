//! Simple games: who wins together. Everything that needs no counting of coalitions.

use thiserror::Error;

/// A game in which a coalition wins when it has enough weight, where enough may depend on how many heads it has.
///
/// ```text
///   quota
///     |XXXXXXX           never, with too few heads
///     |      |_______    enough weight, with enough heads
///     |              |__ anyway, with so many heads
///     +--------------------> heads
/// ```
///
/// The empty coalition loses, all players together win, and a winning coalition stays winning when others join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Game {
    weights: Vec<u64>,
    total: u128,
    /// Weight needed by number of heads, 0 to the number of players; never rising. `total + 1` means that no weight is enough.
    quotas: Vec<u128>,
}

/// Why something is not a game.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GameError {
    /// All together lose.
    #[error("all players together do not win: `{quota}` is needed, their total is `{total}`")]
    NobodyWins {
        /// Weight needed of all players together.
        quota: u128,
        /// Weight of all players together.
        total: u128,
    },
    /// The empty coalition wins.
    #[error("the empty coalition wins: a quota of at least 1 was expected")]
    NobodyNeeded,
    /// Joining can turn winning into losing.
    #[error("a coalition can lose by gaining a member: quotas that never rise with the number of heads were expected")]
    Perverse,
}

impl Game {
    /// A coalition wins when its weight reaches `quota`: a tie is in.
    ///
    /// * `weights`: one per player, any unit, 0 allowed.
    /// * `quota`: in the unit of the weights, 1 to the total.
    ///
    /// # Errors
    /// A quota of 0 and a quota above the total are no games.
    ///
    /// # Source
    /// von Neumann and Morgenstern, "Theory of Games and Economic Behavior" (1944), chapter X.
    pub fn weighted(weights: &[u64], quota: u128) -> Result<Game, GameError> {
        Game::double_majority(weights, 0, quota, None)
    }

    /// A coalition wins with at least `heads` players and at least `quota` weight, or with at least `heads_alone` players.
    ///
    /// * `weights`: one per player, any unit: populations, say.
    /// * `heads`, `heads_alone`: numbers of players; `None` where no number is enough alone.
    /// * `quota`: in the unit of the weights.
    ///
    /// # Errors
    /// As [`Game::weighted`].
    ///
    /// # Source
    /// Treaty on European Union, article 16(4): 55 % of states with 65 % of the population, or all states but three.
    pub fn double_majority(weights: &[u64], heads: usize, quota: u128, heads_alone: Option<usize>) -> Result<Game, GameError> {
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        let needed = |size: usize| match size {
            size if heads_alone.is_some_and(|alone| size >= alone) => 0,
            size if size >= heads => quota.min(total + 1),
            _ => total + 1,
        };
        let quotas: Vec<u128> = (0..=weights.len()).map(needed).collect();
        Game::by_heads(weights, &quotas).map_err(|error| match error {
            GameError::NobodyWins { quota: needed, total } => GameError::NobodyWins { quota: needed.max(quota), total },
            GameError::NobodyNeeded | GameError::Perverse => error,
        })
    }

    /// A coalition of `k` heads wins when its weight reaches the `k`-th quota: any rule that asks for heads and weight only.
    ///
    /// * `quotas`: weight needed by number of heads, one more than there are players; anything above the total is out of reach.
    ///
    /// # Errors
    /// As [`Game::weighted`], and where more heads need more weight.
    ///
    /// # Panics
    /// Quotas that do not match the players in number.
    pub fn by_heads(weights: &[u64], quotas: &[u128]) -> Result<Game, GameError> {
        assert_eq!(quotas.len(), weights.len() + 1, "one quota for each number of heads from none to all");
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        let last = quotas[weights.len()];
        if last > total {
            return Err(GameError::NobodyWins { quota: last, total });
        }
        if quotas[0] == 0 {
            return Err(GameError::NobodyNeeded);
        }
        let quotas: Vec<u128> = quotas.iter().map(|&quota| quota.min(total + 1)).collect();
        match quotas.is_sorted_by(|fewer, more| fewer >= more) {
            true => Ok(Game { weights: weights.to_vec(), total, quotas }),
            false => Err(GameError::Perverse),
        }
    }

    /// The game of stopping: a coalition wins in the dual when everybody else together loses. For a weighted game
    /// `q* = W - q + 1`.
    ///
    /// An optimistic body, where silence carries and objections stop, is the dual of the body that has to say yes.
    pub fn dual(&self) -> Game {
        let quotas = self.quotas.iter().rev().map(|quota| self.total + 1 - quota).collect();
        Game { weights: self.weights.clone(), total: self.total, quotas }
    }

    /// Whether so many heads with so much weight win.
    pub fn wins(&self, heads: usize, weight: u128) -> bool {
        weight >= self.quotas[heads]
    }

    /// Weights by player, in their own unit.
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// Number of players.
    pub fn n_players(&self) -> usize {
        self.weights.len()
    }

    /// Weight of all players together.
    pub fn total(&self) -> u128 {
        self.total
    }

    /// Weight needed by number of heads, from 0 to all; `total + 1` where no weight is enough.
    pub fn quotas(&self) -> &[u128] {
        &self.quotas
    }

    /// The veto players, in order: all others together lose without them.
    pub fn blockers(&self) -> Vec<usize> {
        let rest = self.n_players().saturating_sub(1);
        (0..self.n_players()).filter(|&i| !self.wins(rest, self.total - u128::from(self.weights[i]))).collect()
    }

    /// Fewest players that win together. The heaviest are the best choice of any number of players.
    pub fn nakamoto_pass(&self) -> usize {
        let mut sorted = self.weights.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let mut held = 0;
        for (heads, weight) in sorted.into_iter().enumerate() {
            if self.wins(heads, held) {
                return heads;
            }
            held += u128::from(weight);
        }
        self.n_players()
    }

    /// Fewest players without whom all others together lose.
    pub fn nakamoto_block(&self) -> usize {
        self.dual().nakamoto_pass()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_lies_between_one_and_the_total() {
        assert_eq!(Game::weighted(&[3, 2], 0), Err(GameError::NobodyNeeded));
        assert!(Game::weighted(&[3, 2], 1).is_ok() && Game::weighted(&[3, 2], 5).is_ok());
        assert_eq!(Game::weighted(&[3, 2], 6), Err(GameError::NobodyWins { quota: 6, total: 5 }));
        assert!(Game::weighted(&[], 1).is_err() && Game::weighted(&[0, 0], 1).is_err());
        assert!(Game::double_majority(&[1, 1], 3, 1, None).is_err());
        assert_eq!(Game::weighted(&[u64::MAX; 3], 3 * u128::from(u64::MAX)).map(|game| game.nakamoto_pass()), Ok(3));
    }

    #[test]
    fn more_heads_never_need_more_weight() {
        assert_eq!(Game::by_heads(&[2, 1], &[9, 3, 2]), Game::by_heads(&[2, 1], &[4, 3, 2]));
        assert_eq!(Game::by_heads(&[2, 1], &[4, 1, 2]), Err(GameError::Perverse));
        assert_eq!(Game::by_heads(&[2, 1], &[3, 3, 3]), Game::weighted(&[2, 1], 3));
    }

    #[test]
    fn fewest_to_carry_and_fewest_to_stop() {
        type Row = (&'static [u64], u128, usize, usize, &'static [usize]);
        // weights, quota, pass, block, veto players
        let table: &[Row] = &[
            (&[4, 4, 4, 2, 2, 1], 12, 3, 2, &[]),
            (&[30, 20, 10, 10], 50, 2, 1, &[0]),
            (&[7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 39, 9, 1, &[0, 1, 2, 3, 4]),
            (&[51, 49], 51, 1, 1, &[0]),
            (&[1, 1, 1, 1], 4, 4, 1, &[0, 1, 2, 3]),
            (&[1, 1, 1, 1], 1, 1, 4, &[]),
            (&[0, 5], 3, 1, 1, &[1]),
        ];
        for &(weights, quota, pass, block, blockers) in table {
            let game = Game::weighted(weights, quota).expect("a game");
            assert_eq!((game.nakamoto_pass(), game.nakamoto_block()), (pass, block), "{weights:?} {quota}");
            assert_eq!(game.blockers(), blockers, "{weights:?} {quota}");
        }
    }

    #[test]
    fn the_dual_of_a_weighted_game_needs_more_than_what_is_not_needed() {
        let game = Game::weighted(&[10, 9, 6, 5], 16).expect("a game");
        assert_eq!(Ok(game.dual()), Game::weighted(&[10, 9, 6, 5], 30 - 16 + 1));
        assert_eq!(game.dual().dual(), game);
    }

    #[test]
    fn enough_heads_may_do_without_weight() {
        let game = Game::double_majority(&[50, 30, 15, 5], 2, 60, Some(3)).expect("a game");
        assert!(game.wins(2, 80) && !game.wins(2, 59) && game.wins(3, 50) && !game.wins(1, 100));
        let dual = game.dual();
        assert!(!dual.wins(1, 20) && dual.wins(2, 41) && !dual.wins(2, 40) && dual.wins(3, 0));
    }
}
