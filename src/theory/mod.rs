//! Closed forms and exact sums: what a rule must lead to when people are as simple as the textbook's.
//!
//! Pure functions, one idea a file, each with its source. They are oracles for tests and bounds for explanations. The engine
//! never calls them; nothing here knows a scenario. Where a formula has no value it says `None`.

pub mod active_vote;
pub mod attention;
pub mod ballots;
pub mod bank;
pub mod binomial;
pub mod bribes;
pub mod cascade;
pub mod condorcet;
pub mod conviction;
pub mod escalation;
pub mod influence;
pub mod meeting;
pub mod opinions;
pub mod optimistic_review;
pub mod poisson_binomial;
pub mod quadratic_funding;
pub mod queue;
pub mod servers;
pub mod sortition;
pub mod volunteers;

/// Asserts that a number is within `tolerance` of the published one.
#[cfg(test)]
#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} within {tolerance}");
}
