//! The story of one run as `trace` and `replay --trace` tell it.

use super::Failure;
use super::conducting::quietly;
use super::run::quoted;
use crate::engine::Simulation;
use crate::scenario::Scenario;
use crate::story::{Focus, Names, Teller, words};
use crate::units::Tick;
use std::fmt::Write as _;

/// What of a run is told.
#[derive(clap::Args)]
pub struct Narrow {
    /// Only this proposal, in full
    #[arg(long, value_name = "P", conflicts_with = "party")]
    pub proposal: Option<String>,
    /// Only this party, in full
    #[arg(long, value_name = "X")]
    pub party: Option<String>,
    /// First day that is told [default: 0]
    #[arg(long, value_name = "DAY")]
    pub from: Option<f64>,
    /// Last day that is told [default: the last]
    #[arg(long, value_name = "DAY")]
    pub to: Option<f64>,
}

/// Width of the lines.
const WIDTH: usize = 100;

/// The story of a replicate; as one object a line and event if `json`. A run that fails is told up to there.
///
/// # Errors
/// Names and days that the run does not have.
pub fn story(scenario: &Scenario, replicate: u64, narrow: &Narrow, json: bool) -> Result<String, Failure> {
    let names = Names::of(scenario);
    let span = span(narrow, scenario)?;
    let focus = focus(narrow, &names)?;
    let mut teller = Teller::new(scenario, focus);
    let mut sim = Simulation::new(scenario, replicate);
    let mut text = String::new();
    let mut quiet = true;
    let broken = loop {
        match quietly(|| sim.step()) {
            Ok(true) => {}
            Ok(false) => break None,
            Err(note) => break Some(note),
        }
        let now = Tick(sim.world().now().0 - 1);
        let day = scenario.clock.days(now.since(Tick(0)));
        let told = span.0 <= day && day <= span.1;
        if json {
            let facts = teller.facts(sim.world(), sim.events());
            facts.iter().filter(|_| told).for_each(|fact| text += &format!("{fact}\n"));
            continue;
        }
        let lines = teller.hear(sim.world(), sim.events());
        if told && !lines.is_empty() {
            quiet = false;
            paragraph(&mut text, &words::number(day), &lines);
        }
    };
    if let (Some(name), None, None) = (&narrow.proposal, teller.chosen(), &broken) {
        return Err(no_proposal(name, &names, &sim));
    }
    if json {
        return Ok(text);
    }
    if quiet {
        text += "Nothing to tell in these days.\n";
    }
    text = header(scenario, replicate, narrow, span) + &text;
    match broken {
        None => {
            text += "\nIn the whole run\n";
            teller.in_all(sim.world()).iter().for_each(|line| text += &wrapped(line, "  "));
        }
        Some(note) => text += &format!("\nHere the run broke off: {note}\n"),
    }
    Ok(text)
}

/// A day and its lines.
fn paragraph(text: &mut String, day: &str, lines: &[String]) {
    let head = format!("Day {day}.");
    for (idx, line) in lines.iter().enumerate() {
        let margin = if idx == 0 { format!("{head:<9} ") } else { " ".repeat(10) };
        *text += &wrapped_after(&margin, line, &" ".repeat(12));
    }
}

/// A line broken between words, each part after the margin.
pub fn wrapped(line: &str, margin: &str) -> String {
    wrapped_after(margin, line, margin)
}

/// A line broken between words; what follows is set in.
fn wrapped_after(first: &str, line: &str, next: &str) -> String {
    let mut text = first.to_owned();
    let (mut width, mut begun) = (first.chars().count(), false);
    for word in line.split(' ') {
        let len = word.chars().count();
        if begun && width + 1 + len > WIDTH {
            let _ = write!(text, "\n{next}");
            (width, begun) = (next.chars().count(), false);
        }
        if begun {
            text.push(' ');
            width += 1;
        }
        text += word;
        width += len;
        begun = true;
    }
    text + "\n"
}

