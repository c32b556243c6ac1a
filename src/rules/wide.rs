//! Products too long for 128 bits, so that a threshold made of several fractions is still compared exactly.

/// A natural number of up to 320 bits, most significant limb first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide([u64; 5]);

impl Wide {
    /// The product of up to five factors.
    pub fn product<const N: usize>(factors: [u64; N]) -> Wide {
        const { assert!(N <= 5) }
        factors.into_iter().fold(Wide([0, 0, 0, 0, 1]), Wide::times)
    }

    /// The sum. Both parts must be products of at most four factors, which leaves room for the carry.
    pub fn plus(self, other: Wide) -> Wide {
        let mut sum = [0; 5];
        let mut carry = 0;
        for limb in (0..5).rev() {
            let digit = u128::from(self.0[limb]) + u128::from(other.0[limb]) + carry;
            sum[limb] = digit as u64;
            carry = digit >> 64;
        }
        assert!(carry == 0, "a sum of thresholds fits in 320 bits");
        Wide(sum)
    }

    fn times(self, factor: u64) -> Wide {
        let mut product = [0; 5];
        let mut carry = 0;
        for limb in (0..5).rev() {
            let digit = u128::from(self.0[limb]) * u128::from(factor) + carry;
            product[limb] = digit as u64;
            carry = digit >> 64;
        }
        Wide(product)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_products_compare_like_short_ones() {
        assert_eq!(Wide::product([6, 7]), Wide::product([2, 3, 7]));
        assert!(Wide::product([u64::MAX; 5]) > Wide::product([u64::MAX, u64::MAX, u64::MAX, u64::MAX, u64::MAX - 1]));
        assert!(Wide::product([1 << 63, 2]) == Wide::product([1 << 32, 1 << 32]));
        assert!(Wide::product([0, u64::MAX]) < Wide::product([1]));
    }

    #[test]
    fn a_sum_carries_from_limb_to_limb() {
        let all_ones = Wide::product([u64::MAX]);
        assert_eq!(all_ones.plus(Wide::product([1])), Wide::product([1 << 32, 1 << 32]));
        let large = Wide::product([u64::MAX; 4]);
        assert_eq!(large.plus(large), Wide::product([2, u64::MAX, u64::MAX, u64::MAX, u64::MAX]));
    }
}
