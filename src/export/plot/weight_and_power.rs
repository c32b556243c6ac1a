//! Weight against power: who has more say than votes, and who has less.
//!
//! ```text
//!   title, rule
//!   share of power              o Shapley-Shubik
//!     |        o  /             * Banzhaf
//!     |        * /              / power equals weight
//!     |  *     /
//!     +-------------- share of weight
//!   caption: method, command
//! ```

use super::super::Error;
use super::super::portrait::{Dot, Portrait};
use super::axis::{Frame, Scale, along, upward};
use super::canvas::{Canvas, Side, Type, sheet, width_of, wrapped};
use super::style::{BLACK, BLUE, GREY, HEADING, LEADING, MARGIN, RED, SMALL, TEXT, THIN, TITLE, WHITE, WIDTH};

const NAME: Type = Type { size: TITLE, bold: true, ink: BLACK };
const RULE: Type = Type { size: TEXT + 1.0, bold: false, ink: GREY };
const PANEL: Type = Type { size: HEADING, bold: true, ink: BLACK };
const CAPTION: Type = Type { size: SMALL, bold: false, ink: GREY };
const LABEL: Type = Type { size: SMALL, bold: true, ink: BLACK };

/// Edge of the square that the dots are in.
const EDGE: f64 = 540.0;
/// Space for numbers left of an axis.
const NUMBERS: f64 = 40.0;
/// Space for an axis below.
const AXIS: f64 = 42.0;
/// Radius of a disc; that of a ring is larger, so that both are seen where they meet.
const DISC: f64 = 3.6;
const RING: f64 = 6.2;
/// Names that are written beside dots at most.
const NAMED: usize = 14;
/// Dots above which they are drawn smaller.
const CROWD: usize = 60;

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(portrait: &Portrait) -> Result<String, Error> {
    let width = WIDTH - 2.0 * MARGIN;
    let rule = wrapped(&portrait.rule, width, RULE);
    let spots = spots(&portrait.dots);
    let mut caption = wrapped(&caption(portrait, &spots), width, CAPTION);
    caption.extend(wrapped(&format!("Again: {}", portrait.command), width, CAPTION));
    let head = MARGIN + TITLE * LEADING + rule.len() as f64 * RULE.size * LEADING + 18.0;
    let top = head + 24.0;
    let frame = Frame { left: MARGIN + NUMBERS, top, right: MARGIN + NUMBERS + EDGE, bottom: top + EDGE };
    let foot = frame.bottom + AXIS + 14.0;
    let height = foot + caption.len() as f64 * CAPTION.size * LEADING + MARGIN - 6.0;
    sheet((WIDTH, height.ceil()), portrait.title, &format!("{}. {}", portrait.rule, caption.join(" ")), |canvas| {
        canvas.text(portrait.title, (MARGIN, MARGIN - 8.0), Side::Left, NAME);
        lines(canvas, &rule, MARGIN - 8.0 + TITLE * LEADING + 2.0, RULE);
        canvas.text("Share of power", (MARGIN, head), Side::Left, PANEL);
        panel(canvas, frame, &spots);
        legend(canvas, frame);
        lines(canvas, &caption, foot, CAPTION);
    })
}

fn caption(portrait: &Portrait, spots: &[Spot]) -> String {
    let seats = portrait.dots.len();
    let s = if seats == 1 { "" } else { "s" };
    let arms =
        if spots.len() <= CROWD && portrait.dots.iter().any(is_sampled) { " Upright lines are 95 % intervals." } else { "" };
    format!("{seats} seat{s}; those with the same weight and power share a dot. Power at rest, {}.{arms}", portrait.method)
}

fn lines(canvas: &mut Canvas, lines: &[String], top: f64, look: Type) {
    for (idx, line) in lines.iter().enumerate() {
        canvas.text(line, (MARGIN, top + idx as f64 * look.size * LEADING), Side::Left, look);
    }
}

fn is_sampled(dot: &Dot) -> bool {
    [dot.banzhaf, dot.shapley].iter().any(|share| share.high > share.low)
}

