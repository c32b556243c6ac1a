//! Money, motivation, judgement, leverage and exit through the engine. Each check also runs on a scenario with one thing changed,
//! where it must fail.

use folkmoot::engine::Simulation;
use folkmoot::event::{Choice, Event};
use folkmoot::experiment::Worker;
use folkmoot::metrics::Columns;
use folkmoot::scenario::{PRESETS, Scenario};
use folkmoot::units::Money;
use std::sync::atomic::AtomicBool;

fn load(text: &str) -> Scenario {
    Scenario::parse("organisation", text).unwrap_or_else(|problems| panic!("{}\n{text}", problems.render(false)))
}

/// Everybody who left in a replicate: the tick, the party and the money, in order.
fn left(text: &str, replicate: u64) -> Vec<(u32, u32, Money)> {
    let scenario = load(text);
    let mut sim = Simulation::new(&scenario, replicate);
    let mut left = Vec::new();
    while sim.step() {
        for event in sim.events() {
            if let Event::Left(party, _, money) = event {
                left.push((sim.world().now().0, party.0, *money));
            }
        }
    }
    left
}

#[test]
fn pairs_are_those_who_are_there_times_what_is_open() {
    let scenario =
        Scenario::load("scenarios/bench/r1_shape.toml").unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let mut sim = Simulation::new(&scenario, 3);
    let (mut pairs, mut least) = (0, usize::MAX);
    while sim.step() {
        let there = sim.world().parties().active().iter().filter(|there| **there).count();
        pairs += there * sim.world().n_open();
        least = least.min(there);
    }
    assert_eq!(sim.world().pairs(), pairs as u64);
    assert!(least < sim.world().parties().active().len(), "nobody left, so this shows too little");
}

/// One large funder and three small ones, who all leave once the lock-up ends; a cell that spends from the start.
fn funders(exit: &str) -> String {
    format!(
        r#"
schema = 1
question = "Who is left with what?"
horizon = "200 days"
[people.large]
archetype = "domain_expert"
count = 1
pledge = 70_000.01
exit_threshold = 9
[people.small]
archetype = "domain_expert"
count = 3
pledge = 10_000.03
exit_threshold = 9
[cells.makers]
members = 5
people = {{ exit_threshold = -9, theta = 99 }}
work = {{ arrivals = "1 per 5 days", size = 1_000 }}
[[decisions.operational.route]]
consent = {{ body = "own_cell" }}
{exit}
"#
    )
}

#[test]
fn own_uncommitted_money_is_the_share_of_the_pool_where_everybody_is_charged_alike() {
    let right = |takes: &str, charged: &str| {
        funders(&format!(
            "[exit]\ntakes = \"{takes}\"\ncharged = \"{charged}\"\nlock_up = \"100 days\"\nnotice = {{ length = \"10 days\" }}"
        ))
    };
    for replicate in 0..10 {
        let own = left(&right("own_uncommitted", "pro_rata"), replicate);
        assert_eq!(own.len(), 4);
        assert_eq!(own, left(&right("pro_rata", "pro_rata"), replicate), "replicate {replicate}");
        // Where the largest pays first, the readings part.
        assert_ne!(left(&right("own_uncommitted", "lead_first"), replicate), left(&right("pro_rata", "lead_first"), replicate));
    }
}

/// Three funders of about a third each. A third of the money goes on the first days and none after it; then one leaves after the
/// other, because the one before did. `order[i]` is the place of the `i`-th funder in that row.
fn one_after_the_other(order: [usize; 3], exit: &str) -> String {
    let thresholds = [9.0, -0.2, -0.45];
    let mut text = r#"
schema = 1
question = "Does it matter who leaves first?"
horizon = "200 days"
feelings = { distance = 0, contagion = 1, waiting = 0, memory = "100_000 days" }
[people.core]
archetype = "core_team_member"
count = 1
seats = ["core"]
exit_threshold = -99
[bodies.core]
kind = "top_level_cell"
[[decisions.operational.route]]
executive = { body = "core" }
[adversary]
insiders = { group = "core", seats = 1 }
plan = [{ self_deal = { share_of_pool = "1/3", diverted = 1, every = "300 days" } }]
discovery = "100_000 days"
"#
    .to_owned();
    for (funder, place) in order.into_iter().enumerate() {
        text += &format!(
            "[people.f{funder}]\narchetype = \"domain_expert\"\ncount = 1\nomega = 0\npledge = 30_000.0{}\n",
            funder + 1
        );
        text += &format!("exit_threshold = {}\n", thresholds[place]);
    }
    text + "[exit]\nlock_up = \"50 days\"\nnotice = { length = \"5 days\", retractable = false }\n" + exit
}

