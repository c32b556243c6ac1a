//! The tables and pictures of the end, made from the rows.

use super::pooled::{self, Pooled};
use super::rows::Rows;
use super::{Answer, Error, Finding, Folder, known, series, summary};
use crate::metrics::Columns;
use crate::scenario::Scenario;

/// Writes `summary.csv`, `series.csv` and the pictures of a finished experiment; `command` is the line that gives them again.
///
/// # Errors
/// When the sidecar cannot be read or the disk refuses. Each file is then either as it was or whole.
pub fn finish(folder: &Folder, scenario: &Scenario, rows: &Rows, command: &str) -> Result<Vec<Finding>, Error> {
    let columns = Columns::of(scenario);
    let mut all = columns.all();
    let mut answers = Vec::new();
    #[cfg(feature = "plots")]
    let mut kept = super::plot::Kept::default();
    rows.each_metric(|_, group| {
        for values in group {
            let column = all.next().expect("rows are laid out by these columns");
            answers.push(Answer::of(&mut known(values).collect::<Vec<f64>>(), column.unit.kind()));
            #[cfg(feature = "plots")]
            kept.keep(&column.id, values);
        }
    })?;
    let mut pools = [Pooled::new(scenario, columns.all().enumerate())];
    pooled::look(rows, &mut pools, |_| 0)?;
    let corrected = |(place, answer): (usize, &mut Answer)| pools.iter().for_each(|pooled| pooled.correct(place, answer));
    answers.iter_mut().enumerate().for_each(corrected);
    let findings: Vec<Finding> = columns.all().zip(&answers).map(|(column, answer)| answer.about(column)).collect();
    folder.write("summary.csv", &summary::to_csv(&findings))?;
    let spreads = series::series(scenario, rows)?;
    folder.write("series.csv", &series::to_csv(&spreads))?;
    #[cfg(feature = "plots")]
    super::plot::write_all(folder, &super::plot::Story::new(scenario, command, rows.counts(), &kept).with(&findings, &spreads))?;
    #[cfg(not(feature = "plots"))]
    let _ = command;
    Ok(findings)
}
