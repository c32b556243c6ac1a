//! Cascades: each joins once enough others have.

use crate::math;

/// How many join in the end, starting with those who need nobody.
///
/// * `thresholds`: how many must have joined before each does.
///
/// # Source
/// Granovetter, "Threshold Models of Collective Behavior" (1978).
pub fn joined(thresholds: &[u64]) -> u64 {
    let mut sorted = thresholds.to_vec();
    sorted.sort_unstable();
    (0..).zip(&sorted).find(|(before, threshold)| *threshold > before).map_or(sorted.len() as u64, |(before, _)| before)
}

/// The share that joins in the end, when thresholds are shares drawn from a normal distribution: the least fixed point of
/// `r = Phi((r - mean) / sd)`. A threshold below 0 needs nobody.
///
/// # Source
/// As [`joined`].
pub fn joined_share(mean: f64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return if mean <= 0.0 { 1.0 } else { 0.0 };
    }
    // The course rises, so it ends at the least fixed point; near the jump it creeps.
    const ENOUGH: usize = 10_000_000;
    let mut share = 0.0;
    for _ in 0..ENOUGH {
        let next = math::normal_cdf((share - mean) / sd);
        if next - share < 1e-16 {
            return next;
        }
        share = next;
    }
    share
}

/// The spread of thresholds at which the least fixed point meets another and goes: below it few join, above it nearly all.
///
/// There the curve touches the diagonal: with `z = (r - mean) / sd`, `Phi(z) = r` and `phi(z) = sd`, so `Phi(z) - z phi(z) = mean`,
/// which rises in `z`.
///
/// * `mean`: a share strictly between 0 and 1.
///
/// # Source
/// Granovetter (1978) prints about 12.2 % for a mean of 25 %.
pub fn critical_sd(mean: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..200 {
        let z = 0.5 * (low + high);
        if math::normal_cdf(z) - z * math::normal_pdf(z) < mean { low = z } else { high = z }
    }
    math::normal_pdf(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn one_missing_link_stops_a_cascade() {
        let chain: Vec<u64> = (0..100).collect();
        let broken: Vec<u64> = chain.iter().map(|threshold| if *threshold == 1 { 2 } else { *threshold }).collect();
        for (thresholds, joins) in
            [(chain, 100), (broken, 1), (vec![], 0), (vec![1, 1], 0), (vec![2, 0, 1], 3), (vec![0, 0, 5, 2, 3], 4)]
        {
            assert_eq!(joined(&thresholds), joins, "{thresholds:?}");
        }
    }

    #[test]
    fn a_little_more_spread_makes_everybody_join() {
        let critical = critical_sd(0.25);
        near(critical, 0.122, 5e-4);
        assert!(joined_share(0.25, critical - 1e-4) < 0.08 && joined_share(0.25, critical + 1e-4) > 0.9);
        for sd in [0.05, 0.1, 0.12, 0.13, 0.3] {
            let share = joined_share(0.25, sd);
            near(math::normal_cdf((share - 0.25) / sd), share, 1e-14);
        }
        near(joined_share(0.25, 0.0), 0.0, 0.0);
    }
}
