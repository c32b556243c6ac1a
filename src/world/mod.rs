//! The state of a run, in columns. Only this module writes them; everybody else reads slices.
//!
//! ```text
//!  parties   who            proposals  every proposal ever submitted     desk      what each party still has to read
//!  seats     who decides    standings  where each open one stands        teams     what each cell works on
//!  treasury  whose money    hall       meetings, objections, openings    space     course and purpose
//! ```
//!
//! Readers outside get `&World`; agents get a [`View`], which hides the truth.

mod apply;
mod build;
mod calendar;
mod capture;
mod check;
mod columns;
mod desk;
mod fate;
mod hats;
mod ideals;
mod juries;
mod leaving;
mod leverage;
mod meet;
mod mood;
mod offices;
mod panel;
mod parties;
mod pivotal;
mod proposals;
mod protest;
mod queues;
mod readers;
mod reading;
mod representation;
mod reputation;
mod rounds;
mod rulings;
mod schemes;
mod seats;
mod second_look;
mod stages;
mod stakes;
mod standing;
mod submit;
mod teams;
mod treasury;
mod view;
mod walks;

pub use apply::Intent;
pub(crate) use build::share_submitted;
pub use capture::Means;
pub use check::Broken;
pub use desk::Desk;
pub use ideals::Ideals;
pub use leaving::Notice;
pub use leverage::Lean;
pub use mood::{Mood, Reason};
pub use parties::{Judging, Parties};
pub use proposals::Proposals;
pub use rulings::{Hearing, Objection};
pub use seats::{Row, Seats};
pub use stakes::Stakes;
pub use standing::{Slot, Standing};
pub use submit::Idea;
pub use teams::Team;
pub use treasury::{Funder, Treasury};
pub use view::{Crowd, Evidence, Matter, Sight, Temper, View};

use crate::dice::Dice;
use crate::event::Event;
use crate::rules::dual_governance::machine::Machine;
use crate::rules::tally::moloch::Pipeline;
use crate::units::{BodyId, KindId, Money, PartyId, Point, ProposalId, Ratio, StageId, Tick};

/// Everything that changes in a run.
pub struct World {
    pub(in crate::world) replicate: u64,
    pub(in crate::world) dice: Dice,
    pub(in crate::world) now: Tick,
    pub(in crate::world) course: Point,
    pub(in crate::world) purpose: Point,
    pub(in crate::world) mean_stake: f64,
    pub(in crate::world) parties: Parties,
    pub(in crate::world) ideals: Ideals,
    pub(in crate::world) trust: Vec<f64>,
    pub(in crate::world) seats: Seats,
    pub(in crate::world) desk: Desk,
    pub(in crate::world) proposals: Proposals,
    pub(in crate::world) standings: Vec<Standing>,
    pub(in crate::world) free_slots: Vec<Slot>,
    pub(in crate::world) open: Vec<Slot>,
    pub(in crate::world) openings: Vec<Opening>,
    pub(in crate::world) accepted: Vec<ProposalId>,
    pub(in crate::world) leaving: Vec<Slot>,
    pub(in crate::world) objections: Vec<Objection>,
    pub(in crate::world) hearings: Vec<Hearing>,
    pub(in crate::world) judges: Vec<PartyId>,
    pub(in crate::world) usual_turnout: Vec<Ratio>,
    pub(in crate::world) arrivals: Vec<submit::Arrivals>,
    pub(in crate::world) idea_dice: Vec<submit::IdeaDice>,
    pub(in crate::world) teams: Vec<Team>,
    pub(in crate::world) treasury: Treasury,
    pub(in crate::world) lean: Lean,
    pub(in crate::world) dependency: Vec<f64>,
    pub(in crate::world) contagion: f64,
    pub(in crate::world) stirred: bool,
    pub(in crate::world) notices: Vec<Notice>,
    pub(in crate::world) going: Vec<Notice>,
    pub(in crate::world) claims: Vec<Money>,
    pub(in crate::world) voices: Vec<mood::Voice>,
    pub(in crate::world) without: pivotal::Without,
    pub(in crate::world) tallies: Vec<pivotal::Tally>,
    pub(in crate::world) watch: capture::Watch,
    pub(in crate::world) hidden: Vec<schemes::Hidden>,
    pub(in crate::world) schemes: u32,
    pub(in crate::world) hall: meet::Hall,
    pub(in crate::world) fresh: Vec<(PartyId, Slot)>,
    pub(in crate::world) events: Vec<Event>,
    pub(in crate::world) n_decided: usize,
    pub(in crate::world) n_active: u32,
    pub(in crate::world) pairs: u64,
    pub(in crate::world) kind_of_source: Vec<KindId>,
    pub(in crate::world) body_of_source: Vec<BodyId>,
    pub(in crate::world) walks: walks::Walks,
    pub(in crate::world) offices: offices::Offices,
    pub(in crate::world) trusted: representation::Trusted,
    pub(in crate::world) panel: panel::Panel,
    pub(in crate::world) pipelines: Vec<Pipeline>,
    pub(in crate::world) protest: Option<Machine>,
    pub(in crate::world) rage_quit_ends: Tick,
    pub(in crate::world) fork_closes: Option<Tick>,
    pub(in crate::world) in_force: Vec<hats::InForce>,
    pub(in crate::world) rounds: rounds::Rounds,
    pub(in crate::world) stakes: Stakes,
}

