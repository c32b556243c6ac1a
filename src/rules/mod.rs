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
pub use executive::Executive;
pub use exit::Exit;
pub use federation::Federation;
pub use hat::Hat;
pub use optimistic::Optimistic;
pub use reputation::Reputation;
pub use round::Round;
pub use route::{Ending, Guard, Next, Route, Stage, Step};
pub use timelock::Timelock;
pub use vote::Vote;
pub use weight::{Holding, Weighting};

use crate::units::{Money, Ratio, Ticks, Weight};
use delegation::liquid::Passing;
use optimistic::Ground;
use route::Judge;

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
}

/// What a rule remembers of a question from one evening to the next: who keeps it asks [`Mechanism::remember`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Whether what the rule watches held when it last looked.
    pub held: bool,
    /// Time from the opening to the evening on which it came to hold as the rule waits for; `None` while it has not.
    pub since: Option<Ticks>,
    /// What has gathered until then.
    pub gathered: u64,
}

/// What a rule asks of the members of its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Object, or stay silent.
    Objection,
    /// Yes, no or abstain.
    Ballot,
    /// Consent, or object.
    Consent,
    /// Nothing: time alone decides.
    Nothing,
}

/// A rule of decision with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub enum Mechanism {
    /// Passes unless enough members object within a window.
    Optimistic(Optimistic),
    /// Yes, no, abstain.
    Vote(Vote),
    /// Passes when nobody has a reasoned objection.
    Consent(Consent),
    /// Passes when m of n approve.
    Council(Council),
    /// One member decides.
    Executive(Executive),
    /// Waits.
    Timelock(Timelock),
    /// Passes when support that stays has gathered enough conviction.
    Conviction(Conviction),
    /// Passes when more approve of it than of what is in force.
    Hat(Hat),
    /// Passes when it is among what a round shares its budget out to.
    Round(Round),
}

impl Mechanism {
    /// The rule's word on the facts.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        match self {
            Mechanism::Optimistic(rule) => rule.verdict(facts),
            Mechanism::Vote(rule) => rule.verdict(facts),
            Mechanism::Consent(rule) => rule.verdict(facts),
            Mechanism::Council(rule) => rule.verdict(facts),
            Mechanism::Executive(rule) => rule.verdict(facts),
            Mechanism::Timelock(rule) => rule.verdict(facts),
            Mechanism::Conviction(rule) => rule.verdict(facts),
            Mechanism::Hat(rule) => rule.verdict(facts),
            Mechanism::Round(rule) => rule.verdict(facts),
        }
    }

    /// The rule's own clock: members act on any day until it has run out, or until their round ends if that comes before. `None`
    /// waits for a meeting, or for its members.
    pub fn clock(&self) -> Option<Ticks> {
        match self {
            Mechanism::Optimistic(rule) => Some(rule.window),
            Mechanism::Vote(rule) => rule.period,
            Mechanism::Timelock(rule) => Some(rule.delay),
            Mechanism::Round(rule) => Some(rule.every),
            Mechanism::Consent(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_) => None,
        }
    }

    /// When time alone may first change the rule's word; it is asked every morning from then on.
    pub fn wakes(&self) -> Option<Ticks> {
        match self {
            Mechanism::Council(rule) => rule.wakes(),
            Mechanism::Conviction(_) => Some(Ticks(0)),
            Mechanism::Optimistic(_)
            | Mechanism::Vote(_)
            | Mechanism::Consent(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => self.clock(),
        }
    }

    /// Who says whether an objection counts.
    pub fn judge(&self) -> Judge {
        match self {
            Mechanism::Optimistic(rule) => rule.judge,
            Mechanism::Consent(rule) => rule.judge,
            Mechanism::Vote(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => Judge::Nobody,
        }
    }

    /// Grounds that count; `None` for any but private interest.
    pub fn grounds(&self) -> Option<&[Ground]> {
        match self {
            Mechanism::Optimistic(rule) => rule.grounds.as_deref(),
            Mechanism::Consent(rule) => rule.grounds.as_deref(),
            Mechanism::Vote(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => None,
        }
    }

    /// How silent seats are represented; `None` where everybody speaks for itself.
    pub fn delegation(&self) -> Option<Passing> {
        match self {
            Mechanism::Vote(rule) => rule.delegation,
            Mechanism::Optimistic(_)
            | Mechanism::Consent(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => None,
        }
    }

    /// The same for a question with this memory: votes that have been extended end later.
    pub fn clock_after(&self, memory: Memory) -> Option<Ticks> {
        match self {
            Mechanism::Vote(rule) => rule.closes(memory),
            Mechanism::Optimistic(_)
            | Mechanism::Consent(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => self.clock(),
        }
    }

    /// The longest that clock can run: what cannot be read within it need not be put on a desk.
    pub fn longest_clock(&self) -> Option<Ticks> {
        match self {
            Mechanism::Vote(rule) => rule.longest(),
            Mechanism::Optimistic(_)
            | Mechanism::Consent(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => self.clock(),
        }
    }

    /// What the rule notes this evening. `None` where it has nothing to remember.
    pub fn remember(&self, facts: &Facts) -> Option<Memory> {
        match self {
            Mechanism::Vote(rule) => rule.remember(facts),
            Mechanism::Conviction(rule) => Some(rule.remember(facts)),
            Mechanism::Optimistic(_)
            | Mechanism::Consent(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => None,
        }
    }

    /// From when on, after the opening, only ballots against are taken; `None` while all are.
    pub fn takes_only_no_from(&self, memory: Memory) -> Option<Ticks> {
        match self {
            Mechanism::Vote(rule) => rule.takes_only_no_from(memory),
            Mechanism::Optimistic(_)
            | Mechanism::Consent(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_)
            | Mechanism::Round(_) => None,
        }
    }

    /// What members are asked.
    pub fn asks(&self) -> Asks {
        match self {
            Mechanism::Optimistic(_) => Asks::Objection,
            Mechanism::Vote(_) | Mechanism::Council(_) | Mechanism::Executive(_) => Asks::Ballot,
            Mechanism::Consent(_) => Asks::Consent,
            Mechanism::Timelock(_) => Asks::Nothing,
            Mechanism::Conviction(_) | Mechanism::Hat(_) | Mechanism::Round(_) => Asks::Ballot,
        }
    }

    /// How seats are weighed.
    pub fn weighting(&self) -> Weighting {
        match self {
            Mechanism::Optimistic(rule) => rule.weighting,
            Mechanism::Vote(rule) => rule.weighting,
            Mechanism::Conviction(rule) => rule.weighting,
            Mechanism::Hat(rule) => rule.weighting,
            Mechanism::Round(rule) => rule.weighting,
            Mechanism::Timelock(rule) => rule.retains.map_or(Weighting::PER_SEAT, |retains| retains.weighting),
            Mechanism::Consent(_) | Mechanism::Council(_) | Mechanism::Executive(_) => Weighting::PER_SEAT,
        }
    }
}
