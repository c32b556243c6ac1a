//! A game made small without changing anybody's power: equal weights merged, common factors divided out, players without
//! weight left aside, and the dual taken where its quota is lower.

use super::game::Game;

/// Players of one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// Weight of each, in units of the common factor.
    pub(super) weight: u64,
    /// How many there are.
    pub(super) members: usize,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reduced {
    /// Lightest first.
    pub(super) classes: Vec<Class>,
    /// Class of each player of the whole game; `None` for those left aside.
    pub(super) class_of: Vec<Option<usize>>,
    /// Weight needed by number of heads.
    pub(super) quotas: Vec<u128>,
    /// Weight of all.
    pub(super) total: u128,
    /// Whether this is the dual of the game asked about. Swings are the same, what wins there loses here.
    pub(super) dual: bool,
}

impl Reduced {
    /// The small twin of a game.
    pub(super) fn of(game: &Game) -> Reduced {
        let dual = game.dual();
        if reach(&dual) < reach(game) { Reduced::plainly(&dual, true) } else { Reduced::plainly(game, false) }
    }

    fn plainly(game: &Game, dual: bool) -> Reduced {
        // Where heads count, a player without weight is still one of them.
        let keeps_zeros = !is_flat(game.quotas());
        let mut distinct: Vec<u64> = game.weights().iter().copied().filter(|&weight| weight > 0 || keeps_zeros).collect();
        let n_players = distinct.len();
        distinct.sort_unstable();
        distinct.dedup();
        let factor = distinct.iter().copied().fold(0, crate::units::gcd).max(1);
        let class_of: Vec<Option<usize>> = game.weights().iter().map(|weight| distinct.binary_search(weight).ok()).collect();
        let members = |idx: usize| class_of.iter().filter(|class| **class == Some(idx)).count();
        let classes = distinct.iter().enumerate().map(|(idx, weight)| Class { weight: weight / factor, members: members(idx) });
        Reduced {
            classes: classes.collect(),
            quotas: game.quotas()[..=n_players].iter().map(|quota| quota.div_ceil(u128::from(factor))).collect(),
            total: game.total() / u128::from(factor),
            class_of,
            dual,
        }
    }

    /// Number of players that were kept.
    pub(super) fn n_players(&self) -> usize {
        self.quotas.len() - 1
    }

    /// Number of players that were left aside.
    pub(super) fn n_aside(&self) -> usize {
        self.class_of.len() - self.n_players()
    }

    /// Whether the number of heads does not matter.
    pub(super) fn is_flat(&self) -> bool {
        is_flat(&self.quotas)
    }

    /// All weights that can be too little lie below: the largest quota that can be reached at all.
    pub(super) fn reach(&self) -> u128 {
        highest(&self.quotas, self.total)
    }

    /// Weights of all players, lightest first.
    pub(super) fn weights(&self) -> impl Iterator<Item = u64> {
        self.classes.iter().flat_map(|class| std::iter::repeat_n(class.weight, class.members))
    }
}

fn is_flat(quotas: &[u128]) -> bool {
    quotas.windows(2).all(|pair| pair[0] == pair[1])
}

fn reach(game: &Game) -> u128 {
    highest(game.quotas(), game.total())
}

fn highest(quotas: &[u128], total: u128) -> u128 {
    quotas.iter().copied().filter(|&quota| quota <= total).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_merge_and_common_factors_go() {
        let game = Game::weighted(&[4_000_000, 0, 2_000_000, 4_000_000], 5_000_000).expect("a game");
        let small = Reduced::of(&game);
        assert_eq!(small.classes, [Class { weight: 1, members: 1 }, Class { weight: 2, members: 2 }]);
        assert_eq!(small.class_of, [Some(1), None, Some(0), Some(1)]);
        assert_eq!((small.quotas.as_slice(), small.total, small.dual), ([3; 4].as_slice(), 5, false));
    }

    #[test]
    fn the_lower_quota_of_a_game_and_its_dual_is_counted() {
        let game = Game::weighted(&[1; 10], 9).expect("a game");
        let small = Reduced::of(&game);
        assert!(small.dual);
        assert_eq!(small.reach(), 2);
    }

    #[test]
    fn heads_without_weight_stay_where_heads_count() {
        let game = Game::double_majority(&[5, 0, 3], 2, 5, None).expect("a game");
        assert_eq!(Reduced::of(&game).n_aside(), 0);
    }
}
