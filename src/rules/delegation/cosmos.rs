//! Cosmos: stake that is silent votes as its delegate does; ordinary, expedited and optimistic proposals.

use crate::units::Ratio;

/// What a vote says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// In favour.
    Yes,
    /// Neither.
    Abstain,
    /// Against.
    No,
    /// Against, and a threat.
    Veto,
    /// Not worth a vote.
    Spam,
}

/// What kind of proposal is voted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With the ordinary quorum and threshold.
    Standard,
    /// Quicker, with a higher quorum and threshold; what fails may become a standard proposal.
    Expedited,
    /// Silence carries; what fails becomes a standard proposal.
    Optimistic,
}

/// Thresholds as shares, and when the deposit is burnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// Of all stake, to be reached by what votes.
    pub quorum: Ratio,
    /// Yes over all but abstentions, to be exceeded.
    pub threshold: Ratio,
    /// Veto over all that votes, to be exceeded.
    pub veto: Ratio,
    /// As `quorum`, expedited.
    pub expedited_quorum: Ratio,
    /// As `threshold`, expedited.
    pub expedited_threshold: Ratio,
    /// No over all stake, to be exceeded.
    pub optimistic_rejected: Ratio,
    /// Whether a missed quorum burns the deposit.
    pub burn_on_no_quorum: bool,
    /// Whether a veto burns it.
    pub burn_on_veto: bool,
}

/// A delegate's own stake and vote, if it voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delegate {
    /// Stake of its own.
    pub own: u64,
    /// How it voted.
    pub vote: Option<Choice>,
}

/// Stake in the hands of a delegate, and the vote of its owner, if that voted itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Place of the delegate.
    pub to: usize,
    /// Stake.
    pub amount: u64,
    /// How its owner voted.
    pub vote: Option<Choice>,
}

/// Stake by choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In favour.
    pub yes: u64,
    /// Neither.
    pub abstain: u64,
    /// Against.
    pub no: u64,
    /// Against, and a threat.
    pub veto: u64,
    /// Not worth a vote.
    pub spam: u64,
    /// All stake, voting or not.
    pub total: u64,
}

/// What becomes of a proposal and of its deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it passes.
    pub passes: bool,
    /// Whether the deposit is burnt.
    pub burns: bool,
}

impl Tally {
    /// Counts stake: by its owner's vote, else by its delegate's, else not at all. An optimistic proposal takes no and spam only.
    ///
    /// # Panics
    /// A delegation to nobody.
    pub fn of(kind: Kind, delegates: &[Delegate], delegations: &[Delegation]) -> Tally {
        let mut tally = Tally::default();
        for delegate in delegates {
            tally.count(kind, delegate.own, delegate.vote);
        }
        for delegation in delegations {
            let inherited = delegates[delegation.to].vote;
            tally.count(kind, delegation.amount, delegation.vote.or(inherited));
        }
        tally
    }

    fn count(&mut self, kind: Kind, stake: u64, vote: Option<Choice>) {
        self.total += stake;
        match (vote, kind) {
            (Some(Choice::No), _) => self.no += stake,
            (Some(Choice::Spam), _) => self.spam += stake,
            (None, _) | (Some(Choice::Yes | Choice::Abstain | Choice::Veto), Kind::Optimistic) => {}
            (Some(Choice::Yes), Kind::Standard | Kind::Expedited) => self.yes += stake,
            (Some(Choice::Abstain), Kind::Standard | Kind::Expedited) => self.abstain += stake,
            (Some(Choice::Veto), Kind::Standard | Kind::Expedited) => self.veto += stake,
        }
    }

    /// Stake that votes.
    pub fn voting(&self) -> u64 {
        self.yes + self.abstain + self.no + self.veto + self.spam
    }

