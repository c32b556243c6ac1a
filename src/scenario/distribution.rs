//! Distributions as a scenario writes them, sampled by inversion.

use crate::math;

/// A number, or a law that a number is drawn from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Always this.
    Fixed(f64),
    /// Uniform between two bounds.
    Uniform {
        /// Lower bound.
        low: f64,
        /// Upper bound.
        high: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Log-normal.
    Lognormal {
        /// Median.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Exponential.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// Pareto.
    Pareto {
        /// Smallest value.
        min: f64,
        /// Tail exponent.
        alpha: f64,
    },
}

impl Distribution {
    /// The value below which a share `u` of draws falls, for `u` strictly between 0 and 1.
    pub fn quantile(&self, u: f64) -> f64 {
        match *self {
            Distribution::Fixed(value) => value,
            Distribution::Uniform { low, high } => low + (high - low) * u,
            Distribution::Normal { mean, sd } => mean + sd * math::normal_quantile(u),
            Distribution::Lognormal { median, sigma } => median * math::exp(sigma * math::normal_quantile(u)),
            Distribution::Exponential { mean } => -mean * math::ln_1p(-u),
            Distribution::Pareto { min, alpha } => min * math::pow(1.0 - u, -1.0 / alpha),
        }
    }

    /// The value at a uniform number, which is drawn only if it matters.
    pub fn drawn(&self, uniform: impl FnOnce() -> f64) -> f64 {
        if let Distribution::Fixed(value) = *self { value } else { self.quantile(uniform()) }
    }

    /// The value that half of all draws stay below.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Mean and standard deviation; infinite where the law has none.
    pub fn moments(&self) -> (f64, f64) {
        match *self {
            Distribution::Fixed(value) => (value, 0.0),
            Distribution::Uniform { low, high } => (0.5 * (low + high), (high - low) / math::sqrt(12.0)),
            Distribution::Normal { mean, sd } => (mean, sd),
            Distribution::Lognormal { median, sigma } => {
                let mean = median * math::exp(0.5 * sigma * sigma);
                (mean, mean * math::sqrt(math::exp(sigma * sigma) - 1.0))
            }
            Distribution::Exponential { mean } => (mean, mean),
            Distribution::Pareto { min, alpha } => {
                let mean = if alpha > 1.0 { alpha * min / (alpha - 1.0) } else { f64::INFINITY };
                let sd = if alpha > 2.0 { mean / math::sqrt(alpha * (alpha - 2.0)) } else { f64::INFINITY };
                (mean, sd)
            }
        }
    }
}
