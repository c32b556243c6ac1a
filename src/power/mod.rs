//! Power at rest: who could turn a decision, read off the rules alone, before anybody acts.
//!
//! ```
//! use folkmoot::power::{Banzhaf, Game, Shapley};
//!
//! // The six founders of the EEC: Luxembourg has a vote and no power.
//! let council = Game::weighted(&[4, 4, 4, 2, 2, 1], 12)?;
//! let banzhaf = Banzhaf::exact(&council).expect("six seats are few");
//! assert_eq!(banzhaf.dummies(), Some(vec![5]));
//! let shapley = Shapley::exact(&council).expect("six seats are few");
//! assert_eq!(shapley.exact.map(|index| index[3].to_string()), Some("3/20".to_string()));
//! # Ok::<(), folkmoot::power::GameError>(())
//! ```
//!
//! ```text
//!   Game ---- reduced ----+-- table    every weight below the quota       } how many coalitions
//!   (weights, quota)      +-- halves   any weights, few players           } of a size are lighter
//!                         +-- types    any weights, few different ones    } than a limit
//!                         +-- sample   all the rest, with an interval
//! ```
//!
//! ```text
//!   rules::Mechanism, seats -- stage --> Body (who wins together, and what that does) -- profile --> Power
//! ```
//!
//! Functions here are pure: no world and no I/O. Only `sample` draws, from the addressed stream that its caller hands in.
//!
//! # Why
//! `num-bigint` because coalitions of `n` players number 2^n and Shapley-Shubik divides by n!: exact fractions need products,
//! quotients and greatest common divisors of thousands of bits, which is more than forty lines of our own.

mod banzhaf;
mod census;
mod concentration;
mod fraction;
mod game;
mod grouped;
mod halves;
mod jury;
#[cfg(test)]
mod laws;
mod listed;
mod profile;
mod reduced;
mod sample;
mod shapley;
mod stage;
mod stake;
mod table;
mod tiered;
mod types;
mod wide;

pub use banzhaf::{Banzhaf, Counts};
pub use concentration::{Concentration, fewest_above, fewest_reaching};
pub use fraction::Fraction;
pub use game::{Game, GameError};
pub use grouped::Grouped;
pub use jury::{expert_weights, majority_correct, penrose_approximation, penrose_pivot, weighted_correct};
pub use listed::{Listed, Minimal};
pub use num_bigint::BigUint;
pub use profile::{Acts, Body, Form, Power};
pub use sample::{sampled_banzhaf, sampled_shapley};
pub use shapley::Shapley;
pub use stage::{NoGame, Seat, at_rest};
pub use stake::{stake_to_block, stake_to_carry, stake_to_slip_through};
pub use tiered::{Tier, Tiered};

/// How a number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By counting every coalition.
    Exact,
    /// By drawing coalitions or orders at random.
    Sampled {
        /// How many were drawn.
        draws: u32,
    },
}

/// A number with the interval that it lies in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number, or the best guess at it.
    pub value: f64,
    /// Lower end of the 95 % interval; the number itself where it is exact.
    pub low: f64,
    /// Upper end of the 95 % interval; the number itself where it is exact.
    pub high: f64,
}

impl Estimate {
    /// A number that is known.
    pub fn exact(value: f64) -> Estimate {
        Estimate { value, low: value, high: value }
    }
}
