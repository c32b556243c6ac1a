//! The result folder of a sweep: one table of points, one of runs, one of summaries, and a picture over the levers.
//!
//! ```text
//!   points.csv   a row per point: its id and its axes         runs.csv      a row per run: point, replicate, axes, metrics
//!   summary.csv  a row per point and metric                   plots/levers  what the levers do
//! ```

mod told;

pub use told::{Cell, Told, read_back};

use super::rows::{self, Rows};
use super::{Error, Folder, Layout, Stem, csv_cell, summary, table};
use crate::experiment::Run;
use crate::experiment::sweep::{Plan, Point};
use rayon::ThreadPool;

/// The table of points.
pub const POINTS: &str = "points.csv";

/// The shape of the rows of a sweep.
pub fn layout(plan: &Plan) -> Layout {
    let stems = plan.points.iter().map(|point| Stem { point: point.id.clone(), cells: commas(&point.values) }).collect();
    let axes: Vec<String> = plan.axes.iter().map(|axis| axis.path.clone()).collect();
    let header = rows::header(&plan.columns, &commas(&axes));
    Layout { stems, n_metrics: plan.columns.len(), n_series: 0, header }
}

/// Bytes of the row of a run.
pub fn row_length(layout: &Layout, run: &Run) -> usize {
    rows::line(run, &layout.stems[run.point]).len()
}

/// Cells of a row before the first metric.
pub fn before_metrics(plan: &Plan) -> usize {
    4 + plan.axes.len()
}

fn commas(cells: &[String]) -> String {
    cells.iter().map(|cell| format!(",{}", csv_cell(cell))).collect()
}

/// `points.csv`.
pub fn points(plan: &Plan) -> Vec<u8> {
    let header = std::iter::once("point".to_owned()).chain(plan.axes.iter().map(|axis| axis.path.clone()));
    let row = |point: &Point| std::iter::once(point.id.clone()).chain(point.values.clone()).collect::<Vec<String>>();
    table::csv(std::iter::once(header.collect()).chain(plan.points.iter().map(row)))
}

/// `design.csv`: which point each row of the design is.
pub fn design(plan: &Plan) -> Vec<u8> {
    let header = ["row", "point"].map(str::to_owned);
    let row = |(row, point): (usize, &usize)| [row.to_string(), plan.points[*point].id.clone()];
    table::csv(std::iter::once(header).chain(plan.rows.iter().enumerate().map(row)))
}

/// A sweep that has all its rows.
pub struct Ending<'e> {
    /// Where it goes.
    pub folder: &'e Folder,
    /// What ran.
    pub plan: &'e Plan,
    /// The line that gives the same results.
    pub command: &'e str,
    /// Who works; it changes no byte.
    pub threads: &'e ThreadPool,
}

/// Writes `summary.csv` and the picture of a finished sweep; `order` holds the point of each row.
///
/// # Errors
/// When the sidecar cannot be read or the disk refuses. Each file is then either as it was or whole.
pub fn finish(ending: &Ending, rows: &Rows, order: &[u32]) -> Result<Told, Error> {
    let Ending { folder, plan, command, threads } = *ending;
    let told = told::tell(plan, rows, order, threads)?;
    folder.write("summary.csv", &summaries(plan, &told))?;
    #[cfg(feature = "plots")]
    super::plot::write_levers(folder, &super::survey::Survey::of_sweep(plan, &told, command, rows.counts()))?;
    #[cfg(not(feature = "plots"))]
    let _ = command;
    Ok(told)
}

fn summaries(plan: &Plan, told: &Told) -> Vec<u8> {
    let axes = plan.axes.iter().map(|axis| axis.path.clone());
    let header = std::iter::once("point".to_owned()).chain(axes).chain(summary::HEADER.map(str::to_owned));
    let of_point = plan.points.iter().zip(&told.points).flat_map(|(point, answers)| {
        plan.columns.iter().zip(answers).map(move |(metric, answer)| {
            let stem = std::iter::once(point.id.clone()).chain(point.values.clone());
            stem.chain(summary::row(metric, answer)).collect::<Vec<String>>()
        })
    });
    table::csv(std::iter::once(header.collect()).chain(of_point))
}
