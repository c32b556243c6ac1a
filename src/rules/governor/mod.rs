//! Governors of tokens: a delay, a period of voting, a queue before execution.
//!
//! ```text
//!   Pending --delay--> Active --period--> Succeeded --queue--> Queued --delay--> Executed
//!      |                                  Defeated              |
//!      +--proposer--> Canceled                                  +--grace--> Expired (Compound)
//! ```
//!
//! Moments and lengths are whole numbers in one unit, blocks or seconds; votes are whole numbers of the smallest unit of the
//! token. Each act says whether the contract would take it; what is refused changes nothing.

pub mod bravo;
pub mod openzeppelin;

use std::collections::BTreeSet;

/// What a ballot says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// In favour.
    For,
    /// Against.
    Against,
    /// Neither.
    Abstain,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Voting has not begun.
    Pending,
    /// Votes are taken.
    Active,
    /// Taken back.
    Canceled,
    /// Voted down, or too few took part.
    Defeated,
    /// Carried, not yet queued.
    Succeeded,
    /// Waiting to be executed.
    Queued,
    /// Not executed in time.
    Expired,
    /// Done.
    Executed,
}

/// Votes so far, one ballot an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    /// Votes in favour.
    pub in_favour: u64,
    /// Votes against.
    pub against: u64,
    /// Votes that take no side.
    pub abstain: u64,
    voters: BTreeSet<u32>,
}

impl Ballots {
    /// Counts a ballot; refused if the account voted before. A ballot of no weight counts as cast.
    fn cast(&mut self, voter: u32, weight: u64, support: Support) -> bool {
        if !self.voters.insert(voter) {
            return false;
        }
        let side = match support {
            Support::For => &mut self.in_favour,
            Support::Against => &mut self.against,
            Support::Abstain => &mut self.abstain,
        };
        *side = side.saturating_add(weight);
        true
    }
}
