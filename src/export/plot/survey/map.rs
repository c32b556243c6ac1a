//! A map over two levers for each metric, two of them in a row.

use super::{better, finding, heading, measure, page};
use crate::export::Error;
use crate::export::plot::axis::Frame;
use crate::export::plot::canvas::Canvas;
use crate::export::plot::heat_map::{self, Map};
use crate::export::plot::{page as sheet, panel};
use crate::export::survey::{Seen, Survey};

const FRAMES: &str = "Red frames: cannot be told from the best, itself among them: the 95 % interval of the difference over the same dice \
    reaches 0. A map without frames has no such cell, or no other. Darker is more; differences smaller than intervals stay pale.";

/// Draws it; `None` without two levers, or where most pairs of values have no point.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(survey: &Survey) -> Result<Option<String>, Error> {
    let metrics = survey.drawn();
    if survey.levers.len() != 2 || metrics.is_empty() {
        return Ok(None);
    }
    let (down, along) = (values(survey, 0), values(survey, 1));
    // Samples share no values: a map of them would be empty but for its diagonal.
    if down.len() * along.len() > 2 * survey.settings.len().max(2) || along.len() > MOST_ALONG {
        return Ok(None);
    }
    let height = panel::row(heat_map::height(down.len()));
    let subject = finding::title(survey);
    let page = page(&subject, &[], format!("{} {FRAMES}", survey.means()), vec![height; metrics.len().div_ceil(2)]);
    let drawn = sheet::draw(&survey.head(), &page, |canvas, rows| {
        for (pair, row) in metrics.chunks(2).zip(rows) {
            for (seen, half) in pair.iter().zip(panel::halves(*row)) {
                map(canvas, half, survey, (seen, &down, &along));
            }
        }
    });
    drawn.map(Some)
}

/// Columns from which on cells are too narrow for a number.
const MOST_ALONG: usize = 14;

fn map(canvas: &mut Canvas, room: Frame, survey: &Survey, (seen, down, along): (&Seen, &[&str], &[&str])) {
    let told = match (seen.better.more().is_some(), seen.n_best()) {
        (true, n) if n == survey.settings.len() => "; no cell can be told from the others",
        (true, 1) => "; one cell is the best",
        _ => "",
    };
    let room = panel::headed(canvas, room, &heading(seen), &format!("{}{told}", better(seen)));
    let names = [0, 1].map(|lever| survey.levers[lever].short.as_str());
    let sight = |row: usize, column: usize| {
        let at = survey.settings.iter().position(|cells| cells[0] == down[row] && cells[1] == along[column]);
        at.map(|setting| seen.sights[setting])
    };
    let (measure, _) = measure(seen.unit);
    heat_map::draw(canvas, room, &Map { down, along, names, measure, sight: &sight });
}

/// The distinct values of a lever: numbers by size, words as they come.
fn values(survey: &Survey, lever: usize) -> Vec<&str> {
    let mut values: Vec<(&str, f64)> = Vec::new();
    for (setting, cells) in survey.settings.iter().enumerate() {
        let cell = cells[lever].as_str();
        if values.iter().all(|(known, _)| *known != cell) {
            let number = survey.levers[lever].numbers.as_ref().map_or(values.len() as f64, |numbers| numbers[setting]);
            values.push((cell, number));
        }
    }
    values.sort_by(|a, b| a.1.total_cmp(&b.1));
    values.into_iter().map(|(cell, _)| cell).collect()
}
