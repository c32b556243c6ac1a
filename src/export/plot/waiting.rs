//! Panel: how much is waiting, over time. Bands over runs around the median.

use super::axis::{Frame, Scale, along, upward};
use super::canvas::{Canvas, Side, Type, width_of};
use super::style::{BLUE, GREY, Ink, RED, SMALL, THICK};
use super::{Story, errors};

const BACKLOG: &str = "backlog";

/// Cover of the wide and of the narrow band.
const COVERS: [f64; 2] = [0.18, 0.38];

/// Draws it into the frame.
pub fn draw(canvas: &mut Canvas, frame: Frame, story: &Story) {
    // A date without a value is left out: the band is broken there by `pieces`.
    let at_dates = || story.spreads.iter().filter(|spread| spread.metric == BACKLOG);
    let dates: Vec<(f64, Option<[f64; 5]>)> = at_dates().map(|spread| (spread.day, all(spread.quantiles))).collect();
    let most = dates.iter().filter_map(|(_, quantiles)| quantiles.map(|q| q[4])).fold(0.0, f64::max);
    let Some((last, _)) = dates.last().filter(|_| dates.iter().any(|(_, quantiles)| quantiles.is_some())) else {
        return errors::nothing(canvas, frame, "no reporting date");
    };
    let (days, up) = (Scale::just(*last, 10), Scale::to(most.max(1.0), 4));
    upward(canvas, frame, &up, "");
    along(canvas, frame, &days, "", "days since the start");
    let at = |day: f64, value: f64| (days.at(day, frame.left, frame.right), up.at(value, frame.bottom, frame.top));
    for piece in pieces(&dates) {
        for ((low, high), cover) in [(0, 4), (1, 3)].into_iter().zip(COVERS) {
            let above = piece.iter().map(|(day, q)| at(*day, q[high]));
            let below = piece.iter().rev().map(|(day, q)| at(*day, q[low]));
            canvas.fill(&above.chain(below).collect::<Vec<(f64, f64)>>(), BLUE.faint(cover));
        }
        let median: Vec<(f64, f64)> = piece.iter().map(|(day, q)| at(*day, q[2])).collect();
        canvas.line(&median, THICK, BLUE);
        if let [only] = median.as_slice() {
            canvas.dot(*only, 3.0, BLUE);
        }
    }
    // Where few things wait, quantiles jump between whole numbers; the mean does not.
    let means: Vec<(f64, Option<f64>)> = at_dates().map(|spread| (spread.day, spread.mean)).collect();
    for piece in means.split(|(_, mean)| mean.is_none()) {
        let line: Vec<(f64, f64)> = piece.iter().filter_map(|&(day, mean)| Some(at(day, mean?))).collect();
        canvas.line(&line, THICK, RED);
    }
    legend(canvas, frame);
}

fn all(quantiles: [Option<f64>; 5]) -> Option<[f64; 5]> {
    let mut whole = [0.0; 5];
    for (place, quantile) in whole.iter_mut().zip(quantiles) {
        *place = quantile?;
    }
    Some(whole)
}

/// Stretches without a gap.
fn pieces(dates: &[(f64, Option<[f64; 5]>)]) -> Vec<Vec<(f64, [f64; 5])>> {
    dates
        .split(|(_, quantiles)| quantiles.is_none())
        .map(|piece| piece.iter().filter_map(|(day, quantiles)| quantiles.map(|q| (*day, q))).collect())
        .filter(|piece: &Vec<_>| !piece.is_empty())
        .collect()
}

/// What line and bands are, above the upper right corner.
fn legend(canvas: &mut Canvas, frame: Frame) {
    let look = Type { size: SMALL, bold: false, ink: GREY };
    let y = frame.top - 20.0;
    let mut right = frame.right;
    let keys = [
        ("5 to 95 % of runs", Key::Band(BLUE.faint(COVERS[0]))),
        ("middle half", Key::Band(BLUE.faint(0.5))),
        ("median", Key::Line(BLUE)),
        ("mean", Key::Line(RED)),
    ];
    for (text, key) in keys {
        canvas.text(text, (right, y), Side::Right, look);
        right -= width_of(text, look) + 6.0;
        let middle = y + SMALL * 0.55;
        match key {
            Key::Band(ink) => canvas.fill_box((right - 16.0, middle - 5.0), (right, middle + 5.0), ink),
            Key::Line(ink) => canvas.line(&[(right - 16.0, middle), (right, middle)], THICK, ink),
        }
        right -= 16.0 + 18.0;
    }
}

/// A sign of the legend.
enum Key {
    Band(Ink),
    Line(Ink),
}
