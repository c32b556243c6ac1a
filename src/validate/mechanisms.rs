//! Delegation, dual governance, disputes, exit, the approval hat.

use super::Malformed;
use super::given::Given;
use super::kinds::Kind;
use crate::rules::approval_hat::Chief;
use crate::rules::delegation::{cosmos, liquid};
use crate::rules::dispute::{bonds, court, oracle};
use crate::rules::ragequit::{self, Claim};
use crate::rules::tally::quadratic;
use crate::units::{Money, Ratio};
use serde_json::{Map, Value, json};

pub(super) const KINDS: &[Kind] = &[
    Kind::rule("delegated_vote.cosmos", cosmos_tally),
    Kind::rule("delegation.resolve", resolve),
    Kind::rule("continuous_approval.chief", chief),
    Kind::rule("escalation.reality_eth", reality),
    Kind::rule("optimistic_oracle.uma", uma),
    Kind::rule("escalation.kleros_rounds", kleros_rounds),
    Kind::rule("escalation.kleros_payout", kleros_payout),
    Kind::rule("exit.pro_rata", pro_rata),
    Kind::rule("exit.pro_rata_sequence", pro_rata_sequence),
    Kind::rule("exit.uncommitted", uncommitted),
    Kind::rule("voting.quadratic_cost", quadratic_cost),
];

/// Names as numbers, in order of first mention.
#[derive(Default)]
struct Names<'v>(Vec<&'v str>);

impl<'v> Names<'v> {
    fn number(&mut self, name: &'v str) -> u32 {
        let place = self.0.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.0.push(name);
            self.0.len() - 1
        });
        u32::try_from(place).expect("a file names fewer")
    }
}

const CHOICES: &[(&str, cosmos::Choice)] = &[
    ("yes", cosmos::Choice::Yes),
    ("abstain", cosmos::Choice::Abstain),
    ("no", cosmos::Choice::No),
    ("veto", cosmos::Choice::Veto),
    ("spam", cosmos::Choice::Spam),
];

const PROPOSALS: &[(&str, cosmos::Kind)] =
    &[("standard", cosmos::Kind::Standard), ("expedited", cosmos::Kind::Expedited), ("optimistic", cosmos::Kind::Optimistic)];

fn cosmos_tally(given: &Given) -> Result<Value, Malformed> {
    let params = given.get("params")?;
    let share = |key: &str| params.get(key)?.exact();
    let params = cosmos::Params {
        quorum: share("quorum")?,
        threshold: share("threshold")?,
        veto: share("veto")?,
        expedited_quorum: share("expedited_quorum")?,
        expedited_threshold: share("expedited_threshold")?,
        optimistic_rejected: share("optimistic_rejected")?,
        burn_on_no_quorum: params.get("burn_on_no_quorum")?.truth()?,
        burn_on_veto: params.get("burn_on_veto")?.truth()?,
    };
    let kind = given.get("type")?.word(PROPOSALS)?;
    let votes = given.get("votes")?.entries()?;
    let votes: Vec<(&str, cosmos::Choice)> =
        votes.into_iter().map(|(name, vote)| Ok((name, vote.word(CHOICES)?))).collect::<Result<_, Malformed>>()?;
    let vote_of = |name: &str| votes.iter().find(|(voter, _)| *voter == name).map(|(_, vote)| *vote);
    let named = given.get("delegates")?.entries()?;
    let delegate = |(name, own): &(&str, Given)| Ok(cosmos::Delegate { own: own.whole()?, vote: vote_of(name) });
    let delegates = named.iter().map(delegate).collect::<Result<Vec<_>, Malformed>>()?;
    let delegation = |entry: &Given| {
        let to = entry.get("to")?;
        let place = named.iter().position(|(name, _)| Some(*name) == to.text().ok());
        let to = place.ok_or_else(|| to.refused("a delegate that `delegates` names", "correct the name"))?;
        Ok(cosmos::Delegation { to, amount: entry.get("amount")?.whole()?, vote: vote_of(entry.get("from")?.text()?) })
    };
    let delegations = given.get("delegations")?.list()?.iter().map(delegation).collect::<Result<Vec<_>, Malformed>>()?;
    let tally = cosmos::Tally::of(kind, &delegates, &delegations);
    let outcome = tally.outcome(kind, &params);
    Ok(json!({
        "passes": outcome.passes,
        "burn_deposit": outcome.burns,
        "tally": { "yes": tally.yes, "abstain": tally.abstain, "no": tally.no, "veto": tally.veto, "spam": tally.spam },
        "power_voting": tally.voting(),
        "power_total": tally.total,
    }))
}

