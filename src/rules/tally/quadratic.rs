//! Quadratic voting with a price: the n-th vote costs `2 n - 1` credits.

/// Credits that so many votes cost when they are cast from so many accounts, as evenly as whole votes can be; `None` without
/// accounts, and where the price overflows. From one account it is the square.
///
/// # Source
/// Lalley and Weyl, "Quadratic Voting" (2018). With votes that divide evenly, `k` accounts pay a `k`-th.
pub fn cost(votes: u64, accounts: u64) -> Option<u64> {
    let (each, more) = (votes.checked_div(accounts)?, votes.checked_rem(accounts)?);
    let square = |n: u64| u128::from(n) * u128::from(n);
    let dearer = u128::from(more).checked_mul(square(each.checked_add(1)?))?;
    let cheaper = u128::from(accounts - more).checked_mul(square(each))?;
    u64::try_from(dearer.checked_add(cheaper)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_that_share_votes_pay_less() {
        for (votes, accounts, price) in [
            (0, 1, Some(0)),
            (5, 1, Some(25)),
            (6, 2, Some(18)),
            (5, 2, Some(13)),
            (3, 5, Some(3)),
            (1, 0, None),
            (u64::MAX, 1, None),
        ] {
            assert_eq!(cost(votes, accounts), price, "{votes} {accounts}");
        }
    }
}
