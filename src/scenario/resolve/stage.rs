//! One stage: its mechanism, as the rules know it.

use super::Resolver;
use crate::rules::optimistic::{GroupTier, Threshold, WeightThreshold};
use crate::rules::quorum::{Counted, Need, Quorum};
use crate::rules::route::Judge;
use crate::rules::vote::Majority;
use crate::rules::weight::Measure;
use crate::rules::{Consent, Council, Executive, Mechanism, Optimistic, Timelock, Vote, Weighting};
use crate::scenario::file::mechanism::{
    MajorityFile, ObjectionsFile, OptimisticFile, QuorumFile, RoundingFile, VoteFile, WeightFile,
};
use crate::scenario::file::{MECHANISMS, Share, StageFile};

impl Resolver<'_, '_> {
    /// The stage's mechanism; `None`, and a problem, unless there is exactly one.
    pub(super) fn mechanism(&mut self, path: &str, stage: &StageFile) -> Option<Mechanism> {
        let found: Vec<Mechanism> = [
            stage.optimistic.as_ref().map(|rule| self.optimistic(&format!("{path}.optimistic"), rule)),
            stage.vote.as_ref().map(|rule| self.vote(&format!("{path}.vote"), rule)),
            stage.consent.as_ref().map(|rule| {
                self.at_least_one(&format!("{path}.consent.blocked_by"), "objection", rule.blocked_by);
                Mechanism::Consent(Consent { blocked_by: rule.blocked_by })
            }),
            stage.council.as_ref().map(|rule| {
                self.at_least_one(&format!("{path}.council.approvals"), "approval", rule.approvals);
                Mechanism::Council(Council { approvals: rule.approvals })
            }),
            stage.executive.as_ref().map(|_| Mechanism::Executive(Executive)),
            stage.timelock.as_ref().map(|rule| {
                Mechanism::Timelock(Timelock { delay: self.clockwork.ticks(&format!("{path}.timelock.delay"), rule.delay) })
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        if found.len() != 1 {
            let count = if found.is_empty() { "none".to_owned() } else { found.len().to_string() };
            let hint = format!("a stage decides by one of {}", crate::scenario::wording::list(&MECHANISMS));
            self.error_with(path, format!("expected one mechanism in a stage, found {count}"), hint);
        }
        found.into_iter().next()
    }

    fn optimistic(&mut self, path: &str, rule: &OptimisticFile) -> Mechanism {
        Mechanism::Optimistic(Optimistic {
            window: self.clockwork.ticks(&format!("{path}.window"), rule.window),
            threshold: self.threshold(&format!("{path}.objections"), &rule.objections),
            bites: rule.bites.meaning(),
            weighting: weighting(rule.weight, rule.cap),
            grounds: rule.grounds.as_ref().map(|grounds| grounds.iter().map(|ground| ground.meaning()).collect()),
            judge: match rule.judged_by.as_str() {
                "nobody" => Judge::Nobody,
                "other_members" => Judge::OtherMembers,
                body => Judge::Body(self.body_id(&format!("{path}.judged_by"), body)),
            },
        })
    }

    fn threshold(&mut self, path: &str, objections: &ObjectionsFile) -> Threshold {
        match objections {
            ObjectionsFile::Seats(seats) => {
                self.at_least_one(&format!("{path}.seats"), "seat", *seats);
                Threshold::Seats(*seats)
            }
            ObjectionsFile::Weight(share) => {
                if share.0.num == 0 {
                    let hint = "nothing could pass; `weight_above = 0` asks for any objection at all";
                    self.error_with(&format!("{path}.weight"), "expected a share above 0, found 0", hint);
                }
                Threshold::Weight(WeightThreshold { share: share.0, tie_blocks: true })
            }
            ObjectionsFile::WeightAbove(share) => Threshold::Weight(WeightThreshold { share: share.0, tie_blocks: false }),
            ObjectionsFile::Groups(tiers) => {
                if tiers.is_empty() {
                    self.error(&format!("{path}.groups"), "expected at least one tier of groups, found none");
                }
                for (i, tier) in tiers.iter().enumerate() {
                    self.at_least_one(&format!("{path}.groups.{i}.count"), "group", tier.count);
                }
                Threshold::Groups(tiers.iter().map(|tier| GroupTier { count: tier.count, each: tier.each.0 }).collect())
            }
        }
    }

    fn vote(&mut self, path: &str, rule: &VoteFile) -> Mechanism {
        if let Some(period) = rule.period {
            self.above_zero(&format!("{path}.period"), period);
        }
        if let QuorumFile::FollowsTurnout { min, max } | QuorumFile::GrowsWithOpposition { min, max, .. } = &rule.quorum
            && min.0.value() > max.0.value()
        {
            self.error(&format!("{path}.quorum"), format!("expected `min` up to `max`, found {min} and {max}"));
        }
        Mechanism::Vote(Vote {
            period: rule.period.map(|period| self.clockwork.ticks(&format!("{path}.period"), period)),
            weighting: weighting(rule.weight, rule.cap),
            quorum: quorum(&rule.quorum, rule.rounding),
            majority: match &rule.majority {
                MajorityFile::Half => Majority::MoreYesThanNo,
                MajorityFile::Above(share) => Majority::Above(share.0),
                MajorityFile::AtLeast(share) => Majority::AtLeast(share.0),
                MajorityFile::AboveOfAll(share) => Majority::AboveOfAll(share.0),
            },
        })
    }

    fn at_least_one(&mut self, path: &str, what: &str, count: u32) {
        if count == 0 {
            self.error(path, format!("expected at least 1 {what}, found 0"));
        }
    }
}

fn weighting(weight: WeightFile, cap: Option<Share>) -> Weighting {
    let measure: Measure = weight.meaning();
    Weighting { measure, cap: cap.map(|cap| cap.0) }
}

fn quorum(quorum: &QuorumFile, rounding: RoundingFile) -> Quorum {
    let share = |share: &Share| Need::Share(share.0, rounding.meaning());
    let (counted, need) = match quorum {
        QuorumFile::None => (Counted::Cast, Need::Nothing),
        QuorumFile::Participation(cast) => (Counted::Cast, share(cast)),
        QuorumFile::For(cast) => (Counted::Yes, share(cast)),
        QuorumFile::ForAndAbstain(cast) => (Counted::YesAndAbstain, share(cast)),
        QuorumFile::ForAndAgainst(cast) => (Counted::YesAndNo, share(cast)),
        QuorumFile::Against(cast) => (Counted::No, share(cast)),
        QuorumFile::ForWeight(votes) => (Counted::Yes, Need::Amount(votes.0)),
        QuorumFile::ParticipationWeight(votes) => (Counted::Cast, Need::Amount(votes.0)),
        QuorumFile::SquareRoot(factor) => (Counted::Cast, Need::SquareRoot(factor.0)),
        QuorumFile::FollowsTurnout { min, max } => (Counted::Cast, Need::FollowsTurnout { min: min.0, max: max.0 }),
        QuorumFile::GrowsWithOpposition { min, max, slope } => {
            (Counted::Yes, Need::GrowsWithOpposition { min: min.0, max: max.0, slope: slope.0 })
        }
    };
    Quorum { counted, need }
}
