//! An axis: a path of the scenario, and the values that it takes there.
//!
//! ```toml
//! "captured.drained_above" = ["10%", "20%"]                      # values, tables and lists among them
//! "people.core.count"      = { from = 3, to = 7, step = 2 }      # a range
//! "decisions.a.route.b.optimistic.window" = { from = 1, to = 14, step = 1, unit = "days" }
//! "people.core.context"    = { uniform = [0.2, 0.8] }            # a law, for designs that sample
//! "people.core.theta"      = { uniform = [0.1, "core.context"] } # a bound may be an axis above: see `between`
//! ```

use super::between::{self, Between, Written};
use crate::scenario::{Distribution, Document, Law, Node, Number, Positive, Problems};
use serde::Deserialize;
use std::ops::Range;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// One value of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// As the scenario file would say it, in TOML.
    pub text: String,
    /// Where the experiment says so; `None` for what it does not spell out.
    pub span: Option<Range<usize>>,
}

impl Value {
    /// The value as tables show it: a text without its quotes.
    pub fn shown(&self) -> String {
        match self.text.parse::<toml::Value>() {
            Ok(toml::Value::String(text)) if !text.contains(['\n', '\r']) => text,
            _ => self.text.clone(),
        }
    }
}

/// What an axis may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Levels {
    /// One of these.
    Listed(Vec<Value>),
    /// A number drawn from a law.
    Drawn {
        /// The law.
        law: Distribution,
        /// Whether it is rounded to a whole number.
        whole: bool,
        /// The unit behind the number.
        unit: Option<String>,
    },
    /// What stands between bounds of which another axis sets one.
    Between(Between),
}

/// A path of the scenario and what may stand there.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Dotted path.
    pub path: String,
    /// Place of the path in the experiment.
    pub span: Range<usize>,
    /// What may stand there.
    pub levels: Levels,
}

/// Most values that a range may have.
const MOST: f64 = 10_000.0;

impl Axis {
    /// Reads what stands at a path; `above` are the axes that its bounds may name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(document: &Document, path: &str, span: Range<usize>, node: &Node, above: &[Axis]) -> Result<Axis, Problems> {
        let levels = match node.get_ref() {
            DeValue::Array(values) => Levels::Listed(values.iter().map(value).collect()),
            DeValue::Table(table) => spread(document, node, table, above)?,
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                let problem = document.problem(Some(node.span()), "expected a list of values, a range or a law, found one value");
                return Err(problem
                    .hint("a list has brackets, as in `[1, 2]`; what does not vary belongs into the scenario")
                    .into());
            }
        };
        if matches!(&levels, Levels::Listed(values) if values.is_empty()) {
            return Err(document.problem(Some(node.span()), "expected at least one value, found none").into());
        }
        Ok(Axis { path: path.to_owned(), span, levels })
    }

    /// The first value that is listed again.
    pub fn repeated(&self) -> Option<&Value> {
        let Levels::Listed(values) = &self.levels else { return None };
        (1..values.len())
            .map(|idx| &values[idx])
            .zip(1..)
            .find(|(value, n)| values[..*n].iter().any(|before| before.text == value.text))
            .map(|(value, _)| value)
    }

    /// The value at a place between 0 and 1, where the axes above have these values.
    ///
    /// # Errors
    /// In words, when the bounds leave no room there.
    pub fn at(&self, place: f64, above: &[Value]) -> Result<Value, String> {
        match &self.levels {
            Levels::Listed(values) => Ok(values[((place * values.len() as f64) as usize).min(values.len() - 1)].clone()),
            Levels::Drawn { law, whole, unit } => {
                let number = law.quantile(place);
                Ok(number_with(if *whole { number.round() } else { number }, unit.as_deref()))
            }
            Levels::Between(between) => between.at(place, above),
        }
    }
}

/// A number as the scenario would say it.
pub(super) fn number_with(number: f64, unit: Option<&str>) -> Value {
    // There is one zero.
    let number = number + 0.0;
    let text = match unit {
        Some("%") => format!("\"{number}%\""),
        Some(unit) => format!("\"{number} {unit}\""),
        None => format!("{number}"),
    };
    Value { text, span: None }
}

/// A value in TOML on one line, whatever lines it was written on.
pub(super) fn value(node: &Node) -> Value {
    let text = toml::Value::deserialize(ValueDeserializer::from(node.clone())).map(|value| value.to_string());
    Value { text: text.expect("what was parsed is a value"), span: Some(node.span()) }
}

/// Whole numbers among the numbers, and what stands behind them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default)]
    whole: bool,
    unit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Steps {
    from: Number,
    to: Number,
    step: Positive,
}

