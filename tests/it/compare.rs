//! Comparisons: the same dice on both sides, so that whatever differs is the rule.

use expect_test::{Expect, expect};
use folkmoot::event::Outcome;
use folkmoot::experiment::compare::{Comparison, Contest, compare};
use folkmoot::scenario::Scenario;
use serde_json::Value;
use std::fs;
use std::process::{Command, Output};
use std::sync::atomic::AtomicBool;

const PARTNERSHIP: &str = "scenarios/partnership.toml";
const ONE_DAY: &str = "day:decisions.operational.route.review.optimistic.window=\"1 day\"";

fn folkmoot(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_folkmoot")).args(args).output().expect("the program starts")
}

fn printed(args: &[&str]) -> String {
    let done = folkmoot(args);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("it prints text")
}

#[track_caller]
fn refused(args: &[&str], message: &Expect) {
    let done = folkmoot(args);
    message.assert_eq(&String::from_utf8_lossy(&done.stderr));
    assert_eq!((done.status.code(), done.stdout.len()), (Some(2), 0));
}

fn edited(edits: &[(&str, &str)]) -> Scenario {
    let edits: Vec<(String, String)> = edits.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    Scenario::load_with(PARTNERSHIP, &edits).unwrap_or_else(|problems| panic!("{problems}")).0
}

fn compared(scenarios: &[Scenario], metrics: &[&str], replicates: u64) -> Comparison {
    let metrics: Vec<String> = metrics.iter().map(|id| (*id).to_owned()).collect();
    let contest = Contest { scenarios, metrics: &metrics, replicates, threads: 2 };
    compare(&contest, &AtomicBool::new(false), &mut || {}).expect("nobody stops it")
}

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";

#[test]
fn a_rule_set_does_not_differ_from_itself() {
    let same = [edited(&[]), edited(&[])];
    let ids: Vec<&str> = folkmoot::metrics::all().map(|metric| metric.id).collect();
    let verdict = compared(&same, &ids, 6);
    let pair = &verdict.pairs[0];
    for contrast in &pair.contrasts {
        let id = &verdict.standings[contrast.metric].metric.id;
        let Some(paired) = contrast.paired else { continue };
        let interval = paired.interval.map_or((0.0, 0.0), |interval| (interval.low, interval.high));
        let zero = [paired.difference, interval.0, interval.1].iter().all(|number| number.abs() < 1e-300);
        assert!(zero && paired.variance_ratio.is_none() && paired.p.is_none_or(|p| p >= 1.0), "{id}: {paired:?}");
    }
    let changes = &pair.changes;
    assert_eq!((changes.changed, changes.kinds().len()), (0, 0));
    assert!(changes.matched > 500 && changes.submitted == [changes.matched; 2], "{changes:?}");
    let halves = |best: &Vec<f64>| best.iter().all(|share| (share - 0.5).abs() < 1e-12);
    assert!(verdict.standings.iter().all(|standing| halves(&standing.best)));
}

#[test]
fn a_shorter_window_lets_pass_what_a_longer_one_blocks() {
    let two = [edited(&[(WINDOW, "14 days")]), edited(&[(WINDOW, "1 day")])];
    let verdict = compared(&two, &["participation", "delay_p90_days", "harm_passed_share"], 20);
    let pair = &verdict.pairs[0];
    let blocked = |side: &str| side == "stage review: it is blocked";
    let passed = |side: &str| side == "stage review: it passes";
    let count = |from: fn(&str) -> bool, to: fn(&str) -> bool| -> u64 {
        let kinds = pair.changes.kinds().into_iter().filter(|change| from(&change.parted[0]) && to(&change.parted[1]));
        kinds.map(|change| change.n).sum()
    };
    let (freed, stopped) = (count(blocked, passed), count(passed, blocked));
    assert!(freed >= 10 && stopped == 0, "{freed} pass only the short window, {stopped} only the long one");
    let through =
        pair.changes.kinds().into_iter().filter(|change| change.outcomes == [Some(Outcome::Rejected), Some(Outcome::Executed)]);
    assert!(through.map(|change| change.n).sum::<u64>() > 0);
    for (contrast, sign) in pair.contrasts.iter().zip([-1.0, -1.0, 1.0]) {
        let paired = contrast.paired.expect("every run has a value");
        assert!(paired.difference * sign > 0.0, "{}: {paired:?}", verdict.standings[contrast.metric].metric.id);
    }
    assert!(pair.contrasts[..2].iter().all(|contrast| contrast.p_holm.is_some_and(|p| p < 0.01)));
    assert!(pair.contrasts.iter().all(|contrast| contrast.paired.is_some_and(|paired| paired.variance_ratio > Some(1.0))));
}

