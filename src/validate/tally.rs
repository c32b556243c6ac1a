//! Votes, councils, consent and quorums, one question each.

use super::Malformed;
use super::compare::Loose;
use super::given::Given;
use super::kinds::Kind;
use crate::rules::fork::Fork;
use crate::rules::objection::{self, Objection};
use crate::rules::signers::{Approval, Change, Safe};
use crate::rules::staged::{Stage, State};
use crate::rules::tally::{aragon, baal, moloch, ranked};
use crate::rules::turnout::{self, Decimal};
use crate::theory::ballots;
use serde_json::{Value, json};

pub(super) const KINDS: &[Kind] = &[
    Kind::rule("majority_vote.aragon", aragon_majority),
    Kind::rule("moloch_v2.did_pass", moloch_did_pass).loosely(&[("fail_reasons", Loose::Set)]),
    Kind::rule("moloch_v2.pipeline", moloch_pipeline),
    Kind::rule("baal_v3.process", baal_process),
    Kind::rule("multisig.aragon", multisig),
    Kind::rule("multisig.safe_admin", safe_admin),
    Kind::rule("staged_process.aragon_spp", staged),
    Kind::rule("consent.holacracy", holacracy),
    Kind::rule("consent.rfcbot", rfcbot),
    Kind::rule("snapshot.tally", snapshot),
    Kind::rule("quorum.debian_sqrt", debian),
    Kind::rule("quorum.participation_ema", participation_ema),
    Kind::rule("nouns.dynamic_quorum", dynamic_quorum),
    Kind::rule("nouns.fork", fork),
];

fn aragon_majority(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let modes = [
        ("Standard", aragon::Mode::Standard),
        ("EarlyExecution", aragon::Mode::EarlyExecution),
        ("VoteReplacement", aragon::Mode::VoteReplacement),
    ];
    let rule = aragon::Majority {
        support_ppm: whole("support_threshold_ppm")?,
        participation_ppm: whole("min_participation_ppm")?,
        approval_ppm: whole("min_approval_ppm")?,
        mode: given.get("mode")?.word(&modes)?,
    };
    let cast =
        aragon::Cast { yes: whole("yes")?, no: whole("no")?, abstain: whole("abstain")?, total_power: whole("total_power")? };
    let carried = rule.carried(cast, given.get("open")?.truth()?);
    Ok(json!({
        "support_reached": rule.supported(cast),
        "early_support_reached": rule.supported_early(cast),
        "participation_reached": rule.participated(cast),
        "approval_reached": rule.approved(cast),
        "succeeded": carried,
        "can_execute": carried,
    }))
}

fn moloch_did_pass(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let failures = moloch::failures(&moloch::Processed {
        yes: whole("yes")?,
        no: whole("no")?,
        total_now: whole("total_shares_and_loot_now")?,
        dilution_bound: whole("dilution_bound")?,
        max_total_at_yes_vote: whole("max_total_at_yes_vote")?,
        applicant_jailed: given.get("applicant_jailed")?.truth()?,
        payment_requested: whole("payment_requested")?,
        guild_balance: whole("guild_balance")?,
    });
    let reason = |failure: &moloch::Failure| match failure {
        moloch::Failure::Majority => "majority",
        moloch::Failure::Dilution => "dilution",
        moloch::Failure::Jailed => "jailed",
        moloch::Failure::InsufficientFunds => "insufficient_funds",
    };
    let reasons: Vec<&str> = failures.iter().map(reason).collect();
    Ok(json!({ "passed": reasons.is_empty(), "fail_reasons": reasons }))
}

fn moloch_pipeline(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let now = whole("current_period")?;
    let mut pipeline = moloch::Pipeline { voting: whole("voting_periods")?, grace: whole("grace_periods")?, last_start: None };
    let sponsored = given.get("sponsored_same_period")?.count()?;
    let slots: Vec<moloch::Slot> = (0..sponsored).map(|_| pipeline.sponsor(now)).collect();
    let each = |of: fn(&moloch::Slot) -> u64| slots.iter().map(of).collect::<Vec<u64>>();
    Ok(json!({
        "starting_period": each(|slot| slot.starts),
        "last_voting_period": each(|slot| slot.last_voting),
        "processable_from": each(|slot| slot.processable_from),
    }))
}

