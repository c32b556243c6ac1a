//! Counts of ballots as real systems make them: what is compared with what, and which side a tie falls on.

pub mod aragon;
pub mod baal;
pub mod moloch;
pub mod quadratic;
pub mod ranked;

#[cfg(test)]
mod laws;
