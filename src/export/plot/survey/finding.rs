//! The title of a picture: what it shows, in a sentence, and not more than the runs can tell.

use super::measure;
use crate::export::survey::{Seen, Survey};
use crate::metrics::Better;

/// What the settings do to the first metric that tells them apart, else to the first.
pub fn title(survey: &Survey) -> String {
    let tells = |seen: &&Seen| seen.best().is_some() && seen.n_best() < survey.settings.len();
    let metrics = survey.drawn();
    metrics.iter().find(tells).or(metrics.first()).map_or_else(String::new, |seen| best(survey, seen))
}

/// What the settings do to a metric.
fn best(survey: &Survey, seen: &Seen) -> String {
    let (name, n) = (seen.shown(), survey.settings.len());
    let Some(best) = seen.best().filter(|_| n > 1) else { return spread(survey, seen) };
    let end = if seen.better == Better::Up { "highest" } else { "lowest" };
    let words = survey.words(best);
    match seen.n_best() {
        1 => format!("{name} is {end} with {words}"),
        all if all == n => format!("no setting of {n} can be told from the others in {name}"),
        some => format!("{name} is {end} with {words}, or with {} more that cannot be told from it", some - 1),
    }
}

/// From where to where a metric goes.
fn spread(survey: &Survey, seen: &Seen) -> String {
    let name = seen.shown();
    let means = seen.sights.iter().filter_map(|sight| Some(sight.summary?.mean));
    let (measure, _) = measure(seen.unit);
    let shown = |value: f64| super::super::number::with_places(measure.factor * value, measure.places) + measure.suffix;
    let (low, high) = (means.clone().fold(f64::INFINITY, f64::min), means.fold(f64::NEG_INFINITY, f64::max));
    match (low.is_finite(), survey.settings.len()) {
        (false, _) => format!("{name} has no value"),
        (true, 1) => format!("{name} is {}", shown(low)),
        (true, _) => format!("{name} goes from {} to {} with {}", shown(low), shown(high), survey.names()),
    }
}
