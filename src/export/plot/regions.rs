//! Boxes that were found: the way to each, and the plane of its two main inputs.
//!
//! ```text
//!   title
//!   box in words; how good it is
//!   +-- coverage against density --+  +-- two inputs, a dot per point, the box in it --+
//!   caption
//! ```

use super::super::Error;
use super::super::regions::{Peeled, Region, Regions, Side, Spot};
use super::axis::{self, Frame, Reach, Scale};
use super::canvas::{Canvas, Side as At, Type, sheet, width_of, wrapped};
use super::labels::shortened;
use super::panel;
use super::style::{
    BLACK, BLUE, GAP, GREY, GRID, HEADING, Ink, LEADING, MARGIN, ORANGE, PALE, RED, SMALL, THICK, THIN, TITLE, WHITE, WIDTH,
};

const HEAD: Type = Type { size: TITLE, bold: true, ink: BLACK };
const BOX: Type = Type { size: HEADING, bold: true, ink: BLACK };
const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };
const LABEL: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Height of the panels of a box.
const PLOT: f64 = 270.0;
/// Points that a plane shows at most: more hide each other.
const MOST: usize = 1500;

const SIGNS: &str = "Left: from the right end, where everything is inside, each dot is a box with a little less in it; the large one was \
    taken, and the ring is the box as it stands, without limits that mean nothing and with rounded ends. Orange: the same boxes on \
    points that were held back from the search. Right: a dot is a point; filled red where all of its runs are cases, blue where none \
    is; pale dots lie outside the other limits of the box, or in a box before it. Dots that would hide each other are moved apart a little.";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(regions: &Regions) -> Result<String, Error> {
    let width = WIDTH - 2.0 * MARGIN;
    let title = wrapped(&regions.title, width, HEAD);
    let mut caption = wrapped(&format!("{} {SIGNS}", regions.note), width, NOTE);
    caption.extend(wrapped(&format!("Again: {}", regions.command), width, NOTE));
    let heads: Vec<[Vec<String>; 2]> =
        regions.boxes.iter().map(|one| [wrapped(&one.words, width, BOX), wrapped(&one.note, width, NOTE)]).collect();
    let tall = |head: &[Vec<String>; 2]| {
        head[0].len() as f64 * HEADING * LEADING + head[1].len() as f64 * SMALL * LEADING + 28.0 + PLOT + panel::AXIS + 14.0
    };
    let top = MARGIN - 8.0 + title.len() as f64 * TITLE * LEADING + 10.0;
    let foot = top + heads.iter().map(tall).sum::<f64>();
    let height = foot + caption.len() as f64 * SMALL * LEADING + MARGIN - 6.0;
    sheet((WIDTH, height.ceil()), &regions.title, &caption.join(" "), |canvas| {
        lines(canvas, &title, MARGIN - 8.0, HEAD);
        let mut top = top;
        for (region, head) in regions.boxes.iter().zip(&heads) {
            lines(canvas, &head[0], top, BOX);
            let below = top + head[0].len() as f64 * HEADING * LEADING + 2.0;
            lines(canvas, &head[1], below, NOTE);
            let start = below + head[1].len() as f64 * SMALL * LEADING + 26.0;
            let half = (width - GAP) / 2.0;
            let left = Frame { left: MARGIN, top: start, right: MARGIN + half, bottom: start + PLOT };
            way(canvas, left, region, regions.everywhere);
            if let Some((sides, spots)) = &region.plane {
                plane(canvas, Frame { left: left.right + GAP, right: WIDTH - MARGIN, ..left }, sides, spots);
            }
            top += tall(head);
        }
        lines(canvas, &caption, foot, NOTE);
    })
}

fn lines(canvas: &mut Canvas, lines: &[String], top: f64, look: Type) {
    for (idx, line) in lines.iter().enumerate() {
        canvas.text(line, (MARGIN, top + idx as f64 * look.size * LEADING), At::Left, look);
    }
}

/// Coverage against density, along the way to a box.
fn way(canvas: &mut Canvas, room: Frame, region: &Region, everywhere: f64) {
    let frame = Frame { left: room.left + panel::NUMBERS + 14.0, ..room };
    let scale = Scale::to(100.0, 5);
    axis::upward(canvas, frame, &scale, " %");
    axis::along(canvas, frame, &scale, " %", "coverage: cases that are inside");
    canvas.text("density: runs inside that are cases", (frame.left, frame.top - 17.0), At::Left, LABEL);
    let place = |coverage: f64, density: f64| {
        (scale.at(100.0 * coverage, frame.left, frame.right), scale.at(100.0 * density, frame.bottom, frame.top))
    };
    let base = place(0.0, everywhere).1;
    canvas.dashed(&[(frame.left, base), (frame.right, base)], THIN, super::style::Look { ink: GREY, dash: &[4.0, 3.0] });
    canvas.text("everywhere", (frame.left + 4.0, base + 3.0), At::Left, LABEL);
    let held: Vec<(f64, f64)> = region.way.iter().filter_map(|step| step.held).map(|(c, d)| place(c, d)).collect();
    canvas.line(&held, THIN, ORANGE);
    held.iter().for_each(|&spot| canvas.dot(spot, 2.2, ORANGE));
    let seen: Vec<(f64, f64)> = region.way.iter().map(|step| place(step.coverage, step.density)).collect();
    canvas.line(&seen, THIN, BLUE);
    seen.iter().for_each(|&spot| canvas.dot(spot, 2.4, BLUE));
    if let Some(&chosen) = seen.get(region.chosen) {
        canvas.dot(chosen, 5.0, BLUE);
    }
    let ring = |canvas: &mut Canvas, at: (f64, f64), ink: Ink| {
        canvas.dot(at, 6.4, ink);
        canvas.dot(at, 4.4, WHITE);
    };
    let Peeled { coverage, density, held } = region.end;
    if let Some((coverage, density)) = held {
        ring(canvas, place(coverage, density), ORANGE);
    }
    ring(canvas, place(coverage, density), RED);
}

