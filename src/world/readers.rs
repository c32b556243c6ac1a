//! What readers have done about one open proposal: a row per party, kept in columns.
//!
//! Large bodies have thousands of readers for each open proposal, and most steps of a stage look at one property of all of them:
//! who may still act, who took part, whose weight it was. Each such step is one walk over one narrow column.

use super::desk::{Desk, Paper};
use super::standing::Slot;
use crate::math;
use crate::units::{PartyId, Weight};
use std::ops::Range;

/// What is true of a reader, yes or no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::world) struct Marks(u8);

impl Marks {
    /// None of them.
    pub const NONE: Marks = Marks(0);
    /// The proposal lies unread on the reader's desk.
    pub const QUEUED: Marks = Marks(1);
    /// What it needs is still the uniform number that its need follows from: few are read in time, so most are never worked out.
    pub const LATENT: Marks = Marks(1 << 1);
    /// It has been read: what was read in one stage stays read.
    pub const READ: Marks = Marks(1 << 2);
    /// The reader is in the present electorate and may still act.
    pub const MAY_ACT: Marks = Marks(1 << 3);
    /// The reader objected in the stage that last asked it.
    pub const OBJECTED: Marks = Marks(1 << 4);

    /// The reader is entitled in the stage that was last open to its body.
    pub const SEATED: Marks = Marks(1 << 5);
    /// The reader has voted for it in any stage.
    pub const APPROVED: Marks = Marks(1 << 6);
    /// The uniform number that the reader's error follows from has been drawn, with those of its group.
    pub const MAY_ERR: Marks = Marks(1 << 7);

    /// Whether one of these is set.
    pub fn any(self, marks: Marks) -> bool {
        self.0 & marks.0 != 0
    }

    /// Whether all of `these` are set and none of `those`.
    pub fn only(self, these: Marks, those: Marks) -> bool {
        self.0 & (these.0 | those.0) == these.0
    }

    /// Sets these.
    pub fn set(&mut self, marks: Marks) {
        self.0 |= marks.0;
    }

    /// A stage opens: whoever is there has a seat and may act, and what was objected in an earlier stage is past.
    pub fn seat(&mut self, is_there: bool) {
        // Without a branch, so that many are seated at once.
        let kept = self.0 & !(Marks::OBJECTED.0 | Marks::SEATED.0);
        self.0 = kept | ((Marks::MAY_ACT.0 | Marks::SEATED.0) * u8::from(is_there));
    }

    /// Takes these away.
    pub fn clear(&mut self, marks: Marks) {
        self.0 &= !marks.0;
    }

    /// Takes these away, and says whether one was set.
    pub fn take(&mut self, marks: Marks) -> bool {
        let was_set = self.any(marks);
        self.clear(marks);
        was_set
    }
}

impl std::ops::BitOr for Marks {
    type Output = Marks;
    fn bitor(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// What a member did in a stage, as far as the rule counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::world) enum Act {
    /// Nothing that counts.
    #[default]
    None,
    /// Voted in favour.
    Yes,
    /// Voted against.
    No,
    /// Abstained.
    Abstain,
    /// Objected, and the grounds are being judged.
    Judged,
    /// Objected, and the objection stands.
    Stands,
}

impl Act {
    /// All of them, in the order in which they are written.
    pub const ALL: [Act; 6] = [Act::None, Act::Yes, Act::No, Act::Abstain, Act::Judged, Act::Stands];
}

/// The run of groups that do not sit in the body.
pub(in crate::world) const NO_RUN: u32 = u32::MAX;

/// The readers of one open proposal, by party.
#[derive(Clone, Debug)]
pub(in crate::world) struct Readers {
    /// What is true of each.
    pub marks: Vec<Marks>,
    /// What each did in the present stage.
    pub act: Vec<Act>,
    /// Attention that each still needs, items, when it was last put on a desk; meaningless until drawn. For those who read it
    /// alone: of salience 1, since the stage opened.
    pub need: Vec<f64>,
    /// How each misjudges the proposal: a uniform number, 0 if not drawn yet; once it is read, a standard normal one.
    pub error: Vec<f64>,
    /// The weight of each when the present stage opened: what is bought or lost later counts from the next stage on.
    pub weight: Vec<Weight>,
    /// By group: its run of seats in the body of the present stage; [`NO_RUN`] without one.
    pub run_of: Vec<u32>,
    /// Groups whose numbers have been drawn.
    pub drawn: Vec<bool>,
}

impl Readers {
    /// For this many parties in this many groups.
    pub fn of(n_parties: usize, n_groups: usize) -> Readers {
        Readers {
            marks: vec![Marks::default(); n_parties],
            act: vec![Act::None; n_parties],
            need: vec![0.0; n_parties],
            error: vec![0.0; n_parties],
            weight: vec![Weight(0); n_parties],
            run_of: vec![NO_RUN; n_groups],
            drawn: vec![false; n_groups],
        }
    }

