//! A tornado: a bar per number that is halved and doubled, around the outcome as it is, the longest on top.
//!
//! ```text
//!   number as it is        half [=====|----]  double
//!   number as it is           [==|==]
//! ```

use super::super::Error;
use super::super::tornado::{TornadoBar, TornadoEnd, TornadoOf, Tornadoes};
use super::axis::{Frame, Scale, along};
use super::canvas::{Canvas, Side, Type, width_of};
use super::labels::shortened;
use super::leaf::{self, Leaf};
use super::panel;
use super::style::{BLACK, BLUE, GREY, ORANGE, SMALL, TEXT, THIN};

const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };
const NAME: Type = Type { size: TEXT, bold: false, ink: BLACK };

/// Bars that are drawn, and the height of each.
const MOST: usize = 12;
const HEIGHT: f64 = 21.0;

const EXPLAINED: &str = "Each number alone was halved (blue) and doubled (orange, lower), or moved as far towards it as the scenario \
    allows, under the same dice; where it went stands at the bar's end. Thin lines are 95 % intervals of the paired difference.";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(tornadoes: &Tornadoes) -> Result<String, Error> {
    let rows = tornadoes.outcomes.iter().map(|outcome| panel::row(HEIGHT * outcome.bars.len().clamp(2, MOST) as f64)).collect();
    let leaf = Leaf {
        title: &tornadoes.title,
        question: tornadoes.question,
        note: format!("{} {EXPLAINED}", tornadoes.note),
        command: tornadoes.command,
        rows,
    };
    leaf::draw(&leaf, |canvas, rooms| {
        for (outcome, room) in tornadoes.outcomes.iter().zip(rooms) {
            bars(canvas, outcome, *room);
        }
    })
}

fn bars(canvas: &mut Canvas, outcome: &TornadoOf, room: Frame) {
    let room = panel::headed(canvas, room, &outcome.heading, &outcome.note);
    if outcome.bars.is_empty() {
        return panel::nothing(canvas, room, "none of the numbers moves it in any run");
    }
    let shown = &outcome.bars[..outcome.bars.len().min(MOST)];
    let names: Vec<&str> = shown.iter().map(|bar| bar.name.as_str()).collect();
    let names = shortened(&names, 0.42 * (room.right - room.left), NAME);
    let wide = names.iter().map(|name| width_of(name, NAME)).fold(0.0, f64::max);
    let words = shown.iter().flat_map(|bar| &bar.ends).map(|end| width_of(&end.to, NOTE)).fold(0.0, f64::max) + 8.0;
    let frame = Frame { left: room.left + wide + 14.0, right: room.right - 8.0, ..room };
    let ends = shown.iter().flat_map(|bar| &bar.ends).flat_map(|end| {
        let (low, high) = end.interval.unwrap_or((end.value, end.value));
        [low.min(end.value), high.max(end.value)]
    });
    let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
    // Room for the words at both ends.
    let margin = (high - low) * words / (frame.right - frame.left - 2.0 * words).max(50.0);
    let scale = Scale::between(low - margin, high + margin, 8);
    along(canvas, frame, &scale, "", &outcome.what);
    let x = |value: f64| scale.at(value, frame.left, frame.right);
    let high = (frame.bottom - frame.top) / shown.len() as f64;
    for (idx, (bar, name)) in shown.iter().zip(names).enumerate() {
        let y = frame.top + (idx as f64 + 0.5) * high;
        canvas.text(&name, (frame.left - 9.0, y - TEXT * 0.55), Side::Right, NAME);
        bar_at(canvas, bar, y, &x);
    }
    canvas.line(&[(x(0.0), frame.top), (x(0.0), frame.bottom)], THIN, BLACK);
}

/// The two sides share a row: half above, double below, so that neither hides the other.
fn bar_at(canvas: &mut Canvas, bar: &TornadoBar, y: f64, x: &dyn Fn(f64) -> f64) {
    for end in &bar.ends {
        let (top, ink) = if end.is_double { (y + 0.5, ORANGE) } else { (y - 7.5, BLUE) };
        let TornadoEnd { value, interval, to, .. } = end;
        let ends = (x(value.min(0.0)), x(value.max(0.0)));
        canvas.fill_box((ends.0, top), (ends.1, top + 7.0), ink);
        let (low, high) = interval.unwrap_or((*value, *value));
        canvas.line(&[(x(low), top + 3.5), (x(high), top + 3.5)], THIN, BLACK);
        let (side, place) = if *value < 0.0 { (Side::Right, x(low) - 4.0) } else { (Side::Left, x(high) + 4.0) };
        canvas.text(to, (place, top - 2.5), side, Type { size: SMALL - 1.5, ..NOTE });
    }
}
