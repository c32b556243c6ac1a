//! Yes or no under two rule sets and the same dice: how far the two shares are apart.

use super::{Interval, Method, Paired, paired, wilson};
use crate::math;
use crate::theory::binomial;

/// As [`paired`] for values of 1 and 0: the interval is Newcombe's and the p value McNemar's exact one. Both are good for few
/// pairs, and where no pair or every pair differs, where Student's say nothing.
///
/// # Source
/// Newcombe, "Improved Confidence Intervals for the Difference Between Binomial Proportions Based on Paired Data" (1998),
/// method 10; McNemar (1947), by the binomial law of the pairs that differ, two-sided by doubling.
///
/// # Panics
/// When the two are not equally long: a bug of the caller.
pub fn paired_yes_no(a: &[f64], b: &[f64], level: f64) -> Option<Paired> {
    let paired = paired(a, b, level)?;
    let table = Table::of(a, b);
    Some(Paired { interval: table.interval(level), p: Some(table.p()), ..paired })
}

/// Pairs by what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Table {
    both: usize,
    only_a: usize,
    only_b: usize,
    neither: usize,
}

impl Table {
    fn of(a: &[f64], b: &[f64]) -> Table {
        let mut table = Table { both: 0, only_a: 0, only_b: 0, neither: 0 };
        for (a, b) in a.iter().zip(b) {
            match (*a >= 0.5, *b >= 0.5) {
                (true, true) => table.both += 1,
                (true, false) => table.only_a += 1,
                (false, true) => table.only_b += 1,
                (false, false) => table.neither += 1,
            }
        }
        table
    }

    /// The interval of the share of `b` less that of `a`: Wilson's ends of the two, put together as their correlation says.
    fn interval(self, level: f64) -> Option<Interval> {
        let Table { both, only_a, only_b, neither } = self;
        let n = both + only_a + only_b + neither;
        let of = |yes: usize| {
            let interval = wilson(yes, n, level)?;
            let share = yes as f64 / n as f64;
            Some((share, share - interval.low, interval.high - share))
        };
        let ((a, a_down, a_up), (b, b_down, b_up)) = (of(both + only_a)?, of(both + only_b)?);
        let phi = self.correlation(n as f64);
        let apart = |one: f64, other: f64| math::sqrt((one * one - 2.0 * phi * one * other + other * other).max(0.0));
        let difference = b - a;
        let (low, high) = (difference - apart(b_down, a_up), difference + apart(b_up, a_down));
        Some(Interval { low: low.max(-1.0), high: high.min(1.0), method: Method::Newcombe })
    }

    /// How far the two go together, with Newcombe's correction for continuity; 0 where one of them never changes.
    fn correlation(self, n: f64) -> f64 {
        let [both, only_a, only_b, neither] = [self.both, self.only_a, self.only_b, self.neither].map(|pairs| pairs as f64);
        let margins = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither);
        if margins <= 0.0 {
            return 0.0;
        }
        let cross = both * neither - only_a * only_b;
        let corrected = if cross > 0.0 { (cross - 0.5 * n).max(0.0) } else { cross };
        corrected / math::sqrt(margins)
    }

    /// The chance that the pairs that differ divide at least as unevenly if neither side is more likely.
    fn p(self) -> f64 {
        let differ = u32::try_from(self.only_a + self.only_b).expect("runs are counted in u32");
        let fewer = self.only_a.min(self.only_b);
        let tail: f64 = binomial::probabilities(differ, 0.5)[..=fewer].iter().sum();
        (2.0 * tail).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::student::tests::close;
    use super::*;

    /// Values of pairs in a 2 by 2 table: both, only b, only a, neither.
    fn pairs(both: usize, only_b: usize, only_a: usize, neither: usize) -> Paired {
        let pair = |n: usize, a: f64, b: f64| std::iter::repeat_n((a, b), n);
        let all = pair(both, 1.0, 1.0).chain(pair(only_b, 0.0, 1.0)).chain(pair(only_a, 1.0, 0.0)).chain(pair(neither, 0.0, 0.0));
        let (a, b): (Vec<f64>, Vec<f64>) = all.unzip();
        paired_yes_no(&a, &b, 0.95).expect("there are pairs")
    }

    #[test]
    fn newcombes_examples_come_out() {
        // Newcombe (1998), method 10: 36, 12, 2 and 0 of 50 give 0.0569 to 0.3404. The others by the formulas of his paper, worked
        // out apart from this program.
        for (table, low, high) in [
            ((36, 12, 2, 0), 0.056_929_584, 0.340_427_603),
            ((20, 12, 2, 16), 0.056_156_425, 0.329_206_995),
            ((30, 1, 1, 18), -0.067_631_853, 0.067_631_853),
            ((53, 1, 0, 0), -0.049_621_662, 0.097_714_375),
            ((54, 0, 0, 0), -0.066_413_588, 0.066_413_588),
        ] {
            let interval = pairs(table.0, table.1, table.2, table.3).interval.expect("there are pairs");
            assert_eq!(interval.method, Method::Newcombe);
            close(interval.low, low, 1e-8);
            close(interval.high, high, 1e-8);
        }
    }

    #[test]
    fn the_sides_can_be_turned_round() {
        let (one, other) = (pairs(7, 5, 1, 3), pairs(7, 1, 5, 3));
        let (one_interval, other_interval) = (one.interval.expect("pairs"), other.interval.expect("pairs"));
        close(one_interval.low, -other_interval.high, 1e-12);
        close(one.difference, -other.difference, 1e-12);
        assert_eq!(one.p, other.p);
    }

    #[test]
    fn the_p_value_is_that_of_tossing_a_coin_for_each_pair_that_differs() {
        for (only_b, only_a, p) in [(0, 0, 1.0), (5, 0, 0.0625), (1, 0, 1.0), (12, 2, 2.0 * 106.0 / 16384.0), (4, 4, 1.0)] {
            close(pairs(9, only_b, only_a, 9).p.expect("pairs"), p, 1e-12);
        }
    }
}
