//! Self-dealing: a hollow package under a cover of cost.

use super::{Lookout, Scheme};
use crate::scenario::SelfDeal;
use crate::units::Money;

/// On its days the move asks for enough to divert its share of the free pool.
pub fn turn(step: &SelfDeal, lookout: &Lookout, does: &mut impl FnMut(Scheme)) {
    let today = lookout.now >= step.from && lookout.now.since(step.from).0.is_multiple_of(step.every.0.max(1));
    let diverted = Money(step.share_of_pool.floor_of(lookout.free.0));
    if today && diverted > Money(0) {
        let whole = u128::from(diverted.0) * u128::from(step.diverted.den) / u128::from(step.diverted.num.max(1));
        let cost = Money(u64::try_from(whole).unwrap_or(u64::MAX).max(diverted.0));
        does(Scheme::Propose { cost, diverted, filler: false });
    }
}
