//! Power at rest against power at work: how often a seat turns the decision when the engine lets people vote by chance.
//!
//! A reader of context 1/2 judges `(h + e) / 2` with `e` standard normal, so that merit `h = 0` is a fair coin for each seat
//! apart, and merit drawn from the standard normal is one chance of a yes, uniform between 0 and 1, common to all: Straffin's
//! independence and homogeneity. A seat counts as decisive when the stage would have ended otherwise had it stayed away.

use folkmoot::engine::Simulation;
use folkmoot::event::Event;
use folkmoot::scenario::Scenario;

/// Votes of the six founders of the EEC, 1958; 12 of 17 carry, so that 6 stop.
const FOUNDERS: [u32; 6] = [4, 4, 4, 2, 2, 1];

/// Carried by 12 of all 17 votes, which 6 against prevent. A share of the votes cast would fall with whoever stays away.
const VOTE: &str = r#"vote = { body = "council", period = "2 days", weight = "tokens", majority = { above_of_all = "11/17" } }"#;
/// Stopped by 6 of 17 votes, which leaves 12 to carry it: the dual of the vote.
const REVIEW: &str = r#"optimistic = { body = "council", window = "2 days", weight = "tokens", objections = { weight = "6/17" }, bites = "at_end" }"#;

const COIN: &str = "0";
const COMMON: &str = "{ normal = { mean = 0, sd = 1 } }";

fn council(merit: &str, rule: &str) -> String {
    let members: Vec<String> =
        FOUNDERS.iter().enumerate().map(|(seat, votes)| format!("{{ name = \"s{seat}\", tokens = {votes} }}")).collect();
    format!(
        r#"
schema = 1
question = "Does a seat turn as many decisions as its index says?"
horizon = "400 days"
report_every = "400 days"
seed = 11
[space]
course = [0, 0]
purpose_drift = 0
step_share = 0
step_noise = 0
[value]
reference_cost = 1
alarm = 1
trust_rate = 0
[people.outsiders]
archetype = "community_member"
count = 1
seats = ["outside"]
[people.founders]
archetype = "domain_expert"
seats = ["council"]
attention = 1000
alone = true
context = 0.5
alpha = 0
rho = 0
stake = 0
trust = 0
theta = 0
ideal_spread = 0
members = [{}]
[bodies.outside]
kind = "community"
[bodies.council]
kind = "council"
[proposals.stream]
body = "outside"
kind = "operational"
arrivals = "0.5 per day"
size = 1
merit = {merit}
risk = 0
selective = false
[[decisions.operational.route]]
{rule}
"#,
        members.join(", ")
    )
}

/// How often each seat was decisive, and how often it could have turned the stage by another act, of how many decisions.
struct Seen {
    decisions: f64,
    decisive: [f64; 6],
    could_turn: [f64; 6],
}

impl Seen {
    fn share(&self, seat: usize) -> f64 {
        self.decisive[seat] / self.decisions
    }

    /// Variance of the share; decisions share no draw.
    fn variance(&self, seat: usize) -> f64 {
        self.share(seat) * (1.0 - self.share(seat)) / self.decisions
    }

    /// Share of decisions that a seat could have turned, and its variance.
    fn turns(&self, seat: usize) -> (f64, f64) {
        let share = self.could_turn[seat] / self.decisions;
        (share, share * (1.0 - share) / self.decisions)
    }
}

fn watch(text: &str) -> Seen {
    let scenario = Scenario::parse("council", text).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let mut seen = Seen { decisions: 0.0, decisive: [0.0; 6], could_turn: [0.0; 6] };
    let mut sim = Simulation::new(&scenario, 0);
    for replicate in 0..300 {
        sim.reset(replicate);
        while sim.step() {
            for event in sim.events() {
                match *event {
                    Event::Decided(..) => seen.decisions += 1.0,
                    // The first party is the outsider who proposes.
                    Event::Decisive(party, _) => seen.decisive[party.idx() - 1] += 1.0,
                    Event::CouldTurn(party, _) => seen.could_turn[party.idx() - 1] += 1.0,
                    _ => {}
                }
            }
        }
    }
    seen
}

