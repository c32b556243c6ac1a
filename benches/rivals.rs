//! The engine beside other programs that run a model of the same shape, interleaved, on one core.
//!
//! ```sh
//! cargo bench --bench rivals -- --rival 'naive=PATH/r1-hand --n {n} --r {r} --threads 1 --variant naive' --rival 'mesa=...'
//! ```
//!
//! A rival is a command that prints one JSON object with `pairs_per_s` (active member x open proposal x day, per second of wall time).
//! Every program runs once per round, in turn, so that a busy moment of the machine meets all of them; rates are medians over rounds,
//! ratios are medians of the ratios within a round. Without rivals it measures against the hand-written loop of `benches/shape`.

use folkmoot::engine::Simulation;
use shape::{by_hand, shape};
use std::process::Command;
use std::time::Instant;

mod shape;

/// A program, and how to measure it: members, replicates -> pairs per second.
struct Program {
    name: String,
    rate: Box<dyn Fn(u32, u64) -> f64>,
}

fn main() {
    let mut sizes = vec![300, 3_000, 30_000];
    let mut rounds = 5;
    let mut programs = vec![
        Program { name: "folkmoot".into(), rate: Box::new(engine) },
        Program { name: "by hand".into(), rate: Box::new(baseline) },
    ];
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
        match word.as_str() {
            "--bench" => {}
            "--rounds" => rounds = value().parse().expect("a number of rounds"),
            "--members" => sizes = value().split(',').map(|n| n.parse().expect("a number of members")).collect(),
            "--rival" => programs.push(rival(&value())),
            _ => panic!("unknown option {word}: --rounds N, --members N,N,..., --rival 'NAME=COMMAND with {{n}} and {{r}}'"),
        }
    }
    for members in sizes {
        println!("{members} members");
        let replicates = (60_000 / u64::from(members)).max(3);
        let rates: Vec<Vec<f64>> =
            (0..rounds).map(|_| programs.iter().map(|program| (program.rate)(members, replicates)).collect()).collect();
        for (at, program) in programs.iter().enumerate() {
            let rate = median(rates.iter().map(|round| round[at]).collect());
            let ratio = median(rates.iter().map(|round| round[0] / round[at]).collect());
            println!("  {:<12} {:>9.1} M pairs/s   folkmoot is {ratio:.2} x", program.name, rate / 1e6);
        }
    }
}

fn engine(members: u32, replicates: u64) -> f64 {
    let scenario = shape(members);
    let mut sim = Simulation::new(&scenario, 0);
    while sim.step() {}
    let start = now();
    let pairs: u64 = (1..=replicates)
        .map(|replicate| {
            sim.reset(replicate);
            while sim.step() {}
            sim.world().pairs()
        })
        .sum();
    pairs as f64 / start.elapsed().as_secs_f64()
}

fn baseline(members: u32, replicates: u64) -> f64 {
    let start = now();
    let pairs: u64 = (0..replicates).map(|replicate| by_hand(members as usize, replicate)).sum();
    pairs as f64 / start.elapsed().as_secs_f64()
}

fn rival(text: &str) -> Program {
    let (name, command) = text.split_once('=').unwrap_or_else(|| panic!("{text}: expected NAME=COMMAND"));
    let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    let rate = move |members: u32, replicates: u64| {
        let words: Vec<String> =
            words.iter().map(|word| word.replace("{n}", &members.to_string()).replace("{r}", &replicates.to_string())).collect();
        let output = Command::new(&words[0]).args(&words[1..]).output().unwrap_or_else(|error| panic!("{}: {error}", words[0]));
        let found: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{words:?}: {error}\n{}", String::from_utf8_lossy(&output.stderr)));
        found["pairs_per_s"].as_f64().unwrap_or_else(|| panic!("{words:?} prints no pairs_per_s"))
    };
    Program { name: name.to_owned(), rate: Box::new(rate) }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

#[expect(clippy::disallowed_methods, reason = "this is a measurement")]
fn now() -> Instant {
    Instant::now()
}
