//! The life of a proposal between stages: which stage comes next.
//!
//! ```text
//!            +---------------- next stage whose guard holds ---------------+
//!            v                                                             |
//!   enter -> STAGE --pass--> on_pass --(continue)------------------------->+--> none left: passed
//!            ^  |--block---> on_block --(reject)--> rejected
//!            |  |--lapse---> on_lapse --(escalate S)--> stage S, and on from there
//!            +--------------------------(revise, at most n times)
//! ```
//!
//! A stage marked `only_escalated` is never entered in order, only by an escalation that names it. A route does not know how
//! often it was walked: two stages that escalate to each other go on for ever, and it is for the scenario to refuse them.

use super::Mechanism;
use crate::units::{BodyId, Money, StageId, Ticks};

/// The ordered stages of one kind of decision.
pub type Route = Vec<Stage>;

/// Who decides in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// The body of the cell that proposes.
    OwnCell,
    /// A body of the scenario.
    Body(BodyId),
    /// Nobody: a timelock.
    Nobody,
}

/// Who judges whether an objection's grounds are valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    /// Nobody: grounds on the list stand, others are struck.
    Nobody,
    /// The members of the deciding body who did not object to this proposal.
    OtherMembers,
    /// Another body.
    Body(BodyId),
}

/// When a stage applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// Applies only to costs above this; a cost equal to it is out.
    pub cost_above: Option<Money>,
    /// Applies only to costs up to this; a cost equal to it is in.
    pub cost_at_most: Option<Money>,
    /// Entered by escalation only.
    pub only_escalated: bool,
}

impl Guard {
    /// Whether a proposal of this cost passes through the stage when the route is followed in order.
    pub fn holds(&self, cost: Money) -> bool {
        !self.only_escalated
            && self.cost_above.is_none_or(|floor| cost > floor)
            && self.cost_at_most.is_none_or(|top| cost <= top)
    }
}

/// Where an ending leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To the next stage whose guard holds; passed if none is left, even after a block or a lapse.
    Continue,
    /// Out of the route.
    Reject,
    /// Back to the proposer, who comes back to the same stage; withdrawn when that happened `at_most` times already.
    Revise {
        /// Revisions allowed over the whole route.
        at_most: u8,
        /// How long a revision takes.
        takes: Ticks,
    },
    /// To the named stage, whatever its guard says.
    Escalate(StageId),
}

/// One stage: a body, a mechanism, and where its endings lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Name, unique in the route.
    pub name: String,
    /// When it applies.
    pub guard: Guard,
    /// Who decides.
    pub decider: Decider,
    /// How.
    pub mechanism: Mechanism,
    /// Whether ballots are cast at the body's meetings only.
    pub at_meeting: bool,
    /// Whether the proposer's seat stays out.
    pub recuses_proposer: bool,
    /// Proposals that are in it at the same time; others of the same kind wait in order. `None` for any number.
    pub at_a_time: Option<u32>,
    /// Length of the periods in each of which one proposal enters it; `None` lets all enter at once. See
    /// [`super::tally::moloch::Pipeline`].
    pub one_per: Option<Ticks>,
    /// A stage still open after this long lapses.
    pub lapses_after: Option<Ticks>,
    /// How long judging takes; `None` waits for the judges' next meeting.
    pub judging: Option<Ticks>,
    /// After acceptance.
    pub on_pass: Next,
    /// After a block.
    pub on_block: Next,
    /// After a lapse.
    pub on_lapse: Next,
}

/// How a stage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Accepted.
    Pass,
    /// Stopped by somebody.
    Block,
    /// Stopped by nobody.
    Lapse,
}

/// What happens to the proposal now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Enters a stage.
    Enter(StageId),
    /// Enters a stage by escalation.
    Escalate(StageId),
    /// Goes back to its proposer, for this long, then enters the same stage again.
    Revise(StageId, Ticks),
    /// Left the route accepted.
    Passed,
    /// Left the route stopped by somebody.
    Rejected,
    /// Left the route stopped by nobody.
    Lapsed,
    /// Left the route because its revisions were used up.
    Withdrawn,
}

