//! The rows of the parts of a sweep in the order of the whole, word for word.
//!
//! ```text
//!   part 0 -\
//!   part 1 --> the run that is due is the next line of its part -> read and checked side by side -> one writer
//!   part 2 -/
//! ```
//!
//! Rows of a part are in plan order themselves, so nothing is looked up and memory is flat in the number of rows.

use super::lines::Lines;
use super::round::{Job, Round};
use super::schedule::Schedule;
use super::{Parts, Plan};
use crate::experiment::{Pool, Progress, Run, in_order_within};
use crate::export::{Error, Layout, Rows, refusal};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Rows that are worked on together.
const BATCH: u64 = 256;

/// Batches that may wait for their turn.
const AHEAD: u64 = 8;

/// What is put together, and where the rows go.
pub struct Merge<'m, 'p> {
    /// The plan of the whole.
    pub plan: &'p Plan,
    /// Its parts.
    pub parts: &'m Parts,
    /// The rows of the whole.
    pub rows: &'m mut Rows,
    /// Which are due.
    pub schedule: &'m mut Schedule<'p>,
}

impl Merge<'_, '_> {
    /// Puts the rows together; `false` if it was stopped.
    ///
    /// # Errors
    /// When a run is missing or there is one too many, and when the disk refuses.
    pub fn run(&mut self, pool: &Pool, tell: &mut dyn FnMut(Progress)) -> Result<bool, Error> {
        let layout = self.rows.layout().clone();
        let (plan, parts) = (self.plan, self.parts);
        let turns = Turns::new(Lines::of(&parts.tables(), &layout.header)?);
        loop {
            let round = self.schedule.round().clone();
            turns.begin();
            let batches = round.len().div_ceil(BATCH);
            let worker = || {
                let (turns, round, layout) = (&turns, &round, &layout);
                move |at: u64| Some(turns.take(plan, round, at).and_then(|batch| batch.read(layout)))
            };
            let (rows, schedule) = (&mut *self.rows, &mut *self.schedule);
            let taken = in_order_within(AHEAD, 0..batches, pool, worker, |batch: Result<Read, Failed>| {
                let batch = batch.map_err(|failed| failed.told(plan, parts))?;
                rows.append_lines(&batch.lines, &batch.fields)?;
                for (run, target) in batch.runs(schedule.target()) {
                    schedule.see(run.point, target);
                    tell(Progress::New(&run));
                }
                Ok::<(), Error>(())
            })?;
            if taken < batches {
                return Ok(false);
            }
            if !self.schedule.next_round() {
                break;
            }
        }
        turns.refuse_more(parts).map(|()| true)
    }
}

/// The readers of the parts, used by one thread after the other in the order of the batches.
struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// The batch whose turn it is.
    next: u64,
    parts: Vec<Lines>,
}

impl Turns {
    fn new(parts: Vec<Lines>) -> Turns {
        Turns { state: Mutex::new(State { next: 0, parts }), changed: Condvar::new() }
    }

    /// A panic elsewhere leaves the readers where they are.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A round begins.
    fn begin(&self) {
        self.lock().next = 0;
    }

    /// Waits for the turn of a batch and takes its lines.
    fn take(&self, plan: &Plan, round: &Round, at: u64) -> Result<Batch, Failed> {
        let mut state = self.lock();
        while state.next != at {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let taken = state.take(plan, round, at);
        state.next += 1;
        self.changed.notify_all();
        taken
    }

    /// Every row of every part must have been due once.
    fn refuse_more(self, parts: &Parts) -> Result<(), Error> {
        let mut state = self.lock();
        for (number, lines) in state.parts.iter_mut().enumerate() {
            let folder = parts.folder(number);
            if lines.next().map_err(Error::io("read", folder))?.is_some() {
                let hint = "run the parts again with `--force`: they are not those of one sweep".to_owned();
                return Err(refusal(folder, "more rows".to_owned(), "the runs of the part and no others".to_owned(), hint));
            }
        }
        Ok(())
    }
}

impl State {
    fn take(&mut self, plan: &Plan, round: &Round, at: u64) -> Result<Batch, Failed> {
        let (n, mut batch) = (self.parts.len() as u64, Batch::default());
        for idx in at * BATCH..round.len().min((at + 1) * BATCH) {
            let job = round.job(idx);
            let part = job.part(n, plan.is_adaptive()) as usize;
            match self.parts[part].next() {
                Err(source) => return Err(Failed::Unreadable(part, source)),
                Ok(None) => return Err(Failed::Gap(job, part)),
                Ok(Some(line)) => batch.lines.extend(line),
            }
            batch.jobs.push((job, part, batch.lines.len()));
        }
        Ok(batch)
    }
}

/// Lines as they stand in the parts.
#[derive(Default)]
struct Batch {
    lines: Vec<u8>,
    /// The run that is due, the part that it is from, and the end of its line.
    jobs: Vec<(Job, usize, usize)>,
}

impl Batch {
    /// Reads the lines as the runs that are due.
    fn read(self, layout: &Layout) -> Result<Read, Failed> {
        let mut fields = Vec::with_capacity(self.jobs.len() * layout.n_fields());
        let mut start = 0;
        for (job, part, end) in self.jobs {
            let line = self.lines[start..end].strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
            let (point, replicate) = (job.point as usize, u64::from(job.replicate));
            let read = line.and_then(|line| layout.read(line, point, replicate, &mut fields));
            read.ok_or(Failed::Gap(job, part))?;
            start = end;
        }
        Ok(Read { lines: self.lines, fields, n_fields: layout.n_fields() })
    }
}

/// Rows that are what they should be.
struct Read {
    lines: Vec<u8>,
    /// Field after field of each, as the journal has them.
    fields: Vec<u64>,
    n_fields: usize,
}

impl Read {
    /// The runs, without their values but for one.
    fn runs(&self, column: Option<usize>) -> impl Iterator<Item = (Run, Option<f64>)> {
        self.fields.chunks_exact(self.n_fields).filter_map(move |row| {
            let value = column.map(|column| f64::from_bits(row[row.len() - (self.n_fields - 3) + column]));
            Some((crate::export::head_of(row)?, value.filter(|value| !value.is_nan())))
        })
    }
}

/// Why a batch could not be taken.
enum Failed {
    /// A run is not where it should be.
    Gap(Job, usize),
    /// A part cannot be read.
    Unreadable(usize, std::io::Error),
}

impl Failed {
    fn told(self, plan: &Plan, parts: &Parts) -> Error {
        match self {
            Failed::Unreadable(part, source) => Error::io("read", parts.folder(part))(source),
            Failed::Gap(job, part) => {
                let found = format!("no replicate {} of point {}", job.replicate, plan.points[job.point as usize].id);
                let hint = "run the parts again with `--force`: they are not those of one sweep".to_owned();
                refusal(parts.folder(part) as &Path, found, "every run in its part".to_owned(), hint)
            }
        }
    }
}
