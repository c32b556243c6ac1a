//! An axis between two bounds of which another axis sets one: no more objections than there are partners.
//!
//! ```toml
//! "people.partners.count" = { from = 2, to = 6, step = 1 }
//! "decisions.a.route.b.optimistic.objections.seats" = { from = 1, to = "partners.count", step = 1 }
//! "people.partners.theta" = { uniform = [0.1, "partners.context"] }
//! ```
//!
//! The other axis stands above it in the same table. A design stays in the unit cube; bounds are applied after, row by row.

use super::axis::{Axis, Levels, Value, number_with, stepped};
use crate::scenario::{Document, Node, Problem, Problems, number};
use crate::tables::named;
use toml::de::{DeTable, DeValue};

/// What stands between two bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// Lower and upper bound.
    bounds: [Bound; 2],
    /// Distance between two values; `None` for any number between the bounds.
    step: Option<f64>,
    whole: bool,
    unit: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    Number(f64),
    /// The axis of this number in the same table.
    Axis(usize),
}

/// How values are written.
pub struct Written {
    /// Whether they are rounded to whole numbers.
    pub whole: bool,
    /// The unit behind the number.
    pub unit: Option<String>,
}

/// Whether a bound of a range or of a uniform law is a word.
pub fn refers(table: &DeTable) -> bool {
    let is_word = |node: &Node| matches!(node.get_ref(), DeValue::String(_));
    let uniform = table.get("uniform").and_then(|node| node.get_ref().as_array());
    uniform.is_some_and(|bounds| bounds.iter().any(is_word))
        || ["from", "to"].iter().any(|key| table.get(*key).is_some_and(is_word))
}

impl Between {
    /// Reads `{ from, to, step }` or `{ uniform = [low, high] }` where a bound is a word; `above` are the axes it may name.
    ///
    /// # Errors
    /// What is wrong with it, with its place.
    pub fn read(
        document: &Document,
        node: &Node,
        table: &DeTable,
        written: Written,
        above: &[Axis],
    ) -> Result<Between, Problems> {
        let wrong = |node: &Node, message: String| -> Problem { document.problem(Some(node.span()), message) };
        let expected = || wrong(node, "expected `from`, `to` and `step`, or `uniform` with two bounds".to_owned());
        let missing =
            || expected().hint("`{ from = 1, to = \"partners.count\", step = 1 }`, `{ uniform = [0.1, \"core.context\"] }`");
        let (low, high, step) = match table.get("uniform").map(Node::get_ref) {
            Some(DeValue::Array(bounds)) if bounds.len() == 2 && table.len() == 1 => (bounds.first(), bounds.get(1), None),
            Some(_) => return Err(missing().into()),
            None => {
                (table.get("from"), table.get("to"), Some(table.get("step").filter(|_| table.len() == 3).ok_or_else(missing)?))
            }
        };
        let step = match step {
            None => None,
            Some(step) => {
                let refused = || wrong(step, "expected a step above 0".to_owned());
                Some(plain(step).filter(|step| *step > 0.0).ok_or_else(refused)?)
            }
        };
        let bound = |node: Option<&Node>| -> Result<Bound, Problems> {
            let node = node.ok_or_else(missing)?;
            let DeValue::String(word) = node.get_ref() else {
                let refused = || wrong(node, "expected a number, or the path of an axis above this one".to_owned());
                return Ok(Bound::Number(plain(node).ok_or_else(refused)?));
            };
            axis(word, above).map_err(|(message, hint)| wrong(node, message).hint(hint).into())
        };
        Ok(Between { bounds: [bound(low)?, bound(high)?], step, whole: written.whole, unit: written.unit })
    }

