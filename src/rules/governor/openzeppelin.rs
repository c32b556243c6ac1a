//! OpenZeppelin's Governor, with its late quorum, super quorum and timelock.

use super::{Ballots, State, Support};
use crate::rules::vote::extended;
use crate::units::Ratio;

/// How one governor is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// From proposal to snapshot.
    pub voting_delay: u64,
    /// From snapshot to deadline.
    pub voting_period: u64,
    /// Votes in favour and abstentions that are needed together.
    pub quorum: u64,
    /// Time that is left at least from the moment on at which the quorum is first met.
    pub late_quorum_extension: Option<u64>,
    /// Votes in favour that end the voting at once, if they also outnumber those against.
    pub super_quorum: Option<u64>,
    /// From queue to execution; `None` executes without a queue.
    pub timelock_delay: Option<u64>,
}

/// A quorum as a share of the supply at the snapshot: rounded down to a vote.
///
/// # Source
/// `GovernorVotesQuorumFraction.sol`.
pub fn quorum_of(supply: u64, share: Ratio) -> u64 {
    share.floor_of(supply)
}

/// A proposal of a governor.
///
/// Both ends of the voting belong to the earlier state: at the snapshot it is pending, at the deadline active. The quorum is
/// met by as many votes as it asks for; a tie between for and against is defeated. A queued proposal never expires.
///
/// # Source
/// OpenZeppelin/openzeppelin-contracts @fddac901, `contracts/governance/Governor.sol` and `extensions/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    setup: Setup,
    snapshot: u64,
    deadline: u64,
    ballots: Ballots,
    quorum_came: bool,
    eta: Option<u64>,
    executed: bool,
    canceled: bool,
}

impl Proposal {
    /// A proposal made at a moment.
    pub fn new(setup: Setup, at: u64) -> Proposal {
        let snapshot = at.saturating_add(setup.voting_delay);
        let deadline = snapshot.saturating_add(setup.voting_period);
        let ballots = Ballots::default();
        Proposal { setup, snapshot, deadline, ballots, quorum_came: false, eta: None, executed: false, canceled: false }
    }

    /// Where it stands.
    pub fn state(&self, now: u64) -> State {
        if self.executed {
            State::Executed
        } else if self.canceled {
            State::Canceled
        } else if self.snapshot >= now {
            State::Pending
        } else if self.deadline >= now && !self.carried_early() {
            State::Active
        } else if !self.quorum_is_met() || !self.carried() {
            State::Defeated
        } else if self.eta.is_none() {
            State::Succeeded
        } else {
            State::Queued
        }
    }

    /// Last moment at which votes are taken.
    pub fn deadline(&self) -> u64 {
        self.deadline
    }

    /// Votes so far.
    pub fn ballots(&self) -> &Ballots {
        &self.ballots
    }

    /// Takes a ballot. Taken while active, once an account.
    ///
    /// The first ballot after which the quorum is met moves the deadline, if that leaves less than the extension.
    pub fn vote(&mut self, now: u64, voter: u32, weight: u64, support: Support) -> bool {
        if self.state(now) != State::Active || !self.ballots.cast(voter, weight, support) {
            return false;
        }
        if let Some(extension) = self.setup.late_quorum_extension
            && !self.quorum_came
            && self.quorum_is_met()
        {
            self.quorum_came = true;
            self.deadline = extended(self.deadline, now, extension);
        }
        true
    }

    /// Queues it. Taken once it has succeeded, where there is a timelock.
    pub fn queue(&mut self, now: u64) -> bool {
        let Some(delay) = self.setup.timelock_delay else { return false };
        let taken = self.state(now) == State::Succeeded;
        if taken {
            self.eta = Some(now.saturating_add(delay));
        }
        taken
    }

    /// Executes it. Taken when it has succeeded, or when its time in the queue is over where there is a timelock; the last
    /// moment of the delay is enough.
    pub fn execute(&mut self, now: u64) -> bool {
        let taken = match self.setup.timelock_delay {
            None => self.state(now) == State::Succeeded,
            Some(_) => self.state(now) == State::Queued && self.eta.is_some_and(|eta| eta <= now),
        };
        self.executed |= taken;
        taken
    }

    /// Its proposer takes it back. Taken while it is pending.
    pub fn cancel(&mut self, now: u64) -> bool {
        let taken = self.state(now) == State::Pending;
        self.canceled |= taken;
        taken
    }

    fn quorum_is_met(&self) -> bool {
        self.ballots.in_favour.saturating_add(self.ballots.abstain) >= self.setup.quorum
    }

