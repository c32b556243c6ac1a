//! A lever along which something is drawn: its numbers as its author wrote them, where that goes.

use crate::math::ln;
use crate::scenario::{Scale, quantity};

/// An axis whose settings are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Dotted path.
    pub path: String,
    /// The shortest end of the path that no other has.
    pub short: String,
    /// Its number at each setting as people write it; `None` for words.
    pub numbers: Option<Vec<f64>>,
    /// What stands behind such a number.
    pub suffix: String,
    /// Whether its steps are of equal ratio rather than of equal length, so that a line along it wants a logarithmic scale.
    pub by_ratio: bool,
}

/// The longest step, in units of the shortest, from which on small numbers would lie on each other.
const UNEVEN: f64 = 7.5;

impl Lever {
    /// A lever by its cells, one per setting.
    pub fn of(path: &str, short: &str, cells: &[&str]) -> Lever {
        let written = as_written(cells).or_else(|| of_one_scale(cells));
        let (numbers, suffix) = written.map_or((None, String::new()), |(numbers, suffix)| (Some(numbers), suffix));
        let by_ratio = numbers.as_deref().is_some_and(is_by_ratio);
        Lever { path: path.to_owned(), short: short.to_owned(), numbers, suffix, by_ratio }
    }

    /// Where a number lies along the lever.
    pub fn place(&self, number: f64) -> f64 {
        if self.by_ratio { ln(number) / ln(10.0) } else { number }
    }
}

/// Quantities with the same words behind each number: the numbers as they stand there.
fn as_written(cells: &[&str]) -> Option<(Vec<f64>, String)> {
    let split = |cell: &&str| {
        quantity(cell)?;
        let end = cell.find(|letter: char| !letter.is_ascii_digit() && !"._-".contains(letter)).unwrap_or(cell.len());
        Some((cell[..end].replace('_', "").parse::<f64>().ok()?, cell[end..].trim().to_owned()))
    };
    let read: Vec<(f64, String)> = cells.iter().map(split).collect::<Option<_>>()?;
    let words = read.first()?.1.clone();
    let alike = read.iter().all(|(_, other)| *other == words);
    let suffix = if words.is_empty() { words } else { format!(" {words}") };
    alike.then(|| (read.into_iter().map(|(number, _)| number).collect(), suffix))
}

/// Quantities of one scale, in its unit.
fn of_one_scale(cells: &[&str]) -> Option<(Vec<f64>, String)> {
    let read: Vec<(Scale, f64)> = cells.iter().map(|cell| quantity(cell)).collect::<Option<_>>()?;
    let first = read.first()?.0;
    let (factor, suffix) = first.shown();
    let alike = read.iter().all(|(scale, _)| *scale == first);
    alike.then(|| (read.into_iter().map(|(_, number)| factor * number).collect(), suffix.to_owned()))
}

fn is_by_ratio(numbers: &[f64]) -> bool {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.dedup_by(|a, b| (*a - *b).abs() < 1e-12);
    let steps = sorted.windows(2).map(|pair| pair[1] - pair[0]);
    let (shortest, longest) = steps.fold((f64::INFINITY, 0.0_f64), |(low, high), step| (low.min(step), high.max(step)));
    sorted.len() > 2 && sorted[0] > 0.0 && longest > UNEVEN * shortest
}

#[cfg(test)]
mod tests {
    use super::Lever;

    #[test]
    fn numbers_stay_as_they_were_written_where_units_agree() {
        for (cells, numbers, suffix, by_ratio) in [
            (&["1 per month", "2 per month", "4 per month"] as &[&str], Some(vec![1.0, 2.0, 4.0]), " per month", false),
            (&["24 hours", "7 days", "14 days"], Some(vec![1.0, 7.0, 14.0]), " days", false),
            (&["0.1%", "0.5%", "2%", "100%"], Some(vec![0.1, 0.5, 2.0, 100.0]), " %", true),
            (&["3_000", "10_000", "100_000"], Some(vec![3000.0, 10_000.0, 100_000.0]), "", true),
            (&["0", "1", "10", "100"], Some(vec![0.0, 1.0, 10.0, 100.0]), "", false),
            (&["none", "2%"], None, "", false),
        ] {
            let lever = Lever::of("a.b", "b", cells);
            assert_eq!((lever.numbers, lever.suffix.as_str(), lever.by_ratio), (numbers, suffix, by_ratio), "{cells:?}");
        }
        let lever = Lever::of("a.b", "b", &["1%", "10%", "100%"]);
        assert!((lever.place(100.0) - 2.0).abs() < 1e-12);
    }
}
