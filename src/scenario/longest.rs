//! How long the longest way through a route takes, so that metrics do not count what could not be decided yet.

use super::{Kind, Scenario};
use crate::rules::route::{Decider, Judge, Next, Stage};
use crate::units::{BodyId, Ticks};

impl Scenario {
    /// Every stage of a kind's route, one after the other, revised as often as allowed, each waiting for one meeting where it
    /// needs one. Queues come on top, and a stage that waits for its members alone counts nothing.
    pub fn longest_route(&self, kind: &Kind) -> Ticks {
        kind.route.iter().map(|stage| self.longest_stage(stage)).fold(Ticks(0), |total, stage| total + stage)
    }

    fn longest_stage(&self, stage: &Stage) -> Ticks {
        let meeting = match stage.decider {
            Decider::Body(body) if stage.at_meeting => self.between_meetings(body),
            Decider::Body(_) | Decider::OwnCell | Decider::Nobody => Ticks(0),
        };
        let once = stage.mechanism.longest_clock().or(stage.mechanism.wakes()).or(stage.lapses_after).unwrap_or(meeting)
            + self.longest_judging(stage);
        [stage.on_pass, stage.on_block, stage.on_lapse].into_iter().fold(once, |longest, next| match next {
            Next::Revise { at_most, takes } => longest.max(Ticks((once.0 + takes.0) * u32::from(at_most) + once.0)),
            Next::Continue | Next::Reject | Next::Escalate(_) => longest,
        })
    }

    fn longest_judging(&self, stage: &Stage) -> Ticks {
        let judges = match (stage.mechanism.judge(), stage.decider) {
            (Judge::Nobody, _) => return Ticks(0),
            (Judge::Body(body), _) | (Judge::OtherMembers, Decider::Body(body)) => Some(body),
            (Judge::OtherMembers, Decider::OwnCell | Decider::Nobody) => None,
        };
        let meeting = judges.map(|body| self.between_meetings(body)).filter(|every| every.0 > 0);
        stage.judging.or(meeting).unwrap_or(self.judging)
    }

    fn between_meetings(&self, body: BodyId) -> Ticks {
        self.bodies[body.idx()].meets.as_ref().map_or(Ticks(0), |meets| meets.every)
    }
}
