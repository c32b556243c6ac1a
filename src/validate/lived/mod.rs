//! Runs of the engine that must agree with a closed form: a scenario written from the inputs, its events, and a tolerance of 4.5
//! standard errors.
//!
//! ```text
//!   inputs --writer--> scenario --watch--> what was seen --decisions, queues--> observed, beside the closed form
//! ```

mod decisions;
mod queues;
mod writer;

pub use decisions::{active, bounded_attention, escalated, jury, optimistic, quorum, sortition_panel};
pub use queues::{md1, mmc, periodic_meeting, review_window, slotted_capacity};

use super::Malformed;
use super::given::Given;
use crate::engine::Simulation;
use crate::event::{Event, Outcome};
use crate::math;
use crate::scenario::{Problems, Scenario};
use crate::stats;
use serde_json::Value;

/// What a run is told besides the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Root of all randomness.
    pub seed: u64,
    /// Replicates of each scenario.
    pub replicates: u64,
}

impl Plan {
    /// What the command line runs: about twenty thousand decisions for each scenario.
    pub const USUAL: Plan = Plan { seed: 11, replicates: 200 };
}

/// What was seen of one output.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The output.
    pub key: &'static str,
    /// The closed form.
    pub expected: f64,
    /// Mean of what was seen.
    pub mean: f64,
    /// Its standard error, if the closed form is true where that says it.
    pub error: f64,
    /// What the grid of ticks may add or take.
    pub slack: f64,
    /// How many observations.
    pub n: u64,
}

impl Observed {
    /// Standard errors between the run and the closed form; 0 where both are the same number.
    pub fn gap(&self) -> f64 {
        let gap = ((self.mean - self.expected).abs() - self.slack).max(0.0);
        if gap <= 1e-9 { 0.0 } else { gap / self.error }
    }

    /// Whether the two agree: within 4.5 standard errors.
    pub fn agrees(&self) -> bool {
        self.gap() <= 4.5
    }
}

/// A run for a vector; `None` where this one cannot be lived through.
pub type Run = fn(&Given, &Value, Plan) -> Result<Option<Vec<Observed>>, Malformed>;

/// Events of many replicates, added up. Decisions of one run share no draw in these scenarios.
#[derive(Default)]
struct Seen {
    n: u64,
    passed: u64,
    escalated: u64,
    /// Read by nobody.
    unread: u64,
    latency: Vec<f64>,
    /// Mean number of times that a proposal was brought forward, by run, of the same.
    mean_attempts: Vec<f64>,
    /// Mean latency by run, of what was submitted once the first can have been decided.
    mean_latency: Vec<f64>,
    /// Mean of what is open at the end of a tick, by run, once the first can have been decided.
    open: Vec<f64>,
    /// Share of ticks with nothing open, by run.
    empty: Vec<f64>,
}

impl Seen {
    fn rate(&self, key: &'static str, count: u64, expected: f64) -> Observed {
        let n = self.n as f64;
        let error = math::sqrt(expected * (1.0 - expected) / n);
        Observed { key, expected, mean: count as f64 / n, error, slack: 0.0, n: self.n }
    }

    fn mean_latency(&self, key: &'static str, expected: f64) -> Observed {
        mean_of(key, expected, &self.latency)
    }
}

/// The mean of independent observations.
fn mean_of(key: &'static str, expected: f64, seen: &[f64]) -> Observed {
    let error = stats::sd(seen).unwrap_or(f64::NAN) / math::sqrt(seen.len() as f64);
    Observed { key, expected, mean: stats::mean(seen).unwrap_or(f64::NAN), error, slack: 0.0, n: seen.len() as u64 }
}

