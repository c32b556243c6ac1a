//! The first picture: what a rule set costs in time, what it lets through and what it stops.
//!
//! ```text
//!   name, question
//!   +-- delays ------------+  +-- both errors -------+
//!   +----------------------+  +----------------------+
//!   +-- waiting over time ---------------------------+
//!   caption: runs, intervals, seed, command
//! ```

use super::super::Error;
use super::axis::Frame;
use super::canvas::{Canvas, Side, Type, sheet, wrapped};
use super::style::{BLACK, GAP, GREY, HEADING, LEADING, MARGIN, SMALL, TEXT, TITLE, WIDTH};
use super::{Story, delays, errors, waiting};

const NAME: Type = Type { size: TITLE, bold: true, ink: BLACK };
const QUESTION: Type = Type { size: TEXT + 1.0, bold: false, ink: GREY };
const PANEL: Type = Type { size: HEADING, bold: true, ink: BLACK };
const CAPTION: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Heights of the two rows of panels, and what an axis takes below each.
const UPPER: f64 = 280.0;
const LOWER: f64 = 150.0;
const AXIS: f64 = 42.0;
/// Space for numbers left of an axis.
const NUMBERS: f64 = 40.0;
/// Space for a panel's heading.
const HEAD: f64 = 44.0;

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(story: &Story) -> Result<String, Error> {
    let width = WIDTH - 2.0 * MARGIN;
    let question = wrapped(&story.scenario.question, width, QUESTION);
    let caption = caption(story, width);
    let head = MARGIN + TITLE * LEADING + question.len() as f64 * QUESTION.size * LEADING + 22.0;
    let foot = head + HEAD + UPPER + AXIS + 26.0 + HEAD + LOWER + AXIS + 16.0;
    let height = foot + caption.len() as f64 * CAPTION.size * LEADING + MARGIN - 6.0;
    let title = format!("{}: delay and both errors", story.scenario.name);
    sheet((WIDTH, height.ceil()), &title, &caption.join(" "), |canvas| {
        canvas.text(&story.scenario.name, (MARGIN, MARGIN - 8.0), Side::Left, NAME);
        lines(canvas, &question, MARGIN - 8.0 + TITLE * LEADING + 2.0, QUESTION);
        panels(canvas, head, story);
        lines(canvas, &caption, foot, CAPTION);
    })
}

fn lines(canvas: &mut Canvas, lines: &[String], top: f64, look: Type) {
    for (idx, line) in lines.iter().enumerate() {
        canvas.text(line, (MARGIN, top + idx as f64 * look.size * LEADING), Side::Left, look);
    }
}

fn panels(canvas: &mut Canvas, top: f64, story: &Story) {
    let half = (WIDTH - 2.0 * MARGIN - GAP) / 2.0;
    let right = WIDTH - MARGIN;
    let upper = Frame { left: MARGIN, top: top + HEAD, right: MARGIN + half, bottom: top + HEAD + UPPER };
    canvas.text("How long do decisions take?", (upper.left, top), Side::Left, PANEL);
    canvas.text("each run has one value; bars count runs", (upper.left, top + 19.0), Side::Left, CAPTION);
    delays::draw(canvas, upper, story);
    let beside = Frame { left: right - half + NUMBERS, right, ..upper };
    canvas.text("What goes wrong?", (right - half, top), Side::Left, PANEL);
    let note = "good proposals that were blocked, share of those submitted";
    canvas.text(note, (right - half, top + 19.0), Side::Left, CAPTION);
    errors::draw(canvas, beside, story);
    let top = upper.bottom + AXIS + 26.0;
    let lower = Frame { left: MARGIN + NUMBERS, top: top + HEAD, right, bottom: top + HEAD + LOWER };
    canvas.text("How much is waiting?", (MARGIN, top), Side::Left, PANEL);
    canvas.text("proposals open", (MARGIN, top + 19.0), Side::Left, CAPTION);
    waiting::draw(canvas, lower, story);
}

