//! Attention: what each party still has to read, and what it finishes in a tick.
//!
//! A party reads `rate` items a tick over all its seats. Its open unread items share it in proportion to their salience, never
//! more than one share each. Instead of touching every pair of reader and item every day, each reader has a clock that counts
//! the attention an item of salience 1 has received; an item is finished when the clock reaches its `tag`.
//!
//! ```text
//!   clock ---->            tag            an item put on the desk at clock c with need n and salience z
//!   |-----------|-----------|------>      is finished at c + n / z; the clock runs at rate / max(1, sum of z)
//! ```
//!
//! What is left of a tick after an item is finished goes to the others in the same tick, solved exactly, in order of
//! completion, ties by proposal. A reader who reads each item alone gives every item the full rate: see [`super::calendar`].

use super::calendar::Calendar;
use super::standing::Slot;
use crate::units::{PartyId, ProposalId};

/// One unread item.
#[derive(Clone, Copy, Debug)]
struct Item {
    tag: f64,
    salience: f64,
    proposal: ProposalId,
    slot: Slot,
}

/// What is put on desks.
#[derive(Clone, Copy, Debug)]
pub(in crate::world) struct Paper {
    /// Where the proposal stands.
    pub slot: Slot,
    /// The proposal.
    pub proposal: ProposalId,
    /// How conspicuous it is.
    pub salience: f64,
}

/// The place of whoever reads each item alone.
const ALONE: u32 = u32::MAX;

/// The desks of all parties. Those who share their attention among their items have a place in its columns.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// By party.
    place: Vec<u32>,
    /// By place, as all that follows.
    sharer: Vec<PartyId>,
    rate: Vec<f64>,
    clock: Vec<f64>,
    pace: Vec<f64>,
    load: Vec<f64>,
    next: Vec<f64>,
    debt: Vec<f64>,
    items: Vec<Vec<Item>>,
    /// Of those who read each item alone.
    pub(in crate::world) calendar: Calendar,
}

impl Desk {
    /// Clears all desks and keeps their buffers.
    pub(in crate::world) fn clear(&mut self) {
        self.place.clear();
        self.sharer.clear();
        self.rate.clear();
        self.clock.clear();
        self.pace.clear();
        self.load.clear();
        self.next.clear();
        self.debt.clear();
        self.items.iter_mut().for_each(Vec::clear);
        self.calendar.clear();
    }

    /// The next party's desk: items read a tick, and whether each item gets that rate alone.
    pub(in crate::world) fn add(&mut self, rate: f64, alone: bool) {
        self.calendar.add(rate);
        if alone {
            self.place.push(ALONE);
            return;
        }
        let party = u32::try_from(self.place.len()).expect("parties are counted in u32");
        self.place.push(u32::try_from(self.sharer.len()).expect("parties are counted in u32"));
        self.sharer.push(PartyId(party));
        self.rate.push(rate);
        self.clock.push(0.0);
        self.pace.push(rate);
        self.load.push(0.0);
        self.next.push(f64::INFINITY);
        self.debt.push(0.0);
        if self.items.len() < self.rate.len() {
            self.items.push(Vec::with_capacity(8));
        }
    }

    /// The place of a sharer.
    fn place(&self, party: PartyId) -> usize {
        self.place[party.idx()] as usize
    }

    /// Whether a party reads each item alone.
    pub(in crate::world) fn is_alone(&self, party: PartyId) -> bool {
        self.place[party.idx()] == ALONE
    }

    /// Puts an item on the desk of a sharer that still needs `need` items' worth of attention.
    pub(in crate::world) fn put(&mut self, party: PartyId, need: f64, paper: Paper) {
        let Paper { slot, proposal, salience } = paper;
        let p = self.place(party);
        let tag = self.clock[p] + need / salience;
        self.items[p].push(Item { tag, salience, proposal, slot });
        self.next[p] = self.next[p].min(tag);
        self.share_out(p);
    }

    /// Takes an item off the desk of a sharer; returns the attention that it still needed, `None` if it was not there.
    pub(in crate::world) fn take(&mut self, party: PartyId, slot: Slot) -> Option<f64> {
        let p = self.place(party);
        let at = self.items[p].iter().position(|item| item.slot == slot)?;
        let item = self.remove(p, at);
        Some((item.tag - self.clock[p]) * item.salience)
    }

    /// Attention spent in a meeting or in judging is taken from the days that follow.
    pub(in crate::world) fn charge(&mut self, party: PartyId, items: f64) {
        if self.is_alone(party) {
            self.calendar.charge(party, items);
        } else {
            let p = self.place(party);
            self.debt[p] += items;
        }
    }

