//! Morris' screening: walks that change one axis at a time, so that each step shows what one axis does.

use super::{Sample, Source};
use crate::dice::{Key, Purpose};

/// Levels that an axis is cut into.
pub const LEVELS: usize = 4;

/// `walks` walks of one sample more than there are axes. Each step moves one axis by half its range, in random order and
/// direction; numbers are the middles of [`LEVELS`] equal slices.
///
/// # Source
/// Morris, "Factorial sampling plans for preliminary computational experiments" (1991). We take the middles of slices where
/// Morris takes their ends, so that laws without bounds have a value.
pub fn morris(walks: usize, source: &Source) -> Vec<Sample> {
    let dice = source.dice();
    let jump = LEVELS / 2;
    let mut samples = Vec::new();
    for walk in 0..walks {
        let draw = |what: &str, key: Key| dice.uniform(Purpose::Design, key, Key::of(what), walk as u64);
        let mut levels: Vec<usize> =
            source.keys().map(|key| ((draw("level", key) * LEVELS as f64) as usize).min(LEVELS - 1)).collect();
        let mut order: Vec<(f64, usize)> = source.keys().map(|key| draw("order", key)).zip(0..).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        samples.push(middles(&levels));
        for (_, axis) in order {
            levels[axis] = if levels[axis] < jump { levels[axis] + jump } else { levels[axis] - jump };
            samples.push(middles(&levels));
        }
    }
    samples
}

fn middles(levels: &[usize]) -> Sample {
    levels.iter().map(|&level| (level as f64 + 0.5) / LEVELS as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_moves_one_axis_by_half_and_each_walk_moves_all() {
        let samples = morris(8, &Source { seed: 5, paths: vec!["a", "b", "c"] });
        assert_eq!(samples.len(), 8 * 4);
        for walk in samples.chunks(4) {
            let mut moved = Vec::new();
            for step in walk.windows(2) {
                let axes: Vec<usize> = (0..3).filter(|&axis| (step[0][axis] - step[1][axis]).abs() > 1e-9).collect();
                assert!(axes.len() == 1 && ((step[0][axes[0]] - step[1][axes[0]]).abs() - 0.5).abs() < 1e-9);
                moved.extend(axes);
            }
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2]);
        }
        assert_eq!(morris(3, &Source { seed: 5, paths: vec!["a", "b", "c"] }), samples[..12], "more walks move none");
    }
}
