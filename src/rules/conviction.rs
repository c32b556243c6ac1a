//! Conviction voting: support counts for more the longer it stays, and the more of the pool is asked for, the more it takes.

use super::wide::Wide;
use super::{Facts, Memory, Rule, Verdict, Weighting};
use crate::units::{Ratio, Ticks};

/// Passes when conviction exceeds what the request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conviction {
    /// How seats are weighed.
    pub weighting: Weighting,
    /// What is left of conviction after a tick, `alpha`, below 1.
    pub keeps: Ratio,
    /// Largest share of the pool that can be asked for, and is out of reach itself: `beta`.
    pub reach: Ratio,
    /// Scale of what it takes: `rho`. Asking for next to nothing takes `rho / beta^2` of the weight.
    pub scale: Ratio,
}

impl Rule for Conviction {
    fn key(&self) -> &'static str {
        "conviction"
    }

    /// Passed as soon as conviction exceeds `rho S / ((1 - alpha) (beta - r)^2)`, compared exactly;
    /// until then, for ever if need be, open.
    ///
    /// * `S`: the weight of the electorate; `r`: what is asked for, as a share of the pool.
    ///
    /// # Source
    /// 1Hive/conviction-voting-app @27df568f, `ConvictionVoting.sol`; see [`crate::theory::conviction`]. Departs from it in that
    /// all weight counts as active.
    fn verdict(&self, facts: &Facts) -> Verdict {
        if self.exceeded(facts) == Some(true) { Verdict::Pass } else { Verdict::Open }
    }

    /// Conviction this morning: `y' = alpha y + x` for every tick since it was last counted, rounded down to the unit.
    fn remember(&self, facts: &Facts) -> Option<Memory> {
        let before = facts.memory;
        let since = before.since.unwrap_or(Ticks(0));
        let step = |gathered: u64| self.keeps.floor_of(gathered).saturating_add(facts.count.yes.weight.0);
        let gathered = (since.0..facts.elapsed.0).fold(before.gathered, |gathered, _| step(gathered));
        Some(Memory { gathered, since: Some(facts.elapsed), ..before })
    }

    fn weighting(&self) -> Weighting {
        self.weighting
    }

    fn wakes(&self) -> Option<Ticks> {
        Some(Ticks(0))
    }
}

impl Conviction {
    /// `y (b - a) (n P - R d)^2 q > p S b (d P)^2` with `alpha = a / b`, `beta = n / d`, `rho = p / q`, the pool `P` and the
    /// request `R`; `None` where the request is out of reach.
    fn exceeded(&self, facts: &Facts) -> Option<bool> {
        let (asked, pool) = fitting(facts.setting.asked.0, facts.setting.pool.0, self.reach);
        let whole = self.reach.den.checked_mul(pool)?;
        let room = self.reach.num.checked_mul(pool)?.checked_sub(self.reach.den.checked_mul(asked)?).filter(|room| *room > 0)?;
        let has = Wide::product([facts.memory.gathered, self.keeps.den - self.keeps.num, room, room, self.scale.den]);
        let takes = Wide::product([self.scale.num, facts.electorate.weight.0, self.keeps.den, whole, whole]);
        Some(has > takes)
    }
}

/// Both amounts in a unit in which their products with the fraction fit: the same one for both.
fn fitting(asked: u64, pool: u64, fraction: Ratio) -> (u64, u64) {
    let most = u64::MAX / fraction.num.max(fraction.den).max(1);
    let unit = asked.max(pool) / most + 1;
    (asked.div_ceil(unit), pool / unit)
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::fixture::{quiet, ratio};
    use super::super::{Count, Side};
    use super::*;
    use crate::theory::conviction::{self, Pool};
    use crate::units::{Money, Weight};

    /// 1Hive's fixture: alpha 0.9, beta 0.2, rho 0.002, of 45 000 tokens 15 000 support a request of 1 000 in 15 000.
    const RULE: Conviction = Conviction {
        weighting: Weighting::PER_SEAT,
        keeps: Ratio { num: 9, den: 10 },
        reach: Ratio { num: 1, den: 5 },
        scale: Ratio { num: 2, den: 1_000 },
    };

    fn facts(asked: u64, gathered: u64) -> Facts<'static> {
        let setting = Setting { asked: Money(asked), pool: Money(15_000), ..Setting::default() };
        let memory = Memory { gathered, ..Memory::default() };
        Facts { setting, memory, ..quiet(Side { seats: 3, weight: Weight(45_000) }) }
    }

    #[test]
    fn the_printed_threshold_has_to_be_exceeded() {
        // Vector cv-02: 50 625.
        for (asked, gathered, verdict) in [
            (1_000, 50_625, Verdict::Open),
            (1_000, 50_626, Verdict::Pass),
            (0, 22_500, Verdict::Open),
            (0, 22_501, Verdict::Pass),
            (3_000, u64::MAX, Verdict::Open),
            (9_000, u64::MAX, Verdict::Open),
        ] {
            assert_eq!(RULE.verdict(&facts(asked, gathered)), verdict, "{asked} with {gathered}");
        }
    }

    #[test]
    fn conviction_gathers_as_the_closed_form_says() {
        let count = Count { yes: Side { seats: 1, weight: Weight(15_000) }, ..Count::default() };
        let mut memory = Memory::default();
        for elapsed in [0, 1, 4, 4, 10] {
            memory = RULE
                .remember(&Facts { elapsed: Ticks(elapsed), count, memory, ..facts(0, 0) })
                .expect("it always notes something");
            let exact = conviction::after(0.9, f64::from(elapsed), 0.0, 15_000.0);
            assert!((memory.gathered as f64 - exact).abs() < 10.0, "{elapsed}: {memory:?}, {exact}");
        }
        // Vector cv-01 prints 97 698 after ten blocks.
        assert!(memory.gathered.abs_diff(97_698) < 10, "{memory:?}");
    }

    #[test]
    fn what_it_takes_is_what_theory_says() {
        let pool = Pool { alpha: 0.9, beta: 0.2, rho: 0.002 };
        for asked in [0, 500, 1_500, 2_900] {
            let takes = pool.threshold(asked as f64 / 15_000.0, 45_000.0).expect("within reach");
            for (gathered, verdict) in [(takes * 0.999, Verdict::Open), (takes * 1.001 + 1.0, Verdict::Pass)] {
                assert_eq!(RULE.verdict(&facts(asked, gathered as u64)), verdict, "{asked} with {gathered} of {takes}");
            }
        }
    }

    #[test]
    fn large_pools_are_compared_in_a_coarser_unit() {
        let (asked, pool) = fitting(u64::MAX / 20, u64::MAX / 2, ratio(1, 5));
        assert!(pool.checked_mul(5).is_some() && asked < pool);
        assert_eq!(fitting(1_000, 15_000, ratio(1, 5)), (1_000, 15_000));
    }
}
