//! How unequally something is held: Gini, Herfindahl-Hirschman, Theil, the largest share, and how few hold most of it.

use crate::math;
use crate::units::Ratio;

/// Concentration of a quantity over its holders, those who hold nothing included: leaving them out changes Gini and Theil a lot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// Population Gini: `sum_ij |xi - xj| / (2 n^2 mean)`, 0 to (n-1)/n. Some authors print n/(n-1) times as much.
    pub gini: f64,
    /// Herfindahl-Hirschman: sum of squared shares, 1/n to 1. Some authors print 10,000 times as much.
    pub hhi: f64,
    /// Number of equal holders with the same HHI, 1 to n.
    pub effective_number: f64,
    /// Theil's T: mean of `(x/mean) ln(x/mean)` with `0 ln 0 = 0`, in nats, 0 to ln n.
    pub theil_t: f64,
    /// Largest share, 1/n to 1.
    pub top_share: f64,
    /// Fewest holders with more than half.
    pub nakamoto_half: usize,
    /// Fewest holders with at least 51 %.
    pub nakamoto_51: usize,
}

impl Concentration {
    /// Concentration of what each holder has, in any unit; `None` where nothing is held.
    ///
    /// # Source
    /// Gini (1912); Hirschman (1964), "The Paternity of an Index"; Theil (1967), "Economics and Information Theory";
    /// Srinivasan and Lee (2017), "Quantifying Decentralization", for the count that is called Nakamoto's.
    pub fn of(held: &[u64]) -> Option<Concentration> {
        let mut sorted = held.to_vec();
        sorted.sort_unstable();
        let whole: u128 = sorted.iter().copied().map(u128::from).sum();
        let top = u128::from(*sorted.last()?);
        if whole == 0 {
            return None;
        }
        let n = sorted.len() as f64;
        let shares = || sorted.iter().map(|&part| part as f64 / whole as f64);
        let hhi: f64 = shares().map(|share| share * share).sum();
        let theil = |share: f64| if share > 0.0 { share * math::ln(share * n) } else { 0.0 };
        Some(Concentration {
            gini: gini(&sorted, whole),
            hhi,
            effective_number: 1.0 / hhi,
            // Rounding may leave equal shares a hair below zero.
            theil_t: shares().map(theil).sum::<f64>().max(0.0),
            top_share: top as f64 / whole as f64,
            nakamoto_half: fewest_above(held, Ratio::HALF)?,
            nakamoto_51: fewest_reaching(held, Ratio { num: 51, den: 100 })?,
        })
    }
}

/// Each unit held is counted once for everybody below and once against everybody above; in integers until the last division.
fn gini(sorted: &[u64], whole: u128) -> f64 {
    let n = sorted.len() as i128;
    let rank_sum: i128 = sorted.iter().zip(1..).map(|(&part, rank): (_, i128)| i128::from(part) * (2 * rank - n - 1)).sum();
    rank_sum as f64 / (n as f64 * whole as f64)
}

/// Fewest holders that together have more than `share` of everything: a tie is not enough. `None` where nothing is held, and
/// where not even all have so much.
pub fn fewest_above(held: &[u64], share: Ratio) -> Option<usize> {
    fewest(held, |part, whole| part * u128::from(share.den) > whole * u128::from(share.num))
}

/// Fewest holders that together have at least `share` of everything: a tie is enough. `None` as for [`fewest_above`].
pub fn fewest_reaching(held: &[u64], share: Ratio) -> Option<usize> {
    fewest(held, |part, whole| part * u128::from(share.den) >= whole * u128::from(share.num))
}

fn fewest(held: &[u64], enough: impl Fn(u128, u128) -> bool) -> Option<usize> {
    let mut sorted = held.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let whole: u128 = sorted.iter().copied().map(u128::from).sum();
    let mut part = 0;
    let reached = sorted.iter().position(|&own| {
        part += u128::from(own);
        enough(part, whole)
    });
    reached.filter(|_| whole > 0).map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_distributions_have_their_published_concentration() {
        // Signal Corps, "Analysis of Uniswap On-/Off-Chain Governance Voting": 30/30/20/20 has HHI 2600. The rest is computed
        // from the definitions.
        let table: &[(&[u64], [f64; 5], [usize; 2])] = &[
            (&[30, 30, 20, 20], [0.1, 0.26, 3.846_153_846_153_846_3, 0.020_135_513_550_688_863, 0.3], [2, 2]),
            (&[1, 1, 1, 1], [0.0, 0.25, 4.0, 0.0, 0.25], [3, 3]),
            (&[0, 0, 0, 1], [0.75, 1.0, 1.0, 1.386_294_361_119_890_6, 1.0], [1, 1]),
            (&[1, 2, 3, 4], [0.25, 0.3, 3.333_333_333_333_333_5, 0.106_440_135_286_223_18, 0.4], [2, 2]),
        ];
        for (held, floats, counts) in table {
            let found = Concentration::of(held).expect("something is held");
            let all = [found.gini, found.hhi, found.effective_number, found.theil_t, found.top_share];
            assert!(all.iter().zip(floats).all(|(a, b)| (a - b).abs() < 1e-9), "{held:?}: {found:?}");
            assert_eq!([found.nakamoto_half, found.nakamoto_51], *counts, "{held:?}");
        }
    }

    #[test]
    fn of_nothing_there_is_no_concentration() {
        assert_eq!(Concentration::of(&[]), None);
        assert_eq!(Concentration::of(&[0, 0]), None);
        assert_eq!(fewest_reaching(&[0], Ratio::HALF), None);
    }

    #[test]
    fn half_and_fifty_one_percent_are_not_the_same() {
        let counts = |held: &[u64]| Concentration::of(held).map(|found| (found.nakamoto_half, found.nakamoto_51));
        assert_eq!(counts(&[505, 495]), Some((1, 2)));
        assert_eq!(counts(&[51, 49]), Some((1, 1)));
        assert_eq!(counts(&[50, 50]), Some((2, 2)));
    }

    #[test]
    fn huge_holdings_do_not_overflow() {
        let found = Concentration::of(&[u64::MAX; 1_000]).expect("something is held");
        assert!(found.gini.abs() < 1e-12 && (found.effective_number - 1_000.0).abs() < 1e-6);
    }
}
