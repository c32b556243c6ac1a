//! Power in plain words: a row per seat, a row per group, and what is true of the whole body.

use super::sheet::Sheet;
use super::stages::AtRest;
use crate::cli::figures::aligned;
use crate::power::{BigUint, Estimate, Fraction, Minimal, NoGame};
use crate::scenario::Scenario;

/// Most rows of a table; of more seats only the heaviest are shown.
const ROWS: usize = 40;
const HEAVIEST: usize = 20;

const HEADER: [&str; 12] = [
    "seat",
    "weight",
    "share",
    "swings",
    "absolute",
    "Banzhaf",
    "Shapley",
    "prevent",
    "initiate",
    "Deegan-Packel",
    "Holler",
    "Johnston",
];

/// All of one body.
pub fn of_sheet(sheet: &Sheet) -> String {
    format!("{}\n\n{}{}\n{}", sheet.rule(), seats(sheet), groups(sheet), whole(sheet))
}

/// All stages of a scenario.
pub fn of_stages(scenario: &Scenario, stages: &[AtRest]) -> String {
    let mut text = format!("{}\n{}\n", scenario.name, scenario.question);
    text += "\nPower at rest: every stage alone, everybody takes part and takes a side.\n";
    text += &format!("Weights and people are those of run 0 before its first day, seed {}.\n", scenario.seed);
    for stage in stages {
        let body = stage.body.as_ref().map_or_else(String::new, |body| format!(" by {body}"));
        text += &format!("\n{} / {}: {}{body}\n", stage.kind, stage.stage, stage.mechanism);
        let notes: String = stage.notes.iter().map(|note| format!("; {note}")).collect();
        text += &match &stage.found {
            Ok(sheet) => format!("{}{notes}\n\n{}{}\n{}", sheet.rule(), seats(sheet), groups(sheet), whole(sheet)),
            Err(why) => format!("no power to measure: {}\n", reason(*why)),
        };
    }
    text
}

/// Why a stage has no power in it.
pub fn reason(why: NoGame) -> &'static str {
    match why {
        NoGame::Time => "time alone decides",
        NoGame::Continuous => "support gathers without an end, against a bar that moves",
        NoGame::Together => "it is chosen among others, within a budget",
        NoGame::Money => "whoever has the most money left has the last word",
        NoGame::NoSeats => "the body has no seats",
        NoGame::NothingPasses => "not even all seats together carry anything",
        NoGame::EverythingPasses => "not even all seats together stop anything",
        NoGame::Perverse => "a vote in favour can stop a proposal, because the quorum counts votes against",
    }
}

fn seats(sheet: &Sheet) -> String {
    let mut lots = alike(sheet);
    let all = lots.len();
    if all > ROWS {
        // The sort is stable: among equal weights the earlier seat stays first.
        lots.sort_by_key(|lot| std::cmp::Reverse(sheet.weights[lot.start]));
        lots.truncate(HEAVIEST);
    }
    let rows = lots.iter().map(|lot| row(sheet, lot));
    let table = aligned(std::iter::once(HEADER.map(str::to_owned)).chain(rows));
    match all > ROWS {
        true => format!("{table}and {} rows more, by weight; `--json` has all\n", all - HEAVIEST),
        false => table,
    }
}

/// Neighbours of one group with the same weight and the same power, as one row. Seats that stand alone have a row each.
fn alike(sheet: &Sheet) -> Vec<std::ops::Range<usize>> {
    let face = |seat: usize| {
        let power = &sheet.power;
        (sheet.weights[seat], power.banzhaf.absolute[seat].value.to_bits(), power.shapley.index[seat].value.to_bits())
    };
    let mut lots: Vec<std::ops::Range<usize>> = Vec::new();
    for seat in 0..sheet.names.len() {
        let starts = sheet.groups.is_empty() || sheet.groups.iter().any(|group| group.seats.start == seat);
        match lots.last_mut() {
            Some(lot) if !starts && face(lot.start) == face(seat) => lot.end = seat + 1,
            _ => lots.push(seat..seat + 1),
        }
    }
    lots
}

fn row(sheet: &Sheet, lot: &std::ops::Range<usize>) -> [String; 12] {
    let (seat, power) = (lot.start, &sheet.power);
    let whole_group = sheet.groups.iter().find(|group| group.seats == *lot);
    let name = match (lot.len(), whole_group) {
        (1, _) => sheet.names[seat].clone(),
        (n, Some(group)) => format!("{}, each of {n}", group.name),
        (n, None) => format!("{} and {} more, each", sheet.names[seat], n - 1),
    };
    let either =
        |shares: &Option<Vec<Estimate>>| shares.as_ref().map_or_else(|| "-".to_owned(), |shares| index(shares[seat].value));
    let of_few = |pick: fn(&Minimal) -> &Vec<Fraction>| {
        power.minimal.as_ref().map_or_else(|| "-".to_owned(), |minimal| index(pick(minimal)[seat].value()))
    };
    let counts = power.banzhaf.counts.as_ref();
    [
        name,
        sheet.votes(sheet.weights[seat].into()),
        sheet.share(seat).map_or_else(|| "-".to_owned(), index),
        counts.map_or_else(|| "-".to_owned(), |counts| count(&counts.swings[seat])),
        index(power.banzhaf.absolute[seat].value),
        either(&power.banzhaf.normalised),
        index(power.shapley.index[seat].value),
        either(&power.banzhaf.prevent),
        either(&power.banzhaf.initiate),
        of_few(|minimal| &minimal.deegan_packel),
        of_few(|minimal| &minimal.holler),
        of_few(|minimal| &minimal.johnston),
    ]
}

