//! Numbers that others published or that follow from published rules, against what this crate answers.
//!
//! A file of vectors names a kind, the inputs and the expected outputs of each. A kind is answered by the rule, the index or
//! the closed form itself; nothing here knows a single vector, and no answer looks at what is expected of it.
//!
//! ```text
//!   file --read--> vectors --kind--> answer(inputs) --compare, tolerance--> passed | failed
//! ```

mod behaviour;
mod compare;
mod dual_governance;
mod engine;
mod exact;
mod given;
mod governor;
mod kinds;
mod lived;
mod mechanisms;
mod money;
mod power;
mod read;
mod tally;
mod trace;

pub use kinds::Answered;
pub use lived::{Observed, Plan};
pub use read::{Tolerance, Vector, read};

use given::Given;
use kinds::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use thiserror::Error;

/// What in a file of vectors makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}: expected {expected}, found {found}; {hint}")]
pub struct Malformed {
    /// Where: the number and the id of the vector, and the path in it.
    pub place: String,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: String,
    /// One way out.
    pub hint: String,
}

/// One output that is not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The vector's id.
    pub id: String,
    /// The output's path.
    pub key: String,
    /// As the file has it.
    pub expected: Value,
    /// As it was answered; `None` if the answer has no such output.
    pub got: Option<Value>,
    /// Who says so.
    pub source: String,
}

/// How the vectors of one kind fared.
#[derive(Clone, Debug, PartialEq)]
pub struct Fared {
    /// The kind.
    pub kind: String,
    /// What answers it.
    pub answered: Answered,
    /// Vectors of which every expected output came out.
    pub n_passed: usize,
    /// Vectors of which at least one did not.
    pub n_failed: usize,
    /// Vectors that were not asked.
    pub n_not_covered: usize,
    /// Vectors that a run of the engine went through.
    pub n_lived: usize,
    /// What the runs saw, in the order of the file.
    pub observed: Vec<Observed>,
    /// Every output that did not come out, in the order of the file.
    pub mismatches: Vec<Mismatch>,
}

/// Asks for every vector and compares; one entry per kind that the file has, in order of name.
///
/// * `plan`: how much to run where the engine can confirm a closed form; `None` to compare closed forms only.
///
/// # Errors
/// A kind that is not known, and inputs that are missing, of the wrong type, unknown, or of which the rule can make nothing.
pub fn validate(vectors: &[Vector], plan: Option<Plan>) -> Result<Vec<Fared>, Malformed> {
    let mut by_kind: BTreeMap<&str, Fared> = BTreeMap::new();
    for (idx, vector) in vectors.iter().enumerate() {
        let place = format!("vectors[{idx}] ({})", vector.id);
        let kind = kinds::find(&vector.kind).ok_or_else(|| unknown_kind(&place, &vector.kind))?;
        let fared = by_kind.entry(kind.name).or_insert_with(|| Fared {
            kind: kind.name.to_owned(),
            answered: kind.answered,
            n_passed: 0,
            n_failed: 0,
            n_not_covered: 0,
            n_lived: 0,
            observed: Vec::new(),
            mismatches: Vec::new(),
        });
        fared.ask(kind, vector, &format!("{place}.inputs"), plan)?;
    }
    Ok(by_kind.into_values().collect())
}

impl Fared {
    fn ask(&mut self, kind: &Kind, vector: &Vector, place: &str, plan: Option<Plan>) -> Result<(), Malformed> {
        let Some(answer) = kind.answer else {
            self.n_not_covered += 1;
            return Ok(());
        };
        let answer = Given::all_of(place, &vector.inputs, answer)?;
        let mut missed = compare::compare(vector, &answer, kind.loose);
        if let Some((run, plan)) = kind.run.zip(plan)
            && let Some(observed) = Given::some_of(place, &vector.inputs, |given| run(given, &answer, plan))?
        {
            self.n_lived += 1;
            missed.extend(observed.iter().filter(|observed| !observed.agrees()).map(|observed| strayed(vector, observed)));
            self.observed.extend(observed);
        }
        if missed.is_empty() {
            self.n_passed += 1;
        } else {
            self.n_failed += 1;
        }
        self.mismatches.extend(missed);
        Ok(())
    }
}

/// A run that does not agree with the closed form.
fn strayed(vector: &Vector, observed: &Observed) -> Mismatch {
    Mismatch {
        id: vector.id.clone(),
        key: format!("{} of a run, n = {}", observed.key, observed.n),
        expected: json!(observed.expected),
        got: Some(json!(observed.mean)),
        source: vector.source.clone(),
    }
}

fn unknown_kind(place: &str, kind: &str) -> Malformed {
    let near = kinds::names().max_by(|a, b| strsim::jaro_winkler(a, kind).total_cmp(&strsim::jaro_winkler(b, kind)));
    Malformed {
        place: format!("{place}.kind"),
        found: format!("`{kind}`"),
        expected: "a kind of rule that is known".to_owned(),
        hint: near.map_or_else(String::new, |near| format!("the nearest is `{near}`")),
    }
}
