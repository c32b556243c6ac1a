//! Scenario files: what is said of a mistake, word for word, and what survives being written out.

use expect_test::{Expect, expect};
use folkmoot::scenario::{PRESETS, Problems, Scenario, json_schema};
use std::fs;

/// The smallest scenario that is of any use.
const SMALL: &str = r#"
schema   = 1
question = "Does a window of three days protect three partners?"
horizon  = "1 year"

[people.partners]
archetype = "strategic_partner"
count     = 3
seats     = ["board"]
pledge    = 100_000

[bodies.board]
kind = "stakeholder_group"

[cells.makers]
members = 5
work    = { arrivals = "2 per month", size = { lognormal = { median = 6_000, sigma = 0.7 } } }

[[decisions.operational.route]]
optimistic = { body = "board", window = "72 hours", objections = { seats = 2 } }
"#;

/// The small scenario with one text replaced.
fn small(from: &str, to: &str) -> String {
    assert_eq!(SMALL.matches(from).count(), 1, "`{from}` stands once in the small scenario");
    SMALL.replace(from, to)
}

fn said_of(text: &str, expected: &Expect) {
    let problems = Scenario::parse("small.toml", text).map(|scenario| scenario.resolved).expect_err("the scenario is wrong");
    expected.assert_eq(&problems.render(false));
}

/// What is said of the small scenario, written to a folder of its own beside the given table, after the edits.
fn said_in_folder(text: &str, table: Option<&str>, sets: &[(&str, &str)]) -> Result<(Scenario, String), String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("small.toml");
    fs::write(&path, text).expect("the scenario can be written");
    if let Some(table) = table {
        fs::write(folder.path().join("members.csv"), table).expect("the table can be written");
    }
    let sets: Vec<(String, String)> = sets.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    let plain = |problems: Problems| problems.render(false).replace(&format!("{}/", folder.path().display()), "");
    let loaded = Scenario::load_with(&path, &sets).map_err(plain)?;
    Ok((loaded.0, plain(Problems(loaded.1))))
}

#[test]
fn a_short_file_will_do() {
    assert!(SMALL.lines().count() < 40);
    let (scenario, warnings) = said_in_folder(SMALL, None, &[]).unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(warnings, "");
    assert_eq!((scenario.name.as_str(), scenario.groups.len(), scenario.bodies.len()), ("small", 2, 2));
    assert!((scenario.value.reference_cost - 6_000.0).abs() < 0.01);
}

#[test]
fn what_is_written_out_means_the_same() {
    let mut texts: Vec<(&str, String)> = PRESETS.iter().map(|preset| (preset.name, preset.text.to_owned())).collect();
    texts.push(("small", SMALL.to_owned()));
    for (name, text) in texts {
        let scenario = Scenario::parse(name, &text).unwrap_or_else(|problems| panic!("{problems}"));
        let again = Scenario::parse(name, &scenario.resolved).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(format!("{scenario:#?}"), format!("{again:#?}"));
    }
}

#[test]
fn the_presets_raise_no_warning_and_ask_a_question() {
    for preset in &PRESETS {
        let path = format!("scenarios/{}.toml", preset.name);
        let (scenario, warnings) = Scenario::load_with(&path, &[]).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(Problems(warnings).render(false), "");
        assert_eq!(scenario.question, preset.question());
    }
}

#[test]
fn the_schema_describes_every_key_and_refuses_others() {
    let schema = json_schema();
    assert_eq!(schema["additionalProperties"], false);
    let properties = schema["properties"].as_object().expect("a table has keys");
    for (key, property) in properties {
        let described = property.get("description").is_some() || property.get("$ref").is_some();
        assert!(described, "`{key}` is described");
    }
    assert_eq!(schema["properties"]["tick"]["default"], "1 day");
}