fn header(scenario: &Scenario, replicate: u64, narrow: &Narrow, span: (f64, f64)) -> String {
    let days = format!("days {} to {}", words::number(span.0), words::number(span.1));
    let last = words::number(scenario.clock.days(scenario.horizon));
    let mut text = format!("{}, replicate {replicate}, seed {}, {days} of {last}.\n", scenario.name, scenario.seed);
    if scenario.warm_up.0 > 0 {
        let days = words::number(scenario.clock.days(scenario.warm_up));
        text += &format!("No metric looks at the first {days} days.\n");
    }
    let hint = match (&narrow.proposal, &narrow.party) {
        (None, None) => {
            "Quiet days are left out. Narrower: --proposal NAME, --party NAME, --from DAY --to DAY. For programs: --json."
        }
        _ => "Days without anything of it are left out.",
    };
    text + hint + "\n\n"
}

/// The days that are told, both included.
fn span(narrow: &Narrow, scenario: &Scenario) -> Result<(f64, f64), Failure> {
    let last = scenario.clock.days(scenario.horizon) - scenario.clock.days_per_tick();
    let (from, to) = (narrow.from.unwrap_or(0.0), narrow.to.unwrap_or(last));
    let expected = format!("days from 0 to {}", words::number(last));
    let hint = format!("`--from 0 --to {}` is everything", words::number(last));
    for (flag, day) in [("--from", from), ("--to", to)] {
        if !(0.0..=last).contains(&day) {
            return Err(Failure::wrong(flag, &format!("day {day}"), &expected, &hint));
        }
    }
    if from > to {
        let found = format!("day {from} after day {to}");
        return Err(Failure::wrong("--from", &found, "a first day that is not after the last", "turn the two round"));
    }
    Ok((from, to))
}

fn focus(narrow: &Narrow, names: &Names) -> Result<Focus, Failure> {
    if let Some(name) = &narrow.proposal {
        return Ok(Focus::Proposal(name.clone()));
    }
    let Some(name) = &narrow.party else { return Ok(Focus::Everything) };
    if let Some(party) = names.find_party(name) {
        return Ok(Focus::Party(party));
    }
    let scenario = names.scenario();
    let group = scenario.groups.iter().find(|group| group.name == *name);
    let hint = match group {
        Some(group) => {
            let last = group.count.saturating_sub(1);
            format!("`{name}` is a group: name one of {} to {}", quoted(&group.name_of(0)), quoted(&group.name_of(last)))
        }
        None => {
            let firsts: Vec<String> = scenario.groups.iter().map(|group| group.name_of(0)).collect();
            nearest(name, &firsts)
        }
    };
    Err(Failure::wrong("--party", &format!("`{name}`"), "a party of the scenario", &hint))
}

/// No proposal of this name was submitted: the source is unknown, or the idea was kept back or never came.
fn no_proposal(name: &str, names: &Names, sim: &Simulation) -> Failure {
    let (world, sources) = (sim.world(), &names.scenario().sources);
    let known = name.rsplit_once('-').and_then(|(source, _)| sources.iter().find(|known| known.name == source));
    let expected = format!("a proposal that is submitted in replicate {}", world.replicate());
    let hint = match known {
        Some(source) => {
            let rows = 0..u32::try_from(world.proposals().count()).expect("proposals are counted in u32");
            let of_source = rows.map(crate::units::ProposalId).filter(|p| names.source(world, *p).key == source.key);
            let submitted: Vec<String> = of_source.map(|p| names.proposal(world, p)).collect();
            match submitted.as_slice() {
                [] => format!("`{}` submits nothing in this run", source.name),
                [only] => format!("`{}` submits only {only} in this run", source.name),
                [first, .., last] => {
                    format!("`{}` submits {} from {first} to {last}; the others were kept back", source.name, submitted.len())
                }
            }
        }
        None => {
            let firsts: Vec<String> = sources.iter().map(|source| format!("{}-1", source.name)).collect();
            nearest(name, &firsts)
        }
    };
    Failure::wrong("--proposal", &format!("`{name}`"), &expected, &hint)
}

/// Names that would do.
fn nearest(name: &str, known: &[String]) -> String {
    let near = known.iter().min_by_key(|known| strsim::damerau_levenshtein(name, known));
    let near = near.filter(|near| 3 * strsim::damerau_levenshtein(name, near) <= near.len().max(name.len()));
    let listed = || known.iter().take(8).map(|name| format!("`{name}`")).collect::<Vec<String>>();
    near.map_or_else(|| format!("such as {}", words::list(&listed())), |near| format!("did you mean `{near}`?"))
}
