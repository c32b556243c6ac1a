//! The rows of a design, where several of them are one point.

use super::Tables;
use super::read::{Cells, no_column};
use crate::export::{Error, refusal};
use std::collections::BTreeMap;

impl Tables {
    /// The point of each row of the design: of `design.csv` where it is there, else each point once.
    ///
    /// # Errors
    /// When the table cannot be read or names a point that is not there.
    pub fn design(&self) -> Result<Vec<usize>, Error> {
        let path = self.path.with_file_name("design.csv");
        if !path.is_file() {
            return Ok((0..self.points.len()).collect());
        }
        let table = Cells::open(&path)?;
        let Some(place) = table.place("point") else { return Err(no_column(&path, "point", &table.header)) };
        let numbers: BTreeMap<&str, usize> = self.points.iter().zip(0..).map(|(point, at)| (point.id.as_str(), at)).collect();
        let mut rows = Vec::new();
        table.each(|row| {
            let at = numbers.get(&row[place]).ok_or_else(|| {
                let hint = "both tables must be of the same sweep".to_owned();
                refusal(&path, format!("the point `{}`", &row[place]), "points of `points.csv`".to_owned(), hint)
            })?;
            rows.push(*at);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The values of some metrics, by their numbers: of each, for each point, one per replicate from 0; `None` where a run has none,
    /// failed or is not there.
    ///
    /// # Errors
    /// As [`Tables::values`].
    pub fn by_replicate(&self, metrics: &[usize]) -> Result<Vec<Vec<Vec<Option<f64>>>>, Error> {
        let cell = |values: &Vec<Option<f64>>, rows: &Vec<(u64, usize)>| {
            let mut cell = Vec::with_capacity(rows.len());
            for (replicate, row) in rows {
                cell.resize(usize::try_from(*replicate).unwrap_or(cell.len()).max(cell.len()), None);
                cell.push(values[*row]);
            }
            cell
        };
        let values = self.values(metrics)?;
        Ok(values.iter().map(|values| self.of_point.iter().map(|rows| cell(values, rows)).collect()).collect())
    }
}
