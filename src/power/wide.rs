//! Counters of a fixed width that add and subtract modulo 2^(64 LIMBS).
//!
//! Sums and differences that end between 0 and that bound are exact whatever happens on the way, so a table of coalitions of
//! up to `64 LIMBS` players needs no allocation per cell.

use num_bigint::BigUint;

/// A count, lowest limb first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide<const LIMBS: usize>([u64; LIMBS]);

impl<const LIMBS: usize> Wide<LIMBS> {
    /// None.
    pub(super) const ZERO: Wide<LIMBS> = Wide([0; LIMBS]);

    /// One.
    pub(super) fn one() -> Wide<LIMBS> {
        Wide(std::array::from_fn(|limb| u64::from(limb == 0)))
    }

    /// Adds modulo the width.
    #[inline]
    pub(super) fn add(&mut self, other: Wide<LIMBS>) {
        let mut carry = false;
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            let (sum, over) = mine.overflowing_add(theirs);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            (*mine, carry) = (sum, over | over_again);
        }
    }

    /// Subtracts modulo the width.
    #[inline]
    pub(super) fn subtract(&mut self, other: Wide<LIMBS>) {
        let mut borrow = false;
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            let (rest, under) = mine.overflowing_sub(theirs);
            let (rest, under_again) = rest.overflowing_sub(u64::from(borrow));
            (*mine, borrow) = (rest, under | under_again);
        }
    }

    /// The same number with no bound.
    pub(super) fn big(self) -> BigUint {
        self.0.iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64_u32) + limb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_can_be_taken_away_across_limbs() {
        let mut count = Wide::<2>([u64::MAX, 6]);
        count.add(Wide([3, 1]));
        assert_eq!(count, Wide([2, 8]));
        count.subtract(Wide([3, 1]));
        assert_eq!(count, Wide([u64::MAX, 6]));
        let mut none = Wide::<2>::ZERO;
        none.subtract(Wide::one());
        none.add(Wide::one());
        assert_eq!(none, Wide::ZERO);
    }

    #[test]
    fn the_unbounded_number_is_the_same() {
        assert_eq!(Wide::<2>([5, 1]).big(), BigUint::from((1_u128 << 64) + 5));
    }
}
