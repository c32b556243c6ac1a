//! Quadratic funding and conviction: real functions, answered by theory.

use super::Malformed;
use super::given::Given;
use super::kinds::Kind;
use crate::theory::conviction::{self, Pool};
use crate::theory::quadratic_funding::{self, Gifts};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) const KINDS: &[Kind] = &[
    Kind::theory("qf.clr", clr),
    Kind::theory("qf.pairwise", pairwise),
    Kind::theory("qf.gitcoin_pairwise", gitcoin),
    Kind::theory("conviction.value", value),
    Kind::theory("conviction.threshold", threshold),
    Kind::theory("conviction.time_to_pass", time_to_pass),
    Kind::theory("conviction.half_life", half_life),
    Kind::theory("conviction.min_stake_fraction", min_stake_fraction),
];

fn clr(given: &Given) -> Result<Value, Malformed> {
    let projects = given.get("projects")?.list()?.iter().map(Given::amounts).collect::<Result<Vec<_>, Malformed>>()?;
    let round = quadratic_funding::plain(&projects, given.get("matching_pool")?.real()?);
    Ok(json!({ "ideal_funding": round.ideal, "uncapped_match": round.uncapped, "k": round.scale, "match": round.paid }))
}

/// Givers by number, in order of first mention in the file.
#[derive(Default)]
struct Givers(BTreeMap<String, u32>);

impl Givers {
    fn number(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.0.len()).expect("a file names fewer");
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

fn pairwise(given: &Given) -> Result<Value, Malformed> {
    let mut givers = Givers::default();
    let mut projects = Vec::new();
    for project in given.get("projects")?.list()? {
        let mut gifts = Gifts::new();
        for (name, gift) in project.entries()? {
            gifts.insert(givers.number(name), gift.amount()?);
        }
        projects.push(gifts);
    }
    Ok(json!({ "subsidy": quadratic_funding::pairwise(&projects, given.get("M")?.amount()?) }))
}

fn gitcoin(given: &Given) -> Result<Value, Malformed> {
    let mut givers = Givers::default();
    let mut grants = Vec::new();
    for grant in given.get("grants")?.list()? {
        let mut gifts = Gifts::new();
        for gift in grant.list()? {
            let [who, amount] = &gift.list()?[..] else {
                return Err(gift.refused("a giver and an amount", "a list of two"));
            };
            // Some files number givers, some name them.
            let who = who.text().map(str::to_owned).or_else(|_| who.whole().map(|number| number.to_string()))?;
            *gifts.entry(givers.number(&who)).or_default() += amount.amount()?;
        }
        grants.push(gifts);
    }
    let paid = quadratic_funding::gitcoin(&grants, given.get("threshold")?.amount()?, given.get("pool")?.amount()?);
    Ok(json!({ "clr_amount": paid }))
}

/// What is left of conviction after a block.
fn alpha(given: &Given) -> Result<f64, Malformed> {
    let alpha = given.get("alpha")?;
    Some(alpha.chance()?)
        .filter(|left| *left < 1.0)
        .ok_or_else(|| alpha.refused("a number from 0 to below 1", "at 1 conviction grows for ever"))
}

fn value(given: &Given) -> Result<Value, Malformed> {
    let amount = |key: &str| given.get(key)?.amount();
    Ok(json!({ "conviction": conviction::after(alpha(given)?, amount("t")?, amount("y0")?, amount("stake")?) }))
}

fn threshold(given: &Given) -> Result<Value, Malformed> {
    let amount = |key: &str| given.get(key)?.amount();
    let pool = Pool { alpha: alpha(given)?, beta: amount("beta")?, rho: amount("rho")? };
    let least = amount("min_stake_pct")? * amount("supply")?;
    // Of an empty pool everything is too much.
    let share = amount("requested")? / amount("funds")?;
    Ok(json!({ "threshold": pool.threshold(share, amount("staked")?.max(least)) }))
}

fn time_to_pass(given: &Given) -> Result<Value, Malformed> {
    let amount = |key: &str| given.get(key)?.amount();
    let blocks = conviction::blocks_to(alpha(given)?, amount("threshold")?, amount("y0")?, amount("stake")?);
    Ok(json!({ "blocks": blocks }))
}

fn half_life(given: &Given) -> Result<Value, Malformed> {
    let blocks = conviction::half_life(alpha(given)?);
    let days = blocks * given.get("block_seconds")?.amount()? / 86_400.0;
    Ok(json!({ "half_life_blocks": blocks, "half_life_days": days }))
}

fn min_stake_fraction(given: &Given) -> Result<Value, Malformed> {
    let amount = |key: &str| given.get(key)?.amount();
    let pool = Pool { alpha: 0.0, beta: amount("beta")?, rho: amount("rho")? };
    Ok(json!({ "min_fraction_of_active_stake": pool.least_share(amount("request_share")?) }))
}
