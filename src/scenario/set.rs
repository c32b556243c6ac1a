//! `--set path=value`: an edit of the document, before anything in it is understood.
//!
//! A key that is absent is added, and so are tables on the way to it, as long as the reader has a chance to say what it thinks
//! of them. New groups, bodies, cells, streams and kinds are never made on the way: a slip in a name must not add a partner.

use super::document::{Document, Node, name_of, position};
use super::problem::Problems;
use super::wording;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// Top-level tables whose keys are names given by the author.
pub const SECTIONS: [&str; 5] = ["people", "bodies", "cells", "proposals", "decisions"];

/// Top-level tables whose keys are fixed.
pub const SETTINGS: [&str; 11] =
    ["space", "value", "hours", "exit", "feelings", "leverage", "adversary", "captured", "fair", "reputation", "protest"];

/// What the edit says before its path.
const PREFIX: &str = "--set ";

/// Writes `value` at the dotted `path`. A value that is not TOML is taken as a text.
pub fn set<'t>(document: &mut Document<'t>, path: &'t str, value: &'t str) -> Result<(), Problems> {
    let start = document.add_set(format!("{PREFIX}{path}={value}"));
    let value_start = start + PREFIX.len() + path.len() + 1;
    let value = match DeValue::parse(value) {
        Ok(parsed) => shifted(parsed, value_start),
        Err(_) => Spanned::new(value_start..value_start + value.len(), DeValue::String(value.into())),
    };
    let mut offset = start + PREFIX.len();
    let mut segments = Vec::new();
    for segment in path.split('.') {
        segments.push(Segment { text: segment, span: offset..offset + segment.len() });
        offset += segment.len() + 1;
    }
    let mut root = std::mem::take(&mut document.root);
    let outcome = insert(&mut root, &segments, 0, value);
    document.root = root;
    outcome.map_err(|lost| {
        let problem = document.problem(Some(lost.span), lost.message);
        Problems::from(if let Some(hint) = lost.hint { problem.hint(hint) } else { problem })
    })
}

/// One word of a path, and its place in the edit.
struct Segment<'p> {
    text: &'p str,
    span: Range<usize>,
}

/// Where a path leads nowhere.
struct Lost {
    span: Range<usize>,
    message: String,
    hint: Option<String>,
}

impl Lost {
    fn at(segment: &Segment, known: &[&str], place: &str) -> Lost {
        Lost {
            span: segment.span.clone(),
            message: format!("there is no `{}` in {place}", segment.text),
            hint: wording::nearest_or_all(segment.text, known),
        }
    }
}

fn insert<'t>(table: &mut DeTable<'t>, path: &[Segment<'t>], depth: usize, value: Node<'t>) -> Result<(), Lost> {
    let here = &path[depth];
    if depth + 1 == path.len() {
        // The old entry goes first, or its key would keep its old place.
        table.remove(here.text);
        table.insert(Spanned::new(here.span.clone(), here.text.into()), value);
        return Ok(());
    }
    if !table.contains_key(here.text) {
        may_be_made(table, path, depth)?;
        let empty = Spanned::new(here.span.clone(), DeValue::Table(DeTable::new()));
        table.insert(Spanned::new(here.span.clone(), here.text.into()), empty);
    }
    let next = table.get_mut(here.text).expect("inserted above if it was not there");
    descend(next, path, depth, value)
}

fn descend<'t>(node: &mut Node<'t>, path: &[Segment<'t>], depth: usize, value: Node<'t>) -> Result<(), Lost> {
    let next = &path[depth + 1];
    match node.get_mut() {
        DeValue::Table(table) => insert(table, path, depth + 1, value),
        DeValue::Array(array) => {
            let names: Vec<String> = array.iter().filter_map(name_of).map(str::to_owned).collect();
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            let found = position(array, next.text).ok_or_else(|| Lost::at(next, &known, &format!("`{}`", path[depth].text)))?;
            element(array, found, path, depth + 1, value)
        }
        other @ (DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_)) => {
            Err(Lost {
                span: next.span.clone(),
                message: format!("`{}` is not a table: its value is {}", path[depth].text, article(other.type_str())),
                hint: None,
            })
        }
    }
}

fn element<'t>(array: &mut DeArray<'t>, idx: usize, path: &[Segment<'t>], depth: usize, value: Node<'t>) -> Result<(), Lost> {
    let node = array.get_mut(idx).expect("the position was found in this array");
    if depth + 1 == path.len() {
        *node = value;
        return Ok(());
    }
    descend(node, path, depth, value)
}

fn may_be_made(table: &DeTable, path: &[Segment], depth: usize) -> Result<(), Lost> {
    let known: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
    let here = &path[depth];
    match depth {
        0 if SECTIONS.contains(&here.text) || SETTINGS.contains(&here.text) => Ok(()),
        0 => Err(Lost::at(here, &[&SECTIONS[..], &SETTINGS[..]].concat(), "a scenario")),
        1 if SECTIONS.contains(&path[0].text) => Err(Lost::at(here, &known, &format!("`{}`", path[0].text))),
        _ => Ok(()),
    }
}

fn article(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

/// The same value with its spans moved to the right.
fn shifted<'t>(node: Node<'t>, by: usize) -> Node<'t> {
    let moved = |span: Range<usize>| span.start + by..span.end + by;
    let span = moved(node.span());
    let value = match node.into_inner() {
        DeValue::Array(array) => {
            let mut elements = DeArray::new();
            array.iter().cloned().for_each(|element| elements.push(shifted(element, by)));
            DeValue::Array(elements)
        }
        DeValue::Table(table) => {
            let entry = |(key, value): (Spanned<Cow<'t, str>>, Node<'t>)| {
                (Spanned::new(moved(key.span()), key.into_inner()), shifted(value, by))
            };
            DeValue::Table(table.into_iter().map(entry).collect())
        }
        leaf @ (DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_)) => {
            leaf
        }
    };
    Spanned::new(span, value)
}
