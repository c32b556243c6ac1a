//! Picture of a sweep: what one lever, or two together, do to the reported metrics.
//!
//! ```text
//!   one lever:  a row per value, mean and interval        two levers:  a map, a cell per pair of values
//! ```
//!
//! More levers than two do not fit on paper, and values drawn from a law make no rows; then there is no picture.

use super::axis::Frame;
use super::canvas::Canvas;
use super::heat_map::{self, Map};
use super::key::Sign;
use super::number::Measure;
use super::page::{self, Page};
use super::panel;
use super::spans::{self, Across, Span};
use super::story::{Kept, Story};
use super::style::{BLUE, RED};
use crate::experiment::sweep::Plan;
use crate::export::sweep::Told;
use crate::export::{Counts, Error};
use crate::metrics::{Better, Column, Unit};
use crate::scenario::Scenario;

/// Metrics that are drawn: the first of those reported.
const MOST: usize = 6;

/// Draws it as SVG; `None` where no picture fits.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(plan: &Plan, told: &Told, command: &str, runs: Counts) -> Result<Option<String>, Error> {
    // The sheet tells of the experiment what it tells of a scenario.
    let head = Scenario { name: plan.name.clone(), question: plan.question.clone(), ..plan.base.clone() };
    let kept = Kept::default();
    let story = Story::new(&head, command, runs, &kept);
    match *plan.levers().as_slice() {
        [axis] if told.cells.len() <= spans::MOST => one(plan, told, &story, axis).map(Some),
        [rows, columns] => two(plan, told, &story, [rows, columns]),
        _ => Ok(None),
    }
}

fn one(plan: &Plan, told: &Told, story: &Story, axis: usize) -> Result<String, Error> {
    let columns: Vec<&Column> = plan.reported.iter().take(MOST).map(|&place| &plan.columns[place]).collect();
    let lever = &plan.axes[axis];
    let heights = columns.iter().map(|_| panel::row(spans::height(told.cells.len()))).collect();
    let notes = format!("{} Rows: {}.", over(plan, told), lever.path);
    // The signs speak of runs.
    let signs: &[Sign] = if told.cells.len() < plan.points.len() { &[] } else { &[Sign::Interval, Sign::Half, Sign::Most] };
    let page = Page { subject: &format!("what {} does", lever.short), signs, notes, rows: heights };
    page::draw(story, &page, |canvas, rows| {
        for (place, (column, row)) in columns.iter().zip(rows).enumerate() {
            let room = panel::headed(canvas, *row, &column.id.replace('_', " "), &column.definition);
            let span = |idx: usize| Span {
                label: told.cells[idx].values.join(", "),
                summary: told.cells[idx].sights[place].summary,
                inks: [RED, BLUE],
            };
            let (measure, unit) = measure(column.unit);
            let across = Across { measure, unit, what: better(column), why: "no run has a value" };
            spans::draw(canvas, room, &(0..told.cells.len()).map(span).collect::<Vec<Span>>(), &across);
        }
    })
}

fn two(plan: &Plan, told: &Told, story: &Story, axes: [usize; 2]) -> Result<Option<String>, Error> {
    let values = |place: usize| {
        let mut values: Vec<&str> = Vec::new();
        for cell in &told.cells {
            if !values.contains(&cell.values[place].as_str()) {
                values.push(&cell.values[place]);
            }
        }
        values
    };
    let (down, along) = (values(0), values(1));
    // Samples share no values: a map of them would be empty but for its diagonal.
    if down.len() * along.len() > 2 * told.cells.len().max(2) {
        return Ok(None);
    }
    let names = axes.map(|axis| plan.axes[axis].short.as_str());
    let reported: Vec<usize> = (0..plan.reported.len().min(MOST)).collect();
    let height = panel::row(heat_map::height(down.len()));
    let notes = format!(
        "{} Red frame: the best. Dashed: may be as good, the 95 % interval of the difference over the same dice reaches 0.",
        over(plan, told)
    );
    let subject = format!("{} and {}", names[0], names[1]);
    let page = Page { subject: &subject, signs: &[], notes, rows: vec![height; reported.len().div_ceil(2)] };
    let map = |canvas: &mut Canvas, room: Frame, place: usize| {
        let column = &plan.columns[plan.reported[place]];
        let (measure, unit) = measure(column.unit);
        // A length says its unit in its id.
        let title = column.id.replace('_', " ") + if unit == " %" { ", %" } else { "" };
        let room = panel::headed(canvas, room, &title, better(column));
        let sight = |row: usize, along_at: usize| {
            let cell = told.cells.iter().find(|cell| cell.values[0] == down[row] && cell.values[1] == along[along_at]);
            cell.map(|cell| cell.sights[place])
        };
        heat_map::draw(canvas, room, &Map { down: &down, along: &along, names, measure, sight: &sight });
    };
    let drawn = page::draw(story, &page, |canvas, rows| {
        for (pair, row) in reported.chunks(2).zip(rows) {
            for (place, half) in pair.iter().zip(panel::halves(*row)) {
                map(canvas, half, *place);
            }
        }
    });
    drawn.map(Some)
}

/// What a mean and its interval are over.
fn over(plan: &Plan, told: &Told) -> &'static str {
    if told.cells.len() < plan.points.len() {
        "Means over worlds, with 95 % intervals; bands hold half and nine in ten of the worlds, where there are any."
    } else {
        "Means over runs, with 95 % intervals of the mean."
    }
}

fn better(column: &Column) -> &'static str {
    match column.better {
        Better::Up => "more is better",
        Better::Down => "less is better",
        Better::Neither => "neither more nor less is better",
    }
}

fn measure(unit: Unit) -> (Measure, &'static str) {
    match unit {
        Unit::Share | Unit::YesNo => (Measure::PERCENT, " %"),
        Unit::Days => (Measure::DAYS, " days"),
        Unit::Hours => (Measure { suffix: " hours", ..Measure::DAYS }, " hours"),
        Unit::Money => (Measure { places: 0, ..Measure::COUNT }, ""),
        Unit::Count | Unit::PerMonth | Unit::MeritPerMonth | Unit::Score | Unit::Distance => (Measure::COUNT, ""),
    }
}
