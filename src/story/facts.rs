//! An event for programs: its name and its parts, by name and number. Keys are only ever added.

use super::moment;
use super::names::Names;
use super::words;
use crate::event::{Choice, Event, Outcome};
use crate::rules::optimistic::Ground;
use crate::rules::route::Ending;
use crate::units::{Money, Tick};
use crate::world::{Means, Reason, World};
use serde_json::{Map, Value, json};

/// One object: `day`, `tick`, `event`; `proposal` and `party` where there are any; then what the event has besides.
pub fn facts(names: &Names, world: &World, now: Tick, event: &Event) -> Value {
    let clock = names.scenario().clock;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    put("tick", json!(now.0));
    put("day", json!(clock.days(now.since(Tick(0)))));
    put("event", json!(name(event)));
    if let Some(proposal) = moment::proposal(event) {
        put("proposal", json!(names.proposal(world, proposal)));
    }
    if let Some(party) = moment::party(event) {
        put("party", json!(names.party(party)));
    }
    for (key, value) in besides(names, world, event) {
        put(key, value);
    }
    Value::Object(object)
}

/// The name of an event, as metrics and columns are written.
pub fn name(event: &Event) -> &'static str {
    match event {
        Event::KeptBack(_) => "kept_back",
        Event::Submitted(_) => "submitted",
        Event::StageOpened(..) => "stage_opened",
        Event::Read(..) => "read",
        Event::Met(..) => "met",
        Event::Tabled(..) => "tabled",
        Event::Voted(..) => "voted",
        Event::Objected(..) => "objected",
        Event::Judged(..) => "judged",
        Event::StageEnded(..) => "stage_ended",
        Event::Escalated(..) => "escalated",
        Event::Revised(_) => "revised",
        Event::Decided(..) => "decided",
        Event::Completed(..) => "completed",
        Event::Diverted(..) => "diverted",
        Event::Discovered(_) => "discovered",
        Event::Decisive(..) => "decisive",
        Event::GroupDecisive(..) => "group_decisive",
        Event::AdversaryDecisive(_) => "adversary_decisive",
        Event::GaveNotice(..) => "gave_notice",
        Event::TookBack(_) => "took_back",
        Event::Left(..) => "left",
        Event::Skipped(_) => "skipped",
        Event::Bought(_) => "bought",
        Event::Captured(_) => "captured",
        Event::TookPart(..) => "took_part",
        Event::CouldTurn(..) => "could_turn",
        Event::Drawn(..) => "drawn",
        Event::Elected(..) => "elected",
        Event::Recalled(_) => "recalled",
        Event::Protest(_) => "protest",
        Event::Staked(..) => "staked",
        Event::PaidBack(..) => "paid_back",
    }
}

fn besides(names: &Names, world: &World, event: &Event) -> Vec<(&'static str, Value)> {
    let scenario = names.scenario();
    let money = |amount: Money| json!(amount.major());
    match *event {
        Event::KeptBack(source) => vec![("source", json!(scenario.sources[source.idx()].name))],
        Event::Submitted(p) => {
            let (table, at, source) = (world.proposals(), p.idx(), names.source(world, p));
            vec![
                ("source", json!(source.name)),
                ("kind", json!(scenario.kinds[source.kind.idx()].name)),
                ("proposer", json!(names.party(table.proposer()[at]))),
                ("cost", money(table.cost()[at])),
                ("worth", json!(table.worth()[at])),
                ("risk", json!(table.risk()[at])),
                ("adversary", json!(table.adversary()[at])),
                ("would_divert", money(table.diverted()[at])),
            ]
        }
        Event::StageOpened(p, stage) => {
            vec![("stage", json!(names.stage(world, p, stage).name)), ("body", json!(names.decider(world, p, stage)))]
        }
        Event::Met(body, present, quorate) => {
            vec![("body", json!(names.body(body))), ("present", json!(present)), ("quorate", json!(quorate))]
        }
        Event::Tabled(body, _, n) => vec![("body", json!(names.body(body))), ("with_a_say", json!(n))],
        Event::Voted(_, _, choice) => vec![("choice", json!(choice_word(choice)))],
        Event::Objected(_, _, ground) => vec![("ground", json!(ground_word(ground)))],
        Event::Judged(_, _, upheld, judges) => vec![("upheld", json!(upheld)), ("judges", json!(judges))],
        Event::StageEnded(p, stage, ending) => {
            vec![("stage", json!(names.stage(world, p, stage).name)), ("ending", json!(ending_word(ending)))]
        }
        Event::Escalated(p, stage) => vec![("stage", json!(names.stage(world, p, stage).name))],
        Event::Decided(_, outcome) => vec![("outcome", json!(outcome_word(outcome)))],
        Event::Completed(_, cell) => vec![("cell", json!(scenario.cells[cell.idx()].name))],
        Event::Diverted(_, amount) | Event::Bought(amount) | Event::Staked(_, _, amount) | Event::PaidBack(_, _, amount) => {
            vec![("money", money(amount))]
        }
        Event::GroupDecisive(group, _) => vec![("group", json!(names.group(group)))],
        Event::GaveNotice(_, reason) => vec![("reason", json!(reason_word(reason)))],
        Event::Left(_, reason, amount) => vec![("reason", json!(reason_word(reason))), ("money", money(amount))],
        Event::Captured(means) => vec![("means", json!(means_word(means))), ("because", json!(words::means(means)))],
        Event::TookPart(_, part, entitled) => vec![("seats", json!(part)), ("entitled", json!(entitled))],
        Event::Elected(_, body) | Event::Recalled(body) => vec![("body", json!(names.body(body)))],
        Event::Protest(state) => vec![("state", json!(words::protest(state)))],
        Event::Read(..)
        | Event::Revised(_)
        | Event::Discovered(_)
        | Event::Decisive(..)
        | Event::AdversaryDecisive(_)
        | Event::TookBack(_)
        | Event::Skipped(_)
        | Event::CouldTurn(..)
        | Event::Drawn(..) => Vec::new(),
    }
}

fn choice_word(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "yes",
        Choice::No => "no",
        Choice::Abstain => "abstain",
    }
}

fn ground_word(ground: Ground) -> &'static str {
    match ground {
        Ground::OffPurpose => "off_purpose",
        Ground::OverBudget => "over_budget",
        Ground::SelfDealing => "self_dealing",
        Ground::TooRisky => "too_risky",
        Ground::LowValue => "low_value",
        Ground::PrivateInterest => "private_interest",
    }
}

fn ending_word(ending: Ending) -> &'static str {
    match ending {
        Ending::Pass => "pass",
        Ending::Block => "block",
        Ending::Lapse => "lapse",
    }
}

/// The word for how a proposal left its route.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Executed => "executed",
        Outcome::Unfunded => "unfunded",
        Outcome::Rejected => "rejected",
        Outcome::Lapsed => "lapsed",
        Outcome::Withdrawn => "withdrawn",
    }
}

fn reason_word(reason: Reason) -> &'static str {
    match reason {
        Reason::Disappointed => "disappointed",
        Reason::Estranged => "estranged",
        Reason::Contagion => "contagion",
        Reason::Run => "run",
        Reason::Expelled => "expelled",
    }
}

fn means_word(means: Means) -> &'static str {
    match means {
        Means::Harm => "harm",
        Means::Control => "control",
        Means::Drain => "drain",
    }
}