/// The most that anybody gains by another order of leaving.
fn gain_from_order(exit: &str) -> u64 {
    let paid = |order| {
        let mut left = left(&one_after_the_other(order, exit), 0);
        assert_eq!(left.len(), 3, "{left:?}");
        assert!(left[0].0 < left[1].0 && left[1].0 < left[2].0, "each on a day of its own: {left:?}");
        left.sort_by_key(|(_, party, _)| *party);
        left
    };
    let forwards = paid([0, 1, 2]);
    let others = [[2, 1, 0], [1, 2, 0], [0, 2, 1]].map(paid);
    let gains = others.iter().flatten().zip(forwards.iter().cycle()).map(|(one, other)| one.2.0.abs_diff(other.2.0));
    gains.max().expect("there are nine")
}

#[test]
fn the_order_of_pro_rata_exits_matters_no_more_than_dust() {
    for takes in ["pro_rata", "own_uncommitted"] {
        let gain = gain_from_order(&format!("takes = \"{takes}\"\n"));
        assert!(gain <= 3, "{takes}: {gain} hundredths, with three leavers");
    }
    let gain = gain_from_order("takes = \"deposit\"\npaid = \"first_come\"\n");
    assert!(gain > 1_000_000, "of three deposits of which a third is gone, the last is paid nothing: {gain}");
}

/// Ten equal depositors after 40 % of the money is gone: whoever stands behind six others is paid nothing.
fn depositors(takes: &str, paid: &str, notice: u32, waiting: u32) -> usize {
    let text = format!(
        r#"
schema = 1
question = "Is there a run?"
horizon = "150 days"
feelings = {{ distance = 0, contagion = 0, waiting = {waiting} }}
[people.core]
archetype = "core_team_member"
count = 1
seats = ["core"]
exit_threshold = -99
[people.depositors]
archetype = "domain_expert"
count = 10
omega = 0
pledge = 10_000
exit_threshold = {{ normal = {{ mean = -0.1, sd = 0.3 }} }}
[bodies.core]
kind = "top_level_cell"
[[decisions.operational.route]]
executive = {{ body = "core" }}
[adversary]
insiders = {{ group = "core", seats = 1 }}
plan = [{{ self_deal = {{ share_of_pool = "40%", diverted = 1, every = "300 days" }} }}]
discovery = "100_000 days"
[exit]
takes = "{takes}"
paid = "{paid}"
lock_up = "50 days"
notice = {{ length = "{notice} days", retractable = false }}
"#
    );
    (0..100).map(|replicate| left(&text, replicate).len()).sum()
}

#[test]
fn a_run_grows_with_the_queue_that_is_seen_and_with_what_is_lost_in_it() {
    let nobody_looks = depositors("deposit", "first_come", 30, 0);
    assert!(nobody_looks > 100, "some want to leave anyway: {nobody_looks}");
    let first_come = depositors("deposit", "first_come", 30, 1);
    let batch = depositors("deposit", "batch", 30, 1);
    assert!(first_come > batch && batch > nobody_looks, "the last loses all, or everybody a part: {first_come}, {batch}");
    let at_once = depositors("deposit", "first_come", 0, 1);
    assert!(first_come > at_once, "without notice nobody sees a queue: {first_come}, {at_once}");
    assert_eq!(depositors("pro_rata", "first_come", 30, 1), nobody_looks, "a share of the pool can wait");
    // The same comparisons where waiting weighs nothing: nothing is left of them.
    for (paid, notice) in [("batch", 30), ("first_come", 0), ("batch", 0)] {
        assert_eq!(depositors("deposit", paid, notice, 0), nobody_looks, "{paid}, {notice} days");
    }
}