fn closed(answer: &Value, key: &str) -> f64 {
    answer.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

/// The window as whole days; `None` where it is none, or too long to be lived through.
fn whole_days(length: f64) -> Option<u32> {
    (1..=60).find(|days| (f64::from(*days) - length).abs() < 1e-9)
}

/// Runs a scenario; counts what was submitted early enough to be decided within `longest` ticks.
fn watch(given: &Given, text: &str, longest: u32, plan: Plan) -> Result<Seen, Malformed> {
    let unfit = |problems: Problems| given.refused("inputs that make a scenario", &problems.render(false));
    let scenario = Scenario::parse("validate", text).map_err(unfit)?;
    let mut seen = Seen::default();
    let mut sim = Simulation::new(&scenario, 0);
    for replicate in 0..plan.replicates {
        sim.reset(replicate);
        let (mut was_escalated, mut was_read, mut attempts) = (Vec::new(), Vec::new(), Vec::new());
        let (mut waited, mut tried, mut decided) = (0.0, 0_u32, 0_u32);
        let (mut ticks, mut open, mut empty) = (0_u32, 0_usize, 0_u32);
        while sim.step() {
            if sim.world().now().0 > longest {
                let n_open = sim.world().n_open();
                ticks += 1;
                open += n_open;
                empty += u32::from(n_open == 0);
            }
            for event in sim.events() {
                match *event {
                    Event::Submitted(_) => {
                        was_escalated.push(false);
                        was_read.push(false);
                        attempts.push(1_u32);
                    }
                    Event::Read(_, p) => was_read[p.idx()] = true,
                    Event::Revised(p) => attempts[p.idx()] += 1,
                    Event::Escalated(p, _) => was_escalated[p.idx()] = true,
                    Event::Decided(p, outcome) => {
                        let table = sim.world().proposals();
                        let submitted = table.submitted()[p.idx()];
                        if submitted.0 + longest >= scenario.horizon.0 {
                            continue;
                        }
                        seen.n += 1;
                        seen.passed += u64::from(outcome == Outcome::Executed);
                        seen.escalated += u64::from(was_escalated[p.idx()]);
                        seen.unread += u64::from(!was_read[p.idx()]);
                        let latency = f64::from(table.decided()[p.idx()].since(submitted).0);
                        seen.latency.push(latency);
                        if submitted.0 > longest {
                            waited += latency;
                            tried += attempts[p.idx()];
                            decided += 1;
                        }
                    }
                    _ => {}
                }
            }
        }
        if decided > 0 {
            seen.mean_latency.push(waited / f64::from(decided));
            seen.mean_attempts.push(f64::from(tried) / f64::from(decided));
        }
        seen.open.push(open as f64 / f64::from(ticks));
        seen.empty.push(f64::from(empty) / f64::from(ticks));
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The run agrees with the closed form, and with no other number.
    #[track_caller]
    fn check(run: Run, inputs: &Value, answer: &Value) {
        let lived = |answer: &Value| {
            let observed = Given::some_of("test", inputs, |given| run(given, answer, Plan::USUAL));
            observed.unwrap_or_else(|error| panic!("{error}")).expect("it can be lived through")
        };
        let right = lived(answer);
        assert!(right.iter().all(Observed::agrees), "{right:#?}");
        for seen in &right {
            let mut wrong = answer.clone();
            wrong[seen.key] = json!(0.9 * seen.expected - 0.01);
            let judged = lived(&wrong);
            let found = judged.iter().find(|judged| judged.key == seen.key).expect("it was seen before");
            assert!(!found.agrees(), "{found:#?}");
        }
    }

    #[test]
    fn runs_agree_with_the_closed_form_and_with_nothing_else() {
        let alike = json!({ "weights": [3, 2, 1], "p_veto": [0.1, 0.0, 0.6], "min_veto_ratio_ppm": 500000, "window": 3 });
        check(optimistic, &alike, &json!({ "p_pass": 0.9, "latency_if_passed": 3.0 }));
        check(jury, &json!({ "n": 3, "p": 0.3 }), &json!({ "p_majority_correct": 0.216 }));
        let weights = json!({ "weights": [2, 1], "turnout": [0.5, 0.5], "quorum": 2 });
        check(quorum, &weights, &json!({ "p_quorum": 0.5 }));
        let converts = json!({ "window": 2, "second_stage": 3, "p_veto": 0.5, "p_second_pass": 0.2, "mode": "convert" });
        check(escalated, &converts, &json!({ "p_pass": 0.6, "p_escalated": 0.5, "mean_latency": 3.5 }));
        let window = json!({ "arrival_rate": 1.0, "window": 2 });
        check(review_window, &window, &json!({ "mean_latency": 2.0, "mean_in_flight": 2.0, "p_empty": math::exp(-2.0) }));
        let meetings = json!({ "arrival_rate": 0.5, "period": 20 });
        check(periodic_meeting, &meetings, &json!({ "mean_latency_if_unbounded": 10.0 }));
        let votes = json!({ "weights": [1, 1], "turnout": [0.5, 0.5], "p_yes": [0.8, 0.8], "quorum_fraction": "1/2" });
        let rates = json!({ "p_pass_no_quorum": 0.56, "p_pass_for_quorum": 0.56, "p_pass_participation_quorum": 0.56 });
        check(active, &votes, &rates);
        let unlike = json!({ "weights": [2, 1], "turnout": [0.5, 0.5], "p_yes": [0.8, 0.4], "quorum_fraction": "2/3" });
        // The first alone or with the second decides; the second alone says yes to two in five.
        let rates = json!({ "p_pass_no_quorum": 0.5, "p_pass_for_quorum": 0.4, "p_pass_participation_quorum": 0.4 });
        check(active, &unlike, &rates);
        let again = json!({ "window": 3, "second_stage": 4, "p_veto": 0.4, "p_second_pass": null, "mode": "resubmit" });
        check(escalated, &again, &json!({ "p_pass": 1.0, "mean_attempts": 1.0 / 0.6, "mean_latency": (3.0 + 4.0 * 0.4) / 0.6 }));
    }

    #[test]
    fn what_cannot_be_lived_through_is_left_out() {
        let nobody = json!({ "weights": [], "turnout": [], "p_yes": [], "quorum_fraction": "1/2" });
        let hardly = json!({ "window": 7, "second_stage": 7, "p_veto": 0.99, "p_second_pass": null, "mode": "resubmit" });
        for (run, inputs) in [(active as Run, nobody), (escalated, hardly)] {
            assert_eq!(Given::some_of("test", &inputs, |given| run(given, &json!({}), Plan::USUAL)), Ok(None));
        }
    }
}
