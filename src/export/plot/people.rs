//! The fifth picture: how the groups fare, and who leaves.

use super::super::Error;
use super::Story;
use super::axis::Frame;
use super::canvas::Canvas;
use super::key::Sign;
use super::multiples::{self, Multiple};
use super::number::Measure;
use super::page::{self, Page};
use super::panel::{self, NUMBERS, halves, headed};
use super::ribbon;
use super::spans::{self, Across, Span};
use super::style::{BLUE, RED};

const SIGNS: [Sign; 4] = [Sign::Mean, Sign::Interval, Sign::Half, Sign::Most];

/// Least height of the lower panels.
const PLOT: f64 = 150.0;

const SATISFACTION: &str = "satisfaction";
const EXITS: &str = "exits";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(story: &Story) -> Result<String, Error> {
    let shown = least_satisfied(story);
    let n_groups = story.scenario.groups.len();
    let multiples: Vec<Multiple> = shown.into_iter().map(|(label, id)| Multiple { label, dates: story.series(&id) }).collect();
    let page = Page {
        subject: "how people fare, and who leaves",
        signs: &SIGNS,
        notes: notes(n_groups),
        rows: vec![panel::row(multiples::height(multiples.len())), panel::row(spans::height(n_groups).max(PLOT))],
    };
    page::draw(&story.head(), &page, |canvas, rows| {
        let note = "mean satisfaction of the members who are still there; 0 is indifferent";
        let room = headed(canvas, rows[0], "How satisfied is each group?", note);
        multiples::draw(canvas, room, &multiples, "nobody is there");
        let [over_time, by_group] = halves(rows[1]);
        let room = headed(canvas, over_time, "How many leave?", "people and organisations that left so far");
        ribbon::draw(canvas, Frame { left: room.left + NUMBERS, ..room }, story.series(EXITS), None, "no reporting date");
        let room = headed(canvas, by_group, "Who leaves?", "members that left during a run; in brackets how many a group has");
        exits(canvas, room, story);
    })
}

fn exits(canvas: &mut Canvas, room: Frame, story: &Story) {
    let span = |(count, (label, id)): (u32, (String, String))| Span {
        label: format!("{label} ({count})"),
        summary: story.summary(&id).copied(),
        inks: [RED, BLUE],
    };
    let counts = story.scenario.groups.iter().map(|group| group.count);
    let spans: Vec<Span> = counts.zip(story.groups(EXITS)).map(span).collect();
    let across = Across { measure: Measure::COUNT, unit: "", what: "members that left", why: "no run was finished" };
    spans::draw(canvas, room, &spans, &across);
}

/// All groups, or those that are least satisfied in the end if there are too many; in the order of the scenario.
fn least_satisfied(story: &Story) -> Vec<(String, String)> {
    let groups = story.groups(SATISFACTION);
    let last = |idx: usize| story.series(&groups[idx].1).iter().rev().find_map(|date| date.mean).unwrap_or(f64::INFINITY);
    let mut shown: Vec<usize> = (0..groups.len()).collect();
    shown.sort_by(|&a, &b| last(a).total_cmp(&last(b)));
    shown.truncate(multiples::MOST);
    shown.sort_unstable();
    shown.into_iter().map(|idx| groups[idx].clone()).collect()
}

fn notes(n_groups: usize) -> String {
    let left_out = n_groups.saturating_sub(multiples::MOST);
    let shown = match left_out {
        0 => String::new(),
        n => format!(" Satisfaction is shown of the {} groups that end least satisfied; {n} are left out.", multiples::MOST),
    };
    format!("A group that all have left has no satisfaction in that run.{shown}")
}
