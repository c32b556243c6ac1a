//! Cells, and the streams of proposals.

use super::Resolver;
use crate::dice::Key;
use crate::scenario::MOST_MONEY;
use crate::scenario::file::{CellFile, ProposalsFile, WorkFile};
use crate::scenario::{Body, Cell, Motivation, Pays, Source};
use crate::units::{BodyId, CellId, GroupId};

/// A team of this size or more is too large for one.
const TOO_MANY: u32 = 10;

impl Resolver<'_, '_> {
    /// Cells in file order.
    pub(super) fn cells(&mut self) -> Vec<Cell> {
        let file = self.file;
        let cells = file.cells.0.iter().enumerate();
        cells.map(|(i, (name, cell))| self.cell(i, name, cell)).collect()
    }

    fn cell(&mut self, i: usize, name: &str, cell: &CellFile) -> Cell {
        let path = format!("cells.{name}");
        match cell.members {
            0 => self.error(&format!("{path}.members"), format!("cell `{name}` has nobody in it")),
            1..TOO_MANY => {}
            many => {
                let hint = "a cell is a team of fewer than ten: split it, or make it a body";
                self.warn(&format!("{path}.members"), format!("cell `{name}` has {many} members"), hint);
            }
        }
        self.above_zero(&format!("{path}.review_every"), cell.review_every);
        let motivation = &cell.motivation;
        let id = |before: usize| u16::try_from(before + i).unwrap_or(u16::MAX);
        Cell {
            name: name.to_owned(),
            key: Key::of(name),
            group: GroupId(id(self.file.people.0.len())),
            body: BodyId(id(self.file.bodies.0.len())),
            day_rate: cell.day_rate.0,
            skill: cell.skill.0,
            motivation: Motivation {
                base: motivation.base.0,
                autonomy: motivation.autonomy.0,
                interference: motivation.interference.0,
                waiting: motivation.waiting.0,
                rate: motivation.rate.0.value(),
            },
            drift: cell.drift.0,
            pull_back: cell.pull_back.0.value(),
            review_every: self.clockwork.ticks(&format!("{path}.review_every"), cell.review_every),
            budget: self.budget(&format!("{path}.budget"), cell.budget.as_ref()),
        }
    }

    /// Streams: one per cell with work, those of the file, then the adversary's.
    pub(super) fn sources(&mut self, bodies: &[Body]) -> Vec<Source> {
        let file = self.file;
        let mut sources = Vec::new();
        for (i, (name, cell)) in file.cells.0.iter().enumerate() {
            if let Some(work) = &cell.work {
                sources.push(self.work(i, name, work));
            }
        }
        for (name, stream) in &file.proposals.0 {
            sources.push(self.stream(name, stream));
        }
        sources.extend(self.adversary_source(bodies));
        self.check_kinds_are_used(&sources);
        sources
    }

    fn work(&mut self, i: usize, name: &str, work: &WorkFile) -> Source {
        let path = format!("cells.{name}.work");
        self.check_law(&format!("{path}.size"), work.size.0, f64::INFINITY);
        self.check_most(&format!("{path}.size"), work.size.0, MOST_MONEY);
        self.check_law(&format!("{path}.risk"), work.risk.0, f64::INFINITY);
        let id = |before: usize| u16::try_from(before + i).unwrap_or(u16::MAX);
        Source {
            name: name.to_owned(),
            key: Key::of(name),
            kind: self.kind_id(&format!("{path}.kind"), &work.kind),
            pays: Pays::Work(CellId(id(0))),
            body: BodyId(id(self.file.bodies.0.len())),
            per_day: work.arrivals.per_day(),
            cost: work.size.0,
            merit: work.merit.0,
            risk: work.risk.0,
            selective: work.selective,
            anticipates: work.anticipates,
            expels: None,
        }
    }

    fn stream(&mut self, name: &str, stream: &ProposalsFile) -> Source {
        let path = format!("proposals.{name}");
        self.check_law(&format!("{path}.size"), stream.size.0, f64::INFINITY);
        self.check_most(&format!("{path}.size"), stream.size.0, MOST_MONEY);
        self.check_law(&format!("{path}.risk"), stream.risk.0, f64::INFINITY);
        self.check_no_own_cell(&path, name, stream);
        self.check_has_members(&path, name, stream);
        Source {
            name: name.to_owned(),
            key: Key::of(name),
            kind: self.kind_id(&format!("{path}.kind"), &stream.kind),
            pays: stream.pays.meaning(),
            body: self.body_id(&format!("{path}.body"), &stream.body),
            per_day: stream.arrivals.per_day(),
            cost: stream.size.0,
            merit: stream.merit.0,
            risk: stream.risk.0,
            selective: stream.selective,
            anticipates: stream.anticipates,
            expels: stream.expels.as_ref().map(|body| self.body_id(&format!("{path}.expels"), body)),
        }
    }

    fn check_no_own_cell(&mut self, path: &str, name: &str, stream: &ProposalsFile) {
        let kind = self.file.decisions.0.iter().find(|(kind, _)| *kind == stream.kind);
        let mut stages = kind.iter().flat_map(|(_, kind)| &kind.route);
        if stages.any(|stage| stage.decider() == Some("own_cell")) && !self.names.cells.contains(&stream.body) {
            let message = format!("stream `{name}` has no cell, but the route of `{}` asks `own_cell`", stream.kind);
            self.error_with(&format!("{path}.kind"), message, "give the stream a kind of its own, with a body in every stage");
        }
    }

    /// Somebody must bring a proposal forward. A body that does not exist has its own problem.
    fn check_has_members(&mut self, path: &str, name: &str, stream: &ProposalsFile) {
        let body = &stream.body;
        let seated = self.file.people.0.iter().any(|(_, people)| people.seats.contains(body)) || self.names.cells.contains(body);
        if self.complete && !seated && self.names.bodies.contains(body) {
            let message = format!("nobody can bring `{name}` forward: body `{body}` has no seats");
            self.error_with(&format!("{path}.body"), message, format!("give a group `seats = [\"{body}\"]`"));
        }
    }

    fn check_kinds_are_used(&mut self, sources: &[Source]) {
        if !self.complete {
            return;
        }
        for (i, (name, _)) in self.file.decisions.0.iter().enumerate() {
            if !sources.iter().any(|source| source.kind.idx() == i) {
                let hint = "give a cell's work this `kind`, or bring it forward under `[proposals.NAME]`";
                self.warn(&format!("decisions.{name}"), format!("nothing of kind `{name}` is ever proposed"), hint);
            }
        }
    }
}
