//! `folkmoot validate`: published numbers against what is answered here.

use super::{Failure, figures, talk};
use crate::validate::{self, Answered, Fared, Malformed, Mismatch, Observed, Plan};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot validate --vectors published.json            kind by kind, and what failed
  folkmoot validate --vectors published.json --json     the same as one JSON object

A kind is answered by a `rule` (a state machine, a tally, an index), by `theory` (an equilibrium, a
closed form) or by the `engine` (a closed form that a run confirms within 4.5 standard errors;
`closed form only` where there is no run). Only the outputs that a vector has are compared, with its
own tolerance.

Exit codes: 0 nothing failed, 1 something did, 2 the file makes no sense.";

/// Check rules, indices and closed forms against published numbers
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// File of vectors, schema `folkmoot-vectors/1`
    #[arg(long, value_name = "FILE")]
    pub vectors: PathBuf,
    /// Print one JSON object instead of a table
    #[arg(long)]
    pub json: bool,
}

/// Asks for every vector of a file and says what came out.
///
/// # Errors
/// A file that cannot be read or makes no sense, and standard output that does not take the answer.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let file = args.vectors.display().to_string();
    let text = std::fs::read_to_string(&args.vectors).map_err(|error| {
        let expected = "a file of vectors that can be read";
        Failure::wrong(&file, &error.to_string(), expected, "`--vectors FILE` names it")
    })?;
    let malformed =
        |error: Malformed| Failure::wrong(&format!("{file}: {}", error.place), &error.found, &error.expected, &error.hint);
    let vectors = validate::read(&text).map_err(malformed)?;
    let fared = validate::validate(&vectors, Some(Plan::USUAL)).map_err(malformed)?;
    talk::print(&if args.json { format!("{}\n", as_json(&fared)) } else { as_text(&fared) })?;
    let failed = fared.iter().any(|kind| kind.n_failed > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn sums(fared: &[Fared]) -> [usize; 3] {
    let sum = |of: fn(&Fared) -> usize| fared.iter().map(of).sum();
    [sum(|kind| kind.n_passed), sum(|kind| kind.n_failed), sum(|kind| kind.n_not_covered)]
}

fn as_text(fared: &[Fared]) -> String {
    let header = ["kind", "answered by", "passed", "failed", "not covered", ""].map(str::to_owned);
    let rows = fared.iter().map(|kind| {
        let count = |n: usize| if n == 0 { "-".to_owned() } else { n.to_string() };
        let (by, note) = told(kind);
        let counts = [kind.n_passed, kind.n_failed, kind.n_not_covered].map(count);
        let [passed, failed, not_covered] = counts;
        [kind.kind.clone(), by.to_owned(), passed, failed, not_covered, note]
    });
    let mut text = figures::aligned(std::iter::once(header).chain(rows));
    for miss in fared.iter().flat_map(|kind| &kind.mismatches) {
        text += &format!("\n{}", mismatch(miss));
    }
    let [passed, failed, not_covered] = sums(fared);
    let n = passed + failed + not_covered;
    text + &format!("\n{n} vectors of {} kinds: {passed} passed, {failed} failed, {not_covered} not covered\n", fared.len())
}

fn mismatch(miss: &Mismatch) -> String {
    let got = miss.got.as_ref().map_or_else(|| "no such output".to_owned(), Value::to_string);
    format!("{}: {}\n  expected  {}\n  got       {got}\n  source    {}\n", miss.id, miss.key, miss.expected, miss.source)
}

/// What answers, and what there is to say of it.
fn told(fared: &Fared) -> (&'static str, String) {
    match fared.answered {
        Answered::Rule => ("rule", String::new()),
        Answered::Theory => ("theory", String::new()),
        Answered::Engine if fared.n_lived == 0 => ("engine", "closed form only".to_owned()),
        Answered::Engine => ("engine", lived(fared)),
        Answered::NotCovered(why) => ("nothing", why.to_owned()),
    }
}

fn lived(fared: &Fared) -> String {
    let n = fared.observed.iter().map(|observed| observed.n).min().unwrap_or(0);
    let widest = fared.observed.iter().map(Observed::gap).fold(0.0, f64::max);
    let asked = fared.n_passed + fared.n_failed;
    let lived = if fared.n_lived == asked { "run".to_owned() } else { format!("run for {} of {asked}", fared.n_lived) };
    format!("{lived}: seed {}, n = {n} or more, at most {widest:.1} standard errors off", Plan::USUAL.seed)
}

fn as_json(fared: &[Fared]) -> Value {
    let kinds = fared.iter().map(|kind| {
        let (by, note) = told(kind);
        json!({
            "kind": kind.kind,
            "answered_by": by,
            "note": note,
            "passed": kind.n_passed,
            "failed": kind.n_failed,
            "not_covered": kind.n_not_covered,
            "runs": kind.observed.iter().map(|seen| json!({
                "key": seen.key, "expected": seen.expected, "mean": seen.mean, "standard_error": seen.error, "n": seen.n,
                "seed": Plan::USUAL.seed,
            })).collect::<Vec<_>>(),
            "mismatches": kind.mismatches.iter().map(|miss| json!({
                "id": miss.id, "key": miss.key, "expected": miss.expected, "got": miss.got, "source": miss.source,
            })).collect::<Vec<_>>(),
        })
    });
    let [passed, failed, not_covered] = sums(fared);
    json!({ "kinds": kinds.collect::<Vec<_>>(), "passed": passed, "failed": failed, "not_covered": not_covered })
}
