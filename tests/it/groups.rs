//! Metrics by group and kind through the engine, against what is known by hand. Each check also runs on a scenario with one thing
//! changed, where it must fail.

use folkmoot::engine::Simulation;
use folkmoot::metrics::{Columns, Record};
use folkmoot::scenario::Scenario;
use std::collections::BTreeMap;

/// The columns of one replicate: at the end, and at the last reporting date.
fn columns(text: &str) -> BTreeMap<String, [Option<f64>; 2]> {
    let scenario = Scenario::parse("groups", text).unwrap_or_else(|problems| panic!("{}\n{text}", problems.render(false)));
    let (mut sim, mut record) = (Simulation::new(&scenario, 0), Record::new(&scenario));
    while sim.step() {
        record.observe(sim.world(), sim.events());
    }
    Columns::of(&scenario).all().map(|column| (column.id.clone(), [column.value(&record), column.at_date(&record)])).collect()
}

/// Whether the columns have these values at the end and, unless they have no series, at the last date.
fn holds(text: &str, expected: &[(&str, Option<f64>)]) -> bool {
    let found = columns(text);
    expected.iter().all(|(id, expected)| {
        let [end, date] = found.get(*id).unwrap_or_else(|| panic!("there is no column `{id}`"));
        let same = |found: &Option<f64>| match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
            (None, None) => true,
            _ => false,
        };
        let holds = same(end) && (date.is_none() || same(date));
        if !holds {
            println!("`{id}`: expected {expected:?}, found {end:?} and {date:?}");
        }
        holds
    })
}

#[track_caller]
fn check(text: &str, expected: &[(&str, Option<f64>)], mutations: &[(&str, &str)]) {
    assert!(holds(text, expected), "{text}");
    for (from, to) in mutations {
        assert!(text.contains(from), "`{from}` stands in the scenario");
        assert!(!holds(&text.replace(from, to), expected), "`{to}` instead of `{from}` changes nothing");
    }
}

/// The six founders of the European Economic Community as tokens, who vote on what one cell asks for.
const COUNCIL: &str = r#"
schema = 1
question = "Who holds power in the Council of 1958?"
horizon = "70 days"
[people.large]
archetype = "domain_expert"
count = 3
seats = ["council"]
tokens = 4
exit_threshold = -9
[people.middle]
archetype = "domain_expert"
count = 2
seats = ["council"]
tokens = 2
exit_threshold = -9
[people.Luxembourg]
archetype = "domain_expert"
count = 1
seats = ["council"]
tokens = 1
exit_threshold = -9
[bodies.council]
kind = "council"
[cells.makers]
members = 2
people = { exit_threshold = -9 }
work = { arrivals = "1 per 10 days", size = 1_000 }
[[decisions.operational.route]]
vote = { body = "council", period = "7 days", weight = "tokens", majority = { at_least = "2/3" } }
"#;

#[test]
fn the_council_of_1958_has_its_published_indices() {
    // Banzhaf 10, 10, 10, 6, 6, 0 of 42 swings; Shapley and Shubik 14, 14, 14, 9, 9, 0 of 60.
    check(
        COUNCIL,
        &[
            ("banzhaf_large", Some(30.0 / 42.0)),
            ("banzhaf_middle", Some(12.0 / 42.0)),
            ("banzhaf_luxembourg", Some(0.0)),
            ("banzhaf_makers", Some(0.0)),
            ("banzhaf_top", Some(10.0 / 42.0)),
            ("stage_banzhaf_large", Some(30.0 / 42.0)),
            ("shapley_large", Some(42.0 / 60.0)),
            ("shapley_middle", Some(18.0 / 60.0)),
            ("shapley_top", Some(14.0 / 60.0)),
            ("nakamoto_pass", Some(3.0)),
            ("nakamoto_block", Some(2.0)),
            ("blocking_groups", Some(1.0)),
        ],
        &[("\"2/3\"", "\"1/2\""), ("tokens = 4", "tokens = 2"), (", weight = \"tokens\"", "")],
    );
}

#[test]
fn weight_is_held_in_proportion_to_tokens() {
    check(
        COUNCIL,
        &[
            ("weight_share_large", Some(12.0 / 17.0)),
            ("weight_share_middle", Some(4.0 / 17.0)),
            ("weight_share_luxembourg", Some(1.0 / 17.0)),
            ("weight_share_makers", Some(0.0)),
        ],
        &[("tokens = 4", "tokens = 5"), (", weight = \"tokens\"", ""), ("count = 2\n", "count = 3\n")],
    );
}

#[test]
fn those_who_can_stop_are_as_powerful_as_those_who_can_carry() {
    // The same council where silence carries: who holds more than 5 of 17 stops, and that is the dual game.
    let vote = r#"vote = { body = "council", period = "7 days", weight = "tokens", majority = { at_least = "2/3" } }"#;
    let silence =
        r#"optimistic = { body = "council", window = "7 days", weight = "tokens", objections = { weight_above = "5/17" } }"#;
    check(
        &COUNCIL.replace(vote, silence),
        &[
            ("banzhaf_large", Some(30.0 / 42.0)),
            ("banzhaf_middle", Some(12.0 / 42.0)),
            ("shapley_large", Some(42.0 / 60.0)),
            ("nakamoto_pass", Some(1.0)),
            ("nakamoto_block", Some(2.0)),
            ("blocking_groups", Some(1.0)),
        ],
        &[("5/17", "8/17")],
    );
}