/// Who leaves of three depositors, half of whose money is gone: the third wants to go anyway, the first is upset by that for as long
/// as it remembers, the second stays as long as nobody stands before it.
fn leavers(memory: &str) -> Vec<u32> {
    let depositor = |name: &str, pledge: u32, threshold: f64| {
        format!(
            "[people.{name}]\narchetype = \"domain_expert\"\ncount = 1\nomega = 0\ntrust = 0\npledge = {pledge}\n\
             exit_threshold = {threshold}\n"
        )
    };
    let text = format!(
        r#"
schema = 1
question = "Does the first in the queue mind who stands behind it?"
horizon = "300 days"
feelings = {{ distance = 0, contagion = 3, waiting = 1, memory = "{memory}" }}
[people.core]
archetype = "core_team_member"
count = 1
seats = ["core"]
exit_threshold = -99
[bodies.core]
kind = "top_level_cell"
[[decisions.operational.route]]
executive = {{ body = "core" }}
[adversary]
insiders = {{ group = "core", seats = 1 }}
plan = [{{ self_deal = {{ share_of_pool = "50%", diverted = 1, every = "999 days" }} }}]
discovery = "100_000 days"
[exit]
takes = "deposit"
paid = "first_come"
lock_up = "50 days"
notice = {{ length = "60 days", retractable = true }}
"#
    ) + &depositor("upset", 10_000, -0.2)
        + &depositor("calm", 10_000, -0.5)
        + &depositor("gone", 2_000, 9.0);
    left(&text, 0).into_iter().map(|(_, party, _)| party).collect()
}

#[test]
fn whoever_stands_first_in_the_queue_can_calm_down_whoever_is_behind() {
    assert_eq!(leavers("10 days"), [3]);
    assert_eq!(leavers("100_000 days"), [3, 1, 2], "who does not forget does not calm down, and is followed");
}

/// Tokens of everybody before and after the insider asked for some, and what it paid; the proposals are never decided.
fn tokens_around_the_purchase(asked: u32) -> (Vec<u64>, Vec<u64>, Option<Money>) {
    let text = format!(
        r#"
schema = 1
question = "Where do bought tokens come from?"
horizon = "20 days"
[people.holders]
archetype = "community_member"
seats = ["assembly"]
members = [{{ name = "a", tokens = 300 }}, {{ name = "b", tokens = 100 }}, {{ name = "c", tokens = 0 }}]
[people.buyers]
archetype = "community_member"
count = 2
seats = ["assembly"]
tokens = 50
[bodies.assembly]
kind = "community"
[[decisions.operational.route]]
vote = {{ body = "assembly", period = "7 days", weight = "tokens" }}
[adversary]
insiders = {{ group = "buyers", seats = 2 }}
plan = [{{ buy_weight = {{ tokens = {asked}, price = 2, at = "10 days" }} }}]
"#
    );
    let scenario = load(&text);
    let mut sim = Simulation::new(&scenario, 0);
    let tokens = |sim: &Simulation| sim.world().parties().tokens().iter().map(|held| held.0 / 1_000_000).collect::<Vec<u64>>();
    let (before, mut paid) = (tokens(&sim), None);
    while sim.step() {
        let price = sim.events().iter().find_map(|event| if let Event::Bought(price) = event { Some(*price) } else { None });
        paid = paid.or(price);
    }
    (before, tokens(&sim), paid)
}

#[test]
fn bought_tokens_are_sold_by_all_others_in_proportion() {
    let before = vec![300, 100, 0, 50, 50];
    assert_eq!(tokens_around_the_purchase(200), (before.clone(), vec![150, 50, 0, 150, 150], Some(Money(40_000))));
    assert_eq!(
        tokens_around_the_purchase(4_000),
        (before, vec![0, 0, 0, 250, 250], Some(Money(80_000))),
        "no more than there is"
    );
}