/// What the numbers rest on, and how to get them again.
fn caption(story: &Story, width: f64) -> Vec<String> {
    let (runs, scenario) = (story.runs, story.scenario);
    let failed = if runs.failed() > 0 { format!(", {} more failed", runs.failed()) } else { String::new() };
    let s = if runs.ok == 1 { "" } else { "s" };
    let dots = if runs.ok > errors::DOTS as u64 { format!("the first {} runs", errors::DOTS) } else { "runs".to_owned() };
    let days = scenario.clock.days(scenario.horizon);
    let text = format!(
        "{} run{s} of {days} days{failed}, seed {}. Dots are {dots}. Red: mean over runs with its 95 % interval, \
         also in brackets. Shares leave out what was submitted too late to be decided.",
        runs.ok, scenario.seed
    );
    let mut lines = wrapped(&text, width, CAPTION);
    lines.extend(wrapped(&format!("Again: {}", story.command), width, CAPTION));
    lines
}

#[cfg(test)]
mod tests {
    use super::super::super::series::Spread;
    use super::super::super::{Counts, find};
    use super::super::{Kept, png};
    use super::*;
    use crate::dice::{Dice, Key, Purpose};
    use crate::metrics::Columns;
    use crate::scenario::Scenario;

    /// A scenario, and invented values of `n` runs; `gaps` leaves out what may be missing.
    fn picture(n: usize, gaps: bool) -> String {
        let scenario = Scenario::load("scenarios/partnership.toml").expect("a shipped scenario");
        let draw = |metric: u64, run: usize| Dice::new(1, run as u64).uniform(Purpose::Gap, Key(metric), Key::NONE, 0);
        let value = |id: &str, run: usize| match id {
            "delay_median_days" => Some(3.0 + 2.0 * draw(0, run) + draw(1, run)),
            "delay_p90_days" => Some(11.0 + 9.0 * draw(2, run) * draw(3, run) + 3.0 * draw(4, run)),
            "harm_passed_share" if !gaps => Some((12.0 * draw(5, run) * draw(6, run)).round() / 25.0),
            "good_blocked_share" => Some((30.0 * draw(7, run) * draw(8, run)).round() / 60.0),
            _ => None,
        };
        let (mut kept, mut findings) = (Kept::default(), Vec::new());
        for column in Columns::of(&scenario).all() {
            let values: Vec<Option<f64>> = (0..n).map(|run| value(&column.id, run)).collect();
            findings.push(find(column, &values));
            kept.keep(&column.id, values);
        }
        let spread = |week: u32| {
            let day = f64::from(week) * 7.0;
            let level = 6.0 * day / (day + 60.0) + draw(9, week as usize);
            let quantiles =
                [0.4, 0.7, 1.0, 1.4, 2.1].map(|factor| Some(factor * level).filter(|_| !gaps || !week.is_multiple_of(20)));
            Spread { day, metric: "backlog".to_owned(), n, mean: Some(level), quantiles }
        };
        let spreads: Vec<Spread> = if n == 0 { Vec::new() } else { (1..=104).map(spread).collect() };
        let runs = Counts { ok: n as u64, ..Counts::default() };
        let command = "folkmoot run partnership.toml --seed 7 --replicates 200";
        let story = Story { scenario: &scenario, command, runs, kept: &kept, findings: &findings, spreads: &spreads };
        super::draw(&story).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn it_is_drawn_from_many_runs_one_run_no_run_and_with_gaps() {
        for (n, gaps) in [(200, false), (1, false), (0, false), (200, true)] {
            let svg = picture(n, gaps);
            assert!(svg.contains("<title>") && svg.contains("--seed 7") && !svg.contains("NaN"));
            let dots = png::from_svg(&svg).unwrap_or_else(|error| panic!("{error}"));
            assert!(dots.starts_with(b"\x89PNG"));
        }
    }
}
