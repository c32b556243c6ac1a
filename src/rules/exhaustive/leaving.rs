//! Leaving: in whatever order and number members go, nobody gets what belongs to those who stay.

use super::explore;
use crate::rules::exit::{self, Exit, ForkRight, PaidOut, Takes, Window};
use crate::rules::fork::Fork;
use crate::rules::ragequit::{self, Claim};
use crate::units::{Money, Ratio, Tick, Ticks};

#[test]
fn no_fork_takes_more_than_its_part() {
    for (supply, in_escrow) in (0..8_u64).flat_map(|supply| (0..=supply).map(move |escrow| (supply, escrow))) {
        for (threshold_bps, treasury) in [0, 2_000, 5_000, 10_000].into_iter().flat_map(|bps| (0..20_u64).map(move |t| (bps, t)))
        {
            let fork = Fork { adjusted_supply: supply, in_escrow, threshold_bps };
            let sent = fork.sent(treasury);
            assert!(sent * supply.max(1) <= treasury * in_escrow, "who stays is no poorer for it: {fork:?} {treasury}");
            assert_eq!(fork.executable(), in_escrow > supply * threshold_bps / 10_000, "{fork:?}");
            assert!(threshold_bps < 10_000 || !fork.executable());
        }
    }
}

/// Three members with these shares, and what is in the bank: all orders of leaving, with all or a part of the shares.
#[test]
fn every_order_of_ragequits_leaves_the_rest_their_part() {
    let start = ([3_u64, 2, 1], Money(17));
    let worth = |shares: &[u64; 3], bank: Money, own: u64| bank.0 * own / shares.iter().sum::<u64>().max(1);
    let next = |(shares, bank): &([u64; 3], Money)| {
        let total: u64 = shares.iter().sum();
        let mut reached = Vec::new();
        for (who, burnt) in (0..3).flat_map(|who| (1..=shares[who]).map(move |burnt| (who, burnt))) {
            let [paid] = ragequit::payouts(&[*bank], burnt, total)[..] else { panic!("one asset, one payment") };
            assert!(paid <= *bank && paid.0 * total <= bank.0 * burnt, "no more than its part");
            let mut after = (*shares, Money(bank.0 - paid.0));
            after.0[who] -= burnt;
            for stays in 0..3 {
                let kept = worth(&after.0, after.1, after.0[stays]);
                assert!(
                    stays == who || kept >= worth(shares, *bank, shares[stays]),
                    "who stays is no poorer: {shares:?} {after:?}"
                );
            }
            assert!(after.0.iter().sum::<u64>() > 0 || after.1 == Money(0), "the last one takes all");
            reached.push(after);
        }
        reached
    };
    assert!(explore(start, next) >= 4 * 3 * 2);
}

#[test]
fn the_order_of_leaving_changes_no_payment() {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for (treasury, shares) in (0..20_u64).flat_map(|t| [[1, 1, 1], [3, 2, 1], [5, 0, 2]].map(|shares| (t, shares))) {
        let by_member = |order: &[usize; 3]| {
            let paid = ragequit::one_after_another(treasury, &shares, order);
            paid.map(|paid| {
                let mut sums = [Ratio { num: 0, den: 1 }; 3];
                order.iter().zip(paid).for_each(|(member, paid)| sums[*member] = paid);
                sums
            })
        };
        let paid: Vec<[Ratio; 3]> = orders.iter().filter_map(by_member).collect();
        assert!(!paid.is_empty() && paid.windows(2).all(|pair| pair[0] == pair[1]), "{treasury} {shares:?} {paid:?}");
    }
}

/// All claims of three who leave on one day: together they get no more than there is, and nobody more than it claims.
#[test]
fn a_day_of_leavers_is_paid_from_what_is_free() {
    for free in 0..12_u64 {
        for code in 0..6_u64.pow(3) {
            let claims = [code % 6, code / 6 % 6, code / 36].map(Money);
            let total: u64 = claims.iter().map(|claim| claim.0).sum();
            for rule in [PaidOut::Batch, PaidOut::FirstCome] {
                let mut paid = claims;
                exit::settle(rule, Money(free), &mut paid);
                let sum: u64 = paid.iter().map(|paid| paid.0).sum();
                assert!(paid.iter().zip(&claims).all(|(paid, claim)| paid <= claim) && sum <= free, "{rule:?} {free} {claims:?}");
                match rule {
                    PaidOut::FirstCome => assert_eq!(sum, total.min(free), "{free} {claims:?}"),
                    PaidOut::Batch => assert!(sum + 3 > total.min(free), "but for what rounding leaves: {free} {claims:?}"),
                }
            }
        }
    }
}

/// All totals and commitments: nothing that is committed is paid out.
#[test]
fn nothing_committed_is_paid_out() {
    for (total, committed) in (0..9_u64).flat_map(|total| (0..12).map(move |committed| (total, committed))) {
        let claims = (0..12).map(|own| Claim::Own(Money(own)));
        let shares = (0..=4).map(|num| Claim::Share(Ratio { num, den: 4 }));
        for claim in claims.chain(shares) {
            let paid = ragequit::uncommitted(Money(total), Money(committed), claim);
            assert!(paid.0 + committed.min(total) <= total, "{total} {committed} {claim:?}");
        }
    }
}

/// Every day, lock-up and window: whoever waits can give notice, and no later than a period of windows after the lock-up.
#[test]
fn the_way_out_opens_again() {
    let rights = (0..4).flat_map(|lock_up| (1..5).flat_map(move |every| (1..=every).map(move |lasts| (lock_up, every, lasts))));
    for (lock_up, every, lasts) in rights {
        let right = Exit {
            takes: Takes::ProRata,
            paid: PaidOut::Batch,
            notice: Ticks(3),
            retractable: true,
            lock_up: Ticks(lock_up),
            penalty: Ratio { num: 0, den: 1 },
            window: Some(Window { every: Ticks(every), lasts: Ticks(lasts) }),
            bound_by_yes: false,
            fork: None::<ForkRight>,
        };
        for day in 0..10 {
            let waits = (day..).position(|day| right.takes_notice(Tick(day))).expect("it opens") as u32;
            assert!(waits <= lock_up.saturating_sub(day) + every - lasts, "{right:?} {day}: {waits}");
            assert!(day >= lock_up || !right.takes_notice(Tick(day)));
        }
    }
}
