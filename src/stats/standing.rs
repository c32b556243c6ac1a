//! Several settings of a rule under the same dice: which is best, and which cannot be told from it.

use super::{Kind, Summary, t_interval};

/// A metric at one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// Over runs; with several worlds over the means of each world, which count alike. `None` if there is no value.
    pub summary: Option<Summary>,
    /// Whether no other setting has a better mean.
    pub best: bool,
    /// Whether it may be as good as the best: the interval of the paired difference reaches 0.
    pub rivals: bool,
}

/// The settings side by side.
///
/// * `units`: by setting one value per replicate or world, the same ones in the same places.
/// * `more`: whether more is better; `None` where nothing is better.
/// * `level`: of the interval of each difference from the best, 0 to 1 exclusive; not adjusted for the number of settings.
pub fn sights(summaries: &[Option<Summary>], units: &[Vec<Option<f64>>], more: Option<bool>, level: f64) -> Vec<Sight> {
    let sign = more.map(|more| if more { 1.0 } else { -1.0 });
    let score = |idx: usize| summaries[idx].map(|summary| sign.unwrap_or(0.0) * summary.mean);
    let best = sign.and_then(|_| {
        (0..summaries.len())
            .filter(|&idx| score(idx).is_some())
            .reduce(|best, idx| if score(idx) > score(best) { idx } else { best })
    });
    let rivals = |idx: usize| {
        best.is_some_and(|best| {
            let pairs = units[idx].iter().zip(&units[best]);
            let differences: Vec<f64> = pairs.filter_map(|(here, there)| Some((*here)? - (*there)?)).collect();
            let apart = t_interval(&differences, level).is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0);
            idx != best && summaries[idx].is_some() && !apart
        })
    };
    (0..summaries.len()).map(|idx| Sight { summary: summaries[idx], best: best == Some(idx), rivals: rivals(idx) }).collect()
}

/// The kind of number that means over the runs of a world are: of yes and no a share, of all else the same.
pub fn of_means(kind: Kind) -> Kind {
    match kind {
        Kind::YesNo => Kind::Share,
        Kind::Share | Kind::Count | Kind::Amount | Kind::Mean => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_setting_is_found_by_direction_and_its_rivals_by_pairs() {
        // The second differs from the first by a constant in every replicate; the third by noise around it.
        let units = vec![
            vec![Some(1.0), Some(5.0), Some(9.0)],
            vec![Some(1.5), Some(5.5), Some(9.6)],
            vec![Some(9.0), Some(5.0), Some(1.3)],
        ];
        let summary = |values: &Vec<Option<f64>>| {
            let values: Vec<f64> = values.iter().flatten().copied().collect();
            Summary::of(&values, Kind::Mean, 0.95)
        };
        let summaries: Vec<Option<Summary>> = units.iter().map(summary).collect();
        let flags =
            |more| sights(&summaries, &units, more, 0.95).iter().map(|sight| (sight.best, sight.rivals)).collect::<Vec<_>>();
        assert_eq!(flags(Some(false)), [(true, false), (false, false), (false, true)]);
        assert_eq!(flags(Some(true)), [(false, false), (true, false), (false, true)]);
        assert_eq!(flags(None), [(false, false); 3]);
    }

    #[test]
    fn the_mean_delay_of_a_world_may_exceed_one_day() {
        let means = Summary::of(&[3.0, 5.0, 4.0], of_means(Kind::Amount), 0.95).and_then(|summary| summary.interval);
        assert!(means.is_some_and(|interval| interval.high > 4.0), "{means:?}");
        assert_eq!(of_means(Kind::YesNo), Kind::Share);
    }
}
