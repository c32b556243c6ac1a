//! Functions of many numbers at once, written so that the compiler can work on several in one register.
//!
//! Every number comes out with the bits of its plain twin in [`super`]: only sums, products, quotients and integers, in the twin's
//! order, and no step that depends on a number's neighbours.

use super::{CENTRE, MIDDLE, TAIL, ratio};

/// The natural logarithm of each number, as [`super::ln`]. Numbers must be positive, finite and not subnormal.
pub fn ln(numbers: &mut [f64]) {
    // The coefficients and the reduction are those of `libm`, after FreeBSD's `e_log.c`.
    const TO_HALF_ROOT: u64 = (0x3ff0_0000 - 0x3fe6_a09e) << 32;
    const HALF_ROOT: u64 = 0x3fe6_a09e << 32;
    const FRACTION: u64 = (1 << 52) - 1;
    // As an integer's bits are the lowest of a float in [2^52, 2^53), this much has to be taken off again.
    const AS_FLOAT: u64 = 0x4330_0000_0000_0000;
    const OFFSET: f64 = (1_u64 << 52) as f64 + 1023.0;
    for number in numbers {
        let moved = number.to_bits().wrapping_add(TO_HALF_ROOT);
        let exponent = f64::from_bits(AS_FLOAT | (moved >> 52)) - OFFSET;
        let f = f64::from_bits((moved & FRACTION).wrapping_add(HALF_ROOT)) - 1.0;
        let hfsq = 0.5 * f * f;
        let s = f / (2.0 + f);
        let z = s * s;
        let w = z * z;
        let t1 = w * (LG[1] + w * (LG[3] + w * LG[5]));
        let t2 = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
        *number = s * (hfsq + (t2 + t1)) + exponent * LN2_LOW - hfsq + f + exponent * LN2_HIGH;
    }
}

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const LG: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// The standard normal quantile of each number in (0, 1), as [`super::normal_quantile`].
pub fn normal_quantile(numbers: &mut [f64]) {
    let mut given = [0.0; TOGETHER];
    for chunk in numbers.chunks_mut(TOGETHER) {
        let given = &mut given[..chunk.len()];
        given.copy_from_slice(chunk);
        for number in chunk.iter_mut() {
            let q = *number - 0.5;
            *number = q * ratio(0.180_625 - q * q, &CENTRE);
        }
        tails(given, chunk);
    }
}

/// Numbers that are worked out at a time.
const TOGETHER: usize = 64;

/// Works out again what lies too far out for the middle of the distribution: `quantiles` of `given` numbers.
fn tails(given: &[f64], quantiles: &mut [f64]) {
    let (mut places, mut roots, mut sizes, mut n) = ([0; TOGETHER], [0.0; TOGETHER], [0.0; TOGETHER], 0);
    for (place, given) in given.iter().enumerate() {
        // Written in any case and kept if it counts: which are far out cannot be foreseen, and a wrong guess costs more.
        (places[n], roots[n]) = (place, given.min(1.0 - given));
        n += usize::from((given - 0.5).abs() > 0.425);
    }
    let roots = &mut roots[..n];
    ln(roots);
    for (root, size) in roots.iter_mut().zip(&mut sizes) {
        *root = super::sqrt(-*root);
        *size = ratio(*root - 1.6, &MIDDLE);
    }
    for ((place, root), size) in places.iter().zip(roots).zip(sizes) {
        let size = if *root <= 5.0 { size } else { ratio(*root - 5.0, &TAIL) };
        quantiles[*place] = if given[*place] < 0.5 { -size } else { size };
    }
}

#[cfg(test)]
mod tests {
    use crate::dice::{Dice, Key, Purpose};
    use crate::math;

    fn numbers() -> Vec<f64> {
        let mut numbers = vec![0.0; 100_000];
        Dice::new(3, 1).fill(Purpose::Reading, Key::NONE, Key::NONE, &mut numbers);
        numbers.extend([f64::MIN_POSITIVE, 1e-300, f64::EPSILON, 0.075, 0.5, 0.925, 1.0 - f64::EPSILON / 2.0]);
        numbers
    }

    #[track_caller]
    fn check(given: &[f64], wide: impl Fn(&mut [f64]), plain: impl Fn(f64) -> f64) {
        let mut found = given.to_vec();
        wide(&mut found);
        for (given, found) in given.iter().zip(found) {
            assert_eq!(found.to_bits(), plain(*given).to_bits(), "{given:e}");
        }
    }

    #[test]
    fn logarithms_are_those_of_the_plain_twin() {
        let mut given = numbers();
        given.extend([1.0, 2.0, 0.707, 0.708, 1.414, 1.415, 1e300, f64::MAX]);
        given.extend(numbers().iter().map(|number| 1e6 * number));
        check(&given, super::ln, math::ln);
    }

    #[test]
    fn quantiles_are_those_of_the_plain_twin() {
        check(&numbers(), super::normal_quantile, math::normal_quantile);
    }
}
