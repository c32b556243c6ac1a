//! Games of groups that each decide by weight among themselves: so many groups win together, or so many others by a lower bar.

use super::banzhaf::Banzhaf;
use super::census::Swings;
use super::game::GameError;
use super::grouped::swings_by_heads;
use super::listed::Listed;
use super::shapley::Shapley;
use super::{sample, sampled_banzhaf, sampled_shapley};
use crate::dice::Stream;

/// One way of winning: at least `count` groups, each with its own quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Groups needed, at least 1.
    pub count: usize,
    /// Weight needed in each group, at least 1; `None` where no weight is enough.
    pub quotas: Vec<Option<u64>>,
}

/// A coalition wins when it meets any one tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiered {
    group_of: Vec<usize>,
    weights: Vec<u64>,
    n_groups: usize,
    tiers: Vec<Tier>,
}

impl Tiered {
    /// A game of groups.
    ///
    /// * `players`: group, from 0, and weight of each.
    /// * `tiers`: the ways of winning, each with one quota per group.
    ///
    /// # Errors
    /// A tier that asks for nobody, or none that all together meet, is no game.
    ///
    /// # Panics
    /// A player of a group that a tier has no quota for.
    pub fn new(players: &[(usize, u64)], tiers: &[Tier]) -> Result<Tiered, GameError> {
        let n_groups = tiers.first().map_or(0, |tier| tier.quotas.len());
        assert!(tiers.iter().all(|tier| tier.quotas.len() == n_groups), "all tiers have the same groups");
        assert!(tiers.is_empty() || players.iter().all(|(group, _)| *group < n_groups), "every player's group has a quota");
        let (group_of, weights) = players.iter().copied().unzip();
        let game = Tiered { group_of, weights, n_groups, tiers: tiers.to_vec() };
        if game.wins(|_| false) {
            return Err(GameError::NobodyNeeded);
        }
        if !game.wins(|_| true) {
            let (quota, total) = (tiers.iter().map(|tier| tier.count as u128).min().unwrap_or(0), n_groups as u128);
            return Err(GameError::NobodyWins { quota, total });
        }
        Ok(game)
    }

    /// Number of players.
    pub fn n_players(&self) -> usize {
        self.weights.len()
    }

    /// Whether the players that are in win.
    pub fn wins(&self, is_in: impl Fn(usize) -> bool) -> bool {
        let mut held = vec![0; self.n_groups];
        for (player, weight) in self.weights.iter().enumerate().filter(|(player, _)| is_in(*player)) {
            held[self.group_of[player]] += weight;
        }
        self.wins_with(&held)
    }

    /// Banzhaf's and Coleman's indices by player: exact with up to 20 players, and with any number where the weights in each
    /// group are equal and heads can be drawn in at most a million ways; else sampled.
    pub fn banzhaf(&self, stream: &mut Stream) -> Banzhaf {
        let n = self.n_players();
        match (self.swings(), self.listed()) {
            (Some(swings), _) => Banzhaf::from_swings(swings),
            (None, Some(listed)) => listed.banzhaf(),
            (None, None) => sampled_banzhaf(n, sample::draws(n * n), stream, |coalition| self.wins(|player| coalition[player])),
        }
    }

    /// The Shapley-Shubik index by player, found as [`Tiered::banzhaf`] is.
    pub fn shapley(&self, stream: &mut Stream) -> Shapley {
        let n = self.n_players();
        match (self.swings(), self.listed()) {
            (Some(swings), _) => Shapley::from_swings(&swings),
            (None, Some(listed)) => listed.shapley(),
            (None, None) => sampled_shapley(n, sample::draws(n * n), stream, |coalition| self.wins(|player| coalition[player])),
        }
    }

    /// Every coalition written out; `None` with more than 20 players.
    pub fn listed(&self) -> Option<Listed> {
        Listed::of(self.n_players(), |coalition| self.wins(|player| coalition >> player & 1 == 1))
    }

    /// The players without whom all others together lose, in order.
    pub fn blockers(&self) -> Vec<usize> {
        (0..self.n_players()).filter(|&absent| !self.wins(|player| player != absent)).collect()
    }

