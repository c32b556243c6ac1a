//! Proposals come before their readers and are read.
//!
//! How much attention a reader needs for a proposal and how the reader misjudges it are drawn for a whole group at once, the first
//! time that somebody of the group is to read it. A stage lays what is unread on desks; those who share their attention have a
//! [`Desk`], those who read each item alone a [`super::calendar::Calendar`].

use super::calendar::{Entry, Scratch};
use super::desk::{Desk, Paper};
use super::readers::{Marks, Readers};
use super::standing::{Slot, Standing};
use super::{Parties, Proposals, World};
use crate::dice::{Dice, Purpose};
use crate::event::Event;
use crate::math;
use crate::scenario::Scenario;
use crate::units::{PartyId, Tick};
use std::ops::Range;

/// Groups of more than these have their errors of judgement drawn together, others one by one when somebody has read: the numbers
/// are the same.
const FEW: u32 = 8;

/// What follows from having read a proposal, and from nothing else.
pub(in crate::world) struct Minds<'w> {
    /// The scenario.
    pub scenario: &'w Scenario,
    /// The run's dice.
    pub dice: &'w Dice,
    /// Who reads.
    pub parties: &'w Parties,
    /// What is read.
    pub proposals: &'w Proposals,
}

impl Minds<'_> {
    /// Draws for a group what its members need and how they misjudge, if that has not been done for this proposal.
    fn draw(&self, standing: &mut Standing, group: usize, range: Range<usize>) {
        let Standing { readers, proposal, .. } = standing;
        if std::mem::replace(&mut readers.drawn[group], true) {
            return;
        }
        let (lineage, key) = (self.proposals.lineage[proposal.idx()].0, self.scenario.groups[group].key);
        self.dice.fill(Purpose::Reading, lineage, key, &mut readers.need[range.clone()]);
        let mut drawn = Marks::LATENT;
        if self.scenario.groups[group].count > FEW {
            self.dice.fill(Purpose::Judgement, lineage, key, &mut readers.error[range.clone()]);
            drawn = drawn | Marks::MAY_ERR;
        }
        readers.marks[range].iter_mut().for_each(|marks| marks.set(drawn));
    }

    /// The uniform number that a reader's error of judgement follows from; anything for those who judge without error. One error
    /// per lineage and reader, the same in window, vote, appeal and resubmission: retrying buys no new dice.
    #[inline(always)]
    fn luck(&self, standing: &Standing, party: PartyId) -> f64 {
        match standing.readers.marks[party.idx()].any(Marks::MAY_ERR) {
            true => standing.readers.error[party.idx()],
            false => self.luck_alone(standing, party),
        }
    }

    /// The same for a reader whose group's numbers are not drawn together.
    #[inline(never)]
    fn luck_alone(&self, standing: &Standing, party: PartyId) -> f64 {
        let p = party.idx();
        if self.parties.judging[p].blur <= 0.0 {
            return 0.5;
        }
        let lineage = self.proposals.lineage[standing.proposal.idx()].0;
        let group = &self.scenario.groups[self.parties.group[p].idx()];
        self.dice.uniform(Purpose::Judgement, lineage, group.key, u64::from(self.parties.place[p]))
    }

    /// A party has read the proposal; `false` if it had before.
    pub fn read(&self, standing: &mut Standing, party: PartyId) -> bool {
        let is_new = !standing.readers.has(party, Marks::READ);
        if is_new {
            standing.readers.marks[party.idx()].set(Marks::READ);
            standing.readers.error[party.idx()] = math::normal_quantile(self.luck(standing, party));
        }
        is_new
    }
}

impl World {
    /// Lays a proposal before the members of a run who may act: whoever has read it acts today, the others find it on their desk.
    pub(in crate::world) fn lay_before(&mut self, scenario: &Scenario, slot: Slot, group: usize, range: Range<usize>) {
        let World { standings, desk, dice, proposals, parties, fresh, now, .. } = self;
        let standing = &mut standings[slot.idx()];
        let marks = &standing.readers.marks[range.clone()];
        // Two walks without a branch, so that many are looked at once, and another only where it finds somebody.
        let have = |these, those| marks.iter().fold(false, |any, marks| any | marks.only(these, those));
        if have(Marks::MAY_ACT | Marks::READ, Marks::NONE) {
            let ready = range.clone().zip(marks).filter(|(_, marks)| marks.only(Marks::MAY_ACT | Marks::READ, Marks::NONE));
            fresh.extend(ready.map(|(p, _)| (party(p), slot)));
        }
        if !have(Marks::MAY_ACT, Marks::READ) {
            return;
        }
        let first = range.start;
        let all = first..first + scenario.groups[group].count as usize;
        Minds { scenario, dice, parties, proposals }.draw(standing, group, all);
        let effort = proposals.effort[standing.proposal.idx()];
        if scenario.groups[group].alone {
            lay_before_loners(standing, desk, Lying { slot, range, effort, now: *now });
        } else {
            let paper = Paper { slot, proposal: standing.proposal, salience: standing.salience };
            for p in range {
                if standing.readers.marks[p].any(Marks::MAY_ACT) && !standing.readers.marks[p].any(Marks::READ) {
                    standing.readers.work_out(p, effort);
                    standing.readers.put_on(desk, party(p), paper);
                }
            }
        }
    }