/// Seats that lie on each other.
struct Spot<'s> {
    dot: Dot<'s>,
    names: Vec<&'s str>,
}

impl Spot<'_> {
    /// The first names, and how many more.
    fn label(&self) -> String {
        match self.names.as_slice() {
            few if few.len() <= 3 => few.join(", "),
            [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
            _ => String::new(),
        }
    }
}

/// Seats by place, the most powerful first.
fn spots<'s>(dots: &[Dot<'s>]) -> Vec<Spot<'s>> {
    let place = |dot: &Dot| [dot.weight, dot.banzhaf.value, dot.shapley.value].map(f64::to_bits);
    let mut spots: Vec<Spot> = Vec::new();
    let mut sorted: Vec<&Dot> = dots.iter().collect();
    // Shares are not negative, and then bits are in the order of the numbers. The sort is stable.
    sorted.sort_by_key(|dot| std::cmp::Reverse(place(dot)));
    for dot in sorted {
        match spots.last_mut() {
            Some(spot) if place(&spot.dot) == place(dot) => spot.names.push(dot.name),
            _ => spots.push(Spot { dot: *dot, names: vec![dot.name] }),
        }
    }
    spots
}

fn panel(canvas: &mut Canvas, frame: Frame, spots: &[Spot]) {
    let shares = |spot: &Spot| [spot.dot.weight, spot.dot.banzhaf.high, spot.dot.shapley.high];
    let most = 100.0 * spots.iter().flat_map(shares).fold(0.0, f64::max);
    let scale = Scale::to(most * 1.04, 6);
    upward(canvas, frame, &scale, " %");
    along(canvas, frame, &scale, " %", "share of weight");
    canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.top)], THIN, GREY);
    let at = |x: f64, y: f64| (scale.at(100.0 * x, frame.left, frame.right), scale.at(100.0 * y, frame.bottom, frame.top));
    // Many overlap: they are smaller, and intervals are left out.
    let crowded = spots.len() > CROWD;
    let (arms, size) = (!crowded, if crowded { 0.7 } else { 1.0 });
    for spot in spots {
        let Dot { weight, banzhaf, shapley, .. } = spot.dot;
        for share in [banzhaf, shapley].iter().filter(|share| arms && share.high > share.low) {
            canvas.line(&[at(weight, share.low), at(weight, share.high)], THIN, GREY);
        }
        ring(canvas, at(weight, shapley.value), size);
    }
    for spot in spots {
        canvas.dot(at(spot.dot.weight, spot.dot.banzhaf.value), size * DISC, BLUE);
    }
    let places: Vec<[(f64, f64); 2]> =
        spots.iter().map(|Spot { dot, .. }| [at(dot.weight, dot.banzhaf.value), at(dot.weight, dot.shapley.value)]).collect();
    label(canvas, frame, spots, &places);
}

fn ring(canvas: &mut Canvas, centre: (f64, f64), size: f64) {
    canvas.dot(centre, size * RING, RED);
    canvas.dot(centre, size * (RING - 1.7), WHITE);
}

