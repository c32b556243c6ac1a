//! What has happened to a proposal in the stage that it is in: enough to say why the stage ended as it did.

use crate::event::{Choice, Event};
use crate::units::{GroupId, PartyId, ProposalId, StageId, Tick};

/// One proposal in one stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// The stage; `None` before the first.
    pub stage: Option<StageId>,
    /// When it opened.
    pub opened: Tick,
    /// Ballots in favour; in a consent round, of those who see nothing in the way.
    pub yes: u32,
    /// Ballots against.
    pub no: u32,
    /// Ballots without a side.
    pub abstain: u32,
    /// Objections.
    pub objections: u32,
    /// Objections that stand.
    pub upheld: u32,
    /// Objections that were struck.
    pub struck: u32,
    /// Seats that took part when it ended; where silence is an answer, that had read it.
    pub took_part: u32,
    /// Seats entitled when it ended.
    pub entitled: u32,
    /// Parties without whom it would have ended otherwise.
    pub decisive: Vec<PartyId>,
    /// Groups without which it would have ended otherwise.
    pub groups: Vec<GroupId>,
    /// Whether it would have ended otherwise without the adversary's insiders.
    pub adversary: bool,
}

/// The tallies of a run, by proposal.
#[derive(Clone, Debug, Default)]
pub struct Tallies(Vec<Tally>);

impl Tallies {
    /// The tally of a proposal's present stage, or of its last.
    pub fn of(&self, proposal: ProposalId) -> &Tally {
        &self.0[proposal.idx()]
    }

    /// Takes in an event. Events come in their order, from the first of the run.
    pub fn see(&mut self, now: Tick, event: &Event) {
        match *event {
            Event::Submitted(_) => self.0.push(Tally::default()),
            Event::StageOpened(p, stage) => {
                self.0[p.idx()] = Tally { stage: Some(stage), opened: now, ..Tally::default() };
            }
            Event::Voted(_, p, choice) => {
                let tally = &mut self.0[p.idx()];
                match choice {
                    Choice::Yes => tally.yes += 1,
                    Choice::No => tally.no += 1,
                    Choice::Abstain => tally.abstain += 1,
                }
            }
            Event::Objected(_, p, _) => self.0[p.idx()].objections += 1,
            Event::Judged(_, p, upheld, _) => {
                let tally = &mut self.0[p.idx()];
                tally.upheld += u32::from(upheld);
                tally.struck += u32::from(!upheld);
            }
            Event::Decisive(party, p) => self.0[p.idx()].decisive.push(party),
            Event::GroupDecisive(group, p) => self.0[p.idx()].groups.push(group),
            Event::AdversaryDecisive(p) => self.0[p.idx()].adversary = true,
            Event::TookPart(p, part, entitled) => {
                let tally = &mut self.0[p.idx()];
                (tally.took_part, tally.entitled) = (part, entitled);
            }
            Event::KeptBack(_)
            | Event::Read(..)
            | Event::Met(..)
            | Event::Tabled(..)
            | Event::StageEnded(..)
            | Event::Escalated(..)
            | Event::Revised(_)
            | Event::Decided(..)
            | Event::Completed(..)
            | Event::Diverted(..)
            | Event::Discovered(_)
            | Event::GaveNotice(..)
            | Event::TookBack(_)
            | Event::Left(..)
            | Event::Skipped(_)
            | Event::Bought(_)
            | Event::Captured(_)
            | Event::CouldTurn(..)
            | Event::Drawn(..)
            | Event::Elected(..)
            | Event::Recalled(_)
            | Event::Protest(_)
            | Event::Staked(..)
            | Event::PaidBack(..) => {}
        }
    }
}
