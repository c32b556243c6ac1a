//! How far a number can be moved: to its half and its double, or as far towards them as the scenario allows.

use crate::scenario::{Said, Scenario};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Half of it.
    Half,
    /// Its double.
    Double,
}

impl Side {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Side::Half => "half",
            Side::Double => "double",
        }
    }

    /// What the number is multiplied by: the first that the scenario allows.
    fn factors(self) -> [f64; 4] {
        match self {
            Side::Half => [0.5, 0.6, 0.75, 0.9],
            Side::Double => [2.0, 1.5, 1.25, 1.1],
        }
    }
}

/// A scenario with one number moved.
pub struct Step {
    /// Number of the assumption.
    pub assumption: usize,
    /// Which way.
    pub side: Side,
    /// The number that stands there, as the scenario says it, without quotes.
    pub to: String,
    /// The scenario.
    pub scenario: Scenario,
}

/// Both steps of each assumption, where there are any.
pub fn reach(scenario: &Scenario, assumptions: &[Said]) -> Vec<Step> {
    let both = |(assumption, said): (usize, &Said)| {
        let step = |side| moved(scenario, said, side).map(|(to, scenario)| Step { assumption, side, to, scenario });
        [Side::Half, Side::Double].into_iter().filter_map(step).collect::<Vec<Step>>()
    };
    assumptions.par_iter().enumerate().map(both).collect::<Vec<Vec<Step>>>().into_iter().flatten().collect()
}

/// The first number that the scenario allows and that changes it.
fn moved(scenario: &Scenario, said: &Said, side: Side) -> Option<(String, Scenario)> {
    numbers(said, side).into_iter().find_map(|number| {
        let text = said.with(number);
        let edit = [(said.path.clone(), text.clone())];
        let (other, _) = Scenario::parse_with(&scenario.name, &scenario.resolved, &edit).ok()?;
        (other.resolved != scenario.resolved).then(|| (text.trim_matches('"').to_owned(), other))
    })
}

/// Numbers to try, the farthest first; none for 0, whose double is itself.
fn numbers(said: &Said, side: Side) -> Vec<f64> {
    let number = said.number;
    let whole = |number: f64| if side == Side::Half { number.floor() } else { number.ceil() };
    let most = if said.unit == "%" { 100.0 } else { 1.0 };
    let mut found = Vec::new();
    for factor in side.factors() {
        let next = number * factor;
        found.push(next);
        // A share cannot be more than all.
        found.extend((side == Side::Double && number < most && next > most).then_some(most));
        found.push(whole(next));
    }
    found.retain(|next| (next - number).abs() > 1e-9 * number.abs());
    if number.abs() > 0.0 { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    #[test]
    fn numbers_are_moved_as_far_as_the_scenario_allows() {
        let scenario = Scenario::parse("partnership", PRESETS[0].text).unwrap_or_else(|problems| panic!("{problems}"));
        let said =
            |path: &str, number: f64, unit: &str| Said { path: path.to_owned(), number, unit: unit.to_owned(), by_author: true };
        let assumptions = [
            said("people.core.context", 0.6, ""),
            said("people.core.count", 4.0, ""),
            said("bodies.core.meets.attendance", 80.0, "%"),
            said("adversary.plan.0.self_deal.every", 60.0, " days"),
            said("people.core.tolerance", 0.0, ""),
        ];
        let found: Vec<(usize, &str, String)> =
            reach(&scenario, &assumptions).into_iter().map(|step| (step.assumption, step.side.name(), step.to)).collect();
        let expected = [
            (0, "half", "0.3"),
            (0, "double", "1"),
            // The adversary has three of the seats.
            (1, "half", "3"),
            (1, "double", "8"),
            (2, "half", "40%"),
            (2, "double", "100%"),
            (3, "half", "30 days"),
            (3, "double", "120 days"),
        ];
        assert_eq!(found, expected.map(|(idx, side, to)| (idx, side, to.to_owned())));
    }
}
