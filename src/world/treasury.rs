//! The money, in integers: every unit paid in is free, budgeted, committed, spent, diverted or returned, at every tick.
//!
//! ```text
//!   pledge --tranche--> free --commit--> committed --work done--> spent
//!                        |  \--budget--> budgets --local decision--> committed
//!                        |                              \--hollow package--> diverted
//!                        \--exit--> returned
//! ```
//!
//! Under pro-rata charging a funder's own uncommitted money *is* its share of the free pool: the two readings of the guides'
//! exit right are one number. Shares are counted in units that are issued like those of a fund, so that money that comes later
//! has not paid for what was bought before. Under the other charging rules each funder's rest is kept to the unit.

use crate::rules::exit::portion;
use crate::scenario::Charging;
use crate::units::{CellId, Money, PartyId};

/// A party with money in the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Funder {
    /// Who it is.
    pub party: PartyId,
    /// What it promised in all.
    pub pledged: Money,
    /// What it paid in so far.
    pub paid_in: Money,
    /// What it took along when it left.
    pub returned: Money,
    /// Cell that its money is for first.
    pub earmark: Option<CellId>,
    units: u128,
    rest: Money,
}

/// The common pool.
#[derive(Clone, Debug)]
pub struct Treasury {
    charging: Charging,
    limited: bool,
    funders: Vec<Funder>,
    order: Vec<usize>,
    budgets: Vec<Money>,
    units: u128,
    paid_in: Money,
    free: Money,
    committed: Money,
    spent: Money,
    diverted: Money,
    returned: Money,
}

impl Treasury {
    /// An empty pool.
    pub(in crate::world) fn new() -> Treasury {
        Treasury {
            charging: Charging::ProRata,
            limited: false,
            funders: Vec::new(),
            order: Vec::new(),
            budgets: Vec::new(),
            units: 0,
            paid_in: Money(0),
            free: Money(0),
            committed: Money(0),
            spent: Money(0),
            diverted: Money(0),
            returned: Money(0),
        }
    }

    /// Starts over without money. A scenario in which nobody pledges anything has no treasury: money limits nothing.
    pub(in crate::world) fn restart(&mut self, charging: Charging, n_cells: usize) {
        let Treasury { mut funders, mut order, mut budgets, .. } = std::mem::replace(self, Treasury::new());
        funders.clear();
        order.clear();
        budgets.clear();
        budgets.resize(n_cells, Money(0));
        *self = Treasury { charging, funders, order, budgets, ..Treasury::new() };
    }

    /// A party that promises money.
    pub(in crate::world) fn add_funder(&mut self, party: PartyId, pledged: Money, earmark: Option<CellId>) {
        self.limited = true;
        self.funders.push(Funder { party, pledged, paid_in: Money(0), returned: Money(0), earmark, units: 0, rest: Money(0) });
        self.order.push(self.order.len());
        if self.charging == Charging::LeadFirst {
            let funders = &self.funders;
            self.order.sort_by_key(|at| (std::cmp::Reverse(funders[*at].pledged), funders[*at].party));
        }
    }

    /// A funder pays in.
    pub(in crate::world) fn pay_in(&mut self, funder: usize, amount: Money) {
        let issued = match (self.units, self.free.0) {
            (0, _) | (_, 0) => u128::from(amount.0) << 20,
            (units, free) => u128::from(amount.0) * units / u128::from(free),
        };
        let row = &mut self.funders[funder];
        row.units += issued;
        row.rest += amount;
        row.paid_in += amount;
        self.units += issued;
        self.free += amount;
        self.paid_in += amount;
    }

    /// Promises money to work by a cell (`None`: to anything else); `false` if there is not enough.
    pub(in crate::world) fn commit(&mut self, cost: Money, cell: Option<CellId>, from_budget: bool) -> bool {
        if !self.limited {
            return true;
        }
        let budget = cell.filter(|_| from_budget).map(|cell| &mut self.budgets[cell.idx()]);
        if let Some(budget) = budget.filter(|budget| **budget >= cost) {
            *budget -= cost;
            self.committed += cost;
            return true;
        }
        let enough = self.free >= cost;
        if enough {
            self.charge(cost, cell);
            self.committed += cost;
        }
        enough
    }

