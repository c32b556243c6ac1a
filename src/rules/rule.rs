//! What every rule of decision can say of itself, and the rules that a stage may have.
//!
//! A rule says what is special about it in its own file; what it does not say is what most rules would. A new one is a file, a
//! variant here, and an arm in [`Mechanism::deref`].

use super::delegation::liquid::Passing;
use super::optimistic::Ground;
use super::route::Judge;
use super::{
    Consent, Conviction, Council, Dispute, Executive, Facts, Hat, Jury, Memory, Optimistic, Round, Timelock, Verdict, Vote,
    Weighting,
};
use crate::units::{Money, Ticks};

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

/// A rule of decision: what it makes of the facts, and what it asks of people and of the clock.
pub trait Rule {
    /// Its word in a scenario file.
    fn key(&self) -> &'static str;

    /// Its word on the facts.
    fn verdict(&self, facts: &Facts) -> Verdict;

    /// What members are asked.
    fn asks(&self) -> Asks {
        Asks::Ballot
    }

    /// How seats are weighed.
    fn weighting(&self) -> Weighting {
        Weighting::PER_SEAT
    }

    /// Its own clock: members act on any day until it has run out, or until their round ends if that comes before. `None` waits
    /// for a meeting, or for its members.
    fn clock(&self) -> Option<Ticks> {
        None
    }

    /// The longest that clock can run: what cannot be read within it need not be put on a desk.
    fn longest_clock(&self) -> Option<Ticks> {
        self.clock()
    }

    /// When time alone may first change its word; it is asked every morning from then on.
    fn wakes(&self) -> Option<Ticks> {
        self.clock()
    }

    /// The same for a question with this memory: votes that have been extended end later.
    fn wakes_after(&self, _memory: Memory) -> Option<Ticks> {
        self.wakes()
    }

    /// Who says whether an objection counts.
    fn judge(&self) -> Judge {
        Judge::Nobody
    }

    /// Grounds that count; `None` for any but private interest.
    fn grounds(&self) -> Option<&[Ground]> {
        None
    }

    /// How silent seats are represented; `None` where everybody speaks for itself.
    fn delegation(&self) -> Option<Passing> {
        None
    }

    /// Whether those who have cast a ballot look at it again on the last day.
    fn asks_again(&self) -> bool {
        false
    }

    /// What it notes this evening. `None` where it has nothing to remember.
    fn remember(&self, _facts: &Facts) -> Option<Memory> {
        None
    }

    /// From when on, after the opening, only ballots against are taken; `None` while all are.
    fn takes_only_no_from(&self, _memory: Memory) -> Option<Ticks> {
        None
    }

    /// Money that an objection takes, which is lost if its judges strike it.
    fn bond(&self) -> Money {
        Money(0)
    }

    /// Seats that must do what it asks, or it never comes to that: a body with fewer is a mistake. `None` where heads do not matter.
    fn takes_seats(&self) -> Option<u32> {
        None
    }

    /// Seats that it draws by lot from its body, after so many appeals; `None` where all members have a say.
    fn draws(&self, _round: u8) -> Option<u32> {
        None
    }

    /// Whether the first seat of the body is its whole electorate.
    fn is_alone(&self) -> bool {
        false
    }
}

/// A rule of decision with its parameters; it is asked as the [`Rule`] that it is.
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
    /// Passes when nobody stakes money against it, or is outbid.
    Dispute(Dispute),
    /// Passes when most of a jury say so, that of the last appeal.
    Jury(Jury),
}

impl std::ops::Deref for Mechanism {
    type Target = dyn Rule;

    fn deref(&self) -> &(dyn Rule + 'static) {
        match self {
            Mechanism::Optimistic(rule) => rule,
            Mechanism::Vote(rule) => rule,
            Mechanism::Consent(rule) => rule,
            Mechanism::Council(rule) => rule,
            Mechanism::Executive(rule) => rule,
            Mechanism::Timelock(rule) => rule,
            Mechanism::Conviction(rule) => rule,
            Mechanism::Hat(rule) => rule,
            Mechanism::Round(rule) => rule,
            Mechanism::Dispute(rule) => rule,
            Mechanism::Jury(rule) => rule,
        }
    }
}
