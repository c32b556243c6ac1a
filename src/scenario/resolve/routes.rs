//! Kinds of decision and their routes: who decides, where endings lead, and what can never work.

use super::Resolver;
use crate::rules::route::Decider;
use crate::rules::{Asks, Executive, Guard, Mechanism, Next, Route, Stage};
use crate::scenario::file::{NextFile, StageFile};
use crate::scenario::{Body, BodyKind, Group, Kind, wording};
use crate::units::StageId;

/// Bodies and groups, for checks that count seats.
struct Seats<'a> {
    bodies: &'a [Body],
    groups: &'a [Group],
}

impl Seats<'_> {
    /// Seats of the decider, of the smallest cell for `own_cell`; `None` if there is no such number, or a group without anybody
    /// is to blame for it.
    fn of(&self, decider: Decider) -> Option<u32> {
        let members =
            |body: &Body| body.groups.iter().map(|group| self.groups.get(group.idx()).map_or(0, |group| group.count)).sum();
        let count = |body: &Body| Some(members(body)).filter(|seats: &u32| *seats > 0 || body.groups.is_empty());
        match decider {
            Decider::Body(id) => self.bodies.get(id.idx()).and_then(|body| {
                let most = body.drawn.or(body.elected.as_ref().map(|elected| elected.rule.seats));
                count(body).map(|seats| seats.min(most.unwrap_or(seats)))
            }),
            Decider::OwnCell => self.bodies.iter().filter(|body| body.kind == BodyKind::Cell).filter_map(count).min(),
            Decider::Nobody => None,
        }
    }

    fn meets(&self, decider: Decider) -> bool {
        match decider {
            Decider::Body(id) => self.bodies.get(id.idx()).is_none_or(|body| body.meets.is_some()),
            Decider::OwnCell => self.bodies.iter().filter(|body| body.kind == BodyKind::Cell).all(|body| body.meets.is_some()),
            Decider::Nobody => false,
        }
    }
}

impl Resolver<'_, '_> {
    /// Kinds of decision in file order.
    pub(super) fn kinds(&mut self, bodies: &[Body], groups: &[Group]) -> Vec<Kind> {
        let file = self.file;
        let seats = Seats { bodies, groups };
        let mut kinds = Vec::new();
        for (name, kind) in &file.decisions.0 {
            let path = format!("decisions.{name}.route");
            if kind.route.len() > usize::from(u8::MAX) {
                self.error(&path, format!("expected at most {} stages, found {}", u8::MAX, kind.route.len()));
            }
            let stages = kind.route.iter().enumerate();
            let route: Route = stages.map(|(i, stage)| self.stage(&format!("{path}.{i}"), stage, &kind.route, &seats)).collect();
            self.check_stage_names(&path, &kind.route);
            self.check_reached(&path, &route);
            self.check_ends(&path, &route);
            kinds.push(Kind { name: name.clone(), route });
        }
        kinds
    }

    fn stage(&mut self, path: &str, stage: &StageFile, route: &[StageFile], seats: &Seats) -> Stage {
        let mechanism = self.mechanism(path, stage).unwrap_or(Mechanism::Executive(Executive));
        let decider = self.decider(path, stage, &mechanism);
        let guard = self.guard(path, stage);
        self.check_alone(path, &mechanism, decider, seats);
        if self.complete {
            self.check_seats(path, &mechanism, decider, seats);
            self.check_meets(path, stage, &mechanism, seats.meets(decider));
        }
        if stage.judging.is_some() && stage.optimistic.is_none() && stage.consent.is_none() {
            self.error_with(
                &format!("{path}.judging"),
                "only objections of an `optimistic` or `consent` stage are judged",
                "take `judging` out",
            );
        }
        if let Some(length) = stage.one_per {
            self.above_zero(&format!("{path}.one_per"), length);
        }
        if stage.at_a_time == Some(0) {
            let hint = "leave `at_a_time` out for any number";
            self.error_with(&format!("{path}.at_a_time"), "expected at least 1 at a time, found 0", hint);
        }
        if let Some(length) = stage.lapses_after {
            self.above_zero(&format!("{path}.lapses_after"), length);
        }
        Stage {
            name: stage.name.clone().unwrap_or_default(),
            guard,
            decider,
            at_meeting: stage.at.is_some(),
            recuses_proposer: stage.recuse.is_some(),
            at_a_time: stage.at_a_time,
            one_per: stage.one_per.map(|length| self.clockwork.ticks(&format!("{path}.one_per"), length)),
            lapses_after: stage.lapses_after.map(|length| self.clockwork.ticks(&format!("{path}.lapses_after"), length)),
            judging: stage.judging.map(|length| self.clockwork.ticks(&format!("{path}.judging"), length)),
            on_pass: self.next(&format!("{path}.on_pass"), &stage.on_pass, route),
            on_block: self.next(&format!("{path}.on_block"), &stage.on_block, route),
            on_lapse: self.next(&format!("{path}.on_lapse"), &stage.on_lapse, route),
            mechanism,
        }
    }

