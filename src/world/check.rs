//! What must hold after every tick, in release too.

use super::World;
use super::teams::{MOTIVATION, Team};

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Money appeared or vanished.
    #[error("the treasury does not balance")]
    Treasury,
    /// Staked money appeared or vanished.
    #[error("what is staked does not add up")]
    Stakes,
    /// A count is larger than its electorate.
    #[error("a stage counts more seats or more weight than it has")]
    Electorate,
    /// A number is not finite.
    #[error("a position or a level of trust is not a finite number")]
    NotFinite,
    /// A cell's motivation left its bounds.
    #[error("a cell's motivation is out of bounds")]
    Motivation,
    /// Proposals in their route and slots in use differ.
    #[error("open proposals and undecided proposals differ")]
    Lost,
}

impl World {
    fn numbers_are_finite(&self) -> bool {
        let places = [self.course, self.purpose];
        let positions = places.iter().chain(self.teams.iter().map(|team| team.position())).flatten();
        positions.chain(&self.trust).all(|number| number.is_finite())
    }

    /// Checks conservation and bounds.
    ///
    /// # Errors
    /// The first invariant that does not hold.
    pub fn check(&self) -> Result<(), Broken> {
        if !self.treasury.balances() {
            return Err(Broken::Treasury);
        }
        if !self.stakes.balance(&self.parties.purse) {
            return Err(Broken::Stakes);
        }
        if !self.numbers_are_finite() {
            return Err(Broken::NotFinite);
        }
        let motivated = |team: &Team| (MOTIVATION.0..=MOTIVATION.1).contains(&team.motivation());
        if !self.teams.iter().all(motivated) {
            return Err(Broken::Motivation);
        }
        for slot in &self.open {
            let standing = &self.standings[slot.idx()];
            let acted = standing.count.cast() + standing.objections + standing.pending;
            let entitled = standing.electorate;
            if standing.live && (acted.seats > entitled.seats || acted.weight > entitled.weight) {
                return Err(Broken::Electorate);
            }
            if self.proposals.outcome[standing.proposal.idx()].is_some() {
                return Err(Broken::Lost);
            }
        }
        let undecided = self.proposals.count() - self.n_decided;
        if undecided != self.open.len() { Err(Broken::Lost) } else { Ok(()) }
    }
}
