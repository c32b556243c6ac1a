//! Who was decisive: would a stage have ended otherwise had somebody stayed away? Same state, same dice, one step.

use super::World;
use super::standing::{Act, Reader, Slot, Standing};
use crate::event::Event;
use crate::rules::route::{Ending, Stage};
use crate::rules::{Count, Facts, GroupFacts, Side, Verdict};
use crate::units::{GroupId, PartyId, Ratio, Ticks};

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

    fn drop(&mut self, reader: &Reader) {
        let less = |side: &mut Side| {
            side.seats -= 1;
            side.weight -= reader.weight;
        };
        match reader.act {
            Act::None => {}
            Act::Yes => less(&mut self.count.yes),
            Act::No => less(&mut self.count.no),
            Act::Abstain => less(&mut self.count.abstain),
            Act::Judged => less(&mut self.pending),
            Act::Stands => {
                less(&mut self.objections);
                less(&mut self.groups[reader.run as usize].objections);
            }
        }
    }
}

/// What does not change when somebody stays away.
#[derive(Clone, Copy)]
struct Frame<'s> {
    stage: &'s Stage,
    ending: Ending,
    elapsed: Ticks,
    usual_turnout: Ratio,
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
    /// Notes every party, every group acting as one, and the adversary's insiders together, without whom the stage would have
    /// ended otherwise. Costs what happened: only those who acted are looked at.
    pub(in crate::world) fn note_decisive(&mut self, stage: &Stage, slot: Slot, ending: Ending) {
        let usual_turnout = self.usual_turnout[self.turnout_row(&self.standings[slot.idx()])];
        let World { standings, parties, events, without, now, proposals, .. } = self;
        let standing = &standings[slot.idx()];
        let elapsed = now.since(standing.opened);
        let frame = Frame { stage, ending, elapsed, usual_turnout };
        let proposal = standing.proposal;
        let mut group: Option<GroupId> = None;
        let mut n_bought = 0;
        let acted = standing.readers.iter().enumerate().filter(|(_, reader)| reader.act != Act::None);
        for (p, reader) in acted.clone() {
            without.start(standing);
            without.drop(reader);
            if frame.differs(standing, without) {
                events.push(Event::Decisive(PartyId(u32::try_from(p).expect("parties are counted in u32")), proposal));
            }
            n_bought += u32::from(parties.bought[p]);
            let own = parties.group[p];
            if group != Some(own) {
                group = Some(own);
                without.start(standing);
                acted.clone().filter(|(q, _)| parties.group[*q] == own).for_each(|(_, reader)| without.drop(reader));
                if frame.differs(standing, without) {
                    events.push(Event::GroupDecisive(own, proposal));
                }
            }
        }
        if n_bought > 0 {
            without.start(standing);
            acted.filter(|(p, _)| parties.bought[*p]).for_each(|(_, reader)| without.drop(reader));
            if frame.differs(standing, without) {
                proposals.adversary_decisive[proposal.idx()] = true;
                events.push(Event::AdversaryDecisive(proposal));
            }
        }
    }
}
