//! Any rule at all, written out coalition by coalition: for few players, and for the indices of minimal winning coalitions.

use super::banzhaf::Banzhaf;
use super::census::{Swinging, Swings};
use super::fraction::Fraction;
use super::game::Game;
use super::shapley::Shapley;
use num_bigint::BigUint;

/// Who wins, for each of the `2^n` coalitions. Bit `i` of a coalition's number says whether player `i` is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    n_players: usize,
    won: Vec<bool>,
}

/// The indices that rest on minimal winning coalitions or on critical players, by player; each sums to 1.
///
/// # Source
/// Deegan and Packel (1978), "A New Index of Power for Simple n-Person Games"; Holler (1982), "Forming Coalitions and
/// Measuring Voting Power"; Johnston (1978), "On the Measurement of Power: Some Reactions to Laver".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minimal {
    /// Winning coalitions that every single member can break.
    pub n_minimal: u64,
    /// Mean over minimal winning coalitions of 1/size for each member.
    pub deegan_packel: Vec<Fraction>,
    /// Memberships in minimal winning coalitions, as a share of all memberships: the public good index.
    pub holler: Vec<Fraction>,
    /// Mean over coalitions that somebody can break of 1/(number who can), for each who can.
    pub johnston: Vec<Fraction>,
}

/// Most players that are written out: a million coalitions.
const MAX_PLAYERS: usize = 20;

impl Listed {
    /// A rule written out; `None` with more than 20 players.
    ///
    /// * `wins`: whether the coalition with these bits wins. Joining must never turn winning into losing.
    pub fn of(n_players: usize, wins: impl Fn(u32) -> bool) -> Option<Listed> {
        (n_players <= MAX_PLAYERS).then(|| Listed { n_players, won: (0..1 << n_players).map(wins).collect() })
    }

    /// A game of weights written out; `None` with more than 20 players.
    pub fn of_game(game: &Game) -> Option<Listed> {
        Listed::of(game.n_players(), |coalition| {
            let members = game.weights().iter().enumerate().filter(|(player, _)| coalition >> player & 1 == 1);
            game.wins(coalition.count_ones() as usize, members.map(|(_, &weight)| u128::from(weight)).sum())
        })
    }

    /// Banzhaf's and Coleman's indices.
    pub fn banzhaf(&self) -> Banzhaf {
        Banzhaf::from_swings(self.swings())
    }

    /// The Shapley-Shubik index.
    pub fn shapley(&self) -> Shapley {
        Shapley::from_swings(&self.swings())
    }

    /// The indices of minimal winning coalitions; `None` where all coalitions win or none does.
    pub fn minimal(&self) -> Option<Minimal> {
        let mut minimal = Splits::new(self.n_players);
        let mut broken = Splits::new(self.n_players);
        for coalition in 0..self.won.len() {
            let critical = self.critical(coalition);
            if critical > 0 {
                broken.add(critical);
            }
            if critical > 0 && critical == coalition {
                minimal.add(critical);
            }
        }
        Some(Minimal {
            n_minimal: minimal.n_coalitions,
            deegan_packel: minimal.equal_shares()?,
            holler: minimal.memberships()?,
            johnston: broken.equal_shares()?,
        })
    }

    /// The members without whom a winning coalition loses.
    fn critical(&self, coalition: usize) -> usize {
        let breaks = |player: &usize| coalition >> player & 1 == 1 && !self.won[coalition ^ (1 << player)];
        if !self.won[coalition] {
            return 0;
        }
        (0..self.n_players).filter(breaks).fold(0, |players, player| players | 1 << player)
    }

    fn swings(&self) -> Swings {
        let mut by_size = vec![vec![0_u64; self.n_players]; self.n_players];
        for coalition in 0..self.won.len() {
            for player in members(self.critical(coalition)) {
                by_size[player][coalition.count_ones() as usize - 1] += 1;
            }
        }
        let classes =
            by_size.into_iter().map(|sizes| Swinging { members: 1, by_size: sizes.into_iter().map(Into::into).collect() });
        let winning = self.won.iter().filter(|&&won| won).count();
        Swings { n_players: self.n_players, winning: winning.into(), classes: classes.collect() }
    }
}

