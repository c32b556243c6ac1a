//! The same panel for many things: one small ribbon each, all on the same scales.

use super::axis::{Frame, upward};
use super::canvas::{Canvas, Side, Type};
use super::labels::shortened;
use super::over_time::{Ground, last_day, reason};
use super::panel::{self, NUMBERS};
use super::story::Date;
use super::style::{BLACK, GREY, SMALL, TEXT, THIN};
use super::{axis, ribbon};

const NAME: Type = Type { size: TEXT, bold: false, ink: BLACK };
const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Most things that are drawn.
pub const MOST: usize = 12;

/// Height of one, of its name above it, and of the space below it.
const PLOT: f64 = 84.0;
const ABOVE: f64 = 18.0;
const BELOW: f64 = 16.0;
const BETWEEN: f64 = 16.0;

/// One of the things: its name and its values.
pub struct Multiple<'d> {
    /// Its name.
    pub label: String,
    /// Its values.
    pub dates: &'d [Date],
}

/// Height that `n` of them take, points.
pub fn height(n: usize) -> f64 {
    let n = n.clamp(1, MOST);
    n.div_ceil(columns(n)) as f64 * (ABOVE + PLOT + BELOW) - BELOW
}

/// Columns for `n` things: those that leave the fewest places empty.
fn columns(n: usize) -> usize {
    let empty = |columns: &usize| n.div_ceil(*columns) * columns - n;
    if n <= 4 { n.max(1) } else { [4, 3, 5].into_iter().min_by_key(empty).unwrap_or(4) }
}

/// Draws them row by row.
pub fn draw(canvas: &mut Canvas, room: Frame, all: &[Multiple], why: &str) {
    let shown = &all[..all.len().min(MOST)];
    let dates = shown.iter().map(|one| one.dates);
    let Some(last) = last_day(dates.clone()) else { return panel::nothing(canvas, room, reason(dates, why)) };
    let up = ribbon::scale(shown.iter().flat_map(|one| one.dates), None, 3);
    let columns = columns(shown.len());
    let wide = (room.right - room.left - NUMBERS + BETWEEN) / columns as f64 - BETWEEN;
    let labels: Vec<&str> = shown.iter().map(|one| one.label.as_str()).collect();
    for (idx, (one, label)) in shown.iter().zip(shortened(&labels, wide, NAME)).enumerate() {
        let left = room.left + NUMBERS + (idx % columns) as f64 * (wide + BETWEEN);
        let top = room.top + (idx / columns) as f64 * (ABOVE + PLOT + BELOW) + ABOVE;
        let frame = Frame { left, top, right: left + wide, bottom: top + PLOT };
        canvas.text(&label, (left, top - ABOVE), Side::Left, NAME);
        let ground = Ground::new(frame, last, up);
        let has_below = idx + columns < shown.len();
        ground_of(canvas, &ground, idx % columns == 0, !has_below);
        if one.dates.iter().all(|date| date.mean.is_none()) {
            canvas.text("no value", (left + wide / 2.0, top + PLOT / 2.0 - SMALL), Side::Middle, NOTE);
        }
        ribbon::on(canvas, &ground, one.dates);
    }
}

/// Axes with numbers only at the left and at the lower end of the whole.
fn ground_of(canvas: &mut Canvas, ground: &Ground, left: bool, lowest: bool) {
    let frame = ground.frame;
    if left {
        upward(canvas, frame, &ground.up, "");
    } else {
        axis::level(canvas, frame, &ground.up);
    }
    if lowest {
        axis::along(canvas, frame, &ground.days, "", "days");
    } else {
        canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], THIN, GREY);
    }
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn few_places_stay_empty() {
        assert_eq!((1..=12).map(columns).collect::<Vec<usize>>(), [1, 2, 3, 4, 5, 3, 4, 4, 3, 5, 4, 4]);
    }
}
