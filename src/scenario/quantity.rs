//! A value as people write it (`3`, `25%`, `72 hours`, `1 per week`), as a number that can be compared.

use super::file::share::ratio_of;
use super::file::{Length, Rate};
use crate::units::DAY_MS;

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

#[cfg(test)]
mod tests {
    use super::*;

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
