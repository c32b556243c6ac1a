//! From what a file says to what it means: names become ids, lengths become ticks, and every contradiction is found.
//!
//! ```text
//!   document -> read -> ScenarioFile -> fill (defaults) -> resolve -> Scenario + problems
//! ```
//!
//! The walk never stops at a problem: a name that leads nowhere gets the first id and a problem, so that one reading finds
//! everything. The scenario counts only if no problem is an error.

mod adversary;
mod bodies;
mod clockwork;
mod dispute;
mod fill;
mod names;
mod offices;
mod organisation;
mod people;
mod protest;
mod reference;
mod routes;
mod stage;
mod vote;
mod work;

pub use fill::fill;

use super::document::Document;
use super::file::{DrawPeople, Length, Number, ScenarioFile};
use super::problem::Problem;
use super::{Hours, Scenario, Space, Value};
use crate::units::{Clock, MAX_AXES, Point};
use clockwork::Clockwork;
use names::Names;

/// The walk through one file.
struct Resolver<'a, 't> {
    document: &'a Document<'t>,
    file: &'a ScenarioFile,
    names: Names,
    clockwork: Clockwork,
    problems: Vec<Problem>,
    /// Whether all of the file could be read: what counts members or streams is only checked then.
    complete: bool,
}

/// What the filled file means, and what is wrong with it. `complete` tells whether all of it could be read.
pub fn resolve(document: &Document, file: &ScenarioFile, name: &str, complete: bool) -> (Scenario, Vec<Problem>) {
    let clockwork = Clockwork::new(file.tick);
    let names = Names::of(document);
    let mut resolver = Resolver { document, file, names, clockwork, problems: Vec::new(), complete };
    resolver.check_names();
    let mut scenario = resolver.scenario(name);
    resolver.check_whole(&scenario);
    if scenario.organisation.leverage.measured {
        let mut unmoved = scenario.clone();
        unmoved.organisation.leverage.deference = 0.0;
        scenario.unmoved = Some(Box::new(unmoved));
    }
    let Resolver { clockwork, mut problems, .. } = resolver;
    problems.extend(clockwork.problems(document));
    (scenario, problems)
}

impl Resolver<'_, '_> {
    fn scenario(&mut self, name: &str) -> Scenario {
        let file = self.file;
        let groups = self.groups();
        let bodies = self.bodies();
        let cells = self.cells();
        let kinds = self.kinds(&bodies, &groups);
        let sources = self.sources(&bodies);
        let organisation = self.organisation(&groups, &sources);
        Scenario {
            unmoved: None,
            name: name.to_owned(),
            question: file.question.clone(),
            seed: file.seed.0,
            replicates: file.replicates,
            clock: Clock { tick_ms: file.tick.0.max(1) },
            horizon: self.clockwork.ticks("horizon", file.horizon),
            warm_up: self.clockwork.ticks("warm_up", file.warm_up),
            report_every: self.clockwork.ticks("report_every", file.report_every),
            people_fixed: file.draw_people == DrawPeople::Once,
            judging: self.clockwork.ticks("judging", file.judging),
            space: self.space(),
            value: self.value(),
            hours: Hours { reading: file.hours.reading.0, item: file.hours.item.0, ballot: file.hours.ballot.0 },
            organisation,
            constituents: self.constituents(),
            groups,
            bodies,
            cells,
            sources,
            kinds,
            resolved: String::new(),
        }
    }

    fn space(&mut self) -> Space {
        let space = &self.file.space;
        if space.axes == 0 || space.axes as usize > MAX_AXES {
            self.error("space.axes", format!("expected 1 to {MAX_AXES} axes, found {}", space.axes));
        }
        Space {
            axes: space.axes as usize,
            course: self.point("space.course", &space.course),
            purpose: self.point("space.purpose", &space.purpose),
            purpose_drift: space.purpose_drift.0,
            step_share: space.step_share.0.value(),
            step_noise: space.step_noise.0,
        }
    }

    fn value(&mut self) -> Value {
        let value = &self.file.value;
        Value {
            prior_variance: value.prior_variance.0,
            diversion_loss: value.diversion_loss.0,
            reference_cost: value.reference_cost.map_or(1.0, |cost| cost.0),
            trust_rate: value.trust_rate.0.value(),
            alarm: value.alarm.0,
            proof: value.proof.0,
        }
    }

    /// A point in issue space; axes left out are 0.
    fn point(&mut self, path: &str, numbers: &[Number]) -> Point {
        let axes = self.file.space.axes as usize;
        if numbers.len() > axes && axes > 0 {
            self.error(path, format!("expected at most {axes} numbers, one for each axis, found {}", numbers.len()));
        }
        std::array::from_fn(|axis| numbers.get(axis).map_or(0.0, |number| number.0))
    }

    /// What concerns the file as a whole.
    fn check_whole(&mut self, scenario: &Scenario) {
        let file = self.file;
        self.above_zero("tick", file.tick);
        self.above_zero("report_every", file.report_every);
        if file.replicates == 0 {
            self.error("replicates", "expected at least 1 replicate, found 0");
        }
        if file.question.trim().is_empty() {
            self.error("question", "expected a question, found an empty text");
        }
        if !self.complete {
            return;
        }
        self.above_zero("horizon", file.horizon);
        if file.horizon.0 > 0 && file.report_every.0 > file.horizon.0 {
            let message = format!(
                "expected a reporting date within the horizon of {}, found the first after {}",
                file.horizon, file.report_every
            );
            self.error("report_every", message);
        }
        if file.horizon.0 > 0 && file.warm_up.0 >= file.horizon.0 {
            self.error(
                "warm_up",
                format!("expected a warm-up shorter than the horizon of {}, found {}", file.horizon, file.warm_up),
            );
        }
        if scenario.groups.is_empty() {
            self.error("people", "expected at least one group or cell, found none");
        }
        if scenario.kinds.is_empty() {
            self.error("decisions", "expected at least one kind of decision, found none");
        }
        if file.adversary.is_none() && scenario.sources.iter().all(|source| source.per_day <= 0.0) {
            let problem = self.document.at("cells", "nothing is ever proposed");
            self.problems.push(problem.hint("give a cell `work`, or a body a stream under `[proposals.NAME]`").warning());
        }
    }

    /// Refuses a length of zero.
    fn above_zero(&mut self, path: &str, length: Length) {
        if length.0 == 0 {
            self.error(path, "expected a length of time above 0, found 0");
        }
    }

    fn error(&mut self, path: &str, message: impl Into<String>) {
        self.problems.push(self.document.at(path, message));
    }

    fn error_with(&mut self, path: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(self.document.at(path, message).hint(hint));
    }

    fn warn(&mut self, path: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(self.document.at(path, message).hint(hint).warning());
    }
}
