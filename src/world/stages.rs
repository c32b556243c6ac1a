//! Stages open, end and lead on; proposals leave their route.

use super::readers::{Act, Marks, NO_RUN, Readers};
use super::standing::{Slot, Standing};
use super::{Opening, World};
use crate::event::{Event, Outcome};
use crate::rules::route::{self, Ending, Stage, Step};
use crate::rules::{Asks, Count, Facts, Mechanism, Memory, Setting, Side, Verdict, quorum};
use crate::scenario::Scenario;
use crate::units::{ProposalId, Ratio, SourceId, StageId, Tick, Ticks};

/// What a revision leaves of a proposal's course step on each axis.
const CONCESSION: f64 = 0.5;

/// When a stage ends that opened at a moment: with its clock or with everybody's patience, whichever comes first.
fn end_of(opened: Tick, clock: Option<Ticks>, patience: Option<Ticks>) -> Tick {
    match (clock, patience) {
        (Some(clock), Some(patience)) => opened + clock.min(patience),
        (Some(length), None) | (None, Some(length)) => opened + length,
        (None, None) => Tick::NEVER,
    }
}

impl World {
    /// The morning: stages whose clock has run out are judged, stages that are due open, until nothing is left to do.
    pub(crate) fn ring(&mut self, scenario: &Scenario) {
        loop {
            let opened = self.open_due(scenario);
            self.close_rounds(scenario);
            let mut ended = false;
            for at in 0..self.open.len() {
                let slot = self.open[at];
                let standing = &self.standings[slot.idx()];
                if standing.live && standing.closes <= self.now {
                    self.shut(scenario, slot);
                    self.judge(scenario, slot, self.now);
                    ended |= !self.standings[slot.idx()].live;
                }
            }
            if !opened && !ended {
                return;
            }
        }
    }

    /// The evening: stages in which somebody did something today are judged; what follows from it opens tomorrow.
    pub(crate) fn judge_touched(&mut self, scenario: &Scenario) {
        for at in 0..self.open.len() {
            let slot = self.open[at];
            let standing = &mut self.standings[slot.idx()];
            if standing.live && std::mem::take(&mut standing.touched) {
                self.judge(scenario, slot, self.now + Ticks(1));
            }
        }
    }

