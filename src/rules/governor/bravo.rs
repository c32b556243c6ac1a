//! Compound's Governor Bravo.

use super::{Ballots, State, Support};

/// How one governor is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// From proposal to the start of voting.
    pub voting_delay: u64,
    /// From the start of voting to its end.
    pub voting_period: u64,
    /// Votes in favour that are needed.
    pub quorum_votes: u64,
    /// From queue to execution.
    pub timelock_delay: u64,
    /// From the moment at which it may be executed to the one at which it no longer may.
    pub grace_period: u64,
}

/// A proposal of a governor.
///
/// Both ends of the voting belong to the earlier state. Only votes in favour fill the quorum, and as many as it asks for are
/// enough; a tie is defeated. A queued proposal may be executed from `eta` on and has expired at `eta + grace`.
///
/// # Source
/// compound-finance/compound-protocol @a3214f67, `contracts/Governance/GovernorBravoDelegate.sol` and `Timelock.sol`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    setup: Setup,
    start: u64,
    end: u64,
    ballots: Ballots,
    eta: Option<u64>,
    executed: bool,
    canceled: bool,
}

impl Proposal {
    /// A proposal made at a moment.
    pub fn new(setup: Setup, at: u64) -> Proposal {
        let start = at.saturating_add(setup.voting_delay);
        let end = start.saturating_add(setup.voting_period);
        Proposal { setup, start, end, ballots: Ballots::default(), eta: None, executed: false, canceled: false }
    }

    /// Where it stands.
    pub fn state(&self, now: u64) -> State {
        let short = self.ballots.in_favour <= self.ballots.against || self.ballots.in_favour < self.setup.quorum_votes;
        if self.canceled {
            return State::Canceled;
        }
        if now <= self.start {
            return State::Pending;
        }
        if now <= self.end {
            return State::Active;
        }
        match self.eta {
            _ if short => State::Defeated,
            None => State::Succeeded,
            Some(_) if self.executed => State::Executed,
            Some(eta) if now >= eta.saturating_add(self.setup.grace_period) => State::Expired,
            Some(_) => State::Queued,
        }
    }

    /// Votes so far.
    pub fn ballots(&self) -> &Ballots {
        &self.ballots
    }

    /// Takes a ballot. Taken while active, once an account.
    pub fn vote(&mut self, now: u64, voter: u32, weight: u64, support: Support) -> bool {
        self.state(now) == State::Active && self.ballots.cast(voter, weight, support)
    }

    /// Queues it. Taken once it has succeeded.
    pub fn queue(&mut self, now: u64) -> bool {
        let taken = self.state(now) == State::Succeeded;
        if taken {
            self.eta = Some(now.saturating_add(self.setup.timelock_delay));
        }
        taken
    }

    /// Executes it. Taken while it is queued, from `eta` on.
    pub fn execute(&mut self, now: u64) -> bool {
        let taken = self.state(now) == State::Queued && self.eta.is_some_and(|eta| eta <= now);
        self.executed |= taken;
        taken
    }

    /// Its proposer takes it back. Taken at any time before it is executed.
    pub fn cancel(&mut self, now: u64) -> bool {
        let taken = self.state(now) != State::Executed;
        self.canceled |= taken;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETUP: Setup = Setup { voting_delay: 1, voting_period: 10, quorum_votes: 400, timelock_delay: 4, grace_period: 14 };

    fn after(votes: &[(u64, Support)]) -> Proposal {
        let mut proposal = Proposal::new(SETUP, 0);
        for (voter, &(weight, support)) in (0..).zip(votes) {
            assert!(proposal.vote(2, voter, weight, support), "{votes:?}");
        }
        proposal
    }

    #[test]
    fn only_votes_in_favour_fill_the_quorum() {
        for (votes, state) in [
            ([(400, Support::For), (0, Support::Abstain)], State::Succeeded),
            ([(399, Support::For), (9, Support::Abstain)], State::Defeated),
            ([(500, Support::For), (500, Support::Against)], State::Defeated),
            ([(501, Support::For), (500, Support::Against)], State::Succeeded),
        ] {
            assert_eq!(after(&votes).state(12), state, "{votes:?}");
        }
    }

    #[test]
    fn both_ends_of_the_voting_belong_to_the_earlier_state() {
        let proposal = after(&[]);
        for (now, state) in [(1, State::Pending), (2, State::Active), (11, State::Active), (12, State::Defeated)] {
            assert_eq!(proposal.state(now), state, "{now}");
        }
    }

    #[test]
    fn what_is_queued_waits_and_then_expires() {
        let mut proposal = after(&[(400, Support::For)]);
        assert!(!proposal.queue(11) && proposal.queue(12) && !proposal.queue(13));
        assert!(!proposal.execute(15) && proposal.state(29) == State::Queued && proposal.state(30) == State::Expired);
        assert!(!proposal.clone().execute(30) && proposal.execute(16) && proposal.state(40) == State::Executed);
        assert!(!proposal.cancel(40));
    }

    #[test]
    fn a_proposer_may_take_it_back_until_it_is_executed() {
        for now in [0, 5, 12, 29] {
            let mut proposal = after(&[(400, Support::For)]);
            proposal.queue(12);
            assert!(proposal.cancel(now) && proposal.state(20) == State::Canceled && !proposal.execute(20), "{now}");
        }
    }
}
