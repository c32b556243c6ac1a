//! Queues with few servers.

use super::queue;

/// Long-run means of a queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    /// Probability that who comes has to wait; for one server with fixed times the load.
    pub waits: f64,
    /// Mean wait before service, in the unit of time.
    pub wait: f64,
    /// Mean time from coming to leaving.
    pub time: f64,
    /// Mean number that waits.
    pub queue: f64,
    /// Mean number that waits or is served.
    pub in_system: f64,
}

impl Queue {
    fn of(rate: f64, waits: f64, wait: f64, service: f64) -> Queue {
        let time = wait + service;
        let (queue, in_system) = (queue::number_in_system(rate, wait), queue::number_in_system(rate, time));
        Queue { waits, wait, time, queue, in_system }
    }
}

/// Poisson arrivals, exponential service, `servers` in parallel; `None` where more comes than can be served.
///
/// # Source
/// Erlang (1917), formula C, through the recursion of formula B, which overflows for no number of servers.
pub fn exponential(rate: f64, service_rate: f64, servers: u32) -> Option<Queue> {
    let offered = rate / service_rate;
    let load = offered / f64::from(servers);
    if servers == 0 || load >= 1.0 {
        return None;
    }
    let blocked = (1..=servers).fold(1.0, |blocked, n| offered * blocked / (f64::from(n) + offered * blocked));
    let waits = blocked / (1.0 - load * (1.0 - blocked));
    let wait = waits / (f64::from(servers) * service_rate - rate);
    Some(Queue::of(rate, waits, wait, 1.0 / service_rate))
}

/// Poisson arrivals, one server, the same time for each; `None` where more comes than can be served.
///
/// # Source
/// Pollaczek and Khinchine: `rho / (2 mu (1 - rho))`.
pub fn fixed(rate: f64, service: f64) -> Option<Queue> {
    let load = rate * service;
    (load < 1.0).then(|| Queue::of(rate, load, load * service / (2.0 * (1.0 - load)), service))
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn small_queues_come_out_by_hand() {
        let one = exponential(0.5, 1.0, 1).expect("stable");
        for (found, expected) in [(one.waits, 0.5), (one.wait, 1.0), (one.time, 2.0), (one.queue, 0.5), (one.in_system, 1.0)] {
            near(found, expected, 1e-12);
        }
        let two = exponential(1.6, 1.0, 2).expect("stable");
        near(two.waits, 0.711_111_111_111_111_2, 1e-12);
        near(two.wait, 1.777_777_777_777_778, 1e-12);
        let fixed = fixed(0.5, 1.0).expect("stable");
        near(fixed.wait, 0.5, 1e-12);
        near(fixed.in_system, 0.75, 1e-12);
    }

    #[test]
    fn more_than_can_be_served_has_no_mean() {
        assert!(exponential(1.0, 1.0, 1).is_none() && exponential(1.0, 1.0, 0).is_none() && fixed(1.0, 1.0).is_none());
        assert!(exponential(999.0, 1.0, 1_000).is_some_and(|queue| queue.waits > 0.9 && queue.waits < 1.0));
    }
}
