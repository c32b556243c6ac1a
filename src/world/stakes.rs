//! Money that parties stake on proposals: it leaves their purse when they stake it, and comes back when it is known who was right.
//!
//! ```text
//!   purse --claim, answer, objection--> held --right--> purse (of whoever the rule says)
//!                                           \--wrong, fees--> lost
//! ```

use super::World;
use super::juries::Cases;
use super::readers::Act;
use super::standing::{Slot, Standing};
use crate::event::Event;
use crate::rules::dispute::bonds::Answer;
use crate::rules::{Dispute, Mechanism};
use crate::scenario::Scenario;
use crate::units::{Money, PartyId, ProposalId, StageId, Ticks};

/// What money is staked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    /// A claim, or an answer for it.
    Claim,
    /// An answer against it.
    Answer,
    /// An objection.
    Objection,
}

#[derive(Clone, Copy, Debug)]
struct Stake {
    proposal: ProposalId,
    stage: StageId,
    party: PartyId,
    amount: Money,
    on: On,
}

/// Everything that is staked, in the order in which it was.
#[derive(Clone, Debug, Default)]
pub struct Stakes {
    held: Vec<Stake>,
    /// The answers that are settled. Kept for its buffer.
    history: Vec<Answer>,
    /// Rounds of juries.
    pub(in crate::world) cases: Cases,
    /// Money that all purses had at the start.
    purses: Money,
    posted: Money,
    lost: Money,
}

impl Stakes {
    /// Nothing is staked yet.
    pub(in crate::world) fn restart(&mut self, purses: &[Money]) {
        self.held.clear();
        self.cases.clear();
        self.purses = purses.iter().copied().sum();
        (self.posted, self.lost) = (Money(0), Money(0));
    }

    /// Notes money that was staked.
    pub(in crate::world) fn post(&mut self, amount: Money) {
        self.posted += amount;
    }

    /// Notes money that nobody gets back.
    pub(in crate::world) fn lose(&mut self, amount: Money) {
        self.lost += amount;
    }

    /// Who has staked money against a proposal.
    pub(in crate::world) fn against(&self, proposal: ProposalId) -> impl Iterator<Item = PartyId> + '_ {
        self.held.iter().filter(move |stake| stake.proposal == proposal && stake.on == On::Answer).map(|stake| stake.party)
    }

    /// Money staked so far, whatever became of it.
    pub fn posted(&self) -> Money {
        self.posted
    }

    /// Money that nobody got back.
    pub fn lost(&self) -> Money {
        self.lost
    }

    /// Whether every unit is in a purse, held, or lost.
    pub(in crate::world) fn balance(&self, purses: &[Money]) -> bool {
        if self.posted == Money(0) {
            return true;
        }
        let held: Money = self.held.iter().map(|stake| stake.amount).sum();
        purses.iter().copied().sum::<Money>() + held + self.cases.held() + self.lost == self.purses
    }
}

impl World {
    /// Stakes money; `false`, and nothing done, if the purse does not hold it.
    fn stake(&mut self, slot: Slot, party: PartyId, amount: Money, on: On) -> bool {
        let Standing { proposal, stage, .. } = self.standings[slot.idx()];
        let purse = &mut self.parties.purse[party.idx()];
        let pays = *purse >= amount;
        if pays {
            *purse -= amount;
            self.stakes.post(amount);
            self.stakes.held.push(Stake { proposal, stage, party, amount, on });
            self.events.push(Event::Staked(party, proposal, amount));
        }
        pays
    }

    /// The proposer claims that it should pass.
    pub(in crate::world) fn make_claim(&mut self, rule: &Dispute, slot: Slot) {
        let proposer = self.proposals.proposer[self.standings[slot.idx()].proposal.idx()];
        let made = self.stake(slot, proposer, rule.bond, On::Claim);
        self.standings[slot.idx()].claim.is_missing = !made;
    }

