//! A map over two levers: a cell for each pair of values, darker where there is more, with the number and its interval in it.
//!
//! Meaning hangs on the numbers and the frames; the colour only guides the eye.

use super::axis::Frame;
use super::canvas::{Canvas, Side, Type, width_of};
use super::labels::shortened;
use super::number::{Measure, with_places};
use super::panel;
use super::style::{BLACK, BLUE, GREY, Ink, RED, SMALL, TEXT, THICK, WHITE};
use crate::stats::{Sight, Summary};

const VALUE: Type = Type { size: TEXT, bold: true, ink: BLACK };
const NOTE: Type = Type { size: SMALL, bold: false, ink: BLACK };
const LABEL: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Height of a cell with its interval, and of one in a map of many rows.
const TALL: f64 = 42.0;
const LOW: f64 = 22.0;
/// Rows from which on cells are low.
const MANY: usize = 9;
/// Distance between two cells.
const APART: f64 = 2.0;
/// Cover of the darkest cell; black text stays readable on it.
const DARKEST: f64 = 0.62;

/// What is drawn.
pub struct Map<'m> {
    /// Values from the upper row to the lower.
    pub down: &'m [&'m str],
    /// Values from left to right.
    pub along: &'m [&'m str],
    /// Names of the two levers, that of the rows first.
    pub names: [&'m str; 2],
    /// How numbers are written.
    pub measure: Measure,
    /// What stands in a row and column; `None` if there is no such point.
    pub sight: &'m dyn Fn(usize, usize) -> Option<Sight>,
}

/// Height that a map of so many rows takes, points.
pub fn height(rows: usize) -> f64 {
    (if rows < MANY { TALL } else { LOW }) * rows.max(2) as f64
}

/// Draws it.
pub fn draw(canvas: &mut Canvas, room: Frame, map: &Map) {
    let (rows, columns) = (map.down.len(), map.along.len());
    let sights: Vec<Sight> = (0..rows * columns).filter_map(|idx| (map.sight)(idx / columns, idx % columns)).collect();
    let summaries: Vec<Summary> = sights.iter().filter_map(|sight| sight.summary).collect();
    if summaries.is_empty() {
        return panel::nothing(canvas, room, "no run has a value");
    }
    let shade = Shade::of(&summaries);
    let good = |sight: &Sight| sight.best || sight.rivals;
    // Where nothing can be told from the best, no cell stands out.
    let tells = sights.iter().any(|sight| !good(sight));
    let words = map.down.iter().map(|word| width_of(word, LABEL)).fold(width_of(map.names[0], LABEL), f64::max);
    let frame = Frame { left: room.left + words.min(110.0) + 8.0, ..room };
    let (wide, tall) = ((frame.right - frame.left) / columns as f64, (frame.bottom - frame.top) / rows as f64);
    let place = |row: usize, column: usize| {
        let (left, top) = (frame.left + column as f64 * wide, frame.top + row as f64 * tall);
        Frame { left, top, right: left + wide - APART, bottom: top + tall - APART }
    };
    for row in 0..rows {
        for column in 0..columns {
            let Some(sight) = (map.sight)(row, column) else { continue };
            cell(canvas, place(row, column), (&sight, tells && good(&sight)), map.measure, |mean| shade.at(mean));
        }
    }
    for (row, word) in shortened(map.down, 110.0, LABEL).iter().enumerate() {
        let middle = frame.top + (row as f64 + 0.5) * tall - SMALL * 0.6;
        canvas.text(word, (frame.left - 6.0, middle), Side::Right, LABEL);
    }
    for (column, word) in shortened(map.along, wide - 4.0, LABEL).iter().enumerate() {
        canvas.text(word, (frame.left + (column as f64 + 0.5) * wide, frame.bottom + 4.0), Side::Middle, LABEL);
    }
    canvas.text(map.names[0], (frame.left - 6.0, frame.bottom + 4.0), Side::Right, NOTE);
    canvas.text(map.names[1], ((frame.left + frame.right) / 2.0, frame.bottom + 20.0), Side::Middle, NOTE);
}

/// How dark a mean is.
struct Shade {
    low: f64,
    wide: f64,
}

impl Shade {
    /// From the lowest mean to the highest; where they lie closer than a typical interval is long, paler, so that what the runs
    /// cannot tell does not catch the eye.
    fn of(summaries: &[Summary]) -> Shade {
        let means = summaries.iter().map(|summary| summary.mean);
        let low = means.clone().fold(f64::INFINITY, f64::min);
        let high = means.fold(f64::NEG_INFINITY, f64::max);
        let mut lengths: Vec<f64> =
            summaries.iter().filter_map(|summary| summary.interval).map(|interval| 2.0 * interval.half_width()).collect();
        lengths.sort_by(f64::total_cmp);
        let typical = lengths.get(lengths.len() / 2).copied().unwrap_or(0.0);
        Shade { low, wide: (high - low).max(typical) }
    }

    fn at(&self, mean: f64) -> f64 {
        if self.wide > 0.0 { (mean - self.low) / self.wide } else { 0.0 }
    }
}

fn cell(canvas: &mut Canvas, frame: Frame, (sight, framed): (&Sight, bool), measure: Measure, shade: impl Fn(f64) -> f64) {
    let (corner, opposite) = ((frame.left, frame.top), (frame.right, frame.bottom));
    let Some(summary) = sight.summary else {
        canvas.fill_box(corner, opposite, GREY.faint(0.08));
        return;
    };
    canvas.fill_box(corner, opposite, WHITE);
    canvas.fill_box(corner, opposite, Ink(BLUE.0, BLUE.1, BLUE.2, 0.06 + (DARKEST - 0.06) * shade(summary.mean)));
    let number = |value: f64| with_places(measure.factor * value, measure.places);
    let middle = (frame.left + frame.right) / 2.0;
    let fits = |text: &str, look: Type| width_of(text, look) < frame.right - frame.left - 4.0;
    let interval = summary.interval.map(|interval| format!("{} to {}", number(interval.low), number(interval.high)));
    let interval = interval.filter(|text| frame.bottom - frame.top > 32.0 && fits(text, NOTE));
    let lines = if interval.is_some() { 14.0 } else { 7.0 };
    let top = (frame.top + frame.bottom) / 2.0 - lines;
    let value = number(summary.mean);
    if fits(&value, VALUE) {
        canvas.text(&value, (middle, top), Side::Middle, VALUE);
    }
    if let Some(interval) = interval {
        canvas.text(&interval, (middle, top + 16.0), Side::Middle, NOTE);
    }
    if framed {
        let inner = Frame { left: frame.left + 1.0, top: frame.top + 1.0, right: frame.right - 1.0, bottom: frame.bottom - 1.0 };
        canvas.line(&outline(inner), THICK, RED);
    }
}

fn outline(frame: Frame) -> [(f64, f64); 5] {
    let Frame { left, top, right, bottom } = frame;
    [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
}
