//! Relations that must hold whatever the numbers, from the scenario file to what is counted. No source is needed for them, and
//! they are hard to fool. The fourteen, and where each is held to:
//!
//! | relation | tests |
//! |---|---|
//! | 1 same seed, same bytes; order of a day and names of agents | `determinism`, `laws::the_order_of_the_days_acts_changes_nothing`, here |
//! | 2 scaling all weights; rounding breaks it | `laws::scaling_all_weights_changes_no_fate`, `rules::laws` |
//! | 3 splitting a holder | here, `rules::laws`, `rules::weight` |
//! | 4 higher thresholds and quorums | `laws::a_higher_veto_threshold_…`, `laws::a_higher_quorum_…`, `rules::laws` |
//! | 5 a longer window | `laws::a_longer_window_stops_more_and_takes_longer_one_for_one` |
//! | 6 somebody without weight, dummies, indices that sum to 1 | here, `power::laws` |
//! | 7 money is somewhere after every tick | `organisation::every_unit_of_money_is_somewhere_after_every_tick`, `random` |
//! | 8 pro rata exits | `organisation::the_order_of_pro_rata_exits_matters_no_more_than_dust`, `rules::exhaustive::leaving` |
//! | 9 terminal states, legal events, weight as of the opening | `laws::every_proposal_is_decided_once_or_still_open`, `rules::exhaustive`, here |
//! | 10 nobody objects; one always does | `laws::without_anybody_who_reads_…`, `laws::one_holder_of_the_threshold_…` |
//! | 11 Little's law, arrivals and departures | `oracles::littles_law_holds_on_every_route`, `laws::every_proposal_is_decided_once_or_still_open` |
//! | 12 free attention; delegation that nobody uses | here |
//! | 13 exit and voice, loyalty, hidden ballots, a loan shorter than the timelock | here |
//! | 14 a veto is the dual of a vote | here, `rules::laws` |
//! | labels change nothing but themselves | here, `laws::agents_do_not_know_the_name_of_a_rule` |

use folkmoot::engine::Simulation;
use folkmoot::event::{Event, Outcome};
use folkmoot::experiment::{Run, Worker};
use folkmoot::metrics::Columns;
use folkmoot::rules::approval_hat::Chief;
use folkmoot::rules::vote::Majority;
use folkmoot::scenario::Scenario;
use folkmoot::units::Tick;
use std::sync::atomic::AtomicBool;

