//! `folkmoot power` as people and programs meet it: whole messages, exit codes, pictures.

use expect_test::{Expect, expect};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().expect("a folder can be made"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the file can be written");
    }

    fn power(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
        command.arg("power").args(args).current_dir(self.0.path()).output().expect("the program starts")
    }

    fn says(&self, args: &[&str], expected: &Expect) {
        let output = self.power(args);
        assert!(output.status.success(), "{}", text(&output.stderr));
        expected.assert_eq(&text(&output.stdout));
    }

    fn refuses(&self, args: &[&str], expected: &Expect) {
        let output = self.power(args);
        expected.assert_eq(&text(&output.stderr));
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()), "{args:?}");
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.power(&[args, &["--json"]].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("it is JSON")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const FOUNDERS: &str = "Germany=4,France=4,Italy=4,Belgium=2,Netherlands=2,Luxembourg=1";

#[test]
fn a_council_is_told_seat_by_seat() {
    Place::new().says(
        &["--weights", FOUNDERS, "--quota", "12"],
        &expect![[r#"
        carried by 12 or more of 17 votes

        seat         weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        Germany      4       0.2353  10      0.3125    0.2381   0.2333   0.7143   0.2000    0.2083         0.2000  0.2500
        France       4       0.2353  10      0.3125    0.2381   0.2333   0.7143   0.2000    0.2083         0.2000  0.2500
        Italy        4       0.2353  10      0.3125    0.2381   0.2333   0.7143   0.2000    0.2083         0.2000  0.2500
        Belgium      2       0.1176  6       0.1875    0.1429   0.1500   0.4286   0.1200    0.1875         0.2000  0.1250
        Netherlands  2       0.1176  6       0.1875    0.1429   0.1500   0.4286   0.1200    0.1875         0.2000  0.1250
        Luxembourg   1       0.0588  0       0         0        0        0        0         0              0       0

        power to act    0.2188  share of coalitions that carry (Coleman)
        nakamoto_pass   3       fewest seats that carry together
        nakamoto_block  2       fewest seats that stop everything together
        Gini            0.2255  of weight
        HHI             0.1972  of weight
        Theil           0.1002  of weight
        dummies         Luxembourg
        blockers        none
        method          exact, over all 64 coalitions
    "#]],
    );
}

#[test]
fn a_quota_may_be_a_share_and_a_tie_falls_where_it_says() {
    let place = Place::new();
    for (weights, quota, votes) in [
        ("5,4,3", "8", "8"),
        ("5,4,3", "> 8", "9"),
        ("5,4,3", ">=8", "8"),
        ("5,4,3", "50%", "6"),
        ("5,4,3", "> 50%", "7"),
        ("5,4,4", "50%", "7"),
        ("5,4,4", "> 50%", "7"),
        ("5,4,3", "2/3", "8"),
        ("5,4,3", ">2/3", "9"),
        ("5,4,3", "66.7%", "9"),
        ("5,4,3", "100%", "12"),
    ] {
        let found = place.json(&["--weights", weights, "--quota", quota]);
        assert_eq!(found["quota"], votes, "{quota} of {weights}");
    }
}

#[test]
fn json_tells_fractions_exactly() {
    let found = Place::new().json(&["--weights", "10,9,6,5", "--names", "a,b,c,d", "--quota", "16"]);
    // numbersandshapes.net, "Voting power (5)".
    let exact = |index: &str| -> Vec<String> {
        let seats = found["seats"].as_array().expect("a list of seats").iter();
        seats.map(|seat| seat[index]["exact"].as_str().expect("counted").to_owned()).collect()
    };
    assert_eq!(exact("banzhaf"), ["5/12", "1/4", "1/4", "1/12"]);
    assert_eq!(exact("shapley_shubik"), ["5/12", "1/4", "1/4", "1/12"]);
    assert_eq!(exact("banzhaf_absolute"), ["5/8", "3/8", "3/8", "1/8"]);
    assert_eq!(exact("coleman_prevent"), ["5/7", "3/7", "3/7", "1/7"]);
    assert_eq!(exact("coleman_initiate"), ["5/9", "1/3", "1/3", "1/9"]);
    assert_eq!(exact("deegan_packel"), ["1/3", "5/18", "5/18", "1/9"]);
    assert_eq!(exact("holler"), ["2/7", "2/7", "2/7", "1/7"]);
    assert_eq!(exact("johnston"), ["1/2", "2/9", "2/9", "1/18"]);
    assert_eq!((found["act"]["exact"].as_str(), found["winning"].as_str()), (Some("7/16"), Some("7")));
    assert_eq!((&found["nakamoto_pass"], &found["nakamoto_block"]), (&Value::from(2), &Value::from(2)));
    assert_eq!(found["banzhaf_method"]["name"], "exact");
}

#[test]
fn a_table_of_shareholders_is_read() {
    let place = Place::new();
    place.write("shares.csv", "name,weight\nAcme,50\n\"Beta, Inc\",49\nGamma,1\n");
    place.says(
        &["--file", "shares.csv", "--quota", "> 50%"],
        &expect![[r#"
        carried by 51 or more of 100 votes

        seat       weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        Acme       50      0.5000  3       0.7500    0.6000   0.6667   1.0000   0.6000    0.5000         0.5000  0.6667
        Beta, Inc  49      0.4900  1       0.2500    0.2000   0.1667   0.3333   0.2000    0.2500         0.2500  0.1667
        Gamma      1       0.0100  1       0.2500    0.2000   0.1667   0.3333   0.2000    0.2500         0.2500  0.1667

        power to act    0.3750  share of coalitions that carry (Coleman)
        nakamoto_pass   2       fewest seats that carry together
        nakamoto_block  1       fewest seats that stop everything together
        Gini            0.3267  of weight
        HHI             0.4902  of weight
        Theil           0.3564  of weight
        dummies         none
        blockers        Acme
        method          exact, over all 8 coalitions
    "#]],
    );
}

#[test]
fn the_college_of_electors_is_counted_exactly() {
    // Electors of the 1990s by state: 270 of 538 carry. All but the largest states and the many small ones differ in weight.
    let college: &[(u32, usize)] = &[
        (54, 1),
        (33, 1),
        (32, 1),
        (25, 1),
        (23, 1),
        (22, 1),
        (21, 1),
        (18, 1),
        (15, 1),
        (14, 1),
        (13, 2),
        (12, 2),
        (11, 4),
        (10, 2),
        (9, 2),
        (8, 6),
        (7, 3),
        (6, 2),
        (5, 4),
        (4, 6),
        (3, 8),
    ];
    let weights: Vec<String> = college.iter().flat_map(|&(votes, n)| vec![votes.to_string(); n]).collect();
    assert_eq!(weights.len(), 51);
    let found = Place::new().json(&["--weights", &weights.join(","), "--quota", "270"]);
    assert_eq!((found["total"].as_str(), found["shapley_method"]["name"].as_str()), (Some("538"), Some("exact")));
    assert_eq!(found["coalitions"], (1_u64 << 51).to_string());
    let sum: f64 =
        found["seats"].as_array().expect("seats").iter().filter_map(|seat| seat["shapley_shubik"]["value"].as_f64()).sum();
    assert!((sum - 1.0).abs() < 1e-12, "{sum}");
}

#[test]
fn a_hundred_seats_with_a_hundred_thousand_votes_are_counted_exactly() {
    let mut weights: Vec<u64> = (1..100).map(|seat| 500 + 10 * seat + seat % 7).collect();
    weights.push(100_000 - weights.iter().sum::<u64>());
    let weights: Vec<String> = weights.iter().map(u64::to_string).collect();
    let found = Place::new().json(&["--weights", &weights.join(","), "--quota", "> 50%"]);
    assert_eq!((found["total"].as_str(), found["quota"].as_str()), (Some("100000"), Some("50001")));
    assert_eq!((&found["banzhaf_method"]["name"], &found["shapley_method"]["name"]), (&"exact".into(), &"exact".into()));
    assert_eq!(found["coalitions"], (1_u128 << 100).to_string());
}

#[test]
fn too_many_unequal_seats_are_sampled_and_it_says_so() {
    let place = Place::new();
    let weights: Vec<String> = (0..60_u64).map(|seat| (1_000_000_007 + seat * seat * 7_919).to_string()).collect();
    let args = ["--weights", &weights.join(","), "--quota", "> 50%"];
    let found = place.json(&args);
    assert_eq!(found["banzhaf_method"]["name"], "sampled");
    let seat = &found["seats"][0]["shapley_shubik"];
    assert!(seat["exact"].is_null() && seat["low"].as_f64() < seat["value"].as_f64(), "{seat}");
    assert!(found["dummies"].is_null() && found["winning"].is_null());
    let words = text(&place.power(&args).stdout);
    let expected = "method          sampled, seed 1: 100000 coalitions drawn, 100000 orders drawn; 95 % intervals of";
    assert!(words.contains(expected) && words.contains("dummies         not known from samples\n"), "{words}");
    assert_eq!(place.json(&args), found, "the same seed gives the same numbers");
    assert_ne!(place.json(&[&args[..], &["--seed", "2"]].concat()), found);
}

#[test]
fn what_makes_no_game_is_refused() {
    let place = Place::new();
    place.refuses(
        &["--weights", "5,4,3", "--quota", "13"],
        &expect![[r#"
        error: expected at most the 12 votes that there are, found `13`
          --> --quota
        hint: a share such as `'> 50%'` fits any total
    "#]],
    );
    place.refuses(
        &["--weights", "5,4,3", "--quota", "0"],
        &expect![[r#"
        error: expected a quota of at least 1, found `0`
          --> --quota
        hint: with a quota of 0 nobody is needed, and nobody has power
    "#]],
    );
    place.refuses(
        &["--weights", "5,4,3", "--quota", "half"],
        &expect![[r#"
        error: expected whole votes or a share of them, found `half`
          --> --quota
        hint: write `8` for votes, `60%` or `2/3` for a share of all, `'> 50%'` for more than that
    "#]],
    );
    place.refuses(
        &["--weights", "5,4,3", "--quota", "-1"],
        &expect![[r#"
        error: expected whole votes or a share of them, found `-1`
          --> --quota
        hint: write `8` for votes, `60%` or `2/3` for a share of all, `'> 50%'` for more than that
    "#]],
    );
    place.refuses(
        &["--weights", "5,4,3", "--quota", "> 100%"],
        &expect![[r#"
        error: expected at most the 12 votes that there are, found `> 100%`
          --> --quota
        hint: a share such as `'> 50%'` fits any total
    "#]],
    );
    place.refuses(
        &["--weights", "5,4,3"],
        &expect![[r#"
        error: expected what a coalition needs to win, found no `--quota`
          --> the command line
        hint: add `--quota '> 50%'` for a simple majority
    "#]],
    );
    place.refuses(
        &["--weights", "0,0", "--quota", "1"],
        &expect![[r#"
        error: expected a seat with at least one vote, found no votes at all
          --> --weights
        hint: a seat without votes has no power, and without any votes nobody can win
    "#]],
    );
    place.refuses(
        &["--quota", "1"],
        &expect![[r#"
        error: expected `--weights`, `--file` or a scenario, found neither
          --> the command line
        hint: `folkmoot power --weights 5,4,3 --quota 8`, or `folkmoot power partnership.toml`
    "#]],
    );
}

#[test]
fn what_is_no_seat_is_refused() {
    let place = Place::new();
    place.refuses(
        &["--weights", "5,-4,3", "--quota", "8"],
        &expect![[r#"
        error: expected a whole number of votes from 0 to 18446744073709551615, found `-4`
          --> --weights, seat 2
        hint: the unit is yours: count in thousandths, and 2.5 votes are 2500
    "#]],
    );
    place.refuses(
        &["--weights", "5,2.5", "--quota", "5"],
        &expect![[r#"
        error: expected a whole number of votes from 0 to 18446744073709551615, found `2.5`
          --> --weights, seat 2
        hint: the unit is yours: count in thousandths, and 2.5 votes are 2500
    "#]],
    );
    place.refuses(
        &["--weights", "Acme=5,Beta=many", "--quota", "5"],
        &expect![[r#"
        error: expected a whole number of votes from 0 to 18446744073709551615, found `many`
          --> --weights, seat 2
        hint: the unit is yours: count in thousandths, and 2.5 votes are 2500
    "#]],
    );
    place.refuses(
        &["--weights", "", "--quota", "5"],
        &expect![[r#"
        error: expected at least one seat, found nothing
          --> --weights
        hint: write the votes as `--weights 5,4,3`
    "#]],
    );
    place.refuses(
        &["--weights", "5,,3", "--quota", "5"],
        &expect![[r#"
        error: expected a whole number of votes from 0 to 18446744073709551615, found ``
          --> --weights, seat 2
        hint: the unit is yours: count in thousandths, and 2.5 votes are 2500
    "#]],
    );
    place.refuses(
        &["--weights", "A=5,A=3", "--quota", "5"],
        &expect![[r#"
        error: expected every name once, found `A` twice
          --> --weights
        hint: give each seat a name of its own; whoever acts as one has one seat with the votes of both
    "#]],
    );
    place.refuses(
        &["--weights", "5,3", "--names", "A", "--quota", "5"],
        &expect![[r#"
        error: expected a name for each of 2 seats, found 1 names
          --> --names
        hint: names are in the order of `--weights`, none of them empty
    "#]],
    );
    place.refuses(
        &["--weights", "A=5,B=3", "--names", "A,B", "--quota", "5"],
        &expect![[r#"
        error: expected names in one place, found names in `--weights` too
          --> --names
        hint: leave out `--names`, or the `NAME=`
    "#]],
    );
}

#[test]
fn a_table_that_does_not_fit_is_refused_with_its_line() {
    let place = Place::new();
    place.refuses(
        &["--file", "none.csv", "--quota", "5"],
        &expect![[r#"
            error: expected a CSV table that can be read, found No such file or directory (os error 2)
              --> none.csv
            hint: name a file that is there and may be read
        "#]],
    );
    place.write("shares.csv", "name,votes\nAcme,5\n");
    place.refuses(
        &["--file", "shares.csv", "--quota", "5"],
        &expect![[r#"
        error: expected a column `weight`, found the columns `name,votes`
          --> shares.csv
        hint: the first line names the columns: `name,weight`
    "#]],
    );
    place.write("shares.csv", "name,weight\nAcme,5\nBeta,x\n");
    place.refuses(
        &["--file", "shares.csv", "--quota", "5"],
        &expect![[r#"
        error: expected a whole number of votes from 0 to 18446744073709551615, found `x`
          --> shares.csv:3
        hint: the unit is yours: count in thousandths, and 2.5 votes are 2500
    "#]],
    );
    place.write("shares.csv", "name,weight\n");
    place.refuses(
        &["--file", "shares.csv", "--quota", "5"],
        &expect![[r#"
        error: expected at least one seat, found no seats below the first line
          --> shares.csv
        hint: one seat a line: `Acme,5`
    "#]],
    );
    let json = place.power(&["--weights", "5,4,3", "--quota", "13", "--json"]);
    expect![[r#"
        {"error":{"expected":"at most the 12 votes that there are","found":"`13`","hint":"a share such as `'> 50%'` fits any total","place":"--quota"}}
    "#]].assert_eq(&text(&json.stdout));
    assert_eq!((json.status.code(), text(&json.stderr)), (Some(2), String::new()));
}

/// A scenario in which each rule decides something.
const EVERY_RULE: &str = r#"
schema   = 1
question = "Who could turn what?"
horizon  = "1 year"
[people.funders]
archetype = "institutional_funder"
seats     = ["holders", "assembly"]
members   = [{ name = "Ada", tokens = 5 }, { name = "Bo", tokens = 4 }, { name = "Cy", tokens = 2.5 }]
[people.workers]
archetype = "strategic_partner"
count     = 2
tokens    = 1
seats     = ["assembly", "board"]
[bodies.holders]
kind = "stakeholder_group"
[bodies.assembly]
kind = "community"
[bodies.board]
kind = "council"
[cells.makers]
members = 3
work    = { arrivals = "2 per month", size = 1_000 }
[[decisions.operational.route]]
name    = "own"
consent = { body = "own_cell" }
[[decisions.operational.route]]
name    = "board"
council = { body = "board", approvals = 2 }
[[decisions.operational.route]]
name    = "chair"
executive = { body = "assembly" }
[[decisions.operational.route]]
name       = "veto"
optimistic = { body = "holders", window = "3 days", weight = "tokens", objections = { weight = "1/3" } }
[[decisions.operational.route]]
name       = "houses"
optimistic = { body = "assembly", window = "3 days", objections = { groups = [{ count = 2, each = "50%" }] } }
[[decisions.operational.route]]
name = "vote"
vote = { body = "assembly", period = "7 days", weight = "tokens", cap = "25%", quorum = { participation = "50%" } }
[[decisions.operational.route]]
name = "never"
vote = { body = "board", period = "7 days", quorum = { participation_weight = 9 } }
[[decisions.operational.route]]
name     = "wait"
timelock = { delay = "3 days" }
"#;

#[test]
#[expect(clippy::too_many_lines, reason = "one message, whole")]
fn every_rule_of_a_scenario_is_told_as_a_game() {
    let place = Place::new();
    place.write("every_rule.toml", EVERY_RULE);
    place.says(&["every_rule.toml"], &expect![[r#"
        every_rule
        Who could turn what?

        Power at rest: every stage alone, everybody takes part and takes a side.
        Weights and people are those of run 0 before its first day, seed 1.

        operational / own: consent by makers
        stopped by 1 or more of 3 seats

        seat               weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        makers, each of 3  1       0.3333  1       0.2500    0.3333   0.3333   1.0000   0.1429    0.3333         0.3333  0.3333

        power to act    0.1250  share of coalitions that carry (Coleman)
        nakamoto_pass   3       fewest seats that carry together
        nakamoto_block  1       fewest seats that stop everything together
        Gini            0       of weight
        HHI             0.3333  of weight
        Theil           0       of weight
        dummies         none
        blockers        makers 1, makers 2, makers 3
        method          exact, over all 8 coalitions

        operational / board: council by board
        carried by 2 or more of 2 seats

        seat                weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        workers, each of 2  1       0.5000  1       0.5000    0.5000   0.5000   1.0000   0.3333    0.5000         0.5000  0.5000

        power to act    0.2500  share of coalitions that carry (Coleman)
        nakamoto_pass   2       fewest seats that carry together
        nakamoto_block  1       fewest seats that stop everything together
        Gini            0       of weight
        HHI             0.5000  of weight
        Theil           0       of weight
        dummies         none
        blockers        workers 1, workers 2
        method          exact, over all 4 coalitions

        operational / chair: executive by assembly
        carried by 1 or more of 1 votes

        seat                 weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        Ada                  1       1.0000  16      1.0000    1.0000   1.0000   1.0000   1.0000    1.0000         1.0000  1.0000
        Bo and 1 more, each  0       0       0       0         0        0        0        0         0              0       0
        workers, each of 2   0       0       0       0         0        0        0        0         0              0       0

        group    seats  share   Banzhaf  Shapley
        funders  3      1.0000  1.0000   1.0000
        workers  2      0       0        0

        power to act    0.5000  share of coalitions that carry (Coleman)
        nakamoto_pass   1       fewest seats that carry together
        nakamoto_block  1       fewest seats that stop everything together
        Gini            0.8000  of weight
        HHI             1.0000  of weight
        Theil           1.6094  of weight
        dummies         Bo, Cy, workers 1, workers 2
        blockers        Ada
        method          exact, over all 32 coalitions

        operational / veto: optimistic by holders
        stopped by 3.833334 or more of 11.5 votes; every objection stands, whatever its ground

        seat  weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        Ada   5       0.4348  2       0.5000    0.5000   0.5000   1.0000   0.3333    0.5000         0.5000  0.5000
        Bo    4       0.3478  2       0.5000    0.5000   0.5000   1.0000   0.3333    0.5000         0.5000  0.5000
        Cy    2.5     0.2174  0       0         0        0        0        0         0              0       0

        power to act    0.2500  share of coalitions that carry (Coleman)
        nakamoto_pass   2       fewest seats that carry together
        nakamoto_block  1       fewest seats that stop everything together
        Gini            0.1449  of weight
        HHI             0.3573  of weight
        Theil           0.0374  of weight
        dummies         Cy
        blockers        Ada, Bo
        method          exact, over all 8 coalitions

        operational / houses: optimistic by assembly
        stopped by enough groups, each by its own weight; every objection stands, whatever its ground; any tier of groups is enough

        seat                weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        funders, each of 3  1       0.2000  6       0.3750    0.2308   0.2333   0.3000   0.5000    0.2222         0.2222  0.2121
        workers, each of 2  1       0.2000  4       0.2500    0.1538   0.1500   0.2000   0.3333    0.1667         0.1667  0.1818

        group    seats  share   Banzhaf  Shapley
        funders  3      0.6000  0.6923   0.7000
        workers  2      0.4000  0.3077   0.3000

        power to act    0.6250  share of coalitions that carry (Coleman)
        nakamoto_pass   2       fewest seats that carry together
        nakamoto_block  3       fewest seats that stop everything together
        Gini            0       of weight
        HHI             0.2000  of weight
        Theil           0       of weight
        dummies         none
        blockers        none
        method          exact, over all 32 coalitions

        operational / vote: vote by assembly
        carried by 5.625001 or more of 11.25 votes; everybody votes, so that its quorum is no hurdle; weights are capped

        seat                  weight  share   swings  absolute  Banzhaf  Shapley  prevent  initiate  Deegan-Packel  Holler  Johnston
        Ada and 1 more, each  3.375   0.3000  8       0.5000    0.3333   0.3333   0.5000   0.5000    0.3333         0.3333  0.3333
        Cy                    2.5     0.2222  8       0.5000    0.3333   0.3333   0.5000   0.5000    0.3333         0.3333  0.3333
        workers, each of 2    1       0.0889  0       0         0        0        0        0         0              0       0

        group    seats  share   Banzhaf  Shapley
        funders  3      0.8222  1.0000   1.0000
        workers  2      0.1778  0        0

        power to act    0.5000  share of coalitions that carry (Coleman)
        nakamoto_pass   2       fewest seats that carry together
        nakamoto_block  2       fewest seats that stop everything together
        Gini            0.2533  of weight
        HHI             0.2452  of weight
        Theil           0.1225  of weight
        dummies         workers 1, workers 2
        blockers        none
        method          exact, over all 32 coalitions

        operational / never: vote by board
        no power to measure: not even all seats together carry anything

        operational / wait: timelock
        no power to measure: time alone decides
    "#]]);
}

#[test]
fn a_veto_has_the_power_of_the_vote_that_it_mirrors() {
    let place = Place::new();
    let review = EVERY_RULE.replace(r#"objections = { weight = "1/3" }"#, r#"objections = { weight = "50%" }"#);
    place.write("review.toml", &review);
    let stages = place.json(&["review.toml"]);
    let veto = stages["stages"].as_array().and_then(|all| all.iter().find(|stage| stage["stage"] == "veto")).expect("a veto");
    // Half of 11.5 votes stop, so that more than half must be left to carry.
    let vote = place.json(&["--weights", "Ada=50,Bo=40,Cy=25", "--quota", "> 50%"]);
    for (veto, vote) in veto["power"]["seats"].as_array().expect("seats").iter().zip(vote["seats"].as_array().expect("seats")) {
        for index in ["banzhaf", "banzhaf_absolute", "shapley_shubik", "coleman_prevent", "coleman_initiate", "swings"] {
            assert_eq!(veto[index], vote[index], "{index} of {}", vote["name"]);
        }
    }
    assert_eq!(veto["power"]["act"], vote["act"]);
}

#[test]
fn a_change_of_the_scenario_changes_its_power() {
    let place = Place::new();
    place.write("every_rule.toml", EVERY_RULE);
    let blocked =
        |args: &[&str]| place.json(&[&["every_rule.toml"], args].concat())["stages"][0]["power"]["nakamoto_block"].clone();
    assert_eq!(blocked(&[]), 1);
    assert_eq!(blocked(&["--set", "decisions.operational.route.own.consent.blocked_by=2"]), 2);
    place.refuses(
        &["every_rule.toml", "--set", "cells.makers.members=0"],
        &expect![[r#"
        error: cell `makers` has nobody in it
         --> command line:1:28
          |
        1 | --set cells.makers.members=0
          |                            ^
    "#]],
    );
    place.refuses(
        &["every_rule.toml", "--weights", "1"],
        &expect![[r#"
        error: the argument '[SCENARIO]' cannot be used with '--weights <[NAME=]N,...>'

        Usage: folkmoot power <SCENARIO>

        For more information, try '--help'.
    "#]],
    );
}

#[cfg(feature = "plots")]
#[test]
fn a_picture_is_written_once() {
    let place = Place::new();
    let args = ["--weights", FOUNDERS, "--quota", "12", "--out", "power.svg"];
    assert_eq!(text(&place.power(&args).stderr), "picture: power.svg\n");
    let svg = fs::read_to_string(place.path("power.svg")).expect("a picture");
    for part in ["Luxembourg", "carried by 12 or more of 17 votes", "--quota 12", "<title>"] {
        assert!(svg.contains(part), "{part}");
    }
    place.refuses(
        &args,
        &expect![[r#"
        error: expected a new file, found a file that is already there
          --> power.svg
        hint: `--force` replaces it, `--out` with another name leaves it
    "#]],
    );
    assert!(place.power(&[&args[..], &["--force"]].concat()).status.success());
    assert_eq!(fs::read_to_string(place.path("power.svg")).ok(), Some(svg), "the same picture");
    place.refuses(
        &["--weights", "1", "--quota", "1", "--out", "power.pdf"],
        &expect![[r#"
        error: expected a file that ends in .svg or .png, found `power.pdf`
          --> --out
        hint: `--out power.svg`
    "#]],
    );
}

#[test]
fn a_folder_holds_a_table_and_pictures() {
    let place = Place::new();
    place.write("every_rule.toml", EVERY_RULE);
    assert!(place.power(&["every_rule.toml", "--out", "power"]).status.success());
    let table = fs::read_to_string(place.path("power/power.csv")).expect("a table");
    assert_eq!(table.lines().count(), 1 + 3 + 2 + 5 + 3 + 5 + 5, "{table}");
    assert!(table.lines().all(|line| line.split(',').count() == 24), "{table}");
    let picture = place.path("power/plots/weight_and_power_operational_veto_holders.png");
    assert_eq!(picture.exists(), cfg!(feature = "plots"));
    place.refuses(
        &["every_rule.toml", "--out", "power"],
        &expect![[r#"
        error: expected a new file, found a file that is already there
          --> power/power.csv
        hint: `--force` replaces it, `--out DIR` writes elsewhere
    "#]],
    );
}
