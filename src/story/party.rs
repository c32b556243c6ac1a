//! What one party does: day by day, and in all.

use super::sentence::Scene;
use super::words::{self, counted, money};
use crate::event::{Choice, Event};
use crate::units::{PartyId, ProposalId};

/// What a party did in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deeds {
    read: u32,
    ballots: u32,
    against: u32,
    objections: u32,
    struck: u32,
    turned: u32,
}

impl Deeds {
    /// Takes in the events of a tick.
    pub fn take_in(&mut self, party: PartyId, events: &[Event]) {
        for event in events.iter().filter(|event| super::moment::party(event) == Some(party)) {
            match *event {
                Event::Read(..) => self.read += 1,
                Event::Voted(_, _, choice) => {
                    self.ballots += 1;
                    self.against += u32::from(choice == Choice::No);
                }
                Event::Objected(..) => self.objections += 1,
                Event::Judged(_, _, upheld, _) => self.struck += u32::from(!upheld),
                Event::Decisive(..) => self.turned += 1,
                _ => {}
            }
        }
    }

    /// What they come to, in sentences.
    pub fn in_all(&self, scene: &Scene, party: PartyId) -> Vec<String> {
        let parties = scene.world.parties();
        let Deeds { read, ballots, against, objections, struck, turned } = *self;
        let name = scene.names.party(party);
        let struck = if struck > 0 { format!(" ({} struck)", words::count(struck)) } else { String::new() };
        let mut lines = vec![format!(
            "{name} read {}, cast {} ({} against), objected {}{struck}, and turned {}.",
            counted(read, "proposal"),
            counted(ballots, "ballot"),
            words::count(against),
            times(objections),
            counted(turned, "stage"),
        )];
        let brought = scene.world.proposals().proposer().iter().filter(|proposer| **proposer == party).count();
        let brought = counted(u32::try_from(brought).unwrap_or(u32::MAX), "proposal");
        let there = if parties.active()[party.idx()] { "is still there" } else { "has left" };
        let satisfaction = parties.satisfaction()[party.idx()];
        lines.push(format!("It brought forward {brought}; it {there}, with a satisfaction of {satisfaction:.2}."));
        if let Some(row) = scene.world.treasury().funders().iter().find(|row| row.party == party) {
            let (paid, back) = (money(row.paid_in), money(row.returned));
            lines.push(format!("Of {} pledged it paid in {paid} and took back {back}.", money(row.pledged)));
        }
        lines
    }
}

fn times(n: u32) -> String {
    if n == 0 {
        "never".to_owned()
    } else if n == 1 {
        "once".to_owned()
    } else {
        format!("{} times", words::count(n))
    }
}

/// What a party does in a tick. Its own proposals have lines of their own.
pub fn lines(scene: &Scene, party: PartyId, events: &[Event]) -> Vec<String> {
    let own = || events.iter().filter(|event| super::moment::party(event) == Some(party));
    let on = |wanted: &dyn Fn(&Event) -> bool| -> Vec<ProposalId> {
        own().filter(|event| wanted(event)).filter_map(super::moment::proposal).collect()
    };
    let mut said: Vec<String> = Vec::new();
    let mut say = |verb: &str, proposals: Vec<ProposalId>| {
        if !proposals.is_empty() {
            let names: Vec<String> = proposals.iter().map(|p| scene.names.proposal(scene.world, *p)).collect();
            said.push(format!("{verb} {}", words::list(&names)));
        }
    };
    say("reads", on(&|event| matches!(event, Event::Read(..))));
    for (choice, verb) in [(Choice::Yes, "is for"), (Choice::No, "is against"), (Choice::Abstain, "abstains on")] {
        say(verb, on(&|event| matches!(event, Event::Voted(_, _, cast) if *cast == choice)));
    }
    for event in own() {
        let about = super::moment::proposal(event).map(|p| scene.names.proposal(scene.world, p)).unwrap_or_default();
        match *event {
            Event::Objected(_, _, ground) => said.push(format!("objects to {about} ({})", words::ground(ground))),
            Event::Judged(_, _, true, _) => said.push(format!("its objection to {about} stands")),
            Event::Judged(_, _, false, _) => said.push(format!("its objection to {about} is struck")),
            Event::GaveNotice(_, reason) => said.push(format!("gives notice: {}", words::reason(reason))),
            Event::TookBack(_) => said.push("takes its notice back".to_owned()),
            Event::Left(_, reason, amount) => {
                said.push(format!("leaves with {}: {}", money(amount), words::reason(reason)));
            }
            Event::Skipped(_) => said.push("keeps the payment that is due".to_owned()),
            Event::Drawn(..) => said.push(format!("is drawn for {about}")),
            Event::Elected(_, body) => said.push(format!("is elected to {}", scene.names.body(body))),
            Event::Decisive(..) => said.push(format!("turns {about}: without it the stage would not have ended so")),
            Event::Staked(_, _, amount) => said.push(format!("stakes {} on {about}", money(amount))),
            Event::PaidBack(_, _, amount) => said.push(format!("is paid {} for what it staked on {about}", money(amount))),
            Event::Read(..)
            | Event::Voted(..)
            | Event::KeptBack(_)
            | Event::Submitted(_)
            | Event::StageOpened(..)
            | Event::Met(..)
            | Event::Tabled(..)
            | Event::StageEnded(..)
            | Event::Escalated(..)
            | Event::Revised(_)
            | Event::Decided(..)
            | Event::Completed(..)
            | Event::Diverted(..)
            | Event::Discovered(_)
            | Event::GroupDecisive(..)
            | Event::AdversaryDecisive(_)
            | Event::Bought(_)
            | Event::Captured(_)
            | Event::TookPart(..)
            | Event::CouldTurn(..)
            | Event::Recalled(_)
            | Event::Protest(_) => {}
        }
    }
    let name = scene.names.party(party);
    if said.is_empty() { Vec::new() } else { vec![format!("{name} {}.", said.join("; "))] }
}
