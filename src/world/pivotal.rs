//! Who was decisive: would a stage have ended otherwise had somebody stayed away? And who could have turned it by any act of its
//! own? Same state, same dice, one step.

use super::World;
use super::readers::{Act, Marks, NO_RUN, Readers};
use super::standing::{Slot, Standing};
use crate::event::Event;
use crate::rules::route::{Ending, Judge, Stage};
use crate::rules::{Asks, Count, Facts, GroupFacts, Mechanism, Setting, Side, Verdict};
use crate::scenario::Scenario;
use crate::units::{BodyId, GroupId, PartyId, Ratio, Ticks, Weight};
use std::ops::Range;

/// What is left of a stage's facts without some of those who acted.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Without {
    count: Count,
    objections: Side,
    pending: Side,
    groups: Vec<GroupFacts>,
}

impl Without {
    fn start(&mut self, standing: &Standing) {
        self.count = standing.count;
        self.objections = standing.objections;
        self.pending = standing.pending;
        self.groups.clear();
        self.groups.extend_from_slice(&standing.groups);
    }

    /// Without what a reader in this run of seats did.
    fn drop(&mut self, standing: &Standing, p: usize, run: u32) {
        self.take(standing.readers.act[p], standing.carries(p), run);
    }

    /// Without that much of an act.
    fn take(&mut self, act: Act, part: Side, run: u32) {
        self.each_side(act, run, |side| {
            side.seats -= part.seats;
            side.weight -= part.weight;
        });
    }

    /// As if a reader in this run had done this besides.
    fn add(&mut self, readers: &Readers, p: usize, run: u32, act: Act) {
        self.each_side(act, run, |side| side.add(readers.weight[p]));
    }

    /// The sums that an act goes into.
    fn each_side(&mut self, act: Act, run: u32, change: impl Fn(&mut Side)) {
        match act {
            Act::None => {}
            Act::Yes => change(&mut self.count.yes),
            Act::No => change(&mut self.count.no),
            Act::Abstain => change(&mut self.count.abstain),
            Act::Judged => change(&mut self.pending),
            Act::Stands => {
                change(&mut self.objections);
                change(&mut self.groups[run as usize].objections);
            }
        }
    }
}

/// What the seats of one run did, by act: in one walk over them, so that single seats are looked at only where one may count.
#[derive(Clone, Copy, Debug)]
pub(in crate::world) struct Tally {
    /// Those who did it.
    sums: [Side; Act::ALL.len()],
    /// The heaviest of them.
    heaviest: [Option<(Weight, usize)>; Act::ALL.len()],
}

impl Tally {
    /// Of the readers in a range who are entitled, or were when they acted.
    fn of(standing: &Standing, range: Range<usize>) -> Tally {
        let weight = &standing.readers.weight;
        match standing.carried.is_empty() {
            true => Tally::count(&standing.readers, range, |p| Side { seats: 1, weight: weight[p] }),
            false => Tally::count(&standing.readers, range, |p| standing.carries(p)),
        }
    }

    #[inline]
    fn count(readers: &Readers, range: Range<usize>, carries: impl Fn(usize) -> Side) -> Tally {
        let mut tally = Tally { sums: [Side::default(); Act::ALL.len()], heaviest: [None; Act::ALL.len()] };
        // What is heavier than the heaviest so far: the first of equals is kept.
        let mut bars = [Weight(0); Act::ALL.len()];
        let seats = readers.act[range.clone()].iter().zip(&readers.marks[range.clone()]);
        for (p, (act, marks)) in range.zip(seats) {
            let (at, carried) = (*act as usize, carries(p));
            tally.sums[at] = tally.sums[at] + carried;
            if carried.weight >= bars[at] && marks.any(Marks::SEATED) {
                bars[at] = carried.weight + Weight(1);
                tally.heaviest[at] = Some((carried.weight, p));
            }
        }
        tally
    }

    /// Whether anybody did anything.
    fn acted(&self) -> bool {
        self.sums.iter().skip(1).any(|side| side.seats > 0)
    }
}

