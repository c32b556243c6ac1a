//! The fourth picture: where the money is, and how long it lasts.

use super::super::Error;
use super::Story;
use super::axis::Frame;
use super::key::Sign;
use super::page::{self, Page};
use super::panel::{self, headed};
use super::stacked::{self, Area, Total};
use super::style::{BLUE, GREEN, Look, ORANGE, RED, SKY};
use super::{key, ribbon};

const SIGNS: [Sign; 3] = [Sign::Mean, Sign::Half, Sign::Most];

/// Space for amounts left of an axis.
const AMOUNTS: f64 = 62.0;
/// Heights of the two panels.
const STACK: f64 = 260.0;
const PLOT: f64 = 130.0;

/// What can still be decided on lies at the bottom; what is gone lies on top.
const AREAS: [(&str, &str, Look); 5] = [
    ("money_uncommitted", "free", Look { ink: BLUE, dash: &[] }),
    ("money_committed", "promised", Look { ink: SKY, dash: &[] }),
    ("money_spent", "spent on work", Look { ink: GREEN, dash: &[] }),
    ("money_diverted", "diverted", Look { ink: RED, dash: &[] }),
    ("money_withdrawn", "taken along", Look { ink: ORANGE, dash: &[] }),
];
const PAID_IN: &str = "money_paid_in";
const PLEDGED: &str = "money_pledged";
const RUNWAY: &str = "runway_days";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(story: &Story) -> Result<String, Error> {
    let areas = AREAS.map(|(id, label, look)| Area { label, look, dates: story.series(id) });
    let totals = totals(story);
    let page = Page {
        subject: "where the money is",
        signs: &[],
        notes: format!(
            "Runway: free money over mean daily spending so far, in the runs that have spent; longer than the run ({} days) is \
             off the scale.",
            story.days()
        ),
        rows: vec![panel::row(STACK), panel::row(PLOT)],
    };
    page::draw(&story.head(), &page, |canvas, rows| {
        let note = "means over runs; the areas add up to what was paid in";
        let room = headed(canvas, rows[0], "Where is the money?", note);
        let frame = Frame { left: room.left + AMOUNTS, right: room.right - stacked::beside(&areas, &totals), ..room };
        stacked::draw(canvas, frame, &areas, &totals, "nobody pays in any money");
        let room = headed(canvas, rows[1], "How long would it last?", "runway, days; the scale ends with the length of the run");
        key::up_to(canvas, (room.right, room.top - 25.0), &SIGNS);
        // Both have the same days at the same places.
        let frame = Frame { top: room.top, bottom: room.bottom, ..frame };
        ribbon::draw(canvas, frame, story.series(RUNWAY), Some(story.days()), "no money was spent in any run");
    })
}

/// One line where as much was paid in as is pledged, else two.
fn totals<'s>(story: &'s Story) -> Vec<Total<'s>> {
    let (paid_in, pledged) = (story.series(PAID_IN), story.series(PLEDGED));
    let differs = paid_in.iter().zip(pledged).any(|(paid_in, pledged)| match (paid_in.mean, pledged.mean) {
        (Some(paid_in), Some(pledged)) => (paid_in - pledged).abs() > 1e-6 * pledged.abs(),
        _ => true,
    });
    let line = |label, dates, dash| Total { label, dates, dash };
    match (pledged.is_empty(), differs) {
        (true, _) => vec![line("paid in", paid_in, &[])],
        (false, false) => vec![line("pledged and paid in", paid_in, &[])],
        (false, true) => vec![line("paid in", paid_in, &[]), line("pledged", pledged, &[6.0, 3.0])],
    }
}
