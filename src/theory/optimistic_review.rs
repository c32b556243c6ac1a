//! How often silence passes: optimistic review by independent reviewers.

use super::poisson_binomial;
use crate::units::Ratio;

/// The probability that an optimistic window ends without enough objections.
///
/// * `reviewers`: weight in any integer unit, and the probability, 0 to 1, of an objection within the window.
/// * `share`: of the total weight, rounded up to the unit; a tie blocks. No share is so small that nobody reaches it, and where
///   there is no weight nobody can object.
///
/// # Source
/// Closed form over Aragon's optimistic rule (`rules.md`, E1). It agrees with [`crate::rules::Optimistic`] on every pattern of
/// objections.
pub fn passes(reviewers: &[(u64, f64)], share: Ratio) -> f64 {
    let total: u64 = reviewers.iter().map(|&(weight, _)| weight).sum();
    1.0 - poisson_binomial::reaches(reviewers, share.ceil_of(total).max(1))
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;
    use crate::rules::optimistic::{Bites, Optimistic, Threshold, WeightThreshold};
    use crate::rules::route::Judge;
    use crate::rules::{Count, Facts, Memory, Rule, Setting, Side, Verdict, Weighting};
    use crate::units::{Money, Ticks, Weight};

    const UNEQUAL: [(u64, f64); 4] = [(40, 0.1), (30, 0.1), (20, 0.1), (10, 0.1)];

    fn percent(n: u64) -> Ratio {
        Ratio::new(n, 100).expect("a hundred is not zero")
    }

    #[test]
    fn published_pass_rates_come_out() {
        // Vectors e2o-01 and e2o-02: with half a proposal arriving per tick, half as many are executed per tick.
        near(passes(&[(1, 0.05); 10], percent(20)), 0.913_861_644_100_683_6, 1e-9);
        near(0.5 * passes(&[(1, 0.05); 10], percent(20)), 0.456_930_822_050_341_8, 1e-9);
        near(passes(&UNEQUAL, percent(25)), 0.8019, 1e-9);
    }

    #[test]
    fn nobody_blocks_and_a_certain_blocker_blocks() {
        near(passes(&[], percent(20)), 1.0, 0.0);
        near(passes(&[(0, 1.0)], percent(20)), 1.0, 0.0);
        near(passes(&[(1, 0.0); 5], percent(20)), 1.0, 0.0);
        near(passes(&[(1, 1.0), (4, 0.0)], percent(20)), 0.0, 0.0);
        near(passes(&[(1, 1.0), (4, 0.0)], percent(21)), 1.0, 0.0);
    }

    #[test]
    fn the_formula_agrees_with_the_rule_on_every_pattern_of_objections() {
        for threshold in [1, 10, 25, 30, 31, 50, 99, 100] {
            let share = percent(threshold);
            let by_rule: f64 = (0_u32..1 << UNEQUAL.len()).map(|pattern| probability_if_passed(share, pattern)).sum();
            near(passes(&UNEQUAL, share), by_rule, 1e-12);
        }
    }

    /// The probability that exactly the reviewers in the bits of `pattern` object, if the rule then passes; else 0.
    fn probability_if_passed(share: Ratio, pattern: u32) -> f64 {
        let (mut probability, mut electorate, mut objections) = (1.0, Side::default(), Side::default());
        for (idx, &(weight, objects)) in UNEQUAL.iter().enumerate() {
            electorate.add(Weight(weight));
            if pattern >> idx & 1 == 1 {
                objections.add(Weight(weight));
                probability *= objects;
            } else {
                probability *= 1.0 - objects;
            }
        }
        let threshold = Threshold::Weight(WeightThreshold { share, tie_blocks: true });
        let (window, bites, weighting) = (Ticks(7), Bites::AtEnd, Weighting::PER_SEAT);
        let rule = Optimistic { window, threshold, bites, weighting, grounds: None, judge: Judge::Nobody, bond: Money(0) };
        let facts = Facts {
            elapsed: window,
            electorate,
            count: Count::default(),
            objections,
            pending: Side::default(),
            groups: &[],
            tabled: false,
            usual_turnout: Ratio::HALF,
            memory: Memory::default(),
            setting: Setting::default(),
        };
        if rule.verdict(&facts) == Verdict::Pass { probability } else { 0.0 }
    }
}
