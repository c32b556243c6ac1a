//! Stand-in for the reader of scenarios.
use crate::dice::Key;
use crate::scenario::{Hours, Scenario, Space, Value};
use crate::units::{Clock, Ticks};
use std::path::Path;

/// Problem.
pub struct Problem(pub String);
impl Problem {
    /// Text.
    pub fn render(&self, _colour: bool) -> String {
        format!("error: {}", self.0)
    }
    /// Json.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({"error": {"place": "", "found": self.0, "expected": "", "hint": ""}})
    }
}

/// Load.
///
/// # Errors
/// x
pub fn load_with(path: &Path, sets: &[(String, String)]) -> Result<(Scenario, Vec<Problem>), Problem> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Problem(format!("could not read the scenario: {e}\n  --> {}", path.display())))?;
    let mut document: toml_edit::DocumentMut = text.parse().map_err(|e| Problem(format!("{e}")))?;
    for (key, value) in sets {
        document[key] = toml_edit::value(value.parse::<toml_edit::Value>().unwrap_or_else(|_| value.as_str().into()));
    }
    let _ = Key::NONE;
    Ok((sample_of(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), &document), vec![]))
}

fn sample_of(name: String, document: &toml_edit::DocumentMut) -> Scenario {
    let number =
        |key: &str| document.get(key).and_then(|v| v.as_integer().map(|i| i as u64).or_else(|| v.as_str()?.parse().ok()));
    Scenario {
        name,
        question: document.get("question").and_then(|v| v.as_str()).unwrap_or("").to_owned(),
        seed: number("seed").unwrap_or(1),
        replicates: number("replicates").unwrap_or(200) as u32,
        clock: Clock { tick_ms: 86_400_000 },
        horizon: Ticks(730),
        warm_up: Ticks(0),
        report_every: Ticks(7),
        people_fixed: false,
        judging: Ticks(1),
        space: Space { axes: 2, course: [0.0; 4], purpose: [0.0; 4], purpose_drift: 0.0, step_share: 0.0, step_noise: 0.0 },
        value: Value { prior_variance: 1.0, diversion_loss: 1.0, reference_cost: 1.0, trust_rate: 0.1, alarm: 1.0, proof: 1.0 },
        hours: Hours { reading: 1.0, item: 1.0, ballot: 1.0 },
        groups: vec![],
        constituents: vec![],
        bodies: vec![],
        cells: vec![],
        sources: vec![],
        kinds: vec![],
        resolved: document.to_string(),
    }
}

/// Sample.
pub fn sample() -> Scenario {
    let text = "question = \"Do 72 hours of optimistic review protect six organisations from a self-dealing core team, and what do they cost?\"\nseed = 7\n";
    sample_of("partnership".to_owned(), &text.parse().unwrap_or_default())
}
