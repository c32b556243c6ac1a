//! Numbers as a file writes them: integer or float alike, finite, each kind with its range.
//!
//! A whole number is written back without a decimal point, so that `700_000` does not come back as `700000.0`.

use crate::units::{Money, Weight};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident, $expected:literal, $holds:expr, $range:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name(pub f64);

        impl $name {
            /// The number, if it lies in the range.
            pub fn new(number: f64) -> Option<$name> {
                let holds: fn(f64) -> bool = $holds;
                (number.is_finite() && holds(number)).then_some($name(number))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = deserializer.deserialize_any(AnyNumber($expected))?;
                $name::new(number).ok_or_else(|| D::Error::custom(format!("expected {}, found {number}", $expected)))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                write_number(self.0, serializer)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool { true }
            fn schema_name() -> Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema { json_schema!($range) }
        }
    )*};
}

numbers! {
    /// Any finite number.
    Number, "a number", |_| true, { "type": "number" };
    /// A number of at least 0.
    NonNegative, "a number of at least 0", |number| number >= 0.0, { "type": "number", "minimum": 0 };
    /// A number above 0.
    Positive, "a number above 0", |number| number > 0.0, { "type": "number", "exclusiveMinimum": 0 };
}

/// An amount of money: major units in the file, at most two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amount(pub Money);

impl Amount {
    /// Whether it is nothing: not written out.
    pub fn is_zero(&self) -> bool {
        self.0 == Money(0)
    }
}

/// Voting weight: votes in the file, at most six decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Votes(pub Weight);

macro_rules! fixed_point {
    ($($name:ident, $unit:ident, $decimals:literal, $whole:expr, $expected:literal;)*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = deserializer.deserialize_any(AnyNumber($expected))?;
                let parts = scaled(number, $decimals);
                parts.map(|parts| $name($unit(parts))).ok_or_else(|| D::Error::custom(format!("expected {}, found {number}", $expected)))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                write_number(self.0.0 as f64 / $whole as f64, serializer)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool { true }
            fn schema_name() -> Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema { json_schema!({ "type": "number", "minimum": 0 }) }
        }
    )*};
}

fixed_point! {
    Amount, Money, 2, Money::MAJOR, "an amount of money with at most two decimals";
    Votes, Weight, 6, Weight::ONE.0, "a number of votes with at most six decimals";
}

/// The root of all randomness: an integer, or a string where an integer of the file format is too small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seed(pub u64);

impl Seed {
    const EXPECTED: &'static str = "a seed between 0 and 18446744073709551615";
}

impl<'de> Deserialize<'de> for Seed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SeedVisitor;
        impl Visitor<'_> for SeedVisitor {
            type Value = Seed;
            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str(Seed::EXPECTED)
            }
            fn visit_i64<E: Error>(self, seed: i64) -> Result<Seed, E> {
                u64::try_from(seed).map(Seed).map_err(|_| E::custom(format!("expected {}, found {seed}", Seed::EXPECTED)))
            }
            fn visit_u64<E: Error>(self, seed: u64) -> Result<Seed, E> {
                Ok(Seed(seed))
            }
            fn visit_str<E: Error>(self, seed: &str) -> Result<Seed, E> {
                seed.parse().map(Seed).map_err(|_| E::custom(format!("expected {}, found `{seed}`", Seed::EXPECTED)))
            }
        }
        deserializer.deserialize_any(SeedVisitor)
    }
}

impl Serialize for Seed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.0) {
            Ok(seed) => serializer.serialize_i64(seed),
            Err(_) => serializer.serialize_str(&self.0.to_string()),
        }
    }
}

impl JsonSchema for Seed {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Seed".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^[0-9]{1,20}$" }] })
    }
}

/// Reads an integer or a float; anything else is refused with the given words.
pub(super) struct AnyNumber(pub &'static str);

impl Visitor<'_> for AnyNumber {
    type Value = f64;
    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.0)
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }
}

/// Integers up to here are exact as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes a whole number as an integer, any other as a float.
pub(super) fn write_number<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.trunc().total_cmp(&number).is_eq() && number.abs() < EXACT {
        serializer.serialize_i64(number as i64)
    } else {
        serializer.serialize_f64(number)
    }
}

/// `number * 10^decimals` if that is a whole number of at least 0, judged by the digits that a person would write.
fn scaled(number: f64, decimals: usize) -> Option<u64> {
    let text = format!("{number}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    (fraction.len() <= decimals).then(|| format!("{whole}{fraction:0<decimals$}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_keeps_two_decimals_and_refuses_a_third() {
        let rows = [(0.0, Some(0)), (0.29, Some(29)), (2_000.0, Some(200_000)), (0.125, None), (-1.0, None), (f64::NAN, None)];
        for (major, hundredths) in rows {
            assert_eq!(scaled(major, 2), hundredths, "{major}");
        }
    }
}
