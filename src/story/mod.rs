//! A run told in plain sentences: pure functions from events and read-only columns to words, for people and for programs.
//!
//! ```text
//!   events of a tick --> strands (by proposal, like with like) --> sentences --> lines of a day
//!                  \--> tallies (what happened in a stage)   -----^        \--> facts (JSON)
//! ```
//!
//! A story knows the truth that agents do not: whether a proposal serves the purpose. Listening changes no run.
//!
//! # Why
//! A room of its own: events remember and never say what they mean, metrics read numbers, the command line only prints. Both
//! `trace` and the comparison of rule sets tell stories, so neither can own them.

mod ending;
mod facts;
mod moment;
mod names;
mod party;
mod sentence;
mod sum;
mod tally;
mod teller;
pub mod words;

pub use ending::{told as ended, verdict};
pub use facts::{facts, name, outcome_word};
pub use moment::{Moment, Strand, party as party_of, proposal as proposal_of, strands};
pub use names::Names;
pub use sentence::Scene;
pub use tally::{Tallies, Tally};
pub use teller::{Focus, Teller};
