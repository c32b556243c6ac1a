//! How the runs of each setting spread: the share of them that stays at or below each value.

use super::{better, heading, measure, page, short_unit};
use crate::export::Error;
use crate::export::plot::axis::{Frame, Reach, Scale};
use crate::export::plot::canvas::width_of;
use crate::export::plot::canvas::{Canvas, Side, Type};
use crate::export::plot::labels::shortened;
use crate::export::plot::number::with_places;
use crate::export::plot::style::{BLACK, GREY, GRID, LOOKS, Look, SMALL, THICK, THIN};
use crate::export::plot::{page as sheet, panel};
use crate::export::survey::{Over, Seen, Survey};
use crate::metrics::Unit;
use crate::stats::quantile;

const LABEL: Type = Type { size: SMALL, bold: false, ink: GREY };
const NAME: Type = Type { size: SMALL, bold: false, ink: BLACK };
const HEIGHT: f64 = 190.0;
/// Space of the stroke before a name, and from name to name.
const STROKE: f64 = 38.0;
const APART: f64 = 19.0;
/// Most space for names beside a panel.
const NAMES: f64 = 190.0;

/// Draws it; `None` with more settings than lines can be told apart, or without their runs.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(survey: &Survey) -> Result<Option<String>, Error> {
    // Of yes and no the share says all.
    let spreads = |seen: &&Seen| seen.unit != Some(Unit::YesNo) && seen.runs.iter().any(|runs| runs.len() > 1);
    let metrics: Vec<&Seen> = survey.drawn().iter().filter(spreads).collect();
    if survey.settings.len() > LOOKS.len() || metrics.is_empty() {
        return Ok(None);
    }
    let subject = title(survey, &metrics);
    let (all, means) = match survey.over {
        Over::Runs => ("runs", ""),
        Over::Worlds => ("worlds", " A world counts with the mean of its runs."),
    };
    let notes = if survey.settings.len() > 1 {
        format!(
            "Each line climbs from none of its {all} to all of them: where it crosses 50 % is the median.{means} A line further left \
             has the smaller values in every part of its {all}; lines that cross trade typical {all} against extreme ones."
        )
    } else {
        format!("The line climbs from none of the {all} to all of them: where it crosses 50 % is the median.{means}")
    };
    let page = page(&subject, &[], notes, vec![panel::row(HEIGHT); metrics.len()]);
    let drawn = sheet::draw(&survey.head(), &page, |canvas, rows| {
        for (seen, row) in metrics.iter().zip(rows) {
            let note = format!("{}; up: share of {all} at or below", better(seen));
            let room = panel::headed(canvas, *row, &heading(seen), &note);
            one(canvas, room, survey, seen);
        }
    });
    drawn.map(Some)
}

fn one(canvas: &mut Canvas, room: Frame, survey: &Survey, seen: &Seen) {
    let names: Vec<String> = survey.settings.iter().map(|cells| cells.join(", ")).collect();
    let widest = names.iter().map(|name| width_of(name, NAME)).fold(0.0, f64::max);
    let beside = if names.len() > 1 { (STROKE + widest).min(NAMES) } else { 0.0 };
    let frame = Frame { left: room.left + panel::NUMBERS + 6.0, right: room.right - beside, ..room };
    let factor = measure(seen.unit).0.factor;
    let reach = Reach::of(seen.runs.iter().flatten().map(|value| factor * value), 0.03);
    let shares = Scale::to(100.0, 4);
    for (value, text) in shares.ticks() {
        let y = shares.at(value, frame.bottom, frame.top);
        canvas.line(&[(frame.left, y), (frame.right, y)], THIN, GRID);
        canvas.text(&format!("{text} %"), (frame.left - 6.0, y - SMALL * 0.55), Side::Right, LABEL);
    }
    for (value, text) in reach.ticks(8) {
        let x = reach.at(value, frame.left, frame.right);
        canvas.line(&[(x, frame.top), (x, frame.bottom)], THIN, GRID);
        canvas.text(&format!("{text}{}", short_unit(seen.unit)), (x, frame.bottom + 6.0), Side::Middle, LABEL);
    }
    canvas.text(&heading(seen), ((frame.left + frame.right) / 2.0, frame.bottom + 22.0), Side::Middle, LABEL);
    let mut ends = Vec::new();
    for ((runs, look), name) in seen.runs.iter().zip(LOOKS).zip(&names) {
        let mut sorted: Vec<f64> = runs.iter().map(|value| factor * value).collect();
        sorted.sort_by(f64::total_cmp);
        let place = |value: f64, share: f64| {
            (reach.at(value, frame.left, frame.right), shares.at(100.0 * share, frame.bottom, frame.top))
        };
        canvas.dashed(&steps(&sorted, &place, frame.right), THICK, look);
        ends.push((sorted.get(sorted.len() / 2).copied().unwrap_or(f64::INFINITY), name.as_str(), look));
    }
    if names.len() > 1 {
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        listed(canvas, frame, beside - STROKE, &ends);
    }
}

