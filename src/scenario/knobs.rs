//! Every parameter that a scenario says, and what else could stand there: the resolved text is walked along the JSON Schema, so
//! that a parameter is known by its shape and a new one is here the day it is read.
//!
//! Numbers and quantities are doubled and halved, options go to the next, booleans are flipped, lists of options lose one, and in
//! a table of shares, which may have to add up, half of one goes to the next. What the shape calls a text (names, questions,
//! references to a name) is left alone.

use super::file::share::ratio_of;
use super::schema::json_schema;
use crate::units::Ratio;
use serde_json::{Map, Value};

/// Where the walk begins: the shape of a whole file.
const FILE: &str = "ScenarioFile";

/// Keys of a file that no run is told: the format, and how many runs there are.
pub const NO_RUN_READS: [&str; 2] = ["schema", "replicates"];

/// One parameter of a scenario, and other values to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// Dotted path, as in `--set`.
    pub path: String,
    /// What stands there, as in TOML; empty if nothing does.
    pub found: String,
    /// What else to try, as in TOML; the scenario may refuse it.
    pub others: Vec<String>,
    /// Places of the schema that it lies in, such as `VoteFile.quorum`, the outermost first.
    pub places: Vec<String>,
}

/// Every parameter that a resolved scenario says, in the order of the schema's names; with `absent`, those too that it leaves
/// out and that one value can fill.
pub fn knobs(resolved: &str, absent: bool) -> Vec<Knob> {
    let schema = json_schema();
    let said: Value = toml::from_str(resolved).expect("a resolved scenario is TOML");
    let mut walk = Walk { shapes: Shapes { schema: &schema }, absent, found: Vec::new() };
    walk.value(&schema, &said, &At { path: String::new(), owner: FILE.to_owned(), places: Vec::new() });
    walk.found.retain(|knob| !knob.others.is_empty() && !NO_RUN_READS.contains(&knob.path.as_str()));
    walk.found
}

/// Every place of the schema where something other than a text may stand.
pub fn places() -> Vec<String> {
    let schema = json_schema();
    let shapes = Shapes { schema: &schema };
    let mut places = Vec::new();
    shapes.list(FILE, &schema, &mut places);
    for (name, shape) in schema["$defs"].as_object().into_iter().flatten() {
        shapes.list(name, shape, &mut places);
    }
    places.sort();
    places.dedup();
    places
}

/// The schema, and what its words mean.
#[derive(Clone, Copy)]
struct Shapes<'s> {
    schema: &'s Value,
}

/// One way in which a value may be written.
struct Branch<'s> {
    /// The definition that it is part of, if it is one.
    of: Option<&'s str>,
    shape: &'s Value,
}

impl<'s> Shapes<'s> {
    /// Every way in which a value may be written.
    fn branches(self, shape: &'s Value) -> Vec<Branch<'s>> {
        let mut found = Vec::new();
        self.gather(shape, None, &mut found);
        found
    }

    fn gather(self, shape: &'s Value, of: Option<&'s str>, found: &mut Vec<Branch<'s>>) {
        if let Some(name) = shape["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            return self.gather(&self.schema["$defs"][name], Some(name), found);
        }
        match shape["anyOf"].as_array().or(shape["oneOf"].as_array()) {
            Some(ways) => ways.iter().for_each(|way| self.gather(way, of, found)),
            None => found.push(Branch { of, shape }),
        }
    }

    /// Places in the tables of a definition.
    fn list(self, owner: &str, shape: &'s Value, places: &mut Vec<String>) {
        for branch in self.branches(shape).iter().filter(|branch| branch.of.is_none()) {
            for (key, shape) in branch.shape["properties"].as_object().into_iter().flatten() {
                let place = format!("{owner}.{key}");
                self.list(&place, shape, places);
                if self.is_more_than_text(shape, 0) {
                    places.push(place);
                }
            }
        }
    }

    /// `depth` ends the search in shapes that contain themselves.
    fn is_more_than_text(self, shape: &'s Value, depth: u8) -> bool {
        depth < 8
            && self.branches(shape).iter().any(|branch| match word(branch.shape, "type") {
                "string" => branch.shape.get("pattern").is_some() || !options_of(branch.shape).is_empty(),
                "array" => self.is_more_than_text(&branch.shape["items"], depth + 1),
                "object" => {
                    let fields = branch.shape["properties"].as_object();
                    fields.into_iter().flatten().any(|(_, field)| self.is_more_than_text(field, depth + 1))
                        || branch.shape["additionalProperties"].is_object()
                            && self.is_more_than_text(&branch.shape["additionalProperties"], depth + 1)
                }
                "null" => false,
                _ => true,
            })
    }
}

/// Where the walk is.
struct At {
    path: String,
    /// The innermost place, to which a key is added.
    owner: String,
    places: Vec<String>,
}

impl At {
    fn deeper(&self, segment: &str) -> At {
        let path = if self.path.is_empty() { segment.to_owned() } else { format!("{}.{segment}", self.path) };
        At { path, owner: self.owner.clone(), places: self.places.clone() }
    }

