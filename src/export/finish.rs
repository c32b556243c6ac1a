//! The tables and pictures of the end, made from the rows.

use super::pooled::Pooled;
use super::rows::Rows;
use super::{Error, Finding, Folder, find, series, summary};
use crate::metrics::Columns;
use crate::scenario::Scenario;

/// Writes `summary.csv`, `series.csv` and the pictures of a finished experiment; `command` is the line that gives them again.
///
/// # Errors
/// When the sidecar cannot be read or the disk refuses. Each file is then either as it was or whole.
pub fn finish(folder: &Folder, scenario: &Scenario, rows: &Rows, command: &str) -> Result<Vec<Finding>, Error> {
    let columns = Columns::of(scenario);
    let mut all = columns.all();
    let mut findings = Vec::new();
    let mut pooled = Pooled::new(scenario);
    #[cfg(feature = "plots")]
    let mut kept = super::plot::Kept::default();
    rows.each_metric(|_, values| {
        let column = all.next().expect("rows are laid out by these columns");
        findings.push(find(column, &values));
        pooled.see(column, &values);
        #[cfg(feature = "plots")]
        kept.keep(&column.id, values);
    })?;
    pooled.tell(&mut findings);
    folder.write("summary.csv", &summary::to_csv(&findings))?;
    let spreads = series::series(scenario, rows)?;
    folder.write("series.csv", &series::to_csv(&spreads))?;
    #[cfg(feature = "plots")]
    super::plot::write_all(folder, &super::plot::Story::new(scenario, command, rows.counts(), &kept).with(&findings, &spreads))?;
    #[cfg(not(feature = "plots"))]
    let _ = command;
    Ok(findings)
}
