//! Bought weight: tokens for the insiders.

use super::{Lookout, Scheme};
use crate::scenario::BuyWeight;
use crate::units::{Money, Ratio, Weight};

/// Once, on its day.
pub fn turn(step: &BuyWeight, lookout: &Lookout, does: &mut impl FnMut(Scheme)) {
    if lookout.now == step.at {
        let price = Money(Ratio { num: step.price, den: Weight::ONE.0 }.floor_of(step.tokens.0));
        does(Scheme::Buy { tokens: step.tokens, price });
    }
}
