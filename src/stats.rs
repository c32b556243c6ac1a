//! What many runs say together: means, shares and quantiles, each with an interval that states its method.
//!
//! Used after runs, never inside one. Sums go in the order given and every function is pure, through the project's own maths:
//! the same runs give the same bytes on every machine. What a sample cannot tell is `None`, never 0.

mod chances;
mod holm;
mod jackknife;
mod mean;
mod paired;
mod proportion;
mod quantile;
pub mod sensitivity;
mod standing;
mod student;

pub use chances::{Chance, Choice, chances};
pub use holm::holm;
pub use jackknife::jackknife;
pub use mean::{mean, sd, t_interval};
pub use paired::{Paired, best, paired};
pub use proportion::{exact_bound, proportion, wilson};
pub use quantile::{quantile, quantile_interval};
pub use standing::{Sight, of_means, sights};
pub use student::{student_quantile, student_tail};

use crate::math;
use std::fmt;

/// How an interval was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Wilson's score interval of a proportion.
    Wilson,
    /// The exact one-sided bound of a proportion of which nothing, or nothing else, was seen.
    ExactBound,
    /// Student's interval of a mean.
    T,
    /// Two order statistics around a quantile.
    OrderStatistics,
    /// Tukey's jackknife of a value that is made of all runs together.
    Jackknife,
}

impl Method {
    /// The short name, for tables.
    pub fn name(self) -> &'static str {
        match self {
            Method::Wilson => "wilson",
            Method::ExactBound => "exact_bound",
            Method::T => "t",
            Method::OrderStatistics => "order_statistics",
            Method::Jackknife => "jackknife",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A range that covers the truth with a stated probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How it was made.
    pub method: Method,
}

impl Interval {
    /// Half its length, for stopping rules and `±`.
    pub fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }
}

/// What kind of number each run gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 1 or 0.
    YesNo,
    /// A share, 0 to 1.
    Share,
    /// How often something happened.
    Count,
    /// A number that is never below 0.
    Amount,
    /// Any number.
    Mean,
}

/// One number per run, summed up. Every quantile is of type 7.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Runs.
    pub n: usize,
    /// Mean, in the unit of the values.
    pub mean: f64,
    /// Standard deviation between runs; `None` for one run.
    pub sd: Option<f64>,
    /// Interval of the mean; `None` where one run cannot give any.
    pub interval: Option<Interval>,
    /// The value that 5 % of runs stay below.
    pub q05: f64,
    /// Lower quartile.
    pub q25: f64,
    /// Median.
    pub q50: f64,
    /// Upper quartile.
    pub q75: f64,
    /// The value that 95 % of runs stay below.
    pub q95: f64,
}

impl Summary {
    /// Sums up the values of those runs that have one, in the order of the runs; `None` if no run has.
    pub fn of(values: &[f64], kind: Kind, level: f64) -> Option<Summary> {
        let mean = mean(values)?;
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Summary {
            n: values.len(),
            mean,
            sd: sd(values),
            interval: interval(values, kind, level),
            q05: quantile(&sorted, 0.05)?,
            q25: quantile(&sorted, 0.25)?,
            q50: quantile(&sorted, 0.50)?,
            q75: quantile(&sorted, 0.75)?,
            q95: quantile(&sorted, 0.95)?,
        })
    }
}

