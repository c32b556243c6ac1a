//! Numbers of an input in order, with the runs that stand behind each: quantiles of runs without writing any run out.

use super::cases::{Cases, Values};

/// By input the points from the smallest number to the largest; empty for classes.
pub struct Order(Vec<Vec<usize>>);

impl Order {
    /// Sorts the points of each input once.
    pub fn of(cases: &Cases) -> Order {
        let sorted = |values: &Values| match values {
            Values::Numbers(numbers) => {
                let mut order: Vec<usize> = (0..numbers.len()).collect();
                order.sort_by(|&a, &b| numbers[a].total_cmp(&numbers[b]).then(a.cmp(&b)));
                order
            }
            Values::Classes { .. } => Vec::new(),
        };
        Order(cases.inputs.iter().map(|input| sorted(&input.values)).collect())
    }

    /// Distinct numbers of an input at some points, from the smallest, each with its runs and hits.
    pub fn groups(&self, cases: &Cases, input: usize, wanted: impl Fn(usize) -> bool) -> Vec<Group> {
        let Values::Numbers(numbers) = &cases.inputs[input].values else { return Vec::new() };
        let mut groups: Vec<Group> = Vec::new();
        for &point in self.0[input].iter().filter(|&&point| wanted(point)) {
            let (value, runs, hits) = (numbers[point], cases.runs[point], cases.hits[point]);
            match groups.last_mut() {
                Some(last) if last.value >= value => {
                    last.runs += runs;
                    last.hits += hits;
                }
                _ => groups.push(Group { value, runs, hits }),
            }
        }
        groups
    }
}

/// Points with the same number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// The number.
    pub value: f64,
    /// Their runs.
    pub runs: u64,
    /// How many of them are cases.
    pub hits: u64,
}

/// Where a share of the runs is cut off at the lower end: half way between two neighbours, never within equal numbers; the number
/// itself where all are equal. `None` without groups.
///
/// # Source
/// `get_quantile` of EMA Workbench and of sdtoolkit, on runs written out one by one.
pub fn cut_below(groups: &[Group], share: f64) -> Option<f64> {
    let place = (total(groups)? - 1) as f64 * share;
    let (low, high) = (group_at(groups, place.floor() as u64), group_at(groups, place.ceil() as u64));
    let high = if low == high { (high + 1).min(groups.len() - 1) } else { high };
    Some((groups[low].value + groups[high].value) / 2.0)
}

/// The same at the upper end.
pub fn cut_above(groups: &[Group], share: f64) -> Option<f64> {
    let place = (total(groups)? - 1) as f64 * (1.0 - share);
    let (low, high) = (group_at(groups, place.floor() as u64), group_at(groups, place.ceil() as u64));
    let low = if low == high { low.saturating_sub(1) } else { low };
    Some((groups[low].value + groups[high].value) / 2.0)
}

fn total(groups: &[Group]) -> Option<u64> {
    Some(groups.iter().map(|group| group.runs).sum()).filter(|runs| *runs > 0)
}

/// The group of the run at a place, from 0.
fn group_at(groups: &[Group], place: u64) -> usize {
    let mut before = 0;
    let holds = |group: &Group| {
        before += group.runs;
        place < before
    };
    groups.iter().position(holds).unwrap_or(groups.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(values: &[(f64, u64)]) -> Vec<Group> {
        values.iter().map(|&(value, runs)| Group { value, runs, hits: 0 }).collect()
    }

    #[test]
    fn a_cut_lies_between_neighbours_and_never_within_equal_numbers() {
        // EMA Workbench 2.5.3, get_quantile of [0, 1, ..., 9] at 0.05 and 0.95, and of [1, 1, 1, 2, 5] at 0.1 and 0.9.
        let ten: Vec<(f64, u64)> = (0..10).map(|n| (f64::from(n), 1)).collect();
        let close = |found: Option<f64>, expected: f64| assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12));
        close(cut_below(&groups(&ten), 0.05), 0.5);
        close(cut_above(&groups(&ten), 0.05), 8.5);
        let ties = groups(&[(1.0, 3), (2.0, 1), (5.0, 1)]);
        close(cut_below(&ties, 0.1), 1.5);
        close(cut_above(&ties, 0.1), 3.5);
        let same = groups(&[(4.0, 9)]);
        close(cut_below(&same, 0.1), 4.0);
        close(cut_above(&same, 0.1), 4.0);
        assert_eq!(cut_below(&[], 0.1), None);
    }
}
