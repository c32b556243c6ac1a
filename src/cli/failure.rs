//! What is said when a verb fails: to people `error:` and `hint:`, to programs one JSON object of the same four parts.

use super::new::NewError;
use super::{WRONG_REQUEST, talk};
use crate::experiment::origin::OriginError;
use crate::export::Error;
use crate::scenario::Problems;
use serde_json::{Value, json};
use std::process::ExitCode;

/// Why a verb did not do what was asked.
pub struct Failure {
    code: u8,
    /// Text for people, without colour unless the terminal shows it.
    text: String,
    json: Value,
}

impl Failure {
    /// The request makes no sense as it stands.
    pub fn wrong(place: &str, found: &str, expected: &str, hint: &str) -> Failure {
        let text = format!("error: expected {expected}, found {found}\n  --> {place}\nhint: {hint}");
        Failure { code: WRONG_REQUEST, text, json: parts(place, found, expected, hint) }
    }

    /// The machine did not do what it should.
    pub fn machine(place: &str, what: &str, hint: &str) -> Failure {
        let text = format!("error: {what}\n  --> {place}\nhint: {hint}");
        Failure { code: 1, text, json: parts(place, what, "it to work", hint) }
    }

    /// Whether the request made no sense, rather than the machine failed.
    pub fn is_wrong_request(&self) -> bool {
        self.code == WRONG_REQUEST
    }

    /// The same for people, where what else was asked for was done.
    pub fn as_warning(&self) -> String {
        self.text.replacen("error:", "warning:", 1)
    }

    /// Tells it and gives the exit code.
    pub fn tell(self, json: bool) -> ExitCode {
        if json {
            // The exit code still tells when not even this can be written.
            let _ = talk::print(&format!("{}\n", self.json));
        } else {
            talk::say(&self.text);
        }
        ExitCode::from(self.code)
    }
}

fn parts(place: &str, found: &str, expected: &str, hint: &str) -> Value {
    json!({ "error": { "place": place, "found": found, "expected": expected, "hint": hint } })
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Refused(refusal) => Failure::wrong(&refusal.place, &refusal.found, &refusal.expected, &refusal.hint),
            Error::Io { doing, path, source } => {
                let hint = "nothing is half-written; once there is room and permission, the same command goes on, with `--resume` where there are rows";
                Failure::machine(&path.display().to_string(), &format!("could not {doing}: {source}"), hint)
            }
            Error::Picture(what) => {
                let hint = "the tables are whole; `--resume` tries again";
                Failure::machine("plots", &format!("could not draw: {what}"), hint)
            }
        }
    }
}

/// What kept a folder from being made again.
pub fn of_origin(error: OriginError) -> Failure {
    match error {
        OriginError::Problems(problems) => problems.into(),
        OriginError::Folder(error) => error.into(),
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Failure {
        let text = problems.render(talk::colour()).trim_end().to_owned();
        Failure { code: WRONG_REQUEST, text, json: problems.json() }
    }
}

impl From<NewError> for Failure {
    fn from(error: NewError) -> Failure {
        match error {
            NewError::Unknown { name, known } => Failure::wrong(
                "the command line",
                &format!("`{name}`"),
                &format!("one of {known}"),
                "`folkmoot new --list` says what each asks",
            ),
            NewError::Exists { path } => {
                let hint = "name another file, or take that one away";
                Failure::wrong(&path.display().to_string(), "a file that is already there", "a new file", hint)
            }
            NewError::Unwritable { path, source } => {
                Failure::machine(&path.display().to_string(), &format!("could not write: {source}"), "name another place")
            }
        }
    }
}