fn resolve(given: &Given) -> Result<Value, Malformed> {
    let n = given.get("n")?.count()? as usize;
    let mut delegates = vec![None; n];
    for (from, to) in given.get("delegate")?.entries()? {
        let target = to.count()? as usize;
        match from.parse::<usize>() {
            Ok(from) if from < n && target < n => delegates[from] = Some(target),
            _ => return Err(to.refused("two members by number, from 0 to below `n`", "correct the numbers")),
        }
    }
    let found = liquid::resolve(&delegates);
    let weights: Map<String, Value> =
        found.weights.iter().enumerate().map(|(member, weight)| (member.to_string(), json!(weight))).collect();
    let most = found.weights.iter().max().copied().unwrap_or(0);
    Ok(json!({ "weights": weights, "lost_to_cycles": found.lost, "max_weight": most }))
}

/// What is done to the chief.
#[derive(Clone, Copy)]
enum Op {
    Lock,
    Free,
    Vote,
    Lift,
}

fn chief(given: &Given) -> Result<Value, Malformed> {
    let ops = [("lock", Op::Lock), ("free", Op::Free), ("vote", Op::Vote), ("lift", Op::Lift)];
    let mut chief = Chief::new(given.get("max_yays")?.count()? as usize);
    let (mut holders, mut candidates) = (Names::default(), Names::default());
    let (mut hats, mut refused) = (Vec::new(), Vec::new());
    for (idx, event) in given.get("events")?.list()?.iter().enumerate() {
        let mut holder = || Ok(holders.number(event.get("who")?.text()?));
        let amount = || event.get("amount")?.whole();
        let taken = match event.get("op")?.word(&ops)? {
            Op::Lock => chief.lock(holder()?, amount()?),
            Op::Free => chief.free(holder()?, amount()?),
            Op::Lift => chief.lift(candidates.number(event.get("candidate")?.text()?)),
            Op::Vote => {
                let slate = event.get("slate")?.list()?;
                let slate =
                    slate.iter().map(|name| Ok(candidates.number(name.text()?))).collect::<Result<Vec<_>, Malformed>>()?;
                chief.vote(holder()?, &slate)
            }
        };
        if !taken {
            refused.push(idx);
        }
        hats.push(chief.hat().map(|hat| candidates.0[hat as usize]));
    }
    let mut approvals = Map::new();
    for (number, name) in (0..).zip(&candidates.0) {
        approvals.insert((*name).to_owned(), json!(chief.approval(number)));
    }
    Ok(json!({ "hat_after_each": hats, "approvals": approvals, "rejected_events": refused }))
}

fn reality(given: &Given) -> Result<Value, Malformed> {
    let (mut people, mut answers) = (Names::default(), Names::default());
    let mut question = bonds::Question::default();
    for entry in given.get("history")?.list()? {
        let who = people.number(entry.get("who")?.text()?);
        let bond = entry.get("bond")?;
        let answer = bonds::Answer { who, answer: answers.number(entry.get("answer")?.text()?), bond: bond.whole()? };
        if !question.answer(answer) {
            return Err(bond.refused("a bond of at least twice the last one", "others never enter the history"));
        }
    }
    let last = answers.number(given.get("final_answer")?.text()?);
    let fee = given.find("claim_fee").map_or(Ok(0), |fee| fee.whole())?;
    let paid = question.payouts(last, given.get("bounty")?.whole()?, fee);
    let mut payouts = Map::new();
    for (number, name) in (0..).zip(&people.0) {
        payouts.insert((*name).to_owned(), json!(paid.get(&number).copied().unwrap_or(0)));
    }
    Ok(json!({ "payouts": payouts }))
}

fn uma(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let assertion =
        oracle::Assertion { bond: whole("bond")?, burn_percent: whole("burn_percent")?, expiration: whole("expiration")? };
    let dispute_at = given.find("dispute_at").map(|at| at.whole()).transpose()?;
    let settled = assertion.settle(whole("settle_at")?, dispute_at, given.get("oracle_truth")?.truth()?);
    Ok(json!({
        "dispute_accepted": settled.disputed,
        "asserter_net": settled.asserter_net as i64,
        "disputer_net": settled.disputer_net as i64,
        "fee": settled.fee,
        "resolution": settled.resolution,
    }))
}

