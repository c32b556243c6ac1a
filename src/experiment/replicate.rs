//! One replicate: the loop that the caller owns, and what it leaves behind. A run that fails becomes a row, never an end.

use crate::engine::Simulation;
use crate::event::Event;
use crate::export::Stopwatch;
use crate::metrics::{Columns, Record};
use crate::scenario::Scenario;
use crate::world::World;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It reached the horizon.
    Ok,
    /// It panicked: an invariant was broken.
    Panicked,
    /// One of its values was infinite or not a number.
    NonFinite,
    /// It took longer than it was given. The only status that depends on the machine.
    TimedOut,
}

impl Status {
    /// Every status, in the order of its code in files.
    pub const ALL: [Status; 4] = [Status::Ok, Status::Panicked, Status::NonFinite, Status::TimedOut];

    /// The word in `runs.csv`.
    pub fn word(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Panicked => "panicked",
            Status::NonFinite => "non_finite",
            Status::TimedOut => "timed_out",
        }
    }
}

/// What is kept of one replicate. A failed run has no values at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its point among those of the experiment, from 0.
    pub point: usize,
    /// Its number, from 0.
    pub replicate: u64,
    /// How it ended.
    pub status: Status,
    /// One value per metric, in the order of [`Columns::all`].
    pub metrics: Vec<Option<f64>>,
    /// One value per reporting date and series metric, date by date.
    pub series: Vec<Option<f64>>,
    /// What to tell a person of a failed run; empty otherwise.
    pub note: String,
}

/// Number of reporting dates: one every `report_every`, the first after that time, and the last day.
pub fn n_dates(scenario: &Scenario) -> u32 {
    scenario.horizon.0.div_ceil(scenario.report_every.0.max(1))
}

/// The reporting dates in days since the start.
pub fn dates(scenario: &Scenario) -> impl Iterator<Item = f64> {
    let (every, last) = (scenario.clock.days(scenario.report_every), scenario.clock.days(scenario.horizon));
    (1..=n_dates(scenario)).map(move |n| (f64::from(n) * every).min(last))
}

/// Runs replicates one after the other, in the same buffers.
pub struct Worker<'s> {
    scenario: &'s Scenario,
    columns: Columns,
    stop: &'s AtomicBool,
    has_series: bool,
    limit: Option<Duration>,
    kept: Option<Kept<'s>>,
}

/// Buffers that go from one replicate to the next.
struct Kept<'s> {
    simulation: Simulation<'s>,
    /// The same replicate with nobody leaning towards funders, where their pull is measured.
    twin: Option<Simulation<'s>>,
    record: Record,
}

impl<'s> Kept<'s> {
    fn new(scenario: &'s Scenario, replicate: u64) -> Kept<'s> {
        let twin = scenario.unmoved.as_deref().map(|unmoved| Simulation::new(unmoved, replicate));
        Kept { simulation: Simulation::new(scenario, replicate), twin, record: Record::new(scenario) }
    }

    fn reset(&mut self, replicate: u64) {
        self.simulation.reset(replicate);
        self.twin.iter_mut().for_each(|twin| twin.reset(replicate));
        self.record.reset();
    }

    fn step(&mut self) -> bool {
        let Kept { simulation, twin, record } = self;
        let stepped = simulation.step();
        if stepped {
            record.observe(simulation.world(), simulation.events());
            if let Some(twin) = twin {
                twin.step();
                record.observe_twin(simulation.world(), twin.world());
            }
        }
        stepped
    }
}

impl<'s> Worker<'s> {
    /// A worker for one thread. It gives up the run at hand when `stop` turns true.
    pub fn new(scenario: &'s Scenario, stop: &'s AtomicBool) -> Worker<'s> {
        Worker { scenario, columns: Columns::of(scenario), stop, has_series: true, limit: None, kept: None }
    }

    /// The same without values at reporting dates.
    #[must_use]
    pub fn without_series(self) -> Worker<'s> {
        Worker { has_series: false, ..self }
    }

    /// The same with at most so much time for each run.
    #[must_use]
    pub fn with_limit(self, limit: Option<Duration>) -> Worker<'s> {
        Worker { limit, ..self }
    }

    /// Runs one replicate; `None` if it was given up.
    pub fn run(&mut self, replicate: u64) -> Option<Run> {
        self.run_watched(replicate, &mut |_, _| {})
    }

    /// The same, showing the world and the events of every tick to `watch`.
    pub fn run_watched(&mut self, replicate: u64, watch: &mut dyn FnMut(&World, &[Event])) -> Option<Run> {
        let columns = self.columns.clone();
        let n_series = if self.has_series { columns.series().count() * n_dates(self.scenario) as usize } else { 0 };
        let blank = || Run {
            point: 0,
            replicate,
            status: Status::Ok,
            metrics: vec![None; columns.all().len()],
            series: vec![None; n_series],
            note: String::new(),
        };
        guarded(blank, &columns, |run| self.simulate(run, watch))
    }

    /// Fills `run`. The buffers are kept only if the run came to its end.
    fn simulate(&mut self, run: &mut Run, watch: &mut dyn FnMut(&World, &[Event])) -> Lived {
        let clock = self.limit.map(|limit| (Stopwatch::start(), limit));
        let mut kept = match self.kept.take() {
            Some(mut kept) => {
                kept.reset(run.replicate);
                kept
            }
            None => Kept::new(self.scenario, run.replicate),
        };
        let every = self.scenario.report_every.0.max(1);
        let mut series = run.series.iter_mut();
        let mut ticks = 0;
        while kept.step() {
            watch(kept.simulation.world(), kept.simulation.events());
            ticks += 1;
            if self.has_series && (ticks % every == 0 || ticks == self.scenario.horizon.0) {
                self.columns.series().zip(&mut series).for_each(|(column, value)| *value = column.at_date(&kept.record));
            }
            if self.stop.load(Ordering::Relaxed) {
                return Lived::GivenUp;
            }
            if let Some((_, limit)) = clock.filter(|(clock, limit)| clock.elapsed() >= *limit) {
                return Lived::OutOfTime(limit);
            }
        }
        self.columns.all().zip(&mut run.metrics).for_each(|(column, value)| *value = column.value(&kept.record));
        self.kept = Some(kept);
        Lived::ToTheEnd
    }
}

