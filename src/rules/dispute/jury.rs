//! A jury drawn by lot, and appeals before ever larger ones.
//!
//! ```text
//!   n jurors --ruling--> nobody appeals: that is it
//!                  \--whoever lost pays 2 n + 1 fees--> 2 n + 1 jurors --ruling--> ...   at most so many appeals
//! ```

use crate::rules::{Facts, Rule, Verdict};
use crate::units::{Money, Ticks};

/// Passes when most of the jurors of the last round say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jury {
    /// Jurors of the first round, at least 1.
    pub jurors: u32,
    /// How long a round takes at most.
    pub period: Ticks,
    /// Appeals at most.
    pub appeals: u8,
    /// From a ruling to the round that an appeal leads to.
    pub appeal_takes: Ticks,
    /// Fee of a juror, paid by the proposer for the first round and by whoever appeals for the others.
    pub fee: Money,
    /// What a juror puts at stake in a round.
    pub stake: Money,
}

impl Jury {
    /// Jurors after so many appeals: `2 n + 1` of the `n` before.
    ///
    /// # Source
    /// Kleros, see [`super::court`].
    pub fn jurors_in(&self, round: u8) -> u32 {
        (0..round).fold(self.jurors, |jurors, _| jurors.saturating_mul(2).saturating_add(1))
    }

    /// The fees of a round; as much as there is money where numbers overflow.
    pub fn fees_of(&self, round: u8) -> Money {
        Money(self.fee.0.saturating_mul(u64::from(self.jurors_in(round))))
    }
}

impl Rule for Jury {
    fn key(&self) -> &'static str {
        "jury"
    }

    /// Open until all jurors have spoken or the period is over. A tie lapses, as does a round in which nobody speaks.
    fn verdict(&self, facts: &Facts) -> Verdict {
        let (yes, no) = (facts.count.yes.seats, facts.count.no.seats);
        let over = facts.elapsed >= self.period || facts.tabled || facts.count.cast().seats >= facts.electorate.seats;
        match yes.cmp(&no) {
            _ if !over => Verdict::Open,
            std::cmp::Ordering::Greater => Verdict::Pass,
            std::cmp::Ordering::Less => Verdict::Block,
            std::cmp::Ordering::Equal => Verdict::Lapse,
        }
    }

    fn clock(&self) -> Option<Ticks> {
        Some(self.period)
    }

    fn longest_clock(&self) -> Option<Ticks> {
        let (rounds, appeals) = (u32::from(self.appeals) + 1, u32::from(self.appeals));
        Some(Ticks(self.period.0.saturating_mul(rounds).saturating_add(self.appeal_takes.0.saturating_mul(appeals))))
    }

    fn draws(&self, round: u8) -> Option<u32> {
        Some(self.jurors_in(round))
    }
}

#[cfg(test)]
mod tests {
    use super::super::court::{Fees, rounds};
    use super::*;
    use crate::rules::fixture::{ballots, quiet, seats};
    use Verdict::{Block, Lapse, Open, Pass};

    const JURY: Jury =
        Jury { jurors: 3, period: Ticks(5), appeals: 3, appeal_takes: Ticks(2), fee: Money(10), stake: Money(100) };

    #[test]
    fn most_of_those_who_speak_in_time_decide() {
        for (yes, no, abstain, elapsed, verdict) in [
            (2, 0, 0, 4, Open),
            (2, 0, 0, 5, Pass),
            (2, 1, 0, 1, Pass),
            (1, 2, 0, 1, Block),
            (1, 1, 1, 1, Lapse),
            (0, 1, 0, 5, Block),
            (0, 0, 0, 5, Lapse),
        ] {
            let facts = Facts { elapsed: Ticks(elapsed), count: ballots(yes, no, abstain), ..quiet(seats(3)) };
            assert_eq!(JURY.verdict(&facts), verdict, "{yes} to {no}, {abstain} without a side, at {elapsed}");
        }
    }

    #[test]
    fn juries_and_fees_grow_as_the_courts_do() {
        let court = rounds(3, 3, Fees { child: 10, parent: 10, jurors_for_jump: 1_000 }).expect("small");
        for (round, expected) in (0..).zip(&court) {
            assert_eq!(u64::from(JURY.jurors_in(round)), expected.jurors);
            assert_eq!(JURY.fees_of(round).0, expected.cost);
        }
        assert_eq!(JURY.longest_clock(), Some(Ticks(26)));
    }
}
