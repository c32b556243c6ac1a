//! The tables of a finished sweep, read without its scenario: they are the same whether it was run at once, in parts, or
//! elsewhere.

use crate::export::manifest::{MANIFEST, Manifest, State};
use crate::export::rows::RUNS;
use crate::export::{Counts, Error, direction, refusal, unit};
use crate::metrics::{Better, Unit};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A metric as `columns.csv` describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// Its id.
    pub id: String,
    /// Its unit.
    pub unit: Unit,
    /// Its direction.
    pub better: Better,
    /// What it is.
    pub definition: String,
}

/// What the tables of a sweep hold.
#[derive(Debug)]
pub struct Tables {
    folder: PathBuf,
    /// Name of the experiment.
    pub name: String,
    /// The line that gives the sweep again.
    pub command: String,
    /// Root of all randomness.
    pub seed: u64,
    /// Runs by status.
    pub runs: Counts,
    /// Paths of the axes.
    pub axes: Vec<String>,
    /// One value per axis, point by point.
    pub points: Vec<Vec<String>>,
    /// The point of each row of the design.
    pub rows: Vec<usize>,
    /// The metrics, in the order of their columns.
    pub metrics: Vec<Described>,
    /// Number of each point.
    numbers: BTreeMap<String, usize>,
}

impl Tables {
    /// Reads all but the runs.
    ///
    /// # Errors
    /// When the folder holds no finished sweep, or a table of it cannot be read.
    pub fn read(folder: &Path) -> Result<Tables, Error> {
        let manifest = finished(folder)?;
        let points = Table::open(folder, "points.csv")?;
        let axes: Vec<String> = points.header.iter().skip(1).cloned().collect();
        let numbers: BTreeMap<String, usize> = points.rows.iter().zip(0..).map(|(row, at)| (row[0].clone(), at)).collect();
        let design = folder.join("design.csv");
        let rows = if design.is_file() {
            let design = Table::open(folder, "design.csv")?;
            let number = |row: &Vec<String>| numbers.get(&row[1]).copied().ok_or_else(|| design.strange(&row[1], "a point"));
            design.rows.iter().map(number).collect::<Result<_, Error>>()?
        } else {
            (0..points.rows.len()).collect()
        };
        let points = points.rows.into_iter().map(|row| row[1..].to_vec()).collect();
        Ok(Tables {
            folder: folder.to_owned(),
            name: manifest.name,
            command: manifest.command,
            seed: manifest.seed,
            runs: manifest.runs,
            metrics: metrics(folder, &axes)?,
            axes,
            points,
            rows,
            numbers,
        })
    }

    /// Where they lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The values of some metrics, by their numbers: of each, for each point, one per replicate in order; `None` where a run has
    /// none. A failed run has none of any.
    ///
    /// # Errors
    /// When `runs.csv` cannot be read.
    pub fn values(&self, metrics: &[usize]) -> Result<Vec<Vec<Vec<Option<f64>>>>, Error> {
        let path = self.folder.join(RUNS);
        let read = |error: csv::Error| Error::io("read", &path)(error.into());
        let mut reader = csv::Reader::from_path(&path).map_err(read)?;
        let header = reader.headers().map_err(read)?.clone();
        let place = |&metric: &usize| {
            let id = &self.metrics[metric].id;
            header.iter().position(|column| column == id).ok_or_else(|| strange(&path, "no column", &format!("a column `{id}`")))
        };
        let places: Vec<usize> = metrics.iter().map(place).collect::<Result<_, Error>>()?;
        let mut values = vec![vec![Vec::new(); self.points.len()]; metrics.len()];
        for row in reader.records() {
            let row = row.map_err(read)?;
            let point = self.numbers.get(&row[1]).ok_or_else(|| strange(&path, &row[1], "a point of points.csv"))?;
            for (values, place) in values.iter_mut().zip(&places) {
                values[*point].push(row[*place].parse::<f64>().ok());
            }
        }
        Ok(values)
    }
}

/// The manifest of a folder with all of a sweep.
fn finished(folder: &Path) -> Result<Manifest, Error> {
    let refuse = |found: &str, hint: &str| Err(refusal(folder, found.to_owned(), "a finished sweep".to_owned(), hint.to_owned()));
    let Some(manifest) = Manifest::read(folder) else {
        return refuse(&format!("no {MANIFEST} of ours"), "`folkmoot sweep EXPERIMENT` makes one");
    };
    let Some(sweep) = &manifest.sweep else {
        return refuse(
            "runs of one scenario",
            "`folkmoot sweep EXPERIMENT` varies it; `folkmoot sensitivity SCENARIO` varies what it leaves open",
        );
    };
    if let Some(shard) = &sweep.shard {
        return refuse(&format!("part {shard} of a sweep"), "`folkmoot merge` puts the parts together");
    }
    if manifest.status != State::Complete {
        let found = format!("a sweep that is {}, {} of {} runs there", manifest.status.word(), manifest.runs.total(), sweep.runs);
        return refuse(&found, &format!("`{} --resume` finishes it", manifest.command));
    }
    Ok(manifest)
}

fn metrics(folder: &Path, axes: &[String]) -> Result<Vec<Described>, Error> {
    let table = Table::open(folder, "columns.csv")?;
    let of_runs = table.rows.iter().filter(|row| row[0] == RUNS).skip(4 + axes.len());
    let described = |row: &Vec<String>| {
        let unit = UNITS.into_iter().find(|known| unit(*known) == row[2]).ok_or_else(|| table.strange(&row[2], "a unit"))?;
        let sides = [Better::Up, Better::Down, Better::Neither];
        let better =
            sides.into_iter().find(|side| direction(*side) == row[3]).ok_or_else(|| table.strange(&row[3], "a direction"))?;
        Ok(Described { id: row[1].clone(), unit, better, definition: row[4].clone() })
    };
    of_runs.map(described).collect()
}

/// Every unit, to be found by its word.
const UNITS: [Unit; 10] = [
    Unit::Share,
    Unit::YesNo,
    Unit::Days,
    Unit::Hours,
    Unit::Count,
    Unit::PerMonth,
    Unit::MeritPerMonth,
    Unit::Score,
    Unit::Money,
    Unit::Distance,
];

/// A small table, read whole.
struct Table {
    path: PathBuf,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn open(folder: &Path, name: &str) -> Result<Table, Error> {
        let path = folder.join(name);
        let read = |error: csv::Error| Error::io("read", &path)(error.into());
        let cells = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<String>>();
        let mut reader = csv::Reader::from_path(&path).map_err(read)?;
        let header = cells(reader.headers().map_err(read)?);
        let rows = reader.records().map(|row| row.map(|row| cells(&row)).map_err(read)).collect::<Result<_, Error>>()?;
        Ok(Table { path, header, rows })
    }

    fn strange(&self, found: &str, expected: &str) -> Error {
        strange(&self.path, &format!("`{found}`"), expected)
    }
}

fn strange(path: &Path, found: &str, expected: &str) -> Error {
    refusal(path, found.to_owned(), expected.to_owned(), "`folkmoot sweep EXPERIMENT --force` makes the tables anew".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{all, families};

    #[test]
    fn every_unit_is_found_by_its_word() {
        let used: Vec<Unit> = all().map(|metric| metric.unit).chain(families().map(|family| family.unit)).collect();
        assert!(used.iter().all(|unit| UNITS.contains(unit)));
        let words: std::collections::BTreeSet<&str> = UNITS.into_iter().map(unit).collect();
        assert_eq!(words.len(), UNITS.len(), "two units have one word");
    }
}
