//! A delay between a decision and its effect: fixed, or longer for as long as a protest lasts, and lost if too many leave meanwhile.

use super::{Asks, Facts, Rule, Verdict, Weighting};
use crate::units::{Ratio, Ticks};

/// What must be left of those who decided when the delay is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retains {
    /// How seats are weighed.
    pub weighting: Weighting,
    /// Share of the weight at the opening.
    pub share: Ratio,
}

/// Passes after `delay`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timelock {
    /// How long it waits.
    pub delay: Ticks,
    /// Whether it waits longer while a protest holds back what is decided (see [`super::dual_governance`]).
    pub held_by_protest: bool,
    /// What must be left of a body; `None` where nobody counts.
    pub retains: Option<Retains>,
}

/// Whether as much is left as the share of what there was, rounded down to the unit.
///
/// # Source
/// HausDAO/Baal @ee3d5ab9, `processProposal`. Moloch v2 asks that what is left, times three, is no less than what there was: a
/// share of one third, which differs by that rounding only.
pub fn retained(now: u64, then: u64, share: Ratio) -> bool {
    now >= share.floor_of(then)
}

impl Timelock {
    /// A fixed delay.
    pub fn of(delay: Ticks) -> Timelock {
        Timelock { delay, held_by_protest: false, retains: None }
    }
}

impl Rule for Timelock {
    fn key(&self) -> &'static str {
        "timelock"
    }

    /// Open until `delay` has passed, then passed; `delay` itself is enough. It never expires, as
    /// OpenZeppelin's does not: what is ready is carried out at once, so Compound's 14 days of grace have nothing to end.
    ///
    /// If too much of the body has left by then, it lapses.
    fn verdict(&self, facts: &Facts) -> Verdict {
        let still = facts.setting.still.unwrap_or(facts.electorate);
        if facts.elapsed < self.delay || self.held_by_protest && facts.setting.held {
            Verdict::Open
        } else if self.retains.is_some_and(|left| !retained(still.weight.0, facts.electorate.weight.0, left.share)) {
            Verdict::Lapse
        } else {
            Verdict::Pass
        }
    }

    fn asks(&self) -> Asks {
        Asks::Nothing
    }

    fn clock(&self) -> Option<Ticks> {
        Some(self.delay)
    }

    fn weighting(&self) -> Weighting {
        self.retains.map_or(Weighting::PER_SEAT, |retains| retains.weighting)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::fixture::{quiet, ratio, seats};
    use super::*;
    use Verdict::{Lapse, Open, Pass};

    #[test]
    fn it_opens_on_the_tick_of_its_delay() {
        for (delay, elapsed, verdict) in [(3, 0, Open), (3, 2, Open), (3, 3, Pass), (3, 4, Pass), (0, 0, Pass)] {
            let facts = Facts { elapsed: Ticks(elapsed), ..quiet(seats(0)) };
            assert_eq!(Timelock::of(Ticks(delay)).verdict(&facts), verdict, "{elapsed} of {delay} ticks");
        }
    }

    #[test]
    fn a_protest_holds_only_what_waits_for_it() {
        for (held_by_protest, held, elapsed, verdict) in
            [(true, true, 9, Open), (true, false, 9, Pass), (false, true, 9, Pass), (true, false, 2, Open)]
        {
            let setting = Setting { held, ..Setting::default() };
            let facts = Facts { elapsed: Ticks(elapsed), setting, ..quiet(seats(0)) };
            assert_eq!(Timelock { held_by_protest, ..Timelock::of(Ticks(3)) }.verdict(&facts), verdict);
        }
    }

    #[test]
    fn too_many_who_left_take_it_along() {
        let retains = Some(Retains { weighting: Weighting::PER_SEAT, share: ratio(2, 3) });
        for (left, verdict) in [(9, Pass), (6, Pass), (5, Lapse), (0, Lapse)] {
            let setting = Setting { still: Some(seats(left)), ..Setting::default() };
            let facts = Facts { elapsed: Ticks(3), setting, ..quiet(seats(9)) };
            assert_eq!(Timelock { retains, ..Timelock::of(Ticks(3)) }.verdict(&facts), verdict, "{left} of 9 are left");
        }
    }
}
