//! What one metric says of several settings: how each does, how it differs from the baseline, how probably it is the best.

use super::{Measure, Settings, Tables};
use crate::dice::{Dice, Key, Purpose};
use crate::metrics::Unit;
use crate::stats::{
    Chance, Choice, Interval, Paired, Sight, Summary, chances, holm, of_means, paired, quantile_interval, sights,
};

/// Resamples for the probability of being best.
const DRAWS: usize = 2000;
/// Settings from which on they are a sample rather than a choice.
const MANY: usize = 1000;

/// What is asked of every metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// The setting that all others are compared with.
    pub baseline: usize,
    /// What does not matter: points of a share, else a part of the baseline's mean; 0 to 1.
    pub zone: f64,
    /// Level of every interval.
    pub level: f64,
}

/// A setting against the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// The paired difference; `None` without a common run.
    pub paired: Option<Paired>,
    /// Its p value, adjusted for all settings of the metric.
    pub p_holm: Option<f64>,
}

/// What a metric says.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Number of the metric.
    pub metric: usize,
    /// By setting: how it does, over runs, or over worlds where there are several.
    pub sights: Vec<Sight>,
    /// By setting: interval of the median.
    pub medians: Vec<Option<Interval>>,
    /// By setting: against the baseline; nothing for the baseline itself.
    pub contrasts: Vec<Option<Contrast>>,
    /// By setting: how probably it is the best; empty for a metric without a better side, for one setting
    /// and for more than a thousand.
    pub chances: Vec<Chance>,
    /// The zone of indifference in the unit of the metric; `None` if there is no mean to take it from.
    pub zone: Option<f64>,
}

/// Answers for one metric; `values` has one per row of the tables.
pub fn answer(tables: &Tables, settings: &Settings, metric: usize, values: &[Option<f64>], question: Question) -> Answer {
    let measure = &tables.metrics[metric];
    let units = settings.units(tables, values);
    let kind = measure.kind(values.iter().flatten().copied());
    let kind = if settings.are_means() { of_means(kind) } else { kind };
    let known: Vec<Vec<f64>> = units.iter().map(|units| units.iter().flatten().copied().collect()).collect();
    let summaries: Vec<Option<Summary>> = known.iter().map(|values| Summary::of(values, kind, question.level)).collect();
    let median = |values: &Vec<f64>| {
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        quantile_interval(&sorted, 0.5, question.level)
    };
    let zone = zone(measure, summaries[question.baseline], question.zone);
    Answer {
        metric,
        medians: known.iter().map(median).collect(),
        contrasts: contrasts(tables, settings, values, question),
        chances: measure.better.more().map_or_else(Vec::new, |more| best(measure, &units, more, zone.unwrap_or(0.0))),
        sights: sights(&summaries, &units, measure.better.more(), question.level),
        zone,
    }
}

fn zone(measure: &Measure, baseline: Option<Summary>, zone: f64) -> Option<f64> {
    match measure.unit {
        Some(Unit::Share | Unit::YesNo) => Some(zone),
        _ => baseline.map(|summary| zone * summary.mean.abs()),
    }
}

fn contrasts(tables: &Tables, settings: &Settings, values: &[Option<f64>], question: Question) -> Vec<Option<Contrast>> {
    let of = |setting: usize| {
        let (a, b) = settings.pairs(tables, values, [question.baseline, setting]);
        (setting != question.baseline).then(|| Contrast { paired: paired(&a, &b, question.level), p_holm: None })
    };
    let mut all: Vec<Option<Contrast>> = (0..settings.len()).map(of).collect();
    let p = |contrast: &Contrast| contrast.paired.and_then(|paired| paired.p);
    let asked: Vec<f64> = all.iter().flatten().filter_map(p).collect();
    let open = all.iter_mut().flatten().filter(|contrast| p(contrast).is_some());
    open.zip(holm(&asked)).for_each(|(contrast, adjusted)| contrast.p_holm = Some(adjusted));
    all
}

/// The chances of settings that have a value, over the runs or worlds that all of them have.
fn best(measure: &Measure, units: &[Vec<Option<f64>>], more: bool, zone: f64) -> Vec<Chance> {
    if units.len() > MANY {
        return Vec::new();
    }
    let some: Vec<usize> = (0..units.len()).filter(|&setting| units[setting].iter().any(Option::is_some)).collect();
    let n = units.first().map_or(0, Vec::len);
    let whole: Vec<usize> = (0..n).filter(|&unit| some.iter().all(|&setting| units[setting][unit].is_some())).collect();
    let rows: Vec<Vec<f64>> =
        some.iter().map(|&setting| whole.iter().filter_map(|&unit| units[setting][unit]).collect()).collect();
    let mut stream = Dice::new(0, 0).stream(Purpose::Resample, Key::of("best"), Key::of(&measure.id), 0);
    let found = chances(&rows, Choice { more, zone, draws: DRAWS }, || stream.uniform());
    if found.is_empty() {
        return found;
    }
    let mut all = vec![Chance { best: 0.0, near: 0.0 }; units.len()];
    some.into_iter().zip(found).for_each(|(setting, chance)| all[setting] = chance);
    all
}

impl Answer {
    /// The setting with the best mean.
    pub fn best(&self) -> Option<usize> {
        self.sights.iter().position(|sight| sight.best)
    }

    /// Settings that cannot be told from the best, itself among them.
    pub fn n_best(&self) -> usize {
        self.sights.iter().filter(|sight| sight.best || sight.rivals).count()
    }
}
