//! How the runs of each setting spread: the share of them that stays at or below each value.

use super::{better, heading, measure, page, short_unit};
use crate::export::Error;
use crate::export::plot::axis::{Frame, Reach, Scale};
use crate::export::plot::canvas::{Canvas, Side, Type};
use crate::export::plot::labels::{self, Label};
use crate::export::plot::style::{GREY, GRID, LOOKS, SMALL, THICK, THIN};
use crate::export::plot::{page as sheet, panel};
use crate::export::survey::{Seen, Survey};

const LABEL: Type = Type { size: SMALL, bold: false, ink: GREY };
const HEIGHT: f64 = 190.0;
/// Most space for names beside a panel.
const NAMES: f64 = 190.0;

/// Draws it; `None` with more settings than lines can be told apart, or without their runs.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(survey: &Survey) -> Result<Option<String>, Error> {
    let metrics: Vec<&Seen> = survey.drawn().iter().filter(|seen| seen.runs.iter().any(|runs| runs.len() > 1)).collect();
    if survey.settings.len() > LOOKS.len() || metrics.is_empty() {
        return Ok(None);
    }
    let subject = match survey.settings.len() {
        1 => "how the runs spread".to_owned(),
        _ => format!("how the runs spread under each {}", survey.names()),
    };
    let notes = "Each line climbs from no run to all runs: where it crosses 50 % is the median run. A line further left has the smaller \
        values in every part of its runs; lines that cross trade typical runs against extreme ones.";
    let page = page(&subject, &[], notes.to_owned(), vec![panel::row(HEIGHT); metrics.len()]);
    let drawn = sheet::draw(&survey.head(), &page, |canvas, rows| {
        for (seen, row) in metrics.iter().zip(rows) {
            let room = panel::headed(canvas, *row, &heading(seen), better(seen));
            one(canvas, room, survey, seen);
        }
    });
    drawn.map(Some)
}

fn one(canvas: &mut Canvas, room: Frame, survey: &Survey, seen: &Seen) {
    let names: Vec<String> = survey.settings.iter().map(|cells| cells.join(", ")).collect();
    let beside = if names.len() > 1 { labels::width(names.iter().map(String::as_str), NAMES) } else { 0.0 };
    let frame = Frame { left: room.left + panel::NUMBERS + 6.0, right: room.right - beside, ..room };
    let factor = measure(seen.unit).0.factor;
    let reach = Reach::of(seen.runs.iter().flatten().map(|value| factor * value), 0.03);
    let shares = Scale::to(100.0, 4);
    for (value, text) in shares.ticks() {
        let y = shares.at(value, frame.bottom, frame.top);
        canvas.line(&[(frame.left, y), (frame.right, y)], THIN, GRID);
        canvas.text(&format!("{text} %"), (frame.left - 6.0, y - SMALL * 0.55), Side::Right, LABEL);
    }
    for (value, text) in reach.ticks(8) {
        let x = reach.at(value, frame.left, frame.right);
        canvas.line(&[(x, frame.top), (x, frame.bottom)], THIN, GRID);
        canvas.text(&format!("{text}{}", short_unit(seen.unit)), (x, frame.bottom + 6.0), Side::Middle, LABEL);
    }
    canvas.text("share of runs at or below", ((frame.left + frame.right) / 2.0, frame.bottom + 22.0), Side::Middle, LABEL);
    let mut ends = Vec::new();
    for ((runs, look), name) in seen.runs.iter().zip(LOOKS).zip(&names) {
        let mut sorted: Vec<f64> = runs.iter().map(|value| factor * value).collect();
        sorted.sort_by(f64::total_cmp);
        let place = |value: f64, share: f64| {
            (reach.at(value, frame.left, frame.right), shares.at(100.0 * share, frame.bottom, frame.top))
        };
        canvas.dashed(&steps(&sorted, &place, frame.right), THICK, look);
        // Names stand at the height where lines part most: the upper quartile, further right for larger values.
        if let Some(middle) = sorted.get(sorted.len() / 2) {
            ends.push((*middle, Label { y: 0.0, text: name.clone(), look }));
        }
    }
    if names.len() > 1 {
        labels::draw(canvas, frame, beside, placed(ends, frame));
    }
}

/// Names in the order of the medians, spread over the height.
fn placed(mut ends: Vec<(f64, Label)>, frame: Frame) -> Vec<Label> {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n = ends.len().max(1) as f64;
    let step = ((frame.bottom - frame.top) / n).min(20.0);
    let place = |(idx, (_, label)): (usize, (f64, Label))| Label { y: frame.top + (idx as f64 + 0.5) * step, ..label };
    ends.into_iter().enumerate().map(place).collect()
}

fn steps(sorted: &[f64], place: &impl Fn(f64, f64) -> (f64, f64), right: f64) -> Vec<(f64, f64)> {
    let n = sorted.len().max(1) as f64;
    let mut line = Vec::with_capacity(2 * sorted.len() + 1);
    for (idx, value) in sorted.iter().enumerate() {
        line.push(place(*value, idx as f64 / n));
        line.push(place(*value, (idx + 1) as f64 / n));
    }
    if let Some(last) = line.last().copied() {
        line.push((right, last.1));
    }
    line
}