    /// The players who win alone, in order.
    pub fn soloists(&self) -> Vec<usize> {
        (0..self.n_players()).filter(|&alone| self.wins(|player| player == alone)).collect()
    }

    /// Fewest players that win together: of some tier, the groups that need fewest, each by its heaviest.
    pub fn nakamoto_pass(&self) -> usize {
        let fewest =
            |tier: &Tier| cheapest(tier.count, (0..self.n_groups).map(|group| self.fewest_in(group, tier.quotas[group])));
        self.tiers.iter().filter_map(fewest).min().expect("all together meet a tier")
    }

    /// Fewest players without whom all others together lose; `None` where several tiers and many unequal players make that a
    /// search.
    pub fn nakamoto_block(&self) -> Option<usize> {
        if let [tier] = self.tiers.as_slice() {
            // A group that never reaches its quota need not be held back.
            let able = (0..self.n_groups).filter(|&group| self.fewest_in(group, tier.quotas[group]).is_some());
            let held_back: Vec<Option<usize>> = able.map(|group| self.fewest_against(group, tier.quotas[group])).collect();
            return cheapest((held_back.len() + 1).saturating_sub(tier.count), held_back.into_iter());
        }
        let loses = |coalition: &u32| !self.wins(|player| coalition >> player & 1 == 1);
        let all = self.listed().map(|_| 0..1_u32 << self.n_players())?;
        all.filter(loses).map(|coalition| self.n_players() - coalition.count_ones() as usize).min()
    }

    fn wins_with(&self, held: &[u64]) -> bool {
        let meets = |tier: &Tier| {
            let groups = tier.quotas.iter().zip(held);
            groups.filter(|(quota, held)| quota.is_some_and(|quota| **held >= quota)).count() >= tier.count
        };
        self.tiers.iter().any(meets)
    }

    /// By counting heads; `None` where a group's weights differ, or where there are too many ways.
    fn swings(&self) -> Option<Swings> {
        let (mut sizes, mut each) = (vec![0; self.n_groups], vec![None; self.n_groups]);
        for (&group, &weight) in self.group_of.iter().zip(&self.weights) {
            sizes[group] += 1;
            if *each[group].get_or_insert(weight) != weight {
                return None;
            }
        }
        let by_group = swings_by_heads(&sizes, |heads| {
            let held = heads.iter().zip(&each).map(|(&heads, each)| heads as u64 * each.unwrap_or(0));
            self.wins_with(&held.collect::<Vec<u64>>())
        });
        by_group.map(|swings| swings.by_player(&self.group_of))
    }

    fn heaviest_first(&self, group: usize) -> Vec<u64> {
        let own = self.group_of.iter().zip(&self.weights).filter(|(of, _)| **of == group);
        let mut weights: Vec<u64> = own.map(|(_, &weight)| weight).collect();
        weights.sort_unstable_by(|a, b| b.cmp(a));
        weights
    }

    /// Fewest members of a group that reach a quota.
    fn fewest_in(&self, group: usize, quota: Option<u64>) -> Option<usize> {
        let mut held = 0;
        let place = self.heaviest_first(group).into_iter().position(|weight| {
            held += weight;
            quota.is_some_and(|quota| held >= quota)
        });
        place.map(|place| place + 1)
    }

    /// Fewest members without whom the rest of a group misses a quota.
    fn fewest_against(&self, group: usize, quota: Option<u64>) -> Option<usize> {
        let weights = self.heaviest_first(group);
        let mut rest: u64 = weights.iter().sum();
        let place = weights.into_iter().position(|weight| {
            rest -= weight;
            quota.is_none_or(|quota| rest < quota)
        });
        place.map(|place| place + 1)
    }
}

