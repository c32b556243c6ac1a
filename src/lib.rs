//! Folkmoot simulates a governance rule set before it is adopted.

pub mod dice;
pub mod engine;
pub mod event;
pub mod experiment;
pub mod export;
pub mod math;
pub mod metrics;
pub mod rules;
pub mod scenario;
pub mod units;
pub mod world;
