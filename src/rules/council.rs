//! A council: m of n approvals, and where it says so k vetoes.

use super::staged::{Stage, State};
use super::{Facts, Rule, Verdict};
use crate::units::Ticks;

/// Passes with `approvals`, is blocked when they can no longer be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Council {
    /// Approvals needed, at least 1, or 0 where there are vetoes. More than there are seats can never be had, and blocks at once.
    pub approvals: u32,
    /// Ballots against that stop it, at least 1; `None` for a council without vetoes.
    pub vetoes: Option<u32>,
    /// It does not pass before this time from the opening.
    pub not_before: Ticks,
    /// Time that vetoes have at least, whatever is approved.
    pub veto_for: Ticks,
}

impl Council {
    /// A council that passes as soon as it has these approvals.
    pub fn of(approvals: u32) -> Council {
        Council { approvals, vetoes: None, not_before: Ticks(0), veto_for: Ticks(0) }
    }

    fn stage(&self) -> Stage {
        Stage {
            min_advance: self.not_before.0.into(),
            max_advance: u64::MAX,
            vote_duration: self.veto_for.0.into(),
            approval_threshold: self.approvals.into(),
            veto_threshold: self.vetoes.unwrap_or(0).into(),
        }
    }
}

impl Rule for Council {
    fn key(&self) -> &'static str {
        "council"
    }

    /// An abstention is final and counts as not approving. A meeting that brings neither an
    /// answer nor its impossibility lets the question lapse: the members who were away stopped it, and nobody spoke.
    ///
    /// Enough vetoes block at once: the source holds such a proposal until it expires, which ends the same.
    ///
    /// # Source
    /// Aragon multisig and Safe: m of n. Their deadline is the stage's `lapses_after`, not part of this rule. With vetoes:
    /// [`super::staged`].
    fn verdict(&self, facts: &Facts) -> Verdict {
        let count = &facts.count;
        let refused = count.no.seats + count.abstain.seats;
        let elapsed = u64::from(facts.elapsed.0);
        if self.vetoes.is_some_and(|vetoes| count.no.seats >= vetoes) {
            Verdict::Block
        } else if self.stage().state(0, elapsed, count.yes.seats.into(), count.no.seats.into()) == State::Advanceable {
            Verdict::Pass
        } else if facts.electorate.seats.saturating_sub(refused) < self.approvals {
            Verdict::Block
        } else if facts.tabled && count.yes.seats < self.approvals {
            Verdict::Lapse
        } else {
            Verdict::Open
        }
    }

    fn wakes(&self) -> Option<Ticks> {
        let vetoes = if self.vetoes.is_some() { self.veto_for } else { Ticks(0) };
        Some(self.not_before.max(vetoes)).filter(|wakes| wakes.0 > 0)
    }

    fn takes_seats(&self) -> Option<u32> {
        Some(self.approvals)
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
            assert_eq!(Council::of(approvals).verdict(&facts), verdict, "{case}");
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

    #[test]
    fn vetoes_have_their_time_and_approvals_wait_for_it() {
        let staged = Council { vetoes: Some(2), not_before: Ticks(3), veto_for: Ticks(7), ..Council::of(2) };
        let silent = Council { approvals: 0, ..staged };
        for (rule, elapsed, yes, no, verdict) in [
            (staged, 2, 5, 0, Open),
            (staged, 6, 5, 1, Open),
            (staged, 7, 2, 1, Pass),
            (staged, 7, 1, 0, Open),
            (staged, 0, 2, 2, Block),
            (staged, 9, 0, 2, Block),
            (silent, 6, 0, 0, Open),
            (silent, 7, 0, 1, Pass),
            (silent, 7, 0, 2, Block),
            (Council { vetoes: None, ..staged }, 3, 2, 1, Pass),
        ] {
            let facts = Facts { elapsed: Ticks(elapsed), count: ballots(yes, no, 0), ..quiet(seats(5)) };
            assert_eq!(rule.verdict(&facts), verdict, "{rule:?} at {elapsed}: yes {yes}, no {no}");
        }
        assert_eq!((staged.wakes(), Council::of(2).wakes()), (Some(Ticks(7)), None));
    }
}
