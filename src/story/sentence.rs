//! One sentence for everything that can happen, without its full stop. `it` is the proposal that the sentence is about.
//!
//! # Why
//! There is no arm for "anything else": whoever adds an event is told by the compiler that it needs a sentence.

use super::ending;
use super::moment::Moment;
use super::names::Names;
use super::tally::Tally;
use super::words::{self, after, count, counted, few, money};
use crate::event::{Choice, Event, Outcome};
use crate::rules::Mechanism;
use crate::scenario::Pays;
use crate::units::{Clock, GroupId, Money, PartyId, ProposalId, StageId, Tick};
use crate::world::World;

/// What a sentence is made of besides the event.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Who is called what.
    pub names: &'a Names<'a>,
    /// The columns after the tick.
    pub world: &'a World,
    /// The tick that is told.
    pub now: Tick,
}

impl Scene<'_> {
    fn clock(&self) -> Clock {
        self.names.scenario().clock
    }

    /// A sentence about what happened.
    pub fn sentence(&self, moment: &Moment) -> String {
        let who = few(&self.names.parties(&moment.parties), "member");
        // A verb in the present tense has an `s` for one and none for many.
        let s = if moment.parties.len() == 1 { "s" } else { "" };
        match moment.event {
            Event::KeptBack(source) => {
                let name = &self.names.scenario().sources[source.idx()].name;
                let (ideas, back) =
                    (counted(moment.times, "idea"), if moment.times == 1 { "is kept back" } else { "are kept back" });
                format!("{ideas} of {name} {back}")
            }
            Event::Submitted(p) => self.submitted(p),
            Event::StageOpened(p, stage) => {
                let body = self.names.decider(self.world, p, stage);
                let stage = self.names.stage(self.world, p, stage);
                format!("{} opens: {}", stage.name, ending::announced(stage, body, self.now, self.clock()))
            }
            Event::Read(..) => format!("{who} read{s} it"),
            Event::Met(body, present, quorate) => {
                let body = self.names.body(body);
                let what = if quorate { "" } else { ": too few, the meeting is void" };
                format!("{body} meets, {} present{what}", words::people(present))
            }
            Event::Tabled(body, _, n) => {
                let have = if n == 1 { "has" } else { "have" };
                format!("{} deals with it, {} present {have} a say", self.names.body(body), count(n))
            }
            Event::Voted(_, p, choice) => format!("{who} {}", self.ballot(p, moment.tally.stage, choice, s)),
            Event::Objected(_, _, ground) => format!("{who} object{s} ({})", words::ground(ground)),
            Event::Judged(_, _, upheld, judges) => judged(&who, moment.parties.len(), upheld, judges),
            Event::StageEnded(p, stage, how) => {
                let told = ending::told(self.names.stage(self.world, p, stage), &moment.tally, how, self.now, self.clock());
                told + &self.turned(&moment.tally)
            }
            Event::Escalated(p, stage) => format!("it goes up to {}", self.names.stage(self.world, p, stage).name),
            Event::Revised(_) => "it goes back to its proposer, who gives way by half".to_owned(),
            Event::Decided(p, outcome) => self.decided(p, outcome),
            Event::Completed(p, cell) => {
                let cell = &self.names.scenario().cells[cell.idx()].name;
                format!("cell {cell} delivers it {}", self.age(p))
            }
            Event::Diverted(_, amount) => format!("{} of it are diverted, which nobody sees yet", money(amount)),
            Event::Discovered(_) => "it comes out that money was diverted from it".to_owned(),
            Event::Decisive(..) => format!("without {who} the stage would have ended otherwise"),
            Event::CouldTurn(..) => format!("{who} could have turned the stage"),
            Event::GroupDecisive(group, _) => format!("without {} the stage would have ended otherwise", self.group(group)),
            Event::AdversaryDecisive(_) => "without the adversary's insiders the stage would have ended otherwise".to_owned(),
            Event::GaveNotice(_, reason) => format!("{who} give{s} notice: {}", words::reason(reason)),
            Event::TookBack(_) => format!("{who} take{s} the notice back"),
            Event::Left(_, reason, amount) => {
                let with = if amount == Money(0) { String::new() } else { format!(" with {}", money(amount)) };
                format!("{who} leave{s}{with}: {}", words::reason(reason))
            }
            Event::Skipped(_) => format!("{who} keep{s} the payment that is due"),
            Event::Bought(amount) => format!("the adversary buys votes for {}", money(amount)),
            Event::Captured(means) => format!("the organisation counts as captured: {}", words::means(means)),
            Event::Drawn(..) => format!("{who} {} drawn for it", if moment.parties.len() == 1 { "is" } else { "are" }),
            Event::Elected(_, body) => {
                let are = if moment.parties.len() == 1 { "is" } else { "are" };
                format!("{who} {are} elected to {}", self.names.body(body))
            }
            Event::Protest(state) => format!("the protest: {}", words::protest(state)),
            Event::Staked(_, _, amount) => format!("{who} stake{s} {}", money(amount)),
            Event::PaidBack(_, _, amount) => {
                format!("{who} {} paid {} for what was staked", if s.is_empty() { "are" } else { "is" }, money(amount))
            }
            Event::Recalled(body) => format!("the holders of {} are recalled", self.names.body(body)),
            Event::TookPart(_, part, entitled) => format!("{} of {} took part", words::people(part), count(entitled)),
        }
    }

    fn submitted(&self, p: ProposalId) -> String {
        let table = self.world.proposals();
        let (source, at) = (self.names.source(self.world, p), p.idx());
        let who = match source.pays {
            Pays::Work(_) => format!("cell {}", source.name),
            Pays::Nothing | Pays::Budgets | Pays::AtOnce => self.names.party(table.proposer()[at]),
        };
        let what = match source.pays {
            Pays::Work(_) | Pays::AtOnce => format!("asks for {}", money(table.cost()[at])),
            Pays::Budgets => format!("asks for budgets of {}", money(table.cost()[at])),
            Pays::Nothing => "makes a proposal".to_owned(),
        };
        let name = self.names.proposal(self.world, p);
        if table.adversary()[at] {
            let hollow = match table.diverted()[at] {
                Money(0) => "; it only uses up attention".to_owned(),
                part => format!(", of which {} would be diverted", money(part)),
            };
            return format!("the adversary, through {who}, {what}{hollow} ({name}, {})", self.worth(p));
        }
        format!("{who} {what} ({name}, {})", self.worth(p))
    }

    /// What nobody inside knows: whether it serves the purpose.
    pub fn worth(&self, p: ProposalId) -> String {
        let worth = self.world.proposals().worth()[p.idx()];
        let word = if worth < 0.0 { "harmful" } else { "good" };
        format!("{word}: worth {worth:.2}")
    }

    fn ballot(&self, p: ProposalId, stage: Option<StageId>, choice: Choice, s: &str) -> String {
        let rule = stage.map(|stage| &self.names.stage(self.world, p, stage).mechanism);
        match choice {
            Choice::Yes if matches!(rule, Some(Mechanism::Consent(_))) => format!("consent{s}"),
            Choice::Yes => format!("vote{s} in favour"),
            Choice::No => format!("vote{s} against"),
            Choice::Abstain => format!("abstain{s}"),
        }
    }

    /// Who turned a stage, where anybody did.
    fn turned(&self, tally: &Tally) -> String {
        let mut who = self.names.parties(&tally.decisive);
        if who.len() > 4 {
            who = vec![count(u32::try_from(who.len()).unwrap_or(u32::MAX)) + " parties"];
        }
        // A group of whom one alone turned it says nothing new.
        let group_of = |party: &PartyId| self.world.parties().group()[party.idx()];
        let new = |group: &&GroupId| !tally.decisive.iter().any(|party| group_of(party) == **group);
        who.extend(tally.groups.iter().filter(new).map(|group| self.group(*group)));
        if tally.adversary {
            who.push("the adversary's insiders".to_owned());
        }
        match who.as_slice() {
            [] => String::new(),
            [only] => format!("; without {only} it would have ended otherwise"),
            _ => format!("; without {} it would have ended otherwise", either(&who)),
        }
    }

    fn group(&self, group: GroupId) -> String {
        format!("all of {}", self.names.group(group))
    }

    fn decided(&self, p: ProposalId, outcome: Outcome) -> String {
        let after = self.age(p);
        match outcome {
            Outcome::Executed => match self.names.source(self.world, p).pays {
                Pays::Work(_) => format!("it is accepted {after} and waits for its cell"),
                Pays::Budgets => format!("it is accepted {after} and fills the cells' budgets"),
                Pays::AtOnce | Pays::Nothing => format!("it is carried out {after}"),
            },
            Outcome::Unfunded => format!("it is accepted {after}, but there is no money for it"),
            Outcome::Rejected => format!("it is rejected {after}"),
            Outcome::Lapsed => format!("it lapses {after}"),
            Outcome::Withdrawn => format!("its proposer gives up {after}"),
        }
    }

    /// Time since it was submitted.
    fn age(&self, p: ProposalId) -> String {
        let submitted = self.world.proposals().submitted()[p.idx()];
        after(self.clock(), self.now.since(submitted))
    }
}

/// What became of objections.
fn judged(who: &str, objections: usize, upheld: bool, judges: u32) -> String {
    let fate = match (upheld, objections == 1) {
        (true, true) => format!("the objection of {who} stands"),
        (true, false) => format!("the objections of {who} stand"),
        (false, true) => format!("the objection of {who} is struck"),
        (false, false) => format!("the objections of {who} are struck"),
    };
    let by = match (judges, upheld) {
        (0, true) => String::new(),
        (0, false) => ": it is not on the list of grounds".to_owned(),
        (n, _) => format!(", {} having judged", words::people(n)),
    };
    fate + &by
}

/// `a or b`: each of them alone.
fn either(names: &[String]) -> String {
    match names {
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
        [] => String::new(),
    }
}
