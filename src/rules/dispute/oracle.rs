//! UMA's optimistic oracle: an assertion is true unless it is disputed in time, and then an oracle says.

/// An assertion with its bond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// Money on each side.
    pub bond: u64,
    /// Share of one bond that is kept when there is a dispute, percent.
    pub burn_percent: u64,
    /// From here on it can no longer be disputed.
    pub expiration: u64,
}

/// What came of an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Whether a dispute was taken.
    pub disputed: bool,
    /// Whether it is true; `None` if it cannot be settled yet.
    pub resolution: Option<bool>,
    /// Gain of the asserter; a loss is negative.
    pub asserter_net: i128,
    /// Gain of the disputer; a loss is negative.
    pub disputer_net: i128,
    /// What is kept.
    pub fee: u64,
}

impl Assertion {
    /// Settles it. A dispute is taken before the expiration, not at it; without one it can be settled from then on.
    ///
    /// * `dispute_at`: when somebody tries to dispute it. `truth`: what the oracle says if it is asked.
    ///
    /// # Source
    /// UMAprotocol/protocol @05a473ef, `OptimisticOracleV3.sol`; half a bond is kept by default.
    pub fn settle(&self, now: u64, dispute_at: Option<u64>, truth: bool) -> Settled {
        let disputed = dispute_at.is_some_and(|at| at < self.expiration);
        if !disputed {
            let resolution = (now >= self.expiration).then_some(true);
            return Settled { disputed, resolution, asserter_net: 0, disputer_net: 0, fee: 0 };
        }
        let fee = u64::try_from(u128::from(self.bond) * u128::from(self.burn_percent) / 100).unwrap_or(u64::MAX);
        let (won, lost) = (i128::from(self.bond) - i128::from(fee), -i128::from(self.bond));
        let (asserter_net, disputer_net) = if truth { (won, lost) } else { (lost, won) };
        Settled { disputed, resolution: Some(truth), asserter_net, disputer_net, fee }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_winner_takes_both_bonds_less_the_fee() {
        let assertion = Assertion { bond: 101, burn_percent: 50, expiration: 15 };
        for (now, dispute, truth, disputed, resolution, asserter, disputer, fee) in [
            (20, Some(14), true, true, Some(true), 51, -101, 50),
            (20, Some(14), false, true, Some(false), -101, 51, 50),
            (20, Some(15), false, false, Some(true), 0, 0, 0),
            (15, None, false, false, Some(true), 0, 0, 0),
            (14, None, true, false, None, 0, 0, 0),
        ] {
            let expected = Settled { disputed, resolution, asserter_net: asserter, disputer_net: disputer, fee };
            assert_eq!(assertion.settle(now, dispute, truth), expected, "{now} {dispute:?} {truth}");
        }
    }
}
