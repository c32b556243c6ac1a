//! Tables that are made from the tables of a result folder: what its settings say, and how they differ from the baseline.

use super::summary::{HEADER, cells};
use super::{cell, table, unit};
use crate::tables::{Answer, Settings, Tables};

/// The table of settings of levers.
pub const SETTINGS: &str = "settings.csv";
/// The table of differences from the baseline.
pub const CONTRASTS: &str = "contrasts.csv";
/// The table of points.
pub const SUMMARY: &str = "summary.csv";

/// Columns of `contrasts.csv` behind those of the levers.
const CONTRAST: [&str; 14] = [
    "baseline",
    "metric",
    "unit",
    "n",
    "mean_baseline",
    "mean",
    "difference",
    "low",
    "high",
    "variance_ratio",
    "p",
    "p_holm",
    "best",
    "near",
];

/// `summary.csv` as a sweep writes it, a row per point and metric; without axes as runs of one scenario do. `settings` are those of
/// all axes.
pub fn summary(tables: &Tables, settings: &Settings, answers: &[Answer]) -> Vec<u8> {
    let point = |setting: usize| tables.points[settings.first[setting]].id.clone();
    match settings.by.as_slice() {
        [] => rows(tables, settings, answers, Vec::new(), |_| Vec::new()),
        _ => rows(tables, settings, answers, vec!["point".to_owned()], |setting| vec![point(setting)]),
    }
}

/// `settings.csv`: a row per setting of the levers and metric, over all worlds.
pub fn settings(tables: &Tables, settings: &Settings, answers: &[Answer]) -> Vec<u8> {
    rows(tables, settings, answers, Vec::new(), |_| Vec::new())
}

fn rows(
    tables: &Tables,
    settings: &Settings,
    answers: &[Answer],
    first: Vec<String>,
    key: impl Fn(usize) -> Vec<String>,
) -> Vec<u8> {
    let paths = settings.by.iter().map(|&axis| tables.axes[axis].path.clone());
    let header: Vec<String> = first.into_iter().chain(paths).chain(HEADER.map(str::to_owned)).collect();
    let of_setting = |setting: usize| {
        let stem: Vec<String> = key(setting).into_iter().chain(settings.cells[setting].iter().cloned()).collect();
        let row = move |answer: &Answer| {
            let measure = &tables.metrics[answer.metric];
            let word = measure.unit.map_or("", unit);
            let told = cells(&measure.id, word, answer.sights[setting].summary.as_ref(), answer.medians[setting]);
            stem.iter().cloned().chain(told).collect::<Vec<String>>()
        };
        answers.iter().map(row)
    };
    table::csv(std::iter::once(header).chain((0..settings.len()).flat_map(of_setting)))
}

/// `contrasts.csv`: a row per setting but the baseline and metric.
pub fn contrasts(tables: &Tables, settings: &Settings, answers: &[Answer], baseline: usize) -> Vec<u8> {
    let paths = settings.by.iter().map(|&axis| tables.axes[axis].path.clone());
    let header: Vec<String> = paths.chain(CONTRAST.map(str::to_owned)).collect();
    let base = settings.words(tables, baseline);
    let of_setting = |setting: usize| {
        let base = &base;
        answers.iter().filter_map(move |answer| {
            let contrast = answer.contrasts[setting]?;
            let (measure, paired) = (&tables.metrics[answer.metric], contrast.paired);
            let interval = paired.and_then(|paired| paired.interval);
            let chance = answer.chances.get(setting);
            let mut row = settings.cells[setting].clone();
            row.extend([base.clone(), measure.id.clone(), measure.unit.map_or("", unit).to_owned()]);
            row.push(paired.map_or(0, |paired| paired.n).to_string());
            row.extend([
                cell(paired.map(|paired| paired.a)),
                cell(paired.map(|paired| paired.b)),
                cell(paired.map(|paired| paired.difference)),
                cell(interval.map(|interval| interval.low)),
                cell(interval.map(|interval| interval.high)),
                cell(paired.and_then(|paired| paired.variance_ratio)),
                cell(paired.and_then(|paired| paired.p)),
                cell(contrast.p_holm),
                cell(chance.map(|chance| chance.best)),
                cell(chance.map(|chance| chance.near)),
            ]);
            Some(row)
        })
    };
    table::csv(std::iter::once(header).chain((0..settings.len()).flat_map(of_setting)))
}