/// The first stage for a proposal of this cost; passed if no stage applies to it.
pub fn begin(route: &Route, cost: Money) -> Step {
    following(route, 0, cost)
}

/// Where a proposal of this cost goes after `ending` at `stage`, having been revised `revisions` times.
pub fn advance(route: &Route, stage: StageId, ending: Ending, cost: Money, revisions: u8) -> Step {
    let left = &route[stage.idx()];
    let next = match ending {
        Ending::Pass => left.on_pass,
        Ending::Block => left.on_block,
        Ending::Lapse => left.on_lapse,
    };
    match next {
        Next::Continue => following(route, stage.idx() + 1, cost),
        Next::Reject if ending == Ending::Lapse => Step::Lapsed,
        Next::Reject => Step::Rejected,
        Next::Revise { at_most, takes } if revisions < at_most => Step::Revise(stage, takes),
        Next::Revise { .. } => Step::Withdrawn,
        Next::Escalate(target) => Step::Escalate(target),
    }
}

fn following(route: &Route, from: usize, cost: Money) -> Step {
    let found = (from..route.len()).find(|&idx| route[idx].guard.holds(cost));
    found.map_or(Step::Passed, |idx| Step::Enter(StageId(u8::try_from(idx).expect("a route has at most 256 stages"))))
}

#[cfg(test)]
mod tests {
    use super::super::Timelock;
    use super::*;
    use Ending::{Block, Lapse, Pass};
    use Next::{Continue, Reject};
    use Step::{Enter, Escalate, Lapsed, Passed, Rejected, Withdrawn};

    const ALWAYS: Guard = Guard { cost_above: None, cost_at_most: None, only_escalated: false };
    const ON_APPEAL: Guard = Guard { only_escalated: true, ..ALWAYS };

    fn above(cost: u64) -> Guard {
        Guard { cost_above: Some(Money(cost)), ..ALWAYS }
    }

    fn at_most(cost: u64) -> Guard {
        Guard { cost_at_most: Some(Money(cost)), ..ALWAYS }
    }

    fn stage(name: &str, guard: Guard, endings: [Next; 3]) -> Stage {
        let [on_pass, on_block, on_lapse] = endings;
        Stage {
            name: name.to_owned(),
            guard,
            decider: Decider::Nobody,
            mechanism: Mechanism::Timelock(Timelock::of(Ticks(1))),
            at_meeting: false,
            recuses_proposer: false,
            at_a_time: None,
            one_per: None,
            lapses_after: None,
            judging: None,
            on_pass,
            on_block,
            on_lapse,
        }
    }

    fn plain(guard: Guard) -> Stage {
        stage("plain", guard, [Continue, Reject, Reject])
    }

    /// Rows: cost, expected first step.
    #[track_caller]
    fn check_begin(route: &Route, rows: &[(u64, Step)]) {
        for &(cost, step) in rows {
            assert_eq!(begin(route, Money(cost)), step, "cost {cost}");
        }
    }

    /// Rows: stage left, its ending, cost, revisions so far; expected step.
    #[track_caller]
    fn check(route: &Route, rows: &[(u8, Ending, u64, u8, Step)]) {
        for &(left, ending, cost, revisions, step) in rows {
            let found = advance(route, StageId(left), ending, Money(cost), revisions);
            assert_eq!(found, step, "stage {left}, {ending:?}, cost {cost}, {revisions} revisions");
        }
    }

    #[test]
    fn guards_meet_at_the_boundary_and_never_overlap() {
        let route = vec![plain(at_most(50)), plain(above(50))];
        let (small, large) = (Enter(StageId(0)), Enter(StageId(1)));
        check_begin(&route, &[(0, small), (49, small), (50, small), (51, large), (u64::MAX, large)]);
        check(&route, &[(0, Pass, 50, 0, Passed), (0, Pass, 51, 0, large), (1, Pass, 51, 0, Passed)]);
    }

