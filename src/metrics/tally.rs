//! In how many decisions somebody had a part that can come up at several of its stages: a decision counts once.

use crate::units::{PartyId, ProposalId};

/// Parties and the decisions that count for them.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    decisions: Vec<u32>,
    /// The last decision that each party was counted for.
    last: Vec<Option<ProposalId>>,
    /// Parts in proposals that are not decided yet.
    undecided: Vec<(ProposalId, PartyId)>,
}

impl Tally {
    /// Forgets the run before, keeps the buffers.
    pub fn reset(&mut self) {
        self.decisions.clear();
        self.last.clear();
        self.undecided.clear();
    }

    /// A party had its part at a stage of a proposal.
    pub fn note(&mut self, party: PartyId, proposal: ProposalId) {
        self.undecided.push((proposal, party));
    }

    /// A proposal is decided; `counts`: whether decisions count yet.
    pub fn decide(&mut self, proposal: ProposalId, n_parties: usize, counts: bool) {
        self.decisions.resize(n_parties, 0);
        self.last.resize(n_parties, None);
        let Tally { decisions, last, undecided } = self;
        undecided.retain(|(about, party)| {
            let p = party.idx();
            if *about == proposal && last[p].replace(proposal) != Some(proposal) {
                decisions[p] += u32::from(counts);
            }
            *about != proposal
        });
    }

    /// The most decisions that count for one party.
    pub fn most(&self) -> u32 {
        self.decisions.iter().copied().max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_counts_once_for_a_party_whatever_comes_between() {
        let mut tally = Tally::default();
        let (a, b) = (PartyId(0), PartyId(1));
        for (party, proposal) in [(a, 0), (a, 1), (b, 0), (a, 0)] {
            tally.note(party, ProposalId(proposal));
        }
        tally.decide(ProposalId(0), 2, true);
        assert_eq!(tally.decisions, [1, 1]);
        tally.decide(ProposalId(1), 2, true);
        tally.note(a, ProposalId(2));
        tally.decide(ProposalId(2), 2, false);
        assert_eq!((tally.decisions.as_slice(), tally.most()), ([2, 1].as_slice(), 2));
        assert!(tally.undecided.is_empty());
    }
}
