//! The numbers of a scenario, and which of them its author wrote: the others are assumptions that nobody made on purpose.

use super::document::{Document, Node, name_of};
use super::file::share::ratio_of;
use super::file::{Length, Rate};
use super::problem::Problems;
use super::{Scenario, load, set};
use std::path::Path;
use toml::de::DeValue;

/// One number of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Dotted path into the resolved scenario.
    pub path: String,
    /// Its digits: percent for a share that is written so.
    pub number: f64,
    /// What stands behind the digits: a unit, `%`, or nothing.
    pub unit: String,
    /// Whether the author wrote it, rather than leaving it to a default.
    pub by_author: bool,
}

impl Said {
    /// Another number in its place, as the scenario would say it.
    pub fn with(&self, number: f64) -> String {
        // Twelve digits: halves of what people write read as people would write them.
        let number = format!("{number:.12}").parse::<f64>().unwrap_or(number) + 0.0;
        if self.unit.is_empty() { format!("{number}") } else { format!("\"{number}{}\"", self.unit) }
    }

    /// The number as the scenario says it, without quotes.
    pub fn shown(&self) -> String {
        self.with(self.number).trim_matches('"').to_owned()
    }
}

/// What says how long and how exactly to look, and nothing of the organisation.
const NO_ASSUMPTIONS: [&str; 7] = ["schema", "horizon", "tick", "warm_up", "report_every", "replicates", "seed"];

/// Every number of a scenario file after the edits `(path, value)`, with the scenario.
///
/// # Errors
/// Everything that is wrong with the file or an edit.
pub fn said(path: &Path, sets: &[(String, String)]) -> Result<(Scenario, Vec<Said>), Problems> {
    let (scenario, _) = load::load(path, sets)?;
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| load::unreadable(&shown, &error))?;
    let mut author = Document::parse(&shown, &text)?;
    for (path, value) in sets {
        set::set(&mut author, path, value)?;
    }
    let resolved = Document::parse(&shown, &scenario.resolved)?;
    let mut numbers = Vec::new();
    let mut names: Vec<_> = resolved.root.iter().collect();
    names.sort_by_key(|(key, _)| key.span().start);
    for (key, node) in names.into_iter().filter(|(key, _)| !NO_ASSUMPTIONS.contains(&key.get_ref().as_ref())) {
        collect(key.get_ref(), node, &author, &mut numbers);
    }
    Ok((scenario, numbers))
}

fn collect(path: &str, node: &Node, author: &Document, numbers: &mut Vec<Said>) {
    match node.get_ref() {
        DeValue::Table(table) => {
            let mut inside: Vec<_> = table.iter().collect();
            inside.sort_by_key(|(key, _)| key.span().start);
            inside.into_iter().for_each(|(key, node)| collect(&format!("{path}.{}", key.get_ref()), node, author, numbers));
        }
        DeValue::Array(elements) => {
            for (idx, element) in elements.iter().enumerate() {
                let name = name_of(element).map_or_else(|| idx.to_string(), str::to_owned);
                collect(&format!("{path}.{name}"), element, author, numbers);
            }
        }
        value @ (DeValue::Integer(_) | DeValue::Float(_) | DeValue::String(_)) => {
            // Members of a group come from the author's list or table, never from a default.
            let by_author = author.says(path) || path.contains(".members.");
            let said = quantity(value).map(|(number, unit)| Said { path: path.to_owned(), number, unit, by_author });
            numbers.extend(said);
        }
        DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// The digits of a value and what stands behind them; `None` for a word.
fn quantity(value: &DeValue) -> Option<(f64, String)> {
    let digits = |text: &str| text.replace('_', "").parse::<f64>().ok();
    match value {
        DeValue::Integer(number) => digits(number.as_str()).map(|number| (number, String::new())),
        DeValue::Float(number) => digits(number.as_str()).map(|number| (number, String::new())),
        DeValue::String(text) => {
            if let Some(ratio) = ratio_of(text) {
                return Some((100.0 * ratio.num as f64 / ratio.den as f64, "%".to_owned()));
            }
            let (number, unit) = text.split_once(' ')?;
            let is_one = Length::parse(text).is_some() || Rate::parse(text).is_some();
            is_one.then(|| digits(number).map(|number| (number, format!(" {unit}")))).flatten()
        }
        DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_author_wrote_is_told_from_defaults() {
        let edits = [("people.core.context".to_owned(), "0.5".to_owned())];
        let (_, numbers) = said(Path::new("scenarios/partnership.toml"), &edits).unwrap_or_else(|problems| panic!("{problems}"));
        let find = |path: &str| numbers.iter().find(|said| said.path == path).unwrap_or_else(|| panic!("no number at `{path}`"));
        for (path, by_author, shown, doubled) in [
            ("people.lead_funder.pledge", true, "700000", "1400000"),
            ("people.core.context", true, "0.5", "1"),
            ("people.core.theta", false, "0.4", "0.8"),
            ("people.lead_funder.exit_threshold.normal.sd", false, "0.2", "0.4"),
            ("bodies.core.meets.attendance", true, "80%", "\"160%\""),
            ("decisions.operational.route.review.optimistic.window", true, "3 days", "\"6 days\""),
            ("cells.gardens.people.attention", false, "2", "4"),
            ("people.domain_expert.attention", false, "1 per 5 days", "\"2 per 5 days\""),
            ("adversary.plan.0.self_deal.diverted", false, "77%", "\"154%\""),
        ] {
            let found = find(path);
            assert_eq!((found.by_author, found.shown().as_str()), (by_author, shown), "{path}");
            assert_eq!(found.with(2.0 * found.number), doubled);
        }
        assert!(numbers.iter().all(|said| said.path != "seed" && said.path != "horizon" && !said.path.ends_with(".kind")));
    }
}
