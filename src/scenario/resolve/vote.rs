//! Votes: quorum, majority, and what may end them early or late.

use super::Resolver;
use crate::rules::delegation::liquid::Passing;
use crate::rules::quorum::{Counted, Need, Quorum, Rounding};
use crate::rules::turnout::Dynamic;
use crate::rules::vote::{Ballots, Early, Late, Majority};
use crate::rules::{Mechanism, Vote};
use crate::scenario::file::vote::{BallotsFile, EarlyFile, LateFile, MajorityFile, QuorumFile, RoundingFile, VoteFile};
use crate::scenario::file::{Length, Share};
use crate::units::Ratio;

impl Resolver<'_, '_> {
    /// A vote as the rules know it.
    pub(super) fn vote(&mut self, path: &str, rule: &VoteFile) -> Mechanism {
        if let Some(period) = rule.period {
            self.above_zero(&format!("{path}.period"), period);
        }
        if let QuorumFile::FollowsTurnout { min, max } | QuorumFile::GrowsWithOpposition { min, max, .. } = &rule.quorum
            && min.0.value() > max.0.value()
        {
            self.error(&format!("{path}.quorum"), format!("expected `min` up to `max`, found {min} and {max}"));
        }
        let late = rule.late.as_ref().map_or(Late::Nothing, |late| self.late(&format!("{path}.late"), late, rule));
        Mechanism::Vote(Vote {
            period: rule.period.map(|period| self.clockwork.ticks(&format!("{path}.period"), period)),
            weighting: self.weighting(path, &rule.weight, rule.curve, rule.cap),
            quorum: quorum(&rule.quorum, rule.rounding),
            majority: match &rule.majority {
                MajorityFile::Half => Majority::MoreYesThanNo,
                MajorityFile::Above(share) => Majority::Above(share.0),
                MajorityFile::AtLeast(share) => Majority::AtLeast(share.0),
                MajorityFile::AboveOfAll(share) => Majority::AboveOfAll(share.0),
            },
            approval: rule.approval.map(|share| share.0),
            early: match rule.early {
                None | Some(EarlyFile::Never) => Early::Never,
                Some(EarlyFile::Carried) => Early::Carried,
                Some(EarlyFile::Decided) => Early::Decided,
                Some(EarlyFile::Super(share)) => Early::Super(share.0),
            },
            late,
            ballots: self.ballots(path, rule),
            delegation: rule.delegation.as_ref().map(|delegation| {
                if let Some(hops) = delegation.hops {
                    self.at_least_one(&format!("{path}.delegation.hops"), "hand", hops);
                }
                Passing { hops: delegation.hops, keeps: delegation.keeps.0, cap: delegation.cap.map(|cap| cap.0) }
            }),
        })
    }

    fn ballots(&mut self, path: &str, rule: &VoteFile) -> Ballots {
        if rule.ballots == BallotsFile::Replace && rule.period.is_none() {
            let hint = "add a `period`, or take `ballots` out";
            self.error_with(&format!("{path}.ballots"), "at a meeting nobody votes twice", hint);
        }
        rule.ballots.meaning()
    }

    fn late(&mut self, path: &str, late: &LateFile, rule: &VoteFile) -> Late {
        if matches!(late, LateFile::Never) {
            return Late::Nothing;
        }
        let Some(period) = rule.period else {
            self.error_with(path, "only a vote with a `period` can last longer", "add a `period`, or take `late` out");
            return Late::Nothing;
        };
        match late {
            LateFile::Never => Late::Nothing,
            LateFile::QuorumExtends(extension) => {
                if matches!(rule.quorum, QuorumFile::None) {
                    self.error_with(
                        path,
                        "a vote without a quorum is never extended by it",
                        "add a `quorum`, or take `late` out",
                    );
                }
                self.above_zero(&format!("{path}.quorum_extends"), *extension);
                Late::QuorumExtends(self.clockwork.ticks(&format!("{path}.quorum_extends"), *extension))
            }
            LateFile::ObjectionOnly { last, lasts } => {
                let (last_path, lasts_path) = (format!("{path}.objection_only.last"), format!("{path}.objection_only.lasts"));
                self.above_zero(&last_path, *last);
                self.above_zero(&lasts_path, *lasts);
                self.within(&last_path, *last, period);
                Late::ObjectionOnly {
                    last: self.clockwork.ticks(&last_path, *last),
                    lasts: self.clockwork.ticks(&lasts_path, *lasts),
                }
            }
        }
    }

    fn within(&mut self, path: &str, part: Length, whole: Length) {
        if part.0 > whole.0 {
            self.error(path, format!("expected at most the period of {whole}, found {part}"));
        }
    }
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
            let need = match rounding.meaning() {
                Rounding::Floor => Need::GrowsInSteps(Dynamic {
                    min_bps: parts(min.0, 10_000),
                    max_bps: parts(max.0, 10_000),
                    coefficient_e6: parts(slope.0, 1_000_000),
                }),
                Rounding::Exact | Rounding::Ceil => Need::GrowsWithOpposition { min: min.0, max: max.0, slope: slope.0 },
            };
            (Counted::Yes, need)
        }
    };
    Quorum { counted, need }
}

/// A fraction in whole parts of one, rounded down.
fn parts(ratio: Ratio, in_one: u64) -> u64 {
    ratio.floor_of(in_one)
}
