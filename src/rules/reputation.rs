//! Reputation: points for work that was delivered, which fade unless more is.

use crate::units::{Money, Ratio, Ticks, Weight};

/// Who earns the points for a delivered piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earner {
    /// Who proposed it.
    Proposer,
    /// The members of the cell that did it, alike.
    Cell,
}

/// How reputation is earned and lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reputation {
    /// What everybody starts with.
    pub start: Weight,
    /// Points for work of the reference cost.
    pub per_work: Weight,
    /// Who earns them.
    pub earner: Earner,
    /// Share that is lost each time.
    pub fades: Ratio,
    /// Time between two losses.
    pub every: Ticks,
}

impl Reputation {
    /// Points for work of a cost: in proportion to it, rounded down to the unit.
    ///
    /// * `reference`: cost of work that earns the full points, above 0.
    pub fn earned(&self, cost: Money, reference: Money) -> Weight {
        let points = u128::from(self.per_work.0) * u128::from(cost.0) / u128::from(reference.0.max(1));
        Weight(u64::try_from(points).unwrap_or(u64::MAX))
    }

    /// What is left after one loss; what is lost is rounded up, so that everything fades in the end.
    pub fn faded(&self, points: Weight) -> Weight {
        Weight(points.0 - self.fades.ceil_of(points.0).min(points.0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::ratio;
    use super::*;

    const RULE: Reputation = Reputation {
        start: Weight(0),
        per_work: Weight::ONE,
        earner: Earner::Proposer,
        fades: Ratio { num: 1, den: 10 },
        every: Ticks(30),
    };

    #[test]
    fn points_follow_the_cost_of_the_work() {
        for (cost, points) in [(0, 0), (50, 500_000), (100, 1_000_000), (333, 3_330_000)] {
            assert_eq!(RULE.earned(Money(cost), Money(100)), Weight(points), "{cost}");
        }
    }

    #[test]
    fn everything_fades_in_the_end() {
        for (points, left) in [(0, 0), (1, 0), (9, 8), (10, 9), (1_000_000, 900_000)] {
            assert_eq!(RULE.faded(Weight(points)), Weight(left), "{points}");
        }
        assert_eq!(Reputation { fades: ratio(0, 1), ..RULE }.faded(Weight(7)), Weight(7));
        assert_eq!(Reputation { fades: ratio(1, 1), ..RULE }.faded(Weight(7)), Weight(0));
    }
}
