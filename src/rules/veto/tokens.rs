//! Aragon's optimistic token voting: holders veto within a window, and the veto takes effect at its end.

use crate::units::Ratio;
use std::collections::BTreeSet;

/// Parts in one whole, of the ratio.
pub const RATIO_BASE: u64 = 1_000_000;

/// A proposal that passes unless enough tokens veto it.
///
/// Open from `start` to before `end`. As much power as the threshold is a veto. A veto does not close it early, and none is
/// taken back; executed from `end` on.
///
/// # Source
/// aragon/optimistic-token-voting-plugin @91e399cc, `src/OptimisticTokenVotingPlugin.sol`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    start: u64,
    end: u64,
    threshold: u64,
    tally: u64,
    vetoed_by: BTreeSet<u32>,
    executed: bool,
}

impl Proposal {
    /// A proposal with its window, of a token with so much power in all; `None` where there is none, and for a ratio of 0 or
    /// above 1, which the contract refuses.
    ///
    /// * `ratio_ppm`: millionths of the whole power that veto together; rounded up to the unit of power.
    pub fn new(total_power: u64, ratio_ppm: u64, start: u64, end: u64) -> Option<Proposal> {
        let threshold = Ratio { num: ratio_ppm, den: RATIO_BASE }.ceil_of(total_power);
        let made = total_power > 0 && (1..=RATIO_BASE).contains(&ratio_ppm);
        made.then_some(Proposal { start, end, threshold, tally: 0, vetoed_by: BTreeSet::new(), executed: false })
    }

    /// Power that vetoes.
    pub fn threshold(&self) -> u64 {
        self.threshold
    }

    /// Power that has spoken against.
    pub fn tally(&self) -> u64 {
        self.tally
    }

    /// Whether vetoes are taken.
    pub fn open(&self, now: u64) -> bool {
        self.start <= now && now < self.end && !self.executed
    }

    /// Whether enough power has spoken against.
    pub fn vetoed(&self) -> bool {
        self.tally >= self.threshold
    }

    /// Whether it may be executed.
    pub fn executable(&self, now: u64) -> bool {
        now >= self.end && !self.vetoed() && !self.executed
    }

    /// Whether it was executed.
    pub fn executed(&self) -> bool {
        self.executed
    }

    /// A holder speaks against it. Taken while open, once a holder, and with some power.
    pub fn veto(&mut self, now: u64, holder: u32, power: u64) -> bool {
        let taken = self.open(now) && power > 0 && self.vetoed_by.insert(holder);
        if taken {
            self.tally = self.tally.saturating_add(power);
        }
        taken
    }

    /// Executes it.
    pub fn execute(&mut self, now: u64) -> bool {
        let taken = self.executable(now);
        self.executed |= taken;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter() -> Proposal {
        Proposal::new(100, 250_000, 50, 60).expect("there is power")
    }

    #[test]
    fn as_much_as_the_threshold_is_a_veto() {
        for (power, vetoed) in [(24, false), (25, true)] {
            let mut proposal = quarter();
            assert!(proposal.veto(50, 0, power));
            assert_eq!((proposal.vetoed(), proposal.executable(60)), (vetoed, !vetoed), "{power}");
        }
        assert_eq!(Proposal::new(101, 250_000, 0, 1).map(|proposal| proposal.threshold()), Some(26));
    }

    #[test]
    fn the_window_is_open_from_its_start_to_before_its_end() {
        for (now, open, executable) in [(49, false, false), (50, true, false), (59, true, false), (60, false, true)] {
            assert_eq!((quarter().open(now), quarter().executable(now)), (open, executable), "{now}");
            assert_eq!(quarter().veto(now, 0, 1), open, "{now}");
        }
    }

    #[test]
    fn a_veto_does_not_close_it_and_nobody_vetoes_twice_or_without_power() {
        let mut proposal = quarter();
        assert!(proposal.veto(50, 0, 99) && !proposal.veto(51, 0, 99) && !proposal.veto(51, 1, 0) && proposal.veto(52, 1, 1));
        assert!(proposal.tally() == 100 && !proposal.execute(60));
    }

    #[test]
    fn it_is_executed_once() {
        let mut proposal = quarter();
        assert!(!proposal.execute(59) && proposal.execute(60) && !proposal.execute(61) && proposal.executed());
    }

    #[test]
    fn without_power_or_with_a_senseless_ratio_there_is_no_proposal() {
        for (power, ratio) in [(0, 1), (1, 0), (1, 1_000_001)] {
            assert_eq!(Proposal::new(power, ratio, 0, 1), None);
        }
        assert!(Proposal::new(1, 1_000_000, 0, 1).is_some());
    }
}
