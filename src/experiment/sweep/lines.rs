//! The lines of a table, one after the other, from a file that is open only while a piece of it is read: a thousand parts are
//! more than a process may hold open.

use crate::export::{Error, refusal};
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Bytes of all tables that are held in memory, about, and of each at least.
const HELD: usize = 8 << 20;
const LEAST: usize = 16 << 10;

/// The lines of a table.
pub struct Lines {
    path: PathBuf,
    /// Where the next piece begins, in the file.
    at: u64,
    /// The piece at hand.
    piece: Vec<u8>,
    /// Where the next line begins in it.
    from: usize,
    room: usize,
}

impl Lines {
    /// The rows of tables that have this first line.
    ///
    /// # Errors
    /// When one cannot be read or has other columns.
    pub fn of(tables: &[PathBuf], header: &str) -> Result<Vec<Lines>, Error> {
        let room = (HELD / tables.len().max(1)).max(LEAST);
        let open = |path: &PathBuf| {
            let mut lines = Lines { path: path.clone(), at: 0, piece: Vec::new(), from: 0, room };
            if lines.next().map_err(Error::io("read", path))? != Some(header.as_bytes()) {
                let (found, expected) = ("rows with other columns".to_owned(), "rows of this experiment".to_owned());
                return Err(refusal(path, found, expected, "run the part again with `--force`".to_owned()));
            }
            Ok(lines)
        };
        tables.iter().map(open).collect()
    }

    /// The next line with its end; `None` after the last.
    pub fn next(&mut self) -> io::Result<Option<&[u8]>> {
        let mut length = end(&self.piece[self.from..])?;
        while length.is_none() && self.fill()? {
            length = end(&self.piece[self.from..])?;
        }
        let Some(length) = length else { return Ok(None) };
        self.from += length;
        Ok(Some(&self.piece[self.from - length..self.from]))
    }

    /// Reads on behind what is left of the piece at hand; `false` at the end of the file.
    fn fill(&mut self) -> io::Result<bool> {
        self.piece.drain(..self.from);
        self.from = 0;
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.take(self.room as u64).read_to_end(&mut self.piece)?;
        self.at += read as u64;
        Ok(read > 0)
    }
}

/// The length of the first line with its end, if the bytes hold all of it.
fn end(bytes: &[u8]) -> io::Result<Option<usize>> {
    let mut rest = bytes;
    let length = rest.skip_until(b'\n')?;
    Ok(Some(length).filter(|_| bytes[..length].ends_with(b"\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_out_whole_whatever_the_pieces() {
        let place = tempfile::tempdir().expect("a folder can be made");
        let path = place.path().join("table");
        let text: String = (0..200).map(|n| format!("{}\n", "x".repeat(n))).collect();
        std::fs::write(&path, format!("head\n{text}torn")).expect("it can be written");
        let mut lines = Lines::of(std::slice::from_ref(&path), "head\n").unwrap_or_else(|error| panic!("{error}"));
        let mut only = lines.remove(0);
        only.room = 7;
        let mut found = Vec::new();
        while let Some(line) = only.next().expect("it can be read") {
            found.extend(line);
        }
        assert_eq!(String::from_utf8(found).ok(), Some(text), "a line without an end is none");
        assert!(Lines::of(std::slice::from_ref(&path), "tail\n").is_err());
    }
}
