//! Who reads in time. Attention is finite: what fills the agenda takes it from everything else.

use super::binomial;
use crate::math;

/// The probability that a reader finishes an item within a window when nothing else is open.
///
/// * `rate`: items of effort 1 that it reads per day. `days`: length of the window. `effort`: size of the item, above 0.
///
/// # Source
/// The model's attention: one exponential clock of mean `effort / rate` per reader and item (`model.md`, section 5).
pub fn read_alone(rate: f64, days: f64, effort: f64) -> f64 {
    1.0 - math::exp(-rate * days / effort)
}

/// The probability that it finishes one of `fillers + 1` items of the same effort that open together and share its attention.
///
/// Whatever is unread, items are finished at the reader's full rate, and each is equally likely to be the next: with `N`
/// Poisson of mean `rate * days / effort`, the share read is `E[min(N, fillers + 1)] / (fillers + 1)`.
///
/// # Source
/// `model.md`, section 5; it follows from the exponential clocks having no memory.
pub fn read_among(rate: f64, days: f64, effort: f64, fillers: u32) -> f64 {
    let items = f64::from(fillers) + 1.0;
    mean_of_poisson_up_to(rate * days / effort, fillers + 1) / items
}

/// `E[min(N, cap)]` for `N` Poisson of this mean: `cap` less the shortfall `(cap - n) P(N = n)` of each smaller `n`.
fn mean_of_poisson_up_to(mean: f64, cap: u32) -> f64 {
    if mean <= 0.0 {
        return 0.0;
    }
    let mut ln_probability = -mean;
    let mut shortfall = 0.0;
    for n in 0..cap {
        shortfall += f64::from(cap - n) * math::exp(ln_probability);
        ln_probability += math::ln(mean / f64::from(n + 1));
    }
    f64::from(cap) - shortfall
}

/// What random reading lets through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oversight {
    /// Probability that nobody reads a given item.
    pub unread: f64,
    /// Probability that a bad item gets fewer objections than it takes to stop it.
    pub bad_passes: f64,
}

/// Reviewers who each read some of the open items at random, and object to a bad one with some probability.
///
/// * `reviewers`: how many. `read`: items each reads. `open`: items open, at least 1; those who can read more read all.
/// * `detects`: probability that a reader sees what is bad, 0 to 1. `objections`: needed to stop it.
///
/// # Source
/// Closed form of this project (`rules.md`, D1): `P(Bin(N, d c / m) < k)`.
pub fn oversight(reviewers: u32, read: u32, open: u32, detects: f64, objections: u32) -> Oversight {
    let reads = f64::from(read.min(open)) / f64::from(open.max(1));
    Oversight {
        unread: binomial::probabilities(reviewers, reads)[0],
        bad_passes: binomial::probabilities(reviewers, reads * detects).iter().take(objections as usize).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;
    use crate::dice::{Dice, Key, Purpose};

    #[test]
    fn an_item_without_fillers_is_alone() {
        for readings in [0.0, 0.1, 1.0, 3.5, 50.0] {
            near(read_among(readings, 1.0, 1.0, 0), read_alone(readings, 1.0, 1.0), 1e-14);
        }
        near(read_alone(0.5, 7.0, 2.0), 0.826_226_056_549_555_2, 1e-12);
    }

    #[test]
    fn what_is_read_is_shared_out() {
        near(read_among(1.0, 4.0, 1.0, 1_000), 4.0 / 1_001.0, 1e-12);
        near(read_among(1.0, 4_000.0, 1.0, 10), 1.0, 1e-12);
        near(read_among(0.0, 4.0, 1.0, 10), 0.0, 0.0);
        // E[min(N, 2)] / 2 with N Poisson of mean 1: (P(1) + 2 P(2 or more)) / 2 = 1 - 3 / (2 e).
        near(read_among(1.0, 1.0, 1.0, 1), 1.0 - 1.5 / std::f64::consts::E, 1e-14);
        near(read_among(0.5, 4.0, 2.0, 1), 1.0 - 1.5 / std::f64::consts::E, 1e-14);
    }

    #[test]
    fn more_fillers_never_help() {
        for fillers in 0..100 {
            assert!(read_among(1.0, 7.0, 1.0, fillers + 1) < read_among(1.0, 7.0, 1.0, fillers), "{fillers}");
        }
    }

    #[test]
    fn the_formula_agrees_with_clocks_that_share_attention() {
        // Items are finished in order of their requirement, so the first is read once every item has had at most as much.
        let (readings, fillers, trials) = (3.0, 4, 40_000);
        let read_in_time = |trial: u64| {
            let mut clocks = Dice::new(7, trial).stream(Purpose::Reading, Key::NONE, Key::NONE, 0);
            let first = clocks.exponential();
            let spent: f64 = (0..fillers).map(|_| clocks.exponential().min(first)).sum();
            first + spent <= readings
        };
        let share = (0..trials).filter(|&trial| read_in_time(trial)).count() as f64 / trials as f64;
        let expected = read_among(readings, 1.0, 1.0, fillers);
        let error = math::sqrt(expected * (1.0 - expected) / trials as f64);
        near(share, expected, 4.5 * error);
    }

    #[test]
    fn flooding_hides_what_is_bad() {
        // Vectors att-01 and att-02.
        let calm = oversight(10, 5, 20, 0.8, 1);
        near(calm.unread, 0.056_313_514_709_472_656, 1e-12);
        near(calm.bad_passes, 0.107_374_182_400_000_06, 1e-12);
        let flooded = oversight(10, 5, 200, 0.8, 1);
        near(flooded.unread, 0.776_329_620_856_437_6, 1e-12);
        near(flooded.bad_passes, 0.817_072_806_887_546_7, 1e-12);
    }
}
