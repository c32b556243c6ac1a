//! A tornado: what it is drawn from, and its table.
//!
//! `sensitivity.csv` has the columns of a sweep's: `metric`; `input` (the path of the number); `measure` (`half`, `double`);
//! `estimate` (mean paired difference to the scenario as it is, in units of the metric), `low`, `high` (95 %), `method` (`t`); `n`
//! (pairs of runs); `at` (the number that stood there).

use super::sensitivity::HEADER;
use super::{Drawing, Error, cell, table};
use crate::experiment::tornado::Tornado;
use crate::scenario::Said;

/// The table.
pub fn tornado(tornado: &Tornado, assumptions: &[Said]) -> Vec<u8> {
    let rows = tornado.outcomes.iter().flat_map(|outcome| {
        let ends = outcome.bars.iter().flat_map(|bar| bar.ends.iter().map(move |end| (bar.assumption, end)));
        ends.map(|(assumption, end)| {
            let (metric, input) = (outcome.metric.id.clone(), assumptions[assumption].path.clone());
            let (low, high) = end.paired.interval.map(|interval| (interval.low, interval.high)).unzip();
            let [value, low, high] = [Some(end.paired.difference), low, high].map(cell);
            let method = end.paired.interval.map_or_else(String::new, |interval| interval.method.name().to_owned());
            [metric, input, end.side.name().to_owned(), value, low, high, method, end.paired.n.to_string(), end.to.clone()]
        })
    });
    table::csv(std::iter::once(HEADER.map(str::to_owned)).chain(rows))
}

/// One side of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoEnd {
    /// The difference, as the axis counts.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// The number that stood there.
    pub to: String,
    /// Whether it is the double, or what there is of it.
    pub is_double: bool,
}

/// A bar: its name, its number as it is, and its sides.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoBar {
    /// What is varied.
    pub name: String,
    /// Its sides.
    pub ends: Vec<TornadoEnd>,
}

/// The bars of one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoOf {
    /// The outcome.
    pub heading: String,
    /// What it is.
    pub note: String,
    /// What the axis counts.
    pub what: String,
    /// The largest first.
    pub bars: Vec<TornadoBar>,
}

/// All that the picture is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornadoes<'s> {
    /// What it shows.
    pub title: String,
    /// The question of the scenario.
    pub question: &'s str,
    /// What it rests on, in sentences.
    pub note: String,
    /// The line that says the same in numbers.
    pub command: &'s str,
    /// One panel each.
    pub outcomes: Vec<TornadoOf>,
}

impl Tornadoes<'_> {
    /// Draws it.
    ///
    /// # Errors
    /// When it cannot be drawn, or pictures were left out of this build.
    pub fn draw(&self) -> Result<Drawing, Error> {
        #[cfg(feature = "plots")]
        let drawn = super::plot::tornado::draw(self).map(|svg| Drawing { svg });
        #[cfg(not(feature = "plots"))]
        let drawn = Err(super::portrait::without_pictures());
        drawn
    }
}
