//! A metric along numbers, or class by class: the mean, the interval of the mean, and the band that most runs lie in.

use super::axis::{Frame, Reach};
use super::canvas::{Canvas, Side, Type, width_of};
use super::labels::shortened;
use super::style::{BLACK, BLUE, COVERS, GREY, GRID, RED, SMALL, TEXT, THICK, THIN, WHITE};
use crate::metrics::Unit;
use crate::stats::Summary;

const LABEL: Type = Type { size: SMALL, bold: false, ink: GREY };
const NAME: Type = Type { size: TEXT, bold: false, ink: BLACK };

/// Cover of the band of the mean's interval.
const SURE: f64 = 0.35;

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Place, what is known there, and whether the dot is filled; by place.
    pub dots: Vec<(f64, Summary, bool)>,
    /// Names of classes, at 0, 1, 2 ...; `None` for numbers, which a line joins.
    pub classes: Option<Vec<String>>,
    /// What to write at which places, where a place is not its own label.
    pub labels: Option<Vec<(f64, String)>>,
}

impl Course {
    /// The stretch of its places.
    pub fn xs(&self, room: f64) -> Reach {
        match &self.classes {
            Some(classes) => Reach { low: -0.5, high: classes.len().max(1) as f64 - 0.5 },
            None => Reach::of(self.dots.iter().map(|(at, _, _)| *at), room),
        }
    }

    /// The stretch of its means, intervals and bands, in the unit of the metric.
    pub fn ends(&self) -> Reach {
        let of = |(_, summary, _): &(f64, Summary, bool)| {
            let (low, high) = super::spans::ends(summary);
            [low, high, summary.q05, summary.q95]
        };
        Reach::of(self.dots.iter().flat_map(of), 0.05)
    }
}

/// How it looks.
pub struct Look<'w> {
    /// The unit of the metric.
    pub unit: Option<Unit>,
    /// What the places are.
    pub name: &'w str,
    /// Whether the panel is one of many small ones.
    pub small: bool,
    /// Whether the numbers of the metric stand at its left.
    pub numbered: bool,
}

/// The name of a small panel.
pub fn label(canvas: &mut Canvas, at: (f64, f64), text: &str, width: f64) {
    let short = shortened(&[text], width, NAME);
    canvas.text(&short[0], at, Side::Left, NAME);
}

/// Draws it; `ends` are the stretches along and up, the latter in the unit of the metric.
pub fn draw(canvas: &mut Canvas, frame: Frame, course: &Course, look: &Look, [along, up]: [Reach; 2]) {
    let percent = matches!(look.unit, Some(Unit::Share | Unit::YesNo));
    let factor = if percent { 100.0 } else { 1.0 };
    // A share or a count has no room below 0, and a share none above 1.
    let low =
        if look.unit.is_some_and(|unit| !matches!(unit, Unit::Score | Unit::MeritPerMonth)) { up.low.max(0.0) } else { up.low };
    let high = if percent { up.high.min(1.0) } else { up.high };
    let shown = Reach { low: factor * low, high: (factor * high).max(factor * low + 1e-9) };
    let suffix = if percent { " %" } else { "" };
    for (value, text) in shown.ticks(if look.small { 4 } else { 5 }) {
        let y = shown.at(value, frame.bottom, frame.top);
        canvas.line(&[(frame.left, y), (frame.right, y)], THIN, GRID);
        if !look.numbered {
            continue;
        }
        canvas.text(&format!("{text}{suffix}"), (frame.left - 6.0, y - SMALL * 0.55), Side::Right, LABEL);
    }
    canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], THIN, GREY);
    places(canvas, frame, course, along);
    if !look.small {
        canvas.text(look.name, ((frame.left + frame.right) / 2.0, frame.bottom + 22.0), Side::Middle, LABEL);
    }
    if course.dots.is_empty() {
        let middle = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
        return canvas.text("no value", middle, Side::Middle, LABEL);
    }
    let at =
        |place: f64, value: f64| (along.at(place, frame.left, frame.right), shown.at(factor * value, frame.bottom, frame.top));
    match &course.classes {
        None => ribbon(canvas, course, &at),
        Some(_) => bars(canvas, course, &at),
    }
    for (place, summary, filled) in &course.dots {
        let spot = at(*place, summary.mean);
        canvas.dot(spot, if look.small { 2.6 } else { 3.6 }, RED);
        if !filled {
            canvas.dot(spot, if look.small { 1.4 } else { 2.0 }, WHITE);
        }
    }
}

