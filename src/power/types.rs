//! Coalitions counted by how many of each kind of player are in them: any weights, few different ones, any number of players.

use super::census::{Census, binomials};
use super::reduced::Reduced;
use num_bigint::BigUint;

pub(super) struct Types<'a> {
    game: &'a Reduced,
}

impl Types<'_> {
    /// Machine operations that an answer takes.
    pub(super) fn cost(game: &Reduced) -> f64 {
        let compositions: f64 = game.classes.iter().map(|class| (class.members + 1) as f64).product();
        // A product of two numbers of `n` bits and a sum, with their allocations, for each composition and question.
        let limbs = (game.n_players() / 64 + 1) as f64;
        compositions * (100.0 + limbs * limbs) * 2.0 * (game.classes.len() + 1) as f64
    }

    pub(super) fn new(game: &Reduced) -> Types<'_> {
        Types { game }
    }
}

impl Census for Types<'_> {
    fn lighter(&self, without: Option<usize>, limits: &[u128]) -> Vec<BigUint> {
        let classes = self.game.classes.iter().enumerate();
        let members: Vec<usize> = classes.map(|(idx, class)| class.members - usize::from(without == Some(idx))).collect();
        let mut counts = vec![BigUint::ZERO; limits.len()];
        for_each_composition(&members, &mut |heads, ways| {
            let size = if limits.len() > 1 { heads.iter().sum() } else { 0 };
            let parts = heads.iter().zip(&self.game.classes).map(|(&n, class)| n as u128 * u128::from(class.weight));
            if parts.sum::<u128>() < limits[size] {
                counts[size] += ways;
            }
        });
        counts
    }
}

/// Calls `visit` with every composition of a coalition, heads by kind, and the number of coalitions that have it.
pub(super) fn for_each_composition(members: &[usize], visit: &mut impl FnMut(&[usize], &BigUint)) {
    let rows: Vec<Vec<BigUint>> = members.iter().map(|&members| binomials(members)).collect();
    descend(&rows, &mut Vec::new(), &BigUint::from(1_u8), visit);
}

fn descend(rows: &[Vec<BigUint>], heads: &mut Vec<usize>, ways: &BigUint, visit: &mut impl FnMut(&[usize], &BigUint)) {
    let Some(row) = rows.get(heads.len()) else { return visit(heads, ways) };
    for (n, choices) in row.iter().enumerate() {
        heads.push(n);
        descend(rows, heads, &(ways * choices), visit);
        heads.pop();
    }
}