/// Where a side lies on paper.
struct Ruler<'s> {
    side: &'s Side,
    reach: Reach,
}

impl Ruler<'_> {
    /// With room for dots that are moved by so much.
    fn of(side: &Side, values: impl Iterator<Item = f64> + Clone, moved: f64) -> Ruler<'_> {
        let reach = match &side.classes {
            Some(classes) => Reach { low: -0.5, high: classes.len() as f64 - 0.5 },
            None => {
                let reach = Reach::of(values, 0.06);
                Reach { low: reach.low - moved, high: reach.high + moved }
            }
        };
        Ruler { side, reach }
    }

    /// Places that get a label.
    fn ticks(&self) -> Vec<(f64, String)> {
        match &self.side.classes {
            Some(classes) => classes.iter().enumerate().map(|(at, name)| (at as f64, name.clone())).collect(),
            None => self.reach.ticks(5),
        }
    }

    /// The ends of the box, within the paper.
    fn region(&self) -> (f64, f64) {
        let (low, high) = self.side.region;
        (low.unwrap_or(self.reach.low), high.unwrap_or(self.reach.high))
    }
}

fn plane(canvas: &mut Canvas, room: Frame, sides: &[Side; 2], spots: &[Spot]) {
    let shifts = [0, 1].map(|side| shift(&sides[side], spots, side));
    let rulers = [0, 1].map(|side| Ruler::of(&sides[side], spots.iter().map(move |spot| spot.at[side]), shifts[side]));
    let up = rulers[1].ticks();
    let words: Vec<&str> = up.iter().map(|(_, label)| label.as_str()).collect();
    let wide = words.iter().map(|word| width_of(word, LABEL)).fold(0.0, f64::max).min(110.0);
    let frame = Frame { left: room.left + wide + 12.0, ..room };
    for ((value, _), label) in up.iter().zip(shortened(&words, 110.0, LABEL)) {
        let y = rulers[1].reach.at(*value, frame.bottom, frame.top);
        canvas.line(&[(frame.left, y), (frame.right, y)], THIN, GRID);
        canvas.text(&label, (frame.left - 7.0, y - SMALL * 0.55), At::Right, LABEL);
    }
    let along = rulers[0].ticks();
    let words: Vec<&str> = along.iter().map(|(_, label)| label.as_str()).collect();
    let most = (frame.right - frame.left) / words.len().max(1) as f64 - 6.0;
    for ((value, _), label) in along.iter().zip(shortened(&words, most.max(30.0), LABEL)) {
        let x = rulers[0].reach.at(*value, frame.left, frame.right);
        canvas.line(&[(x, frame.top), (x, frame.bottom)], THIN, GRID);
        canvas.text(&label, (x, frame.bottom + 6.0), At::Middle, LABEL);
    }
    canvas.text(&sides[1].name, (frame.left, frame.top - 17.0), At::Left, LABEL);
    canvas.text(&sides[0].name, ((frame.left + frame.right) / 2.0, frame.bottom + 22.0), At::Middle, LABEL);
    let ((x0, x1), (y0, y1)) = (rulers[0].region(), rulers[1].region());
    let corner = (rulers[0].reach.at(x0, frame.left, frame.right), rulers[1].reach.at(y1, frame.bottom, frame.top));
    let opposite = (rulers[0].reach.at(x1, frame.left, frame.right), rulers[1].reach.at(y0, frame.bottom, frame.top));
    canvas.fill_box(corner, opposite, RED.faint(0.08));
    let every = spots.len().div_ceil(MOST).max(1);
    for wanted in [false, true] {
        for (idx, spot) in spots.iter().enumerate().filter(|(idx, spot)| idx % every == 0 && spot.inside == wanted) {
            let [x, y] = [0, 1].map(|side| spot.at[side] + shifts[side] * jitter(idx, side));
            let at = (rulers[0].reach.at(x, frame.left, frame.right), rulers[1].reach.at(y, frame.bottom, frame.top));
            canvas.dot(at, if spot.inside { 2.6 } else { 1.8 }, ink(spot));
        }
    }
    canvas.line(&[corner, (opposite.0, corner.1), opposite, (corner.0, opposite.1), corner], THICK, RED);
}

/// Levels up to which points of one level are moved apart.
const FEW: usize = 30;

/// How far points may be moved: not at all where few share a place, else less than half way to the next level.
fn shift(side: &Side, spots: &[Spot], which: usize) -> f64 {
    if side.classes.is_some() {
        return 0.32;
    }
    let mut levels: Vec<f64> = spots.iter().map(|spot| spot.at[which]).collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup_by(|a, b| (*a - *b).abs() < 1e-12);
    let apart = levels.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    if levels.len() <= FEW && apart.is_finite() { 0.32 * apart } else { 0.0 }
}

/// From -1 to 1, the same every time; along and up spread evenly over the plane together, so that no lines appear.
fn jitter(idx: usize, side: usize) -> f64 {
    let turned = idx as f64 * [0.754_877_666_246_692_7, 0.569_840_290_998_053_2][side];
    2.0 * (turned - turned.floor()) - 1.0
}

fn ink(spot: &Spot) -> Ink {
    if !spot.inside {
        return PALE.faint(0.45);
    }
    let mix = |from: u8, to: u8| (f64::from(from) + spot.share * (f64::from(to) - f64::from(from))).round() as u8;
    Ink(mix(BLUE.0, RED.0), mix(BLUE.1, RED.1), mix(BLUE.2, RED.2), 0.85)
}
