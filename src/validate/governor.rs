//! Governors and vetoes of tokens, event by event.

use super::Malformed;
use super::given::Given;
use super::kinds::Kind;
use super::trace::Trace;
use crate::rules::governor::{Ballots, State, Support, bravo, openzeppelin};
use crate::rules::veto::{snapshot_x, stakeholders, tokens};
use crate::units::Ratio;
use serde_json::{Value, json};
use std::cell::RefCell;

pub(super) const KINDS: &[Kind] = &[
    Kind::rule("governor_oz.trace", openzeppelin_trace),
    Kind::rule("governor_bravo.trace", bravo_trace),
    Kind::rule("optimistic_veto.aragon", aragon_veto),
    Kind::rule("optimistic_veto.snapshot_x", snapshot_x_status),
    Kind::rule("stakeholder_veto.optimism", stakeholder_veto),
    Kind::rule("stakeholder_quorum.optimism", stakeholder_quorum),
];

/// Something that happens to a proposal of a governor.
#[derive(Clone, Copy)]
enum Act {
    Vote { voter: u32, weight: u64, support: Support },
    Queue,
    Execute,
    Cancel,
}

const SUPPORT: &[(&str, Support)] = &[("for", Support::For), ("against", Support::Against), ("abstain", Support::Abstain)];
const ACTS: &[(&str, Act)] = &[("queue", Act::Queue), ("execute", Act::Execute), ("cancel_by_proposer", Act::Cancel)];

/// Accounts by number, with their weight. One that no weight is given for has none, and may vote all the same.
struct Accounts<'v> {
    weights: Vec<(&'v str, u64)>,
    strangers: RefCell<Vec<String>>,
}