    /// The value at a place between 0 and 1, where the axes above have these values.
    ///
    /// # Errors
    /// In words, when the bounds leave no room there.
    pub fn at(&self, place: f64, above: &[Value]) -> Result<Value, String> {
        if self.step.is_some() {
            let values = self.values(above)?;
            return Ok(values[((place * values.len() as f64) as usize).min(values.len() - 1)].clone());
        }
        let [low, high] = self.bounds(above)?;
        let value = low + (high - low) * place;
        Ok(number_with(if self.whole { value.round() } else { value }, self.unit.as_deref()))
    }

    /// All its values, where the axes above have these; none for an axis without a step.
    ///
    /// # Errors
    /// In words, when the bounds leave no room there.
    pub fn values(&self, above: &[Value]) -> Result<Vec<Value>, String> {
        let [low, high] = self.bounds(above)?;
        let Some(step) = self.step else { return Ok(Vec::new()) };
        Ok(stepped([low, high, step], self.unit.as_deref()).collect())
    }

    /// Whether it has values that can be listed.
    pub fn is_stepped(&self) -> bool {
        self.step.is_some()
    }

    /// The bounds in its own unit.
    fn bounds(&self, above: &[Value]) -> Result<[f64; 2], String> {
        let size = match self.unit.as_deref() {
            None => 1.0,
            Some(unit) => number(&number_with(1.0, Some(unit)).shown()).unwrap_or(1.0),
        };
        let of = |bound: Bound| match bound {
            Bound::Number(number) => number,
            Bound::Axis(axis) => number(&above[axis].shown()).expect("an axis that is a bound has numbers") / size,
        };
        let [low, high] = self.bounds.map(of);
        if low > high + 1e-9 {
            return Err(format!("expected bounds from low to high, found {low} and {high}"));
        }
        Ok([low, high])
    }
}

