//! A file that grows at its end, and the length of it that is known to be whole.

use super::Error;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

/// A file that grows at its end.
pub struct Tail {
    /// Where it is.
    pub path: PathBuf,
    file: File,
    kept: u64,
    written: u64,
}

impl Tail {
    /// Opens a file, or makes it; nothing of it is known to be whole yet.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn open(path: PathBuf) -> Result<Tail, Error> {
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(Error::io("open", &path))?;
        Ok(Tail { path, file, kept: 0, written: 0 })
    }

    /// Writes behind what was written. Unbuffered: what a crash can lose is the piece that was being written.
    ///
    /// # Errors
    /// When the disk refuses; [`Tail::cut`] takes the torn piece away.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(Error::io("write", &self.path))?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Writes a piece that is whole by itself: all of it, or nothing if the disk refuses.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let written = self.write(bytes);
        if written.is_ok() {
            self.keep();
        } else {
            // The first error is the one to tell.
            let _ = self.cut();
        }
        written
    }

    /// What was written is whole.
    pub fn keep(&mut self) {
        self.kept = self.written;
    }

    /// This much of the file is whole.
    pub fn keep_until(&mut self, length: u64) {
        self.kept = length;
    }

    /// Cuts the file to what is whole.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn cut(&mut self) -> Result<(), Error> {
        let cut = self.file.set_len(self.kept).and_then(|()| self.file.seek(SeekFrom::Start(self.kept)));
        self.written = cut.map_err(Error::io("shorten", &self.path))?;
        Ok(())
    }
}