    /// One of those who are not of the opinion that stands answers, if anybody of them can pay: whoever has most, ties to the
    /// first.
    pub(in crate::world) fn answer(&mut self, rule: &Dispute, slot: Slot) {
        let standing = &self.standings[slot.idx()];
        let claim = standing.claim;
        let of_proposal = |stake: &&Stake| stake.proposal == standing.proposal && stake.stage == standing.stage;
        let last = self.stakes.held.iter().rev().find(of_proposal).map(|stake| stake.amount);
        let Some(bond) = last.and_then(|last| rule.next_bond(last, claim.answers)) else { return };
        let wanted = if claim.is_answered() { Act::Yes } else { Act::No };
        let proposer = self.proposals.proposer[standing.proposal.idx()];
        let would = |party: &PartyId| {
            let says = standing.readers.act[party.idx()] == wanted || wanted == Act::Yes && *party == proposer;
            says && self.parties.active[party.idx()] && self.parties.purse[party.idx()] >= bond
        };
        let members = self.seats.row(standing.row).body.into_iter().flat_map(|body| self.seats.members(body));
        let willing = members.chain([proposer]).filter(would);
        let key = |party: &PartyId| (self.parties.purse[party.idx()], std::cmp::Reverse(*party));
        let Some(party) = willing.max_by_key(key) else { return };
        let on = if claim.is_answered() { On::Claim } else { On::Answer };
        self.stake(slot, party, bond, on);
        let now = self.now;
        let standing = &mut self.standings[slot.idx()];
        standing.claim.answers += 1;
        // What is said in the evening has all of its days from the next morning on.
        standing.claim.since = now.since(standing.opened) + Ticks(1);
        standing.closes = standing.opened + standing.claim.since + rule.window;
        standing.touched = true;
    }

    /// Pays out what is staked on claims about a proposal; what the rule does not pay is lost.
    ///
    /// * `stage`: of this stage only; `None` for all.
    pub(in crate::world) fn settle_stakes(
        &mut self,
        scenario: &Scenario,
        proposal: ProposalId,
        stage: Option<StageId>,
        is_right: bool,
    ) {
        let asked = |stake: &Stake| stake.proposal == proposal && stage.is_none_or(|stage| stake.stage == stage);
        while let Some(stage) = self.stakes.held.iter().find(|stake| asked(stake)).map(|stake| stake.stage) {
            let kind = self.kind_of(proposal);
            let World { stakes, parties, events, .. } = self;
            let Stakes { held, history, lost, .. } = stakes;
            history.clear();
            held.retain(|stake| {
                let here = stake.proposal == proposal && stake.stage == stage;
                if here {
                    let answer = u32::from(stake.on == On::Claim);
                    history.push(Answer { who: stake.party.0, answer, bond: stake.amount.0 });
                }
                !here
            });
            let staked: Money = history.iter().map(|entry| Money(entry.bond)).sum();
            let mut paid = Money(0);
            if let Mechanism::Dispute(rule) = &scenario.kinds[kind.idx()].route[stage.idx()].mechanism {
                rule.settle(history, is_right, |who, amount| {
                    parties.purse[who as usize] += Money(amount);
                    paid += Money(amount);
                    events.push(Event::PaidBack(PartyId(who), proposal, Money(amount)));
                });
            }
            *lost += staked - paid;
        }
    }

    /// Stakes the bond of an objection; `false` if the party does not have it.
    pub(in crate::world) fn post_bond(&mut self, slot: Slot, party: PartyId, bond: Money) -> bool {
        self.stake(slot, party, bond, On::Objection)
    }

    /// Judges have ruled on an objection: its bond is paid back, or lost.
    pub(in crate::world) fn rule_on_bond(&mut self, slot: Slot, party: PartyId, stands: bool) {
        if !self.stakes.held.is_empty() {
            self.release(slot, stands, |stake| stake.party == party);
        }
    }

    /// The bonds of objections that nobody ruled on are paid back when the stage ends.
    pub(in crate::world) fn return_bonds(&mut self, slot: Slot) {
        if !self.stakes.held.is_empty() {
            self.release(slot, true, |_| true);
        }
    }

    fn release(&mut self, slot: Slot, is_right: bool, whose: impl Fn(&Stake) -> bool) {
        let Standing { proposal, stage, .. } = self.standings[slot.idx()];
        let World { stakes, parties, events, .. } = self;
        let Stakes { held, lost, .. } = stakes;
        held.retain(|stake| {
            let objects = stake.on == On::Objection && stake.proposal == proposal && stake.stage == stage;
            let ends = objects && whose(stake);
            if ends && is_right {
                parties.purse[stake.party.idx()] += stake.amount;
                events.push(Event::PaidBack(stake.party, proposal, stake.amount));
            } else if ends {
                *lost += stake.amount;
            }
            !ends
        });
    }
}