    fn decider(&mut self, path: &str, stage: &StageFile, mechanism: &Mechanism) -> Decider {
        match stage.decider() {
            None => Decider::Nobody,
            Some("own_cell") => Decider::OwnCell,
            Some(body) => {
                let (word, part) = (mechanism.key(), if stage.timelock.is_some() { ".retains" } else { "" });
                Decider::Body(self.body_id(&format!("{path}.{word}{part}.body"), body))
            }
        }
    }

    fn guard(&mut self, path: &str, stage: &StageFile) -> Guard {
        let (cost_above, cost_at_most) = (stage.when.cost_above.map(|cost| cost.0), stage.when.cost_at_most.map(|cost| cost.0));
        if let (Some(above), Some(at_most)) = (cost_above, cost_at_most)
            && above >= at_most
        {
            let message = format!("no cost is above {} and at most {}", above.major(), at_most.major());
            self.error_with(&format!("{path}.when"), message, "the stage would never apply: swap the two, or take one out");
        }
        Guard { cost_above, cost_at_most, only_escalated: stage.only.is_some() }
    }

    fn next(&mut self, path: &str, next: &NextFile, route: &[StageFile]) -> Next {
        match next {
            NextFile::Continue => Next::Continue,
            NextFile::Reject => Next::Reject,
            NextFile::Revise { at_most, takes } => {
                if *at_most == 0 {
                    self.error(&format!("{path}.revise.at_most"), "expected at least 1 revision, found 0");
                }
                Next::Revise { at_most: *at_most, takes: self.clockwork.ticks(&format!("{path}.revise.takes"), *takes) }
            }
            NextFile::Escalate(target) => {
                let names: Vec<&str> = route.iter().filter_map(|stage| stage.name.as_deref()).collect();
                let found = names.iter().position(|name| name == target).and_then(|idx| u8::try_from(idx).ok());
                if found.is_none() {
                    let hint = wording::nearest_or_all(target, &names).unwrap_or_default();
                    self.error_with(&format!("{path}.escalate"), format!("there is no stage `{target}` in this route"), hint);
                }
                // Leads out of the route, so that a slip in a name is not also blamed for going round.
                found.map_or(Next::Reject, |idx| Next::Escalate(StageId(idx)))
            }
        }
    }

    fn check_seats(&mut self, path: &str, mechanism: &Mechanism, decider: Decider, seats: &Seats) {
        let Some(n_seats) = seats.of(decider) else { return };
        let word = mechanism.key();
        if n_seats == 0 {
            self.error_with(
                &format!("{path}.{word}.body"),
                "this body has no seats, so it can never decide",
                "give a group `seats` in it",
            );
            return;
        }
        let Some(needed) = mechanism.takes_seats().filter(|needed| *needed > n_seats) else { return };
        let never = format!("{needed} objections can never block: the body has {n_seats} seats");
        let hint = format!("ask for at most {n_seats}");
        match mechanism.asks() {
            Asks::Ballot => {
                let message = format!("expected at most {n_seats} approvals, one for each seat, found {needed}");
                self.error(&format!("{path}.{word}.approvals"), message);
            }
            Asks::Consent => self.warn(&format!("{path}.{word}.blocked_by"), never, hint),
            Asks::Objection => self.warn(&format!("{path}.{word}.objections.seats"), never, hint),
            Asks::Nothing => {}
        }
    }