/// Motivation of three cells after 300 days: one that decides alone, one that is always overruled, one without work.
fn motivations(autonomy: &str) -> Vec<f64> {
    let cell = |name: &str, base: &str, moved: &str, work: &str| {
        format!(
            "[cells.{name}]\nmembers = 4\npeople = {{ theta = 99 }}\nmotivation = {{ base = {base}, waiting = 0, rate = 0.1, {moved} }}\n{work}\n"
        )
    };
    let work = |kind: &str| format!("work = {{ kind = \"{kind}\", arrivals = \"1 per 5 days\", size = 500 }}");
    let text = r#"
schema = 1
question = "What is left of the start?"
horizon = "400 days"
[people.board]
archetype = "domain_expert"
count = 1
seats = ["board"]
theta = -99
attention = 1_000
[bodies.board]
kind = "council"
[[decisions.free.route]]
consent = { body = "own_cell" }
[[decisions.bound.route]]
consent = { body = "board" }
"#
    .to_owned()
        + &cell("alone", "0.5", &format!("autonomy = {autonomy}"), &work("free"))
        + &cell("overruled", "1.4", "interference = 0.3", &work("bound"))
        + &cell("still", "1.1", "interference = 0.3", "");
    let scenario = load(&text);
    let mut sim = Simulation::new(&scenario, 0);
    while sim.step() {}
    sim.world().teams().iter().map(|team| team.motivation()).collect()
}

#[test]
fn motivation_reaches_the_same_level_from_above_and_from_below() {
    // 0.5 + 0.6 for a cell that decides alone, 1.4 - 0.3 for one that is always overruled, 1.1 for one that asks nobody anything.
    let agree = |levels: &[f64]| levels.len() == 3 && levels.iter().all(|level| (level - 1.1).abs() < 1e-9);
    let levels = motivations("0.6");
    assert!(agree(&levels), "{levels:?}");
    assert!(!agree(&motivations("0.5")));
}

/// Ballots of five readers on proposals of risk 0.4 that pull on no course, each with what the proposal is worth.
fn ballots(context: &str, alpha: &str, trust: &str) -> Vec<(Choice, f64)> {
    let text = format!(
        r#"
schema = 1
question = "What do they judge?"
horizon = "200 days"
[space]
course = [0]
purpose_drift = 0
step_share = 0
step_noise = 0
[value]
trust_rate = 0
[people.outsiders]
archetype = "community_member"
count = 1
seats = ["outside"]
[people.readers]
archetype = "domain_expert"
count = 5
seats = ["board"]
alone = true
attention = 1_000
context = {context}
alpha = {alpha}
trust = {trust}
rho = 1
[bodies.outside]
kind = "community"
[bodies.board]
kind = "council"
[proposals.stream]
body = "outside"
kind = "operational"
arrivals = 1
size = 1
risk = 0.4
selective = false
[[decisions.operational.route]]
vote = {{ body = "board", period = "3 days" }}
"#
    );
    let scenario = load(&text);
    let mut sim = Simulation::new(&scenario, 0);
    let mut ballots = Vec::new();
    while sim.step() {
        for event in sim.events() {
            if let Event::Voted(_, proposal, choice) = event {
                ballots.push((*choice, sim.world().proposals().worth()[proposal.idx()]));
            }
        }
    }
    assert!(ballots.len() > 500);
    ballots
}

#[test]
fn full_context_judges_worth_and_risk_and_nothing_else() {
    let exact = |ballots: &[(Choice, f64)]| ballots.iter().all(|(choice, worth)| (*choice == Choice::Yes) == (worth - 0.4 > 0.0));
    for (alpha, trust) in [("0", "0"), ("0", "5"), ("0", "-5"), ("3", "5")] {
        assert!(exact(&ballots("1", alpha, trust)), "nothing is unfamiliar: alpha {alpha}, trust {trust}");
    }
    assert!(!exact(&ballots("0.5", "0", "0")));
}

#[test]
fn without_context_trust_speaks_alone_and_ambiguity_against_it() {
    let all = |ballots: &[(Choice, f64)], choice| ballots.iter().all(|(other, _)| *other == choice);
    for (alpha, trust, choice) in
        [("0", "0.5", Choice::Yes), ("0", "0.3", Choice::No), ("0.1", "0.5", Choice::Yes), ("0.3", "0.5", Choice::No)]
    {
        assert!(all(&ballots("0", alpha, trust), choice), "trust {trust} less a risk of 0.4 less half of {alpha}");
    }
    assert!(!all(&ballots("0.1", "0", "0.5"), Choice::Yes), "a little context already tells proposals apart");
}

