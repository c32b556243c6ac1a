//! Who was decisive: would a stage have ended otherwise had somebody stayed away? And who could have turned it by any act of its
//! own? Same state, same dice, one step.

use super::World;
use super::readers::{Act, Marks, Readers};
use super::standing::{Slot, Standing};
use crate::event::Event;
use crate::rules::route::{Ending, Judge, Stage};
use crate::rules::{Asks, Count, Facts, GroupFacts, Mechanism, Setting, Side, Verdict};
use crate::scenario::Scenario;
use crate::units::{GroupId, PartyId, Ratio, Ticks, Weight};

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

    /// Without what the reader did.
    fn drop(&mut self, standing: &Standing, p: usize) {
        let (readers, carried) = (&standing.readers, standing.carries(p));
        self.each_side(readers.act[p], readers.run[p], |side| {
            side.seats -= carried.seats;
            side.weight -= carried.weight;
        });
    }

    /// As if the reader had done this besides.
    fn add(&mut self, readers: &Readers, p: usize, act: Act) {
        self.each_side(act, readers.run[p], |side| side.add(readers.weight[p]));
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
    nothing_below: [Weight; N_ACTS],
    /// From these weights on something does.
    something_from: [Weight; N_ACTS],
}

const N_ACTS: usize = 6;

impl Tried {
    const NOTHING: Tried = Tried { nothing_below: [Weight(0); N_ACTS], something_from: [Weight(u64::MAX); N_ACTS] };

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
    /// Notes every party that some other act of its own would have turned the stage by. Looks at every seat once, and asks the
    /// rule only where a heavier seat has not answered already.
    pub(in crate::world) fn note_who_could_turn(&mut self, stage: &Stage, slot: Slot, ending: Ending) {
        let usual_turnout = self.usual_turnout[self.turnout_row(&self.standings[slot.idx()])];
        let setting = self.setting(&self.standings[slot.idx()]);
        let World { standings, seats, parties, events, without, now, .. } = self;
        let standing = &standings[slot.idx()];
        let Some(body) = seats.row(standing.row).body else { return };
        let frame = Frame { stage, ending, elapsed: now.since(standing.opened), usual_turnout, setting };
        let (row, readers) = (seats.row(standing.row), &standing.readers);
        let acts = acts(&stage.mechanism);
        let mut turns_by_another_act = |p: usize| {
            acts.iter().filter(|act| **act != readers.act[p]).any(|act| {
                without.start(standing);
                without.drop(standing, p);
                without.add(readers, p, *act);
                frame.differs(standing, without)
            })
        };
        for run in seats.runs(body) {
            let mut tried = Tried::NOTHING;
            let range = run.up_to(row.seats);
            let seats = readers.act[range.clone()].iter().zip(&readers.weight[range.clone()]);
            for (p, (act, own)) in range.zip(seats) {
                let weight = if standing.carried.is_empty() { *own } else { standing.carries(p).weight };
                // Those who may not act are sorted out last: most members turn nothing.
                let may = || parties.active[p] && readers.marks[p].any(Marks::SEATED) && !standing.is_spoken_for(p);
                if !tried.is_hopeless(*act, weight) && may() && tried.turns(*act, weight, || turns_by_another_act(p)) {
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
    pub(in crate::world) fn note_decisive(&mut self, scenario: &Scenario, stage: &Stage, slot: Slot, ending: Ending) {
        let usual_turnout = self.usual_turnout[self.turnout_row(&self.standings[slot.idx()])];
        let setting = self.setting(&self.standings[slot.idx()]);
        let World { standings, seats, parties, events, without, now, proposals, .. } = self;
        let standing = &standings[slot.idx()];
        let elapsed = now.since(standing.opened);
        let frame = Frame { stage, ending, elapsed, usual_turnout, setting };
        let proposal = standing.proposal;
        let readers = &standing.readers;
        let mut differs_without = |dropped: &mut dyn Iterator<Item = usize>| {
            without.start(standing);
            dropped.filter(|p| readers.act[*p] != Act::None).for_each(|p| without.drop(standing, p));
            frame.differs(standing, without)
        };
        let mut group: Option<GroupId> = None;
        let (mut run, mut tried) = (0, Tried::NOTHING);
        let mut n_bought = 0;
        for p in (0..readers.act.len()).filter(|p| readers.act[*p] != Act::None) {
            if std::mem::replace(&mut run, readers.run[p]) != readers.run[p] {
                tried = Tried::NOTHING;
            }
            if tried.turns(readers.act[p], standing.carries(p).weight, || differs_without(&mut std::iter::once(p))) {
                events.push(Event::Decisive(PartyId(u32::try_from(p).expect("parties are counted in u32")), proposal));
            }
            n_bought += u32::from(parties.bought[p]);
            let own = parties.group[p];
            if group != Some(own) {
                group = Some(own);
                if differs_without(&mut seats.of_group(scenario, own)) {
                    events.push(Event::GroupDecisive(own, proposal));
                }
            }
        }
        if n_bought > 0 && differs_without(&mut (0..readers.act.len()).filter(|p| parties.bought[*p])) {
            proposals.adversary_decisive[proposal.idx()] = true;
            events.push(Event::AdversaryDecisive(proposal));
        }
    }
}
