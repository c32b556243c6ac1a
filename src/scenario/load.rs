//! From a file to a scenario, step by step.

use super::document::Document;
use super::file::ScenarioFile;
use super::problem::{Problem, Problems, Severity};
use super::{Scenario, read, resolve, set, table, write};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item};

/// Reads a file after the given edits.
pub fn load(path: &Path, sets: &[(String, String)]) -> Result<(Scenario, Vec<Problem>), Problems> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&shown, &error))?;
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    Source { shown: &shown, text: &text, folder: Some(folder) }.scenario(sets)
}

/// Reads a text after the given edits; tables cannot be read.
pub fn parse(name: &str, text: &str, sets: &[(String, String)]) -> Result<(Scenario, Vec<Problem>), Problems> {
    Source { shown: name, text, folder: None }.scenario(sets)
}

/// The author's text with every table of people written out, so that it stands alone; `resolved` is what it means.
pub fn portable(text: &str, resolved: &str) -> String {
    let parsed = text.parse::<DocumentMut>().ok().zip(resolved.parse::<DocumentMut>().ok());
    let Some((mut document, resolved)) = parsed else { return text.to_owned() };
    let Some(people) = document.get_mut("people").and_then(Item::as_table_like_mut) else { return text.to_owned() };
    for (name, group) in people.iter_mut() {
        let Some(group) = group.as_table_like_mut() else { continue };
        let members = resolved.get("people").and_then(|people| people.get(name.get())?.get("members"));
        if let (Some(_), Some(members)) = (group.remove("table"), members) {
            group.insert("members", members.clone());
        }
    }
    document.to_string()
}

/// The problem of a file that cannot be read.
pub fn unreadable(shown: &str, error: &Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound => Problem::of_file(shown, "expected a file, found nothing of this name")
            .hint("check the path; `folkmoot new partnership` writes a scenario to start from"),
        ErrorKind::PermissionDenied => {
            Problem::of_file(shown, "expected a file that may be read, found one that may not").hint("check its permissions")
        }
        ErrorKind::InvalidData => Problem::of_file(shown, "expected a text in UTF-8, found other bytes").hint("save it as UTF-8"),
        ErrorKind::IsADirectory => Problem::of_file(shown, "expected a file, found a folder").hint("name the file in it"),
        _ => Problem::of_file(shown, format!("expected a file that can be read, found {error}")),
    }
}

struct Source<'t> {
    shown: &'t str,
    text: &'t str,
    /// Where tables lie; `None` if there is no such place.
    folder: Option<PathBuf>,
}

impl<'t> Source<'t> {
    fn scenario(&self, sets: &'t [(String, String)]) -> Result<(Scenario, Vec<Problem>), Problems> {
        let mut document = Document::parse(self.shown, self.text)?;
        let mut problems = Vec::new();
        for (path, value) in sets {
            problems.extend(set::set(&mut document, path, value).err().into_iter().flat_map(|problems| problems.0));
        }
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        let read::Reading { mut file, mut problems } = read::read(&document)?;
        problems.extend(self.tables(&document, &mut file));
        let complete = problems.is_empty();
        resolve::fill(&mut file);
        let name = Path::new(self.shown).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let (mut scenario, found) = resolve::resolve(&document, &file, &name, complete);
        problems.extend(found);
        // In the order of the files; what concerns a file as a whole comes first.
        problems.sort_by_key(|problem| {
            (problem.file != self.shown, problem.file.clone(), problem.span.as_ref().map(|span| span.start))
        });
        let (errors, warnings): (Vec<_>, Vec<_>) = problems.into_iter().partition(|problem| problem.severity == Severity::Error);
        if !errors.is_empty() {
            return Err(Problems(errors));
        }
        scenario.resolved = write::write(&file);
        Ok((scenario, warnings))
    }

    /// Puts the rows of every table in place of its name.
    fn tables(&self, document: &Document, file: &mut ScenarioFile) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (name, group) in &mut file.people.0 {
            let Some(csv) = &group.table else { continue };
            let place = format!("people.{name}.table");
            if !group.members.is_empty() {
                problems
                    .push(document.at(&place, "a group has a `table` or `members`, not both").hint("take one of the two out"));
                continue;
            }
            let Some(folder) = &self.folder else {
                problems.push(document.at(&place, "a table can only be read beside a file").hint("list the `members` here"));
                continue;
            };
            let path = folder.join(csv);
            if !path.is_file() {
                let problem = document.at(&place, format!("there is no table `{}`", path.display()));
                problems.push(problem.hint("the path starts from the folder of the scenario"));
                continue;
            }
            match table::read_table(&path, &path.display().to_string()) {
                Ok(members) => {
                    group.members = members;
                    group.table = None;
                }
                Err(found) => problems.extend(found),
            }
        }
        problems
    }
}
