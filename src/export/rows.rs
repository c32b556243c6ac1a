//! `runs.csv` and its sidecar, written side by side, one run at a time. A row counts when both hold it whole.

use super::manifest::Counts;
use super::{Error, cell, identity, journal};
use crate::experiment::{Run, n_dates};
use crate::metrics::{Column, Columns};
use crate::scenario::Scenario;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The table of runs.
pub const RUNS: &str = "runs.csv";
/// What the tables of the end are made of; gone once they are there.
pub const SIDECAR: &str = "runs.partial";

/// Values held in memory at once while the tables of the end are made: 64 MB.
const VALUES_AT_ONCE: usize = 4 << 20;

/// The shape of a row.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The points that rows belong to.
    pub stems: Vec<Stem>,
    /// Metrics per run.
    pub n_metrics: usize,
    /// Reporting dates times series metrics.
    pub n_series: usize,
    /// First line of the table.
    pub header: String,
}

/// What the rows of a point have in common.
#[derive(Clone, Debug)]
pub struct Stem {
    /// Identity of the point.
    pub point: String,
    /// Its values of the axes, as cells with a comma before each.
    pub cells: String,
}

impl Layout {
    /// The shape of the rows of a scenario.
    pub fn of(scenario: &Scenario, point: &str) -> Layout {
        let columns = Columns::of(scenario);
        let n_series = n_dates(scenario) as usize * columns.series().count();
        let stems = vec![Stem { point: point.to_owned(), cells: String::new() }];
        Layout { stems, n_metrics: columns.all().len(), n_series, header: header(columns.all(), "") }
    }

    /// The line of a run.
    pub fn row(&self, run: &Run) -> String {
        line(run, &self.stems[run.point])
    }

    fn n_values(&self) -> usize {
        self.n_metrics + self.n_series
    }

    fn record_len(&self) -> usize {
        journal::record_len(self.n_values())
    }
}

/// The first line of `runs.csv`; `axes` are the names of its axes, as cells with a comma before each.
pub fn header<'c>(columns: impl IntoIterator<Item = &'c Column>, axes: &str) -> String {
    let ids: String = columns.into_iter().map(|column| format!(",{}", column.id)).collect();
    format!("run_id,point,replicate,status{axes}{ids}\n")
}

/// One line of `runs.csv`. Ids, hashes and numbers need no quotes; cells of axes have theirs.
pub fn line(run: &Run, stem: &Stem) -> String {
    let Stem { point, cells } = stem;
    let mut line = format!("{},{point},{},{}{cells}", identity::run_id(point, run.replicate), run.replicate, run.status.word());
    for value in &run.metrics {
        line.push(',');
        line.push_str(&cell(*value));
    }
    line.push('\n');
    line
}

/// The rows of a run under way.
pub struct Rows {
    layout: Layout,
    table: Tail,
    sidecar: Tail,
    counts: Counts,
    record: Vec<u8>,
}

impl Rows {
    /// Opens the rows in a folder and keeps the beginning that is whole in both files and belongs to this layout; all else is
    /// cut off. In an empty folder that is nothing at all. `due` says of each row whether it is the one that has its turn.
    ///
    /// # Errors
    /// When a file cannot be opened, read or cut.
    pub fn open(folder: &Path, layout: Layout, due: &mut dyn FnMut(&Run) -> bool) -> Result<Rows, Error> {
        let table = Tail::open(folder.join(RUNS))?;
        let sidecar = Tail::open(folder.join(SIDECAR))?;
        let mut rows = Rows { layout, table, sidecar, counts: Counts::default(), record: Vec::new() };
        if !rows.keep_common(due).map_err(Error::io("read", folder))? {
            rows.start_over()?;
        }
        rows.table.cut()?;
        rows.sidecar.cut()?;
        Ok(rows)
    }

    /// Whole rows so far, by status.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Adds a row. It reaches both files whole or not at all.
    ///
    /// # Errors
    /// When the disk refuses. Both files then end with the last whole row.
    pub fn append(&mut self, run: &Run) -> Result<(), Error> {
        journal::encode(run, &mut self.record);
        let line = line(run, &self.layout.stems[run.point]);
        let written = self.sidecar.write(&self.record).and_then(|()| self.table.write(line.as_bytes()));
        if written.is_ok() {
            self.counts.add(run.status);
            self.sidecar.keep();
            self.table.keep();
        } else {
            // The first error is the one to tell; what is cut here would also be cut when the run is taken up again.
            let _ = self.sidecar.cut();
            let _ = self.table.cut();
        }
        written
    }

    /// Gives each metric's values, one per row.
    ///
    /// # Errors
    /// When the sidecar cannot be read.
    pub fn each_metric(&self, take: impl FnMut(usize, Vec<Option<f64>>)) -> Result<(), Error> {
        self.each_column(0..self.layout.n_metrics, take)
    }

