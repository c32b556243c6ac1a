//! The integration tests, one binary.

mod alloc;
mod cli;
mod determinism;
mod dice;
mod laws;
mod oracles;
mod scenario;
mod tidy;
