//! From numbers to places: a scale with round steps, and the lines and labels along it.

use super::canvas::{Canvas, Side, Type};
use super::number;
use super::style::{GREY, GRID, PALE, SMALL, THIN};

/// A rectangle of the sheet, points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// A scale with round steps, 0 among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    step: f64,
    /// Whole steps below 0.
    below: u32,
    /// Whole steps above 0.
    steps: u32,
    min: f64,
    max: f64,
}

impl Scale {
    /// The scale that ends at `max` itself, wherever its last step is.
    pub fn just(max: f64, most: u32) -> Scale {
        let scale = Scale::to(max, most);
        let whole = (max / scale.step + 1e-9).floor();
        if max > 0.0 && whole >= 1.0 { Scale { steps: whole as u32, max, ..scale } } else { scale }
    }

    /// The scale that reaches a round number from `max` on with at most `most` steps.
    pub fn to(max: f64, most: u32) -> Scale {
        let max = if max.is_finite() && max > 0.0 { max } else { 1.0 };
        let mut power = 1.0;
        while power * f64::from(most) > max && power > 1e-12 {
            power /= 10.0;
        }
        while power * 10.0 * f64::from(most) <= max {
            power *= 10.0;
        }
        let fits = |factor: &f64| factor * power * f64::from(most) >= max * (1.0 - 1e-9);
        let step = power * [1.0, 2.0, 2.5, 5.0].into_iter().find(fits).unwrap_or(10.0);
        let steps = (max / step - 1e-9).ceil().max(1.0) as u32;
        Scale { step, below: 0, steps, min: 0.0, max: step * f64::from(steps) }
    }

    /// The scale that reaches a round number from `max` on and begins at `min` itself where that is below 0, with about `most`
    /// steps.
    pub fn between(min: f64, max: f64, most: u32) -> Scale {
        if min.is_nan() || min >= 0.0 {
            return Scale::to(max, most);
        }
        let step = Scale::to(max.max(0.0) - min, most).step;
        let steps = (max.max(0.0) / step - 1e-9).ceil().max(0.0) as u32;
        let max = step * f64::from(steps);
        // Never so little below 0 that two lines look like one.
        Scale { step, below: (-min / step + 1e-9).floor() as u32, steps, min: min.min(-0.06 * max), max }
    }

    /// The smallest number on it.
    pub fn min(&self) -> f64 {
        self.min
    }

    /// The largest number on it.
    pub fn max(&self) -> f64 {
        self.max
    }

    /// The distance between two round numbers.
    pub fn step(&self) -> f64 {
        self.step
    }

    /// Where a number lies between two places.
    pub fn at(&self, value: f64, from: f64, to: f64) -> f64 {
        from + (to - from) * (value - self.min()) / (self.max() - self.min())
    }

    /// The round numbers and their labels.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let (step, below) = (self.step, f64::from(self.below));
        let millions = self.max.max(-self.min()) >= 1e7;
        let (unit, suffix) = if millions { (1e6, "\u{a0}M") } else { (1.0, "") };
        let places = decimals(step / unit);
        (0..=self.below + self.steps).map(move |n| {
            let value = (f64::from(n) - below) * step;
            (value, number::with_places(value / unit, places) + suffix)
        })
    }
}

/// Round numbers from `low` to `high`, and their labels; about `most` of them. 0 need not be among them.
pub fn round_within(low: f64, high: f64, most: u32) -> Vec<(f64, String)> {
    let step = Scale::to(high - low, most).step;
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let places = decimals(step);
    let count = (last - first).max(-1.0) as i64 + 1;
    (0..count).map(|n| (first + n as f64) * step).map(|value| (value, number::with_places(value, places))).collect()
}

/// A stretch of numbers that need not hold 0, for places along which something is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Its beginning.
    pub low: f64,
    /// Its end, above the beginning.
    pub high: f64,
}

impl Reach {
    /// The stretch that holds these numbers with a little room at both ends, as a part of its length.
    pub fn of(values: impl Iterator<Item = f64> + Clone, room: f64) -> Reach {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        if !low.is_finite() || !high.is_finite() {
            return Reach { low: 0.0, high: 1.0 };
        }
        let room = if high > low { room * (high - low) } else { 0.5_f64.max(0.05 * high.abs()) };
        Reach { low: low - room, high: high + room }
    }

    /// Where a number lies between two places; one beyond the ends lies at the end.
    pub fn at(&self, value: f64, from: f64, to: f64) -> f64 {
        from + (to - from) * (value.clamp(self.low, self.high) - self.low) / (self.high - self.low)
    }

