//! Stories: everything that can happen has a sentence, and what is told explains what came out.

use expect_test::{Expect, expect};
use folkmoot::engine::Simulation;
use folkmoot::event::{Choice, Event, Outcome};
use folkmoot::metrics::{self, Record};
use folkmoot::rules::optimistic::Ground;
use folkmoot::rules::route::Ending;
use folkmoot::scenario::Scenario;
use folkmoot::story::{self, Focus, Names, Scene, Tallies, Teller, words};
use folkmoot::units::{BodyId, CellId, GroupId, Money, PartyId, ProposalId, SourceId, StageId, Tick};
use folkmoot::world::{Means, Reason};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::{Command, Output};

const PARTNERSHIP: &str = "scenarios/partnership.toml";

fn load(path: &str) -> Scenario {
    Scenario::load(path).unwrap_or_else(|problems| panic!("{problems}"))
}

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

/// One of every event, about the first proposal, stage and party.
fn one_of_each() -> Vec<Event> {
    let (p, party, stage) = (ProposalId(0), PartyId(5), StageId(0));
    vec![
        Event::KeptBack(SourceId(0)),
        Event::Submitted(p),
        Event::StageOpened(p, stage),
        Event::Read(party, p),
        Event::Met(BodyId(1), 3, true),
        Event::Tabled(BodyId(1), p, 3),
        Event::Voted(party, p, Choice::Yes),
        Event::Objected(party, p, Ground::SelfDealing),
        Event::Judged(party, p, false, 2),
        Event::StageEnded(p, stage, Ending::Block),
        Event::Escalated(p, StageId(3)),
        Event::Revised(p),
        Event::Decided(p, Outcome::Rejected),
        Event::Completed(p, CellId(0)),
        Event::Diverted(p, Money(100_000)),
        Event::Discovered(p),
        Event::Decisive(party, p),
        Event::GroupDecisive(GroupId(0), p),
        Event::AdversaryDecisive(p),
        Event::GaveNotice(party, Reason::Estranged),
        Event::TookBack(party),
        Event::Left(party, Reason::Run, Money(500)),
        Event::Skipped(party),
        Event::Bought(Money(12_300)),
        Event::Captured(Means::Drain),
        Event::TookPart(p, 2, 6),
        Event::CouldTurn(party, p),
    ]
}

