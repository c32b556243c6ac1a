//! Rounds: proposals wait for a day on which they are decided together, within a budget.
//!
//! ```text
//!   proposals -> open -> open -> the round ends -> supported and within the budget: passed
//!                                               -> the others: lapsed (or revised, and in the next round)
//! ```

pub mod approvals;
pub mod equal_shares;
pub mod matching;

use super::{Count, Facts, Rule, Verdict, Weighting};
use crate::theory::quadratic_funding::Matching;
use crate::units::{Money, Ratio, Tick, Ticks};

/// Passes when it is among what a round shares its budget out to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Length of a round; the first begins with the run.
    pub every: Ticks,
    /// What a round gives at most; by matching, what it adds to the gifts.
    pub budget: Money,
    /// How it is shared out.
    pub by: Sharing,
    /// How seats are weighed.
    pub weighting: Weighting,
}

/// How a round is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// The most approved first, as long as it fits.
    Greedy,
    /// Everybody who approves of anything has an equal part, and pays for what it approves of.
    EqualShares,
    /// The best scored first, of those that reach `least`.
    BestScores {
        /// Mean score that it takes, 0 to 1.
        least: Ratio,
    },
    /// Gifts are matched by the square of the sum of their roots.
    Quadratic {
        /// What a seat gives in a round, major units of money for each vote of its weight.
        gives: Ratio,
    },
    /// The same, but the more two people give to the same things, the less their agreement counts.
    Pairwise {
        /// As above.
        gives: Ratio,
        /// Scale of the bound: a pair draws at most twice as much.
        bound: Money,
    },
}

impl Sharing {
    /// Whether it asks who approved of what, besides how many.
    pub fn asks_who(self) -> bool {
        match self {
            Sharing::Greedy | Sharing::BestScores { .. } => false,
            Sharing::EqualShares | Sharing::Quadratic { .. } | Sharing::Pairwise { .. } => true,
        }
    }
}

/// A proposal in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// What it asks for.
    pub cost: Money,
    /// Ballots on it.
    pub count: Count,
}

/// A round that is decided: what it is about, who approves of what, what came of it. Kept for its buffers.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The proposals, the oldest first.
    pub requests: Vec<Request>,
    /// A row for everybody who approves of anything: its weight, in millionths of a vote, for what it approves of, else 0.
    pub approvals: Vec<u64>,
    /// By proposal: whether it passes.
    pub passes: Vec<bool>,
    order: Vec<u32>,
    purses: Vec<u64>,
    gifts: Vec<u64>,
    matching: Matching,
}

impl Table {
    /// Clears the table.
    pub fn clear(&mut self) {
        self.requests.clear();
        self.approvals.clear();
        self.passes.clear();
    }

    /// Adds the approvals of somebody: a weight for each proposal. Who approves of nothing takes no part.
    pub fn add_voter(&mut self, weights: impl Iterator<Item = u64>) {
        let before = self.approvals.len();
        self.approvals.extend(weights);
        debug_assert_eq!(self.approvals.len() - before, self.requests.len(), "a weight for each proposal");
        if self.approvals[before..].iter().all(|weight| *weight == 0) {
            self.approvals.truncate(before);
        }
    }
}

impl Round {
    /// The morning on which a proposal is decided that came on at a moment: the end of the round under way.
    pub fn ends(&self, opened: Tick) -> Tick {
        let every = self.every.0.max(1);
        (opened.0 / every + 1).checked_mul(every).map_or(Tick::NEVER, Tick)
    }

    /// Shares a round out: says of every proposal on the table whether it passes.
    ///
    /// * `budget`: what there is to share out, at most the round's own.
    pub fn share_out(&self, budget: Money, table: &mut Table) {
        table.passes.clear();
        table.passes.resize(table.requests.len(), false);
        match self.by {
            Sharing::Greedy => approvals::greedy(budget, table),
            Sharing::BestScores { least } => approvals::best_scores(budget, least, table),
            Sharing::EqualShares => equal_shares::share_out(budget, table),
            Sharing::Quadratic { gives } => matching::share_out(budget, gives, None, table),
            Sharing::Pairwise { gives, bound } => matching::share_out(budget, gives, Some(bound), table),
        }
    }
}

impl Rule for Round {
    fn key(&self) -> &'static str {
        "round"
    }

    /// Nothing before the round ends.
    fn verdict(&self, facts: &Facts) -> Verdict {
        match facts.setting.chosen {
            None => Verdict::Open,
            Some(true) => Verdict::Pass,
            Some(false) => Verdict::Lapse,
        }
    }

    fn weighting(&self) -> Weighting {
        self.weighting
    }

    fn clock(&self) -> Option<Ticks> {
        Some(self.every)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::fixture::{quiet, seats};
    use super::*;

    const ROUND: Round = Round { every: Ticks(30), budget: Money(100), by: Sharing::Greedy, weighting: Weighting::PER_SEAT };

    #[test]
    fn what_comes_on_the_last_morning_waits_for_the_next_round() {
        for (opened, ends) in [(0, 30), (29, 30), (30, 60), (31, 60)] {
            assert_eq!(ROUND.ends(Tick(opened)), Tick(ends), "{opened}");
        }
    }

    #[test]
    fn nothing_is_decided_before_the_round_ends() {
        for (chosen, verdict) in [(None, Verdict::Open), (Some(true), Verdict::Pass), (Some(false), Verdict::Lapse)] {
            let facts = Facts { setting: Setting { chosen, ..Setting::default() }, ..quiet(seats(3)) };
            assert_eq!(ROUND.verdict(&facts), verdict);
        }
    }
}