    /// The same for each date and series metric, date by date.
    ///
    /// # Errors
    /// When the sidecar cannot be read.
    pub fn each_series(&self, take: impl FnMut(usize, Vec<Option<f64>>)) -> Result<(), Error> {
        self.each_column(self.layout.n_metrics..self.layout.n_values(), take)
    }

    /// Reads columns in groups that fit into memory, one pass over the file per group.
    fn each_column(&self, columns: Range<usize>, mut take: impl FnMut(usize, Vec<Option<f64>>)) -> Result<(), Error> {
        let n_rows = usize::try_from(self.counts.total()).expect("rows fit into memory one column at a time");
        let at_once = (VALUES_AT_ONCE / n_rows.max(1)).max(1);
        let (first, mut start) = (columns.start, columns.start);
        while start < columns.end {
            let group = start..columns.end.min(start + at_once);
            let read = self.read_columns(&group).map_err(Error::io("read", &self.sidecar.path))?;
            group.clone().zip(read).for_each(|(idx, values)| take(idx - first, values));
            start = group.end;
        }
        Ok(())
    }

    fn read_columns(&self, columns: &Range<usize>) -> io::Result<Vec<Vec<Option<f64>>>> {
        let mut file = File::open(&self.sidecar.path)?;
        let place = journal::place_of(columns.start);
        let mut part = vec![0; journal::place_of(columns.end) - place];
        let mut read = vec![Vec::new(); columns.len()];
        for row in 0..self.counts.total() {
            let record = journal::HEADER_LEN + row * self.layout.record_len() as u64;
            file.seek(SeekFrom::Start(record + place as u64))?;
            file.read_exact(&mut part)?;
            for (idx, values) in read.iter_mut().enumerate() {
                values.push(journal::value(&part, idx));
            }
        }
        Ok(read)
    }

    /// Measures how much of both files is whole and alike; `false` if not even the heads are.
    fn keep_common(&mut self, due: &mut dyn FnMut(&Run) -> bool) -> io::Result<bool> {
        let mut table = BufReader::new(File::open(&self.table.path)?);
        let mut sidecar = BufReader::new(File::open(&self.sidecar.path)?);
        let heads = [self.layout.header.clone().into_bytes(), journal::header(self.layout.n_values()).to_vec()];
        if !begins_with(&mut table, &heads[0])? || !begins_with(&mut sidecar, &heads[1])? {
            return Ok(false);
        }
        self.table.kept = heads[0].len() as u64;
        self.sidecar.kept = heads[1].len() as u64;
        let mut record = vec![0; self.layout.record_len()];
        while read_whole(&mut sidecar, &mut record)? {
            let Some(run) = journal::decode(&record, self.layout.n_metrics) else { break };
            let Some(line) = self.layout.stems.get(run.point).map(|stem| line(&run, stem)) else { break };
            if !begins_with(&mut table, line.as_bytes())? || !due(&run) {
                break;
            }
            self.counts.add(run.status);
            self.table.kept += line.len() as u64;
            self.sidecar.kept += record.len() as u64;
        }
        Ok(true)
    }

    fn start_over(&mut self) -> Result<(), Error> {
        let sidecar = journal::header(self.layout.n_values());
        for (file, head) in [(&mut self.table, self.layout.header.as_bytes()), (&mut self.sidecar, &sidecar[..])] {
            file.cut()?;
            file.write(head)?;
            file.keep();
        }
        Ok(())
    }
}

/// Whether the next bytes are these.
fn begins_with(file: &mut impl Read, expected: &[u8]) -> io::Result<bool> {
    let mut found = vec![0; expected.len()];
    Ok(read_whole(file, &mut found)? && found == expected)
}

/// Fills the buffer; `false` at the end of the file.
fn read_whole(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        read => read.map(|()| true),
    }
}

/// A file that grows at its end, and the length of it that is known to be whole.
struct Tail {
    path: PathBuf,
    file: File,
    kept: u64,
    written: u64,
}

impl Tail {
    fn open(path: PathBuf) -> Result<Tail, Error> {
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(Error::io("open", &path))?;
        Ok(Tail { path, file, kept: 0, written: 0 })
    }

    /// Unbuffered: what a crash can lose is the row that was being written.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(Error::io("write", &self.path))?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    fn keep(&mut self) {
        self.kept = self.written;
    }

    fn cut(&mut self) -> Result<(), Error> {
        let cut = self.file.set_len(self.kept).and_then(|()| self.file.seek(SeekFrom::Start(self.kept)));
        self.written = cut.map_err(Error::io("shorten", &self.path))?;
        Ok(())
    }
}
