//! What is wrong with a scenario, and where: a message, a place, a way out.
//!
//! ```text
//! error: expected a share between 0 and 1, found 40
//!   --> scenarios/moloch.toml:12:10
//!    |
//! 12 | quorum = 40
//!    |          ^^
//! hint: shares are fractions; 40 percent is `0.4`
//! ```

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use std::fmt;
use std::ops::Range;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// The scenario can be run, but may not be what its author means.
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What was expected and what was found: lower case, no full stop.
    pub message: String,
    /// One way out.
    pub hint: Option<String>,
    /// The file, as the user named it; `command line` for an edit by `--set`.
    pub file: String,
    /// The text that the span points into.
    pub text: String,
    /// Bytes of the text that are wrong; `None` if the file as a whole is.
    pub span: Option<Range<usize>>,
}

impl Problem {
    /// An error about a file as a whole.
    pub fn of_file(file: &str, message: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Error,
            message: message.into(),
            hint: None,
            file: file.to_owned(),
            text: String::new(),
            span: None,
        }
    }

    /// The same with a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    /// The same, as a warning.
    #[must_use]
    pub fn warning(mut self) -> Problem {
        self.severity = Severity::Warning;
        self
    }

    /// `file:line:column`, both from 1, the column in characters; the file alone without a span.
    pub fn place(&self) -> String {
        let Some(span) = &self.span else { return self.file.clone() };
        let before = &self.text[..span.start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        format!("{}:{line}:{}", self.file, before[line_start..].chars().count() + 1)
    }

    /// The problem as a terminal shows it, ending in a newline.
    pub fn render(&self, colour: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str());
        let group = match self.first_line() {
            Some(span) => title.element(
                Snippet::source(self.text.as_str()).path(self.file.as_str()).annotation(AnnotationKind::Primary.span(span)),
            ),
            None => title.element(Origin::path(self.file.as_str())),
        };
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let picture = renderer.render(&[group]);
        let hint = self.hint.as_ref().map(|hint| Group::with_title(Level::HELP.with_name("hint").secondary_title(hint.as_str())));
        let hint = hint.map_or_else(String::new, |hint| renderer.render(&[hint]) + "\n");
        format!("{picture}\n{hint}")
    }

    /// The part of the span on its first line: a table may go on for pages.
    fn first_line(&self) -> Option<Range<usize>> {
        let span = self.span.clone()?;
        let length = self.text[span.clone()].find('\n').unwrap_or(span.len());
        Some(span.start..span.start + length)
    }

    /// The problem as a program reads it.
    pub fn json(&self) -> Value {
        let parts = self.message.strip_prefix("expected ").and_then(|rest| rest.split_once(", found "));
        let (expected, found) = match parts {
            Some((expected, found)) => (Some(expected), found),
            None => (None, self.message.as_str()),
        };
        json!({ "place": self.place(), "found": found, "expected": expected, "hint": self.hint })
    }
}

/// Everything that is wrong, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// The problems as a terminal shows them, with a blank line between two.
    pub fn render(&self, colour: bool) -> String {
        self.0.iter().map(|problem| problem.render(colour)).collect::<Vec<_>>().join("\n")
    }

    /// `{"error": {place, found, expected, hint}}` with the first; all of them under `errors` if there are several.
    pub fn json(&self) -> Value {
        let all: Vec<Value> = self.0.iter().map(Problem::json).collect();
        match all.as_slice() {
            [_, _, ..] => json!({ "error": all[0], "errors": all }),
            _ => json!({ "error": all.first() }),
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.render(false).trim_end())
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        Problems(vec![problem])
    }
}