#[test]
fn only_a_funder_who_could_leave_and_be_missed_has_a_lever() {
    let last = |exit: &str| {
        let scenario = load(&funders(exit).replace("exit_threshold = 9", "exit_threshold = -9"));
        let mut sim = Simulation::new(&scenario, 0);
        while sim.step() {
            if sim.world().treasury().spent() == Money(0) {
                assert!(sim.world().dependency().iter().all(|dependency| *dependency <= 0.0), "nothing is used up yet");
            }
        }
        sim.world().dependency().to_vec()
    };
    let free = last("");
    assert!(free.len() == 4 && free.iter().all(|dependency| *dependency <= 0.0), "{free:?}");
    let far_sighted = "[leverage]\nhorizon = \"100 years\"";
    let bound = last(&format!("[exit]\ntakes = \"own_uncommitted\"\n{far_sighted}"));
    assert!(bound[0] > 0.1 && bound[0] <= 1.0, "{bound:?}");
    assert!(bound[1..].iter().all(|dependency| *dependency < bound[0]), "a tenth is missed less: {bound:?}");
    let short_sighted = last("[exit]\ntakes = \"own_uncommitted\"\n[leverage]\nhorizon = \"1 day\"");
    assert!(short_sighted.iter().all(|dependency| *dependency <= 0.0), "reserves free: {short_sighted:?}");
    let worthless = last("[exit]\ntakes = \"own_uncommitted\"\npenalty = 1\n[leverage]\nhorizon = \"100 years\"");
    assert!(worthless.iter().all(|dependency| *dependency <= 0.0), "who takes nothing along has no lever: {worthless:?}");
}

/// Mean pull of the lead funder over replicates of the partnership without its adversary, as a whole experiment finds it.
fn pull(deference: &str, exit: bool) -> f64 {
    let text =
        include_str!("../../scenarios/all_honest.toml").replace("measured = true", &format!("measured = true\n{deference}"));
    let text =
        if exit { text } else { text.split("[exit]").next().unwrap_or_default().to_owned() + "[leverage]\nmeasured = true" };
    let scenario = load(&text);
    let stop = AtomicBool::new(false);
    let (columns, mut worker) = (Columns::of(&scenario), Worker::new(&scenario, &stop));
    let at = columns.all().position(|column| column.id == "funder_pull").expect("it is measured");
    let pulls: Vec<f64> = (0..20).filter_map(|replicate| worker.run(replicate)?.metrics[at]).collect();
    assert!(pulls.len() > 15, "{pulls:?}");
    pulls.iter().sum::<f64>() / pulls.len() as f64
}

#[test]
fn a_funder_draws_the_course_only_where_somebody_defers_and_it_could_leave() {
    let [none, some, much] = ["deference = 0", "deference = 0.3", "deference = 1"].map(|deference| pull(deference, true));
    assert!(none.abs() < 1e-15, "{none}");
    assert!(some > 0.001 && much > 2.0 * some, "{some}, {much}");
    assert!(pull("", false).abs() < 1e-15, "without a right to leave there is no lever");
}

#[test]
fn every_unit_of_money_is_somewhere_after_every_tick() {
    let mut most = [Money(0); 5];
    for preset in &PRESETS {
        let scenario = load(preset.text);
        let mut sim = Simulation::new(&scenario, 0);
        for replicate in 0..10 {
            sim.reset(replicate);
            while sim.step() {
                let pool = sim.world().treasury();
                let places = [pool.free(), pool.committed(), pool.spent(), pool.diverted(), pool.returned()];
                let somewhere: Money = places.iter().copied().sum::<Money>() + pool.budgeted();
                assert_eq!(somewhere, pool.paid_in(), "{}, replicate {replicate}", preset.name);
                for (most, place) in most.iter_mut().zip(places) {
                    *most = (*most).max(place);
                }
            }
        }
    }
    // A sum that left one of them out would be wrong somewhere.
    assert!(most.iter().all(|money| *money > Money(0)), "{most:?}");
}
