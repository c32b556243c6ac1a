//! Leaving: notice is given, taken back or runs out; leavers are paid, and their seats are empty.

use super::mood::{Mood, Reason};
use super::readers::Marks;
use super::{Intent, Slot, World};
use crate::event::Event;
use crate::rules::exit::{self, Exit, Takes};
use crate::rules::fork::Fork;
use crate::scenario::Scenario;
use crate::units::{Money, PartyId, Tick};

/// A notice that has not run out.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    /// Who gave it.
    pub party: PartyId,
    /// When it runs out.
    pub leaves: Tick,
    /// What weighed most when it was given.
    pub reason: Reason,
    /// Whether it can no longer be taken back, whatever the right says.
    pub bound: bool,
}

impl World {
    /// Pays in the tranches that are due. Funders below their renewal threshold keep theirs.
    pub(crate) fn pay_tranches(&mut self, scenario: &Scenario) {
        if self.now.0 > 0 && scenario.groups.iter().all(|group| group.tranches.is_none()) {
            return;
        }
        for at in 0..self.treasury.funders().len() {
            let funder = self.treasury.funders()[at];
            let group = &scenario.groups[self.parties.group[funder.party.idx()].idx()];
            let (count, every) = group.tranches.map_or((1, 1), |tranches| (tranches.count, tranches.every.0));
            let number = self.now.0 / every;
            let due = self.now.0.is_multiple_of(every) && number < count && self.parties.active[funder.party.idx()];
            if !due {
                continue;
            }
            if number > 0 && self.mood(scenario, funder.party).level() < group.renewal {
                self.events.push(Event::Skipped(funder.party));
                continue;
            }
            let share = Money(funder.pledged.0 / u64::from(count));
            let dust = Money(funder.pledged.0 % u64::from(count));
            self.treasury.pay_in(at, if number == 0 { share + dust } else { share });
        }
    }

    /// The funder's row of a party.
    pub(in crate::world) fn funder_of(&self, party: PartyId) -> Option<usize> {
        self.treasury.funders().binary_search_by_key(&party, |funder| funder.party).ok()
    }

    /// What a funder may claim, before any shortage.
    pub(in crate::world) fn claim(&self, right: &Exit, funder: usize) -> Money {
        let whole = match right.takes {
            Takes::OwnUncommitted => self.treasury.own_uncommitted(funder),
            Takes::ProRata => self.treasury.pro_rata(funder),
            Takes::Deposit => self.treasury.funders()[funder].paid_in,
        };
        right.after_penalty(whole)
    }

