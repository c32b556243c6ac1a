//! An axis as the tables show it: its path, what it is to a designer, and its values as numbers where they are numbers.

use crate::scenario::{Scale, quantity};

/// What an axis is to a designer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Designers choose it.
    Lever,
    /// Nobody controls it.
    World,
}

impl Role {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Role::Lever => "lever",
            Role::World => "world",
        }
    }
}

/// The values of an axis, point by point.
#[derive(Clone, Debug, PartialEq)]
pub enum Levels {
    /// Numbers of one scale.
    Numbers(Scale, Vec<f64>),
    /// Words, or rules: which of the distinct cells it is.
    Words(Vec<String>, Vec<usize>),
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Dotted path.
    pub path: String,
    /// The shortest end of the path that no other axis has.
    pub short: String,
    /// What it is.
    pub role: Role,
    /// Its values.
    pub levels: Levels,
    /// Its distinct cells, numbers by size, words in the order of their first appearance.
    pub cells: Vec<String>,
}

impl Axis {
    /// Reads the cells of an axis, one per point.
    pub fn of(path: &str, short: String, role: Role, cells: &[&str]) -> Axis {
        let mut distinct: Vec<&str> = Vec::new();
        for cell in cells {
            if !distinct.contains(cell) {
                distinct.push(cell);
            }
        }
        let levels = numbers(cells).unwrap_or_else(|| {
            let which = |cell: &&str| distinct.iter().position(|known| known == cell).unwrap_or(0);
            Levels::Words(distinct.iter().map(|cell| (*cell).to_owned()).collect(), cells.iter().map(which).collect())
        });
        if let Levels::Numbers(..) = &levels {
            let number = |cell: &&str| quantity(cell).map_or(0.0, |(_, number)| number);
            distinct.sort_by(|a, b| number(a).total_cmp(&number(b)));
        }
        Axis { path: path.to_owned(), short, role, levels, cells: distinct.into_iter().map(str::to_owned).collect() }
    }

    /// The number at a point, if the axis has numbers.
    pub fn number(&self, point: usize) -> Option<f64> {
        match &self.levels {
            Levels::Numbers(_, numbers) => numbers.get(point).copied(),
            Levels::Words(..) => None,
        }
    }

    /// Whether all values are numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(self.levels, Levels::Numbers(..))
    }

    /// Whether it has more than one value.
    pub fn varies(&self) -> bool {
        self.cells.len() > 1
    }
}

/// All cells as numbers of one scale. A plain number beside shares is a share.
fn numbers(cells: &[&str]) -> Option<Levels> {
    let read: Vec<(Scale, f64)> = cells.iter().map(|cell| quantity(cell)).collect::<Option<_>>()?;
    let mut scales: Vec<Scale> = Vec::new();
    for (scale, _) in &read {
        if !scales.contains(scale) {
            scales.push(*scale);
        }
    }
    let scale = match scales.as_slice() {
        [only] => *only,
        [Scale::Plain, Scale::Share] | [Scale::Share, Scale::Plain] => Scale::Share,
        _ => return None,
    };
    Some(Levels::Numbers(scale, read.into_iter().map(|(_, number)| number).collect()))
}

/// The shortest end of a path, in whole words, that no other path has.
pub fn short(path: &str, paths: &[&str]) -> String {
    let words: Vec<&str> = path.split('.').collect();
    let ends = (1..=words.len()).map(|n| words[words.len() - n..].join("."));
    let has = |path: &str, end: &str| path == end || path.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    let mut own = ends.filter(|end| paths.iter().filter(|path| has(path, end)).count() <= 1);
    own.next().unwrap_or_else(|| path.to_owned())
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

    fn axis(cells: &[&str]) -> Axis {
        Axis::of("a.b", "b".to_owned(), Role::Lever, cells)
    }

    #[test]
    fn cells_are_numbers_only_if_all_of_them_are_of_one_scale() {
        assert_eq!(axis(&["7 days", "24 hours"]).levels, Levels::Numbers(Scale::Days, vec![7.0, 1.0]));
        assert_eq!(axis(&["0.5", "25%"]).levels, Levels::Numbers(Scale::Share, vec![0.5, 0.25]));
        for cells in [["none", "2%"], ["3", "2 days"], ["true", "false"]] {
            assert!(!axis(&cells).is_numeric(), "{cells:?}");
        }
        let words = axis(&["none", "2%", "none"]);
        assert_eq!(words.levels, Levels::Words(vec!["none".to_owned(), "2%".to_owned()], vec![0, 1, 0]));
    }

    #[test]
    fn distinct_numbers_go_by_size_and_words_as_they_come() {
        assert_eq!(axis(&["7 days", "24 hours", "7 days"]).cells, ["24 hours", "7 days"]);
        assert_eq!(axis(&["none", "2%", "1%"]).cells, ["none", "2%", "1%"]);
        assert!(!axis(&["3", "3"]).varies());
    }

    #[test]
    fn a_short_name_is_one_that_no_other_path_has() {
        let paths = ["people.core.count", "people.partners.count", "seats"];
        assert_eq!(paths.map(|path| short(path, &paths)), ["core.count", "partners.count", "seats"]);
    }
}
