//! What the tables say, in plain words: the answer first, then a table per metric.

use super::Told;
use crate::cli::figures::{aligned, listed, plain, suffix_of, value_of};
use crate::cli::finding::{Found, bracket, can_be_told, percent, sentence};
use crate::metrics::Better;
use crate::scenario::all_shown;
use crate::stats::Sight;
use crate::tables::{Answer, Measure};

/// The whole.
pub fn of(told: &Told) -> String {
    let mut text: String = told.answers.iter().map(|answer| finding(told, answer) + "\n").collect();
    text += &format!("\n{}\n", basis(told));
    for answer in &told.answers {
        text += &format!("\n{}\n{}", heading(&told.tables.metrics[answer.metric]), aligned(table(told, answer)));
    }
    let more = told.settings.len() - listed(told.settings.len());
    if more > 0 {
        text += &format!("\nand {more} more settings in settings.csv\n");
    }
    text
}

/// The answer of a metric, in one sentence.
fn finding(told: &Told, answer: &Answer) -> String {
    let measure = &told.tables.metrics[answer.metric];
    sentence(&Found {
        id: &measure.id,
        unit: measure.unit,
        better: measure.better,
        sights: &answer.sights,
        chances: &answer.chances,
        words: &|setting| told.settings.shown(told.tables, setting),
    })
}

/// What the numbers rest on.
fn basis(told: &Told) -> String {
    let (tables, settings) = (told.tables, told.settings);
    let (n, runs) = (settings.len(), tables.n_rows());
    let names: Vec<&str> = settings.by.iter().map(|&axis| tables.axes[axis].short.as_str()).collect();
    let of = match names.as_slice() {
        [] => "runs of one scenario".to_owned(),
        [only] => format!("{n} settings of {only}"),
        [first @ .., last] => format!("{n} settings of {} and {last}", first.join(", ")),
    };
    let worlds = if settings.n_worlds > 1 { format!(" in {} worlds", settings.n_worlds) } else { String::new() };
    let beside = match settings.n_beside() {
        0 | 1 => String::new(),
        n => format!(", each over {n} settings of the other levers"),
    };
    let mut text = format!("{}: {of}{worlds}{beside}, {} in all. ", tables.about.name, counted(runs, "run"));
    if tables.failed > 0 {
        let are = if tables.failed == 1 { "is" } else { "are" };
        text += &format!("{} failed and {are} not counted. ", counted(tables.failed as usize, "run"));
    }
    if told.answers.iter().any(|answer| has_several(answer)) {
        text += &format!("In brackets: 95 % intervals, of means over {}.", if settings.n_worlds > 1 { "worlds" } else { "runs" });
    }
    if n > 1 && (told.chosen || told.answers.iter().any(|answer| has_several(answer))) {
        let zone = plain(100.0 * told.question.zone);
        let from = settings.shown(tables, told.question.baseline);
        text += &format!("\nDifferences are from {from}, over the same dice");
        if told.answers.iter().any(|answer| can_be_told(&answer.sights)) {
            text += &format!(
                ", p by Holm over the settings; near: within {zone} % of the best.\n\
                 * is the best, ~ may be as good: the 95 % interval of the difference over the same dice reaches 0"
            );
        }
        text += ".";
    }
    text
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("one {what}") } else { format!("{n} {what}s") }
}

fn heading(measure: &Measure) -> String {
    let unit = suffix_of(measure.unit).trim();
    let way = match measure.better {
        Better::Up => " (more is better)",
        Better::Down => " (less is better)",
        Better::Neither => "",
    };
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    format!("{}{unit}{way}", measure.id)
}

/// A row per setting. What one run cannot tell has no column.
fn table(told: &Told, answer: &Answer) -> Vec<Vec<String>> {
    let measure = &told.tables.metrics[answer.metric];
    let (n, has_best, several) = (told.settings.len(), !answer.chances.is_empty(), has_several(answer));
    let differs = n > 1 && (several || told.chosen);
    let mut header: Vec<String> = told.settings.by.iter().map(|&axis| told.tables.axes[axis].short.clone()).collect();
    let names: &[&str] = if several { &["n", "mean", "by", "sd", "5 %", "25 %", "median", "75 %", "95 %"] } else { &["value"] };
    header.extend(names.iter().map(|name| (*name).to_owned()));
    if differs {
        header.push("difference".to_owned());
        header.extend(several.then(|| "p".to_owned()));
    }
    if has_best {
        header.extend(["best", "near"].map(str::to_owned));
    }
    let mut rows = vec![header];
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); listed(n)];
    for place in 0..told.settings.by.len() {
        let cells: Vec<&str> = told.settings.cells[..listed(n)].iter().map(|cells| cells[place].as_str()).collect();
        texts.iter_mut().zip(all_shown(&cells)).for_each(|(row, cell)| row.push(cell));
    }
    for (setting, mut row) in texts.into_iter().enumerate() {
        let [n_runs, mean, rest @ ..] = cells(measure, &answer.sights[setting], can_be_told(&answer.sights));
        if several {
            row.push(n_runs);
        }
        row.push(mean);
        row.extend(rest.into_iter().filter(|_| several));
        if differs {
            row.extend(difference(measure, answer, setting).into_iter().take(if several { 2 } else { 1 }));
        }
        if has_best {
            let chance = answer.chances[setting];
            row.extend([percent(chance.best), percent(chance.near)]);
        }
        rows.push(row);
    }
    rows
}

/// Whether any setting has more than one run.
fn has_several(answer: &Answer) -> bool {
    answer.sights.iter().filter_map(|sight| sight.summary).any(|summary| summary.n > 1)
}

fn cells(measure: &Measure, sight: &Sight, marked: bool) -> [String; 9] {
    let Some(summary) = &sight.summary else {
        let mut cells = [const { String::new() }; 9];
        (cells[0], cells[1]) = ("0".to_owned(), "no value".to_owned());
        return cells;
    };
    let shown = |value: f64| value_of(measure.unit, value);
    let mark = match (marked, sight.best, sight.rivals) {
        (true, true, _) => " *",
        (true, _, true) => " ~",
        _ => "",
    };
    let mean = shown(summary.mean) + &bracket(measure.unit, summary.interval) + mark;
    let by = summary.interval.map_or("", |interval| interval.method.name());
    let quantiles = [summary.q05, summary.q25, summary.q50, summary.q75, summary.q95].map(shown);
    let [a, b, c, d, e] = quantiles;
    [summary.n.to_string(), mean, by.to_owned(), summary.sd.map(shown).unwrap_or_default(), a, b, c, d, e]
}

fn difference(measure: &Measure, answer: &Answer, setting: usize) -> [String; 2] {
    let Some(contrast) = answer.contrasts[setting] else { return ["baseline".to_owned(), String::new()] };
    let Some(paired) = contrast.paired else { return ["no common run".to_owned(), String::new()] };
    let p = match contrast.p_holm {
        None => String::new(),
        Some(p) if p < 0.001 => "< 0.001".to_owned(),
        Some(p) => format!("{p:.3}"),
    };
    [value_of(measure.unit, paired.difference) + &bracket(measure.unit, paired.interval), p]
}
