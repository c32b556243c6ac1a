//! From numbers to places: a scale with round steps, and the lines and labels along it.

use super::canvas::{Canvas, Side, Type};
use super::style::{GREY, GRID, SMALL, THIN};

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

/// A scale from 0 with round steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    step: f64,
    steps: u32,
    decimals: usize,
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
        Scale { step, steps, decimals: decimals(step), max: step * f64::from(steps) }
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
        from + (to - from) * value / self.max()
    }

    /// The round numbers and their labels.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let (step, decimals) = (self.step, self.decimals);
        (0..=self.steps).map(move |n| {
            let value = f64::from(n) * step;
            (value, format!("{value:.decimals$}"))
        })
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
    for (value, label) in scale.ticks() {
        let y = scale.at(value, frame.bottom, frame.top);
        canvas.line(&[(frame.left, y), (frame.right, y)], THIN, GRID);
        canvas.text(&format!("{label}{unit}"), (frame.left - 7.0, y - SMALL * 0.55), Side::Right, LABEL);
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    fn labels(max: f64, most: u32) -> Vec<String> {
        Scale::to(max, most).ticks().map(|(_, label)| label).collect()
    }

    #[test]
    fn steps_are_round_and_reach_the_largest_value() {
        assert_eq!(labels(7.3, 5), ["0", "2", "4", "6", "8"]);
        assert_eq!(labels(100.0, 5), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(730.0, 8), ["0", "100", "200", "300", "400", "500", "600", "700", "800"]);
        assert_eq!(labels(0.04, 5), ["0.00", "0.01", "0.02", "0.03", "0.04"]);
        assert_eq!(labels(12.0, 5), ["0.0", "2.5", "5.0", "7.5", "10.0", "12.5"]);
        assert_eq!(labels(0.0, 4), labels(1.0, 4));
        let days: Vec<String> = Scale::just(730.0, 10).ticks().map(|(_, label)| label).collect();
        assert_eq!((days.len(), days[7].as_str(), Scale::just(730.0, 10).max()), (8, "700", 730.0));
        for max in [1e-9, 0.3, 1.0, 9.99, 10.0, 1e7] {
            let scale = Scale::to(max, 5);
            assert!(scale.max() >= max * (1.0 - 1e-6) && scale.max() <= 2.6 * max, "{max}: {scale:?}");
        }
    }
}
