//! What outcomes depend on, in plain words: the answer first, then a table for each outcome.

use crate::cli::figures::{aligned, apart, value};
use crate::experiment::sensitivity::{Answer, Finding};
use crate::experiment::sweep::Way;
use crate::metrics::Unit;
use crate::stats::sensitivity::{Estimate, Measure};

/// Inputs that are listed of each outcome.
const LISTED: usize = 30;

/// The whole.
pub fn in_words(answer: &Answer, again: &str) -> String {
    let mut text: String = answer.findings.iter().map(|finding| sentence(answer, finding)).collect();
    text += &format!("\n{}\n\n{} In brackets: 95 % intervals.\n", answer.question, rests_on(answer));
    for finding in &answer.findings {
        text += &format!("\n{}", table(answer, finding));
    }
    text + &format!(
        "\nEvery estimate stands in sensitivity.csv; `folkmoot sensitivity --help` explains its columns.\nAgain: {again}\n"
    )
}

/// The answer in one line.
pub fn sentence(answer: &Answer, finding: &Finding) -> String {
    let name = |input: &usize| answer.inputs[*input].short.clone();
    let told: Vec<&usize> = finding.ranking.iter().filter(|input| finding.told(**input)).collect();
    let at = if finding.at.is_empty() { String::new() } else { format!(", where {},", finding.at) };
    let (n, id) = (answer.inputs.len(), &finding.metric.id);
    let Some((first, rest)) = told.split_first() else {
        return format!("{id}{at} depends on none of the {n} inputs by more than chance\n");
    };
    let best = finding.by(**first).map_or_else(String::new, |estimate| amount(finding, estimate));
    let then: Vec<String> = rest.iter().take(2).map(|input| name(input)).collect();
    let then = if then.is_empty() { String::new() } else { format!("; then on {}", then.join(" and ")) };
    let rest = match n - told.len() {
        0 => String::new(),
        silent => format!("; {silent} of {n} inputs are not told from chance"),
    };
    format!("{id}{at} depends most on {}: {best}{then}{rest}\n", name(first))
}

/// What the ranking measure says of an input.
fn amount(finding: &Finding, estimate: &Estimate) -> String {
    let unit = finding.metric.unit;
    match estimate.measure {
        Measure::MuStar => format!("{}{} over its range{}", value(unit, estimate.value), apart(unit), interval(unit, estimate)),
        Measure::TotalOrder => {
            format!("{} % of the variance{}", value(Unit::Share, estimate.value), interval(Unit::Share, estimate))
        }
        _ => format!("{} of 1 by PAWN{}", value(Unit::Score, estimate.value), interval(Unit::Score, estimate)),
    }
}

fn interval(unit: Unit, estimate: &Estimate) -> String {
    let shown = |(low, high)| format!(" ({} to {})", value(unit, low), value(unit, high));
    estimate.interval.map_or_else(String::new, shown)
}

/// The method, and how many rows.
pub fn rests_on(answer: &Answer) -> String {
    let (k, runs) = (answer.inputs.len(), answer.swept.runs.total());
    let lots = answer.findings.iter().filter(|finding| finding.metric.id == answer.findings[0].metric.id).count();
    let n = match &answer.way {
        Way::Walks(_) => format!("Morris screening: {} walks over {k} inputs", answer.rows / (k + 1)),
        Way::Blocks => format!("Sobol' indices: {} samples of {k} inputs", answer.rows / (k + 2)),
        Way::Given => format!("PAWN and partial rank correlation: {} points of {k} inputs", answer.rows),
    };
    let lots = if lots > 1 { format!(", under each of {lots} settings") } else { String::new() };
    format!("{n}{lots}; {runs} runs in all, seed {}.", answer.swept.seed)
}

/// The measures of a way to look, with the words above their columns.
fn shown(way: &Way) -> [(Measure, &'static str); 3] {
    match way {
        Way::Walks(_) => [(Measure::MuStar, "mu*"), (Measure::Mu, "mu"), (Measure::Sigma, "sigma")],
        Way::Blocks => [(Measure::TotalOrder, "total"), (Measure::FirstOrder, "alone"), (Measure::Floor, "")],
        Way::Given => [(Measure::Pawn, "PAWN"), (Measure::Prcc, "rank correlation"), (Measure::Floor, "")],
    }
}

fn table(answer: &Answer, finding: &Finding) -> String {
    let unit = match answer.way {
        Way::Walks(_) => finding.metric.unit,
        Way::Blocks => Unit::Share,
        Way::Given => Unit::Score,
    };
    let what = match answer.way {
        Way::Walks(_) => format!(
            "{} over the whole range of an input",
            Some(apart(unit).trim()).filter(|word| !word.is_empty()).unwrap_or("in its unit")
        ),
        Way::Blocks => "% of its variance".to_owned(),
        Way::Given => "0 to 1, and -1 to 1".to_owned(),
    };
    let at = if finding.at.is_empty() { String::new() } else { format!(", where {}", finding.at) };
    let columns = shown(&answer.way);
    let mut rows = vec![vec!["input".to_owned()]];
    rows[0].extend(columns.iter().filter(|(_, word)| !word.is_empty()).map(|(_, word)| (*word).to_owned()));
    rows[0].push("chance".to_owned());
    for input in finding.ranking.iter().take(LISTED) {
        let cell = |measure| {
            finding
                .of(Some(*input), measure)
                .map_or_else(String::new, |estimate| format!("{}{}", value(unit, estimate.value), interval(unit, estimate)))
        };
        let mut row = vec![answer.inputs[*input].short.clone()];
        row.extend(columns.iter().filter(|(_, word)| !word.is_empty()).map(|(measure, _)| cell(*measure)));
        let mark = if finding.told(*input) { "" } else { "  not told from it" };
        row.push(cell(Measure::Floor) + mark);
        rows.push(row);
    }
    let mut text = format!("{}{at}: {what}\n{}", finding.metric.id, aligned(rows));
    if finding.ranking.len() > LISTED {
        text += &format!("and {} more\n", finding.ranking.len() - LISTED);
    }
    text + &dice(finding)
}

/// What the dice make of it.
fn dice(finding: &Finding) -> String {
    let share = |measure| {
        finding.of(None, measure).map(|estimate| value(Unit::Share, estimate.value) + " %" + &interval(Unit::Share, estimate))
    };
    let (Some(runs), Some(means)) = (share(Measure::DiceShare), share(Measure::NoiseShare)) else {
        return "One run a point: what the dice make of it cannot be told; `--replicates 10` would.\n".to_owned();
    };
    format!("Dice make {runs} of the variance of single runs, and {means} of that between points.\n")
}
