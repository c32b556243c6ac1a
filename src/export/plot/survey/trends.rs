//! Ribbons along numbers: one lever in full width, or small ones side by side for a second lever or for every axis.

use super::{better, finding, heading, page};
use crate::export::Error;
use crate::export::plot::axis::{Frame, Reach};
use crate::export::plot::canvas::Canvas;
use crate::export::plot::key::Sign;
use crate::export::plot::trend::{self, Course, Look};
use crate::export::plot::{page as sheet, panel};
use crate::export::survey::{Lever, Over, SAMPLED, Seen, Survey, Trend};
use crate::stats::Summary;

/// Height of a small panel, and of a large one.
const SMALL: f64 = 104.0;
const LARGE: f64 = 210.0;
/// Space above and below a small panel, and between two.
const ABOVE: f64 = 18.0;
const BELOW: f64 = 34.0;
const BETWEEN: f64 = 18.0;
/// Values from which on a lever needs no panel of its own for each.
const MOST_PANELS: usize = 9;

const OF_RUNS: [Sign; 3] = [Sign::Mean, Sign::Band, Sign::Most];
const OF_WORLDS: [Sign; 3] = [Sign::MeanOfWorlds, Sign::Band, Sign::MostOfWorlds];

/// Draws every metric along the only lever; `None` unless it has three numbers or more.
///
/// # Errors
/// When it cannot be drawn.
pub fn ribbon(survey: &Survey) -> Result<Option<String>, Error> {
    let [lever] = survey.levers.as_slice() else { return Ok(None) };
    let (Some(numbers), metrics) = (&lever.numbers, survey.drawn()) else { return Ok(None) };
    if distinct(numbers).len() < 3 || metrics.is_empty() || survey.settings.len() > SAMPLED {
        return Ok(None);
    }
    let subject = finding::title(survey);
    let notes = format!("{} Filled dots cannot be told from the best, hollow ones can.", survey.means());
    let rows = vec![panel::row(LARGE); metrics.len().div_ceil(2)];
    let page = page(&subject, signs(survey), notes, rows);
    let drawn = sheet::draw(&survey.head(), &page, |canvas, rows| {
        for (pair, row) in metrics.chunks(2).zip(rows) {
            for (seen, half) in pair.iter().zip(panel::halves(*row)) {
                let room = panel::headed(canvas, half, &heading(seen), better(seen));
                let course = along(seen, (lever, numbers), |_| true);
                let look = Look { unit: seen.unit, name: &named(lever), small: false, numbered: true };
                let ends = [course.xs(0.03), course.ends()];
                trend::draw(canvas, Frame { left: room.left + panel::NUMBERS, ..room }, &course, &look, ends);
            }
        }
    });
    drawn.map(Some)
}

fn signs(survey: &Survey) -> &'static [Sign] {
    match survey.over {
        Over::Runs => &OF_RUNS,
        Over::Worlds => &OF_WORLDS,
    }
}

/// A lever with its unit.
fn named(lever: &Lever) -> String {
    format!("{}{}{}", lever.short, behind(&lever.suffix), if lever.by_ratio { " (log scale)" } else { "" })
}

fn behind(suffix: &str) -> String {
    if suffix.is_empty() { String::new() } else { format!(",{suffix}") }
}

fn distinct(numbers: &[f64]) -> Vec<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.dedup_by(|a, b| (*a - *b).abs() < 1e-12);
    sorted
}

/// A metric along the numbers of a lever, at the settings that are wanted.
fn along(seen: &Seen, (lever, numbers): (&Lever, &[f64]), wanted: impl Fn(usize) -> bool) -> Course {
    let directed = seen.better.more().is_some();
    let dot = |setting: usize| {
        let sight = seen.sights[setting];
        Some((lever.place(numbers[setting]), sight.summary?, !directed || sight.best || sight.rivals))
    };
    let mut dots: Vec<(f64, Summary, bool)> = (0..numbers.len()).filter(|&setting| wanted(setting)).filter_map(dot).collect();
    dots.sort_by(|a, b| a.0.total_cmp(&b.0));
    let labels = || distinct(numbers).into_iter().map(|number| (lever.place(number), trend::short(number))).collect();
    Course { dots, classes: None, labels: lever.by_ratio.then(labels) }
}

/// A small panel.
struct Part {
    label: String,
    name: String,
    course: Course,
}

/// Draws small panels: one for each value of a second lever, or for each axis of a sampled design; `None` where neither fits.
///
/// # Errors
/// When it cannot be drawn.
pub fn multiples(survey: &Survey) -> Result<Option<String>, Error> {
    let metrics = survey.drawn();
    let rows: Vec<Vec<Part>> = metrics.iter().filter_map(|seen| parts(survey, seen)).collect();
    if rows.is_empty() || rows.len() != metrics.len() {
        return Ok(None);
    }
    let sampled = metrics.iter().any(|seen| !seen.trends.is_empty());
    let subject = if sampled { strongest(&metrics[0], &rows[0]) } else { finding::title(survey) };
    let notes = if sampled {
        "A panel per axis, with the share of the variance between points that it explains by itself (less what noise would), the \
         largest first. At each place: the points near there, whatever their other values; the line is their mean with its 95 % \
         interval, nine in ten points lie in the pale band."
            .to_owned()
    } else {
        format!("{} Filled dots cannot be told from the best of all panels, hollow ones can.", survey.means())
    };
    let tall = |parts: &Vec<Part>| panel::HEAD + parts.len().div_ceil(beside(parts.len())) as f64 * (ABOVE + SMALL + BELOW);
    let heights = rows.iter().map(tall).collect();
    let page = page(&subject, if sampled { &[] } else { signs(survey) }, notes, heights);
    let drawn = sheet::draw(&survey.head(), &page, |canvas, frames| {
        for ((seen, parts), frame) in metrics.iter().zip(&rows).zip(frames) {
            let frame = Frame { bottom: frame.bottom + panel::AXIS, ..*frame };
            let along =
                if sampled { String::new() } else { format!("; along {}", parts.first().map_or("", |part| part.name.as_str())) };
            let room = panel::headed(canvas, frame, &heading(seen), &format!("{}{along}", better(seen)));
            small(canvas, room, seen, parts);
        }
    });
    drawn.map(Some)
}

