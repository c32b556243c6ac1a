//! Baal (Moloch v3): more yes than no, a quorum of yes, and enough members who stayed.

use crate::rules::timelock::retained;
use crate::units::Ratio;

/// What is known of a proposal when it is processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processed {
    /// Shares that voted yes.
    pub yes: u64,
    /// Shares that voted no.
    pub no: u64,
    /// Yes needed, percent of the shares at sponsoring.
    pub quorum_percent: u64,
    /// Shares when it was sponsored.
    pub shares_at_sponsor: u64,
    /// Shares and loot now.
    pub supply_now: u64,
    /// Most shares and loot there were at any yes vote.
    pub max_supply_at_vote: u64,
    /// Supply that must be left, percent of that most.
    pub min_retention_percent: u64,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Carried out.
    Passed,
    /// No more yes than no; it is never processed.
    Defeated,
    /// Too little yes.
    FailedQuorum,
    /// Too many have left.
    FailedRetention,
}

/// What becomes of a proposal after its grace period. A tie is defeated; reaching the quorum and the retention is enough, the
/// latter rounded down to a share.
///
/// # Source
/// HausDAO/Baal @ee3d5ab9, `contracts/Baal.sol`: `state` and `processProposal`.
pub fn outcome(processed: &Processed) -> Outcome {
    let kept = Ratio { num: processed.min_retention_percent, den: 100 };
    let wide = |a: u64, b: u64| u128::from(a) * u128::from(b);
    if processed.no >= processed.yes {
        Outcome::Defeated
    } else if wide(processed.yes, 100) < wide(processed.quorum_percent, processed.shares_at_sponsor) {
        Outcome::FailedQuorum
    } else if !retained(processed.supply_now, processed.max_supply_at_vote, kept) {
        Outcome::FailedRetention
    } else {
        Outcome::Passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSES: Processed = Processed {
        yes: 200,
        no: 199,
        quorum_percent: 10,
        shares_at_sponsor: 2_000,
        supply_now: 629,
        max_supply_at_vote: 699,
        min_retention_percent: 90,
    };

    #[test]
    fn a_tie_is_defeated_and_the_other_two_are_reached() {
        for (processed, expected) in [
            (PASSES, Outcome::Passed),
            (Processed { no: 200, ..PASSES }, Outcome::Defeated),
            (Processed { shares_at_sponsor: 2_001, ..PASSES }, Outcome::FailedQuorum),
            (Processed { supply_now: 628, ..PASSES }, Outcome::FailedRetention),
            (Processed { supply_now: 628, min_retention_percent: 0, ..PASSES }, Outcome::Passed),
        ] {
            assert_eq!(outcome(&processed), expected, "{processed:?}");
        }
    }
}
