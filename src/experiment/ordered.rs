//! Jobs worked off by many threads in any order, and handed on one by one in plan order.
//!
//! ```text
//!   threads claim jobs --> [ done, waiting for its turn ... at most WINDOW ] --> one taker, in order
//! ```
//!
//! # Why
//! A plain parallel map keeps every result until the end; the window keeps memory flat in the number of jobs.

use crate::dice::Key;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Answers that may wait for their turn.
const WINDOW: u64 = 256;

/// How far the jobs being started may run ahead of the one handed on, jobs; shuffling moves a job by less than that. Twice
/// this is the window, so that no two answers ever want the same place in it.
const AHEAD: u64 = WINDOW / 2;

/// In which order jobs are started. It can change no result; that is what the second one is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As planned.
    Plan,
    /// Shuffled within blocks, by this seed.
    Shuffled(u64),
}

/// Who works, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Pool<'a> {
    /// Threads, at least 1.
    pub threads: usize,
    /// Order in which jobs are started.
    pub order: Order,
    /// Set to true, it ends the work: nothing new is started and workers may give up.
    pub stop: &'a AtomicBool,
}

impl Pool<'_> {
    /// Starts the threads. A machine that is out of them makes do with one.
    pub fn start(&self) -> ThreadPool {
        let start = |n| {
            // The name tells the panic hook of the command line that a panic is an answer, not a crash.
            ThreadPoolBuilder::new().num_threads(n).thread_name(|_| "replicate".to_owned()).build()
        };
        start(self.threads.max(1)).or_else(|_| start(1)).expect("a machine has a thread to spare")
    }
}

/// Works off `jobs`: each thread makes a worker, which answers a job or gives it up with `None`; `take` gets the answers in
/// the order of the jobs, on the calling thread.
///
/// Returns how many were taken, counted from the first: all of them unless the work was stopped or a job was given up.
///
/// # Errors
/// The first error of `take`. No job is started after it.
pub fn in_order<T, W, E>(
    jobs: Range<u64>,
    pool: &Pool,
    worker: impl Fn() -> W + Sync,
    take: impl FnMut(T) -> Result<(), E>,
) -> Result<u64, E>
where
    T: Send,
    W: FnMut(u64) -> Option<T>,
{
    in_order_within(AHEAD, jobs, pool, worker, take)
}

/// The same with at most `ahead` jobs started before the one handed on, for answers that are large.
///
/// # Errors
/// As [`in_order`].
pub fn in_order_within<T, W, E>(
    ahead: u64,
    jobs: Range<u64>,
    pool: &Pool,
    worker: impl Fn() -> W + Sync,
    take: impl FnMut(T) -> Result<(), E>,
) -> Result<u64, E>
where
    T: Send,
    W: FnMut(u64) -> Option<T>,
{
    assert!((1..=AHEAD).contains(&ahead), "the window holds what runs ahead");
    let threads = pool.start();
    let desk = Desk::new(jobs, threads.current_num_threads(), ahead);
    threads.in_place_scope(|scope| {
        for _ in 0..threads.current_num_threads() {
            scope.spawn(|_| {
                let _leaving = Leaving(&desk);
                desk.work(pool, &mut worker());
            });
        }
        let taken = desk.hand_on(take);
        desk.close();
        taken
    })
}

/// What the threads share.
struct Desk<T> {
    jobs: Range<u64>,
    ahead: u64,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    /// Jobs started.
    claimed: u64,
    /// Jobs handed on.
    handed_on: u64,
    /// Answers that wait for their turn, by position modulo the window.
    waiting: Vec<Option<T>>,
    /// No job may be started any more.
    closed: bool,
    /// Threads that may still answer.
    working: usize,
}

impl<T: Send> Desk<T> {
    fn new(jobs: Range<u64>, working: usize, ahead: u64) -> Desk<T> {
        let waiting = (0..WINDOW).map(|_| None).collect();
        let state = State { claimed: 0, handed_on: 0, waiting, closed: false, working };
        Desk { jobs, ahead, state: Mutex::new(state), changed: Condvar::new() }
    }

    fn len(&self) -> u64 {
        self.jobs.end.saturating_sub(self.jobs.start)
    }

    /// A panic elsewhere leaves the state whole: every change under the lock is one assignment.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, state: MutexGuard<'g, State<T>>) -> MutexGuard<'g, State<T>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, pool: &Pool, worker: &mut impl FnMut(u64) -> Option<T>) {
        while let Some(position) = self.claim(pool) {
            let answer = worker(self.jobs.start + position);
            let given_up = answer.is_none();
            let mut state = self.lock();
            let before = std::mem::replace(&mut state.waiting[slot(position)], answer);
            assert!(before.is_none(), "two answers want the place of position {position}");
            state.closed |= given_up;
            drop(state);
            self.changed.notify_all();
        }
    }

    /// The next position to work on; `None` when there is none left, or no more shall be started.
    fn claim(&self, pool: &Pool) -> Option<u64> {
        let mut state = self.lock();
        loop {
            if state.closed || state.claimed == self.len() || pool.stop.load(Ordering::Relaxed) {
                return None;
            }
            if state.claimed < state.handed_on + self.ahead {
                let claimed = state.claimed;
                state.claimed += 1;
                return Some(position_of(claimed, self.len(), pool.order));
            }
            state = self.wait(state);
        }
    }

    fn hand_on<E>(&self, mut take: impl FnMut(T) -> Result<(), E>) -> Result<u64, E> {
        let mut state = self.lock();
        while state.handed_on < self.len() {
            let turn = slot(state.handed_on);
            if let Some(answer) = state.waiting[turn].take() {
                drop(state);
                take(answer)?;
                state = self.lock();
                state.handed_on += 1;
                self.changed.notify_all();
            } else if state.working == 0 {
                break;
            } else {
                state = self.wait(state);
            }
        }
        Ok(state.handed_on)
    }
}

