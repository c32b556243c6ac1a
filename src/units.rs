//! Quantities that carry their unit in their type: time, money, voting weight, exact ratios, typed ids.
//!
//! Money and voting weight are integers, so that conservation is exact and thresholds are compared without rounding.
//! A rule counts [`Ticks`] and never knows how long one is; only [`Clock`] does.

use std::ops::{Add, AddAssign, Sub, SubAssign};

/// A moment: the number of ticks since the run began, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(pub u32);

/// A length of time in whole ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticks(pub u32);

impl Tick {
    /// A moment that never comes.
    pub const NEVER: Tick = Tick(u32::MAX);

    /// How long ago `earlier` was; zero if it lies ahead.
    pub fn since(self, earlier: Tick) -> Ticks {
        Ticks(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Ticks> for Tick {
    type Output = Tick;
    fn add(self, length: Ticks) -> Tick {
        Tick(self.0.saturating_add(length.0))
    }
}

impl Add for Ticks {
    type Output = Ticks;
    fn add(self, other: Ticks) -> Ticks {
        Ticks(self.0.saturating_add(other.0))
    }
}

/// How long one tick is. The only place where ticks and days meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Length of a tick, milliseconds, at least 1.
    pub tick_ms: u64,
}

/// Milliseconds in a day.
pub const DAY_MS: u64 = 86_400_000;

impl Clock {
    /// Days in one tick.
    pub fn days_per_tick(self) -> f64 {
        self.tick_ms as f64 / DAY_MS as f64
    }

    /// A length in days.
    pub fn days(self, length: Ticks) -> f64 {
        f64::from(length.0) * self.days_per_tick()
    }
}

/// An amount of money in hundredths of the scenario's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub u64);

impl Money {
    /// Hundredths in one major unit.
    pub const MAJOR: u64 = 100;

    /// The amount in major units, for reports and ratios.
    pub fn major(self) -> f64 {
        self.0 as f64 / Self::MAJOR as f64
    }
}

/// Voting weight in millionths of a vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(pub u64);

impl Weight {
    /// The weight of one seat.
    pub const ONE: Weight = Weight(1_000_000);

    /// The weight in votes, for reports.
    pub fn votes(self) -> f64 {
        self.0 as f64 / Self::ONE.0 as f64
    }
}

macro_rules! integer_sums {
    ($($quantity:ident),*) => {$(
        impl Add for $quantity {
            type Output = $quantity;
            fn add(self, other: $quantity) -> $quantity { $quantity(self.0 + other.0) }
        }
        impl Sub for $quantity {
            type Output = $quantity;
            fn sub(self, other: $quantity) -> $quantity { $quantity(self.0 - other.0) }
        }
        impl AddAssign for $quantity {
            fn add_assign(&mut self, other: $quantity) { self.0 += other.0; }
        }
        impl SubAssign for $quantity {
            fn sub_assign(&mut self, other: $quantity) { self.0 -= other.0; }
        }
        impl std::iter::Sum for $quantity {
            fn sum<I: Iterator<Item = $quantity>>(parts: I) -> $quantity {
                parts.fold($quantity(0), |total, part| total + part)
            }
        }
    )*};
}
integer_sums!(Money, Weight);

/// An exact fraction, for thresholds: `60%` is 3/5, `2/3` stays two thirds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    /// Numerator.
    pub num: u64,
    /// Denominator, never zero.
    pub den: u64,
}

impl Ratio {
    /// One half.
    pub const HALF: Ratio = Ratio { num: 1, den: 2 };

    /// `num / den` in lowest terms; `None` if `den` is zero.
    pub fn new(num: u64, den: u64) -> Option<Ratio> {
        let divisor = gcd(num, den);
        (den > 0).then(|| Ratio { num: num / divisor, den: den / divisor })
    }

    /// The nearest float, for reports.
    pub fn value(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// `part >= self * whole`, exactly: a tie is in.
    pub fn is_reached_by(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(self.den) >= u128::from(whole) * u128::from(self.num)
    }

    /// `part > self * whole`, exactly: a tie is out.
    pub fn is_exceeded_by(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(self.den) > u128::from(whole) * u128::from(self.num)
    }

    /// `self * whole`, rounded down.
    pub fn floor_of(self, whole: u64) -> u64 {
        let product = u128::from(whole) * u128::from(self.num) / u128::from(self.den);
        u64::try_from(product).unwrap_or(u64::MAX)
    }

    /// `self * whole`, rounded up.
    pub fn ceil_of(self, whole: u64) -> u64 {
        let product = (u128::from(whole) * u128::from(self.num)).div_ceil(u128::from(self.den));
        u64::try_from(product).unwrap_or(u64::MAX)
    }
}

/// Greatest common divisor; `gcd(0, n)` is `n`.
pub fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A part over a whole; `None` when there is no whole.
pub fn share_of(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident($raw:ty)),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub $raw);
        impl $id {
            /// The row of this id in its table.
            pub fn idx(self) -> usize { self.0 as usize }
        }
    )*};
}

ids! {
    /// A seat-holder, person or organisation. Parties of one group are consecutive.
    PartyId(u32),
    /// A group of parties as the scenario names it, in the order of the file.
    GroupId(u16),
    /// A body that decides. Every cell is also one.
    BodyId(u16),
    /// A team that works.
    CellId(u16),
    /// A stream of proposals: a cell's work, or what a body brings forward.
    SourceId(u16),
    /// A kind of decision, with its route.
    KindId(u16),
    /// A stage in the route of a kind, from 0.
    StageId(u8),
    /// A proposal through all its revisions, numbered by submission in this run. For tables and traces only:
    /// randomness is addressed by [`crate::dice::Lineage`], which no other proposal can shift.
    ProposalId(u32),
}

/// Axes that a point in issue space can have.
pub const MAX_AXES: usize = 4;

/// A point, or a step, in issue space. Axes that the scenario does not use stay zero.
pub type Point = [f64; MAX_AXES];

/// Squared distance between two points, summed in axis order.
pub fn distance_squared(a: &Point, b: &Point) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (x, y)| sum + (x - y) * (x - y))
}

/// The point reached from `a` by `step`.
pub fn moved(a: &Point, step: &Point) -> Point {
    std::array::from_fn(|axis| a[axis] + step[axis])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_compared_without_rounding() {
        let third = Ratio::new(2, 6).expect("six is not zero");
        assert_eq!(third, Ratio { num: 1, den: 3 });
        assert!(third.is_reached_by(33, 99) && !third.is_exceeded_by(33, 99));
        assert!(!third.is_reached_by(33, 100) && third.is_exceeded_by(34, 100));
        assert_eq!((third.floor_of(100), third.ceil_of(100)), (33, 34));
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(Ratio::HALF.ceil_of(u64::MAX), u64::MAX / 2 + 1);
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(share_of(0.0, 0.0), None);
        assert_eq!(share_of(1.0, 4.0), Some(0.25));
    }
}
