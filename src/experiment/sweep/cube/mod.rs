//! Points of the unit cube: how a design spreads its samples over axes, whatever the axes are.
//!
//! Each sample is one number strictly between 0 and 1 per axis; the axis turns it into a value. Draws are addressed by the axis'
//! own path, so that an axis added later moves no sample of another.

mod latin_hypercube;
mod morris;
mod sobol;

use crate::dice::{Dice, Key, Purpose};

pub use latin_hypercube::latin_hypercube;
pub use morris::morris;
pub use sobol::{DIMENSIONS, saltelli, sobol};

/// One number per axis, strictly between 0 and 1.
pub type Sample = Vec<f64>;

/// Where the dice of a design come from.
pub struct Source<'p> {
    /// Root of all randomness.
    pub seed: u64,
    /// One per axis.
    pub paths: Vec<&'p str>,
}

impl Source<'_> {
    /// The dice of all designs under a seed.
    fn dice(&self) -> Dice {
        Dice::new(self.seed, 0)
    }

    /// Addresses of the axes.
    fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.paths.iter().map(|path| Key::of(path))
    }
}

/// `n` samples, each axis drawn independently.
pub fn random(n: usize, source: &Source) -> Vec<Sample> {
    let dice = source.dice();
    let mut streams: Vec<_> = source.keys().map(|key| dice.stream(Purpose::Design, key, Key::of("random"), 0)).collect();
    (0..n).map(|_| streams.iter_mut().map(|stream| stream.uniform()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_added_later_moves_no_sample_of_another() {
        let (few, more) = (Source { seed: 3, paths: vec!["a", "b"] }, Source { seed: 3, paths: vec!["a", "new", "b"] });
        for design in [random, latin_hypercube] {
            for (few, more) in design(16, &few).iter().zip(design(16, &more)) {
                assert_eq!([few[0].to_bits(), few[1].to_bits()], [more[0].to_bits(), more[2].to_bits()]);
            }
        }
    }

    #[test]
    fn more_random_samples_begin_with_the_same() {
        let source = Source { seed: 3, paths: vec!["a", "b"] };
        assert_eq!(random(5, &source), random(9, &source)[..5]);
        assert_ne!(random(5, &source), random(5, &Source { seed: 4, paths: vec!["a", "b"] }));
    }
}
