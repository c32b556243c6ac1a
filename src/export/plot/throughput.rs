//! The third picture: how much gets decided and done, and which decisions wait longest.

use super::super::Error;
use super::Story;
use super::axis::Frame;
use super::canvas::Canvas;
use super::key::Sign;
use super::number::Measure;
use super::page::{self, Page};
use super::panel::{self, NUMBERS, headed};
use super::ribbon;
use super::spans::{self, Across, Span};
use super::style::{BLUE, RED};

const SIGNS: [Sign; 4] = [Sign::Mean, Sign::Interval, Sign::Half, Sign::Most];

/// Height of a panel over time.
const PLOT: f64 = 130.0;

const DECIDED: &str = "decisions_per_month";
const DELIVERED: &str = "delivered_value_per_month";
const DELAY: &str = "delay_median_days";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(story: &Story) -> Result<String, Error> {
    let n_kinds = story.scenario.kinds.len();
    let page = Page {
        subject: "how much gets decided and done, and how fast",
        signs: &SIGNS,
        notes:
            "Delays are those of decisions made, in the runs that made any of the kind; what still waits is in the picture of \
                delays and errors."
                .to_owned(),
        rows: vec![panel::row(PLOT), panel::row(PLOT), panel::row(spans::height(n_kinds))],
    };
    page::draw(&story.head(), &page, |canvas, rows| {
        let note = "decisions in the 30 days before";
        over_time(canvas, rows[0], story, ("How much gets decided?", note, DECIDED, "shorter than 30 days"));
        let note = "worth times size of the work completed in the 30 days before; harmful work counts against it";
        over_time(canvas, rows[1], story, ("How much good gets done?", note, DELIVERED, "shorter than 30 days"));
        let room =
            headed(canvas, rows[2], "Which decisions take longest?", "half of the decisions of a kind take no longer than");
        let span = |(label, id): (String, String)| Span { label, summary: story.summary(&id).copied(), inks: [RED, BLUE] };
        let spans: Vec<Span> = story.kinds(DELAY).into_iter().map(span).collect();
        let across =
            Across { measure: Measure::DAYS, unit: "", what: "days from submission to decision", why: "no decision in any run" };
        spans::draw(canvas, room, &spans, &across);
    })
}

fn over_time(canvas: &mut Canvas, room: Frame, story: &Story, (question, note, id, why): (&str, &str, &str, &str)) {
    let room = headed(canvas, room, question, note);
    ribbon::draw(canvas, Frame { left: room.left + NUMBERS, ..room }, story.series(id), None, why);
}
