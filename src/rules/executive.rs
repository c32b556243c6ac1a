//! One member decides.

use super::{Facts, Verdict};

/// The body's first seat decides alone; its electorate is that one seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Executive;

impl Executive {
    /// The rule's word on the facts.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let _ = facts;
        Verdict::Open
    }
}
