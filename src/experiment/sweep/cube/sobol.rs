//! Sobol' points, which fill the cube more evenly than chance, scrambled so that repeated designs differ by chance alone; and
//! Saltelli's design for sensitivity indices, which is made of them.

use super::{Sample, Source};
use crate::dice::{Key, Purpose};

/// Axes that the table of directions reaches.
pub const DIMENSIONS: usize = 40;

/// Bits of a coordinate.
const BITS: usize = 32;

/// Degree and inner coefficients of a primitive polynomial, and the first direction numbers; from the second axis on.
///
/// # Source
/// Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections" (2008), `new-joe-kuo-6.21201`.
const DIRECTIONS: [(u32, &[u32]); DIMENSIONS - 1] = [
    (0, &[1]),
    (1, &[1, 3]),
    (1, &[1, 3, 1]),
    (2, &[1, 1, 1]),
    (1, &[1, 1, 3, 3]),
    (4, &[1, 3, 5, 13]),
    (2, &[1, 1, 5, 5, 17]),
    (4, &[1, 1, 5, 5, 5]),
    (7, &[1, 1, 7, 11, 19]),
    (11, &[1, 1, 5, 1, 1]),
    (13, &[1, 1, 1, 3, 11]),
    (14, &[1, 3, 5, 5, 31]),
    (1, &[1, 3, 3, 9, 7, 49]),
    (13, &[1, 1, 1, 15, 21, 21]),
    (16, &[1, 3, 1, 13, 27, 49]),
    (19, &[1, 1, 1, 15, 7, 5]),
    (22, &[1, 3, 1, 15, 13, 25]),
    (25, &[1, 1, 5, 5, 19, 61]),
    (1, &[1, 3, 7, 11, 23, 15, 103]),
    (4, &[1, 3, 7, 13, 13, 15, 69]),
    (7, &[1, 1, 3, 13, 7, 35, 63]),
    (8, &[1, 3, 5, 9, 1, 25, 53]),
    (14, &[1, 3, 1, 13, 9, 35, 107]),
    (19, &[1, 3, 1, 5, 27, 61, 31]),
    (21, &[1, 1, 5, 11, 19, 41, 61]),
    (28, &[1, 3, 5, 3, 3, 13, 69]),
    (31, &[1, 1, 7, 13, 1, 19, 1]),
    (32, &[1, 3, 7, 5, 13, 19, 59]),
    (37, &[1, 1, 3, 9, 25, 29, 41]),
    (41, &[1, 3, 5, 13, 23, 1, 55]),
    (42, &[1, 3, 7, 3, 13, 59, 17]),
    (50, &[1, 3, 1, 3, 5, 53, 69]),
    (55, &[1, 1, 5, 5, 23, 33, 13]),
    (56, &[1, 1, 7, 7, 1, 61, 123]),
    (59, &[1, 1, 7, 9, 13, 61, 49]),
    (62, &[1, 3, 3, 5, 3, 55, 33]),
    (14, &[1, 3, 1, 15, 31, 13, 49, 245]),
    (21, &[1, 3, 5, 15, 31, 59, 63, 97]),
    (22, &[1, 3, 1, 11, 11, 11, 77, 249]),
];

/// `n` scrambled Sobol' points, `n` a power of two for their full evenness.
///
/// # Panics
/// For more than [`DIMENSIONS`] axes.
///
/// # Source
/// Sobol' (1967); Owen's nested uniform scrambling, "Randomly permuted (t,m,s)-nets and (t,s)-sequences" (1995).
pub fn sobol(n: usize, source: &Source) -> Vec<Sample> {
    let keys: Vec<Key> = source.keys().collect();
    scrambled(n, &keys, source)
}

/// Saltelli's design: for each of `n` base samples `A`, then `A` with one axis after the other from `B`, then `B`.
///
/// # Panics
/// For more than half of [`DIMENSIONS`] axes.
///
/// # Source
/// Saltelli et al., "Variance based sensitivity analysis of model output" (2010).
pub fn saltelli(n: usize, source: &Source) -> Vec<Sample> {
    let axes = source.paths.len();
    let keys: Vec<Key> = source.keys().chain(source.keys().map(|key| key.nth(1))).collect();
    scrambled(n, &keys, source).iter().flat_map(|both| block(both, axes)).collect()
}

/// The rows that a point of twice as many axes gives.
fn block(both: &[f64], axes: usize) -> Vec<Sample> {
    let (a, b) = both.split_at(axes);
    let mixed = (0..axes).map(|axis| {
        let mut mixed = a.to_vec();
        mixed[axis] = b[axis];
        mixed
    });
    std::iter::once(a.to_vec()).chain(mixed).chain([b.to_vec()]).collect()
}

fn scrambled(n: usize, keys: &[Key], source: &Source) -> Vec<Sample> {
    let dice = source.dice();
    let mut samples = vec![Vec::with_capacity(keys.len()); n];
    for (dimension, key) in keys.iter().enumerate() {
        let place = dice.uniform(Purpose::Design, *key, Key::of("scramble"), 0);
        let scramble = Key(place.to_bits());
        let directions = directions(dimension);
        for (idx, sample) in samples.iter_mut().enumerate() {
            let bits = nested(coordinate(idx as u64, &directions), scramble);
            sample.push((f64::from(bits) + 0.5) / 4_294_967_296.0);
        }
    }
    samples
}

