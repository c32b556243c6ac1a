//! What can go wrong with a result folder.

use std::io;
use std::path::{Path, PathBuf};

/// A request that makes no sense as it stands: place, what was found, what was expected, a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where: a path, an argument.
    pub place: String,
    /// What is there.
    pub found: String,
    /// What should be there.
    pub expected: String,
    /// What to do about it.
    pub hint: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "expected {}, found {}\n  --> {}", self.expected, self.found, self.place)
    }
}

/// Why a result folder could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request is at fault.
    #[error("{0}")]
    Refused(Refusal),
    /// The machine is at fault: disk, permissions.
    #[error("could not {doing}: {source}\n  --> {}", path.display())]
    Io {
        /// What was being done, as an infinitive.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// A picture could not be drawn.
    #[error("could not draw a picture: {0}")]
    Picture(String),
}

impl Error {
    /// For `map_err`: what was being done, and on what.
    pub fn io<'p>(doing: &'static str, path: &'p Path) -> impl FnOnce(io::Error) -> Error + use<'p> {
        move |source| Error::Io { doing, path: path.to_owned(), source }
    }
}
