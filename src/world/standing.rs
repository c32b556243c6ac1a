//! Where an open proposal stands: its stage, the ballots so far, and who has read it.

use super::readers::{Marks, Readers};
use crate::rules::dispute::claim::Claim;
use crate::rules::{Count, GroupFacts, Memory, Side};
use crate::units::{PartyId, ProposalId, StageId, Tick, Ticks};

/// The place of an open proposal in the tables of open proposals. Slots are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub u32);

impl Slot {
    /// Its row.
    pub fn idx(self) -> usize {
        self.0 as usize
    }
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
    /// The latest that it may close, if what extends it comes about.
    pub(in crate::world) latest: Tick,
    /// The morning from which on nobody reads for the stage; [`Tick::NEVER`] while they do.
    pub(in crate::world) stopped: Tick,
    pub(in crate::world) touched: bool,
    pub(in crate::world) tabled: bool,
    /// Whether it would take the place of what is in force.
    pub(in crate::world) for_hat: bool,
    /// Whether its round has chosen it; `None` before the round ends.
    pub(in crate::world) chosen: Option<bool>,
    /// Appeals so far in this stage.
    pub(in crate::world) round: u8,
    /// Whether it comes to the same stage by an appeal.
    pub(in crate::world) appealed: bool,
    /// What is staked on it.
    pub(in crate::world) claim: Claim,
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
    pub(in crate::world) readers: Readers,
    /// By party, where silent seats are represented; else empty.
    pub(in crate::world) carried: Vec<Carried>,
}

impl Standing {
    /// A slot that nobody stands in, for this many parties in this many groups.
    pub(in crate::world) fn empty(n_parties: usize, n_groups: usize) -> Standing {
        Standing {
            proposal: ProposalId(0),
            stage: StageId(0),
            row: 0,
            live: false,
            opened: Tick(0),
            closes: Tick::NEVER,
            latest: Tick::NEVER,
            stopped: Tick(0),
            touched: false,
            tabled: false,
            for_hat: false,
            chosen: None,
            round: 0,
            appealed: false,
            claim: Claim::default(),
            memory: Memory::default(),
            only_no_from: Tick::NEVER,
            salience: 1.0,
            electorate: Side::default(),
            count: Count::default(),
            objections: Side::default(),
            pending: Side::default(),
            groups: Vec::with_capacity(8),
            readers: Readers::of(n_parties, n_groups),
            carried: Vec::new(),
        }
    }

    /// Whether a party is entitled in the stage that was last open to its body.
    pub(in crate::world) fn seats(&self, party: PartyId) -> bool {
        self.readers.has(party, Marks::SEATED)
    }

    /// Whether a party is silent and another speaks for it.
    pub(in crate::world) fn is_spoken_for(&self, p: usize) -> bool {
        self.carried.get(p).is_some_and(|carried| carried.spoken_for)
    }

    /// What the party's act counts for: its own seat, and those that it speaks for.
    pub(in crate::world) fn carries(&self, p: usize) -> Side {
        match self.carried.get(p) {
            Some(carried) if carried.side.seats > 0 => carried.side,
            Some(_) | None => Side { seats: 1, weight: self.readers.weight[p] },
        }
    }

    /// Days of reading that the stage has had on the morning of `day`.
    pub(in crate::world) fn had(&self, day: Tick) -> Ticks {
        day.min(self.stopped).since(self.opened)
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
