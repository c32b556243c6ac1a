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
//! A stage marked `only_escalated` is never entered in order, only by an escalation that names it.

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
    /// To the next stage whose guard holds; passed if none is left.
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

/// The first stage for a proposal of this cost.
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
    let ahead = route.iter().enumerate().skip(from);
    let found = ahead.filter(|(_, stage)| stage.guard.holds(cost)).map(|(idx, _)| idx).next();
    found.map_or(Step::Passed, |idx| Step::Enter(StageId(u8::try_from(idx).expect("a route has at most 255 stages"))))
}
