//! Every parameter that a scenario file may hold moves something somewhere: what is read and ignored would be a promise not kept.
//!
//! Each place of the schema that is not a text (a text is excepted by its type) is varied in the shipped scenarios, one after the
//! other, until a metric moves: by a factor of two, or to the next option, in eight replicates under the same dice. What a
//! scenario says is tried before what it could say besides.

use folkmoot::experiment::dead::{Baseline, Verdict};
use folkmoot::scenario::{Knob, places};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const REPLICATES: u64 = 8;

/// Places that cannot move anything, with another value for each, and why.
const STILL: &[(&str, &str, &str)] = &[
    ("ScenarioFile.replicates", "400", "how many runs are made is no run's business"),
    ("ScenarioFile.schema", "2", "the format has one version"),
];

/// Every shipped scenario, small ones first; experiments and what is there to be timed are left out.
fn shipped() -> Vec<PathBuf> {
    let folders = ["scenarios/mechanisms", "scenarios/parts", "scenarios"];
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
        let mut here: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder that can be read").path()).collect();
        here.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        here.sort();
        paths.extend(here);
    }
    paths
}

/// A scenario: what it says, and what it could say.
struct Shown {
    name: String,
    baseline: Baseline,
    said: Vec<Knob>,
    unsaid: Vec<Knob>,
}

fn shown(path: &Path) -> Shown {
    let baseline = Baseline::of_file(path, &[], REPLICATES).unwrap_or_else(|problems| panic!("{problems}"));
    let (unsaid, said) = baseline.knobs(true).into_iter().partition(|knob| knob.found.is_empty());
    Shown { name: path.display().to_string(), baseline, said, unsaid }
}

/// What was found out so far.
#[derive(Default)]
struct Found {
    moved: BTreeSet<String>,
    /// Of what moved nothing yet: the last that was tried.
    tried: BTreeMap<String, String>,
}

impl Found {
    /// Whether this parameter is in a place that has not moved yet.
    fn wants(&self, knob: &Knob) -> bool {
        knob.places.iter().any(|place| !self.moved.contains(place))
    }

    fn note(&mut self, shown: &Shown, knob: &Knob, verdict: &Verdict) {
        match verdict {
            Verdict::Moved(_) => self.moved.extend(knob.places.iter().cloned()),
            Verdict::Still => {
                let tried = format!("{} in {}", knob.path, shown.name);
                self.tried.extend(knob.places.last().map(|place| (place.clone(), tried)));
            }
            Verdict::Refused => {}
            Verdict::Failed(note) => panic!("{}: {} = {note}", shown.name, knob.path),
        }
    }
}

/// Does something for everything on a list, on two threads.
fn each<T: Sync>(list: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let take = || {
        while let Some(item) = list.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item);
        }
    };
    thread::scope(|scope| {
        scope.spawn(take);
        take();
    });
}

/// What moves: first what the scenarios say is varied, then what they could say. The order within each changes nothing.
fn search() -> Found {
    let (shown, found) = (Mutex::new(Vec::new()), Mutex::new(Found::default()));
    each(&shipped(), |path| {
        let one = self::shown(path);
        shown.lock().expect("nobody failed").push(one);
    });
    let shown = shown.into_inner().expect("nobody failed");
    for part in [|shown: &Shown| shown.said.clone(), |shown: &Shown| shown.unsaid.clone()] {
        each(&shown, |shown| {
            for knob in part(shown) {
                if found.lock().expect("nobody failed").wants(&knob) {
                    let verdict = shown.baseline.vary(&knob).verdict;
                    found.lock().expect("nobody failed").note(shown, &knob, &verdict);
                }
            }
        });
    }
    found.into_inner().expect("nobody failed")
}

#[test]
fn every_parameter_of_the_schema_moves_something_somewhere() {
    let all: BTreeSet<String> = places().into_iter().collect();
    let listed: BTreeSet<String> = STILL.iter().map(|(place, ..)| (*place).to_owned()).collect();
    let found = search();
    let told = |place: &String| match found.tried.get(place) {
        Some(tried) => format!("{place}: such as {tried}"),
        None => format!("{place}: no shipped scenario can vary it"),
    };
    let dead: Vec<String> = all.difference(&listed).filter(|place| !found.moved.contains(*place)).map(told).collect();
    assert!(dead.is_empty(), "these move nothing; mend them, show them in a scenario, or list them with the reason: {dead:#?}");
}

#[test]
fn what_is_listed_as_without_effect_is_there_and_has_none() {
    let (all, shown) = (places(), shown(Path::new("scenarios/partnership.toml")));
    for (place, other, why) in STILL {
        assert!(all.iter().any(|known| known == place), "{place} is no longer in the schema");
        let path = place.rsplit('.').next().unwrap_or(place).to_owned();
        let knob = Knob { path, found: String::new(), others: vec![(*other).to_owned()], places: Vec::new() };
        let verdict = shown.baseline.vary(&knob).verdict;
        assert!(matches!(verdict, Verdict::Still | Verdict::Refused), "{place} moves something, and is listed because {why}");
    }
}
