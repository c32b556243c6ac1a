//! Quorums as numbers of votes: a root of the members, a share that follows turnout, a share that grows with opposition.

use crate::units::Ratio;

/// Parts in one whole of [`Decimal`].
pub const WHOLE: u128 = 1_000_000_000_000_000_000;

/// A number from 0 with 18 decimals, as Cosmos keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub u128);

impl Decimal {
    /// The decimal next to a fraction, rounded down.
    pub fn of(ratio: Ratio) -> Decimal {
        Decimal(u128::from(ratio.num) * WHOLE / u128::from(ratio.den))
    }

    /// The product to the nearest decimal; of two equally near the even one.
    fn times(self, other: Decimal) -> Decimal {
        let (product, half) = (self.0 * other.0, WHOLE / 2);
        let (floor, rest) = (product / WHOLE, product % WHOLE);
        Decimal(floor + u128::from(rest > half || rest == half && floor % 2 == 1))
    }
}

/// The usual turnout after one more vote: `0.8 usual + 0.2 turnout`. All at most one whole.
///
/// # Source
/// AtomOne's `x/gov/keeper/participation_ema.go`, cosmos/cosmos-sdk @00b6c724.
pub fn next_usual(usual: Decimal, turnout: Decimal) -> Decimal {
    Decimal(Decimal(WHOLE / 10 * 8).times(usual).0 + Decimal(WHOLE / 10 * 2).times(turnout).0)
}

/// The quorum at a usual turnout: `min + (max - min) usual`, a share; `min` where `max` is below it.
///
/// # Source
/// As [`next_usual`].
pub fn following_quorum(min: Decimal, max: Decimal, usual: Decimal) -> Decimal {
    Decimal(min.0 + Decimal(max.0.saturating_sub(min.0)).times(usual).0)
}

/// Debian's quantities, in trillionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debian {
    /// `Q`: half the square root of the number of developers.
    pub q: u128,
    /// `K`: `Q` or 5, whichever is smaller: how many sponsors a resolution needs.
    pub k: u128,
    /// `3 Q`: votes that an option must get.
    pub quorum: u128,
}

/// Parts in one whole of [`Debian`].
pub const TRILLION: u128 = 1_000_000_000_000;

/// Debian's quorum for so many developers, to the trillionth below. Whether a count reaches it is compared exactly by
/// [`super::quorum`].
///
/// # Source
/// Debian constitution, 4.2 and A.6.
pub fn debian(developers: u64) -> Debian {
    let scaled = u128::from(developers) * TRILLION * TRILLION;
    let (q, quorum) = ((scaled / 4).isqrt(), (scaled / 4 * 9).isqrt());
    Debian { q, k: q.min(5 * TRILLION), quorum }
}

/// Nouns' quorum that grows with the votes against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dynamic {
    /// Share without opposition, ten-thousandths of the supply.
    pub min_bps: u64,
    /// Largest share, ten-thousandths of the supply.
    pub max_bps: u64,
    /// Growth per ten-thousandth against, millionths.
    pub coefficient_e6: u64,
}

impl Dynamic {
    /// Votes in favour that are needed, rounded down at each of three steps; `None` without supply. As many are enough, if they
    /// also outnumber those against.
    ///
    /// # Source
    /// nounsDAO/nouns-monorepo @86a781ec, `NounsDAOLogicV2.sol` and `test/governance/dynamicQuorum.test.ts`.
    pub fn votes(&self, against: u64, supply: u64) -> Option<u64> {
        let against_bps = (u128::from(against) * 10_000).checked_div(u128::from(supply))?;
        let growth = u128::from(self.coefficient_e6).saturating_mul(against_bps) / 1_000_000;
        let bps = growth.saturating_add(u128::from(self.min_bps)).min(u128::from(self.max_bps));
        u64::try_from(u128::from(supply) * bps / 10_000).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(num: u64) -> Decimal {
        Decimal::of(Ratio { num, den: 100 })
    }

    #[test]
    fn the_usual_turnout_follows_by_a_fifth() {
        assert_eq!(next_usual(percent(50), percent(5)), percent(41));
        assert_eq!(next_usual(percent(0), percent(0)), percent(0));
        assert_eq!(next_usual(percent(100), percent(100)), percent(100));
    }

    #[test]
    fn the_quorum_lies_between_its_bounds() {
        for (usual, quorum) in [(0, 100), (1, 104), (50, 300), (100, 500)] {
            assert_eq!(
                following_quorum(percent(10), percent(50), percent(usual)),
                Decimal::of(Ratio { num: quorum, den: 1_000 })
            );
        }
    }

    #[test]
    fn debian_counts_roots() {
        assert_eq!(debian(100), Debian { q: 5 * TRILLION, k: 5 * TRILLION, quorum: 15 * TRILLION });
        assert_eq!(debian(4), Debian { q: TRILLION, k: TRILLION, quorum: 3 * TRILLION });
        assert_eq!(debian(1_037).q, 16_101_242_188_104);
        assert_eq!(debian(0), Debian { q: 0, k: 0, quorum: 0 });
    }

    #[test]
    fn opposition_raises_the_quorum_in_steps_and_up_to_a_bound() {
        let rule = |coefficient_e6| Dynamic { min_bps: 1_000, max_bps: 4_000, coefficient_e6 };
        for (coefficient, against, votes) in [(0, 12, 20), (1_000_000, 18, 38), (100_000, 30, 23), (3_000_000, 60, 80)] {
            assert_eq!(rule(coefficient).votes(against, 200), Some(votes), "{coefficient} {against}");
        }
        assert_eq!(rule(1).votes(0, 0), None);
    }
}
