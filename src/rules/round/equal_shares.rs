//! The method of equal shares: everybody has a part of the budget, and those who approve of a thing pay for it together.

use super::super::wide::Wide;
use super::Table;
use crate::units::Money;

/// What a proposal takes from each of its supporters: `rest / weight` for each unit of weight, of those who have as much.
#[derive(Clone, Copy, Debug)]
struct Price {
    rest: u64,
    weight: u64,
    cost: u64,
}

impl Price {
    /// Whether it takes less for what it gives: satisfaction is counted in money.
    fn beats(&self, other: &Price) -> bool {
        let takes = |one: &Price, other: &Price| Wide::product([one.rest, other.weight, other.cost]);
        takes(self, other) < takes(other, self)
    }
}

/// Everybody on the table has the budget's part of its weight, rounded down to the unit. Of the proposals whose supporters can pay
/// for it, the one that takes least of the one who pays most passes, again and again. What is left at the end is not given out.
///
/// Supporters pay alike for each unit of weight; who has less pays all that it has. Of equals the oldest passes first.
///
/// # Source
/// Peters, Pierczynski and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021), utilities in money.
/// Payments are whole units here: of the supporters of one thing some may pay one unit more than others.
pub fn share_out(budget: Money, table: &mut Table) {
    fill_purses(budget, table);
    while let Some(at) = cheapest(table) {
        table.passes[at] = true;
        pay(table, at);
    }
}

fn fill_purses(budget: Money, table: &mut Table) {
    let n = table.requests.len();
    let weight_of = |row: &[u64]| row.iter().copied().max().unwrap_or(0);
    let Table { approvals, purses, .. } = table;
    purses.clear();
    if n == 0 {
        return;
    }
    let whole: u128 = approvals.chunks_exact(n).map(|row| u128::from(weight_of(row))).sum();
    purses.extend(approvals.chunks_exact(n).map(|row| {
        let part = u128::from(budget.0) * u128::from(weight_of(row)) / whole.max(1);
        u64::try_from(part).unwrap_or(budget.0)
    }));
}

fn cheapest(table: &mut Table) -> Option<usize> {
    let mut best: Option<(usize, Price)> = None;
    for at in 0..table.requests.len() {
        if !table.passes[at]
            && let Some(price) = price(table, at)
            && best.is_none_or(|(_, best)| price.beats(&best))
        {
            best = Some((at, price));
        }
    }
    best.map(|(at, _)| at)
}

/// What a proposal would take; `None` if its supporters cannot pay for it.
fn price(table: &mut Table, at: usize) -> Option<Price> {
    let n = table.requests.len();
    let cost = table.requests[at].cost.0;
    let (mut rest, mut all) = (cost, line_up(table, at)?);
    for voter in table.order.iter().map(|voter| *voter as usize) {
        let (purse, weight) = (table.purses[voter], table.approvals[voter * n + at]);
        if u128::from(purse) * u128::from(all) >= u128::from(rest) * u128::from(weight) {
            return Some(Price { rest, weight: all, cost });
        }
        rest -= purse;
        all -= weight;
    }
    None
}

/// Takes the cost from the supporters, who can pay for it.
fn pay(table: &mut Table, at: usize) {
    let n = table.requests.len();
    let Some(mut all) = line_up(table, at) else { return };
    let mut rest = table.requests[at].cost.0;
    for voter in table.order.iter().map(|voter| *voter as usize) {
        let weight = table.approvals[voter * n + at];
        let part = u128::from(rest) * u128::from(weight) / u128::from(all);
        let part = u64::try_from(part).unwrap_or(u64::MAX).min(table.purses[voter]);
        table.purses[voter] -= part;
        rest -= part;
        all -= weight;
    }
    debug_assert_eq!(rest, 0, "supporters who can pay have paid");
}

/// Puts the supporters of a proposal in order, those with the smallest purse for their weight first, and says what they weigh
/// together. `None` if they cannot pay for it, or there are none.
fn line_up(table: &mut Table, at: usize) -> Option<u64> {
    let n = table.requests.len();
    let Table { requests, approvals, order, purses, .. } = table;
    let weight = |voter: u32| approvals[voter as usize * n + at];
    let purse = |voter: u32| u128::from(purses[voter as usize]);
    order.clear();
    order.extend((0_u32..).zip(purses.iter()).map(|(voter, _)| voter).filter(|voter| weight(*voter) > 0));
    let have: u128 = order.iter().map(|voter| purse(*voter)).sum();
    if order.is_empty() || have < u128::from(requests[at].cost.0) {
        return None;
    }
    let less = |a: u32, b: u32| (purse(a) * u128::from(weight(b))).cmp(&(purse(b) * u128::from(weight(a))));
    order.sort_unstable_by(|a, b| less(*a, *b).then(a.cmp(b)));
    Some(order.iter().map(|voter| weight(*voter)).sum())
}

#[cfg(test)]
mod tests {
    use super::super::super::Count;
    use super::super::Request;
    use super::*;

    fn passes(budget: u64, costs: &[u64], voters: &[&[u64]]) -> (Vec<bool>, u64) {
        let request = |cost: &u64| Request { cost: Money(*cost), count: Count::default() };
        let requests: Vec<Request> = costs.iter().map(request).collect();
        let mut table = Table { passes: vec![false; costs.len()], requests, ..Table::default() };
        voters.iter().for_each(|row| table.add_voter(row.iter().copied()));
        share_out(Money(budget), &mut table);
        (table.passes, table.purses.iter().sum())
    }

    #[test]
    fn a_minority_gets_its_part() {
        // Six approve of three things, four of another: greedily the majority takes all of the 90.
        let (majority, minority): (&[u64], &[u64]) = (&[1, 1, 1, 0], &[0, 0, 0, 1]);
        let voters = [majority, majority, majority, majority, majority, majority, minority, minority, minority, minority];
        assert_eq!(passes(90, &[27, 27, 27, 30], &voters), (vec![true, true, false, true], 6));
        assert_eq!(passes(90, &[27, 27, 27, 37], &voters), (vec![true, true, false, false], 36));
    }

    #[test]
    fn what_costs_each_supporter_least_for_its_cost_comes_first() {
        // The larger costs each of three 20, the smaller each of two 15: a ninth of a unit a unit against an eighth.
        let voters: [&[u64]; 3] = [&[1, 1], &[1, 1], &[1, 0]];
        assert_eq!(passes(60, &[60, 30], &voters).0, [true, false]);
    }

    #[test]
    fn who_has_less_pays_all_and_every_unit_is_accounted_for() {
        let voters: [&[u64]; 3] = [&[1, 1], &[1, 0], &[0, 1]];
        let (passed, left) = passes(31, &[10, 11], &voters);
        assert_eq!((passed, left), (vec![true, true], 30 - 21));
        assert_eq!(passes(30, &[10, 16], &voters).0, [true, false], "five and ten are left for it");
    }

    #[test]
    fn weight_counts_like_so_many_voters() {
        let one = passes(30, &[20, 10], &[&[2, 0], &[0, 1]]);
        assert_eq!(one, (vec![true, true], 0));
        assert_eq!(passes(30, &[21, 10], &[&[2, 0], &[0, 1]]).0, [false, true]);
    }

    #[test]
    fn nobody_and_nothing_pass_nothing() {
        assert_eq!(passes(30, &[], &[]).0, Vec::<bool>::new());
        assert_eq!(passes(30, &[0, 5], &[]).0, [false, false]);
        assert_eq!(passes(0, &[0, 5], &[&[1, 1]]).0, [true, false]);
    }
}