/// A proposal that enters a stage on a coming morning.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    at: Tick,
    proposal: ProposalId,
    stage: StageId,
    /// Whether it has been given its period, where the stage lets one in for each.
    paced: bool,
}

impl World {
    /// The number of this replicate.
    pub fn replicate(&self) -> u64 {
        self.replicate
    }

    /// The tick that runs now; between two steps, the next one.
    pub fn now(&self) -> Tick {
        self.now
    }

    /// What the organisation is doing, a point in issue space.
    pub fn course(&self) -> &Point {
        &self.course
    }

    /// What its constituents need, a point in issue space.
    pub fn purpose(&self) -> &Point {
        &self.purpose
    }

    /// Parties by [`crate::units::PartyId`].
    pub fn parties(&self) -> &Parties {
        &self.parties
    }

    /// What parties want the course to be.
    pub fn ideals(&self) -> &Ideals {
        &self.ideals
    }

    /// Merit that each group expects of a proposal that it has not read, by [`crate::units::GroupId`].
    pub fn trust(&self) -> &[f64] {
        &self.trust
    }

    /// Who sits where, with what weight.
    pub fn seats(&self) -> &Seats {
        &self.seats
    }

    /// Everything submitted so far, by [`ProposalId`].
    pub fn proposals(&self) -> &Proposals {
        &self.proposals
    }

    /// The kind of decision that a proposal asks for.
    pub fn kind_of(&self, proposal: ProposalId) -> KindId {
        self.kind_of_source[self.proposals.source[proposal.idx()].idx()]
    }

    /// The body of the cell or stream that a proposal comes from.
    pub fn own_body_of(&self, proposal: ProposalId) -> BodyId {
        self.body_of_source[self.proposals.source[proposal.idx()].idx()]
    }

    /// Where each open proposal stands, in no particular order.
    pub fn standings(&self) -> impl Iterator<Item = &Standing> {
        self.open.iter().map(|slot| &self.standings[slot.idx()])
    }

    /// Proposals in their route.
    pub fn n_open(&self) -> usize {
        self.open.len()
    }

    /// Pairs of a party that is there and an open proposal, summed over the days so far: the work that there was to do.
    pub fn pairs(&self) -> u64 {
        self.pairs
    }

    /// Cells by [`crate::units::CellId`].
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// The money.
    pub fn treasury(&self) -> &Treasury {
        &self.treasury
    }

    /// What is staked.
    pub fn stakes(&self) -> &Stakes {
        &self.stakes
    }

    /// How much would be lost if a funder left, by row of [`Treasury::funders`], 0 to 1: on every day where somebody leans towards
    /// funders, else on reporting dates.
    pub fn dependency(&self) -> &[f64] {
        &self.dependency
    }

    /// What happened in the current tick so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Who finished reading what today, and may act.
    pub(crate) fn fresh(&self) -> &[(PartyId, Slot)] {
        &self.fresh
    }

    /// Starts a tick: forgets the last one's events. The first tick has those of the elections before it.
    pub(crate) fn begin_tick(&mut self) {
        if self.now.0 > 0 {
            self.events.clear();
        }
        self.fresh.clear();
    }

    /// Ends a tick.
    pub(crate) fn end_tick(&mut self) {
        self.pairs += u64::from(self.n_active) * self.open.len() as u64;
        self.now.0 += 1;
    }
}