    /// Notices given and not run out, in the order in which they were given.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The notice that a party has given.
    pub(in crate::world) fn notice_of(&self, party: PartyId) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.party == party)
    }

    /// A party gives notice, or takes it back.
    pub(in crate::world) fn change_notice(&mut self, scenario: &Scenario, party: PartyId, mood: Mood) {
        let Some(right) = scenario.organisation.exit else { return };
        if let Some(at) = self.notices.iter().position(|notice| notice.party == party) {
            self.notices.remove(at);
            self.events.push(Event::TookBack(party));
        } else {
            let reason = mood.reason();
            let alone = Some(self.now + right.notice).filter(|_| right.fork.is_none());
            let leaves = alone.or(self.fork_closes).unwrap_or(Tick::NEVER);
            self.notices.push(Notice { party, leaves, reason, bound: self.fork_closes.is_some() });
            self.events.push(Event::GaveNotice(party, reason));
        }
        self.stirred = true;
    }

    /// Those whose notice has run out leave. All of one day are paid together.
    pub(crate) fn let_go(&mut self, scenario: &Scenario) {
        let Some(right) = scenario.organisation.exit else { return };
        if !self.notices.iter().any(|notice| notice.leaves <= self.now) {
            return;
        }
        self.going.clear();
        self.claims.clear();
        for notice in self.notices.iter().filter(|notice| notice.leaves <= self.now) {
            let claim = self.funder_of(notice.party).map_or(Money(0), |funder| self.claim(&right, funder));
            self.going.push(*notice);
            self.claims.push(claim);
        }
        exit::settle(right.paid, self.treasury.free(), &mut self.claims);
        let now = self.now;
        self.fork_closes = self.fork_closes.filter(|closes| *closes > now);
        self.notices.retain(|notice| notice.leaves > now);
        for at in 0..self.going.len() {
            let Notice { party, reason, .. } = self.going[at];
            self.leave(party, self.claims[at], reason);
        }
        self.recount(scenario);
        self.seats.lay_out(scenario, &self.parties);
        self.stirred = true;
    }

    fn leave(&mut self, party: PartyId, paid: Money, reason: Reason) {
        self.parties.active[party.idx()] = false;
        self.n_active -= 1;
        if let Some(funder) = self.funder_of(party) {
            let share = self.treasury.funders()[funder].paid_in.0 as f64 / self.treasury.paid_in().0.max(1) as f64;
            self.contagion += share;
            self.treasury.pay_out(funder, paid);
        }
        for at in 0..self.open.len() {
            let slot = self.open[at];
            self.vacate(party, slot);
        }
        self.withdraw_approval(party);
        self.parties.protests[party.idx()] = false;
        self.voices.retain(|voice| voice.party != party);
        self.events.push(Event::Left(party, reason, paid));
    }

    /// A seat that has not spoken yet is no longer waited for. What it said before stays said.
    fn vacate(&mut self, party: PartyId, slot: Slot) {
        let World { standings, desk, parties, .. } = self;
        let standing = &mut standings[slot.idx()];
        standing.readers.clear_away(desk, party, slot);
        if !standing.live || !standing.readers.marks[party.idx()].take(Marks::MAY_ACT) {
            return;
        }
        standing.readers.marks[party.idx()].clear(Marks::SEATED);
        let weight = standing.readers.weight[party.idx()];
        let run = standing.readers.run_of[parties.group[party.idx()].idx()];
        for side in [&mut standing.electorate, &mut standing.groups[run as usize].electorate] {
            side.seats -= 1;
            side.weight -= weight;
        }
        standing.touched = true;
    }

    /// Whether anything happened since parties last thought about leaving, and they may act on it today.
    pub(crate) fn asks_about_leaving(&mut self, scenario: &Scenario) -> bool {
        let right = scenario.organisation.exit;
        let asks = self.stirred
            && right.is_some_and(|right| right.takes_notice(self.now) || (right.retractable && !self.notices.is_empty()));
        self.stirred &= !asks;
        asks
    }

    /// Whether a party voted for something that is not decided yet.
    pub(in crate::world) fn has_approved(&self, party: PartyId) -> bool {
        self.open.iter().any(|slot| self.standings[slot.idx()].readers.has(party, Marks::APPROVED))
    }

    /// Once more money wants to leave than it takes, all who gave notice leave together, and whoever joins them in time.
    fn open_fork(&mut self, right: &Exit) {
        let Some(fork) = right.fork.filter(|_| self.fork_closes.is_none()) else { return };
        let paid_in = |party: PartyId| self.funder_of(party).map_or(Money(0), |funder| self.treasury.funders()[funder].paid_in);
        let there = self.treasury.funders().iter().filter(|funder| self.parties.active[funder.party.idx()]);
        let all: Money = there.map(|funder| funder.paid_in).sum();
        let going: Money = self.notices.iter().filter(|notice| !notice.bound).map(|notice| paid_in(notice.party)).sum();
        if (Fork { adjusted_supply: all.0, in_escrow: going.0, threshold_bps: fork.threshold_bps }).executable() {
            let closes = self.now + fork.window;
            self.fork_closes = Some(closes);
            for notice in self.notices.iter_mut().filter(|notice| !notice.bound) {
                (notice.leaves, notice.bound) = (closes, true);
            }
        }
    }

    /// Carries out notices and retractions.
    pub(crate) fn apply_notices(&mut self, scenario: &Scenario, intents: &[Intent]) {
        for intent in intents {
            if let Intent::Notice(party) = *intent {
                let mood = self.mood(scenario, party);
                self.change_notice(scenario, party, mood);
            }
        }
        if let Some(right) = &scenario.organisation.exit {
            self.open_fork(right);
        }
    }
}
