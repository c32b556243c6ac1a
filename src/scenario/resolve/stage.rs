//! One stage: its mechanism, as the rules know it.

use super::Resolver;
use crate::math;
use crate::rules::optimistic::{GroupTier, Threshold, WeightThreshold};
use crate::rules::round::Sharing;
use crate::rules::route::Judge;
use crate::rules::timelock::Retains;
use crate::rules::weight::{Basis, Curve, Measure, Mix};
use crate::rules::{Consent, Conviction, Council, Executive, Hat, Mechanism, Optimistic, Round, Timelock, Weighting};
use crate::scenario::file::continuous::ConvictionFile;
use crate::scenario::file::mechanism::{ConsentFile, CouncilFile, CurveFile, ObjectionsFile, OptimisticFile, WeightFile};
use crate::scenario::file::round::{RoundFile, SharingFile};
use crate::scenario::file::{Length, MECHANISMS, Share, StageFile};
use crate::units::{Ratio, Ticks};

impl Resolver<'_, '_> {
    /// The stage's mechanism; `None`, and a problem, unless there is exactly one.
    pub(super) fn mechanism(&mut self, path: &str, stage: &StageFile) -> Option<Mechanism> {
        let found: Vec<Mechanism> = [
            stage.optimistic.as_ref().map(|rule| self.optimistic(&format!("{path}.optimistic"), rule)),
            stage.vote.as_ref().map(|rule| self.vote(&format!("{path}.vote"), rule)),
            stage.consent.as_ref().map(|rule| self.consent(&format!("{path}.consent"), rule)),
            stage.council.as_ref().map(|rule| self.council(&format!("{path}.council"), rule)),
            stage.executive.as_ref().map(|_| Mechanism::Executive(Executive)),
            stage.timelock.as_ref().map(|rule| {
                let retains = rule.retains.as_ref().map(|retains| Retains {
                    weighting: self.weighting(&format!("{path}.timelock.retains"), &retains.weight, None, None),
                    share: retains.share.0,
                });
                let delay = self.clockwork.ticks(&format!("{path}.timelock.delay"), rule.delay);
                Mechanism::Timelock(Timelock { delay, held_by_protest: rule.held_by_protest, retains })
            }),
            stage.conviction.as_ref().map(|rule| self.conviction(&format!("{path}.conviction"), rule)),
            stage
                .hat
                .as_ref()
                .map(|rule| Mechanism::Hat(Hat { weighting: self.weighting(&format!("{path}.hat"), &rule.weight, None, None) })),
            stage.round.as_ref().map(|rule| self.round(&format!("{path}.round"), rule)),
            stage.dispute.as_ref().map(|rule| self.dispute(&format!("{path}.dispute"), rule)),
            stage.jury.as_ref().map(|rule| self.jury(&format!("{path}.jury"), rule)),
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
            weighting: self.weighting(path, &rule.weight, rule.curve, rule.cap),
            grounds: rule.grounds.as_ref().map(|grounds| grounds.iter().map(|ground| ground.meaning()).collect()),
            judge: self.judge(&format!("{path}.judged_by"), &rule.judged_by),
            bond: self.bond(path, rule),
        })
    }

    fn conviction(&mut self, path: &str, rule: &ConvictionFile) -> Mechanism {
        self.above_zero(&format!("{path}.half_life"), rule.half_life);
        // Ten million parts, as the contract has them.
        const PARTS: u64 = 10_000_000;
        let ticks = rule.half_life.0 as f64 / self.file.tick.0.max(1) as f64;
        let keeps = (math::exp(-std::f64::consts::LN_2 / ticks.max(f64::MIN_POSITIVE)) * PARTS as f64) as u64;
        Mechanism::Conviction(Conviction {
            weighting: self.weighting(path, &rule.weight, None, None),
            keeps: Ratio { num: keeps.min(PARTS - 1), den: PARTS },
            reach: rule.reach.0,
            scale: rule.scale.0,
        })
    }

    fn round(&mut self, path: &str, rule: &RoundFile) -> Mechanism {
        self.above_zero(&format!("{path}.every"), rule.every);
        if rule.budget.0.0 == 0
            && matches!(rule.by, SharingFile::Greedy | SharingFile::EqualShares | SharingFile::BestScores { .. })
        {
            let hint = "say how much a round gives: `budget = 50_000`";
            self.error_with(&format!("{path}.budget"), "expected an amount above 0, found 0", hint);
        }
        let (key, gives) = match &rule.by {
            SharingFile::Quadratic { gives } => ("quadratic", Some(gives)),
            SharingFile::Pairwise { gives, .. } => ("pairwise", Some(gives)),
            SharingFile::Greedy | SharingFile::EqualShares | SharingFile::BestScores { .. } => ("", None),
        };
        if gives.is_some_and(|gives| gives.0.num == 0) {
            let hint = "nothing is matched where nobody gives";
            self.error_with(&format!("{path}.by.{key}.gives"), "expected a number above 0, found 0", hint);
        }
        if matches!(&rule.by, SharingFile::Pairwise { bound, .. } if bound.0.0 == 0) {
            let hint = "nothing is matched under a bound of 0";
            self.error_with(&format!("{path}.by.pairwise.bound"), "expected an amount above 0, found 0", hint);
        }
        let by = match &rule.by {
            SharingFile::Greedy => Sharing::Greedy,
            SharingFile::EqualShares => Sharing::EqualShares,
            SharingFile::BestScores { least } => Sharing::BestScores { least: least.0 },
            SharingFile::Quadratic { gives } => Sharing::Quadratic { gives: gives.0 },
            SharingFile::Pairwise { gives, bound } => Sharing::Pairwise { gives: gives.0, bound: bound.0 },
        };
        Mechanism::Round(Round {
            every: self.clockwork.ticks(&format!("{path}.every"), rule.every),
            budget: rule.budget.0,
            by,
            weighting: self.weighting(path, &rule.weight, None, None),
        })
    }

    fn consent(&mut self, path: &str, rule: &ConsentFile) -> Mechanism {
        self.at_least_one(&format!("{path}.blocked_by"), "objection", rule.blocked_by);
        if let Some(missing) = rule.missing {
            self.at_least_one(&format!("{path}.missing"), "member", missing);
        }
        Mechanism::Consent(Consent {
            blocked_by: rule.blocked_by,
            missing: rule.missing,
            grounds: rule.grounds.as_ref().map(|grounds| grounds.iter().map(|ground| ground.meaning()).collect()),
            judge: self.judge(&format!("{path}.judged_by"), &rule.judged_by),
        })
    }

    fn council(&mut self, path: &str, rule: &CouncilFile) -> Mechanism {
        match rule.vetoes {
            None => self.at_least_one(&format!("{path}.approvals"), "approval", rule.approvals),
            Some(vetoes) => self.at_least_one(&format!("{path}.vetoes"), "veto", vetoes),
        }
        if rule.veto_for.is_some() && rule.vetoes.is_none() {
            let hint = "add `vetoes = 1`, or take `veto_for` out";
            self.error_with(&format!("{path}.veto_for"), "there are no vetoes to take", hint);
        }
        let mut ticks = |key: &str, length: Option<Length>| {
            length.map_or(Ticks(0), |length| self.clockwork.ticks(&format!("{path}.{key}"), length))
        };
        Mechanism::Council(Council {
            approvals: rule.approvals,
            vetoes: rule.vetoes,
            not_before: ticks("not_before", rule.not_before),
            veto_for: ticks("veto_for", rule.veto_for),
        })
    }

    fn judge(&mut self, path: &str, judge: &str) -> Judge {
        match judge {
            "nobody" => Judge::Nobody,
            "other_members" => Judge::OtherMembers,
            body => {
                if self.file.bodies.0.iter().any(|(name, other)| name == body && other.drawn.is_some()) {
                    let hint = "let a standing body judge, or `other_members` of the panel itself";
                    self.error_with(path, format!("`{body}` is drawn for its own proposals and judges no others"), hint);
                }
                Judge::Body(self.body_id(path, body))
            }
        }
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
            ObjectionsFile::Votes(votes) => {
                if votes.0.0 == 0 {
                    let hint = "nothing could pass; `weight_above = 0` asks for any objection at all";
                    self.error_with(&format!("{path}.votes"), "expected votes above 0, found 0", hint);
                }
                Threshold::Amount(votes.0)
            }
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

    /// How seats are weighed.
    pub(super) fn weighting(
        &mut self,
        path: &str,
        weight: &WeightFile,
        curve: Option<CurveFile>,
        cap: Option<Share>,
    ) -> Weighting {
        let basis = match weight {
            WeightFile::PerSeat => Basis::One(Measure::Seat),
            WeightFile::Contribution => Basis::One(Measure::Contribution),
            WeightFile::Tokens => Basis::One(Measure::Tokens),
            WeightFile::Reputation => Basis::One(Measure::Reputation),
            WeightFile::Mixed(mix) => {
                let parts = [mix.per_seat, mix.contribution, mix.tokens, mix.reputation].map(|part| part.map(|share| share.0));
                let mix = Mix::of(parts.map(|part| part.unwrap_or(Ratio { num: 0, den: 1 })));
                if mix.is_none() {
                    let hint = "for example `weight = { mixed = { per_seat = 0.5, tokens = 0.5 } }`";
                    self.error_with(&format!("{path}.weight.mixed"), "expected shares that add up to 1", hint);
                }
                mix.map_or(Basis::One(Measure::Seat), Basis::Mixed)
            }
        };
        if self.complete && basis.reads(Measure::Reputation) && self.file.reputation.is_none() {
            let hint = "say under `[reputation]` how it is earned";
            self.error_with(&format!("{path}.weight"), "nobody earns any reputation in this scenario", hint);
        }
        let curve = match curve {
            None | Some(CurveFile::Linear) => Curve::Linear,
            Some(CurveFile::SquareRoot) => Curve::SquareRoot,
        };
        Weighting { basis, curve, cap: cap.map(|cap| cap.0) }
    }

    pub(super) fn at_least_one(&mut self, path: &str, what: &str, count: u32) {
        if count == 0 {
            self.error(path, format!("expected at least 1 {what}, found 0"));
        }
    }
}
