//! Everything that can happen, as one closed enum. The events of a tick, in order, are the trace; metrics read them.
//!
//! Append only. An event says what happened, never what it means: a metric decides that.

use crate::rules::dual_governance::machine::State;
use crate::rules::optimistic::Ground;
use crate::rules::route::Ending;
use crate::units::{BodyId, CellId, GroupId, Money, PartyId, ProposalId, SourceId, StageId};
use crate::world::{Means, Reason};

/// How a ballot was cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// In favour; in a consent round: no objection.
    Yes,
    /// Against.
    No,
    /// Took part without taking a side.
    Abstain,
}

/// How a proposal left its route for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted and carried out.
    Executed,
    /// Accepted, but there was no money for it.
    Unfunded,
    /// Stopped by somebody.
    Rejected,
    /// Stopped by nobody.
    Lapsed,
    /// Given up by its proposer when no revision was left.
    Withdrawn,
}

/// Something that happened in a tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// Somebody had an idea and kept it back.
    KeptBack(SourceId),
    /// A proposal entered its route.
    Submitted(ProposalId),
    /// A stage opened for it.
    StageOpened(ProposalId, StageId),
    /// A party read it: at its desk, at a meeting, or in order to judge.
    Read(PartyId, ProposalId),
    /// A body met: members present, and whether they were enough.
    Met(BodyId, u32, bool),
    /// A meeting dealt with it: members present who had a say.
    Tabled(BodyId, ProposalId, u32),
    /// A member cast a ballot.
    Voted(PartyId, ProposalId, Choice),
    /// A member objected.
    Objected(PartyId, ProposalId, Ground),
    /// Judges ruled on an objection: upheld or struck, and how many judges spoke.
    Judged(PartyId, ProposalId, bool, u32),
    /// A stage ended.
    StageEnded(ProposalId, StageId, Ending),
    /// It was passed up to another stage.
    Escalated(ProposalId, StageId),
    /// It went back to its proposer.
    Revised(ProposalId),
    /// It left its route.
    Decided(ProposalId, Outcome),
    /// The work on it was done.
    Completed(ProposalId, CellId),
    /// Money was diverted from it.
    Diverted(ProposalId, Money),
    /// Somebody noticed that money had been diverted from it.
    Discovered(ProposalId),
    /// A stage would have ended otherwise without this party.
    Decisive(PartyId, ProposalId),
    /// A stage would have ended otherwise without this group.
    GroupDecisive(GroupId, ProposalId),
    /// A stage would have ended otherwise without the adversary's insiders.
    AdversaryDecisive(ProposalId),
    /// A party gave notice, and what weighed most.
    GaveNotice(PartyId, Reason),
    /// A party took its notice back.
    TookBack(PartyId),
    /// A party left, why, and with how much money.
    Left(PartyId, Reason, Money),
    /// A funder kept its tranche.
    Skipped(PartyId),
    /// The adversary spent money on itself: votes bought, what they cost.
    Bought(Money),
    /// A condition of capture came true.
    Captured(Means),
    /// A stage ended: seats that took part (in an optimistic stage: that read), and seats entitled.
    TookPart(ProposalId, u32, u32),
    /// A stage would have ended otherwise had this party done something else: another ballot, an objection, staying away.
    CouldTurn(PartyId, ProposalId),
    /// A party was drawn for the panel that decides on it.
    Drawn(PartyId, ProposalId),
    /// A party was elected to a seat in a body.
    Elected(PartyId, BodyId),
    /// Those who elect a body recalled its holders.
    Recalled(BodyId),
    /// A protest began, grew, faded or ended: where it stands now.
    Protest(State),
    /// A party staked money on a proposal.
    Staked(PartyId, ProposalId, Money),
    /// A party was paid what it had staked on a proposal, or what others had staked and lost.
    PaidBack(PartyId, ProposalId, Money),
}
