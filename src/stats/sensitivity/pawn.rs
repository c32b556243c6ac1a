//! PAWN: how far an input moves the distribution of the outcome, whatever its shape.

use super::resample::mean_of;
use crate::stats::quantile;

/// Rows in a slice at least, and slices at most.
const FEWEST: usize = 10;
const SLICES: usize = 10;

/// Which slice of an input each row lies in, from 0; slices without rows are not counted.
///
/// An input of few values has a slice for each of them; another is cut at its quantiles, each cut belonging to the slice above.
pub fn slices(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut cuts = sorted.clone();
    cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let most = (values.len() / FEWEST).clamp(2, SLICES);
    if cuts.len() > most {
        cuts = (0..most).filter_map(|slice| quantile(&sorted, slice as f64 / most as f64)).collect();
        cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
    }
    values.iter().map(|value| cuts.partition_point(|cut| cut <= value).saturating_sub(1)).collect()
}

/// The rows in order of their outcome, those with the same outcome together.
pub fn steps(outcomes: &[f64]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..outcomes.len()).collect();
    order.sort_by(|a, b| outcomes[*a].total_cmp(&outcomes[*b]));
    order.chunk_by(|a, b| outcomes[*a].total_cmp(&outcomes[*b]).is_eq()).map(<[usize]>::to_vec).collect()
}

/// Mean over slices of the largest distance between the distribution of the outcome in the slice and everywhere.
///
/// * `steps`: rows in order of their outcome. `slices`: slice of each row. `weights`: how often each row counts.
/// * returns: 0 to 1; `None` if no slice has a row.
///
/// # Source
/// Pianosi and Wagener, "Distribution-based sensitivity analysis from a generic input-output sample" (2018). We take the mean
/// over slices where they offer the median or the largest: the median does not see an input that matters in one slice only.
pub fn pawn(steps: &[Vec<usize>], slices: &[usize], weights: &[f64]) -> Option<f64> {
    let n = slices.iter().max()? + 1;
    let mut sizes = vec![0.0; n];
    slices.iter().zip(weights).for_each(|(slice, weight)| sizes[*slice] += weight);
    let whole: f64 = weights.iter().sum();
    let (mut below, mut all) = (vec![0.0; n], 0.0_f64);
    let mut largest = vec![0.0_f64; n];
    for step in steps {
        // Between two steps of a slice only the whole moves on: the distance is largest right before or right after a step.
        let mut look = |below: &[f64], all: f64| {
            for &row in step {
                let slice = slices[row];
                if sizes[slice] > 0.0 {
                    largest[slice] = largest[slice].max((below[slice] / sizes[slice] - all / whole).abs());
                }
            }
        };
        look(&below, all);
        for &row in step {
            below[slices[row]] += weights[row];
            all += weights[row];
        }
        look(&below, all);
    }
    let distances: Vec<Option<f64>> = (0..n).map(|slice| (sizes[slice] > 0.0).then(|| largest[slice])).collect();
    mean_of(&distances).map(|(mean, _)| mean)
}
