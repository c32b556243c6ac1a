//! Morris' screening: what one step of one input does, walk by walk.

use super::resample::{mean_of, middle, once, resampled, weighted};
use super::{Cell, Change, Estimate, How, Luck, Measure, Noise, change, stays_below};
use crate::math;

/// An elementary effect: what the outcome does over the whole range of an input, going by one step.
#[derive(Clone, Copy, Debug)]
struct Effect {
    /// Change of the outcome over the change of the input, which goes from 0 to 1.
    value: f64,
    /// How far the dice move that; `None` for a single replicate.
    noise: Option<Noise>,
}

/// The means of elementary effects and of their sizes, and their spread, of each of `k` inputs.
///
/// * `samples`: walks of `k + 1` rows in the unit cube; each step moves one input.
/// * `outcomes`: the values at each row. A step with a row without values is left out.
/// * returns: per input [`Measure::MuStar`], [`Measure::Mu`] and [`Measure::Sigma`], in units of the outcome over the whole range
///   of the input, with bootstrap intervals over walks; and a [`Measure::Floor`] of the first from the dice alone, where there
///   are several replicates. An input whose steps all lack values is left out.
///
/// # Source
/// Morris, "Factorial sampling plans for preliminary computational experiments" (1991); mu* by Campolongo, Cariboni and Saltelli,
/// "An effective screening design for sensitivity analysis of large models" (2007). The floor is ours.
///
/// # Panics
/// When rows are no whole walks: a bug of the caller.
pub fn morris(samples: &[Vec<f64>], outcomes: &[Cell], luck: Luck) -> Vec<Estimate> {
    let k = samples.first().map_or(0, Vec::len);
    assert!(samples.len() == outcomes.len() && samples.len().is_multiple_of(k + 1), "walks have a row more than inputs");
    let walks: Vec<Vec<Option<Effect>>> =
        samples.chunks(k + 1).zip(outcomes.chunks(k + 1)).map(|(samples, outcomes)| walk(samples, outcomes)).collect();
    let effects: Vec<Vec<Option<Effect>>> = (0..k).map(|input| walks.iter().map(|walk| walk[input]).collect()).collect();
    let values: Vec<Vec<Option<f64>>> =
        effects.iter().map(|effects| effects.iter().map(|effect| effect.map(|effect| effect.value)).collect()).collect();
    let n = walks.len();
    let all = |weights: &[f64]| values.iter().flat_map(|values| three(values, weights)).collect::<Vec<Option<f64>>>();
    let mut spread = resampled(n, luck, all).into_iter();
    let mut found = Vec::new();
    for (input, (effects, values)) in effects.iter().zip(&values).enumerate() {
        let whole = three(values, &once(n));
        let intervals = whole.map(|_| spread.next().filter(|_| n > 1).and_then(middle));
        let Some((_, there)) = mean_of(values) else { continue };
        for ((measure, value), interval) in [Measure::MuStar, Measure::Mu, Measure::Sigma].into_iter().zip(whole).zip(intervals) {
            let estimate = |value| Estimate { input: Some(input), measure, value, interval, how: How::Bootstrap, n: there };
            found.extend(value.map(estimate));
        }
        let floor =
            |value| Estimate { input: Some(input), measure: Measure::Floor, value, interval: None, how: How::Pairs, n: there };
        found.extend(floor_of(effects).map(floor));
    }
    found
}

/// The effect of each input in one walk.
fn walk(samples: &[Vec<f64>], outcomes: &[Cell]) -> Vec<Option<Effect>> {
    let mut effects = vec![None; samples[0].len()];
    for (places, cells) in samples.windows(2).zip(outcomes.windows(2)) {
        let moved = |input: &usize| (places[1][*input] - places[0][*input]).abs();
        let input = (0..effects.len()).max_by(|a, b| moved(a).total_cmp(&moved(b))).expect("a step moves an input");
        let step = places[1][input] - places[0][input];
        let scaled = |noise: Noise| Noise { sd: noise.sd / step.abs(), variance: noise.variance / (step * step), ..noise };
        let of = |Change { mean, noise }| Effect { value: mean / step, noise: noise.map(scaled) };
        effects[input] = change(&cells[0], &cells[1]).map(of);
    }
    effects
}

/// Mean size, mean and standard deviation of effects that count so often.
fn three(values: &[Option<f64>], weights: &[f64]) -> [Option<f64>; 3] {
    let sizes: Vec<Option<f64>> = values.iter().map(|value| value.map(f64::abs)).collect();
    let mu = weighted(values, weights);
    let sigma = mu.and_then(|mu| {
        let squares: Vec<Option<f64>> = values.iter().map(|value| value.map(|value| (value - mu) * (value - mu))).collect();
        let n: f64 = values.iter().zip(weights).filter(|(value, _)| value.is_some()).map(|(_, weight)| weight).sum();
        weighted(&squares, weights).filter(|_| n > 1.5).map(|variance| math::sqrt(variance * n / (n - 1.0)))
    });
    [weighted(&sizes, weights), mu, sigma]
}

/// What the mean size of effects that are nothing but dice stays below in 19 of 20 cases: the mean of the sizes of normal variates
/// of the same spread, which is itself known from so many replicates.
fn floor_of(effects: &[Option<Effect>]) -> Option<f64> {
    let noise: Vec<Noise> = effects.iter().flatten().map(|effect| effect.noise).collect::<Option<_>>()?;
    let n = noise.len() as f64;
    let mean_over = |of: &dyn Fn(&Noise) -> f64| noise.iter().map(of).sum::<f64>() / n;
    // Moments of the size of a standard normal variate.
    let mean = math::sqrt(2.0 / std::f64::consts::PI);
    let (variance, third) = (1.0 - mean * mean, mean * (2.0 * mean * mean - 1.0));
    let spread = mean_over(&|noise| noise.variance * (variance + mean * mean / (2.0 * noise.freedom))) / n;
    let skew = mean_over(&|noise| noise.sd * noise.variance * third) / (n * n);
    (!noise.is_empty()).then(|| stays_below(mean * mean_over(&|noise| noise.sd), spread, skew))
}
