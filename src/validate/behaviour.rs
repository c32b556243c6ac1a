//! Equilibria and dynamics of people: volunteers, cascades, opinions, bribes, runs.

use super::Malformed;
use super::given::Given;
use super::kinds::Kind;
use crate::power;
use crate::theory::influence::{self, Exact};
use crate::theory::{bank, bribes, cascade, opinions, volunteers};
use crate::units::Ratio;
use num_bigint::{BigInt, BigUint};
use serde_json::{Map, Value, json};

pub(super) const KINDS: &[Kind] = &[
    Kind::theory("behaviour.volunteer_dilemma", volunteer_dilemma),
    Kind::theory("behaviour.threshold_volunteer", threshold_volunteer),
    Kind::theory("behaviour.inspection_game", inspection_game),
    Kind::theory("behaviour.granovetter", granovetter),
    Kind::theory("behaviour.granovetter_normal", granovetter_normal),
    Kind::theory("opinion.degroot", degroot),
    Kind::theory("opinion.hegselmann_krause", hegselmann_krause),
    Kind::theory("bribery.groseclose_snyder", groseclose_snyder),
    Kind::theory("bribery.pivotal_contract", pivotal_contract),
    Kind::rule("capture.minimum_stake", minimum_stake),
    Kind::theory("voting.concave_power_share", concave_power_share),
    Kind::theory("voting.minority_threshold", minority_threshold),
    Kind::theory("voting.sybil_gain", sybil_gain),
    Kind::theory("exit.diamond_dybvig", diamond_dybvig),
    Kind::theory("delegation.star_harm", star_harm),
];

fn volunteer_dilemma(given: &Given) -> Result<Value, Malformed> {
    let found = volunteers::volunteers(given.get("n")?.count()?, given.get("cost_over_benefit")?.real()?);
    Ok(json!({ "p_volunteer": found.each, "p_nobody": found.nobody }))
}

fn threshold_volunteer(given: &Given) -> Result<Value, Malformed> {
    let (n, needed) = (given.get("n")?.count()?, given.get("needed")?);
    let k = needed.count()?;
    if k == 0 || k > n {
        return Err(needed.refused("at least one and at most all", "otherwise nobody's act turns anything"));
    }
    let found = volunteers::threshold_volunteers(n, k, given.get("cost_over_benefit")?.real()?);
    Ok(json!({
        "interior_equilibria": found.each,
        "p_threshold_met": found.enough,
        "max_pivot_probability": found.max_pivot,
    }))
}

fn inspection_game(given: &Given) -> Result<Value, Malformed> {
    let real = |key: &str| given.get(key)?.real();
    let found = volunteers::inspection(real("c")?, real("b")?, real("g")?, real("P")?);
    Ok(json!({ "p_cheat": found.cheats, "p_inspect": found.inspects }))
}

fn granovetter(given: &Given) -> Result<Value, Malformed> {
    Ok(json!({ "final": cascade::joined(&given.get("thresholds")?.wholes()?) }))
}

/// Thresholds are shares; a mean above 1 says that they are in percent, and so are the answers.
fn granovetter_normal(given: &Given) -> Result<Value, Malformed> {
    let mean = given.get("mean")?;
    let (value, sds) = (mean.real()?, given.get("sds")?.reals()?);
    let whole = if value > 1.0 { 100.0 } else { 1.0 };
    if !(0.0..whole).contains(&value) || value <= 0.0 {
        return Err(mean.refused("a mean between nobody and everybody", "25 % is 0.25, or 25"));
    }
    let fixed: Vec<f64> = sds.iter().map(|sd| whole * cascade::joined_share(value / whole, sd / whole)).collect();
    Ok(json!({ "critical_sd": whole * cascade::critical_sd(value / whole), "fixed_points": fixed }))
}

fn degroot(given: &Given) -> Result<Value, Malformed> {
    let trust = given.get("T")?;
    let share = |entry: &Given| entry.exact().map(exactly);
    let row = |row: &Given| row.list()?.iter().map(share).collect::<Result<Vec<Exact>, Malformed>>();
    let rows = trust.list()?.iter().map(row).collect::<Result<Vec<_>, Malformed>>()?;
    let hint = "nobody may listen to less or more than one whole, and somebody must be heard by all in the end";
    let found =
        influence::influence(&rows).ok_or_else(|| trust.refused("a square of rows that add up to 1, with one limit", hint))?;
    let first = given.get("x0")?;
    let opinions = first.reals()?;
    if opinions.len() != found.len() {
        return Err(first.refused("one opinion for each row", "as many as there are rows"));
    }
    let consensus: f64 = found.iter().zip(&opinions).map(|(share, opinion)| share.value() * opinion).sum();
    let told = |share: &Exact| {
        if share.den == BigUint::from(1_u8) { share.num.to_string() } else { format!("{}/{}", share.num, share.den) }
    };
    Ok(json!({ "influence": found.iter().map(told).collect::<Vec<String>>(), "consensus": consensus }))
}

fn exactly(share: Ratio) -> Exact {
    Exact { num: share.num.into(), den: share.den.into() }
}

