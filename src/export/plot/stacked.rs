//! Amounts that add up: areas on each other, most important at the bottom, each with its name and its last amount beside it.

use super::axis::{Frame, Scale};
use super::canvas::Canvas;
use super::labels::{self, Label};
use super::number::amount;
use super::over_time::{Ground, last_day, reason};
use super::panel;
use super::story::Date;
use super::style::{BLACK, GREY, Look, THICK, THIN, WHITE};

/// Most space for names beside the panel.
const NAMES: f64 = 230.0;

/// One of the areas.
pub struct Area<'d> {
    /// Its name.
    pub label: &'d str,
    /// Colour.
    pub look: Look,
    /// Mean over runs at each date.
    pub dates: &'d [Date],
}

/// The sum, drawn as a line, with its name and values.
pub struct Total<'d> {
    /// Its name.
    pub label: &'d str,
    /// Mean over runs at each date.
    pub dates: &'d [Date],
    /// Dashes.
    pub dash: &'static [f64],
}

/// Space that the names need beside the panel, points.
pub fn beside(areas: &[Area], totals: &[Total]) -> f64 {
    labels::width(texts(areas, totals).iter().map(String::as_str), NAMES)
}

/// Draws areas from the lowest on and the lines above them, or says why there are none. Names stand right of the frame.
pub fn draw(canvas: &mut Canvas, frame: Frame, areas: &[Area], totals: &[Total], why: &str) {
    let all = areas.iter().map(|area| area.dates).chain(totals.iter().map(|total| total.dates));
    let most = all.clone().flatten().filter_map(|date| date.mean).fold(0.0, f64::max);
    let last = last_day(all.clone()).filter(|_| most > 0.0);
    let Some(last) = last else { return panel::nothing(canvas, frame, reason(all, why)) };
    let levels = levels(areas);
    let most = levels.iter().flatten().filter_map(|(_, high)| *high).fold(most, f64::max);
    let ground = Ground::new(frame, last, Scale::to(most, 6));
    ground.draw(canvas, "");
    for (area, (below, above)) in areas.iter().zip(levels.iter().zip(&levels[1..])) {
        fill(canvas, &ground, area, below, above);
    }
    for (edge, _) in levels.iter().skip(1).zip(areas) {
        ground.stretches(edge.iter().copied()).iter().for_each(|stretch| canvas.line(stretch, THIN, WHITE));
    }
    for total in totals {
        let look = Look { ink: BLACK, dash: total.dash };
        for stretch in ground.stretches(total.dates.iter().map(|date| (date.day, date.mean))) {
            canvas.dashed(&stretch, THICK, look);
        }
    }
    labels::draw(canvas, frame, NAMES, names(areas, totals, &levels, &ground));
}

/// The height of each edge at each date, the ground first; none from the first absent amount on.
fn levels(areas: &[Area]) -> Vec<Vec<(f64, Option<f64>)>> {
    let days: Vec<f64> = areas.first().map(|area| area.dates.iter().map(|date| date.day).collect()).unwrap_or_default();
    let mut levels = vec![days.iter().map(|&day| (day, Some(0.0))).collect::<Vec<_>>()];
    for area in areas {
        let below = levels.last().expect("the ground is there");
        let amounts = area.dates.iter().map(|date| date.mean).chain(std::iter::repeat(None));
        let above =
            below.iter().zip(amounts).map(|(&(day, level), more)| (day, level.zip(more).map(|(level, more)| level + more)));
        let above = above.collect();
        levels.push(above);
    }
    levels
}

type Edge = [(f64, Option<f64>)];

fn fill(canvas: &mut Canvas, ground: &Ground, area: &Area, below: &Edge, above: &Edge) {
    let both: Vec<(f64, Option<(f64, f64)>)> =
        below.iter().zip(above).map(|(&(day, low), &(_, high))| (day, low.zip(high))).collect();
    for piece in both.split(|(_, both)| both.is_none()).filter(|piece| piece.len() > 1) {
        let edge = |of: fn((f64, f64)) -> f64| piece.iter().filter_map(move |&(day, both)| Some(ground.at(day, of(both?))));
        let outline: Vec<(f64, f64)> = edge(|both| both.1).chain(edge(|both| both.0).rev()).collect();
        canvas.fill(&outline, area.look.ink);
    }
}

/// The words beside the panel, the lines first: where they meet an area that is nothing they stand above it.
fn texts(areas: &[Area], totals: &[Total]) -> Vec<String> {
    let of_totals = totals.iter().map(|total| (total.label, total.dates));
    let all = of_totals.chain(areas.iter().map(|area| (area.label, area.dates)));
    all.map(|(label, dates)| match end(dates) {
        Some(value) => format!("{label} {}", amount(value)),
        None => label.to_owned(),
    })
    .collect()
}

fn end(dates: &[Date]) -> Option<f64> {
    dates.last()?.mean
}

/// Names at the middle of the areas' ends and at the ends of the lines.
fn names(areas: &[Area], totals: &[Total], levels: &[Vec<(f64, Option<f64>)>], ground: &Ground) -> Vec<Label> {
    let last = |edge: &[(f64, Option<f64>)]| edge.last().and_then(|(_, level)| *level);
    let middle = |(below, above): (&Vec<_>, &Vec<_>)| Some((last(below)? + last(above)?) / 2.0);
    let of_areas = levels.iter().zip(&levels[1..]).map(middle).zip(areas.iter().map(|area| area.look));
    let of_totals = totals.iter().map(|total| (end(total.dates), Look { ink: BLACK, dash: total.dash }));
    let places = of_totals.chain(of_areas).zip(texts(areas, totals));
    places
        .filter_map(|((value, look), text)| {
            let look = if value.is_some() { look } else { Look { ink: GREY, dash: &[] } };
            Some(Label { y: ground.at(0.0, value?).1, text, look })
        })
        .collect()
}
