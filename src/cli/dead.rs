//! `folkmoot check --dead`: which parameters move nothing?

use super::conducting::{self, STOP};
use super::scenario::Edit;
use super::{Failure, talk};
use crate::experiment::dead::{Answer, Baseline, Verdict, vary_all};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

/// Replicates that a parameter has to move something in.
const REPLICATES: u64 = 8;

/// Varies every parameter of the scenario of this file and prints what moved nothing.
///
/// # Errors
/// What is wrong with the scenario, and when nothing can be printed.
pub fn dead(path: &Path, edits: &[Edit], json: bool) -> Result<ExitCode, Failure> {
    let scenario = super::scenario::load(path, edits)?;
    conducting::begin();
    let answers = vary_all(&Baseline::of_file(path, edits, REPLICATES)?, conducting::threads(None), &STOP);
    if STOP.load(Ordering::Relaxed) {
        talk::say("interrupted, and nothing was kept");
        return Ok(ExitCode::from(130));
    }
    talk::print(&if json { format!("{}\n", as_json(&scenario.name, &answers)) } else { in_words(&scenario.name, &answers) })?;
    Ok(ExitCode::SUCCESS)
}

fn as_json(name: &str, answers: &[Answer]) -> Value {
    let list = |wanted: fn(&Verdict) -> bool| -> Vec<Value> {
        let listed = answers.iter().filter(|answer| wanted(&answer.verdict));
        listed
            .map(|answer| {
                let tried = if answer.tried.is_empty() { &answer.knob.others } else { &answer.tried };
                json!({ "path": answer.knob.path, "value": answer.knob.found, "tried": tried })
            })
            .collect()
    };
    json!({
        "name": name,
        "replicates": REPLICATES,
        "moved": list(|verdict| matches!(verdict, Verdict::Moved(_))).len(),
        "dead": list(|verdict| *verdict == Verdict::Still),
        "refused": list(|verdict| *verdict == Verdict::Refused),
        "failed": list(|verdict| matches!(verdict, Verdict::Failed(_))),
    })
}

fn in_words(name: &str, answers: &[Answer]) -> String {
    let moved = answers.iter().filter(|answer| matches!(answer.verdict, Verdict::Moved(_))).count();
    let mut text = format!("{moved} of the {} parameters of {name} move a metric in {REPLICATES} replicates\n", answers.len());
    text += &part("dead, no metric moved", answers, |answer| match &answer.verdict {
        Verdict::Still => Some(format!("tried {}", answer.tried.join(", "))),
        Verdict::Moved(_) | Verdict::Refused | Verdict::Failed(_) => None,
    });
    text += &part("not tried, the scenario allows no other value by itself", answers, |answer| match &answer.verdict {
        Verdict::Refused => Some(format!("refused {}", answer.knob.others.join(", "))),
        Verdict::Moved(_) | Verdict::Still | Verdict::Failed(_) => None,
    });
    text + &part("failed, please report it", answers, |answer| match &answer.verdict {
        Verdict::Failed(note) => Some(note.clone()),
        Verdict::Moved(_) | Verdict::Still | Verdict::Refused => None,
    })
}

/// A heading and a line for each answer that has something to say under it; nothing if none has.
fn part(heading: &str, answers: &[Answer], says: impl Fn(&Answer) -> Option<String>) -> String {
    let line = |answer: &Answer| says(answer).map(|said| format!("  {} = {}   {said}\n", answer.knob.path, answer.knob.found));
    let lines: Vec<String> = answers.iter().filter_map(line).collect();
    if lines.is_empty() { String::new() } else { format!("\n{heading}:\n{}", lines.concat()) }
}
