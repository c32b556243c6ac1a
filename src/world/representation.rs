//! Silent seats whose weight goes where the ballot of somebody goes whom they trust.
//!
//! ```text
//!   silent -> trusted, silent too -> trusted, voted yes      all three count as yes, until one of the silent votes itself
//! ```
//!
//! Who trusts whom is drawn once, with the people. Where a stage represents nobody nothing here is called.

use super::World;
use super::readers::{Act, Marks};
use super::standing::{Carried, Slot};
use crate::dice::{Dice, Key, Purpose};
use crate::rules::delegation::liquid::{self, Passing};
use crate::rules::{Count, Side};
use crate::scenario::{Group, Scenario, Trust};
use crate::units::PartyId;

/// Whom each party trusts, by kind of decision; empty where that kind represents nobody.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Trusted {
    by_kind: Vec<Vec<Option<PartyId>>>,
}

impl Trusted {
    /// Draws who trusts whom.
    pub fn restart(&mut self, scenario: &Scenario, dice: &Dice, first_of_group: impl Fn(usize) -> u32) {
        self.by_kind.resize_with(scenario.kinds.len(), Vec::new);
        for (kind, trusted) in scenario.kinds.iter().zip(&mut self.by_kind) {
            trusted.clear();
            if kind.route.iter().all(|stage| stage.mechanism.delegation().is_none()) {
                continue;
            }
            for (place, group) in scenario.groups.iter().enumerate() {
                let trust = group.trusts.iter().find(|trust| trust.kinds.is_empty() || trust.kinds.contains(&kind.name));
                let (key, first) = (Key::of(&kind.name), first_of_group(place));
                draw(
                    trusted,
                    (group, first),
                    trust.map(|trust| (trust, first_of_group(trust.to.idx()))),
                    |purpose| dice.stream(purpose, key, group.key, 0),
                    scenario,
                );
            }
        }
    }
}

/// Appends whom each member of a group trusts.
fn draw(
    trusted: &mut Vec<Option<PartyId>>,
    (group, first): (&Group, u32),
    trust: Option<(&Trust, u32)>,
    stream: impl Fn(Purpose) -> crate::dice::Stream,
    scenario: &Scenario,
) {
    let Some((trust, first_trusted)) = trust else {
        trusted.extend((0..group.count).map(|_| None));
        return;
    };
    let many = scenario.groups[trust.to.idx()].count;
    let (mut whether, mut whom) = (stream(Purpose::Trusts), stream(Purpose::Trusted));
    trusted.extend((0..group.count).map(|place| {
        let (trusts, chosen) = (whether.uniform() < trust.share, (whom.uniform() * f64::from(many)) as u32);
        let party = PartyId(first_trusted + chosen.min(many.saturating_sub(1)));
        (trusts && many > 0 && party.0 != first + place).then_some(party)
    }));
}

impl World {
    /// Counts again where somebody who was spoken for may have left.
    pub(in crate::world) fn recount(&mut self, scenario: &Scenario) {
        for at in 0..self.open.len() {
            let slot = self.open[at];
            let standing = &self.standings[slot.idx()];
            if !standing.live || standing.carried.is_empty() {
                continue;
            }
            if let Some(rule) = self.stage(scenario, slot).mechanism.delegation() {
                self.count_with_delegates(rule, slot);
            }
        }
    }

    /// Counts the ballots of a stage anew, each with what it carries for those who are silent.
    pub(in crate::world) fn count_with_delegates(&mut self, rule: Passing, slot: Slot) {
        let kind = self.kind_of(self.standings[slot.idx()].proposal);
        let World { standings, seats, trusted, .. } = self;
        let standing = &mut standings[slot.idx()];
        let Some(body) = seats.row(standing.row).body else { return };
        let trusted = &trusted.by_kind[kind.idx()];
        let mut carried = std::mem::take(&mut standing.carried);
        carried.clear();
        carried.resize(standing.readers.act.len(), Carried::default());
        let readers = &standing.readers;
        let sits = |p: usize| readers.marks[p].any(Marks::SEATED);
        let votes = |p: usize| sits(p) && matches!(readers.act[p], Act::Yes | Act::No | Act::Abstain);
        // Whoever sat when the stage opened is counted, whatever an election has changed since.
        for party in seats.chairs(body).filter(|party| sits(party.idx())) {
            let p = party.idx();
            let next = |at: usize| trusted[at].map(PartyId::idx).filter(|next| sits(*next));
            let Some((voter, hops)) = liquid::follow(p, rule.hops, next, votes) else { continue };
            carried[p].spoken_for = hops > 0;
            let side = &mut carried[voter].side;
            side.seats += 1;
            if hops > 0 {
                side.weight += rule.passed_on(readers.weight[p], hops);
            }
        }
        let mut count = Count::default();
        for p in (0..carried.len()).filter(|p| votes(*p)) {
            let side = &mut carried[p].side;
            side.weight = rule.carried(readers.weight[p], side.weight, standing.electorate.weight);
            let choice = match readers.act[p] {
                Act::Yes => &mut count.yes,
                Act::No => &mut count.no,
                Act::None | Act::Abstain | Act::Judged | Act::Stands => &mut count.abstain,
            };
            *choice = *choice + Side { seats: side.seats, weight: side.weight };
        }
        standing.count = count;
        standing.carried = carried;
    }
}
