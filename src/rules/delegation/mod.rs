//! Votes in the hands of others.

pub mod cosmos;
pub mod liquid;
