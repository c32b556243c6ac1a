//! Which box of a trajectory to take.

use super::trajectory::Step;

/// What box is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// The best balance of coverage and density: their harmonic mean.
    Balance,
    /// The largest coverage with at least this density, 0 to 1; where none is so dense, the densest.
    Density(f64),
}

/// The number of the box to take; the first holds everything.
pub fn choose(steps: &[Step], wanted: Wanted) -> usize {
    let score = |step: &Step| match wanted {
        Wanted::Balance => harmonic(step.coverage, step.density),
        Wanted::Density(least) if step.density >= least => 1.0 + step.coverage,
        Wanted::Density(_) => step.density,
    };
    // Of equals the first: it is the largest.
    (0..steps.len()).reduce(|best, next| if score(&steps[next]) > score(&steps[best]) { next } else { best }).unwrap_or(0)
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// How much a box stands out: the share of all runs that are cases in it beyond what so many runs would hold anyway.
pub fn excess(step: &Step, whole: &Step) -> f64 {
    step.mass * (step.density - whole.density)
}

#[cfg(test)]
mod tests {
    use super::super::{Bounds, Tally};
    use super::*;

    fn step(coverage: f64, density: f64) -> Step {
        Step { bounds: Bounds(Vec::new()), tally: Tally::default(), coverage, density, mass: 0.5 }
    }

    #[test]
    fn a_box_is_chosen_by_balance_or_by_density() {
        let steps = [step(1.0, 0.3), step(0.9, 0.6), step(0.7, 0.8), step(0.3, 0.95)];
        assert_eq!(choose(&steps, Wanted::Balance), 2);
        assert_eq!(choose(&steps, Wanted::Density(0.6)), 1);
        assert_eq!(choose(&steps, Wanted::Density(0.99)), 3);
        assert_eq!(choose(&steps[..1], Wanted::Balance), 0);
        assert!((excess(&steps[1], &steps[0]) - 0.15).abs() < 1e-12);
    }
}