impl<T> Desk<T> {
    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }

    fn leave(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).working -= 1;
        self.changed.notify_all();
    }
}

/// Signs a thread off however it ends, so that the taker never waits for a thread that is gone.
struct Leaving<'d, T>(&'d Desk<T>);

impl<T> Drop for Leaving<'_, T> {
    fn drop(&mut self) {
        self.0.leave();
    }
}

fn slot(position: u64) -> usize {
    (position % WINDOW) as usize
}

/// The position that is started as the `claimed`-th. Shuffling stays within blocks, so that the next one due is always among
/// those that may be started.
fn position_of(claimed: u64, len: u64, order: Order) -> u64 {
    match order {
        Order::Plan => claimed,
        Order::Shuffled(seed) => {
            let start = claimed - claimed % AHEAD;
            let mut block: Vec<u64> = (start..len.min(start + AHEAD)).collect();
            block.sort_by_key(|&position| Key(seed).nth(position).0);
            block[(claimed - start) as usize]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static GO: AtomicBool = AtomicBool::new(false);

    fn squares(jobs: Range<u64>, threads: usize, order: Order) -> Vec<u64> {
        let mut seen = Vec::new();
        let pool = Pool { threads, order, stop: &GO };
        let taken = in_order(
            jobs,
            &pool,
            || |job| Some(job * job),
            |square| {
                seen.push(square);
                Ok::<(), ()>(())
            },
        );
        assert_eq!(taken, Ok(seen.len() as u64));
        seen
    }

    #[test]
    fn threads_and_order_change_nothing() {
        let expected: Vec<u64> = (3..1500).map(|job| job * job).collect();
        for threads in [1, 2, 3, 8] {
            for order in [Order::Plan, Order::Shuffled(1), Order::Shuffled(2)] {
                assert_eq!(squares(3..1500, threads, order), expected, "{threads} threads, {order:?}");
            }
        }
        assert_eq!(squares(5..5, 2, Order::Plan), Vec::<u64>::new());
    }

    #[test]
    fn a_shuffle_starts_each_job_once() {
        let mut started: Vec<u64> = (0..600).map(|claimed| position_of(claimed, 600, Order::Shuffled(9))).collect();
        assert_ne!(started, (0..600).collect::<Vec<u64>>());
        started.sort_unstable();
        assert_eq!(started, (0..600).collect::<Vec<u64>>());
    }

    #[test]
    fn what_runs_ahead_is_bounded() {
        let most = std::sync::atomic::AtomicU64::new(0);
        let handed_on = std::sync::atomic::AtomicU64::new(0);
        let worker = || {
            |job: u64| {
                most.fetch_max(job - handed_on.load(Ordering::SeqCst).min(job), Ordering::SeqCst);
                Some(job)
            }
        };
        let pool = Pool { threads: 4, order: Order::Plan, stop: &GO };
        let taken = in_order(0..5000, &pool, worker, |_| {
            handed_on.fetch_add(1, Ordering::SeqCst);
            Ok::<(), ()>(())
        });
        assert_eq!(taken, Ok(5000));
        assert!(most.into_inner() <= WINDOW);
    }

    #[test]
    fn stopping_keeps_a_whole_beginning() {
        for order in [Order::Plan, Order::Shuffled(4)] {
            let stop = AtomicBool::new(false);
            let pool = Pool { threads: 3, order, stop: &stop };
            let worker = || {
                |job: u64| {
                    if job == 700 {
                        stop.store(true, Ordering::Relaxed);
                    }
                    (job != 700).then_some(job)
                }
            };
            let mut seen = Vec::new();
            let taken = in_order(0..100_000, &pool, worker, |job| {
                seen.push(job);
                Ok::<(), ()>(())
            });
            assert_eq!(taken, Ok(seen.len() as u64));
            assert!(seen.len() <= 700 && seen.iter().enumerate().all(|(place, &job)| place as u64 == job));
        }
    }

    #[test]
    fn an_error_of_the_taker_ends_the_work() {
        let pool = Pool { threads: 2, order: Order::Plan, stop: &GO };
        let taken = in_order(0..u64::MAX, &pool, || Some, |job| if job == 10 { Err("full") } else { Ok(()) });
        assert_eq!(taken, Err("full"));
    }

    #[test]
    fn a_thread_that_dies_is_not_waited_for() {
        let pool = Pool { threads: 2, order: Order::Plan, stop: &GO };
        let died = std::panic::catch_unwind(|| {
            in_order(
                0..10,
                &pool,
                || |job| if job == 4 { panic!("a bug in the worker") } else { Some(job) },
                |_| Ok::<(), ()>(()),
            )
        });
        assert!(died.is_err());
    }
}
