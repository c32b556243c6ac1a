//! A box: limits of inputs, and which points lie within them.

use super::cases::{Cases, Values};

/// The limit of one input.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// Any value.
    Free,
    /// Numbers between two ends, which belong to it; `None` for no end.
    Between {
        /// Lower end.
        low: Option<f64>,
        /// Upper end.
        high: Option<f64>,
    },
    /// Some of the classes.
    Among(Vec<bool>),
}

/// One limit per input.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds(pub Vec<Limit>);

impl Bounds {
    /// No limit at all.
    pub fn free(cases: &Cases) -> Bounds {
        Bounds(vec![Limit::Free; cases.inputs.len()])
    }

    /// Whether a point lies within all limits.
    pub fn hold(&self, cases: &Cases, point: usize) -> bool {
        self.0.iter().zip(&cases.inputs).all(|(limit, input)| limit.holds(&input.values, point))
    }

    /// The same, but for one input.
    pub fn hold_but(&self, cases: &Cases, point: usize, but: usize) -> bool {
        let limits = self.0.iter().zip(&cases.inputs).enumerate();
        limits.filter(|(at, _)| *at != but).all(|(_, (limit, input))| limit.holds(&input.values, point))
    }

    /// Numbers of the inputs that have a limit.
    pub fn restricted(&self) -> Vec<usize> {
        (0..self.0.len()).filter(|&at| self.0[at] != Limit::Free).collect()
    }

    /// The same with one limit replaced.
    pub fn with(&self, at: usize, limit: Limit) -> Bounds {
        let mut bounds = self.clone();
        bounds.0[at] = limit;
        bounds
    }

    /// The same with ends that people can read: of the numbers that divide the points alike the one with the fewest digits.
    pub fn rounded(&self, cases: &Cases) -> Bounds {
        let limit = |at: usize| match (&self.0[at], &cases.inputs[at].values) {
            (Limit::Between { low, high }, Values::Numbers(numbers)) if cases.inputs[at].shown > 0.0 => {
                let round = |end: Option<f64>| end.map(|end| rounded(end, numbers, cases.inputs[at].shown));
                Limit::Between { low: round(*low), high: round(*high) }
            }
            (limit, _) => limit.clone(),
        };
        Bounds((0..self.0.len()).map(limit).collect())
    }
}

impl Limit {
    fn holds(&self, values: &Values, point: usize) -> bool {
        match (self, values) {
            (Limit::Free, _) => true,
            (Limit::Between { low, high }, Values::Numbers(numbers)) => {
                low.is_none_or(|low| numbers[point] >= low) && high.is_none_or(|high| numbers[point] <= high)
            }
            (Limit::Among(wanted), Values::Classes { of, .. }) => wanted[of[point]],
            (Limit::Between { .. }, Values::Classes { .. }) | (Limit::Among(_), Values::Numbers(_)) => false,
        }
    }

    /// Between two ends, or free if there is none.
    pub(super) fn between(low: Option<f64>, high: Option<f64>) -> Limit {
        if low.is_none() && high.is_none() { Limit::Free } else { Limit::Between { low, high } }
    }

    /// Both ends.
    pub(super) fn ends(&self) -> (Option<f64>, Option<f64>) {
        match self {
            Limit::Between { low, high } => (*low, *high),
            Limit::Free | Limit::Among(_) => (None, None),
        }
    }
}

/// The number with the fewest digits, on the scale of people, that lies strictly between the same two values as `cut` does.
fn rounded(cut: f64, numbers: &[f64], shown: f64) -> f64 {
    let below = numbers.iter().copied().filter(|number| *number < cut).fold(f64::NEG_INFINITY, f64::max);
    let above = numbers.iter().copied().filter(|number| *number > cut).fold(f64::INFINITY, f64::min);
    let on_value = numbers.iter().any(|number| (number - cut).abs() <= 0.0);
    if on_value || !below.is_finite() || !above.is_finite() {
        return cut;
    }
    for digits in 1..=15 {
        let text = format!("{:.*e}", digits - 1, cut * shown);
        let candidate = text.parse::<f64>().map_or(cut, |number| number / shown);
        if candidate > below && candidate < above {
            return candidate;
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::Input;

    fn cases() -> Cases {
        let a = Input { name: "a".to_owned(), values: Values::Numbers(vec![0.11, 0.187, 0.2143, 0.5]), shown: 100.0 };
        let b = Input { name: "b".to_owned(), values: Values::Classes { n: 3, of: vec![0, 1, 2, 0] }, shown: 1.0 };
        Cases { inputs: vec![a, b], runs: vec![1; 4], hits: vec![0; 4] }
    }

    fn inside(bounds: &Bounds) -> Vec<usize> {
        (0..4).filter(|&point| bounds.hold(&cases(), point)).collect()
    }

    #[test]
    fn points_lie_within_both_ends_and_among_classes() {
        let free = Bounds::free(&cases());
        assert_eq!(inside(&free), [0, 1, 2, 3]);
        let below = free.with(0, Limit::Between { low: None, high: Some(0.2) });
        assert_eq!(inside(&below), [0, 1]);
        let among = below.with(1, Limit::Among(vec![true, false, true]));
        assert_eq!((inside(&among), among.restricted()), (vec![0], vec![0, 1]));
        assert!(among.hold_but(&cases(), 2, 0) && !among.hold_but(&cases(), 1, 0));
        // An end belongs to it.
        assert_eq!(inside(&free.with(0, Limit::Between { low: Some(0.2143), high: None })), [2, 3]);
    }

    #[test]
    fn ends_get_the_fewest_digits_that_divide_the_points_alike() {
        let cut = |low: f64| Bounds::free(&cases()).with(0, Limit::Between { low: Some(low), high: None });
        for (low, round) in [(0.200_65, 0.2), (0.3571, 0.4), (0.1485, 0.1)] {
            let found = cut(low).rounded(&cases());
            let (found, _) = found.0[0].ends();
            let expected = if round > 0.11 { round } else { 0.15 };
            assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{low}: {found:?}");
        }
        assert_eq!(cut(0.05).rounded(&cases()), cut(0.05), "nothing lies below");
    }
}
