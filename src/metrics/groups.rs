//! What a record knows of each group: how its members are, who depends on it, who left, how often it was decisive.

use crate::event::Event;
use crate::scenario::Scenario;
use crate::units::{GroupId, ProposalId, share_of};
use crate::world::World;

/// One group in one run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// Mean satisfaction of its members still there, at the last reporting date; `None` if nobody is.
    pub satisfaction: Option<f64>,
    /// Largest dependency on one of its funders at the last reporting date, 0 to 1; `None` if it never had any.
    pub dependency: Option<f64>,
    /// Members that left.
    pub exits: u32,
    /// Decisions in which it was decisive, acting as one.
    pub decisive: u32,
    dependency_sum: f64,
}

/// All groups of one run.
#[derive(Clone, Debug)]
pub struct Groups {
    rows: Vec<Standing>,
    /// Who was decisive in a proposal that is not decided yet, each once.
    undecided: Vec<(ProposalId, GroupId)>,
    /// Reporting dates after the warm-up.
    dates: f64,
    /// Sum of satisfaction and number of members, by group; used while taking stock.
    sums: Vec<(f64, f64)>,
    fair: Vec<f64>,
}

impl Groups {
    /// Nothing seen yet, for runs of this scenario.
    pub fn new(scenario: &Scenario) -> Groups {
        let n = scenario.groups.len();
        let (rows, sums) = (vec![Standing::default(); n], vec![(0.0, 0.0); n]);
        Groups { rows, undecided: Vec::new(), dates: 0.0, sums, fair: Groups::fair_split(scenario) }
    }

    /// The split of power that the scenario calls fair, by group, sum 1; equal shares unless it says otherwise.
    pub fn fair_split(scenario: &Scenario) -> Vec<f64> {
        let n = scenario.groups.len();
        let fair = &scenario.organisation.fair;
        if fair.is_empty() { vec![1.0 / n as f64; n] } else { fair.clone() }
    }

    /// Forgets the run before, keeps the buffers.
    pub fn reset(&mut self) {
        self.rows.fill(Standing::default());
        self.undecided.clear();
        self.dates = 0.0;
    }

    /// Takes in an event. `counts`: whether the warm-up is over.
    pub fn take_in(&mut self, world: &World, event: &Event, counts: bool) {
        match *event {
            Event::GroupDecisive(group, proposal) if !self.undecided.contains(&(proposal, group)) => {
                self.undecided.push((proposal, group));
            }
            Event::Decided(proposal, _) => {
                let rows = &mut self.rows;
                self.undecided.retain(|(about, group)| {
                    rows[group.idx()].decisive += u32::from(counts && *about == proposal);
                    *about != proposal
                });
            }
            Event::Left(party, ..) => self.rows[world.parties().group()[party.idx()].idx()].exits += 1,
            _ => {}
        }
    }

    /// Takes stock of members and funders; called at reporting dates.
    pub fn take_stock(&mut self, world: &World, counts: bool) {
        let parties = world.parties();
        self.sums.fill((0.0, 0.0));
        for (p, group) in parties.group().iter().enumerate().filter(|(p, _)| parties.active()[*p]) {
            let sum = &mut self.sums[group.idx()];
            *sum = (sum.0 + parties.satisfaction()[p], sum.1 + 1.0);
        }
        for (row, (sum, members)) in self.rows.iter_mut().zip(&self.sums) {
            row.satisfaction = share_of(*sum, *members);
            row.dependency = None;
        }
        for (funder, dependency) in world.treasury().funders().iter().zip(world.dependency()) {
            let row = &mut self.rows[parties.group()[funder.party.idx()].idx()];
            row.dependency = Some(row.dependency.map_or(*dependency, |largest| largest.max(*dependency)));
        }
        if counts {
            self.dates += 1.0;
            self.rows.iter_mut().for_each(|row| row.dependency_sum += row.dependency.unwrap_or(0.0));
        }
    }

    /// A group.
    pub fn row(&self, group: usize) -> &Standing {
        &self.rows[group]
    }

    /// Distance between what groups decided and the fair split; `None` where nobody was decisive.
    pub fn imbalance(&self) -> Option<f64> {
        let decisive: Vec<f64> = self.rows.iter().map(|row| f64::from(row.decisive)).collect();
        imbalance(&decisive, &self.fair)
    }

    /// Mean over reporting dates of the largest dependency on one of a group's funders; `None` if it has none.
    pub fn mean_dependency(&self, group: usize) -> Option<f64> {
        let row = &self.rows[group];
        row.dependency.and_then(|_| share_of(row.dependency_sum, self.dates))
    }
}

/// Total-variation distance between the shares of `decisive` and `fair`: half the sum of their differences, 0 to 1. `None` where
/// nobody was decisive.
///
/// * `decisive`: decisions, by group; `fair`: shares, by group, sum 1.
pub fn imbalance(decisive: &[f64], fair: &[f64]) -> Option<f64> {
    let whole: f64 = decisive.iter().sum();
    let apart = |(part, fair): (&f64, &f64)| (part / whole - fair).abs();
    (whole > 0.0).then(|| (0.5 * decisive.iter().zip(fair).map(apart).sum::<f64>()).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::imbalance;

    #[test]
    fn the_distance_is_what_would_have_to_change_hands() {
        for (decisive, fair, expected) in [
            ([1.0, 1.0], [0.5, 0.5], Some(0.0)),
            ([4.0, 0.0], [0.5, 0.5], Some(0.5)),
            ([4.0, 0.0], [0.0, 1.0], Some(1.0)),
            ([3.0, 1.0], [0.25, 0.75], Some(0.5)),
            ([0.0, 0.0], [0.5, 0.5], None),
        ] {
            let found = imbalance(&decisive, &fair);
            assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{decisive:?} {fair:?}");
        }
    }
}
