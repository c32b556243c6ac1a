//! Exact fractions of big integers, and their nearest floats.

use num_bigint::BigUint;
use std::fmt;

/// A number that is not negative, in lowest terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// Numerator.
    pub num: BigUint,
    /// Denominator, never zero.
    pub den: BigUint,
}

impl Fraction {
    /// `num / den` in lowest terms; `None` if `den` is zero.
    pub fn new(num: BigUint, den: BigUint) -> Option<Fraction> {
        let (mut a, mut b) = (den.clone(), num.clone());
        while b.bits() > 0 {
            (a, b) = (b.clone(), a % b);
        }
        (den.bits() > 0).then(|| Fraction { num: num / &a, den: den / &a })
    }

    /// The float next to it, within one unit in the last place.
    pub fn value(&self) -> f64 {
        quotient(&self.num, &self.den)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == BigUint::from(1_u8) { write!(f, "{}", self.num) } else { write!(f, "{}/{}", self.num, self.den) }
    }
}

/// `num / den` as a float, within one unit in the last place, however big both are. `den` must not be zero.
pub(super) fn quotient(num: &BigUint, den: &BigUint) -> f64 {
    // Both are brought to where the quotient has 64 or 65 bits: more than a float keeps, and never too big for one.
    let shift = 64 + bits(den) - bits(num);
    let scaled = if shift >= 0 { (num << shift.unsigned_abs()) / den } else { num / (den << shift.unsigned_abs()) };
    let whole = scaled.iter_u64_digits().rev().fold(0_u128, |sum, digit| (sum << 64) | u128::from(digit));
    libm::scalbn(whole as f64, -shift)
}

fn bits(number: &BigUint) -> i32 {
    i32::try_from(number.bits()).expect("a count of coalitions has fewer than 2^31 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(num: u128, den: u128) -> Option<Fraction> {
        Fraction::new(BigUint::from(num), BigUint::from(den))
    }

    #[test]
    fn fractions_are_in_lowest_terms() {
        for (num, den, text) in [(10, 24, "5/12"), (0, 7, "0"), (7, 7, "1"), (6, 3, "2")] {
            assert_eq!(fraction(num, den).expect("not divided by zero").to_string(), text);
        }
        assert_eq!(fraction(1, 0), None);
    }

    #[test]
    fn the_float_is_the_nearest() {
        for (num, den, value) in
            [(1_u64, 3_u64, 1.0_f64 / 3.0), (421, 2145, 421.0 / 2145.0), (0, 5, 0.0), (7, 1, 7.0), (3, 8, 0.375)]
        {
            assert_eq!(quotient(&BigUint::from(num), &BigUint::from(den)).to_bits(), value.to_bits(), "{num}/{den}");
        }
        let huge = BigUint::from(1_u8) << 5_000_u32;
        assert_eq!(quotient(&(&huge * 3_u8), &(&huge * 4_u8)).to_bits(), 0.75_f64.to_bits());
        assert_eq!(quotient(&BigUint::from(1_u8), &huge).to_bits(), 0.0_f64.to_bits());
    }
}