/// Coalitions whose unit of power is split among some of their members.
struct Splits {
    n_coalitions: u64,
    /// Coalitions by player and by how many share: `[player][sharers]`.
    shared: Vec<Vec<u64>>,
}

impl Splits {
    fn new(n_players: usize) -> Splits {
        Splits { n_coalitions: 0, shared: vec![vec![0; n_players + 1]; n_players] }
    }

    fn add(&mut self, sharers: usize) {
        self.n_coalitions += 1;
        for player in members(sharers) {
            self.shared[player][sharers.count_ones() as usize] += 1;
        }
    }

    /// One unit for each coalition, split equally.
    fn equal_shares(&self) -> Option<Vec<Fraction>> {
        let common = (1..=self.shared.len() as u64).fold(1, |lcm, k| lcm / crate::units::gcd(lcm, k) * k);
        let share =
            |counts: &Vec<u64>| -> u64 { (1_u64..).zip(&counts[1..]).map(|(sharers, count)| count * (common / sharers)).sum() };
        let whole = BigUint::from(common) * self.n_coalitions;
        self.shared.iter().map(|counts| Fraction::new(share(counts).into(), whole.clone())).collect()
    }

    /// One unit for each membership.
    fn memberships(&self) -> Option<Vec<Fraction>> {
        let by_player: Vec<u64> = self.shared.iter().map(|counts| counts.iter().sum()).collect();
        let all: u64 = by_player.iter().sum();
        by_player.into_iter().map(|own| Fraction::new(own.into(), all.into())).collect()
    }
}

fn members(coalition: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |player| coalition >> player & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minimal(weights: &[u64], quota: u128) -> Minimal {
        let game = Game::weighted(weights, quota).expect("a game");
        Listed::of_game(&game).and_then(|listed| listed.minimal()).expect("few players")
    }

    fn texts(index: &[Fraction]) -> Vec<String> {
        index.iter().map(Fraction::to_string).collect()
    }

    #[test]
    fn published_games_have_their_published_indices() {
        // numbersandshapes.net, "Voting power (5)"; Holler, Illing and Napel as quoted by studybreak.de.
        let found = minimal(&[10, 9, 6, 5], 16);
        assert_eq!(found.n_minimal, 3);
        assert_eq!(texts(&found.deegan_packel), ["1/3", "5/18", "5/18", "1/9"]);
        assert_eq!(texts(&found.holler), ["2/7", "2/7", "2/7", "1/7"]);
        assert_eq!(texts(&found.johnston), ["1/2", "2/9", "2/9", "1/18"]);
        let found = minimal(&[35, 20, 15, 15, 15], 51);
        assert_eq!(found.n_minimal, 5);
        assert_eq!(texts(&found.deegan_packel), ["3/10", "3/20", "11/60", "11/60", "11/60"]);
        assert_eq!(texts(&found.holler), ["4/15", "2/15", "1/5", "1/5", "1/5"]);
        assert_eq!(texts(&found.johnston), ["7/12", "3/16", "11/144", "11/144", "11/144"]);
    }

    #[test]
    fn where_all_or_none_win_nobody_has_power() {
        for constant in [true, false] {
            let listed = Listed::of(3, |_| constant).expect("three players");
            assert_eq!(listed.minimal(), None);
            let banzhaf = listed.banzhaf();
            assert_eq!((banzhaf.normalised, banzhaf.prevent.is_some(), banzhaf.initiate.is_some()), (None, constant, !constant));
        }
        assert_eq!(Listed::of(21, |_| true), None);
    }

    #[test]
    fn a_rule_that_no_weights_describe() {
        // Two pairs, one of each must agree: (a or b) and (c or d).
        let listed = Listed::of(4, |s| s & 0b11 != 0 && s & 0b1100 != 0).expect("four players");
        let found = listed.minimal().expect("some win");
        assert_eq!((found.n_minimal, texts(&found.holler)), (4, vec!["1/4".to_string(); 4]));
        assert!((listed.banzhaf().act.value - 9.0 / 16.0).abs() < 1e-15);
    }
}