    /// One tick of reading by those who share. Calls `finished` for each item read, in party order, then in order of completion.
    pub(in crate::world) fn read(&mut self, mut finished: impl FnMut(PartyId, Slot)) {
        for p in 0..self.sharer.len() {
            let reach = self.clock[p] + self.pace[p];
            if self.next[p] > reach && self.debt[p] <= 0.0 {
                self.clock[p] = reach;
            } else {
                self.read_closely(p, &mut finished);
            }
        }
    }

    /// One tick of a reader who finishes something, or owes attention.
    fn read_closely(&mut self, p: usize, finished: &mut impl FnMut(PartyId, Slot)) {
        let owed = self.debt[p].min(self.rate[p]);
        self.debt[p] -= owed;
        let mut left = self.rate[p] - owed;
        loop {
            let divisor = self.load[p].max(1.0);
            let until_next = (self.next[p] - self.clock[p]) * divisor;
            if until_next > left {
                self.clock[p] += left / divisor;
                return;
            }
            left -= until_next;
            self.clock[p] = self.next[p];
            let at = self.first(p).expect("an item is due, so the desk is not empty");
            let item = self.remove(p, at);
            finished(self.sharer[p], item.slot);
        }
    }

    /// The item that is finished first; ties by proposal.
    fn first(&self, p: usize) -> Option<usize> {
        let order = |a: &Item, b: &Item| a.tag.total_cmp(&b.tag).then(a.proposal.cmp(&b.proposal));
        self.items[p].iter().enumerate().min_by(|a, b| order(a.1, b.1)).map(|(at, _)| at)
    }

    fn remove(&mut self, p: usize, at: usize) -> Item {
        let item = self.items[p].swap_remove(at);
        if item.tag <= self.next[p] {
            self.look_ahead(p);
        }
        self.share_out(p);
        item
    }

    /// Brings the next completion up to date.
    fn look_ahead(&mut self, p: usize) {
        self.next[p] = self.items[p].iter().map(|item| item.tag).fold(f64::INFINITY, f64::min);
    }

    /// Brings load and pace up to date.
    fn share_out(&mut self, p: usize) {
        self.load[p] = self.items[p].iter().map(|item| item.salience).sum();
        self.pace[p] = self.rate[p] / self.load[p].max(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(rate: f64) -> Desk {
        let mut desk = Desk::default();
        desk.clear();
        desk.add(rate, false);
        desk
    }

    fn paper(slot: Slot, proposal: ProposalId, salience: f64) -> Paper {
        Paper { slot, proposal, salience }
    }

    fn day(desk: &mut Desk) -> Vec<usize> {
        let mut read = Vec::new();
        desk.read(|_, slot| read.push(slot.idx()));
        read
    }

    const ME: PartyId = PartyId(0);

    #[test]
    fn what_is_left_of_a_day_goes_to_the_other_items() {
        let mut desk = desk(1.0);
        desk.put(ME, 0.25, paper(Slot(0), ProposalId(0), 1.0));
        desk.put(ME, 0.75, paper(Slot(1), ProposalId(1), 1.0));
        desk.put(ME, 0.5, paper(Slot(2), ProposalId(2), 1.0));
        // A third each until 0.25 is reached (0.75 spent), then the last quarter of the day halves: 0.375 each.
        assert_eq!(day(&mut desk), [0]);
        assert!((desk.take(ME, Slot(1)).expect("unread") - 0.375).abs() < 1e-12);
        assert!((desk.take(ME, Slot(2)).expect("unread") - 0.125).abs() < 1e-12);
    }

    #[test]
    fn a_conspicuous_item_is_read_first_and_ties_go_to_the_older_proposal() {
        let mut desk = desk(1.0);
        desk.put(ME, 1.0, paper(Slot(1), ProposalId(9), 1.0));
        desk.put(ME, 1.0, paper(Slot(0), ProposalId(3), 1.0));
        desk.put(ME, 1.0, paper(Slot(2), ProposalId(4), 2.0));
        let read: Vec<_> = (0..4).flat_map(|_| day(&mut desk)).collect();
        assert_eq!(read, [2, 0, 1]);
    }

    #[test]
    fn a_debt_is_paid_before_anything_is_read() {
        let mut desk = desk(1.0);
        desk.put(ME, 0.5, paper(Slot(0), ProposalId(0), 1.0));
        desk.charge(ME, 1.75);
        assert_eq!(day(&mut desk), [0_usize; 0]);
        assert_eq!(day(&mut desk), [0_usize; 0]);
        assert_eq!(day(&mut desk), [0]);
    }
}
