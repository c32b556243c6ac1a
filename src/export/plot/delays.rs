//! Panel: how long decisions take. One histogram over runs per delay, and under it the mean with its interval.

use super::axis::{Frame, Scale, along};
use super::canvas::{Canvas, Side, Type};
use super::style::{BLACK, GREY, LIGHT_BLUE, RED, SMALL, TEXT, THICK};
use super::{Story, number::Measure, panel, spans};

/// What is drawn, and what it is called.
const ROWS: [(&str, &str); 2] =
    [("delay_median_days", "half of all decisions take no longer than"), ("delay_p90_days", "nine in ten take no longer than")];

/// Space for the interval under a histogram.
const FOOT: f64 = 30.0;

/// Draws it into the frame.
pub fn draw(canvas: &mut Canvas, frame: Frame, story: &Story) {
    let longest = ROWS.iter().flat_map(|(id, _)| story.kept.of(id)).flatten().fold(0.0, |a: f64, &b| a.max(b));
    if ROWS.iter().all(|(id, _)| story.summary(id).is_none()) {
        return panel::nothing(canvas, frame, "no decision in any run");
    }
    // The bar of the longest delay has its place too.
    let scale = Scale::to(longest + width(&Scale::to(longest, 6), story), 6);
    along(canvas, frame, &scale, "", "days from submission to decision");
    let height = (frame.bottom - frame.top) / ROWS.len() as f64;
    for (idx, (id, name)) in ROWS.iter().enumerate() {
        let top = frame.top + idx as f64 * height;
        row(canvas, Frame { top, bottom: top + height, ..frame }, &scale, story, (id, name));
    }
}

/// Width of a bar, days. Bars stand on multiples of it, and none is finer than a tick: delays are whole ticks.
fn width(scale: &Scale, story: &Story) -> f64 {
    (scale.step() / 10.0).max(story.scenario.clock.days_per_tick())
}

fn row(canvas: &mut Canvas, frame: Frame, scale: &Scale, story: &Story, (id, name): (&str, &str)) {
    let values: Vec<f64> = story.kept.of(id).iter().flatten().copied().collect();
    let base = frame.bottom - FOOT;
    let tallest = base - frame.top - TEXT * 1.9;
    let width = width(scale, story);
    let mut bars = vec![0_usize; (scale.max() / width).round() as usize + 1];
    let last = bars.len() - 1;
    values.iter().for_each(|value| bars[((value / width).round() as usize).min(last)] += 1);
    let most = bars.iter().copied().max().unwrap_or(0).max(1);
    let edge = |place: f64| scale.at(place * width, frame.left, frame.right).clamp(frame.left, frame.right);
    for (idx, &count) in bars.iter().enumerate().filter(|(_, count)| **count > 0) {
        let top = base - tallest * count as f64 / most as f64;
        canvas.fill_box((edge(idx as f64 - 0.5) + 0.4, top), (edge(idx as f64 + 0.5) - 0.4, base), LIGHT_BLUE);
    }
    canvas.line(&[(frame.left, base), (frame.right, base)], 0.6, GREY);
    let label = Type { size: TEXT, bold: false, ink: BLACK };
    canvas.text(name, (frame.left + 6.0, frame.top + 3.0), Side::Left, label);
    let Some(summary) = story.summary(id) else {
        return canvas.text("no value", (frame.left + 6.0, base + 8.0), Side::Left, Type { size: SMALL, bold: false, ink: GREY });
    };
    let (mean, y) = (summary.mean, base + 12.0);
    let at = |value: f64| scale.at(value, frame.left, frame.right);
    let (low, high) = spans::ends(summary);
    // Ends are marked where the dot does not hide them.
    for end in [low, high].into_iter().filter(|&end| (at(end) - at(mean)).abs() > 5.0) {
        canvas.line(&[(at(end), y - 4.0), (at(end), y + 4.0)], THICK, RED);
    }
    canvas.line(&[(at(low), y), (at(high), y)], THICK, RED);
    canvas.dot((at(mean), y), 3.2, RED);
    let text = Measure::DAYS.words(summary);
    let right_half = at(mean) > (frame.left + frame.right) / 2.0;
    let (x, side) = if right_half {
        (at(low).min(at(mean) - 3.0) - 7.0, Side::Right)
    } else {
        (at(high).max(at(mean) + 3.0) + 7.0, Side::Left)
    };
    canvas.text(&text, (x, y - SMALL * 0.55), side, Type { size: SMALL, bold: true, ink: BLACK });
}