fn parts(survey: &Survey, seen: &Seen) -> Option<Vec<Part>> {
    if !seen.trends.is_empty() {
        let mut trends: Vec<&Trend> = seen.trends.iter().collect();
        trends.sort_by(|a, b| explained(&b.bins).total_cmp(&explained(&a.bins)));
        let share = |trend: &Trend| match 100.0 * explained(&trend.bins) {
            share if share < 0.5 => "nothing".to_owned(),
            share => format!("{share:.0} %"),
        };
        let part = |trend: &&Trend| Part {
            label: format!("{}{}: {}", trend.axis, behind(trend.suffix), share(trend)),
            name: format!("{}{}", trend.axis, behind(trend.suffix)),
            course: Course {
                dots: trend.bins.iter().map(|(at, summary)| (*at, *summary, true)).collect(),
                classes: trend.classes.clone(),
                labels: None,
            },
        };
        return Some(trends.iter().map(part).collect());
    }
    let [one, other] = survey.levers.as_slice() else { return None };
    // Along the lever of more numbers, a panel for each value of the other.
    let count = |lever: &Lever| lever.numbers.as_ref().map_or(0, |numbers| distinct(numbers).len());
    let swapped = count(other) > count(one);
    let (x, panels) = if swapped { (other, 0) } else { (one, 1) };
    let numbers = x.numbers.as_ref().filter(|numbers| distinct(numbers).len() >= 3)?;
    let mut values: Vec<&str> = Vec::new();
    for cells in &survey.settings {
        if !values.contains(&cells[panels].as_str()) {
            values.push(&cells[panels]);
        }
    }
    if values.len() > MOST_PANELS {
        return None;
    }
    let part = |value: &&str| Part {
        label: format!("{} = {value}", survey.levers[panels].short),
        name: named(x),
        course: along(seen, (x, numbers), |setting| survey.settings[setting][panels] == *value),
    };
    Some(values.iter().map(part).collect())
}

/// The share of the variance between points that an axis explains by itself, 0 to 1, less what noise would explain: omega squared.
fn explained(bins: &[(f64, Summary)]) -> f64 {
    let runs = |summary: &Summary| summary.n as f64;
    let n: f64 = bins.iter().map(|(_, summary)| runs(summary)).sum();
    let mean = bins.iter().map(|(_, summary)| runs(summary) * summary.mean).sum::<f64>() / n.max(1.0);
    let between: f64 = bins.iter().map(|(_, s)| runs(s) * (s.mean - mean) * (s.mean - mean)).sum();
    let within: f64 = bins.iter().map(|(_, s)| s.sd.map_or(0.0, |sd| (runs(s) - 1.0) * sd * sd)).sum();
    let (groups, freedom) = (bins.len() as f64 - 1.0, n - bins.len() as f64);
    if freedom < 1.0 || groups < 1.0 || between + within <= 0.0 {
        return 0.0;
    }
    let error = within / freedom;
    ((between - groups * error) / (between + within + error)).clamp(0.0, 1.0)
}

/// The title of a sampled design.
fn strongest(seen: &Seen, parts: &[Part]) -> String {
    let name = seen.shown();
    match parts.first().map(|part| part.label.rsplit_once(": ")) {
        Some(Some((axis, share))) if share != "nothing" => {
            format!("{axis} explains {share} of the variance of {name}, more than any other axis")
        }
        _ => format!("no axis by itself explains {name}"),
    }
}

/// Small panels beside each other: so many that few places stay empty.
fn beside(n: usize) -> usize {
    let empty = |columns: &usize| n.div_ceil(*columns) * columns - n;
    if n <= 4 { n.max(2) } else { [3, 4].into_iter().min_by_key(empty).unwrap_or(3) }
}

fn small(canvas: &mut Canvas, room: Frame, seen: &Seen, parts: &[Part]) {
    let ends: Vec<f64> = parts
        .iter()
        .flat_map(|part| {
            let Reach { low, high } = part.course.ends();
            [low, high]
        })
        .collect();
    let up = Reach::of(ends.into_iter(), 0.0);
    let columns = beside(parts.len());
    let wide = (room.right - room.left - panel::NUMBERS + BETWEEN) / columns as f64 - BETWEEN;
    for (idx, part) in parts.iter().enumerate() {
        let left = room.left + panel::NUMBERS + (idx % columns) as f64 * (wide + BETWEEN);
        let top = room.top + (idx / columns) as f64 * (ABOVE + SMALL + BELOW) + ABOVE;
        let frame = Frame { left, top, right: left + wide, bottom: top + SMALL };
        trend::label(canvas, (left, top - ABOVE + 2.0), &part.label, wide);
        let look = Look { unit: seen.unit, name: &part.name, small: true, numbered: idx % columns == 0 };
        trend::draw(canvas, frame, &part.course, &look, [part.course.xs(0.04), up]);
    }
}
