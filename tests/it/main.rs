//! The integration tests, one binary.

mod alloc;
mod cli;
mod cli_power;
mod compare;
mod controls;
mod determinism;
mod dice;
mod groups;
mod laws;
mod oracles;
mod organisation;
mod power_at_rest;
mod random;
mod readme;
mod registry;
mod replay;
mod scenario;
mod sweep;
mod tidy;
mod trace;
mod vectors;
