//! How a metric goes along one axis of a sampled design, whatever the other axes are: points near each other, taken together.

use super::{Axis, Levels, Tables};
use crate::scenario::Scale;
use crate::stats::{Kind, Summary, mean};

/// Distinct numbers up to which each is a place of its own.
const FEW: usize = 20;
/// Places that more numbers are put together to, and points of each at least.
const PLACES: usize = 16;
const ENOUGH: usize = 8;

/// Places along an axis, by place: its number or that of its class, and what the points near there say.
pub type Course = Vec<(f64, Summary)>;

/// The course of a metric along an axis; points count alike. `values` has one per row.
pub fn course(tables: &Tables, axis: &Axis, values: &[Option<f64>], kind: Kind, level: f64) -> Course {
    let of_point = |rows: &Vec<(u64, usize)>| mean(&rows.iter().filter_map(|(_, row)| values[*row]).collect::<Vec<f64>>());
    let means: Vec<Option<f64>> = tables.of_point.iter().map(of_point).collect();
    let place = |point: usize| match &axis.levels {
        Levels::Numbers(_, numbers) => numbers[point],
        Levels::Words(_, of) => of[point] as f64,
    };
    let mut dots: Vec<(f64, f64)> = means.iter().enumerate().filter_map(|(point, mean)| Some((place(point), (*mean)?))).collect();
    dots.sort_by(|a, b| a.0.total_cmp(&b.0));
    let groups = if axis.cells.len() <= FEW || !axis.is_numeric() { by_value(&dots) } else { by_number(&dots) };
    let factor = scale(axis).0;
    let together = |group: &[(f64, f64)]| {
        let at = mean(&group.iter().map(|(place, _)| *place).collect::<Vec<f64>>())?;
        let summary = Summary::of(&group.iter().map(|(_, value)| *value).collect::<Vec<f64>>(), kind, level)?;
        Some((factor * at, summary))
    };
    groups.into_iter().filter_map(together).collect()
}

/// What people multiply the numbers of an axis by, and write behind them.
pub fn scale(axis: &Axis) -> (f64, &'static str) {
    match &axis.levels {
        Levels::Numbers(scale, _) => scale.shown(),
        Levels::Words(..) => Scale::Plain.shown(),
    }
}

fn by_value(dots: &[(f64, f64)]) -> Vec<&[(f64, f64)]> {
    dots.chunk_by(|a, b| (a.0 - b.0).abs() < 1e-12).collect()
}

/// Groups of neighbours, equally large but for one.
fn by_number(dots: &[(f64, f64)]) -> Vec<&[(f64, f64)]> {
    let places = (dots.len() / ENOUGH).clamp(1, PLACES);
    let end = |n: usize| n * dots.len() / places;
    (0..places).map(|n| &dots[end(n)..end(n + 1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_put_together_in_equal_parts_and_values_by_value() {
        let dots: Vec<(f64, f64)> = (0..100).map(|n| (f64::from(n) / 100.0, 0.0)).collect();
        let sizes = |groups: Vec<&[(f64, f64)]>| groups.iter().map(|group| group.len()).collect::<Vec<usize>>();
        assert_eq!(sizes(by_number(&dots)), [8, 8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9].map(|n: usize| n).to_vec());
        assert_eq!(sizes(by_number(&dots[..5])), [5]);
        assert_eq!(sizes(by_value(&[(1.0, 0.0), (1.0, 3.0), (2.0, 0.0)])), [2, 1]);
        assert_eq!(sizes(by_number(&[])), [0]);
    }
}
