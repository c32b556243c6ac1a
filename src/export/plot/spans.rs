//! Things beside each other: for each the mean over runs with its interval, and bands that the runs lie in.
//!
//! ```text
//!   name     -----======o======-----        mean (low to high)
//! ```

use super::axis::{Frame, Scale, along};
use super::canvas::{Canvas, Side, Type, width_of};
use super::labels::shortened;
use super::number::Measure;
use super::panel;
use super::style::{BLACK, COVERS, GREY, Ink, SMALL, TEXT, THICK, WHITE};
use crate::stats::Summary;

/// Most things that are drawn, and the height of each.
pub const MOST: usize = 12;
const HEIGHT: f64 = 24.0;

const NAME: Type = Type { size: TEXT, bold: false, ink: BLACK };
const VALUE: Type = Type { size: SMALL, bold: true, ink: BLACK };
const NOTE: Type = Type { size: SMALL, bold: false, ink: GREY };

/// One of the things.
pub struct Span {
    /// Its name.
    pub label: String,
    /// Over runs; `None` if no run has a value.
    pub summary: Option<Summary>,
    /// Colours of the mean and of the bands.
    pub inks: [Ink; 2],
}

/// How they are shown.
pub struct Across<'w> {
    /// How values are written.
    pub measure: Measure,
    /// What stands at the numbers of the axis.
    pub unit: &'w str,
    /// What the axis is.
    pub what: &'w str,
    /// Why there is nothing.
    pub why: &'w str,
}

/// Height that `n` things take, points.
pub fn height(n: usize) -> f64 {
    HEIGHT * (n.min(MOST + 1) as f64).max(3.0)
}

/// Draws them in the order given; the largest, and a word on the others, where there are too many.
pub fn draw(canvas: &mut Canvas, room: Frame, spans: &[Span], across: &Across) {
    if spans.iter().all(|span| span.summary.is_none()) {
        return panel::nothing(canvas, room, across.why);
    }
    let (shown, rest) = largest(spans);
    let names = shown.iter().map(|span| width_of(&span.label, NAME)).fold(0.0, f64::max).min(0.4 * (room.right - room.left));
    let values = shown.iter().map(|span| width_of(&value(span, across), VALUE)).fold(0.0, f64::max);
    let frame = Frame { left: room.left + names + 16.0, right: room.right - values - 12.0, ..room };
    let ends = shown.iter().filter_map(|span| span.summary.as_ref()).flat_map(|s| [s.q95, ends(s).1]);
    let factor = across.measure.factor;
    let steps = ((frame.right - frame.left) / 42.0).clamp(2.0, 8.0) as u32;
    let starts = shown.iter().filter_map(|span| span.summary.as_ref()).map(|s| s.q05);
    let scale = Scale::between(factor * starts.fold(0.0, f64::min), factor * ends.fold(0.0, f64::max), steps);
    along(canvas, frame, &scale, across.unit, across.what);
    let row = (room.bottom - room.top) / (shown.len() + usize::from(!rest.is_empty())) as f64;
    let labels: Vec<&str> = shown.iter().map(|span| span.label.as_str()).collect();
    for (idx, (span, label)) in shown.iter().zip(shortened(&labels, names, NAME)).enumerate() {
        let y = frame.top + (idx as f64 + 0.5) * row;
        canvas.text(&label, (frame.left - 10.0, y - TEXT * 0.55), Side::Right, NAME);
        mark(canvas, span, y, |value| scale.at(factor * value, frame.left, frame.right));
        let look = if span.summary.is_some() { VALUE } else { NOTE };
        canvas.text(&value(span, across), (frame.right + 12.0, y - SMALL * 0.55), Side::Left, look);
    }
    if !rest.is_empty() {
        let y = frame.bottom - row / 2.0 - SMALL * 0.55;
        let text = remark(&rest, across);
        let left = frame.left + 6.0;
        canvas.fill_box((left - 2.0, y - 2.0), (left + width_of(&text, NOTE) + 2.0, y + SMALL + 5.0), WHITE);
        canvas.text(&text, (left, y), Side::Left, NOTE);
    }
}

fn mark(canvas: &mut Canvas, span: &Span, y: f64, x: impl Fn(f64) -> f64) {
    let Some(summary) = &span.summary else { return };
    let [ink, band] = span.inks;
    let half = 5.0;
    for (low, high, cover) in [(summary.q05, summary.q95, COVERS[0]), (summary.q25, summary.q75, COVERS[1])] {
        canvas.fill_box((x(low), y - half), (x(high), y + half), band.faint(cover));
    }
    let (low, high) = ends(summary);
    // Ends are marked where the dot does not hide them.
    for end in [low, high].into_iter().filter(|&end| (x(end) - x(summary.mean)).abs() > 5.0) {
        canvas.line(&[(x(end), y - 4.0), (x(end), y + 4.0)], THICK, ink);
    }
    canvas.line(&[(x(low), y), (x(high), y)], THICK, ink);
    canvas.dot((x(summary.mean), y), 3.2, ink);
}

fn value(span: &Span, across: &Across) -> String {
    span.summary.as_ref().map_or_else(|| "no value".to_owned(), |summary| across.measure.words(summary))
}

/// The ends of the interval of a mean; the mean itself where there is no interval.
pub fn ends(summary: &Summary) -> (f64, f64) {
    summary.interval.map_or((summary.mean, summary.mean), |interval| (interval.low, interval.high))
}

/// Those that are drawn, in their order, and the others.
fn largest(spans: &[Span]) -> (Vec<&Span>, Vec<&Span>) {
    if spans.len() <= MOST {
        return (spans.iter().collect(), Vec::new());
    }
    let mean = |idx: &usize| spans[*idx].summary.map_or(f64::NEG_INFINITY, |summary| summary.mean);
    let mut ranked: Vec<usize> = (0..spans.len()).collect();
    ranked.sort_by(|a, b| mean(b).total_cmp(&mean(a)));
    ranked.truncate(MOST);
    let shown = |idx: &usize| ranked.contains(idx);
    let (shown, rest): (Vec<usize>, Vec<usize>) = (0..spans.len()).partition(shown);
    (shown.into_iter().map(|idx| &spans[idx]).collect(), rest.into_iter().map(|idx| &spans[idx]).collect())
}

fn remark(rest: &[&Span], across: &Across) -> String {
    let least = rest.iter().filter_map(|span| span.summary).max_by(|a, b| a.mean.total_cmp(&b.mean));
    match least {
        Some(summary) => {
            let bare = Summary { interval: None, ..summary };
            format!("{} more, mean at most {}", rest.len(), across.measure.words(&bare))
        }
        None => format!("{} more without a value", rest.len()),
    }
}
