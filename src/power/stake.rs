//! The least weight that an attacker needs, by what silence means.

use crate::units::Ratio;

/// Weight that an attacker must cast for a proposal in an active vote: enough for the quorum, which only votes in favour fill,
/// and one more than is cast against. A tie fails. `None` where no weight is enough.
///
/// * `quorum`, `against`: weight, same unit.
pub fn stake_to_carry(quorum: u64, against: u64) -> Option<u64> {
    against.checked_add(1).map(|more| more.max(quorum))
}

/// Weight that an attacker must hold for a proposal to pass in silence: none, as long as the honest who object stay below the
/// veto threshold `ceil(total * veto)`. `None` where they reach it, since no weight speaks against a veto.
///
/// * `total`, `honest_veto`: weight, same unit.
pub fn stake_to_slip_through(total: u64, veto: Ratio, honest_veto: u64) -> Option<u64> {
    (honest_veto < stake_to_block(total, veto)).then_some(0)
}

/// Weight that an attacker must hold to stop everything: the veto threshold, `ceil(total * veto)`. A tie stops.
///
/// * `total`: weight.
pub fn stake_to_block(total: u64, veto: Ratio) -> u64 {
    veto.ceil_of(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_of_carrying_is_the_quorum_or_one_more_than_the_defence() {
        // Compound proposal 289: 400,000 quorum, 633,636 against, carried with 682,191.
        assert_eq!(stake_to_carry(400_000, 633_636), Some(633_637));
        assert_eq!(stake_to_carry(400_000, 100_000), Some(400_000));
        assert_eq!(stake_to_carry(5, 4), Some(5));
        assert_eq!(stake_to_carry(0, u64::MAX), None);
    }

    #[test]
    fn silence_costs_nothing_until_the_honest_reach_the_threshold() {
        let tenth = Ratio { num: 100_000, den: 1_000_000 };
        assert_eq!(stake_to_block(1_001, tenth), 101);
        assert_eq!(stake_to_slip_through(1_001, tenth, 100), Some(0));
        assert_eq!(stake_to_slip_through(1_001, tenth, 101), None);
        assert_eq!(stake_to_block(0, tenth), 0);
    }
}