/// The sum of the `count` smallest numbers; `None` where there are not so many.
fn cheapest(count: usize, numbers: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    let mut known: Vec<usize> = numbers.flatten().collect();
    known.sort_unstable();
    known.get(..count).map(|few| few.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Key, Purpose};
    use crate::power::{BigUint, Game, Grouped, Method};
    use proptest::prelude::*;

    fn stream() -> Stream {
        Dice::new(11, 0).stream(Purpose::Coalition, Key::of("tiered"), Key::NONE, 0)
    }

    fn tier(count: usize, quotas: &[u64]) -> Tier {
        Tier { count, quotas: quotas.iter().map(|&quota| (quota > 0).then_some(quota)).collect() }
    }

    #[test]
    fn one_group_is_a_game_of_weights() {
        let players = [4, 4, 4, 2, 2, 1].map(|weight| (0, weight));
        let (tiered, game) = (Tiered::new(&players, &[tier(1, &[12])]), Game::weighted(&[4, 4, 4, 2, 2, 1], 12));
        let (tiered, game) = (tiered.expect("a game"), game.expect("a game"));
        assert_eq!(Some(tiered.banzhaf(&mut stream())), Banzhaf::exact(&game));
        assert_eq!(Some(tiered.shapley(&mut stream())), Shapley::exact(&game));
        assert_eq!((tiered.nakamoto_pass(), tiered.nakamoto_block()), (game.nakamoto_pass(), Some(game.nakamoto_block())));
    }

    #[test]
    fn groups_of_equals_are_counted_by_heads() {
        // Two houses of 30 and 50 that must both agree: too many to write out.
        let players: Vec<(usize, u64)> = (0..80).map(|player| (usize::from(player >= 30), 1)).collect();
        let tiered = Tiered::new(&players, &[tier(2, &[16, 26])]).expect("a game");
        let houses = Grouped::new(&[30, 50], &[vec![16, 26]]).expect("a game");
        let (found, expected) = (tiered.banzhaf(&mut stream()), houses.banzhaf().expect("few ways"));
        assert_eq!(found.method, Method::Exact);
        assert_eq!((found.absolute[0], found.absolute[79]), (expected.absolute[0], expected.absolute[1]));
        assert_eq!((tiered.nakamoto_pass(), tiered.nakamoto_block()), (42, Some(15)));
    }

    #[test]
    fn many_unequal_players_are_sampled() {
        let players: Vec<(usize, u64)> = (0..30).map(|player| (player % 3, 1 + player as u64)).collect();
        let tiered = Tiered::new(&players, &[tier(2, &[50, 50, 50])]).expect("a game");
        assert!(matches!(tiered.banzhaf(&mut stream()).method, Method::Sampled { .. }));
        assert!(matches!(tiered.shapley(&mut stream()).method, Method::Sampled { .. }));
    }

    #[test]
    fn nobody_and_everybody_are_no_game() {
        let nobody = GameError::NobodyWins { quota: 2, total: 2 };
        assert_eq!(Tiered::new(&[(0, 1), (1, 1)], &[tier(2, &[1, 0])]), Err(nobody));
        assert_eq!(Tiered::new(&[(0, 1)], &[tier(0, &[1])]), Err(GameError::NobodyNeeded));
    }

    proptest! {
        #[test]
        fn the_fewest_are_the_fewest_of_all_coalitions(
            players in prop::collection::vec((0_usize..3, 0_u64..6), 1..9),
            tiers in prop::collection::vec((1_usize..4, prop::array::uniform3(0_u64..8)), 1..3),
        ) {
            let tiers: Vec<Tier> = tiers.iter().map(|(count, quotas)| tier(*count, quotas)).collect();
            let Ok(game) = Tiered::new(&players, &tiers) else { return Ok(()) };
            let all = || 0..1_u32 << players.len();
            let wins = |coalition: &u32| game.wins(|player| coalition >> player & 1 == 1);
            let fewest = all().filter(wins).map(u32::count_ones).min();
            let against = all().filter(|coalition| !wins(coalition)).map(|coalition| players.len() as u32 - coalition.count_ones());
            prop_assert_eq!(Some(game.nakamoto_pass() as u32), fewest);
            prop_assert_eq!(game.nakamoto_block().map(|n| n as u32), against.min());
            let listed = game.listed().expect("few players");
            prop_assert_eq!(game.banzhaf(&mut stream()), listed.banzhaf());
            prop_assert_eq!(game.shapley(&mut stream()), listed.shapley());
            let swings = listed.banzhaf().counts.expect("counted").swings;
            prop_assert!(game.blockers().iter().chain(&game.soloists()).all(|&player| swings[player] > BigUint::ZERO));
        }
    }
}
