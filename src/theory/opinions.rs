//! Opinions that move only towards those near enough.

use num_bigint::BigInt;

/// Where bounded confidence ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// Opinions that are held, rising.
    pub positions: Vec<f64>,
    /// How many hold each.
    pub sizes: Vec<usize>,
    /// Steps that changed anything.
    pub steps: usize,
}

/// Everybody moves at once to the mean of all opinions within reach, its own among them; one at exactly that distance is within.
///
/// Exact: opinions are whole numbers of a unit that is divided further at every step, since a tie that rounding breaks changes
/// where it ends. It always ends.
///
/// * `opinions`, `reach`: whole numbers of `1 / unit`.
/// * returns: `None` if it has not ended after `limit` steps.
///
/// # Source
/// Hegselmann and Krause, "Opinion Dynamics and Bounded Confidence" (2002).
pub fn bounded_confidence(opinions: &[BigInt], reach: &BigInt, unit: &BigInt, limit: usize) -> Option<Ended> {
    let (mut opinions, mut reach, mut unit) = (opinions.to_vec(), reach.clone(), unit.clone());
    opinions.sort();
    for steps in 0..=limit {
        let (moved, common) = step(&opinions, &reach);
        let still = opinions.iter().zip(&moved).all(|(before, after)| before * &common == *after);
        if still {
            return Some(ended(&opinions, &unit, steps));
        }
        (opinions, reach, unit) = (moved, reach * &common, unit * common);
    }
    None
}

/// Everybody's next opinion in a finer unit, and how many of it make the old one. Order is kept, so neighbours are a range.
fn step(opinions: &[BigInt], reach: &BigInt) -> (Vec<BigInt>, BigInt) {
    let near = |of: &BigInt| {
        let from = opinions.partition_point(|other| of - other > *reach);
        let to = opinions.partition_point(|other| other - of <= *reach);
        from..to
    };
    let ranges: Vec<std::ops::Range<usize>> = opinions.iter().map(near).collect();
    let mut common = BigInt::from(1);
    for range in &ranges {
        let size = BigInt::from(range.len());
        common = &common * &size / gcd(common.clone(), size);
    }
    let mean = |range: &std::ops::Range<usize>| {
        let sum: BigInt = opinions[range.clone()].iter().sum();
        sum * (&common / BigInt::from(range.len()))
    };
    (ranges.iter().map(mean).collect(), common)
}

fn ended(opinions: &[BigInt], unit: &BigInt, steps: usize) -> Ended {
    let mut ended = Ended { positions: Vec::new(), sizes: Vec::new(), steps };
    for group in opinions.chunk_by(|a, b| a == b) {
        ended.positions.push(quotient(&group[0], unit));
        ended.sizes.push(group.len());
    }
    ended
}

/// The float next to a quotient of whole numbers of any size.
fn quotient(num: &BigInt, den: &BigInt) -> f64 {
    let size = crate::power::Fraction::new(num.magnitude().clone(), den.magnitude().clone()).map_or(0.0, |exact| exact.value());
    if *num < BigInt::ZERO { -size } else { size }
}

fn gcd(a: BigInt, b: BigInt) -> BigInt {
    if b == BigInt::ZERO { a } else { gcd(b.clone(), a % b) }
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    fn run(opinions: &[i64], reach: i64, unit: i64) -> Ended {
        let opinions: Vec<BigInt> = opinions.iter().map(|&opinion| opinion.into()).collect();
        bounded_confidence(&opinions, &reach.into(), &unit.into(), 1_000).expect("it ends")
    }

    #[test]
    fn agents_at_the_distance_of_their_reach_end_in_threes() {
        // Hegarty and Wedin, arXiv 1406.0819: 2 floor(n / 6) threes and one of n mod 6.
        for n in 1..=30 {
            let ended = run(&(0..n).collect::<Vec<i64>>(), 1, 1);
            let threes = 2 * (n as usize / 6);
            let mut expected = vec![3; threes];
            if n % 6 > 0 {
                expected.insert(threes / 2, n as usize % 6);
            }
            assert_eq!(ended.sizes, expected, "{n}");
        }
        let six = run(&[0, 1, 2, 3, 4, 5], 1, 1);
        near(six.positions[0], 1.669_560_185_185_185_1, 1e-12);
        assert_eq!(six.steps, 6);
    }

    #[test]
    fn a_wide_reach_ends_in_one_and_the_order_given_does_not_matter() {
        let ended = run(&(0..=50).rev().collect::<Vec<i64>>(), 10, 50);
        assert_eq!((ended.sizes, ended.steps), (vec![51], 24));
        near(ended.positions[0], 0.5, 1e-12);
        assert_eq!(run(&[-3, 3], 5, 1).positions, [-3.0, 3.0]);
        assert_eq!(run(&[4, 4], 0, 2), Ended { positions: vec![2.0], sizes: vec![2], steps: 0 });
    }
}