/// How far a run came.
enum Lived {
    ToTheEnd,
    GivenUp,
    OutOfTime(Duration),
}

/// Runs `simulate` on a blank run and turns a panic, a value that is not finite or a lack of time into a status.
fn guarded(blank: impl Fn() -> Run, columns: &Columns, simulate: impl FnOnce(&mut Run) -> Lived) -> Option<Run> {
    let mut run = blank();
    match catch_unwind(AssertUnwindSafe(|| simulate(&mut run))) {
        Ok(Lived::GivenUp) => None,
        Ok(Lived::ToTheEnd) => Some(match bad_value(&run, columns) {
            None => run,
            Some(note) => Run { status: Status::NonFinite, note, ..blank() },
        }),
        Ok(Lived::OutOfTime(limit)) => {
            let note = format!("not at its end after {} s", limit.as_secs_f64());
            Some(Run { status: Status::TimedOut, note, ..blank() })
        }
        Err(payload) => Some(Run { status: Status::Panicked, note: said(payload.as_ref()), ..blank() }),
    }
}

fn bad_value(run: &Run, columns: &Columns) -> Option<String> {
    let bad = |value: &Option<f64>| value.is_some_and(|value| !value.is_finite());
    let of_run = columns.all().zip(&run.metrics).find(|(_, value)| bad(value));
    let date_by_date = run.series.chunks(columns.series().count().max(1));
    let of_series = || date_by_date.flat_map(|date| columns.series().zip(date)).find(|(_, value)| bad(value));
    of_run.or_else(of_series).map(|(column, _)| format!("`{}` is not a finite number", column.id))
}

/// What a panic said.
pub fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Columns {
        Columns::of(&Scenario::load("scenarios/partnership.toml").expect("a shipped scenario"))
    }

    fn blank() -> Run {
        let (metrics, series) = (vec![None; columns().all().len()], vec![None; columns().series().count()]);
        Run { point: 0, replicate: 3, status: Status::Ok, metrics, series, note: String::new() }
    }

    #[test]
    fn the_last_day_is_a_date_whether_or_not_a_period_ends_on_it() {
        for (every, expected) in [("7 days", 105), ("73 days", 10), ("730 days", 1)] {
            let text = include_str!("../../scenarios/partnership.toml")
                .replace("\"7 days\"\nreplicates", &format!("\"{every}\"\nreplicates"));
            let scenario = Scenario::parse("dates", &text).expect("a shipped scenario with another period");
            let dates: Vec<f64> = dates(&scenario).collect();
            assert_eq!((dates.len(), n_dates(&scenario)), (expected, expected as u32), "{every}");
            assert!(dates.is_sorted() && dates.last().is_some_and(|day| (day - 730.0).abs() < 1e-9), "{every}: {dates:?}");
        }
    }

    #[test]
    fn a_panic_becomes_a_row_without_values() {
        let panicked = guarded(blank, &columns(), |run| {
            run.metrics[0] = Some(1.0);
            panic!("money is not conserved at tick {}", 7);
        });
        let expected = Run { status: Status::Panicked, note: "money is not conserved at tick 7".to_owned(), ..blank() };
        assert_eq!(panicked, Some(expected));
    }

    #[test]
    fn a_value_that_is_not_finite_becomes_a_row_without_values() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let of_run = guarded(blank, &columns(), |run| {
                run.metrics[0] = Some(value);
                Lived::ToTheEnd
            });
            let of_series = guarded(blank, &columns(), |run| {
                run.series[0] = Some(value);
                Lived::ToTheEnd
            });
            for run in [of_run, of_series].into_iter().flatten() {
                assert_eq!((run.status, &run.metrics), (Status::NonFinite, &blank().metrics));
                assert!(run.note.ends_with("is not a finite number"));
            }
        }
    }

    #[test]
    fn a_run_without_time_becomes_a_row_without_values() {
        let scenario = Scenario::load("scenarios/partnership.toml").expect("a shipped scenario");
        let stop = AtomicBool::new(false);
        let run = |limit| Worker::new(&scenario, &stop).with_limit(limit).run(3).expect("nobody gives it up");
        let cut = run(Some(Duration::ZERO));
        assert_eq!((cut.status, cut.note.as_str()), (Status::TimedOut, "not at its end after 0 s"));
        assert!(cut.metrics.iter().chain(&cut.series).all(Option::is_none));
        assert_eq!(run(Some(Duration::from_secs(600))), run(None));
    }

    #[test]
    fn a_run_that_was_given_up_is_no_row() {
        assert_eq!(guarded(blank, &columns(), |_| Lived::GivenUp), None);
    }
}
