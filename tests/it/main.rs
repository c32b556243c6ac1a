//! The integration tests, one binary.

mod alloc;
mod cli;
mod controls;
mod determinism;
mod dice;
mod groups;
mod laws;
mod oracles;
mod organisation;
mod random;
mod readme;
mod registry;
mod scenario;
mod tidy;
