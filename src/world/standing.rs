//! Where an open proposal stands: its stage, the ballots so far, and who has read it.

use super::desk::{Desk, Paper};
use crate::rules::{Count, GroupFacts, Memory, Side};
use crate::units::{PartyId, ProposalId, StageId, Tick, Weight};

/// The place of an open proposal in the tables of open proposals. Slots are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub u32);

impl Slot {
    /// Its row.
    pub fn idx(self) -> usize {
        self.0 as usize
    }
}

/// What a reader has done about a proposal. Large bodies have thousands for each open one, so it is kept small.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::world) struct Reader {
    /// Attention still needed, items; while `queued`, what the desk has to be told. Meaningless until `drawn`.
    pub need: f64,
    /// Whether it lies unread on the reader's desk.
    pub queued: bool,
    /// Whether `need` has been drawn.
    pub drawn: bool,
    /// Whether it has been read: what was read in one stage stays read.
    pub read: bool,
    /// Whether the reader was entitled in the stage that was last open to its body.
    pub seated: bool,
    /// Whether the reader is in the present electorate and may still act.
    pub may_act: bool,
    /// Whether the reader has voted for it in any stage.
    pub approved: bool,
    /// Whether the reader objected in the stage that last asked it.
    pub objected: bool,
    /// What it did in the present stage.
    pub act: Act,
    /// Its run of seats in the body of the present stage.
    pub run: u32,
    /// Its weight when the present stage opened: what is bought or lost later counts from the next stage on.
    pub weight: Weight,
    /// How it misjudges the proposal, a uniform number; 0 if that has not been drawn yet.
    pub luck: f64,
}

impl Reader {
    /// Puts the item on the reader's desk.
    pub fn put_on(&mut self, desk: &mut Desk, party: PartyId, paper: Paper) {
        self.need = desk.put(party, self.need, paper);
        self.queued = true;
    }

    /// Takes the item off the reader's desk, if it lies there, and remembers how much of it is still unread.
    pub fn take_off(&mut self, desk: &mut Desk, party: PartyId, slot: Slot, salience: f64) {
        if std::mem::take(&mut self.queued) {
            self.need = desk.take(party, slot, self.need, salience).expect("what is queued lies on the desk");
        }
    }
}

/// What a member did in a stage, as far as the rule counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::world) enum Act {
    /// Nothing that counts.
    #[default]
    None,
    /// Voted in favour.
    Yes,
    /// Voted against.
    No,
    /// Abstained.
    Abstain,
    /// Objected, and the grounds are being judged.
    Judged,
    /// Objected, and the objection stands.
    Stands,
}

/// What a ballot carries besides its own seat, and whether somebody else's ballot carries this one.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::world) struct Carried {
    /// With its own.
    pub side: Side,
    /// Whether it is silent and another speaks for it.
    pub spoken_for: bool,
}

/// An open proposal.
#[derive(Clone, Debug)]
pub struct Standing {
    pub(in crate::world) proposal: ProposalId,
    pub(in crate::world) stage: StageId,
    pub(in crate::world) row: usize,
    pub(in crate::world) live: bool,
    pub(in crate::world) opened: Tick,
    pub(in crate::world) closes: Tick,
    pub(in crate::world) shut: bool,
    pub(in crate::world) touched: bool,
    pub(in crate::world) tabled: bool,
    /// Whether it would take the place of what is in force.
    pub(in crate::world) for_hat: bool,
    /// What the rule noted on the evenings before.
    pub(in crate::world) memory: Memory,
    /// From when on only ballots against are taken.
    pub(in crate::world) only_no_from: Tick,
    /// How conspicuous it is on a desk: 1 until somebody objects.
    pub(in crate::world) salience: f64,
    pub(in crate::world) electorate: Side,
    pub(in crate::world) count: Count,
    pub(in crate::world) objections: Side,
    pub(in crate::world) pending: Side,
    pub(in crate::world) groups: Vec<GroupFacts>,
    pub(in crate::world) readers: Vec<Reader>,
    /// By party, where silent seats are represented; else empty.
    pub(in crate::world) carried: Vec<Carried>,
}

impl Standing {
    /// A slot that nobody stands in, for this many parties.
    pub(in crate::world) fn empty(n_parties: usize) -> Standing {
        Standing {
            proposal: ProposalId(0),
            stage: StageId(0),
            row: 0,
            live: false,
            opened: Tick(0),
            closes: Tick::NEVER,
            shut: false,
            touched: false,
            tabled: false,
            for_hat: false,
            memory: Memory::default(),
            only_no_from: Tick::NEVER,
            salience: 1.0,
            electorate: Side::default(),
            count: Count::default(),
            objections: Side::default(),
            pending: Side::default(),
            groups: Vec::with_capacity(8),
            readers: vec![Reader::default(); n_parties],
            carried: Vec::new(),
        }
    }

    /// A party's place.
    pub(in crate::world) fn reader(&self, party: PartyId) -> &Reader {
        &self.readers[party.idx()]
    }

    /// What the party's act counts for: its own seat, and those that it speaks for.
    pub(in crate::world) fn carries(&self, p: usize) -> Side {
        match self.carried.get(p) {
            Some(carried) if carried.side.seats > 0 => carried.side,
            Some(_) | None => Side { seats: 1, weight: self.readers[p].weight },
        }
    }

    /// The proposal.
    pub fn proposal(&self) -> ProposalId {
        self.proposal
    }

    /// Its stage; meaningful while [`Standing::is_live`].
    pub fn stage(&self) -> StageId {
        self.stage
    }

    /// Whether a stage is open; not between stages, nor while the proposer revises.
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Ballots so far in this stage.
    pub fn count(&self) -> &Count {
        &self.count
    }

    /// Objections that stand, in this stage.
    pub fn objections(&self) -> Side {
        self.objections
    }

    /// Everybody entitled in this stage.
    pub fn electorate(&self) -> Side {
        self.electorate
    }
}