fn hegselmann_krause(given: &Given) -> Result<Value, Malformed> {
    const LIMIT: usize = 100_000;
    let update = given.get("update")?;
    if !update.text()?.starts_with("synchronous") {
        return Err(update.refused("a synchronous update", "everybody moves at once"));
    }
    let first = given.get("x0")?.list()?;
    let first = first.iter().map(Given::signed).collect::<Result<Vec<_>, Malformed>>()?;
    let reach = given.get("confidence")?.exact()?;
    // Everything in one common unit.
    let unit = first.iter().map(|opinion| opinion.size.den).chain([reach.den]).fold(BigInt::from(1), |unit, den| {
        let shared = gcd(unit.clone(), den.into());
        unit * den / shared
    });
    let scaled = |size: Ratio| BigInt::from(size.num) * (&unit / size.den);
    let opinions: Vec<BigInt> =
        first.iter().map(|opinion| if opinion.negative { -scaled(opinion.size) } else { scaled(opinion.size) }).collect();
    let ended = opinions::bounded_confidence(&opinions, &scaled(reach), &unit, LIMIT);
    let ended = ended.ok_or_else(|| given.refused("opinions that settle", "no more than 100000 steps are made"))?;
    Ok(json!({ "cluster_sizes": ended.sizes, "cluster_positions": ended.positions, "steps_until_fixed": ended.steps }))
}

fn gcd(a: BigInt, b: BigInt) -> BigInt {
    if b == BigInt::ZERO { a } else { gcd(b.clone(), a % b) }
}

fn odd(n: &Given) -> Result<u32, Malformed> {
    let voters = n.count()?;
    if voters % 2 == 1 { Ok(voters) } else { Err(n.refused("an odd number", "a tie has no answer here")) }
}

fn groseclose_snyder(given: &Given) -> Result<Value, Malformed> {
    let n = odd(&given.get("n")?)?;
    let found = bribes::supermajority(n, given.get("rival_budget")?.real()?, given.get("intensity")?.real()?);
    Ok(json!({ "min_total_bribe": found.cost, "coalition": found.members, "minimal_winning_cost": found.bare_cost }))
}

fn pivotal_contract(given: &Given) -> Result<Value, Malformed> {
    let n = odd(&given.get("n")?)?;
    let found = bribes::pivotal_contract(n, given.get("theta")?.real()?, given.get("eps")?.real()?);
    Ok(json!({
        "naive_cost": found.naive,
        "pivotal_contract_equilibrium_cost": found.paid,
        "promised_if_pivotal": found.promised,
        "votes_for_in_equilibrium": found.votes,
    }))
}

/// Which price of control is asked for.
#[derive(Clone, Copy)]
enum Attack {
    Carry,
    SlipThrough,
    Block,
}

fn minimum_stake(given: &Given) -> Result<Value, Malformed> {
    let attacks =
        [("active_for_quorum", Attack::Carry), ("optimistic", Attack::SlipThrough), ("optimistic_block", Attack::Block)];
    // A file may state the whole setting whichever price it asks for.
    let whole = |key: &str| given.find(key).map(|value| value.whole()).transpose();
    let ratio = whole("min_veto_ratio_ppm")?.map(|num| Ratio { num, den: 1_000_000 });
    let (quorum, against, honest) = (whole("quorum")?, whole("honest_against")?, whole("honest_veto_power")?);
    let veto = whole("total")?.zip(ratio);
    let rule = given.get("rule")?;
    let told = match rule.word(&attacks)? {
        Attack::Carry => {
            quorum.zip(against).map(|(quorum, against)| json!({ "attacker_for_needed": power::stake_to_carry(quorum, against) }))
        }
        Attack::SlipThrough => veto.zip(honest).map(|((total, veto), honest)| {
            json!({
                "veto_threshold": power::stake_to_block(total, veto),
                "attacker_power_needed": power::stake_to_slip_through(total, veto, honest),
            })
        }),
        Attack::Block => veto.map(|(total, veto)| {
            let needed = power::stake_to_block(total, veto);
            json!({ "veto_threshold": needed, "power_to_block_everything": needed })
        }),
    };
    let needs = "`quorum` and `honest_against` for an active vote, else `total`, `min_veto_ratio_ppm` and `honest_veto_power`";
    told.ok_or_else(|| rule.refused(needs, "add what the rule needs"))
}

fn concave_power_share(given: &Given) -> Result<Value, Malformed> {
    let real = |key: &str| given.get(key)?.real();
    let share = bribes::power_share(given.get("high_fraction")?.chance()?, real("budget_ratio")?, real("alpha")?);
    Ok(json!({ "high_group_share": share }))
}

fn minority_threshold(given: &Given) -> Result<Value, Malformed> {
    let real = |key: &str| given.get(key)?.real();
    Ok(json!({ "threshold": bribes::minority_threshold(real("options_split")?, real("alpha")?) }))
}

fn sybil_gain(given: &Given) -> Result<Value, Malformed> {
    let real = |key: &str| given.get(key)?.real();
    Ok(json!({ "gain": bribes::gain_from_splitting(real("wallets")?, real("alpha")?) }))
}

fn diamond_dybvig(given: &Given) -> Result<Value, Malformed> {
    let real = |key: &str| given.get(key)?.real();
    let found = bank::contract(given.get("early_fraction")?.chance()?, real("R")?, real("crra_gamma")?);
    Ok(json!({
        "c1": found.early,
        "c2": found.late,
        "run_equilibrium": found.tips_at.is_some(),
        "run_tipping_fraction": found.tips_at,
    }))
}

fn star_harm(given: &Given) -> Result<Value, Malformed> {
    let leaves = given.get("leaves")?.count()? as usize;
    let centre = given.get("p_center")?.chance()?;
    let mut voters = vec![given.get("p_leaf")?.chance()?; leaves];
    voters.push(centre);
    let mut told = Map::new();
    told.insert("p_direct".to_owned(), json!(power::majority_correct(&voters)));
    told.insert("p_delegated".to_owned(), json!(centre));
    Ok(Value::Object(told))
}
