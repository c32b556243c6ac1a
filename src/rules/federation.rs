//! Federations: what the seats of one member organisation weigh together.

use crate::units::{Ratio, Weight};

/// How a body's votes are shared out among the groups that sit in it. Within a group they go by what each seat weighs itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Federation {
    /// Every group alike, however many seats it has (a senate; two houses counted together).
    Equal,
    /// In proportion to seats (a house of representatives).
    Proportional,
    /// In proportion to the square root of seats: then every person behind them has the same chance to tip the vote (Penrose).
    SquareRoot,
    /// A share of the whole for each group, in the order of the groups.
    Shares(Vec<Ratio>),
}

/// One group of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its place among the groups of the body.
    pub place: usize,
    /// Seats that are held.
    pub seats: u32,
}

impl Federation {
    /// What a group's seats weigh together, rounded down to the unit of weight.
    ///
    /// * `groups`: groups with at least one seat that is held; `seats`: all seats that are held. The body has one vote a seat, but
    ///   for square roots, which are counted as they are.
    pub fn pot(&self, party: Party, groups: u32, seats: u32) -> Weight {
        let body = u64::from(seats) * Weight::ONE.0;
        match self {
            Federation::Equal => Weight(body.checked_div(u64::from(groups)).unwrap_or(0)),
            Federation::Proportional => Weight(u64::from(party.seats) * Weight::ONE.0),
            Federation::SquareRoot => {
                let root = (u128::from(party.seats) * u128::from(Weight::ONE.0) * u128::from(Weight::ONE.0)).isqrt();
                Weight(u64::try_from(root).expect("a root is smaller than its square"))
            }
            Federation::Shares(shares) => Weight(shares.get(party.place).map_or(0, |share| share.floor_of(body))),
        }
    }

    /// A seat's part of its group's pot. A group whose seats weigh nothing leaves its pot to nobody.
    pub fn part(pot: Weight, own: Weight, group: Weight) -> Weight {
        let part = (u128::from(pot.0) * u128::from(own.0)).checked_div(u128::from(group.0));
        Weight(part.map_or(0, |part| u64::try_from(part).expect("a part is no more than the whole")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::ratio;
    use super::*;

    #[test]
    fn each_key_shares_the_votes_out_in_its_own_way() {
        let votes = |federation: &Federation, seats: [u32; 2]| {
            let pot = |place: usize| federation.pot(Party { place, seats: seats[place] }, 2, seats.iter().sum()).0;
            [pot(0), pot(1)]
        };
        for (federation, expected) in [
            (Federation::Equal, [5_000_000, 5_000_000]),
            (Federation::Proportional, [9_000_000, 1_000_000]),
            (Federation::SquareRoot, [3_000_000, 1_000_000]),
            (Federation::Shares(vec![ratio(1, 4), ratio(3, 4)]), [2_500_000, 7_500_000]),
            (Federation::Shares(vec![ratio(1, 1)]), [10_000_000, 0]),
        ] {
            assert_eq!(votes(&federation, [9, 1]), expected, "{federation:?}");
        }
    }

    #[test]
    fn a_pot_is_shared_by_weight_and_never_exceeded() {
        for (own, group, part) in [(1, 3, 33), (2, 3, 66), (3, 3, 100), (0, 3, 0), (0, 0, 0)] {
            assert_eq!(Federation::part(Weight(100), Weight(own), Weight(group)), Weight(part), "{own} of {group}");
        }
    }
}
