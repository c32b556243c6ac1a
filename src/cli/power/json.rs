//! Power for programs: numbers as floats, and as exact fractions where they were counted.

use super::sheet::Sheet;
use super::stages::AtRest;
use super::words;
use crate::power::{Acts, Counts, Estimate, Fraction};
use crate::scenario::Scenario;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All of one body.
pub fn of_sheet(sheet: &Sheet) -> Value {
    let power = &sheet.power;
    let counts = power.banzhaf.counts.as_ref();
    let dummies = power.banzhaf.dummies();
    let named = |seats: &[usize]| seats.iter().map(|&seat| sheet.names[seat].clone()).collect::<Vec<String>>();
    let (coalitions, orders) = sheet.draws().unwrap_or_default();
    let method = |draws: Option<u32>| match draws {
        None => json!({ "name": "exact" }),
        Some(draws) => json!({ "name": "sampled", "draws": draws, "level": 0.95, "seed": sheet.seed.to_string() }),
    };
    json!({
        "rule": sheet.rule(),
        "acts": match sheet.body.acts { Acts::Carry => "carry", Acts::Stop => "stop" },
        "quota": sheet.quota().map(|quota| sheet.votes(quota)),
        "total": sheet.votes(sheet.total()),
        "banzhaf_method": method(coalitions),
        "shapley_method": method(orders),
        "seats": seats(sheet),
        "groups": groups(sheet),
        "coalitions": counts.map(|counts| counts.coalitions().to_string()),
        "winning": counts.map(|counts| counts.winning.to_string()),
        "act": estimate(power.banzhaf.act, counts.map(Counts::act).map(|act| act.to_string())),
        "nakamoto_pass": power.nakamoto_pass,
        "nakamoto_block": power.nakamoto_block,
        "gini_weight": sheet.concentration.as_ref().map(|held| held.gini),
        "hhi_weight": sheet.concentration.as_ref().map(|held| held.hhi),
        "theil_weight": sheet.concentration.as_ref().map(|held| held.theil_t),
        "dummies": dummies.map(|dummies| named(&dummies)),
        "blockers": named(&power.blockers),
        "minimal_coalitions": power.minimal.as_ref().map(|minimal| minimal.n_minimal),
    })
}

/// All stages of a scenario.
pub fn of_stages(scenario: &Scenario, stages: &[AtRest]) -> Value {
    let one = |stage: &AtRest| {
        json!({
            "kind": stage.kind,
            "stage": stage.stage,
            "mechanism": stage.mechanism,
            "body": stage.body,
            "notes": stage.notes,
            "power": stage.found.as_ref().ok().map(of_sheet),
            "no_power_because": stage.found.as_ref().err().map(|why| words::reason(*why)),
        })
    };
    json!({
        "scenario": scenario.name,
        "seed": scenario.seed.to_string(),
        "replicate": 0,
        "stages": stages.iter().map(one).collect::<Vec<Value>>(),
    })
}

fn seats(sheet: &Sheet) -> Vec<Value> {
    let power = &sheet.power;
    let exact = power.banzhaf.counts.as_ref().map(Fractions::of);
    let exactly = |seat: usize, which: usize| exact.as_ref().and_then(|exact| exact.text(seat, which));
    let either = |shares: &Option<Vec<Estimate>>, seat: usize, which: usize| {
        shares.as_ref().map(|shares| estimate(shares[seat], exactly(seat, which)))
    };
    let seat_groups = |seat: usize| sheet.groups.iter().find(|group| group.seats.contains(&seat)).map(|group| group.name.clone());
    let fraction = |index: &Fraction| estimate(Estimate::exact(index.value()), Some(index.to_string()));
    let one = |seat: usize| {
        let shapley = power.shapley.exact.as_ref().map(|exact| exact[seat].to_string());
        let minimal = power.minimal.as_ref();
        json!({
            "name": sheet.names[seat],
            "group": seat_groups(seat),
            "weight": sheet.votes(sheet.weights[seat].into()),
            "weight_share": sheet.share(seat),
            "swings": power.banzhaf.counts.as_ref().map(|counts| counts.swings[seat].to_string()),
            "banzhaf_absolute": estimate(power.banzhaf.absolute[seat], exactly(seat, ABSOLUTE)),
            "banzhaf": either(&power.banzhaf.normalised, seat, NORMALISED),
            "shapley_shubik": estimate(power.shapley.index[seat], shapley),
            "coleman_prevent": either(&power.banzhaf.prevent, seat, PREVENT),
            "coleman_initiate": either(&power.banzhaf.initiate, seat, INITIATE),
            "deegan_packel": minimal.map(|minimal| fraction(&minimal.deegan_packel[seat])),
            "holler": minimal.map(|minimal| fraction(&minimal.holler[seat])),
            "johnston": minimal.map(|minimal| fraction(&minimal.johnston[seat])),
        })
    };
    (0..sheet.names.len()).map(one).collect()
}

fn groups(sheet: &Sheet) -> Vec<Value> {
    let one = |group: &super::sheet::Group| {
        let sum = |value: &dyn Fn(usize) -> Option<f64>| {
            group.seats.clone().map(value).collect::<Option<Vec<f64>>>().map(|all| all.iter().sum::<f64>())
        };
        json!({
            "name": group.name,
            "seats": group.seats.len(),
            "weight_share": sum(&|seat| sheet.share(seat)),
            "banzhaf": sum(&|seat| sheet.banzhaf(seat)),
            "shapley_shubik": sum(&|seat| Some(sheet.power.shapley.index[seat].value)),
        })
    };
    sheet.groups.iter().map(one).collect()
}

fn estimate(of: Estimate, exact: Option<String>) -> Value {
    json!({ "value": of.value, "low": of.low, "high": of.high, "exact": exact })
}

const ABSOLUTE: usize = 0;
const NORMALISED: usize = 1;
const PREVENT: usize = 2;
const INITIATE: usize = 3;

/// Exact shares as text; seats with equally many swings share theirs, because lowest terms of long numbers take time.
struct Fractions<'c> {
    counts: &'c Counts,
    texts: BTreeMap<&'c crate::power::BigUint, [Option<String>; 4]>,
}

impl<'c> Fractions<'c> {
    fn of(counts: &'c Counts) -> Fractions<'c> {
        let mut texts = BTreeMap::new();
        for (seat, swings) in counts.swings.iter().enumerate() {
            let shares = || {
                let all = [Some(counts.absolute(seat)), counts.normalised(seat), counts.prevent(seat), counts.initiate(seat)];
                all.map(|share| share.map(|share| share.to_string()))
            };
            texts.entry(swings).or_insert_with(shares);
        }
        Fractions { counts, texts }
    }

    fn text(&self, seat: usize, which: usize) -> Option<String> {
        self.texts[&self.counts.swings[seat]][which].clone()
    }
}
