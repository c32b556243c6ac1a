//! The integration tests, one binary.

mod alloc;
mod cli;
mod cli_power;
mod cluster;
mod compare;
mod controls;
mod coverage;
mod determinism;
mod dice;
mod discover;
mod discovery_oracle;
mod ending;
mod groups;
mod laws;
mod mechanisms;
mod oracles;
mod organisation;
mod parameters;
#[cfg(feature = "parquet")]
mod parquet;
mod plot;
mod power_at_rest;
mod random;
mod readme;
mod registry;
mod relations;
mod replay;
mod robust;
mod scenario;
mod sensitivity;
mod summarize;
mod sweep;
mod tidy;
mod trace;
mod vectors;
