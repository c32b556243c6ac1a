//! Same scenario, seed and version: same bytes. The golden hashes also run in debug and on other instruction sets.

use folkmoot::engine::Simulation;
use folkmoot::metrics::{Columns, Record};
use folkmoot::scenario::Scenario;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A hash of everything that happened in one replicate: every event, the course after every tick, every metric.
fn story(sim: &mut Simulation, record: &mut Record, columns: &Columns, replicate: u64) -> String {
    sim.reset(replicate);
    record.reset();
    let mut hash = Sha256::new();
    let mut line = String::new();
    while sim.step() {
        record.observe(sim.world(), sim.events());
        line.clear();
        for event in sim.events() {
            write!(line, "{event:?};").expect("strings do not fail");
        }
        for axis in sim.world().course() {
            write!(line, "{:x},", axis.to_bits()).expect("strings do not fail");
        }
        hash.update(&line);
    }
    for column in columns.all() {
        let value = column.value(record).map(f64::to_bits);
        hash.update(format!("{}={value:x?};", column.id));
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn stories(path: &str, replicates: &[u64]) -> Vec<String> {
    let scenario = Scenario::load(path).expect("a shipped scenario");
    let mut sim = Simulation::new(&scenario, 0);
    let mut record = Record::new(&scenario);
    let columns = Columns::of(&scenario);
    replicates.iter().map(|replicate| story(&mut sim, &mut record, &columns, *replicate)).collect()
}

/// Hashes of replicates 0, 1 and 2. A change belongs in a commit of its own, with the reason.
const GOLDEN: [(&str, [&str; 3]); 2] = [
    ("scenarios/partnership.toml", ["7aa6a635f4a24b05", "5ceddcf407e331f5", "88fd5ebbddb7dc63"]),
    ("scenarios/board_approval.toml", ["1985dd33e0d5dc44", "d07cfdee284867b0", "067cee3b33056f91"]),
];

#[test]
fn golden_hashes_hold() {
    for (path, expected) in GOLDEN {
        assert_eq!(stories(path, &[0, 1, 2]), expected, "{path}");
    }
}

#[test]
fn a_replicate_does_not_depend_on_those_before_it() {
    for (path, _) in GOLDEN {
        let forwards = stories(path, &[0, 1, 2, 3, 4]);
        let backwards = stories(path, &[4, 3, 2, 1, 0]);
        assert!(forwards.iter().eq(backwards.iter().rev()), "{path}");
    }
}

#[test]
fn observing_changes_nothing() {
    let scenario = Scenario::load("scenarios/partnership.toml").expect("a shipped scenario");
    let mut unseen = Simulation::new(&scenario, 1);
    while unseen.step() {}
    let mut seen = Simulation::new(&scenario, 1);
    let mut record = Record::new(&scenario);
    let columns = Columns::of(&scenario);
    while seen.step() {
        record.observe(seen.world(), seen.events());
        for column in columns.all() {
            std::hint::black_box((column.value(&record), column.at_date(&record)));
        }
    }
    assert_eq!(unseen.world().course().map(f64::to_bits), seen.world().course().map(f64::to_bits));
    assert_eq!(unseen.world().proposals().outcome(), seen.world().proposals().outcome());
    assert_eq!(unseen.world().proposals().decided(), seen.world().proposals().decided());
}
