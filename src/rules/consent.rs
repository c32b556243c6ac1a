//! Consent: nobody has a reasoned objection.

use super::{Facts, Verdict};

/// Passes when all who take part have spoken and fewer than `blocked_by` object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Objections that block, at least 1.
    pub blocked_by: u32,
}

impl Consent {
    /// The rule's word on the facts.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let _ = facts;
        Verdict::Open
    }
}
