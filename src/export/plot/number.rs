//! Numbers as people read them. Shares are printed as percent by giving `Measure::PERCENT`.

use crate::scenario::thousands_apart;
use crate::stats::Summary;

/// Keeps the parts of a number on one line.
const SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// How a measured value is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// What a value is multiplied by.
    pub factor: f64,
    /// Digits after the point.
    pub places: usize,
    /// What stands behind it.
    pub suffix: &'static str,
}

impl Measure {
    /// A share.
    pub const PERCENT: Measure = Measure { factor: 100.0, places: 1, suffix: " %" };
    /// A length of time.
    pub const DAYS: Measure = Measure { factor: 1.0, places: 1, suffix: " days" };
    /// A mean of counts.
    pub const COUNT: Measure = Measure { factor: 1.0, places: 2, suffix: "" };

    /// A mean and its interval in words.
    pub fn words(self, summary: &Summary) -> String {
        let shown = |value: f64| with_places(self.factor * value, self.places);
        let interval = summary.interval.map(|interval| format!(" ({} to {})", shown(interval.low), shown(interval.high)));
        format!("{}{}{}", shown(summary.mean), self.suffix, interval.unwrap_or_default())
    }
}

/// A number with this many digits after the point; thousands apart, a minus sign that is one.
pub fn with_places(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let apart = thousands_apart(whole, SPACE);
    let zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    let sign = if value < 0.0 && !zero { MINUS.to_string() } else { String::new() };
    format!("{sign}{apart}{rest}")
}

/// An amount of money, major units, in about three digits.
pub fn amount(value: f64) -> String {
    if value.abs() >= 9.995e6 {
        return format!("{}{SPACE}M", with_places(value / 1e6, if value.abs() < 9.995e7 { 1 } else { 0 }));
    }
    let mut round = 1.0;
    while value.abs() >= 1000.0 * round {
        round *= 10.0;
    }
    with_places((value / round).round() * round, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_zero_has_no_sign() {
        for (value, places, text) in [
            (0.0, 0, "0"),
            (-0.001, 2, "0.00"),
            (-0.25, 2, "\u{2212}0.25"),
            (999.0, 0, "999"),
            (1000.0, 0, "1\u{a0}000"),
            (1234567.25, 1, "1\u{a0}234\u{a0}567.2"),
        ] {
            assert_eq!(with_places(value, places), text);
        }
    }

    #[test]
    fn amounts_have_the_digits_that_help() {
        for (value, text) in [
            (0.0, "0"),
            (7.4, "7"),
            (998.0, "998"),
            (123_456.0, "123\u{a0}000"),
            (999_999.0, "1\u{a0}000\u{a0}000"),
            (12_345_678.0, "12.3\u{a0}M"),
            (234_567_890.0, "235\u{a0}M"),
        ] {
            assert_eq!(amount(value), text);
        }
    }
}
