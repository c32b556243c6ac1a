//! Parties: one row per seat-holder, in group order.

use super::columns::columns;
use crate::units::{GroupId, Money, Weight};

columns! {
    /// One row per party, by [`crate::units::PartyId`]. Parties of a group are consecutive.
    Parties {
        /// Group.
        group: GroupId,
        /// Index in the group, from 0: the position in every stream of random numbers.
        place: u32,
        /// Squared distance of the course from its ideal point.
        off_course: f64,
        /// How it judges what it reads.
        judging: Judging,
        /// Level of `F` below which the party leaves.
        exit_threshold: f64,
        /// Satisfaction.
        satisfaction: f64,
        /// Whether the party is still there.
        active: bool,
        /// Whether the party does what the adversary wants.
        bought: bool,
        /// Whether the party sits in a top-level cell.
        leads: bool,
        /// Money pledged.
        pledge: Money,
        /// Voting tokens.
        tokens: Weight,
        /// Points of reputation.
        reputation: Weight,
        /// Whether the party protests.
        protests: bool,
    }
}

/// How a party judges what it reads. One row, since whoever judges needs all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judging {
    /// Weight of what was read against what was expected, 0 (knows nothing) to 1 (knows all).
    pub grasp: f64,
    /// Standard deviation of a judgement's error, units of merit.
    pub blur: f64,
    /// What unfamiliarity costs a proposal in this party's eyes, units of merit.
    pub unease: f64,
    /// How bad a proposal must look before the party objects, units of merit.
    pub theta: f64,
}

/// How a reader with this context weighs evidence: `(g, g * sigma, (alpha / 2)(1 - g) tau^2)`.
///
/// `sigma^2 = (1 - c) / c` is the variance of its error and `g = tau^2 / (tau^2 + sigma^2)` the weight of what it read.
/// No context (0) and full context (1) are branches of their own: nothing is seen, or everything.
pub(in crate::world) fn evidence_weights(context: f64, alpha: f64, prior_variance: f64) -> (f64, f64, f64) {
    if context <= 0.0 {
        (0.0, 0.0, 0.5 * alpha * prior_variance)
    } else if context >= 1.0 {
        (1.0, 0.0, 0.0)
    } else {
        let variance = (1.0 - context) / context;
        let grasp = prior_variance / (prior_variance + variance);
        (grasp, grasp * crate::math::sqrt(variance), 0.5 * alpha * (1.0 - grasp) * prior_variance)
    }
}