/// What a member can do in a stage, as far as the rule counts it. Whether an objection that others judge would stand is not for
/// its author to say, so it turns nothing.
fn acts(mechanism: &Mechanism) -> &'static [Act] {
    match (mechanism.asks(), mechanism.judge()) {
        (Asks::Nothing, _) => &[],
        (Asks::Ballot, _) => &[Act::None, Act::Yes, Act::No, Act::Abstain],
        (Asks::Consent, Judge::Nobody) => &[Act::None, Act::Yes, Act::Stands],
        (Asks::Consent, _) => &[Act::None, Act::Yes],
        (Asks::Objection, Judge::Nobody) => &[Act::None, Act::Stands],
        (Asks::Objection, _) => &[Act::None],
    }
}

/// What has been tried within a run of seats, by act: whoever weighs no more than somebody who turned nothing turns nothing, whoever
/// weighs no less than somebody who turned the stage turns it. No rule gives less weight more to say.
#[derive(Clone, Copy)]
struct Tried {
    /// Up to these weights, exclusive, nothing turns.
    nothing_below: [Weight; Act::ALL.len()],
    /// From these weights on something does.
    something_from: [Weight; Act::ALL.len()],
}

impl Tried {
    const NOTHING: Tried =
        Tried { nothing_below: [Weight(0); Act::ALL.len()], something_from: [Weight(u64::MAX); Act::ALL.len()] };

    /// Whether anybody may turn the stage, as far as the heaviest of each act tell.
    fn may_any_turn(&mut self, standing: &Standing, tally: &Tally, acts: &[Act], mut trial: impl FnMut(usize) -> bool) -> bool {
        let mut turns = |act: &Act| {
            let heaviest = tally.heaviest[*act as usize];
            heaviest.is_some_and(|(weight, p)| self.turns(*act, weight, || trial(p)))
        };
        !standing.carried.is_empty() || acts.iter().any(&mut turns)
    }

    /// Whether somebody turns nothing, as follows from earlier trials.
    #[inline]
    fn is_hopeless(&self, act: Act, weight: Weight) -> bool {
        weight < self.nothing_below[act as usize]
    }

    /// Whether somebody turns the stage, by trial if that does not follow from earlier ones.
    #[inline]
    fn turns(&mut self, act: Act, weight: Weight, trial: impl FnOnce() -> bool) -> bool {
        if self.is_hopeless(act, weight) {
            return false;
        }
        if weight >= self.something_from[act as usize] {
            return true;
        }
        let turns = trial();
        if turns {
            self.something_from[act as usize] = weight;
        } else {
            self.nothing_below[act as usize] = weight + Weight(1);
        }
        turns
    }
}

/// What does not change when somebody stays away.
#[derive(Clone, Copy)]
struct Frame<'s> {
    stage: &'s Stage,
    ending: Ending,
    elapsed: Ticks,
    usual_turnout: Ratio,
    setting: Setting,
}

impl Frame<'_> {
    /// Whether the stage would have ended otherwise, or not at all.
    fn differs(&self, standing: &Standing, without: &Without) -> bool {
        let facts = Facts {
            elapsed: self.elapsed,
            electorate: standing.electorate,
            count: without.count,
            objections: without.objections,
            pending: without.pending,
            groups: &without.groups,
            tabled: standing.tabled,
            usual_turnout: self.usual_turnout,
            memory: standing.memory,
            setting: self.setting,
        };
        let ending = match self.stage.mechanism.verdict(&facts) {
            Verdict::Pass => Some(Ending::Pass),
            Verdict::Block => Some(Ending::Block),
            Verdict::Lapse => Some(Ending::Lapse),
            Verdict::Open => None,
        };
        ending != Some(self.ending)
    }
}

