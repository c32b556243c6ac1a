//! A sheet of its own: title and question above, what it rests on below, rooms for panels between. For pictures of what is no one
//! scenario; [`super::page`] has those of a scenario.

use super::super::Error;
use super::axis::Frame;
use super::canvas::{Canvas, Side, Type, sheet, wrapped};
use super::style::{BLACK, GREY, LEADING, MARGIN, SMALL, TEXT, TITLE, WIDTH};

const HEAD: Type = Type { size: TITLE, bold: true, ink: BLACK };
const QUESTION: Type = Type { size: TEXT + 1.0, bold: false, ink: GREY };
const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Space between two rooms.
const BETWEEN: f64 = 24.0;

/// What stands around the rooms.
pub struct Leaf<'s> {
    /// What it shows.
    pub title: &'s str,
    /// The question behind it.
    pub question: &'s str,
    /// What it rests on.
    pub note: String,
    /// The line that gives it again.
    pub command: &'s str,
    /// Height of each room, points.
    pub rows: Vec<f64>,
}

/// Draws it as SVG; `draw` fills the rooms.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(leaf: &Leaf, draw: impl FnOnce(&mut Canvas, &[Frame])) -> Result<String, Error> {
    let width = WIDTH - 2.0 * MARGIN;
    let (title, question) = (wrapped(leaf.title, width, HEAD), wrapped(leaf.question, width, QUESTION));
    let mut caption = wrapped(&leaf.note, width, NOTE);
    caption.extend(wrapped(&format!("Again: {}", leaf.command), width, NOTE));
    let high = |lines: &[String], look: Type| lines.len() as f64 * look.size * LEADING;
    let under_title = MARGIN - 8.0 + high(&title, HEAD) + 2.0;
    let mut top = under_title + high(&question, QUESTION) + 18.0;
    let mut rooms = Vec::new();
    for row in &leaf.rows {
        rooms.push(Frame { left: MARGIN, top, right: WIDTH - MARGIN, bottom: top + row });
        top += row + BETWEEN;
    }
    let size = (WIDTH, (top + high(&caption, NOTE) + MARGIN - 6.0).ceil());
    sheet(size, leaf.title, &caption.join(" "), |canvas| {
        for (lines, top, look) in [(&title, MARGIN - 8.0, HEAD), (&question, under_title, QUESTION), (&caption, top - 4.0, NOTE)]
        {
            for (idx, line) in lines.iter().enumerate() {
                canvas.text(line, (MARGIN, top + idx as f64 * look.size * LEADING), Side::Left, look);
            }
        }
        draw(canvas, &rooms);
    })
}
