//! A comparison in plain words.

use super::Told;
use super::variant::Variant;
use crate::cli::figures::{aligned, suffix, value};
use crate::experiment::compare::{Change, Contrast, Pair};
use crate::metrics::{Column, Unit};
use crate::story::words;

/// Kinds of change that are told one by one.
const TOLD: usize = 6;

/// The whole.
pub fn of(told: &Told) -> String {
    let first = &told.variants[0].scenario;
    let (n, days) = (told.replicates, words::length(first.clock, first.horizon));
    let mut text = String::new();
    for (letter, variant) in ('A'..).zip(told.variants) {
        text += &format!("{letter}  {}: {}\n", variant.label, variant.run(n));
    }
    let s = if n == 1 { "" } else { "s" };
    text += &format!("\n{n} run{s} of {days} each under the same dice, seed {}. In brackets: 95 % intervals.\n", first.seed);
    for (variant, failed) in told.variants.iter().zip(&told.verdict.failed).filter(|(_, failed)| **failed > 0) {
        text += &format!("{failed} runs of {} failed and are not counted.\n", variant.label);
    }
    for pair in &told.verdict.pairs {
        text += &of_pair(told, pair);
    }
    if told.variants.len() > 2 {
        text += &bests(told);
    }
    text
}

fn letter(which: usize) -> char {
    ('A'..).nth(which).unwrap_or('?')
}

fn of_pair(told: &Told, pair: &Pair) -> String {
    let [a, b] = pair.of.map(letter);
    let differs = |contrast: &&Contrast| contrast.paired.is_some_and(|paired| paired.p.is_none_or(|p| p < 1.0));
    let rows: Vec<[String; 7]> = pair.contrasts.iter().filter(differs).map(|contrast| row(told, pair, contrast)).collect();
    let same = pair.contrasts.iter().filter(|contrast| contrast.paired.is_some()).count() - rows.len();
    let [one, other] = pair.of.map(|which| told.variants[which].label.as_str());
    let mut text = format!("\n{b} - {a}: what changes from {one} to {other}\n\n");
    let head = ["metric", &a.to_string(), &b.to_string(), "difference", "dice", "p", "best"].map(str::to_owned);
    if !rows.is_empty() {
        text += &aligned(std::iter::once(head).chain(rows));
    }
    match same {
        0 => {}
        1 => text += "One metric is the same in every run.\n",
        n => text += &format!("{} are the same in every run.\n", words::capital(&words::counted(n as u32, "metric"))),
    }
    text + &fates(told, pair)
}

fn row(told: &Told, pair: &Pair, contrast: &Contrast) -> [String; 7] {
    let standing = &told.verdict.standings[contrast.metric];
    let metric = &standing.metric;
    let Some(paired) = contrast.paired else { return [const { String::new() }; 7] };
    let [a, b] = [paired.a, paired.b].map(|mean| value(metric.unit, mean) + suffix(metric.unit));
    let ratio = paired.variance_ratio.map_or_else(String::new, |ratio| format!("x{}", value(Unit::Count, ratio)));
    let best = pair.of.map(|which| standing.best.get(which).map(|share| format!("{} {:.0} %", letter(which), 100.0 * share)));
    let best = best.into_iter().flatten().collect::<Vec<String>>().join(", ");
    [metric.id.clone(), a, b, difference(metric, contrast), ratio, p_value(contrast.p_holm), best]
}

/// The difference with a sign and its interval, all three with the digits that help the largest. Shares are in points.
pub fn difference(metric: &Column, contrast: &Contrast) -> String {
    let Some(paired) = contrast.paired else { return String::new() };
    let factor = if matches!(metric.unit, Unit::Share | Unit::YesNo) { 100.0 } else { 1.0 };
    let ends = paired.interval.map_or((paired.difference, paired.difference), |interval| (interval.low, interval.high));
    let size = factor * paired.difference.abs().max(ends.0.abs()).max(ends.1.abs());
    let bounds = [99.5, 9.95, 0.095, 0.0095, 0.00095];
    let places = [0, 1, 2, 3, 4, 5][bounds.iter().filter(|bound| size < **bound).count()];
    let shown = |number: f64| {
        let text = format!("{:+.places$}", factor * number);
        if text.contains(|digit: char| ('1'..='9').contains(&digit)) { text } else { text[1..].to_owned() }
    };
    let interval = paired.interval.map(|interval| format!(" ({} to {})", shown(interval.low), shown(interval.high)));
    shown(paired.difference) + &interval.unwrap_or_default()
}

fn p_value(p: Option<f64>) -> String {
    match p {
        None => String::new(),
        Some(p) if p < 0.001 => "< 0.001".to_owned(),
        Some(p) => format!("{p:.3}"),
    }
}

/// In what share of runs each is best, where there are more than two.
fn bests(told: &Told) -> String {
    let mut head = vec!["metric".to_owned()];
    head.extend((0..told.variants.len()).map(|which| letter(which).to_string()));
    let mut rows = vec![head];
    for standing in told.verdict.standings.iter().filter(|standing| !standing.best.is_empty()) {
        let mut row = vec![standing.metric.id.clone()];
        row.extend(standing.best.iter().map(|share| format!("{:.0} %", 100.0 * share)));
        rows.push(row);
    }
    let joined = rows.into_iter().map(|row| [row[0].clone(), row[1..].iter().map(|cell| format!("{cell:<6}")).collect()]);
    format!("\nShare of runs in which each is best\n\n{}", aligned(joined))
}

fn fates(told: &Told, pair: &Pair) -> String {
    let changes = &pair.changes;
    let [a, b] = pair.of.map(letter);
    let [one, other] = changes.submitted;
    let mut text = format!(
        "\n{} proposals were submitted in {a}, {other} in {b}, {} of them in both. The fate of {} changed.\n",
        one, changes.matched, changes.changed
    );
    let kinds = changes.kinds();
    for change in kinds.iter().take(TOLD) {
        text += &told_change(change, pair.of.map(|which| &told.variants[which]), [a, b]);
    }
    let rest: u64 = kinds.iter().skip(TOLD).map(|change| change.n).sum();
    if rest > 0 {
        text += &format!("  {rest} more in {} other ways.\n", kinds.len() - TOLD);
    }
    text
}

fn told_change(change: &Change, variants: [&Variant; 2], letters: [char; 2]) -> String {
    let ends = change.outcomes.map(|outcome| outcome.map_or("still open at the end", words::outcome));
    let [a, b] = letters;
    let mut text = format!("\n  {} {} in {a}, {} in {b}", change.n, ends[0], ends[1]);
    if change.harmful > 0 {
        text += &format!(" ({} of them harmful)", change.harmful);
    }
    // Where no stage ended otherwise, the endings say it all.
    if change.parted.iter().zip(ends).any(|(parted, end)| parted != end) {
        text += &format!(". In {a} {}; in {b} {}", change.parted[0], change.parted[1]);
    }
    text += ".\n";
    let example = &change.example;
    text += &format!("  {} of replicate {}:\n", example.proposal, example.replicate);
    for ((letter, told), variant) in letters.iter().zip(&example.told).zip(variants) {
        text += &format!("    {letter}: {told}.\n");
        let rest = format!(" --replicate {} --proposal {}", example.replicate, crate::cli::run::quoted(&example.proposal));
        text += &format!("       {}\n", variant.trace(&rest));
    }
    text
}