    /// The stage of the route that a standing is in.
    pub(in crate::world) fn stage<'s>(&self, scenario: &'s Scenario, slot: Slot) -> &'s Stage {
        let standing = &self.standings[slot.idx()];
        let source = self.proposals.source[standing.proposal.idx()];
        let kind = scenario.sources[source.idx()].kind;
        &scenario.kinds[kind.idx()].route[standing.stage.idx()]
    }

    /// Opens the stages that are due, in the order in which they were asked for, and says whether there were any.
    fn open_due(&mut self, scenario: &Scenario) -> bool {
        let (mut at, mut any) = (0, false);
        while at < self.openings.len() {
            let opening = self.openings[at];
            if opening.at <= self.now && self.may_enter(scenario, at) {
                self.openings.remove(at);
                self.open_stage(scenario, opening.proposal, opening.stage);
                any = true;
            } else {
                at += 1;
            }
        }
        any
    }

    fn open_stage(&mut self, scenario: &Scenario, proposal: ProposalId, stage_id: StageId) {
        let slot = self.slot_of(proposal);
        let row_idx = self.seats.row_of(self.proposals.source[proposal.idx()], stage_id);
        let row = self.seats.row(row_idx);
        let standing = &mut self.standings[slot.idx()];
        standing.stage = stage_id;
        standing.row = row_idx;
        standing.live = true;
        standing.opened = self.now;
        standing.stopped = Tick::NEVER;
        // A rule may have its answer although nobody can act: no seat left, approvals out of reach.
        standing.touched = true;
        standing.tabled = false;
        standing.memory = Memory::default();
        standing.only_no_from = Tick::NEVER;
        standing.chosen = None;
        standing.electorate = row.electorate;
        standing.count = Count::default();
        standing.objections = Side::default();
        standing.pending = Side::default();
        standing.groups.clear();
        standing.groups.extend_from_slice(&row.groups);
        standing.readers.run_of.fill(NO_RUN);
        let stage = self.stage(scenario, slot);
        let round = if let Mechanism::Round(rule) = &stage.mechanism { rule.ends(self.now) } else { Tick::NEVER };
        self.standings[slot.idx()].closes = end_of(self.now, stage.mechanism.wakes(), stage.lapses_after).min(round);
        self.standings[slot.idx()].latest = end_of(self.now, stage.mechanism.longest_clock(), stage.lapses_after).min(round);
        self.standings[slot.idx()].carried.clear();
        self.standings[slot.idx()].for_hat = matches!(stage.mechanism, Mechanism::Hat(_));
        self.events.push(Event::StageOpened(proposal, stage_id));
        if stage.mechanism.asks() != Asks::Nothing {
            self.invite(scenario, slot, stage);
        }
    }

    /// Everybody entitled may act; those who have not read the proposal find it on their desk.
    fn invite(&mut self, scenario: &Scenario, slot: Slot, stage: &Stage) {
        let row_idx = self.standings[slot.idx()].row;
        let body = self.seats.row(row_idx).body.expect("a stage that asks has a body");
        let rules = &scenario.bodies[body.idx()];
        if let Some(seats) = rules.drawn {
            self.draw_panel(scenario, slot, stage, seats);
        }
        for idx in 0..self.seats.runs(body).len() {
            let World { seats, standings, parties, .. } = self;
            let (row, run) = (seats.row(row_idx), &seats.runs(body)[idx]);
            let range = run.up_to(row.seats);
            let Readers { marks, act, weight, run_of, .. } = &mut standings[slot.idx()].readers;
            weight[range.clone()].copy_from_slice(seats.weights(row_idx, run.seat, range.len()));
            run_of[run.group] = u32::try_from(idx).expect("runs are fewer than seats");
            act[range.clone()].fill(Act::None);
            marks[range.end..run.parties().end].iter_mut().for_each(|marks| marks.clear(Marks::SEATED));
            let members = marks[range.clone()].iter_mut().zip(&parties.active[range.clone()]);
            members.for_each(|(marks, active)| marks.seat(*active));
            let group = run.group;
            if rules.drawn.is_some() || rules.elected.is_some() {
                self.keep_chosen(slot, rules.drawn.is_some(), (body, idx), range.clone());
            }
            if stage.recuses_proposer {
                self.recuse(slot, range.clone(), idx);
            }
            if !stage.at_meeting {
                self.lay_before(scenario, slot, group, range);
            }
        }
        if stage.at_meeting {
            self.hall.agenda[body.idx()].push(slot);
        }
    }

    /// The proposer has no say, if its seat is in this range of a run.
    fn recuse(&mut self, slot: Slot, range: std::ops::Range<usize>, run: usize) {
        let standing = &mut self.standings[slot.idx()];
        let proposer = self.proposals.proposer[standing.proposal.idx()].idx();
        if range.contains(&proposer) && standing.readers.marks[proposer].take(Marks::MAY_ACT) {
            standing.readers.marks[proposer].clear(Marks::SEATED);
            let weight = standing.readers.weight[proposer];
            for side in [&mut standing.electorate, &mut standing.groups[run].electorate] {
                side.seats -= 1;
                side.weight -= weight;
            }
        }
    }

    /// The clock has run out: nobody reads for this stage any more. The closing moment does not count.
    fn shut(&mut self, scenario: &Scenario, slot: Slot) {
        if self.standings[slot.idx()].stopped < Tick::NEVER || self.stage(scenario, slot).mechanism.clock().is_none() {
            return;
        }
        // A window of no length closes on the morning it opened: whoever was asked then is not asked twice by the next stage.
        self.fresh.retain(|(_, asked)| *asked != slot);
        self.close_books(scenario, slot, self.now);
    }

    /// Takes a proposal off all desks and agendas; what readers have done so far is kept.
    fn close_books(&mut self, scenario: &Scenario, slot: Slot, morning: Tick) {
        if self.standings[slot.idx()].stopped < Tick::NEVER {
            return;
        }
        self.stop_reading(scenario, slot, morning);
        if let Some(body) = self.seats.row(self.standings[slot.idx()].row).body {
            self.hall.agenda[body.idx()].retain(|waiting| *waiting != slot);
        }
    }

    /// Asks the rule, and ends the stage if it has an answer. Stages that follow open at `next`.
    fn judge(&mut self, scenario: &Scenario, slot: Slot, next: Tick) {
        let stage = self.stage(scenario, slot);
        if let Some(rule) = stage.mechanism.delegation() {
            self.count_with_delegates(rule, slot);
        }
        let standing = &self.standings[slot.idx()];
        let elapsed = self.now.since(standing.opened);
        let mut facts = self.facts(standing, elapsed);
        if let Some(memory) = stage.mechanism.remember(&facts) {
            facts.memory = memory;
        }
        let (verdict, memory) = (stage.mechanism.verdict(&facts), facts.memory);
        self.keep_in_mind(stage, slot, memory);
        let ending = match verdict {
            Verdict::Pass => Ending::Pass,
            Verdict::Block => Ending::Block,
            Verdict::Lapse => Ending::Lapse,
            Verdict::Open if stage.lapses_after.is_some_and(|patience| elapsed >= patience) => Ending::Lapse,
            Verdict::Open => return,
        };
        self.end_stage(scenario, slot, ending, next);
    }

    /// What the rule may know of an open stage.
    pub(in crate::world) fn facts<'s>(&self, standing: &'s Standing, elapsed: Ticks) -> Facts<'s> {
        Facts {
            elapsed,
            electorate: standing.electorate,
            count: standing.count,
            objections: standing.objections,
            pending: standing.pending,
            groups: &standing.groups,
            tabled: standing.tabled,
            usual_turnout: self.usual_turnout[self.turnout_row(standing)],
            memory: standing.memory,
            setting: self.setting(standing),
        }
    }

    /// What it is like around an open stage.
    pub(in crate::world) fn setting(&self, standing: &Standing) -> Setting {
        let at = standing.proposal.idx();
        Setting {
            held: self.is_held(self.proposals.submitted[at]),
            still: Some(self.seats.row(standing.row).electorate),
            in_force: self.in_force[self.row_of_kind(standing.proposal, standing.stage)].approval,
            asked: self.proposals.cost[at],
            pool: self.treasury.free(),
            chosen: standing.chosen,
        }
    }

    /// Keeps what the rule noted, and moves the end of the stage where that moves it.
    fn keep_in_mind(&mut self, stage: &Stage, slot: Slot, memory: Memory) {
        let standing = &mut self.standings[slot.idx()];
        if standing.memory == memory {
            return;
        }
        standing.memory = memory;
        standing.closes = end_of(standing.opened, stage.mechanism.clock_after(memory), stage.lapses_after);
        standing.only_no_from = stage.mechanism.takes_only_no_from(memory).map_or(Tick::NEVER, |from| standing.opened + from);
    }

    fn end_stage(&mut self, scenario: &Scenario, slot: Slot, ending: Ending, next: Tick) {
        self.close_books(scenario, slot, next);
        self.objections.retain(|objection| objection.slot != slot);
        let stage = self.stage(scenario, slot);
        self.note_who_counted(scenario, stage, slot, ending);
        self.note_turnout(stage, slot);
        if ending == Ending::Pass && self.standings[slot.idx()].for_hat {
            self.lift(slot);
        }
        let standing = &mut self.standings[slot.idx()];
        standing.live = false;
        standing.readers.act.fill(Act::None);
        let (proposal, stage_id, row_idx) = (standing.proposal, standing.stage, standing.row);
        if matches!(stage.mechanism, Mechanism::Vote(_)) {
            let standing = &self.standings[slot.idx()];
            let turnout = Ratio::new(standing.count.cast().weight.0, standing.electorate.weight.0);
            let row = self.turnout_row(standing);
            let usual = &mut self.usual_turnout[row];
            *usual = quorum::next_usual_turnout(*usual, turnout.unwrap_or(Ratio { num: 0, den: 1 }));
        }
        self.events.push(Event::StageEnded(proposal, stage_id, ending));
        let at = proposal.idx();
        let source = &scenario.sources[self.proposals.source[at].idx()];
        self.proposals.local[at] &=
            stage.mechanism.asks() == Asks::Nothing || self.seats.row(row_idx).body.is_none_or(|body| body == source.body);
        let route = &scenario.kinds[source.kind.idx()].route;
        let step = route::advance(route, stage_id, ending, self.proposals.cost[at], self.proposals.revisions[at]);
        if matches!(step, Step::Enter(_) | Step::Escalate(_) | Step::Revise(..)) {
            self.settle_loners(scenario, slot);
        }
        match step {
            Step::Enter(stage) => self.openings.push(Opening { at: next, proposal, stage, paced: false }),
            Step::Escalate(stage) => {
                self.events.push(Event::Escalated(proposal, stage));
                self.openings.push(Opening { at: next, proposal, stage, paced: false });
            }
            Step::Revise(stage, takes) => {
                self.proposals.revisions[at] += 1;
                self.proposals.step[at].iter_mut().for_each(|axis| *axis *= CONCESSION);
                self.events.push(Event::Revised(proposal));
                self.openings.push(Opening { at: next + takes, proposal, stage, paced: false });
            }
            Step::Passed => self.accepted.push(proposal),
            Step::Rejected => self.decide(scenario, proposal, Outcome::Rejected),
            Step::Lapsed => self.decide(scenario, proposal, Outcome::Lapsed),
            Step::Withdrawn => self.decide(scenario, proposal, Outcome::Withdrawn),
        }
    }

    /// How many of those entitled took part: voted or objected, or read where silence is an answer.
    fn note_turnout(&mut self, stage: &Stage, slot: Slot) {
        let standing = &self.standings[slot.idx()];
        let Some(body) = self.seats.row(standing.row).body.filter(|_| stage.mechanism.asks() != Asks::Nothing) else { return };
        let reading = match stage.mechanism.asks() {
            Asks::Objection => Marks::OBJECTED | Marks::READ,
            Asks::Ballot | Asks::Consent | Asks::Nothing => Marks::OBJECTED,
        };
        let Readers { marks, act, .. } = &standing.readers;
        // Without a branch and without a check for overflow, so that many are counted at once.
        let took_part = |(act, marks): (&Act, &Marks)| {
            u32::from(marks.any(Marks::SEATED)) & (u32::from(*act != Act::None) | u32::from(marks.any(reading)))
        };
        let runs = self.seats.runs(body).iter().map(|run| run.parties());
        let part: u32 =
            runs.map(|range| act[range.clone()].iter().zip(&marks[range]).map(took_part).fold(0, u32::wrapping_add)).sum();
        let part = part.min(standing.electorate.seats);
        self.events.push(Event::TookPart(standing.proposal, part, standing.electorate.seats));
    }

    /// Where the usual turnout of a stage is kept: once for each kind of decision, whoever proposes.
    pub(in crate::world) fn turnout_row(&self, standing: &Standing) -> usize {
        self.row_of_kind(standing.proposal, standing.stage)
    }

    /// The row that stands for a stage of a proposal's kind, whoever proposes.
    pub(in crate::world) fn row_of_kind(&self, proposal: ProposalId, stage: StageId) -> usize {
        let kind = self.kind_of(proposal);
        let first = self.kind_of_source.iter().position(|other| *other == kind).expect("some source proposes this kind");
        self.seats.row_of(SourceId(u16::try_from(first).expect("sources are counted in u16")), stage)
    }

    pub(in crate::world) fn slot_of(&self, proposal: ProposalId) -> Slot {
        let found = self.open.iter().find(|slot| self.standings[slot.idx()].proposal == proposal);
        *found.expect("an undecided proposal has a slot")
    }
}
