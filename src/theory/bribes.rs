//! What it costs to buy a vote, a committee, a decision.

use crate::math;

/// The cheapest coalition for who buys first against a rival who buys last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coalition {
    /// Votes that are bought.
    pub members: u32,
    /// Money for all of them together.
    pub cost: f64,
    /// Money for a bare majority.
    pub bare_cost: f64,
}

/// What the first buyer pays so that every cheapest set of votes that would turn the result costs the rival its budget.
///
/// With `k` votes to spare, each must be worth `W / (k + 1)` to the rival: `((n+1)/2 + k) max(0, W / (k + 1) - v)`. Of equally
/// cheap coalitions the smallest is told.
///
/// * `n`: voters, odd. `budget`: the rival's. `intensity`: what each vote is worth to its voter if the first buyer wins;
///   negative if against.
///
/// # Source
/// Groseclose and Snyder, "Buying Supermajorities" (1996).
pub fn supermajority(n: u32, budget: f64, intensity: f64) -> Coalition {
    let bare = n / 2 + 1;
    let cost = |spare: u32| f64::from(bare + spare) * (budget / f64::from(spare + 1) - intensity).max(0.0);
    let mut best = Coalition { members: bare, cost: cost(0), bare_cost: cost(0) };
    for spare in 1..=n - bare {
        // Costs that differ by rounding only are equal.
        if cost(spare) < best.cost - 1e-12 * best.cost.abs() {
            best = Coalition { members: bare + spare, cost: cost(spare), ..best };
        }
    }
    best
}

/// A committee whose members are paid only if their vote decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// What a bare majority costs if each is simply paid.
    pub naive: f64,
    /// What each is promised in case its vote decides.
    pub promised: f64,
    /// What is paid in the end.
    pub paid: f64,
    /// Votes in favour.
    pub votes: u32,
}

/// With a promise of a little more than a vote is worth in case it decides, all accept, so nobody decides and nothing is paid.
/// It takes ballots that can be seen.
///
/// * `n`: members, odd, at least 3. `worth`: of a vote to its member. `extra`: above that, more than 0.
///
/// # Source
/// Dal Bo, "Bribing Voters" (2007).
pub fn pivotal_contract(n: u32, worth: f64, extra: f64) -> Contract {
    Contract { naive: f64::from(n / 2 + 1) * worth, promised: worth + extra, paid: 0.0, votes: n }
}

/// The share of power of a group with more money, when power is money to the power of `alpha`.
///
/// * `fraction`: of all, that the group is, 0 to 1. `times`: its budget over that of others. `alpha`: 1 is linear, 1/2 quadratic.
///
/// # Source
/// Closed forms of concave aggregators, after Sharma et al., Sci Rep 16:11792: `f r^a / (f r^a + 1 - f)`.
pub fn power_share(fraction: f64, times: f64, alpha: f64) -> f64 {
    let power = fraction * math::pow(times, alpha);
    power / (power + 1.0 - fraction)
}

/// The share of budget above which a group that votes as one beats others split over `options`: `1 / (1 + k^a)`.
///
/// # Source
/// As [`power_share`].
pub fn minority_threshold(options: f64, alpha: f64) -> f64 {
    1.0 / (1.0 + math::pow(options, alpha))
}

/// How many times more power money has when it is split over so many accounts: `k^(1-a)`.
///
/// # Source
/// As [`power_share`].
pub fn gain_from_splitting(accounts: f64, alpha: f64) -> f64 {
    math::pow(accounts, 1.0 - alpha)
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn a_larger_coalition_can_be_cheaper() {
        for (n, budget, intensity, members, cost, bare) in [
            (5, 6.0, -1.0, 5, 15.0, 21.0),
            (9, 100.0, 0.0, 9, 180.0, 500.0),
            (5, 6.0, 7.0, 3, 0.0, 0.0),
            (1, 6.0, -1.0, 1, 7.0, 7.0),
        ] {
            let found = supermajority(n, budget, intensity);
            assert_eq!(found.members, members, "{n} {budget} {intensity}");
            near(found.cost, cost, 1e-9);
            near(found.bare_cost, bare, 1e-9);
        }
        assert_eq!(supermajority(5, 12.0, -2.0).members, 5);
    }

    #[test]
    fn who_is_paid_only_if_decisive_is_never_paid() {
        assert_eq!(pivotal_contract(5, 10.0, 1.0), Contract { naive: 30.0, promised: 11.0, paid: 0.0, votes: 5 });
    }

    #[test]
    fn concave_power_helps_the_many_and_those_who_split() {
        near(power_share(0.2, 16.0, 1.0), 0.8, 1e-12);
        near(power_share(0.2, 16.0, 0.5), 0.5, 1e-12);
        near(minority_threshold(2.0, 1.0), 1.0 / 3.0, 1e-12);
        near(minority_threshold(2.0, 0.5), 0.414_213_562_373_095_1, 1e-12);
        near(gain_from_splitting(4.0, 0.5), 2.0, 1e-12);
        near(gain_from_splitting(4.0, 1.0), 1.0, 1e-12);
    }
}
