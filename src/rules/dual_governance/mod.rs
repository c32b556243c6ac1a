//! Lido's dual governance: the more stake protests, the longer decisions wait; with enough of it they wait until it has left.
//!
//! ```text
//!   Normal --R1--> VetoSignalling <--protest grows-- Deactivation --3 d--> VetoCooldown --5 h--> Normal
//!                    |       `--timelock over, R below R2--^                   ^
//!                    `--R2 held for the longest timelock--> RageQuit --all out-'
//! ```
//!
//! Moments and lengths are seconds; support is a share of all stake in 10^-18.

pub mod bounds;
pub mod machine;

/// One whole of support.
pub const WHOLE: u64 = 1_000_000_000_000_000_000;

/// How the mechanism is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// `R1`: support that begins to be heard.
    pub first_seal: u64,
    /// `R2`: support that may leave; above `first_seal`.
    pub second_seal: u64,
    /// `Lmin`: timelock at the first seal.
    pub min_duration: u64,
    /// `Lmax`: timelock from the second seal on.
    pub max_duration: u64,
    /// Shortest time of signalling after it begins or begins again.
    pub min_active: u64,
    /// Length of the deactivation.
    pub deactivation: u64,
    /// Length of the cooldown.
    pub cooldown: u64,
    /// Withdrawal delay before any growth.
    pub withdraw_min: u64,
    /// Longest withdrawal delay.
    pub withdraw_max: u64,
    /// Growth of the withdrawal delay with each rage quit in a row.
    pub withdraw_growth: u64,
    /// From submission to execution, at least.
    pub proposal_min_timelock: u64,
}

impl Config {
    /// `T_lock`: how long support keeps decisions waiting. Reaching a seal is enough; between the two it grows in proportion,
    /// rounded down to a second.
    ///
    /// # Source
    /// lidofinance/dual-governance @0d31f5b3, `contracts/libraries/DualGovernanceConfig.sol`.
    pub fn timelock(&self, support: u64) -> u64 {
        if support < self.first_seal {
            return 0;
        }
        if support >= self.second_seal {
            return self.max_duration;
        }
        let above = u128::from(support - self.first_seal);
        let range = u128::from(self.max_duration.saturating_sub(self.min_duration));
        let grown = above * range / u128::from(self.second_seal - self.first_seal);
        self.min_duration + u64::try_from(grown).expect("a part of a length is no longer than the length")
    }

    /// How long those who left in a rage quit wait for their money.
    ///
    /// * `round`: rage quits in a row, this one included, so that the first waits one growth longer than the minimum.
    ///
    /// # Source
    /// As [`Config::timelock`]. An older document has it grow with the square.
    pub fn withdraw_delay(&self, round: u64) -> u64 {
        self.withdraw_min.saturating_add(self.withdraw_growth.saturating_mul(round)).min(self.withdraw_max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mainnet, `deploy-config-mainnet.toml`.
    pub(super) const MAINNET: Config = Config {
        first_seal: WHOLE / 100,
        second_seal: WHOLE / 10,
        min_duration: 432_000,
        max_duration: 3_888_000,
        min_active: 18_000,
        deactivation: 259_200,
        cooldown: 18_000,
        withdraw_min: 5_184_000,
        withdraw_max: 15_552_000,
        withdraw_growth: 1_296_000,
        proposal_min_timelock: 259_200,
    };

    #[test]
    fn the_timelock_grows_between_the_seals() {
        let percent = WHOLE / 100;
        for (support, seconds) in [
            (0, 0),
            (percent - 1, 0),
            (percent, 432_000),
            (percent + 1, 432_000),
            (55 * percent / 10, 2_160_000),
            (10 * percent - 1, 3_887_999),
            (10 * percent, 3_888_000),
            (WHOLE, 3_888_000),
        ] {
            assert_eq!(MAINNET.timelock(support), seconds, "{support}");
        }
    }

    #[test]
    fn the_withdrawal_delay_grows_up_to_its_bound() {
        for (round, days) in [(0, 60), (1, 75), (2, 90), (8, 180), (9, 180), (u64::MAX, 180)] {
            assert_eq!(MAINNET.withdraw_delay(round), days * 86_400, "{round}");
        }
    }
}
