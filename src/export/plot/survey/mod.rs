//! Pictures of what levers do: one page per kind, whichever fits the design.
//!
//! ```text
//!   map        a cell per pair of values         intervals  a row per setting
//!   ribbon     along one lever of numbers        multiples  small ribbons side by side
//!   front      two metrics against each other    ecdf       how runs spread, setting by setting
//! ```

mod ecdf;
mod finding;
mod front;
mod intervals;
mod map;
mod trends;

use super::key::Sign;
use super::number::Measure;
use super::page::{Head, Page};
use crate::export::Error;
use crate::export::survey::{Kind, Over, Seen, Survey};
use crate::metrics::{Better, Unit};

/// Metrics that are drawn: the first of those asked for.
pub const MOST: usize = 6;

/// Draws one kind as SVG; `None` where it does not fit the design.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(survey: &Survey, kind: Kind) -> Result<Option<String>, Error> {
    match kind {
        Kind::Map => map::draw(survey),
        Kind::Ribbon => trends::ribbon(survey),
        Kind::Multiples => trends::multiples(survey),
        Kind::Intervals => intervals::draw(survey),
        Kind::Front => front::draw(survey),
        Kind::Ecdf => ecdf::draw(survey),
    }
}

/// The picture that every sweep leaves: few settings of one lever as intervals, more of numbers as a ribbon, two levers as a map, all
/// else as intervals; `None` where the settings are a sample, or none
/// varies.
///
/// # Errors
/// When it cannot be drawn.
pub fn levers(survey: &Survey) -> Result<Option<String>, Error> {
    let kinds: &[Kind] = match survey.levers.as_slice() {
        [] => &[],
        [_] if survey.settings.len() <= super::spans::MOST => &[Kind::Intervals],
        [_] => &[Kind::Ribbon, Kind::Intervals],
        _ => &[Kind::Map, Kind::Intervals],
    };
    for kind in kinds {
        if let Some(drawn) = draw(survey, *kind)? {
            return Ok(Some(drawn));
        }
    }
    Ok(None)
}

impl Survey {
    fn head(&self) -> Head<'_> {
        Head { name: &self.name, question: &self.question, basis: self.basis.clone(), command: &self.command }
    }

    /// The metrics that are drawn.
    fn drawn(&self) -> &[Seen] {
        &self.metrics[..self.drawn.min(MOST)]
    }

    /// What a mean and its interval are over.
    fn means(&self) -> &'static str {
        match self.over {
            Over::Runs => "Means over runs, with 95 % intervals of the mean.",
            Over::Worlds => "Means over worlds, with 95 % intervals of the mean.",
        }
    }
}

/// A page with its finding as title.
fn page<'s>(subject: &'s str, signs: &'s [Sign], notes: String, rows: Vec<f64>) -> Page<'s> {
    Page { subject, signs, notes, rows }
}

/// The heading of a metric's panel, with the unit where its id does not say it.
fn heading(seen: &Seen) -> String {
    let (_, unit) = measure(seen.unit);
    seen.shown() + if unit == " %" { ", %" } else { "" }
}

fn better(seen: &Seen) -> &'static str {
    match seen.better {
        Better::Up => "more is better",
        Better::Down => "less is better",
        Better::Neither => "neither more nor less is better",
    }
}

/// How a value is written, and what stands at the numbers of an axis.
fn measure(unit: Option<Unit>) -> (Measure, &'static str) {
    match unit {
        Some(Unit::Share | Unit::YesNo) => (Measure::PERCENT, " %"),
        Some(Unit::Days) => (Measure::DAYS, " days"),
        Some(Unit::Hours) => (Measure { suffix: " hours", ..Measure::DAYS }, " hours"),
        Some(Unit::Money) => (Measure { places: 0, ..Measure::COUNT }, ""),
        Some(Unit::Count | Unit::PerMonth | Unit::MeritPerMonth | Unit::Score | Unit::Distance) | None => (Measure::COUNT, ""),
    }
}

/// What stands behind the numbers of an axis: a unit only where it is short.
fn short_unit(unit: Option<Unit>) -> &'static str {
    match unit {
        Some(Unit::Share | Unit::YesNo) => " %",
        _ => "",
    }
}
