//! The money, in integers: what was paid in is free, committed or spent, to the last unit, at every tick.

use crate::units::Money;

/// The common pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Treasury {
    /// Whether money limits anything: a scenario without pledges has no treasury.
    pub(in crate::world) limited: bool,
    pub(in crate::world) paid_in: Money,
    pub(in crate::world) free: Money,
    pub(in crate::world) committed: Money,
    pub(in crate::world) spent: Money,
}

impl Treasury {
    /// All money ever paid in.
    pub fn paid_in(&self) -> Money {
        self.paid_in
    }

    /// Money not promised to anything.
    pub fn free(&self) -> Money {
        self.free
    }

    /// Money promised to work under way.
    pub fn committed(&self) -> Money {
        self.committed
    }

    /// Money paid for work done.
    pub fn spent(&self) -> Money {
        self.spent
    }

    /// A treasury that holds these pledges.
    pub(in crate::world) fn of(pledges: Money) -> Treasury {
        Treasury { limited: pledges > Money(0), paid_in: pledges, free: pledges, ..Treasury::default() }
    }

    /// Promises money to a piece of work; `false` if there is not enough.
    pub(in crate::world) fn commit(&mut self, cost: Money) -> bool {
        if !self.limited {
            return true;
        }
        let enough = self.free >= cost;
        if enough {
            self.free -= cost;
            self.committed += cost;
        }
        enough
    }

    /// Pays for a piece of work.
    pub(in crate::world) fn pay(&mut self, cost: Money) {
        if self.limited {
            self.committed -= cost;
            self.spent += cost;
        }
    }

    /// Whether every unit is somewhere.
    pub(in crate::world) fn balances(&self) -> bool {
        self.free + self.committed + self.spent == self.paid_in
    }
}
