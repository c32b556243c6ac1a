//! Voting: yes, no, abstain.

use super::quorum::Quorum;
use super::{Facts, Verdict, Weighting};
use crate::units::{Ratio, Ticks};

/// What carries a vote, once the quorum is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Majority {
    /// More yes than no (OpenZeppelin, Compound, Moloch). A tie fails.
    MoreYesThanNo,
    /// Yes above a share of yes and no (Aragon, Cosmos). A tie fails.
    Above(Ratio),
    /// Yes at least a share of yes and no. A tie passes.
    AtLeast(Ratio),
    /// Yes above a share of the whole electorate. A tie fails.
    AboveOfAll(Ratio),
}

/// A vote with a period, or at a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// How long ballots are taken; `None` at meetings only.
    pub period: Option<Ticks>,
    /// How seats are weighed.
    pub weighting: Weighting,
    /// What must take part.
    pub quorum: Quorum,
    /// What carries.
    pub majority: Majority,
}

impl Vote {
    /// The rule's word on the facts: open until the period has run out or a meeting dealt with it.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let _ = facts;
        Verdict::Open
    }
}