    /// Forgets what was done about another proposal.
    pub fn forget(&mut self) {
        self.marks.fill(Marks::default());
        self.act.fill(Act::None);
        self.drawn.fill(false);
    }

    /// Whether one of these is set for a party.
    pub fn has(&self, party: PartyId, marks: Marks) -> bool {
        self.marks[party.idx()].any(marks)
    }

    /// Takes a right to act away from everybody in a run.
    pub fn silence(&mut self, range: Range<usize>) {
        self.marks[range].iter_mut().for_each(|marks| marks.clear(Marks::MAY_ACT));
    }

    /// Works out what a reader needs, if that is still latent.
    ///
    /// * `stretch`: mean attention that the proposal takes, items.
    pub fn work_out(&mut self, p: usize, stretch: f64) {
        if self.marks[p].take(Marks::LATENT) {
            self.need[p] = -stretch * math::ln(self.need[p]);
        }
    }

    /// Works out what those of a range need on whose desks it lies.
    ///
    /// * `scratch`: a buffer, which gets no shorter.
    pub fn work_out_all(&mut self, range: Range<usize>, stretch: f64, scratch: &mut Vec<f64>) {
        let Readers { marks, need, .. } = self;
        scratch.resize(scratch.len().max(range.len()), 0.0);
        let mut found = 0;
        for (marks, need) in marks[range.clone()].iter().zip(&need[range.clone()]) {
            scratch[found] = *need;
            found += usize::from(marks.only(Marks::QUEUED | Marks::LATENT, Marks::NONE));
        }
        let logarithms = &mut scratch[..found];
        math::wide::ln(logarithms);
        let mut logarithms = logarithms.iter();
        for p in range {
            if marks[p].any(Marks::QUEUED) && marks[p].take(Marks::LATENT) {
                need[p] = -stretch * logarithms.next().expect("every one was worked out");
            }
        }
    }

    /// Puts the item on the desk of a reader who shares its attention.
    pub fn put_on(&mut self, desk: &mut Desk, party: PartyId, paper: Paper) {
        desk.put(party, self.need[party.idx()], paper);
        self.marks[party.idx()].set(Marks::QUEUED);
    }

    /// Takes the item off the desk of a reader who shares its attention, if it lies there, and remembers how much is unread.
    pub fn take_off(&mut self, desk: &mut Desk, party: PartyId, slot: Slot) {
        let p = party.idx();
        if self.marks[p].take(Marks::QUEUED) {
            self.need[p] = desk.take(party, slot).expect("what is queued lies on the desk");
        }
    }

    /// Clears the item away for good: nobody will ask how much was unread.
    pub fn clear_away(&mut self, desk: &mut Desk, party: PartyId, slot: Slot) {
        if self.marks[party.idx()].take(Marks::QUEUED) && !desk.is_alone(party) {
            desk.take(party, slot).expect("what is queued lies on the desk");
        }
    }
}
