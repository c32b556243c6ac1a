//! Several things over time: a line for the mean of each, a band for the middle half of its runs, its name at its end.

use super::axis::{Frame, Scale};
use super::canvas::Canvas;
use super::labels::{self, Label};
use super::over_time::{Ground, last_day, reason};
use super::panel::{self, NUMBERS};
use super::story::Date;
use super::style::{Look, OTHERS, THICK, THIN};

/// Cover of a band, which lies on others.
const COVER: f64 = 0.12;

/// Most space for names beside a panel.
const NAMES: f64 = 175.0;

/// One of several things.
pub struct Line {
    /// Its name.
    pub label: String,
    /// How it looks; `None` to show it in grey with others.
    pub look: Option<Look>,
    /// Its values, shares.
    pub dates: Vec<Date>,
}

/// What a line is in this panel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Own,
    Other,
    Zero,
    Absent,
}

impl Line {
    fn part(&self) -> Part {
        let mut means = self.dates.iter().filter_map(|date| date.mean).peekable();
        match (means.peek().is_some(), means.all(|mean| mean.abs() < 1e-12), self.look) {
            (false, _, _) => Part::Absent,
            (true, true, _) => Part::Zero,
            (true, false, Some(_)) => Part::Own,
            (true, false, None) => Part::Other,
        }
    }

    fn end(&self) -> Option<(f64, f64)> {
        self.dates.iter().rev().find_map(|date| Some((date.day, date.mean?)))
    }
}

/// Space that the names need beside the panel, points.
pub fn beside(lines: &[Line]) -> f64 {
    labels::width(texts(lines).iter().map(String::as_str), NAMES)
}

/// Draws lines of shares, with their names in a space of this width, or says why there are none.
pub fn draw(canvas: &mut Canvas, room: Frame, lines: &[Line], beside: f64, why: &str) {
    let all = lines.iter().map(|line| line.dates.as_slice());
    let Some(last) = last_day(all.clone()) else { return panel::nothing(canvas, room, reason(all, why)) };
    let most = lines.iter().flat_map(|line| &line.dates).flat_map(|date| [date.mean, date.quantiles.map(|q| q[3])]);
    let most = most.flatten().fold(0.05, f64::max);
    let frame = Frame { left: room.left + NUMBERS, right: room.right - beside, ..room };
    let ground = Ground::new(frame, last, Scale::to((100.0 * most).min(100.0), 5));
    ground.draw(canvas, " %");
    let percent = |line: &Line| -> Vec<Date> { line.dates.iter().map(in_percent).collect() };
    let drawn = |part| lines.iter().filter(move |line| line.part() == part);
    for line in drawn(Part::Zero).take(1).chain(drawn(Part::Other)) {
        stretches(canvas, &ground, &percent(line), OTHERS, THIN);
    }
    for (line, look) in drawn(Part::Own).filter_map(|line| Some((line, line.look?))) {
        for band in ground.bands(&percent(line), 1, 3) {
            canvas.fill(&band, look.ink.faint(COVER));
        }
    }
    for (line, look) in drawn(Part::Own).filter_map(|line| Some((line, line.look?))) {
        stretches(canvas, &ground, &percent(line), look, THICK);
    }
    labels::draw(canvas, frame, beside, ends(lines, &texts(lines), &ground));
}

fn in_percent(date: &Date) -> Date {
    Date { mean: date.mean.map(|mean| 100.0 * mean), quantiles: date.quantiles.map(|all| all.map(|q| 100.0 * q)), ..*date }
}

fn stretches(canvas: &mut Canvas, ground: &Ground, dates: &[Date], look: Look, width: f64) {
    for stretch in ground.stretches(dates.iter().map(|date| (date.day, date.mean))) {
        canvas.dashed(&stretch, width, look);
        if let [only] = stretch.as_slice() {
            canvas.dot(*only, 2.6, look.ink);
        }
    }
}

/// The words beside the panel: the names of own lines, then of the others together, then of those that are 0 throughout.
fn texts(lines: &[Line]) -> Vec<String> {
    let own = lines.iter().filter(|line| line.part() == Part::Own).map(|line| line.label.clone());
    let together = |part, word: &str| {
        let mut names = lines.iter().filter(|line| line.part() == part).map(|line| &line.label);
        match (names.next(), names.count()) {
            (None, _) => None,
            (Some(name), 0) => Some(name.clone()),
            (Some(_), more) => Some(format!("{} {word}", more + 1)),
        }
    };
    own.chain(together(Part::Other, "others")).chain(together(Part::Zero, "groups at 0")).collect()
}

/// The same words with the heights of the lines' ends.
fn ends(lines: &[Line], texts: &[String], ground: &Ground) -> Vec<Label> {
    let height = |value: f64| ground.at(0.0, 100.0 * value).1;
    let own = lines.iter().filter(|line| line.part() == Part::Own);
    let own = own.filter_map(|line| Some((height(line.end()?.1), line.look?)));
    let others: Vec<f64> =
        lines.iter().filter(|line| line.part() == Part::Other).filter_map(|line| Some(line.end()?.1)).collect();
    let middle = (!others.is_empty()).then(|| (height(others.iter().sum::<f64>() / others.len() as f64), OTHERS));
    let zero = lines.iter().any(|line| line.part() == Part::Zero).then(|| (height(0.0), OTHERS));
    let places = own.chain(middle).chain(zero);
    places.zip(texts).map(|((y, look), text)| Label { y, text: text.clone(), look }).collect()
}