impl World {
    /// Tells who was decisive in a stage that ends like this, then who could have been.
    pub(in crate::world) fn note_who_counted(&mut self, scenario: &Scenario, stage: &Stage, slot: Slot, ending: Ending) {
        let standing = &self.standings[slot.idx()];
        let Some(body) = self.seats.row(standing.row).body else { return };
        let frame = Frame {
            stage,
            ending,
            elapsed: self.now.since(standing.opened),
            usual_turnout: self.usual_turnout[self.turnout_row(standing)],
            setting: self.setting(standing),
        };
        self.tallies.clear();
        let row = self.seats.row(standing.row);
        self.tallies.extend(self.seats.runs(body).iter().map(|run| Tally::of(standing, run.up_to(row.seats))));
        self.note_decisive(scenario, &frame, slot);
        self.note_who_could_turn(&frame, slot, body);
    }

    /// Notes every party that some other act of its own would have turned the stage by.
    fn note_who_could_turn(&mut self, frame: &Frame, slot: Slot, body: BodyId) {
        let World { standings, seats, parties, events, without, tallies, .. } = self;
        let standing = &standings[slot.idx()];
        let (row, readers) = (seats.row(standing.row), &standing.readers);
        let acts = acts(&frame.stage.mechanism);
        for ((idx, run), tally) in (0..).zip(seats.runs(body)).zip(tallies) {
            let mut turns_by_another_act = |p: usize| {
                acts.iter().filter(|act| **act != readers.act[p]).any(|act| {
                    without.start(standing);
                    without.drop(standing, p, idx);
                    without.add(readers, p, idx, *act);
                    frame.differs(standing, without)
                })
            };
            let mut tried = Tried::NOTHING;
            if !tried.may_any_turn(standing, tally, &Act::ALL, &mut turns_by_another_act) {
                continue;
            }
            for p in run.up_to(row.seats) {
                let (act, weight) = (readers.act[p], standing.carries(p).weight);
                let may = || parties.active[p] && readers.marks[p].any(Marks::SEATED) && !standing.is_spoken_for(p);
                if !tried.is_hopeless(act, weight) && may() && tried.turns(act, weight, || turns_by_another_act(p)) {
                    events.push(Event::CouldTurn(
                        PartyId(u32::try_from(p).expect("parties are counted in u32")),
                        standing.proposal,
                    ));
                }
            }
        }
    }

    /// Tells for whom the stage would have ended otherwise if they had not acted: each member, each group, the adversary's
    /// insiders.
    fn note_decisive(&mut self, scenario: &Scenario, frame: &Frame, slot: Slot) {
        let World { standings, seats, parties, events, without, proposals, tallies, .. } = self;
        let standing = &standings[slot.idx()];
        let (proposal, readers) = (standing.proposal, &standing.readers);
        for (group, run) in (0..).map(GroupId).zip(&readers.run_of).filter(|(_, run)| **run != NO_RUN) {
            let tally = &tallies[*run as usize];
            if !tally.acted() {
                continue;
            }
            without.start(standing);
            Act::ALL.iter().for_each(|act| without.take(*act, tally.sums[*act as usize], *run));
            let mut together = frame.differs(standing, without).then_some(Event::GroupDecisive(group, proposal));
            let mut turns = |p: usize| {
                without.start(standing);
                without.drop(standing, p, *run);
                frame.differs(standing, without)
            };
            let mut tried = Tried::NOTHING;
            if tried.may_any_turn(standing, tally, &Act::ALL[1..], &mut turns) {
                for p in seats.of_group(scenario, group).filter(|p| readers.act[*p] != Act::None) {
                    if tried.turns(readers.act[p], standing.carries(p).weight, || turns(p)) {
                        events.push(Event::Decisive(PartyId(u32::try_from(p).expect("parties are counted in u32")), proposal));
                    }
                    events.extend(together.take());
                }
            }
            events.extend(together);
        }
        let was_bought = |p: &usize| parties.bought[*p] && readers.act[*p] != Act::None;
        if scenario.organisation.adversary.is_some() && (0..readers.act.len()).any(|p| was_bought(&p)) {
            without.start(standing);
            for p in (0..readers.act.len()).filter(was_bought) {
                without.drop(standing, p, readers.run_of[parties.group[p].idx()]);
            }
            if frame.differs(standing, without) {
                proposals.adversary_decisive[proposal.idx()] = true;
                events.push(Event::AdversaryDecisive(proposal));
            }
        }
    }
}
