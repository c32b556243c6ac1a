//! One value over time: its mean, and bands that the runs lie in.

use super::axis::{Frame, Scale};
use super::canvas::Canvas;
use super::over_time::{Ground, last_day, reason};
use super::panel;
use super::story::Date;
use super::style::{BLUE, COVERS, RED, THICK};

/// Draws a ribbon with its axes, or why there is none. Values above `most`, if any is given, are cut off.
pub fn draw(canvas: &mut Canvas, frame: Frame, dates: &[Date], most: Option<f64>, why: &str) {
    let all = [dates].into_iter();
    let Some(last) = last_day(all.clone()) else { return panel::nothing(canvas, frame, reason(all, why)) };
    let ground = Ground::new(frame, last, scale(dates.iter(), most, 4));
    ground.draw(canvas, "");
    on(canvas, &ground, dates);
}

/// A scale that holds means and bands.
pub fn scale<'d>(dates: impl Iterator<Item = &'d Date> + Clone, most: Option<f64>, steps: u32) -> Scale {
    let of = |date: &Date| [date.mean, date.quantiles.map(|q| q[0]), date.quantiles.map(|q| q[4])];
    let ends = dates.flat_map(of).flatten();
    let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
    match most.filter(|most| high > *most) {
        Some(most) => Scale::just(most, steps),
        None => Scale::between(low, high, steps),
    }
}

/// Draws a ribbon on a ground.
pub fn on(canvas: &mut Canvas, ground: &Ground, dates: &[Date]) {
    for ((low, high), cover) in [(0, 4), (1, 3)].into_iter().zip(COVERS) {
        for band in ground.bands(dates, low, high) {
            canvas.fill(&band, BLUE.faint(cover));
        }
    }
    for stretch in ground.stretches(dates.iter().map(|date| (date.day, date.mean))) {
        canvas.line(&stretch, THICK, RED);
        if let [only] = stretch.as_slice() {
            canvas.dot(*only, 3.0, RED);
        }
    }
}
