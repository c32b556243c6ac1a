//! A fixed delay between a decision and its effect.

use super::{Facts, Verdict};
use crate::units::Ticks;

/// Passes after `delay`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timelock {
    /// How long it waits.
    pub delay: Ticks,
}

impl Timelock {
    /// The rule's word on the facts: open until `delay` has passed, then passed; `delay` itself is enough. It never expires, as
    /// OpenZeppelin's does not: what is ready is carried out at once, so Compound's 14 days of grace have nothing to end.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        if facts.elapsed >= self.delay { Verdict::Pass } else { Verdict::Open }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{quiet, seats};
    use super::*;
    use Verdict::{Open, Pass};

    #[test]
    fn it_opens_on_the_tick_of_its_delay() {
        for (delay, elapsed, verdict) in [(3, 0, Open), (3, 2, Open), (3, 3, Pass), (3, 4, Pass), (0, 0, Pass)] {
            let facts = Facts { elapsed: Ticks(elapsed), ..quiet(seats(0)) };
            assert_eq!(Timelock { delay: Ticks(delay) }.verdict(&facts), verdict, "{elapsed} of {delay} ticks");
        }
    }
}
