//! A number, or the law that it is drawn from: `0.4` or `{ normal = { mean = 0.4, sd = 0.1 } }`.

use super::number::{NonNegative, Number, Positive, write_number};
use super::time::Rate;
use crate::scenario::Distribution;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A number or a law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law(pub Distribution);

/// How many items a party reads a day: a rate, a number or a law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attention {
    /// `"1 item per week"`.
    Rate(Rate),
    /// Items a day.
    Law(Law),
}

impl Attention {
    /// Items a day.
    pub fn per_day(self) -> Distribution {
        match self {
            Attention::Rate(rate) => Distribution::Fixed(rate.per_day()),
            Attention::Law(law) => law.0,
        }
    }
}

/// A law with its parameters, in the unit of the quantity.
#[derive(serde::Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum LawTable {
    /// Uniform between two bounds, `[low, high]`.
    Uniform([Number; 2]),
    /// Normal.
    Normal {
        /// Mean.
        mean: Number,
        /// Standard deviation.
        sd: NonNegative,
    },
    /// Log-normal.
    Lognormal {
        /// Median.
        median: Positive,
        /// Standard deviation of the logarithm.
        sigma: NonNegative,
    },
    /// Exponential.
    Exponential {
        /// Mean.
        mean: Positive,
    },
    /// Pareto.
    Pareto {
        /// Smallest value.
        min: Positive,
        /// Tail exponent.
        alpha: Positive,
    },
}

impl LawTable {
    fn meaning<E: Error>(self) -> Result<Law, E> {
        let law = match self {
            LawTable::Uniform([low, high]) if low.0 > high.0 => {
                return Err(E::custom(format!("expected two bounds in order, found {} before {}", low.0, high.0)));
            }
            LawTable::Uniform([low, high]) => Distribution::Uniform { low: low.0, high: high.0 },
            LawTable::Normal { mean, sd } => Distribution::Normal { mean: mean.0, sd: sd.0 },
            LawTable::Lognormal { median, sigma } => Distribution::Lognormal { median: median.0, sigma: sigma.0 },
            LawTable::Exponential { mean } => Distribution::Exponential { mean: mean.0 },
            LawTable::Pareto { min, alpha } => Distribution::Pareto { min: min.0, alpha: alpha.0 },
        };
        Ok(Law(law))
    }

    fn of(law: Distribution) -> Option<LawTable> {
        Some(match law {
            Distribution::Fixed(_) => return None,
            Distribution::Uniform { low, high } => LawTable::Uniform([Number(low), Number(high)]),
            Distribution::Normal { mean, sd } => LawTable::Normal { mean: Number(mean), sd: NonNegative(sd) },
            Distribution::Lognormal { median, sigma } => {
                LawTable::Lognormal { median: Positive(median), sigma: NonNegative(sigma) }
            }
            Distribution::Exponential { mean } => LawTable::Exponential { mean: Positive(mean) },
            Distribution::Pareto { min, alpha } => LawTable::Pareto { min: Positive(min), alpha: Positive(alpha) },
        })
    }
}

fn number<E: Error>(found: f64) -> Result<Law, E> {
    let fixed = found.is_finite().then_some(Law(Distribution::Fixed(found)));
    fixed.ok_or_else(|| E::custom(format!("expected a number or a law, found {found}")))
}

fn table<'de, A: MapAccess<'de>>(mut map: A) -> Result<Law, A::Error> {
    let law = LawTable::deserialize(MapAccessDeserializer::new(&mut map))?;
    if map.next_key::<IgnoredAny>()?.is_some() {
        return Err(A::Error::custom("expected one law, found more than one"));
    }
    law.meaning()
}

struct LawVisitor;

impl<'de> Visitor<'de> for LawVisitor {
    type Value = Law;
    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a number, or a law such as `{ normal = { mean = 0.4, sd = 0.1 } }`")
    }
    fn visit_i64<E: Error>(self, found: i64) -> Result<Law, E> {
        number(found as f64)
    }
    fn visit_f64<E: Error>(self, found: f64) -> Result<Law, E> {
        number(found)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Law, A::Error> {
        table(map)
    }
}

struct AttentionVisitor;

impl<'de> Visitor<'de> for AttentionVisitor {
    type Value = Attention;
    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a rate such as `\"1 item per week\"`, a number a day, or a law")
    }
    fn visit_i64<E: Error>(self, found: i64) -> Result<Attention, E> {
        self.visit_f64(found as f64)
    }
    fn visit_f64<E: Error>(self, found: f64) -> Result<Attention, E> {
        if found < 0.0 { Err(Rate::refused(&found)) } else { number(found).map(Attention::Law) }
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Attention, E> {
        Rate::parse(text).map(Attention::Rate).ok_or_else(|| Rate::refused(&format_args!("`{text}`")))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Attention, A::Error> {
        table(map).map(Attention::Law)
    }
}

impl<'de> Deserialize<'de> for Law {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LawVisitor)
    }
}

impl Serialize for Law {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0, LawTable::of(self.0)) {
            (_, Some(table)) => table.serialize(serializer),
            (law, None) => write_number(law.median(), serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Attention {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AttentionVisitor)
    }
}

impl Serialize for Attention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Attention::Rate(rate) => rate.serialize(serializer),
            Attention::Law(law) => law.serialize(serializer),
        }
    }
}

impl JsonSchema for Law {
    fn schema_name() -> Cow<'static, str> {
        "Law".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<LawTable>();
        json_schema!({ "description": "A number, or the law that it is drawn from.", "anyOf": [{ "type": "number" }, table] })
    }
}

impl JsonSchema for Attention {
    fn schema_name() -> Cow<'static, str> {
        "Attention".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (rate, law) = (Rate::json_schema(generator), generator.subschema_for::<LawTable>());
        json_schema!({ "description": "Items a day: a rate, a number or a law.", "anyOf": [rate, law] })
    }
}
