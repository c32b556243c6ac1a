//! Flooding: harmless proposals that leave no attention for the others.

use super::{Lookout, Scheme};
use crate::scenario::Flood;
use crate::units::{Money, Tick};

/// An even stream: after `t` days of flood, `floor(t * per_day)` proposals have come.
pub fn turn(step: &Flood, lookout: &Lookout, does: &mut impl FnMut(Scheme)) {
    if lookout.now < step.from || lookout.now >= step.from + step.lasts {
        return;
    }
    let due = |at: Tick| (lookout.clock.days(at.since(step.from)) * step.per_day).floor();
    let n = due(Tick(lookout.now.0 + 1)) - due(lookout.now);
    for _ in 0..n as u32 {
        does(Scheme::Propose { cost: step.cost, diverted: Money(0), filler: true });
    }
}
