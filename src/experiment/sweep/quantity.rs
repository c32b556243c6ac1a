//! Values of axes as quantities that can be compared, and axes by the ends of their paths.

use crate::scenario::{Length, Rate, ratio_of};

/// A number, a share, a length in days or a rate a day; yes is 1 and no is 0. `None` for any other word.
pub fn number(text: &str) -> Option<f64> {
    let plain = text.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
    let share = || ratio_of(text).map(|ratio| ratio.num as f64 / ratio.den as f64);
    let length = || Length::parse(text).map(|length| length.0 as f64 / crate::units::DAY_MS as f64);
    let rate = || Rate::parse(text).map(Rate::per_day);
    let switch = || [("false", 0.0), ("true", 1.0)].into_iter().find(|(word, _)| *word == text).map(|(_, number)| number);
    plain.or_else(share).or_else(length).or_else(rate).or_else(switch)
}

/// The number of the axis that a word names: by its path, or an end of it that no other path has. `None` if there is none.
///
/// # Errors
/// In words, when several paths end so.
pub fn named(word: &str, paths: &[&str]) -> Result<Option<usize>, String> {
    let ends = |path: &&str| *path == word || path.strip_suffix(word).is_some_and(|rest| rest.ends_with('.'));
    let mut matching = (0..paths.len()).filter(|&idx| ends(&paths[idx]));
    match (matching.next(), matching.next()) {
        (Some(_), Some(_)) => Err(format!("`{word}` is the end of several paths")),
        (found, _) => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_of_all_kinds_are_numbers_and_other_words_are_not() {
        for (text, expected) in [
            ("1_000", Some(1000.0)),
            ("-0.5", Some(-0.5)),
            ("25%", Some(0.25)),
            ("36 hours", Some(1.5)),
            ("2 per week", Some(2.0 / 7.0)),
            ("true", Some(1.0)),
            ("own_uncommitted", None),
            ("{ for = \"1%\" }", None),
        ] {
            match (number(text), expected) {
                (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-12, "{text}: {found}"),
                (found, expected) => assert_eq!(found, expected, "{text}"),
            }
        }
    }
}
