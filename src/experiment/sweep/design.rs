//! A design: which combinations of values are tried.

use super::axis::{Axis, Levels, Value};
use super::cube::{self, DIMENSIONS, Sample, Source};
use serde::Deserialize;

/// How the values of several axes are combined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Design {
    /// Every value with every other; the last axis changes fastest.
    #[default]
    Grid,
    /// The first values together, the second together, and so on.
    Zip,
    /// The rows of a CSV file whose header names the paths.
    Table(String),
    /// Independent draws.
    Random(Samples),
    /// One draw in each slice of each axis.
    LatinHypercube(Samples),
    /// Scrambled Sobol' points.
    Sobol(Samples),
    /// Walks that change one axis at a time, for screening.
    Morris(Walks),
    /// Saltelli's design, for sensitivity indices.
    Saltelli(Samples),
}

/// How many samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Samples {
    /// Samples, from 1.
    pub samples: usize,
}

/// How many walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walks {
    /// Walks, from 1.
    pub walks: usize,
}

/// Most settings that a design may have: every one is held in memory.
pub const MOST: usize = 100_000;

/// What is wrong with a design: message and way out.
pub type Wrong = (String, &'static str);

impl Design {
    /// Whether axes may be laws, and settings may repeat.
    pub fn samples(&self) -> bool {
        match self {
            Design::Grid | Design::Zip | Design::Table(_) => false,
            Design::Random(_) | Design::LatinHypercube(_) | Design::Sobol(_) | Design::Morris(_) | Design::Saltelli(_) => true,
        }
    }

    /// The settings: one value per axis each. No axes make one setting, that of the scenario itself.
    ///
    /// # Errors
    /// When the axes do not fit the design, or there are too many settings.
    pub fn settings(&self, axes: &[Axis], seed: u64) -> Result<Vec<Vec<Value>>, Wrong> {
        if axes.is_empty() {
            return Ok(vec![Vec::new()]);
        }
        let setting = |sample: &Sample| {
            let mut values = Vec::with_capacity(axes.len());
            for (axis, place) in axes.iter().zip(sample) {
                let value = axis.at(*place, &values).map_err(|wrong| no_room(axis, axes, &values, &wrong))?;
                values.push(value);
            }
            Ok(values)
        };
        match self {
            Design::Grid => grid(axes),
            Design::Zip => zip(&axes.iter().map(listed).collect::<Result<Vec<&[Value]>, Wrong>>()?),
            Design::Table(_) => Err(("a table has no axes beside it".to_owned(), "name the paths in its header")),
            Design::Random(_) | Design::LatinHypercube(_) | Design::Sobol(_) | Design::Morris(_) | Design::Saltelli(_) => {
                self.samples_of(axes, seed)?.iter().map(setting).collect()
            }
        }
    }

    /// The places in the unit cube that settings come from, row by row; none for a design that does not sample.
    ///
    /// # Errors
    /// When there are too many, or too many axes.
    pub fn samples_of(&self, axes: &[Axis], seed: u64) -> Result<Vec<Sample>, Wrong> {
        let source = Source { seed, paths: axes.iter().map(|axis| axis.path.as_str()).collect() };
        Ok(match self {
            Design::Grid | Design::Zip | Design::Table(_) => Vec::new(),
            Design::Random(Samples { samples: n }) => cube::random(few(*n)?, &source),
            Design::LatinHypercube(Samples { samples: n }) => cube::latin_hypercube(few(*n)?, &source),
            Design::Sobol(Samples { samples: n }) => cube::sobol(even(*n, axes.len())?, &source),
            Design::Morris(Walks { walks }) => {
                cube::morris(few(walks.saturating_mul(axes.len() + 1))? / (axes.len() + 1), &source)
            }
            Design::Saltelli(Samples { samples: n }) => {
                few(n.saturating_mul(axes.len() + 2))?;
                cube::saltelli(even(*n, 2 * axes.len())?, &source)
            }
        })
    }
}

/// What to say where the bounds of an axis leave no room.
fn no_room(axis: &Axis, axes: &[Axis], above: &[Value], wrong: &str) -> Wrong {
    let at: Vec<String> = axes.iter().zip(above).map(|(axis, value)| format!("{} = {}", axis.path, value.text)).collect();
    let message = format!("{wrong} for `{}`, where {}", axis.path, at.join(", "));
    (message, "let the bounds of the other axis begin where this one's end")
}

fn few(n: usize) -> Result<usize, Wrong> {
    if (1..=MOST).contains(&n) {
        return Ok(n);
    }
    Err((format!("expected 1 to {MOST} settings, found {n}"), "take fewer, or several experiments"))
}

fn even(n: usize, dimensions: usize) -> Result<usize, Wrong> {
    if dimensions > DIMENSIONS {
        let found = format!("expected at most {DIMENSIONS} dimensions, found {dimensions}");
        return Err((found, "`latin_hypercube` has no such bound; `morris` tells which axes can be left out"));
    }
    if !n.is_power_of_two() {
        return Err((
            format!("expected a power of two, found {n} samples"),
            "Sobol' points are even in blocks of 2, 4, 8, 16 ...",
        ));
    }
    few(n)
}

/// The values of an axis that has a list.
fn listed(axis: &Axis) -> Result<&[Value], Wrong> {
    match &axis.levels {
        Levels::Listed(values) => Ok(values),
        Levels::Drawn { .. } => Err(drawn(axis)),
        Levels::Between(_) => {
            let message = format!("the values of `{}` depend on another axis, and `zip` takes lists", axis.path);
            Err((message, "`grid` takes every value with every other; `table` takes rows as they are"))
        }
    }
}

fn drawn(axis: &Axis) -> Wrong {
    let message = format!("`{}` is drawn from a law, and the design does not draw", axis.path);
    (message, "add `design = { latin_hypercube = { samples = 64 } }` to its table, or give a list")
}

fn grid(axes: &[Axis]) -> Result<Vec<Vec<Value>>, Wrong> {
    let lengths = axes.iter().filter_map(|axis| listed(axis).ok()).map(<[Value]>::len);
    few(lengths.fold(1, usize::saturating_mul))?;
    let mut settings = vec![Vec::new()];
    for axis in axes {
        let mut longer = Vec::new();
        for setting in settings {
            let values = match &axis.levels {
                Levels::Between(between) if between.is_stepped() => {
                    between.values(&setting).map_err(|wrong| no_room(axis, axes, &setting, &wrong))?
                }
                Levels::Between(_) => return Err(drawn(axis)),
                Levels::Listed(_) | Levels::Drawn { .. } => listed(axis)?.to_vec(),
            };
            few(longer.len() + values.len())?;
            longer.extend(values.iter().map(|value| setting.iter().chain([value]).cloned().collect::<Vec<Value>>()));
        }
        settings = longer;
    }
    Ok(settings)
}

fn zip(values: &[&[Value]]) -> Result<Vec<Vec<Value>>, Wrong> {
    let n = values[0].len();
    if let Some(other) = values.iter().find(|values| values.len() != n) {
        let message = format!("expected axes of equal length, found {n} values and {}", other.len());
        return Err((message, "`zip` takes the first values together, then the second; `grid` takes all combinations"));
    }
    Ok((0..n).map(|idx| values.iter().map(|values| values[idx].clone()).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(path: &str, values: &[&str]) -> Axis {
        let value = |text: &&str| Value { text: (*text).to_owned(), span: None };
        Axis { path: path.to_owned(), span: 0..0, levels: Levels::Listed(values.iter().map(value).collect()) }
    }

    fn texts(design: &Design, axes: &[Axis]) -> Vec<String> {
        let settings = design.settings(axes, 1).unwrap_or_else(|(message, _)| panic!("{message}"));
        settings.iter().map(|values| values.iter().map(|value| value.text.as_str()).collect::<Vec<&str>>().join(" ")).collect()
    }

    #[test]
    fn a_grid_changes_its_last_axis_fastest_and_a_zip_all_together() {
        let axes = [axis("a", &["1", "2"]), axis("b", &["x", "y"])];
        assert_eq!(texts(&Design::Grid, &axes), ["1 x", "1 y", "2 x", "2 y"]);
        assert_eq!(texts(&Design::Zip, &axes), ["1 x", "2 y"]);
        assert_eq!(texts(&Design::Grid, &[]), [""]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let axes = [axis("a", &["1", "2"]), axis("b", &["x", "y", "z"])];
        let drawn = Axis {
            levels: Levels::Drawn { law: crate::scenario::Distribution::Fixed(1.0), whole: false, unit: None },
            ..axis("c", &[])
        };
        let message = |design: &Design, axes: &[Axis]| design.settings(axes, 1).expect_err("it does not fit").0;
        assert_eq!(message(&Design::Zip, &axes), "expected axes of equal length, found 2 values and 3");
        assert_eq!(message(&Design::Grid, &[drawn]), "`c` is drawn from a law, and the design does not draw");
        assert_eq!(message(&Design::Sobol(Samples { samples: 12 }), &axes), "expected a power of two, found 12 samples");
        assert_eq!(message(&Design::Random(Samples { samples: 0 }), &axes), "expected 1 to 100000 settings, found 0");
    }
}
