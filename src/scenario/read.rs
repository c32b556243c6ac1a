//! From the tree to what the file says: every group, body, cell, stream and stage is read on its own, and every one of them
//! reports all that is wrong with it.

use super::document::{Document, Node, entries};
use super::file::{DecisionFile, Named, ScenarioFile, StageFile};
use super::problem::{Problem, Problems};
use super::set::{SECTIONS, SETTINGS};
use super::wording;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// The format that this version reads.
const SCHEMA: u64 = 1;

/// Stands in for required keys that could not be read, so that the rest is still looked at.
const STAND_IN: &str = "schema = 1\nquestion = \"-\"\nhorizon = \"1 day\"";

/// What the file says as far as it can be read, and what cannot.
pub struct Reading {
    /// What could be read.
    pub file: ScenarioFile,
    /// What could not.
    pub problems: Vec<Problem>,
}

/// Reads the document. A file of another format is not looked at any further.
pub fn read(document: &Document) -> Result<Reading, Problems> {
    check_schema(document)?;
    let mut reader = Reader { document, problems: Vec::new() };
    let mut file = reader.top();
    file.people = reader.section("people");
    file.bodies = reader.section("bodies");
    file.cells = reader.section("cells");
    file.proposals = reader.section("proposals");
    file.decisions = reader.decisions();
    file.space = reader.settings("space").unwrap_or_default();
    file.value = reader.settings("value").unwrap_or_default();
    file.hours = reader.settings("hours").unwrap_or_default();
    file.exit = reader.settings("exit");
    file.feelings = reader.settings("feelings").unwrap_or_default();
    file.leverage = reader.settings("leverage").unwrap_or_default();
    file.adversary = reader.settings("adversary");
    file.captured = reader.settings("captured").unwrap_or_default();
    file.fair = reader.settings("fair").unwrap_or_default();
    file.reputation = reader.settings("reputation");
    file.protest = reader.settings("protest");
    Ok(Reading { file, problems: reader.problems })
}

fn check_schema(document: &Document) -> Result<(), Problems> {
    let Some(schema) = document.root.get("schema") else {
        let problem = document.problem(None, "missing key `schema`");
        return Err(problem.hint(format!("put `schema = {SCHEMA}` at the top of the file")).into());
    };
    let number = schema.get_ref().as_integer().and_then(|number| number.as_str().parse::<u64>().ok());
    if number == Some(SCHEMA) {
        return Ok(());
    }
    let found = number.map_or_else(|| schema.get_ref().type_str().to_owned(), |number| number.to_string());
    let problem = document.at("schema", format!("expected schema {SCHEMA}, found {found}"));
    let hint = "this version reads one format: bring the file to `schema = 1` (`folkmoot new` writes an example), or use the \
                version that the file was written for";
    Err(problem.hint(hint).into())
}

struct Reader<'d, 't> {
    document: &'d Document<'t>,
    problems: Vec<Problem>,
}

impl<'d, 't> Reader<'d, 't> {
    /// The keys at the top of the file.
    fn top(&mut self) -> ScenarioFile {
        let mut table = self.document.root.clone();
        for section in SECTIONS.iter().chain(&SETTINGS) {
            table.remove(*section);
        }
        let stand_in = DeTable::parse(STAND_IN).expect("the text is TOML").into_inner();
        for (key, value) in stand_in {
            if !table.contains_key(key.get_ref().as_ref()) {
                self.problems.push(self.document.problem(None, format!("missing key `{}`", key.get_ref())));
                table.insert(key, value);
            }
        }
        let stand_in = DeTable::parse(STAND_IN).expect("the text is TOML").into_inner();
        let whole = 0..0;
        self.every_error(Spanned::new(whole, DeValue::Table(table)), &stand_in).expect("the keys that are needed stand in")
    }

    fn section<T: DeserializeOwned>(&mut self, section: &str) -> Named<T> {
        let mut tables = Vec::new();
        for (name, node) in self.tables(section) {
            if let Some(table) = self.every_error(node.clone(), &DeTable::new()) {
                tables.push((name, table));
            }
        }
        Named(tables)
    }

