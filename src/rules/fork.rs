//! Nouns' fork: a minority that is large enough leaves together and takes its share of the treasury.

use crate::units::Ratio;

/// Tokens in escrow against the supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Tokens in the hands of members.
    pub adjusted_supply: u64,
    /// Tokens of those who want to leave.
    pub in_escrow: u64,
    /// Share that must be exceeded, ten-thousandths of the supply.
    pub threshold_bps: u64,
}

impl Fork {
    /// Tokens that must be exceeded, rounded down.
    pub fn threshold(&self) -> u64 {
        Ratio { num: self.threshold_bps, den: 10_000 }.floor_of(self.adjusted_supply)
    }

    /// Whether it can be carried out; as many as the threshold are not enough.
    pub fn executable(&self) -> bool {
        self.in_escrow > self.threshold()
    }

    /// What those in escrow take of an asset, rounded down; nothing if it cannot be carried out.
    ///
    /// # Source
    /// nounsDAO/nouns-monorepo @86a781ec, `contracts/governance/fork/NounsDAOFork.sol`.
    pub fn sent(&self, treasury: u64) -> u64 {
        match Ratio::new(self.in_escrow, self.adjusted_supply) {
            Some(share) if self.executable() => share.floor_of(treasury),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_threshold_leave_with_their_share() {
        for (supply, in_escrow, threshold, sent) in
            [(1_000, 201, 200, 201_000), (1_000, 200, 200, 0), (9, 2, 1, 222_222), (9, 1, 1, 0), (0, 1, 0, 0)]
        {
            let fork = Fork { adjusted_supply: supply, in_escrow, threshold_bps: 2_000 };
            assert_eq!((fork.threshold(), fork.sent(1_000_000)), (threshold, sent), "{fork:?}");
        }
    }
}
