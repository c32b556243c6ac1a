//! Disputes: bonds that double, an oracle that is asked, appeals before growing juries.

use super::explore;
use crate::rules::dispute::bonds::{Answer, Question};
use crate::rules::dispute::court::{self, Court, Fees, Round};
use crate::rules::dispute::oracle::Assertion;

/// Three who answer a question, two answers, bonds up to 8: whatever the order, what is paid is what came in, less the fees.
#[test]
fn every_history_of_bonds_pays_out_what_came_in() {
    let next = |(question, money): &(Question, u64)| {
        for answer in 0..2 {
            let paid: u64 = question.payouts(answer, 5, 0).values().sum();
            assert!(paid == 0 || paid == money + 5, "{question:?} {answer}: {paid} of {money} and 5");
            assert!(question.payouts(answer, 5, 2).values().sum::<u64>() <= money + 5);
        }
        let mut reached = Vec::new();
        for (who, answer, bond) in
            (0..3).flat_map(|who| (0..2).flat_map(move |answer| (1..9).map(move |bond| (who, answer, bond))))
        {
            let mut after = question.clone();
            if after.answer(Answer { who, answer, bond }) {
                reached.push((after, money + bond));
            }
        }
        reached
    };
    assert!(explore((Question::default(), 0), next) > 1_000);
}

/// A question ends: with bonds up to a limit, whoever answers, no more answers fit than the limit can be halved.
#[test]
fn bonds_that_double_soon_outgrow_every_purse() {
    let next = |(question, answers): &(Question, u32)| {
        assert!(*answers <= 4, "1, 2, 4, 8: no fifth answer is paid for with 8");
        (1..9)
            .filter_map(|bond| {
                let mut after = question.clone();
                after.answer(Answer { who: 0, answer: bond as u32 % 2, bond }).then_some((after, answers + 1))
            })
            .collect()
    };
    assert!(explore((Question::default(), 0), next) > 10);
}

/// Every moment of settling and of disputing: it can be settled in the end, is not settled before, and no money is made.
#[test]
fn an_assertion_is_settled_in_time_and_pays_what_was_staked() {
    let bonds = [0, 1, 7, 100];
    for (bond, burn_percent) in bonds.into_iter().flat_map(|bond| [0, 50, 100].map(|burn| (bond, burn))) {
        let assertion = Assertion { bond, burn_percent, expiration: 4 };
        for (now, at) in (0..8).flat_map(|now| (0..9).map(move |at| (now, Some(at).filter(|at| *at < 8)))) {
            let [wrong, right] = [false, true].map(|truth| assertion.settle(now, at, truth));
            for (settled, truth) in [(wrong, false), (right, true)] {
                assert_eq!(settled.disputed, at.is_some_and(|at| at < 4), "{settled:?}");
                assert_eq!(settled.asserter_net + settled.disputer_net + i128::from(settled.fee), 0, "{settled:?}");
                assert!(settled.asserter_net.min(settled.disputer_net) >= -i128::from(bond), "nobody loses more than its bond");
                if settled.disputed {
                    assert_eq!(settled.resolution, Some(truth), "the oracle is believed");
                } else {
                    assert_eq!(settled.resolution, (now >= 4).then_some(true), "silence holds from the expiration on");
                    assert_eq!(settled.fee, 0);
                }
            }
        }
    }
}

/// Every number of jurors and appeals: juries grow, a case moves up once and never back, and its cost is that of its seats.
#[test]
fn appeals_go_before_more_jurors_and_never_down_again() {
    let fees = Fees { child: 3, parent: 5, jurors_for_jump: 7 };
    for (jurors, appeals) in (1..12).flat_map(|jurors| (0..6).map(move |appeals| (jurors, appeals))) {
        let rounds = court::rounds(jurors, appeals, fees).expect("small numbers");
        assert_eq!(rounds.len(), appeals as usize + 1, "an appeal is a round");
        for pair in rounds.windows(2) {
            let [before, after] = pair else { unreachable!("windows of two") };
            assert_eq!(after.jurors, 2 * before.jurors + 1);
            assert!(before.court == Court::Child || after.court == Court::Parent, "{rounds:?}");
            assert_eq!(after.court == Court::Parent, before.court == Court::Parent || before.jurors >= fees.jurors_for_jump);
        }
        let fee = |round: &Round| if round.court == Court::Parent { fees.parent } else { fees.child };
        assert!(rounds.iter().all(|round| round.cost == round.jurors * fee(round)), "{rounds:?}");
    }
}

/// All ballots of up to four jurors and all endings: no tokens are made, and fees go to who was right, or to the governor.
#[test]
fn a_round_pays_out_no_more_than_it_took() {
    let words = [None, Some(0), Some(1)];
    let mut seen = 0;
    for n in 0..5_u32 {
        for code in 0..3_usize.pow(n) {
            let votes: Vec<Option<u8>> = (0..n).map(|juror| words[code / 3_usize.pow(juror) % 3]).collect();
            for last in [None, Some(0), Some(1)] {
                let paid = court::payout(&votes, last.as_ref(), 10, 30);
                let tokens: i128 = paid.tokens.iter().sum();
                assert!((-10 * i128::from(n)..=0).contains(&tokens), "{votes:?} {last:?} {paid:?}");
                let fees = paid.fees.iter().sum::<u64>() + paid.to_governor;
                assert!(fees <= 30, "{votes:?} {last:?} {paid:?}");
                for ((vote, tokens), fee) in votes.iter().zip(&paid.tokens).zip(&paid.fees) {
                    let right = vote.is_some() && (last.is_none() || *vote == last);
                    assert_eq!((*tokens >= 0, *fee > 0), (right, right), "{votes:?} {last:?} {paid:?}");
                }
                let somebody_was_right = last.is_some() && votes.contains(&last);
                assert!(!somebody_was_right || 30 - fees < u64::from(n), "but for what rounding leaves: {paid:?}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 3 * (1 + 3 + 9 + 27 + 81));
}
