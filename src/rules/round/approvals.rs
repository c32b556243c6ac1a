//! Rounds by approvals, or by scores: the best first, as long as it fits. Of equals the oldest comes first.

use super::super::Count;
use super::Table;
use crate::units::{Money, Ratio};
use std::cmp::Ordering;

/// The most approved first: each that fits into what is left of the budget passes. What nobody approves of does not.
///
/// With satisfaction counted in money, this is the greedy rule by approvals for their cost.
pub fn greedy(budget: Money, table: &mut Table) {
    best_first(budget, table, |count| count.yes.weight.0 > 0, |one, other| other.yes.weight.cmp(&one.yes.weight));
}

/// The best scored first, of those whose score reaches `least`. The score is the mean of all ballots: 1 in favour, a half for an
/// abstention, 0 against. What nobody scored does not pass.
pub fn best_scores(budget: Money, least: Ratio, table: &mut Table) {
    let enough = |count: &Count| {
        let (points, ballots) = score(count);
        ballots > 0 && points * u128::from(least.den) >= ballots * u128::from(least.num)
    };
    best_first(budget, table, enough, |one, other| {
        let ((p, n), (q, m)) = (score(one), score(other));
        (q * n).cmp(&(p * m))
    });
}

/// Half points, and how many there could be.
fn score(count: &Count) -> (u128, u128) {
    let (yes, abstain, cast) = (count.yes.weight.0, count.abstain.weight.0, count.cast().weight.0);
    (2 * u128::from(yes) + u128::from(abstain), 2 * u128::from(cast))
}

fn best_first(budget: Money, table: &mut Table, enough: impl Fn(&Count) -> bool, better: impl Fn(&Count, &Count) -> Ordering) {
    let Table { requests, passes, order, .. } = table;
    order.clear();
    order.extend((0_u32..).zip(requests.iter()).filter(|(_, request)| enough(&request.count)).map(|(at, _)| at));
    order.sort_unstable_by(|a, b| better(&requests[*a as usize].count, &requests[*b as usize].count).then(a.cmp(b)));
    let mut left = budget;
    for at in order.iter().map(|at| *at as usize) {
        if requests[at].cost <= left {
            left -= requests[at].cost;
            passes[at] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{ballots, ratio};
    use super::super::Request;
    use super::*;

    fn table(requests: &[(u64, u32, u32, u32)]) -> Table {
        let requests: Vec<Request> = requests
            .iter()
            .map(|&(cost, yes, no, abstain)| Request { cost: Money(cost), count: ballots(yes, no, abstain) })
            .collect();
        Table { passes: vec![false; requests.len()], requests, ..Table::default() }
    }

    #[test]
    fn the_most_approved_that_fits_passes() {
        for (budget, passes) in [
            (100, [true, false, true, false]),
            (99, [true, false, false, false]),
            (60, [true, false, false, false]),
            (59, [false, true, false, false]),
            (0, [false; 4]),
        ] {
            let mut table = table(&[(60, 5, 9, 0), (50, 3, 0, 0), (40, 3, 0, 0), (1, 0, 0, 9)]);
            greedy(Money(budget), &mut table);
            assert_eq!(table.passes, passes, "{budget}");
        }
    }

    #[test]
    fn the_best_scored_passes_if_its_score_is_enough() {
        for (budget, least, passes) in [
            (100, ratio(1, 2), [false, true, true, false]),
            (50, ratio(1, 2), [false, true, false, false]),
            (100, ratio(3, 4), [false, true, false, false]),
            (150, ratio(0, 1), [true, true, true, false]),
        ] {
            // Scores: 5 of 14, 3 of 4, a half, none at all.
            let mut table = table(&[(50, 5, 9, 0), (50, 3, 1, 0), (50, 0, 0, 2), (0, 0, 0, 0)]);
            best_scores(Money(budget), least, &mut table);
            assert_eq!(table.passes, passes, "{budget} {least:?}");
        }
    }
}
