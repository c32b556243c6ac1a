//! The picture of what outcomes depend on: what it is drawn from.

use super::{Drawing, Error};

/// One measure of one input.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence {
    /// The input.
    pub name: String,
    /// The estimate, as the axis counts.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// What an input without influence stays below in 19 of 20 cases.
    pub floor: Option<f64>,
}

/// What stands beside the ranking.
#[derive(Clone, Debug, PartialEq)]
pub enum Beside {
    /// Another measure of the same inputs, in the same order.
    Dots(String, Vec<Influence>),
    /// Spread of effects against their mean size: name, mean size, spread.
    Spread(String, Vec<(String, f64, f64)>),
}

/// What one outcome depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Influenced {
    /// The outcome.
    pub heading: String,
    /// Which rows it is of, where there are several lots.
    pub note: String,
    /// What the ranking measures.
    pub what: String,
    /// The ranking, the largest first.
    pub ranking: Vec<Influence>,
    /// What stands beside it.
    pub beside: Option<Beside>,
}

/// All that the picture is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Influences<'s> {
    /// What it shows.
    pub title: String,
    /// The question behind it.
    pub question: &'s str,
    /// What it rests on, in sentences.
    pub note: String,
    /// The line that says the same in numbers.
    pub command: &'s str,
    /// One row of panels for each.
    pub outcomes: Vec<Influenced>,
}

impl Influences<'_> {
    /// Draws it.
    ///
    /// # Errors
    /// When it cannot be drawn, or pictures were left out of this build.
    pub fn draw(&self) -> Result<Drawing, Error> {
        #[cfg(feature = "plots")]
        let drawn = super::plot::influences::draw(self).map(|svg| Drawing { svg });
        #[cfg(not(feature = "plots"))]
        let drawn = Err(super::portrait::without_pictures());
        drawn
    }
}