    fn settings<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        let node = self.document.root.get(key)?;
        self.every_error(node.clone(), &DeTable::new())
    }

    fn decisions(&mut self) -> Named<DecisionFile> {
        let document = self.document;
        let mut kinds = Vec::new();
        for (name, node) in self.tables("decisions") {
            let Some(table) = node.get_ref().as_table() else {
                self.problems.push(document.problem(Some(node.span()), "expected a table with a `route`"));
                continue;
            };
            let stages = table.get("route").and_then(|route| route.get_ref().as_array());
            let mut without_stages = table.clone();
            if stages.is_some() {
                without_stages.insert(Spanned::new(node.span(), "route".into()), empty_array(node.span()));
            }
            let kind: Option<DecisionFile> =
                self.every_error(Spanned::new(node.span(), DeValue::Table(without_stages)), &DeTable::new());
            let stages: Vec<Option<StageFile>> = stages
                .into_iter()
                .flat_map(|stages| stages.iter())
                .map(|stage| self.every_error(stage.clone(), &DeTable::new()))
                .collect();
            // A route is understood as a whole or not at all: stages refer to each other by their place.
            if let (Some(_), Some(route)) = (kind, stages.into_iter().collect()) {
                kinds.push((name, DecisionFile { route }));
            }
        }
        Named(kinds)
    }

    /// The entries of a section with their names.
    fn tables(&mut self, section: &str) -> Vec<(String, &'d Node<'t>)> {
        let document = self.document;
        let Some(node) = document.root.get(section) else { return Vec::new() };
        if node.get_ref().as_table().is_none() {
            let message = format!("expected a table of names, found {}", node.get_ref().type_str());
            let example = format!("write one table for each, as in `[{section}.name]`");
            self.problems.push(self.document.problem(Some(node.span()), message).hint(example));
        }
        for (key, _) in entries(node).filter(|(key, _)| !is_name(key.get_ref())) {
            let problem = self.document.problem(Some(key.span()), format!("`{}` cannot be a name here", key.get_ref()));
            self.problems.push(problem.hint("use letters, digits, `_` and `-`; a dot would end the name in a path"));
        }
        entries(node).map(|(key, node)| (key.get_ref().to_string(), node)).collect()
    }

    /// Reads a table again and again, each time without the key that was wrong, until all its errors are known. A key that is
    /// needed is replaced from `stand_in` where that has it. `None` after an error, unless everything needed stands in; but an
    /// unknown key says nothing, and without it the table counts.
    fn every_error<T: DeserializeOwned>(&mut self, node: Node<'t>, stand_in: &DeTable<'static>) -> Option<T> {
        let span = node.span();
        let mut rest = node;
        let mut removed: Vec<String> = Vec::new();
        let mut lost = false;
        loop {
            let error = match T::deserialize(ValueDeserializer::from(rest.clone())) {
                Ok(read) => return (!lost || !stand_in.is_empty()).then_some(read),
                Err(error) => error,
            };
            if removed.iter().any(|key| error.message() == format!("missing field `{key}`")) {
                return None;
            }
            let problem = self.document.worded(&error, Some(span.clone()));
            self.problems.push(self.with_hint(problem));
            let around = error.span().filter(|error| *error != span);
            let key = around.as_ref().and_then(|error| key_around(&rest, error))?;
            let DeValue::Table(table) = rest.get_mut() else { return None };
            let unknown = table.get_key_value(key.as_str()).is_some_and(|(key, _)| Some(key.span()) == around);
            lost |= !(unknown && error.message().starts_with("unknown field"));
            table.remove(key.as_str());
            if let Some((needed, value)) = stand_in.get_key_value(key.as_str()) {
                table.insert(needed.clone(), value.clone());
            }
            removed.push(key);
        }
    }

    /// Adds what may stand at a missing key, where the document knows.
    fn with_hint(&self, problem: Problem) -> Problem {
        if problem.message != "missing key `body`" {
            return problem;
        }
        let mut bodies = self.document.names("bodies");
        bodies.extend(self.document.names("cells"));
        bodies.push("own_cell".into());
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        problem.hint(format!("say who decides: {}", wording::list(&bodies)))
    }
}

/// The key of a table whose entry the span lies in.
fn key_around(node: &Node, span: &Range<usize>) -> Option<String> {
    let table = node.get_ref().as_table()?;
    let within = |outer: Range<usize>| outer.start <= span.start && span.end <= outer.end;
    // A table under a header may spread: its parts are asked too.
    fn holds(node: &Node, within: &dyn Fn(Range<usize>) -> bool) -> bool {
        within(node.span())
            || match node.get_ref() {
                DeValue::Table(table) => table.iter().any(|(key, value)| within(key.span()) || holds(value, within)),
                DeValue::Array(array) => array.iter().any(|value| holds(value, within)),
                DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                    false
                }
            }
    }
    let found = table.iter().find(|(key, value)| within(key.span()) || holds(value, &within));
    found.map(|(key, _)| key.get_ref().to_string())
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn empty_array<'t>(span: Range<usize>) -> Node<'t> {
    Spanned::new(span, DeValue::Array(toml::de::DeArray::new()))
}
