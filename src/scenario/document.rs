//! The text of a scenario as a tree whose every value knows where it was written, with the edits of `--set` spliced in.
//!
//! ```text
//!   spans:  0 ........ file ........ | --set a.b=1 | --set c=2 |
//! ```
//!
//! The edits are texts of their own behind the file's, so that a problem inside one points at it and every other span still
//! points at the line that the author wrote.

use super::file::MECHANISMS;
use super::problem::{Problem, Problems};
use super::wording;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and its place.
pub type Node<'t> = Spanned<DeValue<'t>>;

/// A scenario's text, read but not understood.
pub struct Document<'t> {
    file: &'t str,
    text: &'t str,
    sets: Vec<(usize, String)>,
    /// The top-level table.
    pub root: DeTable<'t>,
}

impl<'t> Document<'t> {
    /// Reads the text; the edits are still to come.
    pub fn parse(file: &'t str, text: &'t str) -> Result<Document<'t>, Problems> {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut document = Document { file, text, sets: Vec::new(), root: root.into_inner() };
        let problems: Vec<Problem> = errors.iter().map(|error| document.worded(error, None)).collect();
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        name_stages(&mut document.root);
        Ok(document)
    }

    /// Adds the text of an edit and says where its spans begin.
    pub fn add_set(&mut self, text: String) -> usize {
        let start = self.sets.last().map_or(self.text.len(), |(start, text)| start + text.len()) + 1;
        self.sets.push((start, text));
        start
    }

    /// A problem at a span of this document.
    pub fn problem(&self, span: Option<Range<usize>>, message: impl Into<String>) -> Problem {
        let mut problem = Problem::of_file(self.file, message);
        let Some(span) = span else { return problem };
        let set = self.sets.iter().rev().find(|(start, _)| span.start >= *start);
        let (start, text) = match set {
            Some((start, text)) => (*start, text.as_str()),
            None => (0, self.text),
        };
        if set.is_some() {
            problem.file = "command line".into();
        }
        problem.text = text.to_owned();
        let end = (span.end - start).min(text.len());
        problem.span = Some(span.start - start..end);
        problem
    }

    /// A problem at a dotted path, or at the nearest that is written of it.
    pub fn at(&self, path: &str, message: impl Into<String>) -> Problem {
        self.problem(self.find(path).0, message)
    }

    /// Whether the path is written in the file, rather than left to a default.
    pub fn says(&self, path: &str) -> bool {
        self.find(path).1
    }

    /// A deserialiser's error as a problem; one without a span gets the given one.
    pub fn worded(&self, error: &toml::de::Error, otherwise: Option<Range<usize>>) -> Problem {
        let (message, hint) = wording::reworded(error.message());
        let problem = self.problem(error.span().or(otherwise), message);
        match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }

    /// Keys of a top-level table, in the order of the file.
    pub fn names(&self, section: &str) -> Vec<String> {
        self.root.get(section).map_or_else(Vec::new, |node| entries(node).map(|(key, _)| key.get_ref().to_string()).collect())
    }

    fn find(&self, path: &str) -> (Option<Range<usize>>, bool) {
        let mut segments = path.split('.');
        let first = segments.next().and_then(|first| self.root.get(first));
        let Some(mut node) = first else { return (None, false) };
        for segment in segments {
            match child(node, segment) {
                Some(next) => node = next,
                None => return (Some(node.span()), false),
            }
        }
        (Some(node.span()), true)
    }
}

/// The entries of a table, in the order of the file; none of anything else.
pub fn entries<'n, 't>(node: &'n Node<'t>) -> impl Iterator<Item = (&'n Spanned<Cow<'t, str>>, &'n Node<'t>)> {
    let mut entries: Vec<_> = node.get_ref().as_table().map(|table| table.iter().collect()).unwrap_or_default();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries.into_iter()
}

/// The value under a key; in an array the element of that name, else of that number.
pub fn child<'n, 't>(node: &'n Node<'t>, segment: &str) -> Option<&'n Node<'t>> {
    match node.get_ref() {
        DeValue::Table(table) => table.get(segment),
        DeValue::Array(array) => array.get(position(array, segment)?),
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => None,
    }
}

/// Where in an array the element of that name stands, else that of that number.
pub fn position(elements: &[Node], segment: &str) -> Option<usize> {
    let named = elements.iter().position(|element| name_of(element) == Some(segment));
    named.or_else(|| segment.parse().ok().filter(|number| *number < elements.len()))
}

/// The name of an element of an array.
pub fn name_of<'n>(node: &'n Node) -> Option<&'n str> {
    node.get_ref().as_table()?.get("name")?.get_ref().as_str()
}

/// Gives every stage without a name that of its mechanism, numbered from the second of a kind on.
fn name_stages(root: &mut DeTable) {
    let Some(DeValue::Table(kinds)) = root.get_mut("decisions").map(Spanned::get_mut) else { return };
    for (_, kind) in kinds.iter_mut() {
        let DeValue::Table(kind) = kind.get_mut() else { continue };
        let Some(DeValue::Array(route)) = kind.get_mut("route").map(Spanned::get_mut) else { continue };
        let mut taken: Vec<String> = route.iter().filter_map(name_of).map(str::to_owned).collect();
        for stage in route.iter_mut() {
            let span = stage.span();
            let DeValue::Table(table) = stage.get_mut() else { continue };
            let Some(word) = MECHANISMS.iter().find(|word| table.contains_key(**word)) else { continue };
            if table.contains_key("name") {
                continue;
            }
            let name = (1..).map(|n| if n == 1 { (*word).to_owned() } else { format!("{word}_{n}") });
            let name = name.into_iter().find(|name| !taken.contains(name)).expect("numbers do not end");
            taken.push(name.clone());
            table.insert(Spanned::new(span.clone(), "name".into()), Spanned::new(span, DeValue::String(name.into())));
        }
    }
}