    /// The entry of a table under a key that the schema knows.
    fn field(&self, of: Option<&str>, key: &str) -> At {
        let mut field = self.deeper(key);
        field.owner = format!("{}.{key}", of.unwrap_or(&self.owner));
        field.places.push(field.owner.clone());
        field
    }
}

struct Walk<'s> {
    shapes: Shapes<'s>,
    absent: bool,
    found: Vec<Knob>,
}

impl<'s> Walk<'s> {
    fn value(&mut self, shape: &'s Value, value: &Value, at: &At) {
        let branches = self.shapes.branches(shape);
        match value {
            Value::Object(table) => self.table(&branches, table, at),
            Value::Array(list) => self.list(&branches, list, at),
            Value::String(text) => self.add(at, value, of_text(&branches, text)),
            Value::Number(number) => {
                let whole = !branches.iter().any(|branch| word(branch.shape, "type") == "number");
                self.add(at, value, scaled(number.as_f64().unwrap_or_default(), whole));
            }
            Value::Bool(flag) => self.add(at, value, vec![(!flag).to_string()]),
            Value::Null => {}
        }
    }

    fn table(&mut self, branches: &[Branch<'s>], table: &Map<String, Value>, at: &At) {
        let fits = |branch: &&Branch| {
            let fields = branch.shape["properties"].as_object();
            let known = |key: &String| fields.is_some_and(|fields| fields.contains_key(key));
            word(branch.shape, "type") == "object"
                && (branch.shape["additionalProperties"].is_object() || table.keys().all(known))
        };
        let Some(branch) = branches.iter().find(fits) else { return };
        self.add(at, &Value::Object(table.clone()), options(branches).iter().map(|word| quoted(word)).collect());
        self.shifts(branch, table, at);
        let fields = branch.shape["properties"].as_object();
        for (key, value) in table {
            match fields.and_then(|fields| fields.get(key)) {
                Some(shape) => self.value(shape, value, &at.field(branch.of, key)),
                None => self.value(&branch.shape["additionalProperties"], value, &at.deeper(key)),
            }
        }
        if self.absent {
            for (key, shape) in fields.into_iter().flatten().filter(|(key, _)| !table.contains_key(*key)) {
                let others = fillings(&self.shapes.branches(shape));
                self.add(&at.field(branch.of, key), &Value::Null, others);
            }
        }
    }

    /// In a table of nothing but shares: half of each goes to the next, and the sum stays.
    fn shifts(&mut self, branch: &Branch<'s>, table: &Map<String, Value>, at: &At) {
        let shares: Option<Vec<Ratio>> = table.values().map(share).collect();
        let Some(shares) = shares.filter(|shares| shares.len() > 1) else { return };
        let keys: Vec<&String> = table.keys().collect();
        for from in 0..shares.len() {
            let to = (from + 1) % shares.len();
            let Some([kept, grown]) = shifted(shares[from], shares[to]) else { continue };
            let mut entries = table.clone();
            entries.insert(keys[from].clone(), Value::from(kept));
            entries.insert(keys[to].clone(), Value::from(grown));
            let mut places = at.places.clone();
            let named = [from, to].into_iter().filter(|idx| !branch.shape["properties"][keys[*idx].as_str()].is_null());
            places.extend(named.map(|idx| at.field(branch.of, keys[idx]).owner));
            let at = At { path: at.path.clone(), owner: at.owner.clone(), places };
            self.add(&at, &Value::Object(table.clone()), vec![written(&Value::Object(entries))]);
        }
    }

    fn list(&mut self, branches: &[Branch<'s>], list: &[Value], at: &At) {
        let Some(branch) = branches.iter().find(|branch| word(branch.shape, "type") == "array") else { return };
        let items = self.shapes.branches(&branch.shape["items"]);
        let is_number = items.iter().any(|item| word(item.shape, "type") == "number");
        let (whole, words) = (Value::Array(list.to_vec()), options(&items));
        if list.is_empty() && is_number {
            self.add(at, &whole, vec!["[1]".into()]);
        } else if !words.is_empty() {
            let without = (0..list.len()).filter(|_| list.len() > 1).map(|gone| {
                let kept = list.iter().enumerate().filter(|(idx, _)| *idx != gone).map(|(_, word)| written(word));
                format!("[{}]", kept.collect::<Vec<_>>().join(", "))
            });
            let instead = words.iter().map(|word| format!("[{}]", quoted(word)));
            self.add(at, &whole, without.chain(instead).collect());
        } else {
            for (idx, item) in list.iter().enumerate() {
                let name = item.get("name").and_then(Value::as_str).map_or_else(|| idx.to_string(), str::to_owned);
                self.value(&branch.shape["items"], item, &at.deeper(&name));
            }
        }
    }

    fn add(&mut self, at: &At, found: &Value, others: Vec<String>) {
        let found = if found.is_null() { String::new() } else { written(found) };
        let others = others.into_iter().filter(|other| *other != found).collect();
        self.found.push(Knob { path: at.path.clone(), found, others, places: at.places.clone() });
    }
}

fn word<'v>(shape: &'v Value, key: &str) -> &'v str {
    let listed = |value: &'v Value| value.as_array().and_then(|words| words.first()).and_then(Value::as_str);
    shape.get(key).and_then(|value| value.as_str().or_else(|| listed(value))).unwrap_or_default()
}

