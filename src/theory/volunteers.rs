//! Who acts when one is enough, or a few: volunteers, voters whose act must turn something, inspectors.

use super::binomial;
use crate::math;

/// Somebody should act for all, and each would rather leave it to others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Volunteers {
    /// Probability that one acts.
    pub each: f64,
    /// Probability that nobody does.
    pub nobody: f64,
}

/// The mixed equilibrium of the volunteer's dilemma. More of them do not act more: `nobody` rises with `n` towards the ratio.
///
/// * `n`: how many could act, at least 1; one alone always does. `cost_over_benefit`: 0 to 1; at 1 and above nobody acts.
///
/// # Source
/// Diekmann, "Volunteer's Dilemma" (1985): `1 - (c/b)^(1/(n-1))`, nobody `(c/b)^(n/(n-1))`.
pub fn volunteers(n: u32, cost_over_benefit: f64) -> Volunteers {
    if n <= 1 {
        let acts = if cost_over_benefit < 1.0 { 1.0 } else { 0.0 };
        return Volunteers { each: acts, nobody: 1.0 - acts };
    }
    let (ratio, others) = (cost_over_benefit.min(1.0), f64::from(n - 1));
    Volunteers { each: 1.0 - math::pow(ratio, 1.0 / others), nobody: math::pow(ratio, f64::from(n) / others) }
}

/// The regimes in which a few of many act.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// Probability with which each acts, by equilibrium, rising; empty where nobody ever does.
    pub each: Vec<f64>,
    /// Probability that enough act, in the same order.
    pub enough: Vec<f64>,
    /// Largest probability with which one act can turn the result: above it no cost is worth it.
    pub max_pivot: f64,
}

/// The symmetric equilibria in which each acts with the same probability strictly between 0 and 1, when `needed` of `n` must
/// act. That nobody acts is one more whenever more than one is needed.
///
/// # Source
/// Palfrey and Rosenthal, "Participation and the Provision of Discrete Public Goods" (1984): roots of
/// `C(n-1, k-1) q^(k-1) (1-q)^(n-k) = c/b`.
pub fn threshold_volunteers(n: u32, needed: u32, cost_over_benefit: f64) -> Threshold {
    if needed == 0 || needed > n {
        return Threshold { each: Vec::new(), enough: Vec::new(), max_pivot: 0.0 };
    }
    let pivot = |q: f64| binomial::probabilities(n - 1, q)[needed as usize - 1];
    let peak = if n == 1 { 0.5 } else { f64::from(needed - 1) / f64::from(n - 1) };
    let max_pivot = pivot(peak);
    let each = match max_pivot - cost_over_benefit {
        // One act in one always turns the result, whatever its probability.
        _ if n == 1 || cost_over_benefit <= 0.0 => Vec::new(),
        gap if gap.abs() < 1e-12 => Vec::from_iter((0.0 < peak && peak < 1.0).then_some(peak)),
        gap if gap < 0.0 => Vec::new(),
        _ => {
            let below = (peak > 0.0).then(|| crossing(&pivot, cost_over_benefit, 0.0, peak));
            let above = (peak < 1.0).then(|| crossing(&pivot, cost_over_benefit, 1.0, peak));
            below.into_iter().chain(above).collect()
        }
    };
    let enough = each.iter().map(|q| binomial::at_least(n, *q, needed)).collect();
    Threshold { each, enough, max_pivot }
}

/// Where a function that rises from `low` to `high` is `level`, to the last bit.
fn crossing(f: &impl Fn(f64) -> f64, level: f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if f(middle) < level { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Inspector and inspected, each of whom would do otherwise if the other were sure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inspection {
    /// Probability of cheating.
    pub cheats: f64,
    /// Probability of inspection.
    pub inspects: f64,
}

/// The mixed equilibrium of the inspection game: cheating depends on the inspector's stakes, inspection on the cheat's. A
/// higher penalty makes for less inspection, not for less cheating.
///
/// * `cost`, `reward`: of inspecting, and of catching a cheat. `gain`, `penalty`: of cheating unseen, and of being caught.
///
/// Where inspecting costs more than it could bring, nobody inspects and cheating is sure.
///
/// # Source
/// Textbook; e.g. Fudenberg and Tirole, "Game Theory" (1991), 1.1.
pub fn inspection(cost: f64, reward: f64, gain: f64, penalty: f64) -> Inspection {
    if cost > reward {
        return Inspection { cheats: 1.0, inspects: 0.0 };
    }
    Inspection { cheats: cost / reward, inspects: gain / (gain + penalty) }
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn more_volunteers_act_less() {
        for (n, each, nobody) in [(1, 1.0, 0.0), (2, 0.9, 0.01), (5, 0.437_658_674_809_650_9, 0.056_234_132_519_034_91)] {
            let found = volunteers(n, 0.1);
            near(found.each, each, 1e-12);
            near(found.nobody, nobody, 1e-12);
        }
        near(volunteers(9, 1.5).nobody, 1.0, 0.0);
    }

    #[test]
    fn a_threshold_has_two_regimes_one_or_none() {
        let two = threshold_volunteers(10, 3, 0.1);
        near(two.each[0], 0.067_245_455_936_964_3, 1e-12);
        near(two.each[1], 0.462_281_600_047_444_9, 1e-12);
        near(two.enough[1], 0.913_390_245_893_283_8, 1e-12);
        near(two.max_pivot, 0.306_102_014_134_828_1, 1e-12);
        assert!(threshold_volunteers(10, 3, 0.31).each.is_empty());
        assert_eq!(threshold_volunteers(3, 2, 0.5).each, [0.5]);
        let (one, all) = (threshold_volunteers(5, 1, 0.1), threshold_volunteers(5, 5, 0.1));
        near(one.each[0], volunteers(5, 0.1).each, 1e-12);
        near(all.each[0], math::pow(0.1, 0.25), 1e-12);
        assert_eq!((one.each.len(), all.each.len()), (1, 1));
    }

    #[test]
    fn a_higher_penalty_saves_inspection_only() {
        let (low, high) = (inspection(1.0, 10.0, 5.0, 20.0), inspection(1.0, 10.0, 5.0, 45.0));
        for (found, expected) in [(low.cheats, 0.1), (low.inspects, 0.2), (high.cheats, 0.1), (high.inspects, 0.1)] {
            near(found, expected, 1e-15);
        }
        assert_eq!(inspection(11.0, 10.0, 5.0, 20.0), Inspection { cheats: 1.0, inspects: 0.0 });
    }
}
