//! The cost of work of size 1: the median over all streams.

use crate::math;
use crate::scenario::Distribution;

/// Median of a mixture of costs, each with its weight, found by bisection and rounded to hundredths; at least 0.01. `None` if
/// nothing has any weight.
pub fn median_of_mixture(parts: &[(f64, Distribution)]) -> Option<f64> {
    let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
    if total <= 0.0 {
        return None;
    }
    let share_below = |cost: f64| parts.iter().map(|(weight, law)| weight * share_below(law, cost)).sum::<f64>() / total;
    let mut low = 0.0;
    let mut high = 1.0;
    while share_below(high) < 0.5 && high < 1e300 {
        high *= 2.0;
    }
    // 200 halvings leave nothing between the bounds but rounding.
    for _ in 0..200 {
        let middle = low + 0.5 * (high - low);
        if share_below(middle) < 0.5 { low = middle } else { high = middle }
    }
    Some(((high * 100.0).round() / 100.0).max(0.01))
}

/// The share of draws of at most `x`.
fn share_below(law: &Distribution, x: f64) -> f64 {
    match *law {
        Distribution::Fixed(value) => f64::from(value <= x),
        Distribution::Uniform { low, high } if high > low => ((x - low) / (high - low)).clamp(0.0, 1.0),
        Distribution::Uniform { low, .. } => f64::from(low <= x),
        Distribution::Normal { mean, sd } if sd > 0.0 => math::normal_cdf((x - mean) / sd),
        Distribution::Normal { mean, .. } => f64::from(mean <= x),
        Distribution::Lognormal { median, sigma } if sigma > 0.0 && x > 0.0 => math::normal_cdf(math::ln(x / median) / sigma),
        Distribution::Lognormal { median, .. } => f64::from(median <= x),
        Distribution::Exponential { mean } => 1.0 - math::exp(-x / mean),
        Distribution::Pareto { min, alpha } if x >= min => 1.0 - math::pow(min / x, alpha),
        Distribution::Pareto { .. } => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_one_law_is_its_own() {
        let laws = [
            Distribution::Fixed(6_000.0),
            Distribution::Lognormal { median: 6_000.0, sigma: 0.7 },
            Distribution::Uniform { low: 4_000.0, high: 8_000.0 },
            Distribution::Exponential { mean: 100.0 },
            Distribution::Pareto { min: 10.0, alpha: 2.0 },
        ];
        for law in laws {
            let median = median_of_mixture(&[(0.5, law)]).expect("the weight is above zero");
            assert!((median - law.median()).abs() <= 0.005 + 1e-9, "{law:?}: {median}");
        }
    }

    #[test]
    fn a_mixture_is_weighed_by_its_rates() {
        let cheap = Distribution::Fixed(1_000.0);
        let dear = Distribution::Fixed(9_000.0);
        assert_eq!(median_of_mixture(&[(3.0, cheap), (1.0, dear)]), Some(1_000.0));
        assert_eq!(median_of_mixture(&[(1.0, cheap), (3.0, dear)]), Some(9_000.0));
        assert_eq!(median_of_mixture(&[]), None);
    }
}