fn baal_process(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let outcome = baal::outcome(&baal::Processed {
        yes: whole("yes")?,
        no: whole("no")?,
        quorum_percent: whole("quorum_percent")?,
        shares_at_sponsor: whole("shares_at_sponsor")?,
        supply_now: whole("supply_now")?,
        max_supply_at_vote: whole("max_supply_at_vote")?,
        min_retention_percent: whole("min_retention_percent")?,
    });
    Ok(json!({ "result": match outcome {
        baal::Outcome::Passed => "Processed-passed",
        baal::Outcome::Defeated => "Defeated",
        baal::Outcome::FailedQuorum => "Processed-failed(quorum)",
        baal::Outcome::FailedRetention => "Processed-failed(retention)",
    } }))
}

fn multisig(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let rule = Approval { start: whole("start")?, end: whole("end")?, min_approvals: whole("min_approvals")? };
    let (now, approvals, executed) = (whole("t")?, whole("approvals")?, given.get("executed")?.truth()?);
    Ok(json!({ "open": rule.open(now, executed), "can_execute": rule.executable(now, approvals, executed) }))
}

fn safe_admin(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let changes =
        [("add_owner", Change::AddOwner), ("remove_owner", Change::RemoveOwner), ("change_threshold", Change::ChangeThreshold)];
    let mut safe = Safe { owners: whole("owners")?, threshold: whole("threshold")? };
    let accepted = safe.change(given.get("op")?.word(&changes)?, whole("new_threshold")?);
    Ok(json!({ "accepted": accepted, "owners": safe.owners, "threshold": safe.threshold }))
}

fn staged(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let stage = Stage {
        min_advance: whole("min_advance")?,
        max_advance: whole("max_advance")?,
        vote_duration: whole("vote_duration")?,
        approval_threshold: whole("approval_threshold")?,
        veto_threshold: whole("veto_threshold")?,
    };
    let state = stage.state(whole("last_transition")?, whole("t")?, whole("approvals")?, whole("vetoes")?);
    Ok(json!({ "state": match state {
        State::Active => "Active",
        State::Advanceable => "Advanceable",
        State::Expired => "Expired",
    } }))
}

fn holacracy(given: &Given) -> Result<Value, Malformed> {
    let mut valid = Vec::new();
    for member in given.get("members")?.list()? {
        let who = member.get("who")?.text()?;
        let present = member.find("present").map_or(Ok(true), |present| present.truth())?;
        let Some(tests) = member.find("objection") else { continue };
        let test = |key: &str| tests.find(key).map_or(Ok(false), |test| test.truth());
        let objection = Objection {
            harms: test("a")?,
            is_new: test("b")?,
            is_not_safe: test("c")?,
            limits_own_role: test("d")?,
            breaks_constitution: test("e")?,
        };
        if present && objection.is_valid() {
            valid.push(who);
        }
    }
    Ok(json!({ "adopted": valid.is_empty(), "valid_objectors": valid }))
}

fn rfcbot(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let starts = objection::comment_period_starts(whole("reviewers")?, whole("approved")?, whole("unresolved_concerns")?);
    Ok(json!({ "fcp_starts": starts }))
}

/// Which count of Snapshot's.
#[derive(Clone, Copy)]
enum Count {
    Approval,
    Ranked,
    Weighted,
    Quadratic,
}

