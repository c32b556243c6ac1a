//! Paired differences: a dot and an interval per metric, around the line of no difference.
//!
//! ```text
//!   title
//!   metric        |   ---o---     words
//!   metric  --o-- |               words
//!   note; command
//! ```
//!
//! # Why
//! Metrics have different units, so each row has a scale of its own, as wide as its interval reaches; side and crossing are
//! what to look at, and the numbers stand beside. A common scale would need a spread to divide by, which nobody can read.

use super::super::Error;
use super::super::effects::{Effect, Effects};
use super::canvas::{Canvas, Side, Type, sheet, width_of, wrapped};
use super::style::{BLACK, BLUE, GREY, GRID, Ink, LEADING, MARGIN, PALE, RED, SMALL, TEXT, THICK, THIN, TITLE, WIDTH};

const HEAD: Type = Type { size: TITLE, bold: true, ink: BLACK };
const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };
const NAME: Type = Type { size: TEXT, bold: false, ink: BLACK };
const SURE: Type = Type { size: TEXT, bold: true, ink: BLACK };

/// Height of a row.
const ROW: f64 = 19.0;

const EXPLAINED: &str = "Each row has a scale of its own around the line of no difference; lines are 95 % intervals of the paired \
    difference. Blue: the change is for the better; red and hollow: for the worse; grey: neither, or not told from chance. Bold \
    rows stay different after Holm's adjustment for all metrics.";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(effects: &Effects) -> Result<String, Error> {
    let width = WIDTH - 2.0 * MARGIN;
    let mut caption = wrapped(&format!("{} {EXPLAINED}", effects.note), width, NOTE);
    caption.extend(wrapped(&format!("Again: {}", effects.command), width, NOTE));
    let top = MARGIN + TITLE * LEADING + 14.0;
    let foot = top + ROW * effects.rows.len().max(1) as f64 + 18.0;
    let height = foot + caption.len() as f64 * SMALL * LEADING + MARGIN - 6.0;
    sheet((WIDTH, height.ceil()), &effects.title, &caption.join(" "), |canvas| {
        canvas.text(&effects.title, (MARGIN, MARGIN - 8.0), Side::Left, HEAD);
        rows(canvas, &effects.rows, top, foot - 18.0);
        for (idx, line) in caption.iter().enumerate() {
            canvas.text(line, (MARGIN, foot + idx as f64 * SMALL * LEADING), Side::Left, NOTE);
        }
    })
}

fn rows(canvas: &mut Canvas, rows: &[Effect], top: f64, bottom: f64) {
    if rows.is_empty() {
        return canvas.text("no metric differs in any run", (MARGIN, top), Side::Left, NAME);
    }
    let widest = |of: fn(&Effect) -> &str| rows.iter().map(|row| width_of(of(row), SURE)).fold(0.0, f64::max);
    let (left, right) = (MARGIN + widest(|row| &row.name) + 18.0, WIDTH - MARGIN - widest(|row| &row.words) - 18.0);
    let middle = (left + right) / 2.0;
    canvas.line(&[(middle, top), (middle, bottom)], THIN, GREY);
    for (idx, row) in rows.iter().enumerate() {
        let y = top + (idx as f64 + 0.5) * ROW;
        let look = if row.sure { SURE } else { NAME };
        canvas.line(&[(left, y), (right, y)], THIN, GRID);
        canvas.text(&row.name, (left - 12.0, y - TEXT * 0.55), Side::Right, look);
        canvas.text(&row.words, (right + 12.0, y - TEXT * 0.55), Side::Left, look);
        let reach = row.low.abs().max(row.high.abs()).max(f64::MIN_POSITIVE);
        let x = |value: f64| middle + value / reach * (right - left) / 2.0;
        let (ink, hollow) = ink(row);
        canvas.line(&[(x(row.low), y), (x(row.high), y)], THICK, ink);
        canvas.dot((x(row.difference), y), 4.0, ink);
        if hollow {
            canvas.dot((x(row.difference), y), 2.0, super::style::WHITE);
        }
    }
}

/// Colour, and whether the dot is hollow: no meaning hangs on colour alone.
fn ink(row: &Effect) -> (Ink, bool) {
    let crosses = row.low <= 0.0 && row.high >= 0.0;
    match row.better {
        Some(true) if !crosses => (BLUE, false),
        Some(false) if !crosses => (RED, true),
        _ => (PALE, false),
    }
}
