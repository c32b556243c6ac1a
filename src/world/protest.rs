//! Protest: who joins it, how much of the weight that is, and what follows. Where nobody may protest nothing here does anything.

use super::mood::Reason;
use super::{Intent, Notice, World};
use crate::event::Event;
use crate::rules::dual_governance::WHOLE;
use crate::rules::dual_governance::machine::State;
use crate::rules::weight::{Holding, Totals};
use crate::scenario::{Protest, Scenario};
use crate::units::{PartyId, Ratio, Tick, Ticks, Weight};

impl World {
    /// The morning: the machine looks at how much protests. Once a rage quit begins, those who protest are on their way out.
    pub(crate) fn step_protest(&mut self, scenario: &Scenario) {
        let (Some(protest), Some(mut machine)) = (scenario.organisation.protest, self.protest) else { return };
        let before = machine.state();
        let all_out = before == State::RageQuit && self.now >= self.rage_quit_ends;
        machine.step(self.now.0.into(), self.support(&protest), all_out);
        self.protest = Some(machine);
        if machine.state() == before {
            return;
        }
        self.events.push(Event::Protest(machine.state()));
        if machine.state() == State::RageQuit {
            self.rage_quit_ends = self.now + protest.rage_quit;
            let delay = machine.withdraw_delay().and_then(|delay| u32::try_from(delay).ok()).map_or(Ticks(u32::MAX), Ticks);
            self.send_off(delay);
        }
    }

    /// Share of the weight that protests, in parts of one whole; those on their way out protest no more.
    fn support(&self, protest: &Protest) -> u64 {
        let World { parties, seats, .. } = self;
        let holding =
            |p: usize| Holding { contribution: parties.pledge[p], tokens: parties.tokens[p], reputation: parties.reputation[p] };
        let members = || seats.members(protest.body).map(PartyId::idx).filter(|p| parties.active[*p]);
        let mut all = Totals::default();
        members().for_each(|p| all.add(&holding(p)));
        let weight = |p: usize| protest.weighting.uncapped(&holding(p), &all);
        let whole: Weight = members().map(weight).sum();
        let part: Weight = members().filter(|p| parties.protests[*p]).map(weight).sum();
        Ratio::new(part.0, whole.0).map_or(0, |share| share.floor_of(WHOLE))
    }

    /// Everybody who protests gives notice that cannot be taken back.
    fn send_off(&mut self, delay: Ticks) {
        for p in 0..self.parties.protests.len() {
            if !std::mem::take(&mut self.parties.protests[p]) {
                continue;
            }
            let party = PartyId(u32::try_from(p).expect("parties are counted in u32"));
            self.notices.retain(|notice| notice.party != party);
            let reason = Reason::Estranged;
            self.notices.push(Notice { party, leaves: self.now + delay, reason, bound: true });
            self.events.push(Event::GaveNotice(party, reason));
        }
    }

    /// Whether a protest, or a fork that is under way, holds back what was submitted then.
    pub(in crate::world) fn is_held(&self, submitted: Tick) -> bool {
        self.fork_closes.is_some() || self.protest.is_some_and(|machine| !machine.may_schedule(submitted.0.into()))
    }

    /// Whether anything may be brought forward now.
    pub(crate) fn takes_proposals(&self) -> bool {
        self.fork_closes.is_none() && self.protest.is_none_or(|machine| machine.may_submit())
    }

    /// Whether anything happened since parties last thought about protesting.
    pub(crate) fn asks_about_protest(&self) -> bool {
        self.protest.is_some() && self.stirred
    }

    /// Parties join a protest, or leave it.
    pub(crate) fn apply_protests(&mut self, intents: &[Intent]) {
        for intent in intents {
            if let Intent::Protest(party) = *intent {
                self.parties.protests[party.idx()] ^= true;
            }
        }
    }
}
