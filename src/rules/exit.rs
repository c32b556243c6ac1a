//! Exit rights: who may leave when, and what leavers take along.
//!
//! ```text
//!   member --notice (after lock-up, inside a window)--> leaving --notice runs out--> gone, paid
//!      ^                                                   |
//!      +------------- takes it back, if retractable -------+
//! ```
//!
//! What is committed to work stays; only free money can be claimed. Money is floored to its unit, the dust stays behind.

use crate::units::{Money, Ratio, Tick, Ticks};

/// What a leaver may claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Its own contribution, less what was charged to it (the guides; restricted-fund accounting).
    OwnUncommitted,
    /// Its share of the free pool (Moloch).
    ProRata,
    /// All it ever paid in, for as long as there is free money: a deposit.
    Deposit,
}

/// In which order leavers of one day are paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidOut {
    /// Each in full while money lasts, in order of notice, then of party.
    FirstCome,
    /// All alike: if the claims of the day exceed the free pool, every claim is cut in proportion.
    Batch,
}

/// When notice can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Time between the openings of two windows; the first opens at the start.
    pub every: Ticks,
    /// How long a window stays open.
    pub lasts: Ticks,
}

/// The right to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// What a leaver may claim.
    pub takes: Takes,
    /// In which order leavers are paid.
    pub paid: PaidOut,
    /// Time between notice and leaving.
    pub notice: Ticks,
    /// Whether a notice can be taken back before it runs out.
    pub retractable: bool,
    /// Time from the start during which nobody may give notice.
    pub lock_up: Ticks,
    /// Share of the claim that stays behind.
    pub penalty: Ratio,
    /// When notice can be given; `None` on any day.
    pub window: Option<Window>,
    /// Whether nobody may give notice who voted for something that is not decided yet (Moloch).
    pub bound_by_yes: bool,
    /// Leaving together: `None` where everybody leaves alone.
    pub fork: Option<ForkRight>,
}

/// Leaving together: notices wait until enough money wants to go, then a window opens in which others join (Nouns).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForkRight {
    /// Share of the money paid in that must be exceeded, ten-thousandths.
    pub threshold_bps: u64,
    /// How long others may join, from the evening on which it was exceeded.
    pub window: Ticks,
}

impl Exit {
    /// Whether notice can be given now: a moment at the end of the lock-up is in, at the end of a window is out.
    pub fn takes_notice(&self, now: Tick) -> bool {
        let inside = self.window.is_none_or(|window| now.0 % window.every.0.max(1) < window.lasts.0);
        now.0 >= self.lock_up.0 && inside
    }

    /// What of a claim is paid out before any shortage.
    pub fn after_penalty(&self, claim: Money) -> Money {
        Money(claim.0 - self.penalty.ceil_of(claim.0).min(claim.0))
    }
}

/// What leavers are paid who claim at the same time, in this order, from this much free money.
///
/// * `claims`: after penalties; replaced by the payments, whose sum is at most `free`.
pub fn settle(paid: PaidOut, free: Money, claims: &mut [Money]) {
    let total: Money = claims.iter().copied().sum();
    match paid {
        PaidOut::Batch if total > free => {
            for claim in claims {
                *claim = portion(free, u128::from(claim.0), u128::from(total.0));
            }
        }
        PaidOut::Batch => {}
        PaidOut::FirstCome => {
            let mut left = free;
            for claim in claims {
                *claim = (*claim).min(left);
                left -= *claim;
            }
        }
    }
}

/// `whole * part / of`, floored; nothing if `of` is zero.
pub fn portion(whole: Money, part: u128, of: u128) -> Money {
    if of == 0 {
        return Money(0);
    }
    // Units stay far below 2^64, so the product fits.
    Money(u64::try_from(u128::from(whole.0) * part / of).unwrap_or(u64::MAX))
}

/// How much of its payment a leaver loses by standing behind `ahead` instead of in front: 0 nothing, 1 all of it.
/// `None` when there is nothing to lose.
pub fn loss_from_waiting(paid: PaidOut, free: Money, ahead: Money, own: Money) -> Option<Ratio> {
    let payment = |first: Money| {
        let mut claims = [first, own];
        settle(paid, free, &mut claims);
        claims[1].0
    };
    let now = payment(Money(0));
    Ratio::new(now - payment(ahead), now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Exit = Exit {
        takes: Takes::ProRata,
        paid: PaidOut::Batch,
        notice: Ticks(30),
        retractable: true,
        lock_up: Ticks(0),
        penalty: Ratio { num: 0, den: 1 },
        window: None,
        bound_by_yes: false,
        fork: None,
    };

    #[test]
    fn notice_waits_for_the_lock_up_and_the_window() {
        let window = Some(Window { every: Ticks(90), lasts: Ticks(14) });
        for (exit, day, may) in [
            (OPEN, 0, true),
            (Exit { lock_up: Ticks(10), ..OPEN }, 9, false),
            (Exit { lock_up: Ticks(10), ..OPEN }, 10, true),
            (Exit { window, ..OPEN }, 13, true),
            (Exit { window, ..OPEN }, 14, false),
            (Exit { window, ..OPEN }, 90, true),
            (Exit { window, lock_up: Ticks(91), ..OPEN }, 90, false),
        ] {
            assert_eq!(exit.takes_notice(Tick(day)), may, "{exit:?} on day {day}");
        }
    }

    #[test]
    fn a_penalty_is_rounded_in_favour_of_those_who_stay() {
        let exit = Exit { penalty: Ratio { num: 1, den: 10 }, ..OPEN };
        for (claim, paid) in [(0, 0), (1, 0), (10, 9), (11, 9), (100, 90)] {
            assert_eq!(exit.after_penalty(Money(claim)), Money(paid));
        }
    }

    fn paid(rule: PaidOut, free: u64, claims: &[u64]) -> Vec<u64> {
        let mut claims: Vec<Money> = claims.iter().copied().map(Money).collect();
        settle(rule, Money(free), &mut claims);
        claims.into_iter().map(|money| money.0).collect()
    }

    #[test]
    fn a_shortage_hits_the_last_or_all_alike() {
        assert_eq!(paid(PaidOut::FirstCome, 100, &[60, 60, 60]), [60, 40, 0]);
        assert_eq!(paid(PaidOut::Batch, 100, &[60, 60, 60]), [33, 33, 33]);
        assert_eq!(paid(PaidOut::Batch, 200, &[60, 60, 60]), [60, 60, 60]);
        assert_eq!(paid(PaidOut::FirstCome, 0, &[1]), [0]);
        assert_eq!(paid(PaidOut::Batch, 0, &[]), [0_u64; 0]);
    }

    #[test]
    fn waiting_costs_something_only_where_money_can_run_out() {
        let loss = |rule, free, ahead, own| loss_from_waiting(rule, Money(free), Money(ahead), Money(own));
        assert_eq!(loss(PaidOut::FirstCome, 100, 80, 40), Some(Ratio::HALF));
        assert_eq!(loss(PaidOut::FirstCome, 100, 60, 40), Some(Ratio { num: 0, den: 1 }));
        assert_eq!(loss(PaidOut::FirstCome, 100, 200, 40), Some(Ratio { num: 1, den: 1 }));
        assert_eq!(loss(PaidOut::FirstCome, 0, 0, 40), None);
    }

    #[test]
    fn portions_are_floored() {
        assert_eq!(portion(Money(100), 1, 3), Money(33));
        assert_eq!(portion(Money(100), 1, 0), Money(0));
        assert_eq!(portion(Money(u64::MAX), 1 << 40, 1 << 40), Money(u64::MAX));
    }
}
