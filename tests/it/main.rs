//! The integration tests, one binary.

mod alloc;
mod cli;
mod cli_power;
mod compare;
mod controls;
mod determinism;
mod dice;
mod discover;
mod discovery_oracle;
mod groups;
mod laws;
mod oracles;
mod organisation;
mod plot;
mod power_at_rest;
mod random;
mod readme;
mod registry;
mod scenario;
mod summarize;
mod sweep;
mod tidy;
mod trace;
mod vectors;
