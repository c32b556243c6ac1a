//! Whether a result folder is what its scenario gives: its files against the hash in its manifest, and rows of it made again.

use super::origin::Origin;
use super::{Order, Pool, Run, Status, in_order};
use crate::dice::Key;
use crate::export::{Error, hash_of};
use std::collections::BinaryHeap;
use std::sync::atomic::AtomicBool;

/// What is asked for.
pub struct Request<'o> {
    /// The folder.
    pub origin: &'o Origin,
    /// Rows to make again; all of them if there are fewer.
    pub sample: u64,
    /// Which ones.
    pub seed: u64,
    /// Threads; they change nothing.
    pub threads: usize,
}

/// What there is to say of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// As they were written.
    Same,
    /// Not as they were written.
    Changed,
    /// Not finished: nothing says how they should be.
    Unfinished,
}

/// A row that does not come out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its run, as the row says.
    pub run_id: String,
    /// Line of the table, from 1.
    pub line: u64,
    /// The first column that differs.
    pub column: String,
    /// What the row says there.
    pub found: String,
    /// What comes out.
    pub expected: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The files.
    pub files: Files,
    /// Rows of the table.
    pub rows: u64,
    /// Rows made again.
    pub sampled: u64,
    /// Rows among them that say nothing to compare: they ran out of time, which depends on the machine.
    pub left_out: u64,
    /// Rows that came out otherwise, in order.
    pub differing: Vec<Difference>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Line of the table, from 1.
    pub line: u64,
    /// The line.
    pub text: String,
}

/// Checks a folder; `None` if it was stopped.
///
/// # Errors
/// When a file is not there or cannot be read.
pub fn verify(request: &Request, stop: &AtomicBool) -> Result<Option<Verdict>, Error> {
    let origin = request.origin;
    let files = match &origin.manifest.result_hash {
        None => Files::Unfinished,
        Some(hash) if *hash == hash_of(&origin.folder)? => Files::Same,
        Some(_) => Files::Changed,
    };
    let header = header(origin)?;
    let (rows, sample) = sample(request)?;
    let (sample, names) = (&sample, &header);
    let worker = || {
        let mut again = Again::new(origin, names, stop);
        move |at: u64| again.check(&sample[at as usize])
    };
    let pool = Pool { threads: request.threads, order: Order::Plan, stop };
    let mut verdict = Verdict { files, rows, sampled: 0, left_out: 0, differing: Vec::new() };
    let taken = in_order(0..sample.len() as u64, &pool, worker, |found: Found| {
        verdict.sampled += 1;
        match found {
            Found::Same => {}
            Found::OutOfTime => verdict.left_out += 1,
            Found::Differs(difference) => verdict.differing.push(difference),
        }
        Ok::<(), Error>(())
    })?;
    Ok((taken == sample.len() as u64).then_some(verdict))
}

/// The names of the table's columns.
///
/// # Errors
/// When the table is not there or cannot be read.
pub fn header(origin: &Origin) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    super::origin::each_line(&origin.folder.join(crate::export::RUNS), &mut |_, line| {
        names = cells(line);
        false
    })?;
    Ok(names)
}

/// How many rows there are, and those to make again, in order: each has a key under the seed, and the smallest keys are taken.
fn sample(request: &Request) -> Result<(u64, Vec<Row>), Error> {
    let mut kept: BinaryHeap<(u64, Row)> = BinaryHeap::new();
    let mut rows = 0;
    request.origin.each_row(&mut |line, text| {
        let key = Key(request.seed).nth(rows).0;
        rows += 1;
        let has_room = (kept.len() as u64) < request.sample;
        if has_room || kept.peek().is_some_and(|(largest, _)| key < *largest) {
            if !has_room {
                kept.pop();
            }
            kept.push((key, Row { line, text: text.to_owned() }));
        }
        true
    })?;
    let mut sample: Vec<Row> = kept.into_iter().map(|(_, row)| row).collect();
    sample.sort();
    Ok((rows, sample))
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The same bytes.
    Same,
    /// It ran out of time, which says nothing of the model.
    OutOfTime,
    /// Other bytes.
    Differs(Difference),
}

/// Makes rows again and compares them.
pub struct Again<'o> {
    origin: &'o Origin,
    names: &'o [String],
    maker: super::origin::Maker<'o>,
}

impl<'o> Again<'o> {
    /// For one thread; `names` are those of the table's columns.
    pub fn new(origin: &'o Origin, names: &'o [String], stop: &'o AtomicBool) -> Again<'o> {
        Again { origin, names, maker: origin.maker(stop) }
    }

    /// The point and the replicate of a row; `None` if the experiment has no such run.
    pub fn place(&self, row: &Row) -> Option<(usize, u64)> {
        let cells = cells(&row.text);
        Some((self.origin.place(cells.get(1)?)?, cells.get(2)?.parse::<u64>().ok()?))
    }

    /// Checks a row; `None` if its run was given up. A row that ran out of time is not run.
    pub fn check(&mut self, row: &Row) -> Option<Found> {
        if out_of_time(row) {
            return Some(Found::OutOfTime);
        }
        if self.place(row).is_none() {
            return Some(Found::Differs(self.difference(row, 1, "a point and a replicate of the experiment")));
        }
        self.make(row).map(|(_, found)| found)
    }

    /// Makes the run of a row again and compares; `None` if it was given up, or there is no such run.
    pub fn make(&mut self, row: &Row) -> Option<(Run, Found)> {
        let (place, replicate) = self.place(row)?;
        let run = self.maker.run(place, replicate)?;
        let line = self.origin.layout.row(&run);
        let found = if out_of_time(row) { Found::OutOfTime } else { self.compare(row, line.trim_end_matches('\n')) };
        Some((run, found))
    }

    fn compare(&self, row: &Row, line: &str) -> Found {
        if row.text == line {
            return Found::Same;
        }
        let (written, made) = (cells(&row.text), cells(line));
        // Runs and points of another version have other names.
        let first = if self.origin.same_version() { 0 } else { 2 };
        let differs = |column: &usize| !matches!(column, 0 | 1 if *column < first) && written.get(*column) != made.get(*column);
        match (0..written.len().max(made.len())).find(differs) {
            Some(column) => {
                let expected = made.get(column).map_or("no such column", String::as_str);
                Found::Differs(self.difference(row, column, expected))
            }
            None => Found::Same,
        }
    }

    fn difference(&self, row: &Row, column: usize, expected: &str) -> Difference {
        let written = cells(&row.text);
        Difference {
            run_id: written.first().cloned().unwrap_or_default(),
            line: row.line,
            column: self.names.get(column).cloned().unwrap_or_else(|| format!("column {}", column + 1)),
            found: written.get(column).cloned().unwrap_or_default(),
            expected: expected.to_owned(),
        }
    }
}

fn out_of_time(row: &Row) -> bool {
    cells(&row.text).get(3).is_some_and(|status| status == Status::TimedOut.word())
}

/// The cells of a line.
fn cells(line: &str) -> Vec<String> {
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let row = table.records().next().and_then(Result::ok);
    row.map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_those_between_commas_outside_quotes() {
        assert_eq!(cells("a,\"b, c\",,d"), ["a", "b, c", "", "d"]);
        assert_eq!(cells(""), [""; 0]);
    }
}
