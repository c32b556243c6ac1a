//! Lists that others build on: what stands in them never vanishes and never moves. Append new entries here when they are published.

use folkmoot::dice::Purpose;
use folkmoot::engine::Simulation;
use folkmoot::metrics::{self, Record, Unit};
use folkmoot::scenario::Scenario;
use std::fs;

/// The columns, in order.
const METRICS: [&str; 50] = [
    "decisions_per_month",
    "delivered_value_per_month",
    "delay_median_days",
    "delay_p90_days",
    "delay_max_days",
    "delay_median_censored_days",
    "delay_p90_censored_days",
    "delivery_delay_median_days",
    "backlog",
    "lapsed_share",
    "idle_share",
    "governance_hours_per_decision",
    "harm_passed_share",
    "harm_passed_share_honest",
    "harm_passed_share_adversary",
    "harm_passed_value",
    "good_blocked_share",
    "unfunded_share",
    "open_at_horizon_share",
    "good_delayed_days",
    "decision_quality",
    "decision_skill",
    "decision_skill_honest",
    "innovation_share",
    "decisive_share_top",
    "gini_weight",
    "hhi_weight",
    "theil_weight",
    "dependency_top",
    "purpose_distance",
    "local_share",
    "intervention_share",
    "motivation",
    "cell_drift",
    "participation",
    "captured",
    "captured_by_harm",
    "captured_by_control",
    "captured_by_drain",
    "capture_day",
    "capture_cost",
    "drained_share",
    "exits",
    "exit_money_share",
    "run_size",
    "run_happened",
    "satisfaction_sd",
    "runway_days",
    "money_to_work_share",
    "survived",
];

/// The events, in order.
const EVENTS: [&str; 26] = [
    "KeptBack",
    "Submitted",
    "StageOpened",
    "Read",
    "Met",
    "Tabled",
    "Voted",
    "Objected",
    "Judged",
    "StageEnded",
    "Escalated",
    "Revised",
    "Decided",
    "Completed",
    "Diverted",
    "Discovered",
    "Decisive",
    "GroupDecisive",
    "AdversaryDecisive",
    "GaveNotice",
    "TookBack",
    "Left",
    "Skipped",
    "Bought",
    "Captured",
    "TookPart",
];

/// The purposes of dice; the number of each is its place.
const PURPOSES: [Purpose; 32] = [
    Purpose::Gap,
    Purpose::Cost,
    Purpose::Merit,
    Purpose::Risk,
    Purpose::Proposer,
    Purpose::StepAxis0,
    Purpose::StepAxis1,
    Purpose::StepAxis2,
    Purpose::StepAxis3,
    Purpose::Reading,
    Purpose::Judgement,
    Purpose::Attendance,
    Purpose::IdealAxis0,
    Purpose::IdealAxis1,
    Purpose::IdealAxis2,
    Purpose::IdealAxis3,
    Purpose::Attention,
    Purpose::Context,
    Purpose::Theta,
    Purpose::Pledge,
    Purpose::Tokens,
    Purpose::PurposeAxis0,
    Purpose::PurposeAxis1,
    Purpose::PurposeAxis2,
    Purpose::PurposeAxis3,
    Purpose::CellAxis0,
    Purpose::CellAxis1,
    Purpose::CellAxis2,
    Purpose::CellAxis3,
    Purpose::ExitThreshold,
    Purpose::Discovery,
    Purpose::Coalition,
];

#[test]
fn metric_ids_are_only_ever_appended() {
    let ids: Vec<&str> = metrics::all().map(|metric| metric.id).collect();
    assert!(ids.starts_with(&METRICS), "a published id vanished or moved: {ids:#?}");
}

#[test]
fn events_are_only_ever_appended() {
    let source = fs::read_to_string("src/event.rs").expect("sources are text");
    let (_, rest) = source.split_once("pub enum Event {\n").expect("events are an enum");
    let (variants, _) = rest.split_once("\n}").expect("it ends");
    let lines = variants.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
    let names: Vec<&str> = lines.filter_map(|line| line.split(['(', ' ', ',']).next()).collect();
    assert!(names.starts_with(&EVENTS), "a published event vanished or moved: {names:#?}");
}

#[test]
fn a_purpose_of_dice_keeps_its_number() {
    let numbers = PURPOSES.map(|purpose| purpose as usize);
    assert_eq!(numbers, std::array::from_fn(|place| place));
}

#[test]
fn metrics_are_named_once_and_explained() {
    let mut seen = Vec::new();
    for metric in metrics::all() {
        let id = metric.id;
        assert!(!seen.contains(&id), "`{id}` stands twice");
        seen.push(id);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let words = || id.split('_');
        assert!(words().all(|word| !word.is_empty() && word.chars().all(plain)), "`{id}` is snake_case");
        assert!(id.starts_with(|c: char| c.is_ascii_lowercase()), "`{id}` starts with a letter");
        assert!(metric.definition.ends_with('.') && metric.definition.len() > 10, "`{id}`: a definition is a sentence");
        assert!(!metric.source.trim().is_empty(), "`{id}` has a source");
    }
}

/// Checks one value against what its unit allows.
fn allowed(id: &str, unit: Unit, value: f64) -> bool {
    let within = match unit {
        Unit::Share => (0.0..=1.0).contains(&value),
        Unit::YesNo => [0.0_f64, 1.0].map(f64::to_bits).contains(&value.to_bits()),
        Unit::Days | Unit::Hours | Unit::Count | Unit::PerMonth | Unit::Money | Unit::Distance => value >= 0.0,
        Unit::MeritPerMonth | Unit::Score => true,
    };
    let concentration = !matches!(id, "gini_weight" | "hhi_weight") || (0.0..=1.0).contains(&value);
    value.is_finite() && within && concentration
}

#[test]
fn no_metric_leaves_the_range_of_its_unit() {
    let mut has_value = vec![false; metrics::all().count()];
    let entries = fs::read_dir("scenarios").expect("there are scenarios").map(|entry| entry.expect("a readable entry").path());
    for path in entries.filter(|path| path.is_file()) {
        let scenario = Scenario::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
        let (mut sim, mut record) = (Simulation::new(&scenario, 0), Record::new(&scenario));
        for replicate in 0..5 {
            sim.reset(replicate);
            record.reset();
            while sim.step() {
                record.observe(sim.world(), sim.events());
                let series = metrics::series().filter_map(|metric| Some((metric, metric.at_date?(&record)?)));
                for (metric, value) in series {
                    assert!(
                        allowed(metric.id, metric.unit, value),
                        "{}, {replicate}, series {}: {value}",
                        path.display(),
                        metric.id
                    );
                }
            }
            for (idx, metric) in metrics::all().enumerate() {
                let Some(value) = (metric.value)(&record) else { continue };
                assert!(allowed(metric.id, metric.unit, value), "{}, {replicate}, {}: {value}", path.display(), metric.id);
                has_value[idx] = true;
            }
        }
    }
    let never: Vec<&str> = metrics::all().zip(has_value).filter(|(_, has)| !has).map(|(metric, _)| metric.id).collect();
    assert!(never.is_empty(), "no shipped scenario gives a value to {never:?}");
}
