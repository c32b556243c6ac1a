//! What a blocked proposal costs in time: it becomes a vote, or it is discussed and tried again.

/// Mean course of a proposal through optimistic review and what follows a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Escalation {
    /// Probability that it is accepted in the end.
    pub pass: f64,
    /// Mean time from submission to the last word, in the unit of the window.
    pub latency: f64,
    /// Mean number of windows that it goes through.
    pub attempts: f64,
}

/// A block turns the proposal into a vote.
///
/// * `window`, `vote`: lengths in one unit of time.
/// * `blocks`: probability that the window ends in a block, 0 to 1. `vote_passes`: that the vote then passes.
///
/// # Source
/// Closed form over Cosmos ADR-069 (`rules.md`, E3): latency `D + v L`, pass `(1 - v) + v q`.
pub fn converts(window: f64, vote: f64, blocks: f64, vote_passes: f64) -> Escalation {
    let pass = (1.0 - blocks) + blocks * vote_passes;
    Escalation { pass, latency: window + blocks * vote, attempts: 1.0 }
}

/// A block sends the proposal to a discussion, after which it is submitted again, as often as it takes.
///
/// * returns: `None` if every window ends in a block, for then it never ends.
///
/// # Source
/// Closed form over Optimism's appeal (`rules.md`, E3), with the same threshold at each attempt: attempts `1 / (1 - v)`,
/// latency `D / (1 - v) + L v / (1 - v)`.
pub fn resubmits(window: f64, discussion: f64, blocks: f64) -> Option<Escalation> {
    let passes = 1.0 - blocks;
    (passes > 0.0).then(|| {
        let latency = window / passes + discussion * blocks / passes;
        Escalation { pass: 1.0, latency, attempts: 1.0 / passes }
    })
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[track_caller]
    fn check(found: Escalation, pass: f64, latency: f64, attempts: f64) {
        near(found.pass, pass, 1e-12);
        near(found.latency, latency, 1e-12);
        near(found.attempts, attempts, 1e-12);
    }

    #[test]
    fn published_latencies_come_out() {
        check(converts(7.0, 14.0, 0.2, 0.5), 0.9, 9.8, 1.0); // Vector esc-01.
        check(resubmits(7.0, 7.0, 0.25).expect("it ends"), 1.0, 11.666_666_666_666_668, 1.333_333_333_333_333_3); // esc-02
    }

    #[test]
    fn without_blocks_only_the_window_is_left() {
        check(converts(7.0, 14.0, 0.0, 0.0), 1.0, 7.0, 1.0);
        check(resubmits(7.0, 14.0, 0.0).expect("it ends"), 1.0, 7.0, 1.0);
    }

    #[test]
    fn with_nothing_but_blocks_a_vote_decides_and_a_retry_never_ends() {
        check(converts(7.0, 14.0, 1.0, 0.3), 0.3, 21.0, 1.0);
        assert_eq!(resubmits(7.0, 14.0, 1.0), None);
    }
}