fn kleros_rounds(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let fees = court::Fees { child: whole("fee")?, parent: whole("parent_fee")?, jurors_for_jump: whole("jurors_for_jump")? };
    let rounds = court::rounds(whole("initial_jurors")?, given.get("appeals")?.count()?, fees);
    let rounds = rounds.ok_or_else(|| given.refused("fewer appeals", "their cost does not fit into 64 bits"))?;
    let total: u64 = rounds.iter().map(|round| round.cost).sum();
    let told = rounds.iter().map(|round| {
        let court = if round.court == court::Court::Parent { "parent" } else { "child" };
        json!({ "jurors": round.jurors, "cost": round.cost, "court": court })
    });
    Ok(json!({ "rounds": told.collect::<Vec<Value>>(), "total_cost": total }))
}

fn kleros_payout(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let votes = given.get("votes")?.list()?;
    let vote = |vote: &Given| if vote.is_null() { Ok(None) } else { vote.text().map(|vote| Some(vote.to_owned())) };
    let votes = votes.iter().map(vote).collect::<Result<Vec<Option<String>>, Malformed>>()?;
    // A tied last round rules for nobody.
    let last = given.find("final_choice").map(|choice| choice.text().map(str::to_owned)).transpose()?;
    let last = last.filter(|choice| choice != "tie");
    let paid = court::payout(&votes, last.as_ref(), whole("juror_at_stake")?, whole("round_fees")?);
    Ok(json!({
        "token_change": paid.tokens.iter().map(|tokens| *tokens as i64).collect::<Vec<i64>>(),
        "fee": paid.fees.iter().map(u64::to_string).collect::<Vec<String>>(),
        "fees_to_governor": paid.to_governor,
    }))
}

fn pro_rata(given: &Given) -> Result<Value, Malformed> {
    let treasury: Vec<Money> = given.get("treasury")?.wholes()?.into_iter().map(Money).collect();
    let (burn, total) = (given.get("burn")?, given.get("total_shares_and_loot")?.whole()?);
    let burnt = burn.whole()?;
    if burnt > total {
        return Err(burn.refused("at most all shares and loot", "more cannot be burnt"));
    }
    let paid = ragequit::payouts(&treasury, burnt, total);
    let left: Vec<u64> = treasury.iter().zip(&paid).map(|(had, paid)| had.0 - paid.0).collect();
    Ok(json!({ "payout": paid.iter().map(|paid| paid.0).collect::<Vec<u64>>(), "treasury_after": left }))
}

fn told(ratio: &Ratio) -> String {
    if ratio.den == 1 { ratio.num.to_string() } else { format!("{}/{}", ratio.num, ratio.den) }
}

fn pro_rata_sequence(given: &Given) -> Result<Value, Malformed> {
    let order = given.get("order")?;
    let places: Vec<usize> = order.list()?.iter().map(|place| Ok(place.count()? as usize)).collect::<Result<_, Malformed>>()?;
    let paid = ragequit::one_after_another(given.get("treasury")?.whole()?, &given.get("shares")?.wholes()?, &places);
    let paid =
        paid.ok_or_else(|| order.refused("members who hold something, each once, by number from 0", "correct the order"))?;
    Ok(json!({ "payouts": paid.iter().map(told).collect::<Vec<String>>() }))
}

/// Which reading of what is not committed.
#[derive(Clone, Copy)]
enum Reading {
    Own,
    ProRata,
}

fn uncommitted(given: &Given) -> Result<Value, Malformed> {
    let readings = [("own_uncommitted", Reading::Own), ("pro_rata_uncommitted", Reading::ProRata)];
    let (total, committed) = (given.get("total")?.whole()?, given.get("committed")?.whole()?);
    let own = given.find("own_uncommitted").map(|own| own.whole()).transpose()?;
    let share = given.find("share").map(|share| share.exact()).transpose()?;
    let mode = given.get("mode")?;
    let claim = match mode.word(&readings)? {
        Reading::Own => own.map(|own| Claim::Own(Money(own))),
        Reading::ProRata => share.map(Claim::Share),
    };
    let claim = claim.ok_or_else(|| mode.refused("`own_uncommitted` or `share`, as the mode asks", "add what the mode needs"))?;
    let paid = ragequit::uncommitted(Money(total), Money(committed), claim).0;
    Ok(json!({ "payout": paid.to_string(), "total_after": (total - paid).to_string(), "committed_after": committed }))
}

fn quadratic_cost(given: &Given) -> Result<Value, Malformed> {
    let votes = given.get("votes")?;
    let accounts = given.find("sybils").map_or(Ok(1), |sybils| sybils.whole())?;
    let cost: Option<Vec<u64>> = votes.wholes()?.into_iter().map(|votes| quadratic::cost(votes, accounts)).collect();
    let cost = cost.ok_or_else(|| votes.refused("votes of at least one account", "their price must fit into 64 bits"))?;
    Ok(json!({ "cost": cost }))
}
