//! Consent: nobody has a reasoned objection.

use super::objection::few_are_missing;
use super::optimistic::Ground;
use super::route::Judge;
use super::{Asks, Facts, Rule, Verdict};

/// Passes when all who take part have spoken and fewer than `blocked_by` object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Objections that block, at least 1.
    pub blocked_by: u32,
    /// Members that need not have spoken, as long as more have; `None` for none.
    pub missing: Option<u32>,
    /// Grounds that count; `None` for any but private interest.
    pub grounds: Option<Vec<Ground>>,
    /// Who says whether they are given.
    pub judge: Judge,
}

impl Consent {
    /// Consent that so many objections block, on any grounds, judged by nobody.
    pub fn blocked_by(objections: u32) -> Consent {
        Consent { blocked_by: objections, missing: None, grounds: None, judge: Judge::Nobody }
    }
}

impl Rule for Consent {
    fn key(&self) -> &'static str {
        "consent"
    }

    /// A meeting settles it: who is absent does not object. Between meetings silence is not consent: everybody must have
    /// spoken, but for those who may be missing, though enough objections block as soon as they stand. An objection under
    /// judgement keeps it open. A body without members consents to nothing and lapses.
    ///
    /// # Source
    /// Holacracy constitution v5, art. 3.2-3.3, which has one objection block; the asynchronous form there takes silence
    /// for consent, which here is [`super::Optimistic`]. For those who may be missing see [`few_are_missing`].
    fn verdict(&self, facts: &Facts) -> Verdict {
        let (members, yes, objections) = (facts.electorate.seats, facts.count.yes.seats, facts.objections.seats);
        let concerns = u64::from(facts.pending.seats);
        let few = |missing| few_are_missing(members.into(), (yes + objections).into(), concerns, missing);
        if members == 0 {
            Verdict::Lapse
        } else if objections >= self.blocked_by {
            Verdict::Block
        } else if concerns == 0 && (facts.tabled || yes + objections >= members || self.missing.is_some_and(few)) {
            Verdict::Pass
        } else {
            Verdict::Open
        }
    }

    fn asks(&self) -> Asks {
        Asks::Consent
    }

    fn judge(&self) -> Judge {
        self.judge
    }

    fn grounds(&self) -> Option<&[Ground]> {
        self.grounds.as_deref()
    }

    fn takes_seats(&self) -> Option<u32> {
        Some(self.blocked_by)
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
            assert_eq!(Consent::blocked_by(blocked_by).verdict(&facts), verdict, "{case}");
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
            assert_eq!(Consent::blocked_by(1).verdict(&Facts { tabled, ..quiet(seats(0)) }), Lapse);
        }
    }

    #[test]
    fn a_meeting_waits_for_those_who_judge() {
        check(&[(1, (4, 0, 1), true, Open), (1, (4, 1, 1), true, Block), (1, (5, 0, 0), true, Pass)]);
    }

    #[test]
    fn two_may_be_missing_where_the_rule_says_so() {
        // rust-lang/rfcbot-rs: of eight reviewers six must have ticked, of three two; no concern may be open.
        let rule = Consent { missing: Some(2), ..Consent::blocked_by(1) };
        for (members, yes, pending, verdict) in
            [(8, 5, 0, Open), (8, 6, 0, Pass), (8, 6, 1, Open), (3, 2, 0, Pass), (4, 2, 0, Open), (4, 3, 0, Pass)]
        {
            let facts = Facts { count: ballots(yes, 0, 0), pending: seats(pending), ..quiet(seats(members)) };
            assert_eq!(rule.verdict(&facts), verdict, "{yes} of {members}, {pending} judged");
        }
    }
}