    /// Nobody reads for this stage any more from `morning` on, nor acts in it.
    pub(in crate::world) fn stop_reading(&mut self, scenario: &Scenario, slot: Slot, morning: Tick) {
        let World { seats, standings, desk, .. } = self;
        let standing = &mut standings[slot.idx()];
        let Some(body) = seats.row(standing.row).body else { return };
        standing.stopped = morning;
        for run in seats.runs(body) {
            let range = run.parties();
            if !scenario.groups[run.group].alone {
                range.clone().for_each(|p| standing.readers.take_off(desk, party(p), slot));
            }
            standing.readers.silence(range);
        }
    }

    /// Before another stage asks: what those who read alone still need of the proposal.
    pub(in crate::world) fn settle_loners(&mut self, scenario: &Scenario, slot: Slot) {
        let World { seats, standings, desk, proposals, .. } = self;
        let standing = &mut standings[slot.idx()];
        let Some(body) = seats.row(standing.row).body else { return };
        let had = f64::from(standing.had(Tick::NEVER).0);
        let stretch = proposals.effort[standing.proposal.idx()] / standing.salience;
        for run in seats.runs(body).iter().filter(|run| scenario.groups[run.group].alone) {
            standing.readers.work_out_all(run.parties(), stretch, &mut desk.calendar.likely.numbers);
            let range = run.parties();
            let Readers { marks, need, .. } = &mut standing.readers;
            let readers = marks[range.clone()].iter_mut().zip(&mut need[range.clone()]).zip(&desk.calendar.rates[range]);
            for ((marks, need), rate) in readers {
                if marks.take(Marks::QUEUED) {
                    *need = (*need - rate * had) * standing.salience;
                }
            }
        }
    }

    /// An objection makes the proposal conspicuous to those who have not read it.
    pub(in crate::world) fn raise_alarm(&mut self, scenario: &Scenario, slot: Slot) {
        let World { standings, seats, desk, now, proposals, .. } = self;
        let standing = &mut standings[slot.idx()];
        let Some(body) = seats.row(standing.row).body else { return };
        if standing.salience > 1.0 || scenario.value.alarm <= 1.0 {
            return;
        }
        let effort = proposals.effort[standing.proposal.idx()];
        let paper = Paper { slot, proposal: standing.proposal, salience: scenario.value.alarm };
        // Objections are made in the evening, after the day's reading.
        let tomorrow = Tick(now.0 + 1);
        let had = f64::from(standing.had(tomorrow).0);
        for party in seats.members(body) {
            let p = party.idx();
            if !standing.readers.has(party, Marks::QUEUED) {
            } else if desk.is_alone(party) {
                standing.readers.work_out(p, effort / standing.salience);
                let so_far = desk.calendar.rates[p] * had;
                let left = (standing.readers.need[p] - so_far) * standing.salience / paper.salience;
                standing.readers.need[p] = so_far + left;
                desk.calendar.note(Entry { party, slot }, left, tomorrow);
            } else {
                standing.readers.take_off(desk, party, slot);
                standing.readers.put_on(desk, party, paper);
            }
        }
        standing.salience = paper.salience;
    }

    /// Reading of the day, outside meetings.
    pub(crate) fn read(&mut self, scenario: &Scenario) {
        let World { desk, standings, fresh, events, dice, parties, proposals, .. } = self;
        let minds = Minds { scenario, dice, parties, proposals };
        desk.read(|party, slot| {
            let standing = &mut standings[slot.idx()];
            standing.readers.marks[party.idx()].clear(Marks::QUEUED);
            minds.read(standing, party);
            events.push(Event::Read(party, standing.proposal));
            if standing.readers.has(party, Marks::MAY_ACT) {
                fresh.push((party, slot));
            }
        });
        self.pay_debts_of_loners();
        self.read_alone(scenario);
    }

    /// Attention that is owed is missing on everything that lies on the desk of a reader who reads each item alone.
    fn pay_debts_of_loners(&mut self) {
        let World { desk, standings, proposals, open, now, .. } = self;
        desk.calendar.pay_debts(|party, lost| {
            for slot in open.iter() {
                let standing = &mut standings[slot.idx()];
                if standing.stopped > *now && standing.readers.has(party, Marks::QUEUED) {
                    standing.readers.work_out(party.idx(), proposals.effort[standing.proposal.idx()] / standing.salience);
                    standing.readers.need[party.idx()] += lost;
                }
            }
        });
    }