impl<'v> Accounts<'v> {
    fn read(given: &Given<'v>) -> Result<Accounts<'v>, Malformed> {
        let weights = given.get("weights")?.entries()?;
        let weights = weights.into_iter().map(|(name, weight)| Ok((name, weight.whole()?))).collect::<Result<_, Malformed>>()?;
        Ok(Accounts { weights, strangers: RefCell::new(Vec::new()) })
    }

    /// The number and the weight of an account.
    fn find(&self, name: &Given) -> Result<(u32, u64), Malformed> {
        let name = name.text()?;
        let mut strangers = self.strangers.borrow_mut();
        let known = self.weights.iter().position(|(known, _)| *known == name);
        let place = known.or_else(|| Some(self.weights.len() + strangers.iter().position(|stranger| *stranger == name)?));
        let place = place.unwrap_or_else(|| {
            strangers.push(name.to_owned());
            self.weights.len() + strangers.len() - 1
        });
        Ok((u32::try_from(place).expect("a file has fewer accounts"), known.map_or(0, |known| self.weights[known].1)))
    }
}

fn acts(given: &Given) -> Result<Trace<Act>, Malformed> {
    let accounts = Accounts::read(given)?;
    Trace::read(given, |event| match event.find("op") {
        Some(op) => op.word(ACTS),
        None => {
            let (voter, weight) = accounts.find(&event.get("voter")?)?;
            Ok(Act::Vote { voter, weight, support: event.get("support")?.word(SUPPORT)? })
        }
    })
}

fn state(state: State) -> Value {
    json!(match state {
        State::Pending => "Pending",
        State::Active => "Active",
        State::Canceled => "Canceled",
        State::Defeated => "Defeated",
        State::Succeeded => "Succeeded",
        State::Queued => "Queued",
        State::Expired => "Expired",
        State::Executed => "Executed",
    })
}

fn tally(ballots: &Ballots) -> Value {
    json!({ "for_": ballots.in_favour, "against": ballots.against, "abstain": ballots.abstain })
}

fn optional(given: &Given, key: &str) -> Result<Option<u64>, Malformed> {
    given.find(key).map(|value| value.whole()).transpose()
}

fn openzeppelin_trace(given: &Given) -> Result<Value, Malformed> {
    let params = given.get("params")?;
    let quorum = match params.find("quorum_abs") {
        Some(votes) => votes.whole()?,
        None => {
            let den = params.get("quorum_den")?;
            let share = Ratio::new(params.get("quorum_num")?.whole()?, den.whole()?);
            let share = share.ok_or_else(|| den.refused("a denominator above 0", "OpenZeppelin's own is 100"))?;
            openzeppelin::quorum_of(params.get("supply_at_snapshot")?.whole()?, share)
        }
    };
    // Where the quorum is given as votes, a supply says nothing more.
    for unused in ["supply_at_snapshot", "quorum_num", "quorum_den"] {
        optional(&params, unused)?;
    }
    let setup = openzeppelin::Setup {
        voting_delay: params.get("voting_delay")?.whole()?,
        voting_period: params.get("voting_period")?.whole()?,
        quorum,
        late_quorum_extension: optional(&params, "late_quorum_extension")?,
        super_quorum: optional(&params, "super_quorum_abs")?,
        timelock_delay: optional(&params, "timelock_delay")?,
    };
    let mut proposal = openzeppelin::Proposal::new(setup, given.get("propose_at")?.whole()?);
    let act = |proposal: &mut openzeppelin::Proposal, now, act: &Act| match *act {
        Act::Vote { voter, weight, support } => proposal.vote(now, voter, weight, support),
        Act::Queue => proposal.queue(now),
        Act::Execute => proposal.execute(now),
        Act::Cancel => proposal.cancel(now),
    };
    let left = acts(given)?.lead(&mut proposal, act, |proposal, now| state(proposal.state(now)));
    Ok(json!({
        "states": left.seen,
        "tally": tally(proposal.ballots()),
        "deadline": proposal.deadline(),
        "rejected_events": left.refused,
    }))
}

fn bravo_trace(given: &Given) -> Result<Value, Malformed> {
    let params = given.get("params")?;
    let setup = bravo::Setup {
        voting_delay: params.get("voting_delay")?.whole()?,
        voting_period: params.get("voting_period")?.whole()?,
        quorum_votes: params.get("quorum_votes")?.whole()?,
        timelock_delay: params.get("timelock_delay")?.whole()?,
        grace_period: params.get("grace_period")?.whole()?,
    };
    let mut proposal = bravo::Proposal::new(setup, given.get("propose_at")?.whole()?);
    let act = |proposal: &mut bravo::Proposal, now, act: &Act| match *act {
        Act::Vote { voter, weight, support } => proposal.vote(now, voter, weight, support),
        Act::Queue => proposal.queue(now),
        Act::Execute => proposal.execute(now),
        Act::Cancel => proposal.cancel(now),
    };
    let left = acts(given)?.lead(&mut proposal, act, |proposal, now| state(proposal.state(now)));
    Ok(json!({ "states": left.seen, "tally": tally(proposal.ballots()), "rejected_events": left.refused }))
}

fn aragon_veto(given: &Given) -> Result<Value, Malformed> {
    let accounts = Accounts::read(given)?;
    let whole = |key: &str| given.get(key)?.whole();
    let proposal = tokens::Proposal::new(whole("total_power")?, whole("min_veto_ratio_ppm")?, whole("start")?, whole("end")?);
    let mut proposal =
        proposal.ok_or_else(|| given.refused("some power and a ratio from 1 to 1000000", "others are refused at creation"))?;
    // An event is a veto, unless it executes.
    let trace = Trace::read(given, |event| match event.find("op") {
        Some(op) => op.word(&[("execute", None)]),
        None => accounts.find(&event.get("voter")?).map(Some),
    })?;
    let act = |proposal: &mut tokens::Proposal, now, veto: &Option<(u32, u64)>| match *veto {
        Some((holder, power)) => proposal.veto(now, holder, power),
        None => proposal.execute(now),
    };
    let left = trace.lead(&mut proposal, act, |proposal, now| {
        json!({ "open": proposal.open(now), "vetoed": proposal.vetoed(), "can_execute": proposal.executable(now) })
    });
    Ok(json!({
        "min_veto_power": proposal.threshold(),
        "veto_tally": proposal.tally(),
        "executed": proposal.executed(),
        "at": left.seen,
        "rejected_events": left.refused,
    }))
}

fn snapshot_x_status(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let times = snapshot_x::Times { start: whole("start")?, min_end: whole("min_end")?, max_end: whole("max_end")? };
    let status = snapshot_x::status(times, whole("quorum")?, whole("votes_against")?, whole("t")?);
    Ok(json!({ "status": match status {
        snapshot_x::Status::VotingDelay => "VotingDelay",
        snapshot_x::Status::VotingPeriod => "VotingPeriod",
        snapshot_x::Status::VotingPeriodAccepted => "VotingPeriodAccepted",
        snapshot_x::Status::Accepted => "Accepted",
        snapshot_x::Status::Rejected => "Rejected",
    } }))
}

fn stakeholder_veto(given: &Given) -> Result<Value, Malformed> {
    let groups = given.get("veto_share_by_group")?.entries()?;
    let objecting = groups.iter().map(|(_, share)| share.exact()).collect::<Result<Vec<Ratio>, Malformed>>()?;
    let tiers = if given.get("appeal_round")?.truth()? { stakeholders::APPEAL } else { stakeholders::FIRST_ROUND };
    Ok(json!({ "vetoed": stakeholders::vetoed(&tiers, &objecting) }))
}

fn stakeholder_quorum(given: &Given) -> Result<Value, Malformed> {
    let turnout = given.get("turnout")?;
    let share = |key: &str| turnout.get(key)?.exact();
    let citizens = [share("end_users")?, share("apps")?, share("chains")?];
    let joint = stakeholders::Turnout { token_house: share("token_house")?, citizens }.joint();
    let joint = joint.and_then(|joint| Some((joint, joint.quorum_is_met()?)));
    let (joint, met) = joint.ok_or_else(|| turnout.refused("shares of fewer decimals", "ten are plenty"))?;
    let value = |share: stakeholders::Wide| share.num as f64 / share.den as f64;
    Ok(json!({ "citizens_house": value(joint.citizens_house), "joint": value(joint.joint), "joint_quorum_met": met }))
}
