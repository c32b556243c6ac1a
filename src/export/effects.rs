//! The picture of paired differences: what it is drawn from.

use super::{Drawing, Error};

/// A metric that differs between two rule sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Its id.
    pub name: String,
    /// Mean of second less first, in its unit.
    pub difference: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The same in words.
    pub words: String,
    /// Whether the second is better; `None` for a metric without a better side.
    pub better: Option<bool>,
    /// Whether the difference stays after adjusting for all that were looked at.
    pub sure: bool,
}

/// All that the picture is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects<'s> {
    /// What is compared.
    pub title: String,
    /// What it rests on.
    pub note: String,
    /// The line that says the same in numbers.
    pub command: &'s str,
    /// One per metric.
    pub rows: Vec<Effect>,
}

impl Effects<'_> {
    /// Draws it.
    ///
    /// # Errors
    /// When it cannot be drawn, or pictures were left out of this build.
    pub fn draw(&self) -> Result<Drawing, Error> {
        #[cfg(feature = "plots")]
        let drawn = super::plot::effects::draw(self).map(|svg| Drawing { svg });
        #[cfg(not(feature = "plots"))]
        let drawn = Err(super::portrait::without_pictures());
        drawn
    }
}
