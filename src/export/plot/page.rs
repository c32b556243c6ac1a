//! The sheet that every picture stands on: what it is about above, what it rests on below, rows of panels between.
//!
//! ```text
//!   scenario: subject
//!   question
//!   signs
//!   +-- row ----------------------------------------+
//!   +-----------------------------------------------+
//!   +-- row -----------------+  +-------------------+
//!   +------------------------+  +-------------------+
//!   caption: runs, seed, notes; command
//! ```

use super::super::Error;
use super::axis::Frame;
use super::canvas::{Canvas, Side, Type, sheet, wrapped};
use super::key::{self, Sign};
use super::style::{BLACK, GREY, LEADING, MARGIN, SMALL, TEXT, TITLE, WIDTH};

const NAME: Type = Type { size: TITLE, bold: true, ink: BLACK };
const QUESTION: Type = Type { size: TEXT + 1.0, bold: false, ink: GREY };
const CAPTION: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Space between two rows.
const BETWEEN: f64 = 26.0;
/// Space that the signs take.
const SIGNS: f64 = 26.0;

/// What a picture says of itself.
pub struct Page<'s> {
    /// What it shows, in a few words that go on from the scenario's name.
    pub subject: &'s str,
    /// What its signs mean; none for a picture that explains them in its panels.
    pub signs: &'s [Sign],
    /// What its numbers rest on, in sentences.
    pub notes: String,
    /// Height of each row of panels, points; see [`super::panel`].
    pub rows: Vec<f64>,
}

/// What stands above and below every picture of a folder.
pub struct Head<'s> {
    /// Name of what ran.
    pub name: &'s str,
    /// Its question; may be empty.
    pub question: &'s str,
    /// What ran, in a sentence: `200 runs of 730 days, seed 7.`
    pub basis: String,
    /// The line that gives the same picture.
    pub command: &'s str,
}

/// Draws a picture as SVG; `draw` fills the rows.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(head: &Head, page: &Page, draw: impl FnOnce(&mut Canvas, &[Frame])) -> Result<String, Error> {
    let width = WIDTH - 2.0 * MARGIN;
    let title = format!("{}: {}", head.name, page.subject);
    let name = wrapped(&title, width, NAME);
    let question = wrapped(head.question, width, QUESTION);
    let caption = caption(head, &page.notes, width);
    let under_name = MARGIN - 8.0 + height(&name, NAME) + 2.0;
    let signs = under_name + height(&question, QUESTION) + 12.0;
    let mut top = signs + if page.signs.is_empty() { 0.0 } else { SIGNS } + 10.0;
    let mut rows = Vec::new();
    for height in &page.rows {
        rows.push(Frame { left: MARGIN, top, right: WIDTH - MARGIN, bottom: top + height });
        top += height + BETWEEN;
    }
    let foot = top - BETWEEN + 16.0;
    let size = (WIDTH, (foot + height(&caption, CAPTION) + MARGIN - 6.0).ceil());
    sheet(size, &title, &caption.join(" "), |canvas| {
        lines(canvas, &name, MARGIN - 8.0, NAME);
        lines(canvas, &question, under_name, QUESTION);
        key::from_left(canvas, (MARGIN, signs), page.signs);
        draw(canvas, &rows);
        lines(canvas, &caption, foot, CAPTION);
    })
}

fn height(lines: &[String], look: Type) -> f64 {
    lines.len() as f64 * look.size * LEADING
}

fn lines(canvas: &mut Canvas, lines: &[String], top: f64, look: Type) {
    for (idx, line) in lines.iter().enumerate() {
        canvas.text(line, (MARGIN, top + idx as f64 * look.size * LEADING), Side::Left, look);
    }
}

/// What the numbers rest on, and how to get them again.
fn caption(head: &Head, notes: &str, width: f64) -> Vec<String> {
    let mut lines = wrapped(&format!("{} {notes}", head.basis), width, CAPTION);
    lines.extend(wrapped(&format!("Again: {}", head.command), width, CAPTION));
    lines
}
