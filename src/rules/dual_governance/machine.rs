//! The five states and one transition for each call.

use super::Config;

/// Where the mechanism stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Proposals are made and executed.
    Normal,
    /// Stake protests: proposals are made, none is executed.
    VetoSignalling,
    /// The protest may be over: none is made, none is executed.
    VetoSignallingDeactivation,
    /// It is over: what was there before is executed, nothing new is made.
    VetoCooldown,
    /// Those who protested leave: proposals are made, none is executed.
    RageQuit,
}

/// The mechanism.
///
/// Every comparison of time is strict: at the last second of a length it still runs. Rage quits in a row are counted until a
/// cooldown or the normal state is reached.
///
/// # Source
/// lidofinance/dual-governance @0d31f5b3, `contracts/libraries/DualGovernanceStateTransitions.sol` and
/// `DualGovernanceStateMachine.sol`. The specification chains transitions; the code makes one for each call, and so does this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    config: Config,
    state: State,
    entered: u64,
    activated: u64,
    reactivated: u64,
    round: u64,
}

impl Machine {
    /// Rounds are counted up to here.
    const MOST_ROUNDS: u64 = 255;

    /// In the normal state.
    pub fn new(config: Config) -> Machine {
        Machine { config, state: State::Normal, entered: 0, activated: 0, reactivated: 0, round: 0 }
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.state
    }

    /// Rage quits in a row.
    pub fn round(&self) -> u64 {
        self.round
    }

    /// How long those who leave now wait for their money; `None` while nobody leaves.
    pub fn withdraw_delay(&self) -> Option<u64> {
        (self.state == State::RageQuit).then(|| self.config.withdraw_delay(self.round))
    }

    /// Whether proposals may be made.
    pub fn may_submit(&self) -> bool {
        match self.state {
            State::Normal | State::VetoSignalling | State::RageQuit => true,
            State::VetoSignallingDeactivation | State::VetoCooldown => false,
        }
    }

    /// Whether a proposal may be scheduled; in the cooldown one that was made before the signalling began, or as it did.
    pub fn may_schedule(&self, submitted: u64) -> bool {
        match self.state {
            State::Normal => true,
            State::VetoCooldown => submitted <= self.activated,
            State::VetoSignalling | State::VetoSignallingDeactivation | State::RageQuit => false,
        }
    }

    /// Whether its proposer may cancel all that is pending.
    pub fn may_cancel(&self) -> bool {
        matches!(self.state, State::VetoSignalling | State::VetoSignallingDeactivation)
    }

    /// Makes the next transition, if there is one.
    ///
    /// * `support`: share of all stake in the escrow that protests now, in 10^-18.
    /// * `all_out`: whether the rage quit that is under way is finished.
    pub fn step(&mut self, now: u64, support: u64, all_out: bool) {
        let next = self.next(now, support, all_out);
        if next == self.state {
            return;
        }
        match next {
            State::Normal | State::VetoCooldown => self.round = 0,
            State::VetoSignalling if self.state == State::VetoSignallingDeactivation => self.reactivated = now,
            State::VetoSignalling => self.activated = now,
            State::RageQuit => self.round = (self.round + 1).min(Self::MOST_ROUNDS),
            State::VetoSignallingDeactivation => {}
        }
        (self.state, self.entered) = (next, now);
    }

    fn next(&self, now: u64, support: u64, all_out: bool) -> State {
        let config = &self.config;
        let over = |since: u64, length: u64| now > since.saturating_add(length);
        let protested = if support >= config.first_seal { Some(State::VetoSignalling) } else { None };
        let waited = over(self.activated, config.timelock(support));
        let enough = support >= config.second_seal;
        match self.state {
            State::Normal => protested.unwrap_or(State::Normal),
            State::VetoSignalling | State::VetoSignallingDeactivation if !waited => State::VetoSignalling,
            State::VetoSignalling | State::VetoSignallingDeactivation if enough => State::RageQuit,
            State::VetoSignalling if over(self.activated.max(self.reactivated), config.min_active) => {
                State::VetoSignallingDeactivation
            }
            State::VetoSignallingDeactivation if over(self.entered, config.deactivation) => State::VetoCooldown,
            State::VetoCooldown if over(self.entered, config.cooldown) => protested.unwrap_or(State::Normal),
            State::RageQuit if all_out => protested.unwrap_or(State::VetoCooldown),
            stays => stays,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::WHOLE;
    use super::super::tests::MAINNET;
    use super::*;

    const R1: u64 = WHOLE / 100;
    const R2: u64 = WHOLE / 10;

    /// Steps of moment, support and whether all are out, each with the state after it.
    #[track_caller]
    fn check(steps: &[(u64, u64, bool, State)]) -> Machine {
        let mut machine = Machine::new(MAINNET);
        for &(now, support, all_out, state) in steps {
            machine.step(now, support, all_out);
            assert_eq!(machine.state(), state, "at {now} with {support}");
        }
        machine
    }

    #[test]
    fn every_length_still_runs_at_its_last_second() {
        use State::*;
        let machine = check(&[
            (0, R1 - 1, false, Normal),
            (100, R1, false, VetoSignalling),
            (432_100, R1, false, VetoSignalling),
            (432_101, R1, false, VetoSignallingDeactivation),
            (691_301, R1, false, VetoSignallingDeactivation),
            (691_302, R1, false, VetoCooldown),
            (709_302, R1, false, VetoCooldown),
        ]);
        assert!(!machine.may_submit() && machine.may_schedule(100) && !machine.may_schedule(101) && !machine.may_cancel());
        let again = check(&[
            (0, R1, false, VetoSignalling),
            (18_000, 0, false, VetoSignalling),
            (18_001, 0, false, VetoSignallingDeactivation),
        ]);
        assert!(!again.may_submit() && again.may_cancel() && !again.may_schedule(0));
    }

    #[test]
    fn a_protest_that_grows_again_signals_for_a_while() {
        use State::*;
        check(&[
            (0, R1, false, VetoSignalling),
            (18_001, 0, false, VetoSignallingDeactivation),
            (20_000, R1, false, VetoSignalling),
            (38_000, 0, false, VetoSignalling),
            (38_001, 0, false, VetoSignallingDeactivation),
            (297_202, 0, false, VetoCooldown),
            (315_203, R1, false, VetoSignalling),
        ]);
    }

    #[test]
    fn enough_stake_leaves_after_the_longest_timelock_and_rounds_in_a_row_count() {
        use State::*;
        let mut machine = check(&[
            (0, R2, false, VetoSignalling),
            (3_888_000, R2, false, VetoSignalling),
            (3_888_001, R2, false, RageQuit),
            (5_000_000, R2, false, RageQuit),
            (6_000_000, R1, true, VetoSignalling),
            (9_888_001, R2, false, RageQuit),
        ]);
        assert_eq!((machine.round(), machine.withdraw_delay()), (2, Some(7_776_000)));
        machine.step(10_000_000, 0, true);
        assert_eq!((machine.state(), machine.round(), machine.withdraw_delay()), (VetoCooldown, 0, None));
        let late = check(&[
            (0, R1, false, VetoSignalling),
            (432_001, R1, false, VetoSignallingDeactivation),
            (3_888_001, R2, false, RageQuit),
        ]);
        assert_eq!(late.round(), 1);
    }
}