/// The interval of the mean that fits the kind of number.
///
/// Yes or no: [`proportion`]. Any number: Student's t. A share: Student's t within 0 and 1; but where it was 0 in every run
/// (or 1 in every run) there is no spread to go by, and the bound is that of "any at all", which the mean cannot exceed. A count
/// or an amount: Student's t from 0 on; where nothing was counted in any run, the bound of a Poisson mean, `-ln(1 - level) / n`.
pub fn interval(values: &[f64], kind: Kind, level: f64) -> Option<Interval> {
    let ones = values.iter().filter(|&&value| value >= 1.0).count();
    let zeros = values.iter().filter(|&&value| value <= 0.0).count();
    let n = values.len();
    match kind {
        Kind::YesNo => proportion(ones, n, level),
        Kind::Share if ones == n || zeros == n => proportion(ones, n, level),
        Kind::Share => t_interval(values, level).map(|interval| Interval {
            low: interval.low.max(0.0),
            high: interval.high.min(1.0),
            ..interval
        }),
        Kind::Count if n > 0 && zeros == n => {
            Some(Interval { low: 0.0, high: -math::ln(1.0 - level) / n as f64, method: Method::ExactBound })
        }
        Kind::Count | Kind::Amount => {
            t_interval(values, level).map(|interval| Interval { low: interval.low.max(0.0), ..interval })
        }
        Kind::Mean => t_interval(values, level),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_runs_say_nothing_and_one_run_has_no_spread() {
        for kind in [Kind::YesNo, Kind::Share, Kind::Mean] {
            assert_eq!(Summary::of(&[], kind, 0.95), None);
            assert_eq!(interval(&[], kind, 0.95), None);
        }
        let one = Summary::of(&[4.0], Kind::Mean, 0.95).expect("there is a run");
        assert_eq!((one.n, one.sd, one.interval), (1, None, None));
        assert!([one.mean, one.q05, one.q50, one.q95].iter().all(|&value| (value - 4.0).abs() < 1e-15));
    }

    #[test]
    fn nothing_seen_is_not_nothing_possible() {
        for kind in [Kind::YesNo, Kind::Share] {
            let none = interval(&[0.0; 100], kind, 0.95).expect("there are runs");
            assert_eq!(none.method, Method::ExactBound);
            assert!(none.low.abs() < 1e-15 && (none.high - 0.029_513_049_607_039_9).abs() < 1e-9, "{none:?}");
            let all = interval(&[1.0; 100], kind, 0.95).expect("there are runs");
            assert!((all.low + none.high - 1.0).abs() < 1e-12 && (all.high - 1.0).abs() < 1e-15, "{all:?}");
        }
    }

    #[test]
    fn what_is_counted_is_never_below_nothing() {
        let none = interval(&[0.0; 100], Kind::Count, 0.95).expect("there are runs");
        // The rule of three: 3.00 over the number of runs.
        assert!(
            none.method == Method::ExactBound && none.low.abs() < 1e-15 && (none.high - 0.029_957_322_7).abs() < 1e-9,
            "{none:?}"
        );
        for kind in [Kind::Count, Kind::Amount] {
            let skewed = interval(&[0.0, 0.0, 0.0, 400.0], kind, 0.95).expect("four runs");
            assert!(skewed.method == Method::T && skewed.low.abs() < 1e-15 && skewed.high > 100.0, "{skewed:?}");
        }
        let below = interval(&[0.0, 0.0, 0.0, 400.0], Kind::Mean, 0.95).expect("four runs");
        assert!(below.low < -100.0);
    }

    #[test]
    fn a_share_stays_a_share() {
        let shares = interval(&[0.0, 0.0, 0.0, 0.2], Kind::Share, 0.95).expect("four runs");
        assert!(shares.method == Method::T && shares.low.abs() < 1e-15 && shares.high < 1.0, "{shares:?}");
        let spread = interval(&[0.0, 1.0], Kind::Share, 0.95).expect("two runs");
        assert!(spread.low.abs() < 1e-15 && (spread.high - 1.0).abs() < 1e-15, "{spread:?}");
    }

    #[test]
    fn a_summary_does_not_depend_on_the_order_of_quantiles() {
        let summary = Summary::of(&[8.0, 1.0, 4.0, 2.0], Kind::Mean, 0.95).expect("four runs");
        for (found, expected) in [(summary.mean, 3.75), (summary.q25, 1.75), (summary.q50, 3.0), (summary.q75, 5.0)] {
            assert!((found - expected).abs() < 1e-12, "found {found}, expected {expected}");
        }
    }

    #[test]
    fn every_method_prints_its_name() {
        let all = [Method::Wilson, Method::ExactBound, Method::T, Method::OrderStatistics, Method::Jackknife];
        assert_eq!(all.map(|method| method.to_string()), ["wilson", "exact_bound", "t", "order_statistics", "jackknife"]);
    }
}
