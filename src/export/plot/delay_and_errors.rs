//! The first picture: what a rule set costs in time, what it lets through and what it stops.
//!
//! ```text
//!   +-- delays ------------+  +-- both errors -------+
//!   +----------------------+  +----------------------+
//!   +-- waiting over time ---------------------------+
//!   +------------------------------------------------+
//! ```

use super::super::Error;
use super::axis::Frame;
use super::key::{self, Sign};
use super::page::{self, Page};
use super::panel::{self, NUMBERS, halves, headed};
use super::{Story, delays, errors, ribbon};

const BACKLOG: &str = "backlog";

/// Heights of the two rows of panels.
const UPPER: f64 = 280.0;
const LOWER: f64 = 150.0;

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(story: &Story) -> Result<String, Error> {
    let dots = if story.runs.ok > errors::DOTS as u64 { format!("the first {} runs", errors::DOTS) } else { "runs".to_owned() };
    let page = Page {
        subject: "delays and both errors",
        signs: &[],
        notes: format!(
            "Dots are {dots}. Red: mean over runs with its 95 % interval, also in brackets. Shares leave out what was submitted \
             too late to be decided."
        ),
        rows: vec![panel::row(UPPER), panel::row(LOWER)],
    };
    page::draw(&story.head(), &page, |canvas, rows| {
        let [left, right] = halves(rows[0]);
        let room = headed(canvas, left, "How long do decisions take?", "each run has one value; bars count runs");
        delays::draw(canvas, room, story);
        let note = "good proposals that were blocked, share of those submitted";
        let room = headed(canvas, right, "What goes wrong?", note);
        errors::draw(canvas, Frame { left: room.left + NUMBERS, ..room }, story);
        let room = headed(canvas, rows[1], "How much is waiting?", "proposals open");
        let frame = Frame { left: room.left + NUMBERS, ..room };
        // No median: where few things wait it jumps between whole numbers.
        key::up_to(canvas, (frame.right, frame.top - 25.0), &[Sign::Mean, Sign::Half, Sign::Most]);
        ribbon::draw(canvas, frame, story.series(BACKLOG), None, "no reporting date");
    })
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
        let story = Story::new(&scenario, command, runs, &kept).with(&findings, &spreads);
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
