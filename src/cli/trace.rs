//! `folkmoot trace`: the story of one run, of one proposal, of one party.

use super::run::quoted;
use super::scenario::{self, Edit};
use super::{Failure, talk};
use crate::engine::Simulation;
use crate::scenario::Scenario;
use crate::story::{Focus, Names, Teller, words};
use crate::units::Tick;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot trace partnership.toml                           two years in brief
  folkmoot trace partnership.toml --replicate 3 --from 30 --to 60
  folkmoot trace partnership.toml --proposal gardens-7      from the idea to the delivered work
  folkmoot trace partnership.toml --party 'core 1'          what one party did
  folkmoot trace partnership.toml --set 'decisions.operational.route.review.optimistic.window=\"1 day\"' \\
      --proposal gardens-7                                  the same proposal under another rule
  folkmoot trace partnership.toml --json | jq 'select(.event == \"objected\")'

A proposal is called by its source and which of the source's ideas it is, from 1: `gardens-7` is the
seventh idea of `gardens`, the same idea under every rule. Ideas that were kept back have numbers too.
Days count from 0, as metrics do. Replicate 0 is the first row of `folkmoot run`'s runs.csv.

With --json: one object a line and event, in order: {tick, day, event}, and where there are any
  proposal, party             by name
  source, kind, proposer, cost, worth, risk, adversary, would_divert     (submitted; kept_back: source)
  stage, body, ending         pass, block or lapse
  choice                      yes, no or abstain
  ground, upheld, judges      of objections
  present, quorate, with_a_say                                           (met, tabled)
  outcome                     executed, unfunded, rejected, lapsed or withdrawn
  cell, money, group, reason, means, because, seats, entitled
or {error: {place, found, expected, hint}}. Keys and events are only ever added.";

/// Tell the story of one run in plain sentences: all of it, one proposal, or one party
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The scenario file
    scenario: PathBuf,
    /// Which run, from 0
    #[arg(long, value_name = "R", default_value_t = 0)]
    replicate: u64,
    /// Only this proposal, in full
    #[arg(long, value_name = "P", conflicts_with = "party")]
    proposal: Option<String>,
    /// Only this party, in full
    #[arg(long, value_name = "X")]
    party: Option<String>,
    /// First day that is told [default: 0]
    #[arg(long, value_name = "DAY")]
    from: Option<f64>,
    /// Last day that is told [default: the last]
    #[arg(long, value_name = "DAY")]
    to: Option<f64>,
    /// Change the scenario at a dotted path; may be given more than once
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = scenario::edit)]
    sets: Vec<Edit>,
    /// Root of all randomness, a whole number up to 2^64 - 1 [default: what the scenario says]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Print one JSON object a line and event instead of sentences
    #[arg(long)]
    pub json: bool,
}

/// Width of the lines.
const WIDTH: usize = 100;

/// Tells it.
///
/// # Errors
/// What is wrong with the scenario, and names and days that it does not have.
pub fn trace(args: &Args) -> Result<ExitCode, Failure> {
    let scenario = scenario::load(&args.scenario, &scenario::with_seed(&args.sets, args.seed))?;
    let names = Names::of(&scenario);
    let span = span(args, &scenario)?;
    let focus = focus(args, &names)?;
    let mut teller = Teller::new(&scenario, focus);
    let mut sim = Simulation::new(&scenario, args.replicate);
    let mut text = String::new();
    let mut quiet = true;
    while sim.step() {
        let now = Tick(sim.world().now().0 - 1);
        let day = scenario.clock.days(now.since(Tick(0)));
        let told = span.0 <= day && day <= span.1;
        if args.json {
            let facts = teller.facts(sim.world(), sim.events());
            facts.iter().filter(|_| told).for_each(|fact| text += &format!("{fact}\n"));
            continue;
        }
        let lines = teller.hear(sim.world(), sim.events());
        if told && !lines.is_empty() {
            quiet = false;
            paragraph(&mut text, &words::number(day), &lines);
        }
    }
    if let (Some(name), None) = (&args.proposal, teller.chosen()) {
        return Err(no_proposal(name, &names, &sim));
    }
    if !args.json {
        if quiet {
            text += "Nothing to tell in these days.\n";
        }
        text = header(args, &scenario, span) + &text + "\nIn the whole run\n";
        teller.in_all(sim.world()).iter().for_each(|line| text += &wrapped(line, "  "));
    }
    talk::print(&text)?;
    Ok(ExitCode::SUCCESS)
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

fn header(args: &Args, scenario: &Scenario, span: (f64, f64)) -> String {
    let days = format!("days {} to {}", words::number(span.0), words::number(span.1));
    let last = words::number(scenario.clock.days(scenario.horizon));
    let mut text = format!("{}, replicate {}, seed {}, {days} of {last}.\n", scenario.name, args.replicate, scenario.seed);
    if scenario.warm_up.0 > 0 {
        let days = words::number(scenario.clock.days(scenario.warm_up));
        text += &format!("No metric looks at the first {days} days.\n");
    }
    let hint = match (&args.proposal, &args.party) {
        (None, None) => {
            "Quiet days are left out. Narrower: --proposal NAME, --party NAME, --from DAY --to DAY. For programs: --json."
        }
        _ => "Days without anything of it are left out.",
    };
    text + hint + "\n\n"
}

/// The days that are told, both included.
fn span(args: &Args, scenario: &Scenario) -> Result<(f64, f64), Failure> {
    let last = scenario.clock.days(scenario.horizon) - scenario.clock.days_per_tick();
    let (from, to) = (args.from.unwrap_or(0.0), args.to.unwrap_or(last));
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

fn focus(args: &Args, names: &Names) -> Result<Focus, Failure> {
    if let Some(name) = &args.proposal {
        return Ok(Focus::Proposal(name.clone()));
    }
    let Some(name) = &args.party else { return Ok(Focus::Everything) };
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
