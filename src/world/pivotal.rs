//! Who was decisive: would a stage have ended otherwise had somebody stayed away? And who could have turned it by any act of its
//! own? Same state, same dice, one step.

use super::World;
use super::standing::{Act, Reader, Slot, Standing};
use crate::event::Event;
use crate::rules::route::{Ending, Judge, Stage};
use crate::rules::{Asks, Count, Facts, GroupFacts, Mechanism, Setting, Side, Verdict};
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
        let (reader, carried) = (&standing.readers[p], standing.carries(p));
        self.each_side(reader.act, reader.run, |side| {
            side.seats -= carried.seats;
            side.weight -= carried.weight;
        });
    }

    /// As if the reader had done this besides.
    fn add(&mut self, reader: &Reader, act: Act) {
        self.each_side(act, reader.run, |side| side.add(reader.weight));
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

/// Weights up to which changing one act for another turned nothing in a stage, within a run of seats. Whoever weighs less need not
/// be tried: no rule gives less weight more to say.
#[derive(Default)]
struct Hopeless {
    run: u32,
    weights: [[Option<Weight>; N_ACTS]; N_ACTS],
}

const N_ACTS: usize = 6;

impl Hopeless {
    fn place(&mut self, reader: &Reader, act: Act) -> &mut Option<Weight> {
        if self.run != reader.run {
            *self = Hopeless { run: reader.run, ..Hopeless::default() };
        }
        &mut self.weights[reader.act as usize][act as usize]
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
        let mut hopeless = Hopeless::default();
        let entitled = seats.members(body).filter(|party| {
            let spoken_for =
                standing.reader(*party).act == Act::None && standing.carried.get(party.idx()).is_some_and(|own| own.spoken_for);
            parties.active[party.idx()] && standing.reader(*party).seated && !spoken_for
        });
        for party in entitled {
            let reader = &standing.readers[party.idx()];
            let turns = acts(&stage.mechanism).iter().filter(|act| **act != reader.act).any(|act| {
                let tried = hopeless.place(reader, *act);
                if tried.is_some_and(|weight| reader.weight <= weight) {
                    return false;
                }
                without.start(standing);
                without.drop(standing, party.idx());
                without.add(reader, *act);
                let turns = frame.differs(standing, without);
                if !turns {
                    *tried = Some(reader.weight);
                }
                turns
            });
            if turns {
                events.push(Event::CouldTurn(party, standing.proposal));
            }
        }
    }

    /// Notes every party, every group acting as one, and the adversary's insiders together, without whom the stage would have
    /// ended otherwise. Costs what happened: only those who acted are looked at.
    pub(in crate::world) fn note_decisive(&mut self, stage: &Stage, slot: Slot, ending: Ending) {
        let usual_turnout = self.usual_turnout[self.turnout_row(&self.standings[slot.idx()])];
        let setting = self.setting(&self.standings[slot.idx()]);
        let World { standings, parties, events, without, now, proposals, .. } = self;
        let standing = &standings[slot.idx()];
        let elapsed = now.since(standing.opened);
        let frame = Frame { stage, ending, elapsed, usual_turnout, setting };
        let proposal = standing.proposal;
        let mut group: Option<GroupId> = None;
        let mut n_bought = 0;
        let acted = standing.readers.iter().enumerate().filter(|(_, reader)| reader.act != Act::None);
        for (p, _) in acted.clone() {
            without.start(standing);
            without.drop(standing, p);
            if frame.differs(standing, without) {
                events.push(Event::Decisive(PartyId(u32::try_from(p).expect("parties are counted in u32")), proposal));
            }
            n_bought += u32::from(parties.bought[p]);
            let own = parties.group[p];
            if group != Some(own) {
                group = Some(own);
                without.start(standing);
                acted.clone().filter(|(q, _)| parties.group[*q] == own).for_each(|(q, _)| without.drop(standing, q));
                if frame.differs(standing, without) {
                    events.push(Event::GroupDecisive(own, proposal));
                }
            }
        }
        if n_bought > 0 {
            without.start(standing);
            acted.filter(|(p, _)| parties.bought[*p]).for_each(|(p, _)| without.drop(standing, p));
            if frame.differs(standing, without) {
                proposals.adversary_decisive[proposal.idx()] = true;
                events.push(Event::AdversaryDecisive(proposal));
            }
        }
    }
}
