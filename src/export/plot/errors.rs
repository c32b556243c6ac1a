//! Panel: both errors. One dot per run, and a cross for the means with their intervals.

use super::Story;
use super::axis::{Frame, Scale, along, upward};
use super::canvas::{Canvas, Side, Type, width_of};
use super::number::Measure;
use super::panel;
use super::spans::ends;
use super::style::{BLACK, BLUE, RED, SMALL, THICK, WHITE};
use crate::stats::Summary;

const HARM: &str = "harm_passed_share";
const GOOD: &str = "good_blocked_share";

/// Runs drawn as dots: the first ones. More would hide each other and swell the file.
pub const DOTS: usize = 1000;

/// Draws it into the frame.
pub fn draw(canvas: &mut Canvas, frame: Frame, story: &Story) {
    let pairs: Vec<(f64, f64)> =
        story.kept.of(HARM).iter().zip(story.kept.of(GOOD)).filter_map(|(harm, good)| harm.zip(*good)).collect();
    let (Some(harm), Some(good)) = (story.summary(HARM), story.summary(GOOD)) else {
        return panel::nothing(canvas, frame, "nothing harmful, or nothing good, was proposed in any run");
    };
    let reach = |end: f64, of: fn(&(f64, f64)) -> f64| {
        let largest = pairs.iter().map(of).fold(end.max(0.05), f64::max);
        Scale::to((103.0 * largest).min(100.0), 5)
    };
    let across = reach(ends(harm).1, |pair| pair.0);
    let up = reach(ends(good).1, |pair| pair.1);
    upward(canvas, frame, &up, " %");
    along(canvas, frame, &across, " %", "harmful proposals that passed, share of those submitted");
    let at =
        |harm: f64, good: f64| (across.at(100.0 * harm, frame.left, frame.right), up.at(100.0 * good, frame.bottom, frame.top));
    let cover = if pairs.len() > 300 { 0.22 } else { 0.4 };
    for &(harm, good) in pairs.iter().take(DOTS) {
        canvas.dot(at(harm, good), 2.6, BLUE.faint(cover));
    }
    cross(canvas, harm, good, at);
    let lines =
        [format!("{} of harm passed", Measure::PERCENT.words(harm)), format!("{} of good blocked", Measure::PERCENT.words(good))];
    let dots: Vec<(f64, f64)> = pairs.iter().map(|&(harm, good)| at(harm, good)).collect();
    label(canvas, frame, &lines, &dots);
}

/// The means, their intervals as arms.
fn cross(canvas: &mut Canvas, harm: &Summary, good: &Summary, at: impl Fn(f64, f64) -> (f64, f64)) {
    let (x, y) = (harm.mean, good.mean);
    let level = [ends(harm).0, ends(harm).1].map(|end| at(end, y));
    let upright = [ends(good).0, ends(good).1].map(|end| at(x, end));
    for (more, ink) in [(2.4, WHITE), (0.0, RED)] {
        canvas.line(&level, THICK + more, ink);
        canvas.line(&upright, THICK + more, ink);
        canvas.dot(at(x, y), 3.0 + more / 2.0, ink);
    }
}

/// Lines of text in the corner that hides the fewest dots.
fn label(canvas: &mut Canvas, frame: Frame, lines: &[String], dots: &[(f64, f64)]) {
    let look = Type { size: SMALL, bold: true, ink: BLACK };
    let width = lines.iter().map(|line| width_of(line, look)).fold(0.0, f64::max) + 12.0;
    let height = 16.0 * lines.len() as f64 + 6.0;
    let lefts = [frame.right - width - 1.0, frame.left + 1.0];
    let tops = [frame.top + 1.0, frame.bottom - height - 1.0];
    let corners = tops.into_iter().flat_map(|top| lefts.map(|left| (left, top)));
    let hidden = |&(left, top): &(f64, f64)| {
        dots.iter().filter(|dot| (left..left + width).contains(&dot.0) && (top..top + height).contains(&dot.1)).count()
    };
    let Some((left, top)) = corners.min_by_key(hidden) else { return };
    canvas.fill_box((left, top), (left + width, top + height), WHITE.faint(0.85));
    for (idx, line) in lines.iter().enumerate() {
        canvas.text(line, (left + 6.0, top + 3.0 + 16.0 * idx as f64), Side::Left, look);
    }
}
