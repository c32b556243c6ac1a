//! The picture of weight against power: what it is drawn from, and where it goes.

use super::{Error, Refusal, atomic};
use crate::power::Estimate;
use std::fs;
use std::path::Path;

/// A seat.
#[derive(Clone, Copy, Debug)]
pub struct Dot<'s> {
    /// Its name.
    pub name: &'s str,
    /// Its share of the weight, 0 to 1.
    pub weight: f64,
    /// Its share of all swings, 0 to 1.
    pub banzhaf: Estimate,
    /// Its Shapley-Shubik index, 0 to 1.
    pub shapley: Estimate,
}

/// All that the picture is drawn from.
#[derive(Clone, Debug)]
pub struct Portrait<'s> {
    /// What is seen.
    pub title: &'s str,
    /// What wins, in words.
    pub rule: String,
    /// How the numbers were found, in words.
    pub method: String,
    /// The line that says the same in numbers.
    pub command: &'s str,
    /// One per seat.
    pub dots: Vec<Dot<'s>>,
}

/// A picture that is drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub(in crate::export) svg: String,
}

impl Portrait<'_> {
    /// Draws it.
    ///
    /// # Errors
    /// When it cannot be drawn, or pictures were left out of this build.
    pub fn draw(&self) -> Result<Drawing, Error> {
        #[cfg(feature = "plots")]
        let drawn = super::plot::weight_and_power::draw(self).map(|svg| Drawing { svg });
        #[cfg(not(feature = "plots"))]
        let drawn = Err(without_pictures());
        drawn
    }
}

impl Drawing {
    /// As SVG.
    pub fn svg(&self) -> Vec<u8> {
        self.svg.clone().into_bytes()
    }

    /// As PNG.
    ///
    /// # Errors
    /// As [`Portrait::draw`].
    pub fn png(&self) -> Result<Vec<u8>, Error> {
        #[cfg(feature = "plots")]
        let dots = super::plot::png(&self.svg);
        #[cfg(not(feature = "plots"))]
        let dots = Err(without_pictures());
        dots
    }
}

#[cfg(not(feature = "plots"))]
pub(in crate::export) fn without_pictures() -> Error {
    Error::Refused(Refusal {
        place: "this build of folkmoot".to_owned(),
        found: "no pictures".to_owned(),
        expected: "the feature `plots`".to_owned(),
        hint: "build it without `--no-default-features`, or leave out `--out`".to_owned(),
    })
}

/// Writes a file that is either not there yet or, with `force`, replaced; its folder is made.
///
/// # Errors
/// When a file is there already, or when the disk refuses.
pub fn write_new(path: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    if path.exists() && !force {
        return Err(Error::Refused(Refusal {
            place: path.display().to_string(),
            found: "a file that is already there".to_owned(),
            expected: "a new file".to_owned(),
            hint: "`--force` replaces it, `--out` with another name leaves it".to_owned(),
        }));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(Error::io("make the folder", folder))?;
    }
    atomic::replace(path, bytes)
}
