//! Lists that others build on: what stands in them never vanishes and never moves. Append new entries here when they are published.

use folkmoot::dice::Purpose;
use folkmoot::engine::Simulation;
use folkmoot::metrics::{self, Column, Columns, Record, Unit};
use folkmoot::scenario::Scenario;
use std::collections::BTreeMap;
use std::fs;

/// The columns, in order.
const METRICS: [&str; 65] = [
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
    "banzhaf_top",
    "shapley_top",
    "money_pledged",
    "money_paid_in",
    "money_uncommitted",
    "money_committed",
    "money_spent",
    "money_withdrawn",
    "money_diverted",
    "power_imbalance",
    "nakamoto_pass",
    "nakamoto_block",
    "blocking_groups",
    "could_flip_share_top",
    "funder_pull",
];

/// The families, in the order of their columns.
const FAMILIES: [&str; 10] = [
    "satisfaction_<group>",
    "weight_share_<group>",
    "dependency_<group>",
    "banzhaf_<group>",
    "shapley_<group>",
    "stage_banzhaf_<group>",
    "decisive_share_<group>",
    "exits_<group>",
    "delay_median_days_<kind>",
    "decisions_<kind>",
];

/// The events, in order.
const EVENTS: [&str; 33] = [
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
    "CouldTurn",
    "Drawn",
    "Elected",
    "Recalled",
    "Protest",
    "Staked",
    "PaidBack",
];

/// The purposes of dice; the number of each is its place.
const PURPOSES: [Purpose; 37] = [
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
    Purpose::Design,
    Purpose::Panel,
    Purpose::Trusts,
    Purpose::Trusted,
    Purpose::Resample,
];

#[test]
fn metric_ids_are_only_ever_appended() {
    let ids: Vec<&str> = metrics::all().map(|metric| metric.id).collect();
    assert!(ids.starts_with(&METRICS), "a published id vanished or moved: {ids:#?}");
    let families: Vec<&str> = metrics::families().map(|family| family.id).collect();
    assert!(families.starts_with(&FAMILIES), "a published family vanished or moved: {families:#?}");
}

#[test]
fn columns_are_the_metrics_then_each_family_group_by_group() {
    let scenario = Scenario::load("scenarios/partnership.toml").unwrap_or_else(|problems| panic!("{problems}"));
    let columns = Columns::of(&scenario);
    let ids: Vec<&str> = columns.all().map(|column| column.id.as_str()).collect();
    let plain = metrics::all().count();
    assert_eq!(ids[..plain], metrics::all().map(|metric| metric.id).collect::<Vec<&str>>());
    let groups: Vec<String> = scenario.groups.iter().map(|group| format!("satisfaction_{}", group.name)).collect();
    assert_eq!(ids[plain..plain + groups.len()], groups);
    assert!(groups.contains(&"satisfaction_research".to_owned()), "the members of cells are a group");
    let kinds = &ids[ids.len() - 3..];
    assert_eq!(kinds, ["decisions_operational", "decisions_allocation", "decisions_strategy"]);
    assert!(columns.all().all(|column| !column.definition.contains('<')));
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
    let plain = metrics::all().map(|metric| (metric.id.to_owned(), metric.definition, metric.source));
    let members = metrics::families().map(|family| {
        let holder = family.over.placeholder();
        assert!(family.id.ends_with(holder) && family.definition.contains(holder), "`{}` names what it is about", family.id);
        (family.id.replace(holder, "x"), family.definition, family.source)
    });
    for (id, definition, source) in plain.chain(members) {
        assert!(!seen.contains(&id), "`{id}` stands twice");
        seen.push(id.clone());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let words = || id.split('_');
        assert!(words().all(|word| !word.is_empty() && word.chars().all(plain)), "`{id}` is snake_case");
        assert!(id.starts_with(|c: char| c.is_ascii_lowercase()), "`{id}` starts with a letter");
        assert!(definition.ends_with('.') && definition.len() > 10, "`{id}`: a definition is a sentence");
        assert!(!source.trim().is_empty(), "`{id}` has a source");
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

/// Ids of metrics, and of families without their placeholder.
fn stems() -> impl Iterator<Item = &'static str> {
    let families = metrics::families().map(|family| family.id.split('<').next().unwrap_or_default());
    metrics::all().map(|metric| metric.id).chain(families)
}

/// What is paid in is somewhere, and shares of one whole add up to it.
fn money_and_power_add_up(columns: &Columns, value: impl Fn(&Column) -> Option<f64>) {
    let of = |id: &str| columns.all().find(|column| column.id == id).and_then(&value);
    let parts = ["money_uncommitted", "money_committed", "money_spent", "money_withdrawn", "money_diverted"];
    if let Some(paid_in) = of("money_paid_in") {
        let somewhere: f64 = parts.iter().filter_map(|id| of(id)).sum();
        assert!((somewhere - paid_in).abs() < 1e-6 * paid_in.max(1.0), "{somewhere} of {paid_in}");
    }
    for stem in ["weight_share_", "banzhaf_", "shapley_", "stage_banzhaf_"] {
        let members = columns.all().filter(|column| column.id.starts_with(stem) && !column.is_plain());
        let shares: Vec<f64> = members.filter_map(&value).collect();
        assert!(shares.is_empty() || (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{stem}: {shares:?}");
    }
}

#[test]
fn no_metric_leaves_the_range_of_its_unit() {
    let mut has_value: BTreeMap<&str, bool> = stems().map(|id| (id, false)).collect();
    let entries = fs::read_dir("scenarios").expect("there are scenarios").map(|entry| entry.expect("a readable entry").path());
    for path in entries.filter(|path| path.is_file()) {
        let scenario = Scenario::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
        let (mut sim, mut record) = (Simulation::new(&scenario, 0), Record::new(&scenario));
        let mut twin = scenario.unmoved.as_deref().map(|unmoved| Simulation::new(unmoved, 0));
        let columns = Columns::of(&scenario);
        for replicate in 0..5 {
            sim.reset(replicate);
            twin.iter_mut().for_each(|twin| twin.reset(replicate));
            record.reset();
            while sim.step() {
                record.observe(sim.world(), sim.events());
                if let Some(twin) = &mut twin {
                    twin.step();
                    record.observe_twin(sim.world(), twin.world());
                }
                let series = columns.series().filter_map(|column| Some((column, column.at_date(&record)?)));
                for (column, value) in series {
                    let place = || format!("{}, {replicate}, series {}: {value}", path.display(), column.id);
                    assert!(allowed(&column.id, column.unit, value), "{}", place());
                }
                money_and_power_add_up(&columns, |column| column.at_date(&record));
            }
            money_and_power_add_up(&columns, |column| column.value(&record));
            for column in columns.all() {
                let Some(value) = column.value(&record) else { continue };
                assert!(allowed(&column.id, column.unit, value), "{}, {replicate}, {}: {value}", path.display(), column.id);
                let stem = stems().filter(|stem| column.id.starts_with(stem)).max_by_key(|stem| stem.len());
                has_value.insert(stem.expect("every column has a stem"), true);
            }
        }
    }
    let never: Vec<&str> = has_value.into_iter().filter(|(_, has)| !has).map(|(id, _)| id).collect();
    assert!(never.is_empty(), "no shipped scenario gives a value to {never:?}");
}