fn plain(node: &Node) -> Option<f64> {
    match node.get_ref() {
        DeValue::Integer(digits) => number(digits.as_str()),
        DeValue::Float(digits) => number(digits.as_str()),
        DeValue::String(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// The axis that a word names, if its values are numbers.
fn axis(word: &str, above: &[Axis]) -> Result<Bound, (String, &'static str)> {
    const ABOVE: &str = "a bound names an axis that stands above it in the same table, by its path or the end of it";
    let paths: Vec<&str> = above.iter().map(|axis| axis.path.as_str()).collect();
    let found = named(word, &paths).map_err(|message| (message, "write more of the path"))?;
    let place = found.ok_or_else(|| (format!("there is no axis `{word}` above this one"), ABOVE))?;
    let in_numbers = match &above[place].levels {
        Levels::Listed(values) => values.iter().all(|value| number(&value.shown()).is_some()),
        Levels::Drawn { .. } | Levels::Between(_) => true,
    };
    if in_numbers {
        return Ok(Bound::Axis(place));
    }
    Err((
        format!("expected an axis of numbers, found `{}`", above[place].path),
        "numbers, shares, lengths and rates can be bounds",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::design::{Design, Samples, Walks};
    use super::*;

    /// The axes of a table, read one after the other.
    fn axes(lines: &[(&str, &str)]) -> Result<Vec<Axis>, String> {
        let text: String = lines.iter().map(|(path, value)| format!("{path:?} = {value}\n")).collect();
        let document = Document::parse("proof", &text).unwrap_or_else(|problems| panic!("{problems}"));
        let mut axes = Vec::new();
        for (path, _) in lines {
            let node = document.root.get(*path).expect("it is there");
            axes.push(Axis::read(&document, path, 0..1, node, &axes).map_err(|problems| problems.0[0].message.clone())?);
        }
        Ok(axes)
    }

    fn settings(design: &Design, lines: &[(&str, &str)]) -> Result<Vec<Vec<String>>, String> {
        let settings = design.settings(&axes(lines)?, 4).map_err(|(message, _)| message)?;
        Ok(settings.iter().map(|values| values.iter().map(Value::shown).collect()).collect())
    }

    #[test]
    fn a_grid_takes_the_values_that_there_are_at_each_value_of_the_other() {
        let lines = [("a.count", "[1, 3]"), ("seats", "{ from = 1, to = \"count\", step = 1 }")];
        let found = settings(&Design::Grid, &lines).unwrap_or_else(|wrong| panic!("{wrong}"));
        let found: Vec<String> = found.iter().map(|values| values.join(" ")).collect();
        assert_eq!(found, ["1 1", "3 1", "3 2", "3 3"]);
        // A bound in its own unit.
        let lines = [("w", "[\"1 day\", \"36 hours\"]"), ("v", "{ from = 24, to = \"w\", step = 12, unit = \"hours\" }")];
        let found = settings(&Design::Grid, &lines).unwrap_or_else(|wrong| panic!("{wrong}"));
        let found: Vec<String> = found.iter().map(|values| values.join(", ")).collect();
        assert_eq!(found, ["1 day, 24 hours", "36 hours, 24 hours", "36 hours, 36 hours"]);
    }

    #[test]
    fn designs_stay_in_the_cube_and_bounds_are_applied_after() {
        let lines = [("high", "{ uniform = [2, 4] }"), ("low", "{ uniform = [1, \"high\"] }"), ("x", "{ uniform = [0, 1] }")];
        for design in [
            Design::Morris(Walks { walks: 6 }),
            Design::Saltelli(Samples { samples: 8 }),
            Design::Random(Samples { samples: 30 }),
        ] {
            let samples =
                design.samples_of(&axes(&lines).expect("they are axes"), 4).unwrap_or_else(|(wrong, _)| panic!("{wrong}"));
            let found = settings(&design, &lines).unwrap_or_else(|wrong| panic!("{wrong}"));
            assert_eq!(samples.len(), found.len());
            for (place, values) in samples.iter().zip(&found) {
                let value = |axis: usize| number(&values[axis]).expect("a number");
                let expected = [2.0 + 2.0 * place[0], 1.0 + (value(0) - 1.0) * place[1], place[2]];
                assert!((0..3).all(|axis| (value(axis) - expected[axis]).abs() < 1e-12), "{values:?}");
            }
        }
        let stepped = [("n", "{ uniform = [1, 5], whole = true }"), ("m", "{ from = 1, to = \"n\", step = 1 }")];
        for values in settings(&Design::LatinHypercube(Samples { samples: 40 }), &stepped).expect("they are axes") {
            let [n, m] = [0, 1].map(|axis| number(&values[axis]).expect("a number"));
            assert!(m >= 1.0 && m <= n && (m - m.round()).abs() < 1e-12, "{n} {m}");
        }
    }

    #[test]
    fn a_bound_that_is_none_is_refused() {
        let to = |word: &str| format!("{{ from = 1, to = {word:?}, step = 1 }}");
        for (first, second, message) in [
            ("[1, 2]", to("b"), "there is no axis `b` above this one"),
            ("[\"pro_rata\", \"deposit\"]", to("a"), "expected an axis of numbers, found `a`"),
            ("[1, 2]", "{ from = 1, to = \"a\" }".to_owned(), "expected `from`, `to` and `step`, or `uniform` with two bounds"),
            ("[1, 2]", "{ from = 1, to = \"a\", step = 0 }".to_owned(), "expected a step above 0"),
            ("[0, 2]", to("a"), "expected bounds from low to high, found 1 and 0 for `b`, where a = 0"),
            ("[1, 2]", "{ uniform = [0, \"a\"] }".to_owned(), "`b` is drawn from a law, and the design does not draw"),
        ] {
            assert_eq!(settings(&Design::Grid, &[("a", first), ("b", &second)]), Err(message.to_owned()), "{first} {second}");
        }
        let zip = settings(&Design::Zip, &[("a", "[1, 2]"), ("b", &to("a"))]);
        assert_eq!(zip, Err("the values of `b` depend on another axis, and `zip` takes lists".to_owned()));
    }
}
