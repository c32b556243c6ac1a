//! How long a proposal can be kept waiting, at least and at most, if nobody leaves.

use super::Config;

/// Bounds in seconds, for a highest support of the protest.
///
/// # Source
/// Runtime Verification, design review of lidofinance/dual-governance, parts 1 and 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Shortest signalling that ends in a cooldown.
    pub signalling_min: u64,
    /// Longest.
    pub signalling_max: u64,
    /// Length of the cooldown.
    pub cooldown: u64,
    /// From submission to execution where nobody protests.
    pub undisturbed: u64,
    /// Of a proposal made in the normal state before a protest, at least.
    pub disturbed_min: u64,
    /// At most.
    pub disturbed_max: u64,
    /// Of a proposal made during the protest, at least, if the cooldown ends it.
    pub during_min: u64,
    /// At most.
    pub during_max: u64,
}

impl Bounds {
    /// The bounds, if support never exceeds `max_support`. Each strict comparison of time adds a second.
    pub fn of(config: &Config, max_support: u64) -> Bounds {
        let undisturbed = config.proposal_min_timelock + 1;
        let signalling_min = config.min_active + config.deactivation + 2;
        let signalling_max = config.timelock(max_support) + signalling_min;
        let cooldown = config.cooldown + 1;
        Bounds {
            signalling_min,
            signalling_max,
            cooldown,
            undisturbed,
            disturbed_min: undisturbed.max(signalling_min),
            disturbed_max: config.proposal_min_timelock + signalling_max,
            during_min: undisturbed.max(config.deactivation + 1 + cooldown),
            during_max: undisturbed.max(signalling_max + cooldown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::WHOLE;
    use super::super::machine::{Machine, State};
    use super::super::tests::MAINNET;
    use super::*;

    #[test]
    fn the_machine_keeps_the_shortest_bound() {
        let bounds = Bounds::of(&MAINNET, WHOLE / 100);
        let mut machine = Machine::new(MAINNET);
        machine.step(0, WHOLE / 100, false);
        machine.step(MAINNET.min_active + 1, 0, false);
        machine.step(bounds.signalling_min - 1, 0, false);
        assert_eq!(machine.state(), State::VetoSignallingDeactivation);
        machine.step(bounds.signalling_min, 0, false);
        assert_eq!(machine.state(), State::VetoCooldown);
    }

    #[test]
    fn a_long_minimum_timelock_takes_over() {
        let config = Config { proposal_min_timelock: 10_000_000, ..MAINNET };
        let bounds = Bounds::of(&config, 0);
        assert_eq!([bounds.disturbed_min, bounds.during_min, bounds.during_max], [10_000_001; 3]);
        assert_eq!(bounds.disturbed_max, 10_277_202);
    }
}
