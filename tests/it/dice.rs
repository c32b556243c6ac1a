//! No draw shifts another: something inserted at the front of the file, on the first day, leaves everybody else's story alone.

use folkmoot::engine::Simulation;
use folkmoot::event::Event;
use folkmoot::scenario::Scenario;

/// Two cells and a council that reviews them, each proposal with the reader's full attention; the council meets, but nothing is
/// dealt with there. So nothing couples the proposals but the dice.
fn organisation(before_people: &str, before_cells: &str, before_proposals: &str) -> String {
    format!(
        r#"
schema = 1
question = "Does a draw shift another?"
horizon = "900 days"
seed = 5
report_every = "900 days"
[space]
step_share = 0
step_noise = 0
purpose_drift = 0
[value]
reference_cost = 6000
trust_rate = 0
{before_people}
[people.reviewers]
archetype = "domain_expert"
count = 4
seats = ["review"]
trust = 0.4
alone = true
context = {{ uniform = [0.2, 0.6] }}
attention = {{ uniform = [0.1, 0.5] }}
[bodies.review]
kind = "council"
meets = {{ every = "10 days", attendance = 0.7 }}
{before_cells}
[cells.gardens]
members = 5
people = {{ trust = 0.4, alone = true }}
work = {{ arrivals = "3 per month", size = {{ lognormal = {{ median = 6_000, sigma = 0.7 }} }} }}
[cells.research]
members = 6
people = {{ trust = 0.4, alone = true }}
work = {{ arrivals = "2 per month", size = {{ lognormal = {{ median = 9_000, sigma = 0.7 }} }} }}
{before_proposals}
[[decisions.operational.route]]
name = "window"
optimistic = {{ body = "review", window = "6 days", objections = {{ seats = 2 }}, judged_by = "nobody" }}
on_block = {{ escalate = "vote" }}
[[decisions.operational.route]]
name = "vote"
only = "escalated"
vote = {{ body = "review", period = "5 days", quorum = "none", majority = "half" }}
"#
    )
}

/// What happens to the proposals of one cell, told without any running number.
fn story_of(text: &str, cell: &str) -> Vec<String> {
    let scenario = Scenario::parse("dice", text).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let source = scenario.sources.iter().position(|source| source.name == cell).expect("the cell has work");
    let reviewers = scenario.groups.iter().position(|group| group.name == "reviewers").expect("there are reviewers");
    let first: u32 = scenario.groups[..reviewers].iter().map(|group| group.count).sum();
    let mut sim = Simulation::new(&scenario, 0);
    let mut story = Vec::new();
    let mut day = 0;
    while sim.step() {
        let table = sim.world().proposals();
        let ours = |p: folkmoot::units::ProposalId| table.source()[p.idx()].idx() == source;
        for event in sim.events() {
            story.extend(match *event {
                Event::Submitted(p) if ours(p) => {
                    Some(format!("{day} asks {:?} {:x}", table.cost()[p.idx()], table.merit()[p.idx()].to_bits()))
                }
                Event::Read(who, p) if ours(p) => Some(format!("{day} reads {}", i64::from(who.0) - i64::from(first))),
                Event::Objected(who, p, ground) if ours(p) => Some(format!("{day} objects {} {ground:?}", who.0 - first)),
                Event::Voted(who, p, choice) if ours(p) => Some(format!("{day} votes {} {choice:?}", who.0 - first)),
                Event::Met(body, present, _) if scenario.bodies[body.idx()].name == "review" => {
                    Some(format!("{day} {present} meet"))
                }
                Event::Decided(p, outcome) if ours(p) => Some(format!("{day} {outcome:?}")),
                _ => None,
            });
        }
        day += 1;
    }
    story
}

const NEWCOMERS: &str = r#"
[people.newcomers]
archetype = "strategic_partner"
count = 3
seats = ["annex"]
trust = 0.4
[bodies.annex]
kind = "council"
"#;

const NEW_CELL: &str = r#"
[cells.bakery]
members = 4
people = { trust = 0.4 }
work = { arrivals = "20 per month", size = 3_000 }
"#;

const NEW_STREAM: &str = r#"
[proposals.petitions]
body = "review"
kind = "operational"
arrivals = "1 per day"
size = 100
"#;

#[test]
fn a_new_group_cell_or_stream_in_front_shifts_nobody() {
    for cell in ["gardens", "research"] {
        let before = story_of(&organisation("", "", ""), cell);
        assert!(before.len() > 60, "the story is worth comparing: {}", before.len());
        for (people, cells, proposals) in
            [(NEWCOMERS, "", ""), ("", NEW_CELL, ""), ("", "", NEW_STREAM), (NEWCOMERS, NEW_CELL, NEW_STREAM)]
        {
            let after = story_of(&organisation(people, cells, proposals), cell);
            let parting = before.iter().zip(&after).find(|(one, other)| one != other);
            assert!(parting.is_none() && before.len() == after.len(), "the story of {cell} parts at {parting:?}");
        }
    }
}

#[test]
fn another_seed_or_replicate_is_another_story() {
    let text = organisation("", "", "");
    assert_ne!(story_of(&text, "gardens"), story_of(&text.replace("seed = 5", "seed = 6"), "gardens"));
}
