//! The picture of what outcomes depend on.

use super::words;
use crate::experiment::sensitivity::{Answer, Finding};
use crate::experiment::sweep::Way;
use crate::export::{Beside, Influence, Influenced, Influences};
use crate::metrics::Unit;
use crate::stats::sensitivity::Measure;

/// Outcomes that are drawn.
const MOST: usize = 6;

/// What it is drawn from; `again` is the line that gives it.
pub fn of<'a>(answer: &'a Answer, again: &'a str) -> Influences<'a> {
    let more = answer.findings.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" {more} more stand in sensitivity.csv.") } else { String::new() };
    Influences {
        title: title(answer),
        question: &answer.question,
        note: words::rests_on(answer) + &more,
        command: again,
        outcomes: answer.findings.iter().take(MOST).map(|finding| outcome(answer, finding)).collect(),
    }
}

/// What the first outcome that depends on anything depends on most.
fn title(answer: &Answer) -> String {
    let told = |finding: &&Finding| finding.ranking.iter().any(|input| finding.told(*input));
    let finding = answer.findings.iter().find(told).unwrap_or(&answer.findings[0]);
    let sentence = words::sentence(answer, finding);
    let first = sentence.split(';').next().unwrap_or_default().trim_end();
    format!("{}: {}", answer.swept.name, first.replacen(&finding.metric.id, &finding.metric.id.replace('_', " "), 1))
}

fn outcome(answer: &Answer, finding: &Finding) -> Influenced {
    let factor = match (&answer.way, finding.metric.unit) {
        (Way::Walks(_), Unit::Share | Unit::YesNo) | (Way::Blocks, _) => 100.0,
        _ => 1.0,
    };
    let unit = crate::cli::figures::apart(finding.metric.unit).trim();
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    let dots = |measure: Measure, floor: Option<Measure>| {
        let of = |input: &usize| {
            let estimate = finding.of(Some(*input), measure)?;
            let floor = floor.and_then(|floor| finding.of(Some(*input), floor)).map(|floor| factor * floor.value);
            let name = answer.inputs[*input].short.clone();
            let interval = estimate.interval.map(|(low, high)| (factor * low, factor * high));
            Some(Influence { name, value: factor * estimate.value, interval, floor })
        };
        finding.ranking.iter().filter_map(of).collect::<Vec<Influence>>()
    };
    let (what, ranking, beside) = match answer.way {
        Way::Walks(_) => {
            let spread = |input: &usize| {
                let [size, spread] = [Measure::MuStar, Measure::Sigma].map(|measure| finding.of(Some(*input), measure));
                Some((answer.inputs[*input].short.clone(), factor * size?.value, factor * spread?.value))
            };
            let spreads: Vec<(String, f64, f64)> = finding.ranking.iter().filter_map(spread).collect();
            let beside = Beside::Spread(format!("spread of the effects (sigma{unit}): bends, or depends on others"), spreads);
            (
                format!("mean size of the effect over the whole range (mu*{unit})"),
                dots(Measure::MuStar, Some(Measure::Floor)),
                beside,
            )
        }
        Way::Blocks => {
            let alone = Beside::Dots("% of the variance, alone (first order)".to_owned(), dots(Measure::FirstOrder, None));
            ("% of the variance, with others (total order)".to_owned(), dots(Measure::TotalOrder, Some(Measure::Floor)), alone)
        }
        Way::Given => {
            let rank = dots(Measure::Prcc, Some(Measure::PrccFloor));
            let what = "distance between distributions (PAWN)".to_owned();
            (
                what,
                dots(Measure::Pawn, Some(Measure::Floor)),
                Beside::Dots("partial rank correlation, others held".to_owned(), rank),
            )
        }
    };
    let there = match &beside {
        Beside::Dots(_, dots) => !dots.is_empty(),
        Beside::Spread(_, spreads) => !spreads.is_empty(),
    };
    let note = if finding.at.is_empty() { finding.metric.definition.clone() } else { format!("where {}", finding.at) };
    let heading = finding.metric.id.replace('_', " ");
    Influenced { heading, note, what, ranking, beside: Some(beside).filter(|_| there) }
}
