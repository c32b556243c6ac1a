//! Numbers in files: the shortest text that reads back as the same number, and nothing for what is absent.

/// A cell of a table: empty for `None`.
pub fn cell(value: Option<f64>) -> String {
    value.map(shortest).unwrap_or_default()
}

/// The shortest decimal that reads back as the same number; an exponent where there would be many zeros.
fn shortest(value: f64) -> String {
    // There is one zero: a sign on it says how it was computed, not what it is.
    let value = value + 0.0;
    let size = value.abs();
    if size != 0.0 && !(1e-5..1e16).contains(&size) { format!("{value:e}") } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_as_itself() {
        for value in [0.1 + 0.2, 1.0 / 3.0, 1e300, 1e-300, 5e-324, -17.25, f64::MAX, 1e16, 1e-5, 12_345_678.9] {
            assert_eq!(shortest(value).parse::<f64>().map(f64::to_bits), Ok(value.to_bits()), "{value}");
        }
    }

    #[test]
    fn cells_are_short_and_absent_is_empty() {
        for (value, text) in [
            (None, ""),
            (Some(0.0), "0"),
            (Some(-0.0), "0"),
            (Some(3.0), "3"),
            (Some(0.25), "0.25"),
            (Some(1e-7), "1e-7"),
            (Some(2e20), "2e20"),
        ] {
            assert_eq!(cell(value), text);
        }
    }
}
