//! The picture of boxes that were found: what it is drawn from.

use super::{Drawing, Error};

/// A box on the way to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peeled {
    /// Share of the cases inside.
    pub coverage: f64,
    /// Share of the runs inside that are cases.
    pub density: f64,
    /// The same two on the points that were held back.
    pub held: Option<(f64, f64)>,
}

/// One side of a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What it is, with its unit.
    pub name: String,
    /// Names of its classes, at 0, 1, 2 ...; `None` for numbers.
    pub classes: Option<Vec<String>>,
    /// Where the box begins and ends on it; without an end it reaches to the edge.
    pub region: (Option<f64>, Option<f64>),
}

/// A point in a plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where it lies.
    pub at: [f64; 2],
    /// Share of its runs that are cases.
    pub share: f64,
    /// Whether it lies within the other limits of the box.
    pub inside: bool,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// It in words.
    pub words: String,
    /// How good it is, in words.
    pub note: String,
    /// The way to it.
    pub way: Vec<Peeled>,
    /// The place on it where the box was taken.
    pub chosen: usize,
    /// Its coverage and density as it stands.
    pub end: Peeled,
    /// The plane of its two main inputs; `None` if there is only one input.
    pub plane: Option<([Side; 2], Vec<Spot>)>,
}

/// All that the picture is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Regions {
    /// What was found.
    pub title: String,
    /// What it rests on.
    pub note: String,
    /// The line that says the same in numbers.
    pub command: String,
    /// The share of all runs that are cases.
    pub everywhere: f64,
    /// One per box.
    pub boxes: Vec<Region>,
}

impl Regions {
    /// Draws it.
    ///
    /// # Errors
    /// When it cannot be drawn, or pictures were left out of this build.
    pub fn draw(&self) -> Result<Drawing, Error> {
        #[cfg(feature = "plots")]
        let drawn = super::plot::regions::draw(self).map(|svg| Drawing { svg });
        #[cfg(not(feature = "plots"))]
        let drawn = Err(super::portrait::without_pictures());
        drawn
    }
}
