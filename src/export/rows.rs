//! `runs.csv` and its sidecar, written side by side, one run at a time. A row counts when both hold it whole.
//!
//! ```text
//!   row -> runs.csv        the table
//!      \-> runs.partial    the journal: what the table says, as numbers and with a checksum
//!            \-> runs.blocks    full blocks of it, laid on their side; then the journal begins anew
//! ```

use super::blocks::Blocks;
use super::manifest::Counts;
use super::tail::Tail;
use super::{Error, cell, identity, journal};
use crate::experiment::{Run, Status, n_dates};
use crate::metrics::{Column, Columns};
use crate::scenario::Scenario;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::Range;
use std::path::Path;

/// The table of runs.
pub const RUNS: &str = "runs.csv";
/// The latest rows as the tables of the end are made of them; gone once they are there.
pub const SIDECAR: &str = "runs.partial";
/// The rows before.
pub const BLOCKS: &str = "runs.blocks";

/// Values held in memory at once while the tables of the end are made: 1 MB, or one column for each that is asked for.
const VALUES_AT_ONCE: usize = 1 << 17;

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

    /// Reads the line of a run, without its end, and appends its fields as the journal has them. `None` if it is another line.
    pub fn read(&self, line: &str, point: usize, replicate: u64, fields: &mut Vec<u64>) -> Option<()> {
        let stem = &self.stems[point];
        let rest = line.strip_prefix(&format!("{},{},{replicate},", identity::run_id(&stem.point, replicate), stem.point))?;
        let (word, _) = rest.split_once(',')?;
        let status = Status::ALL.iter().position(|status| status.word() == word)?;
        let cells = rest[word.len()..].strip_prefix(&stem.cells)?.strip_prefix(',')?;
        let start = fields.len();
        fields.extend([point as u64, replicate, status as u64]);
        let mut rest = Some(cells);
        while let Some(text) = rest {
            let end = text.as_bytes().iter().position(|byte| *byte == b',');
            let cell = &text[..end.unwrap_or(text.len())];
            rest = end.map(|end| &text[end + 1..]);
            // Most cells are empty or one digit.
            let value = match cell.as_bytes() {
                [] => f64::NAN,
                [digit @ b'0'..=b'9'] => f64::from(digit - b'0'),
                _ => cell.parse::<f64>().ok()?,
            };
            fields.push(value.to_bits());
        }
        (fields.len() - start == self.n_fields()).then_some(())
    }

    /// What a row belongs to, and its values.
    pub fn n_fields(&self) -> usize {
        journal::place_of(self.n_values()) / 8
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
    journal: Tail,
    blocks: Blocks,
    counts: Counts,
    /// The rows after the last full block, field after field of each.
    latest: Vec<u64>,
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
        let journal = Tail::open(folder.join(SIDECAR))?;
        let blocks = Blocks::open(folder.join(BLOCKS), layout.n_values())?;
        let (counts, latest, record) = (Counts::default(), Vec::new(), Vec::new());
        let mut rows = Rows { layout, table, journal, blocks, counts, latest, record };
        let found = rows.keep_common(due).map_err(Error::io("read", folder))?;
        rows.start(&found)?;
        // A crash may have come between the row that fills a block and the block.
        rows.lay_down()?;
        Ok(rows)
    }

    /// The shape of the rows.
    pub fn layout(&self) -> &Layout {
        &self.layout
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
        let line = self.layout.row(run);
        let written = self.journal.write(&self.record).and_then(|()| self.table.write(line.as_bytes()));
        if written.is_ok() {
            self.counts.add(run.status);
            self.journal.keep();
            self.table.keep();
            self.latest.extend(journal::fields(&self.record));
            return self.lay_down();
        }
        // The first error is the one to tell; what is cut here would also be cut when the run is taken up again.
        let _ = self.journal.cut();
        let _ = self.table.cut();
        written
    }

    /// Adds many rows whose lines are there already; `fields` are those of each, one after the other. What a crash leaves of them
    /// may end with the last full block.
    ///
    /// # Errors
    /// When the disk refuses. The table then ends with the rows before.
    pub fn append_lines(&mut self, lines: &[u8], fields: &[u64]) -> Result<(), Error> {
        self.table.add(lines)?;
        for row in fields.chunks_exact(self.layout.n_fields()) {
            self.counts.add(journal::head_of(row).expect("rows that were read have a status").status);
            self.latest.extend(row);
            self.lay_down()?;
        }
        Ok(())
    }

    /// Gives the values of some metrics at a time: the number of the first, and for each one value per row; NaN where a row has
    /// none.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn each_metric(&self, take: impl FnMut(usize, &[Vec<f64>])) -> Result<(), Error> {
        self.each_column(0..self.layout.n_metrics, take)
    }

    /// The same for each date and series metric, date by date.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn each_series(&self, take: impl FnMut(usize, &[Vec<f64>])) -> Result<(), Error> {
        self.each_column(self.layout.n_metrics..self.layout.n_values(), take)
    }

    /// Gives some metrics of every row, with the row's number from 0; NaN where it has no value.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn each_row_of(&self, columns: &Range<usize>, mut take: impl FnMut(usize, &[f64])) -> Result<(), Error> {
        let mut cells = vec![0.0; columns.len()];
        self.each_part(columns, |first, values| {
            for row in 0..values[0].len() {
                cells.iter_mut().zip(values).for_each(|(cell, values)| *cell = values[row]);
                take(first + row, &cells);
            }
        })
    }

    /// Gives some metrics of the rows part by part: the number of the first row of the part, and for each metric its values; NaN
    /// where a row has none.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn each_part(&self, columns: &Range<usize>, mut take: impl FnMut(usize, &[Vec<f64>])) -> Result<(), Error> {
        let mut values = vec![Vec::new(); columns.len()];
        let mut first = 0;
        for block in 0..=self.blocks.n() {
            values.iter_mut().for_each(Vec::clear);
            if block < self.blocks.n() {
                let read = self.blocks.columns(block..block + 1, columns, &mut values);
                read.map_err(Error::io("read", &self.journal.path))?;
            } else {
                self.read_latest(columns, &mut values);
            }
            take(first, &values);
            first += values[0].len();
        }
        Ok(())
    }

    fn each_column(&self, columns: Range<usize>, mut take: impl FnMut(usize, &[Vec<f64>])) -> Result<(), Error> {
        let n_rows = usize::try_from(self.counts.total()).expect("rows fit into memory one column at a time");
        let at_once = (VALUES_AT_ONCE / n_rows.max(1)).max(1);
        let first = columns.start;
        let mut values = Vec::new();
        for start in columns.clone().step_by(at_once) {
            let group = start..columns.end.min(start + at_once);
            values.resize_with(group.len(), || Vec::with_capacity(n_rows));
            values.iter_mut().for_each(Vec::clear);
            self.read(&group, &mut values)?;
            take(start - first, &values);
        }
        Ok(())
    }

    /// Appends the values of columns, one vector for each.
    fn read(&self, columns: &Range<usize>, values: &mut [Vec<f64>]) -> Result<(), Error> {
        self.blocks.columns(0..self.blocks.n(), columns, values).map_err(Error::io("read", &self.journal.path))?;
        self.read_latest(columns, values);
        Ok(())
    }

    fn read_latest(&self, columns: &Range<usize>, values: &mut [Vec<f64>]) {
        for row in self.latest.chunks_exact(self.layout.n_fields()) {
            let cells = &row[row.len() - self.layout.n_values()..][columns.clone()];
            values.iter_mut().zip(cells).for_each(|(values, bits)| values.push(f64::from_bits(*bits)));
        }
    }

    /// Makes a block of the latest rows if they fill one, and begins the journal anew.
    fn lay_down(&mut self) -> Result<(), Error> {
        if self.latest.len() < self.blocks.rows() * self.layout.n_fields() {
            return Ok(());
        }
        self.blocks.push(&self.latest)?;
        self.latest.clear();
        self.journal.keep_until(journal::HEADER_LEN);
        self.journal.cut()
    }

    /// Reads how much of the files is whole and alike.
    fn keep_common(&mut self, due: &mut dyn FnMut(&Run) -> bool) -> io::Result<Common> {
        let mut table = BufReader::with_capacity(1 << 16, File::open(&self.table.path)?);
        let head = self.layout.header.clone();
        if !begins_with(&mut table, head.as_bytes())? {
            return Ok(Common::default());
        }
        let mut common = Common { table: head.len() as u64, ..Common::default() };
        let n_fields = self.layout.n_fields();
        while let Some(block) = self.blocks.read_next()? {
            for row in block.chunks_exact(n_fields) {
                if !self.keep_row(row, &mut table, due, &mut common)? {
                    self.blocks.forget_last();
                    return Ok(common);
                }
            }
            self.latest.clear();
        }
        let mut journal = BufReader::new(File::open(&self.journal.path)?);
        common.journal = begins_with(&mut journal, &journal::header(self.layout.n_values()))?;
        let mut record = vec![0; self.layout.record_len()];
        while common.journal && journal::read_whole(&mut journal, &mut record)? && journal::is_whole(&record) {
            let row: Vec<u64> = journal::fields(&record).collect();
            if !self.keep_row(&row, &mut table, due, &mut common)? {
                break;
            }
        }
        Ok(common)
    }

    /// Keeps a row if the table says the same and it has its turn.
    fn keep_row(
        &mut self,
        row: &[u64],
        table: &mut impl Read,
        due: &mut dyn FnMut(&Run) -> bool,
        common: &mut Common,
    ) -> io::Result<bool> {
        let run = journal::run_of(row, self.layout.n_metrics).filter(|run| run.point < self.layout.stems.len());
        let Some(run) = run else { return Ok(false) };
        let line = self.layout.row(&run);
        if !begins_with(table, line.as_bytes())? || !due(&run) {
            return Ok(false);
        }
        self.counts.add(run.status);
        self.latest.extend(row);
        common.table += line.len() as u64;
        Ok(true)
    }

    /// Cuts off what is not common, and writes what a fresh beginning needs.
    fn start(&mut self, common: &Common) -> Result<(), Error> {
        self.table.keep_until(common.table);
        self.table.cut()?;
        if common.table == 0 {
            self.table.add(self.layout.header.as_bytes())?;
        }
        // The journal holds the latest rows and nothing else; where a block was torn, they come from its beginning.
        let n_latest = self.latest.len() / self.layout.n_fields();
        let length = journal::HEADER_LEN + (n_latest * self.layout.record_len()) as u64;
        self.journal.keep_until(if common.journal { length } else { 0 });
        self.journal.cut()?;
        if !common.journal {
            let mut bytes = journal::header(self.layout.n_values()).to_vec();
            self.latest.chunks_exact(self.layout.n_fields()).for_each(|row| journal::sealed(row, &mut bytes));
            self.journal.add(&bytes)?;
        }
        self.blocks.cut()
    }
}

/// What the files of a run under way have in common.
#[derive(Default)]
struct Common {
    /// Bytes of the table.
    table: u64,
    /// Whether the rows after them are those of the journal.
    journal: bool,
}

/// Whether the next bytes are these.
fn begins_with(file: &mut impl Read, expected: &[u8]) -> io::Result<bool> {
    let mut found = vec![0; expected.len()];
    Ok(journal::read_whole(file, &mut found)? && found == expected)
}