fn parse(text: &str) -> Scenario {
    Scenario::parse("relation", text).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

fn shipped(path: &str, sets: &[(&str, &str)]) -> Scenario {
    let sets: Vec<_> = sets.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    Scenario::load_with(path, &sets).unwrap_or_else(|problems| panic!("{}", problems.render(false))).0
}

/// How every proposal of a replicate ended, and when it was submitted.
fn fates(scenario: &Scenario, replicate: u64) -> Vec<(Tick, Option<Outcome>)> {
    let mut sim = Simulation::new(scenario, replicate);
    while sim.step() {}
    let table = sim.world().proposals();
    table.submitted().iter().copied().zip(table.outcome().iter().copied()).collect()
}

fn executed(fates: &[(Tick, Option<Outcome>)]) -> usize {
    fates.iter().filter(|(_, fate)| *fate == Some(Outcome::Executed)).count()
}

/// A board that is asked about everything; nothing couples one proposal to the next.
fn board(people: &str, stage: &str, more: &str) -> String {
    format!(
        r#"
schema = 1
question = "A relation"
horizon = "400 days"
report_every = "400 days"
[space]
course = [0, 0]
purpose_drift = 0
step_share = 0
step_noise = 0
[value]
reference_cost = 1
trust_rate = 0
alarm = 1
[people.proposers]
archetype = "community_member"
count = 1
seats = ["outside"]
[bodies.outside]
kind = "community"
[bodies.board]
kind = "council"
[proposals.stream]
body = "outside"
kind = "operational"
arrivals = "0.5 per day"
size = 1
selective = false
[[decisions.operational.route]]
{stage}
{people}
{more}
"#
    )
}

/// A group of the board with its tokens, one number a member.
fn group(name: &str, tokens: &[u32], traits: &str) -> String {
    let member = |(idx, tokens): (usize, &u32)| format!("{{ name = \"{name} {idx}\", tokens = {tokens} }}");
    let members: Vec<String> = tokens.iter().enumerate().map(member).collect();
    let members = members.join(", ");
    format!(
        "[people.{name}]\narchetype = \"domain_expert\"\nseats = [\"board\"]\nalone = true\nmembers = [{members}]\n{traits}\n"
    )
}

fn vote(words: &str) -> String {
    format!(r#"vote = {{ body = "board", period = "6 days", weight = "tokens", {words} }}"#)
}

fn veto(words: &str) -> String {
    format!(r#"optimistic = {{ body = "board", window = "6 days", weight = "tokens", judged_by = "nobody", {words} }}"#)
}

const READERS: &str = "attention = 0.2\ntheta = 0.1";

#[test]
fn renaming_a_group_changes_no_aggregate_in_distribution() {
    const RUNS: u64 = 60;
    let count = |name: &str| -> Vec<f64> {
        let scenario = parse(&board(&group(name, &[40, 25, 15, 12, 8], READERS), &veto("objections = { weight = \"25%\" }"), ""));
        (0..RUNS).map(|replicate| executed(&fates(&scenario, replicate)) as f64).collect()
    };
    let [one, other] = ["readers", "listeners"].map(count);
    assert_ne!(one, other, "other names are other dice");
    let mean = |counts: &[f64]| counts.iter().sum::<f64>() / RUNS as f64;
    let variance = |counts: &[f64]| {
        counts.iter().map(|count| (count - mean(counts)) * (count - mean(counts))).sum::<f64>() / (RUNS - 1) as f64
    };
    let gap = mean(&one) - mean(&other);
    let squared_error = (variance(&one) + variance(&other)) / RUNS as f64;
    assert!(mean(&one) > 50.0 && gap * gap <= 4.5 * 4.5 * squared_error, "{gap} at a squared error of {squared_error}");
}

#[test]
fn splitting_a_holder_changes_nothing_under_linear_weight_and_pays_under_a_root() {
    // Who gains votes yes, whatever comes; three others vote no.
    let for_all = "attention = 100\nown_benefit = 99\nbenefits_from = \"everything\"";
    let against = group("others", &[20, 20, 20], "attention = 100\nown_benefit = -99\nbenefits_from = \"everything\"");
    let passed = |tokens: &[u32], curve: &str| {
        let scenario = parse(&board(&(group("holder", tokens, for_all) + &against), &vote(&format!("curve = \"{curve}\"")), ""));
        (0..3).map(|replicate| executed(&fates(&scenario, replicate))).sum::<usize>()
    };
    let whole = passed(&[70], "linear");
    assert!(whole > 400, "70 are more than 60: {whole}");
    assert_eq!(passed(&[18, 18, 17, 17], "linear"), whole);
    assert_eq!(passed(&[50], "linear") + passed(&[25, 25], "linear"), 0, "50 are fewer than 60, in one hand or in two");
    // The roots: 8.4 against 13.4; of four parts, twice as much.
    assert_eq!(passed(&[70], "square_root"), 0);
    assert_eq!(passed(&[18, 18, 17, 17], "square_root"), whole);
}

#[test]
fn somebody_without_weight_changes_no_fate() {
    let tokens = [40, 25, 15, 12, 8];
    let others = group("readers", &tokens, READERS);
    let ghosts = group("ghosts", &[0, 0], "attention = 100\ntheta = -99\nown_benefit = -99\nbenefits_from = \"everything\"");
    for stage in [veto("objections = { weight = \"25%\" }"), vote("quorum = { participation = \"40%\" }")] {
        let [without, with] = [others.clone(), others.clone() + &ghosts].map(|people| parse(&board(&people, &stage, "")));
        let weighty = parse(&board(&(others.clone() + &ghosts.replace("tokens = 0", "tokens = 20")), &stage, ""));
        let mut differ = 0;
        for replicate in 0..5 {
            let fates_without = fates(&without, replicate);
            assert_eq!(fates_without, fates(&with, replicate), "{stage}");
            differ += usize::from(fates_without != fates(&weighty, replicate));
        }
        assert!(differ > 0, "with weight they would have changed something: {stage}");
    }
}

#[test]
fn a_vote_that_is_open_does_not_see_tokens_change_hands() {
    let bought_at = |day: u32| {
        let raider = "[people.raider]\narchetype = \"domain_expert\"\ncount = 1\nseats = [\"board\"]\nattention = 100\nalone = true\n\
            own_benefit = 99\nbenefits_from = \"everything\"\n";
        let adversary = format!(
            "[adversary]\ninsiders = {{ group = \"raider\", seats = 1 }}\nplan = [{{ buy_weight = {{ tokens = 90, price = 0, at = \"{day} days\" }} }}]\n"
        );
        parse(&board(&(group("readers", &[40, 25, 15, 12, 8], READERS) + raider), &vote("quorum = \"none\""), &adversary))
    };
    let (early, late) = (bought_at(200), bought_at(399));
    let (mut open, mut turned) = (0, 0);
    for replicate in 0..20 {
        for (one, other) in fates(&early, replicate).iter().zip(&fates(&late, replicate)) {
            if one.0 < Tick(200) {
                assert_eq!(one, other, "its vote had opened before the purchase, replicate {replicate}");
                open += usize::from(one.0 > Tick(194));
            } else {
                turned += usize::from(one != other);
            }
        }
    }
    assert!(open > 20 && turned > 100, "{open} were open on the day, {turned} were decided by what was bought");
}

#[test]
fn free_attention_and_full_sight_leave_no_capture_by_inattention() {
    let harm = |sets: &[(&str, &str)]| {
        let scenario = shipped("scenarios/attacker_alone.toml", sets);
        let mut harmful = 0;
        for replicate in 0..5 {
            let mut sim = Simulation::new(&scenario, replicate);
            while sim.step() {}
            let table = sim.world().proposals();
            let rows = 0..table.outcome().len();
            harmful += rows.filter(|row| table.outcome()[*row] == Some(Outcome::Executed) && table.worth()[*row] < 0.0).count();
        }
        harmful
    };
    let sight = [("people.funders.context", "1"), ("people.funders.theta", "0"), ("people.funders.alone", "true")];
    let [blind, some, all] =
        ["0", "0.02", "1_000"].map(|attention| harm(&[&sight[..], &[("people.funders.attention", attention)]].concat()));
    assert!(blind > some && some > 0, "{blind}, {some}");
    assert_eq!(all, 0, "whoever reads everything and sees what it is stops all harm");
}

#[test]
fn delegation_that_nobody_uses_is_no_delegation() {
    let path = "scenarios/mechanisms/delegation.toml";
    let own = r#"{ body = "assembly", period = "7 days", quorum = { participation = "5%" } }"#;
    let with = r#"{ body = "assembly", period = "7 days", quorum = { participation = "5%" }, delegation = { hops = 3 } }"#;
    let people = |trusts: &'static str, vote: &'static str| {
        let edits = [
            ("people.holders.trusts", "[]"),
            ("people.friends.trusts", "[]"),
            ("people.delegates.count", "1"),
            ("people.delegates.trusts", trusts),
            ("decisions.grants.route.vote.vote", vote),
        ];
        shipped(path, &edits)
    };
    let (none, unused) = (people("[]", own), people("[]", with));
    let to_itself = people(r#"[{ to = "delegates" }]"#, with);
    let used = shipped(path, &[("decisions.grants.route.vote.vote", with)]);
    for replicate in 0..10 {
        let expected = fates(&none, replicate);
        assert_eq!(expected, fates(&unused, replicate));
        assert_eq!(expected, fates(&to_itself, replicate), "the only delegate trusts itself");
        assert_ne!(expected, fates(&used, replicate), "it is trust that counts");
    }
}

/// Members who are let down; those who gave notice still object until they are gone.
fn let_down(notice: u32, threshold: &str) -> Scenario {
    parse(&format!(
        r#"
schema = 1
question = "Exit or voice?"
horizon = "365 days"
[people.members]
archetype = "domain_expert"
count = 30
seats = ["assembly"]
alone = true
attention = 0.5
omega = "10%"
pledge = 10_000
exit_threshold = {threshold}
[bodies.assembly]
kind = "community"
[cells.field]
members = 5
people = {{ exit_threshold = -99 }}
work = {{ arrivals = "2 per week", size = 1_000, merit = {{ normal = {{ mean = -0.3, sd = 1 }} }}, selective = false }}
[[decisions.operational.route]]
optimistic = {{ body = "assembly", window = "3 days", objections = {{ weight = "100%" }} }}
[exit]
takes = "pro_rata"
notice = {{ length = "{notice} days", retractable = false }}
"#
    ))
}

#[test]
fn a_cheaper_exit_leaves_less_voice_to_the_dissatisfied() {
    let voice = |notice| {
        let scenario = let_down(notice, "{ uniform = [-1, 0.2] }");
        let (mut dissatisfied, mut objections) = (0_u32, 0_u32);
        for replicate in 0..10 {
            let mut sim = Simulation::new(&scenario, replicate);
            let mut unhappy = Vec::new();
            while sim.step() {
                for event in sim.events() {
                    match event {
                        Event::GaveNotice(party, _) => unhappy.push(*party),
                        Event::Objected(party, ..) if unhappy.contains(party) => objections += 1,
                        _ => {}
                    }
                }
            }
            dissatisfied += u32::try_from(unhappy.len()).expect("thirty at most");
        }
        assert!(dissatisfied > 50, "{dissatisfied} gave notice");
        f64::from(objections) / f64::from(dissatisfied)
    };
    let by_notice = [1, 30, 120, 300].map(voice);
    assert!(by_notice.is_sorted_by(|cheaper, dearer| cheaper < dearer), "objections of each, by length of notice: {by_notice:?}");
}

#[test]
fn the_more_loyal_leave_later() {
    let days_stayed = |threshold: &str| {
        let scenario = let_down(1, threshold);
        let mut days = 0;
        for replicate in 0..10 {
            let mut sim = Simulation::new(&scenario, replicate);
            while sim.step() {
                days += sim.events().iter().filter(|event| matches!(event, Event::Left(..))).count() * (365 - day(&sim));
            }
        }
        30 * 365 * 10 - days
    };
    let by_loyalty = ["{ uniform = [-0.6, 0.6] }", "{ uniform = [-1, 0.2] }", "{ uniform = [-1.4, -0.2] }"].map(days_stayed);
    assert!(by_loyalty.is_sorted_by(|less, more| less < more), "days that members stay: {by_loyalty:?}");
}

fn day(sim: &Simulation) -> usize {
    sim.world().now().0 as usize
}

/// Dal Bo's contract by all that others may do: who votes yes is paid a little more than its vote is worth, but only where that vote
/// decides. It takes ballots that can be seen; hidden ones are paid whatever they say, and everybody votes as it likes.
#[test]
fn hidden_ballots_end_the_bribe_that_costs_nothing() {
    const MEMBERS: u64 = 5;
    let carries = |yes: u64| Majority::MoreYesThanNo.carries(yes, MEMBERS - yes, MEMBERS) == Some(true);
    // Everybody loses 10 if it carries, and is promised 11.
    let worth = |mine: bool, others: u64, hidden: bool| {
        let carried = carries(others + u64::from(mine));
        let decides = carries(others + 1) != carries(others);
        let paid = if decides && (mine || hidden) { 11_i32 } else { 0 };
        paid - if carried { 10 } else { 0 }
    };
    for others in 0..MEMBERS {
        assert!(worth(true, others, false) >= worth(false, others, false), "seen, a yes is never worse: {others}");
        assert!(worth(false, others, true) >= worth(true, others, true), "hidden, a no is never worse: {others}");
    }
    let paid = folkmoot::theory::bribes::pivotal_contract(5, 10.0, 1.0);
    assert!(paid.votes == 5 && paid.paid.abs() < 1e-12, "where all accept, nobody decides and nothing is paid");
    assert!(worth(true, 4, false) == -10 && worth(true, 2, false) > worth(false, 2, false) && worth(false, 2, true) == 11);
}

/// A loan of more tokens than are locked lifts another hat; what it decides takes effect after a delay, if it still wears it.
#[test]
fn a_timelock_as_long_as_the_loan_ends_capture_by_a_loan() {
    const HONEST: u32 = 1;
    const BORROWER: u32 = 2;
    let captured = |loan: u64, delay: u64| {
        let mut chief = Chief::new(1);
        assert!(chief.lock(HONEST, 60) && chief.vote(HONEST, &[HONEST]) && chief.lift(HONEST));
        assert!(chief.lock(BORROWER, 100) && chief.vote(BORROWER, &[BORROWER]) && chief.lift(BORROWER));
        (0..=delay).all(|block| {
            if block == loan {
                assert!(chief.free(BORROWER, 100) && chief.lift(HONEST), "once it is paid back the honest lift theirs again");
            }
            chief.hat() == Some(BORROWER)
        })
    };
    for (loan, delay) in (1..6).flat_map(|loan| (0..8).map(move |delay| (loan, delay))) {
        assert_eq!(captured(loan, delay), delay < loan, "a loan of {loan} against a delay of {delay}");
    }
}

#[test]
fn a_veto_is_the_dual_of_a_vote_in_which_silence_is_consent() {
    // Everybody reads, and objects to what it would vote against.
    let people = group("readers", &[40, 25, 15, 12, 8], "attention = 100\ntheta = 0");
    let (mut passed, mut stopped) = (0, 0);
    for quota in [5, 10, 25, 40, 70] {
        let optimistic =
            parse(&board(&people, &veto(&format!("objections = {{ weight = \"{quota}%\" }}, bites = \"at_end\"")), ""));
        let active = parse(&board(&people, &vote(&format!("majority = {{ at_least = \"{}/100\" }}", 101 - quota)), ""));
        for replicate in 0..10 {
            let (one, other) = (fates(&optimistic, replicate), fates(&active, replicate));
            assert_eq!(one, other, "a quota of {quota} %, replicate {replicate}");
            passed += executed(&one);
            stopped += one.len() - executed(&one);
        }
    }
    assert!(passed > 500 && stopped > 500, "{passed} and {stopped}");
}

/// What one replicate measures, and under which names.
fn measured(scenario: &Scenario, replicate: u64) -> (Vec<String>, Run) {
    let stop = AtomicBool::new(false);
    let ids = Columns::of(scenario).all().map(|column| column.id.to_string()).collect();
    (ids, Worker::new(scenario, &stop).run(replicate).expect("nobody stops it"))
}

#[test]
fn relabelling_rules_stages_and_members_changes_no_byte_but_the_label() {
    let renamed =
        |text: &str, names: &[(&str, &str)]| names.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new));
    let quoted = |names: &[(&str, &str)], text: &str| {
        names.iter().fold(text.to_owned(), |text, (old, new)| text.replace(&format!("\"{old}\""), &format!("\"{new}\"")))
    };
    let partnership = include_str!("../../scenarios/partnership.toml");
    let instalments = include_str!("../../scenarios/parts/instalments.toml");
    let members = [("foundation", "fund"), ("city", "town"), ("union", "guild"), ("church", "temple")];
    let kinds = [("decisions.strategy", "decisions.course"), ("kind     = \"strategy\"", "kind     = \"course\"")];
    let stages = [("review", "silence"), ("vote", "plebiscite")];
    let labels = [("strategy", "course"), ("review", "silence"), ("vote", "plebiscite")];
    for (text, other) in
        [(partnership, quoted(&stages, &renamed(partnership, &kinds))), (instalments, quoted(&members, instalments))]
    {
        assert_ne!(text, other);
        let (before, after) = (parse(text), parse(&other));
        for replicate in 0..3 {
            let ((ids, run), (ids_after, run_after)) = (measured(&before, replicate), measured(&after, replicate));
            let relabelled: Vec<String> = ids.iter().map(|id| renamed(id, &labels)).collect();
            let sorted = |ids: &[String], values: &[Option<f64>]| {
                let mut rows: Vec<_> = ids.iter().cloned().zip(values.iter().map(|value| value.map(f64::to_bits))).collect();
                rows.sort();
                rows
            };
            assert_eq!(sorted(&relabelled, &run.metrics), sorted(&ids_after, &run_after.metrics));
            assert!(run.metrics.iter().flatten().count() > 30, "something is measured");
            assert_eq!(run.series.len(), run_after.series.len());
            let bits = |series: &[Option<f64>]| {
                let mut bits: Vec<_> = series.iter().map(|value| value.map(f64::to_bits)).collect();
                bits.sort_unstable();
                bits
            };
            assert_eq!(bits(&run.series), bits(&run_after.series));
        }
    }
}