/// A rectangle that is taken.
#[derive(Clone, Copy)]
struct Taken {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Taken {
    fn meets(&self, other: &Taken) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn around(centre: (f64, f64), radius: f64) -> Taken {
        Taken { left: centre.0 - radius, top: centre.1 - radius, right: centre.0 + radius, bottom: centre.1 + radius }
    }
}

/// Names beside the dots where there is room, those of the most powerful first.
fn label(canvas: &mut Canvas, frame: Frame, spots: &[Spot], places: &[[(f64, f64); 2]]) {
    let mut taken: Vec<Taken> = places.iter().flatten().map(|&place| Taken::around(place, RING + 1.0)).collect();
    for (spot, place) in spots.iter().zip(places).take(NAMED) {
        let text = spot.label();
        let (width, height) = (width_of(&text, LABEL) + 4.0, SMALL * 1.5);
        let room = |left: f64, top: f64| Taken { left, top, right: left + width, bottom: top + height };
        let beside = RING + 4.0;
        let corners = place.iter().flat_map(|&(x, y)| {
            [
                (x + beside, y - height / 2.0),
                (x - beside - width, y - height / 2.0),
                (x - width / 2.0, y - beside - height),
                (x - width / 2.0, y + beside),
                (x + beside, y + beside / 2.0),
                (x - beside - width, y - height - beside / 2.0),
            ]
        });
        let inside = |at: &Taken| {
            at.left >= frame.left + 2.0 && at.right <= frame.right && at.top >= frame.top && at.bottom <= frame.bottom - 2.0
        };
        // The line is crossed only where nothing else is free.
        let crosses = |at: &Taken| {
            let beyond = |x: f64, y: f64| (x - frame.left) + (y - frame.bottom);
            beyond(at.left, at.top) < 0.0 && beyond(at.right, at.bottom) > 0.0
        };
        let free = corners
            .map(|(left, top)| room(left, top))
            .filter(|at| inside(at) && !taken.iter().any(|other| other.meets(at)))
            .min_by_key(crosses);
        let Some(at) = free else { continue };
        canvas.fill_box((at.left, at.top), (at.right, at.bottom), WHITE.faint(0.8));
        canvas.text(&text, (at.left + 2.0, at.top + SMALL * 0.25), Side::Left, LABEL);
        taken.push(at);
    }
}

/// What the signs are, beside the upper right corner.
fn legend(canvas: &mut Canvas, frame: Frame) {
    let (left, text) = (frame.right + 26.0, frame.right + 50.0);
    let row = |n: f64| frame.top + 6.0 + n * 22.0;
    let middle = |n: f64| row(n) + SMALL * 0.6;
    canvas.dot((left + 8.0, middle(0.0)), DISC, BLUE);
    canvas.text("Banzhaf: share of all swings", (text, row(0.0)), Side::Left, CAPTION);
    ring(canvas, (left + 8.0, middle(1.0)), 1.0);
    canvas.text("Shapley-Shubik: share of all orders", (text, row(1.0)), Side::Left, CAPTION);
    canvas.line(&[(left, middle(2.0) + 6.0), (left + 16.0, middle(2.0) - 6.0)], THIN, GREY);
    canvas.text("power equals weight", (text, row(2.0)), Side::Left, CAPTION);
    canvas.text("above: more say than votes", (text, row(2.7)), Side::Left, CAPTION);
    canvas.text("below: more votes than say", (text, row(3.4)), Side::Left, CAPTION);
}

#[cfg(test)]
mod tests {
    use super::super::png;
    use super::*;
    use crate::power::Estimate;

    fn picture(dots: Vec<Dot>) -> String {
        let (rule, method) = ("at least 8 of 12 votes carry".to_owned(), "exact".to_owned());
        let portrait = Portrait { title: "Weight & power", rule, method, command: "folkmoot power --weights 5", dots };
        draw(&portrait).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn it_is_drawn_from_nobody_one_seat_equals_and_many() {
        let names: Vec<String> = (0..200).map(|seat| format!("seat {seat}")).collect();
        for n in [0, 1, 5, 200] {
            let share = |seat: usize| Estimate { value: seat as f64 / 20_000.0, low: 0.0, high: 0.02 };
            let dot = |seat: usize| Dot { name: &names[seat], weight: 0.01, banzhaf: share(seat), shapley: share(seat / 2) };
            let svg = picture((0..n).map(dot).collect());
            assert!(svg.contains("<title>Weight &amp; power</title>") && !svg.contains("NaN"), "{n}");
            assert!(png::from_svg(&svg).unwrap_or_else(|error| panic!("{error}")).starts_with(b"\x89PNG"));
        }
    }

    #[test]
    fn equals_share_a_dot_and_a_label() {
        let third = Estimate::exact(1.0 / 3.0);
        let dot = |name| Dot { name, weight: 0.2, banzhaf: third, shapley: third };
        let spots = spots(&["a", "b", "c", "d", "e"].map(dot));
        assert_eq!(spots.len(), 1);
        assert_eq!(spots[0].label(), "a, b and 3 more");
    }
}
