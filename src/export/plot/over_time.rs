//! The ground of a panel over time: days to the right, values up, and lines cut where they leave it.

use super::axis::{Frame, Scale, along, upward};
use super::canvas::Canvas;
use super::story::Date;

/// Where days and values lie.
pub struct Ground {
    /// The place of the panel.
    pub frame: Frame,
    /// Days since the start.
    pub days: Scale,
    /// Values.
    pub up: Scale,
}

impl Ground {
    /// A ground that ends with the last date and holds every value up to the ends of `up`.
    pub fn new(frame: Frame, last_day: f64, up: Scale) -> Ground {
        let most = ((frame.right - frame.left) / 42.0).clamp(2.0, 10.0) as u32;
        Ground { frame, days: Scale::just(last_day, most), up }
    }

    /// Draws axes and grid.
    pub fn draw(&self, canvas: &mut Canvas, unit: &str) {
        upward(canvas, self.frame, &self.up, unit);
        along(canvas, self.frame, &self.days, "", "days since the start");
    }

    /// Where a value lies; one beyond the scale lies at its end.
    pub fn at(&self, day: f64, value: f64) -> (f64, f64) {
        let y = self.up.at(value.clamp(self.up.min(), self.up.max()), self.frame.bottom, self.frame.top);
        (self.days.at(day, self.frame.left, self.frame.right), y)
    }

    /// A line through values, in stretches: broken where there is no value and cut where it leaves the scale.
    pub fn stretches(&self, values: impl Iterator<Item = (f64, Option<f64>)>) -> Vec<Vec<(f64, f64)>> {
        let mut stretches: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        let mut before: Option<(f64, f64)> = None;
        for (day, value) in values {
            let here = value.map(|value| (day, value));
            if let (Some(from), Some(to)) = (before, here) {
                self.cross(from, to).into_iter().for_each(|edge| stretches.last_mut().expect("one is there").push(edge));
            }
            match here.filter(|here| self.holds(here.1)) {
                Some((day, value)) => stretches.last_mut().expect("one is there").push(self.at(day, value)),
                None => stretches.push(Vec::new()),
            }
            before = here;
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }

    fn holds(&self, value: f64) -> bool {
        (self.up.min()..=self.up.max()).contains(&value)
    }

    /// Where the line between two values enters or leaves the scale.
    fn cross(&self, from: (f64, f64), to: (f64, f64)) -> Option<(f64, f64)> {
        if self.holds(from.1) == self.holds(to.1) {
            return None;
        }
        let outside = if self.holds(from.1) { to.1 } else { from.1 };
        let edge = if outside > self.up.max() { self.up.max() } else { self.up.min() };
        let part = (edge - from.1) / (to.1 - from.1);
        Some(self.at(from.0 + part * (to.0 - from.0), edge))
    }

    /// The area between two quantiles, in stretches without a gap.
    pub fn bands(&self, dates: &[Date], low: usize, high: usize) -> Vec<Vec<(f64, f64)>> {
        let outline = |piece: &[Date]| {
            let edge = |date: &Date, idx: usize| date.quantiles.map(|q| self.at(date.day, q[idx]));
            let above = piece.iter().filter_map(|date| edge(date, high));
            above.chain(piece.iter().rev().filter_map(|date| edge(date, low))).collect()
        };
        dates.split(|date| date.quantiles.is_none()).filter(|piece| !piece.is_empty()).map(outline).collect()
    }
}

/// Why there is nothing to draw: no date at all, or what the panel knows.
pub fn reason<'w, 'd>(mut all: impl Iterator<Item = &'d [Date]>, why: &'w str) -> &'w str {
    if all.all(<[Date]>::is_empty) { "no reporting date" } else { why }
}

/// The last day on which any of these has a place, if one has a value at all.
pub fn last_day<'d>(all: impl Iterator<Item = &'d [Date]> + Clone) -> Option<f64> {
    let some = all.clone().flatten().any(|date| date.mean.is_some());
    all.filter_map(|dates| dates.last())
        .map(|date| date.day)
        .fold(None, |most: Option<f64>, day| Some(most.map_or(day, |most| most.max(day))).filter(|_| some))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { left: 0.0, top: 0.0, right: 100.0, bottom: 10.0 };

    #[test]
    fn a_line_is_cut_where_it_leaves_the_scale_and_broken_where_there_is_no_value() {
        let ground = Ground::new(FRAME, 100.0, Scale::to(10.0, 5));
        let values = [(0.0, Some(20.0)), (20.0, Some(0.0)), (40.0, None), (60.0, Some(5.0)), (80.0, Some(15.0))];
        let stretches = ground.stretches(values.into_iter());
        assert_eq!(stretches, [vec![(10.0, 0.0), (20.0, 10.0)], vec![(60.0, 5.0), (70.0, 0.0)]]);
    }

    #[test]
    fn the_last_day_is_known_where_anything_is() {
        let date = |day, mean| Date { day, mean, quantiles: None };
        let (some, none) = ([date(1.0, Some(1.0)), date(2.0, None)], [date(9.0, None)]);
        assert_eq!(last_day([&some[..], &none[..]].into_iter()), Some(9.0));
        assert_eq!(last_day([&none[..]].into_iter()), None);
        assert_eq!(last_day([].into_iter()), None);
    }
}