    /// Round numbers within it and their labels.
    pub fn ticks(&self, most: u32) -> Vec<(f64, String)> {
        round_within(self.low, self.high, most)
    }
}

/// The fewest digits after the point that write a step as it is.
fn decimals(step: f64) -> usize {
    let exact =
        |places: &usize| format!("{step:.places$}").parse::<f64>().is_ok_and(|written| (written - step).abs() < 1e-6 * step);
    (0..12).find(exact).unwrap_or(12)
}

const LABEL: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Upright lines at the round numbers, and their labels below; `what` stands under the middle.
pub fn along(canvas: &mut Canvas, frame: Frame, scale: &Scale, unit: &str, what: &str) {
    for (value, label) in scale.ticks() {
        let x = scale.at(value, frame.left, frame.right);
        canvas.line(&[(x, frame.top), (x, frame.bottom)], THIN, GRID);
        canvas.text(&format!("{label}{unit}"), (x, frame.bottom + 6.0), Side::Middle, LABEL);
    }
    canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], THIN, GREY);
    let middle = (frame.left + frame.right) / 2.0;
    canvas.text(what, (middle, frame.bottom + 22.0), Side::Middle, LABEL);
}

/// Level lines at the round numbers, and their labels to the left.
pub fn upward(canvas: &mut Canvas, frame: Frame, scale: &Scale, unit: &str) {
    level(canvas, frame, scale);
    for (value, label) in scale.ticks() {
        let y = scale.at(value, frame.bottom, frame.top);
        canvas.text(&format!("{label}{unit}"), (frame.left - 7.0, y - SMALL * 0.55), Side::Right, LABEL);
    }
}

/// Level lines at the round numbers.
pub fn level(canvas: &mut Canvas, frame: Frame, scale: &Scale) {
    for (value, _) in scale.ticks() {
        let y = scale.at(value, frame.bottom, frame.top);
        let ink = if scale.min() < 0.0 && value.abs() < 1e-9 * scale.step() { PALE } else { GRID };
        canvas.line(&[(frame.left, y), (frame.right, y)], THIN, ink);
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, round_within};

    fn labels(max: f64, most: u32) -> Vec<String> {
        Scale::to(max, most).ticks().map(|(_, label)| label).collect()
    }

    #[test]
    fn round_numbers_lie_within_a_range_far_from_zero() {
        let labels = |low, high| round_within(low, high, 5).into_iter().map(|(_, label)| label).collect::<Vec<String>>();
        assert_eq!(labels(1003.0, 1098.0), ["1\u{a0}020", "1\u{a0}040", "1\u{a0}060", "1\u{a0}080"]);
        assert_eq!(labels(-0.3, 0.55), ["\u{2212}0.2", "0.0", "0.2", "0.4"]);
        assert_eq!(labels(0.2, 0.8), ["0.2", "0.4", "0.6", "0.8"]);
    }

    #[test]
    fn steps_are_round_and_reach_the_largest_value() {
        assert_eq!(labels(7.3, 5), ["0", "2", "4", "6", "8"]);
        assert_eq!(labels(100.0, 5), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(730.0, 8), ["0", "100", "200", "300", "400", "500", "600", "700", "800"]);
        assert_eq!(labels(0.04, 5), ["0.00", "0.01", "0.02", "0.03", "0.04"]);
        assert_eq!(labels(12.0, 5), ["0.0", "2.5", "5.0", "7.5", "10.0", "12.5"]);
        assert_eq!(labels(0.0, 4), labels(1.0, 4));
        assert_eq!(labels(4e7, 4), ["0\u{a0}M", "10\u{a0}M", "20\u{a0}M", "30\u{a0}M", "40\u{a0}M"]);
        let both = Scale::between(-0.6, 0.9, 3);
        assert_eq!(both.ticks().map(|(_, label)| label).collect::<Vec<String>>(), ["\u{2212}0.5", "0.0", "0.5", "1.0"]);
        assert_eq!((both.at(-0.6, 10.0, 40.0), both.at(1.0, 10.0, 40.0)), (10.0, 40.0));
        assert!(Scale::between(-2.0, -1.0, 4).max().abs() < 1e-12);
        let days: Vec<String> = Scale::just(730.0, 10).ticks().map(|(_, label)| label).collect();
        assert_eq!((days.len(), days[7].as_str(), Scale::just(730.0, 10).max()), (8, "700", 730.0));
        for max in [1e-9, 0.3, 1.0, 9.99, 10.0, 1e7] {
            let scale = Scale::to(max, 5);
            assert!(scale.max() >= max * (1.0 - 1e-6) && scale.max() <= 2.6 * max, "{max}: {scale:?}");
        }
    }
}
