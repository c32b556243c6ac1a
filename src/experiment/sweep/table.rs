//! A design from a table: the header names paths, each row is a setting.

use super::axis::{Axis, Levels, Value};
use crate::scenario::{Problem, Problems, unreadable};
use std::ops::Range;
use std::path::Path;

/// Axes of a table, and its rows.
pub type Table = (Vec<Axis>, Vec<Vec<Value>>);

/// Reads a table; `span` is where the experiment names it. A cell is TOML, or else a text.
///
/// # Errors
/// When it cannot be read, has no rows, an empty cell, or a path twice.
pub fn read(path: &Path, span: &Range<usize>) -> Result<Table, Problems> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let problem = unreadable(&shown, &error);
        if error.kind() == std::io::ErrorKind::NotFound {
            return problem.hint("the path starts from the folder of the experiment");
        }
        problem
    })?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let broken = |error: csv::Error| Problem::of_file(&shown, format!("this table cannot be read: {error}"));
    let header = reader.headers().map_err(broken)?.clone();
    let again = (1..header.len()).find(|&idx| header.iter().take(idx).any(|path| path == &header[idx]));
    if let Some(idx) = again {
        return Err(Problem::of_file(&shown, format!("the path `{}` is there twice", &header[idx])).into());
    }
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(broken)?;
        if let Some(idx) = row.iter().position(str::is_empty) {
            let line = row.position().map_or(0, csv::Position::line);
            let message = format!("expected a value of `{}` in line {line}, found none", &header[idx]);
            return Err(Problem::of_file(&shown, message).into());
        }
        rows.push(row.iter().map(|cell| value(cell, span)).collect());
    }
    if rows.is_empty() {
        return Err(Problem::of_file(&shown, "expected at least one row of values, found none").into());
    }
    let axis = |path: &str| Axis { path: path.to_owned(), span: span.clone(), levels: Levels::Listed(Vec::new()) };
    Ok((header.iter().map(axis).collect(), rows))
}

fn value(cell: &str, span: &Range<usize>) -> Value {
    let text = match format!("v = {cell}").parse::<toml::Table>() {
        Ok(_) => cell.to_owned(),
        Err(_) => toml::Value::String(cell.to_owned()).to_string(),
    };
    Value { text, span: Some(span.clone()) }
}