    /// Moves free money into a cell's budget, as far as there is any.
    pub(in crate::world) fn budget(&mut self, cell: CellId, amount: Money) {
        let amount = amount.min(self.free);
        self.charge(amount, Some(cell));
        self.budgets[cell.idx()] += amount;
    }

    /// Pays for work that is done, or for something bought.
    pub(in crate::world) fn spend(&mut self, amount: Money) {
        if self.limited {
            self.committed -= amount;
            self.spent += amount;
        }
    }

    /// Committed money goes where it should not.
    pub(in crate::world) fn divert(&mut self, amount: Money) {
        if self.limited {
            self.committed -= amount;
            self.diverted += amount;
        }
    }

    /// Takes free money from funders by the charging rule.
    fn charge(&mut self, cost: Money, cell: Option<CellId>) {
        self.free -= cost;
        let mut left = cost;
        match self.charging {
            Charging::ProRata => return,
            Charging::Earmarked => {
                let own = |funder: &Funder| cell.is_some() && funder.earmark == cell;
                draw(&mut self.funders, &self.order, &mut left, own);
                draw(&mut self.funders, &self.order, &mut left, |funder| funder.earmark.is_none());
            }
            Charging::OldestFirst | Charging::LeadFirst => {}
        }
        draw(&mut self.funders, &self.order, &mut left, |_| true);
        debug_assert!(left == Money(0), "free money is the sum of what funders have left");
    }

    /// What is left of a funder's own contribution.
    pub fn own_uncommitted(&self, funder: usize) -> Money {
        match self.charging {
            Charging::ProRata => self.pro_rata(funder),
            Charging::OldestFirst | Charging::Earmarked | Charging::LeadFirst => self.funders[funder].rest,
        }
    }

    /// A funder's share of the free pool.
    pub fn pro_rata(&self, funder: usize) -> Money {
        portion(self.free, self.funders[funder].units, self.units)
    }

    /// A funder leaves with `amount`, at most the free pool; its claims end.
    pub(in crate::world) fn pay_out(&mut self, funder: usize, amount: Money) {
        let row = &mut self.funders[funder];
        self.units -= row.units;
        row.units = 0;
        row.returned += amount;
        let own = row.rest.min(amount);
        row.rest -= own;
        self.free -= amount;
        self.returned += amount;
        if self.charging != Charging::ProRata {
            let mut left = amount - own;
            draw(&mut self.funders, &self.order, &mut left, |_| true);
        }
    }

    /// Everybody who promised money, in party order.
    pub fn funders(&self) -> &[Funder] {
        &self.funders
    }

    /// All money ever paid in.
    pub fn paid_in(&self) -> Money {
        self.paid_in
    }

    /// Money not promised to anything.
    pub fn free(&self) -> Money {
        self.free
    }

    /// Money in the cells' budgets.
    pub fn budgeted(&self) -> Money {
        self.budgets.iter().copied().sum()
    }

    /// A cell's budget.
    pub fn budget_of(&self, cell: CellId) -> Money {
        self.budgets[cell.idx()]
    }

    /// Money promised to work under way.
    pub fn committed(&self) -> Money {
        self.committed
    }

    /// Money paid for work done.
    pub fn spent(&self) -> Money {
        self.spent
    }

    /// Money that went where it should not.
    pub fn diverted(&self) -> Money {
        self.diverted
    }

    /// Money that leavers took along.
    pub fn returned(&self) -> Money {
        self.returned
    }

    /// Whether money limits anything.
    pub fn is_limited(&self) -> bool {
        self.limited
    }

    /// Whether every unit is somewhere.
    pub(in crate::world) fn balances(&self) -> bool {
        let somewhere = self.free + self.budgeted() + self.committed + self.spent + self.diverted + self.returned;
        let rests = || self.funders.iter().map(|funder| funder.rest).sum::<Money>();
        somewhere == self.paid_in && (self.charging == Charging::ProRata || rests() == self.free)
    }
}

