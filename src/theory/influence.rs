//! Whose first opinion counts how much, when everybody keeps averaging.

use num_bigint::BigUint;

/// A number from 0 as an exact fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    /// Numerator.
    pub num: BigUint,
    /// Denominator, never zero.
    pub den: BigUint,
}

impl Exact {
    /// `num / den` in lowest terms; `None` if `den` is zero.
    pub fn new(num: BigUint, den: BigUint) -> Option<Exact> {
        crate::power::Fraction::new(num, den).map(|lowest| Exact { num: lowest.num, den: lowest.den })
    }

    fn nothing() -> Exact {
        Exact { num: BigUint::ZERO, den: BigUint::from(1_u8) }
    }

    fn is_nothing(&self) -> bool {
        self.num == BigUint::ZERO
    }

    fn plus(&self, other: &Exact) -> Exact {
        Exact::new(&self.num * &other.den + &other.num * &self.den, &self.den * &other.den).expect("no zero below")
    }

    fn times(&self, other: &Exact) -> Exact {
        Exact::new(&self.num * &other.num, &self.den * &other.den).expect("no zero below")
    }

    /// The quotient; `None` if `other` is nothing.
    fn over(&self, other: &Exact) -> Option<Exact> {
        Exact::new(&self.num * &other.den, &self.den * &other.num)
    }

    /// The float next to it.
    pub fn value(&self) -> f64 {
        crate::power::Fraction { num: self.num.clone(), den: self.den.clone() }.value()
    }
}

fn sum<'e>(parts: impl Iterator<Item = &'e Exact>) -> Exact {
    parts.fold(Exact::nothing(), |sum, part| sum.plus(part))
}

/// The left unit eigenvector of a matrix of trust: the limit of everybody's opinion is the sum of first opinions, so weighted.
///
/// * `trust`: by row, how much each listens to each; rows add up to 1.
/// * returns: `None` where rows do not add up to 1, or where there are groups that listen to nobody outside, so that there is
///   more than one limit. Where opinions go round for ever, it is what they go round.
///
/// # Source
/// DeGroot, "Reaching a Consensus" (1974); solved without subtraction after Grassmann, Taksar and Heyman (1985).
pub fn influence(trust: &[Vec<Exact>]) -> Option<Vec<Exact>> {
    let n = trust.len();
    let one = Exact { num: BigUint::from(1_u8), den: BigUint::from(1_u8) };
    if n == 0 || trust.iter().any(|row| row.len() != n || sum(row.iter()) != one) {
        return None;
    }
    // Somebody whom everybody hears in the end comes first, so that nobody who is left aside hears nobody that is left.
    let first = (0..n).find(|&to| (0..n).all(|from| hears(trust, from, to)))?;
    let order: Vec<usize> = std::iter::once(first).chain((0..n).filter(|&member| member != first)).collect();
    let mut p: Vec<Vec<Exact>> = order.iter().map(|&i| order.iter().map(|&j| trust[i][j].clone()).collect()).collect();
    for k in (1..n).rev() {
        let out = sum(p[k][..k].iter());
        for i in 0..k {
            p[i][k] = p[i][k].over(&out)?;
            for j in 0..k {
                p[i][j] = p[i][j].plus(&p[i][k].times(&p[k][j]));
            }
        }
    }
    let mut share = vec![one];
    while share.len() < n {
        let k = share.len();
        share.push(share.iter().zip(&p).fold(Exact::nothing(), |sum, (share, row)| sum.plus(&share.times(&row[k]))));
    }
    let all = sum(share.iter());
    let mut influence = vec![Exact::nothing(); n];
    for (place, &member) in order.iter().enumerate() {
        influence[member] = share[place].over(&all)?;
    }
    Some(influence)
}

/// Whether word gets from `to` to `from` in the end.
fn hears(trust: &[Vec<Exact>], from: usize, to: usize) -> bool {
    let mut reached = vec![false; trust.len()];
    let mut at = vec![from];
    reached[from] = true;
    while let Some(member) = at.pop() {
        for (other, listens) in trust[member].iter().enumerate() {
            if !listens.is_nothing() && !reached[other] {
                reached[other] = true;
                at.push(other);
            }
        }
    }
    reached[to]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solved(rows: &[&[(u32, u32)]]) -> Option<Vec<(BigUint, BigUint)>> {
        let exact = |&(num, den): &(u32, u32)| Exact::new(num.into(), den.into()).expect("not zero");
        let trust: Vec<Vec<Exact>> = rows.iter().map(|row| row.iter().map(exact).collect()).collect();
        influence(&trust).map(|found| found.into_iter().map(|share| (share.num, share.den)).collect())
    }

    fn shares(parts: &[(u32, u32)]) -> Option<Vec<(BigUint, BigUint)>> {
        Some(parts.iter().map(|&(num, den)| (num.into(), den.into())).collect())
    }

    #[test]
    fn degroots_examples_come_out() {
        assert_eq!(
            solved(&[&[(1, 3), (1, 3), (1, 3)], &[(1, 2), (1, 2), (0, 1)], &[(0, 1), (1, 4), (3, 4)]]),
            shares(&[(3, 11), (4, 11), (4, 11)])
        );
        assert_eq!(
            solved(&[&[(0, 1), (1, 2), (1, 2)], &[(1, 1), (0, 1), (0, 1)], &[(0, 1), (1, 1), (0, 1)]]),
            shares(&[(2, 5), (2, 5), (1, 5)])
        );
    }

    #[test]
    fn whom_nobody_hears_has_none_and_two_camps_have_no_limit() {
        assert_eq!(solved(&[&[(1, 2), (1, 2)], &[(0, 1), (1, 1)]]), shares(&[(0, 1), (1, 1)]));
        assert_eq!(solved(&[&[(1, 1), (0, 1)], &[(0, 1), (1, 1)]]), None);
        assert_eq!(solved(&[&[(1, 2), (1, 3)], &[(0, 1), (1, 1)]]), None);
        assert_eq!(solved(&[&[(1, 1)]]), shares(&[(1, 1)]));
    }
}
