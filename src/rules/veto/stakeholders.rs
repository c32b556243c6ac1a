//! Optimism's veto by stakeholders: no group alone, but the more of them object, the fewer of each it takes.

use crate::units::Ratio;

/// So many groups of which each objects with at least such a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Groups needed.
    pub groups: usize,
    /// Share of each group's votes, 0 to 1.
    pub each: Ratio,
}

/// Two groups of 17 %, or three of 14 %, or four of 11 %.
pub const FIRST_ROUND: [Tier; 3] = tiers([17, 14, 11]);

/// After an appeal: two groups of 23 %, or three of 20 %, or four of 17 %.
pub const APPEAL: [Tier; 3] = tiers([23, 20, 17]);

const fn tiers(percent: [u64; 3]) -> [Tier; 3] {
    [
        Tier { groups: 2, each: Ratio { num: percent[0], den: 100 } },
        Tier { groups: 3, each: Ratio { num: percent[1], den: 100 } },
        Tier { groups: 4, each: Ratio { num: percent[2], den: 100 } },
    ]
}

/// Whether the groups veto together. A group that reaches a share exactly counts.
///
/// * `objecting`: share of each group's votes that object.
///
/// # Source
/// ethereum-optimism/OPerating-manual `manual.md` v1.0.0, "Veto Procedure". It does not say on which side a tie falls, nor
/// whether shares are of eligible votes or of votes cast; here a tie vetoes, and the caller chooses the whole.
pub fn vetoed(tiers: &[Tier], objecting: &[Ratio]) -> bool {
    tiers.iter().any(|tier| objecting.iter().filter(|share| at_least(**share, tier.each)).count() >= tier.groups)
}

/// Turnout of the Token House and of the three groups of the Citizens' House.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnout {
    /// The Token House, 0 to 1.
    pub token_house: Ratio,
    /// Each group of citizens, 0 to 1.
    pub citizens: [Ratio; 3],
}

/// Turnout of both houses together, as exact fractions of a common denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Mean of the groups of citizens.
    pub citizens_house: Wide,
    /// Half the Token House, a sixth each group of citizens.
    pub joint: Wide,
}

/// A fraction of two wide numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wide {
    /// Numerator.
    pub num: u128,
    /// Denominator, never zero.
    pub den: u128,
}

impl Turnout {
    /// Turnout of the citizens and of both houses; `None` where shares are so fine that 128 bits do not hold their sum.
    pub fn joint(self) -> Option<Joint> {
        let [a, b, c] = self.citizens.map(|share| Wide { num: share.num.into(), den: share.den.into() });
        let sum = a.plus(b)?.plus(c)?;
        let citizens_house = Wide { num: sum.num, den: sum.den.checked_mul(3)? };
        let both = citizens_house.plus(Wide { num: self.token_house.num.into(), den: self.token_house.den.into() })?;
        Some(Joint { citizens_house, joint: Wide { num: both.num, den: both.den.checked_mul(2)? } })
    }
}

impl Joint {
    /// Whether both houses together reach 30 %; a tie does.
    pub fn quorum_is_met(self) -> Option<bool> {
        Some(self.joint.num.checked_mul(10)? >= self.joint.den.checked_mul(3)?)
    }
}

impl Wide {
    fn plus(self, other: Wide) -> Option<Wide> {
        let num = self.num.checked_mul(other.den)?.checked_add(other.num.checked_mul(self.den)?)?;
        let (mut a, mut b) = (self.den.checked_mul(other.den)?, num);
        let den = a;
        while b > 0 {
            (a, b) = (b, a % b);
        }
        Some(Wide { num: num / a, den: den / a })
    }
}

fn at_least(share: Ratio, bar: Ratio) -> bool {
    u128::from(share.num) * u128::from(bar.den) >= u128::from(bar.num) * u128::from(share.den)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(shares: [u64; 4]) -> [Ratio; 4] {
        shares.map(|num| Ratio { num, den: 100 })
    }

    #[test]
    fn no_group_vetoes_alone_and_more_groups_need_less_of_each() {
        for (shares, first, appeal) in [
            ([95, 5, 5, 5], false, false),
            ([17, 17, 0, 0], true, false),
            ([17, 16, 0, 0], false, false),
            ([23, 23, 0, 0], true, true),
            ([14, 14, 14, 0], true, false),
            ([20, 20, 20, 0], true, true),
            ([11, 11, 11, 11], true, false),
            ([11, 11, 11, 10], false, false),
            ([17, 17, 17, 17], true, true),
        ] {
            let objecting = percent(shares);
            assert_eq!((vetoed(&FIRST_ROUND, &objecting), vetoed(&APPEAL, &objecting)), (first, appeal), "{shares:?}");
        }
    }

    #[test]
    fn the_token_house_weighs_half_and_each_group_of_citizens_a_sixth() {
        for (shares, met) in [([40, 50, 10, 0], true), ([40, 50, 9, 0], false), ([60, 0, 0, 0], true), ([0, 60, 60, 60], true)] {
            let [token_house, citizens @ ..] = percent(shares);
            let joint = Turnout { token_house, citizens }.joint().expect("small");
            assert_eq!(joint.quorum_is_met(), Some(met), "{shares:?}");
        }
    }
}
