//! Rounds by matching: gifts are matched by the square of the sum of their roots.

use super::Table;
use crate::units::{Money, Ratio, Weight};

/// Everybody on the table gives `gives` major units of money for each vote of its weight, in equal parts to all that it approves
/// of. A proposal passes if its gifts and its match reach its cost, the match rounded down to the unit. Matches are scaled down
/// alike where they are more than the budget; what is beyond a cost, or short of it, stays where it was and is handed on to nobody.
///
/// * `bound`: scale of the pairwise bound; `None` matches without one.
///
/// # Source
/// See [`crate::theory::quadratic_funding`]. Funding is whole or none here: a proposal that falls short gets nothing.
pub fn share_out(budget: Money, gives: Ratio, bound: Option<Money>, table: &mut Table) {
    let n = table.requests.len();
    give(gives, table);
    let Table { requests, passes, gifts, matching, .. } = table;
    let matches = matching.whole(gifts, n, bound.map(|bound| bound.0), budget.0);
    for (at, matched) in matches.iter().enumerate() {
        let given: u64 = gifts.iter().skip(at).step_by(n).sum();
        passes[at] = given > 0 && given.saturating_add(*matched) >= requests[at].cost.0;
    }
}

/// Gifts in minor units of money, a row for each voter.
fn give(gives: Ratio, table: &mut Table) {
    let Table { requests, approvals, gifts, .. } = table;
    gifts.clear();
    for row in approvals.chunks_exact(requests.len().max(1)) {
        let n_approved = row.iter().filter(|weight| **weight > 0).count() as u64;
        let gift = |weight: &u64| gives.floor_of(*weight) / (Weight::ONE.0 / Money::MAJOR) / n_approved.max(1);
        gifts.extend(row.iter().map(gift));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Count;
    use super::super::Request;
    use super::*;

    const VOTE: u64 = Weight::ONE.0;
    const ONE: Ratio = Ratio { num: 1, den: 1 };

    fn passes(budget: u64, bound: Option<u64>, costs: &[u64], voters: &[&[u64]]) -> Vec<bool> {
        let request = |cost: &u64| Request { cost: Money(cost * Money::MAJOR), count: Count::default() };
        let requests: Vec<Request> = costs.iter().map(request).collect();
        let mut table = Table { passes: vec![false; costs.len()], requests, ..Table::default() };
        voters.iter().for_each(|row| table.add_voter(row.iter().map(|weight| weight * VOTE)));
        let bound = bound.map(|bound| Money(bound * Money::MAJOR));
        share_out(Money(budget * Money::MAJOR), ONE, bound, &mut table);
        table.passes
    }

    #[test]
    fn many_small_gifts_reach_what_one_large_gift_does_not() {
        // Four gifts of 1: 16 in all. One gift of 4: itself.
        let voters: [&[u64]; 5] = [&[1, 0], &[1, 0], &[1, 0], &[1, 0], &[0, 4]];
        assert_eq!(passes(100, None, &[16, 5], &voters), [true, false]);
        assert_eq!(passes(100, None, &[17, 4], &voters), [false, true]);
        assert_eq!(passes(6, None, &[10, 4], &voters), [true, true], "the match of 12 is halved: 4 and 6");
        assert_eq!(passes(5, None, &[10, 4], &voters), [false, true]);
    }

    #[test]
    fn a_pair_draws_twice_the_bound_at_most() {
        // Two gifts of 100 are matched by 200, and with a bound of 10 by 2 * 100 * 10 / 110 = 18.18.
        let voters: [&[u64]; 2] = [&[100], &[100]];
        assert_eq!(passes(1_000, None, &[400], &voters), [true]);
        assert_eq!(passes(1_000, Some(10), &[219], &voters), [false]);
        assert_eq!(passes(1_000, Some(10), &[218], &voters), [true]);
    }

    #[test]
    fn who_approves_of_more_gives_less_to_each() {
        assert_eq!(passes(0, None, &[2, 2], &[&[4, 4]]), [true, true]);
        assert_eq!(passes(0, None, &[3, 1], &[&[4, 4]]), [false, true]);
        assert_eq!(passes(9, None, &[0], &[]), [false], "nobody gives");
    }
}
