//! Rules under which silence carries, as real systems write them: they differ in when a veto bites and in what counts.

pub mod snapshot_x;
pub mod stakeholders;
pub mod tokens;