#[test]
fn every_change_is_counted_once_and_its_example_can_be_traced() {
    let verdict = compared(&[edited(&[]), edited(&[(WINDOW, "14 days")])], &["backlog"], 12);
    let changes = &verdict.pairs[0].changes;
    assert!(changes.changed > 0);
    assert_eq!(changes.kinds().iter().map(|change| change.n).sum::<u64>(), changes.changed);
    for change in changes.kinds() {
        let example = &change.example;
        let replicate = example.replicate.to_string();
        let trace = ["trace", PARTNERSHIP, "--replicate", &replicate, "--proposal", &example.proposal];
        let edit = format!("{WINDOW}=14 days");
        let told = [printed(&trace), printed(&[&trace[..], &["--set", &edit]].concat())];
        for ((story, example), outcome) in told.iter().zip(&example.told).zip(change.outcomes) {
            let plain = story.split_whitespace().collect::<Vec<&str>>().join(" ");
            if let Some((day, sentence)) = example.strip_prefix("day ").and_then(|told| told.split_once(": ")) {
                assert!(plain.contains(sentence) && plain.contains(&format!("Day {day}.")), "{example}\n{story}");
            }
            let end = outcome.map_or("still open at the end", folkmoot::story::words::outcome);
            assert!(plain.contains(end), "{end}\n{story}");
        }
    }
}

#[test]
fn other_streams_and_bodies_match_where_they_can() {
    let fewer = edited(&[("cells.gardens.members", "3"), ("people.core.count", "5")]);
    let other = Scenario::load("scenarios/board_approval.toml").unwrap_or_else(|problems| panic!("{problems}"));
    let verdict = compared(&[edited(&[]), fewer, other], &["decisions_per_month"], 4);
    assert_eq!(verdict.pairs.iter().map(|pair| pair.of).collect::<Vec<_>>(), [[0, 1], [0, 2], [1, 2]]);
    for pair in &verdict.pairs {
        let changes = &pair.changes;
        let least = changes.submitted.into_iter().min().unwrap_or(0);
        assert!(changes.matched <= least && 2 * changes.matched > least, "{changes:?}");
    }
    let best: f64 = verdict.standings[0].best.iter().sum();
    assert!((best - 1.0).abs() < 1e-12);
}

#[test]
fn a_comparison_does_not_depend_on_threads() {
    let args = ["compare", PARTNERSHIP, "--with", ONE_DAY, "--replicates", "9"];
    for json in [&[][..], &["--json"]] {
        let of = |threads: &str| printed(&[&args[..], &["--threads", threads], json].concat());
        assert_eq!(of("1"), of("3"));
    }
}

