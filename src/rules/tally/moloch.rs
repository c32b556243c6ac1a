//! Moloch v2: more yes than no, unless too many have left since, the applicant is jailed or the bank is empty; and one proposal
//! enters voting in each period.

/// What is known of a proposal when it is processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processed {
    /// Shares that voted yes.
    pub yes: u64,
    /// Shares that voted no.
    pub no: u64,
    /// Shares and loot now.
    pub total_now: u64,
    /// How many times more there may have been at a yes vote.
    pub dilution_bound: u64,
    /// Most shares and loot there were at any yes vote.
    pub max_total_at_yes_vote: u64,
    /// Whether the applicant was expelled.
    pub applicant_jailed: bool,
    /// Money asked for.
    pub payment_requested: u64,
    /// Money in the bank.
    pub guild_balance: u64,
}

/// Why a proposal fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No more yes than no: a tie fails.
    Majority,
    /// Too many have left.
    Dilution,
    /// The applicant was expelled.
    Jailed,
    /// The bank cannot pay.
    InsufficientFunds,
}

/// Every reason for which a proposal fails; none, and it passes. There is no quorum.
///
/// # Source
/// MolochVentures/moloch @4e786db8, `contracts/Moloch.sol`: `_didPass` and `processProposal`.
pub fn failures(processed: &Processed) -> Vec<Failure> {
    let bound = u128::from(processed.total_now) * u128::from(processed.dilution_bound);
    let reasons = [
        (processed.yes <= processed.no, Failure::Majority),
        (bound < u128::from(processed.max_total_at_yes_vote), Failure::Dilution),
        (processed.applicant_jailed, Failure::Jailed),
        (processed.payment_requested > processed.guild_balance, Failure::InsufficientFunds),
    ];
    reasons.into_iter().filter(|(fails, _)| *fails).map(|(_, reason)| reason).collect()
}

/// The queue in which sponsored proposals wait for their period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// Periods of voting.
    pub voting: u64,
    /// Periods of grace, in which those who did not vote yes may leave.
    pub grace: u64,
    /// Period in which the last sponsored proposal starts.
    pub last_start: Option<u64>,
}

/// The periods of one proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// First period of voting.
    pub starts: u64,
    /// Last period of voting.
    pub last_voting: u64,
    /// First period in which it can be processed.
    pub processable_from: u64,
}

impl Pipeline {
    /// Sponsors a proposal in a period: it starts one period after now or after the last one sponsored, whichever is later.
    pub fn sponsor(&mut self, now: u64) -> Slot {
        let starts = self.last_start.map_or(now, |last| last.max(now)).saturating_add(1);
        self.last_start = Some(starts);
        let end = starts.saturating_add(self.voting);
        Slot { starts, last_voting: end.saturating_sub(1), processable_from: end.saturating_add(self.grace) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSES: Processed = Processed {
        yes: 1,
        no: 0,
        total_now: 58,
        dilution_bound: 3,
        max_total_at_yes_vote: 174,
        applicant_jailed: false,
        payment_requested: 10,
        guild_balance: 10,
    };

    #[test]
    fn each_reason_alone_fails_it() {
        for (processed, reasons) in [
            (PASSES, vec![]),
            (Processed { no: 1, ..PASSES }, vec![Failure::Majority]),
            (Processed { total_now: 57, ..PASSES }, vec![Failure::Dilution]),
            (Processed { applicant_jailed: true, ..PASSES }, vec![Failure::Jailed]),
            (Processed { guild_balance: 9, ..PASSES }, vec![Failure::InsufficientFunds]),
            (Processed { yes: 0, guild_balance: 9, ..PASSES }, vec![Failure::Majority, Failure::InsufficientFunds]),
        ] {
            assert_eq!(failures(&processed), reasons, "{processed:?}");
        }
    }

    #[test]
    fn one_proposal_enters_voting_in_each_period() {
        let mut pipeline = Pipeline { voting: 35, grace: 35, last_start: None };
        let starts: Vec<u64> = [10, 10, 10, 30].into_iter().map(|now| pipeline.sponsor(now).starts).collect();
        assert_eq!(starts, [11, 12, 13, 31]);
        assert_eq!(pipeline.sponsor(30), Slot { starts: 32, last_voting: 66, processable_from: 102 });
    }
}
