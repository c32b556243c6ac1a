//! Bought weight: tokens for the insiders.

use super::{Lookout, Scheme};
use crate::scenario::BuyWeight;
use crate::units::Money;

/// Once, on its day.
pub fn turn(step: &BuyWeight, lookout: &Lookout, does: &mut impl FnMut(Scheme)) {
    if lookout.now == step.at {
        let price = Money((step.tokens.votes() * step.price as f64) as u64);
        does(Scheme::Buy { tokens: step.tokens, price });
    }
}
