//! Delay at a body that meets now and then: waiting for the meeting, and waiting for a slot on its agenda.

use super::queue;
use crate::math;

/// A body that decides at meetings only, and how much comes to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meetings {
    /// Time between two meetings, above 0.
    pub every: f64,
    /// Items that a meeting can decide, at least 1.
    pub slots: u32,
    /// Items that arrive per unit of time, a Poisson stream, above 0.
    pub rate: f64,
}

impl Meetings {
    /// Items that arrive between two meetings, on average.
    pub fn batch(&self) -> f64 {
        self.rate * self.every
    }

    /// Load: what arrives over what can be decided. At 1 and above the queue grows without end.
    pub fn utilisation(&self) -> f64 {
        self.batch() / f64::from(self.slots)
    }

    /// Whether the queue stays bounded. At a load of exactly 1 it does not.
    pub fn stable(&self) -> bool {
        self.utilisation() < 1.0
    }

    /// Mean time from arrival to the next meeting: half of what lies between two. The whole delay if slots never run out.
    pub fn wait_for_meeting(&self) -> f64 {
        0.5 * self.every
    }

    /// Mean number of items that wait for a meeting at a random moment, if slots never run out.
    pub fn waiting_for_meeting(&self) -> f64 {
        queue::number_in_system(self.rate, self.wait_for_meeting())
    }

    /// Mean number of items left over after a meeting; `None` if the queue grows without end.
    ///
    /// The leftover follows `X' = max(X + A - c, 0)` with `A` Poisson of mean `m` and `c` slots. With `z` the roots of
    /// `z^c = exp(m (z - 1))` inside the unit circle, 1 apart,
    /// `E[X] = m / (2 (c - m)) - (c - 1 + m) / 2 + sum of 1 / (1 - z)`; for one slot that is `m^2 / (2 (1 - m))`.
    ///
    /// # Source
    /// Bailey (1954) for bulk service; the roots by fixed-point iteration after Janssen and van Leeuwaarden, "Analytic
    /// computation schemes for the discrete-time bulk service queue" (2005).
    pub fn backlog(&self) -> Option<f64> {
        let (m, c) = (self.batch(), f64::from(self.slots));
        self.stable().then(|| {
            let roots: f64 = (1..self.slots).map(|k| real_part_at_root(m / c, f64::from(k) / c)).sum();
            (m / (2.0 * (c - m)) - 0.5 * (c - 1.0 + m) + roots).max(0.0)
        })
    }

    /// Mean time from arrival to decision; `None` if the queue grows without end.
    ///
    /// An optimistic window of length `D` is quicker iff `D` is less than this.
    pub fn latency(&self) -> Option<f64> {
        self.backlog().map(|backlog| self.wait_for_meeting() + backlog / self.rate)
    }
}

/// The real part of `1 / (1 - z)` at the root `z = w exp(load (z - 1))`, with `w` on the unit circle `turn` of the way round.
///
/// The iteration shrinks its error by `load |z| < 1` each time. Roots come in conjugate pairs, so imaginary parts cancel.
fn real_part_at_root(load: f64, turn: f64) -> f64 {
    const ENOUGH: usize = 10_000;
    let angle = std::f64::consts::TAU * turn;
    let (mut re, mut im) = (0.0, 0.0);
    for _ in 0..ENOUGH {
        let size = math::exp(load * (re - 1.0));
        let direction = angle + load * im;
        let (next_re, next_im) = (size * math::cos(direction), size * math::sin(direction));
        let moved = (next_re - re).abs() + (next_im - im).abs();
        (re, im) = (next_re, next_im);
        if moved < 1e-16 {
            break;
        }
    }
    (1.0 - re) / ((1.0 - re) * (1.0 - re) + im * im)
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    fn meetings(every: f64, slots: u32, rate: f64) -> Meetings {
        Meetings { every, slots, rate }
    }

    #[test]
    fn the_published_meeting_comes_out() {
        let monthly = meetings(30.0, 20, 0.2); // Vector q-meet-30-0.2-20.
        near(monthly.wait_for_meeting(), 15.0, 1e-9);
        near(monthly.batch(), 6.0, 1e-9);
        near(monthly.waiting_for_meeting(), 3.0, 1e-9);
        assert!(monthly.stable());
    }

    #[track_caller]
    fn check(meetings: Meetings, utilisation: f64, backlog: f64, latency: f64, tolerance: f64) {
        near(meetings.utilisation(), utilisation, 1e-9);
        near(meetings.backlog().expect("stable"), backlog, tolerance);
        near(meetings.latency().expect("stable"), latency, tolerance);
    }

    #[test]
    fn published_agendas_come_out() {
        check(meetings(1.0, 1, 0.8), 0.8, 1.6, 2.5, 1e-9); // Vector q-slot-01.
        check(meetings(30.0, 8, 0.2), 0.75, 0.581_158_7, 17.905_793_48, 1e-6); // q-slot-02, printed to seven digits.
    }

    #[test]
    fn the_roots_agree_with_the_chain_worked_out_step_by_step() {
        for (slots, batch) in [(1, 0.3), (2, 1.5), (3, 0.01), (5, 4.5), (8, 6.0), (40, 30.0)] {
            let by_roots = meetings(1.0, slots, batch).backlog().expect("stable");
            near(by_roots, backlog_of_chain(slots as usize, batch), 1e-9);
        }
    }

    /// The mean leftover after many meetings, from the probabilities of every backlog below 1000.
    fn backlog_of_chain(slots: usize, batch: f64) -> f64 {
        let mut arrivals = vec![math::exp(-batch)];
        while arrivals.len() < 60 + 4 * slots {
            arrivals.push(arrivals[arrivals.len() - 1] * batch / arrivals.len() as f64);
        }
        let mut left = vec![0.0; 1_000];
        left[0] = 1.0;
        for _ in 0..2_000 {
            let mut next = vec![0.0; left.len()];
            for (waiting, &probability) in left.iter().enumerate().filter(|&(_, &probability)| probability > 1e-18) {
                for (came, &chance) in arrivals.iter().enumerate() {
                    next[(waiting + came).saturating_sub(slots).min(999)] += probability * chance;
                }
            }
            left = next;
        }
        left.iter().enumerate().map(|(waiting, probability)| waiting as f64 * probability).sum()
    }

    #[test]
    fn a_load_of_one_has_no_mean() {
        for rate in [1.0, 1.5] {
            assert_eq!(meetings(1.0, 1, rate).backlog(), None);
            assert_eq!(meetings(1.0, 1, rate).latency(), None);
            assert!(!meetings(1.0, 1, rate).stable());
        }
        let heavy = meetings(1.0, 1, 0.999).backlog().expect("stable");
        near(heavy, 0.999 * 0.999 / 0.002, 1e-6);
    }

    #[test]
    fn slots_that_never_run_out_leave_nothing_over() {
        near(meetings(30.0, 100, 0.2).backlog().expect("stable"), 0.0, 1e-9);
    }
}
