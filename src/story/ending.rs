//! How a stage is announced, and why it ended as it did.

use super::tally::Tally;
use super::words::{after, count, counted, people};
use crate::rules::route::{Ending, Stage};
use crate::rules::{Mechanism, Weighting};
use crate::units::{Clock, Tick};

/// Seats of a body whose ballots are still counted in words.
const IN_WORDS: u32 = 12;

/// What a stage asks of whom, until when.
pub fn announced(stage: &Stage, body: Option<&str>, now: Tick, clock: Clock) -> String {
    let body = body.unwrap_or("nobody");
    let until = |rule: &Mechanism| match rule.clock() {
        Some(time) => format!(" until day {}", super::words::day(clock, now + time)),
        None => String::new(),
    };
    let place = if stage.at_meeting { " at a meeting" } else { "" };
    let rule = &stage.mechanism;
    match rule {
        Mechanism::Optimistic(_) => format!("{body} may object{}", until(rule)),
        Mechanism::Vote(_) => format!("a vote of {body}{place}{}", until(rule)),
        Mechanism::Consent(_) => format!("{body} must consent{place}"),
        Mechanism::Council(council) => format!("{} of {body} must approve{place}", count(council.approvals)),
        Mechanism::Executive(_) => format!("one of {body} decides{place}"),
        Mechanism::Timelock(_) => format!("it waits{}", until(rule)),
        Mechanism::Conviction(_) => format!("{body} may support it for as long as it takes"),
        Mechanism::Hat(_) => format!("{body} may approve of it at any time"),
        Mechanism::Dispute(rule) => format!("{body} may stake money against it, from {}", rule.bond.major()),
        Mechanism::Jury(rule) => format!("{} are drawn from {body} to rule on it{}", count(rule.jurors), until(&stage.mechanism)),
        Mechanism::Round(rule) => {
            format!("{body} may approve of it until the round ends on day {}", super::words::day(clock, rule.ends(now)))
        }
    }
}

/// What was done in a stage, in the past tense.
pub fn done(stage: &Stage, tally: &Tally) -> String {
    let many = tally.entitled > IN_WORDS;
    let n = |n: u32| if many { n.to_string() } else { people(n) };
    let all = count(tally.entitled);
    let of = |part: u32| format!("{} of {all}", n(part));
    match &stage.mechanism {
        Mechanism::Optimistic(_) => format!("{} read it, {}", of(tally.took_part), objections(tally)),
        Mechanism::Consent(_) => format!("{} took part, {}", of(tally.took_part), objections(tally)),
        Mechanism::Vote(_)
        | Mechanism::Council(_)
        | Mechanism::Executive(_)
        | Mechanism::Conviction(_)
        | Mechanism::Hat(_)
        | Mechanism::Round(_)
        | Mechanism::Dispute(_)
        | Mechanism::Jury(_) => {
            let abstain = if tally.abstain > 0 { format!(", {} abstained", n(tally.abstain)) } else { String::new() };
            let weighed = if stage.mechanism.weighting() == Weighting::PER_SEAT { "" } else { ", counted by weight" };
            format!("{} for, {} against{abstain} of {}{weighed}", n(tally.yes), n(tally.no), all)
        }
        Mechanism::Timelock(_) => "the time is up".to_owned(),
    }
}

/// What became of the objections.
pub fn objections(tally: &Tally) -> String {
    let waiting = tally.objections.saturating_sub(tally.upheld + tally.struck);
    let s = if tally.upheld == 1 { "s" } else { "" };
    let mut parts = Vec::new();
    if tally.upheld > 0 {
        parts.push(format!("{} stand{s}", counted(tally.upheld, "objection")));
    }
    for (n, fate) in [(tally.struck, "struck"), (waiting, "left unjudged")] {
        if n > 0 && parts.is_empty() {
            parts.push(format!("{} {fate}", counted(n, "objection")));
        } else if n > 0 {
            parts.push(format!("{} {fate}", people(n)));
        }
    }
    if parts.is_empty() { "nobody objected".to_owned() } else { parts.join(", ") }
}

/// What that meant for the proposal.
pub fn verdict(stage: &Stage, ending: Ending) -> &'static str {
    match (&stage.mechanism, ending) {
        (Mechanism::Optimistic(_), Ending::Pass) => "it passes",
        (Mechanism::Optimistic(_), Ending::Block) => "it is blocked",
        (Mechanism::Vote(_), Ending::Pass) => "it is carried",
        (Mechanism::Vote(_), Ending::Block) => "it is voted down",
        (Mechanism::Vote(_), Ending::Lapse) => "it lapses for want of votes",
        (Mechanism::Consent(_), Ending::Pass) => "it has consent",
        (Mechanism::Consent(_), Ending::Block) => "it has no consent",
        (Mechanism::Council(_) | Mechanism::Executive(_), Ending::Pass) => "it is approved",
        (Mechanism::Council(_) | Mechanism::Executive(_), Ending::Block) => "it is refused",
        (Mechanism::Timelock(_), Ending::Pass) => "it goes on",
        (Mechanism::Conviction(_), Ending::Pass) => "it has support enough",
        (Mechanism::Hat(_), Ending::Pass) => "it takes the place of what was in force",
        (Mechanism::Jury(_), Ending::Pass) => "the jury accepts it",
        (Mechanism::Jury(_), Ending::Block) => "the jury rejects it",
        (Mechanism::Jury(_), Ending::Lapse) => "the jury is divided",
        (Mechanism::Dispute(_), Ending::Pass) => "the claim stands",
        (Mechanism::Dispute(_), Ending::Block) => "the claim is disputed",
        (Mechanism::Dispute(_), Ending::Lapse) => "nobody stakes anything on it",
        (Mechanism::Round(_), Ending::Pass) => "the round chooses it",
        (Mechanism::Round(_), Ending::Lapse) => "the round does not choose it",
        (Mechanism::Conviction(_) | Mechanism::Hat(_) | Mechanism::Round(_), Ending::Block) => "it is stopped",
        (Mechanism::Timelock(_), Ending::Block) => "it is stopped",
        (
            Mechanism::Optimistic(_)
            | Mechanism::Consent(_)
            | Mechanism::Council(_)
            | Mechanism::Executive(_)
            | Mechanism::Timelock(_)
            | Mechanism::Conviction(_)
            | Mechanism::Hat(_),
            Ending::Lapse,
        ) => "it lapses",
    }
}

/// The whole: where, how long, what was done, what that meant.
pub fn told(stage: &Stage, tally: &Tally, ending: Ending, now: Tick, clock: Clock) -> String {
    let time = after(clock, now.since(tally.opened));
    format!("stage {} ends {time}: {}; {}", stage.name, done(stage, tally), verdict(stage, ending))
}
