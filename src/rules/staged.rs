//! Aragon's staged processor: a proposal goes from body to body, each with a window to approve or to veto.

/// One stage: thresholds in bodies, lengths in one unit of time from the moment at which the stage was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Shortest stay.
    pub min_advance: u64,
    /// Longest stay.
    pub max_advance: u64,
    /// Time that vetoes have.
    pub vote_duration: u64,
    /// Approvals needed; 0 makes a stage in which silence carries.
    pub approval_threshold: u64,
    /// Vetoes that stop it; 0 for a stage without vetoes.
    pub veto_threshold: u64,
}

/// Where a proposal stands in its stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It stays.
    Active,
    /// It may go on.
    Advanceable,
    /// It stayed too long.
    Expired,
}

impl Stage {
    /// Where a proposal stands that entered at a moment. The first moment of each length is over it, and the last moment of the
    /// longest stay still counts; as many vetoes as the threshold hold it until it expires.
    ///
    /// # Source
    /// aragon/staged-proposal-processor-plugin @96b83dd5, `src/StagedProposalProcessor.sol`.
    pub fn state(&self, entered: u64, now: u64, approvals: u64, vetoes: u64) -> State {
        let after = |length: u64| entered.saturating_add(length);
        if now > after(self.max_advance) {
            return State::Expired;
        }
        let may_veto = self.veto_threshold > 0;
        let held = now < after(self.min_advance)
            || may_veto && (vetoes >= self.veto_threshold || now < after(self.vote_duration))
            || approvals < self.approval_threshold;
        if held { State::Active } else { State::Advanceable }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_for_time_for_vetoes_and_for_want_of_approvals() {
        let both = Stage { min_advance: 100, max_advance: 1_000, vote_duration: 500, approval_threshold: 1, veto_threshold: 1 };
        let approving = Stage { veto_threshold: 0, ..both };
        let silent = Stage { approval_threshold: 0, veto_threshold: 2, ..both };
        for (stage, now, approvals, vetoes, state) in [
            (both, 506, 1, 0, State::Active),
            (both, 507, 1, 0, State::Advanceable),
            (both, 507, 0, 0, State::Active),
            (both, 607, 1, 1, State::Active),
            (both, 1_007, 1, 0, State::Advanceable),
            (both, 1_008, 1, 0, State::Expired),
            (both, 1_008, 1, 1, State::Expired),
            (approving, 106, 1, 0, State::Active),
            (approving, 107, 1, 9, State::Advanceable),
            (silent, 507, 0, 1, State::Advanceable),
            (silent, 507, 0, 2, State::Active),
        ] {
            assert_eq!(stage.state(7, now, approvals, vetoes), state, "{stage:?} {now} {approvals} {vetoes}");
        }
    }
}
