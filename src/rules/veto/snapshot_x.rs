//! Snapshot X's optimistic quorum: enough votes against reject at once.

/// The three moments of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// First moment of voting.
    pub start: u64,
    /// From here on it may be executed.
    pub min_end: u64,
    /// From here on no votes are taken.
    pub max_end: u64,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Voting has not begun.
    VotingDelay,
    /// Votes are taken.
    VotingPeriod,
    /// Votes are taken, and it may be executed.
    VotingPeriodAccepted,
    /// Carried.
    Accepted,
    /// Enough voted against.
    Rejected,
}

/// Where a proposal stands. As many votes against as the quorum reject it, whatever the clock says; each moment belongs to what
/// begins with it.
///
/// # Source
/// snapshot-labs/sx-evm @0838cb54, `OptimisticQuorumExecutionStrategy.sol`.
pub fn status(times: Times, quorum: u64, votes_against: u64, now: u64) -> Status {
    if votes_against >= quorum {
        Status::Rejected
    } else if now < times.start {
        Status::VotingDelay
    } else if now < times.min_end {
        Status::VotingPeriod
    } else if now < times.max_end {
        Status::VotingPeriodAccepted
    } else {
        Status::Accepted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_moment_belongs_to_what_begins_with_it() {
        let times = Times { start: 10, min_end: 20, max_end: 30 };
        for (now, against, expected) in [
            (9, 99, Status::VotingDelay),
            (10, 99, Status::VotingPeriod),
            (19, 99, Status::VotingPeriod),
            (20, 99, Status::VotingPeriodAccepted),
            (29, 0, Status::VotingPeriodAccepted),
            (30, 99, Status::Accepted),
            (9, 100, Status::Rejected),
            (31, 100, Status::Rejected),
        ] {
            assert_eq!(status(times, 100, against, now), expected, "{now} {against}");
        }
    }
}
