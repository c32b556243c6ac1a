//! Juries that are drawn by lot, appeals, and what jurors win and lose once a case is over.

use super::World;
use super::readers::{Act, Marks};
use super::standing::{Slot, Standing};
use crate::event::Event;
use crate::rules::Ending;
use crate::rules::dispute::court;
use crate::rules::dispute::jury::Jury;
use crate::units::{Money, PartyId, ProposalId};
use std::cmp::Reverse;

/// A juror of a round that has ended.
#[derive(Clone, Copy, Debug)]
struct Juror {
    proposal: ProposalId,
    round: u8,
    party: PartyId,
    vote: Act,
    stake: Money,
}

/// Rounds whose case is not over, with what is paid and staked for them.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Cases {
    jurors: Vec<Juror>,
    fees: Vec<(ProposalId, u8, Money)>,
}

impl Cases {
    /// No case is open.
    pub fn clear(&mut self) {
        self.jurors.clear();
        self.fees.clear();
    }

    /// Money that waits for cases to end.
    pub fn held(&self) -> Money {
        let staked: Money = self.jurors.iter().map(|juror| juror.stake).sum();
        staked + self.fees.iter().map(|(_, _, fees)| *fees).sum()
    }
}

impl World {
    /// The proposer pays the fees of the first round, as far as its purse goes.
    pub(in crate::world) fn open_case(&mut self, rule: &Jury, slot: Slot) {
        let Standing { proposal, round, .. } = self.standings[slot.idx()];
        if round == 0 {
            let proposer = self.proposals.proposer[proposal.idx()];
            let fees = rule.fees_of(0).min(self.parties.purse[proposer.idx()]);
            self.pay_fees(slot, proposer, fees);
        }
    }

    fn pay_fees(&mut self, slot: Slot, party: PartyId, fees: Money) {
        let Standing { proposal, round, .. } = self.standings[slot.idx()];
        if fees > Money(0) {
            self.parties.purse[party.idx()] -= fees;
            self.stakes.post(fees);
            self.stakes.cases.fees.push((proposal, round, fees));
            self.events.push(Event::Staked(party, proposal, fees));
        }
    }

    /// A round has ended: notes what its jurors said, and says whether somebody appeals. If nobody does, everybody is paid.
    pub(in crate::world) fn close_round(&mut self, rule: &Jury, slot: Slot, ending: Ending) -> bool {
        self.note_jurors(rule, slot);
        let Standing { proposal, round, .. } = self.standings[slot.idx()];
        if round < rule.appeals
            && let Some(party) = self.appellant(slot, ending, rule.fees_of(round + 1))
        {
            self.standings[slot.idx()].round += 1;
            self.standings[slot.idx()].appealed = true;
            self.pay_fees(slot, party, rule.fees_of(round + 1));
            return true;
        }
        (0..=round).for_each(|round| self.pay_jurors(proposal, round, ending));
        false
    }

    fn note_jurors(&mut self, rule: &Jury, slot: Slot) {
        let World { standings, seats, parties, stakes, events, .. } = self;
        let Standing { proposal, round, row, readers, .. } = &standings[slot.idx()];
        let members = seats.row(*row).body.into_iter().flat_map(|body| seats.members(body));
        for party in members.filter(|party| readers.has(*party, Marks::SEATED)) {
            let stake = rule.stake.min(parties.purse[party.idx()]);
            if stake > Money(0) {
                parties.purse[party.idx()] -= stake;
                stakes.post(stake);
                events.push(Event::Staked(party, *proposal, stake));
            }
            let vote = readers.act[party.idx()];
            stakes.cases.jurors.push(Juror { proposal: *proposal, round: *round, party, vote, stake });
        }
    }

    /// Who appeals: the proposer against what stops it; against what lets it pass whoever has most money of those who staked any
    /// against it, or sat on the jury and said no.
    fn appellant(&self, slot: Slot, ending: Ending, fees: Money) -> Option<PartyId> {
        let Standing { proposal, round, .. } = self.standings[slot.idx()];
        let pays = |party: &PartyId| self.parties.active[party.idx()] && self.parties.purse[party.idx()] >= fees;
        if ending != Ending::Pass {
            return Some(self.proposals.proposer[proposal.idx()]).filter(pays);
        }
        let here = |juror: &&Juror| juror.proposal == proposal && juror.round == round && juror.vote == Act::No;
        let jurors = self.stakes.cases.jurors.iter().filter(here).map(|juror| juror.party);
        let most = |party: &PartyId| (self.parties.purse[party.idx()], Reverse(*party));
        jurors.chain(self.stakes.against(proposal)).filter(pays).max_by_key(most)
    }

    /// Pays the jurors of a round by how the case ended: those who said so share the fees, and what the others staked.
    fn pay_jurors(&mut self, proposal: ProposalId, round: u8, ending: Ending) {
        let World { stakes, parties, events, .. } = self;
        let right = match ending {
            Ending::Pass => Some(Act::Yes),
            Ending::Block => Some(Act::No),
            Ending::Lapse => None,
        };
        let is_coherent = |juror: &Juror| right.map_or(juror.vote != Act::None, |right| juror.vote == right);
        let here = |juror: &&Juror| juror.proposal == proposal && juror.round == round;
        let cases = &mut stakes.cases;
        let of_round = || cases.jurors.iter().filter(here);
        let fees: Money = cases.fees.iter().filter(|fees| (fees.0, fees.1) == (proposal, round)).map(|fees| fees.2).sum();
        let staked: Money = of_round().map(|juror| juror.stake).sum();
        let wrong: Money = of_round().filter(|juror| !is_coherent(juror)).map(|juror| juror.stake).sum();
        let n_right = of_round().filter(|juror| is_coherent(juror)).count() as u64;
        let n_all = of_round().count() as u64;
        let (of_stakes, of_fees) = court::rewards(wrong.0, fees.0, (n_right, n_all), right.is_none());
        let mut paid = Money(0);
        for juror in of_round().filter(|juror| is_coherent(juror)) {
            let amount = juror.stake + Money(of_stakes + of_fees);
            if amount > Money(0) {
                parties.purse[juror.party.idx()] += amount;
                paid += amount;
                events.push(Event::PaidBack(juror.party, proposal, amount));
            }
        }
        cases.jurors.retain(|juror| !here(&juror));
        cases.fees.retain(|fees| (fees.0, fees.1) != (proposal, round));
        stakes.lose(staked + fees - paid);
    }
}