/// The words that may stand in one branch.
fn options_of(shape: &Value) -> Vec<&str> {
    let listed = shape["enum"].as_array().into_iter().flatten();
    shape.get("const").into_iter().chain(listed).filter_map(Value::as_str).collect()
}

fn options<'s>(branches: &[Branch<'s>]) -> Vec<&'s str> {
    branches.iter().flat_map(|branch| options_of(branch.shape)).collect()
}

/// Other options, the next one first; or the quantity twice and half as large; nothing for a text.
fn of_text(branches: &[Branch], text: &str) -> Vec<String> {
    let words = options(branches);
    if let Some(here) = words.iter().position(|word| *word == text) {
        let next = (1..words.len()).map(|step| quoted(words[(here + step) % words.len()]));
        return next.collect();
    }
    if !branches.iter().any(|branch| branch.shape.get("pattern").is_some()) {
        return Vec::new();
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let Ok(number) = number.replace('_', "").parse::<f64>() else { return Vec::new() };
    let mut others = scaled(number, false);
    let whole = scaled(number, true).into_iter().filter(|whole| whole != "0" && !others.contains(whole));
    others.extend(whole.collect::<Vec<_>>());
    others.iter().map(|number| quoted(&format!("{number}{unit}"))).collect()
}

/// Twice and half as much; of nothing, a little.
fn scaled(number: f64, whole: bool) -> Vec<String> {
    match (number.abs() < f64::MIN_POSITIVE, whole) {
        (true, true) => vec!["1".into(), "2".into()],
        (true, false) => vec!["1".into(), "0.5".into()],
        (false, true) => vec![(number * 2.0).to_string(), (number / 2.0).floor().to_string()],
        (false, false) => vec![(number * 2.0).to_string(), (number / 2.0).to_string()],
    }
}

/// A share as a resolved scenario writes it; a length of time is none.
fn share(value: &Value) -> Option<Ratio> {
    let ratio = match value {
        Value::String(text) => ratio_of(text),
        Value::Number(number) => ratio_of(&number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    ratio.filter(|ratio| ratio.num <= ratio.den)
}

/// Two shares after half of the first went to the second; `None` where the fractions outgrow their integers.
fn shifted(from: Ratio, to: Ratio) -> Option<[String; 2]> {
    let halved = from.den.checked_mul(2)?;
    let whole = halved.checked_mul(to.den)?;
    let grown = to.num.checked_mul(halved)?.checked_add(from.num.checked_mul(to.den)?)?;
    Some([format!("{}/{halved}", from.num), format!("{grown}/{whole}")])
}

/// What may stand where nothing does; a quantity is tried in every unit, and the scenario refuses the wrong ones.
fn fillings(branches: &[Branch]) -> Vec<String> {
    let filling = |branch: &Branch| match word(branch.shape, "type") {
        "boolean" => vec!["true".to_owned(), "false".to_owned()],
        "integer" => ["1", "2", "3"].map(str::to_owned).to_vec(),
        "number" => ["0.1", "0.5", "1", "3"].map(str::to_owned).to_vec(),
        "string" if branch.shape.get("pattern").is_some() => {
            ["10%", "60%", "2 days", "10 days", "60 days", "1 per 10 days"].map(quoted).to_vec()
        }
        _ => options_of(branch.shape).into_iter().map(quoted).collect(),
    };
    branches.iter().flat_map(filling).collect()
}

/// A value as TOML writes it in one line.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(list) => format!("[{}]", list.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Object(table) => {
            let entries = table.iter().map(|(key, value)| format!("{key} = {}", written(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Number(_) | Value::Bool(_) | Value::Null => value.to_string(),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn of(path: &str) -> Option<Knob> {
        let scenario = Scenario::load("scenarios/partnership.toml").expect("a shipped scenario");
        knobs(&scenario.resolved, false).into_iter().find(|knob| knob.path == path)
    }

    #[test]
    fn every_kind_of_value_has_others() {
        for (path, others) in [
            ("people.core.count", &["8", "2"] as &[&str]),
            ("people.core.alone", &["true"]),
            ("people.core.omega", &["\"10%\"", "\"2.5%\"", "\"2%\""]),
            ("people.core.exit_threshold.normal.mean", &["-1", "-0.25"]),
            ("people.core.pledge", &["1", "0.5"]),
            ("people.core.ideal", &["[1]"]),
            ("space.course.0", &["1", "0.25"]),
            ("decisions.operational.route.vote.vote.period", &["\"14 days\"", "\"3.5 days\"", "\"3 days\""]),
            ("decisions.operational.route.vote.vote.quorum", &["\"none\""]),
            ("draw_people", &["\"once\""]),
        ] {
            let found = of(path).unwrap_or_else(|| panic!("no `{path}`"));
            assert_eq!(found.others, others, "{path}");
        }
    }

    #[test]
    fn texts_are_left_alone() {
        let kept = ["question", "schema", "replicates", "proposals.plans.kind"];
        for path in kept.into_iter().chain(["constituents", "decisions.operational.route.vote.name"]) {
            assert_eq!(of(path), None, "{path}");
        }
    }

    #[test]
    fn a_parameter_knows_its_places() {
        let knob = of("decisions.operational.route.vote.vote.quorum.participation").expect("it is said");
        let places =
            ["ScenarioFile.decisions", "DecisionFile.route", "StageFile.vote", "VoteFile.quorum", "QuorumFile.participation"];
        assert_eq!(knob.places, places);
        let all = super::places();
        assert!(places.iter().all(|place| all.iter().any(|listed| listed == place)), "{all:#?}");
        assert!(all.len() > 150 && !all.iter().any(|place| place == "VoteFile.body"));
    }
}