#[test]
fn nobody_blocks_what_cannot_pass() {
    let vote = r#"weight = "tokens", majority = { at_least = "2/3" } }"#;
    let most = r#"weight = "tokens", quorum = { for_weight = 18 } }"#;
    check(
        &COUNCIL.replace(vote, most),
        &[("blocking_groups", None), ("banzhaf_large", None), ("nakamoto_pass", None)],
        &[("for_weight = 18", "for_weight = 17")],
    );
}

#[test]
fn a_route_with_two_bodies_has_power_by_stage_only() {
    let two = format!("{COUNCIL}[[decisions.operational.route]]\nconsent = {{ body = \"own_cell\" }}\n");
    check(
        &two,
        &[
            ("banzhaf_large", None),
            ("banzhaf_top", None),
            ("nakamoto_pass", None),
            ("stage_banzhaf_large", Some(0.0)),
            ("stage_banzhaf_makers", Some(1.0)),
            ("weight_share_makers", Some(1.0)),
            // The cell's own members can keep their consent, and the large ones their votes.
            ("blocking_groups", Some(2.0)),
        ],
        &[("\nconsent = { body = \"own_cell\" }", "\ntimelock = { delay = \"1 day\" }")],
    );
}

#[test]
fn satisfaction_stays_what_was_expected_where_nothing_is_done() {
    let idle = COUNCIL.replace("1 per 10 days", "0 per day").replace("tokens = 4", "tokens = 4\ntrust = 0.75");
    check(
        &idle,
        &[
            ("satisfaction_large", Some(0.75)),
            ("decisions_operational", Some(0.0)),
            ("delay_median_days_operational", None),
            ("decisive_share_large", None),
            ("power_imbalance", None),
            ("money_paid_in", None),
        ],
        &[("trust = 0.75", "trust = 0.5")],
    );
}

/// One in charge decides what two cells ask for.
const IN_CHARGE: &str = r#"
schema = 1
question = "Who decides where one decides everything?"
horizon = "280 days"
[people.head]
archetype = "core_team_member"
count = 1
seats = ["office"]
attention = 20
exit_threshold = -9
[people.friends]
archetype = "core_team_member"
count = 2
seats = ["office"]
attention = 20
exit_threshold = -9
pledge = 1_000_000
[bodies.office]
kind = "council"
[cells.makers]
members = 2
people = { exit_threshold = -9 }
work = { arrivals = "1 per 7 days", size = 1_000 }
[[decisions.operational.route]]
executive = { body = "office" }
[fair]
head = "25%"
friends = "25%"
makers = "50%"
"#;

#[test]
fn the_one_in_charge_is_decisive_in_every_decision() {
    check(
        IN_CHARGE,
        &[
            ("decisive_share_head", Some(1.0)),
            ("decisive_share_friends", Some(0.0)),
            ("decisive_share_makers", Some(0.0)),
            ("power_imbalance", Some(0.75)),
            ("blocking_groups", Some(1.0)),
            ("weight_share_head", Some(1.0)),
            ("banzhaf_head", Some(1.0)),
        ],
        &[
            ("executive = { body = \"office\" }", "consent = { body = \"office\" }"),
            ("head = \"25%\"\nfriends = \"25%\"", "head = \"50%\"\nfriends = 0"),
        ],
    );
}

#[test]
fn the_head_decides_as_many_as_there_are() {
    let found = columns(IN_CHARGE);
    let value = |id: &str| found[id][0].unwrap_or_else(|| panic!("`{id}` has a value"));
    let per_month = value("decisions_per_month") * 280.0 / 30.0;
    assert!((value("decisions_operational") - per_month).abs() < 1e-9 && per_month > 10.0, "{per_month}");
    assert_eq!(found["delay_median_days_operational"][0], found["delay_median_days"][0]);
    assert_eq!(found["delay_median_days_operational"][1], found["delay_median_days"][1]);
}

#[test]
fn a_name_that_gives_a_column_two_meanings_is_refused() {
    for (name, message) in [
        ("sd", "the name `sd` would give the column `satisfaction_sd` two meanings"),
        ("LARGE", "the name `LARGE` would give the column `satisfaction_large` two meanings"),
        ("Top", "a group cannot be called `Top`"),
        ("\"??\"", "expected a name with a letter or digit to call a column after, found `??`"),
    ] {
        let text = COUNCIL.replace("people.Luxembourg", &format!("people.{name}"));
        let problems = Scenario::parse("names", &text).err().map(|problems| problems.render(false)).unwrap_or_default();
        assert!(problems.contains(message), "{name}: {problems}");
    }
    let kinds = COUNCIL.replace("decisions.operational", "decisions.per_month");
    let problems = Scenario::parse("names", &kinds).err().map(|problems| problems.render(false)).unwrap_or_default();
    assert!(problems.contains("the column `decisions_per_month` two meanings"), "{problems}");
}
