//! What the tables say, in plain words: the answer first, then a table per metric.

use super::Told;
use crate::cli::figures::{aligned, plain, suffix_of, value_of};
use crate::metrics::{Better, Unit};
use crate::stats::{Interval, Method, Sight, Summary};
use crate::tables::{Answer, Measure};

/// Settings that are listed.
const LISTED: usize = 60;

/// The whole.
pub fn of(told: &Told) -> String {
    let mut text: String = told.answers.iter().map(|answer| finding(told, answer) + "\n").collect();
    text += &format!("\n{}\n", basis(told));
    for answer in &told.answers {
        text += &format!("\n{}\n{}", heading(&told.tables.metrics[answer.metric]), aligned(table(told, answer)));
    }
    if told.settings.len() > LISTED {
        text += &format!("\nand {} more settings in settings.csv\n", told.settings.len() - LISTED);
    }
    text
}

/// The answer of a metric, in one sentence.
pub fn finding(told: &Told, answer: &Answer) -> String {
    let measure = &told.tables.metrics[answer.metric];
    let (id, n) = (&measure.id, told.settings.len());
    let shown = |summary: &Summary| with_interval(measure, summary);
    if answer.sights.iter().all(|sight| sight.summary.is_none()) {
        return format!("{id}: no run has a value.");
    }
    if n == 1 {
        return format!("{id}: {}.", answer.sights[0].summary.as_ref().map_or_else(|| "no value".to_owned(), shown));
    }
    if answer.sights.iter().flat_map(|sight| &sight.summary).all(|summary| summary.n < 2) {
        return spread(told, answer) + " One run of each tells none from another.";
    }
    let Some(best) = answer.best() else { return spread(told, answer) };
    let way = if measure.better == Better::Up { "more is better" } else { "less is better" };
    let summary = answer.sights[best].summary.as_ref().map_or_else(String::new, shown);
    let best_words = told.settings.words(told.tables, best);
    let chance = answer.chances.get(best).map(|chance| percent(chance.best));
    match answer.n_best() {
        1 => {
            let chance = chance.map_or_else(String::new, |chance| format!(", the best with probability {chance}"));
            format!("{id} ({way}): {best_words} is best, {summary}{chance}.")
        }
        all if all == n => format!("{id} ({way}): no setting can be told from the best; all are like {summary}."),
        some => {
            let chance = chance.map_or_else(String::new, |chance| format!(" (the best with probability {chance})"));
            format!(
                "{id} ({way}): {some} of {n} settings cannot be told from the best; the first is {best_words}, {summary}{chance}."
            )
        }
    }
}

/// What a metric without a better side does.
fn spread(told: &Told, answer: &Answer) -> String {
    let measure = &told.tables.metrics[answer.metric];
    let means = (0..told.settings.len()).filter_map(|setting| Some((setting, answer.sights[setting].summary?.mean)));
    let low = means.clone().min_by(|a, b| a.1.total_cmp(&b.1));
    let high = means.max_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(low), Some(high)) = (low, high) else { return format!("{}: no run has a value.", measure.id) };
    let end = |(setting, mean): (usize, f64)| {
        format!("{}{} ({})", value_of(measure.unit, mean), suffix_of(measure.unit), told.settings.words(told.tables, setting))
    };
    format!("{}: from {} to {}.", measure.id, end(low), end(high))
}

/// What the numbers rest on.
fn basis(told: &Told) -> String {
    let (tables, settings) = (told.tables, told.settings);
    let (n, runs) = (settings.len(), tables.n_rows());
    let names: Vec<&str> = settings.by.iter().map(|&axis| tables.axes[axis].short.as_str()).collect();
    let of = match names.as_slice() {
        [] => "runs of one scenario".to_owned(),
        names => format!("{n} settings of {}", names.join(" and ")),
    };
    let worlds = if settings.n_worlds > 1 { format!(" in {} worlds", settings.n_worlds) } else { String::new() };
    let beside = match settings.n_beside() {
        0 | 1 => String::new(),
        n => format!(", each over {n} settings of the other levers"),
    };
    let mut text = format!("{}: {of}{worlds}{beside}, {} in all. ", tables.about.name, counted(runs, "run"));
    if tables.failed > 0 {
        text += &format!("{} failed and are not counted. ", counted(tables.failed as usize, "run"));
    }
    text += &format!("In brackets: 95 % intervals, of means over {}.", if settings.n_worlds > 1 { "worlds" } else { "runs" });
    if n > 1 {
        let zone = plain(100.0 * told.question.zone);
        text += &format!(
            "\nDifferences are from {}, over the same dice, p by Holm over the settings; near: within {zone} % of the best.\n\
             * is the best, ~ may be as good: the 95 % interval of the difference over the same dice reaches 0.",
            settings.words(tables, told.question.baseline)
        );
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

/// A row per setting.
fn table(told: &Told, answer: &Answer) -> Vec<Vec<String>> {
    let measure = &told.tables.metrics[answer.metric];
    let (n, has_best) = (told.settings.len(), !answer.chances.is_empty());
    let names = told.settings.by.iter().map(|&axis| told.tables.axes[axis].short.clone());
    let mut header: Vec<String> = names.collect();
    header.extend(["n", "mean", "by", "sd", "5 %", "25 %", "median", "75 %", "95 %"].map(str::to_owned));
    if n > 1 {
        header.extend(["difference", "p"].map(str::to_owned));
    }
    if has_best {
        header.extend(["best", "near"].map(str::to_owned));
    }
    let mut rows = vec![header];
    for setting in 0..n.min(LISTED) {
        let mut row = told.settings.cells[setting].clone();
        row.extend(cells(measure, &answer.sights[setting]));
        if n > 1 {
            row.extend(difference(measure, answer, setting));
        }
        if has_best {
            let chance = answer.chances[setting];
            row.extend([percent(chance.best), percent(chance.near)]);
        }
        rows.push(row);
    }
    rows
}

fn cells(measure: &Measure, sight: &Sight) -> [String; 9] {
    let Some(summary) = &sight.summary else {
        let mut cells = [const { String::new() }; 9];
        (cells[0], cells[1]) = ("0".to_owned(), "no value".to_owned());
        return cells;
    };
    let shown = |value: f64| value_of(measure.unit, value);
    let mark = match (sight.best, sight.rivals) {
        (true, _) => " *",
        (_, true) => " ~",
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

fn with_interval(measure: &Measure, summary: &Summary) -> String {
    format!("{}{}{}", value_of(measure.unit, summary.mean), suffix_of(measure.unit), bracket(measure.unit, summary.interval))
}

fn bracket(unit: Option<Unit>, interval: Option<Interval>) -> String {
    let Some(Interval { low, high, method }) = interval else { return String::new() };
    match method {
        Method::ExactBound if low <= 0.0 => format!(" (up to {})", value_of(unit, high)),
        Method::ExactBound => format!(" (at least {})", value_of(unit, low)),
        Method::Wilson | Method::T | Method::OrderStatistics | Method::Jackknife => {
            format!(" ({} to {})", value_of(unit, low), value_of(unit, high))
        }
    }
}

/// A probability from resamples: never 0 or 100 %, which resamples cannot tell.
fn percent(share: f64) -> String {
    match 100.0 * share {
        p if p < 0.5 => "< 1 %".to_owned(),
        p if p > 99.5 => "> 99 %".to_owned(),
        p => format!("{p:.0} %"),
    }
}
