//! What a sweep ends in beside its tables: the answer that its design and its author ask for, and a picture of it.
//!
//! ```text
//!   walks or blocks      what outcomes depend on          as `folkmoot sensitivity DIR`
//!   `cases`              where they happen                as `folkmoot discover DIR --where CASES`
//!   `baseline`           what differs from it             as `folkmoot summarize DIR`
//!   none of these        which settings are best          the tables of the sweep itself
//! ```

use super::words;
use crate::cli::{Failure, discover, plot, sensitivity, summarize, talk};
use crate::experiment::sweep::{Finished, Plan};
use crate::export::survey::{Kind, SAMPLED};
use crate::export::sweep::Told;
use crate::metrics::Unit;
use std::path::Path;

/// Refuses what could not be told in the end, before anything is run.
///
/// # Errors
/// When the cases of the experiment cannot be read.
pub fn foresee(plan: &Plan, experiment: &Path) -> Result<(), Failure> {
    let Some(cases) = &plan.asked.cases else { return Ok(()) };
    let metrics: Vec<(&str, Option<Unit>)> = plan.columns.iter().map(|column| (column.id.as_str(), Some(column.unit))).collect();
    discover::foresee(cases, &format!("{}, `cases`", experiment.display()), &metrics)
}

/// The answers, then the tables, in words; what they are drawn from and drawn as goes into the folder.
///
/// # Errors
/// When the disk refuses. What cannot be told of these runs is only said.
pub fn tell(plan: &Plan, (told, finished): (&Told, &Finished), folder: &Path, again: &str) -> Result<String, Failure> {
    let asked = &plan.asked;
    let mut answers = Vec::new();
    if asked.depends {
        answers.push(sensitivity::told(folder));
    }
    if let Some(cases) = &asked.cases {
        answers.push(discover::found(&discover::Args::usual(folder, cases)));
    }
    if !asked.baseline.is_empty() {
        answers.push(summarize::summed(&summarize::Args::usual(folder)));
    }
    let picture = match told.cells.len() {
        1 if !asked.depends => Some(Kind::Intervals),
        n if n > SAMPLED => Some(Kind::Multiples),
        _ => None,
    };
    if let Some(kind) = picture.filter(|_| cfg!(feature = "plots")) {
        plot::plot(&plot::Args::of(folder, kind)).map(drop).or_else(only_said)?;
    }
    let mut texts = Vec::new();
    for answer in answers {
        match answer {
            Ok(text) => texts.push(text),
            Err(failure) => only_said(failure)?,
        }
    }
    if texts.is_empty() {
        return Ok(words::in_words(plan, told, finished, again));
    }
    let rest = words::basis(plan, told, finished);
    let table =
        if asked.depends || !asked.baseline.is_empty() { String::new() } else { format!("\n{}", words::table(plan, told)) };
    Ok(format!("{}\n{rest}{table}{}", texts.join("\n"), words::ending(again)))
}

/// A request that these runs do not answer is no failure of the sweep, which is whole; a machine that fails is.
fn only_said(failure: Failure) -> Result<(), Failure> {
    if failure.is_wrong_request() {
        talk::say(&failure.as_warning());
        return Ok(());
    }
    Err(failure)
}
