//! What a result folder says, read from its tables alone.
//!
//! ```text
//!   runs.csv, points.csv, columns.csv -> axes, points, rows, metrics -> settings x blocks -> answers
//! ```
//!
//! Nothing here knows how the rows were made: the folder of a sweep, of runs of one scenario, of parts that were put together, or
//! another program's tables with the same columns are read alike. Nothing here runs anything or writes anything.
//!
//! # The same elsewhere
//!
//! Tables are tidy: UTF-8, a comma between cells, a header, an empty cell for what is undefined, and `columns.csv` for what each column
//! means. Ten lines read them in pandas, polars, DuckDB or R, and find the means that `folkmoot summarize` finds:
//!
#![doc = concat!("```python\n", include_str!("../../tests/python/read_pandas.py"), "```")]
#![doc = concat!("```python\n", include_str!("../../tests/python/read_polars.py"), "```")]
#![doc = concat!("```python\n", include_str!("../../tests/python/read_duckdb.py"), "```")]
#![doc = concat!("```r\n", include_str!("../../tests/r/read.R"), "```")]
//!
//! An engine for exploratory modelling can drive the program as a black box; this is EMA Workbench:
//!
#![doc = concat!("```python\n", include_str!("../../tests/python/ema_black_box.py"), "```")]

mod about;
mod answer;
mod axis;
mod design;
mod front;
mod measure;
mod open;
mod read;
mod settings;
mod trend;

pub use about::About;
pub use answer::{Answer, Contrast, Question, answer};
pub use axis::{Axis, Levels, Role, named, short};
pub use front::{Standing, standings};
pub use measure::Measure;
pub use settings::Settings;
pub use trend::{Course, course, scale};

use crate::export::Error;
use std::path::PathBuf;

/// A point of a design: one setting of all axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its id.
    pub id: String,
    /// One value per axis, as the tables show it.
    pub cells: Vec<String>,
}

/// The tables of a result folder. Values of metrics stay on disk until they are asked for.
#[derive(Debug)]
pub struct Tables {
    /// What is known beside the tables.
    pub about: About,
    /// Levers and worlds, in the order of the table.
    pub axes: Vec<Axis>,
    /// The points, in the order of `points.csv`, or of their first row.
    pub points: Vec<Point>,
    /// What was measured, in the order of the table.
    pub metrics: Vec<Measure>,
    /// Rows that failed and are left out.
    pub failed: u64,
    /// The table of runs.
    path: PathBuf,
    /// Point and replicate of each row that counts.
    rows: Vec<(u32, u64)>,
    /// By point: replicate and row, by replicate.
    of_point: Vec<Vec<(u64, usize)>>,
    /// Place of each metric in a row.
    places: Vec<usize>,
    /// Place of the status in a row.
    status: Option<usize>,
}

impl Tables {
    /// Rows that count.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The point of each row.
    pub fn points_of_rows(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().map(|(point, _)| *point as usize)
    }

    /// The number of the metric with this id.
    pub fn metric(&self, id: &str) -> Option<usize> {
        self.metrics.iter().position(|metric| metric.id == id)
    }

    /// The number of the axis with this path, or with this end of a path if no other has it.
    pub fn axis(&self, word: &str) -> Option<usize> {
        let whole = self.axes.iter().position(|axis| axis.path == word);
        let ends = |axis: &Axis| axis.path.strip_suffix(word).is_some_and(|rest| rest.ends_with('.'));
        let mut ending = (0..self.axes.len()).filter(|&idx| ends(&self.axes[idx]));
        whole.or_else(|| ending.next().filter(|_| ending.next().is_none()))
    }

    /// The problem of an axis that is not there; `place` is where it was asked for.
    pub fn no_axis(&self, place: &str, word: &str) -> Error {
        let paths: Vec<&str> = self.axes.iter().map(|axis| axis.path.as_str()).collect();
        settings::no_axis(place, word, &paths)
    }

    /// Numbers of the axes that are levers.
    pub fn levers(&self) -> Vec<usize> {
        (0..self.axes.len()).filter(|&idx| self.axes[idx].role == Role::Lever).collect()
    }
}
