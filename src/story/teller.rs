//! Who listens to a run and tells it: all of it in brief, or one proposal or one party in full.

use super::moment::{self, Moment, Strand, strands};
use super::names::Names;
use super::party::Deeds;
use super::sentence::Scene;
use super::tally::Tallies;
use super::words;
use crate::event::Event;
use crate::scenario::Scenario;
use crate::units::{PartyId, ProposalId, Tick};
use crate::world::World;

/// What is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Focus {
    /// Everything, each stage of a proposal summed up where it ends.
    Everything,
    /// All about the proposal of this name.
    Proposal(String),
    /// What a party does, and what becomes of its own proposals.
    Party(PartyId),
}

/// Listens to a run from its first tick and tells it day by day.
pub struct Teller<'s> {
    names: Names<'s>,
    focus: Focus,
    tallies: Tallies,
    chosen: Option<ProposalId>,
    deeds: Deeds,
}

impl<'s> Teller<'s> {
    /// A listener for one run of a scenario.
    pub fn new(scenario: &'s Scenario, focus: Focus) -> Teller<'s> {
        let names = Names::of(scenario);
        Teller { names, focus, tallies: Tallies::default(), chosen: None, deeds: Deeds::default() }
    }

    /// The names that it uses.
    pub fn names(&self) -> &Names<'s> {
        &self.names
    }

    /// The proposal that was asked about, once it has been submitted.
    pub fn chosen(&self) -> Option<ProposalId> {
        self.chosen
    }

    /// Takes in a tick and tells it: one line per proposal, party or matter that there is something to say about, none on a
    /// quiet day.
    pub fn hear(&mut self, world: &World, events: &[Event]) -> Vec<String> {
        let now = last_tick(world);
        self.choose(world, events);
        let strands = strands(now, events, &mut self.tallies);
        let scene = Scene { names: &self.names, world, now };
        match self.focus {
            Focus::Everything => strands.iter().filter_map(|strand| brief(&scene, strand)).collect(),
            Focus::Proposal(_) => {
                let chosen = strands.iter().find(|strand| strand.about.is_some() && strand.about == self.chosen);
                chosen.and_then(|strand| told(&scene, strand, in_full)).map(opened).into_iter().collect()
            }
            Focus::Party(party) => {
                self.deeds.take_in(party, events);
                let own = |strand: &&Strand| strand.about.is_some_and(|p| world.proposals().proposer()[p.idx()] == party);
                let doings = super::party::lines(&scene, party, events);
                let own = strands.iter().filter(own).filter_map(|strand| brief(&scene, strand));
                doings.into_iter().chain(own).collect()
            }
        }
    }

    /// The events of a tick that it tells, for programs. Not to be mixed with [`Teller::hear`].
    pub fn facts(&mut self, world: &World, events: &[Event]) -> Vec<serde_json::Value> {
        self.choose(world, events);
        let own = |p: ProposalId, party: PartyId| world.proposals().proposer()[p.idx()] == party;
        let wanted = |event: &&Event| match self.focus {
            Focus::Everything => true,
            Focus::Proposal(_) => self.chosen.is_some() && moment::proposal(event) == self.chosen,
            Focus::Party(party) => moment::party(event) == Some(party) || moment::proposal(event).is_some_and(|p| own(p, party)),
        };
        let now = last_tick(world);
        events.iter().filter(wanted).map(|event| super::facts::facts(&self.names, world, now, event)).collect()
    }

    /// What it comes to at the end, in sentences.
    pub fn in_all(&self, world: &World) -> Vec<String> {
        let scene = Scene { names: &self.names, world, now: last_tick(world) };
        match self.focus {
            Focus::Everything => super::sum::of_run(&scene),
            Focus::Proposal(_) => self.chosen.map_or_else(Vec::new, |proposal| super::sum::of_proposal(&scene, proposal)),
            Focus::Party(party) => self.deeds.in_all(&scene, party),
        }
    }

    fn choose(&mut self, world: &World, events: &[Event]) {
        let Focus::Proposal(name) = &self.focus else { return };
        for event in events {
            if let Event::Submitted(proposal) = event
                && self.names.proposal(world, *proposal) == *name
            {
                self.chosen = Some(*proposal);
            }
        }
    }
}

/// The tick that the world has just been through.
fn last_tick(world: &World) -> Tick {
    Tick(world.now().0.saturating_sub(1))
}

/// A strand in brief: what happens inside a stage is summed up by its end.
fn brief(scene: &Scene, strand: &Strand) -> Option<String> {
    let text = told(scene, strand, in_brief)?;
    let named = strand.moments.iter().any(|moment| matches!(moment.event, Event::Submitted(_)));
    match strand.about {
        Some(proposal) if !named => Some(format!("{}: {text}", scene.names.proposal(scene.world, proposal))),
        _ => Some(opened(text)),
    }
}

fn told(scene: &Scene, strand: &Strand, shown: fn(&Moment) -> bool) -> Option<String> {
    let sentences = strand.moments.iter().filter(|moment| shown(moment)).map(|moment| scene.sentence(moment));
    let sentences: Vec<String> = sentences.collect();
    (!sentences.is_empty()).then(|| sentences.join("; ") + ".")
}

/// A line that begins with a word of ours takes a capital; one that begins with a name of the scenario's stays as it is.
fn opened(line: String) -> String {
    let ideas = line.split(' ').nth(1).is_some_and(|word| word.starts_with("idea"));
    let ours = ideas || ["cell ", "the adversary", "the organisation"].iter().any(|start| line.starts_with(start));
    if ours { words::capital(&line) } else { line }
}

/// Whether a moment is told in the story of the whole run.
fn in_brief(moment: &Moment) -> bool {
    match moment.event {
        Event::KeptBack(_)
        | Event::Submitted(_)
        | Event::Objected(..)
        | Event::StageEnded(..)
        | Event::Escalated(..)
        | Event::Revised(_)
        | Event::Decided(..)
        | Event::Completed(..)
        | Event::Diverted(..)
        | Event::Discovered(_)
        | Event::GaveNotice(..)
        | Event::TookBack(_)
        | Event::Left(..)
        | Event::Skipped(_)
        | Event::Bought(_)
        | Event::Captured(_)
        | Event::Elected(..)
        | Event::Recalled(_)
        | Event::Protest(_)
        | Event::Staked(..)
        | Event::PaidBack(..) => true,
        Event::Met(_, _, quorate) => !quorate,
        // What stands without a judge is told by the stage's end.
        Event::Judged(_, _, upheld, judges) => !upheld || judges > 0,
        Event::StageOpened(..)
        | Event::Read(..)
        | Event::Tabled(..)
        | Event::Voted(..)
        | Event::Decisive(..)
        | Event::GroupDecisive(..)
        | Event::AdversaryDecisive(_)
        | Event::TookPart(..)
        | Event::CouldTurn(..)
        | Event::Drawn(..) => false,
    }
}

/// Whether a moment is told in the story of a proposal: who turned a stage, and how many took part, stands in its end.
fn in_full(moment: &Moment) -> bool {
    in_brief(moment)
        || matches!(
            moment.event,
            Event::Judged(..)
                | Event::StageOpened(..)
                | Event::Read(..)
                | Event::Tabled(..)
                | Event::Voted(..)
                | Event::Drawn(..)
        )
}
