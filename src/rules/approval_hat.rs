//! Maker's chief: tokens approve candidates at all times, and whoever has more approval than the one in power can be lifted.

use super::hat::lifts;
use std::collections::{BTreeMap, BTreeSet};

/// Locked tokens, approvals, and who wears the hat.
///
/// There is no quorum and no deadline. The hat stays when its supporters leave, until somebody lifts another.
///
/// # Source
/// dapphub/ds-chief @4a833cda, `src/chief.sol`. Departs from it in that a slate may name its candidates in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chief {
    max_yays: usize,
    locked: BTreeMap<u32, u64>,
    slates: BTreeMap<u32, BTreeSet<u32>>,
    approvals: BTreeMap<u32, u64>,
    hat: Option<u32>,
}

impl Chief {
    /// Nobody in power, nothing locked.
    pub fn new(max_yays: usize) -> Chief {
        Chief { max_yays, locked: BTreeMap::new(), slates: BTreeMap::new(), approvals: BTreeMap::new(), hat: None }
    }

    /// Who wears the hat.
    pub fn hat(&self) -> Option<u32> {
        self.hat
    }

    /// Tokens that approve a candidate.
    pub fn approval(&self, candidate: u32) -> u64 {
        self.approvals.get(&candidate).copied().unwrap_or(0)
    }

    /// Locks tokens; they approve the holder's slate at once. Refused where they overflow.
    pub fn lock(&mut self, holder: u32, amount: u64) -> bool {
        let Some(locked) = self.locked_by(holder).checked_add(amount) else { return false };
        self.hold(holder, locked);
        true
    }

    /// Frees tokens; they approve nobody from then on. Refused beyond what is locked.
    pub fn free(&mut self, holder: u32, amount: u64) -> bool {
        let Some(locked) = self.locked_by(holder).checked_sub(amount) else { return false };
        self.hold(holder, locked);
        true
    }

    /// Approves a slate with everything that the holder has locked, instead of an earlier one. Refused with too many
    /// candidates, and where one is named twice.
    pub fn vote(&mut self, holder: u32, slate: &[u32]) -> bool {
        let candidates: BTreeSet<u32> = slate.iter().copied().collect();
        if slate.len() > self.max_yays || candidates.len() < slate.len() {
            return false;
        }
        let locked = self.locked_by(holder);
        self.hold(holder, 0);
        self.slates.insert(holder, candidates);
        self.hold(holder, locked);
        true
    }

    /// Gives the hat to a candidate. Refused unless it has more approval than whoever wears it: as much is not enough.
    pub fn lift(&mut self, candidate: u32) -> bool {
        let taken = lifts(self.approval(candidate), self.hat.map_or(0, |hat| self.approval(hat)));
        if taken {
            self.hat = Some(candidate);
        }
        taken
    }

    fn locked_by(&self, holder: u32) -> u64 {
        self.locked.get(&holder).copied().unwrap_or(0)
    }

    /// Sets what a holder has locked, and moves approvals along.
    fn hold(&mut self, holder: u32, locked: u64) {
        let before = self.locked.insert(holder, locked).unwrap_or(0);
        for candidate in self.slates.get(&holder).into_iter().flatten() {
            let approval = self.approvals.entry(*candidate).or_default();
            *approval = *approval - before + locked;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hat_goes_to_more_approval_and_stays_when_supporters_leave() {
        let mut chief = Chief::new(3);
        assert!(!chief.lift(1) && chief.lock(0, 250) && chief.vote(0, &[1, 2, 3]) && chief.lift(1));
        assert!(!chief.lift(2) && chief.hat() == Some(1));
        assert!(chief.lock(9, 1) && chief.vote(9, &[2]) && chief.lift(2));
        assert!(chief.free(0, 250) && chief.free(9, 1) && chief.hat() == Some(2) && chief.approval(2) == 0);
        assert!(!chief.lift(1) && chief.lock(5, 1) && chief.vote(5, &[1]) && chief.lift(1));
    }

    #[test]
    fn a_new_slate_takes_the_place_of_the_old_one() {
        let mut chief = Chief::new(2);
        assert!(chief.vote(0, &[1, 2]) && chief.approval(1) == 0 && chief.lock(0, 5) && chief.lock(0, 2));
        assert_eq!([1, 2, 3].map(|candidate| chief.approval(candidate)), [7, 7, 0]);
        assert!(chief.vote(0, &[3]));
        assert_eq!([1, 2, 3].map(|candidate| chief.approval(candidate)), [0, 0, 7]);
        assert!(chief.vote(0, &[]) && chief.approval(3) == 0);
    }

    #[test]
    fn what_the_contract_refuses_changes_nothing() {
        let mut chief = Chief::new(2);
        assert!(chief.lock(0, 5) && chief.vote(0, &[1]));
        let before = chief.clone();
        assert!(!chief.free(0, 6) && !chief.free(1, 1) && !chief.vote(0, &[1, 2, 3]) && !chief.vote(0, &[2, 2]));
        assert!(!chief.lift(2) && !chief.lock(0, u64::MAX));
        assert_eq!(chief, before);
    }
}
