//! Reality.eth: every answer needs twice the bond of the one before, and the last one stands.

use std::collections::BTreeMap;

/// An answer with its bond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who gave it.
    pub who: u32,
    /// What it says.
    pub answer: u32,
    /// Money behind it.
    pub bond: u64,
}

/// A question that answers are given to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    history: Vec<Answer>,
}

impl Question {
    /// Takes an answer. Refused without a bond, and with less than twice the last one.
    pub fn answer(&mut self, answer: Answer) -> bool {
        let least = self.history.last().map_or(1, |last| last.bond.saturating_mul(2));
        let taken = answer.bond >= least;
        if taken {
            self.history.push(answer);
        }
        taken
    }

    /// Who is paid what once an answer is final; empty if nobody gave it.
    ///
    /// The last to give it gets the bounty and the bonds of wrong answers. Where another gave it before, that one takes over all
    /// further down, and is paid a fee as large as its own bond by the one above.
    ///
    /// * `claim_fee`: one part in so many of every bond but the last is kept back, rounded down to the unit; 0 for none.
    ///
    /// # Source
    /// RealityETH/reality-eth-monorepo @b996b0a0, white paper and `RealityETH-3.0.sol` (40, that is 2.5 %).
    pub fn payouts(&self, final_answer: u32, bounty: u64, claim_fee: u64) -> BTreeMap<u32, u64> {
        let mut paid: BTreeMap<u32, u64> = BTreeMap::new();
        let fee = |bond: u64| bond.checked_div(claim_fee).unwrap_or(0);
        pay_out(&self.history, final_answer, bounty, fee, |who, amount| *paid.entry(who).or_default() += amount);
        paid
    }
}

/// The same for answers that are kept elsewhere: calls `pay` with who gets how much, more than once for some.
///
/// * `history`: from the first to the last; `fee`: what is kept of a bond that is not the last.
pub fn pay_out(history: &[Answer], final_answer: u32, bounty: u64, fee: impl Fn(u64) -> u64, mut pay: impl FnMut(u32, u64)) {
    let mut payee = None;
    let mut queued = 0;
    let mut last_bond = 0;
    let standing = history.last().map_or(0, |last| last.bond);
    for entry in history.iter().rev() {
        // A bond belongs to whoever is next below it, so it waits until that one is known.
        queued += last_bond;
        if entry.answer == final_answer {
            match payee {
                None => (payee, queued) = (Some(entry.who), queued + bounty),
                Some(above) if above != entry.who => {
                    let takeover = entry.bond.min(queued);
                    pay(above, queued - takeover);
                    (payee, queued) = (Some(entry.who), takeover);
                }
                Some(_) => {}
            }
        }
        let fee = if entry.bond == standing { 0 } else { fee(entry.bond) };
        last_bond = entry.bond - fee;
    }
    if let Some(payee) = payee {
        pay(payee, queued + last_bond);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(history: &[(u32, u32, u64)]) -> Question {
        let mut question = Question::default();
        for &(who, answer, bond) in history {
            assert!(question.answer(Answer { who, answer, bond }), "{history:?}");
        }
        question
    }

    #[test]
    fn bonds_double() {
        let mut question = question(&[(0, 1, 5)]);
        let answer = |bond| Answer { who: 1, answer: 2, bond };
        assert!(!question.answer(answer(9)) && question.answer(answer(10)) && !question.answer(answer(19)));
        assert!(!Question::default().answer(answer(0)));
    }

    #[test]
    fn the_white_papers_example_comes_out() {
        let (alice, bob, charlie, dave) = (0, 1, 2, 3);
        let asked = question(&[
            (alice, 7, 1),
            (bob, 8, 2),
            (alice, 7, 4),
            (bob, 8, 8),
            (charlie, 7, 16),
            (dave, 8, 32),
            (charlie, 7, 64),
        ]);
        assert_eq!(asked.payouts(7, 100, 0), BTreeMap::from([(alice, 11), (charlie, 216)]));
    }

    #[test]
    fn without_a_fee_every_unit_is_paid_to_those_who_were_right() {
        for (history, answer, expected) in [
            (vec![(0, 1, 1)], 1, vec![(0, 11)]),
            (vec![(0, 1, 1)], 2, vec![]),
            (vec![(0, 1, 1), (1, 2, 2)], 2, vec![(1, 13)]),
            (vec![(0, 1, 1), (1, 2, 2)], 1, vec![(0, 13)]),
            (vec![(0, 1, 1), (1, 1, 2)], 1, vec![(0, 2), (1, 11)]),
        ] {
            assert_eq!(question(&history).payouts(answer, 10, 0), expected.into_iter().collect(), "{history:?}");
        }
    }

    #[test]
    fn a_fee_is_kept_of_every_bond_but_the_last() {
        let asked = question(&[(0, 1, 40), (1, 2, 80), (0, 1, 160)]);
        assert_eq!(asked.payouts(1, 0, 40), BTreeMap::from([(0, 39 + 78 + 160)]));
    }
}
