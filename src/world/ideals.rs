//! Where parties want the course to be: ideal points, one column an axis, so that the distances of many parties from one point are
//! worked out together.

use crate::units::{MAX_AXES, PartyId, Point};
use std::ops::Range;

/// Parties whose distances are worked out at a time.
const TOGETHER: usize = 64;

/// The ideal points of all parties. Axes that the scenario does not use are 0 everywhere.
#[derive(Clone, Debug, Default)]
pub struct Ideals {
    n_axes: usize,
    axes: [Vec<f64>; MAX_AXES],
}

impl Ideals {
    /// Forgets everybody and keeps the buffers.
    pub(in crate::world) fn restart(&mut self, n_axes: usize) {
        self.n_axes = n_axes;
        self.axes.iter_mut().for_each(Vec::clear);
    }

    /// The next party.
    pub(in crate::world) fn push(&mut self, point: &Point) {
        self.axes.iter_mut().zip(point).take(self.n_axes).for_each(|(column, axis)| column.push(*axis));
    }

    /// What a party wants.
    pub fn of(&self, party: PartyId) -> Point {
        let mut point = Point::default();
        point.iter_mut().zip(&self.axes[..self.n_axes]).for_each(|(axis, column)| *axis = column[party.idx()]);
        point
    }

    /// The squared distance of a party's ideal from a point: [`crate::units::distance_squared`] without the unused axes.
    #[inline(always)]
    pub(in crate::world) fn distance_squared(&self, party: PartyId, from: &Point) -> f64 {
        self.axes[..self.n_axes].iter().zip(from).fold(0.0, |sum, (column, from)| {
            let apart = from - column[party.idx()];
            sum + apart * apart
        })
    }

    /// By how much a party is nearer to `there` than to `here`: difference of squared distances.
    #[inline(always)]
    pub(in crate::world) fn nearer(&self, party: PartyId, here: &Point, there: &Point) -> f64 {
        let places = here.iter().zip(there);
        let (here, there) = self.axes[..self.n_axes].iter().zip(places).fold((0.0, 0.0), |sums, (column, (here, there))| {
            let (from_here, from_there) = (here - column[party.idx()], there - column[party.idx()]);
            (sums.0 + from_here * from_here, sums.1 + from_there * from_there)
        });
        here - there
    }

    /// Squared distances of consecutive parties from a point: calls `met` with some of them at a time.
    pub(in crate::world) fn distances(&self, range: Range<usize>, from: &Point, mut met: impl FnMut(Range<usize>, &[f64])) {
        let mut sums = [0.0; TOGETHER];
        for start in range.clone().step_by(TOGETHER) {
            let some = start..range.end.min(start + TOGETHER);
            let sums = &mut sums[..some.len()];
            sums.fill(0.0);
            for (column, from) in self.axes[..self.n_axes].iter().zip(*from) {
                for (sum, at) in sums.iter_mut().zip(&column[some.clone()]) {
                    let apart = from - at;
                    *sum += apart * apart;
                }
            }
            met(some, sums);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::distance_squared;

    #[test]
    fn many_distances_have_the_bits_of_one() {
        let mut ideals = Ideals::default();
        ideals.restart(3);
        let points: Vec<Point> = (0..150).map(|k| [f64::from(k) / 7.0, -1.0 / f64::from(k + 1), f64::from(k * k), 0.0]).collect();
        points.iter().for_each(|point| ideals.push(point));
        let from = [1.0 / 3.0, 0.1, -2.0, 0.0];
        let mut together = vec![0.0; 150];
        ideals.distances(3..150, &from, |some, distances| together[some].copy_from_slice(distances));
        for (p, point) in points.iter().enumerate().skip(3) {
            let party = PartyId(p as u32);
            let alone = distance_squared(&from, point);
            assert_eq!(ideals.of(party).map(f64::to_bits), point.map(f64::to_bits));
            assert_eq!(alone.to_bits(), together[p].to_bits());
            assert_eq!(alone.to_bits(), ideals.distance_squared(party, &from).to_bits());
            let other = [0.5, 0.0, 3.0, 0.0];
            let nearer = alone - distance_squared(&other, point);
            assert_eq!(nearer.to_bits(), ideals.nearer(party, &from, &other).to_bits());
        }
        assert!(together[..3].iter().all(|untouched| untouched.to_bits() == 0));
    }
}
