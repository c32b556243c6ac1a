//! Flow through a window that takes any number of proposals at once, and the law that ties flow to delay.

use crate::math;

/// The mean number in a system into which `rate` things per unit of time come, and in which each stays `time` on average.
///
/// Holds for every rule, whatever the order of service, once the system is neither filling nor emptying.
///
/// # Source
/// Little, "A Proof for the Queuing Formula: L = lambda W" (1961).
pub fn number_in_system(rate: f64, time: f64) -> f64 {
    rate * time
}

/// Proposals in an optimistic window of fixed length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReviewWindow {
    /// Time that each spends in it, in the unit of the window.
    pub latency: f64,
    /// Mean number in review.
    pub in_review: f64,
    /// Variance of the number in review.
    pub variance: f64,
    /// Probability that none is.
    pub empty: f64,
}

/// The window under a Poisson stream of `rate` proposals per unit of time. It never fills up: delay is the window, no more.
///
/// # Source
/// M/D/infinity: the number in review is Poisson with mean `rate * window`.
pub fn review_window(rate: f64, window: f64) -> ReviewWindow {
    let in_review = number_in_system(rate, window);
    ReviewWindow { latency: window, in_review, variance: in_review, empty: math::exp(-in_review) }
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[track_caller]
    fn check(rate: f64, window: f64, in_review: f64, empty: f64) {
        let found = review_window(rate, window);
        near(found.latency, window, 0.0);
        near(found.in_review, in_review, 1e-9);
        near(found.variance, in_review, 1e-9);
        near(found.empty, empty, 1e-9);
    }

    #[test]
    fn the_published_window_comes_out() {
        check(0.5, 7.0, 3.5, 0.030_197_383_422_318_5); // Vector q-inf-0.5-7; also the 3.5 in review of e2o-01.
    }

    #[test]
    fn an_idle_window_is_empty() {
        check(0.0, 7.0, 0.0, 1.0);
        check(0.5, 0.0, 0.0, 1.0);
    }
}