    /// Reading of the day by those who read each item alone.
    fn read_alone(&mut self, scenario: &Scenario) {
        let World { desk, standings, fresh, events, dice, parties, proposals, now, .. } = self;
        let minds = Minds { scenario, dice, parties, proposals };
        let calendar = &mut desk.calendar;
        let (entries, mut scratch) = (calendar.open(*now), std::mem::take(&mut calendar.done));
        let Scratch { entries: done, numbers: errors } = &mut scratch;
        let tomorrow = Tick(now.0 + 1);
        done.clear();
        errors.clear();
        for entries in entries.chunk_by(|one, next| one.slot == next.slot) {
            let standing = &mut standings[entries[0].slot.idx()];
            if standing.stopped < tomorrow {
                continue;
            }
            let had = f64::from(standing.had(tomorrow).0);
            for entry in entries {
                let p = entry.party.idx();
                if !standing.readers.marks[p].only(Marks::QUEUED, Marks::LATENT) {
                    continue;
                }
                let left = standing.readers.need[p] - calendar.rates[p] * had;
                if left <= 0.0 {
                    standing.readers.marks[p].clear(Marks::QUEUED);
                    done.push(*entry);
                    errors.push(minds.luck(standing, entry.party));
                } else {
                    calendar.note(*entry, left, tomorrow);
                }
            }
        }
        math::wide::normal_quantile(errors);
        let mut errors = errors.iter();
        for done in done.chunk_by(|one, next| one.slot == next.slot) {
            let slot = done[0].slot;
            let standing = &mut standings[slot.idx()];
            let Readers { marks, error, .. } = &mut standing.readers;
            for (Entry { party, .. }, own) in done.iter().zip(&mut errors) {
                let marks = &mut marks[party.idx()];
                marks.set(Marks::READ);
                error[party.idx()] = *own;
                events.push(Event::Read(*party, standing.proposal));
                if marks.any(Marks::MAY_ACT) {
                    fresh.push((*party, slot));
                }
            }
        }
        calendar.done = scratch;
        calendar.close(entries);
    }
}

/// A proposal that is laid before members who read each item alone.
struct Lying {
    slot: Slot,
    range: Range<usize>,
    effort: f64,
    now: Tick,
}

/// Notes who will have read the proposal before the stage closes; the others are found unread then, at no cost until then.
fn lay_before_loners(standing: &mut Standing, desk: &mut Desk, lying: Lying) {
    let Lying { slot, range, effort, now } = lying;
    // A day more than there is, for rounding.
    let days = f64::from(standing.latest.since(now).0) + 1.0;
    let (stretch, salience) = (effort / standing.salience, standing.salience);
    let Readers { marks, need, .. } = &mut standing.readers;
    let calendar = &mut desk.calendar;
    let mut scratch = std::mem::take(&mut calendar.likely);
    let Scratch { entries: likely, numbers } = &mut scratch;
    if likely.len() < range.len() {
        likely.resize(range.len(), Entry { party: PartyId(0), slot });
        numbers.resize(range.len(), 0.0);
    }
    let mut n_likely = 0;
    let mut entry = Entry { party: party(range.start), slot };
    let rates = calendar.rates[range.clone()].iter();
    for ((marks, need), rate) in marks[range.clone()].iter_mut().zip(&mut need[range]).zip(rates) {
        if marks.only(Marks::MAY_ACT | Marks::LATENT, Marks::READ) {
            marks.set(Marks::QUEUED);
            // Written in any case and kept if it counts: who is passed over cannot be foreseen, and a wrong guess costs more.
            (likely[n_likely], numbers[n_likely]) = (entry, *need);
            n_likely += usize::from(needs_less(*need, stretch, rate * days));
        } else if marks.only(Marks::MAY_ACT, Marks::READ) {
            marks.set(Marks::QUEUED);
            *need /= salience;
            (likely[n_likely], numbers[n_likely]) = (entry, 1.0);
            n_likely += usize::from(*need < rate * days);
        }
        entry.party.0 += 1;
    }
    let (likely, logarithms) = (&likely[..n_likely], &mut numbers[..n_likely]);
    math::wide::ln(logarithms);
    for (entry, logarithm) in likely.iter().zip(logarithms) {
        let p = entry.party.idx();
        if marks[p].take(Marks::LATENT) {
            need[p] = -stretch * *logarithm;
        }
        if need[p] < calendar.rates[p] * days {
            calendar.note(*entry, need[p], now);
        }
    }
    calendar.likely = scratch;
}

/// Whether `-stretch * ln(u)` may be below `reach`, without a logarithm: `-ln u >= 2 (1 - u) / (1 + u)` for u in (0, 1].
fn needs_less(u: f64, stretch: f64, reach: f64) -> bool {
    2.0 * (1.0 - u) * stretch < (1.0 + u) * reach
}

fn party(p: usize) -> PartyId {
    PartyId(u32::try_from(p).expect("parties are counted in u32"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_cut_never_passes_over_a_reader_who_comes_in_time() {
        for k in 1..10_000 {
            let u = f64::from(k) / 10_000.0;
            let need = -0.7 * math::ln(u);
            assert!(needs_less(u, 0.7, need * (1.0 + 1e-12)), "{u}");
        }
        assert!(!needs_less(0.1, 1.0, 0.5), "and passes over those who do not");
    }
}
