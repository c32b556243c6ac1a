//! Power, concentration and competence: answered by the indices of [`crate::power`].

use super::Malformed;
use super::compare::Loose;
use super::given::Given;
use super::kinds::Kind;
use crate::power::{self, Banzhaf, BigUint, Concentration, Estimate, Fraction, Game, Grouped, Listed, Shapley};
use serde_json::{Map, Value, json};

pub(super) const KINDS: &[Kind] = &[
    Kind::rule("power.weighted_game", weighted_game),
    Kind::rule("power.mwc_indices", mwc_indices),
    Kind::rule("power.grouped_game", grouped_game),
    Kind::rule("power.double_majority", double_majority).loosely(&[("banzhaf_normalised_first", Loose::Beginning)]),
    Kind::rule("power.penrose", penrose),
    Kind::rule("inequality.metrics", inequality),
    Kind::rule("jury.optimal_weights", optimal_weights),
];

const TOO_LARGE: &str = "fewer or more alike players: exact indices of this game would take too long";

fn values(estimates: &[Estimate]) -> Vec<f64> {
    estimates.iter().map(|estimate| estimate.value).collect()
}

fn values_if_any(estimates: &Option<Vec<Estimate>>) -> Option<Vec<f64>> {
    estimates.as_deref().map(values)
}

/// A count, as a number where JSON has one.
fn count(n: &BigUint) -> Value {
    u64::try_from(n).map_or_else(|_| json!(n.to_string()), |n| json!(n))
}

fn texts(fractions: &[Fraction]) -> Vec<String> {
    fractions.iter().map(Fraction::to_string).collect()
}

fn game(given: &Given) -> Result<Game, Malformed> {
    let (weights, quota) = (given.get("weights")?.wholes()?, given.get("quota")?);
    Game::weighted(&weights, quota.whole()?.into())
        .map_err(|error| quota.refused("a quota that some coalition meets and nobody does not", &error.to_string()))
}

fn weighted_game(given: &Given) -> Result<Value, Malformed> {
    let game = game(given)?;
    let too_large = || given.refused(TOO_LARGE, "`folkmoot power` samples such games");
    let banzhaf = Banzhaf::exact(&game).ok_or_else(too_large)?;
    let shapley = Shapley::exact(&game).ok_or_else(too_large)?;
    let counts = banzhaf.counts.as_ref().ok_or_else(too_large)?;
    Ok(json!({
        "winning_coalitions": count(&counts.winning),
        "banzhaf_swings": counts.swings.iter().map(count).collect::<Vec<_>>(),
        "banzhaf_normalised": values_if_any(&banzhaf.normalised),
        "banzhaf_absolute": values(&banzhaf.absolute),
        "coleman_act": banzhaf.act.value,
        "coleman_prevent": values_if_any(&banzhaf.prevent),
        "coleman_initiate": values_if_any(&banzhaf.initiate),
        "shapley_shubik": values(&shapley.index),
        "shapley_shubik_exact": shapley.exact.as_deref().map(texts),
    }))
}

fn mwc_indices(given: &Given) -> Result<Value, Malformed> {
    let minimal = Listed::of_game(&game(given)?).and_then(|listed| listed.minimal());
    let minimal = minimal.ok_or_else(|| given.refused("at most 20 players", "minimal coalitions are listed one by one"))?;
    Ok(json!({
        "minimal_winning": minimal.n_minimal,
        "deegan_packel": texts(&minimal.deegan_packel),
        "holler": texts(&minimal.holler),
        "johnston": texts(&minimal.johnston),
    }))
}

fn grouped_game(given: &Given) -> Result<Value, Malformed> {
    let groups = given.get("groups")?.entries()?;
    let sizes: Vec<usize> = groups.iter().map(|(_, size)| Ok(size.count()? as usize)).collect::<Result<_, Malformed>>()?;
    let ways = given.get("winning_if_any")?;
    let mut rows = Vec::new();
    for way in ways.list()? {
        let mut row = vec![0; sizes.len()];
        for (name, heads) in way.entries()? {
            let group = groups.iter().position(|(group, _)| *group == name);
            row[group.ok_or_else(|| heads.refused("a group that `groups` names", "correct the name"))?] = heads.count()? as usize;
        }
        rows.push(row);
    }
    let game = Grouped::new(&sizes, &rows)
        .map_err(|error| ways.refused("rows that some coalition meets and nobody does not", &error.to_string()))?;
    let (Some(banzhaf), Some(shapley)) = (game.banzhaf(), game.shapley()) else {
        return Err(given.refused(TOO_LARGE, "fewer groups"));
    };
    let mut per_member = Map::new();
    for (idx, (name, _)) in groups.iter().enumerate() {
        let member = json!({
            "banzhaf_normalised": banzhaf.normalised.as_ref().map(|all| all[idx].value),
            "banzhaf_absolute": banzhaf.absolute[idx].value,
            "shapley_shubik": shapley.index[idx].value,
        });
        per_member.insert((*name).to_owned(), member);
    }
    Ok(json!({ "coleman_act": banzhaf.act.value, "per_member": per_member }))
}

fn double_majority(given: &Given) -> Result<Value, Malformed> {
    let populations = given.get("populations")?.wholes()?;
    let total = populations.iter().sum();
    let quota = given.get("population_share")?.exact()?.ceil_of(total);
    let needed = given.get("states_needed")?.count()? as usize;
    let alone = given.find("states_alone").map(|alone| alone.count()).transpose()?.map(|heads| heads as usize);
    let game = Game::double_majority(&populations, needed, quota.into(), alone)
        .map_err(|error| given.refused("a rule that some coalition meets and nobody does not", &error.to_string()))?;
    let banzhaf = Banzhaf::exact(&game).ok_or_else(|| given.refused(TOO_LARGE, "`folkmoot power` samples such games"))?;
    let shares = values_if_any(&banzhaf.normalised);
    Ok(json!({
        "coleman_act": banzhaf.act.value,
        "banzhaf_normalised_last": shares.as_ref().and_then(|shares| shares.last()),
        "banzhaf_normalised_first": shares,
        "banzhaf_normalised": shares,
    }))
}

fn penrose(given: &Given) -> Result<Value, Malformed> {
    let n = given.get("n")?.whole()?;
    Ok(json!({ "pivot_probability": power::penrose_pivot(n), "approximation": power::penrose_approximation(n) }))
}

fn inequality(given: &Given) -> Result<Value, Malformed> {
    let values = given.get("values")?;
    let nothing = || values.refused("at least one value above 0", "of nothing there is no concentration");
    let found = Concentration::of(&values.wholes()?).ok_or_else(nothing)?;
    Ok(json!({
        "gini": found.gini,
        "hhi": found.hhi,
        "hhi_10000": 10_000.0 * found.hhi,
        "nakamoto_gt_half": found.nakamoto_half,
        "nakamoto_ge_51pct": found.nakamoto_51,
        "theil_t": found.theil_t,
        "effective_number": found.effective_number,
        "top1_share": found.top_share,
    }))
}

fn optimal_weights(given: &Given) -> Result<Value, Malformed> {
    let competence = given.get("competence")?.chances()?;
    let weights = power::expert_weights(&competence);
    Ok(json!({
        "p_simple_majority": power::majority_correct(&competence),
        "p_weighted": power::weighted_correct(&competence, &weights),
        "p_best_expert": competence.iter().copied().reduce(f64::max),
        "weights": weights,
    }))
}
