//! Leaving with a share of everything, or of what is not committed.

use super::exit::portion;
use crate::units::{Money, Ratio};

/// What shares that are burnt take of each asset, rounded down; the dust stays.
///
/// * `burnt`, `total`: shares and loot; nothing is paid where there are none.
///
/// # Source
/// MolochVentures/moloch @4e786db8, `Moloch.sol` `fairShare`; HausDAO/Baal @ee3d5ab9, `_ragequit`.
pub fn payouts(treasury: &[Money], burnt: u64, total: u64) -> Vec<Money> {
    treasury.iter().map(|balance| portion(*balance, burnt.into(), total.into())).collect()
}

/// What members are paid who leave one after another with their whole share, without rounding.
///
/// * `shares`: by member. `order`: members in order of leaving; those who are not in it stay.
/// * returns: money in the order of leaving, reduced fractions; `None` where a member leaves twice, is not there, or leaves with
///   the last share of nothing.
///
/// Value per share never changes, so the order changes nothing: there is no run.
pub fn one_after_another(treasury: u64, shares: &[u64], order: &[usize]) -> Option<Vec<Ratio>> {
    let (mut num, mut den) = (u128::from(treasury), 1_u128);
    let mut left: Vec<Option<u64>> = shares.iter().copied().map(Some).collect();
    let mut paid = Vec::new();
    for &member in order {
        let total: u128 = left.iter().flatten().copied().map(u128::from).sum();
        let own = u128::from(left.get_mut(member)?.take()?);
        let payment = reduced(num.checked_mul(own)?, den.checked_mul(total)?)?;
        paid.push(Ratio { num: u64::try_from(payment.0).ok()?, den: u64::try_from(payment.1).ok()? });
        (num, den) = reduced(num.checked_mul(total - own)?, den.checked_mul(total)?)?;
    }
    Some(paid)
}

fn reduced(num: u128, den: u128) -> Option<(u128, u128)> {
    let (mut a, mut b) = (den, num);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    Some((num.checked_div(a)?, den / a))
}

/// What a leaver may take of what is not committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Its own contribution, as far as it is not committed: the guides' reading, restricted funds.
    Own(Money),
    /// A share of all that is free: Moloch's reading.
    Share(Ratio),
}

/// What a leaver is paid of what is not committed, rounded down, and never more than is free.
pub fn uncommitted(total: Money, committed: Money, claim: Claim) -> Money {
    let free = Money(total.0.saturating_sub(committed.0));
    match claim {
        Claim::Own(own) => own.min(free),
        Claim::Share(share) => Money(share.floor_of(free.0)).min(free),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payments_are_rounded_down_and_the_dust_stays() {
        for (burnt, total, paid) in
            [(30, 100, [300, 90]), (1, 3, [333, 100]), (3, 3, [1_000, 300]), (0, 3, [0, 0]), (0, 0, [0, 0])]
        {
            assert_eq!(payouts(&[Money(1_000), Money(300)], burnt, total), paid.map(Money), "{burnt} {total}");
        }
    }

    #[test]
    fn the_order_of_leaving_changes_nothing() {
        let whole = |num| Ratio { num, den: 1 };
        assert_eq!(one_after_another(1_000, &[50, 30, 20], &[2, 0, 1]), Some([200, 500, 300].map(whole).to_vec()));
        assert_eq!(one_after_another(1_000, &[50, 30, 20], &[1]), Some(vec![whole(300)]));
        let thirds = Ratio { num: 100, den: 3 };
        assert_eq!(one_after_another(100, &[1, 1, 1], &[2, 1, 0]), Some(vec![thirds; 3]));
        assert_eq!(one_after_another(100, &[1, 1], &[0, 0]), None);
        assert_eq!(one_after_another(100, &[1, 1], &[2]), None);
        assert_eq!(one_after_another(100, &[0, 0], &[0]), None);
    }

    #[test]
    fn nothing_committed_is_paid_out() {
        let quarter = Claim::Share(Ratio { num: 1, den: 4 });
        for (committed, claim, paid) in [
            (400, quarter, 150),
            (1_000, quarter, 0),
            (1_001, quarter, 0),
            (997, quarter, 0),
            (400, Claim::Own(Money(250)), 250),
            (900, Claim::Own(Money(250)), 100),
            (1_000, Claim::Own(Money(250)), 0),
        ] {
            assert_eq!(uncommitted(Money(1_000), Money(committed), claim), Money(paid), "{committed} {claim:?}");
        }
    }
}