#[test]
fn a_comparison_reads_in_plain_words() {
    let metrics = "harm_passed_share,delay_p90_days,captured";
    let told = printed(&["compare", PARTNERSHIP, "--with", ONE_DAY, "--replicates", "20", "--metrics", metrics]);
    expect![[r#"
        A  partnership: folkmoot run scenarios/partnership.toml --seed 7 --replicates 20
        B  day: folkmoot run scenarios/partnership.toml --set 'decisions.operational.route.review.optimistic.window="1 day"' --seed 7 --replicates 20

        20 runs of 730 days each under the same dice, seed 7. In brackets: 95 % intervals.

        B - A: what changes from partnership to day

        metric             A     B          difference              dice   p        best
        harm_passed_share  58.8  58.7 %     -0.11 (-0.64 to +0.41)  x145   1.000    A 48 %, B 52 %
        delay_p90_days     9.18  7.54 days  -1.64 (-1.86 to -1.43)  x2.43  < 0.001  A 0 %, B 100 %
        One metric is the same in every run.

        2634 proposals were submitted in A, 2635 in B, 2634 of them in both. The fate of 27 changed.

          10 accepted without money for it in A, carried out in B (1 of them harmful).
          research-30 of replicate 1:
            A: accepted without money for it.
               folkmoot trace scenarios/partnership.toml --seed 7 --replicate 1 --proposal research-30
            B: carried out.
               folkmoot trace scenarios/partnership.toml --set 'decisions.operational.route.review.optimistic.window="1 day"' --seed 7 --replicate 1 --proposal research-30

          7 carried out in A, accepted without money for it in B (2 of them harmful).
          playbooks-53 of replicate 6:
            A: carried out.
               folkmoot trace scenarios/partnership.toml --seed 7 --replicate 6 --proposal playbooks-53
            B: accepted without money for it.
               folkmoot trace scenarios/partnership.toml --set 'decisions.operational.route.review.optimistic.window="1 day"' --seed 7 --replicate 6 --proposal playbooks-53

          3 still open at the end in A, accepted without money for it in B (1 of them harmful). In A not decided by the end; in B stage review: it passes.
          playbooks-49 of replicate 7:
            A: not decided by the end.
               folkmoot trace scenarios/partnership.toml --seed 7 --replicate 7 --proposal playbooks-49
            B: day 729: stage review ends after 1 day: one of five read it, nobody objected; it passes.
               folkmoot trace scenarios/partnership.toml --set 'decisions.operational.route.review.optimistic.window="1 day"' --seed 7 --replicate 7 --proposal playbooks-49

          2 still open at the end in A, carried out in B. In A not decided by the end; in B stage review: it passes.
          playbooks-56 of replicate 10:
            A: not decided by the end.
               folkmoot trace scenarios/partnership.toml --seed 7 --replicate 10 --proposal playbooks-56
            B: day 729: stage review ends after 1 day: one of six read it, nobody objected; it passes.
               folkmoot trace scenarios/partnership.toml --set 'decisions.operational.route.review.optimistic.window="1 day"' --seed 7 --replicate 10 --proposal playbooks-56

          1 carried out in A, rejected in B (1 of them harmful). In A stage core: it has consent; in B stage cell: it has no consent.
          adversary-12 of replicate 9:
            A: day 664: stage core ends after 4 days: one of three took part, nobody objected; it has consent.
               folkmoot trace scenarios/partnership.toml --seed 7 --replicate 9 --proposal adversary-12
            B: day 661: stage cell ends after 1 day: four of four took part, one objection stands; it has no consent.
               folkmoot trace scenarios/partnership.toml --set 'decisions.operational.route.review.optimistic.window="1 day"' --seed 7 --replicate 9 --proposal adversary-12

          1 carried out in A, rejected in B. In A stage core: it has consent; in B stage core: it has no consent.
          gardens-7 of replicate 14:
            A: day 118: stage core ends the same day: four of four took part, nobody objected; it has consent.
               folkmoot trace scenarios/partnership.toml --seed 7 --replicate 14 --proposal gardens-7
            B: day 118: stage core ends the same day: four of four took part, one objection stands; it has no consent.
               folkmoot trace scenarios/partnership.toml --set 'decisions.operational.route.review.optimistic.window="1 day"' --seed 7 --replicate 14 --proposal gardens-7
          3 more in 3 other ways.
    "#]].assert_eq(&told);
}

#[test]
fn programs_read_one_object_as_the_help_says() {
    let args = ["compare", PARTNERSHIP, "--with", ONE_DAY, "--replicates", "8", "--json"];
    let object: Value = serde_json::from_str(&printed(&args)).expect("it is JSON");
    let help = printed(&["compare", "--help"]);
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<String>>();
    let pair = &object["pairs"][0];
    let shapes =
        [&object, &object["scenarios"][0], pair, &pair["metrics"]["backlog"], &pair["fates"], &pair["fates"]["changes"][0]];
    for key in shapes.into_iter().flat_map(keys) {
        assert!(help.contains(&key), "`{key}` is not in the help");
    }
    let example = &pair["fates"]["changes"][0]["example"];
    for side in ["trace_a", "trace_b"] {
        assert!(example[side].as_str().is_some_and(|line| line.starts_with("folkmoot trace scenarios/partnership.toml")));
    }
    assert_eq!(object["metrics"]["backlog"]["n"], 8);
}

#[test]
fn a_folder_holds_tables_and_a_picture() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let out = place.path().join("a-b").display().to_string();
    let args = ["compare", PARTNERSHIP, "--with", ONE_DAY, "--replicates", "8", "--out", &out];
    printed(&args);
    let read =
        |name: &str| fs::read_to_string(place.path().join("a-b").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let contrasts = read("contrasts.csv");
    assert!(
        contrasts.lines().count() == 1 + folkmoot::metrics::all().count()
            && contrasts.contains("partnership,day,harm_passed_share")
    );
    assert!(read("changes.csv").starts_with("a,b,from,to,n,harmful,parted_a,parted_b,"));
    if cfg!(feature = "plots") {
        let svg = read("plots/contrasts_partnership_day.svg");
        assert!(svg.contains("<title>What changes from partnership to day</title>") && !svg.contains("NaN"));
    }
    let again = folkmoot(&args);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("a file that is already there"));
    printed(&[&args[..], &["--force"]].concat());
}

#[test]
fn requests_that_compare_nothing_are_refused() {
    refused(
        &["compare", PARTNERSHIP],
        &expect![[r#"
        error: expected two or more to compare, found one rule set
          --> the command line
        hint: `folkmoot compare a.toml b.toml`, or `--with five:people.core.count=5`
    "#]],
    );
    refused(
        &["compare", PARTNERSHIP, PARTNERSHIP],
        &expect![[r#"
        error: expected names that differ, found `partnership` twice
          --> the command line
        hint: rename one of the files, or the version
    "#]],
    );
    refused(
        &["compare", PARTNERSHIP, "scenarios/all_honest.toml", "--with", ONE_DAY],
        &expect![[r#"
        error: expected one file for `--with`, found `--with day:...` and several files
          --> the command line
        hint: compare versions of one file, or several files as they are; `--set` changes all
    "#]],
    );
    refused(
        &["compare", PARTNERSHIP, "--with", ONE_DAY, "--metrics", "harm"],
        &expect![[r#"
        error: expected a metric of `partnership`, found `harm`
          --> --metrics
        hint: `folkmoot metrics` lists them
    "#]],
    );
    refused(
        &["compare", PARTNERSHIP, "--with", "day"],
        &expect![[r#"
        error: invalid value 'day' for '--with <NAME:PATH=VALUE>': expected NAME:PATH=VALUE, such as `five:people.core.count=5`

        For more information, try '--help'.
    "#]],
    );
    refused(
        &["compare", PARTNERSHIP, "--with", "x:people.cores.count=2"],
        &expect![[r#"
        error: there is no `cores` in `people`
         --> command line:1:14
          |
        1 | --set people.cores.count=2
          |              ^^^^^
        hint: did you mean `core`?
    "#]],
    );
}