/// Shares summed by group, where that says more than the seats do.
fn groups(sheet: &Sheet) -> String {
    if sheet.groups.len() < 2 || sheet.groups.iter().all(|group| group.seats.len() == 1) {
        return String::new();
    }
    let header = ["group", "seats", "share", "Banzhaf", "Shapley"].map(str::to_owned);
    let rows = sheet.groups.iter().map(|group| {
        let sum = |value: &dyn Fn(usize) -> Option<f64>| {
            let all: Option<Vec<f64>> = group.seats.clone().map(value).collect();
            all.map_or_else(|| "-".to_owned(), |all| index(all.iter().sum()))
        };
        [
            group.name.clone(),
            group.seats.len().to_string(),
            sum(&|seat| sheet.share(seat)),
            sum(&|seat| sheet.banzhaf(seat)),
            sum(&|seat| Some(sheet.power.shapley.index[seat].value)),
        ]
    });
    format!("\n{}", aligned(std::iter::once(header).chain(rows)))
}

/// What is true of the whole body.
fn whole(sheet: &Sheet) -> String {
    let power = &sheet.power;
    let few = |few: Option<usize>| few.map_or_else(|| "-".to_owned(), |few| few.to_string());
    let mut rows = vec![
        ["power to act".to_owned(), index(power.banzhaf.act.value), "share of coalitions that carry (Coleman)".to_owned()],
        ["nakamoto_pass".to_owned(), few(power.nakamoto_pass), "fewest seats that carry together".to_owned()],
        ["nakamoto_block".to_owned(), few(power.nakamoto_block), "fewest seats that stop everything together".to_owned()],
    ];
    if let Some(held) = &sheet.concentration {
        let of_weight = [("Gini", held.gini), ("HHI", held.hhi), ("Theil", held.theil_t)];
        rows.extend(of_weight.map(|(name, value)| [name.to_owned(), index(value), "of weight".to_owned()]));
    }
    let named = |seats: &[usize]| listed(seats.iter().map(|&seat| sheet.names[seat].as_str()).collect());
    let dummies = power.banzhaf.dummies().map_or_else(|| "not known from samples".to_owned(), |dummies| named(&dummies));
    rows.push(["dummies".to_owned(), dummies, String::new()]);
    rows.push(["blockers".to_owned(), named(&power.blockers), String::new()]);
    rows.push(["method".to_owned(), method(sheet), String::new()]);
    let (numbers, lines) = rows.split_at(rows.len() - 3);
    let lines = lines.iter().map(|[name, what, _]| format!("{name:14}  {what}\n"));
    aligned(numbers.iter().cloned().map(|[name, value, what]| [format!("{name:14}"), value, what])) + &lines.collect::<String>()
}

fn listed(names: Vec<&str>) -> String {
    match names.as_slice() {
        [] => "none".to_owned(),
        [few @ .., last] if few.len() < HEAVIEST => few.iter().chain([last]).copied().collect::<Vec<&str>>().join(", "),
        many => format!("{} and {} more", many[..HEAVIEST].join(", "), many.len() - HEAVIEST),
    }
}

/// How the numbers were found.
pub fn method(sheet: &Sheet) -> String {
    let Some((coalitions, orders)) = sheet.draws() else {
        return match &sheet.power.banzhaf.counts {
            Some(counts) if counts.n_players < 64 => format!("exact, over all {} coalitions", counts.coalitions()),
            _ => format!("exact, over all 2^{} coalitions", sheet.names.len()),
        };
    };
    let drawn = |what: &str, draws: Option<u32>| {
        draws.map_or_else(|| format!("all {what} counted"), |draws| format!("{draws} {what} drawn"))
    };
    let margin = sheet.margin().map_or_else(String::new, |margin| {
        format!("; 95 % intervals of Banzhaf and Shapley reach at most {} to either side", index(margin))
    });
    format!("sampled, seed {}: {}, {}{margin}", sheet.seed, drawn("coalitions", coalitions), drawn("orders", orders))
}

/// A share between 0 and 1 in as many digits as help: four after the point, six below a hundredth, powers of ten below that.
pub fn index(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if size <= 0.0 => "0".to_owned(),
        _ if size < 0.000_1 => format!("{value:.2e}"),
        _ if size < 0.01 => format!("{value:.6}"),
        _ => format!("{value:.4}"),
    }
}

/// A count in full up to twelve digits.
fn count(swings: &BigUint) -> String {
    let text = swings.to_string();
    match text.len() {
        0..=12 => text,
        length => format!("{}.{}e{}", &text[..1], &text[1..4], length - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_keep_the_digits_that_tell_seats_apart() {
        for (value, text) in
            [(0.0, "0"), (1.0, "1.0000"), (421.0 / 2145.0, "0.1963"), (4.0 / 2145.0, "0.001865"), (0.000_032_149, "3.21e-5")]
        {
            assert_eq!(index(value), text);
        }
        assert_eq!(count(&BigUint::from(123_456_789_012_u64)), "123456789012");
        assert_eq!(count(&BigUint::from(1_234_567_890_123_u64)), "1.234e12");
    }

    #[test]
    fn long_lists_of_names_end() {
        assert_eq!(listed(vec![]), "none");
        assert_eq!(listed(vec!["a", "b"]), "a, b");
        let many = listed(vec!["a"; 25]);
        assert!(many.ends_with("a and 5 more"), "{many}");
    }
}
