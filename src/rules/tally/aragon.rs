//! Aragon's token voting: support, participation and approval, each with its own threshold.

use crate::rules::vote;
use crate::units::Ratio;

/// Parts in one whole, of every threshold.
pub const RATIO_BASE: u64 = 1_000_000;

/// When a vote can be carried, and whether ballots can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// After the period.
    Standard,
    /// Before the end of the period too, once nobody who has not voted could turn it.
    EarlyExecution,
    /// After the period; voters may change their ballots.
    VoteReplacement,
}

/// The rule, thresholds in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Majority {
    /// Yes over yes and no, to be exceeded; below one whole.
    pub support_ppm: u64,
    /// All ballots over all power, to be reached.
    pub participation_ppm: u64,
    /// Yes over all power, to be reached.
    pub approval_ppm: u64,
    /// When it can be carried.
    pub mode: Mode,
}

/// Ballots by side, and the power of everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// In favour.
    pub yes: u64,
    /// Against.
    pub no: u64,
    /// Neither.
    pub abstain: u64,
    /// Of everybody, at the snapshot.
    pub total_power: u64,
}

/// What holds of a vote.
///
/// # Source
/// aragon/token-voting-plugin @d889bbe3, `src/base/MajorityVotingBase.sol`.
impl Majority {
    /// `(1 - threshold) yes > threshold no`: a tie does not.
    pub fn supported(&self, cast: Cast) -> bool {
        self.outweighs(cast.yes, cast.no)
    }

    /// Supported even if everybody who has not voted voted no.
    pub fn supported_early(&self, cast: Cast) -> bool {
        let worst = cast.total_power.saturating_sub(cast.yes).saturating_sub(cast.abstain);
        self.outweighs(cast.yes, worst)
    }

    /// As many ballots as the share of all power, rounded up.
    pub fn participated(&self, cast: Cast) -> bool {
        let ballots = cast.yes.saturating_add(cast.no).saturating_add(cast.abstain);
        ballots >= share(self.participation_ppm).ceil_of(cast.total_power)
    }

    /// As many votes in favour as the share of all power, rounded up.
    pub fn approved(&self, cast: Cast) -> bool {
        cast.yes >= share(self.approval_ppm).ceil_of(cast.total_power)
    }

    /// Whether it is carried: after its period by support; within it, where that is allowed, by early support.
    pub fn carried(&self, cast: Cast, open: bool) -> bool {
        let supported = match (open, self.mode) {
            (false, _) => self.supported(cast),
            (true, Mode::EarlyExecution) => self.supported_early(cast),
            (true, Mode::Standard | Mode::VoteReplacement) => false,
        };
        supported && self.participated(cast) && self.approved(cast)
    }

    fn outweighs(&self, yes: u64, no: u64) -> bool {
        vote::Majority::Above(share(self.support_ppm.min(RATIO_BASE))).carries(yes, no, 0) == Some(true)
    }
}

fn share(ppm: u64) -> Ratio {
    Ratio { num: ppm, den: RATIO_BASE }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(mode: Mode) -> Majority {
        Majority { support_ppm: 500_000, participation_ppm: 150_000, approval_ppm: 80_000, mode }
    }

    #[test]
    fn a_tie_is_no_support_and_the_other_two_are_reached() {
        for (yes, no, abstain, carried) in [
            (8, 7, 0, true),
            (8, 7, 0, true),
            (8, 8, 0, false),
            (8, 6, 0, false),
            (8, 6, 1, true),
            (7, 6, 9, false),
            (0, 0, 0, false),
        ] {
            let cast = Cast { yes, no, abstain, total_power: 100 };
            for mode in [Mode::Standard, Mode::EarlyExecution, Mode::VoteReplacement] {
                assert_eq!(rule(mode).carried(cast, false), carried, "{cast:?}");
            }
        }
        assert!(!rule(Mode::Standard).participated(Cast { yes: 15, no: 0, abstain: 0, total_power: 101 }));
    }

    #[test]
    fn only_early_execution_carries_an_open_vote_and_only_when_nobody_can_turn_it() {
        for (yes, abstain, early) in [(50, 0, false), (51, 0, true), (46, 9, true), (45, 9, false)] {
            let cast = Cast { yes, no: 0, abstain, total_power: 100 };
            assert_eq!(rule(Mode::EarlyExecution).carried(cast, true), early, "{cast:?}");
            assert!(!rule(Mode::Standard).carried(cast, true) && !rule(Mode::VoteReplacement).carried(cast, true));
        }
    }
}
