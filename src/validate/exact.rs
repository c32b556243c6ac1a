//! Numbers as the file writes them, without rounding: `3/11`, `0.334`, `1e-3`, `7`.

use crate::units::Ratio;

/// A number with its sign, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Whether it is below zero.
    pub negative: bool,
    /// Its size.
    pub size: Ratio,
}

/// Reads a whole number, a decimal or a fraction of two; `None` for anything else, and where 64 bits do not hold it.
pub fn signed(text: &str) -> Option<Signed> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (num, den) = match text.split_once('/') {
        Some((num, den)) => (decimal(num)?, decimal(den)?),
        None => (decimal(text)?, Ratio { num: 1, den: 1 }),
    };
    let crossed = [num.num, den.den, num.den, den.num].map(u128::from);
    let size = lowest(crossed[0] * crossed[1], crossed[2] * crossed[3])?;
    Some(Signed { negative: negative && size.num > 0, size })
}

/// `num / den` in lowest terms.
fn lowest(num: u128, den: u128) -> Option<Ratio> {
    let (mut a, mut b) = (den, num);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    Some(Ratio {
        num: u64::try_from(num.checked_div(a)?).ok()?,
        den: u64::try_from(den.checked_div(a)?).ok().filter(|den| *den > 0)?,
    })
}

/// Digits, perhaps with a point and an exponent.
fn decimal(text: &str) -> Option<Ratio> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let shift = exponent - i32::try_from(part.len()).ok()?;
    let power = 10_u128.checked_pow(shift.unsigned_abs())?;
    let digits: u128 = all.parse().ok()?;
    if shift >= 0 { lowest(digits.checked_mul(power)?, 1) } else { lowest(digits, power) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_written() {
        for (text, num, den) in [
            ("7", 7, 1),
            ("0.334", 167, 500),
            ("3/11", 3, 11),
            ("10/50", 1, 5),
            ("1e-3", 1, 1_000),
            ("2.5e2", 250, 1),
            ("0", 0, 1),
        ] {
            assert_eq!(signed(text), Some(Signed { negative: false, size: Ratio { num, den } }), "{text}");
        }
        assert_eq!(signed("-1/2"), Some(Signed { negative: true, size: Ratio::HALF }));
        for text in ["", "a", "1/0", "1.2.3", ".5", "1/", "0x1", "99999999999999999999"] {
            assert_eq!(signed(text), None, "{text}");
        }
    }
}
