//! Holacracy's validity tests of an objection, and Rust's final comment period.

/// What is claimed of an objection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Objection {
    /// The proposal would reduce the circle's capacity.
    pub harms: bool,
    /// The proposal creates the harm: it was not there before.
    pub is_new: bool,
    /// The harm is certain, or it is not safe enough to try.
    pub is_not_safe: bool,
    /// It limits one of the objector's own roles.
    pub limits_own_role: bool,
    /// The proposal breaks the constitution.
    pub breaks_constitution: bool,
}

impl Objection {
    /// Whether it counts: all of the first four, or the last alone. One that counts stops the proposal.
    ///
    /// # Source
    /// holacracyone/Holacracy-Constitution v5, art. 3.2.2.
    pub fn is_valid(self) -> bool {
        self.breaks_constitution || self.harms && self.is_new && self.is_not_safe && self.limits_own_role
    }
}

/// Whether the final comment period starts: [`few_are_missing`], and that is two at most.
///
/// * `reviewers`, `approved`: members of the team, and those of them who ticked their box.
///
/// # Source
/// rust-lang/rfcbot-rs @882991bc, `src/github/nag.rs`.
pub fn comment_period_starts(reviewers: u64, approved: u64, open_concerns: u64) -> bool {
    few_are_missing(reviewers, approved, open_concerns, 2)
}

/// Whether so few are missing that it may go on without them: no open concern, fewer missing than done, and no more than these.
///
/// * `members`, `spoken`: all of them, and those who are done.
pub fn few_are_missing(members: u64, spoken: u64, open_concerns: u64, at_most: u32) -> bool {
    let missing = members.saturating_sub(spoken);
    open_concerns == 0 && missing < spoken && missing <= u64::from(at_most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_objection_meets_all_four_tests_or_breaks_the_constitution() {
        let all = Objection { harms: true, is_new: true, is_not_safe: true, limits_own_role: true, breaks_constitution: false };
        assert!(all.is_valid() && Objection { breaks_constitution: true, ..Objection::default() }.is_valid());
        for invalid in [
            Objection::default(),
            Objection { harms: false, ..all },
            Objection { is_new: false, ..all },
            Objection { is_not_safe: false, ..all },
            Objection { limits_own_role: false, ..all },
        ] {
            assert!(!invalid.is_valid(), "{invalid:?}");
        }
    }

    #[test]
    fn two_may_be_outstanding_if_more_are_done() {
        for (reviewers, approved, concerns, starts) in [
            (8, 6, 0, true),
            (8, 5, 0, false),
            (8, 8, 1, false),
            (3, 2, 0, true),
            (4, 2, 0, false),
            (2, 1, 0, false),
            (1, 1, 0, true),
            (0, 0, 0, false),
        ] {
            assert_eq!(comment_period_starts(reviewers, approved, concerns), starts, "{reviewers} {approved} {concerns}");
        }
    }
}
