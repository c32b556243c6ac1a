//! The binomial distribution: how many of `n` equal, independent trials succeed.

/// The probability of each number of successes, from 0 to `n`.
///
/// * `n`: trials. `p`: probability of success in each, 0 to 1.
/// * returns: `n + 1` probabilities that add up to 1 within rounding.
///
/// Built from the most likely number outwards by the ratio of neighbours and then normalised, so that no power or factorial
/// overflows and no logarithm loses digits, however large `n` is.
pub fn probabilities(n: u32, p: f64) -> Vec<f64> {
    let mode = ((f64::from(n) + 1.0) * p).min(f64::from(n)) as usize;
    let mut mass = vec![0.0; n as usize + 1];
    mass[mode] = 1.0;
    for k in mode + 1..mass.len() {
        mass[k] = mass[k - 1] * (mass.len() - k) as f64 / k as f64 * p / (1.0 - p);
    }
    for k in (0..mode).rev() {
        mass[k] = mass[k + 1] * (k + 1) as f64 / (mass.len() - 1 - k) as f64 * (1.0 - p) / p;
    }
    let total: f64 = mass.iter().sum();
    mass.iter_mut().for_each(|probability| *probability /= total);
    mass
}

/// The probability of at least `k` successes.
pub fn at_least(n: u32, p: f64, k: u32) -> f64 {
    probabilities(n, p).iter().skip(k as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn small_cases_come_out_by_hand() {
        let expected = [0.343, 0.441, 0.189, 0.027];
        for (found, expected) in probabilities(3, 0.3).into_iter().zip(expected) {
            near(found, expected, 1e-15);
        }
        near(at_least(10, 0.3, 4), 0.350_389_281_6, 1e-12);
    }

    #[test]
    fn certainty_and_no_trials_are_no_special_case() {
        for (n, p, k, expected) in
            [(0, 0.3, 0, 1.0), (0, 0.3, 1, 0.0), (5, 0.0, 0, 1.0), (5, 0.0, 1, 0.0), (5, 1.0, 5, 1.0), (5, 1.0, 6, 0.0)]
        {
            near(at_least(n, p, k), expected, 0.0);
        }
    }

    #[test]
    fn a_million_trials_keep_their_mean() {
        let mass = probabilities(1_000_000, 0.25);
        let mean: f64 = mass.iter().enumerate().map(|(k, probability)| k as f64 * probability).sum();
        near(mean, 250_000.0, 1e-5);
    }
}
