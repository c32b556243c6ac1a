//! How often one voter decides, and how often many are right: Penrose and Condorcet.

use crate::math;

/// Probability that one of `n` voters decides a majority of more than half, the others voting by a fair coin:
/// `C(n-1, floor(n/2)) / 2^(n-1)`; `None` without voters.
///
/// Of bodies of different size, fair weights go with the inverse: roughly the square root of the population.
///
/// # Source
/// Penrose, "The Elementary Statistics of Majority Voting" (1946). From 2,000 voters on by Stirling's series, error below 1e-15.
pub fn penrose_pivot(n: u64) -> Option<f64> {
    let half = n / 2;
    match n {
        0 => None,
        1..2_000 => Some((1..=half).map(|k| (2 * k - 1) as f64 / (2 * k) as f64).product()),
        _ => {
            let m = half as f64;
            let series = 1.0 - 1.0 / (8.0 * m) + 1.0 / (128.0 * m * m) + 5.0 / (1_024.0 * m * m * m);
            Some(series / math::sqrt(std::f64::consts::PI * m))
        }
    }
}

/// The same for many voters: `sqrt(2 / (pi n))`; `None` without voters.
pub fn penrose_approximation(n: u64) -> Option<f64> {
    (n > 0).then(|| math::sqrt(2.0 / (std::f64::consts::PI * n as f64)))
}

/// Weights that make a group most often right: `ln(p / (1 - p))`, in nats, for competences strictly between 0 and 1; negative
/// for those who are more often wrong.
///
/// # Source
/// Nitzan and Paroush (1982); Shapley and Grofman (1984), "Optimizing group judgmental accuracy".
pub fn expert_weights(competence: &[f64]) -> Vec<f64> {
    competence.iter().map(|p| math::ln(p / (1.0 - p))).collect()
}

/// Probability that more than half of independent voters are right; a tie is wrong.
///
/// * `competence`: probability of being right, 0 to 1, by voter.
///
/// # Source
/// Condorcet (1785); with unequal voters the Poisson-binomial distribution.
pub fn majority_correct(competence: &[f64]) -> f64 {
    let mut right = vec![0.0; competence.len() + 1];
    right[0] = 1.0;
    for (n_before, p) in competence.iter().enumerate() {
        for k in (0..=n_before).rev() {
            right[k + 1] += right[k] * p;
            right[k] *= 1.0 - p;
        }
    }
    right[competence.len() / 2 + 1..].iter().sum()
}

/// Probability that the voters who are right outweigh the others; a tie counts half. `None` with more than 20 voters, or where
/// there is not one weight per voter.
pub fn weighted_correct(competence: &[f64], weights: &[f64]) -> Option<f64> {
    if competence.len() > 20 || competence.len() != weights.len() {
        return None;
    }
    let balance = |right: u32| {
        let signed = weights.iter().enumerate().map(|(voter, weight)| if right >> voter & 1 == 1 { *weight } else { -weight });
        signed.sum::<f64>()
    };
    let chance = |right: u32| {
        let each = competence.iter().enumerate().map(|(voter, p)| if right >> voter & 1 == 1 { *p } else { 1.0 - p });
        each.product::<f64>()
    };
    // Weights that cancel leave a rest of rounding, which must not decide a tie.
    let tie: f64 = 1e-12 * weights.iter().map(|weight| weight.abs()).sum::<f64>();
    let credit = |right: u32| match balance(right) {
        balance if balance > tie => 1.0,
        balance if balance < -tie => 0.0,
        _ => 0.5,
    };
    Some((0..1 << competence.len()).map(|right| credit(right) * chance(right)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_few_decides_often() {
        // Penrose (1946), closed form.
        for (n, pivot, approximation) in [
            (3, 0.5, 0.460_658_865_961_780_63),
            (11, 0.246_093_75, 0.240_571_246_745_510_34),
            (1, 1.0, 0.797_884_560_802_865_4),
            (2, 0.5, 0.564_189_583_547_756_3),
        ] {
            assert!((penrose_pivot(n).expect("voters") - pivot).abs() < 1e-12, "{n}");
            assert!((penrose_approximation(n).expect("voters") - approximation).abs() < 1e-12, "{n}");
        }
        assert_eq!((penrose_pivot(0), penrose_approximation(0)), (None, None));
    }

    #[test]
    fn the_series_continues_the_product() {
        let (below, above) = (penrose_pivot(1_999), penrose_pivot(2_001));
        // C(2m, m) / 4^m shrinks by (2m - 1) / (2m) from m = 999 to m = 1000.
        let ratio = above.expect("voters") / below.expect("voters");
        assert!((ratio - 1_999.0 / 2_000.0).abs() < 1e-12, "{ratio}");
    }

    #[test]
    fn many_are_right_more_often_than_one() {
        // Condorcet's theorem, as printed by MathWorld; Nitzan and Paroush by enumeration.
        assert!((majority_correct(&[0.7; 3]) - 0.784).abs() < 1e-9);
        assert!((majority_correct(&[0.6; 11]) - 0.753_498_132_48).abs() < 1e-9);
        let experts = [0.9, 0.9, 0.6, 0.6, 0.6];
        let weights = expert_weights(&experts);
        assert!((weights[0] - 2.197_224_577_336_219_6).abs() < 1e-9 && (weights[4] - 0.405_465_108_108_164_2).abs() < 1e-9);
        assert!((majority_correct(&experts) - 0.876_96).abs() < 1e-9);
        assert!((weighted_correct(&experts, &weights).expect("few") - 0.926_64).abs() < 1e-9);
    }

    #[test]
    fn a_tie_helps_nobody() {
        assert!((majority_correct(&[0.7; 2]) - 0.49).abs() < 1e-12);
        assert!((weighted_correct(&[0.7; 2], &[0.1; 2]).expect("few") - 0.7).abs() < 1e-12);
        assert_eq!(weighted_correct(&[0.7; 2], &[1.0]), None);
    }
}
