//! The tables and pictures of the end, made from the rows.

use super::pooled::{self, Pooled};
use super::rows::Rows;
use super::{Answer, Error, Finding, Folder, known, series, summary};
use crate::metrics::{Column, Columns};
use crate::scenario::Scenario;
use rayon::ThreadPool;
use rayon::prelude::*;

/// Writes `summary.csv`, `series.csv` and the pictures of a finished experiment; `command` is the line that gives them again,
/// `threads` share the work, which changes no byte.
///
/// # Errors
/// When the sidecar cannot be read or the disk refuses. Each file is then either as it was or whole.
pub fn finish(
    folder: &Folder,
    (scenario, rows): (&Scenario, &Rows),
    command: &str,
    threads: &ThreadPool,
) -> Result<Vec<Finding>, Error> {
    let columns = Columns::of(scenario);
    let mut all = columns.all();
    let mut answers = Vec::new();
    #[cfg(feature = "plots")]
    let mut kept = super::plot::Kept::default();
    rows.each_metric(|_, group| {
        let about: Vec<&Column> = all.by_ref().take(group.len()).collect();
        let one =
            |(values, column): (&Vec<f64>, &&Column)| Answer::of(&mut known(values).collect::<Vec<f64>>(), column.unit.kind());
        answers.extend(threads.install(|| group.par_iter().zip(&about).map(one).collect::<Vec<Answer>>()));
        #[cfg(feature = "plots")]
        group.iter().zip(&about).for_each(|(values, column)| kept.keep(&column.id, values));
    })?;
    let mut pools = [Pooled::new(scenario, columns.all().enumerate())];
    pooled::look(rows, &mut pools, |_| 0)?;
    let corrected = |(place, answer): (usize, &mut Answer)| pools.iter().for_each(|pooled| pooled.correct(place, answer));
    answers.iter_mut().enumerate().for_each(corrected);
    let findings: Vec<Finding> = columns.all().zip(&answers).map(|(column, answer)| answer.about(column)).collect();
    folder.write("summary.csv", &summary::to_csv(&findings))?;
    let spreads = series::series(scenario, rows, threads)?;
    folder.write("series.csv", &series::to_csv(&spreads))?;
    #[cfg(feature = "plots")]
    {
        let story = super::plot::Story::new(scenario, command, rows.counts(), &kept).with(&findings, &spreads);
        super::plot::write_all(folder, &story, threads)?;
    }
    #[cfg(not(feature = "plots"))]
    let _ = command;
    Ok(findings)
}
