//! Numbers and tables as people read them. Only here is a share printed as percent.

use crate::metrics::Unit;

/// Rows of text with their columns aligned; the last column is left ragged.
pub fn aligned<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    let rows: Vec<R> = rows.into_iter().collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        widths.resize(widths.len().max(row.as_ref().len()), 0);
        for (width, cell) in widths.iter_mut().zip(row.as_ref()) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &R| {
        let cells = row.as_ref().iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{}\n", cells.collect::<Vec<String>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// How many of so many settings are listed on a screen: all that a reader can compare, of a sample a few to show what there is.
pub fn listed(settings: usize) -> usize {
    const ALL: usize = 60;
    const FEW: usize = 10;
    if settings > ALL { FEW } else { settings }
}

/// A value without its unit, in as many digits as help a reader.
pub fn value(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share | Unit::YesNo => digits(100.0 * value),
        Unit::Days
        | Unit::Hours
        | Unit::Count
        | Unit::PerMonth
        | Unit::MeritPerMonth
        | Unit::Score
        | Unit::Money
        | Unit::Distance => digits(value),
    }
}

/// The same of a metric whose unit may not be known.
pub fn value_of(unit: Option<Unit>, value: f64) -> String {
    self::value(unit.unwrap_or(Unit::Score), value)
}

/// What stands behind it.
pub fn suffix_of(unit: Option<Unit>) -> &'static str {
    suffix(unit.unwrap_or(Unit::Score))
}

/// The shortest way to write a number that a person typed.
pub fn plain(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Two digits after the point below 10, one below 100, none above; a minus sign that is one.
fn digits(value: f64) -> String {
    let size = value.abs();
    let places = if size < 9.995 {
        2
    } else if size < 99.95 {
        1
    } else {
        0
    };
    let text = format!("{value:.places$}");
    if text.trim_start_matches(['-', '0', '.']).is_empty() { text.trim_start_matches('-').to_owned() } else { text }
}

/// What stands behind a value.
pub fn suffix(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => " %",
        Unit::YesNo => " % of runs",
        Unit::Days => " days",
        Unit::Hours => " hours",
        Unit::PerMonth | Unit::MeritPerMonth => " per 30 days",
        Unit::Count | Unit::Score | Unit::Money | Unit::Distance => "",
    }
}

/// The unit behind a difference.
pub fn apart(unit: Unit) -> &'static str {
    match unit {
        Unit::Share | Unit::YesNo => " points",
        Unit::Days
        | Unit::Hours
        | Unit::Count
        | Unit::PerMonth
        | Unit::MeritPerMonth
        | Unit::Score
        | Unit::Money
        | Unit::Distance => suffix(unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_help() {
        for (unit, number, text) in [
            (Unit::Days, 3.2549, "3.25"),
            (Unit::Days, 9.999, "10.0"),
            (Unit::Count, 1234.5, "1234"),
            (Unit::Share, 0.0188, "1.88"),
            (Unit::Share, 1.0, "100"),
            (Unit::Score, -0.001, "0.00"),
            (Unit::Score, -0.25, "-0.25"),
        ] {
            assert_eq!(value(unit, number), text);
        }
    }

    #[test]
    fn columns_are_aligned_and_lines_end_with_text() {
        let rows = [["a", "bb", "c"], ["aaa", "b", ""]].map(|row| row.map(str::to_owned));
        assert_eq!(aligned(rows), "a    bb  c\naaa  b\n");
    }
}
