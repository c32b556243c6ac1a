//! What a party thinks of a proposal that it has read, part by part.

use crate::rules::optimistic::Ground;
use crate::world::{Sight, Temper};

/// An estimated loss below this looks like self-dealing; a smaller one like a budget that is too large. Units of merit.
const BLATANT: f64 = -1.0;

/// A judgement in units of merit, split by what it rests on. The parts add up to `m` of the model:
/// `v + p + g (h - p) + g sigma e - (alpha / 2)(1 - g) tau^2`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opinion {
    /// What the new course is worth.
    pub course: f64,
    /// What its risk costs.
    pub risk: f64,
    /// What it brings the party itself.
    pub own: f64,
    /// What it seems to achieve.
    pub merit: f64,
    /// What seems to go astray.
    pub loss: f64,
}

impl Opinion {
    /// The opinion of a party of this temper.
    #[inline]
    pub fn of(temper: &Temper, sight: &Sight) -> Opinion {
        let evidence = &sight.evidence;
        Opinion {
            course: temper.stake * sight.course_gain,
            risk: -temper.rho * sight.risk,
            own: if sight.benefits { temper.own_benefit } else { 0.0 },
            merit: evidence.merit + (1.0 - evidence.grasp) * sight.trust - evidence.unease,
            loss: evidence.loss,
        }
    }

    /// The whole judgement.
    #[inline]
    pub fn total(&self) -> f64 {
        self.course + self.risk + self.own + self.merit + self.loss
    }

    /// What the opinion holds against the proposal most; ties go to the first in the order of [`Ground`].
    pub fn worst_ground(&self) -> Ground {
        let parts = [self.course, self.loss, self.risk, self.merit, self.own];
        let worst = (1..parts.len()).fold(0, |worst, part| if parts[part] < parts[worst] { part } else { worst });
        match worst {
            0 => Ground::OffPurpose,
            1 if self.loss < BLATANT => Ground::SelfDealing,
            1 => Ground::OverBudget,
            2 => Ground::TooRisky,
            3 => Ground::LowValue,
            _ => Ground::PrivateInterest,
        }
    }

    /// The part of the opinion that a ground speaks of.
    pub fn on(&self, ground: Ground) -> f64 {
        match ground {
            Ground::OffPurpose => self.course,
            Ground::OverBudget | Ground::SelfDealing => self.loss,
            Ground::TooRisky => self.risk,
            Ground::LowValue => self.merit,
            Ground::PrivateInterest => self.own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Evidence;

    fn opinion(evidence: Evidence) -> Opinion {
        let temper = Temper { theta: 0.5, tolerance: 0.0, stake: 1.0, rho: 0.5, own_benefit: 0.25 };
        Opinion::of(&temper, &Sight { course_gain: -0.1, risk: 0.4, benefits: true, trust: 0.8, evidence })
    }

    #[test]
    fn without_context_only_trust_and_unease_speak() {
        let blind = opinion(Evidence { grasp: 0.0, merit: 0.0, loss: 0.0, unease: 0.15 });
        assert!((blind.total() - (-0.1 - 0.2 + 0.25 + 0.8 - 0.15)).abs() < 1e-12);
    }

    #[test]
    fn the_worst_part_gives_the_ground() {
        let bare = Opinion { course: -0.1, risk: -0.2, own: 0.0, merit: -0.3, loss: -0.4 };
        for (opinion, ground) in [
            (bare, Ground::OverBudget),
            (Opinion { loss: -1.2, ..bare }, Ground::SelfDealing),
            (Opinion { merit: -0.9, ..bare }, Ground::LowValue),
            (Opinion { risk: -0.9, ..bare }, Ground::TooRisky),
            (Opinion { course: -0.9, ..bare }, Ground::OffPurpose),
            (Opinion { own: -0.9, ..bare }, Ground::PrivateInterest),
        ] {
            assert_eq!(opinion.worst_ground(), ground);
            assert!(opinion.on(ground) <= -0.4);
        }
    }
}
