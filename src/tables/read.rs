//! Cells of a CSV table, row by row, and the numbers in them. What does not fit is told with its line.

use super::Tables;
use crate::export::{Error, refusal};
use crate::scenario::nearest_or_all;
use csv::StringRecord;
use std::path::{Path, PathBuf};

/// Values held in memory at once: 64 MB.
const VALUES_AT_ONCE: usize = 4 << 20;

/// A table on disk.
pub struct Cells {
    path: PathBuf,
    /// Names of its columns.
    pub header: Vec<String>,
}

impl Cells {
    /// Reads the first line.
    ///
    /// # Errors
    /// When the file cannot be read, is empty, or names a column twice.
    pub fn open(path: &Path) -> Result<Cells, Error> {
        let mut reader = reader(path)?;
        let header: Vec<String> = reader.headers().map_err(|error| broken(path, error))?.iter().map(str::to_owned).collect();
        let twice = header.iter().enumerate().find(|(place, name)| header[..*place].contains(name));
        if let Some((_, name)) = twice {
            let hint = "each column has a name of its own".to_owned();
            return Err(refusal(path, format!("the column `{name}` twice"), "columns that differ".to_owned(), hint));
        }
        Ok(Cells { path: path.to_owned(), header })
    }

    /// The place of a column.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|known| known == name)
    }

    /// Gives every row.
    ///
    /// # Errors
    /// When a row cannot be read or has too many or too few cells, and what `take` says.
    pub fn each(&self, mut take: impl FnMut(&StringRecord) -> Result<(), Error>) -> Result<(), Error> {
        let mut reader = reader(&self.path)?;
        let mut row = StringRecord::new();
        while reader.read_record(&mut row).map_err(|error| broken(&self.path, error))? {
            take(&row)?;
        }
        Ok(())
    }
}

fn reader(path: &Path) -> Result<csv::Reader<std::fs::File>, Error> {
    csv::Reader::from_path(path).map_err(|error| broken(path, error))
}

fn broken(path: &Path, error: csv::Error) -> Error {
    let line = error.position().map_or_else(String::new, |position| format!(" in line {}", position.line()));
    let found = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("{len} cells instead of {expected_len}{line}"),
        csv::ErrorKind::Utf8 { .. } => format!("bytes that are no UTF-8{line}"),
        _ => return Error::io("read", path)(error.into()),
    };
    refusal(path, found, "a table as `folkmoot` writes it".to_owned(), "make the table again".to_owned())
}

/// The problem of a column that is not there.
pub fn no_column(path: &Path, name: &str, header: &[String]) -> Error {
    let known: Vec<&str> = header.iter().map(String::as_str).collect();
    let near = nearest_or_all(name, &known).filter(|hint| hint.starts_with("did"));
    let hint = near.unwrap_or_else(|| "the columns that are needed stand in `folkmoot summarize --help`".to_owned());
    refusal(path, "none".to_owned(), format!("a column `{name}`"), hint)
}

/// The problem of a cell that is no number.
pub fn no_number(path: &Path, column: &str, line: usize, found: &str) -> Error {
    let hint = "an empty cell says that there is no value".to_owned();
    refusal(path, format!("`{found}` in line {line}"), format!("a number of `{column}`"), hint)
}

/// A cell as a number; nothing, `NA` and `NaN` say that there is none.
///
/// # Errors
/// When it is something else.
pub fn number(cell: &str) -> Result<Option<f64>, ()> {
    if ["", "NA", "NaN", "nan"].contains(&cell) {
        return Ok(None);
    }
    cell.parse::<f64>().ok().filter(|number| number.is_finite()).map(Some).ok_or(())
}

impl Tables {
    /// The values of metrics, by metric one per row.
    ///
    /// # Errors
    /// When the table cannot be read, or a cell is no number.
    pub fn values(&self, metrics: &[usize]) -> Result<Vec<Vec<Option<f64>>>, Error> {
        let table = Cells::open(&self.path)?;
        let mut values = vec![Vec::with_capacity(self.rows.len()); metrics.len()];
        let mut line = 1;
        table.each(|row| {
            line += 1;
            if self.status.is_some_and(|place| &row[place] != "ok") {
                return Ok(());
            }
            for (values, &metric) in values.iter_mut().zip(metrics) {
                let cell = &row[self.places[metric]];
                values.push(number(cell).map_err(|()| no_number(&self.path, &self.metrics[metric].id, line, cell))?);
            }
            Ok(())
        })?;
        Ok(values)
    }

    /// Gives every metric with its values, in groups that fit into memory.
    ///
    /// # Errors
    /// As [`Tables::values`].
    pub fn each_metric(&self, mut take: impl FnMut(usize, &[Option<f64>])) -> Result<(), Error> {
        let at_once = (VALUES_AT_ONCE / self.rows.len().max(1)).max(1);
        let all: Vec<usize> = (0..self.metrics.len()).collect();
        for group in all.chunks(at_once) {
            let values = self.values(group)?;
            group.iter().zip(&values).for_each(|(metric, values)| take(*metric, values));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn nothing_is_no_value_and_a_word_is_no_number() {
        assert_eq!(number(""), Ok(None));
        assert_eq!(number("NA"), Ok(None));
        assert_eq!(number("2.5e-3"), Ok(Some(0.0025)));
        for cell in ["abc", "inf", "1,5", "3 days"] {
            assert_eq!(number(cell), Err(()), "{cell}");
        }
    }
}