/// Names beside the panel, in the order in which the lines cross the middle from left to right.
fn listed(canvas: &mut Canvas, frame: Frame, wide: f64, ends: &[(f64, &str, Look)]) {
    let names: Vec<&str> = ends.iter().map(|(_, name, _)| *name).collect();
    for (idx, ((_, _, look), name)) in ends.iter().zip(shortened(&names, wide, NAME)).enumerate() {
        let y = frame.top + (idx as f64 + 0.5) * APART;
        canvas.dashed(&[(frame.right + 10.0, y), (frame.right + 32.0, y)], THICK, *look);
        canvas.text(&name, (frame.right + STROKE, y - SMALL * 0.55), Side::Left, NAME);
    }
}

/// The title: the medians of the settings that lie furthest apart, of the first metric where any do.
fn title(survey: &Survey, metrics: &[&Seen]) -> String {
    let median = |seen: &Seen, setting: usize| {
        let mut sorted = seen.runs[setting].clone();
        sorted.sort_by(f64::total_cmp);
        Some((setting, quantile(&sorted, 0.5)?))
    };
    let ends = |seen: &Seen| {
        let all = || (0..seen.runs.len()).filter_map(|setting| median(seen, setting));
        Some((all().min_by(|a, b| a.1.total_cmp(&b.1))?, all().max_by(|a, b| a.1.total_cmp(&b.1))?))
    };
    let differ = |seen: &&&Seen| ends(seen).is_some_and(|(low, high)| low.1 < high.1);
    let seen = metrics.iter().find(differ).unwrap_or(&metrics[0]);
    let (measure, _) = measure(seen.unit);
    let shown = |value: f64| with_places(measure.factor * value, measure.places) + measure.suffix;
    let what = match survey.over {
        Over::Runs => "run",
        Over::Worlds => "world",
    };
    let name = seen.shown();
    match ends(seen) {
        None => format!("{name} has no value"),
        Some((low, high)) if low.1 < high.1 => {
            let [a, b] = [low, high].map(|(setting, value)| format!("{} with {}", shown(value), survey.words(setting)));
            format!("{name} in the median {what}: {a}; {b}")
        }
        Some((low, _)) if survey.settings.len() > 1 => {
            format!("{name} in the median {what} is {} at every setting", shown(low.1))
        }
        Some((low, _)) => format!("{name} in the median {what} is {}", shown(low.1)),
    }
}

fn steps(sorted: &[f64], place: &impl Fn(f64, f64) -> (f64, f64), right: f64) -> Vec<(f64, f64)> {
    let n = sorted.len().max(1) as f64;
    let mut line = Vec::with_capacity(2 * sorted.len() + 1);
    for (idx, value) in sorted.iter().enumerate() {
        line.push(place(*value, idx as f64 / n));
        line.push(place(*value, (idx + 1) as f64 / n));
    }
    if let Some(last) = line.last().copied() {
        line.push((right, last.1));
    }
    line
}
