//! The adversary: what it does and when, from a plan. It knows the free pool and the calendar, and rolls no dice of its own.
//!
//! A move computes [`Scheme`]s; the world carries them out through the insiders, by the same routes as everybody's proposals.

mod buy_weight;
mod flood;
mod self_deal;

use crate::scenario::{Adversary, Move};
use crate::units::{Clock, Money, Tick, Weight};

/// What the adversary looks at.
#[derive(Clone, Copy, Debug)]
pub struct Lookout {
    /// Today.
    pub now: Tick,
    /// Length of a tick.
    pub clock: Clock,
    /// Money not promised to anything.
    pub free: Money,
}

/// Something that the adversary does today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Brings a proposal forward.
    Propose {
        /// Its cost.
        cost: Money,
        /// How much of that would be diverted.
        diverted: Money,
        /// Whether it only uses up attention.
        filler: bool,
    },
    /// Buys voting tokens for the insiders.
    Buy {
        /// Votes.
        tokens: Weight,
        /// What they cost.
        price: Money,
    },
}

/// Today's part of the plan, move by move.
pub fn turn(adversary: &Adversary, lookout: &Lookout, mut does: impl FnMut(Scheme)) {
    for step in &adversary.plan {
        match step {
            Move::SelfDeal(step) => self_deal::turn(step, lookout, &mut does),
            Move::Flood(step) => flood::turn(step, lookout, &mut does),
            Move::BuyWeight(step) => buy_weight::turn(step, lookout, &mut does),
        }
    }
}
