//! Members of a group from a CSV file beside the scenario.

use super::file::{Attention, Law, MemberFile, NonNegative, Number, Rate, Share};
use super::problem::Problem;
use super::wording;
use super::{Distribution, file::share::ratio_of};
use std::ops::Range;
use std::path::Path;

/// Columns that a table may have.
const COLUMNS: [&str; 6] = ["name", "attention", "context", "theta", "pledge", "tokens"];

/// Reads the members that a table lists. `shown` is the file as messages call it.
pub fn read_table(path: &Path, shown: &str) -> Result<Vec<MemberFile>, Vec<Problem>> {
    let text = std::fs::read_to_string(path).map_err(|error| vec![super::load::unreadable(shown, &error)])?;
    parse_table(&text, shown)
}

/// Reads the members that the text of a table lists.
fn parse_table(text: &str, shown: &str) -> Result<Vec<MemberFile>, Vec<Problem>> {
    let mut table = Table { text, shown, problems: Vec::new() };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return Err(vec![table.broken(&error)]),
    };
    for (i, column) in columns.iter().enumerate().filter(|(_, column)| !COLUMNS.contains(column)) {
        let problem = table.problem(table.cell(0, &columns, i), format!("unknown column `{column}`"));
        let hint = wording::nearest_or_all(column, &COLUMNS).unwrap_or_default();
        table.problems.push(problem.hint(hint));
    }
    let mut members = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => members.push(table.member(&columns, &row)),
            Err(error) => table.problems.push(table.broken(&error)),
        }
    }
    if members.is_empty() && table.problems.is_empty() {
        let problem = Problem::of_file(shown, "expected one row for each party, found none");
        table.problems.push(problem.hint(format!("columns are {}", wording::list(&COLUMNS))));
    }
    if table.problems.is_empty() { Ok(members) } else { Err(table.problems) }
}

struct Table<'t> {
    text: &'t str,
    shown: &'t str,
    problems: Vec<Problem>,
}

impl Table<'_> {
    fn member(&mut self, columns: &csv::StringRecord, row: &csv::StringRecord) -> MemberFile {
        let start = row.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let mut member = MemberFile::default();
        for (i, (column, cell)) in columns.iter().zip(row).enumerate() {
            if cell.is_empty() {
                continue;
            }
            let place = self.cell(start, row, i);
            match column {
                "name" => member.name = cell.to_owned(),
                "attention" => member.attention = self.read(place, cell, Rate::EXPECTED, attention),
                "context" => member.context = self.read(place, cell, "a share between 0 and 1", share),
                "theta" => member.theta = self.read(place, cell, "a number", |cell| Number::new(cell.parse().ok()?)),
                "pledge" => member.pledge = self.read(place, cell, "a number of at least 0", at_least_0),
                "tokens" => member.tokens = self.read(place, cell, "a number of at least 0", at_least_0),
                _ => {}
            }
        }
        member
    }

    fn read<T>(&mut self, place: Range<usize>, cell: &str, expected: &str, accept: fn(&str) -> Option<T>) -> Option<T> {
        let read = accept(cell);
        if read.is_none() {
            let problem = self.problem(place, format!("expected {expected}, found `{cell}`"));
            self.problems.push(problem.hint("an empty cell falls back to the group"));
        }
        read
    }

    /// Where a cell stands in the text: exact unless the row is quoted, then its first word like it.
    fn cell(&self, start: usize, row: &csv::StringRecord, i: usize) -> Range<usize> {
        let line = &self.text[start..];
        let from = line.split(',').take(i).map(|before| before.len() + 1).sum::<usize>().min(line.len());
        let cell = row.get(i).unwrap_or_default();
        let found = line[from..].find(cell).map(|at| from + at).or_else(|| line.find(cell)).unwrap_or(0);
        start + found..start + found + cell.len()
    }

    fn problem(&self, span: Range<usize>, message: String) -> Problem {
        Problem { text: self.text.to_owned(), span: Some(span), ..Problem::of_file(self.shown, message) }
    }

    fn broken(&self, error: &csv::Error) -> Problem {
        let start = error.position().and_then(|position| usize::try_from(position.byte()).ok());
        let message = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("expected {expected_len} cells in this row, found {len}")
            }
            _ => format!("this table cannot be read: {error}"),
        };
        let Some(start) = start else { return Problem::of_file(self.shown, message) };
        let length = self.text[start..].find('\n').unwrap_or(self.text.len() - start);
        self.problem(start..start + length, message)
    }
}

fn attention(cell: &str) -> Option<Attention> {
    let number = || NonNegative::new(cell.parse().ok()?).map(|number| Attention::Law(Law(Distribution::Fixed(number.0))));
    Rate::parse(cell).map(Attention::Rate).or_else(number)
}

fn share(cell: &str) -> Option<Share> {
    ratio_of(cell).filter(|ratio| ratio.num <= ratio.den).map(Share)
}

fn at_least_0(cell: &str) -> Option<NonNegative> {
    NonNegative::new(cell.replace('_', "").parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_cell_is_left_to_the_group() {
        let members =
            parse_table("name, pledge, attention\nAda, 1000, 1 per week\nBo,,0.5\n", "m.csv").expect("the table is sound");
        assert_eq!(members.len(), 2);
        assert_eq!((members[0].name.as_str(), members[0].pledge), ("Ada", Some(NonNegative(1000.0))));
        assert_eq!((members[1].pledge, members[1].context), (None, None));
    }
}
