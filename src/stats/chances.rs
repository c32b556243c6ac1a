//! How probable it is that a setting is the best of several, and that choosing it would cost next to nothing.

/// What resampling says of one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Share of resamples in which its mean is the best, ties shared.
    pub best: f64,
    /// Share of resamples in which its mean is no further than the zone from the best.
    pub near: f64,
}

/// Which settings are asked, and what counts as the same.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Whether more is better.
    pub more: bool,
    /// Differences of means up to this do not matter, in the unit of the values; at least 0.
    pub zone: f64,
    /// Resamples.
    pub draws: usize,
}

/// The chance of each setting; empty with fewer than two units or settings, which leave nothing to resample or to choose.
///
/// The runs (or worlds) that all settings have in common are drawn again with replacement, the same ones for each setting: the
/// common dice are kept. `uniform` gives independent numbers from 0 to 1.
///
/// * `units`: by setting one value per run or world, equally long.
///
/// # Source
/// Efron (1979); the indifference zone is that of ranking and selection, Bechhofer (1954), here as a description of what was
/// seen, not as a rule for how long to run.
pub fn chances(units: &[Vec<f64>], choice: Choice, mut uniform: impl FnMut() -> f64) -> Vec<Chance> {
    let n = units.first().map_or(0, Vec::len);
    if n < 2 || units.len() < 2 {
        return Vec::new();
    }
    let sign = if choice.more { 1.0 } else { -1.0 };
    let mut counted = vec![Chance { best: 0.0, near: 0.0 }; units.len()];
    let mut times = vec![0.0_f64; n];
    for _ in 0..choice.draws {
        times.iter_mut().for_each(|times| *times = 0.0);
        for _ in 0..n {
            times[((uniform() * n as f64) as usize).min(n - 1)] += 1.0;
        }
        let mean =
            |values: &Vec<f64>| sign * values.iter().zip(&times).map(|(value, times)| value * times).sum::<f64>() / n as f64;
        let means: Vec<f64> = units.iter().map(mean).collect();
        let top = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let winners = means.iter().filter(|mean| **mean >= top).count() as f64;
        for (chance, mean) in counted.iter_mut().zip(&means) {
            chance.best += if *mean >= top { 1.0 / winners } else { 0.0 };
            chance.near += if *mean >= top - choice.zone { 1.0 } else { 0.0 };
        }
    }
    let share = |sum: f64| sum / choice.draws.max(1) as f64;
    counted.iter().map(|chance| Chance { best: share(chance.best), near: share(chance.near) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Key, Purpose};

    fn found(units: &[Vec<f64>], zone: f64) -> Vec<Chance> {
        let mut stream = Dice::new(5, 0).stream(Purpose::Resample, Key::NONE, Key::NONE, 0);
        chances(units, Choice { more: true, zone, draws: 4000 }, || stream.uniform())
    }

    #[test]
    fn what_is_better_in_every_run_is_best_for_sure_and_what_is_the_same_shares() {
        let low = vec![1.0, 2.0, 3.0, 9.0];
        let high: Vec<f64> = low.iter().map(|value| value + 0.1).collect();
        let sure = found(&[low.clone(), high.clone()], 0.0);
        assert_eq!((sure[0], sure[1]), (Chance { best: 0.0, near: 0.0 }, Chance { best: 1.0, near: 1.0 }));
        let within = found(&[low.clone(), high], 0.2);
        assert!((within[0].near - 1.0).abs() < 1e-12 && within[0].best.abs() < 1e-12);
        let same = found(&[low.clone(), low], 0.0);
        assert!(same.iter().all(|chance| (chance.best - 0.5).abs() < 1e-12 && (chance.near - 1.0).abs() < 1e-12));
    }

    #[test]
    fn a_difference_of_one_error_is_best_as_often_as_the_normal_law_says() {
        // Differences with mean 1 and standard error 1: the sign of the resampled mean is right with probability Phi(1 * sqrt(n / (n - 1))).
        let n = 400;
        let mut dice = Dice::new(9, 0).stream(Purpose::Merit, Key::NONE, Key::NONE, 0);
        let raw: Vec<f64> = (0..n).map(|_| dice.normal()).collect();
        let (mean, sd) = (super::super::mean(&raw).expect("many"), super::super::sd(&raw).expect("many"));
        let scale = crate::math::sqrt(f64::from(n));
        let better: Vec<f64> = raw.iter().map(|value| (value - mean) / sd * scale + 1.0).collect();
        let chance = found(&[vec![0.0; better.len()], better], 0.0)[1].best;
        assert!((chance - 0.8413).abs() < 0.025, "{chance}");
    }

    #[test]
    fn one_run_or_one_setting_leaves_nothing_to_choose() {
        assert_eq!(found(&[vec![1.0], vec![2.0]], 0.0), []);
        assert_eq!(found(&[vec![1.0, 2.0]], 0.0), []);
        assert_eq!(found(&[], 0.0), []);
    }
}
