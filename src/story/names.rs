//! Who and what, by the names that the scenario gives.
//!
//! A proposal is called by its source and which of the source's ideas it is, from 1: `gardens-7` is the seventh idea of `gardens`
//! under every rule set, whatever was kept back and whatever else was submitted.

use crate::rules::route::{Decider, Stage};
use crate::scenario::{Scenario, Source};
use crate::units::{BodyId, GroupId, PartyId, ProposalId, StageId};
use crate::world::World;

/// The names of a scenario.
#[derive(Clone)]
pub struct Names<'s> {
    scenario: &'s Scenario,
    /// The first party of each group.
    first: Vec<u32>,
}

impl<'s> Names<'s> {
    /// The names of this scenario.
    pub fn of(scenario: &'s Scenario) -> Names<'s> {
        let first = scenario.groups.iter().scan(0, |next, group| {
            let first = *next;
            *next += group.count;
            Some(first)
        });
        let first = first.collect();
        Names { scenario, first }
    }

    /// What the names are of.
    pub fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// A party: its own name, or its group's with a number from 1.
    pub fn party(&self, party: PartyId) -> String {
        let group = self.first.partition_point(|first| *first <= party.0) - 1;
        self.scenario.groups[group].name_of(party.0 - self.first[group])
    }

    /// Several parties.
    pub fn parties(&self, parties: &[PartyId]) -> Vec<String> {
        parties.iter().map(|party| self.party(*party)).collect()
    }

    /// The party of this name.
    pub fn find_party(&self, name: &str) -> Option<PartyId> {
        let groups = self.scenario.groups.iter().zip(&self.first);
        let in_group = |(group, first): (&crate::scenario::Group, &u32)| {
            (0..group.count).find(|place| group.name_of(*place) == name).map(|place| PartyId(first + place))
        };
        { groups }.find_map(in_group)
    }

    /// A group.
    pub fn group(&self, group: GroupId) -> &'s str {
        &self.scenario.groups[group.idx()].name
    }

    /// A body.
    pub fn body(&self, body: BodyId) -> &'s str {
        &self.scenario.bodies[body.idx()].name
    }

    /// The source of a proposal.
    pub fn source(&self, world: &World, proposal: ProposalId) -> &'s Source {
        &self.scenario.sources[world.proposals().source()[proposal.idx()].idx()]
    }

    /// A proposal.
    pub fn proposal(&self, world: &World, proposal: ProposalId) -> String {
        let arrival = world.proposals().arrival()[proposal.idx()];
        format!("{}-{}", self.source(world, proposal).name, u64::from(arrival) + 1)
    }

    /// The proposal of this name, if it has been submitted.
    pub fn find_proposal(&self, world: &World, name: &str) -> Option<ProposalId> {
        let n = u32::try_from(world.proposals().count()).expect("proposals are counted in u32");
        (0..n).map(ProposalId).find(|proposal| self.proposal(world, *proposal) == name)
    }

    /// A stage of a proposal's route.
    pub fn stage(&self, world: &World, proposal: ProposalId, stage: StageId) -> &'s Stage {
        let kind = self.source(world, proposal).kind;
        &self.scenario.kinds[kind.idx()].route[stage.idx()]
    }

    /// The body that decides in a stage; `None` where time alone does.
    pub fn decider(&self, world: &World, proposal: ProposalId, stage: StageId) -> Option<&'s str> {
        match self.stage(world, proposal, stage).decider {
            Decider::OwnCell => Some(self.body(self.source(world, proposal).body)),
            Decider::Body(body) => Some(self.body(body)),
            Decider::Nobody => None,
        }
    }
}
