//! Pictures: one drawing in SVG, and the same as PNG.
//!
//! A picture says what it shows in its title and how sure that is in its caption, with the command that draws it again. A
//! metric without a value leaves its place empty.
//!
//! ```text
//!   power  throughput  delay_and_errors  money  people      one file per picture
//!   survey  effects  regions  influences  tornado           the same for sweeps, comparisons, boxes and sensitivity
//!   page  leaf  panel  key                                  what all share: sheet, heading, signs
//!   lines  ribbon  multiples  stacked  spans                kinds of panel
//!   heat_map  trend                                         more of them
//!   over_time  axis  labels  stroke  canvas  style  png     how they are drawn
//! ```

mod axis;
mod canvas;
mod cast;
mod delay_and_errors;
mod delays;
pub mod effects;
mod errors;
mod heat_map;
pub mod influences;
#[cfg(test)]
mod invented;
mod key;
mod labels;
mod leaf;
mod lines;
mod money;
mod multiples;
mod number;
mod over_time;
mod page;
mod panel;
mod people;
mod png;
mod power;
pub mod regions;
mod ribbon;
mod spans;
mod stacked;
mod story;
mod stroke;
mod style;
pub mod survey;
mod throughput;
pub mod tornado;
mod trend;
pub mod weight_and_power;

pub use png::from_svg as png;

pub use story::{Kept, Story};

use super::survey::Survey;
use super::{Error, Folder};
use rayon::ThreadPool;
use rayon::prelude::*;

type Draw = fn(&Story) -> Result<String, Error>;

/// Every picture, by its file stem.
const PICTURES: [(&str, Draw); 5] = [
    ("delay_and_errors", delay_and_errors::draw),
    ("money", money::draw),
    ("people", people::draw),
    ("power", power::draw),
    ("throughput", throughput::draw),
];

/// Draws every picture into `plots/`; `threads` share the work.
///
/// # Errors
/// When a picture cannot be drawn or the disk refuses.
pub fn write_all(folder: &Folder, story: &Story, threads: &ThreadPool) -> Result<(), Error> {
    let drawn = |(name, draw): &(&'static str, Draw)| {
        let svg = draw(story)?;
        let dots = png::from_svg(&svg)?;
        Ok((*name, svg, dots))
    };
    let all: Vec<Result<_, Error>> = threads.install(|| PICTURES.par_iter().map(drawn).collect());
    for one in all {
        let (name, svg, dots) = one?;
        folder.write(&format!("plots/{name}.png"), &dots)?;
        folder.write(&format!("plots/{name}.svg"), svg.as_bytes())?;
    }
    Ok(())
}

/// Draws what the levers of a sweep do, where that fits on paper.
///
/// # Errors
/// When the picture cannot be drawn or the disk refuses.
pub fn write_levers(folder: &Folder, survey: &Survey) -> Result<(), Error> {
    let Some(svg) = survey::levers(survey)? else {
        // A sweep that was extended may have had one.
        return ["plots/levers.png", "plots/levers.svg"].into_iter().try_for_each(|name| folder.remove(name));
    };
    folder.write("plots/levers.png", &png::from_svg(&svg)?)?;
    folder.write("plots/levers.svg", svg.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_drawn_of_few_and_many_groups_and_of_no_one_and_many_runs() {
        for (groups, runs, money) in [(1, 200, true), (7, 200, true), (12, 200, true), (20, 1, false), (5, 0, false)] {
            let (scenario, kept) = (invented::with_groups(groups), Kept::default());
            let story = invented::story(&scenario, &kept, runs, money);
            for (name, draw) in PICTURES {
                let svg = draw(&story).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(svg.contains("<title>invented: ") && svg.contains("--seed 7") && !svg.contains("NaN"), "{name}");
                let dots = png::from_svg(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(dots.starts_with(b"\x89PNG"));
            }
        }
    }
}
