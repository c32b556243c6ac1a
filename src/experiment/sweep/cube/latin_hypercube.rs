//! Latin hypercube: every axis is cut into as many equal slices as there are samples, and each slice holds exactly one.

use super::{Sample, Source};
use crate::dice::{Key, Purpose};

/// `n` samples, one in each of the `n` slices of every axis, in random order and at a random place within the slice.
///
/// # Source
/// McKay, Beckman and Conover, "A comparison of three methods for selecting values of input variables" (1979).
pub fn latin_hypercube(n: usize, source: &Source) -> Vec<Sample> {
    let dice = source.dice();
    let mut samples = vec![Vec::with_capacity(source.paths.len()); n];
    for key in source.keys() {
        let mut order = dice.stream(Purpose::Design, key, Key::of("slices"), 0);
        let mut slices: Vec<(f64, usize)> = (0..n).map(|slice| (order.uniform(), slice)).collect();
        slices.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut within = dice.stream(Purpose::Design, key, Key::of("within"), 0);
        for (sample, (_, slice)) in samples.iter_mut().zip(slices) {
            sample.push((slice as f64 + within.uniform()) / n as f64);
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slice_of_every_axis_holds_one_sample() {
        for n in [1, 2, 7, 100] {
            let samples = latin_hypercube(n, &Source { seed: 1, paths: vec!["a", "b", "c"] });
            for axis in 0..3 {
                let mut slices: Vec<usize> = samples.iter().map(|sample| (sample[axis] * n as f64) as usize).collect();
                slices.sort_unstable();
                assert_eq!(slices, (0..n).collect::<Vec<usize>>());
            }
        }
    }

    #[test]
    fn axes_are_shuffled_apart() {
        let samples = latin_hypercube(50, &Source { seed: 1, paths: vec!["a", "b"] });
        let mean = 0.5;
        let covariance: f64 = samples.iter().map(|sample| (sample[0] - mean) * (sample[1] - mean)).sum::<f64>() / 50.0;
        // Correlation within four standard errors of 0; the variance of a uniform number is 1/12.
        assert!((12.0 * covariance).abs() < 4.0 / 50.0_f64.sqrt(), "{covariance}");
    }
}