    fn carried(&self) -> bool {
        self.ballots.in_favour > self.ballots.against
    }

    fn carried_early(&self) -> bool {
        let over = self.setup.super_quorum.is_some_and(|votes| self.ballots.in_favour >= votes);
        over && self.quorum_is_met() && self.carried()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETUP: Setup = Setup {
        voting_delay: 4,
        voting_period: 16,
        quorum: 10,
        late_quorum_extension: None,
        super_quorum: None,
        timelock_delay: None,
    };

    fn after(setup: Setup, votes: &[(u64, u64, Support)]) -> Proposal {
        let mut proposal = Proposal::new(setup, 100);
        for (voter, &(now, weight, support)) in (0..).zip(votes) {
            assert!(proposal.vote(now, voter, weight, support), "{votes:?}");
        }
        proposal
    }

    #[test]
    fn both_ends_of_the_voting_belong_to_the_earlier_state() {
        let proposal = after(SETUP, &[]);
        for (now, state) in
            [(100, State::Pending), (104, State::Pending), (105, State::Active), (120, State::Active), (121, State::Defeated)]
        {
            assert_eq!(proposal.state(now), state, "{now}");
        }
    }

    #[test]
    fn abstentions_fill_the_quorum_and_votes_against_do_not() {
        for (votes, state) in [
            ([(105, 10, Support::For), (105, 0, Support::Abstain)], State::Succeeded),
            ([(105, 9, Support::For), (105, 0, Support::Abstain)], State::Defeated),
            ([(105, 1, Support::For), (105, 9, Support::Abstain)], State::Succeeded),
            ([(105, 9, Support::For), (105, 8, Support::Against)], State::Defeated),
            ([(105, 10, Support::For), (105, 10, Support::Against)], State::Defeated),
            ([(105, 10, Support::For), (105, 9, Support::Against)], State::Succeeded),
        ] {
            assert_eq!(after(SETUP, &votes).state(121), state, "{votes:?}");
        }
        assert_eq!([quorum_of(109, Ratio { num: 10, den: 100 }), quorum_of(763, Ratio { num: 10, den: 100 })], [10, 76]);
    }

    #[test]
    fn a_late_quorum_leaves_time_once() {
        let late = Setup { late_quorum_extension: Some(8), ..SETUP };
        let mut proposal = after(late, &[(120, 10, Support::For)]);
        assert_eq!(proposal.deadline(), 128);
        assert!(proposal.vote(128, 9, 5, Support::Abstain) && proposal.deadline() == 128);
        assert_eq!(after(late, &[(110, 10, Support::For)]).deadline(), 120);
        assert_eq!(after(late, &[(120, 10, Support::Against)]).deadline(), 120);
    }

    #[test]
    fn a_super_quorum_ends_the_voting() {
        let setup = Setup { super_quorum: Some(40), ..SETUP };
        let mut proposal = after(setup, &[(105, 41, Support::Against), (106, 41, Support::For)]);
        assert_eq!(proposal.state(106), State::Active);
        assert!(proposal.vote(106, 7, 1, Support::For) && !proposal.vote(107, 8, 9, Support::Against));
        assert_eq!(proposal.state(106), State::Succeeded);
    }

    #[test]
    fn a_timelock_is_over_at_its_last_moment_and_never_expires() {
        let setup = Setup { timelock_delay: Some(50), ..SETUP };
        let mut proposal = after(setup, &[(105, 10, Support::For)]);
        assert!(!proposal.queue(120) && !proposal.execute(121) && proposal.queue(121) && !proposal.queue(122));
        assert!(!proposal.execute(170) && proposal.state(u64::MAX) == State::Queued);
        assert!(proposal.execute(171) && !proposal.execute(172) && proposal.state(171) == State::Executed);
    }

    #[test]
    fn a_proposer_takes_back_what_is_pending_and_nobody_votes_twice() {
        let mut proposal = after(SETUP, &[(105, 10, Support::For)]);
        assert!(!proposal.vote(106, 0, 10, Support::For) && !proposal.cancel(105));
        let mut pending = after(SETUP, &[]);
        assert!(!pending.vote(104, 0, 1, Support::For) && pending.cancel(104) && !pending.cancel(104));
        assert!(pending.state(121) == State::Canceled && !pending.execute(121));
        let mut done = after(SETUP, &[(105, 10, Support::For)]);
        assert!(!done.queue(121) && done.execute(121) && !done.execute(121));
    }
}
