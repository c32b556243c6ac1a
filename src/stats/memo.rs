//! Answers that are asked for again and again: the same number of runs stands behind column after column.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Answers kept; more are forgotten all at once.
const KEPT: usize = 1024;

/// A memory of what a pure function answered, one for each thread.
pub struct Memo<K, V>(RefCell<BTreeMap<K, V>>);

impl<K: Ord, V: Clone> Memo<K, V> {
    /// Nothing asked yet.
    pub const fn new() -> Memo<K, V> {
        Memo(RefCell::new(BTreeMap::new()))
    }

    /// What `answer` says, or said before of the same `key`.
    pub fn of(&self, key: K, answer: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let new = answer();
        let mut known = self.0.borrow_mut();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(key, new.clone());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_answers_as_its_function_does() {
        let memo = Memo::new();
        let mut asked = 0;
        for key in (0..3000_u64).chain(2990..3000) {
            let answer = memo.of(key, || {
                asked += 1;
                key * key
            });
            assert_eq!(answer, key * key);
        }
        assert_eq!(asked, 3000, "the latest are still known");
    }
}
