//! A claim with money behind it: what is proposed stands unless somebody stakes money against it.
//!
//! ```text
//!   claim, bond B ---- stands for the window ----> passes
//!      |  somebody posts B (once) or 2 B (doubling) against it
//!      v
//!   answer against -- once: at once; doubling: stands for the window --> blocks
//!      |  doubling: somebody posts twice as much again for it
//!      v
//!   the claim stands anew, and so on
//! ```
//!
//! What blocks may lead to whoever is to know: an oracle, a jury. Then bonds wait for what that one says.

use super::bonds::{self, Answer};
use crate::rules::{Facts, Rule, Verdict};
use crate::units::{Money, Ratio, Ticks};

/// How often a claim is answered. Both are called disputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Once, for as much as the claim, and somebody else has to say who is right (UMA).
    Once,
    /// As often as somebody posts twice the last bond; what nobody outbids in time is right (Reality.eth).
    Doubling,
}

/// Passes when a claim that it should stands for long enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Money behind the claim, above 0.
    pub bond: Money,
    /// How long an answer must stand.
    pub window: Ticks,
    /// How often it is answered.
    pub answers: Answers,
    /// What is kept: of one bond where there is a dispute (once), of every bond but the last (doubling).
    pub fee: Ratio,
    /// Answers that the fullest purse can pay for: a bound on how long it takes.
    pub most_answers: u32,
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Whether its bond is missing: nothing is claimed.
    pub is_missing: bool,
    /// Answers since, in turns against it and for it.
    pub answers: u32,
    /// When the last of them came, after the opening.
    pub since: Ticks,
}

impl Claim {
    /// Whether the last answer is against it.
    pub fn is_answered(&self) -> bool {
        self.answers % 2 == 1
    }
}

impl Dispute {
    /// What the next answer takes; `None` where there is none.
    ///
    /// * `last`: the last bond; `answers`: answers so far.
    pub fn next_bond(&self, last: Money, answers: u32) -> Option<Money> {
        match self.answers {
            Answers::Once => (answers == 0).then_some(self.bond),
            Answers::Doubling => last.0.checked_mul(2).map(Money),
        }
    }

    /// Pays out bonds once it is known whether the claim is right; what is not paid is kept.
    ///
    /// * `history`: the claim, then the answers in turns; 1 for it and 0 against.
    ///
    /// # Source
    /// Once: UMA's optimistic oracle, see [`super::oracle`]. Doubling: Reality.eth without a bounty, see [`bonds`]. There a fee is
    /// one part in so many, here it is a share; both are rounded down.
    pub fn settle(&self, history: &[Answer], is_right: bool, mut pay: impl FnMut(u32, u64)) {
        match (self.answers, history) {
            (Answers::Once, [claim]) => pay(claim.who, claim.bond),
            (Answers::Once, _) => {
                let answer = u32::from(is_right);
                let fee = history.first().map_or(0, |claim| self.fee.floor_of(claim.bond));
                let all: u64 = history.iter().map(|entry| entry.bond).sum();
                if let Some(winner) = history.iter().find(|entry| entry.answer == answer) {
                    pay(winner.who, all - fee);
                }
            }
            (Answers::Doubling, _) => {
                bonds::pay_out(history, u32::from(is_right), 0, |bond| self.fee.floor_of(bond), pay);
            }
        }
    }
}