    #[test]
    fn both_bounds_of_a_guard_must_hold() {
        let between = Guard { cost_above: Some(Money(10)), cost_at_most: Some(Money(20)), only_escalated: false };
        for (cost, holds) in [(10, false), (11, true), (20, true), (21, false)] {
            assert_eq!(between.holds(Money(cost)), holds, "cost {cost}");
        }
    }

    #[test]
    fn a_proposal_that_no_stage_applies_to_is_passed() {
        check_begin(&Vec::new(), &[(0, Passed)]);
        check_begin(&vec![plain(above(50)), plain(ON_APPEAL)], &[(50, Passed), (51, Enter(StageId(0)))]);
    }

    #[test]
    fn stages_follow_in_order_past_those_whose_guard_fails() {
        let route = vec![plain(ALWAYS), plain(above(50)), plain(ON_APPEAL), plain(ALWAYS)];
        check(
            &route,
            &[
                (0, Pass, 50, 0, Enter(StageId(3))),
                (0, Pass, 51, 0, Enter(StageId(1))),
                (1, Pass, 51, 0, Enter(StageId(3))),
                (3, Pass, 51, 0, Passed),
            ],
        );
    }

    #[test]
    fn an_ending_decides_how_a_proposal_leaves() {
        let route = vec![stage("refuses", ALWAYS, [Reject, Reject, Reject]), plain(ALWAYS)];
        check(&route, &[(0, Pass, 0, 0, Rejected), (0, Block, 0, 0, Rejected), (0, Lapse, 0, 0, Lapsed)]);
    }

    #[test]
    fn whatever_continues_past_the_last_stage_is_passed() {
        let route = vec![stage("lax", ALWAYS, [Continue, Continue, Continue])];
        check(&route, &[(0, Pass, 0, 0, Passed), (0, Block, 0, 0, Passed), (0, Lapse, 0, 0, Passed)]);
    }

    #[test]
    fn an_escalation_ignores_the_guard_of_its_target() {
        let appeal = Next::Escalate(StageId(2));
        let route = vec![stage("window", ALWAYS, [Continue, appeal, appeal]), plain(above(50)), plain(ON_APPEAL)];
        let up = Escalate(StageId(2));
        check_begin(&route, &[(0, Enter(StageId(0)))]);
        check(&route, &[(0, Pass, 50, 0, Passed), (0, Block, 50, 0, up), (0, Lapse, 50, 0, up), (0, Block, 51, 0, up)]);
        check(&route, &[(2, Pass, 50, 0, Passed), (2, Block, 50, 0, Rejected)]);
        let back = vec![plain(above(50)), stage("appeal", ALWAYS, [Next::Escalate(StageId(0)), Reject, Reject])];
        check(&back, &[(1, Pass, 50, 0, Escalate(StageId(0))), (0, Pass, 50, 0, Enter(StageId(1)))]);
    }

    #[test]
    fn revisions_are_counted_over_the_whole_route() {
        let again = |at_most| Next::Revise { at_most, takes: Ticks(5) };
        let route =
            vec![stage("first", ALWAYS, [Continue, again(2), Reject]), stage("second", ALWAYS, [Continue, again(1), again(0)])];
        let revise = |stage| Step::Revise(StageId(stage), Ticks(5));
        check(&route, &[(0, Block, 0, 0, revise(0)), (0, Block, 0, 1, revise(0)), (0, Block, 0, 2, Withdrawn)]);
        check(&route, &[(1, Block, 0, 0, revise(1)), (1, Block, 0, 1, Withdrawn), (1, Lapse, 0, 0, Withdrawn)]);
        check(&route, &[(0, Block, 0, u8::MAX, Withdrawn)]);
    }
}