#[test]
fn a_wrong_key_names_the_nearest() {
    said_of(
        &small("objections = { seats = 2 }", "objectons = { seats = 2 }"),
        &expect![[r#"
        error: unknown key `objectons`
          --> small.toml:20:53
           |
        20 | optimistic = { body = "board", window = "72 hours", objectons = { seats = 2 } }
           |                                                     ^^^^^^^^^
        hint: did you mean `objections`?
    "#]],
    );
}

#[test]
fn forty_is_not_a_share() {
    said_of(
        &small("kind = \"stakeholder_group\"", "kind = \"stakeholder_group\"\nmeets = { every = \"7 days\", quorum = 40 }"),
        &expect![[r#"
            error: expected a share between 0 and 1, found 40
              --> small.toml:14:38
               |
            14 | meets = { every = "7 days", quorum = 40 }
               |                                      ^^
            hint: shares are fractions; 40 percent is `0.4`
        "#]],
    );
}

#[test]
fn a_stage_without_a_body_is_told_which_there_are() {
    said_of(
        &small("body = \"board\", window", "window"),
        &expect![[r#"
        error: missing key `body`
          --> small.toml:20:14
           |
        20 | optimistic = { window = "72 hours", objections = { seats = 2 } }
           |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: say who decides: `board`, `makers` or `own_cell`
    "#]],
    );
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_missing() {
    let problems = Scenario::load("nowhere/at_all.toml").map(|scenario| scenario.resolved).expect_err("there is no such file");
    expect![[r#"
        error: expected a file, found nothing of this name
        --> nowhere/at_all.toml
        hint: check the path; `folkmoot new partnership` writes a scenario to start from
    "#]]
    .assert_eq(&problems.render(false));
}

#[test]
fn a_file_of_another_format_is_not_read_further() {
    said_of(
        &small("schema   = 1", "schema   = 2\nquestoin = 1"),
        &expect![[r#"
        error: expected schema 1, found 2
         --> small.toml:2:12
          |
        2 | schema   = 2
          |            ^
        hint: this version reads one format: bring the file to `schema = 1` (`folkmoot new` writes an example), or use the version that the file was written for
    "#]],
    );
}

#[test]
fn a_length_that_is_not_whole_ticks_names_the_largest_that_fits() {
    said_of(
        &small("72 hours", "36 hours"),
        &expect![[r#"
        error: expected a whole number of ticks of 1 day, found 36 hours
          --> small.toml:20:41
           |
        20 | optimistic = { body = "board", window = "36 hours", objections = { seats = 2 } }
           |                                         ^^^^^^^^^^
        hint: `tick = "12 hours"` fits every length of time in this file
    "#]],
    );
}

#[test]
fn a_default_that_is_not_whole_ticks_points_at_the_tick() {
    said_of(
        &small("horizon  = \"1 year\"", "horizon  = \"52 weeks\"\ntick = \"1 week\"").replace("72 hours", "14 days"),
        &expect![[r#"
            error: expected a whole number of ticks of 7 days, found 30 days, the default of `review_every`
             --> small.toml:5:8
              |
            5 | tick = "1 week"
              |        ^^^^^^^^
            hint: `tick = "1 day"` fits every length of time in this file

            error: expected a whole number of ticks of 7 days, found 3 days, the default of `judging`
             --> small.toml:5:8
              |
            5 | tick = "1 week"
              |        ^^^^^^^^
            hint: `tick = "1 day"` fits every length of time in this file
        "#]],
    );
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text =
        small("count     = 3", "count     = 3\npledg     = 1").replace("seats     = [\"board\"]", "seats     = [\"bord\"]");
    let text = text.replace("members = 5", "members = 0").replace("\"1 year\"", "\"1 yaer\"");
    said_of(
        &text,
        &expect![[r#"
            error: expected a length of time, found `1 yaer`
             --> small.toml:4:12
              |
            4 | horizon  = "1 yaer"
              |            ^^^^^^^^
            hint: write a number and a unit: milliseconds, seconds, minutes, hours, days, weeks, months (30 days) or years (365 days)

            error: unknown key `pledg`
             --> small.toml:9:1
              |
            9 | pledg     = 1
              | ^^^^^
            hint: did you mean `pledge`?

            error: there is no body `bord`
              --> small.toml:10:14
               |
            10 | seats     = ["bord"]
               |              ^^^^^^
            hint: did you mean `board`?

            error: cell `makers` has nobody in it
              --> small.toml:17:11
               |
            17 | members = 0
               |           ^
        "#]],
    );
}

#[test]
fn broken_syntax_is_told_with_its_place() {
    said_of(
        &small("count     = 3", "count     = "),
        &expect![[r#"
        error: string values must be quoted, expected literal string
         --> small.toml:8:13
          |
        8 | count     = 
          |             ^
    "#]],
    );
}

#[test]
fn a_route_that_goes_round_for_ever_is_refused() {
    let vote = "[[decisions.operational.route]]\nname = \"vote\"\nvote = { body = \"board\", period = \"7 days\" }\non_block = { escalate = \"optimistic\" }\n";
    said_of(
        &(SMALL.to_owned() + vote),
        &expect![[r#"
        error: a proposal can go round for ever between `vote` and `optimistic`
          --> small.toml:24:12
           |
        24 | on_block = { escalate = "optimistic" }
           |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: let one of the endings `reject`, or `revise` a limited number of times
    "#]],
    );
}

#[test]
fn a_vote_needs_a_period_or_meetings() {
    said_of(
        &small(
            "optimistic = { body = \"board\", window = \"72 hours\", objections = { seats = 2 } }",
            "vote = { body = \"board\" }",
        ),
        &expect![[r#"
            error: expected a `period`, or a body that meets, found neither for `board`
              --> small.toml:20:8
               |
            20 | vote = { body = "board" }
               |        ^^^^^^^^^^^^^^^^^^
            hint: add `period = "7 days"`, or `meets` to `board`
        "#]],
    );
}

#[test]
fn a_stage_has_one_mechanism() {
    said_of(
        &small("optimistic =", "executive = { body = \"makers\" }\noptimistic ="),
        &expect![[r#"
            error: expected one mechanism in a stage, found 2
              --> small.toml:19:1
               |
            19 | [[decisions.operational.route]]
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            hint: a stage decides by one of `optimistic`, `vote`, `consent`, `council`, `executive`, `timelock`, `conviction`, `hat`, `round`, `dispute` or `jury`
        "#]],
    );
}

#[test]
fn a_warning_stops_nothing_and_says_what_to_do() {
    let text = small("members = 5", "members = 12").replace("seats = 2", "seats = 4");
    let (_, warnings) = said_in_folder(&text, None, &[]).unwrap_or_else(|said| panic!("{said}"));
    expect![[r#"
        warning: cell `makers` has 12 members
          --> small.toml:16:11
           |
        16 | members = 12
           |           ^^
        hint: a cell is a team of fewer than ten: split it, or make it a body

        warning: 4 objections can never block: the body has 3 seats
          --> small.toml:20:76
           |
        20 | optimistic = { body = "board", window = "72 hours", objections = { seats = 4 } }
           |                                                                            ^
        hint: ask for at most 3
    "#]]
    .assert_eq(&warnings);
}

#[test]
fn a_table_gives_a_group_its_members() {
    let text = small("count     = 3", "table     = \"members.csv\"");
    let (scenario, _) = said_in_folder(&text, Some("name,pledge\nAda,5_000\nBo,\n"), &[]).unwrap_or_else(|said| panic!("{said}"));
    let group = &scenario.groups[0];
    assert_eq!((group.count, group.members[0].pledge, group.members[1].pledge), (2, Some(5_000.0), None));
    assert!(!scenario.resolved.contains("members.csv"), "a result folder must stand on its own");
    let again = Scenario::parse("small", &scenario.resolved).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(again.groups[0].members, group.members);
}

#[test]
fn a_bad_table_is_told_by_line_and_column() {
    let text = small("count     = 3", "table     = \"members.csv\"");
    let table = "name,pledge,contxt\nAda,much,0.5\n\"Bo, of the west\",-1,1.5\n";
    expect![[r#"
        error: unknown column `contxt`
         --> members.csv:1:13
          |
        1 | name,pledge,contxt
          |             ^^^^^^
        hint: did you mean `context`?

        error: expected a number of at least 0, found `much`
         --> members.csv:2:5
          |
        2 | Ada,much,0.5
          |     ^^^^
        hint: an empty cell falls back to the group

        error: expected a number of at least 0, found `-1`
         --> members.csv:3:19
          |
        3 | "Bo, of the west",-1,1.5
          |                   ^^
        hint: an empty cell falls back to the group
    "#]]
    .assert_eq(&said_in_folder(&text, Some(table), &[]).map(|_| ()).expect_err("the table is wrong"));
    expect![[r#"
        error: there is no table `members.csv`
         --> small.toml:8:13
          |
        8 | table     = "members.csv"
          |             ^^^^^^^^^^^^^
        hint: the path starts from the folder of the scenario
    "#]]
    .assert_eq(&said_in_folder(&text, None, &[]).map(|_| ()).expect_err("there is no table"));
}

#[test]
fn an_edit_reaches_any_key() {
    let edits = [
        ("seed", "18446744073709551615"),
        ("people.partners.count", "4"),
        ("people.partners.attention", "1 item per week"),
        ("value.alarm", "3"),
        ("decisions.operational.route.optimistic.optimistic.window", "24 hours"),
        ("decisions.operational.route.0.optimistic.objections", "{ weight = \"20%\" }"),
    ];
    let (scenario, _) = said_in_folder(SMALL, None, &edits).unwrap_or_else(|said| panic!("{said}"));
    assert_eq!((scenario.seed, scenario.groups[0].count), (u64::MAX, 4));
    assert!(scenario.resolved.contains("seed = \"18446744073709551615\""));
    assert!(scenario.resolved.contains("window = \"1 day\", objections = { weight = \"20%\" }"), "{}", scenario.resolved);
    assert!(scenario.resolved.contains("alarm = 3"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of whole messages")]
fn a_bad_edit_points_at_the_edit() {
    let rows = [
        (
            ("people.partners.count", "0"),
            expect![[r#"
                error: group `partners` has nobody in it
                 --> command line:1:29
                  |
                1 | --set people.partners.count=0
                  |                             ^
                hint: give it a `count` of at least 1, or take it out
            "#]],
        ),
        (
            ("people.partnrs.count", "4"),
            expect![[r#"
                error: there is no `partnrs` in `people`
                 --> command line:1:14
                  |
                1 | --set people.partnrs.count=4
                  |              ^^^^^^^
                hint: did you mean `partners`?
            "#]],
        ),
        (
            ("peple.partners.count", "4"),
            expect![[r#"
                error: there is no `peple` in a scenario
                 --> command line:1:7
                  |
                1 | --set peple.partners.count=4
                  |       ^^^^^
                hint: did you mean `people`?
            "#]],
        ),
        (
            ("decisions.operational.route.vote.vote.period", "3 days"),
            expect![[r#"
                error: there is no `vote` in `route`
                 --> command line:1:35
                  |
                1 | --set decisions.operational.route.vote.vote.period=3 days
                  |                                   ^^^^
                hint: expected `optimistic`
            "#]],
        ),
        (
            ("people.partners.pledge.lognormal.sigma", "1"),
            expect![[r#"
            error: `pledge` is not a table: its value is an integer
             --> command line:1:30
              |
            1 | --set people.partners.pledge.lognormal.sigma=1
              |                              ^^^^^^^^^
        "#]],
        ),
        (
            ("bodies.board.meet.every", "7 days"),
            expect![[r#"
            error: unknown key `meet`
             --> command line:1:20
              |
            1 | --set bodies.board.meet.every=7 days
              |                    ^^^^
            hint: did you mean `meets`?
        "#]],
        ),
        (
            ("decisions.operational.route.0.optimistic.window", "3 dayz"),
            expect![[r#"
            error: expected a length of time, found `3 dayz`
             --> command line:1:55
              |
            1 | --set decisions.operational.route.0.optimistic.window=3 dayz
              |                                                       ^^^^^^
            hint: write a number and a unit: milliseconds, seconds, minutes, hours, days, weeks, months (30 days) or years (365 days)
        "#]],
        ),
    ];
    for (edit, expected) in rows {
        expected.assert_eq(&said_in_folder(SMALL, None, &[edit]).map(|_| ()).expect_err("the edit is wrong"));
    }
}

#[test]
fn a_program_reads_a_problem_by_its_parts() {
    let text = small("72 hours", "36 hours");
    let problems = Scenario::parse("small.toml", &text).map(|scenario| scenario.resolved).expect_err("the scenario is wrong");
    expect![[r#"{"error":{"expected":"a whole number of ticks of 1 day","found":"36 hours","hint":"`tick = \"12 hours\"` fits every length of time in this file","place":"small.toml:20:41"}}"#]].assert_eq(&problems.json().to_string());
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of whole messages")]
fn names_that_lead_nowhere_or_are_taken_are_told() {
    let more = r#"
[people.all]
archetype = "domain_expert"
count     = 1

[people.makers]
archetype = "domain_expert"
count     = 1

[proposals.plans]
body     = "bord"
kind     = "strategy"
arrivals = "1 per month"
size     = -5

[[decisions.operational.route]]
vote     = { body = "board", period = "7 days", quorum = { participaton = 0.5 } }
on_block = { escalate = "optimstic" }

[[decisions.strategy.route]]
council = { body = "board", approvals = 9 }
"#;
    said_of(
        &(SMALL.to_owned() + more),
        &expect![[r#"
        error: the name `makers` is taken by a group
          --> small.toml:15:1
           |
        15 | [cells.makers]
           | ^^^^^^^^^^^^^^
        hint: its members form a group of the cell's name: rename one of the two

        error: a group cannot be called `all`
          --> small.toml:22:1
           |
        22 | [people.all]
           | ^^^^^^^^^^^^
        hint: `top`, `all` and `none` have a meaning of their own: choose another name

        error: there is no body `bord`
          --> small.toml:31:12
           |
        31 | body     = "bord"
           |            ^^^^^^
        hint: did you mean `board`?

        error: expected a number of at least 0, found -5
          --> small.toml:34:12
           |
        34 | size     = -5
           |            ^^

        error: unknown word `participaton`
          --> small.toml:37:60
           |
        37 | vote     = { body = "board", period = "7 days", quorum = { participaton = 0.5 } }
           |                                                            ^^^^^^^^^^^^
        hint: did you mean `participation`?
    "#]],
    );
    said_of(
        &(SMALL.to_owned() + &more.replace("participaton", "participation")),
        &expect![[r#"
            error: the name `makers` is taken by a group
              --> small.toml:15:1
               |
            15 | [cells.makers]
               | ^^^^^^^^^^^^^^
            hint: its members form a group of the cell's name: rename one of the two

            error: a group cannot be called `all`
              --> small.toml:22:1
               |
            22 | [people.all]
               | ^^^^^^^^^^^^
            hint: `top`, `all` and `none` have a meaning of their own: choose another name

            error: there is no body `bord`
              --> small.toml:31:12
               |
            31 | body     = "bord"
               |            ^^^^^^
            hint: did you mean `board`?

            error: expected a number of at least 0, found -5
              --> small.toml:34:12
               |
            34 | size     = -5
               |            ^^

            error: there is no stage `optimstic` in this route
              --> small.toml:38:25
               |
            38 | on_block = { escalate = "optimstic" }
               |                         ^^^^^^^^^^^
            hint: did you mean `optimistic`?

            error: expected at most 3 approvals, one for each seat, found 9
              --> small.toml:41:41
               |
            41 | council = { body = "board", approvals = 9 }
               |                                         ^
        "#]],
    );
}

/// The small scenario with money, an adversary and a right to leave behind it.
const CAPTURE: &str = r#"
[exit]
takes   = "own_uncommitted"
charged = "pro_rata"
notice  = { length = "30 days", retractable = true }

[adversary]
insiders = { group = "makers", seats = 3 }
plan     = [{ self_deal = { share_of_pool = "5%", every = "60 days" } }]

[captured]
drained_above = "10%"
"#;

/// The small scenario with its capture, one text of which is replaced.
fn capture(from: &str, to: &str) -> String {
    assert_eq!(CAPTURE.matches(from).count(), 1, "`{from}` stands once");
    SMALL.to_owned() + &CAPTURE.replace(from, to)
}

#[test]
fn an_adversary_brings_a_stream_of_its_own() {
    let (scenario, warnings) = said_in_folder(&capture("[exit]", "[exit]"), None, &[]).unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(warnings, "");
    let source = scenario.sources.last().expect("there are streams");
    assert_eq!((source.name.as_str(), source.cell().map(|cell| cell.0), source.selective), ("adversary", Some(0), false));
    assert_eq!(scenario.bodies[source.body.idx()].name, "makers");
    let resolved = &scenario.resolved;
    for line in [
        "exit_threshold = { normal = { mean = -0.1, sd = 0.2 } }",
        "renewal = 0",
        "penalty = \"0%\"",
        "plan = [{ self_deal = { share_of_pool = \"5%\", diverted = \"77%\", every = \"60 days\", from = \"0 days\" } }]",
        "discovery = \"90 days\"",
        "memory = \"30 days\"",
        "deference = \"30%\"",
    ] {
        assert!(resolved.contains(line), "{line} in\n{resolved}");
    }
}

#[test]
fn every_key_of_the_organisation_survives_being_written_out() {
    let more = r#"
[people.givers]
archetype      = "institutional_funder"
count          = 2
seats          = ["board"]
pledge         = 50_000
tranches       = { count = 4, every = "90 days" }
renewal        = 0.3
exit_threshold = { uniform = [0, 0.2] }
omega          = "20%"
earmark        = "makers"

[proposals.tools]
body     = "board"
kind     = "operational"
pays     = "at_once"
arrivals = "1 per 90 days"
size     = 500

[fair]
givers   = "40%"
partners = 0.6

[feelings]
overruled = -1
memory    = "60 days"

[leverage]
deference = 0
"#;
    let text = (SMALL.to_owned() + more + CAPTURE)
        .replace("charged = \"pro_rata\"", "charged = \"earmarked\"\npaid = \"first_come\"\nlock_up = \"10 days\"\npenalty = \"5%\"")
        .replace("[adversary]", "window = { every = \"90 days\", lasts = \"14 days\" }\n\n[adversary]\ndiscovery = \"45 days\"")
        .replace(
            "plan     = [",
            "plan     = [{ flood = { arrivals = \"3 per day\", size = 100, from = \"30 days\", lasts = \"10 days\" } }, { buy_weight = { tokens = 1_000, price = 0.25, at = \"5 days\" } }, ",
        )
        .replace("drained_above", "by_harm = true\nby_control = \"90 days\"\ndrained_above")
        .replace("members = 5", "members = 5\nbudget = { amount = 2_000, every = \"30 days\" }");
    let (scenario, warnings) =
        said_in_folder(&text, None, &[("exit.notice.retractable", "false")]).unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(warnings, "");
    assert_eq!(scenario.organisation.fair, [0.6, 0.4, 0.0]);
    let again =
        Scenario::parse("small", &scenario.resolved).unwrap_or_else(|problems| panic!("{problems}\n{}", scenario.resolved));
    assert_eq!(format!("{scenario:#?}"), format!("{again:#?}"));
}

#[test]
fn insiders_who_are_not_there_are_told() {
    said_of(
        &capture("seats = 3", "seats = 6"),
        &expect![[r#"
        error: expected at most 5 insiders, all of group `makers`, found 6
          --> small.toml:28:40
           |
        28 | insiders = { group = "makers", seats = 6 }
           |                                        ^
    "#]],
    );
    said_of(
        &capture("\"makers\"", "\"maker\""),
        &expect![[r#"
        error: there is no group `maker`
          --> small.toml:28:22
           |
        28 | insiders = { group = "maker", seats = 3 }
           |                      ^^^^^^^
        hint: did you mean `makers`?
    "#]],
    );
    said_of(
        &capture(
            "insiders = { group = \"makers\", seats = 3 }",
            "insiders = { group = \"makers\", seats = 0 }\nkind = \"operatonal\"",
        ),
        &expect![[r#"
            error: expected at least 1 insider, found 0
              --> small.toml:28:40
               |
            28 | insiders = { group = "makers", seats = 0 }
               |                                        ^
            hint: take `[adversary]` out where everybody is honest

            error: there is no kind of decision `operatonal`
              --> small.toml:29:8
               |
            29 | kind = "operatonal"
               |        ^^^^^^^^^^^^
            hint: did you mean `operational`?
        "#]],
    );
}

#[test]
fn a_plan_that_cannot_be_is_told() {
    said_of(
        &capture("{ self_deal = { share_of_pool = \"5%\", every = \"60 days\" } }", ""),
        &expect![[r#"
        error: an adversary without a plan does nothing
          --> small.toml:29:12
           |
        29 | plan     = []
           |            ^^
        hint: add a move, as in `plan = [{ self_deal = { share_of_pool = "5%", every = "60 days" } }]`
    "#]],
    );
    said_of(
        &capture("share_of_pool = \"5%\"", "share_of_pool = 5"),
        &expect![[r#"
        error: expected a share between 0 and 1, found 5
          --> small.toml:29:45
           |
        29 | plan     = [{ self_deal = { share_of_pool = 5, every = "60 days" } }]
           |                                             ^
        hint: shares are fractions; 5 percent is `0.05`
    "#]],
    );
    said_of(
        &capture("share_of_pool = \"5%\"", "share_of_pool = 0, diverted = 0"),
        &expect![[r#"
        error: expected a share above 0, found 0
          --> small.toml:29:45
           |
        29 | plan     = [{ self_deal = { share_of_pool = 0, diverted = 0, every = "60 days" } }]
           |                                             ^

        error: expected a share above 0, found 0
          --> small.toml:29:59
           |
        29 | plan     = [{ self_deal = { share_of_pool = 0, diverted = 0, every = "60 days" } }]
           |                                                           ^
    "#]],
    );
    said_of(
        &capture("self_deal", "selfdeal"),
        &expect![[r#"
        error: unknown word `selfdeal`
          --> small.toml:29:15
           |
        29 | plan     = [{ selfdeal = { share_of_pool = "5%", every = "60 days" } }]
           |               ^^^^^^^^
        hint: did you mean `self_deal`?
    "#]],
    );
}

#[test]
fn an_adversary_needs_a_seat_somewhere() {
    let text = capture("\"makers\"", "\"partners\"").replace("seats     = [\"board\"]\n", "");
    said_of(
        &text.replace("window = \"72 hours\"", "window = \"3 days\""),
        &expect![[r#"
        error: this body has no seats, so it can never decide
          --> small.toml:19:23
           |
        19 | optimistic = { body = "board", window = "3 days", objections = { seats = 2 } }
           |                       ^^^^^^^
        hint: give a group `seats` in it

        error: group `partners` sits in no body, so the adversary can propose nothing
          --> small.toml:27:22
           |
        27 | insiders = { group = "partners", seats = 3 }
           |                      ^^^^^^^^^^
        hint: give the group `seats`, or name a cell
    "#]],
    );
}

#[test]
fn an_exit_that_cannot_be_is_told() {
    said_of(
        &capture(
            "notice  = { length = \"30 days\", retractable = true }",
            "penalty = 1.5\nwindow = { every = \"30 days\", lasts = \"30 days\" }",
        ),
        &expect![[r#"
            error: expected a share between 0 and 1, found 1.5
              --> small.toml:25:11
               |
            25 | penalty = 1.5
               |           ^^^
            hint: shares are fractions; 1.5 percent is `0.015`
        "#]],
    );
    said_of(
        &capture(
            "notice  = { length = \"30 days\", retractable = true }",
            "window = { every = \"30 days\", lasts = \"30 days\" }",
        ),
        &expect![[r#"
            error: expected a window shorter than the 30 days between two, found 30 days
              --> small.toml:25:39
               |
            25 | window = { every = "30 days", lasts = "30 days" }
               |                                       ^^^^^^^^^
            hint: leave `window` out where notice can be given on any day
        "#]],
    );
    said_of(
        &capture("takes   = \"own_uncommitted\"\n", ""),
        &expect![[r#"
        error: missing key `takes`
          --> small.toml:22:1
           |
        22 | [exit]
           | ^^^^^^
    "#]],
    );
}

#[test]
fn money_that_comes_or_is_meant_oddly_is_told() {
    said_of(
        &small("pledge    = 100_000", "pledge    = 100_000\ntranches = { count = 0, every = \"0 days\" }\nearmark = \"makrs\""),
        &expect![[r#"
            error: expected at least 1 tranche, found 0
              --> small.toml:11:22
               |
            11 | tranches = { count = 0, every = "0 days" }
               |                      ^
            hint: leave `tranches` out to pay all at the start

            error: expected a length of time above 0, found 0
              --> small.toml:11:33
               |
            11 | tranches = { count = 0, every = "0 days" }
               |                                 ^^^^^^^^

            error: there is no cell `makrs`
              --> small.toml:12:11
               |
            12 | earmark = "makrs"
               |           ^^^^^^^
            hint: did you mean `makers`?
        "#]],
    );
    said_of(
        &(SMALL.to_owned() + "\n[fair]\npartners = \"50%\"\nmakers = \"40%\"\n"),
        &expect![[r#"
        error: expected shares that add up to 1, found 0.9
          --> small.toml:22:1
           |
        22 | [fair]
           | ^^^^^^
        hint: whoever is left out has none
    "#]],
    );
    said_of(
        &SMALL.replace("makers", "adversary"),
        &expect![[r#"
        error: a stream cannot be called `adversary`
          --> small.toml:15:1
           |
        15 | [cells.adversary]
           | ^^^^^^^^^^^^^^^^^
        hint: the adversary's own proposals go by that name: choose another
    "#]],
    );
}

#[test]
fn what_changes_nothing_is_worth_a_warning() {
    let rows = [
        (
            SMALL.replace("pledge    = 100_000\n", "earmark = \"makers\"\n") + "[exit]\ntakes = \"deposit\"\npaid = \"batch\"\n",
            expect![[r#"
                warning: an earmark changes nothing here
                  --> small.toml:10:11
                   |
                10 | earmark = "makers"
                   |           ^^^^^^^^
                hint: say `charged = "earmarked"` under `[exit]`, or take `earmark` out

                warning: nobody pledges any money, so leavers take none along
                  --> small.toml:21:1
                   |
                21 | [exit]
                   | ^^^^^^
                hint: give a group a `pledge`, or take `[exit]` out
            "#]],
        ),
        (
            SMALL.to_owned() + "[captured]\nby_harm = true\n",
            expect![[r#"
            warning: nobody can capture anything: there is no adversary
              --> small.toml:21:1
               |
            21 | [captured]
               | ^^^^^^^^^^
            hint: describe one under `[adversary]`, or take `[captured]` out
        "#]],
        ),
        (
            capture("drained_above = \"10%\"", "").replace("every = \"60 days\"", "every = \"60 days\", from = \"1 year\""),
            expect![[r#"
                warning: there is an adversary, but nothing counts as capture
                  --> small.toml:27:1
                   |
                27 | [adversary]
                   | ^^^^^^^^^^^
                hint: add `[captured]` with `by_harm = true`, `by_control = "90 days"` or `drained_above = "10%"`

                warning: this move never comes: the run ends after 365 days, found 365 days
                  --> small.toml:29:77
                   |
                29 | plan     = [{ self_deal = { share_of_pool = "5%", every = "60 days", from = "1 year" } }]
                   |                                                                             ^^^^^^^^
                hint: start it earlier, or make the horizon longer
            "#]],
        ),
    ];
    for (text, expected) in rows {
        let (_, warnings) = said_in_folder(&text, None, &[]).unwrap_or_else(|said| panic!("{said}"));
        expected.assert_eq(&warnings);
    }
}
