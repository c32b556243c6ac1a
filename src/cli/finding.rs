//! What settings do to a metric, in one sentence: which is best and how surely, and what lies at the other end.

use super::figures::{suffix_of, value_of};
use crate::metrics::{Better, Unit};
use crate::stats::{Chance, Interval, Method, Sight, Summary};

/// A metric at all settings.
pub struct Found<'f> {
    /// Its id.
    pub id: &'f str,
    /// Its unit, if that is known.
    pub unit: Option<Unit>,
    /// Which way is better.
    pub better: Better,
    /// One per setting.
    pub sights: &'f [Sight],
    /// How probably each is the best; empty where that was not asked.
    pub chances: &'f [Chance],
    /// A setting in words.
    pub words: &'f dyn Fn(usize) -> String,
}

/// Whether some setting has runs enough to be told from another.
pub fn can_be_told(sights: &[Sight]) -> bool {
    sights.len() > 1 && sights.iter().filter_map(|sight| sight.summary).any(|summary| summary.n > 1)
}

/// The sentence.
pub fn sentence(found: &Found) -> String {
    let (id, n) = (found.id, found.sights.len());
    let known = |setting: usize| found.sights[setting].summary;
    if (0..n).all(|setting| known(setting).is_none()) {
        return format!("{id}: no run has a value.");
    }
    if n == 1 {
        return format!(
            "{id}: {}.",
            known(0).map_or_else(|| "no value".to_owned(), |summary| with_interval(found.unit, &summary))
        );
    }
    if !can_be_told(found.sights) {
        return spread(found) + " One run of each tells none from another.";
    }
    let Some(best) = found.sights.iter().position(|sight| sight.best) else { return spread(found) };
    let all_best = found.sights.iter().filter(|sight| sight.best || sight.rivals).count();
    let way = if found.better == Better::Up { "more is better" } else { "less is better" };
    let at = |setting: usize| known(setting).map_or_else(String::new, |summary| with_interval(found.unit, &summary));
    let words = (found.words)(best);
    let chance = found.chances.get(best).map(|chance| percent(chance.best));
    let last = worst(found).map_or_else(String::new, |last| format!("; {} is worst, {}", (found.words)(last), at(last)));
    match all_best {
        1 => {
            let chance = chance.map_or_else(String::new, |chance| format!(", the best with probability {chance}"));
            format!("{id} ({way}): {words} is best, {}{chance}{last}.", at(best))
        }
        all if all == n => format!("{id} ({way}): no setting can be told from the best; all are like {}.", at(best)),
        some => {
            let chance = chance.map_or_else(String::new, |chance| format!(" (the best with probability {chance})"));
            format!(
                "{id} ({way}): {some} of {n} settings cannot be told from the best; the first is {words}, {}{chance}{last}.",
                at(best)
            )
        }
    }
}

/// The setting whose mean lies furthest from the best.
fn worst(found: &Found) -> Option<usize> {
    let sign = found.better.more().map(|more| if more { 1.0 } else { -1.0 })?;
    let score = |setting: &usize| found.sights[*setting].summary.map_or(f64::INFINITY, |summary| sign * summary.mean);
    (0..found.sights.len()).min_by(|a, b| score(a).total_cmp(&score(b)))
}

/// What a metric without a better side does.
fn spread(found: &Found) -> String {
    let means = (0..found.sights.len()).filter_map(|setting| Some((setting, found.sights[setting].summary?)));
    let low = means.clone().min_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    let high = means.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    let (Some(low), Some(high)) = (low, high) else { return format!("{}: no run has a value.", found.id) };
    let end =
        |(setting, summary): (usize, Summary)| format!("{} with {}", with_interval(found.unit, &summary), (found.words)(setting));
    format!("{}: from {} to {}.", found.id, end(low), end(high))
}

/// A mean with its unit and interval.
pub fn with_interval(unit: Option<Unit>, summary: &Summary) -> String {
    format!("{}{}{}", value_of(unit, summary.mean), suffix_of(unit), bracket(unit, summary.interval))
}

/// An interval in brackets with a space before; nothing without one.
pub fn bracket(unit: Option<Unit>, interval: Option<Interval>) -> String {
    let Some(Interval { low, high, method }) = interval else { return String::new() };
    match method {
        Method::ExactBound if low <= 0.0 => format!(" (up to {})", value_of(unit, high)),
        Method::ExactBound => format!(" (at least {})", value_of(unit, low)),
        Method::Wilson | Method::T | Method::OrderStatistics | Method::Jackknife | Method::Newcombe => {
            format!(" ({} to {})", value_of(unit, low), value_of(unit, high))
        }
    }
}

/// A probability from resamples: never 0 or 100 %, which resamples cannot tell.
pub fn percent(share: f64) -> String {
    match 100.0 * share {
        p if p < 0.5 => "< 1 %".to_owned(),
        p if p > 99.5 => "> 99 %".to_owned(),
        p => format!("{p:.0} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Kind, Pairs, sights};

    fn told(settings: &[&[f64]], better: Better) -> String {
        let summaries: Vec<Option<Summary>> = settings.iter().map(|values| Summary::of(values, Kind::Mean, 0.95)).collect();
        let units: Vec<Vec<Option<f64>>> = settings.iter().map(|values| values.iter().copied().map(Some).collect()).collect();
        let sights = sights(&summaries, &units, better.more(), Pairs { yes_no: false, level: 0.95 });
        let words = |setting: usize| format!("a = {setting}");
        sentence(&Found { id: "m", unit: Some(Unit::Count), better, sights: &sights, chances: &[], words: &words })
    }

    #[test]
    fn the_sentence_says_no_more_than_the_runs_tell() {
        let (low, high, like): (&[f64], &[f64], &[f64]) = (&[1.0, 1.2, 0.8], &[9.0, 9.2, 8.8], &[1.1, 1.0, 0.9]);
        for (settings, better, expected) in [
            (
                vec![low, high],
                Better::Down,
                "m (less is better): a = 0 is best, 1.00 (0.50 to 1.50); a = 1 is worst, 9.00 (8.50 to 9.50).",
            ),
            (
                vec![low, high],
                Better::Up,
                "m (more is better): a = 1 is best, 9.00 (8.50 to 9.50); a = 0 is worst, 1.00 (0.50 to 1.50).",
            ),
            (
                vec![low, like],
                Better::Down,
                "m (less is better): no setting can be told from the best; all are like 1.00 (0.50 to 1.50).",
            ),
            (vec![low, high], Better::Neither, "m: from 1.00 (0.50 to 1.50) with a = 0 to 9.00 (8.50 to 9.50) with a = 1."),
            (
                vec![&[1.0], &[2.0]],
                Better::Down,
                "m: from 1.00 with a = 0 to 2.00 with a = 1. One run of each tells none from another.",
            ),
            (vec![low], Better::Down, "m: 1.00 (0.50 to 1.50)."),
            (vec![&[], &[]], Better::Down, "m: no run has a value."),
        ] {
            assert_eq!(told(&settings, better), expected);
        }
        let some = told(&[low, like, high], Better::Down);
        assert!(some.starts_with("m (less is better): 2 of 3 settings cannot be told from the best"), "{some}");
    }
}
