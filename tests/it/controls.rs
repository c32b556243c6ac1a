//! Scenarios whose outcome is known beforehand: nobody dishonest, and nobody who could object.

use folkmoot::engine::Simulation;
use folkmoot::event::{Event, Outcome};
use folkmoot::scenario::Scenario;
use folkmoot::units::Money;
use folkmoot::world::{Means, World};

const REPLICATES: u64 = 200;

/// Runs every replicate to its end; `sees` looks at the world and each event of the day, and says what it counts.
fn counts(path: &str, sees: fn(&World, &Event) -> bool) -> Vec<u32> {
    let scenario = Scenario::load(path).unwrap_or_else(|problems| panic!("{problems}"));
    let mut sim = Simulation::new(&scenario, 0);
    let mut counts = Vec::new();
    for replicate in 0..REPLICATES {
        sim.reset(replicate);
        let mut count = 0;
        while sim.step() {
            count += sim.events().iter().map(|event| u32::from(sees(sim.world(), event))).sum::<u32>();
        }
        counts.push(count);
    }
    counts
}

#[test]
fn where_everybody_is_honest_no_money_is_diverted() {
    let counts = counts("scenarios/all_honest.toml", |world, event| {
        matches!(event, Event::Diverted(..) | Event::Captured(_)) || world.treasury().diverted() > Money(0)
    });
    assert!(counts.iter().all(|count| *count == 0), "{counts:?}");
}

#[test]
fn an_attacker_whom_nobody_can_stop_captures_in_every_run() {
    let path = "scenarios/attacker_alone.toml";
    let harmful = counts(path, |world, event| match event {
        Event::Decided(proposal, Outcome::Executed) => {
            let (row, table) = (proposal.idx(), world.proposals());
            table.adversary()[row] && table.worth()[row] < 0.0
        }
        _ => false,
    });
    assert!(harmful.iter().all(|count| *count > 0), "{harmful:?}");
    for means in [Means::Harm, Means::Drain] {
        let captured = match means {
            Means::Harm => counts(path, |_, event| matches!(event, Event::Captured(Means::Harm))),
            Means::Drain | Means::Control => counts(path, |_, event| matches!(event, Event::Captured(Means::Drain))),
        };
        assert!(captured.iter().all(|count| *count == 1), "{means:?}: {captured:?}");
    }
    let diverted = counts(path, |_, event| matches!(event, Event::Diverted(..)));
    // One package every 60 days of 730, the first at the start; the last may still wait for a meeting that somebody comes to.
    assert!(diverted.iter().all(|count| (12..=13).contains(count)), "{diverted:?}");
}

#[test]
fn nobody_waits_for_those_who_left() {
    let text = r#"
schema = 1
question = "Is a seat still waited for when its holder has left?"
horizon = "1 year"

[people.guests]
archetype = "domain_expert"
count = 1
seats = ["makers_and_guests"]
attention = 0
exit_threshold = 9
pledge = 1_000_000

[people.hosts]
archetype = "domain_expert"
count = 3
seats = ["makers_and_guests"]
attention = 10
exit_threshold = -9

[bodies.makers_and_guests]
kind = "council"

[cells.makers]
members = 4
people = { exit_threshold = -9 }
work = { arrivals = "1 per week", size = 1_000 }

[[decisions.operational.route]]
consent = { body = "makers_and_guests" }

[exit]
takes = "pro_rata"
"#;
    let scenario = Scenario::parse("guests", text).unwrap_or_else(|problems| panic!("{problems}"));
    let mut sim = Simulation::new(&scenario, 0);
    let (mut before, mut after) = (0, 0);
    while sim.step() {
        let decided =
            sim.events().iter().filter(|event| matches!(event, Event::Decided(_, Outcome::Executed | Outcome::Unfunded)));
        let decided = decided.count();
        if sim.world().now().0 <= 30 { before += decided } else { after += decided }
    }
    assert_eq!(before, 0, "a guest who reads nothing holds everything up");
    assert!(after > 10, "{after} decided once it has gone");
}
