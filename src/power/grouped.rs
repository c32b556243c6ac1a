//! Games in which only the number of heads in each group counts: two houses, a council with permanent members, a cell and its
//! funders.

use super::banzhaf::Banzhaf;
use super::census::{Swinging, Swings};
use super::game::GameError;
use super::shapley::Shapley;
use super::types::for_each_composition;
use num_bigint::BigUint;

/// A coalition wins when it meets any one of the rows: at least so many heads from each group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    sizes: Vec<usize>,
    rows: Vec<Vec<usize>>,
}

/// Most ways of drawing heads from the groups.
const MAX_COMPOSITIONS: f64 = 1e6;

impl Grouped {
    /// A game of groups.
    ///
    /// * `sizes`: members of each group.
    /// * `winning_if_any`: heads needed from each group, in the order of `sizes`; a row that ends early needs none from the
    ///   rest. A row that asks more of a group than it has is never met.
    ///
    /// # Errors
    /// No row that can be met, or one that asks for nobody, is no game.
    ///
    /// # Panics
    /// A row longer than `sizes` names a group that is not there.
    pub fn new(sizes: &[usize], winning_if_any: &[Vec<usize>]) -> Result<Grouped, GameError> {
        assert!(winning_if_any.iter().all(|row| row.len() <= sizes.len()), "a row asks for a group that is not there");
        let grouped = Grouped { sizes: sizes.to_vec(), rows: winning_if_any.to_vec() };
        if grouped.wins(&vec![0; sizes.len()]) {
            return Err(GameError::NobodyNeeded);
        }
        if !grouped.wins(sizes) {
            let heads = |row: &Vec<usize>| row.iter().map(|&heads| heads as u128).sum();
            let quota = grouped.rows.iter().map(heads).min().unwrap_or(0);
            return Err(GameError::NobodyWins { quota, total: sizes.iter().map(|&members| members as u128).sum() });
        }
        Ok(grouped)
    }

    /// Whether so many heads of each group win.
    pub fn wins(&self, heads: &[usize]) -> bool {
        self.rows.iter().any(|row| row.iter().zip(heads).all(|(needed, heads)| heads >= needed))
    }

    /// Banzhaf's and Coleman's indices of each member, by group; shares sum to 1 over members. `None` where there are more
    /// than a million ways of drawing heads from the groups.
    pub fn banzhaf(&self) -> Option<Banzhaf> {
        self.swings().map(Banzhaf::from_swings)
    }

    /// The Shapley-Shubik index of each member, by group; sums to 1 over members. `None` as for [`Grouped::banzhaf`].
    pub fn shapley(&self) -> Option<Shapley> {
        self.swings().map(|swings| Shapley::from_swings(&swings))
    }

    fn swings(&self) -> Option<Swings> {
        swings_by_heads(&self.sizes, |heads| self.wins(heads))
    }
}

/// The swings of a rule that asks only how many of each group are in, by group; `None` where there are more than a million
/// ways of drawing heads from the groups.
pub(super) fn swings_by_heads(sizes: &[usize], wins: impl Fn(&[usize]) -> bool) -> Option<Swings> {
    let compositions: f64 = sizes.iter().map(|&members| (members + 1) as f64).product();
    if compositions > MAX_COMPOSITIONS {
        return None;
    }
    let mut winning = BigUint::ZERO;
    for_each_composition(sizes, &mut |heads, ways| {
        if wins(heads) {
            winning += ways;
        }
    });
    let classes = (0..sizes.len()).map(|group| Swinging { members: sizes[group], by_size: turned_by(group, sizes, &wins) });
    Some(Swings { n_players: sizes.iter().sum(), winning, classes: classes.collect() })
}

/// Coalitions of others that a member of the group turns, by their size.
fn turned_by(group: usize, sizes: &[usize], wins: &impl Fn(&[usize]) -> bool) -> Vec<BigUint> {
    let mut by_size = vec![BigUint::ZERO; sizes.iter().sum()];
    let mut others = sizes.to_vec();
    let Some(fewer) = others[group].checked_sub(1) else { return by_size };
    others[group] = fewer;
    let mut joined = vec![0; others.len()];
    for_each_composition(&others, &mut |heads, ways| {
        joined.copy_from_slice(heads);
        joined[group] += 1;
        if wins(&joined) && !wins(heads) {
            by_size[heads.iter().sum::<usize>()] += ways;
        }
    });
    by_size
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Act, then normalised Banzhaf, absolute Banzhaf and Shapley-Shubik of a member of each group.
    fn check(sizes: &[usize], row: &[usize], act: f64, members: &[[f64; 3]]) {
        let game = Grouped::new(sizes, &[row.to_vec()]).expect("a game");
        let (banzhaf, shapley) = (game.banzhaf().expect("small"), game.shapley().expect("small"));
        let close = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-9;
        assert!(close(banzhaf.act.value, act));
        let normalised = banzhaf.normalised.expect("somebody turns something");
        for (group, &[share, absolute, index]) in members.iter().enumerate() {
            assert!(close(normalised[group].value, share), "group {group}");
            assert!(close(banzhaf.absolute[group].value, absolute), "group {group}");
            assert!(close(shapley.index[group].value, index), "group {group}");
        }
    }

    #[test]
    fn the_security_council_as_two_groups() {
        // UN Charter, article 27: nine of fifteen with all five permanent members.
        let permanent = [0.166_929_133_858_267_71, 0.051_757_812_5, 0.196_270_396_270_396_27];
        let elected = [0.016_535_433_070_866_14, 0.005_126_953_125, 0.001_864_801_864_801_864_8];
        check(&[5, 10], &[5, 4], 0.025_878_906_25, &[permanent, elected]);
    }

    #[test]
    fn two_houses_that_must_agree() {
        let funders = [0.148_148_148_148_148_14, 0.25, 0.166_666_666_666_666_66];
        let community = [0.111_111_111_111_111_1, 0.1875, 0.1];
        check(&[3, 5], &[2, 3], 0.25, &[funders, community]);
    }

    #[test]
    fn any_row_may_be_met() {
        // A president with a majority of three, or all three.
        let game = Grouped::new(&[1, 3], &[vec![1, 2], vec![0, 3]]).expect("a game");
        let weighted = super::super::Game::weighted(&[1, 1, 1, 1], 3).expect("a game");
        let (grouped, weighted) = (game.shapley().expect("small"), super::super::Shapley::exact(&weighted).expect("small"));
        assert_eq!(grouped.index[..], weighted.index[..2]);
    }

    #[test]
    fn rows_that_nobody_or_everybody_meets_are_no_game() {
        assert_eq!(Grouped::new(&[2, 2], &[vec![3]]), Err(GameError::NobodyWins { quota: 3, total: 4 }));
        assert_eq!(Grouped::new(&[2, 2], &[vec![0, 0]]), Err(GameError::NobodyNeeded));
        assert_eq!(Grouped::new(&[2, 2], &[]), Err(GameError::NobodyWins { quota: 0, total: 4 }));
    }
}
