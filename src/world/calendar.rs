//! Readers who give every item on their desk the full rate: on which day each of them will have read what.
//!
//! Nothing that is put on such a desk slows down another item, so the day on which an item is finished is known when it is put
//! there, and days on which nothing is finished cost nothing. What is noted is no more than where to look: whoever holds the item
//! says on that day whether it still waits and how much attention it has had, counted from the morning its stage opened.
//!
//! ```text
//!   note --> days[tick mod 64] --its day comes--> finished? --yes--> read
//!                  ^                                 | no: the reader owed attention, or the day is a turn later
//!                  +---------------------------------+
//! ```

use super::standing::Slot;
use crate::units::{PartyId, Tick};

/// Days that are kept apart; later ones share them.
const DAYS: usize = 64;

/// A little less than one: a day that rounding puts after the right one is looked at a day early instead, never late.
const BARELY: f64 = 1.0 - 1e-15;

/// Where to look on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::world) struct Entry {
    /// Whose desk.
    pub party: PartyId,
    /// Where the proposal stands, or stood: another may be there by then.
    pub slot: Slot,
}

/// What readers will have finished, by day.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Calendar {
    /// Items that each party reads a tick.
    pub rates: Vec<f64>,
    /// Ticks that an item takes; infinite for whoever reads nothing.
    pace: Vec<f64>,
    debt: Vec<f64>,
    in_debt: Vec<PartyId>,
    days: Vec<Vec<Entry>>,
    /// Buffers of days that have been worked off: only as many are kept as days are noted ahead.
    spare: Vec<Vec<Entry>>,
    /// Those who finish something today; kept for its buffers.
    pub done: Scratch,
    /// Those who may finish something before a stage closes; never made shorter.
    pub likely: Scratch,
}

/// Numbers that are worked out together, and whose they are.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Scratch {
    /// By place.
    pub entries: Vec<Entry>,
    /// By place.
    pub numbers: Vec<f64>,
}

impl Calendar {
    /// Forgets all readers and entries and keeps the buffers.
    pub fn clear(&mut self) {
        self.rates.clear();
        self.pace.clear();
        self.debt.clear();
        self.in_debt.clear();
        self.days.resize_with(DAYS, Vec::new);
        for day in 0..DAYS {
            let entries = std::mem::take(&mut self.days[day]);
            self.close(entries);
        }
    }

    /// The next party: items read a tick.
    pub fn add(&mut self, rate: f64) {
        self.rates.push(rate);
        self.pace.push(if rate > 0.0 { 1.0 / rate } else { f64::INFINITY });
        self.debt.push(0.0);
    }

    /// Notes when a reader will have finished what still needs `left` items' worth of attention on the morning of `from`.
    #[inline]
    pub fn note(&mut self, entry: Entry, left: f64, from: Tick) {
        let wait = (left * self.pace[entry.party.idx()] * BARELY) as u32;
        let day = &mut self.days[(from.0 as usize + wait as usize) % DAYS];
        if day.capacity() == 0 {
            *day = self.spare.pop().unwrap_or_default();
        }
        day.push(entry);
    }

    /// The entries of a day, in the order in which they were noted. Give them back with [`Calendar::close`].
    pub fn open(&mut self, day: Tick) -> Vec<Entry> {
        std::mem::take(&mut self.days[day.0 as usize % DAYS])
    }

    /// Takes a worked-off day back for its buffer.
    pub fn close(&mut self, mut entries: Vec<Entry>) {
        if entries.capacity() > 0 {
            entries.clear();
            self.spare.push(entries);
        }
    }

    /// Attention spent elsewhere is taken from the ticks that follow.
    pub fn charge(&mut self, party: PartyId, items: f64) {
        if self.debt[party.idx()] <= 0.0 {
            self.in_debt.push(party);
        }
        self.debt[party.idx()] += items;
    }

    /// Pays what is owed out of one tick. Calls `lost` for everybody who pays, with what is missing on each item.
    pub fn pay_debts(&mut self, mut lost: impl FnMut(PartyId, f64)) {
        let Calendar { rates, debt, in_debt, .. } = self;
        in_debt.retain(|party| {
            let p = party.idx();
            let paid = debt[p].min(rates[p]);
            debt[p] -= paid;
            lost(*party, paid);
            debt[p] > 0.0
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: Entry = Entry { party: PartyId(0), slot: Slot(0) };

    fn calendar(rate: f64) -> Calendar {
        let mut calendar = Calendar::default();
        calendar.clear();
        calendar.add(rate);
        calendar
    }

    fn days(calendar: &mut Calendar, n: u32) -> Vec<u32> {
        (0..n).filter(|day| !calendar.open(Tick(*day)).is_empty()).collect()
    }

    #[test]
    fn an_item_is_looked_at_on_the_day_it_is_finished() {
        for (left, day) in [(0.25, 0), (0.5, 0), (0.75, 1), (1.0, 1), (1.25, 2), (20.0, 39)] {
            let mut calendar = calendar(0.5);
            calendar.note(ME, left, Tick(0));
            assert_eq!(days(&mut calendar, 64), [day], "{left}");
        }
    }

    #[test]
    fn rounding_never_makes_a_day_late() {
        for days_needed in 1..60 {
            let rate = 1.0 / 3.0 + 0.01 * f64::from(days_needed);
            let mut calendar = calendar(rate);
            calendar.note(ME, rate * f64::from(days_needed), Tick(0));
            assert_eq!(days(&mut calendar, 64), [days_needed - 1]);
        }
    }

    #[test]
    fn what_is_farther_off_than_the_calendar_is_looked_at_in_its_turn() {
        let mut calendar = calendar(0.01);
        calendar.note(ME, 2.0, Tick(0));
        assert_eq!(days(&mut calendar, 64), [199 % 64]);
        calendar.note(ME, 2.0, Tick(0));
        calendar.add(0.0);
        calendar.note(Entry { party: PartyId(1), slot: Slot(1) }, 1.0, Tick(0));
        assert_eq!(days(&mut calendar, 64), [7, 63], "and whoever reads nothing is looked at once a turn");
    }

    #[test]
    fn a_debt_is_paid_out_of_the_ticks_that_follow() {
        let mut calendar = calendar(1.0);
        calendar.charge(ME.party, 1.75);
        let mut paid = Vec::new();
        for _ in 0..3 {
            calendar.pay_debts(|_, lost| paid.push(lost));
        }
        assert_eq!(paid, [1.0, 0.75]);
    }
}