    /// What becomes of the proposal, in the order of the code: no stake, spam, quorum, abstentions only, veto, threshold.
    ///
    /// As much spam as everything else is spam, and burns; a quorum is met by as much as it asks for; veto, threshold and the
    /// optimistic share have to be exceeded.
    ///
    /// # Source
    /// cosmos/cosmos-sdk, `x/gov/keeper/tally.go` with ADR-069. The ADR says that spam has to exceed the rest, the code does not.
    pub fn outcome(&self, kind: Kind, params: &Params) -> Outcome {
        let fails = |burns| Outcome { passes: false, burns };
        let voting = self.voting();
        if self.total == 0 {
            return fails(false);
        }
        if voting > 0 && self.spam >= voting - self.spam {
            return fails(true);
        }
        let (quorum, threshold) = match kind {
            Kind::Optimistic => {
                return Outcome { passes: !params.optimistic_rejected.is_exceeded_by(self.no, self.total), burns: false };
            }
            Kind::Standard => (params.quorum, params.threshold),
            Kind::Expedited => (params.expedited_quorum, params.expedited_threshold),
        };
        if !quorum.is_reached_by(voting, self.total) {
            return fails(params.burn_on_no_quorum);
        }
        let sides = voting - self.abstain;
        if sides == 0 {
            return fails(false);
        }
        if params.veto.is_exceeded_by(self.veto, voting) {
            return fails(params.burn_on_veto);
        }
        Outcome { passes: threshold.is_exceeded_by(self.yes, sides), burns: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: Params = Params {
        quorum: Ratio { num: 334, den: 1_000 },
        threshold: Ratio::HALF,
        veto: Ratio { num: 334, den: 1_000 },
        expedited_quorum: Ratio::HALF,
        expedited_threshold: Ratio { num: 667, den: 1_000 },
        optimistic_rejected: Ratio { num: 1, den: 10 },
        burn_on_no_quorum: false,
        burn_on_veto: true,
    };

    fn tally(yes: u64, abstain: u64, no: u64, veto: u64, spam: u64) -> Tally {
        Tally { yes, abstain, no, veto, spam, total: 1_000 }
    }

    #[test]
    fn each_threshold_falls_on_its_side() {
        for (kind, tally, passes, burns) in [
            (Kind::Standard, tally(334, 0, 0, 0, 0), true, false),
            (Kind::Standard, tally(333, 0, 0, 0, 0), false, false),
            (Kind::Standard, tally(200, 0, 200, 0, 0), false, false),
            (Kind::Standard, tally(201, 0, 200, 0, 0), true, false),
            (Kind::Standard, tally(666, 0, 0, 334, 0), true, false),
            (Kind::Standard, tally(665, 0, 0, 335, 0), false, true),
            (Kind::Standard, tally(0, 500, 0, 0, 0), false, false),
            (Kind::Standard, tally(1, 499, 0, 0, 0), true, false),
            (Kind::Standard, tally(300, 0, 0, 0, 300), false, true),
            (Kind::Standard, tally(300, 0, 0, 0, 299), true, false),
            (Kind::Expedited, tally(499, 0, 0, 0, 0), false, false),
            (Kind::Expedited, tally(500, 0, 0, 0, 0), true, false),
            (Kind::Expedited, tally(667, 0, 333, 0, 0), false, false),
            (Kind::Expedited, tally(668, 0, 332, 0, 0), true, false),
            (Kind::Optimistic, tally(0, 0, 0, 0, 0), true, false),
            (Kind::Optimistic, tally(0, 0, 100, 0, 0), true, false),
            (Kind::Optimistic, tally(0, 0, 101, 0, 0), false, false),
            (Kind::Optimistic, tally(0, 0, 0, 0, 1), false, true),
        ] {
            assert_eq!(tally.outcome(kind, &PARAMS), Outcome { passes, burns }, "{kind:?} {tally:?}");
        }
        assert!(!Tally::default().outcome(Kind::Optimistic, &PARAMS).passes);
    }

    #[test]
    fn an_owner_who_votes_takes_its_stake_from_the_delegate() {
        let delegates = [Delegate { own: 5, vote: Some(Choice::Yes) }, Delegate { own: 7, vote: None }];
        let to = |to, vote| Delegation { to, amount: 30, vote };
        for (delegation, yes, no, voting) in [
            (to(0, None), 35, 0, 35),
            (to(0, Some(Choice::No)), 5, 30, 35),
            (to(1, None), 5, 0, 5),
            (to(1, Some(Choice::No)), 5, 30, 35),
        ] {
            let tally = Tally::of(Kind::Standard, &delegates, &[delegation]);
            assert_eq!((tally.yes, tally.no, tally.voting(), tally.total), (yes, no, voting, 42), "{delegation:?}");
        }
    }

    #[test]
    fn an_optimistic_proposal_takes_no_yes() {
        let delegates = [Delegate { own: 5, vote: Some(Choice::Yes) }, Delegate { own: 7, vote: Some(Choice::No) }];
        assert_eq!(Tally::of(Kind::Optimistic, &delegates, &[]), Tally { no: 7, total: 12, ..Tally::default() });
    }
}