#[test]
fn every_event_has_a_sentence_of_its_own() {
    let scenario = load(PARTNERSHIP);
    let mut sim = Simulation::new(&scenario, 0);
    assert!(sim.step() && sim.world().proposals().count() == 1, "the adversary proposes on the first day");
    let names = Names::of(&scenario);
    let scene = Scene { names: &names, world: sim.world(), now: Tick(0) };
    let mut tallies = Tallies::default();
    tallies.see(Tick(0), &Event::Submitted(ProposalId(0)));
    let mut told = String::new();
    for event in one_of_each() {
        let mut fresh = if matches!(event, Event::Submitted(_)) { Tallies::default() } else { tallies.clone() };
        let strands = story::strands(Tick(0), &[event], &mut fresh);
        told += &format!("{}: {}\n", story::name(&event), scene.sentence(&strands[0].moments[0]));
    }
    let expected = expect![[r#"
        kept_back: one idea of playbooks is kept back
        submitted: the adversary, through core 1, asks for 64 935, of which 50 000 would be diverted (adversary-1, harmful: worth -1.58)
        stage_opened: cell opens: core must consent
        read: community_representative reads it
        met: core meets, three present
        tabled: core deals with it, three present have a say
        voted: community_representative votes in favour
        objected: community_representative objects (self-dealing)
        judged: the objection of community_representative is struck, two having judged
        stage_ended: stage cell ends the same day: nobody of no took part, nobody objected; it has no consent
        escalated: it goes up to vote
        revised: it goes back to its proposer, who gives way by half
        decided: it is rejected the same day
        completed: cell playbooks delivers it the same day
        diverted: 1 000 of it are diverted, which nobody sees yet
        discovered: it comes out that money was diverted from it
        decisive: without community_representative the stage would have ended otherwise
        group_decisive: without all of lead_funder the stage would have ended otherwise
        adversary_decisive: without the adversary's insiders the stage would have ended otherwise
        gave_notice: community_representative gives notice: the course is too far from what it wants
        took_back: community_representative takes the notice back
        left: community_representative leaves with 5: those who gave notice before it may leave nothing
        skipped: community_representative keeps the payment that is due
        bought: the adversary buys votes for 123
        captured: the organisation counts as captured: too much of the money was diverted
        took_part: two of six took part
        could_turn: community_representative could have turned the stage
    "#]];
    expected.assert_eq(&told);
    let names: BTreeSet<&str> = one_of_each().iter().map(story::name).collect();
    assert_eq!(names.len(), one_of_each().len(), "two events have one name");
}

#[test]
fn whatever_happens_in_shipped_scenarios_reads_well() {
    for name in ["partnership", "board_approval", "token_vote", "open_network", "all_honest", "attacker_alone"] {
        let scenario = load(&format!("scenarios/{name}.toml"));
        for focus in [Focus::Everything, Focus::Party(PartyId(0))] {
            let mut teller = Teller::new(&scenario, focus.clone());
            let mut sim = Simulation::new(&scenario, 1);
            let mut lines = 0;
            while sim.step() {
                for line in teller.hear(sim.world(), sim.events()) {
                    let clean = line.ends_with('.') && !line.contains("  ") && !line.contains("..") && !line.contains(" ;");
                    assert!(clean && !line.contains("NaN"), "{name}: {line}");
                    lines += 1;
                }
            }
            let all = teller.in_all(sim.world());
            assert!((lines > 0 || focus != Focus::Everything) && all.iter().all(|line| line.ends_with('.')), "{name}: {all:?}");
        }
    }
}

#[test]
fn the_story_of_every_proposal_ends_as_the_proposal_did() {
    let scenario = load(PARTNERSHIP);
    let mut sim = Simulation::new(&scenario, 2);
    while sim.step() {}
    let names = Names::of(&scenario);
    let n = u32::try_from(sim.world().proposals().count()).expect("few");
    for p in (0..n).map(ProposalId) {
        let name = names.proposal(sim.world(), p);
        assert_eq!(names.find_proposal(sim.world(), &name), Some(p), "{name} is the name of one proposal");
        let mut teller = Teller::new(&scenario, Focus::Proposal(name.clone()));
        let mut again = Simulation::new(&scenario, 2);
        let mut story = String::new();
        while again.step() {
            teller.hear(again.world(), again.events()).iter().for_each(|line| story += line);
        }
        assert_eq!(teller.chosen(), Some(p));
        let table = sim.world().proposals();
        let said = match table.outcome()[p.idx()] {
            Some(Outcome::Executed) => "it is accepted|it is carried out",
            Some(Outcome::Unfunded) => "there is no money",
            Some(Outcome::Rejected) => "it is rejected",
            Some(Outcome::Lapsed) => "it lapses",
            Some(Outcome::Withdrawn) => "its proposer gives up",
            None => "opens",
        };
        assert!(said.split('|').any(|words| story.contains(words)), "{name}: {story}");
        assert_eq!(story.contains("delivers it"), table.completed()[p.idx()] != Tick::NEVER, "{name}: {story}");
        let last = teller.in_all(sim.world()).join(" ");
        let end = table.outcome()[p.idx()].map_or("still open at the end", words::outcome);
        assert!(last.starts_with(&format!("{name}: {end}")), "{last}");
    }
}

#[test]
fn the_story_of_a_run_explains_the_shares_of_the_summary() {
    let scenario = load(PARTNERSHIP);
    for replicate in 0..5 {
        let (mut sim, mut record) = (Simulation::new(&scenario, replicate), Record::new(&scenario));
        let mut teller = Teller::new(&scenario, Focus::Everything);
        let mut told = Vec::new();
        while sim.step() {
            record.observe(sim.world(), sim.events());
            told.extend(teller.hear(sim.world(), sim.events()));
        }
        let all = teller.in_all(sim.world());
        let numbers: Vec<f64> = all[1].split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
        let &[harmful, passed, good, stopped] = numbers.as_slice() else { panic!("four numbers in {}", all[1]) };
        let value = |id: &str| metrics::all().find(|metric| metric.id == id).and_then(|metric| (metric.value)(&record));
        for (id, share) in [("harm_passed_share", passed / harmful), ("good_blocked_share", stopped / good)] {
            let found = value(id).unwrap_or_else(|| panic!("{id} has a value"));
            assert!((found - share).abs() < 1e-12, "replicate {replicate}: {id} is {found}, told is {share}");
        }
        let mentions = |what: &str| told.iter().map(|line| line.matches(what).count()).sum::<usize>();
        let harms = mentions("harmful: worth");
        let submitted = sim.world().proposals().worth().iter().filter(|worth| **worth < 0.0).count();
        assert_eq!(harms, submitted, "each is told with its worth when it is submitted");
        let left = mentions(" leaves with ") as f64;
        assert!((left - value("exits").unwrap_or(-1.0)).abs() < 0.5, "replicate {replicate}: {left} left");
    }
}

#[test]
fn listening_changes_no_run_and_programs_hear_every_event() {
    let scenario = load(PARTNERSHIP);
    let (mut silent, mut heard) = (Simulation::new(&scenario, 3), Simulation::new(&scenario, 3));
    let mut teller = Teller::new(&scenario, Focus::Everything);
    let mut events = 0;
    while silent.step() {
        assert!(heard.step());
        assert_eq!(silent.events(), heard.events());
        events += silent.events().len();
        teller.hear(heard.world(), heard.events());
    }
    let lines = printed(&["trace", PARTNERSHIP, "--replicate", "3", "--json"]);
    assert_eq!(lines.lines().count(), events);
}

#[test]
fn every_key_of_an_event_is_explained_by_the_help() {
    let help = printed(&["trace", "--help"]);
    let words: BTreeSet<&str> = help.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let mut keys = BTreeSet::new();
    for scenario in [PARTNERSHIP, "scenarios/token_vote.toml"] {
        for line in printed(&["trace", scenario, "--json"]).lines() {
            let Value::Object(object) = serde_json::from_str(line).expect("a line is an object") else { panic!("{line}") };
            keys.extend(object.keys().cloned());
        }
    }
    let unexplained: Vec<&String> = keys.iter().filter(|key| !words.contains(key.as_str())).collect();
    assert!(unexplained.is_empty() && keys.len() > 20, "{unexplained:?} of {keys:?}");
}

#[test]
fn a_run_is_told_day_by_day() {
    let told = printed(&["trace", PARTNERSHIP, "--to", "34"]);
    expect![[r#"
        partnership, replicate 0, seed 7, days 0 to 34 of 730.
        Quiet days are left out. Narrower: --proposal NAME, --party NAME, --from DAY --to DAY. For programs: --json.

        Day 0.    The adversary, through core 1, asks for 64 935, of which 50 000 would be diverted
                    (adversary-1, harmful: worth -1.58).
        Day 6.    adversary-1: core 4 objects (self-dealing); stage core ends after 6 days: three of three
                    took part, one objection stands; it has no consent; without core 4 it would have ended
                    otherwise; it is rejected after 6 days.
        Day 8.    Cell research asks for 13 320 (research-1, harmful: worth -0.69).
        Day 13.   research-1: core 2 objects (of low value); stage core ends after 5 days: three of four
                    took part, one objection stands; it has no consent; without core 2 or the adversary's
                    insiders it would have ended otherwise; it is rejected after 5 days.
        Day 27.   Cell playbooks asks for 6 533 (playbooks-1, good: worth 0.11); stage core ends the same
                    day: three of four took part, nobody objected; it has consent; it is accepted the same
                    day and waits for its cell.
        Day 31.   core 1 makes a proposal (budgets-1, harmful: worth -0.06).
                  core 1 makes a proposal (plans-1, good: worth 1.29).
        Day 34.   plans-1: stage core ends after 3 days: three of four took part, nobody objected; it has
                    consent.

        In the whole run
          117 proposals: 97 carried out, 19 rejected, 1 lapsed; 84 delivered.
          Harmful: 35, of which 19 carried out. Good: 77, of which 3 stopped (of those that had time to be
          decided, as metrics count).
          Money: 1 000 000 paid in; 755 047 spent, 50 330 promised to work, 103 718 diverted, 70 574 taken
          along, 20 332 left.
    "#]]
    .assert_eq(&told);
}

#[test]
fn a_proposal_is_told_from_the_idea_to_the_delivered_work() {
    let told = printed(&["trace", PARTNERSHIP, "--proposal", "research-3"]);
    expect![[r#"
        partnership, replicate 0, seed 7, days 0 to 729 of 730.
        Days without anything of it are left out.

        Day 48.   Cell research asks for 12 249 (research-3, good: worth 1.60); core opens: core must
                    consent at a meeting.
        Day 55.   core 2 reads it; core deals with it, one present has a say; core 2 consents; stage core
                    ends after 7 days: one of four took part, nobody objected; it has consent.
        Day 56.   review opens: stakeholders may object until day 59.
        Day 58.   domain_expert reads it.
        Day 59.   stage review ends after 3 days: one of six read it, nobody objected; it passes; it is
                    accepted after 11 days and waits for its cell.
        Day 102.  Cell research delivers it after 54 days.

        In the whole run
          research-3: carried out after 11 days, delivered after 54 days; good: worth 1.60 when it was
          submitted, rightly accepted.
          A decision of kind operational, brought forward by research 1; cost 12 249, risk 0.85.
    "#]]
    .assert_eq(&told);
    let other = printed(&["trace", PARTNERSHIP, "--proposal", "research-3", "--replicate", "1"]);
    assert_ne!(told, other);
}

#[test]
fn a_party_is_told_by_what_it_does() {
    let told = printed(&["trace", PARTNERSHIP, "--party", "domain_expert", "--to", "160"]);
    expect![[r#"
        partnership, replicate 0, seed 7, days 0 to 160 of 730.
        Days without anything of it are left out.

        Day 58.   domain_expert reads research-3.
        Day 59.   domain_expert reads budgets-1 and budgets-2; is for budgets-1; is against budgets-2; turns
                    budgets-1: without it the stage would not have ended so.
        Day 78.   domain_expert reads research-5.
        Day 155.  domain_expert reads playbooks-10.

        In the whole run
          domain_expert read 13 proposals, cast five ballots (one against), objected never, and turned one
          stage.
          It brought forward no proposals; it is still there, with a satisfaction of 0.24.
          Of 30 000 pledged it paid in 30 000 and took back 0.
    "#]]
    .assert_eq(&told);
}

#[test]
fn the_facts_of_a_party_or_proposal_are_about_it() {
    let of = |args: &[&str]| -> Vec<Value> {
        let line = |line: &str| serde_json::from_str(line).expect("a line is an object");
        printed(&[&["trace", PARTNERSHIP, "--json"], args].concat()).lines().map(line).collect()
    };
    let proposal = of(&["--proposal", "research-3"]);
    assert!(proposal.len() > 5 && proposal.iter().all(|fact| fact["proposal"] == "research-3"));
    assert_eq!((&proposal[0]["event"], &proposal[0]["kind"]), (&"submitted".into(), &"operational".into()));
    let party = of(&["--party", "domain_expert"]);
    assert!(party.len() > 5 && party.iter().all(|fact| fact["party"] == "domain_expert"));
    let days = of(&["--from", "40", "--to", "50"]);
    assert!(!days.is_empty() && days.iter().all(|fact| (40.0..=50.0).contains(&fact["day"].as_f64().expect("a number"))));
}

#[test]
fn edits_and_seed_make_another_story() {
    let told = |args: &[&str]| printed(&[&["trace", PARTNERSHIP, "--to", "60"], args].concat());
    let plain = told(&[]);
    assert_ne!(plain, told(&["--seed", "8"]));
    assert_ne!(plain, told(&["--set", "adversary.insiders.seats=1"]));
    assert_eq!(plain, told(&["--seed", "7"]));
}

#[test]
fn names_and_days_that_are_not_there_are_refused() {
    refused(
        &["trace", PARTNERSHIP, "--proposal", "gardens-9999"],
        &expect![[r#"
        error: expected a proposal that is submitted in replicate 0, found `gardens-9999`
          --> --proposal
        hint: `gardens` submits 31 from gardens-1 to gardens-40; the others were kept back
    "#]],
    );
    refused(
        &["trace", PARTNERSHIP, "--proposal", "gardins-2"],
        &expect![[r#"
        error: expected a proposal that is submitted in replicate 0, found `gardins-2`
          --> --proposal
        hint: did you mean `gardens-1`?
    "#]],
    );
    refused(
        &["trace", PARTNERSHIP, "--party", "core"],
        &expect![[r#"
        error: expected a party of the scenario, found `core`
          --> --party
        hint: `core` is a group: name one of 'core 1' to 'core 4'
    "#]],
    );
    refused(
        &["trace", PARTNERSHIP, "--party", "domain_exprt"],
        &expect![[r#"
        error: expected a party of the scenario, found `domain_exprt`
          --> --party
        hint: did you mean `domain_expert`?
    "#]],
    );
    refused(
        &["trace", PARTNERSHIP, "--from", "9", "--to", "3"],
        &expect![[r#"
        error: expected a first day that is not after the last, found day 9 after day 3
          --> --from
        hint: turn the two round
    "#]],
    );
    refused(
        &["trace", PARTNERSHIP, "--to", "730"],
        &expect![[r#"
        error: expected days from 0 to 729, found day 730
          --> --to
        hint: `--from 0 --to 729` is everything
    "#]],
    );
    refused(
        &["trace", PARTNERSHIP, "--from", "NaN"],
        &expect![[r#"
        error: expected days from 0 to 729, found day NaN
          --> --from
        hint: `--from 0 --to 729` is everything
    "#]],
    );
    refused(
        &["trace", PARTNERSHIP, "--replicate", "-1"],
        &expect![[r#"
        error: unexpected argument '-1' found

          tip: to pass '-1' as a value, use '-- -1'

        Usage: folkmoot trace [OPTIONS] <SCENARIO>

        For more information, try '--help'.
    "#]],
    );
    let json = folkmoot(&["trace", PARTNERSHIP, "--party", "core", "--json"]);
    let error: Value = serde_json::from_slice(&json.stdout).expect("an error is an object");
    assert_eq!((json.status.code(), &error["error"]["place"]), (Some(2), &"--party".into()));
}