/// The directions of an axis, highest bit first.
fn directions(dimension: usize) -> [u32; BITS] {
    assert!(dimension < DIMENSIONS, "the table of directions has {DIMENSIONS} axes");
    let mut directions = [0; BITS];
    if dimension == 0 {
        directions.iter_mut().enumerate().for_each(|(bit, direction)| *direction = 1 << (BITS - 1 - bit));
        return directions;
    }
    let (coefficients, first) = DIRECTIONS[dimension - 1];
    let degree = first.len();
    for bit in 0..BITS {
        directions[bit] = if bit < degree {
            first[bit] << (BITS - 1 - bit)
        } else {
            let before = directions[bit - degree];
            let inner = (1..degree).filter(|place| coefficients >> (degree - 1 - place) & 1 == 1);
            inner.fold(before ^ (before >> degree), |sum, place| sum ^ directions[bit - place])
        };
    }
    directions
}

/// The `idx`-th coordinate of an axis, by the digits of `idx` themselves rather than its Gray code.
fn coordinate(idx: u64, directions: &[u32; BITS]) -> u32 {
    let set = (0..BITS).filter(|bit| idx >> bit & 1 == 1);
    set.fold(0, |sum, bit| sum ^ directions[bit])
}

/// Turns each bit by a coin that depends on all bits above it.
fn nested(bits: u32, scramble: Key) -> u32 {
    (0..BITS).fold(0, |made, bit| {
        let below = BITS - 1 - bit;
        let above = u64::from(bits) >> below >> 1;
        // A leading one tells `01` from `001`.
        let coin = scramble.nth(above | 1 << bit).0 >> 63;
        made | (((bits >> below) & 1) ^ coin as u32) << below
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Unscrambled coordinates in units of 1/8.
    fn eighths(dimension: usize) -> Vec<u32> {
        let directions = directions(dimension);
        (0..8).map(|idx| coordinate(idx, &directions) >> 29).collect()
    }

    #[test]
    fn the_first_points_are_those_of_the_literature() {
        // The points of SciPy's `qmc.Sobol(d, scramble=False)`, put from Gray code into the order of their index.
        assert_eq!(eighths(0), [0, 4, 2, 6, 1, 5, 3, 7]);
        assert_eq!(eighths(1), [0, 4, 6, 2, 5, 1, 3, 7]);
        assert_eq!(eighths(2), [0, 4, 6, 2, 3, 7, 5, 1]);
    }

    fn source(axes: usize) -> Source<'static> {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        Source { seed: 11, paths: names[..axes].to_vec() }
    }

    #[test]
    fn every_slice_of_every_axis_holds_one_point_scrambled_or_not() {
        for axis in 0..DIMENSIONS {
            let directions = directions(axis);
            for scramble in [None, Some(Key(9))] {
                let mut slices: Vec<u32> = (0..256)
                    .map(|idx| coordinate(idx, &directions))
                    .map(|bits| scramble.map_or(bits, |key| nested(bits, key)) >> 24)
                    .collect();
                slices.sort_unstable();
                assert_eq!(slices, (0..256).collect::<Vec<u32>>(), "axis {axis}");
            }
        }
    }

    #[test]
    fn boxes_of_two_axes_hold_their_share_of_points() {
        let samples = sobol(256, &source(2));
        let mut boxes = [0; 256];
        samples.iter().for_each(|sample| boxes[(sample[0] * 16.0) as usize * 16 + (sample[1] * 16.0) as usize] += 1);
        assert!(boxes.iter().all(|&held| held == 1), "{boxes:?}");
    }

    #[test]
    fn more_points_begin_with_the_same() {
        assert_eq!(sobol(64, &source(3))[..16], sobol(16, &source(3)));
    }

    #[test]
    fn without_chance_the_rows_are_those_of_salib() {
        // SALib 1.6.0, sample.sobol(problem, n, calc_second_order=False, scramble=False) in units of 1/8, whose points come in the
        // order of their Gray code; all rows of two axes, the last two blocks of three.
        let rows = |n: u64, axes: usize| {
            let of = |point: u64| {
                let gray = point ^ (point >> 1);
                let place = |dimension| f64::from(coordinate(gray, &directions(dimension))) / 4_294_967_296.0 * 8.0;
                block(&(0..2 * axes).map(place).collect::<Vec<f64>>(), axes)
            };
            (0..n).flat_map(of).map(|row| row.iter().map(|place| *place as u32).collect()).collect::<Vec<Vec<u32>>>()
        };
        let two: [[u32; 2]; 16] = [
            [0, 0],
            [0, 0],
            [0, 0],
            [0, 0],
            [4, 4],
            [4, 4],
            [4, 4],
            [4, 4],
            [6, 2],
            [2, 2],
            [6, 2],
            [2, 2],
            [2, 6],
            [6, 6],
            [2, 6],
            [6, 6],
        ];
        assert_eq!(rows(4, 2), two);
        let three: [[u32; 3]; 10] =
            [[5, 1, 7], [5, 1, 7], [5, 5, 7], [5, 1, 7], [5, 5, 7], [1, 5, 3], [1, 5, 3], [1, 1, 3], [1, 5, 3], [1, 1, 3]];
        assert_eq!(rows(8, 3)[30..], three);
    }

    #[test]
    fn saltelli_changes_one_axis_at_a_time() {
        let samples = saltelli(8, &source(3));
        assert_eq!(samples.len(), 8 * 5);
        for rows in samples.chunks(5) {
            for axis in 0..3 {
                for other in 0..3 {
                    let from = if axis == other { &rows[4] } else { &rows[0] };
                    assert_eq!(rows[axis + 1][other].to_bits(), from[other].to_bits());
                }
            }
        }
    }
}
