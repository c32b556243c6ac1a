//! From tables to what is searched, and from limits back to words.

use super::condition::Condition;
use crate::discovery::{Bounds, Cases, Input, Limit, Values};
use crate::tables::{Axis, Levels, Tables, scale};

/// Distinct values up to which limits go by the values themselves.
const FEW: usize = 12;
/// Range of whole numbers up to which they do too.
const SHORT: f64 = 60.0;

/// What is searched, and how it hangs together with the tables.
pub struct Searched {
    /// The points.
    pub cases: Cases,
    /// Number of the axis of each input.
    pub axes: Vec<usize>,
    /// Runs without a value.
    pub absent: usize,
}

/// Counts the cases of each point; points without a value are left out. `values` has one per row.
pub fn searched(tables: &Tables, axes: &[usize], condition: &Condition, values: &[Option<f64>]) -> Searched {
    let n = tables.points.len();
    let (mut runs, mut hits) = (vec![0; n], vec![0; n]);
    for (point, value) in tables.points_of_rows().zip(values) {
        if let Some(value) = value {
            runs[point] += 1;
            hits[point] += u64::from(condition.holds(*value));
        }
    }
    let points: Vec<usize> = (0..n).filter(|&point| runs[point] > 0).collect();
    let input = |&axis: &usize| {
        let axis = &tables.axes[axis];
        let values = match &axis.levels {
            Levels::Numbers(_, numbers) => Values::Numbers(points.iter().map(|&point| numbers[point]).collect()),
            Levels::Words(words, of) => Values::Classes { n: words.len(), of: points.iter().map(|&point| of[point]).collect() },
        };
        Input { name: axis.path.clone(), values, shown: if goes_by_values(axis) { 0.0 } else { scale(axis).0 } }
    };
    let cases = Cases {
        inputs: axes.iter().map(input).collect(),
        runs: points.iter().map(|&point| runs[point]).collect(),
        hits: points.iter().map(|&point| hits[point]).collect(),
    };
    Searched { cases, axes: axes.to_vec(), absent: values.iter().filter(|value| value.is_none()).count() }
}

/// Whether limits of an axis name its values: few of them, or whole numbers in a short range.
fn goes_by_values(axis: &Axis) -> bool {
    let (factor, _) = scale(axis);
    let whole = |number: &f64| (factor * number - (factor * number).round()).abs() < 1e-9;
    let short = match &axis.levels {
        Levels::Numbers(_, numbers) => {
            let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
            let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            factor * (high - low) <= SHORT && numbers.iter().all(whole)
        }
        Levels::Words(..) => true,
    };
    axis.cells.len() <= FEW || short
}

/// A number of an axis as people read it.
pub fn shown(axis: &Axis, number: f64) -> String {
    let (factor, suffix) = scale(axis);
    let text = format!("{:.9}", factor * number);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}{suffix}", if text.is_empty() || text == "-0" { "0" } else { text })
}

/// The cells of an axis with few levels that a limit lets in.
pub fn let_in<'a>(axis: &'a Axis, limit: &Limit) -> Vec<&'a str> {
    let holds = |cell: &&String| match limit {
        Limit::Free => true,
        Limit::Between { low, high } => crate::scenario::quantity(cell)
            .is_some_and(|(_, number)| low.is_none_or(|low| number >= low) && high.is_none_or(|high| number <= high)),
        Limit::Among(wanted) => axis.cells.iter().position(|known| known == *cell).is_some_and(|at| wanted[at]),
    };
    axis.cells.iter().filter(holds).map(String::as_str).collect()
}

/// A limit in words: `window at most 72 hours`.
pub fn limit(axis: &Axis, limit: &Limit) -> String {
    let name = &axis.short;
    let (low, high) = match limit {
        Limit::Free => return format!("any {name}"),
        Limit::Among(_) => return format!("{name} {}", either(&let_in(axis, limit))),
        Limit::Between { low, high } => (*low, *high),
    };
    if goes_by_values(axis) {
        let cells = let_in(axis, limit);
        let (first, last) = (cells.first().copied().unwrap_or("none"), cells.last().copied().unwrap_or("none"));
        return match (low, high) {
            _ if cells.len() == 1 => format!("{name} = {first}"),
            (Some(_), None) => format!("{name} at least {first}"),
            (None, Some(_)) => format!("{name} at most {last}"),
            _ => format!("{name} from {first} to {last}"),
        };
    }
    match (low, high) {
        (Some(low), None) => format!("{name} above {}", shown(axis, low)),
        (None, Some(high)) => format!("{name} below {}", shown(axis, high)),
        (Some(low), Some(high)) => format!("{name} between {} and {}", shown(axis, low), shown(axis, high)),
        (None, None) => format!("any {name}"),
    }
}

/// A box in words.
pub fn bounds(tables: &Tables, axes: &[usize], bounds: &Bounds) -> String {
    let limits = bounds.restricted().into_iter().map(|at| limit(&tables.axes[axes[at]], &bounds.0[at]));
    limits.collect::<Vec<String>>().join(" and ")
}

fn either(words: &[&str]) -> String {
    match words {
        [only] => format!("= {only}"),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
        [] => "none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Role;

    fn axis(cells: &[&str]) -> Axis {
        Axis::of("route.window", "window".to_owned(), Role::Lever, cells)
    }

    #[test]
    fn limits_of_few_levels_go_by_the_levels() {
        let window = axis(&["24 hours", "72 hours", "7 days"]);
        let between = |low, high| limit(&window, &Limit::Between { low, high });
        assert_eq!(between(None, Some(5.0)), "window at most 72 hours");
        assert_eq!(between(Some(2.0), None), "window at least 72 hours");
        assert_eq!(between(Some(2.0), Some(5.0)), "window = 72 hours");
        let rule = axis(&["none", "{ for = \"1%\" }", "all"]);
        assert_eq!(limit(&rule, &Limit::Among(vec![true, false, true])), "window none or all");
        assert_eq!(limit(&rule, &Limit::Among(vec![false, true, false])), "window = { for = \"1%\" }");
    }

    #[test]
    fn limits_of_many_numbers_have_the_unit_behind_them() {
        let cells: Vec<String> = (0..20).map(|n| format!("{n} days")).collect();
        let days = axis(&cells.iter().map(String::as_str).collect::<Vec<&str>>());
        assert_eq!(limit(&days, &Limit::Between { low: None, high: Some(3.5) }), "window at most 3 days");
        let cells: Vec<String> = (0..20).map(|n| format!("{n}000")).collect();
        let money = axis(&cells.iter().map(String::as_str).collect::<Vec<&str>>());
        assert_eq!(limit(&money, &Limit::Between { low: None, high: Some(3500.0) }), "window below 3500");
        let cells: Vec<String> = (0..20).map(|n| format!("{n}.5%")).collect();
        let shares = axis(&cells.iter().map(String::as_str).collect::<Vec<&str>>());
        assert_eq!(limit(&shares, &Limit::Between { low: Some(0.025), high: None }), "window above 2.5 %");
        assert_eq!(shown(&shares, 0.1), "10 %");
    }
}
