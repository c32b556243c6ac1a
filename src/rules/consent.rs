//! Consent: nobody has a reasoned objection.

use super::{Facts, Verdict};

/// Passes when all who take part have spoken and fewer than `blocked_by` object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Objections that block, at least 1.
    pub blocked_by: u32,
}

impl Consent {
    /// The rule's word on the facts.
    ///
    /// A meeting settles it: who is absent does not object. Between meetings silence is not consent: everybody must have
    /// spoken, though enough objections block as soon as they stand. A body without members consents to nothing and lapses.
    ///
    /// # Source
    /// Holacracy constitution v5, art. 3.2-3.3, which has one objection block; the asynchronous form there takes silence
    /// for consent, which here is [`super::Optimistic`].
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let spoken = facts.count.yes.seats + facts.objections.seats;
        if facts.electorate.seats == 0 {
            Verdict::Lapse
        } else if facts.objections.seats >= self.blocked_by {
            Verdict::Block
        } else if facts.tabled || (spoken >= facts.electorate.seats && facts.pending.seats == 0) {
            Verdict::Pass
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

    /// Objections that block; then of five members: consents, objections, objections still judged, tabled; verdict.
    #[track_caller]
    fn check(rows: &[(u32, (u32, u32, u32), bool, Verdict)]) {
        for &(blocked_by, (yes, objections, pending), tabled, verdict) in rows {
            let spoken = Facts { count: ballots(yes, 0, 0), tabled, ..quiet(seats(5)) };
            let facts = Facts { objections: seats(objections), pending: seats(pending), ..spoken };
            let case = format!("{yes} consent, {objections} of {blocked_by} object, {pending} judged, tabled {tabled}");
            assert_eq!(Consent { blocked_by }.verdict(&facts), verdict, "{case}");
        }
    }

    #[test]
    fn a_meeting_takes_absence_for_consent() {
        check(&[
            (1, (0, 0, 0), true, Pass),
            (1, (3, 0, 0), true, Pass),
            (1, (4, 1, 0), true, Block),
            (2, (4, 1, 0), true, Pass),
            (2, (0, 2, 0), true, Block),
        ]);
    }

    #[test]
    fn between_meetings_everybody_must_speak() {
        check(&[
            (1, (0, 0, 0), false, Open),
            (1, (4, 0, 0), false, Open),
            (1, (5, 0, 0), false, Pass),
            (2, (3, 1, 0), false, Open),
            (2, (4, 1, 0), false, Pass),
        ]);
    }

    #[test]
    fn enough_objections_block_before_all_have_spoken() {
        check(&[(1, (0, 1, 0), false, Block), (2, (0, 1, 0), false, Open), (2, (0, 2, 0), false, Block)]);
    }

    #[test]
    fn an_objection_under_judgement_keeps_it_open() {
        check(&[(1, (4, 0, 1), false, Open), (2, (4, 1, 1), false, Open), (1, (5, 0, 0), false, Pass)]);
    }

    #[test]
    fn a_body_without_members_consents_to_nothing() {
        for tabled in [false, true] {
            assert_eq!(Consent { blocked_by: 1 }.verdict(&Facts { tabled, ..quiet(seats(0)) }), Lapse);
        }
    }
}
