//! Two metrics at once: which settings no other beats, and of which that is not sure.

use super::{Settings, Tables};
use crate::stats::{mean, t_interval};

/// Where a setting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// By its means, no other setting is as good in both and better in one.
    Front,
    /// One is by its means, but the interval of the paired difference does not tell for sure.
    Unsure,
    /// One is as good in both by its means, and surely better in one.
    Dominated,
}

/// The standing of each setting; `None` where it has no value of one of the two.
///
/// * `values`: of both metrics, one per row. `more`: whether more is better, of each. `level`: of the intervals.
pub fn standings(
    tables: &Tables,
    settings: &Settings,
    values: [&[Option<f64>]; 2],
    more: [bool; 2],
    level: f64,
) -> Vec<Option<Standing>> {
    let units = values.map(|values| settings.units(tables, values));
    let sign = more.map(|more| if more { 1.0 } else { -1.0 });
    let score = |which: usize, setting: usize| {
        mean(&units[which][setting].iter().flatten().copied().collect::<Vec<f64>>()).map(|mean| sign[which] * mean)
    };
    let scores: Vec<Option<[f64; 2]>> =
        (0..settings.len()).map(|setting| Some([score(0, setting)?, score(1, setting)?])).collect();
    // Whether `other` is surely better than `setting` in a metric.
    let surely = |which: usize, other: usize, setting: usize| {
        let pairs = units[which][other].iter().zip(&units[which][setting]);
        let differences: Vec<f64> = pairs.filter_map(|(a, b)| Some(sign[which] * ((*a)? - (*b)?))).collect();
        t_interval(&differences, level).is_some_and(|interval| interval.low > 0.0)
    };
    let standing = |setting: usize| {
        let own = scores[setting]?;
        let beats = |other: &usize| {
            scores[*other].is_some_and(|its| its[0] >= own[0] && its[1] >= own[1] && (its[0] > own[0] || its[1] > own[1]))
        };
        let mut beaten = false;
        for other in (0..settings.len()).filter(beats) {
            if surely(0, other, setting) || surely(1, other, setting) {
                return Some(Standing::Dominated);
            }
            beaten = true;
        }
        Some(if beaten { Standing::Unsure } else { Standing::Front })
    };
    (0..settings.len()).map(standing).collect()
}
