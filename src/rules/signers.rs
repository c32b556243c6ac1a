//! Councils that sign: so many of so many, with or without an end, and who may change the number.

/// An approval by signatures within a window, both ends of which belong to it.
///
/// # Source
/// aragon/multisig-plugin @b0f62d2b, `Multisig.sol`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// First moment.
    pub start: u64,
    /// Last moment.
    pub end: u64,
    /// Signatures needed.
    pub min_approvals: u64,
}

impl Approval {
    /// Whether signatures are taken: from the first to the last moment, until it is executed.
    pub fn open(&self, now: u64, executed: bool) -> bool {
        !executed && self.start <= now && now <= self.end
    }

    /// Whether it may be executed: open, with enough signatures. After the last moment it is dead.
    pub fn executable(&self, now: u64, approvals: u64, executed: bool) -> bool {
        self.open(now, executed) && approvals >= self.min_approvals
    }
}

/// Owners of a safe, and how many of them must sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Safe {
    /// Number of owners.
    pub owners: u64,
    /// Signatures needed, 1 to the number of owners.
    pub threshold: u64,
}

/// A change of a safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// One owner more.
    AddOwner,
    /// One owner less.
    RemoveOwner,
    /// The same owners.
    ChangeThreshold,
}

impl Safe {
    /// Makes a change together with a new threshold; refused, and nothing changes, unless the threshold lies between 1 and the
    /// owners that are left.
    ///
    /// # Source
    /// safe-global/safe-smart-account, `contracts/base/OwnerManager.sol`.
    pub fn change(&mut self, change: Change, threshold: u64) -> bool {
        let owners = match change {
            Change::AddOwner => self.owners.checked_add(1),
            Change::RemoveOwner => self.owners.checked_sub(1),
            Change::ChangeThreshold => Some(self.owners),
        };
        match owners {
            Some(owners) if (1..=owners).contains(&threshold) => {
                *self = Safe { owners, threshold };
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_the_window_belong_to_it() {
        let rule = Approval { start: 10, end: 20, min_approvals: 3 };
        for (now, approvals, executed, open, executable) in [
            (9, 3, false, false, false),
            (10, 3, false, true, true),
            (20, 3, false, true, true),
            (21, 3, false, false, false),
            (15, 2, false, true, false),
            (15, 3, true, false, false),
        ] {
            assert_eq!((rule.open(now, executed), rule.executable(now, approvals, executed)), (open, executable), "{now}");
        }
    }

    #[test]
    fn a_threshold_lies_between_one_and_the_owners() {
        for (owners, change, threshold, after) in [
            (5, Change::RemoveOwner, 3, Some(4)),
            (3, Change::RemoveOwner, 3, None),
            (3, Change::RemoveOwner, 2, Some(2)),
            (1, Change::RemoveOwner, 1, None),
            (3, Change::AddOwner, 4, Some(4)),
            (3, Change::AddOwner, 5, None),
            (3, Change::AddOwner, 0, None),
            (3, Change::ChangeThreshold, 3, Some(3)),
            (3, Change::ChangeThreshold, 4, None),
            (3, Change::ChangeThreshold, 0, None),
        ] {
            let mut safe = Safe { owners, threshold: 1 };
            assert_eq!(safe.change(change, threshold), after.is_some(), "{owners} {change:?} {threshold}");
            let expected = after.map_or(Safe { owners, threshold: 1 }, |owners| Safe { owners, threshold });
            assert_eq!(safe, expected, "{owners} {change:?} {threshold}");
        }
    }
}
