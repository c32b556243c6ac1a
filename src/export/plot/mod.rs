//! Pictures: one drawing in SVG, and the same as PNG.
//!
//! A picture says what it shows in its title and how sure that is in its caption, with the command that draws it again. A
//! metric without a value leaves its place empty.

mod axis;
mod canvas;
mod delay_and_errors;
mod delays;
mod errors;
mod png;
mod style;
mod waiting;

use super::series::Spread;
use super::{Counts, Error, Finding, Folder};
use crate::scenario::Scenario;
use crate::stats;
use std::collections::BTreeMap;

/// All that pictures are drawn from.
pub struct Story<'a> {
    /// What ran.
    pub scenario: &'a Scenario,
    /// The line that gives the same results.
    pub command: &'a str,
    /// Runs by status.
    pub runs: Counts,
    /// Values run by run.
    pub kept: &'a Kept,
    /// One per metric.
    pub findings: &'a [Finding],
    /// One per reporting date and series metric.
    pub spreads: &'a [Spread],
}

impl Story<'_> {
    /// What is found of a metric, if it has a value at all.
    pub fn summary(&self, id: &str) -> Option<&stats::Summary> {
        self.findings.iter().find(|finding| finding.metric.id == id)?.summary.as_ref()
    }
}

/// Metrics that are drawn run by run.
const KEPT: [&str; 4] = ["delay_median_days", "delay_p90_days", "harm_passed_share", "good_blocked_share"];

/// One value per replicate of the metrics that are drawn run by run.
#[derive(Default)]
pub struct Kept(BTreeMap<&'static str, Vec<Option<f64>>>);

impl Kept {
    /// Keeps the values if they are drawn.
    pub fn keep(&mut self, id: &str, values: Vec<Option<f64>>) {
        if let Some(id) = KEPT.iter().find(|kept| **kept == id) {
            self.0.insert(id, values);
        }
    }

    /// The values of a metric, one per replicate; empty if there is no such metric.
    pub fn of(&self, id: &str) -> &[Option<f64>] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Draws every picture into `plots/`.
///
/// # Errors
/// When a picture cannot be drawn or the disk refuses.
pub fn write_all(folder: &Folder, story: &Story) -> Result<(), Error> {
    let svg = delay_and_errors::draw(story)?;
    folder.write("plots/delay_and_errors.png", &png::from_svg(&svg)?)?;
    folder.write("plots/delay_and_errors.svg", svg.as_bytes())
}
