//! A panel: its question, a note on what is drawn, and the place for it.

use super::axis::Frame;
use super::canvas::{Canvas, Side, Type};
use super::style::{BLACK, GAP, GREY, GRID, HEADING, SMALL, THIN};

const QUESTION: Type = Type { size: HEADING, bold: true, ink: BLACK };
const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Space for the heading.
pub const HEAD: f64 = 44.0;
/// Space for the axis below.
pub const AXIS: f64 = 42.0;
/// Space for numbers left of an axis, unless they need more.
pub const NUMBERS: f64 = 40.0;

/// Height of a row whose panels are drawn `plot` points high.
pub fn row(plot: f64) -> f64 {
    HEAD + plot + AXIS
}

/// The left and the right half of a row.
pub fn halves(row: Frame) -> [Frame; 2] {
    let half = (row.right - row.left - GAP) / 2.0;
    [Frame { right: row.left + half, ..row }, Frame { left: row.right - half, ..row }]
}

/// Writes the heading; returns the place between heading and axis, over the whole width.
pub fn headed(canvas: &mut Canvas, room: Frame, question: &str, note: &str) -> Frame {
    canvas.text(question, (room.left, room.top), Side::Left, QUESTION);
    canvas.text(note, (room.left, room.top + 19.0), Side::Left, NOTE);
    Frame { top: room.top + HEAD, bottom: room.bottom - AXIS, ..room }
}

/// An empty panel says why it is empty.
pub fn nothing(canvas: &mut Canvas, frame: Frame, why: &str) {
    let corners = [(frame.left, frame.top), (frame.right, frame.top), (frame.right, frame.bottom), (frame.left, frame.bottom)];
    canvas.line(&[corners[0], corners[1], corners[2], corners[3], corners[0]], THIN, GRID);
    let middle = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0 - SMALL / 2.0);
    canvas.text(&format!("no value: {why}"), middle, Side::Middle, NOTE);
}
