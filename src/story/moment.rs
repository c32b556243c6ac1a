//! The events of a day, gathered: those about one proposal belong together, and where many do the same it is said once.
//!
//! ```text
//!   Read(a, p) Read(b, p) Objected(a, p) Read(c, q)   ->   p: [Read by a, b] [Objected a]   q: [Read by c]
//! ```
//!
//! Nothing is gathered across the opening or the end of a stage, so that a strand is told in the order in which it happened.

use super::tally::{Tallies, Tally};
use crate::event::Event;
use crate::units::{PartyId, ProposalId, Tick};

/// Something that happened, and who did the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The first of the like events.
    pub event: Event,
    /// Who they are about, in order; empty for events that are about no party.
    pub parties: Vec<PartyId>,
    /// How many there were.
    pub times: u32,
    /// What had happened in the stage by then; empty for events that are about no proposal.
    pub tally: Tally,
}

/// What happened to one proposal in a day, or to the organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    /// The proposal; `None` for what is about none.
    pub about: Option<ProposalId>,
    /// In order.
    pub moments: Vec<Moment>,
}

/// The strands of a day, in the order in which they begin. The tallies take in the events.
pub fn strands(now: Tick, events: &[Event], tallies: &mut Tallies) -> Vec<Strand> {
    let mut strands: Vec<Strand> = Vec::new();
    for event in events {
        tallies.see(now, event);
        let about = proposal(event);
        let at = strands.iter().position(|strand| strand.about == about).unwrap_or_else(|| {
            strands.push(Strand { about, moments: Vec::new() });
            strands.len() - 1
        });
        let tally = about.map(|proposal| tallies.of(proposal).clone());
        gather(&mut strands[at].moments, event, tally.unwrap_or_default());
    }
    strands
}

/// Puts an event with the like ones since a stage last opened or ended.
fn gather(moments: &mut Vec<Moment>, event: &Event, tally: Tally) {
    let recent = moments.iter_mut().rev().take_while(|moment| !is_turn(&moment.event));
    let like = { recent }.find(|moment| alike(&moment.event, event));
    if let Some(moment) = like {
        moment.parties.extend(party(event));
        moment.times += 1;
    } else {
        moments.push(Moment { event: *event, parties: party(event).into_iter().collect(), times: 1, tally });
    }
}

/// Whether a stage opens or ends.
fn is_turn(event: &Event) -> bool {
    matches!(event, Event::StageOpened(..) | Event::StageEnded(..))
}

/// Whether two events differ only in who they are about.
fn alike(a: &Event, b: &Event) -> bool {
    match (a, b) {
        (Event::KeptBack(a), Event::KeptBack(b)) => a == b,
        (Event::Read(_, a), Event::Read(_, b)) | (Event::Decisive(_, a), Event::Decisive(_, b)) => a == b,
        (Event::CouldTurn(_, a), Event::CouldTurn(_, b)) | (Event::Drawn(_, a), Event::Drawn(_, b)) => a == b,
        (Event::Elected(_, a), Event::Elected(_, b)) => a == b,
        (Event::Voted(_, a, one), Event::Voted(_, b, other)) => (a, one) == (b, other),
        (Event::Objected(_, a, one), Event::Objected(_, b, other)) => (a, one) == (b, other),
        (Event::Judged(_, a, one, n), Event::Judged(_, b, other, m)) => (a, one, n) == (b, other, m),
        (Event::GroupDecisive(_, a), Event::GroupDecisive(_, b)) => a == b,
        (Event::GaveNotice(_, one), Event::GaveNotice(_, other)) => one == other,
        (Event::TookBack(_), Event::TookBack(_)) | (Event::Skipped(_), Event::Skipped(_)) => true,
        _ => false,
    }
}

/// The proposal that an event is about.
pub fn proposal(event: &Event) -> Option<ProposalId> {
    match *event {
        Event::Submitted(p)
        | Event::StageOpened(p, _)
        | Event::Read(_, p)
        | Event::Tabled(_, p, _)
        | Event::Voted(_, p, _)
        | Event::Objected(_, p, _)
        | Event::Judged(_, p, _, _)
        | Event::StageEnded(p, _, _)
        | Event::Escalated(p, _)
        | Event::Revised(p)
        | Event::Decided(p, _)
        | Event::Completed(p, _)
        | Event::Diverted(p, _)
        | Event::Discovered(p)
        | Event::Decisive(_, p)
        | Event::GroupDecisive(_, p)
        | Event::AdversaryDecisive(p)
        | Event::TookPart(p, _, _)
        | Event::CouldTurn(_, p)
        | Event::Drawn(_, p)
        | Event::Staked(_, p, _)
        | Event::PaidBack(_, p, _) => Some(p),
        Event::KeptBack(_)
        | Event::Met(..)
        | Event::GaveNotice(..)
        | Event::TookBack(_)
        | Event::Left(..)
        | Event::Skipped(_)
        | Event::Bought(_)
        | Event::Captured(_)
        | Event::Elected(..)
        | Event::Recalled(_)
        | Event::Protest(_) => None,
    }
}

/// The party that does something, or to whom it is done.
pub fn party(event: &Event) -> Option<PartyId> {
    match *event {
        Event::Read(party, _)
        | Event::Voted(party, _, _)
        | Event::Objected(party, _, _)
        | Event::Judged(party, _, _, _)
        | Event::Decisive(party, _)
        | Event::GaveNotice(party, _)
        | Event::TookBack(party)
        | Event::Left(party, _, _)
        | Event::Skipped(party)
        | Event::CouldTurn(party, _)
        | Event::Drawn(party, _)
        | Event::Staked(party, _, _)
        | Event::PaidBack(party, _, _)
        | Event::Elected(party, _) => Some(party),
        Event::KeptBack(_)
        | Event::Submitted(_)
        | Event::StageOpened(..)
        | Event::Met(..)
        | Event::Tabled(..)
        | Event::StageEnded(..)
        | Event::Escalated(..)
        | Event::Revised(_)
        | Event::Decided(..)
        | Event::Completed(..)
        | Event::Diverted(..)
        | Event::Discovered(_)
        | Event::GroupDecisive(..)
        | Event::AdversaryDecisive(_)
        | Event::Bought(_)
        | Event::Captured(_)
        | Event::TookPart(..)
        | Event::Recalled(_)
        | Event::Protest(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::route::Ending;
    use crate::units::StageId;

    const P: ProposalId = ProposalId(0);
    const Q: ProposalId = ProposalId(1);
    const A: PartyId = PartyId(0);
    const B: PartyId = PartyId(1);

    #[test]
    fn the_like_is_gathered_within_a_stage() {
        let end = Event::StageEnded(P, StageId(0), Ending::Pass);
        let mut tallies = Tallies::default();
        [P, Q].into_iter().for_each(|proposal| tallies.see(Tick(0), &Event::Submitted(proposal)));
        let day = [Event::Read(A, P), Event::Read(A, Q), Event::Read(B, P), end, Event::Read(B, P)];
        let told = strands(Tick(1), &day, &mut tallies);
        let of = |strand: &Strand| strand.moments.iter().map(|moment| moment.parties.clone()).collect::<Vec<_>>();
        assert_eq!(told.iter().map(|strand| strand.about).collect::<Vec<_>>(), [Some(P), Some(Q)]);
        assert_eq!(of(&told[0]), [vec![A, B], vec![], vec![B]]);
        assert_eq!(of(&told[1]), [vec![A]]);
    }
}
