//! Tables once more as Parquet, from the CSV that is there: the same names in the same order, and types instead of text.
//!
//! A number is a DOUBLE, a count an INT64, all else a string; an empty cell is null. Groups of rows are bounded, so that memory is
//! flat. The same table gives the same bytes.

use super::{Error, Folder, Manifest, RUNS, Refusal};
use crate::experiment::sweep::Plan;
use std::collections::BTreeMap;

/// In which forms tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As CSV.
    #[default]
    Csv,
    /// As Parquet too.
    Parquet,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Texts.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
}

/// Tables that have a twin, by their stem.
pub const TABLES: [&str; 5] = ["design", "points", "runs", "series", "summary"];

/// The axes of a sweep, by what they hold; runs of one scenario have none.
pub type Axes = BTreeMap<String, Holds>;

/// What each axis of a plan holds: whole numbers, numbers, or texts if any point has one.
pub fn axes(plan: &Plan) -> Axes {
    let of = |at: usize| {
        let mut values = plan.points.iter().map(|point| point.values[at].as_str());
        let number = |value: &str| value.parse::<f64>().is_ok_and(f64::is_finite);
        if values.clone().all(|value| value.parse::<i64>().is_ok()) {
            Holds::Whole
        } else if values.all(number) {
            Holds::Number
        } else {
            Holds::Text
        }
    };
    plan.axes.iter().enumerate().map(|(at, axis)| (axis.path.clone(), of(at))).collect()
}

/// Refuses a form that this build does not write.
///
/// # Errors
/// When it is Parquet and that was left out.
pub fn refuse(format: Format) -> Result<(), Error> {
    if format == Format::Csv || cfg!(feature = "parquet") {
        return Ok(());
    }
    Err(Error::Refused(Refusal {
        place: "this build of folkmoot".to_owned(),
        found: "no Parquet".to_owned(),
        expected: "the feature `parquet`".to_owned(),
        hint: "build it without `--no-default-features`, or leave out `--format`".to_owned(),
    }))
}

/// Gives every table of a folder its twin, or takes away the twins of what was there before.
///
/// # Errors
/// When the disk refuses.
pub fn twins(folder: &Folder, format: Format, axes: &Axes) -> Result<(), Error> {
    for stem in TABLES {
        let (table, twin) = (folder.path().join(format!("{stem}.csv")), format!("{stem}.parquet"));
        #[cfg(feature = "parquet")]
        if format == Format::Parquet && table.is_file() {
            folder.fill(&twin, |file| super::parquet::write(&table, axes, file))?;
            continue;
        }
        let _ = (&table, format, axes);
        folder.remove(&twin)?;
    }
    Ok(())
}

/// Gives the tables of a finished folder their twins, if they are asked for and not there yet.
///
/// # Errors
/// When somebody changed the folder, or the disk refuses.
pub fn add_twins(folder: &Folder, mut manifest: Manifest, format: Format, axes: &Axes) -> Result<(), Error> {
    if format == Format::Csv || folder.path().join(RUNS).with_extension("parquet").is_file() {
        return Ok(());
    }
    if manifest.result_hash.as_ref() != Some(&folder.result_hash()?) {
        let hint = "`--force` replaces the results, `--out DIR` writes elsewhere".to_owned();
        let (found, expected) = ("files that were changed since".to_owned(), "results as they were written".to_owned());
        return Err(super::refusal(folder.path(), found, expected, hint));
    }
    twins(folder, format, axes)?;
    manifest.conclude(folder)
}

/// What each axis of a plan holds, where its tables have twins at all.
pub fn axes_for(plan: &Plan, format: Format) -> Axes {
    if format == Format::Csv { Axes::new() } else { axes(plan) }
}