/// Whether every number is within 4.5 standard errors of the published one.
fn agrees(found: impl Fn(usize) -> (f64, f64), published: [f64; 6]) -> bool {
    (0..6).all(|seat| {
        let (share, variance) = found(seat);
        (share - published[seat]).abs() <= 4.5 * variance.sqrt() + 1e-9
    })
}

/// Swings of the EEC council, as in PyPI's `powerindex` and "Voting Power (2)" on numbersandshapes.net, of 32 coalitions of others.
const ABSOLUTE_BANZHAF: [f64; 6] = [10.0 / 32.0, 10.0 / 32.0, 10.0 / 32.0, 6.0 / 32.0, 6.0 / 32.0, 0.0];

/// Its Shapley-Shubik index, from the same sources.
const SHAPLEY_SHUBIK: [f64; 6] = [7.0 / 30.0, 7.0 / 30.0, 7.0 / 30.0, 3.0 / 20.0, 3.0 / 20.0, 0.0];

/// Among independent fair coins a critical seat is on the winning side half of the time.
fn by_coins(seen: &Seen) -> bool {
    agrees(|seat| (2.0 * seen.share(seat), 4.0 * seen.variance(seat)), ABSOLUTE_BANZHAF)
}

#[test]
fn independent_coins_turn_decisions_as_often_as_banzhaf_says() {
    for rule in [VOTE, REVIEW] {
        let text = council(COIN, rule);
        assert!(by_coins(&watch(&text)), "{rule}");
        for (from, to) in [("/17\"", "/13\""), ("merit = 0", "merit = 0.3"), ("tokens = 1 ", "tokens = 2 ")] {
            assert!(text.contains(from), "`{from}` changes nothing");
            assert!(!by_coins(&watch(&text.replace(from, to))), "the check cannot fail: {from} to {to} in {rule}");
        }
    }
}

#[test]
fn a_seat_could_turn_what_its_indices_say() {
    for rule in [VOTE, REVIEW] {
        let coins = watch(&council(COIN, rule));
        assert!(agrees(|seat| coins.turns(seat), ABSOLUTE_BANZHAF), "{rule}: {:?}", coins.could_turn);
        let chance = watch(&council(COMMON, rule));
        assert!(agrees(|seat| chance.turns(seat), SHAPLEY_SHUBIK), "{rule}: {:?}", chance.could_turn);
        assert!(!agrees(|seat| chance.turns(seat), ABSOLUTE_BANZHAF), "one chance is not independent coins");
        let other = watch(&council(COIN, &rule.replace("/17\"", "/13\"")));
        assert!(!agrees(|seat| other.turns(seat), ABSOLUTE_BANZHAF), "the check cannot fail: {rule}");
    }
}

/// The seats that turn a yes are seen in the vote, those that turn a no in the review that mirrors it; together they are all.
fn by_one_chance(vote: &Seen, review: &Seen) -> bool {
    agrees(|seat| (vote.share(seat) + review.share(seat), vote.variance(seat) + review.variance(seat)), SHAPLEY_SHUBIK)
}

#[test]
fn one_common_chance_turns_decisions_as_often_as_shapley_and_shubik_say() {
    let [vote, review] = [VOTE, REVIEW].map(|rule| watch(&council(COMMON, rule)));
    assert!(by_one_chance(&vote, &review));
    // Neither another law of the chance nor another quota, and the two laws are told apart.
    let other = watch(&council("{ normal = { mean = 0, sd = 0.5 } }", VOTE));
    assert!(!by_one_chance(&other, &review), "the check cannot fail");
    let other = watch(&council(COMMON, &VOTE.replace("11/17", "10/17")));
    assert!(!by_one_chance(&other, &review), "the check cannot fail");
    let [vote, review] = [VOTE, REVIEW].map(|rule| watch(&council(COIN, rule)));
    assert!(!by_one_chance(&vote, &review), "independent coins are not one chance");
}
