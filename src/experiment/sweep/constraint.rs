//! A constraint: a comparison between two axes, or an axis and a number, that every point has to meet.

use crate::scenario::number;
use crate::tables::named;

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// `left relation right`.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    left: Side,
    relation: Relation,
    right: Side,
}

#[derive(Clone, Debug, PartialEq)]
enum Side {
    /// The axis of this number.
    Axis(usize),
    /// A quantity as [`number`] reads it.
    Number(f64),
}

impl Constraint {
    /// Reads `people.core.count <= 5`, where a word is the path of one of the axes or its end.
    ///
    /// # Errors
    /// What cannot be understood, in words.
    pub fn parse(text: &str, paths: &[&str]) -> Result<Constraint, String> {
        let signs = [("<=", Relation::AtMost), (">=", Relation::AtLeast), ("<", Relation::Less), (">", Relation::Greater)];
        let found = signs.iter().find_map(|(sign, relation)| text.split_once(sign).map(|sides| (sides, *relation)));
        let ((left, right), relation) = found.ok_or("expected a comparison such as `a.b <= c.d`, found none")?;
        Ok(Constraint { left: side(left.trim(), paths)?, relation, right: side(right.trim(), paths)? })
    }

    /// Whether the values of a point meet it; a value that is no number meets nothing.
    pub fn holds(&self, values: &[String]) -> bool {
        let value = |side: &Side| match side {
            Side::Axis(idx) => number(&values[*idx]),
            Side::Number(number) => Some(*number),
        };
        let (Some(left), Some(right)) = (value(&self.left), value(&self.right)) else {
            return false;
        };
        match self.relation {
            Relation::Less => left < right,
            Relation::AtMost => left <= right,
            Relation::Greater => left > right,
            Relation::AtLeast => left >= right,
        }
    }
}

fn side(word: &str, paths: &[&str]) -> Result<Side, String> {
    if let Some(axis) = named(word, paths)? {
        return Ok(Side::Axis(axis));
    }
    number(word.trim_matches('"')).map(Side::Number).ok_or_else(|| format!("`{word}` is neither an axis nor a number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_meet_constraints_as_numbers_shares_and_lengths() {
        let paths = ["route.review.window", "route.vote.period", "quorum"];
        let values = ["24 hours", "2 days", "25%"].map(str::to_owned);
        for (text, holds) in [
            ("window < period", true),
            ("route.vote.period <= route.review.window", false),
            ("quorum >= 0.25", true),
            ("quorum > 25%", false),
            ("window < 1 day", false),
        ] {
            let constraint = Constraint::parse(text, &paths).unwrap_or_else(|problem| panic!("{problem}"));
            assert_eq!(constraint.holds(&values), holds, "{text}");
        }
    }

    #[test]
    fn what_is_no_comparison_is_refused() {
        for (text, message) in [
            ("window", "expected a comparison such as `a.b <= c.d`, found none"),
            ("windov < 3", "`windov` is neither an axis nor a number"),
            ("x < 3", "`x` is the end of several paths"),
        ] {
            assert_eq!(Constraint::parse(text, &["window", "a.x", "b.x"]), Err(message.to_owned()));
        }
    }
}
