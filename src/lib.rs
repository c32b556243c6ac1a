//! Folkmoot simulates a governance rule set before it is adopted: who really holds power, how fast work gets decided and done,
//! which harmful proposals get through, which good ones are stopped.
//!
//! ```
//! use folkmoot::{engine::Simulation, metrics::{self, Record}, scenario::Scenario};
//!
//! let scenario = Scenario::load("scenarios/partnership.toml")?;
//! let mut sim = Simulation::new(&scenario, 0);
//! let mut record = Record::new(&scenario);
//! while sim.step() {
//!     record.observe(sim.world(), sim.events());
//! }
//! for metric in metrics::all() {
//!     println!("{}: {:?}", metric.id, (metric.value)(&record));
//! }
//! # Ok::<(), folkmoot::scenario::Problems>(())
//! ```
//!
//! # The house
//!
//! Modules in reading order. Each opens with what it is for and what it must never do.
//!
//! | module | what it is |
//! |---|---|
//! | [`units`] | quantities that carry their unit: ticks, money, weight, exact ratios, ids |
//! | [`math`] | the only transcendental functions of a run |
//! | [`dice`] | addressed randomness |
//! | [`scenario`] | what a run is told: the file, what it means, where it is wrong |
//! | [`rules`] | the constitution: pure functions and state machines |
//! | [`power`] | power before anyone acts: indices, concentration, the price of control |
//! | [`world`] | the state of a run, in columns |
//! | [`agents`] | behaviour: reads a view, writes intents |
//! | [`attack`] | the adversary's moves |
//! | [`engine`] | the day in six phases |
//! | [`event`] | everything that can happen |
//! | [`story`] | what happened, in plain sentences |
//! | [`metrics`] | what is measured |
//! | [`theory`] | closed forms: what must come out where the answer is known |
//! | [`validate`] | published numbers against what is answered here |
//! | [`stats`] | intervals and quantiles of what came out |
//! | [`discovery`] | under which rules and in which worlds it goes wrong |
//! | [`experiment`] | many replicates, in parallel, to one answer |
//! | [`export`] | the result folder: tables, pictures, manifest |
//! | [`tables`] | what the tables of a result folder say, read back |
//! | [`cli`] | one file per verb of the command line |
//!
//! # What never happens
//!
//! 1. `rules` name no world, no dice, no I/O.
//! 2. Nobody but `world` writes a column.
//! 3. `agents` get a [`world::View`]: no truth, no rule's name.
//! 4. Observing more or less changes no run.
//! 5. Nothing in a run depends on clock, thread, environment, hash order or platform maths.
//! 6. [`engine::Simulation::step`] does not allocate once its buffers have grown.
//! 7. Money and voting weight are never floats; thresholds are compared exactly.
//! 8. Metric ids, purposes of dice and events are only ever appended.
//! 9. Conservation is checked after every tick, in release too.
//! 10. What is undefined is `None`: an empty cell, never 0.
//!
//! Each of these has a guard in `tests/it` or in `.clippy.toml` that fails when it is broken.

pub mod units;

pub mod math;

pub mod dice;

pub mod scenario;

pub mod rules;

pub mod power;

pub mod world;

pub mod agents;

pub mod attack;

pub mod engine;

pub mod event;

pub mod story;

pub mod metrics;

pub mod theory;

pub mod validate;

pub mod stats;

pub mod discovery;

pub mod experiment;

pub mod export;

pub mod tables;

pub mod cli;
