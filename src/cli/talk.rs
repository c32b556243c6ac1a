//! Writing to the terminal, or to whatever stands in its place. A reader that goes away is no error.

use super::Failure;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Data, to standard output.
///
/// # Errors
/// When it cannot be written, unless the reader has seen enough and closed the pipe.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::machine("standard output", &format!("could not write: {error}"), "send it elsewhere"))
        }
        _ => Ok(()),
    }
}

/// Words, to standard error. Nobody can be told when they cannot be written.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether words may be coloured: on a terminal, unless the user says no (<https://no-color.org>).
#[expect(clippy::disallowed_methods, reason = "the look of messages is the user's; no run sees it")]
pub fn colour() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
