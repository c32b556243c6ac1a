//! Readers who give every item on their desk the full rate: when each of them will have read what.
//!
//! Nothing that is put on such a desk slows down another item, so the day on which an item is finished is known when it is put
//! there, and days on which nothing is finished cost nothing. A reader's clock counts the attention that an item of salience 1
//! has received; an item is finished when the clock reaches its `tag`.
//!
//! ```text
//!   put --> days[tick mod 64] --its day comes--> reached its tag? --yes--> finished
//!                 ^                                   | no: the reader owed attention, or the day is a turn later
//!                 +-----------------------------------+
//! ```
//!
//! What is taken off a desk stays in its day and is passed over there: whoever holds the item says whether it still waits.

use super::standing::Slot;
use crate::units::{PartyId, ProposalId};

/// Days that are kept apart; later ones share them.
const DAYS: u64 = 64;

/// An item on the desk of a reader.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::world) struct Item {
    /// Whose desk.
    pub party: PartyId,
    /// Where the proposal stands.
    pub slot: Slot,
    /// The proposal; the slot may be another's by then.
    pub proposal: ProposalId,
    /// What the reader's clock will show when it is finished.
    pub tag: f64,
}

/// What readers will have finished, by day.
#[derive(Clone, Debug, Default)]
pub(in crate::world) struct Calendar {
    /// Ticks that have been read in.
    ticks: u64,
    rate: Vec<f64>,
    /// Ticks that an item takes; infinite for whoever reads nothing.
    pace: Vec<f64>,
    debt: Vec<f64>,
    lost: Vec<f64>,
    in_debt: Vec<PartyId>,
    days: Vec<Vec<Item>>,
    due: Vec<Item>,
}

impl Calendar {
    /// Forgets all readers and items and keeps the buffers.
    pub fn clear(&mut self) {
        self.ticks = 0;
        self.rate.clear();
        self.pace.clear();
        self.debt.clear();
        self.lost.clear();
        self.in_debt.clear();
        self.days.resize_with(DAYS as usize, Vec::new);
        self.days.iter_mut().for_each(Vec::clear);
    }

    /// The next party: items read a tick.
    pub fn add(&mut self, rate: f64) {
        self.rate.push(rate);
        self.pace.push(if rate > 0.0 { 1.0 / rate } else { f64::INFINITY });
        self.debt.push(0.0);
        self.lost.push(0.0);
    }

    /// The reader's clock now, items.
    pub fn clock(&self, party: PartyId) -> f64 {
        self.rate[party.idx()] * self.ticks as f64 - self.lost[party.idx()]
    }

    /// Puts an item down for the first day on which it can be finished, unless it is taken away within so many ticks before that.
    pub fn put(&mut self, item: Item, within: u64) {
        let wait = self.wait_for(&item);
        if wait <= within {
            self.days[((self.ticks + wait) % DAYS) as usize].push(item);
        }
    }

    /// Ticks before the one in which an item can be finished; one too few does no harm.
    fn wait_for(&self, item: &Item) -> u64 {
        let left = (item.tag - self.clock(item.party)) * self.pace[item.party.idx()];
        (left.max(0.0) as u64).saturating_sub(1)
    }

    /// Attention spent elsewhere is taken from the days that follow.
    pub fn charge(&mut self, party: PartyId, items: f64) {
        if self.debt[party.idx()] <= 0.0 {
            self.in_debt.push(party);
        }
        self.debt[party.idx()] += items;
    }

    /// One tick of reading: the items that are finished, in party order, then in order of completion, ties by proposal. `waits`
    /// says whether an item is still to be read.
    pub fn read(&mut self, waits: impl Fn(&Item) -> bool) -> &[Item] {
        let today = (self.ticks % DAYS) as usize;
        self.pay_debts();
        self.ticks += 1;
        let mut items = std::mem::take(&mut self.days[today]);
        self.due.clear();
        items.retain(|item| {
            if !waits(item) {
                return false;
            }
            if item.tag <= self.clock(item.party) {
                self.due.push(*item);
                return false;
            }
            let day = ((self.ticks + self.wait_for(item)) % DAYS) as usize;
            if day != today {
                self.days[day].push(*item);
            }
            day == today
        });
        self.days[today] = items;
        self.due.sort_unstable_by(|a, b| (a.party.cmp(&b.party)).then(a.tag.total_cmp(&b.tag)).then(a.proposal.cmp(&b.proposal)));
        &self.due
    }

    fn pay_debts(&mut self) {
        let Calendar { rate, debt, lost, in_debt, .. } = self;
        in_debt.retain(|party| {
            let p = party.idx();
            let paid = debt[p].min(rate[p]);
            debt[p] -= paid;
            lost[p] += paid;
            debt[p] > 0.0
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: PartyId = PartyId(0);

    fn calendar(rate: f64) -> Calendar {
        let mut calendar = Calendar::default();
        calendar.clear();
        calendar.add(rate);
        calendar
    }

    fn put(calendar: &mut Calendar, number: u32, need: f64) {
        let tag = calendar.clock(ME) + need;
        calendar.put(Item { party: ME, slot: Slot(number), proposal: ProposalId(number), tag }, u64::MAX / 2);
    }

    fn day(calendar: &mut Calendar) -> Vec<usize> {
        calendar.read(|_| true).iter().map(|item| item.slot.idx()).collect()
    }

    #[test]
    fn every_item_gets_the_full_rate() {
        let mut calendar = calendar(0.5);
        for (number, need) in [(0, 1.0), (1, 1.0), (2, 0.75), (3, 0.5)] {
            put(&mut calendar, number, need);
        }
        assert_eq!(day(&mut calendar), [3]);
        assert_eq!(day(&mut calendar), [2, 0, 1], "the moment is not the end of the day");
        assert!(calendar.days.iter().all(Vec::is_empty));
    }

    #[test]
    fn what_takes_longer_than_the_calendar_is_found_in_its_turn() {
        let mut calendar = calendar(0.01);
        put(&mut calendar, 0, 2.0);
        let read = (1..=300).find(|_| !day(&mut calendar).is_empty());
        assert!(read.is_some_and(|day| (200..=201).contains(&day)), "{read:?}");
    }

    #[test]
    fn a_debt_is_paid_before_anything_is_read() {
        let mut calendar = calendar(1.0);
        put(&mut calendar, 0, 0.5);
        calendar.charge(ME, 1.75);
        assert_eq!([day(&mut calendar), day(&mut calendar), day(&mut calendar)], [vec![], vec![], vec![0]]);
    }

    #[test]
    fn what_waits_no_longer_is_passed_over_and_nobody_reads_at_no_rate() {
        let mut calendar = calendar(1.0);
        put(&mut calendar, 0, 0.5);
        assert!(calendar.read(|item| item.slot != Slot(0)).is_empty());
        calendar.add(0.0);
        calendar.put(Item { party: PartyId(1), slot: Slot(1), proposal: ProposalId(1), tag: 1.0 }, 1_000);
        assert!(calendar.days.iter().all(Vec::is_empty));
    }

    #[test]
    fn what_is_taken_away_before_it_can_be_read_is_not_put_down() {
        let mut calendar = calendar(1.0);
        for within in 0..5 {
            calendar.put(Item { party: ME, slot: Slot(0), proposal: ProposalId(0), tag: 3.5 }, within);
        }
        assert_eq!(calendar.days.iter().map(Vec::len).sum::<usize>(), 3, "two ticks or more");
    }
}