fn snapshot(given: &Given) -> Result<Value, Malformed> {
    let counts = [
        ("approval", Count::Approval),
        ("ranked-choice", Count::Ranked),
        ("weighted", Count::Weighted),
        ("quadratic", Count::Quadratic),
    ];
    let n_choices = given.get("choices")?.count()? as usize;
    let count = given.get("type")?.word(&counts)?;
    let (mut lists, mut splits, mut total) = (Vec::new(), Vec::new(), 0);
    for ballot in given.get("ballots")?.list()? {
        let (power, choice) = (ballot.get("power")?.whole()?, ballot.get("choice")?);
        let copies = ballot.find("count").map_or(Ok(1), |copies| copies.whole())?;
        // Ballots that count for nothing are in the total all the same.
        total += power * copies;
        match count {
            Count::Approval | Count::Ranked => {
                let choices = choice.wholes()?.into_iter().map(|choice| usize::try_from(choice).unwrap_or(usize::MAX)).collect();
                lists.push(ranked::Ballot { choices, power: power * copies });
            }
            Count::Weighted | Count::Quadratic => {
                let part = |(name, part): (&str, Given)| {
                    let choice = name.parse().map_err(|_| part.refused("a choice by its number", "choices count from 1"))?;
                    Ok((choice, part.real()?))
                };
                let parts = choice.entries()?.into_iter().map(part).collect::<Result<_, Malformed>>()?;
                splits.push(ballots::Split { parts, power: power as f64, copies: copies as f64 });
            }
        }
    }
    let scores = match count {
        Count::Approval => json!(ranked::approval(n_choices, &lists)),
        Count::Ranked => json!(ranked::ranked(n_choices, &lists)),
        Count::Weighted => json!(ballots::weighted(n_choices, &splits)),
        Count::Quadratic => json!(ballots::quadratic(n_choices, &splits)),
    };
    Ok(json!({ "scores": scores, "total": total }))
}

fn debian(given: &Given) -> Result<Value, Malformed> {
    let found = turnout::debian(given.get("members")?.whole()?);
    let value = |trillionths: u128| trillionths as f64 / turnout::TRILLION as f64;
    Ok(json!({ "Q": value(found.q), "K": value(found.k), "quorum": value(found.quorum) }))
}

fn participation_ema(given: &Given) -> Result<Value, Malformed> {
    let share = |given: &Given| -> Result<Decimal, Malformed> {
        let share = given.exact()?;
        if share.num > share.den {
            Err(given.refused("a share from 0 to 1", "10 percent is 0.1"))
        } else {
            Ok(Decimal::of(share))
        }
    };
    let (min, max) = (share(&given.get("min_quorum")?)?, share(&given.get("max_quorum")?)?);
    let mut usual = share(&given.get("ema0")?)?;
    let mut course = Vec::new();
    for turnout in given.get("turnouts")?.list()? {
        usual = turnout::next_usual(usual, share(&turnout)?);
        course.push(usual);
    }
    let value = |decimal: &Decimal| decimal.0 as f64 / turnout::WHOLE as f64;
    // Before the first vote there is a quorum too.
    let asked = if course.is_empty() { vec![usual] } else { course.clone() };
    let quorum: Vec<f64> = asked.iter().map(|usual| value(&turnout::following_quorum(min, max, *usual))).collect();
    Ok(json!({ "ema": course.iter().map(value).collect::<Vec<f64>>(), "quorum": quorum }))
}

fn dynamic_quorum(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let rule =
        turnout::Dynamic { min_bps: whole("min_bps")?, max_bps: whole("max_bps")?, coefficient_e6: whole("coefficient_e6")? };
    let votes = rule.votes(whole("against")?, whole("supply")?);
    let votes = votes.ok_or_else(|| given.refused("a supply above 0", "a share of nothing is undefined"))?;
    Ok(json!({ "quorum_votes": votes }))
}

fn fork(given: &Given) -> Result<Value, Malformed> {
    let whole = |key: &str| given.get(key)?.whole();
    let fork = Fork {
        adjusted_supply: whole("adjusted_supply")?,
        in_escrow: whole("in_escrow")?,
        threshold_bps: whole("threshold_bps")?,
    };
    let sent = fork.sent(whole("treasury")?);
    Ok(json!({ "threshold": fork.threshold(), "can_execute": fork.executable(), "sent_to_fork": sent }))
}
