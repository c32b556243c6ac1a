//! `--where "METRIC > VALUE"`: what counts as a case.

use crate::cli::Failure;
use crate::metrics::Unit;
use crate::scenario::{Problem, Problems, Scale, nearest_or_all, quantity};
use std::ops::Range;

/// How a value compares with the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
}

/// Longer signs first: `<` begins `<=`.
const SIGNS: [(&str, Relation); 6] = [
    ("<=", Relation::AtMost),
    (">=", Relation::AtLeast),
    ("==", Relation::Equal),
    ("<", Relation::Less),
    (">", Relation::Greater),
    ("=", Relation::Equal),
];

/// A comparison of a metric with a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Number of the metric.
    pub metric: usize,
    relation: Relation,
    number: f64,
    /// It, as it was typed, with single spaces.
    pub shown: String,
}

impl Condition {
    /// Reads it; `place` is where it was written, `metrics` are the ids that there are, each with its unit if that is known.
    ///
    /// # Errors
    /// What cannot be understood, with its place in the text.
    pub fn parse(text: &str, place: &str, metrics: &[(&str, Option<Unit>)]) -> Result<Condition, Failure> {
        let problem = |text: &str, span, message: String| problem(place, text, span, message);
        let Some((at, (sign, relation))) = sign(text) else {
            let problem =
                problem(text, 0..text.len(), "expected a comparison such as `drained_share > 10%`, found none".to_owned());
            return Err(told(problem.hint("put one of <, <=, >, >= or = between a metric and a number")));
        };
        let (id, word) = (text[..at].trim(), text[at + sign.len()..].trim());
        let Some(metric) = metrics.iter().position(|(known, _)| *known == id) else {
            let known: Vec<&str> = metrics.iter().map(|(id, _)| *id).collect();
            let near = nearest_or_all(id, &known).filter(|hint| hint.starts_with("did"));
            let hint = near
                .unwrap_or_else(|| "`columns.csv` of a folder and `folkmoot metrics` list them, on the left goes one".to_owned());
            return Err(told(problem(text, span(text, id, 0), format!("there is no metric `{id}`")).hint(hint)));
        };
        let unit = metrics[metric].1;
        let Some(number) = number(word, unit) else {
            let there = span(text, word, at + sign.len());
            let found = if word.is_empty() { "none".to_owned() } else { format!("`{word}`") };
            let (expected, hint) = wanted(unit);
            return Err(told(problem(text, there, format!("expected {expected}, found {found}")).hint(hint)));
        };
        let shown = text.split_whitespace().collect::<Vec<&str>>().join(" ");
        Ok(Condition { metric, relation, number, shown })
    }

    /// Whether a value is a case.
    pub fn holds(&self, value: f64) -> bool {
        match self.relation {
            Relation::Less => value < self.number,
            Relation::AtMost => value <= self.number,
            Relation::Greater => value > self.number,
            Relation::AtLeast => value >= self.number,
            Relation::Equal => (value - self.number).abs() <= 1e-9 * self.number.abs().max(1.0),
        }
    }
}

/// The first sign of the text and its place.
fn sign(text: &str) -> Option<(usize, (&'static str, Relation))> {
    let first = |(sign, relation)| text.find(sign).map(|at| (at, (sign, relation)));
    SIGNS.into_iter().filter_map(first).reduce(|best, next| if next.0 < best.0 { next } else { best })
}

/// A word as a number in the metric's unit.
fn number(word: &str, unit: Option<Unit>) -> Option<f64> {
    if unit == Some(Unit::YesNo) && ["yes", "no"].contains(&word) {
        return Some(if word == "yes" { 1.0 } else { 0.0 });
    }
    let (scale, number) = quantity(word)?;
    match (scale, unit) {
        (Scale::Plain, _) => Some(number),
        (Scale::Share, Some(Unit::Share | Unit::YesNo) | None) => Some(number),
        (Scale::Days, Some(Unit::Days)) => Some(number),
        (Scale::Days, Some(Unit::Hours)) => Some(24.0 * number),
        (Scale::Share | Scale::Days | Scale::PerDay, _) => None,
    }
}

/// What may stand on the right, and an example.
fn wanted(unit: Option<Unit>) -> (&'static str, &'static str) {
    match unit {
        Some(Unit::Share) => ("a share", "write it as `10%` or `0.1`"),
        Some(Unit::YesNo) => ("`yes` or `no`", "for example `captured = yes`"),
        Some(Unit::Days) => ("a length of time", "write it as `7 days`; a number alone is days"),
        Some(Unit::Hours) => ("a length of time", "write it as `36 hours`; a number alone is hours"),
        _ => ("a number", "the metric has no unit that could be written behind it"),
    }
}

fn span(text: &str, word: &str, from: usize) -> Range<usize> {
    match text[from..].find(word).filter(|_| !word.is_empty()) {
        Some(at) => from + at..from + at + word.len(),
        None => text.len().saturating_sub(1)..text.len(),
    }
}

fn problem(place: &str, text: &str, span: Range<usize>, message: String) -> Problem {
    Problem { text: text.to_owned(), span: Some(span), ..Problem::of_file(place, message) }
}

fn told(problem: Problem) -> Failure {
    Problems::from(problem).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sign_counts_and_the_longer_of_two() {
        let found = |text: &str| sign(text).map(|(at, (sign, _))| (at, sign));
        assert_eq!(found("a >= 3"), Some((2, ">=")));
        assert_eq!(found("a<3"), Some((1, "<")));
        assert_eq!(found("a == 3"), Some((2, "==")));
        assert_eq!(found("a 3"), None);
    }

    #[test]
    fn numbers_are_read_in_the_unit_of_the_metric() {
        for (word, unit, expected) in [
            ("10%", Some(Unit::Share), Some(0.1)),
            ("0.1", Some(Unit::Share), Some(0.1)),
            ("36 hours", Some(Unit::Days), Some(1.5)),
            ("2 days", Some(Unit::Hours), Some(48.0)),
            ("yes", Some(Unit::YesNo), Some(1.0)),
            ("3", Some(Unit::Count), Some(3.0)),
            ("30%", Some(Unit::Days), None),
            ("3 days", Some(Unit::Count), None),
            ("yes", Some(Unit::Share), None),
            ("", None, None),
        ] {
            assert_eq!(number(word, unit), expected, "{word}");
        }
    }
}
