//! What became of every proposal of a run, stage by stage.

use crate::event::{Event, Outcome};
use crate::rules::route::Ending;
use crate::story::{Tallies, Tally};
use crate::units::{ProposalId, SourceId, StageId, Tick};
use crate::world::World;

/// A stage that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Which stage of the route.
    pub stage: StageId,
    /// How it ended.
    pub ending: Ending,
    /// When.
    pub at: Tick,
    /// What had happened in it.
    pub tally: Tally,
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// Where it came from.
    pub source: SourceId,
    /// Which of its source's ideas it is, from 0.
    pub arrival: u32,
    /// Whether it would harm the purpose.
    pub harmful: bool,
    /// The stages that it went through, in order.
    pub passages: Vec<Passage>,
    /// How it left its route; `None` if the run ended first.
    pub outcome: Option<Outcome>,
}

/// Listens to one run.
#[derive(Default)]
pub struct Fates {
    tallies: Tallies,
    fates: Vec<Fate>,
}

impl Fates {
    /// Takes in a tick.
    pub fn see(&mut self, world: &World, events: &[Event]) {
        let now = Tick(world.now().0.saturating_sub(1));
        for event in events {
            self.tallies.see(now, event);
            match *event {
                Event::Submitted(p) => self.fates.push(fresh(world, p)),
                Event::StageEnded(p, stage, ending) => {
                    let tally = self.tallies.of(p).clone();
                    self.fates[p.idx()].passages.push(Passage { stage, ending, at: now, tally });
                }
                Event::Decided(p, outcome) => self.fates[p.idx()].outcome = Some(outcome),
                _ => {}
            }
        }
    }

    /// All of them, in order of submission.
    pub fn all(self) -> Vec<Fate> {
        self.fates
    }
}

fn fresh(world: &World, p: ProposalId) -> Fate {
    let (table, at) = (world.proposals(), p.idx());
    Fate {
        source: table.source()[at],
        arrival: table.arrival()[at],
        harmful: table.worth()[at] < 0.0,
        passages: Vec::new(),
        outcome: None,
    }
}