/// Labels below: of classes their names, of few places the places themselves, else round numbers.
fn places(canvas: &mut Canvas, frame: Frame, course: &Course, along: Reach) {
    let wide = frame.right - frame.left;
    let ticks: Vec<(f64, String)> = match &course.classes {
        Some(classes) => classes.iter().enumerate().map(|(at, name)| (at as f64, name.clone())).collect(),
        None => own_places(course, along, wide).unwrap_or_else(|| along.ticks((wide / 52.0).clamp(2.0, 8.0) as u32)),
    };
    let words: Vec<&str> = ticks.iter().map(|(_, text)| text.as_str()).collect();
    let most = wide / words.len().max(1) as f64 - 6.0;
    let texts = match course.classes {
        Some(_) => shortened(&words, most.max(24.0), LABEL),
        None => words.iter().map(|word| (*word).to_owned()).collect(),
    };
    for ((value, _), text) in ticks.iter().zip(&texts) {
        let x = along.at(*value, frame.left, frame.right);
        canvas.line(&[(x, frame.bottom), (x, frame.bottom + 3.0)], THIN, GREY);
        canvas.text(text, (x, frame.bottom + 6.0), Side::Middle, LABEL);
    }
}

/// The places themselves with their numbers, where none of these hides another. Of places with labels of their own, as many as
/// there is room for.
fn own_places(course: &Course, along: Reach, wide: f64) -> Option<Vec<(f64, String)>> {
    const MOST: usize = 9;
    let fits = |one: &(f64, String), next: &(f64, String)| {
        let apart = along.at(next.0, 0.0, wide) - along.at(one.0, 0.0, wide);
        apart > (width_of(&one.1, LABEL) + width_of(&next.1, LABEL)) / 2.0 + 4.0
    };
    if let Some(labels) = &course.labels {
        let mut kept: Vec<(f64, String)> = Vec::new();
        for label in labels {
            if kept.last().is_none_or(|last| fits(last, label)) {
                kept.push(label.clone());
            }
        }
        return Some(kept);
    }
    if course.dots.len() > MOST {
        return None;
    }
    let ticks: Vec<(f64, String)> = course.dots.iter().map(|(at, _, _)| (*at, short(*at))).collect();
    ticks.windows(2).all(|pair| fits(&pair[0], &pair[1])).then_some(ticks)
}

/// A number with three digits after the point at most.
pub fn short(number: f64) -> String {
    let text = super::number::with_places(number, 3);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn ribbon(canvas: &mut Canvas, course: &Course, at: &impl Fn(f64, f64) -> (f64, f64)) {
    let band = |low: &dyn Fn(&Summary) -> f64, high: &dyn Fn(&Summary) -> f64| -> Vec<(f64, f64)> {
        let above = course.dots.iter().map(|(place, summary, _)| at(*place, high(summary)));
        let below = course.dots.iter().rev().map(|(place, summary, _)| at(*place, low(summary)));
        above.chain(below).collect()
    };
    if course.dots.len() > 1 {
        canvas.fill(&band(&|s| s.q05, &|s| s.q95), BLUE.faint(COVERS[0]));
        canvas.fill(&band(&|s| super::spans::ends(s).0, &|s| super::spans::ends(s).1), RED.faint(SURE));
        let means: Vec<(f64, f64)> = course.dots.iter().map(|(place, summary, _)| at(*place, summary.mean)).collect();
        canvas.line(&means, THICK, RED);
    }
}

fn bars(canvas: &mut Canvas, course: &Course, at: &impl Fn(f64, f64) -> (f64, f64)) {
    for (place, summary, _) in &course.dots {
        let (x, low) = at(*place, summary.q05);
        let (_, high) = at(*place, summary.q95);
        canvas.fill_box((x - 6.0, high), (x + 6.0, low), BLUE.faint(COVERS[0]));
        let (low, high) = super::spans::ends(summary);
        canvas.line(&[at(*place, low), at(*place, high)], THICK, RED);
    }
}
