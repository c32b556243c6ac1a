//! Continuous approval: one thing is in force, and another takes its place as soon as more approve of that.

use super::{Facts, Rule, Verdict, Weighting};
use crate::units::Weight;

/// Passes when more weight approves of it than of what is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hat {
    /// How seats are weighed.
    pub weighting: Weighting,
}

/// Whether a candidate can be lifted over the one in power: a tie cannot.
///
/// # Source
/// dapphub/ds-chief @4a833cda, `lift`.
pub fn lifts(approval: u64, in_force: u64) -> bool {
    approval > in_force
}

impl Rule for Hat {
    fn key(&self) -> &'static str {
        "hat"
    }

    /// There is no quorum and no deadline; nobody's approval lifts nothing.
    fn verdict(&self, facts: &Facts) -> Verdict {
        let Weight(approval) = facts.count.yes.weight;
        if lifts(approval, facts.setting.in_force.0) { Verdict::Pass } else { Verdict::Open }
    }

    fn weighting(&self) -> Weighting {
        self.weighting
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::fixture::{ballots, quiet, seats};
    use super::*;

    #[test]
    fn a_tie_lifts_nobody() {
        for (yes, in_force, verdict) in
            [(0, 0, Verdict::Open), (1, 0, Verdict::Pass), (5, 5, Verdict::Open), (6, 5, Verdict::Pass), (4, 5, Verdict::Open)]
        {
            let setting = Setting { in_force: seats(in_force).weight, ..Setting::default() };
            let facts = Facts { count: ballots(yes, 9, 0), setting, ..quiet(seats(20)) };
            assert_eq!(Hat { weighting: Weighting::PER_SEAT }.verdict(&facts), verdict, "{yes} over {in_force}");
        }
    }
}
