//! A council: m of n approvals.

use super::{Facts, Verdict};

/// Passes with `approvals`, is blocked when they can no longer be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Council {
    /// Approvals needed, at least 1. More than there are seats can never be had, and blocks at once.
    pub approvals: u32,
}

impl Council {
    /// The rule's word on the facts. An abstention is final and counts as not approving. A meeting that brings neither an
    /// answer nor its impossibility lets the question lapse: the members who were away stopped it, and nobody spoke.
    ///
    /// # Source
    /// Aragon multisig and Safe: m of n. Their deadline is the stage's `lapses_after`, not part of this rule.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let count = &facts.count;
        let refused = count.no.seats + count.abstain.seats;
        if count.yes.seats >= self.approvals {
            Verdict::Pass
        } else if facts.electorate.seats.saturating_sub(refused) < self.approvals {
            Verdict::Block
        } else if facts.tabled {
            Verdict::Lapse
        } else {
            Verdict::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{ballots, quiet, seats};
    use super::*;
    use Verdict::{Block, Lapse, Open, Pass};

    /// Approvals needed, seats, ballots, whether a meeting has dealt with it, verdict.
    #[track_caller]
    fn check(rows: &[(u32, u32, (u32, u32, u32), bool, Verdict)]) {
        for &(approvals, electorate, (yes, no, abstain), tabled, verdict) in rows {
            let facts = Facts { count: ballots(yes, no, abstain), tabled, ..quiet(seats(electorate)) };
            let case = format!("{approvals} of {electorate}: yes {yes}, no {no}, abstain {abstain}, tabled {tabled}");
            assert_eq!(Council { approvals }.verdict(&facts), verdict, "{case}");
        }
    }

    #[test]
    fn enough_approvals_pass_at_once() {
        check(&[
            (3, 5, (2, 0, 0), false, Open), // Aragon multisig, vector ms-02: two of three needed.
            (3, 5, (3, 0, 0), false, Pass), // Vector ms-01.
            (3, 5, (3, 2, 0), false, Pass),
            (5, 5, (5, 0, 0), true, Pass),
        ]);
    }

    #[test]
    fn approvals_out_of_reach_block_at_once() {
        check(&[
            (3, 5, (0, 2, 0), false, Open),
            (3, 5, (0, 3, 0), false, Block),
            (3, 5, (2, 3, 0), false, Block),
            (6, 5, (0, 0, 0), false, Block),
            (1, 0, (0, 0, 0), false, Block),
        ]);
    }

    #[test]
    fn an_abstention_is_not_an_approval_to_come() {
        check(&[(3, 5, (0, 1, 1), false, Open), (3, 5, (2, 1, 2), false, Block), (3, 5, (0, 0, 5), true, Block)]);
    }

    #[test]
    fn a_meeting_without_an_answer_lets_it_lapse() {
        check(&[(3, 5, (2, 1, 0), true, Lapse), (3, 5, (0, 0, 0), true, Lapse), (3, 5, (2, 1, 0), false, Open)]);
    }
}
