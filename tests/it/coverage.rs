//! Which mechanism is where: the table in the documentation of the rules, generated from what is listed here and checked against
//! the files, the scenarios and the vectors. `UPDATE_EXPECT=1 cargo test --release --locked --test it coverage` writes it anew.

use expect_test::expect_file;
use folkmoot::scenario::Scenario;
use serde_json::Value;
use std::fs;

/// Mechanism; module of the rule; key in a scenario file; scenario that shows it; kinds of vectors that check it.
struct Row(&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    Row("votes, quorums, majorities", "vote", "quorum", "growing_quorum", &["majority_vote.aragon", "quorum.poisson_binomial"]),
    Row("weight by square root", "weight", "curve", "square_root_weight", &["voting.quadratic_cost", "voting.sybil_gain"]),
    Row("weight by a mixture", "weight", "mixed", "mixed_weight", &[]),
    Row("weight by four things at once", "weight", "tokens", "four_weights", &[]),
    Row("cap on the weight of a seat", "weight", "cap", "capped_veto", &[]),
    Row("weight by reputation", "reputation", "reputation", "reputation", &[]),
    Row("federation of groups", "federation", "federation", "federation", &["stakeholder_quorum.optimism"]),
    Row("federation by treaty", "federation", "shares", "treaty", &[]),
    Row("quorums that count different ballots", "quorum", "for_and_against", "which_ballots", &["snapshot.tally"]),
    Row("quorum extension", "vote", "quorum_extends", "late_quorum", &["governor_oz.trace"]),
    Row("objection-only period", "vote", "objection_only", "objection_period", &[]),
    Row("vote replacement", "vote", "ballots", "vote_replacement", &["majority_vote.aragon"]),
    Row("early execution", "vote", "early", "early_execution", &["majority_vote.aragon"]),
    Row("super quorum", "vote", "super", "super_quorum", &["governor_oz.trace"]),
    Row("quorum that grows with opposition", "turnout", "grows_with_opposition", "growing_quorum", &["nouns.dynamic_quorum"]),
    Row("quorum that follows turnout", "turnout", "follows_turnout", "turnout_quorum", &["quorum.participation_ema"]),
    Row("quorum of the square root", "quorum", "square_root", "square_root_quorum", &["quorum.debian_sqrt"]),
    Row("liquid delegation", "delegation/liquid", "delegation", "delegation", &["delegation.resolve", "delegated_vote.cosmos"]),
    Row("cap and decay of delegated weight", "delegation/liquid", "cap", "delegation_cap", &["delegation.star_harm"]),
    Row("veto at the end of a window", "optimistic", "bites", "veto_at_end", &["optimistic_veto.aragon"]),
    Row("veto by an amount, at once", "optimistic", "votes", "veto_by_amount", &["optimistic_veto.snapshot_x"]),
    Row("veto that leads to a vote", "optimistic", "escalate", "veto_becomes_vote", &["endtoend.escalation_latency"]),
    Row("veto by groups, with an appeal", "veto/stakeholders", "groups", "stakeholder_veto", &["stakeholder_veto.optimism"]),
    Row("lazy consensus", "optimistic", "optimistic", "lazy_consensus", &["endtoend.optimistic_pass_rate"]),
    Row("council with vetoes and clocks", "staged", "veto_for", "staged_council", &["staged_process.aragon_spp"]),
    Row("council of signatures with a deadline", "council", "lapses_after", "council_expiry", &["multisig.aragon"]),
    Row("tiebreaker of a council", "council", "on_lapse", "tiebreaker", &[]),
    Row("consent with judged grounds", "consent", "judged_by", "judged_consent", &["consent.holacracy"]),
    Row("final comment period", "objection", "missing", "final_comment", &["consent.rfcbot"]),
    Row("consent in rounds with amendment", "consent", "revise", "sociocratic_rounds", &["endtoend.escalation_latency"]),
    Row("two houses", "route", "route", "two_houses", &[]),
    Row("chain of approvals", "executive", "executive", "approval_chain", &[]),
    Row("panel by lot", "route", "drawn", "sortition", &["capture.sortition_panel"]),
    Row("election of a council", "election", "elected", "elected_council", &[]),
    Row("recall", "election", "recall", "recall", &[]),
    Row("one proposal for each period", "tally/moloch", "one_per", "moloch_pipeline", &["moloch_v2.pipeline"]),
    Row(
        "protest that holds decisions back",
        "dual_governance",
        "held_by_protest",
        "dual_governance",
        &[
            "dual_governance.trace",
            "dual_governance.dynamic_timelock",
            "dual_governance.withdraw_delay",
            "dual_governance.bounds",
        ],
    ),
    Row("conviction voting", "conviction", "conviction", "conviction", &["conviction.threshold", "conviction.value"]),
    Row("continuous approval", "hat", "hat", "approval_hat", &["continuous_approval.chief"]),
    Row("grace and retention", "timelock", "retains", "retention", &["baal_v3.process", "moloch_v2.did_pass", "exit.pro_rata"]),
    Row("exit bound by a yes", "exit", "bound_by_yes", "retention", &["exit.pro_rata"]),
    Row("guild kick", "ragequit", "expels", "guild_kick", &["exit.pro_rata"]),
    Row("fork", "fork", "fork", "fork", &["nouns.fork"]),
    Row("round by equal shares", "round/equal_shares", "equal_shares", "equal_shares", &[]),
    Row("round by approvals, greedily", "round/approvals", "greedy", "greedy_round", &[]),
    Row("round by the scores of a panel", "round/approvals", "best_scores", "grant_panel", &[]),
    Row("quadratic funding", "round/matching", "quadratic", "quadratic_funding", &["qf.clr"]),
    Row("quadratic funding, pairwise-bounded", "round/matching", "pairwise", "pairwise_matching", &["qf.pairwise"]),
    Row("escalation with doubling bonds", "dispute/bonds", "doubling", "escalating_bonds", &["escalation.reality_eth"]),
    Row("optimistic oracle", "dispute/oracle", "dispute", "optimistic_oracle", &["optimistic_oracle.uma"]),
    Row(
        "appeals before growing juries",
        "dispute/jury",
        "jury",
        "appeals",
        &["escalation.kleros_rounds", "escalation.kleros_payout"],
    ),
    Row("bonds of objections", "optimistic", "bond", "objection_bonds", &[]),
    Row("so many proposals at a time", "route", "at_a_time", "limited_capacity", &["queue.mmc", "queue.md1"]),
];

