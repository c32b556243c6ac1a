//! Conviction: support that grows while it stays.

use crate::math;

/// Conviction after `t` blocks: `alpha^t y0 + x (1 - alpha^t) / (1 - alpha)`.
///
/// * `alpha`: what is left of conviction after a block, 0 to below 1. `y0`: at the start. `stake`: tokens that stay.
///
/// # Source
/// 1Hive/conviction-voting-app @27df568f; the contract rounds to the unit.
pub fn after(alpha: f64, t: f64, y0: f64, stake: f64) -> f64 {
    let left = math::pow(alpha, t);
    left * y0 + stake * (1.0 - left) / (1.0 - alpha)
}

/// The rule of a pool: how dear a request is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    /// What is left of conviction after a block, 0 to below 1.
    pub alpha: f64,
    /// Largest share of the pool that can be asked for, and is out of reach itself.
    pub beta: f64,
    /// Scale of the threshold.
    pub rho: f64,
}

impl Pool {
    /// Conviction that a request must exceed; `None` where it asks for too much to ever pass.
    ///
    /// * `share`: of the pool, that is asked for. `stake`: tokens that support anything at all, at least the least that counts.
    ///
    /// # Source
    /// As [`after`]: `rho S / ((1 - alpha) (beta - r)^2)`.
    pub fn threshold(&self, share: f64, stake: f64) -> Option<f64> {
        Some(self.least_share(share)? * stake / (1.0 - self.alpha))
    }

    /// Least share of the active stake that can ever carry a request; above 1 none can.
    ///
    /// # Source
    /// As [`after`]: `rho / (beta - r)^2`.
    pub fn least_share(&self, share: f64) -> Option<f64> {
        let room = self.beta - share;
        (room > 0.0).then(|| self.rho / (room * room))
    }
}

/// Blocks until conviction reaches a threshold; `None` if it never does, 0 if it has.
///
/// # Source
/// As [`after`], `getRemainingTimeToPass`.
pub fn blocks_to(alpha: f64, threshold: f64, y0: f64, stake: f64) -> Option<f64> {
    let ceiling = stake / (1.0 - alpha);
    if y0 >= threshold {
        return Some(0.0);
    }
    // What only rounding leaves between the two is never covered.
    (threshold < ceiling * (1.0 - 1e-12)).then(|| math::ln((threshold - ceiling) / (y0 - ceiling)) / math::ln(alpha))
}

/// Blocks in which half of a conviction without support is gone.
pub fn half_life(alpha: f64) -> f64 {
    math::ln(0.5) / math::ln(alpha)
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn the_printed_tests_of_the_contract_come_out() {
        near(after(0.9, 10.0, 0.0, 15_000.0), 97_698.0, 1.0);
        let pool = Pool { alpha: 0.9, beta: 0.2, rho: 0.002 };
        near(pool.threshold(1_000.0 / 15_000.0, 45_000.0).expect("within reach"), 50_625.0, 1.0);
        near(pool.threshold(1_000.0 / 15_000.0, 9_000.0).expect("within reach"), 10_125.0, 1.0);
        assert_eq!((pool.threshold(0.2, 1.0), pool.threshold(0.3, 1.0)), (None, None));
        near(half_life(0.999_959_9) * 15.0 / 86_400.0, 3.0, 1e-3);
    }

    #[test]
    fn the_time_to_a_threshold_leads_there() {
        let blocks = blocks_to(0.9, 50_625.0, 0.0, 15_000.0).expect("it gets there");
        near(after(0.9, blocks, 0.0, 15_000.0), 50_625.0, 1e-6);
        assert_eq!(blocks_to(0.9, 150_000.0, 0.0, 15_000.0), None);
        assert_eq!(blocks_to(0.9, 5.0, 5.0, 0.0), Some(0.0));
    }
}
