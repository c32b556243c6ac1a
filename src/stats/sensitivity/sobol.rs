//! Sobol' indices: which share of the outcome's variance each input makes, alone and with the others.

use super::resample::{middle, once, resampled};
use super::{Cell, Estimate, How, Luck, Measure, Noise, change, level, stays_below};

/// What one block of the design adds to the sums.
struct Block {
    /// Sum and sum of squares of the outcome at the two rows that differ in all inputs.
    ends: [f64; 2],
    /// By input, what first and total order are made of.
    parts: Vec<[f64; 2]>,
}

/// First- and total-order indices of each of `k` inputs.
///
/// * `outcomes`: the values at the rows of Saltelli's design, in blocks of `k + 2`: `A`, `A` with one input after the other from
///   `B`, `B`. A block with a row without values is left out.
/// * returns: per input [`Measure::TotalOrder`] and [`Measure::FirstOrder`], shares of the variance of the rows' means, with
///   bootstrap intervals over blocks; and a [`Measure::Floor`] of the first, where there are several replicates. Empty where the
///   outcome does not vary, or fewer than two blocks are whole. Never clipped: sampling may put them below 0 and above 1.
///
/// # Source
/// Saltelli et al., "Variance based sensitivity analysis of model output" (2010), table 2, (b) for first order and (f), by Jansen
/// (1999), for total order. Outcomes are centred first, which does not change what is estimated but makes the first order less
/// noisy. The floor is ours.
///
/// # Panics
/// When rows are no whole blocks: a bug of the caller.
pub fn sobol(k: usize, outcomes: &[Cell], luck: Luck) -> Vec<Estimate> {
    assert!(outcomes.len().is_multiple_of(k + 2), "a block has two rows more than inputs");
    let whole: Vec<(&[Cell], Vec<f64>)> = outcomes
        .chunks(k + 2)
        .filter_map(|cells| Some((cells, cells.iter().map(level).collect::<Option<Vec<f64>>>()?)))
        .collect();
    let n = whole.len();
    let all = || whole.iter().flat_map(|(_, levels)| levels).copied();
    let varies = all().fold(f64::INFINITY, f64::min) < all().fold(f64::NEG_INFINITY, f64::max);
    if n < 2 || !varies {
        return Vec::new();
    }
    let centre = all().sum::<f64>() / (n * (k + 2)) as f64;
    let blocks: Vec<Block> = whole.iter().map(|(_, levels)| block(levels, centre)).collect();
    let estimates = indices(&blocks, &once(n));
    let mut spread = resampled(n, luck, |weights| indices(&blocks, weights)).into_iter();
    let variance = variance(&blocks, &once(n));
    let mut found = Vec::new();
    for (input, pair) in estimates.chunks(2).enumerate() {
        for (measure, value) in [Measure::TotalOrder, Measure::FirstOrder].into_iter().zip(pair) {
            let interval = spread.next().and_then(middle);
            let estimate = |value| Estimate { input: Some(input), measure, value, interval, how: How::Bootstrap, n };
            found.extend(value.map(estimate));
        }
        let of = |cells: &[Cell]| change(&cells[0], &cells[input + 1])?.noise;
        let noise: Option<Vec<Noise>> = whole.iter().map(|(cells, _)| of(cells)).collect();
        let floor = noise.map(|noise| floor_of(&noise) / variance);
        let estimate =
            |value| Estimate { input: Some(input), measure: Measure::Floor, value, interval: None, how: How::Pairs, n };
        found.extend(floor.map(estimate));
    }
    found
}

fn block(levels: &[f64], centre: f64) -> Block {
    let last = levels.len() - 1;
    let (a, b) = (levels[0] - centre, levels[last] - centre);
    let part = |mixed: &f64| {
        let mixed = mixed - centre;
        [0.5 * (a - mixed) * (a - mixed), b * (mixed - a)]
    };
    Block { ends: [a + b, a * a + b * b], parts: levels[1..last].iter().map(part).collect() }
}

/// Total and first order of one input after the other, with blocks that count so often; `None` where nothing varies.
fn indices(blocks: &[Block], weights: &[f64]) -> Vec<Option<f64>> {
    let k = blocks.first().map_or(0, |block| block.parts.len());
    let (n, variance) = (weights.iter().sum::<f64>(), variance(blocks, weights));
    let index = |input: usize, which: usize| {
        let sum: f64 = blocks.iter().zip(weights).map(|(block, weight)| weight * block.parts[input][which]).sum();
        (variance > 0.0).then_some(sum / n / variance)
    };
    (0..k).flat_map(|input| [index(input, 0), index(input, 1)]).collect()
}

/// Variance of the outcome over the rows that differ in all inputs.
fn variance(blocks: &[Block], weights: &[f64]) -> f64 {
    let n = 2.0 * weights.iter().sum::<f64>();
    let sum = |which: usize| blocks.iter().zip(weights).map(|(block, weight)| weight * block.ends[which]).sum::<f64>() / n;
    let (mean, square) = (sum(0), sum(1));
    square - mean * mean
}

/// What half the mean square of differences that are nothing but dice stays below in 19 of 20 cases: the mean of squares of normal
/// variates of the same spread, which is itself known from so many replicates.
fn floor_of(noise: &[Noise]) -> f64 {
    let n = noise.len() as f64;
    let mean_over = |of: &dyn Fn(&Noise) -> f64| noise.iter().map(of).sum::<f64>() / n;
    let mean = 0.5 * mean_over(&|noise| noise.variance);
    // The square of a standard normal variate has variance 2 and third moment 8.
    let variance = 0.25 * mean_over(&|noise| noise.variance * noise.variance * (2.0 + 2.0 / noise.freedom)) / n;
    let third = 0.125 * mean_over(&|noise| 8.0 * noise.variance * noise.variance * noise.variance) / (n * n);
    stays_below(mean, variance, third)
}