#[test]
fn the_table_of_mechanisms_is_up_to_date() {
    let mut text = String::from(
        "Which mechanism is where, and what checks it. The scenarios are in `scenarios/mechanisms`; `folkmoot validate` asks for the \
         vectors. Written by a test.\n\n| mechanism | rule | key in a scenario | scenario | its question | vectors |\n|---|---|---|---|---|---|\n",
    );
    for Row(mechanism, rule, key, name, vectors) in ROWS {
        let scenario =
            Scenario::load(format!("scenarios/mechanisms/{name}.toml")).unwrap_or_else(|problems| panic!("{problems}"));
        let vectors: Vec<String> = vectors.iter().map(|kind| format!("`{kind}`")).collect();
        let path = rule.replace('/', "::");
        let question = &scenario.question;
        text += &format!(
            "| {mechanism} | [`{path}`](crate::rules::{path}) | `{key}` | `{name}` | {question} | {} |\n",
            vectors.join(", ")
        );
    }
    expect_file!["../../src/rules/coverage.md"].assert_eq(&text);
}

#[test]
fn what_the_table_names_is_there() {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/published.json")).expect("the vectors are JSON");
    let listed = vectors["vectors"].as_array().expect("a list");
    let kinds: Vec<&str> = listed.iter().filter_map(|vector| vector["kind"].as_str()).collect();
    for Row(mechanism, rule, key, name, of) in ROWS {
        let module = [format!("src/rules/{rule}.rs"), format!("src/rules/{rule}/mod.rs")];
        assert!(module.iter().any(|path| fs::exists(path).unwrap_or(false)), "{mechanism}: there is no rule `{rule}`");
        let text = fs::read_to_string(format!("scenarios/mechanisms/{name}.toml")).expect("the scenario is there");
        let said = text.lines().filter(|line| !line.starts_with('#')).any(|line| line.contains(key));
        assert!(said, "{mechanism}: `{name}` does not say `{key}`");
        assert!(of.iter().all(|kind| kinds.contains(kind)), "{mechanism}: no vector is of one of {of:?}");
    }
}

#[test]
fn every_scenario_of_a_mechanism_is_in_the_table() {
    let entries = fs::read_dir("scenarios/mechanisms").expect("there are scenarios").map(|entry| entry.expect("readable").path());
    for path in entries {
        let name = path.file_stem().unwrap_or_default().display().to_string();
        assert!(ROWS.iter().any(|Row(_, _, _, shown, _)| *shown == name), "{name} is in no row");
        let text = fs::read_to_string(&path).expect("it can be read");
        assert!(text.starts_with("# "), "{name} says what is seen");
    }
}
