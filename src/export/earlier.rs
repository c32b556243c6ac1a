//! Rows that are there already, by run: those of a finished sweep that is extended.

use super::{Error, atomic, folder, identity, rows};
use crate::experiment::{Run, Status};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The rows of a finished sweep while it is extended.
pub const EARLIER: &str = "runs.earlier";

/// Rows found in a file, by the hash of their run.
pub struct Earlier {
    file: Option<PathBuf>,
    /// Hash of a run and place of its line; sorted.
    lines: Vec<(u64, u64)>,
    /// Cells before the first metric.
    before: usize,
    n_metrics: usize,
}

impl Earlier {
    /// Finds the rows of a table that has this first line; `before` is the number of cells before the first of `n_metrics`.
    ///
    /// # Errors
    /// When the file cannot be read or has other columns.
    pub fn find(path: PathBuf, header: &str, before: usize, n_metrics: usize) -> Result<Earlier, Error> {
        let mut lines = Vec::new();
        let mut reader = BufReader::new(File::open(&path).map_err(Error::io("read", &path))?);
        let mut line = String::new();
        let mut place = reader.read_line(&mut line).map_err(Error::io("read", &path))? as u64;
        if line != header {
            let hint = "`--force` replaces the results, `--out DIR` writes elsewhere".to_owned();
            let (found, expected) = ("rows with other columns".to_owned(), "rows of this experiment".to_owned());
            return Err(folder::refusal(&path, found, expected, hint));
        }
        loop {
            line.clear();
            let length = reader.read_line(&mut line).map_err(Error::io("read", &path))? as u64;
            // A line without an end was being written.
            let Some(hash) = line.get(..16).filter(|_| line.ends_with('\n')).and_then(hash) else { break };
            lines.push((hash, place));
            place += length;
        }
        lines.sort_unstable();
        Ok(Earlier { file: Some(path), lines, before, n_metrics })
    }

    /// No rows at all.
    pub fn none() -> Earlier {
        Earlier { file: None, lines: Vec::new(), before: 0, n_metrics: 0 }
    }

    /// A reader for one thread.
    pub fn reader(&self) -> Found<'_> {
        Found { earlier: self, open: None, line: String::new() }
    }

    /// Copies the rows of a folder to where they are looked for while it is extended, beside those that lie there already because
    /// it was being extended before.
    ///
    /// # Errors
    /// When those have other columns, or the disk refuses.
    pub fn keep(folder: &Path) -> Result<(), Error> {
        let (rows, place) = (folder.join(rows::RUNS), folder.join(EARLIER));
        if !place.is_file() {
            return atomic::copy(&rows, &place);
        }
        let read = || Error::io("read", &rows);
        let mut reader = BufReader::new(File::open(&rows).map_err(read())?);
        let mut line = String::new();
        reader.read_line(&mut line).map_err(read())?;
        let before = Earlier::find(place.clone(), &line, 0, 0)?;
        atomic::fill(&place, |file| {
            let mut out = BufWriter::new(file);
            let write = || Error::io("write", &place);
            let mut old = File::open(&place).map_err(write())?;
            std::io::copy(&mut old, &mut out).map_err(write())?;
            loop {
                line.clear();
                reader.read_line(&mut line).map_err(read())?;
                let Some(hash) = line.get(..16).filter(|_| line.ends_with('\n')).and_then(hash) else { break };
                if before.place_of(hash).is_none() {
                    out.write_all(line.as_bytes()).map_err(write())?;
                }
            }
            out.flush().map_err(write())
        })
    }

    /// The rows that [`Earlier::keep`] left in a folder, if it did.
    pub fn kept(folder: &Path) -> Option<PathBuf> {
        Some(folder.join(EARLIER)).filter(|path| path.is_file())
    }

    fn place(&self, id: &str) -> Option<u64> {
        self.place_of(hash(id)?)
    }

    fn place_of(&self, wanted: u64) -> Option<u64> {
        let at = self.lines.partition_point(|(hash, _)| *hash < wanted);
        self.lines.get(at).filter(|(hash, _)| *hash == wanted).map(|(_, place)| *place)
    }
}

fn hash(id: &str) -> Option<u64> {
    u64::from_str_radix(id, 16).ok()
}

/// Reads rows back.
pub struct Found<'e> {
    earlier: &'e Earlier,
    open: Option<BufReader<File>>,
    line: String,
}

impl Found<'_> {
    /// The run of a replicate at a point of this number and identity; `None` if it is not there or no longer reads as a run.
    pub fn run(&mut self, number: usize, point: &str, replicate: u64) -> Option<Run> {
        if self.earlier.lines.is_empty() {
            return None;
        }
        let id = identity::run_id(point, replicate);
        let place = self.earlier.place(&id)?;
        if self.open.is_none() {
            self.open = File::open(self.earlier.file.as_ref()?).ok().map(BufReader::new);
        }
        let reader = self.open.as_mut()?;
        reader.seek(SeekFrom::Start(place)).ok()?;
        self.line.clear();
        reader.read_line(&mut self.line).ok()?;
        let (before, n_metrics) = (self.earlier.before, self.earlier.n_metrics);
        let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(self.line.as_bytes());
        let row = table.records().next()?.ok()?;
        if row.len() != before + n_metrics || row[0] != id {
            return None;
        }
        // What ran out of time may do better now.
        let status = Status::ALL.into_iter().find(|status| status.word() == &row[3] && *status != Status::TimedOut)?;
        let value = |cell: &str| if cell.is_empty() { Some(None) } else { cell.parse::<f64>().ok().map(Some) };
        let metrics = row.iter().skip(before).map(value).collect::<Option<Vec<Option<f64>>>>()?;
        Some(Run { point: number, replicate, status, metrics, series: Vec::new(), note: String::new() })
    }
}