    /// One member decides alone: of a panel that is drawn, that is one of one.
    fn check_alone(&mut self, path: &str, mechanism: &Mechanism, decider: Decider, seats: &Seats) {
        let Decider::Body(id) = decider else { return };
        let drawn = seats.bodies.get(id.idx()).and_then(|body| body.drawn);
        if mechanism.is_alone() && drawn.is_some_and(|seats| seats > 1) {
            let hint = "draw one: `drawn = { seats = 1 }`";
            self.error_with(&format!("{path}.{}.body", mechanism.key()), "one member decides here, and the panel has more", hint);
        }
    }

    fn check_meets(&mut self, path: &str, stage: &StageFile, mechanism: &Mechanism, meets: bool) {
        let body = stage.decider().unwrap_or("nobody");
        if matches!(mechanism, Mechanism::Vote(vote) if vote.period.is_none()) && !meets {
            let message = format!("expected a `period`, or a body that meets, found neither for `{body}`");
            self.error_with(&format!("{path}.vote"), message, format!("add `period = \"7 days\"`, or `meets` to `{body}`"));
        } else if stage.at.is_some() && !meets {
            self.error_with(
                &format!("{path}.at"),
                format!("`{body}` does not meet"),
                "take `at` out, or say when the body `meets`",
            );
        }
    }

    fn check_stage_names(&mut self, path: &str, route: &[StageFile]) {
        for (i, stage) in route.iter().enumerate() {
            if stage.name.is_some() && route[..i].iter().any(|earlier| earlier.name == stage.name) {
                let name = stage.name.as_deref().unwrap_or_default();
                let hint = "escalations and edits find a stage by its name";
                // The path goes by number: by name it would lead to the first of the two.
                self.error_with(&format!("{path}.{i}.name"), format!("a stage before is called `{name}` too"), hint);
            }
        }
    }

    fn check_reached(&mut self, path: &str, route: &Route) {
        for (i, stage) in route.iter().enumerate() {
            let called =
                |other: &Stage| endings(other).iter().any(|next| matches!(next, Next::Escalate(target) if target.idx() == i));
            if stage.guard.only_escalated && !route.iter().any(called) {
                let message = format!("stage `{}` is never entered: no ending escalates to it", stage.name);
                self.warn(
                    &format!("{path}.{i}.only"),
                    message,
                    format!("add `on_block = {{ escalate = \"{}\" }}` to another stage", stage.name),
                );
            }
        }
    }

    /// A proposal must leave the route however its stages end: no escalation may lead back to where it came from.
    fn check_ends(&mut self, path: &str, route: &Route) {
        for (i, stage) in route.iter().enumerate() {
            let keys = ["on_pass", "on_block", "on_lapse"];
            for (key, next) in keys.iter().zip(endings(stage)) {
                if let Next::Escalate(target) = next
                    && reaches(route, target.idx(), i)
                {
                    let message =
                        format!("a proposal can go round for ever between `{}` and `{}`", stage.name, route[target.idx()].name);
                    let hint = "let one of the endings `reject`, or `revise` a limited number of times";
                    self.error_with(&format!("{path}.{i}.{key}"), message, hint);
                }
            }
        }
    }
}

fn endings(stage: &Stage) -> [Next; 3] {
    [stage.on_pass, stage.on_block, stage.on_lapse]
}

/// Whether some proposal in stage `from` can come to stage `to`.
fn reaches(route: &Route, from: usize, to: usize) -> bool {
    let mut seen = vec![false; route.len()];
    let mut open = vec![from];
    while let Some(here) = open.pop() {
        if here == to {
            return true;
        }
        if std::mem::replace(&mut seen[here], true) {
            continue;
        }
        for next in endings(&route[here]) {
            match next {
                Next::Continue => open.extend((here + 1..route.len()).filter(|ahead| !route[*ahead].guard.only_escalated)),
                Next::Escalate(target) => open.push(target.idx()),
                Next::Reject | Next::Revise { .. } => {}
            }
        }
    }
    false
}
