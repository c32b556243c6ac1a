//! Both errors, and the quality of decisions: harm that passed, good that was stopped.
//!
//! Harm and good are judged by the worth at submission, which no agent ever sees.

use super::{Better, Lineage, Metric, Record, Unit};
use crate::event::Outcome;
use crate::units::share_of;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "harm_passed_share",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Harmful proposals carried out / harmful proposals submitted.",
        source: "guides: context gaps",
        value: |r| harm_passed(r, |_| true),
        at_date: Some(|r| harm_passed(r, |_| true)),
    },
    Metric {
        id: "harm_passed_share_honest",
        unit: Unit::Share,
        better: Better::Down,
        definition: "The same for proposals that were meant well.",
        source: "guides: context gaps",
        value: |r| harm_passed(r, |l| !l.adversary),
        at_date: None,
    },
    Metric {
        id: "harm_passed_share_adversary",
        unit: Unit::Share,
        better: Better::Down,
        definition: "The same for proposals that an adversary chose.",
        source: "guides: capture risk",
        value: |r| harm_passed(r, |l| l.adversary),
        at_date: None,
    },
    Metric {
        id: "harm_passed_value",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Harm carried out / harm submitted, by size of the harm.",
        source: "guides: context gaps",
        value: |r| {
            let harm = |l: &&Lineage| l.harmful();
            let size = |l: &Lineage| l.value().abs();
            share_of(r.settled().filter(harm).filter(|l| l.executed()).map(size).sum(), r.settled().filter(harm).map(size).sum())
        },
        at_date: None,
    },
    Metric {
        id: "good_blocked_share",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Good proposals rejected, lapsed or withdrawn after revision / good proposals submitted.",
        source: "guides: power imbalances",
        value: good_blocked,
        at_date: Some(good_blocked),
    },
    Metric {
        id: "unfunded_share",
        unit: Unit::Share,
        better: Better::Down,
        definition: "Share of the accepted proposals for which there was no money.",
        source: "guides: resource flow",
        value: |r| {
            let unfunded = r.decisions().filter(|l| l.outcome == Some(Outcome::Unfunded)).count();
            let executed = r.decisions().filter(|l| l.executed()).count();
            share(unfunded, unfunded + executed)
        },
        at_date: None,
    },
    Metric {
        id: "open_at_horizon_share",
        unit: Unit::Share,
        better: Better::Neither,
        definition: "Share of the proposals submitted that were still open at the end.",
        source: "guides: decision bottlenecks",
        value: |r| share(r.after_warm_up().filter(|l| l.outcome.is_none()).count(), r.after_warm_up().count()),
        at_date: None,
    },
    Metric {
        id: "good_delayed_days",
        unit: Unit::Days,
        better: Better::Down,
        definition: "Mean time from submission to decision of good proposals that were carried out.",
        source: "guides: decision bottlenecks",
        value: |r| {
            let done = || r.settled().filter(|l| l.good() && l.executed());
            let days = done().filter_map(|l| Some(r.days_between(l.submitted, l.decided?)));
            share_of(days.sum(), done().count() as f64)
        },
        at_date: None,
    },
    Metric {
        id: "decision_quality",
        unit: Unit::Score,
        better: Better::Up,
        definition: "Right decisions less wrong ones, by size / all decisions but unfunded ones: 1 perfect, 0 a coin, -1 always wrong.",
        source: "guides: context gaps; normalised as voter satisfaction efficiency is, between a coin and the truth",
        value: |r| {
            let decided = || r.settled().filter(|l| l.judged());
            let right = |l: &Lineage| if l.executed() == l.good() { l.value().abs() } else { -l.value().abs() };
            share_of(decided().map(right).sum(), decided().map(|l| l.value().abs()).sum())
        },
        at_date: None,
    },
    Metric {
        id: "decision_skill",
        unit: Unit::Score,
        better: Better::Up,
        definition: "Value of what was carried out: 0 is the better of approving and rejecting everything, 1 is perfect.",
        source: "skill score against a naive forecast (Murphy 1988)",
        value: |r| skill(r, |_| true),
        at_date: None,
    },
    Metric {
        id: "decision_skill_honest",
        unit: Unit::Score,
        better: Better::Up,
        definition: "The same without the proposals that an adversary chose.",
        source: "skill score against a naive forecast (Murphy 1988)",
        value: |r| skill(r, |l| !l.adversary),
        at_date: None,
    },
    Metric {
        id: "innovation_share",
        unit: Unit::Share,
        better: Better::Up,
        definition: "Good proposals with more than median risk carried out / such proposals submitted.",
        source: "guides: risk mismatches",
        value: |r| {
            let bold = || r.settled().filter(|l| l.good() && l.risky);
            share(bold().filter(|l| l.executed()).count(), bold().count())
        },
        at_date: None,
    },
];

fn harm_passed(r: &Record, whose: impl Fn(&Lineage) -> bool) -> Option<f64> {
    let harmful = || r.settled().filter(|l| l.harmful() && whose(l));
    share(harmful().filter(|l| l.executed()).count(), harmful().count())
}

fn good_blocked(r: &Record) -> Option<f64> {
    let good = || r.settled().filter(|l| l.good());
    share(good().filter(|l| l.stopped()).count(), good().count())
}

fn skill(r: &Record, whose: impl Fn(&Lineage) -> bool) -> Option<f64> {
    let decided = || r.settled().filter(|l| l.judged() && whose(l));
    let achieved: f64 = decided().filter(|l| l.executed()).map(Lineage::value).sum();
    let everything: f64 = decided().map(Lineage::value).sum();
    let best: f64 = decided().map(|l| l.value().max(0.0)).sum();
    let naive = everything.max(0.0);
    share_of(achieved - naive, best - naive)
}

fn share(part: usize, whole: usize) -> Option<f64> {
    share_of(part as f64, whole as f64)
}
