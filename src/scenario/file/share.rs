//! Exact fractions: `"25%"`, `0.25` and `"2/3"` all keep their exact value.

use crate::units::Ratio;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A share of a whole, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(pub Ratio);

/// A factor of at least 0 that may exceed 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor(pub Ratio);

impl Share {
    /// A share of whole percents, for defaults.
    pub const fn percent(percent: u64) -> Share {
        let divisor = gcd(percent, 100);
        Share(Ratio { num: percent / divisor, den: 100 / divisor })
    }
}

const fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// What shares and factors have in common.
trait Fraction: Sized {
    const EXPECTED: &'static str;
    fn accept(ratio: Ratio) -> Option<Self>;
    fn hint(found: &str) -> String;
}

impl Fraction for Share {
    const EXPECTED: &'static str = "a share between 0 and 1";
    fn accept(ratio: Ratio) -> Option<Share> {
        (ratio.num <= ratio.den).then_some(Share(ratio))
    }
    fn hint(found: &str) -> String {
        match found.parse::<f64>() {
            Ok(percent) if percent > 1.0 && percent <= 100.0 => {
                let share = ratio_of(found).and_then(|ratio| Ratio::new(ratio.num, ratio.den.checked_mul(100)?));
                let share = share.map_or(percent / 100.0, Ratio::value);
                format!("shares are fractions; {percent} percent is `{share}`")
            }
            _ => "write a share as `0.25`, `\"25%\"` or `\"2/3\"`".into(),
        }
    }
}

impl Fraction for Factor {
    const EXPECTED: &'static str = "a number of at least 0";
    fn accept(ratio: Ratio) -> Option<Factor> {
        Some(Factor(ratio))
    }
    fn hint(_: &str) -> String {
        "write a factor as `1.5`, `\"150%\"` or `\"3/2\"`".into()
    }
}

struct FractionVisitor<F>(PhantomData<F>);

impl<F: Fraction> FractionVisitor<F> {
    fn accept<E: Error>(found: &str) -> Result<F, E> {
        let refused = || E::custom(format!("expected {}, found {found}\n{}", F::EXPECTED, F::hint(found)));
        ratio_of(found).and_then(F::accept).ok_or_else(refused)
    }
}

impl<F: Fraction> Visitor<'_> for FractionVisitor<F> {
    type Value = F;
    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(F::EXPECTED)
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<F, E> {
        Self::accept(&number.to_string())
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<F, E> {
        Self::accept(&number.to_string())
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<F, E> {
        Self::accept(text)
    }
}

/// The exact value of `25%`, `0.25`, `2/3` or `1`.
pub fn ratio_of(text: &str) -> Option<Ratio> {
    if let Some(percent) = text.strip_suffix('%') {
        let percent = decimal(percent.trim())?;
        return Ratio::new(percent.num, percent.den.checked_mul(100)?);
    }
    match text.split_once('/') {
        Some((num, den)) => Ratio::new(num.trim().parse().ok()?, den.trim().parse().ok()?),
        None => decimal(text.trim()),
    }
}

/// Places after the point of a decimal number that count; a sampled share may have more.
const PLACES: usize = 18;

/// The exact value of a decimal number of at least 0, to its 18th place after the point.
pub(super) fn decimal(text: &str) -> Option<Ratio> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction = &fraction[..fraction.len().min(PLACES)];
    let den = 10_u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    Ratio::new(format!("{whole}{fraction}").parse().ok()?, den)
}

/// The decimal digits of a ratio, if at most `places` after the point tell it exactly.
fn exact_decimal(ratio: Ratio, places: u32) -> Option<String> {
    let scale = 10_u128.pow(places);
    let scaled = u128::from(ratio.num) * scale;
    let exact = scaled.is_multiple_of(u128::from(ratio.den)).then(|| scaled / u128::from(ratio.den))?;
    let width = places as usize;
    let fraction = format!("{:0>width$}", exact % scale);
    Some(format!("{}.{fraction}", exact / scale).trim_end_matches('0').trim_end_matches('.').to_owned())
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Ratio { num, den } = self.0;
        let percent = num.checked_mul(100).and_then(|num| Ratio::new(num, den)).and_then(|ratio| exact_decimal(ratio, 4));
        let text = percent.map_or_else(|| format!("{num}/{den}"), |percent| format!("{percent}%"));
        out.write_str(&text)
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Ratio { num, den } = self.0;
        out.write_str(&exact_decimal(self.0, 6).unwrap_or_else(|| format!("{num}/{den}")))
    }
}

macro_rules! as_text {
    ($($name:ident, $schema:tt;)*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(FractionVisitor(PhantomData))
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl JsonSchema for $name {
            fn inline_schema() -> bool { true }
            fn schema_name() -> Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema { json_schema!($schema) }
        }
    )*};
}

as_text! {
    Share, { "oneOf": [
        { "type": "number", "minimum": 0, "maximum": 1 },
        { "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?%?$|^[0-9]+ */ *[0-9]+$" }
    ] };
    Factor, { "oneOf": [
        { "type": "number", "minimum": 0 },
        { "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?%?$|^[0-9]+ */ *[0-9]+$" }
    ] };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_exactly_and_written_as_people_do() {
        let rows = [
            ("25%", 1, 4, "25%"),
            ("0.1", 1, 10, "10%"),
            ("2/3", 2, 3, "2/3"),
            ("33.5%", 67, 200, "33.5%"),
            ("1", 1, 1, "100%"),
            ("0", 0, 1, "0%"),
        ];
        for (text, num, den, written) in rows {
            let ratio = ratio_of(text).expect(text);
            assert_eq!(ratio, Ratio { num, den }, "{text}");
            assert_eq!(Share(ratio).to_string(), written);
            assert_eq!(ratio_of(written), Some(ratio));
        }
        let sampled = ratio_of("0.00046147194505424816").expect("a sampled share");
        assert_eq!(sampled, ratio_of("0.000461471945054248").expect("its first 18 places"));
        for text in ["", "-1", "a", "1/0", "%", "1e3", ".5"] {
            assert_eq!(ratio_of(text), None, "{text}");
        }
    }
}
