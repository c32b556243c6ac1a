//! The integration tests, one binary.

mod alloc;
mod controls;
mod determinism;
mod dice;
mod oracles;
mod scenario;
mod tidy;
