//! The constitution: what counts as a decision. Pure functions and state machines.
//!
//! Nothing here knows the world, rolls dice or does I/O. A rule gets the [`Facts`] of one question and answers with a
//! [`Verdict`]; a [`route`] strings rules together and says where each ending leads. A rule is tested by calling it.
//!
//! Money and weight are integers and every threshold is compared exactly; each rule says which side a tie falls on.
//!
//! # What is where
//!
#![doc = include_str!("coverage.md")]

pub mod approval_hat;
pub mod consent;
pub mod conviction;
pub mod council;
pub mod delegation;
pub mod dispute;
pub mod dual_governance;
pub mod election;
pub mod executive;
pub mod exit;
pub mod federation;
pub mod fork;
pub mod governor;
pub mod hat;
pub mod objection;
pub mod optimistic;
pub mod quorum;
pub mod ragequit;
pub mod reputation;
pub mod round;
pub mod route;
mod rule;
pub mod signers;
pub mod staged;
pub mod tally;
pub mod timelock;
pub mod turnout;
pub mod veto;
pub mod vote;
pub mod weight;
mod wide;

#[cfg(test)]
mod exhaustive;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod laws;

pub use consent::Consent;
pub use conviction::Conviction;
pub use council::Council;
pub use dispute::claim::Dispute;
pub use dispute::jury::Jury;
pub use executive::Executive;
pub use exit::Exit;
pub use federation::Federation;
pub use hat::Hat;
pub use optimistic::Optimistic;
pub use reputation::Reputation;
pub use round::Round;
pub use route::{Ending, Guard, Next, Route, Stage, Step};
pub use rule::{Asks, Mechanism, Rule};
pub use timelock::Timelock;
pub use vote::Vote;
pub use weight::{Holding, Weighting};

use crate::units::{Money, Ratio, Ticks, Weight};

/// What a rule says of a question now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not decided yet.
    Open,
    /// Accepted.
    Pass,
    /// Stopped by somebody.
    Block,
    /// Stopped by nobody: no quorum, no time left.
    Lapse,
}

/// Seats, and the voting weight that they carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Number of seats.
    pub seats: u32,
    /// Their weight under the stage's weighting.
    pub weight: Weight,
}

impl Side {
    /// Adds one seat of the given weight.
    pub fn add(&mut self, weight: Weight) {
        self.seats += 1;
        self.weight += weight;
    }

    /// Takes one seat of the given weight away.
    pub fn take(&mut self, weight: Weight) {
        self.seats -= 1;
        self.weight -= weight;
    }
}

impl std::ops::Add for Side {
    type Output = Side;
    fn add(self, other: Side) -> Side {
        Side { seats: self.seats + other.seats, weight: self.weight + other.weight }
    }
}

/// Ballots so far. In a consent round `yes` are those who read and do not object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In favour.
    pub yes: Side,
    /// Against.
    pub no: Side,
    /// Took part without taking a side.
    pub abstain: Side,
}

impl Count {
    /// Everybody who took part.
    pub fn cast(&self) -> Side {
        self.yes + self.no + self.abstain
    }
}

/// Where one group of the electorate stands, for rules that count groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupFacts {
    /// All seats of the group.
    pub electorate: Side,
    /// Its valid objections.
    pub objections: Side,
}

/// All that a rule may know of a question.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Time since the stage opened.
    pub elapsed: Ticks,
    /// Everybody entitled, as of the opening.
    pub electorate: Side,
    /// Ballots so far.
    pub count: Count,
    /// Objections that stand: unjudged ones only where nobody judges.
    pub objections: Side,
    /// Objections whose grounds are still being judged.
    pub pending: Side,
    /// Per group of the electorate, for thresholds by group.
    pub groups: &'a [GroupFacts],
    /// Whether a meeting has dealt with the question: all who attend have spoken.
    pub tabled: bool,
    /// Moving average of the turnout at this stage, for quorums that follow it.
    pub usual_turnout: Ratio,
    /// What the rule itself noted on the evenings before.
    pub memory: Memory,
    /// What it is like around the question.
    pub setting: Setting,
}

/// What it is like around a question, for rules that ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Whether a protest holds back what is decided.
    pub held: bool,
    /// Everybody entitled, as of now; `None` if that is the electorate of the opening.
    pub still: Option<Side>,
    /// Approval of what is in force.
    pub in_force: Weight,
    /// Money that is asked for.
    pub asked: Money,
    /// Money that is there.
    pub pool: Money,
    /// Whether a round has chosen it; `None` before the round ends.
    pub chosen: Option<bool>,
    /// What is staked on it.
    pub claim: dispute::claim::Claim,
}

/// What a rule remembers of a question from one evening to the next: who keeps it asks [`Rule::remember`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Whether what the rule watches held when it last looked.
    pub held: bool,
    /// Time from the opening to the evening on which it came to hold as the rule waits for; `None` while it has not.
    pub since: Option<Ticks>,
    /// What has gathered until then.
    pub gathered: u64,
}
