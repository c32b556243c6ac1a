//! Satisfaction: what parties make of completed work, of being overruled and of waiting, and what moves them to leave.

use super::{Parties, World};
use crate::event::Outcome;
use crate::math;
use crate::rules::exit;
use crate::scenario::Scenario;
use crate::units::{GroupId, Money, PartyId, ProposalId, Ratio, moved};
use std::ops::Range;

/// What weighs most on a party that leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// What has been done was worth too little to it.
    Disappointed,
    /// The course is too far from what it wants.
    Estranged,
    /// Others left.
    Contagion,
    /// Those who gave notice before it may leave nothing.
    Run,
}

/// The parts of `F = S - w_d |y - x|^2 - chi L - phi l`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mood {
    /// Satisfaction.
    pub satisfaction: f64,
    /// What the standing distance takes off.
    pub distance: f64,
    /// What the departure of others takes off.
    pub contagion: f64,
    /// What waiting behind others takes off.
    pub waiting: f64,
}

impl Mood {
    /// The level that is compared with a threshold.
    pub fn level(&self) -> f64 {
        self.satisfaction - self.distance - self.contagion - self.waiting
    }

    /// What weighs most.
    pub fn reason(&self) -> Reason {
        let parts = [
            (-self.satisfaction, Reason::Disappointed),
            (self.distance, Reason::Estranged),
            (self.contagion, Reason::Contagion),
            (self.waiting, Reason::Run),
        ];
        parts.into_iter().reduce(|worst, part| if part.0 > worst.0 { part } else { worst }).expect("there are four").1
    }
}

/// Somebody who objected to a proposal that is not completed yet.
#[derive(Clone, Copy, Debug)]
pub(in crate::world) struct Voice {
    pub proposal: ProposalId,
    pub party: PartyId,
}

impl World {
    /// Everybody takes in a completed piece of work: `S += omega (u + heard - delay - S)`.
    ///
    /// The gain is that of the step from where the course would be without it; diverted money does not show yet.
    pub(in crate::world) fn take_in_completion(&mut self, scenario: &Scenario, proposal: ProposalId) {
        let at = proposal.idx();
        let feelings = &scenario.organisation.feelings;
        let step = self.proposals.step[at];
        let before = moved(&self.course, &step.map(|axis| -axis));
        let days = scenario.clock.days(self.proposals.decided[at].since(self.proposals.submitted[at]));
        let shared = self.proposals.merit[at] - feelings.delay_per_day * days;
        let source = self.proposals.source[at];
        let World { seats, parties, ideals, .. } = self;
        for (id, group) in scenario.groups.iter().enumerate() {
            let range = seats.of_group(scenario, GroupId(u16::try_from(id).expect("groups are counted in u16")));
            let own = if seats.benefits(source)[id] { group.own_benefit } else { 0.0 };
            let (stake, omega, feared) = (group.stake, group.omega, group.rho * self.proposals.risk[at]);
            ideals.distances(range, &before, |some, apart| {
                let places = apart.iter().zip(&parties.off_course[some.clone()]);
                for (felt, (apart, off)) in parties.satisfaction[some].iter_mut().zip(places) {
                    let seen = shared + stake * (apart - off) + own - feared;
                    *felt += omega * (seen - *felt);
                }
            });
        }
        self.comfort_nobody(scenario, proposal);
        self.stirred = true;
    }

    /// Those whose objection was overruled resent it.
    fn comfort_nobody(&mut self, scenario: &Scenario, proposal: ProposalId) {
        let World { voices, parties, .. } = self;
        for voice in voices.iter().filter(|voice| voice.proposal == proposal) {
            let p = voice.party.idx();
            let omega = scenario.groups[parties.group[p].idx()].omega;
            parties.satisfaction[p] += omega * scenario.organisation.feelings.overruled;
        }
        voices.retain(|voice| voice.proposal != proposal);
    }

