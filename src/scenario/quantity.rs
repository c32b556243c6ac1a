//! A value as people write it (`3`, `25%`, `72 hours`, `1 per week`), as a number that can be compared.

use super::file::share::ratio_of;
use super::file::{Length, Rate};
use crate::units::DAY_MS;
use std::collections::BTreeMap;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A number without unit.
    Plain,
    /// A share, 0 to 1 where it is one of a whole.
    Share,
    /// Days.
    Days,
    /// Times a day.
    PerDay,
}

impl Scale {
    /// The unit in tables.
    pub fn word(self) -> &'static str {
        match self {
            Scale::Plain => "",
            Scale::Share => "share",
            Scale::Days => "days",
            Scale::PerDay => "per day",
        }
    }

    /// What people multiply the number by, and write behind it.
    pub fn shown(self) -> (f64, &'static str) {
        match self {
            Scale::Plain => (1.0, ""),
            Scale::Share => (100.0, " %"),
            Scale::Days => (1.0, " days"),
            Scale::PerDay => (1.0, " per day"),
        }
    }
}

/// Reads a value; `None` if it is no number. Lengths are in days, rates per day.
pub fn quantity(text: &str) -> Option<(Scale, f64)> {
    let text = text.trim();
    let plain = || text.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
    let share = || ratio_of(text).map(|ratio| ratio.num as f64 / ratio.den as f64);
    let length = || Length::parse(text).map(|length| length.0 as f64 / DAY_MS as f64);
    let rate = || Rate::parse(text).map(Rate::per_day);
    let as_plain = plain().map(|number| (Scale::Plain, number));
    let as_share = || share().map(|number| (Scale::Share, number));
    let as_length = || length().map(|number| (Scale::Days, number));
    as_plain.or_else(as_share).or_else(as_length).or_else(|| rate().map(|number| (Scale::PerDay, number)))
}

/// The number of a value whatever it counts; yes is 1 and no is 0. `None` for any other word.
pub fn number(text: &str) -> Option<f64> {
    let switch = || [("false", 0.0), ("true", 1.0)].into_iter().find(|(word, _)| *word == text).map(|(_, number)| number);
    quantity(text).map(|(_, number)| number).or_else(switch)
}

/// A value as people read it: four digits of a broken number, thousands apart, a rule of one key without its brackets. What is no
/// number stays as it is. Tables keep the value itself.
pub fn shown(text: &str) -> String {
    let inside = text.strip_prefix("{ ").and_then(|text| text.strip_suffix(" }")).and_then(|text| text.split_once(" = "));
    if let Some((key, value)) = inside.filter(|(_, value)| !value.contains(['=', '{', '[', ','])) {
        return format!("{key} {}", shown(value.trim_matches('"')));
    }
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !"._-".contains(letter)).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    match digits.replace('_', "").parse::<f64>() {
        Ok(number) if number.is_finite() && !rest.starts_with(['e', 'E']) => brief(number, digits.contains('.')) + rest,
        _ => text.to_owned(),
    }
}

/// The same of all values of an axis; as they are where two of them would look alike.
pub fn all_shown(cells: &[&str]) -> Vec<String> {
    let texts: Vec<String> = cells.iter().map(|cell| shown(cell)).collect();
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let alike = texts.iter().zip(cells).any(|(text, cell)| *known.entry(text.as_str()).or_insert(*cell) != *cell);
    if alike { cells.iter().map(|cell| (*cell).to_owned()).collect() } else { texts }
}

fn brief(number: f64, broken: bool) -> String {
    let mut places = 0;
    let mut unit = 1000.0;
    while broken && places < 12 && number.abs() < unit && number.abs() > 0.0 {
        places += 1;
        unit /= 10.0;
    }
    let text = format!("{number:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    sign.to_owned() + &thousands_apart(whole, '\u{a0}') + rest
}

/// Digits in groups of three.
pub fn thousands_apart(digits: &str, space: char) -> String {
    let mut apart = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            apart.push(space);
        }
        apart.push(digit);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_few_digits_and_no_brackets() {
        for (text, expected) in [
            ("4.306499290256358%", "4.306%"),
            ("0.00012345678", "0.0001235"),
            ("12345.678 days", "12\u{a0}346 days"),
            ("1200000", "1\u{a0}200\u{a0}000"),
            ("10_000", "10\u{a0}000"),
            ("-20000", "-20\u{a0}000"),
            ("999", "999"),
            ("0.50", "0.5"),
            ("72 hours", "72 hours"),
            ("1 item per 560 days", "1 item per 560 days"),
            ("{ for = \"1%\" }", "for 1%"),
            ("{ from = 1, to = 3 }", "{ from = 1, to = 3 }"),
            ("1e-9", "1e-9"),
            ("none", "none"),
            ("2026-01-02", "2026-01-02"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(all_shown(&["1.00001", "2", "1.00001"]), ["1", "2", "1"]);
        assert_eq!(all_shown(&["1.00001", "1.00002"]), ["1.00001", "1.00002"], "alike when shortened");
    }

    #[test]
    fn yes_and_no_are_numbers_too() {
        for (text, expected) in [("true", Some(1.0)), ("false", Some(0.0)), ("36 hours", Some(1.5)), ("own_uncommitted", None)] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn values_become_numbers_of_their_scale() {
        for (text, expected) in [
            ("3", Some((Scale::Plain, 3.0))),
            ("10_000", Some((Scale::Plain, 10_000.0))),
            ("25%", Some((Scale::Share, 0.25))),
            ("36 hours", Some((Scale::Days, 1.5))),
            ("1 item per 4 days", Some((Scale::PerDay, 0.25))),
            ("none", None),
            ("nan", None),
            ("{ for = \"1%\" }", None),
            ("", None),
        ] {
            assert_eq!(quantity(text), expected, "{text}");
        }
    }
}
