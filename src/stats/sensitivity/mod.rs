//! How much an outcome depends on each of several inputs.
//!
//! ```text
//!   design of the rows       what is estimated                                                 what it is ranked by
//!   Morris' walks        ->  mu*, mu, sigma of the elementary effects                          mu*
//!   Saltelli's blocks    ->  Sobol' indices, first and total order                             total order
//!   any other            ->  PAWN: how far an input moves the whole distribution; PRCC         PAWN
//! ```
//!
//! Everything here is columns of numbers to numbers: no scenario, no file, no run. A row of a design has one value per replicate;
//! replicate `r` meets the same dice in every row, so that the noise in a difference of two rows is known from the differences of
//! their replicates. Each measure comes with a floor: what an input without any influence stays below in 19 of 20 cases, for
//! chance alone makes a mean of sizes positive.
//!
//! What cannot be told from the rows there are is left out, never 0. Indices are never clipped: a first-order index below 0 says
//! that there are too few rows.

mod given;
mod morris;
mod noise;
mod partial;
mod pawn;
mod resample;
mod sobol;

pub use given::{Input, given};
pub use morris::morris;
pub use noise::noise;
pub use sobol::sobol;

use super::mean;
use crate::dice::{Dice, Key};
use crate::math;

/// The values of an outcome at one row of a design, by replicate; `None` where a replicate has none.
pub type Cell = Vec<Option<f64>>;

/// What is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Mean size of the elementary effects, in units of the outcome over the whole range of the input.
    MuStar,
    /// Mean of the elementary effects, likewise; near 0 with a large [`Measure::MuStar`], effects have both signs.
    Mu,
    /// Standard deviation of the elementary effects, likewise: curvature and interaction with other inputs.
    Sigma,
    /// Share of the outcome's variance that is gone once the input is known, alone and with all others.
    TotalOrder,
    /// Share of the outcome's variance that the input makes alone.
    FirstOrder,
    /// Mean distance of Kolmogorov and Smirnov between the outcome in a slice of the input and everywhere, 0 to 1.
    Pawn,
    /// Partial rank correlation of input and outcome, the other inputs held, -1 to 1.
    Prcc,
    /// What the ranking measure of an input without influence stays below in 19 of 20 cases.
    Floor,
    /// The same of the size of [`Measure::Prcc`].
    PrccFloor,
    /// Share of the variance of one run that the dice make, whatever the inputs.
    DiceShare,
    /// Share of the variance between the means of rows that the dice have left there.
    NoiseShare,
}

impl Measure {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Measure::MuStar => "mu_star",
            Measure::Mu => "mu",
            Measure::Sigma => "sigma",
            Measure::TotalOrder => "total_order",
            Measure::FirstOrder => "first_order",
            Measure::Pawn => "pawn",
            Measure::Prcc => "prcc",
            Measure::Floor => "floor",
            Measure::PrccFloor => "prcc_floor",
            Measure::DiceShare => "dice_share",
            Measure::NoiseShare => "noise_share",
        }
    }

    /// Whether inputs are ranked by it.
    pub fn ranks(self) -> bool {
        matches!(self, Measure::MuStar | Measure::TotalOrder | Measure::Pawn)
    }
}

/// How the interval, or the floor, was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Quantiles of resamples: of walks, of blocks, or of rows.
    Bootstrap,
    /// 1.96 standard deviations of resamples on either side, for a measure that resampling itself raises.
    BootstrapSd,
    /// From the spread of the differences between replicates under the same dice.
    Pairs,
    /// From outcomes dealt out to the rows at random.
    Shuffles,
}

impl How {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            How::Bootstrap => "bootstrap",
            How::BootstrapSd => "bootstrap_sd",
            How::Pairs => "pairs",
            How::Shuffles => "shuffles",
        }
    }
}

/// One estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Number of the input; `None` for what concerns the dice.
    pub input: Option<usize>,
    /// What it is.
    pub measure: Measure,
    /// Its value.
    pub value: f64,
    /// The 95 % interval; `None` for a floor, and where there are too few rows.
    pub interval: Option<(f64, f64)>,
    /// How interval or floor was made.
    pub how: How,
    /// Walks, blocks or rows that it rests on.
    pub n: usize,
}

/// Where resamples and shuffles come from: the same numbers for the same seed and subject.
#[derive(Clone, Copy, Debug)]
pub struct Luck<'d> {
    /// Dice of the seed.
    pub dice: &'d Dice,
    /// What is resampled: the outcome's key.
    pub subject: Key,
}

/// Standard normal deviates that 19 of 20 stay within, on both sides and on one.
const BOTH_SIDES: f64 = 1.959_963_984_540_054;
const ONE_SIDE: f64 = 1.644_853_626_951_472_7;

/// Mean over the replicates that have a value.
fn level(cell: &Cell) -> Option<f64> {
    mean(&cell.iter().flatten().copied().collect::<Vec<f64>>())
}

/// What changes from one row to another under the same dice.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// Mean difference, second less first.
    mean: f64,
    /// How far the dice move that mean; `None` for a single replicate.
    noise: Option<Noise>,
}

/// How far the dice move a mean.
#[derive(Clone, Copy, Debug)]
struct Noise {
    /// Standard deviation, free of the bias that a root of a variance has.
    sd: f64,
    /// Variance.
    variance: f64,
    /// Degrees of freedom that both rest on.
    freedom: f64,
}

/// What a sum of independent terms stays below in 19 of 20 cases.
///
/// # Source
/// Cornish and Fisher, "Moments and cumulants in the specification of distributions" (1937), to the third moment.
fn stays_below(mean: f64, variance: f64, third_moment: f64) -> f64 {
    let sd = math::sqrt(variance);
    let skew = if variance > 0.0 { third_moment / (variance * sd) } else { 0.0 };
    mean + sd * (ONE_SIDE + (ONE_SIDE * ONE_SIDE - 1.0) / 6.0 * skew)
}

/// The change between two rows over the replicates that have a value in both; `None` if none has.
fn change(from: &Cell, to: &Cell) -> Option<Change> {
    let differences: Vec<f64> = from.iter().zip(to).filter_map(|(from, to)| Some((*to)? - (*from)?)).collect();
    let n = differences.len() as f64;
    let of = |sd: f64| Noise { sd: sd / shrinks(n) / math::sqrt(n), variance: sd * sd / n, freedom: n - 1.0 };
    let noise = super::sd(&differences).map(of);
    Some(Change { mean: mean(&differences)?, noise })
}

/// The mean of the standard deviation of `n` normal values over that of the normal law.
fn shrinks(n: f64) -> f64 {
    math::sqrt(2.0 / (n - 1.0)) * math::exp(math::ln_gamma(0.5 * n) - math::ln_gamma(0.5 * (n - 1.0)))
}

#[cfg(test)]
mod oracles;
