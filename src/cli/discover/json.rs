//! What was found, as one object.

use super::Told;
use super::inputs::{bounds, let_in};
use crate::discovery::{Found, Limit, Node, Restriction};
use serde_json::{Map, Value, json};

/// The object, with a line end.
pub fn of(told: &Told) -> String {
    let all = told.searched.cases.tally(|_| true);
    let back = told.found.searched.iter().filter(|searched| !**searched).count();
    let p = told.found.last.as_ref().map(|ending| ending.p).or_else(|| told.found.boxes.last().map(|found| found.p));
    let boxes: Vec<Value> = told.found.boxes.iter().map(|found| one(told, found)).collect();
    let object = json!({
        "name": told.tables.about.name,
        "where": told.condition.shown,
        "runs": all.runs,
        "cases": all.hits,
        "points": all.points,
        "points_held_back": back,
        "p": p,
        "boxes": boxes,
        "tree": node(told, told.tree),
    });
    format!("{object}\n")
}

fn one(told: &Told, found: &Found) -> Value {
    let held = found.held.as_ref().map(|held| {
        let interval = held.interval(&told.searched.cases, 0.95);
        json!({
            "points": held.inside.points,
            "runs": held.inside.runs,
            "cases": held.inside.hits,
            "density": held.inside.density(),
            "low": interval.map(|interval| interval.low),
            "high": interval.map(|interval| interval.high),
            "coverage": held.coverage(),
        })
    });
    let limits: Vec<Value> = found.restrictions.iter().map(|limit| restriction(told, found, limit)).collect();
    json!({
        "words": bounds(told.tables, &told.searched.axes, &found.bounds),
        "coverage": found.step.coverage,
        "density": found.step.density,
        "mass": found.step.mass,
        "runs": found.step.tally.runs,
        "cases": found.step.tally.hits,
        "p": found.p,
        "held_back": held,
        "limits": limits,
    })
}

fn restriction(told: &Told, found: &Found, restriction: &Restriction) -> Value {
    let mut object = limit(told, restriction.input, &found.bounds.0[restriction.input]);
    object.insert("p".to_owned(), json!(restriction.p));
    object.insert("density_without".to_owned(), json!(restriction.density_without));
    Value::Object(object)
}

/// Path and ends of a limit; the values that it lets in where it goes by values.
fn limit(told: &Told, input: usize, limit: &Limit) -> Map<String, Value> {
    let axis = &told.tables.axes[told.searched.axes[input]];
    let (low, high) = match limit {
        Limit::Between { low, high } => (*low, *high),
        Limit::Free | Limit::Among(_) => (None, None),
    };
    let values = matches!(limit, Limit::Among(_)).then(|| let_in(axis, limit));
    let pairs = [("path", json!(axis.path)), ("low", json!(low)), ("high", json!(high)), ("values", json!(values))];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn node(told: &Told, node_here: &Node) -> Value {
    let mut object = Map::new();
    object.insert("runs".to_owned(), json!(node_here.tally.runs));
    object.insert("cases".to_owned(), json!(node_here.tally.hits));
    if let Some(parting) = &node_here.parting {
        let way = |(part, way): (&Limit, &Node)| {
            let mut object = limit(told, parting.input, part);
            object.insert("node".to_owned(), node(told, way));
            Value::Object(object)
        };
        let ways: Vec<Value> = parting.limits.iter().zip(&parting.ways).map(way).collect();
        object.insert("p".to_owned(), json!(parting.p));
        object.insert("ways".to_owned(), json!(ways));
    }
    Value::Object(object)
}