impl Rule for Dispute {
    fn key(&self) -> &'static str {
        "dispute"
    }

    /// Open while an answer may still be outbid. Then the claim passes or blocks as the last answer says; a single answer blocks at
    /// once. Without its bond nothing is claimed, and it lapses. Ballots alone move nothing.
    fn verdict(&self, facts: &Facts) -> Verdict {
        let claim = facts.setting.claim;
        if claim.is_missing {
            Verdict::Lapse
        } else if claim.is_answered() && self.answers == Answers::Once {
            Verdict::Block
        } else if facts.elapsed < claim.since + self.window {
            Verdict::Open
        } else if claim.is_answered() {
            Verdict::Block
        } else {
            Verdict::Pass
        }
    }

    fn clock(&self) -> Option<Ticks> {
        Some(self.window)
    }

    fn longest_clock(&self) -> Option<Ticks> {
        let turns = match self.answers {
            Answers::Once => 1,
            Answers::Doubling => self.most_answers.saturating_add(1),
        };
        Some(Ticks(self.window.0.saturating_mul(turns)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::bonds::Question;
    use super::super::oracle::Assertion;
    use super::*;
    use crate::rules::Setting;
    use crate::rules::fixture::{quiet, seats};
    use Verdict::{Block, Lapse, Open, Pass};
    use std::collections::BTreeMap;

    fn rule(answers: Answers, fee: (u64, u64)) -> Dispute {
        let fee = Ratio { num: fee.0, den: fee.1 };
        Dispute { bond: Money(100), window: Ticks(3), answers, fee, most_answers: 5 }
    }

    #[test]
    fn what_nobody_outbids_in_time_stands() {
        for (answers, given, since, elapsed, verdict) in [
            (Answers::Once, 0, 0, 2, Open),
            (Answers::Once, 0, 0, 3, Pass),
            (Answers::Once, 1, 1, 1, Block),
            (Answers::Doubling, 1, 1, 3, Open),
            (Answers::Doubling, 1, 1, 4, Block),
            (Answers::Doubling, 2, 3, 5, Open),
            (Answers::Doubling, 2, 3, 6, Pass),
        ] {
            let claim = Claim { is_missing: false, answers: given, since: Ticks(since) };
            let setting = Setting { claim, ..Setting::default() };
            let facts = Facts { elapsed: Ticks(elapsed), setting, ..quiet(seats(3)) };
            assert_eq!(rule(answers, (0, 1)).verdict(&facts), verdict, "{answers:?}: {given} at {since}, now {elapsed}");
        }
        let setting = Setting { claim: Claim { is_missing: true, ..Claim::default() }, ..Setting::default() };
        assert_eq!(rule(Answers::Once, (0, 1)).verdict(&Facts { setting, ..quiet(seats(3)) }), Lapse);
    }

    #[test]
    fn bonds_are_paid_as_the_sources_pay_them() {
        let entry = |who, answer, bond| Answer { who, answer, bond };
        let paid = |rule: Dispute, history: &[Answer], is_right| {
            let mut paid = BTreeMap::new();
            rule.settle(history, is_right, |who, amount| *paid.entry(who).or_insert(0) += amount);
            paid
        };
        let disputed = [entry(0, 1, 100), entry(1, 0, 100)];
        for truth in [true, false] {
            let settled = Assertion { bond: 100, burn_percent: 50, expiration: 9 }.settle(9, Some(1), truth);
            let gains = [settled.asserter_net, settled.disputer_net];
            let winner = usize::from(!truth);
            let all = paid(rule(Answers::Once, (1, 2)), &disputed, truth);
            assert_eq!(i128::from(all[&(winner as u32)]) - 100, gains[winner], "{truth}");
            assert_eq!(all.len(), 1);
        }
        assert_eq!(paid(rule(Answers::Once, (1, 2)), &disputed[..1], true), BTreeMap::from([(0, 100)]));
        let rounds = [entry(0, 1, 100), entry(1, 0, 200), entry(2, 1, 400)];
        for right in [true, false] {
            let mut question = Question::default();
            assert!(rounds.iter().all(|answer| question.answer(*answer)));
            let expected = question.payouts(u32::from(right), 0, 40);
            assert_eq!(paid(rule(Answers::Doubling, (1, 40)), &rounds, right), expected, "{right}");
        }
    }

    #[test]
    fn only_doubling_goes_on() {
        for (answers, given, next) in [(Answers::Once, 0, Some(100)), (Answers::Once, 1, None), (Answers::Doubling, 1, Some(400))]
        {
            assert_eq!(rule(answers, (0, 1)).next_bond(Money(200), given), next.map(Money), "{answers:?}");
        }
    }
}