/// Takes up to `left` from the rests of those funders, in order.
fn draw(funders: &mut [Funder], order: &[usize], left: &mut Money, from: impl Fn(&Funder) -> bool) {
    for at in order {
        let funder = &mut funders[*at];
        if from(funder) {
            let part = funder.rest.min(*left);
            funder.rest -= part;
            *left -= part;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CELL: CellId = CellId(0);

    fn pool(charging: Charging, pledges: &[u64]) -> Treasury {
        let mut pool = Treasury::new();
        pool.restart(charging, 2);
        for (at, pledge) in pledges.iter().enumerate() {
            let earmark = (at == 1).then_some(CELL);
            pool.add_funder(PartyId(at as u32), Money(*pledge), earmark);
            pool.pay_in(at, Money(*pledge));
        }
        pool
    }

    fn rests(pool: &Treasury) -> Vec<u64> {
        (0..pool.funders().len()).map(|at| pool.own_uncommitted(at).0).collect()
    }

    #[test]
    fn each_charging_rule_uses_up_its_own_money_first() {
        for (charging, left) in [
            (Charging::ProRata, [75, 150, 225]),
            (Charging::OldestFirst, [0, 150, 300]),
            (Charging::Earmarked, [100, 50, 300]),
            (Charging::LeadFirst, [100, 200, 150]),
        ] {
            let mut pool = pool(charging, &[100, 200, 300]);
            assert!(pool.commit(Money(150), Some(CELL), false));
            assert_eq!(rests(&pool), left, "{charging:?}");
            assert!(pool.balances());
        }
    }

    #[test]
    fn money_that_comes_later_has_not_paid_for_what_was_bought_before() {
        let mut pool = pool(Charging::ProRata, &[100, 100]);
        assert!(pool.commit(Money(100), None, false));
        pool.pay_in(1, Money(100));
        assert_eq!(rests(&pool), [50, 150]);
    }

    #[test]
    fn a_local_decision_is_paid_from_the_budget_first() {
        let mut pool = pool(Charging::OldestFirst, &[100]);
        pool.budget(CELL, Money(30));
        assert!(pool.commit(Money(20), Some(CELL), true));
        assert_eq!((pool.free(), pool.budget_of(CELL), pool.committed()), (Money(70), Money(10), Money(20)));
        assert!(pool.commit(Money(20), Some(CELL), true), "what the budget lacks comes from the pool");
        assert_eq!((pool.free(), pool.budget_of(CELL)), (Money(50), Money(10)));
        assert!(!pool.commit(Money(60), Some(CELL), true));
        assert!(pool.balances());
    }

    #[test]
    fn nobody_pledges_nothing_is_limited() {
        let mut pool = pool(Charging::ProRata, &[]);
        assert!(pool.commit(Money(1_000), None, false));
        pool.spend(Money(1_000));
        assert!(pool.balances());
    }

    proptest! {
        #[test]
        fn money_is_conserved_and_pro_rata_exits_commute(
            pledges in proptest::collection::vec(1_u64..1_000_000, 1..6),
            costs in proptest::collection::vec(1_u64..300_000, 0..8),
            rule in 0_usize..4,
        ) {
            let charging = [Charging::ProRata, Charging::OldestFirst, Charging::Earmarked, Charging::LeadFirst][rule];
            let mut pool = pool(charging, &pledges);
            for cost in &costs {
                pool.commit(Money(*cost), Some(CELL), false);
                prop_assert!(pool.balances());
            }
            let leave = |order: &mut dyn Iterator<Item = usize>| {
                let mut pool = pool.clone();
                let mut paid = vec![0; pledges.len()];
                for funder in order {
                    let share = pool.pro_rata(funder);
                    pool.pay_out(funder, share);
                    assert!(pool.balances());
                    paid[funder] = share.0;
                }
                paid
            };
            let forwards = leave(&mut (0..pledges.len()));
            let backwards = leave(&mut (0..pledges.len()).rev());
            for (one, other) in forwards.iter().zip(&backwards) {
                prop_assert!(one.abs_diff(*other) <= pledges.len() as u64, "{forwards:?} {backwards:?}");
            }
        }
    }
}
