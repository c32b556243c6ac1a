//! Seats and votes from the command line or from a table.

use super::quota;
use super::sheet::{Sheet, Unit};
use crate::cli::Failure;
use crate::dice::Key;
use crate::power::{Acts, Body, Form, Game};
use std::path::Path;

/// A seat: its name and its votes.
pub type Seat = (String, u64);

const WHOLE: &str = "a whole number of votes from 0 to 18446744073709551615";

/// `5,4,3` or `Acme=5,Beta=4`, and names apart if given.
///
/// # Errors
/// What is no number of votes, a name given twice, names that do not match.
pub fn listed(weights: &str, names: Option<&str>) -> Result<Vec<Seat>, Failure> {
    let parts: Vec<&str> = weights.split(',').map(str::trim).collect();
    if parts == [""] {
        return Err(Failure::wrong("--weights", "nothing", "at least one seat", "write the votes as `--weights 5,4,3`"));
    }
    let mut seats = Vec::new();
    for (idx, part) in parts.iter().enumerate() {
        let (name, votes) = part.rsplit_once('=').map_or((None, *part), |(name, votes)| (Some(name.trim()), votes.trim()));
        let place = format!("--weights, seat {}", idx + 1);
        let name = name.map_or_else(|| format!("seat {}", idx + 1), str::to_owned);
        seats.push((name, number(votes, &place)?));
    }
    if let Some(names) = names {
        rename(&mut seats, names, weights.contains('='))?;
    }
    named_once(&seats, "--weights")?;
    Ok(seats)
}

fn rename(seats: &mut [Seat], names: &str, named: bool) -> Result<(), Failure> {
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    if named {
        let found = "names in `--weights` too";
        return Err(Failure::wrong("--names", found, "names in one place", "leave out `--names`, or the `NAME=`"));
    }
    if names.len() != seats.len() || names.contains(&"") {
        let (found, expected) = (format!("{} names", names.len()), format!("a name for each of {} seats", seats.len()));
        return Err(Failure::wrong("--names", &found, &expected, "names are in the order of `--weights`, none of them empty"));
    }
    seats.iter_mut().zip(names).for_each(|(seat, name)| seat.0 = name.to_owned());
    Ok(())
}

/// A CSV table with a column `weight` and perhaps one `name`.
///
/// # Errors
/// A file that cannot be read, no such column, and what [`listed`] refuses, with the line.
pub fn tabled(file: &Path) -> Result<Vec<Seat>, Failure> {
    let place = file.display().to_string();
    let unreadable = |error: csv::Error| {
        let hint = match error.kind() {
            csv::ErrorKind::Io(_) => "name a file that is there and may be read",
            _ => "the first line names the columns: `name,weight`; every line has a cell for each",
        };
        Failure::wrong(&place, &error.to_string(), "a CSV table that can be read", hint)
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(file).map_err(unreadable)?;
    let header = reader.headers().map_err(unreadable)?.clone();
    let column = |name: &str| header.iter().position(|column| column == name);
    let Some(weight) = column("weight") else {
        let found = format!("the columns `{}`", header.iter().collect::<Vec<&str>>().join(","));
        return Err(Failure::wrong(&place, &found, "a column `weight`", "the first line names the columns: `name,weight`"));
    };
    let name = column("name");
    let mut seats = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(0, csv::Position::line);
        let votes = number(record.get(weight).unwrap_or_default(), &format!("{place}:{line}"))?;
        let name = name.and_then(|name| record.get(name)).filter(|name| !name.is_empty());
        seats.push((name.map_or_else(|| format!("seat {}", seats.len() + 1), str::to_owned), votes));
    }
    if seats.is_empty() {
        return Err(Failure::wrong(&place, "no seats below the first line", "at least one seat", "one seat a line: `Acme,5`"));
    }
    named_once(&seats, &place)?;
    Ok(seats)
}

fn number(text: &str, place: &str) -> Result<u64, Failure> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    let hint = "the unit is yours: count in thousandths, and 2.5 votes are 2500";
    number.ok_or_else(|| Failure::wrong(place, &format!("`{text}`"), WHOLE, hint))
}

fn named_once(seats: &[Seat], place: &str) -> Result<(), Failure> {
    let mut names: Vec<&str> = seats.iter().map(|seat| seat.0.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => {
            let hint = "give each seat a name of its own; whoever acts as one has one seat with the votes of both";
            Err(Failure::wrong(place, &format!("`{}` twice", pair[0]), "every name once", hint))
        }
        None => Ok(()),
    }
}

/// The power of seats under a quota.
///
/// # Errors
/// A quota that is missing or makes no game.
pub fn sheet(seats: Vec<Seat>, quota: Option<&str>, seed: u64) -> Result<Sheet, Failure> {
    let (names, weights): (Vec<String>, Vec<u64>) = seats.into_iter().unzip();
    let total = weights.iter().copied().map(u128::from).sum();
    if total == 0 {
        let hint = "a seat without votes has no power, and without any votes nobody can win";
        return Err(Failure::wrong("--weights", "no votes at all", "a seat with at least one vote", hint));
    }
    let Some(quota) = quota else {
        let hint = "add `--quota '> 50%'` for a simple majority";
        return Err(Failure::wrong("the command line", "no `--quota`", "what a coalition needs to win", hint));
    };
    let game = Game::weighted(&weights, quota::least(quota, total)?).expect("a quota from 1 to the total makes a game");
    let body = Body { form: Form::Weights(game), acts: Acts::Carry };
    Ok(Sheet::of(names, weights, Unit::Votes, body, (seed, Key::NONE)))
}
