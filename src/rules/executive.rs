//! One member decides.

use super::{Facts, Rule, Verdict};

/// The body's first seat decides alone; its electorate is that one seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Executive;

impl Rule for Executive {
    fn key(&self) -> &'static str {
        "executive"
    }

    /// The seat's yes passes, its no blocks. An abstention is final and lapses, and so does a
    /// meeting at which the seat says nothing, or an empty seat.
    fn verdict(&self, facts: &Facts) -> Verdict {
        let count = &facts.count;
        if count.yes.seats > 0 {
            Verdict::Pass
        } else if count.no.seats > 0 {
            Verdict::Block
        } else if facts.tabled || count.abstain.seats > 0 || facts.electorate.seats == 0 {
            Verdict::Lapse
        } else {
            Verdict::Open
        }
    }

    fn is_alone(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{ballots, quiet, seats};
    use super::*;
    use Verdict::{Block, Lapse, Open, Pass};

    #[track_caller]
    fn check(rows: &[(u32, (u32, u32, u32), bool, Verdict)]) {
        for &(electorate, (yes, no, abstain), tabled, verdict) in rows {
            let facts = Facts { count: ballots(yes, no, abstain), tabled, ..quiet(seats(electorate)) };
            assert_eq!(Executive.verdict(&facts), verdict, "yes {yes}, no {no}, abstain {abstain}, tabled {tabled}");
        }
    }

    #[test]
    fn the_seat_decides_when_it_speaks() {
        check(&[
            (1, (0, 0, 0), false, Open),
            (1, (1, 0, 0), false, Pass),
            (1, (0, 1, 0), false, Block),
            (1, (1, 0, 0), true, Pass),
            (1, (0, 1, 0), true, Block),
        ]);
    }

    #[test]
    fn a_seat_that_does_not_decide_lets_it_lapse() {
        check(&[
            (1, (0, 0, 1), false, Lapse),
            (1, (0, 0, 1), true, Lapse),
            (1, (0, 0, 0), true, Lapse),
            (0, (0, 0, 0), false, Lapse),
        ]);
    }
}