fn spread(document: &Document, node: &Node, table: &DeTable, above: &[Axis]) -> Result<Levels, Problems> {
    let (mut written, mut rest) = (DeTable::new(), DeTable::new());
    for (key, value) in table {
        let to = if ["whole", "unit"].contains(&key.get_ref().as_ref()) { &mut written } else { &mut rest };
        to.insert(key.clone(), value.clone());
    }
    let worded = |error: toml::de::Error| Problems::from(document.worded(&error, Some(node.span())));
    let part = |table| ValueDeserializer::from(toml::Spanned::new(node.span(), DeValue::Table(table)));
    let Form { whole, unit } = Form::deserialize(part(written)).map_err(worded)?;
    if between::refers(&rest) {
        return Between::read(document, node, &rest, Written { whole, unit }, above).map(Levels::Between);
    }
    let is_range = ["from", "to", "step"].iter().any(|key| rest.contains_key(*key));
    if !is_range {
        let Law(law) = Law::deserialize(part(rest)).map_err(worded)?;
        return Ok(Levels::Drawn { law, whole, unit });
    }
    let Steps { from, to, step } = Steps::deserialize(part(rest)).map_err(worded)?;
    let steps = (to.0 - from.0) / step.0;
    if !(-1e-9..MOST).contains(&steps) {
        let problem =
            document.problem(Some(node.span()), format!("expected up to {MOST} steps from low to high, found {steps:.1}"));
        return Err(problem.hint("`{ from = 1, to = 5, step = 2 }` stands for 1, 3 and 5").into());
    }
    let values = stepped([from.0, to.0, step.0], unit.as_deref()).map(|value| Value { span: Some(node.span()), ..value });
    Ok(Levels::Listed(values.collect()))
}

/// The values from low to high in steps.
pub(super) fn stepped([low, high, step]: [f64; 3], unit: Option<&str>) -> impl Iterator<Item = Value> {
    // Twelve digits: sums such as 0.1 + 0.2 read as a person wrote them.
    let rounded = |number: f64| format!("{number:.12}").parse::<f64>().unwrap_or(number);
    let last = ((high - low) / step + 1e-9).min(MOST) as u32;
    (0..=last).map(move |n| number_with(rounded(low + f64::from(n) * step), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Axis, String> {
        let text = format!("axis = {text}");
        let document = Document::parse("proof", &text).unwrap_or_else(|problems| panic!("{problems}"));
        let node = document.root.get("axis").expect("it is there");
        Axis::read(&document, "axis", 0..4, node, &[]).map_err(|problems| problems.0[0].message.clone())
    }

    fn texts(text: &str) -> Vec<String> {
        match read(text).unwrap_or_else(|problem| panic!("{problem}")).levels {
            Levels::Listed(values) => values.into_iter().map(|value| value.text).collect(),
            law @ (Levels::Drawn { .. } | Levels::Between(_)) => panic!("{law:?}"),
        }
    }

    #[test]
    fn lists_and_ranges_become_values() {
        assert_eq!(texts("[1, 2.5, \"24 hours\", true]"), ["1", "2.5", "\"24 hours\"", "true"]);
        assert_eq!(texts("[{ own = 1 }, [\"a\", \"b\"]]"), ["{ own = 1 }", "[\"a\", \"b\"]"]);
        assert_eq!(texts("{ from = 1, to = 5, step = 2 }"), ["1", "3", "5"]);
        assert_eq!(texts("{ from = 0.1, to = 0.3, step = 0.1 }"), ["0.1", "0.2", "0.3"]);
        assert_eq!(texts("{ from = 1, to = 3, step = 2, unit = \"days\" }"), ["\"1 days\"", "\"3 days\""]);
    }

    #[test]
    fn a_law_gives_a_value_at_each_place() {
        let axis = read("{ uniform = [2, 6], whole = true, unit = \"days\" }").unwrap_or_else(|problem| panic!("{problem}"));
        let at = |axis: &Axis, place| axis.at(place, &[]).expect("no bound depends on another axis").text;
        assert_eq!([0.01, 0.5, 0.99].map(|place| at(&axis, place)), ["\"2 days\"", "\"4 days\"", "\"6 days\""]);
        let listed = read("[1, 2, 3]").unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!([0.01, 0.34, 0.99].map(|place| at(&listed, place)), ["1", "2", "3"]);
    }

    #[test]
    fn what_makes_no_axis_is_refused() {
        for (text, message) in [
            ("[]", "expected at least one value, found none"),
            ("3", "expected a list of values, a range or a law, found one value"),
            ("{ from = 5, to = 1, step = 1 }", "expected up to 10000 steps from low to high, found -4.0"),
            ("{ from = 1, to = 5 }", "missing key `step`"),
            ("{ unifrom = [1, 2] }", "unknown word `unifrom`"),
        ] {
            assert_eq!(read(text), Err(message.to_owned()), "{text}");
        }
    }
}
