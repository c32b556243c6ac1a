//! A council: m of n approvals.

use super::{Facts, Verdict};

/// Passes with `approvals`, is blocked when they can no longer be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Council {
    /// Approvals needed, at least 1.
    pub approvals: u32,
}

impl Council {
    /// The rule's word on the facts.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let _ = facts;
        Verdict::Open
    }
}
