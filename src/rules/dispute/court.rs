//! Kleros: appeals before ever more jurors, and the last round decides what every round pays.

/// Where a round is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Court {
    /// Where the case began.
    Child,
    /// Above it.
    Parent,
}

/// One round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Jurors who are drawn.
    pub jurors: u64,
    /// Their fees together.
    pub cost: u64,
    /// Where it is heard.
    pub court: Court,
}

/// Fees, and when a case moves up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fees {
    /// Of a juror where the case begins.
    pub child: u64,
    /// Of a juror above.
    pub parent: u64,
    /// Jurors in a round after which an appeal moves up.
    pub jurors_for_jump: u64,
}

/// The rounds of a case that is appealed so often, `2 n + 1` jurors after `n`; `None` where numbers overflow.
///
/// A case moves up once; what its upper court does after as many jurors of its own is not told, so it stays there.
///
/// # Source
/// kleros/kleros @03b6c1ed, `contracts/kleros/KlerosLiquid.sol`: `appealCost`.
pub fn rounds(jurors: u64, appeals: u32, fees: Fees) -> Option<Vec<Round>> {
    let mut round = Round { jurors, cost: jurors.checked_mul(fees.child)?, court: Court::Child };
    let mut rounds = vec![round];
    for _ in 0..appeals {
        let court = if round.jurors >= fees.jurors_for_jump { Court::Parent } else { round.court };
        let fee = if court == Court::Parent { fees.parent } else { fees.child };
        let jurors = round.jurors.checked_mul(2)?.checked_add(1)?;
        round = Round { jurors, cost: jurors.checked_mul(fee)?, court };
        rounds.push(round);
    }
    Some(rounds)
}

/// What a round pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Tokens that each juror gains; a loss is negative.
    pub tokens: Vec<i128>,
    /// Fees that each juror gets.
    pub fees: Vec<u64>,
    /// Fees that go to the governor.
    pub to_governor: u64,
}

/// What one round pays once the case is over.
///
/// Jurors who voted otherwise than the case ended, or not at all, lose their stake to those who voted so, who share the fees
/// too, both rounded down. Where nobody did, the governor gets the fees. If the last round is tied, all who voted keep their
/// stake and have their seat's part of the fees.
///
/// * `votes`: by juror; `None` for who did not vote. `last`: how the case ended; `None` for a tie.
///
/// # Source
/// kleros/kleros @03b6c1ed, `contracts/kleros/KlerosLiquid.sol`: `execute` and `computeTokenAndETHRewards`. Every juror can pay
/// its stake here.
pub fn payout<T: PartialEq>(votes: &[Option<T>], last: Option<&T>, at_stake: u64, fees: u64) -> Paid {
    let coherent = |vote: &Option<T>| vote.as_ref().is_some_and(|vote| last.is_none_or(|last| vote == last));
    let n_coherent = votes.iter().filter(|vote| coherent(vote)).count() as u64;
    let n_jurors = votes.len() as u64;
    let lost = at_stake.saturating_mul(n_jurors - n_coherent);
    let (reward, fee) = rewards(lost, fees, (n_coherent, n_jurors), last.is_none());
    let reward = i128::from(reward);
    let tokens = |vote| if coherent(vote) { reward } else { -i128::from(at_stake) };
    Paid {
        tokens: votes.iter().map(tokens).collect(),
        fees: votes.iter().map(|vote| if coherent(vote) { fee } else { 0 }).collect(),
        to_governor: if last.is_some() && n_coherent == 0 { fees } else { 0 },
    }
}

/// What each juror who was right gains: of what the others lost, and of the fees; both rounded down.
///
/// * `lost`: stakes of those who were not; `n`: jurors who were right, and all; `is_tied`: whether the case ended without a ruling.
pub fn rewards(lost: u64, fees: u64, n: (u64, u64), is_tied: bool) -> (u64, u64) {
    let (n_right, n_jurors) = n;
    match is_tied {
        true => (0, fees.checked_div(n_jurors).unwrap_or(0)),
        false => (lost.checked_div(n_right).unwrap_or(0), fees.checked_div(n_right).unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_appeal_doubles_the_jurors_and_large_ones_move_up() {
        let fees = Fees { child: 1, parent: 2, jurors_for_jump: 7 };
        let told: Vec<(u64, u64, Court)> =
            rounds(3, 3, fees).expect("small").into_iter().map(|round| (round.jurors, round.cost, round.court)).collect();
        assert_eq!(told, [(3, 3, Court::Child), (7, 7, Court::Child), (15, 30, Court::Parent), (31, 62, Court::Parent)]);
        assert_eq!(rounds(u64::MAX, 1, fees), None);
    }

    #[test]
    fn the_last_round_decides_what_every_round_pays() {
        for (votes, last, tokens, fees, to_governor) in [
            (vec![Some('A'), Some('A'), Some('B')], Some('B'), vec![-100, -100, 200], vec![0, 0, 30], 0),
            (vec![Some('A'), Some('A'), Some('B')], Some('A'), vec![50, 50, -100], vec![15, 15, 0], 0),
            (vec![Some('A'), None, Some('B')], Some('A'), vec![200, -100, -100], vec![30, 0, 0], 0),
            (vec![Some('A'), Some('A'), None], Some('B'), vec![-100; 3], vec![0; 3], 30),
            (vec![Some('A'), Some('B'), None], None, vec![0, 0, -100], vec![10, 10, 0], 0),
            (vec![Some('A'); 4], Some('A'), vec![0; 4], vec![7; 4], 0),
        ] {
            let expected = Paid { tokens, fees, to_governor };
            assert_eq!(payout(&votes, last.as_ref(), 100, 30), expected, "{votes:?} {last:?}");
        }
    }
}
