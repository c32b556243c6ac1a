//! Lengths of time (`"72 hours"`) and rates (`"2 per month"`).
//!
//! A length is exact in milliseconds; a month is 30 days and a year 365. A length is written back in the largest unit that
//! holds it a whole number of times, so that equal lengths have equal texts.

use super::number::write_number;
use super::share::decimal;
use crate::units::DAY_MS;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A length of time in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(pub u64);

const HOUR_MS: u64 = 3_600_000;
const UNITS: [(&str, u64); 8] = [
    ("millisecond", 1),
    ("second", 1_000),
    ("minute", 60_000),
    ("hour", HOUR_MS),
    ("day", DAY_MS),
    ("week", 7 * DAY_MS),
    ("month", 30 * DAY_MS),
    ("year", 365 * DAY_MS),
];

impl Length {
    /// A length of whole days, for defaults.
    pub const fn days(days: u64) -> Length {
        Length(days * DAY_MS)
    }

    /// Reads `"72 hours"`.
    pub fn parse(text: &str) -> Option<Length> {
        let (number, unit) = text.trim().split_once(char::is_whitespace)?;
        let number = decimal(&number.replace('_', ""))?;
        let product = u128::from(number.num) * u128::from(unit_ms(unit.trim())?);
        let whole = product.is_multiple_of(u128::from(number.den));
        whole.then(|| u64::try_from(product / u128::from(number.den)).ok()).flatten().map(Length)
    }
}

fn unit_ms(unit: &str) -> Option<u64> {
    UNITS.iter().find(|(name, _)| unit.strip_suffix('s').unwrap_or(unit) == *name).map(|(_, ms)| *ms)
}

impl fmt::Display for Length {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let fits = |(_, ms): &&(&str, u64)| *ms <= DAY_MS && self.0.is_multiple_of(*ms);
        let (name, ms) = UNITS.iter().rev().find(fits).expect("every length is a whole number of milliseconds");
        let count = self.0 / ms;
        write!(out, "{count} {name}{}", if count == 1 { "" } else { "s" })
    }
}

struct LengthVisitor;

impl LengthVisitor {
    fn unit_missing<E: Error>(number: &dyn fmt::Display) -> E {
        E::custom(format!(
            "expected a length of time, found {number}\nwrite the unit too, as in `\"{number} hours\"` or `\"{number} days\"`"
        ))
    }
}

impl Visitor<'_> for LengthVisitor {
    type Value = Length;
    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a length of time such as `\"7 days\"`")
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Length, E> {
        Err(Self::unit_missing(&number))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Length, E> {
        Err(Self::unit_missing(&number))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Length, E> {
        let hint = match text.trim_start().starts_with('-') {
            true => "a length of time cannot be negative: leave the minus out",
            false => {
                "write a number and a unit: milliseconds, seconds, minutes, hours, days, weeks, months (30 days) or years (365 days)"
            }
        };
        Length::parse(text).ok_or_else(|| E::custom(format!("expected a length of time, found `{text}`\n{hint}")))
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LengthVisitor)
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Length {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Length".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9_]+(\\.[0-9]+)? +(millisecond|second|minute|hour|day|week|month|year)s?$" })
    }
}

/// How often something happens: a count in a length of time, or a plain number a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// How often.
    pub count: f64,
    /// In how long, above 0.
    pub within: Length,
}

impl Rate {
    /// Times a day.
    pub fn per_day(self) -> f64 {
        self.count / (self.within.0 as f64 / DAY_MS as f64)
    }

    /// Reads `"2 per month"`, `"1 item per week"` or `"1 per 90 days"`.
    pub fn parse(text: &str) -> Option<Rate> {
        let (count, within) = text.split_once(" per ")?;
        let mut words = count.split_whitespace();
        let count: f64 = words.next()?.replace('_', "").parse().ok()?;
        let noun_at_most = words.next().is_none_or(|noun| noun.chars().all(char::is_alphabetic)) && words.next().is_none();
        let within = within.trim();
        let within = unit_ms(within).map(Length).or_else(|| Length::parse(within))?;
        (noun_at_most && count.is_finite() && count >= 0.0 && within.0 > 0).then_some(Rate { count, within })
    }

    /// What a message says was expected.
    pub const EXPECTED: &'static str = "a rate such as `\"2 per month\"`, or a number a day";

    pub(super) fn refused<E: Error>(found: &dyn fmt::Display) -> E {
        E::custom(format!("expected a rate, found {found}\nwrite `\"2 per month\"`, `\"1 per 90 days\"`, or a number a day"))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let within = self.within.to_string();
        write!(out, "{} per {}", self.count, within.strip_prefix("1 ").unwrap_or(&within))
    }
}

struct RateVisitor;

impl Visitor<'_> for RateVisitor {
    type Value = Rate;
    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(Rate::EXPECTED)
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Rate, E> {
        self.visit_f64(number as f64)
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Rate, E> {
        let holds = number.is_finite() && number >= 0.0;
        if holds { Ok(Rate { count: number, within: Length::days(1) }) } else { Err(Rate::refused(&number)) }
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Rate, E> {
        Rate::parse(text).ok_or_else(|| Rate::refused(&format_args!("`{text}`")))
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RateVisitor)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.within == Length::days(1) { write_number(self.count, serializer) } else { serializer.collect_str(self) }
    }
}

impl JsonSchema for Rate {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Rate".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [{ "type": "number", "minimum": 0 }, { "type": "string", "pattern": "^[0-9_.]+( [a-z]+)? per .+$" }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_exact_and_has_one_text() {
        let rows = [
            ("72 hours", 3 * DAY_MS, "3 days"),
            ("4.8 hours", 17_280_000, "288 minutes"),
            ("1 month", 30 * DAY_MS, "30 days"),
            ("2 years", 730 * DAY_MS, "730 days"),
            ("1 day", DAY_MS, "1 day"),
            ("0 days", 0, "0 days"),
            ("36 hours", 36 * HOUR_MS, "36 hours"),
        ];
        for (text, ms, written) in rows {
            assert_eq!(Length::parse(text), Some(Length(ms)), "{text}");
            assert_eq!(Length(ms).to_string(), written);
            assert_eq!(Length::parse(written), Some(Length(ms)));
        }
        for text in ["7", "days", "7days", "-1 days", "1 fortnight", "0.0001 milliseconds", ""] {
            assert_eq!(Length::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_rate_counts_in_any_length_of_time() {
        let rows = [
            ("2 per month", 2.0 / 30.0),
            ("1 item per week", 1.0 / 7.0),
            ("2 items per day", 2.0),
            ("1 per 90 days", 1.0 / 90.0),
            ("1.5 per month", 0.05),
        ];
        for (text, per_day) in rows {
            let rate = Rate::parse(text).expect(text);
            assert!((rate.per_day() - per_day).abs() < 1e-15, "{text}");
            assert_eq!(Rate::parse(&rate.to_string()), Some(rate));
        }
        for text in ["2", "per month", "-1 per day", "2 per 0 days", "2 a b per day", "2 per fortnight"] {
            assert_eq!(Rate::parse(text), None, "{text}");
        }
    }
}