    /// Objections to proposals that were not carried out were heard; nothing is left to resent.
    pub(in crate::world) fn forget_voices(&mut self, proposal: ProposalId, outcome: Outcome) {
        if outcome != Outcome::Executed {
            self.voices.retain(|voice| voice.proposal != proposal);
        }
    }

    /// Diverted money is noticed: everybody sees what was lost.
    pub(in crate::world) fn take_in_discovery(&mut self, scenario: &Scenario, proposal: ProposalId) {
        let loss = self.proposals.loss[proposal.idx()];
        let World { parties, .. } = self;
        for (felt, group) in parties.satisfaction.iter_mut().zip(&parties.group) {
            *felt += scenario.groups[group.idx()].omega * (-loss - *felt);
        }
        self.stirred = true;
    }

    /// What a party feels now.
    pub fn mood(&self, scenario: &Scenario, party: PartyId) -> Mood {
        let p = party.idx();
        let feelings = &scenario.organisation.feelings;
        Mood {
            satisfaction: self.parties.satisfaction[p],
            distance: feelings.distance * self.parties.off_course[p],
            contagion: feelings.contagion * self.contagion,
            waiting: match self.waiting_weighs(scenario) {
                true => feelings.waiting * self.loss_from_waiting(scenario, party),
                false => 0.0,
            },
        }
    }

    /// Whether anybody minds waiting behind others, and there are others to wait behind.
    fn waiting_weighs(&self, scenario: &Scenario) -> bool {
        scenario.organisation.feelings.waiting > 0.0 && !self.notices.is_empty()
    }

    /// How far consecutive parties are above the levels below which they leave: [`World::mood`] of all of them together.
    pub(in crate::world) fn patience(&self, scenario: &Scenario, range: Range<usize>, patience: &mut [f64]) {
        let Parties { satisfaction, off_course, exit_threshold, .. } = &self.parties;
        let thresholds = &exit_threshold[range.clone()];
        if self.waiting_weighs(scenario) {
            for ((patience, threshold), p) in patience.iter_mut().zip(thresholds).zip(range) {
                let party = PartyId(u32::try_from(p).expect("parties are counted in u32"));
                *patience = self.mood(scenario, party).level() - threshold;
            }
            return;
        }
        let feelings = &scenario.organisation.feelings;
        let (weight, contagion) = (feelings.distance, feelings.contagion * self.contagion);
        let columns = satisfaction[range.clone()].iter().zip(&off_course[range]).zip(thresholds);
        for (patience, ((felt, off), threshold)) in patience.iter_mut().zip(columns) {
            *patience = Mood { satisfaction: *felt, distance: weight * off, contagion, waiting: 0.0 }.level() - threshold;
        }
    }

    /// What a funder loses of its payment because others gave notice before it, 0 to 1. Whoever has given notice keeps its
    /// place: those behind it take nothing from it.
    fn loss_from_waiting(&self, scenario: &Scenario, party: PartyId) -> f64 {
        let Some(right) = scenario.organisation.exit else { return 0.0 };
        if right.takes == exit::Takes::ProRata {
            return 0.0;
        }
        let Some(own) = self.funder_of(party) else { return 0.0 };
        let before = self.notices.iter().take_while(|notice| notice.party != party);
        let ahead: Money = before.filter_map(|notice| self.funder_of(notice.party)).map(|f| self.claim(&right, f)).sum();
        exit::loss_from_waiting(right.paid, self.treasury.free(), ahead, self.claim(&right, own)).map_or(0.0, Ratio::value)
    }

    /// The memory of departures fades.
    pub(crate) fn forget_departures(&mut self, scenario: &Scenario) {
        if self.contagion > 0.0 {
            let days = scenario.clock.days_per_tick();
            self.contagion *= math::exp(-days / scenario.organisation.feelings.memory_days);
            self.stirred = true;
            if self.contagion < 1e-6 {
                self.contagion = 0.0;
            }
        }
    }
}
