//! Sweeps: what happens where the rules, and the world they meet, are others.
//!
//! ```text
//!   file -> axes -> design -> settings of levers x worlds -> points, each a whole scenario -> plan
//!   plan -> jobs (replicate by replicate, each at every point) -> ordered -> rows -> tables and pictures
//! ```
//!
//! Replicate `r` meets the same dice at every point: what differs is the rule. A point is known by the hash of its scenario, so
//! that more points or replicates change no row that is there.

mod asked;
mod axis;
mod bench;
mod between;
mod conduct;
mod constraint;
mod copies;
mod cube;
mod design;
mod extend;
mod file;
mod lines;
mod made;
mod merge;
mod parts;
mod plan;
mod probe;
mod replicates;
mod round;
mod schedule;
mod shard;
mod table;

pub use crate::tables::Role;
pub use asked::Asked;
pub use bench::Bench;
pub use conduct::{Ended, Finished, Request, sweep};
pub use copies::{EXPERIMENT, SCENARIO};
pub use file::{Instead, is_experiment};
pub use made::{Group, Made, Way};
pub use parts::{Parts, refuse_other_numbers};
pub use plan::REPORTED;
pub use plan::{Head, Plan, Point};
pub use probe::{Probe, probe};
pub use replicates::{Replicates, Target};
pub use round::Job;
pub use shard::Shard;

/// An experiment to start from, comments and all.
pub const STARTER: &str = include_str!("../starter.toml");

/// Runs of a plan, or of one part of it, at most.
pub fn runs(plan: &Plan, shard: Option<Shard>) -> u64 {
    schedule::Schedule::most(plan, shard)
}
