//! A row per setting: mean and interval, and the bands that most runs lie in.

use super::{better, finding, heading, measure, page};
use crate::export::Error;
use crate::export::plot::key::Sign;
use crate::export::plot::spans::{self, Across, Span};
use crate::export::plot::style::{BLUE, PALE, RED};
use crate::export::plot::{page as sheet, panel};
use crate::export::survey::{Over, SAMPLED, Seen, Survey};

/// Draws it; `None` with more settings than can be told one by one.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(survey: &Survey) -> Result<Option<String>, Error> {
    let (n, metrics) = (survey.settings.len(), survey.drawn());
    if n > SAMPLED || n == 0 || metrics.is_empty() {
        return Ok(None);
    }
    let heights = metrics.iter().map(|_| panel::row(spans::height(n.min(spans::MOST)))).collect();
    let subject = finding::title(survey);
    let order = match (survey.levers.len(), n > spans::MOST) {
        (0 | 1, _) => "",
        (_, false) => " The best first.",
        (_, true) => " The twelve best, the best first.",
    };
    let grey = if n > 1 {
        " Grey dots are told from the best: over the same dice the 95 % interval of the difference keeps off 0."
    } else {
        ""
    };
    let notes = format!("{}{order}{grey}", survey.means());
    let signs: &[Sign] = match survey.over {
        Over::Runs => &[Sign::Interval, Sign::Half, Sign::Most],
        Over::Worlds => &[Sign::Interval, Sign::HalfOfWorlds, Sign::MostOfWorlds],
    };
    let page = page(&subject, signs, notes, heights);
    let drawn = sheet::draw(&survey.head(), &page, |canvas, rows| {
        for (seen, row) in metrics.iter().zip(rows) {
            let room = panel::headed(canvas, *row, &heading(seen), &seen.definition);
            let (measure, unit) = measure(seen.unit);
            let across = Across { measure, unit, what: better(seen), why: "no run has a value" };
            spans::draw(canvas, room, &spans_of(survey, seen), &across);
        }
    });
    drawn.map(Some)
}

/// The settings in the order of one lever, else the best first.
fn spans_of(survey: &Survey, seen: &Seen) -> Vec<Span> {
    let n = survey.settings.len();
    let mut order: Vec<usize> = (0..n).collect();
    if let (true, Some(more)) = (survey.levers.len() > 1, seen.better.more()) {
        let score = |setting: &usize| {
            seen.sights[*setting].summary.map_or(f64::NEG_INFINITY, |summary| if more { summary.mean } else { -summary.mean })
        };
        order.sort_by(|a, b| score(b).total_cmp(&score(a)).then(a.cmp(b)));
    }
    order.truncate(spans::MOST);
    let directed = seen.better.more().is_some() && n > 1;
    let span = |setting: usize| {
        let sight = seen.sights[setting];
        let told_apart = directed && !sight.best && !sight.rivals;
        Span {
            label: survey.settings[setting].join(", "),
            summary: sight.summary,
            inks: if told_apart { [crate::export::plot::style::GREY, PALE] } else { [RED, BLUE] },
        }
    };
    order.into_iter().map(span).collect()
}
