//! Proposals whose fate differs between two rule sets: the same idea by its source and arrival number, submitted under both.

use super::fate::{Fate, Passage};
use crate::event::Outcome;
use crate::scenario::Scenario;
use crate::story::{ended, outcome_word, verdict, words};
use std::collections::BTreeMap;

/// The same change, as often as it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// How proposals left their route under each; `None` for still open at the end.
    pub outcomes: [Option<Outcome>; 2],
    /// Where their ways first parted, in words, under each.
    pub parted: [String; 2],
    /// How many proposals.
    pub n: u64,
    /// How many of them would harm the purpose, as they were submitted under the first.
    pub harmful: u64,
    /// The first of them.
    pub example: Example,
}

/// One proposal whose fate changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its run.
    pub replicate: u64,
    /// Its name in a trace.
    pub proposal: String,
    /// What happened where its ways parted, told as in a trace, under each.
    pub told: [String; 2],
}

/// All changes between two rule sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Proposals submitted under each.
    pub submitted: [u64; 2],
    /// Proposals submitted under both.
    pub matched: u64,
    /// Those whose way out of the route differs.
    pub changed: u64,
    kinds: BTreeMap<(String, [String; 2]), Change>,
}

impl Changes {
    /// Takes in one run under both.
    pub fn take_in(&mut self, replicate: u64, scenarios: [&Scenario; 2], fates: [&[Fate]; 2]) {
        let [one, other] = fates;
        self.submitted[0] += one.len() as u64;
        self.submitted[1] += other.len() as u64;
        let key = |scenario: &Scenario, fate: &Fate| (scenario.sources[fate.source.idx()].key.0, fate.arrival);
        let by_key: BTreeMap<_, &Fate> = other.iter().map(|fate| (key(scenarios[1], fate), fate)).collect();
        for fate in one {
            let Some(twin) = by_key.get(&key(scenarios[0], fate)) else { continue };
            self.matched += 1;
            if fate.outcome != twin.outcome {
                self.changed += 1;
                self.note(replicate, scenarios, [fate, twin]);
            }
        }
    }

    /// Changes put together again; `kinds` in the order of [`Changes::in_order`].
    pub fn of(submitted: [u64; 2], matched: u64, changed: u64, kinds: Vec<Change>) -> Changes {
        let kinds = kinds.into_iter().map(|change| ((words_of(change.outcomes), change.parted.clone()), change)).collect();
        Changes { submitted, matched, changed, kinds }
    }

    /// The kinds of change in an order of their own.
    pub fn in_order(&self) -> impl Iterator<Item = &Change> {
        self.kinds.values()
    }

    /// Adds those of later runs.
    pub fn add(&mut self, later: Changes) {
        for (mine, theirs) in self.submitted.iter_mut().zip(later.submitted) {
            *mine += theirs;
        }
        self.matched += later.matched;
        self.changed += later.changed;
        for (key, change) in later.kinds {
            match self.kinds.get_mut(&key) {
                Some(known) => {
                    known.n += change.n;
                    known.harmful += change.harmful;
                }
                None => drop(self.kinds.insert(key, change)),
            }
        }
    }

    /// The kinds of change, the most frequent first.
    pub fn kinds(&self) -> Vec<&Change> {
        let mut kinds: Vec<&Change> = self.kinds.values().collect();
        kinds.sort_by_key(|change| std::cmp::Reverse(change.n));
        kinds
    }

    fn note(&mut self, replicate: u64, scenarios: [&Scenario; 2], fates: [&Fate; 2]) {
        let at = (0..).find(|&at| differ(scenarios, fates, at)).expect("ways end, and then nothing is left to differ");
        let side = |which: usize| {
            let (scenario, fate) = (scenarios[which], fates[which]);
            match fate.passages.get(at) {
                Some(passage) => (briefly(scenario, fate, passage), in_full(scenario, fate, passage)),
                None => (rest(fate).to_owned(), rest(fate).to_owned()),
            }
        };
        let ((a, told_a), (b, told_b)) = (side(0), side(1));
        let outcomes = fates.map(|fate| fate.outcome);
        let words = words_of(outcomes);
        let name = format!("{}-{}", scenarios[0].sources[fates[0].source.idx()].name, u64::from(fates[0].arrival) + 1);
        let change = self.kinds.entry((words, [a.clone(), b.clone()])).or_insert_with(|| Change {
            outcomes,
            parted: [a, b],
            n: 0,
            harmful: 0,
            example: Example { replicate, proposal: name, told: [told_a, told_b] },
        });
        change.n += 1;
        change.harmful += u64::from(fates[0].harmful);
    }
}

fn words_of(outcomes: [Option<Outcome>; 2]) -> String {
    outcomes.map(|outcome| outcome.map_or("open", outcome_word)).join(" ")
}

/// Whether two ways part at their `at`-th stage, or end there.
fn differ(scenarios: [&Scenario; 2], fates: [&Fate; 2], at: usize) -> bool {
    let name = |which: usize| {
        let (scenario, fate) = (scenarios[which], fates[which]);
        fate.passages.get(at).map(|passage| (stage(scenario, fate, passage).name.as_str(), passage.ending))
    };
    let (one, other) = (name(0), name(1));
    one != other || one.is_none()
}

fn stage<'s>(scenario: &'s Scenario, fate: &Fate, passage: &Passage) -> &'s crate::rules::Stage {
    let kind = scenario.sources[fate.source.idx()].kind;
    &scenario.kinds[kind.idx()].route[passage.stage.idx()]
}

fn briefly(scenario: &Scenario, fate: &Fate, passage: &Passage) -> String {
    let stage = stage(scenario, fate, passage);
    format!("stage {}: {}", stage.name, verdict(stage, passage.ending))
}

fn in_full(scenario: &Scenario, fate: &Fate, passage: &Passage) -> String {
    let day = words::day(scenario.clock, passage.at);
    let told = ended(stage(scenario, fate, passage), &passage.tally, passage.ending, passage.at, scenario.clock);
    format!("day {day}: {told}")
}

/// What is left where no further stage ended.
fn rest(fate: &Fate) -> &'static str {
    match fate.outcome {
        Some(outcome) => words::outcome(outcome),
        None => "not decided by the end",
    }
}
