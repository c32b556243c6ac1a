//! What outcomes depend on: a row per outcome, inputs ranked by a dot with its interval, and a second look beside it.
//!
//! ```text
//!   outcome                                    the same outcome
//!   input   |      ----o----                   spread |      . input
//!   input   |  --o--                                  |  . input
//!   input   |.o-       ' what chance reaches          +----------- size
//! ```

use super::super::Error;
use super::super::influences::{Beside, Influence, Influenced, Influences};
use super::axis::{Frame, Scale, along, upward};
use super::canvas::{Canvas, Side, Type, width_of};
use super::labels::shortened;
use super::leaf::{self, Leaf};
use super::panel;
use super::style::{BLACK, BLUE, GREY, Ink, PALE, RED, SMALL, TEXT, THICK, THIN, WHITE};

const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };
const NAME: Type = Type { size: TEXT, bold: false, ink: BLACK };

/// Inputs that are drawn, and the height of each.
const MOST: usize = 14;
const HEIGHT: f64 = 19.0;

/// Space between heading and panels, for a word on an upright axis.
const ABOVE: f64 = 16.0;

const THIN_LINE: &str = " Below the thin line effects differ less from place to place than they are large.";

const EXPLAINED: &str = "Dots are estimates, lines their 95 % intervals. A grey tick is what an input without influence stays below in \
    19 of 20 cases: dots beyond it are blue, others grey and hollow.";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(influences: &Influences) -> Result<String, Error> {
    let high = |outcome: &Influenced| ABOVE + panel::row(HEIGHT * outcome.ranking.len().clamp(5, MOST) as f64);
    let spreads = influences.outcomes.iter().any(|outcome| matches!(outcome.beside, Some(Beside::Spread(..))));
    let leaf = Leaf {
        title: &influences.title,
        question: influences.question,
        note: format!("{} {EXPLAINED}{}", influences.note, if spreads { THIN_LINE } else { "" }),
        command: influences.command,
        rows: influences.outcomes.iter().map(high).collect(),
    };
    leaf::draw(&leaf, |canvas, rooms| {
        for (outcome, room) in influences.outcomes.iter().zip(rooms) {
            row(canvas, outcome, *room);
        }
    })
}

fn row(canvas: &mut Canvas, outcome: &Influenced, room: Frame) {
    let room = panel::headed(canvas, room, &outcome.heading, &outcome.note);
    let room = Frame { top: room.top + ABOVE, ..room };
    let Some(beside) = &outcome.beside else { return dots(canvas, room, &outcome.ranking, &outcome.what) };
    let [left, right] = panel::halves(room);
    dots(canvas, left, &outcome.ranking, &outcome.what);
    match beside {
        Beside::Dots(what, influences) => dots(canvas, right, influences, what),
        Beside::Spread(what, spreads) => spread(canvas, right, spreads, [&outcome.what, what]),
    }
}

/// Dots and intervals, one input below the other.
fn dots(canvas: &mut Canvas, room: Frame, influences: &[Influence], what: &str) {
    let shown = &influences[..influences.len().min(MOST)];
    let most = 0.45 * (room.right - room.left);
    let names: Vec<&str> = shown.iter().map(|influence| influence.name.as_str()).collect();
    let names = shortened(&names, most, NAME);
    let wide = names.iter().map(|name| width_of(name, NAME)).fold(0.0, f64::max);
    let frame = Frame { left: room.left + wide + 14.0, right: room.right - 8.0, ..room };
    let ends = shown.iter().flat_map(|one| {
        let (low, high) = one.interval.unwrap_or((one.value, one.value));
        [low, high, one.value, one.floor.unwrap_or(0.0)]
    });
    let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
    let scale = Scale::between(low, high, 5);
    along(canvas, frame, &scale, "", what);
    let x = |value: f64| scale.at(value, frame.left, frame.right);
    if scale.min() < 0.0 {
        canvas.line(&[(x(0.0), frame.top), (x(0.0), frame.bottom)], THIN, GREY);
    }
    let high = (frame.bottom - frame.top) / shown.len().max(1) as f64;
    for (idx, (one, name)) in shown.iter().zip(names).enumerate() {
        let y = frame.top + (idx as f64 + 0.5) * high;
        canvas.text(&name, (frame.left - 9.0, y - TEXT * 0.55), Side::Right, NAME);
        mark(canvas, one, y, &x);
    }
}

fn mark(canvas: &mut Canvas, one: &Influence, y: f64, x: &dyn Fn(f64) -> f64) {
    let told = one.floor.is_none_or(|floor| one.value.abs() > floor);
    let ink: Ink = if told { BLUE } else { PALE };
    if let Some(floor) = one.floor {
        let side = if one.value < 0.0 { -floor } else { floor };
        canvas.line(&[(x(side), y - 6.0), (x(side), y + 6.0)], THICK, PALE);
    }
    if let Some((low, high)) = one.interval {
        canvas.line(&[(x(low), y), (x(high), y)], THICK, ink);
    }
    canvas.dot((x(one.value), y), 3.6, ink);
    if !told {
        canvas.dot((x(one.value), y), 1.8, WHITE);
    }
}

/// Spread against size: inputs on the lower edge act alone and evenly, those high up bend or depend on others.
fn spread(canvas: &mut Canvas, room: Frame, spreads: &[(String, f64, f64)], [across, up]: [&str; 2]) {
    let largest = |of: fn(&(String, f64, f64)) -> f64| spreads.iter().map(of).fold(0.0, f64::max);
    let frame = Frame { left: room.left + panel::NUMBERS, right: room.right - 8.0, ..room };
    let (wide, high) = (Scale::to(largest(|one| one.1), 5), Scale::to(largest(|one| one.2), 5));
    along(canvas, frame, &wide, "", across);
    upward(canvas, frame, &high, "");
    canvas.text(up, (frame.left - panel::NUMBERS, frame.top - 19.0), Side::Left, NOTE);
    // As large as the effect itself: more than that is not one direction any more.
    let end = wide.max().min(high.max());
    let at = |across: f64, up: f64| (wide.at(across, frame.left, frame.right), high.at(up, frame.bottom, frame.top));
    canvas.line(&[at(0.0, 0.0), at(end, end)], THIN, PALE);
    let places: Vec<(f64, f64)> = spreads.iter().map(|(_, size, spread)| at(*size, *spread)).collect();
    let mut taken: Vec<Frame> = Vec::new();
    for (idx, ((name, _, _), &(x, y))) in spreads.iter().zip(&places).enumerate() {
        canvas.dot((x, y), 3.4, RED);
        let long = width_of(name, NOTE);
        let lines = |left: f64| Frame { left, top: y - SMALL * 0.7, right: left + long, bottom: y + SMALL * 0.7 };
        // A name that would cover another, or a dot, is left out: the ranking beside has it.
        let free = |room: &Frame| {
            let covered = |other: &Frame| {
                room.left < other.right && other.left < room.right && room.top < other.bottom && other.top < room.bottom
            };
            let dot = |(x, y): (f64, f64)| Frame { left: x - 4.0, top: y - 4.0, right: x + 4.0, bottom: y + 4.0 };
            let others = places.iter().enumerate().filter(|(other, _)| *other != idx).map(|(_, place)| dot(*place));
            room.left > frame.left
                && room.right < frame.right + 8.0
                && !taken.iter().any(covered)
                && !others.into_iter().any(|dot| covered(&dot))
        };
        if let Some(room) = [x + 7.0, x - 7.0 - long].map(lines).into_iter().find(free) {
            canvas.text(name, (room.left, y - SMALL * 0.55), Side::Left, NOTE);
            taken.push(room);
        }
    }
}
